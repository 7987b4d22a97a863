"""What every importer owes, as checks that run on any of them: see ``docs/importers.md``.

from palace.importers.kit import check

def test_my_importer(tmp_path):
    check(MyImporter(), write_a_sample(tmp_path))
"""

from palace.importers.kit.checks import BrokenPromiseError, check, check_case, check_item
from palace.importers.kit.guard import Guard, TooSlow
from palace.importers.kit.mutations import mutated

__all__ = [
    "BrokenPromiseError",
    "Guard",
    "TooSlow",
    "check",
    "check_case",
    "check_item",
    "mutated",
]

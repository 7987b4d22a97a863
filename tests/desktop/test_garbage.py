"""When garbage is looked for, and among what; in a process of its own, for it is one for all."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import gc
from palace.desktop import garbage

garbage.wait()
assert not gc.isenabled()
with garbage.uncollected():
    assert not gc.isenabled()
assert not gc.isenabled(), "a start that is not over goes on without"
garbage.keep()
assert gc.get_freeze_count() == 0, "what a start makes is set aside at its end"
made = [[k] for k in range(10_000)]
garbage.settle()
assert gc.isenabled() and gc.get_threshold() == garbage.COLLECT_AFTER
first = gc.get_freeze_count()
assert first > 10_000
with garbage.uncollected():
    assert not gc.isenabled()
    more = [[k] for k in range(10_000)]
assert gc.isenabled()
assert gc.get_freeze_count() > first + 9_000, "before anything can be looked for"
late = [[k] for k in range(10_000)]
garbage.keep()
assert gc.get_freeze_count() > first + 18_000
before = gc.get_freeze_count()
del more
assert gc.get_freeze_count() < before - 9_000, "what is replaced is freed all the same"
try:
    with garbage.uncollected():
        raise KeyError
except KeyError:
    assert gc.isenabled()
"""

OPENING = """
import gc
from palace.desktop import garbage

garbage.wait()
with garbage.uncollected():
    with garbage.uncollected():
        pass
    garbage.settle()
    assert not gc.isenabled(), "the palace is still being read"
    made = [[k] for k in range(10_000)]
assert gc.isenabled() and gc.get_freeze_count() > 10_000
"""


def test_a_window_that_settles_while_a_palace_is_read_waits_for_it() -> None:
    subprocess.run([sys.executable, "-c", OPENING], check=True, timeout=60)


def test_what_lives_long_is_not_looked_through() -> None:
    subprocess.run([sys.executable, "-c", SCRIPT], check=True, timeout=60)

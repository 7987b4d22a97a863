"""``palace secrets``: listed without being told, released, erased; copies are named."""

from __future__ import annotations

from pathlib import Path

from tests.cli.command_line import CommandLine
from tests.recall.test_secrets import SECRETS

KEY = SECRETS["a GitHub token"]


def test_secrets_are_listed_released_and_erased(
    palace: CommandLine, notes: Path, tmp_path: Path
) -> None:
    (notes / "Hive.md").write_text(f"# Hive\n\nGo.\n\n## Token\n\nroot: {KEY}\n", "utf-8")
    done = palace("import", notes, "--no-wait")
    assert "1 page. `palace secrets` lets you decide." in done.out
    assert "Holds a GitHub token; out of reach until you decide." in done.out
    listed = palace("secrets")
    assert "a GitHub token in “Hive” (markdown: Hive.md); held back" in listed.out
    assert palace("search", "root", "--no-wait", "--json").json == []
    (held,) = palace("secrets", "--scan", "--json").json
    own = held["memory_id"]
    assert palace("secrets", "release", own[:13], "--json").json == {"released": [own]}
    assert palace("search", "root", "--no-wait", "--json").json
    assert palace("secrets", "--json").json[0]["released"] is not None
    palace("export", tmp_path / "out")
    refused = palace("secrets", "erase", own)
    assert refused.code == 2 and "Nothing was erased" in refused.err
    gone = palace("secrets", "erase", own, "--yes")
    assert gone.code == 0 and f"may still hold it: {tmp_path / 'out'}" in gone.out
    assert palace("secrets").out == "Nothing is held back.\n"
    assert palace("secrets", "release", own).code == 3
    assert palace("secrets", "release").code == 2
    (hit,) = palace("search", "bread", "--no-wait", "--json").json
    erased = palace("erase", hit["object"], "--yes", "--json").json
    assert erased["copies"] == [str(tmp_path / "out")]
    for answer in (done, listed, gone, refused):
        assert KEY not in answer.out + answer.err

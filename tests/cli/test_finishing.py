"""``palace finish`` takes up what an import left."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine

pytestmark = [pytest.mark.model, pytest.mark.timeout(300)]


def test_what_was_not_waited_for_is_finished_later(palace: CommandLine, notes: Path) -> None:
    palace("import", notes, "--no-wait")
    before = palace("info", "--json").json["counts"]
    assert before["embedded"] == before["rooms"] == 0 < before["keys"]
    done = palace("finish", "--json")
    assert done.code == 0
    assert done.json["embedded"] == done.json["keys"] == before["keys"]
    assert done.json["homeless"] == 0
    assert palace("info", "--json").json["counts"]["rooms"] > 0

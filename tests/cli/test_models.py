"""``palace model``: another model in place of the one in use."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import pytest

from palace.embedding import stop_server
from palace.embedding.finding import find_model
from tests.cli.command_line import CommandLine

pytestmark = [pytest.mark.model, pytest.mark.timeout(300)]


@pytest.fixture
def table(small_models: Path):
    folder = small_models / "table"
    yield folder
    stop_server(model=find_model(str(folder)))


def in_use(palace: CommandLine) -> list[str]:
    return [model["name"] for model in palace("model", "--json").json if model["in_use"]]


def test_another_model_is_used_and_taken_back(
    palace: CommandLine, notes: Path, chats: Path, table: Path
) -> None:
    palace("import", notes, "--no-wait")
    assert "Nothing is embedded yet" in palace("model").out
    palace("finish")
    palace("move-in")
    before = palace("plan", "--digest").out
    told = palace("model", "use", table)
    assert told.code == 0, told.err
    assert "Everything stands where it stood" in told.out
    assert palace("plan", "--digest").out == before
    assert in_use(palace) == ["table"]
    assert palace("info", "--json").json["dimension"] == 64
    found = palace("search", "swarm", "of", "bees", "--json").json
    assert found[0]["title"].startswith("Swarms")
    # Words and no hit of them: what the table of words' vectors finds by likeness alone.
    alike = palace("search", "hive", "--json").json
    assert "meaning" in {way["kind"] for hit in alike for way in hit["why"]}, alike
    # What comes later is embedded and placed by the model in use.
    palace("import", chats)
    info = palace("info", "--json").json["counts"]
    assert info["embedded"] == info["keys"]
    again = palace("model", "use", table, "--json")
    assert [model["in_use"] for model in again.json] == [False, True]
    # The index of the old space is gone, for what is erased must not stay in it.
    stems = {path.name[:12] for path in (palace.folder / "index").glob("*.vectors")}
    assert len(stems) <= 1
    assert palace("model", "forget", "table").code == 3
    palace("undo")
    assert palace("undo").code == 0
    palace("model", "use", "default")
    assert in_use(palace) == ["sentence-transformers/all-MiniLM-L6-v2"]
    assert palace("info", "--json").json["dimension"] == 384
    assert palace("search", "swarm", "--json").json
    assert "are gone" in palace("model", "forget", "table").out
    assert len(palace("model", "--json").json) == 1
    assert palace("model", "forget", "table").code == 3


def test_stopped_on_the_way_the_old_one_is_in_use_and_it_goes_on(
    palace: CommandLine, tmp_path: Path, small_models: Path
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(150):
        (folder / f"{number}.md").write_text(
            f"# Note {number}\n\n" + f"The {number}th swarm hung in a pear tree by the wall. " * 60,
            encoding="utf-8",
        )
    palace("import", folder, "--no-wait")
    process = subprocess.Popen(
        palace.command("model", "use", small_models / "shallow"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 120
    while time.monotonic() < until:
        kept = palace("model", "--json").json
        if len(kept) == 2 and kept[1]["embedded"]:
            break
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert "the same command goes on there" in out, err
    first, second = palace("model", "--json").json
    assert first["in_use"]
    assert not second["in_use"]
    assert 0 < second["embedded"] < second["keys"]
    assert palace("search", "swarm", "--json").json
    done = palace("model", "use", small_models / "shallow", patience=250)
    assert f"({second['keys'] - second['embedded']} keys embedded)" in done.out
    assert in_use(palace) == ["shallow"]
    stop_server(model=find_model(str(small_models / "shallow")))


def test_wrong_use_is_told(palace: CommandLine, notes: Path, tmp_path: Path) -> None:
    assert palace("model", "use").code == 2
    assert palace("model", "list", "default").code == 2
    palace("import", notes, "--no-wait")
    refused = palace("model", "use", tmp_path)
    assert refused.code == 3
    assert "modules.json" in refused.err

"""The whole way with the model: places and meaning, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine

# A model that wakes up on a busy machine takes its time.
pytestmark = [pytest.mark.model, pytest.mark.slow, pytest.mark.timeout(600)]

PNG = b"\x89PNG\r\n\x1a\n"


def test_from_import_to_a_place_and_back(
    palace: CommandLine, notes: Path, chats: Path, tmp_path: Path
) -> None:
    answer = palace("import", notes, chats, "--json")
    assert answer.code == 0
    info = palace("info", "--rooms", "--json").json
    assert info["counts"]["embedded"] == info["counts"]["keys"] > 0
    assert info["dimension"] == 384
    assert info["index"] in {"exact", "hnsw"}
    assert sum(room["objects"] for room in info["rooms"]) == info["counts"]["objects"]

    # By meaning: no word of the question is in the note.
    found = palace("search", "insects leaving their hive", "--json").json
    assert found[0]["source_item"] == "bees/Swarms.md"
    assert "meaning" in {reason["kind"] for reason in found[0]["why"]}
    hit = found[0]
    assert hit["room"]["name"]
    assert set(hit["locus"]) == {"x", "y", "z"}
    inside = palace("search", "hive", "--in", hit["room"]["name"].upper(), "--json").json
    assert {other["room"]["id"] for other in inside} == {hit["room"]["id"]}

    shown = palace("show", hit["id"])
    assert hit["room"]["name"] in shown.out

    moved = palace("move-in", "--json").json
    assert moved["founded"]
    assert not moved["already"]
    assert palace("move-in", "--json").json["already"]
    assert "places stay" in palace("info").out
    # What comes later is added; nothing that stands is moved.
    (notes / "Wasps.md").write_text("# Wasps\n\nA wasp took honey from the hive.\n", "utf-8")
    assert palace("import", notes, "--json").counts == {"added": 1, "unchanged": 3}
    again = palace("search", "insects leaving their hive", "--json").json
    stands = {other["id"]: other["locus"] for other in again}
    assert stands[hit["id"]] == hit["locus"]
    assert palace("search", "wasp", "--json").json[0]["room"]


def test_moving_in_is_undone(palace: CommandLine, notes: Path) -> None:
    palace("import", notes, "--json")
    palace("move-in")
    assert palace("undo", "--json").json["undone"]
    assert palace("info", "--json").json["founded"] is None


@pytest.mark.parametrize("view", ["overview", "first-person", "map"])
def test_a_picture_needs_no_display(
    palace: CommandLine, notes: Path, tmp_path: Path, view: str
) -> None:
    palace("import", notes, "--json")
    out = tmp_path / "pictures" / f"{view}.png"
    answer = palace(
        "shot", "--view", view, "--out", out, "--size", "640x400", "--json", env={"DISPLAY": ""}
    )
    assert answer.code == 0, answer.err
    assert answer.json == {"view": view, "out": str(out), "width": 640, "height": 400}
    assert out.read_bytes().startswith(PNG)
    from PIL import Image

    with Image.open(out) as picture:
        assert picture.size == (640, 400)
        assert len(picture.convert("RGB").getcolors(maxcolors=1 << 24) or []) > 50

"""``palace sample``: made once by the real model, for all that is asked of it here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from palace.embedding import EmbedderClient
from palace.jobs import import_paths
from palace.queries import Info, PlacedObjects
from palace.session import Session
from tests.cli.command_line import Answer, CommandLine

# A model that wakes up on a busy machine takes its time.
pytestmark = [pytest.mark.model, pytest.mark.slow, pytest.mark.timeout(600)]

SAMPLE = Path(__file__).resolve().parents[2] / "assets" / "sample"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[CommandLine, Answer]:
    """The sample palace, and what its making said."""
    palace = CommandLine(tmp_path_factory.mktemp("sample") / "palace")
    return palace, palace("sample", "--no-window", "--json", env={"DISPLAY": ""}, patience=550)


def test_the_sample_is_made_once_and_drawn(sample: tuple[CommandLine, Answer]) -> None:
    palace, first = sample
    assert first.code == 0, first.err
    assert first.json["made"]
    assert [Path(file).name for file in first.json["pictures"]] == [
        "overview.png",
        "first-person.png",
        "map.png",
    ]
    for file in first.json["pictures"]:
        assert Path(file).read_bytes().startswith(PNG)
    counts = palace("info", "--json").json["counts"]
    assert counts["objects"] >= 200
    again = palace("sample", "--no-window", env={"DISPLAY": ""})
    assert again.code == 0
    assert str(counts["objects"]) in again.out
    assert "Making" not in again.err


def test_notes_stand_with_their_chats(sample: tuple[CommandLine, Answer]) -> None:
    with (
        EmbedderClient() as embedder,
        Session(sample[0].folder, embedder=embedder) as session,
    ):
        counts = session.ask(Info()).counts
        assert counts.embedded == counts.keys
        placed = session.ask(PlacedObjects())
        assert len(placed) == counts.objects >= 200
        assert len({stone.locus_id for stone in placed}) == len(placed)

        rooms: dict[str, set[str]] = {}
        reader = session._store.reader()
        for row in reader.rows(
            "SELECT item.ref, locus.room_id FROM item JOIN object ON object.item_id = item.id "
            "JOIN placement ON placement.object_id = object.id "
            "JOIN locus ON locus.id = placement.locus_id"
        ):
            rooms.setdefault(row["ref"], set()).add(row["room_id"])
        pairs = json.loads((SAMPLE / "pairs.json").read_text())
        together = [
            bool(rooms[pair["note"]] & rooms[chat]) for pair in pairs for chat in pair["chats"]
        ]
        # The first thing a newcomer is shown: a note, and in its room the chats on the same thing.
        assert sum(together) >= 0.7 * len(together)

        again = import_paths(session, [SAMPLE / "notes", SAMPLE / "chats"])
        # Nothing was failed or skipped, now as before.
        assert not again.waiting
        assert again.counts == {**dict.fromkeys(again.counts, 0), "unchanged": len(rooms)}
        assert session.ask(Info()).counts == counts

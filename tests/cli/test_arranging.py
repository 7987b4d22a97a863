"""The commands of the architect, run as people and scripts run them."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine


@pytest.fixture
def full(furnished: Path, palace: CommandLine) -> CommandLine:
    """A draft with rooms."""
    shutil.copytree(furnished, palace.folder)
    return palace


def test_rename_says_what_it_did_and_undo_takes_it_back(full: CommandLine) -> None:
    first, second = full("info", "--rooms", "--json").json["rooms"][:2]
    answer = full("rename", first["name"].upper(), "The  bakery", "--json")
    assert answer.json == {
        "id": first["id"],
        "kind": "room",
        "old": first["name"],
        "name": "The bakery",
        "moved_in": True,
    }
    said = full("rename", second["id"], "the BAKERY")
    assert (said.code, said.out) == (3, "")
    assert "There is a room called “the BAKERY” already; choose another name." in said.err
    assert full("rename", "Nowhere", "X").code == 3
    assert full("undo", "--json").json == {"undone": "Rename to “The bakery”"}
    assert full("info", "--rooms", "--json").json["rooms"][0] == first
    assert full("info", "--json").json["founded"] is None


def test_sleep_says_what_would_move_asks_and_is_undone(full: CommandLine) -> None:
    refused = full("sleep", "--json")
    assert refused.code == 3 and "move in first" in refused.json["error"]
    full("move-in")
    assert full("sleep").out.startswith("Everything is in its place")
    assert full("sleep", "--preview", "--yes").code == 2
    # Two from different rooms have come to stand in each other's places.
    objects = full("plan", "--json").json["loci"]
    placed = [x for x in objects if x["object"]]
    one = placed[0]
    other = next(x for x in reversed(placed) if x["room"] != one["room"])
    with sqlite3.connect(full.folder / "palace.db") as database:
        database.execute("UPDATE placement SET since = 1e11")
        database.execute("DELETE FROM placement WHERE object_id = ?", (one["object"],))
        database.execute(
            "UPDATE placement SET locus_id = ? WHERE object_id = ?", (one["id"], other["object"])
        )
        database.execute(
            "INSERT INTO placement (object_id, locus_id, since) VALUES (?, ?, 1e11)",
            (one["object"], other["id"]),
        )
    before = full("plan", "--json").json
    seen = full("sleep", "--json").json
    assert not seen["done"]
    assert {m["object"] for m in seen["moves"]} >= {one["object"], other["object"]}
    move = next(m for m in seen["moves"] if m["object"] == one["object"])
    assert (move["from"]["room"], move["to"]["room"]) == (other["room"], one["room"])
    assert seen["new"]["objects"] == 49
    # A pipe is nobody who could say yes.
    told = full("sleep")
    assert "would move" in told.out and "Done" not in told.out
    assert full("plan", "--json").json == before
    kept = full("sleep", "--keep", other["object"], "--json").json
    assert other["object"] not in {m["object"] for m in kept["moves"]}
    full("pin", one["object"])
    assert full("sleep", "--yes", "--if", seen["seq"]).code == 3
    full("undo")
    seen = full("sleep", "--json").json
    done = full("sleep", "--yes", "--if", seen["seq"], "--json").json
    assert done == seen | {"done": True}
    after = {x["object"]: x["room"] for x in full("plan", "--json").json["loci"]}
    assert after[one["object"]] == one["room"]
    assert full("undo", "--json").json["undone"].startswith("Tidy up (")
    assert full("plan", "--json").json == before


def test_erase_asks_and_then_it_is_gone(full: CommandLine) -> None:
    hit = full("search", "bees", "--limit", 1, "--no-wait", "--json").json[0]
    refused = full("erase", hit["id"], "--json")
    assert refused.code == 2 and "Nothing was erased" in refused.err
    done = full("erase", hit["id"], "--yes", "--json").json
    assert (done["object"], done["memories"]) == (hit["object"], 1)
    left = full("search", "bees", "--no-wait", "--json").json
    assert left and hit["object"] not in {h["object"] for h in left}
    assert full("show", hit["object"]).code == 3
    assert full("info", "--json").json["counts"]["objects"] == 48


def test_move_pin_and_what_show_says_of_it(full: CommandLine) -> None:
    plan = full("plan", "--json").json
    rooms = [room for room in plan["rooms"] if room["kind"] == "room"]
    here, there = (
        next(locus for locus in plan["loci"] if locus["room"] == room["id"] and locus["object"])
        for room in rooms[:2]
    )
    thing = here["object"]
    number = full("show", there["object"], "--json").json["place"]["locus"]
    refused = full("move", thing, "--to", f"{rooms[1]['name']}/{number}", "--json")
    assert refused.code == 3 and f"stands at number {number}" in refused.json["error"]
    assert "--swap" in refused.json["error"]
    swapped = full("move", thing, "--to", f"{rooms[1]['id']}/{number}", "--swap", "--json").json
    assert swapped["swapped"] == there["object"] and swapped["moved_in"]
    assert swapped["to"] == {"room": rooms[1]["id"], "name": rooms[1]["name"], "number": number}
    view = full("show", thing, "--json").json
    assert view["pinned"] and view["moved"]["from_room"] == rooms[0]["name"]
    assert f"pinned · moved from {rooms[0]['name']}, number" in full("show", thing).out
    assert full("unpin", thing, "--json").json["changed"]
    assert "is pinned now." in full("pin", thing).out
    for _ in range(3):
        full("undo")
    assert full("plan", "--json").json == plan
    assert full("move", thing, "--to", rooms[1]["name"], "--swap").code == 2


def test_destination_lists_sets_and_clears(full: CommandLine) -> None:
    (source,) = full("destination", "--json").json
    assert (source["kind"], source["objects"], source["place"]) == ("markdown", 49, None)
    room = full("info", "--rooms", "--json").json["rooms"][0]
    done = full("destination", "vault", room["name"], "--json").json
    assert done["place"]["id"] == room["id"] and done["changed"]
    assert f"the room “{room['name']}”" in full("destination").out
    assert full("destination", "vault").code == 2
    assert full("destination", "vault", room["name"], "--clear").code == 2
    assert full("destination", "vault", "--clear", "--json").json["place"] is None
    assert full("destination", "elsewhere", "--clear").code == 3

"""``palace plan``: a drawing, a document, a number."""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from palace.layout import Entry, build
from palace.ops import RebuildPlan
from palace.queries import SurveyOf
from palace.session import Session
from tests.cli.command_line import CommandLine

N = 30


def founded(folder: Path, tmp_path: Path, order: list[int]) -> CommandLine:
    """Return a palace of notes that were taken in in this order, with stored vectors."""
    palace = CommandLine(folder)
    for part, number in enumerate(order):
        notes = tmp_path / f"{folder.name}-{part // 10}"
        notes.mkdir(exist_ok=True)
        text = f"# Note {number}\n\nOn subject {number % 5} and what number {number} adds to it.\n"
        (notes / f"Note {number}.md").write_text(text, encoding="utf-8")
        if part % 10 == 9:
            assert palace.add(notes).code in (0, 1)
    with Session.open(folder) as session:
        session.run(RebuildPlan(build(_entries(session))))
    return palace


def _entries(session: Session) -> list[Entry]:
    """Return every object with a vector that its content alone decides."""
    entries = []
    with sqlite3.connect(session.folder / "palace.db") as base:
        rows = base.execute("SELECT id, content_hash, title FROM object ORDER BY id").fetchall()
    for own, content, title in rows:
        rng = np.random.default_rng(int(content[:8], 16))
        vector = rng.normal(size=64).astype(np.float32)
        entries.append(Entry(own, content, vector / np.linalg.norm(vector), title))
    return entries


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """A palace with a plan."""
    tmp_path = tmp_path_factory.mktemp("standing")
    return founded(tmp_path / "one palace", tmp_path, list(range(N)))


def micrometres(metres: float) -> int:
    """Return what the manual says."""
    return round(metres * 1_000_000)


def recomputed(told: dict[str, Any]) -> str:
    """Compute the digest as the manual says, from the JSON alone."""
    rooms = {room["id"]: room for room in told["rooms"]}
    content = {one["id"]: one["content"] for one in told["objects"]}
    lines = []
    for locus in told["loci"]:
        if locus["object"] is None:
            continue
        room = rooms[locus["room"]]
        lengths = (*room["rect"], locus["x"], locus["y"], locus["z"])
        numbers = [micrometres(v) for v in lengths]
        lines.append(" ".join(map(str, (content[locus["object"]], room["floor"], *numbers))))
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def test_the_digest_can_be_computed_from_the_json(standing: CommandLine) -> None:
    told = standing("plan", "--json").json
    said = standing("plan", "--digest", "--json").json
    assert said == {"digest": recomputed(told), "objects": N}
    assert standing("plan", "--digest").out.strip() == said["digest"]


def test_the_order_in_which_a_store_was_filled_does_not_count(
    standing: CommandLine, tmp_path: Path
) -> None:
    order = list(range(N))
    random.Random(3).shuffle(order)
    other = founded(tmp_path / "other", tmp_path, order)
    one, two = (p("plan", "--json").json for p in (standing, other))
    assert {o["id"] for o in one["objects"]} != {o["id"] for o in two["objects"]}
    assert standing("plan", "--digest").out == other("plan", "--digest").out


def test_a_rename_does_not_count_and_a_move_does(standing: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "palace"
    shutil.copytree(standing.folder, folder)
    palace = CommandLine(folder)
    before = palace("plan", "--digest").out
    with sqlite3.connect(folder / "palace.db") as base:
        base.execute("UPDATE room SET name = name || ' renamed'")
        base.execute("UPDATE wing SET name = name || ' renamed'")
    assert palace("plan", "--digest").out == before
    with sqlite3.connect(folder / "palace.db") as base:
        base.execute(
            "UPDATE placement SET locus_id = (SELECT id FROM locus WHERE id NOT IN "
            "(SELECT locus_id FROM placement) LIMIT 1) "
            "WHERE object_id = (SELECT min(object_id) FROM placement)"
        )
    assert palace("plan", "--digest").out != before


def test_every_walkable_space_is_told_and_the_doors_join_them(standing: CommandLine) -> None:
    told = standing("plan", "--json").json
    assert {"quarters", "wings", "rooms", "doors", "loci"} <= set(told)
    rooms = {room["id"]: room for room in told["rooms"]}
    assert {"room", "court", "gallery", "corridor"} <= {room["kind"] for room in told["rooms"]}
    reached, joined = set[str](), dict[str, set[str]]()
    for door in told["doors"]:
        for end in (door["a"], door["b"]):
            x, y, width, height = rooms[end]["rect"]
            across = min(
                abs(door["x"] - x), abs(door["x"] - x - width),
                abs(door["y"] - y), abs(door["y"] - y - height),
            )  # fmt: skip
            assert across < 1e-6, "a door stands in no wall of its space"
            assert x - 1e-6 <= door["x"] <= x + width + 1e-6
            assert y - 1e-6 <= door["y"] <= y + height + 1e-6
        joined.setdefault(door["a"], set()).add(door["b"])
        joined.setdefault(door["b"], set()).add(door["a"])
    ahead = [told["rooms"][0]["id"]]
    while ahead:
        here = ahead.pop()
        if here not in reached:
            reached.add(here)
            ahead += joined.get(here, ())
    assert reached == set(rooms)
    for one in told["rooms"]:
        for other in told["rooms"]:
            if one["id"] < other["id"] and one["floor"] == other["floor"]:
                assert not _overlap(one["rect"], other["rect"])
    for locus in told["loci"]:
        x, y, width, height = rooms[locus["room"]]["rect"]
        assert x < locus["x"] < x + width
        assert y < locus["y"] < y + height
    assert sum(locus["object"] is not None for locus in told["loci"]) == N


def _overlap(a: list[float], b: list[float]) -> bool:
    return all(a[k] < b[k] + b[k + 2] - 1e-6 and b[k] < a[k] + a[k + 2] - 1e-6 for k in (0, 1))


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_it_is_drawn_without_a_display(standing: CommandLine, tmp_path: Path, ending: str) -> None:
    out = tmp_path / "new" / f"plan.{ending}"
    with Session.open(standing.folder) as open_elsewhere:
        answer = standing("plan", "--out", out, "--json", env={"DISPLAY": ""})
        assert open_elsewhere.ask(SurveyOf()).digest
    assert answer.code == 0, answer.err
    assert answer.json["out"] == str(out)
    assert answer.json["width"] > 400
    assert out.stat().st_size > 5000
    if ending == "svg":
        lettered = " ".join(e.text or "" for e in ET.parse(out).iter())
        assert "One palace" in lettered


def test_what_cannot_be_drawn_is_said(standing: CommandLine, tmp_path: Path) -> None:
    assert standing("plan", "--out", tmp_path / "plan.gif").code == 2
    assert standing("plan").code == 2
    assert standing("plan", "--digest", "--out", tmp_path / "plan.svg").code == 2
    assert standing("plan", "--floor", "1").code == 2
    missing = standing("plan", "--out", tmp_path / "plan.svg", "--floor", "7")
    assert missing.code == 3
    assert "no storey 7" in missing.err

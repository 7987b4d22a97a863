"""Folders that are followed: real files, a real watch."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from palace.jobs import follow, import_paths, watch, watching
from palace.model.errors import NotFound, PalaceError
from palace.ops import EraseObject, MoveIn, SetWatched
from palace.queries import AllItems, PlacedObjects, Search, Watched
from palace.session import Session
from tests.furnished import WordVectors


class Follower:
    """A watch on a thread of its own, and what it told."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.came: list[tuple[str, str]] = []
        self.notices: list[str] = []
        self.ending = threading.Event()
        self.fault: BaseException | None = None
        self.thread = threading.Thread(target=self._run)

    def start(self) -> Follower:
        self.thread.start()
        time.sleep(0.3)
        return self

    def _run(self) -> None:
        try:
            watch(
                self.session,
                stopped=self.ending.is_set,
                on_came=lambda came: self.came.extend(
                    (i.item, i.result) for i in came.report.items
                ),
                on_notice=self.notices.append,
                embedder=WordVectors(),  # type: ignore[arg-type]
            )
        except BaseException as error:
            self.fault = error

    def until(self, holds: Callable[[], object]) -> None:
        end = time.monotonic() + 20
        while not holds():
            assert time.monotonic() < end and self.fault is None, (self.came, self.fault)
            time.sleep(0.03)

    def stop(self) -> None:
        self.ending.set()
        started = time.monotonic()
        self.thread.join(10)
        assert not self.thread.is_alive() and self.fault is None, self.fault
        assert time.monotonic() - started < 3


@pytest.fixture
def session(palace_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setattr(watching, "QUIET_MS", 100)
    monkeypatch.setattr(watching, "LOOK_MS", 100)
    with Session(palace_path, create=True) as session:
        yield session


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    (folder / "sea").mkdir(parents=True)
    for name in ("Bread", "Bees", "sea/Tides"):
        text = f"# {name}\n\nWhat I know of {name}, " + f"{name.casefold()} again. " * 8
        (folder / f"{name}.md").write_text(text)
    return folder


@pytest.fixture
def follower(session: Session, notes: Path) -> Iterator[Follower]:
    assert follow(session, [notes]) == [str(notes)]
    follower = Follower(session).start()
    follower.until(lambda: len(follower.came) == 3)
    yield follower
    follower.stop()


def _items(session: Session) -> dict[str, Any]:
    return {item.ref: item.document for item in session.ask(AllItems())}


def test_edits_are_revisions_new_files_come_and_what_is_gone_is_marked(
    session: Session, notes: Path, follower: Follower
) -> None:
    follower.came.clear()
    (notes / "Bread.md").write_text("# Bread\n\nTwelve hours, says Ada.")
    (notes / "sea" / "Gulls.md").write_text("# Gulls\n\nThey cry at noon.")
    (notes / ".hidden.md").write_text("nothing")
    (notes / "picture.png").write_bytes(b"\x89PNG")
    follower.until(lambda: len(follower.came) == 2)
    assert set(follower.came) == {("Bread.md", "updated"), ("sea/Gulls.md", "added")}
    (page,) = _items(session)["Bread.md"]["objects"][0]["memories"]
    assert "says Ada" in page["text"] and "again" in page["revisions"][0]["text"]
    # As editors save: beside, then over it.
    (notes / "Bees.md.new").write_text("# Bees\n\nThe queen is blue.")
    (notes / "Bees.md.new").replace(notes / "Bees.md")
    (notes / "sea" / "Gulls.md").unlink()
    follower.until(lambda: len(follower.came) == 4)
    assert set(follower.came[2:]) == {("Bees.md", "updated"), ("sea/Gulls.md", "missing")}
    assert _items(session)["sea/Gulls.md"]["missing_since"]
    assert session.ask(Search("gulls")).hits


def test_a_renamed_file_is_the_same_thing_at_its_place(
    session: Session, notes: Path, follower: Follower
) -> None:
    session.run(MoveIn())
    before = _items(session)
    standing = {o.id: o.locus_id for o in session.ask(PlacedObjects())}
    follower.came.clear()
    (notes / "Bread.md").rename(notes / "sea" / "Loaves.md")
    follower.until(lambda: follower.came)
    (notes / "Bees.md").rename(notes / "Hive.md")
    text = (notes / "Hive.md").read_text()
    (notes / "Hive.md").write_text(text.replace("# Bees", "# Hive") + "And more.")
    follower.until(lambda: len(follower.came) == 2)
    assert follower.came == [("sea/Loaves.md", "updated"), ("Hive.md", "updated")]
    (notes / "sea").rename(notes / "coast")
    follower.until(lambda: len(follower.came) == 4)
    after = _items(session)
    assert set(after) == {"coast/Loaves.md", "Hive.md", "coast/Tides.md"}
    pairs = {"Bread.md": "coast/Loaves.md", "Bees.md": "Hive.md", "sea/Tides.md": "coast/Tides.md"}
    for old, new in pairs.items():
        assert after[new]["id"] == before[old]["id"]
        assert [o["id"] for o in after[new]["objects"]] == [o["id"] for o in before[old]["objects"]]
        assert after[new]["missing_since"] is None
    assert {o.id: o.locus_id for o in session.ask(PlacedObjects())} == standing
    (notes / "Copy.md").write_text((notes / "Hive.md").read_text())
    follower.until(lambda: len(follower.came) == 5)
    assert len(_items(session)) == 4


def test_a_folder_that_goes_is_told_calmly_and_followed_when_it_is_back(
    session: Session, notes: Path, follower: Follower, tmp_path: Path
) -> None:
    follower.came.clear()
    notes.rename(tmp_path / "away")
    follower.until(lambda: follower.notices)
    assert follower.notices == [f"{notes} is not there now; its things stay, until it is back."]
    (tmp_path / "away" / "Bread.md").write_text("# Bread\n\nChanged while away.")
    (tmp_path / "away").rename(notes)
    follower.until(lambda: follower.came)
    assert follower.notices[1:] == [f"{notes} is there again."]
    assert follower.came == [("Bread.md", "updated")]
    (notes / "Bees.md").write_text("# Bees\n\nChanged since.")
    follower.until(lambda: len(follower.came) == 2)


def test_several_are_followed_also_one_file_and_one_that_is_added_meanwhile(
    session: Session, notes: Path, follower: Follower, tmp_path: Path
) -> None:
    follower.came.clear()
    (tmp_path / "one.md").write_text("# One\n\nAlone.")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "Two.md").write_text("# Two\n\nOf more.")
    follow(session, [tmp_path / "one.md", tmp_path / "more"])
    follower.until(lambda: len(follower.came) == 2)
    time.sleep(0.3)
    (tmp_path / "new").write_text("# One\n\nChanged.")
    (tmp_path / "new").replace(tmp_path / "one.md")
    (tmp_path / "more" / "Two.md").write_text("# Two\n\nChanged.")
    follower.until(lambda: len(follower.came) == 4)
    assert set(follower.came[2:]) == {("one.md", "updated"), ("Two.md", "updated")}
    session.run(SetWatched((str(notes),), False))
    time.sleep(0.4)
    (notes / "Bread.md").write_text("# Bread\n\nNobody looks.")
    (tmp_path / "more" / "Two.md").write_text("# Two\n\nAgain.")
    follower.until(lambda: len(follower.came) == 5)
    assert follower.came[4] == ("Two.md", "updated")


def test_what_was_erased_of_a_renamed_note_stays_away(session: Session, notes: Path) -> None:
    (notes / "Chat.md").write_text("# Chat\n\nOne part.\n\n" + "# Other\n\nAnother part.\n")
    import_paths(session, [notes], wait=False)
    (part,) = _items(session)["Chat.md"]["objects"]
    session.run(EraseObject(part["id"]))
    (notes / "Bread.md").rename(notes / "Chat2.md")
    report = import_paths(session, [notes], wait=False)
    assert [(i.item, i.result, i.reason) for i in report.items if i.result != "unchanged"] == [
        ("Chat2.md", "updated", "Renamed from Bread.md.")
    ]
    assert report.counts["missing"] == 0


def test_nothing_to_follow_is_said(session: Session, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="Nothing is followed yet"):
        watch(session, stopped=lambda: False, on_came=print, on_notice=print)
    with pytest.raises(PalaceError, match="is gone"):
        follow(session, [tmp_path / "nowhere"])
    assert session.ask(Watched()) == []
    shutil.rmtree(tmp_path / "nowhere", ignore_errors=True)

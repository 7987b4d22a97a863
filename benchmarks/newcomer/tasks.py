"""What a newcomer does, each with its proof and the least it could take."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.newcomer.hand import Hand, Steps, Thing, find, least
from palace.model.plan import PlacedObject
from palace.queries import PlacedObjects, PlanOf, ShowObject
from palace.session import Session

NOTE = "Ask Ada about the oven"
"""A note of one's own."""
ROOM_NAME = "Kitchen"


@dataclass(frozen=True)
class Setting:
    """Where the tasks are done.

    Parameters
    ----------
    palace
        The palace's folder: what it holds afterwards is the proof.
    word, title
        A word to look for, and a part of the title that it is to find.
    chat, talk
        Words that find a chat of several parts, and a part of its title.
    notes
        A folder of notes to bring.
    """

    palace: Path
    word: str
    title: str
    chat: str
    talk: str
    notes: Path

    def objects(self) -> list[PlacedObject]:
        """Return what stands in the palace."""
        with Session.open(self.palace) as session:
            return list(session.ask(PlacedObjects()))

    def ask(self, query: Any) -> Any:
        """Ask the palace itself."""
        with Session.open(self.palace) as session:
            return session.ask(query)


@dataclass(frozen=True)
class Task:
    """One thing to do.

    Parameters
    ----------
    name
        For the table.
    floor
        The least it could take, and what that is.
    do
        Does it and proves it, by assertions.
    """

    name: str
    floor: Steps
    because: str
    do: Callable[[Hand, Setting], None]


def reading(seen: Sequence[Thing], words: str) -> Thing | None:
    """Return the title in the reading panel, where it has these words."""
    panel = find(seen, "Reading panel")
    return find(seen, words, "QLabel") if panel is not None else None


def open_the_sample(hand: Hand, _setting: Setting) -> None:
    """Open the sample palace from the first page; the first time it is made."""
    hand.click("Walk through the sample palace")
    hand.see(lambda seen: find(seen, "Walk: W A S D"), "the first step", patience=300)


def first_steps(hand: Hand, _setting: Setting) -> None:
    """Do the five first steps."""
    hand.hold("w", lambda seen: find(seen, "Find: Ctrl+K"), "the second step")
    hand.press("ctrl+k")
    hand.see(lambda seen: find(seen, "Search", "QLineEdit"), "the search")
    hand.write("bread")
    hand.see(lambda seen: rows(seen, "Results"), "hits")
    hand.see(lambda seen: find(seen, "Go there"), "the third step")
    hand.press("shift+Return")
    hand.see(lambda seen: find(seen, "What else do I have"), "the fourth step")
    hand.press("F3")
    hand.see(lambda seen: find(seen, "Bring your own"), "the last step")
    hand.click("I see")
    hand.see(lambda seen: not find(seen, "First steps  ·"), "the end of the first steps")


def rows(seen: Sequence[Thing], view: str) -> list[Thing]:
    """Return the rows of a list."""
    return [thing for thing in seen if thing["kind"] == "row" and thing["value"] == view]


def search(hand: Hand, words: str, title: str = "") -> None:
    """Look for words until the first hit has a title."""
    hand.press("ctrl+k")
    hand.see(lambda seen: find(seen, "Search", "QLineEdit"), "the search")
    hand.write(words)
    hand.see(
        lambda seen: (
            (found := rows(seen, "Results"))
            and title.casefold() in found[0]["name"].casefold()
            and _typed(seen) == words
        ),
        f"a hit for {words}",
    )


def _typed(seen: Sequence[Thing]) -> str:
    field = find(seen, "Search", "QLineEdit")
    return str(field["value"]) if field is not None else ""


def find_a_thing(hand: Hand, setting: Setting) -> None:
    """Find a thing by a word and read it."""
    search(hand, setting.word, setting.title)
    hand.press("Return")
    hand.see(lambda seen: reading(seen, setting.title), "what was looked for")


def read_its_thread(hand: Hand, setting: Setting) -> None:
    """Go on to the next part of a conversation; finding it is not counted."""
    search(hand, setting.chat, setting.talk)
    hand.press("Return")
    hand.see(
        lambda seen: reading(seen, setting.talk) and find(seen, "part 1 of", "QLabel"),
        "its first part",
    )
    hand.done = Steps()
    hand.press("ctrl+Down")
    hand.see(lambda seen: find(seen, "part 2 of", "QLabel"), "its second part")


def pin_it(hand: Hand, setting: Setting) -> None:
    """Pin what is read."""
    title = _read(hand)
    hand.click("Pin", "Button")
    hand.see(lambda seen: find(seen, "Pinned", "Button"), "that it is pinned")
    own = next(entry for entry in setting.objects() if entry.title == title)
    assert setting.ask(ShowObject(own.id)).memories[0].pinned, (
        f"{title} is not pinned in the palace"
    )


def _read(hand: Hand) -> str:
    """Return the title of what is read."""
    titles = [t for t in hand.eye.look() if t["kind"] == "QLabel" and t.get("role") == "h1"]
    assert titles, "nothing is read"
    return str(titles[0]["value"])


def come_back(hand: Hand, setting: Setting) -> None:
    """Be taken to a thing, and come back to where one stood; going there is not counted."""
    if find(hand.eye.look(), "Results") is not None:
        hand.press("Escape")
        hand.see(lambda seen: find(seen, "Results") is None, "the search's end")
    stood = hand.stand_still()
    search(hand, setting.word, setting.title)
    hand.press("shift+Return")
    hand.see(lambda seen: _stands(seen)["value"] != stood["value"], "another room")
    hand.stand_still()
    hand.done = Steps()
    hand.press("Escape")
    hand.see(lambda seen: _same(_stands(seen), stood), "where one stood")


def _stands(seen: Sequence[Thing]) -> Thing:
    return next(thing for thing in seen if thing["kind"] == "standing")


def _same(a: Thing, b: Thing) -> bool:
    near = math.dist(a["at"][:2], b["at"][:2]) < 0.1
    return bool(near and math.cos(a["at"][2] - b["at"][2]) > 0.99 and not a["moving"])


def write_a_note(hand: Hand, setting: Setting) -> None:
    """Write a note that will stand here."""
    room = hand.standing()["value"]
    hand.click("New note here", "ToolButton")
    hand.see(lambda seen: find(seen, "What you write"), "the sheet")
    hand.write(NOTE)
    hand.press("ctrl+Return")
    hand.see(lambda seen: reading(seen, NOTE), "the note")
    found = [entry for entry in setting.objects() if entry.title == NOTE]
    assert len(found) == 1, "the note is not in the palace"
    assert found[0].room_id == room, "the note stands in another room"


def undo(hand: Hand, setting: Setting) -> None:
    """Take the last change back."""
    assert any(entry.title == NOTE for entry in setting.objects())
    hand.press("ctrl+z")
    hand.see(lambda _seen: all(e.title != NOTE for e in setting.objects()), "the note's going")


def to_a_room(hand: Hand, _setting: Setting) -> None:
    """Go to a room from the map in the corner."""
    here = hand.standing()["value"]
    room = next(t for t in hand.eye.look() if t["kind"] == "room" and t["value"] != here)
    hand.click(room["value"], "room")
    hand.see(
        lambda seen: _stands(seen)["value"] == room["value"] and not _stands(seen)["moving"],
        f"{room['name']}",
    )
    hand.see(lambda seen: find(seen, f"Place: {room['name']}"), "its name in the path")


def rename_a_room(hand: Hand, setting: Setting) -> None:
    """Give the room one stands in another name."""
    room = hand.standing()["value"]
    hand.click("Palace", "entry")
    hand.click("Rename this place", "entry")
    hand.see(lambda seen: find(seen, "Name of the room", "QLineEdit"), "the name")
    hand.write(ROOM_NAME)
    hand.press("Return")
    hand.see(lambda seen: find(seen, f"Place: {ROOM_NAME}"), "the new name in the path")
    names = {space.id: space.name for space in setting.ask(PlanOf()).spaces}
    assert names[room] == ROOM_NAME


def bring_notes(hand: Hand, setting: Setting) -> None:
    """Bring a folder of notes by the menu, and see what became of each."""
    many = len(setting.objects())
    hand.click("File", "entry")
    hand.click("Import a folder of notes", "entry")
    hand.see(lambda seen: find(seen, "Import a folder of notes", "window"), "the folders")
    hand.write(str(setting.notes))
    hand.press("Return")
    hand.click("Open report")
    hand.see(lambda seen: find(seen, "Nothing was lost", "QLabel"), "the report")
    hand.press("Escape")
    came = len(list(setting.notes.glob("*.md")))
    hand.see(lambda _seen: len(setting.objects()) == many + came, "their places")


def tasks(setting: Setting) -> tuple[Task, ...]:
    """Return the tasks after the first steps, in their order."""
    path = len(str(setting.notes))
    return (
        Task(
            "find a thing",
            least(keys=1, letters=len(setting.word)),
            "one key and the word's letters",
            find_a_thing,
        ),
        Task("read its thread", least(keys=1), "one key", read_its_thread),
        Task("pin it", least(clicks=1), "one click", pin_it),
        Task("come back to where one stood", least(keys=1), "one key", come_back),
        Task("go to a room from the map", least(clicks=1), "one click", to_a_room),
        Task(
            "write a note here",
            least(keys=2, letters=len(NOTE)),
            "begin, its letters, keep",
            write_a_note,
        ),
        Task("undo", least(keys=1), "one key", undo),
        Task(
            "rename a room",
            least(keys=2, letters=len(ROOM_NAME)),
            "begin, its letters, keep",
            rename_a_room,
        ),
        Task(
            "bring notes, see the report",
            least(clicks=2, keys=1, letters=path),
            "the menu, the path's letters, open, the report",
            bring_notes,
        ),
    )


OPEN = Task("open the sample palace", least(clicks=1), "one click", open_the_sample)
FIRST_STEPS = Task(
    "first steps",
    least(clicks=1, keys=4, letters=5),
    "walk, find “bread”, go, what else, leave",
    first_steps,
)

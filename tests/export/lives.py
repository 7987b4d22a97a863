"""Small palaces in which much has happened, for exports."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from palace import layout
from palace.model.drafts import (
    DraftItem,
    DraftLink,
    DraftMemory,
    DraftObject,
    DraftSegment,
    LinkKind,
    MemoryKind,
    ObjectKind,
)
from palace.model.errors import PalaceError
from palace.model.moments import Moment, Precision
from palace.ops import (
    EraseObject,
    ImportItems,
    MarkMissing,
    MoveIn,
    MoveObject,
    NoteVisit,
    PinObject,
    PlaceObjects,
    RebuildPlan,
    ReleaseSecrets,
    RenamePlace,
    SetDestination,
    SetReach,
    SetRoute,
    StoreVectors,
)
from palace.queries import Secrets
from palace.queries.entries import Entries
from palace.queries.growth import Growth, Settled
from palace.queries.pending import PendingKeys
from palace.session import Session
from tests.furnished import WordVectors
from tests.ops.arranged import Clock, rooms
from tests.recall.test_secrets import SECRETS

SOURCES = (
    ("markdown", "file:///home/a/notes"),
    ("markdown", "file:///home/b/notes"),
    ("chatgpt", "chatgpt:"),
)
_WORDS = st.sampled_from(
    ("bread", "bees", "tide\n\nturns", "ünïcode 🐝", "# heading", "[[one]]", "---", "**user**",
     "<!-- memory x -->", "two  spaces", "tab\tend", "a\r\nb", "<script>", "- list\n- more",
     "|a|b|\n|-|-|", SECRETS["a GitHub token"]))  # fmt: skip
TEXTS = st.lists(_WORDS, min_size=1, max_size=5).map(" ".join)
MOMENTS = st.one_of(
    st.none(),
    st.builds(
        Moment,
        st.floats(1_600_000_000, 1_800_000_000).map(lambda at: round(at, 4)),
        st.sampled_from((None, 0, 60, -570, 345)),
        st.sampled_from(Precision),
    ),
)
NAMES = st.sampled_from(("one", "two", "Three", "a/four"))


@st.composite
def _notes(draw: st.DrawFn) -> DraftItem:
    name = draw(NAMES)
    at = draw(MOMENTS)
    heads = draw(st.lists(st.sampled_from("ABC"), min_size=1, max_size=3, unique=True))
    memories = tuple(
        DraftMemory(MemoryKind.SECTION, draw(TEXTS), head, head, None, at) for head in heads
    )
    links = tuple(
        DraftLink(draw(st.sampled_from(LinkKind)), target, "said", draw(st.sampled_from(heads)))
        for target in draw(st.lists(NAMES, max_size=2))
    )
    tags = tuple(draw(st.lists(st.sampled_from(("x", "x/y", "Z")), max_size=2, unique=True)))
    part = DraftObject(ObjectKind.NOTE, f"Note {name}", "", memories, tags, links)
    return DraftItem(
        f"{name}.md", part.title, f"/notes/{name}.md", "", (part,), at, draw(MOMENTS),
        ("other",) if draw(st.booleans()) else (), {"rating": 4.5, "more": {"a": [1, None, "ä"]}},
    )  # fmt: skip


@st.composite
def _chats(draw: st.DrawFn) -> DraftItem:
    name = draw(NAMES)
    objects = []
    for topic in range(draw(st.integers(1, 2))):
        memories = []
        for number in range(draw(st.integers(1, 3))):
            asked, said, at = draw(TEXTS), draw(TEXTS), draw(MOMENTS)
            text, ref = f"{asked}\n\n{said}", f"{name}{topic}.{number}"
            segments = (
                DraftSegment(0, len(asked), "user", at, f"{ref}q"),
                DraftSegment(len(asked) + 2, len(text), "assistant", draw(MOMENTS), f"{ref}a",
                             draw(st.booleans())),
            )  # fmt: skip
            memories.append(
                DraftMemory(MemoryKind.EXCHANGE, text, "", ref, "user", at, segments,
                            number > 0 and draw(st.booleans()))
            )  # fmt: skip
        objects.append(
            DraftObject(ObjectKind.TOPIC, f"Chat {name}", f"{name}{topic}", tuple(memories))
        )
    return DraftItem(name, f"Chat {name}", "export.zip", "", tuple(objects), draw(MOMENTS))


@st.composite
def _imports(draw: st.DrawFn) -> tuple[str, object, object]:
    source = draw(st.sampled_from(SOURCES))
    kinds = _chats() if source[0] == "chatgpt" else _notes()
    items = draw(st.lists(kinds, min_size=1, max_size=4, unique_by=lambda item: item.ref))
    return ("import", source, [_marked(item) for item in items])


def _marked(item: DraftItem) -> DraftItem:
    return replace(item, fingerprint=hashlib.sha256(repr(item).encode()).hexdigest())


_VERBS = (
    "pin", "move", "rename", "route", "visit", "send", "lethe", "erase", "missing", "undo",
    "settle", "move_in", "release",
)  # fmt: skip
_DEEDS = st.tuples(st.sampled_from(_VERBS), st.integers(0, 99), st.integers(0, 99))
_LATER = st.lists(
    st.integers(0, 3).flatmap(lambda n: _DEEDS if n else _imports()), min_size=2, max_size=12
)
STEPS = st.tuples(st.lists(_imports(), min_size=1, max_size=2), _LATER).map(
    lambda parts: [*parts[0], ("settle", 0, 0), *parts[1]]
)


def live(session: Session, clock: Clock, steps: list[tuple[str, object, object]]) -> None:
    """Let these things happen in a palace; what cannot be is left out."""
    for number, step in enumerate([*steps, ("settle", 0, 0)]):
        clock.now += 1000.25
        try:
            _step(session, clock, number, *step)
        except PalaceError:
            continue


def _step(session: Session, clock: Clock, number: int, verb: str, a: object, b: object) -> None:
    if verb == "import":
        kind, uri = a  # type: ignore[misc]
        session.run(ImportItems.of(kind, uri, b, str(number)))  # type: ignore[arg-type]
        session.run(MarkMissing(kind, uri, None))
        return
    assert isinstance(a, int) and isinstance(b, int)
    if verb == "settle":
        settle(session, clock)
    elif verb == "undo":
        session.undo(force=True)
    elif verb == "move_in":
        session.run(MoveIn())
    else:
        _arrange(session, verb, a, b)


def _arrange(session: Session, verb: str, a: int, b: int) -> None:
    reader = session._store.reader()
    objects = [row[0] for row in reader.rows("SELECT id FROM object ORDER BY id")] or ["none"]
    thing = objects[a % len(objects)]
    named = rooms(session) or ["none"]
    room = named[b % len(named)]
    match verb:
        case "pin":
            session.run(PinObject(thing, bool(b % 2)))
        case "move":
            session.run(MoveObject(thing, room, 1 + a % 9, swap=True))
        case "rename":
            session.run(RenamePlace(room, f"Room {a}"))
        case "route":
            loci = [row[0] for row in reader.rows("SELECT id FROM locus ORDER BY id LIMIT 5")]
            session.run(SetRoute(f"Way {a % 3}", loci[b % 3 :]))
        case "visit":
            session.run(NoteVisit(thing, "walk" if b % 2 else "read"))
        case "send":
            (source,) = reader.rows("SELECT id FROM source ORDER BY id LIMIT 1")
            session.run(SetDestination(source[0], room, "there"))
        case "lethe":
            session.run(SetReach([thing], "lethe" if b % 3 else "here"))
        case "release":
            session.run(ReleaseSecrets([held.memory_id for held in session.ask(Secrets())[:2]]))
        case "erase":
            session.run(EraseObject(thing))
        case "missing":
            kind, uri = SOURCES[b % len(SOURCES)]
            session.run(MarkMissing(kind, uri, frozenset({"one.md", "one"})))


def settle(session: Session, clock: Clock) -> None:
    """Embed what waits and give it its place."""
    embedder = WordVectors()
    space = embedder.space
    for openings in (True, False):
        while keys := session.ask(PendingKeys(space, openings, 0, 4096)):
            session.run(StoreVectors(space, keys, embedder.embed([key.text for key in keys])))
    state = session.ask(Settled())
    if state.founded:
        entries = session.ask(Entries(space, state.homeless))
        session.run(PlaceObjects(session.ask(Growth(space, clock.now)), tuple(entries)))
    elif entries := session.ask(Entries(space)):
        session.run(RebuildPlan(layout.build(entries)))


def tree(folder: Path) -> dict[str, bytes]:
    """Return the path and bytes of every file in a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }

"""What the window needs to let a person write: the text, its file, what was begun, what it was."""

from __future__ import annotations

from dataclasses import dataclass

from palace.importers import note_files, own_notes
from palace.importers.note_files import note_path
from palace.model.drafts import MemoryKind
from palace.model.errors import NotFound
from palace.queries.query import Context, Query
from palace.queries.secrets import HIDDEN
from palace.recall.secrets import secrets_in
from palace.store.columns import IN_ITS_ROOM
from palace.store.guarding import AWAY
from palace.store.writing import Unfinished, unfinished, writes_back


@dataclass(frozen=True)
class Editable:
    """A page as it can be changed.

    Parameters
    ----------
    text
        As it is now.
    begun
        What was typed for it and not kept, or None.
    source
        The id of its source.
    source_name
        The last part of its source's address.
    file
        Its file, None where it has none that can be written.
    writes
        Whether the source's files are changed with its notes; None until it was asked.
    """

    memory_id: str
    title: str
    text: str
    begun: Unfinished | None
    source: str
    source_name: str
    file: str | None
    writes: bool | None


@dataclass(frozen=True)
class EditablePage(Query[Editable | None]):
    """A page to be changed; None where it is no page of a note: what was said stays as it was.

    Raises
    ------
    NotFound
        There is no such page.
    """

    memory: str

    def answer(self, context: Context) -> Editable | None:
        """Return it."""
        reader = context.reader
        row = reader.row(
            "SELECT memory.*, object.title AS object_title, item.ref AS item_ref, "
            "item.missing_since, source.id AS source_id, source.kind AS source_kind, "
            "source.uri AS source_uri FROM memory JOIN object ON object.id = memory.object_id "
            "JOIN item ON item.id = object.item_id JOIN source ON source.id = item.source_id "
            "WHERE memory.id = ?",
            (self.memory,),
        )
        if row is None:
            raise NotFound("This page is not in the palace any more.")
        if row["kind"] != MemoryKind.SECTION:
            return None
        path = None
        if row["source_kind"] == note_files.KIND and row["missing_since"] is None:
            path = note_path(row["source_uri"], row["item_ref"])
        own = row["source_kind"] == own_notes.KIND
        return Editable(
            row["id"],
            row["object_title"],
            row["text"],
            unfinished(reader, row["id"]),
            row["source_id"],
            "" if own else row["source_uri"].rstrip("/").rpartition("/")[2],
            None if path is None else str(path),
            writes_back(reader, row["source_id"]),
        )


@dataclass(frozen=True)
class BegunNote(Query[Unfinished | None]):
    """A new note that was begun and not kept."""

    def answer(self, context: Context) -> Unfinished | None:
        """Return it, or None."""
        return unfinished(context.reader, "new")


@dataclass(frozen=True)
class Earlier:
    """What a page was before.

    Parameters
    ----------
    number
        Of the revision, from 1.
    until
        When it was replaced, seconds since 1970.
    by, why
        Who replaced it, and why.
    """

    number: int
    title: str
    text: str
    until: float
    by: str
    why: str


@dataclass(frozen=True)
class EarlierTexts(Query[list[Earlier]]):
    """The revisions of a page, the newest first."""

    memory: str

    def answer(self, context: Context) -> list[Earlier]:
        """Return them."""
        rows = context.reader.rows(
            'SELECT n, title, text, at, "by", why FROM revision WHERE memory_id = ? '
            "ORDER BY n DESC",
            (self.memory,),
        )
        return [Earlier(*row) for row in rows]


@dataclass(frozen=True)
class PutAway:
    """Something that is out of reach.

    Parameters
    ----------
    since
        When it was put there, seconds since 1970; 0 where that is not known.
    why
        "person" where somebody put it there, "secret" where it is held back for one, "missing"
        where its source has it no more, else "import".
    room
        Where its place waits for it; empty where it has none.
    """

    object_id: str
    title: str
    kind: str
    since: float
    why: str
    room: str


@dataclass(frozen=True)
class OutOfReach(Query[list[PutAway]]):
    """Everything that was put out of reach, the latest first."""

    def answer(self, context: Context) -> list[PutAway]:
        """Return it."""
        rows = context.reader.rows(
            "SELECT object.id, object.title, object.kind, object.away, item.missing_since, "
            "coalesce(room.name, '') AS room, object.away_since AS since FROM object "
            "JOIN item ON item.id = object.item_id "
            f"{IN_ITS_ROOM} "
            "WHERE object.reach = 'lethe' ORDER BY since DESC, object.id"
        )
        return [
            PutAway(
                row["id"],
                HIDDEN if row["away"] == AWAY and secrets_in(row["title"]) else row["title"],
                row["kind"],
                row["since"] or 0.0,
                row["away"] or ("missing" if row["missing_since"] is not None else "import"),
                row["room"],
            )
            for row in rows
        ]

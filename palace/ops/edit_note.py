"""Change a page of a note, in the palace and, where the person wants it so, in its file."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit
from urllib.request import url2pathname

from palace.importers import note_files, own_notes
from palace.importers.attached import Beside
from palace.importers.kept_files import with_files
from palace.importers.note_files import NoteFile, note_path, open_note, write_note
from palace.importers.notes import sections_of
from palace.model.drafts import DraftItem, DraftMemory, MemoryKind
from palace.model.errors import ChangedElsewhere, NotFound, PalaceError, Stale
from palace.model.ids import new_id
from palace.model.moments import Moment
from palace.ops.operation import Operation
from palace.ops.withdraw import Withdraw
from palace.recall.keying import item_keys, memory_keys
from palace.store import Transaction
from palace.store.columns import moment_of
from palace.store.keys import keep_one_opening, write_beside
from palace.store.library import (
    Written,
    keep_revision,
    resolve_links,
    revise_memory,
    write_item,
)
from palace.store.writing import write_unfinished

WHY = "edited"


def digest(text: str) -> str:
    """Return the hash by which a text is known as the one that was seen."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Edited:
    """What became of a change.

    Parameters
    ----------
    memory_id, object_id
        The page, and what it is a part of.
    changed
        False where the text was as before.
    file
        The file that was written, None where there was none to write.
    left
        Why a file that should have been written was not; empty otherwise.
    """

    memory_id: str
    object_id: str
    changed: bool
    file: str | None = None
    left: str = ""
    undo: tuple[str, dict[str, Any]] | None = None


@dataclass(frozen=True)
class EditNote(Operation[Edited]):
    """Give a page of a note another text; the old one stays as a revision.

    Parameters
    ----------
    memory
        The page's id.
    text
        Markdown; blank lines around it are left out.
    seen
        `digest` of the text that the person changed.
    write
        Whether the note's file is changed with it.
    file_seen
        SHA-256 of the file's bytes, where the person has seen that the file is another by now
        and wants the own text all the same.
    called
        The note's title, for the undo menu.

    Raises
    ------
    NotFound
        There is no such page.
    ChangedElsewhere
        The page, or its file, is not what the person changed; `seen` or `file_seen` of the
        error, given along, insists.
    PalaceError
        The text is blank, the page is what somebody said, or the file cannot be written.
    """

    kind: ClassVar[str] = "edit_note"

    memory: str
    text: str
    seen: str
    write: bool = False
    file_seen: str = ""
    called: str = ""

    @property
    def title(self) -> str:
        """What it does, for the undo menu."""
        return f"Edit “{self.called}”" if self.called else "Edit a note"

    def apply(self, tx: Transaction) -> Edited:
        """Write it."""
        row = page(tx, self.memory)
        text = self.text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
        if row["kind"] != MemoryKind.SECTION:
            raise PalaceError(
                "What was said stays as it was said. Write a note of your own beside it."
            )
        if not text.strip():
            raise PalaceError("A page cannot be empty; put the whole thing out of reach instead.")
        if digest(row["text"]) != self.seen:
            raise ChangedElsewhere(
                f"“{row['object_title']}” was changed elsewhere while you wrote.",
                row["text"],
                digest(row["text"]),
            )
        write_unfinished(tx, self.memory, None, "")
        if row["text"] == text and not self.file_seen:
            return Edited(row["id"], row["object_id"], False)
        if row["source_kind"] == own_notes.KIND:
            return _edit_own(tx, row, text)
        if self.write and row["source_kind"] == note_files.KIND:
            path = note_path(row["source_uri"], row["item_ref"])
            if path is not None:
                return self._edit_file(tx, row, text, open_note(path, row["item_ref"]))
            left = "Its file is not where it was, so the palace alone has the change."
            return replace(_edit_here(tx, row, text), left=left)
        return _edit_here(tx, row, text)

    def _edit_file(self, tx: Transaction, row: sqlite3.Row, text: str, file: NoteFile) -> Edited:
        there = file.find(row["ref"])
        now = file.item.fingerprint
        whole = file.content.text.strip("\n")
        if now not in (row["fingerprint"], self.file_seen):
            theirs = whole if there is None else there[1]
            raise ChangedElsewhere(f"{file.path} was changed since it was read.", theirs, now)
        if now != row["fingerprint"] and text == (whole if there is None else there[1]):
            # What the file has is what is wanted: it is read, not written.
            written = write_item(
                tx, row["source_id"], file.item, item_keys(file.item), by=tx.actor, why=WHY
            )
            resolve_links(tx, row["source_id"])
            undo = ("withdraw", _withdrawn(written))
            return Edited(_where(tx, row, text), row["object_id"], True, undo=undo)
        if there is None:
            left = "This page does not stand in its file as it is, so the palace alone has it."
            return replace(_edit_here(tx, row, text), left=left)
        if now != row["fingerprint"]:  # what the file holds now must not be lost either
            write_item(tx, row["source_id"], file.item, item_keys(file.item))
            row = page(tx, self.memory)
        return rewrite(tx, row, file, there, text)

    def inverse(self, tx: Transaction, result: Edited) -> tuple[str, dict[str, Any]] | None:
        """Give back the revision, and write it to the file where that was written."""
        return result.undo


@dataclass(frozen=True)
class UneditFile(Operation[None]):
    """Give a page that was changed in its file what it was before, there and in the file.

    Parameters
    ----------
    memory, number
        The page, and the revision that holds what stood in the file.
    start, length
        The characters of the file that are replaced.
    written, before
        SHA-256 of the file's bytes as they were written, and as they were known before.
    withdraw
        The fields of `Withdraw` that undo it in the palace.

    Raises
    ------
    Stale
        The file has been changed since.
    """

    kind: ClassVar[str] = "unedit_file"
    looks_itself: ClassVar[bool] = True

    memory: str
    number: int
    start: int
    length: int
    written: str
    before: str
    withdraw: dict[str, Any]

    def apply(self, tx: Transaction) -> None:
        """Do it."""
        row = page(tx, self.memory)
        old = tx.value(
            "SELECT text FROM revision WHERE memory_id = ? AND n = ?", (self.memory, self.number)
        )
        path = note_path(row["source_uri"], row["item_ref"])
        file = None if path is None else open_note(path, row["item_ref"])
        if old is None or file is None or file.item.fingerprint != self.written:
            raise Stale(f"The file of “{row['object_title']}” has been changed since.")
        Withdraw(**self.withdraw).apply(tx)
        text = file.content.text
        text = text[: self.start] + old + text[self.start + self.length :]
        back = file.with_text(text, tx.now)
        tx.execute(
            "UPDATE item SET fingerprint = ?, title = ? WHERE id = ?",
            (self.before, back.item.title, row["item_id"]),
        )
        for number, draft in enumerate(back.item.objects[0].memories):
            # Where they stand and what they are called there, as it was.
            tx.execute(
                "UPDATE memory SET ref = ?, ord = ? WHERE object_id = ? AND text = ?",
                (draft.ref, number, row["object_id"], draft.text),
            )
        write_note(back)

    def insist(self, tx: Transaction) -> None:
        """Undo it in the palace; the file keeps what it has."""
        Withdraw(**self.withdraw).apply(tx)


def page(tx: Transaction, memory_id: str) -> sqlite3.Row:
    """Return a memory with what it belongs to.

    Raises
    ------
    NotFound
        There is none.
    """
    row = tx.row(
        "SELECT memory.*, object.title AS object_title, object.item_id, item.ref AS item_ref, "
        "item.fingerprint, item.created, item.created_offset, item.created_precision, "
        "item.source_id, source.kind AS source_kind, source.uri AS source_uri FROM memory "
        "JOIN object ON object.id = memory.object_id JOIN item ON item.id = object.item_id "
        "JOIN source ON source.id = item.source_id WHERE memory.id = ?",
        (memory_id,),
    )
    if row is None:
        raise NotFound("This page is not in the palace any more.")
    return row


def rewrite(
    tx: Transaction, row: sqlite3.Row, file: NoteFile, there: tuple[int, str], text: str
) -> Edited:
    """Replace a stretch of a note's file, here and on the disk.

    The file is written last: where that fails nothing has happened, and where the machine stops
    right after it the next import reads from the file what was written.
    """
    start, old = there
    whole = file.content.text
    new = file.with_text(whole[:start] + text + whole[start + len(old) :], tx.now)
    # What stood in the file is kept where the palace had another text already.
    number = 0 if old == row["text"] else keep_revision(tx, row, tx.actor, WHY, old)
    item = with_files(tx.folder, new.item, Beside(_source_root(row)))
    written = _replace(tx, row, item, new.ref_at(start + len(text) - len(text.lstrip())))
    write_note(new)
    number = number or next((n for memory, n in written.revised if memory == row["id"]), 0)
    undo = {
        "memory": row["id"],
        "number": number,
        "start": start,
        "length": len(text),
        "written": new.item.fingerprint,
        "before": row["fingerprint"],
        "withdraw": _withdrawn(written),
    }
    now = _where(tx, row, text)
    return Edited(now, row["object_id"], True, str(file.path), undo=("unedit_file", undo))


def _source_root(row: sqlite3.Row) -> Path:
    return Path(url2pathname(urlsplit(row["source_uri"]).path))


def _edit_own(tx: Transaction, row: sqlite3.Row, text: str) -> Edited:
    pages = tx.rows(
        "SELECT id, text FROM memory WHERE object_id = ? AND (reach = 'here' OR id = ?) "
        "ORDER BY ord, id",
        (row["object_id"], row["id"]),
    )
    whole = "\n\n".join(text if each["id"] == row["id"] else each["text"] for each in pages)
    created = moment_of(row, "created") or now_of(tx)
    item = own_notes.own_item(row["item_ref"], whole, created, now_of(tx))
    start = 0
    for each in pages:
        if each["id"] == row["id"]:
            break
        start += len(each["text"]) + 2
    ref = note_files.section_at(whole, item, start)
    written = _replace(tx, row, item, ref)
    undo = ("withdraw", _withdrawn(written))
    return Edited(_where(tx, row, text), row["object_id"], True, undo=undo)


def _edit_here(tx: Transaction, row: sqlite3.Row, text: str) -> Edited:
    """Change a page in the palace alone."""
    found = sections_of(text, None)
    title = found.memories[0].title if row["title"] and found.memories[0].title else row["title"]
    draft = DraftMemory(MemoryKind.SECTION, text, title, row["ref"])
    opening = row["ord"] == 0
    keys = memory_keys(row["object_title"], draft, opening=opening)
    number = revise_memory(tx, row, draft, keys, (tx.actor, WHY))
    tx.execute("DELETE FROM link WHERE memory_id = ?", (row["id"],))
    tx.insert(
        "link",
        [
            {
                "object_id": row["object_id"],
                "memory_id": row["id"],
                "kind": link.kind.value,
                "target": link.target,
                "label": link.label,
                "to_object": None,
            }
            for link in found.links
        ],
    )
    keep_one_opening(tx, [row["id"]])
    write_beside(tx, row["object_id"])
    resolve_links(tx, row["source_id"])
    undo = _withdrawn(Written("updated", row["item_id"], revised=[(row["id"], number)]))
    return Edited(row["id"], row["object_id"], True, undo=("withdraw", undo))


def _replace(tx: Transaction, row: sqlite3.Row, item: DraftItem, ref: str | None) -> Written:
    """Take in a note with a changed page; the page stays itself, whatever its heading is now."""
    if ref is not None and ref != row["ref"]:
        other = tx.value(
            "SELECT id FROM memory WHERE object_id = ? AND ref = ? AND id <> ?",
            (row["object_id"], ref, row["id"]),
        )
        if other is not None:  # what bears this heading in the palace is a page of another text
            tx.execute("UPDATE memory SET ref = ? WHERE id = ?", (f"{ref}#{new_id()}", other))
        tx.execute("UPDATE memory SET ref = ? WHERE id = ?", (ref, row["id"]))
    written = write_item(tx, row["source_id"], item, item_keys(item), by=tx.actor, why=WHY)
    resolve_links(tx, row["source_id"])
    return written


def _where(tx: Transaction, row: sqlite3.Row, text: str) -> str:
    """Return the page that holds a text now: short ones join the page before."""
    if tx.value("SELECT reach FROM memory WHERE id = ?", (row["id"],)) == "here":
        return str(row["id"])
    found = tx.value(
        "SELECT id FROM memory WHERE object_id = ? AND reach = 'here' AND instr(text, ?) "
        "ORDER BY ord LIMIT 1",
        (row["object_id"], text),
    )
    return str(row["id"] if found is None else found)


def _withdrawn(written: Written) -> dict[str, Any]:
    return {
        "items": [],
        "objects": list(written.added),
        "hidden": list(written.hidden),
        "revised": [list(pair) for pair in written.revised],
        "grown": list(written.grown),
        "renamed": [list(known) for known in written.renamed],
    }


def now_of(tx: Transaction) -> Moment:
    """Return the time of a transaction, in the zone of this computer."""
    from datetime import datetime

    return Moment.of(datetime.fromtimestamp(tx.now).astimezone())

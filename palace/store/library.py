"""Sources, items, objects, memories: how they are written and matched with what was there."""

from __future__ import annotations

import difflib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from palace.model.changes import ChangeKind
from palace.model.drafts import DraftItem, DraftMemory, DraftObject, DraftSegment, KeptFile
from palace.model.ids import new_id
from palace.store.columns import marks, moment_columns
from palace.store.erasing import without_erased
from palace.store.files import write_files
from palace.store.keys import KeyText, drop_keys, write_beside, write_keys
from palace.store.restoring import (
    free_id,
    kept_source,
    segment_rows,
    write_kept_links,
    write_revisions,
    write_secrets,
)
from palace.store.store import Reader, Transaction

SIMILAR = 0.5
"""Least `difflib` ratio at which a section with another heading counts as the same one."""


PARTS = 12
"""Fingerprints that are kept of an item that comes in parts."""


@dataclass(frozen=True, slots=True)
class Held:
    """A memory that is held back, since it holds a secret.

    Parameters
    ----------
    kinds
        What it seems to hold.
    """

    memory_id: str
    kinds: tuple[str, ...]


@dataclass(slots=True)
class Written:
    """What became of one item.

    Parameters
    ----------
    result
        "added", "updated" or "unchanged".
    item_id
        The item's id.
    added
        Objects that are new.
    revised
        (memory id, number of the revision that holds what it was before).
    hidden
        Objects that the source no longer has, put out of reach.
    grown
        Memories that are new in objects that were there.
    renamed
        (object id, title, tags as JSON) of objects as they were before.
    erased
        Whether all of it was erased here before, so that it was not taken in.
    leads
        Of an item that comes from an export: (link, object it led to), see `point_links`.
    held
        What holds a secret and is out of reach until the person decides.
    """

    result: str
    item_id: str
    added: list[str] = field(default_factory=list)
    revised: list[tuple[str, int]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    grown: list[str] = field(default_factory=list)
    renamed: list[tuple[str, str, str]] = field(default_factory=list)
    erased: bool = False
    leads: list[tuple[int, str]] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)


def source_id(tx: Transaction, kind: str, uri: str) -> str:
    """Return the id of a source, making it when it is new."""
    found = tx.value("SELECT id FROM source WHERE kind = ? AND uri = ?", (kind, uri))
    if found is None:
        found = new_id()
        tx.insert("source", [{"id": found, "kind": kind, "uri": uri, "imported_at": tx.now}])
        tx.log(ChangeKind.SOURCE, found, "add")
    else:
        tx.execute("UPDATE source SET imported_at = ? WHERE id = ?", (tx.now, found))
    return str(found)


def known_fingerprints(
    reader: Reader, kind: str, uri: str, *, missing: bool = False
) -> dict[str, str]:
    """Return ref → fingerprint of a source's items, with `missing` also of those it lost."""
    rows = reader.rows(
        "SELECT item.ref, item.fingerprint FROM item JOIN source ON source.id = item.source_id "
        "WHERE source.kind = ? AND source.uri = ? AND (? OR item.missing_since IS NULL)",
        (kind, uri, missing),
    )
    return {row["ref"]: row["fingerprint"] for row in rows}


def write_item(
    tx: Transaction,
    source: str,
    item: DraftItem,
    keys: Mapping[tuple[int, int], Sequence[KeyText]],
    *,
    by: str = "import",
    why: str = "the source changed",
) -> Written:
    """Take in an item: new, changed or already known.

    Parameters
    ----------
    source
        The source's id.
    item
        The draft.
    keys
        (object index, memory index) → the key texts of that memory.
    by, why
        Who changed it and why, for the revisions of what it was before.

    Returns
    -------
    Written
        What became of it.
    """
    if item.kept is not None:
        source = kept_source(tx, item.kept.source)
    row = tx.row("SELECT * FROM item WHERE source_id = ? AND ref = ?", (source, item.ref))
    fingerprint = item.fingerprint
    left = without_erased(tx, source, item, keys)
    if left is None:
        return Written("unchanged", "" if row is None else row["id"], erased=True)
    item, keys = left
    columns = {
        "title": item.title,
        "place": item.place,
        "fingerprint": fingerprint,
        **moment_columns(item.created, "created"),
        **moment_columns(item.updated, "updated"),
        "aliases": json.dumps(item.aliases, ensure_ascii=False),
        "properties": json.dumps(item.properties, ensure_ascii=False, default=str),
        "missing_since": item.kept.missing_since if item.kept else None,
    }
    if row is None:
        item_id = free_id(tx, "item", item.kept.id) if item.kept else new_id()
        tx.insert("item", [{"id": item_id, "source_id": source, "ref": item.ref, **columns}])
        written = Written("added", item_id)
    else:
        item_id = row["id"]
        there = row["missing_since"] is None or item.kept is not None
        if is_known(row["fingerprint"], item) and there:
            return Written("unchanged", item_id)
        if item.partial:
            parts = row["fingerprint"].split()[1 - PARTS :]
            columns["fingerprint"] = " ".join([*parts, fingerprint])
        tx.database.table("item").update(item_id, columns)
        written = Written("updated", item_id)
    _write_objects(tx, item_id, item, keys, written, (by, why))
    write_files(tx, item_id, [each for each in item.files if isinstance(each, KeptFile)])
    tx.log(ChangeKind.SOURCE, item_id, "add" if row is None else "update")
    return written


def is_known(known: str | None, item: DraftItem) -> bool:
    """Return whether an item, or this part of it, is what its stored fingerprint tells of."""
    if known is None:
        return False
    if item.kept is not None and not item.kept.edited and known:
        # What the palace has of it is not older than what it was exported as.
        return True
    return item.fingerprint in known.split() if item.partial else known == item.fingerprint


def _write_objects(
    tx: Transaction,
    item_id: str,
    item: DraftItem,
    keys: Mapping[tuple[int, int], Sequence[KeyText]],
    written: Written,
    reason: tuple[str, str],
) -> None:
    known = {
        row["ref"]: row for row in tx.rows("SELECT * FROM object WHERE item_id = ?", (item_id,))
    }
    for number, draft in enumerate(item.objects):
        texts = [keys.get((number, page), ()) for page in range(len(draft.memories))]
        columns = {
            "ord": number,
            "kind": draft.kind.value,
            "title": draft.title,
            "tags": json.dumps(draft.tags, ensure_ascii=False),
            "content_hash": texts[0][0].text_hash if texts and texts[0] else draft.ref,
            "reach": draft.kept.reach if draft.kept else "here",
        }
        row = known.pop(draft.ref, None)
        if row is None:
            object_id = free_id(tx, "object", draft.kept.id) if draft.kept else new_id()
            if draft.kept:
                names = ("ord", "content_hash", "away", "away_since")
                columns |= {name: getattr(draft.kept, name) for name in names}
            created = {"created_at": draft.kept.created_at if draft.kept else tx.now}
            tx.insert(
                "object",
                [{"id": object_id, "item_id": item_id, "ref": draft.ref} | created | columns],
            )
            tx.log(ChangeKind.OBJECT, object_id, "add")
            written.added.append(object_id)
            ids = _add_memories(tx, object_id, list(enumerate(draft.memories)), texts)
            if draft.kept:
                own = [m.kept.id if m.kept else "" for m in draft.memories]
                pairs = dict(zip(own, ids, strict=True))
                written.leads += write_kept_links(tx, object_id, draft.links, pairs)
                write_beside(tx, object_id)
                continue
        else:
            object_id = row["id"]
            # The content hash orders the founding; it stays what it was when the object came.
            columns["content_hash"] = row["content_hash"]
            if row["away"]:  # the person put it away: a newer text does not bring it back
                columns["reach"] = row["reach"]
            if (row["title"], row["tags"]) != (columns["title"], columns["tags"]):
                written.renamed.append((object_id, row["title"], row["tags"]))
            tx.database.table("object").update(object_id, columns)
            tx.log(ChangeKind.OBJECT, object_id, "update")
            _merge_memories(
                tx, object_id, draft, texts, written, partial=item.partial, reason=reason
            )
        write_beside(tx, object_id)
        _write_links(tx, object_id, draft)
    for row in () if item.partial else known.values():
        # The source has it no more: out of reach, never deleted; its locus stays its own.
        if row["reach"] == "here":
            tx.execute(
                "UPDATE object SET reach = 'lethe', away_since = ? WHERE id = ?",
                (tx.now, row["id"]),
            )
            tx.log(ChangeKind.OBJECT, row["id"], "update")
            written.hidden.append(row["id"])


def _add_memories(
    tx: Transaction,
    object_id: str,
    drafts: Sequence[tuple[int, DraftMemory]],
    keys: Sequence[Sequence[KeyText]],
) -> list[str]:
    """Write new memories and return their ids."""
    memories, segments = [], []
    pairs: list[tuple[str, Sequence[KeyText]]] = []
    for number, draft in drafts:
        kept = draft.kept
        memory_id = free_id(tx, "memory", kept.id) if kept else new_id()
        memories.append(
            {
                "id": memory_id,
                "object_id": object_id,
                "ord": kept.ord if kept else number,
                "kind": draft.kind.value,
                "title": draft.title,
                "ref": draft.ref,
                "text": draft.text,
                "author": draft.author,
                **moment_columns(draft.at),
                "alternate": int(draft.alternate),
                "reach": kept.reach if kept else "here",
            }
        )
        segments += segment_rows(memory_id, draft.segments)
        pairs.append((memory_id, keys[number]))
    tx.insert("memory", memories)
    tx.insert("segment", segments)
    for (memory_id, texts), (_, draft) in zip(pairs, drafts, strict=True):
        write_keys(tx, object_id, memory_id, texts)
        if draft.kept:
            write_revisions(tx, memory_id, draft.kept.revisions)
            write_secrets(tx, memory_id, draft.kept.secrets)
    return [memory_id for memory_id, _ in pairs]


def _merge_memories(
    tx: Transaction,
    object_id: str,
    draft: DraftObject,
    keys: Sequence[Sequence[KeyText]],
    written: Written,
    *,
    partial: bool,
    reason: tuple[str, str],
) -> None:
    rows = tx.rows("SELECT * FROM memory WHERE object_id = ? ORDER BY ord", (object_id,))
    # Of a part, what is not met again is no older form of what is new.
    matched = _match(rows, draft.memories, by_likeness=not partial)
    fresh = []
    for number, new in enumerate(draft.memories):
        row = matched.get(number)
        if new.forgotten:
            # What an export knows to be out of reach does not come back by way of a changed text.
            continue
        if row is None:
            new = replace(new, kept=None)
            fresh.append((number, new))
            continue
        changed = row["text"] != new.text or row["title"] != new.title
        if changed:
            written.revised.append((row["id"], keep_revision(tx, row, *reason)))
        tx.database.table("memory").update(
            row["id"],
            {
                "ord": number,
                "title": new.title,
                "ref": new.ref,
                "text": new.text,
                "author": new.author,
                **moment_columns(new.at),
                "alternate": int(new.alternate),
                "reach": "here",
            },
        )
        tx.execute("DELETE FROM segment WHERE memory_id = ?", (row["id"],))
        tx.insert("segment", segment_rows(row["id"], new.segments))
        write_keys(tx, object_id, row["id"], keys[number])
        if changed:
            tx.log(ChangeKind.MEMORY, row["id"], "update")
    written.grown += _add_memories(tx, object_id, fresh, keys)
    if partial:
        _put_in_order(tx, object_id)
        return
    kept = {row["id"] for row in matched.values()}
    for row in rows:
        if row["id"] not in kept and row["reach"] == "here":
            written.revised.append(
                (row["id"], keep_revision(tx, row, reason[0], "gone from its source"))
            )
            hide_memory(tx, row["id"])


def _put_in_order(tx: Transaction, object_id: str) -> None:
    """Order an object's memories by their times: its parts came from several places."""
    rows = tx.rows(
        "SELECT id FROM memory WHERE object_id = ? ORDER BY at IS NULL, at, ord, id", (object_id,)
    )
    tx.execute_many(
        "UPDATE memory SET ord = ? WHERE id = ?",
        [(number, row["id"]) for number, row in enumerate(rows)],
    )


def hide_memory(tx: Transaction, memory_id: str) -> None:
    """Put a memory out of reach: it is found no more, and is kept."""
    tx.execute("UPDATE memory SET reach = 'lethe' WHERE id = ?", (memory_id,))
    drop_keys(tx, memory_id)
    tx.log(ChangeKind.MEMORY, memory_id, "remove")


def rename_object(tx: Transaction, object_id: str, title: str, tags: str) -> None:
    """Give an object a title, and tags as JSON."""
    tx.execute("UPDATE object SET title = ?, tags = ? WHERE id = ?", (title, tags, object_id))
    tx.log(ChangeKind.OBJECT, object_id, "update")


def _match(
    rows: Sequence[sqlite3.Row], drafts: Sequence[DraftMemory], *, by_likeness: bool = True
) -> dict[int, sqlite3.Row]:
    """Pair new memories with old: by ref, then by equal text, then by likeness."""
    left = {row["id"]: row for row in rows}
    by_ref = {row["ref"]: row for row in rows}
    pairs: dict[int, sqlite3.Row] = {}
    for number, draft in enumerate(drafts):
        row = by_ref.get(draft.ref)
        if row is not None and row["id"] in left:
            pairs[number] = left.pop(row["id"])
    for number, draft in enumerate(drafts):
        if not by_likeness or number in pairs or not left:
            continue
        best, score = None, SIMILAR
        for row in left.values():
            matcher = difflib.SequenceMatcher(None, row["text"], draft.text, autojunk=False)
            if matcher.real_quick_ratio() > score and matcher.quick_ratio() > score:
                ratio = matcher.ratio() if len(draft.text) < 4000 else matcher.quick_ratio()
                if ratio > score:
                    best, score = row, ratio
        if best is not None:
            pairs[number] = left.pop(best["id"])
    return pairs


def keep_revision(
    tx: Transaction, row: sqlite3.Row, by: str, why: str, text: str | None = None
) -> int:
    """Keep what a memory is now, or another text of it, as a revision; return its number."""
    number = 1 + int(
        tx.value("SELECT coalesce(max(n), 0) FROM revision WHERE memory_id = ?", (row["id"],))
    )
    segments = tx.rows("SELECT * FROM segment WHERE memory_id = ? ORDER BY ord", (row["id"],))
    tx.insert(
        "revision",
        [
            {
                "memory_id": row["id"],
                "n": number,
                "title": row["title"],
                "text": row["text"] if text is None else text,
                "segments": json.dumps([dict(part) for part in segments] if text is None else []),
                "at": tx.now,
                "by": by,
                "why": why,
            }
        ],
    )
    return number


def restore_revision(tx: Transaction, memory_id: str, number: int, keys: Sequence[KeyText]) -> None:
    """Give a memory back the text of a revision; what it is now becomes a revision itself."""
    row = tx.row("SELECT * FROM memory WHERE id = ?", (memory_id,))
    old = tx.row("SELECT * FROM revision WHERE memory_id = ? AND n = ?", (memory_id, number))
    if row is None or old is None:
        return
    keep_revision(tx, row, tx.actor, "undo")
    tx.execute(
        "UPDATE memory SET text = ?, title = ?, reach = 'here' WHERE id = ?",
        (old["text"], old["title"], memory_id),
    )
    tx.execute("DELETE FROM segment WHERE memory_id = ?", (memory_id,))
    tx.insert("segment", json.loads(old["segments"]))
    write_keys(tx, row["object_id"], memory_id, keys)
    tx.log(ChangeKind.MEMORY, memory_id, "update")


def revise_memory(
    tx: Transaction,
    row: sqlite3.Row,
    draft: DraftMemory,
    keys: Sequence[KeyText],
    reason: tuple[str, str],
) -> int:
    """Give a memory another text and title; return the number of the revision of what it was.

    Parameters
    ----------
    reason
        Who changed it, and why.
    """
    number = keep_revision(tx, row, *reason)
    tx.execute(
        "UPDATE memory SET text = ?, title = ? WHERE id = ?", (draft.text, draft.title, row["id"])
    )
    tx.execute("DELETE FROM segment WHERE memory_id = ?", (row["id"],))
    tx.insert("segment", segment_rows(row["id"], draft.segments))
    write_keys(tx, row["object_id"], row["id"], keys)
    tx.log(ChangeKind.MEMORY, row["id"], "update")
    return number


def revision_draft(reader: Reader, memory_id: str, number: int) -> tuple[str, DraftMemory] | None:
    """Return (its object's title, the memory as it was) for making keys, or None."""
    row = reader.row(
        "SELECT revision.*, object.title AS object_title, memory.kind, memory.ref FROM revision "
        "JOIN memory ON memory.id = revision.memory_id JOIN object ON object.id = memory.object_id "
        "WHERE memory_id = ? AND n = ?",
        (memory_id, number),
    )
    if row is None:
        return None
    segments = tuple(
        DraftSegment(part["start"], part["end"], part["speaker"], chatter=bool(part["chatter"]))
        for part in json.loads(row["segments"])
    )
    draft = DraftMemory(row["kind"], row["text"], row["title"], row["ref"], segments=segments)
    return row["object_title"], draft


def memory_draft(reader: Reader, memory_id: str) -> tuple[str, DraftMemory]:
    """Return (its object's title, the memory as it is) for making keys."""
    row = reader.row(
        "SELECT memory.*, object.title AS object_title FROM memory "
        "JOIN object ON object.id = memory.object_id WHERE memory.id = ?",
        (memory_id,),
    )
    assert row is not None
    segments = tuple(
        DraftSegment(part["start"], part["end"], part["speaker"], chatter=bool(part["chatter"]))
        for part in reader.rows(
            "SELECT * FROM segment WHERE memory_id = ? ORDER BY ord", (memory_id,)
        )
    )
    draft = DraftMemory(row["kind"], row["text"], row["title"], row["ref"], segments=segments)
    return row["object_title"], draft


def _write_links(tx: Transaction, object_id: str, draft: DraftObject) -> None:
    tx.execute("DELETE FROM link WHERE object_id = ?", (object_id,))
    if not draft.links:
        return
    rows = tx.rows("SELECT id, ref FROM memory WHERE object_id = ? ORDER BY ord", (object_id,))
    by_ref = {row["ref"]: row["id"] for row in rows}
    tx.insert(
        "link",
        [
            {
                "object_id": object_id,
                "memory_id": by_ref.get(link.memory_ref, rows[0]["id"]),
                "kind": link.kind.value,
                "target": link.target,
                "label": link.label,
                "to_object": None,
            }
            for link in draft.links
        ],
    )


def resolve_links(tx: Transaction, source: str) -> int:
    """Point the links of a source at the objects they name; return how many found one.

    A name is matched as Obsidian does: the path, the file's name, the title, an alias, whatever
    the case; of several the first by path.
    """
    names: dict[str, str] = {}
    rows = tx.rows(
        "SELECT item.ref, item.title, item.aliases, min(object.id) AS object_id FROM item "
        "JOIN object ON object.item_id = item.id AND object.ord = 0 "
        "WHERE item.source_id = ? AND item.missing_since IS NULL "
        "GROUP BY item.id ORDER BY item.ref",
        (source,),
    )
    for row in rows:
        path = row["ref"].rsplit(".", 1)[0]
        for name in (path, path.rsplit("/", 1)[-1], row["title"], *json.loads(row["aliases"])):
            names.setdefault(str(name).casefold(), row["object_id"])
    links = tx.rows(
        "SELECT link.id, link.target FROM link JOIN object ON object.id = link.object_id "
        "JOIN item ON item.id = object.item_id WHERE item.source_id = ? AND link.to_object IS NULL",
        (source,),
    )
    found = []
    for link in links:
        target = link["target"].split("#", 1)[0].removesuffix(".md").casefold()
        to = names.get(target) or names.get(target.rsplit("/", 1)[-1])
        if to is not None:
            found.append((to, link["id"]))
    tx.execute_many("UPDATE link SET to_object = ? WHERE id = ?", found)
    return len(found)


def mark_missing(tx: Transaction, source: str, seen: Set[str]) -> list[str]:
    """Mark items that their source no longer has; return their refs. Nothing is removed."""
    rows = tx.rows("SELECT ref FROM item WHERE source_id = ? AND missing_since IS NULL", (source,))
    return mark_gone(tx, source, [row["ref"] for row in rows if row["ref"] not in seen])


def mark_gone(tx: Transaction, source: str, refs: Iterable[str]) -> list[str]:
    """Mark these items as missing from their source; return the refs that were not marked yet."""
    gone = [
        row
        for ref in sorted(refs)
        for row in tx.rows(
            "SELECT id, ref FROM item WHERE source_id = ? AND ref = ? AND missing_since IS NULL",
            (source, ref),
        )
    ]
    for row in gone:
        tx.execute("UPDATE item SET missing_since = ? WHERE id = ?", (tx.now, row["id"]))
        tx.log(ChangeKind.SOURCE, row["id"], "update")
    return [row["ref"] for row in gone]


def set_reach(tx: Transaction, objects: Sequence[str], reach: str, away: str = "") -> list[str]:
    """Put objects out of reach ("lethe") or back ("here"); return those that changed.

    Parameters
    ----------
    away
        "person" where a person wants it so: then importing its source again does not bring it
        back.
    """
    if not objects:
        return []
    rows = tx.rows(
        f"SELECT id FROM object WHERE id IN ({marks(len(objects))}) AND reach <> ?",
        (*objects, reach),
    )
    changed = [row["id"] for row in rows]
    for object_id in changed:
        tx.execute(
            "UPDATE object SET reach = ?, away = ?, away_since = ? WHERE id = ?",
            (reach, away, None if reach == "here" else tx.now, object_id),
        )
        tx.log(ChangeKind.OBJECT, object_id, "update")
    return changed


def forget_fingerprints(tx: Transaction, items: Sequence[str]) -> None:
    """Make a later import look at items anew."""
    tx.execute_many("UPDATE item SET fingerprint = '' WHERE id = ?", [(item,) for item in items])


def write_report(
    tx: Transaction, source: str, rows: Sequence[tuple[str, str, str]], import_id: str = ""
) -> None:
    """Keep what became of each item: (item, result, reason)."""
    tx.insert(
        "report",
        [
            {
                "id": new_id(),
                "at": tx.now,
                "source_id": source,
                "item": item,
                "result": result,
                "reason": reason,
                "import": import_id,
            }
            for item, result, reason in rows
        ],
    )


def write_reading(
    tx: Transaction, source: str, import_id: str, place: str, unchanged: int, *, complete: bool
) -> None:
    """Keep that an import read a source.

    Parameters
    ----------
    place
        The path that was given.
    unchanged
        Items that were there already, which have no line of their own.
    complete
        Whether it came to its end.
    """
    tx.execute(
        "INSERT OR REPLACE INTO reading (import, source_id, at, place, unchanged, complete) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (import_id, source, tx.now, place, unchanged, int(complete)),
    )

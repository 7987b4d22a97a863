"""Addresses: every quarter, wing and room has a short name in its parent, fixed once.

A place that is renamed gets a further one, and is still found by the old; none is ever given to
another place. A locus' address is its room's, and its number there.
"""

from __future__ import annotations

from collections.abc import Collection

from palace.model.slugs import slug
from palace.store.columns import marks
from palace.store.store import Reader, Transaction

_NAMED = (
    ("quarter", "SELECT id, '' AS parent, name FROM quarter ORDER BY ord"),
    ("wing", "SELECT id, quarter_id AS parent, name FROM wing ORDER BY quarter_id, ord"),
    (
        "room",
        "SELECT id, coalesce(wing_id, quarter_id) AS parent, name FROM room WHERE kind = 'room' "
        "OR EXISTS (SELECT 1 FROM locus WHERE locus.room_id = room.id) ORDER BY ord",
    ),
)


def name_places(tx: Transaction) -> None:
    """Give an address to every quarter, wing and room that has none by its present name."""
    known = {(row["parent"], row["slug"]): row["ref"] for row in tx.rows("SELECT * FROM address")}
    own = {
        row["ref"]: row["slug"] for row in tx.rows("SELECT ref, slug FROM address WHERE current")
    }
    for kind, sql in _NAMED:
        for row in tx.rows(sql):
            wanted = slug(row["name"])
            have = own.get(row["id"])
            if have is not None and _same(have, wanted):
                continue
            fit, number = wanted, 1
            while known.get((row["parent"], fit), row["id"]) != row["id"]:
                number += 1
                fit = f"{wanted}-{number}"
            tx.execute("UPDATE address SET current = 0 WHERE ref = ?", (row["id"],))
            tx.execute(
                "INSERT OR REPLACE INTO address (parent, slug, kind, ref, current) "
                "VALUES (?, ?, ?, ?, 1)",
                (row["parent"], fit, kind, row["id"]),
            )
            known[row["parent"], fit] = row["id"]


def _same(have: str, wanted: str) -> bool:
    """Return whether a short name is the wanted one, or it with a number."""
    rest = have.removeprefix(wanted)
    return have.startswith(wanted) and (not rest or rest[1:].isdecimal())


def forget_places(tx: Transaction) -> None:
    """Take all addresses back: a draft is drawn anew, and nobody has been told them."""
    tx.execute("DELETE FROM address")


def address_of(reader: Reader, room_id: str, number: int | None = None) -> str:
    """Return the address of a room, or of a locus by its number: ``quarter/wing/room/7``."""
    room = addresses_of(reader, [room_id])[room_id]
    return room if number is None else f"{room}/{number}".lstrip("/")


def addresses_of(reader: Reader, room_ids: Collection[str]) -> dict[str, str]:
    """Return room id → its address, one question a storey of the tree; empty for one without."""
    steps: dict[str, tuple[str, str]] = {}
    ask = set(room_ids)
    while ask:
        found = reader.rows(
            f"SELECT ref, slug, parent FROM address WHERE current AND ref IN ({marks(len(ask))})",
            tuple(ask),
        )
        steps |= {row["ref"]: (row["slug"], row["parent"]) for row in found}
        ask = {row["parent"] for row in found} - steps.keys() - {""}
    addresses = {}
    for room_id in room_ids:
        parts, own = [], room_id
        while own in steps:
            part, own = steps[own]
            parts.append(part)
        addresses[room_id] = "/".join(reversed(parts))
    return addresses


def places_at(reader: Reader, parts: list[str]) -> list[tuple[str, str]]:
    """Return (kind, id) of the places that an address, or the end of one, may mean.

    Parameters
    ----------
    parts
        As typed, the widest first; names do as well as their short forms.
    """
    if not parts:
        return []
    wanted = [slug(part) for part in parts]
    found = reader.rows("SELECT kind, ref, parent FROM address WHERE slug = ?", (wanted[-1],))
    fits = [(row["kind"], row["ref"], row["parent"]) for row in found]
    for part in reversed(wanted[:-1]):
        fits = [
            (kind, ref, row["parent"])
            for kind, ref, parent in fits
            for row in reader.rows(
                "SELECT parent FROM address WHERE ref = ? AND slug = ?", (parent, part)
            )
        ]
    alive = (
        (kind, ref)
        for kind, ref, _ in fits
        if reader.value(f"SELECT 1 FROM {kind} WHERE id = ?", (ref,)) is not None
    )
    return list(dict.fromkeys(alive))

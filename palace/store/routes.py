"""Routes: loci in an order, under a name."""

from __future__ import annotations

from collections.abc import Sequence

from palace.model.changes import ChangeKind
from palace.store.store import Reader, Transaction


def route_names(reader: Reader) -> list[tuple[str, int]]:
    """Return (name, how many stops) of all routes by name."""
    rows = reader.rows(
        "SELECT route.name, count(route_stop.ord) AS stops FROM route "
        "LEFT JOIN route_stop ON route_stop.route = route.name GROUP BY route.name "
        "ORDER BY lower(route.name)"
    )
    return [(row["name"], row["stops"]) for row in rows]


def route_loci(reader: Reader, name: str) -> list[str] | None:
    """Return the loci of a route in their order; None where there is no such route."""
    known = reader.value("SELECT name FROM route WHERE name = ?", (name,))
    if known is None:
        return None
    rows = reader.rows("SELECT locus_id FROM route_stop WHERE route = ? ORDER BY ord", (known,))
    return [row["locus_id"] for row in rows]


def write_route(tx: Transaction, name: str, loci: Sequence[str] | None) -> None:
    """Write a route whole; None takes it away."""
    tx.execute("DELETE FROM route_stop WHERE route = ?", (name,))
    tx.execute("DELETE FROM route WHERE name = ?", (name,))
    if loci is not None:
        tx.execute("INSERT INTO route (name, at) VALUES (?, ?)", (name, tx.now))
        tx.execute_many(
            "INSERT INTO route_stop (route, ord, locus_id) VALUES (?, ?, ?)",
            [(name, number, locus_id) for number, locus_id in enumerate(loci)],
        )
    tx.log(ChangeKind.ROUTE, name)

"""Embedding spaces: which models' vectors are kept, and which one is in use.

Vectors of several models may be kept side by side; searches, places and the index look at the one
in use. Another model's are made beside it and taken into use when they are whole.
"""

from __future__ import annotations

import sqlite3

from palace.model.changes import ChangeKind
from palace.store.store import Reader, Transaction

_IN_USE = "space"


def space_number(reader: Reader, model: str, digest: str, dim: int) -> int | None:
    """Return the number of a space, None where no vector of it was ever kept."""
    found = reader.value(
        "SELECT id FROM space WHERE model = ? AND hash = ? AND dim = ?", (model, digest, dim)
    )
    return None if found is None else int(found)


def add_space(tx: Transaction, model: str, digest: str, dim: int, backend: str) -> int:
    """Return the number of a space, making it when it is new."""
    number = space_number(tx, model, digest, dim)
    if number is None:
        tx.execute(
            "INSERT INTO space (model, hash, dim, backend) VALUES (?, ?, ?, ?)",
            (model, digest, dim, backend),
        )
        number = int(tx.value("SELECT last_insert_rowid()"))
    return number


def locate_model(
    tx: Transaction, number: int, folder: str, weights: str, prompts: tuple[str, str]
) -> None:
    """Keep where a space's model is, for whoever opens the palace next.

    Parameters
    ----------
    folder
        Its folder; empty for the one that comes with the program.
    weights
        Hash of its weights.
    prompts
        What it wants before a query, and before a passage.
    """
    tx.execute(
        "UPDATE space SET folder = ?, weights = ?, query_prompt = ?, passage_prompt = ? "
        "WHERE id = ?",
        (folder, weights, *prompts, number),
    )


def current_space(reader: Reader) -> sqlite3.Row | None:
    """Return the space in use (the first until another is chosen), None where there is none."""
    return reader.row(
        "SELECT * FROM space ORDER BY id = "
        "(SELECT CAST(value AS INTEGER) FROM meta WHERE key = ?) DESC, id LIMIT 1",
        (_IN_USE,),
    )


def use_space(tx: Transaction, number: int) -> None:
    """Take a space into use."""
    tx.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (_IN_USE, str(number)))
    tx.log(ChangeKind.META, _IN_USE, "update")


def spaces(reader: Reader) -> list[sqlite3.Row]:
    """Return all spaces in the order they came, with ``vectors``: how many are kept of each."""
    return reader.rows(
        "SELECT space.*, (SELECT count(*) FROM embedding WHERE space_id = space.id) AS vectors "
        "FROM space ORDER BY id"
    )


def drop_space(tx: Transaction, number: int) -> None:
    """Take a space and its vectors away."""
    tx.execute("DELETE FROM embedding WHERE space_id = ?", (number,))
    tx.execute("DELETE FROM space WHERE id = ?", (number,))
    tx.log(ChangeKind.META, _IN_USE, "update")

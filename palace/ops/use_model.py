"""Another model: a space made ready for its vectors, taken into use, or taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from palace.embedding import ModelSource
from palace.model.errors import NotFound, PalaceError
from palace.ops.operation import Operation
from palace.store import Transaction
from palace.store.keys import placing_vectors
from palace.store.plans import founded_at, layout_memory, write_layout_memory
from palace.store.spaces import (
    add_space,
    current_space,
    drop_space,
    locate_model,
    spaces,
    use_space,
)

_LIMIT = "misfit_below"


@dataclass(frozen=True)
class AddModel(Operation[int]):
    """Make a space for a model's vectors, and keep where the model is.

    A model that has one already is found there again, wherever it is now.
    """

    kind: ClassVar[str] = "add_model"

    source: ModelSource

    def apply(self, tx: Transaction) -> int:
        """Return the space's number."""
        if current_space(tx) is None:
            # What is in use stays so, also where nothing has been embedded yet.
            from palace.embedding import DEFAULT_MODEL

            first = DEFAULT_MODEL.space
            use_space(tx, add_space(tx, first.model, first.hash, first.dim, first.backend))
        spec = self.source.space
        number = add_space(tx, spec.model, spec.hash, spec.dim, spec.backend)
        folder = self.source.folder
        locate_model(
            tx,
            number,
            "" if folder is None else str(folder),
            self.source.sha256,
            (self.source.query_prompt, self.source.passage_prompt),
        )
        return number


@dataclass(frozen=True)
class Taken:
    """What was in use before.

    Parameters
    ----------
    space
        Its number.
    limit
        The cosine below which an object was a misfit in its rooms; None in a draft.
    """

    space: int
    limit: float | None


@dataclass(frozen=True)
class UseModel(Operation[Taken]):
    """Take a space into use. Every object keeps its place, every link stays.

    Parameters
    ----------
    space
        Its number.
    limit
        As an inverse: the misfits' limit that held there; None measures it.

    Raises
    ------
    NotFound
        The space has been taken away.
    """

    kind: ClassVar[str] = "use_model"

    space: int
    limit: float | None = None

    @property
    def title(self) -> str:
        """What it does, for the undo menu."""
        return "Change the model"

    def apply(self, tx: Transaction) -> Taken:
        """Take it into use and return what was."""
        before = current_space(tx)
        chosen = tx.row("SELECT * FROM space WHERE id = ?", (self.space,))
        if chosen is None or before is None:
            raise NotFound(
                "The vectors of that model have been taken away; `palace model use` makes them."
            )
        use_space(tx, self.space)
        old: float | None = None
        if founded_at(tx) is not None:
            memory = layout_memory(tx)
            value = memory.get(_LIMIT)
            old = float(value) if isinstance(value, int | float) else None
            limit = self.limit
            if limit is None:
                limit = _measured(tx, self.space, chosen["dim"])
            if limit is not None:
                write_layout_memory(tx, {**memory, _LIMIT: limit})
        return Taken(before["id"], old)

    def inverse(self, tx: Transaction, result: Taken) -> tuple[str, dict[str, Any]] | None:
        """Take what was in use back into use."""
        if result.space == self.space:
            return None
        return self.kind, {"space": result.space, "limit": result.limit}


@dataclass(frozen=True)
class ForgetModel(Operation[str]):
    """Take away the vectors of a model that is not in use; they can be made again.

    Raises
    ------
    NotFound
        The palace has no vectors of it.
    PalaceError
        It is in use.
    """

    kind: ClassVar[str] = "forget_model"

    name: str

    def apply(self, tx: Transaction) -> str:
        """Take them away and return the model's full name."""
        current = current_space(tx)
        fits = [
            row
            for row in spaces(tx)
            if self.name in (row["model"], row["model"].rpartition("/")[2], row["folder"])
        ]
        if not fits:
            raise NotFound(f"There are no vectors of a model {self.name!r}; `palace model` lists.")
        rest = [row for row in fits if current is None or row["id"] != current["id"]]
        if not rest:
            raise PalaceError(
                f"{fits[0]['model']} is in use; `palace model use` another one first."
            )
        for row in rest:
            drop_space(tx, row["id"])
        return str(rest[0]["model"])


def _measured(tx: Transaction, space: int, dim: int) -> float | None:
    """Return below what an object is a misfit, by what stands where, in this space's cosines."""
    from palace.layout.standing import misfit_limit

    rooms = {
        row["object_id"]: row["room_id"]
        for row in tx.rows(
            "SELECT placement.object_id, locus.room_id FROM placement "
            "JOIN locus ON locus.id = placement.locus_id"
        )
    }
    ids, vectors = placing_vectors(tx, space, dim)
    placed = [n for n, object_id in enumerate(ids) if object_id in rooms]
    return misfit_limit(vectors[placed], [rooms[ids[n]] for n in placed]) if placed else None

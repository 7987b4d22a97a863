"""Take in what an importer read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from palace.model.drafts import DraftItem
from palace.ops.operation import Operation
from palace.recall.keying import item_keys
from palace.recall.secrets import found_in
from palace.store import Transaction
from palace.store.guarding import Found, guard_item
from palace.store.keys import KeyText
from palace.store.library import Written, source_id, write_item
from palace.store.renaming import rename_item


@dataclass(frozen=True)
class ImportItems(Operation[list[Written]]):
    """Add new items, revise changed ones, leave known ones alone.

    Parameters
    ----------
    source_kind, source_uri
        Where they come from.
    items
        A handful: they are one transaction.
    import_id
        The import they belong to; it is undone as a whole.
    keys
        The items' keys, cut when the operation is made, before it holds the palace's lock.
    secrets
        For each item the texts and titles that hold a secret, found like the keys.
    renames
        Ref → the ref that the item had before: its file has another name now.
    """

    kind: ClassVar[str] = "import"

    source_kind: str
    source_uri: str
    items: tuple[DraftItem, ...]
    import_id: str
    keys: tuple[dict[tuple[int, int], list[KeyText]], ...] = field(default=(), repr=False)
    renames: Mapping[str, str] = field(default_factory=dict)
    secrets: tuple[Found, ...] = field(default=(), repr=False)

    @classmethod
    def of(
        cls,
        source_kind: str,
        source_uri: str,
        items: Sequence[DraftItem],
        import_id: str,
        renames: Mapping[str, str] | None = None,
    ) -> ImportItems:
        """Return the operation with its keys cut."""
        return cls(
            source_kind,
            source_uri,
            tuple(items),
            import_id,
            tuple(item_keys(item) for item in items),
            renames or {},
            tuple(found_in(_texts(item)) for item in items),
        )

    @property
    def title(self) -> str:
        """What it does, for the undo menu."""
        # An account without a name ("chatgpt:") is not worth its colon.
        return f"Import from {self.source_uri.removesuffix(':')}"

    @property
    def batch(self) -> str:
        """The import."""
        return self.import_id

    def apply(self, tx: Transaction) -> list[Written]:
        """Write the items; the result says what became of each, in order."""
        source = source_id(tx, self.source_kind, self.source_uri)
        for item in self.items:
            if item.ref in self.renames:
                rename_item(tx, source, self.renames[item.ref], item)
        found = []
        for item, keys, secrets in zip(self.items, self.keys, self.secrets, strict=True):
            written = write_item(tx, source, item, keys)
            if written.result != "unchanged" and not _decided(item, secrets):
                written.held = guard_item(tx, written.item_id, secrets)
            found.append(written)
        return found

    def inverse(self, tx: Transaction, result: list[Written]) -> tuple[str, dict[str, Any]] | None:
        """Put what came out of reach and give back what was; nothing is deleted."""
        changed = [written for written in result if written.result != "unchanged"]
        if not changed:
            return None
        return "withdraw", {
            "items": [written.item_id for written in changed],
            "objects": [object_id for written in changed for object_id in written.added],
            "hidden": [object_id for written in changed for object_id in written.hidden],
            "revised": [list(pair) for written in changed for pair in written.revised],
            "grown": [memory_id for written in changed for memory_id in written.grown],
            "renamed": [list(known) for written in changed for known in written.renamed],
        }


def _decided(item: DraftItem, secrets: Found) -> bool:
    """Return whether an export says of all its secrets what the person has decided."""
    if item.kept is None or item.kept.edited:
        return False
    memories = (memory for part in item.objects for memory in part.memories if memory.kept)
    known = {each.hash for memory in memories for each in memory.kept.secrets}  # type: ignore[union-attr]
    return known >= {own for found in secrets.values() for _, own in found}


def _texts(item: DraftItem) -> Iterator[str]:
    """Yield all that is found by its words."""
    for part in item.objects:
        yield part.title
        for memory in part.memories:
            yield memory.title
            yield memory.text

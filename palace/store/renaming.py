"""An item whose file has another name now: the same item, so that nothing of it moves."""

from __future__ import annotations

from palace.model.drafts import DraftItem
from palace.store.erasing import stone
from palace.store.store import Transaction


def rename_item(tx: Transaction, source: str, old: str, item: DraftItem) -> bool:
    """Give an item its new ref; it is to be written then. False where there is none to rename.

    Parameters
    ----------
    source
        The source's id.
    old
        The ref that it had.
    item
        As it is read now.
    """
    taken = "SELECT 1 FROM item WHERE source_id = ? AND ref = ?"
    if tx.value(taken, (source, item.ref)) or not tx.value(taken, (source, old)):
        return False
    tx.execute(
        # Without its fingerprint it is written anew: its title may be its file's name.
        "UPDATE item SET ref = ?, fingerprint = '' WHERE source_id = ? AND ref = ?",
        (item.ref, source, old),
    )
    for part in item.objects:
        refs = [("object", part.ref), *(("memory", memory.ref) for memory in part.memories)]
        for what, ref in refs:
            # What was erased of it stays away under the new name too.
            tx.execute(
                "INSERT OR IGNORE INTO erased (hash, at) SELECT ?, at FROM erased WHERE hash = ?",
                (stone(source, item.ref, what, ref), stone(source, old, what, ref)),
            )
    return True

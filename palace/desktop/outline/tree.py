"""Quarter › wing › room › object as a model that speaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt

from palace.desktop.tr import mark, tr
from palace.desktop.wording import objects, source_name
from palace.model.plan import PlacedObject, Plan, SpaceKind

if TYPE_CHECKING:
    from palace.desktop.search.rows import Index


_LEVELS = {"quarter": mark("quarter"), "wing": mark("wing"), "room": mark("room")}


@dataclass(eq=False, slots=True)
class Node:
    """A row of the outline.

    Parameters
    ----------
    level
        "quarter", "wing", "room" or "object".
    kind
        An object's kind, a wing's character.
    many
        How many objects stand under it.
    pinned
        Whether an object is pinned to its place.
    """

    level: str
    id: str
    name: str
    kind: str = ""
    many: int = 0
    pinned: bool = False
    parent: Node | None = None
    row: int = 0
    children: list[Node] = field(default_factory=list)

    def add(self, child: Node) -> Node:
        """Put a row under this one."""
        child.parent, child.row = self, len(self.children)
        self.children.append(child)
        return child

    def walk(self) -> Iterator[Node]:
        """Yield all rows under this one."""
        for child in self.children:
            yield child
            yield from child.walk()


def grow(plan: Plan, objects: Sequence[PlacedObject]) -> Node:
    """Return the tree of a palace; its root is no row."""
    stands: dict[str, list[PlacedObject]] = defaultdict(list)
    for entry in objects:
        stands[entry.room_id].append(entry)
    order = {locus.id: locus.ord for locus in plan.loci}
    root = Node("root", "", "")
    quarters = {
        quarter.id: root.add(Node("quarter", quarter.id, quarter.name))
        for quarter in sorted(plan.quarters, key=lambda quarter: quarter.ord)
    }
    wings = {
        wing.id: quarters[wing.quarter_id].add(Node("wing", wing.id, wing.name, wing.character))
        for wing in sorted(plan.wings, key=lambda wing: wing.ord)
    }
    for space in plan.spaces:
        inside = stands.get(space.id, [])
        if space.kind is not SpaceKind.ROOM and not inside:
            continue
        above = wings.get(space.wing_id or "") or quarters[space.quarter_id]
        room = above.add(Node("room", space.id, space.name, many=len(inside)))
        for entry in sorted(inside, key=lambda entry: order.get(entry.locus_id, 0)):
            room.add(Node("object", entry.id, entry.title, entry.kind, pinned=entry.pinned))
        above.many += len(inside)
        if above.parent is not None and above.level == "wing":
            above.parent.many += len(inside)
    return root


class OutlineModel(QAbstractItemModel):
    """The tree as Qt's views want it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = Node("root", "", "")
        self._by_id: dict[str, Node] = {}
        self.here = ""

    def show_tree(self, root: Node) -> None:
        """Replace the whole tree."""
        self.beginResetModel()
        self._root = root
        self._by_id = {node.id: node for node in root.walk()}
        self.endResetModel()

    def node(self, index: Index) -> Node:
        """Return the row of an index; the root for an invalid one."""
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, Node) else self._root

    def index_of(self, identifier: str) -> QModelIndex:
        """Return where a quarter, wing, room or object is; invalid where it is not."""
        node = self._by_id.get(identifier)
        return self.createIndex(node.row, 0, node) if node is not None else QModelIndex()

    def set_here(self, room_id: str) -> None:
        """Mark the room one stands in."""
        before, self.here = self.here, room_id
        for identifier in (before, room_id):
            index = self.index_of(identifier)
            if index.isValid():
                self.dataChanged.emit(index, index)

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        """Return the index of a child."""
        above = self.node(parent or QModelIndex())
        if column == 0 and 0 <= row < len(above.children):
            return self.createIndex(row, 0, above.children[row])
        return QModelIndex()

    def parent(self, index: Index | None = None) -> Any:
        """Return the index of what a row stands under."""
        if index is None:
            return super().parent()
        above = self.node(index).parent
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row, 0, above)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows stand under one."""
        return len(self.node(parent or QModelIndex()).children)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return 1."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row's name, itself, or what is spoken."""
        node = self.node(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return node.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return node.name
        if role == Qt.ItemDataRole.UserRole:
            return node
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(node)
        return None

    def _spoken(self, node: Node) -> str:
        if node.level == "object":
            said = [node.name, source_name("", node.kind)]
            return ", ".join([*said, tr("pinned")] if node.pinned else said)
        kind = tr(_LEVELS[node.level])
        said = [tr("{kind} {name}", kind=kind, name=node.name), objects(node.many)]
        return ", ".join([*said, tr("you are here")] if node.id == self.here else said)

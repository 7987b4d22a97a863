"""What is built of a plan."""

from __future__ import annotations

from palace.model.plan import Space, SpaceKind
from palace.scene.architecture.blocks import build_blocks
from palace.scene.architecture.corridors import build_corridor
from palace.scene.architecture.galleries import build_gallery
from palace.scene.architecture.grounds import Grounds
from palace.scene.architecture.massing import Massing
from palace.scene.architecture.plan_index import PlanIndex
from palace.scene.architecture.rooms import build_room
from palace.scene.architecture.stairs import build_stairs
from palace.scene.meshes.mesh import SpaceParts

__all__ = ["Grounds", "Massing", "build_blocks", "build_space"]


def build_space(index: PlanIndex, space: Space) -> SpaceParts:
    """Return a space in detail, as it is seen from within and near.

    The court is a part of `Grounds`, and nobody comes into what is walled up: for these
    the parts are empty.
    """
    match space.kind:
        case SpaceKind.ROOM:
            return build_room(index, space).parts()
        case SpaceKind.CORRIDOR | SpaceKind.PASSAGE:
            return build_corridor(index, space).parts()
        case SpaceKind.GALLERY:
            return build_gallery(index, space).parts()
        case SpaceKind.STAIRS:
            return build_stairs(index, space).parts()
        case SpaceKind.COURT | SpaceKind.CLOSED:
            return SpaceParts(floor=space.floor)

"""One number for a plan and who stands where: equal if and only if both are.

`digest` counts everything in the plan, `standing_digest` only where things stand.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict

from palace.model.plan import Plan, Space, SpaceKind


def digest(plan: Plan, placements: Mapping[str, str], content_hashes: Mapping[str, str]) -> str:
    """Return the SHA-256 of a plan with its placements.

    Parameters
    ----------
    plan
        The order of its parts does not count.
    placements
        Object id to locus id.
    content_hashes
        Object id to content hash. Objects count by their content, so that two palaces of the same
        notes agree although identifiers were made anew.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    parts = {
        kind: sorted((asdict(p) for p in getattr(plan, kind)), key=lambda p: str(p["id"]))
        for kind in ("quarters", "wings", "spaces", "doors", "loci")
    }
    stands = sorted((locus, content_hashes[o]) for o, locus in placements.items())
    text = json.dumps([parts, stands], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def standing_digest(
    plan: Plan, placements: Mapping[str, str], content_hashes: Mapping[str, str]
) -> str:
    """Return the SHA-256 of where things stand, by which anybody can check that nothing moved.

    Nothing in it depends on an identifier or a name. Each object gives one line of nine fields
    with single spaces between: its content hash; its room's floor, x, y, width and height; its
    locus' x, y and z. All but the hash and the floor are whole micrometres, rounded half to even.
    The lines are sorted as text, joined by line feeds without one at the end, encoded in UTF-8.

    Parameters
    ----------
    placements
        Object id to locus id.
    content_hashes
        Object id to content hash.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    rooms = {
        space.id: (space.floor, *map(micrometres, rect_of(space)))
        for space in plan.spaces
        if space.kind is SpaceKind.ROOM
    }
    loci = {locus.id: locus for locus in plan.loci}
    lines = []
    for object_id, locus_id in placements.items():
        locus = loci[locus_id]
        at = map(micrometres, (locus.x, locus.y, locus.z))
        fields = (content_hashes[object_id], *rooms[locus.room_id], *at)
        lines.append(" ".join(map(str, fields)))
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def rect_of(space: Space) -> tuple[float, float, float, float]:
    """Return a space's x, y, width and height, in metres; x, y is its south-western corner."""
    rect = space.rect
    return rect.x0, rect.y0, rect.width, rect.height


def micrometres(metres: float) -> int:
    """Return a length in whole micrometres."""
    return round(metres * 1e6)

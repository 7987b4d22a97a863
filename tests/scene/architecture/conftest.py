"""A small plan by hand: a court, four galleries, a wing with a corridor, stairs and rooms."""

from __future__ import annotations

import math

import pytest

from palace.model.plan import (
    Door,
    DoorKind,
    Locus,
    LocusKind,
    Plan,
    Quarter,
    Rect,
    Space,
    SpaceKind,
    Wing,
)
from palace.scene.architecture import PlanIndex

HEIGHT = 4.8


def hand_made_plan(character: str = "lagoon") -> Plan:
    spaces = [
        Space("court", "q", None, SpaceKind.COURT, "Court", Rect(-12, -12, 12, 12), height=0.0),
        Space("east", "q", None, SpaceKind.GALLERY, "East", Rect(12, -12, 16, 16)),
        Space("north", "q", None, SpaceKind.GALLERY, "North", Rect(-16, 12, 12, 16)),
        Space("west", "q", None, SpaceKind.GALLERY, "West", Rect(-16, -16, -12, 12)),
        Space("south", "q", None, SpaceKind.GALLERY, "South", Rect(-12, -16, 16, -12)),
        Space("hall", "q", "w", SpaceKind.CORRIDOR, "Tides", Rect(16, -2, 46, 2), height=5.2),
        Space("hall1", "q", "w", SpaceKind.CORRIDOR, "Tides", Rect(16, -2, 46, 2), 1, 6.0, 5.2),
        Space("foot", "q", "w", SpaceKind.CORRIDOR, "Landing", Rect(20, 2, 22, 6), height=5.2),
        Space("flight", "q", "w", SpaceKind.STAIRS, "Stairs", Rect(22, 2, 32, 6), height=11.2,
              climb="x+"),
        Space("head", "q", "w", SpaceKind.CORRIDOR, "Landing", Rect(32, 2, 34, 6), 1, 6.0, 5.2),
    ]  # fmt: skip
    doors = [
        Door("pe", "east", "hall", 16, 0, 0, "y", 3.4, 4.3, DoorKind.PORTAL),
        Door("o0", "hall", "foot", 21, 2, 0, "x", 1.9, 3.8, DoorKind.OPENING),
        Door("o1", "foot", "flight", 22, 4, 0, "y", 3.4, 3.8, DoorKind.OPENING),
        Door("o2", "head", "flight", 32, 4, 1, "y", 3.4, 3.8, DoorKind.OPENING),
        Door("o3", "hall1", "head", 33, 2, 1, "x", 1.9, 3.8, DoorKind.OPENING),
    ]
    for key, x, y, axis in (
        ("east", 12, 0, "y"), ("north", 0, 12, "x"), ("west", -12, 0, "y"), ("south", 0, -12, "x"),
    ):  # fmt: skip
        doors.append(Door(f"a-{key}", key, "court", x, y, 0, axis, 24, 4.36, DoorKind.ARCADE))
    for a, b, x, y, axis in (
        ("east", "north", 12, 14, "y"), ("north", "west", -14, 12, "x"),
        ("west", "south", -12, -14, "y"), ("south", "east", 14, -12, "x"),
    ):  # fmt: skip
        doors.append(Door(f"g-{a}", a, b, x, y, 0, axis, 4, 4.36, DoorKind.OPENING))
    loci: list[Locus] = []
    for k in range(3):
        x0 = 16 + 10 * k
        key = f"room{k}"
        rect = Rect(x0, -11, x0 + 10, -2)
        spaces.append(
            Space(
                *(key, "q", "w", SpaceKind.ROOM, f"Room {k}", rect),
                height=HEIGHT,
                front="y+",
                seed=k,
            )
        )
        doors.append(Door(f"d{k}", "hall", key, x0 + 5, -2, 0, "x", 1.8, 3.0, DoorKind.DOOR))
        if k:
            doors.append(
                Door(f"i{k}", f"room{k - 1}", key, x0, -9.1, 0, "y", 1.6, 2.8, DoorKind.INNER)
            )
        loci += _loci(key, x0, len(loci))
    return Plan(
        (Quarter("q", "Quarter", 0),),
        (Wing("w", "q", "Tides", 0, 0, character),),
        tuple(spaces),
        tuple(doors),
        tuple(loci),
    )


def _loci(key: str, x0: float, start: int) -> list[Locus]:
    found = []
    for j in range(4):
        y = -3.4 - 1.02 * j
        for z in (0.95, 2.20):
            for x, yaw in ((x0 + 0.33, 0.0), (x0 + 9.67, math.pi)):
                number = len(found) + 1
                found.append(Locus(f"{key}-{number}", key, number, LocusKind.NICHE, x, y, z, yaw))
    for x, y in ((x0 + 2.1, -4.3), (x0 + 7.9, -4.3)):
        number = len(found) + 1
        found.append(Locus(f"{key}-{number}", key, number, LocusKind.PEDESTAL, x, y, 0.95, 0.3))
    return found


@pytest.fixture(scope="session")
def plan() -> Plan:
    return hand_made_plan()


@pytest.fixture(scope="session")
def index(plan: Plan) -> PlanIndex:
    return PlanIndex(plan)

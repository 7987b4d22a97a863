"""Building a palace's plan from its objects: plan, sort, freeze."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from palace.layout import raising
from palace.layout.arrange import NEXT_ROOMS, affinity, settle_objects, sort_objects, sort_rooms
from palace.layout.bays import BAY, Frame, slot_points, slots
from palace.layout.entry import Entry
from palace.layout.exchange import exchange, features
from palace.layout.hierarchy import rooms_of, smoothed
from palace.layout.names import Signs, signs
from palace.layout.neighbours import nearest
from palace.layout.rooms import centroids, refine
from palace.layout.site import (
    CORRIDOR,
    STOREY,
    PassageSite,
    Plot,
    QuarterSite,
    Site,
    WingSite,
    design,
    planned_plots,
    walks,
)
from palace.layout.wings import quarters_of, wing_count, wings_of
from palace.model.plan import Door, Founding, Locus, Plan, Quarter, Space, SpaceKind, Wing

NEIGHBOURS = 15
MEMORY_VERSION = 2

Progress = Callable[[str, float], None]


class Cancelled(Exception):  # noqa: N818 - it is no error
    """The person stopped the building; nothing was kept."""


def build(
    entries: Sequence[Entry],
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Founding:
    """Plan a palace for these objects and give each a locus.

    A function of the *set* of entries: they are ordered by content hash, then id, so the result
    is the same, bit for bit, whatever their order.

    Parameters
    ----------
    entries
        Any number, also none (then the court stands alone). Identifiers must differ.
    progress
        Called with what is being done and the share done, 0 to 1.
    cancelled
        Asked between steps.

    Returns
    -------
    Founding
        `memory` holds what `add` needs; it can be written as JSON.

    Raises
    ------
    Cancelled
        When `cancelled` returned true.
    ValueError
        When two entries have one id.
    """

    def step(what: str, share: float) -> None:
        if cancelled is not None and cancelled():
            raise Cancelled
        if progress is not None:
            progress(what, share)

    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    # On one thread: small products gain nothing from more, other processes lose by them, and sums
    # are then added in the same order on every machine.
    with threadpool_limits(limits=1):
        return _built(entries, step)


def _built(entries: Sequence[Entry], step: Progress) -> Founding:
    ordered = sorted(entries, key=lambda e: (e.content_hash, e.id))
    if len({e.id for e in ordered}) != len(ordered):
        raise ValueError("two entries have one id")
    if not ordered:
        site = design(())
        plan = raise_plan(site, (), Signs((), (), ("Palace",)))
        return Founding(plan, {}, _memory(site, {}, [], -1.0))

    vectors = np.array([e.vector for e in ordered], np.float32)
    step("Looking for neighbours", 0.02)
    indices, cosines = nearest(vectors, NEIGHBOURS)
    step("Forming rooms", 0.30)
    labels = rooms_of(smoothed(vectors, indices, cosines))
    step("Forming rooms", 0.42)
    threads = _thread_numbers(ordered)
    labels = refine(labels, indices, cosines, threads)
    rooms = int(labels.max()) + 1
    room_vectors = centroids(vectors, labels, rooms)
    step("Laying out quarters and wings", 0.52)
    quarter = quarters_of(room_vectors)
    wing = np.full(rooms, -1, np.int64)
    counts: list[list[int]] = []
    for q in range(int(quarter.max()) + 1):
        inside = np.flatnonzero(quarter == q)
        own = wings_of(room_vectors[inside], wing_count(len(inside)))
        wing[inside] = int(wing.max()) + 1 + own
        counts.append(np.bincount(own).tolist())
    site = design(counts)
    step("Sorting rooms", 0.55)
    plot_of: list[Plot] = [Plot(0, 0, 0, 0)] * rooms
    planned: list[Plot] = []
    for q in range(len(counts)):
        inside = np.flatnonzero(quarter == q)
        groups = [np.flatnonzero(wing[inside] == w.ord) for w in site.wings if w.quarter == q]
        plots = [
            planned_plots(w, len(g))
            for w, g in zip((w for w in site.wings if w.quarter == q), groups, strict=True)
        ]
        planned += [p for own in plots for p in own]
        chosen = [p for own, g in zip(plots, groups, strict=True) for p in own[: len(g)]]
        members = np.flatnonzero(np.isin(labels, inside))
        shared = affinity(
            *_within(members, inside, labels, indices, cosines),
            room_vectors[inside],
            threads[members],
        )
        at = sort_rooms(room_vectors[inside], shared, groups, walks(site, chosen))
        for room, plot in zip(inside.tolist(), at.tolist(), strict=True):
            plot_of[room] = chosen[plot]
        step("Sorting rooms", 0.55 + 0.1 * (q + 1) / len(counts))
    wing = np.array([p.wing for p in plot_of])
    step("Placing objects", 0.65)
    slot = _place(vectors, labels, room_vectors, plot_of, step)
    feet = _feet(site, plot_of)[labels, slot]
    to = exchange(
        features(vectors, threads),
        indices,
        feet,
        labels,
        lambda share: step("Placing objects", 0.75 + 0.1 * share),
    )
    labels, slot = labels[to], slot[to]
    room_vectors = centroids(vectors, labels, rooms)
    step("Naming rooms", 0.85)
    words = signs(
        [e.text for e in ordered],
        vectors,
        labels,
        wing,
        folders=[e.folder for e in ordered],
        tags=[e.tags for e in ordered],
        quarters=np.array([w.quarter for w in site.wings]),
    )
    step("Raising walls", 0.95)
    plan = raise_plan(site, plot_of, words)
    locus_of = _loci_by_room(plan.loci)
    placements = {
        e.id: locus_of[raising.room_id(site.wings[plot_of[room].wing], plot_of[room])][s].id
        for e, room, s in zip(ordered, labels.tolist(), slot.tolist(), strict=True)
    }
    best = (vectors * room_vectors[labels]).sum(1)
    standing = set(plot_of)
    reserved = [p for p in planned if p not in standing]
    built = {raising.room_id(site.wings[p.wing], p): p for p in plot_of}
    threshold = float(np.percentile(best, _MISFIT_PERCENTILE))
    step("Done", 1.0)
    return Founding(plan, placements, _memory(site, built, reserved, threshold))


_COURT = "Court"
_MISFIT_PERCENTILE = 5


def _within(
    members: NDArray[np.int64],
    rooms: NDArray[np.int64],
    labels: NDArray[np.int64],
    indices: NDArray[np.int32],
    cosines: NDArray[np.float32],
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]:
    """Return labels and neighbours of the objects in some rooms, numbered among these alone."""
    number = np.full(len(labels), -1, np.int64)
    number[members] = np.arange(len(members))
    near = number[indices[members]]
    own = np.arange(len(members))[:, None]
    # A neighbour elsewhere is made oneself, with no weight.
    return (
        np.searchsorted(rooms, labels[members]),
        np.where(near < 0, own, near).astype(np.int32),
        np.where(near < 0, 0, cosines[members]).astype(np.float32),
    )


def _thread_numbers(entries: Sequence[Entry]) -> NDArray[np.int64]:
    numbers: dict[str, int] = {}
    return np.array(
        [numbers.setdefault(e.thread, len(numbers)) if e.thread else -1 for e in entries], np.int64
    )


def _place(
    vectors: NDArray[np.float32],
    labels: NDArray[np.int64],
    room_vectors: NDArray[np.float32],
    plot_of: Sequence[Plot],
    step: Progress,
) -> NDArray[np.int64]:
    """Return each object's slot in its room."""
    slot = np.empty(len(vectors), np.int64)
    room_at = {plot: room for room, plot in enumerate(plot_of)}
    order = np.argsort(labels, kind="stable")
    bounds = np.searchsorted(labels[order], np.arange(len(plot_of) + 1))
    members = [order[a:b] for a, b in pairwise(bounds.tolist())]
    beside = [_next_rooms(plot, room_at) for plot in plot_of]
    for room, inside in enumerate(members):
        if room % 32 == 0:
            step("Placing objects", 0.65 + 0.05 * room / len(plot_of))
        around = [(room_vectors[other], middle) for other, middle, _ in beside[room]]
        slot[inside] = sort_objects(vectors[inside], around)
    points = slot_points()
    for settling in range(_SETTLINGS):
        step("Placing objects", 0.7 + 0.05 * settling / _SETTLINGS)
        for room, inside in enumerate(members):
            beyond = [
                (vectors[members[other]], turn(points[slot[members[other]]]), middle)
                for other, middle, turn in beside[room]
            ]
            slot[inside] = settle_objects(vectors[inside], slot[inside], beyond)
    return slot


_SETTLINGS = 2

Turn = Callable[[NDArray[np.float64]], NDArray[np.float64]]


def _next_rooms(
    plot: Plot, room_at: Mapping[Plot, int]
) -> list[tuple[int, tuple[float, float], Turn]]:
    """Return the rooms beside and across: each with its middle and its frame in this one's."""
    found: list[tuple[int, tuple[float, float], Turn]] = []
    for right, across, middle in NEXT_ROOMS:
        # Outward is to the left of who enters a left-hand room, to the right in the other.
        other = plot._replace(
            bay=plot.bay - right * plot.row, row=-plot.row if across else plot.row
        )
        if other in room_at:
            if across:
                found.append((room_at[other], middle, _opposite))
            else:
                found.append((room_at[other], middle, partial(_shifted, by=right * BAY)))
    return found


def _feet(site: Site, plot_of: Sequence[Plot]) -> NDArray[np.float64]:
    """Return where the objects of each room's slots stand, (rooms, slots, 3), in metres."""
    points = slot_points()
    feet = np.empty((len(plot_of), len(points), 3))
    for room, plot in enumerate(plot_of):
        frame = Frame.of(site.rect(plot), site.wings[plot.wing].across(-plot.row))
        for slot, (p, q, z) in enumerate(points.tolist()):
            feet[room, slot] = (*frame.point(p, q), plot.floor * STOREY + z)
    return feet


def _shifted(points: NDArray[np.float64], by: float) -> NDArray[np.float64]:
    return np.asarray(points + np.array([by, 0.0, 0.0]), np.float64)


def _opposite(points: NDArray[np.float64]) -> NDArray[np.float64]:
    turned = points * np.array([-1.0, -1.0, 1.0]) - np.array([0.0, CORRIDOR, 0.0])
    return np.asarray(turned, np.float64)


def raise_plan(site: Site, plot_of: Sequence[Plot], words: Signs) -> Plan:
    """Return the plan with a room on each plot, named by the signs' rooms in the same order."""
    quarters: list[Quarter] = []
    spaces: list[Space] = []
    doors: list[Door] = []
    loci: list[Locus] = []
    wings: list[Wing] = []
    name_of = dict(zip(plot_of, words.rooms, strict=True))
    rooms: dict[int, dict[Plot, str]] = {}
    for plot in sorted(plot_of):
        rooms.setdefault(plot.wing, {})[plot] = name_of[plot]
    names = iter(words.wings)
    for quarter, name in zip(site.quarters, words.quarters, strict=True):
        quarters.append(raising.quarter(quarter, name))
        parts = raising.court(quarter, _COURT if len(site.quarters) == 1 else f"{name}: court")
        spaces += parts[0]
        doors += parts[1]
        for wing in site.wings:
            if wing.quarter != quarter.ord or wing.ord not in rooms:
                continue
            own = raising.wing(wing, next(names))
            wings.append(own)
            parts = raising.wing_parts(wing, own, rooms[wing.ord])
            spaces += parts[0]
            doors += parts[1]
            for space in parts[0]:
                if space.kind is SpaceKind.ROOM:
                    loci += raising.loci(space)
    for way in site.passages:
        parts = raising.passage(site, way)
        spaces += parts[0]
        doors += parts[1]
    return Plan(tuple(quarters), tuple(wings), tuple(spaces), tuple(doors), tuple(loci))


def _loci_by_room(loci: Sequence[Locus]) -> dict[str, list[Locus]]:
    found: dict[str, list[Locus]] = {}
    for locus in loci:
        found.setdefault(locus.room_id, []).append(locus)
    if any(len(ls) != len(slots()) for ls in found.values()):
        raise AssertionError("a room's loci are its slots")
    return found


def _memory(
    site: Site, built: dict[str, Plot], reserved: Sequence[Plot], threshold: float
) -> dict[str, Any]:
    return {
        "version": MEMORY_VERSION,
        **ground_of(site),
        "plots": {room: list(plot) for room, plot in sorted(built.items())},
        "reserved": [list(p) for p in reserved],
        "families": {},
        "young": [],
        "misfits": [],
        "misfit_below": threshold,
    }


def ground_of(site: Site) -> dict[str, Any]:
    """Return a site as JSON-able values; `site_of` reads them."""
    return {
        "quarters": [{"x": q.x, "y": q.y, "court": q.court} for q in site.quarters],
        "wings": [
            {
                "quarter": w.quarter,
                "side": w.side,
                "offset": w.offset,
                "neck": w.neck,
                "floors": w.floors,
                "stairs_row": w.stairs_row,
            }
            for w in site.wings
        ],
        "passages": [asdict(p) for p in site.passages],
    }


def site_of(memory: Mapping[str, Any]) -> Site:
    """Return the ground that a founding's memory describes."""
    # The first palaces had one quarter and told its court alone.
    drawn = memory.get("quarters") or [{"x": 0.0, "y": 0.0, "court": memory["court"]}]
    quarters = tuple(QuarterSite(i, **q) for i, q in enumerate(drawn))
    wings: list[WingSite] = []
    for w in memory["wings"]:
        own = quarters[w.get("quarter", 0)]
        place = sum(v.quarter == own.ord for v in wings)
        wings.append(
            WingSite(
                len(wings), w["side"], own.half, w["offset"], w["neck"], w["floors"],
                w["stairs_row"], own.ord, own.x, own.y, place,
            )
        )  # fmt: skip
    return Site(quarters, tuple(wings), tuple(PassageSite(**p) for p in memory.get("passages", ())))

"""Building a palace's plan from its objects: plan, sort, freeze."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from palace.layout import raising
from palace.layout.bays import slots
from palace.layout.entry import Entry
from palace.layout.hierarchy import rooms_of, smoothed
from palace.layout.names import Signs, signs
from palace.layout.neighbours import nearest
from palace.layout.placing import Ground, Kin, placed
from palace.layout.rooms import centroids, refine
from palace.layout.site import (
    PassageSite,
    Plot,
    QuarterSite,
    Site,
    WingSite,
    design,
    extended,
)
from palace.layout.standing import MISFIT_PERCENTILE
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
    ordered = in_order(entries)
    if not ordered:
        site = design(())
        plan = raise_plan(site, (), Signs((), (), ("Palace",)))
        return Founding(plan, {}, _memory(site, {}, [], -1.0))
    found = arranged(ordered, step)
    step("Raising walls", 0.95)
    plan = raise_plan(found.site, found.plot_of, found.words)
    placements = found.placements(ordered, plan.loci)
    step("Done", 1.0)
    return Founding(
        plan, placements, _memory(found.site, found.built, found.reserved, found.misfit_below)
    )


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """Return entries in the order that fixes all that follows.

    Raises
    ------
    ValueError
        When two entries have one id.
    """
    ordered = sorted(entries, key=lambda e: (e.content_hash, e.id))
    if len({e.id for e in ordered}) != len(ordered):
        raise ValueError("two entries have one id")
    return ordered


@dataclass(frozen=True, slots=True)
class Arranged:
    """Objects sorted into rooms and onto loci, rooms onto plots, and what stands over the doors.

    Parameters
    ----------
    site
        The ground; with what stood on it before.
    plot_of
        The plot of each room.
    planned
        The plots of the new wings, those in reserve among them.
    labels, slot
        The room of each object and its slot there.
    words
        The names of the new rooms, wings and quarters.
    misfit_below
        The cosine to their room's centroid that few of these objects are under.
    """

    site: Site
    plot_of: list[Plot]
    planned: list[Plot]
    labels: NDArray[np.int64]
    slot: NDArray[np.int64]
    words: Signs
    misfit_below: float

    @property
    def built(self) -> dict[str, Plot]:
        """The plot of each new room, by the room's identifier."""
        return {raising.room_id(self.site.wings[p.wing], p): p for p in self.plot_of}

    @property
    def reserved(self) -> list[Plot]:
        """The plots where no room stands yet."""
        standing = set(self.plot_of)
        return [p for p in self.planned if p not in standing]

    def placements(self, entries: Sequence[Entry], loci: Sequence[Locus]) -> dict[str, str]:
        """Return object id → locus id, for the entries that were arranged."""
        locus_of = _loci_by_room(loci)
        rooms = [raising.room_id(self.site.wings[p.wing], p) for p in self.plot_of]
        return {
            e.id: locus_of[rooms[room]][slot].id
            for e, room, slot in zip(entries, self.labels.tolist(), self.slot.tolist(), strict=True)
        }


def arranged(
    ordered: Sequence[Entry],
    step: Progress,
    *,
    beside: tuple[Site, int] | None = None,
    taken: Collection[str] = (),
) -> Arranged:
    """Give these objects rooms, the rooms plots and names, in quarters of their own.

    Parameters
    ----------
    ordered
        At least one, from `in_order`.
    step
        Told what is being done and the share done; may raise to stop.
    beside
        The ground that is built on already, and the quarter to lie next to; None for a new
        palace.
    taken
        Names that stand over doors already, casefolded.
    """
    vectors = np.array([e.vector for e in ordered], np.float32)
    step("Looking for neighbours", 0.02)
    indices, cosines = nearest(
        vectors, NEIGHBOURS, lambda share: step("Looking for neighbours", 0.02 + 0.28 * share)
    )
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
    if beside is None:
        site, first, first_wing = design(counts), 0, 0
    else:
        site, near = beside
        first, first_wing = len(site.quarters), len(site.wings)
        for number, own_wings in enumerate(counts):
            site = extended(site, own_wings, near if number == 0 else len(site.quarters) - 1)
    kin = Kin(vectors, indices, cosines, threads)
    grounds = [
        Ground.of(site, first + q, np.flatnonzero(quarter == q), wing + first_wing)
        for q in range(len(counts))
    ]
    plot_of, labels, slot = placed(kin, labels, site, grounds, step)
    planned = [p for ground in grounds for p in ground.planned]
    room_vectors = centroids(vectors, labels, rooms)
    step("Naming rooms", 0.85)
    words = signs(
        [e.text for e in ordered],
        vectors,
        labels,
        np.array([p.wing - first_wing for p in plot_of]),
        folders=[e.folder for e in ordered],
        tags=[e.tags for e in ordered],
        quarters=np.array([w.quarter - first for w in site.wings[first_wing:]]),
        taken=taken,
    )
    best = (vectors * room_vectors[labels]).sum(1)
    threshold = float(np.percentile(best, MISFIT_PERCENTILE))
    return Arranged(site, plot_of, planned, labels, slot, words, threshold)


_COURT = "Court"


def _thread_numbers(entries: Sequence[Entry]) -> NDArray[np.int64]:
    numbers: dict[str, int] = {}
    return np.array(
        [numbers.setdefault(e.thread, len(numbers)) if e.thread else -1 for e in entries], np.int64
    )


def raise_plan(site: Site, plot_of: Sequence[Plot], words: Signs, *, first: int = 0) -> Plan:
    """Return the plan with a room on each plot, named by the signs' rooms in the same order.

    Of the quarters only those from number `first` on, with the passages that lead to them.
    """
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
    for quarter, name in zip(site.quarters[first:], words.quarters, strict=True):
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
        if max(way.a, way.b) < first:
            continue
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

"""A place for what comes after moving in, without moving what stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from palace.layout import raising
from palace.layout.arrange import BEST_SLOT
from palace.layout.entry import Entry
from palace.layout.founding import build, ground_of, site_of
from palace.layout.names import annex_of, sign_of
from palace.layout.rooms import SMALLEST
from palace.layout.site import Plot, Site, extended, free_to_build, walks, with_wing
from palace.layout.standing import Standing, likeness, taken_loci
from palace.model.plan import Door, Locus, Plan, Quarter, Space, SpaceKind, Wing

_COSINE_WEIGHT, _VOTE_WEIGHT = 0.25, 0.75
_SECOND_BEST = 0.85
_CONSIDERED = 4
_FRIENDS = 2
_REMEMBERED_MISFITS = 64


@dataclass(frozen=True, slots=True)
class Addition:
    """Where a new object stands, and what was built for it.

    Parameters
    ----------
    locus_id, room_id
        Its place.
    quarters, wings, spaces, doors, loci
        What is new in the plan; empty when a standing room took it.
    changed
        Spaces that are in the plan already and look different now, to be replaced by identifier:
        a corridor that grew by a bay, an annex that was walled up and opens again (its doors and
        loci are among the new). Rooms in which something can stand are never among them.
    memory
        To be kept instead of the one given.
    """

    locus_id: str
    room_id: str
    memory: dict[str, Any]
    wings: tuple[Wing, ...] = ()
    spaces: tuple[Space, ...] = ()
    doors: tuple[Door, ...] = ()
    loci: tuple[Locus, ...] = ()
    changed: tuple[Space, ...] = ()
    quarters: tuple[Quarter, ...] = ()

    @property
    def opened_room(self) -> bool:
        """Whether a new room was built."""
        return bool(self.loci)


def grown(plan: Plan, addition: Addition) -> Plan:
    """Return the plan with what an addition built."""
    changed = {s.id: s for s in addition.changed}
    whole = replace(
        plan,
        quarters=plan.quarters + addition.quarters,
        wings=plan.wings + addition.wings,
        spaces=tuple(changed.get(s.id, s) for s in plan.spaces) + addition.spaces,
        doors=plan.doors + addition.doors,
        loci=plan.loci + addition.loci,
    )
    if _last and _last[0].plan is plan:
        _last[0].follow(whole, (*addition.spaces, *addition.changed), addition.loci)
    return whole


def add(
    plan: Plan,
    memory: Mapping[str, Any],
    occupancy: Mapping[str, str],
    neighbours: Sequence[tuple[str, float]],
    room_centroids: Mapping[str, NDArray[np.float32]],
    entry: Entry,
    *,
    within: Collection[str] = (),
) -> Addition:
    """Choose the locus of one more object.

    A function of what it is given; nothing is written. Every locus and room that exists stays as
    it is. Call it inside the transaction that stores the placement, and give the next call the
    memory and the plan (`grown`) that this one returned.

    Parameters
    ----------
    plan
        As it stands. Pass the same object again while it has not changed, else the one that
        `grown` returned: what is looked up in it is kept between calls.
    memory
        `Founding.memory`, or what the last addition returned.
    occupancy
        Object id to locus id of all that is placed, also of what is in Lethe: its locus stays its
        own. An `Occupancy` saves going over all of them.
    neighbours
        The nearest placed objects (15 are enough) with their cosines, from an index; objects
        without a place are passed over.
    room_centroids
        Room id to unit mean vector of what stands there. A room that is missing has only its
        neighbours' votes. `Centroids` save gathering them each time.
    entry
        The new object.
    within
        Rooms that the person chose for it, of which the best with a free locus takes it, or an
        annex of the best when they are full; none leaves the choice to what is alike.

    Returns
    -------
    Addition
        With a new room when the best one is full, or when three that fit nowhere fit together.

    Raises
    ------
    ValueError
        When the object has a place already.
    """
    if entry.id in occupancy:
        raise ValueError(f"{entry.id} has a place already")
    standing = standing_in(plan)
    if not standing.rooms:
        return _first(plan, entry)
    taken = taken_loci(occupancy)
    ids, number = standing.ids, standing.number
    cosine, known = likeness(ids, room_centroids, entry.vector)
    votes = np.zeros(len(ids))
    near = [(c, occupancy[o]) for o, c in neighbours if occupancy.get(o) in standing.room_of]
    for alike, locus in near:
        votes[number[standing.room_of[locus]]] += max(alike, 0.0) ** 2
    score = _COSINE_WEIGHT * cosine + _VOTE_WEIGHT * votes / max(votes.sum(), 1e-9)
    ranked = [ids[i] for i in np.lexsort((np.arange(len(ids)), -score))[:_CONSIDERED]]

    def by_score(room: str) -> tuple[float, str]:
        return -float(score[number[room]]), room

    state = dict(memory)
    if chosen := sorted((r for r in within if r in number), key=by_score):
        return _where_chosen(standing, chosen, near, taken, state)
    best = ranked[0]
    young = [r for r in memory["young"] if r in number]
    grown_up = known.copy()
    grown_up[[number[r] for r in young]] = False
    limit = float(cosine[grown_up].max()) if grown_up.any() else 1.0
    if limit < memory["misfit_below"]:
        roomy = [r for r in young if standing.free(r, taken)]
        nearest = max(roomy, key=lambda r: (cosine[number[r]], r), default=None)
        if nearest is not None and cosine[number[nearest]] >= limit:
            return _in_room(standing, nearest, near, taken, state)
        waiting = set(memory["misfits"])
        friends = [o for o, alike in neighbours if o in waiting and alike > limit]
        if len(friends) >= _FRIENDS:
            state["misfits"] = [o for o in memory["misfits"] if o not in friends]
            return room_more(standing, best, state, text=entry.text)
        state["misfits"] = [*memory["misfits"], entry.id][-_REMEMBERED_MISFITS:]

    open_rooms = [
        r
        for r in ranked
        if score[number[r]] > _SECOND_BEST * score[number[best]] or r == best
        if standing.free(r, taken)
    ]
    if not open_rooms:
        families: Mapping[str, str] = memory["families"]
        root = families.get(best, best)
        family = [r for r in ids if families.get(r, r) == root and standing.free(r, taken)]
        family.sort(key=by_score)
        open_rooms = family
    if open_rooms:
        return _in_room(standing, open_rooms[0], near, taken, state)
    return room_more(standing, best, state, annex=True)


def _where_chosen(
    standing: Standing,
    chosen: Sequence[str],
    near: Sequence[tuple[float, str]],
    taken: set[str],
    state: dict[str, Any],
) -> Addition:
    """Stand in the first of some rooms that has a free locus, its annexes among them."""
    families: Mapping[str, str] = state["families"]
    roots = {families.get(r, r) for r in chosen}
    family = [r for r in standing.rooms if families.get(r, r) in roots and r not in chosen]
    for room in (*chosen, *family):
        if standing.free(room, taken):
            return _in_room(standing, room, near, taken, state)
    return room_more(standing, chosen[0], state, annex=True)


_last: list[Standing] = []
"""The last plan's look-ups: a plan is immutable, so the same object has the same."""


def standing_in(plan: Plan) -> Standing:
    """Return the look-ups of a plan, kept while it stays the same object."""
    if not _last or _last[0].plan is not plan:
        _last[:] = [Standing.of(plan)]
    return _last[0]


def _in_room(
    standing: Standing,
    room: str,
    near: Sequence[tuple[float, str]],
    taken: set[str],
    state: dict[str, Any],
) -> Addition:
    """Take the free locus nearest to the most similar object there."""
    free = standing.free(room, taken)
    loci = {x.id: x for x in standing.loci[room]}
    there = [(alike, locus) for alike, locus in near if locus in loci]
    beside = loci[max(there)[1]] if there else standing.loci[room][BEST_SLOT]

    def away(x: Locus) -> tuple[float, int]:
        gap = (x.x - beside.x) ** 2 + (x.y - beside.y) ** 2 + (x.z - beside.z) ** 2
        return gap, x.ord

    if room in state["young"]:
        here = len(loci) - len(free) + 1
        if here >= SMALLEST:
            state["young"] = [r for r in state["young"] if r != room]
    return Addition(min(free, key=away).id, room, state)


def room_more(
    standing: Standing,
    near: str,
    state: dict[str, Any],
    *,
    annex: bool = False,
    name: str = "",
    text: str = "",
) -> Addition:
    """Build a room on the free plot nearest to another: an annex of it, or a young room.

    In the same quarter if it can be; where all plots are taken a further wing begins, or else a
    further quarter. An annex of the same family that was walled up opens again before any is
    built.

    Parameters
    ----------
    standing
        What is looked up in the plan.
    near
        The room beside which it should lie.
    state
        What the layout keeps; changed in place, and part of what is returned.
    annex
        Whether it belongs to the family of `near`.
    name
        What its sign says; else an annex is called after the room, a young room after `text`.
    text
        Title and opening of what stands there first.

    Returns
    -------
    Addition
        Its locus is the best one of the room.
    """
    plan = standing.plan
    if annex:
        again = _opened_again(standing, near, state)
        if again is not None:
            return again
    site = site_of(state)
    plots = {room: Plot(*p) for room, p in state["plots"].items()}
    reserved = [Plot(*p) for p in state["reserved"]]
    site, free = _free_plots(site, plots, reserved, site.wings[plots[near].wing].quarter)
    walk = walks(site, [plots[near], *free])[0, 1:]
    begun = {p.wing for p in plots.values()}
    walk += _TO_BEGIN_A_WING * np.array([p.wing not in begun for p in free])
    plot = free[int(np.lexsort((np.arange(len(free)), walk))[0])]
    place = site.wings[plot.wing]

    used = {s.name.casefold() for s in plan.spaces} | {w.name.casefold() for w in plan.wings}
    used |= {q.name.casefold() for q in plan.quarters}
    if not name:
        name = annex_of(standing.rooms[near].name, used) if annex else sign_of(text, used)
    used.add(name.casefold())
    quarters: tuple[Quarter, ...] = ()
    spaces: list[Space] = []
    doors: list[Door] = []
    if place.quarter >= len(plan.quarters):
        beside = next(q for q in plan.quarters if q.id == standing.rooms[near].quarter_id)
        quarters = (raising.quarter(site.quarters[-1], annex_of(beside.name, used)),)
        used.add(quarters[0].name.casefold())
        spaces, doors = raising.court(site.quarters[-1], f"{quarters[0].name}: court")
        way = raising.passage(site, site.passages[-1])
        spaces, doors = spaces + way[0], doors + way[1]
    wings = {w.id: w for w in plan.wings}
    opened: tuple[Wing, ...] = ()
    own = wings.get(raising.wing_id(place))
    if own is None:
        own = raising.wing(place, annex_of(wings[standing.rooms[near].wing_id or ""].name, used))
        opened = (own,)
    closed = {s.id for s in plan.spaces if s.kind is SpaceKind.CLOSED}
    rooms = {
        p: standing.rooms[r].name if r in standing.rooms else ""
        for r, p in plots.items()
        if p.wing == plot.wing
    } | {plot: name}
    parts = raising.wing_parts(place, own, dict(sorted(rooms.items())))
    spaces, doors = spaces + parts[0], doors + parts[1]
    before = {s.id: s for s in plan.spaces}
    doors_before = {d.id for d in plan.doors}
    new = [s for s in spaces if s.id not in before]
    # A sign may have been renamed since: only the shape is taken over.
    changed = [
        replace(before[s.id], rect=s.rect, height=s.height)
        for s in spaces
        if s.id in before
        and not s.has_room_walls
        and (s.rect, s.height) != (before[s.id].rect, before[s.id].height)
    ]
    room = raising.room_id(place, plot)
    loci = raising.loci(next(s for s in new if s.id == room))
    state |= ground_of(site)
    state["plots"] = {**state["plots"], room: list(plot)}
    state["reserved"] = [list(p) for p in reserved if p != plot]
    if annex:
        root = state["families"].get(near, near)
        state["families"] = {**state["families"], room: root}
    else:
        state["young"] = [*state["young"], room]
    return Addition(
        loci[BEST_SLOT].id,
        room,
        state,
        wings=opened,
        spaces=tuple(new),
        doors=tuple(
            d for d in doors if d.id not in doors_before and not closed.intersection((d.a, d.b))
        ),
        loci=tuple(loci),
        changed=tuple(changed),
        quarters=quarters,
    )


def _opened_again(standing: Standing, near: str, state: dict[str, Any]) -> Addition | None:
    """Open the first annex of a room's family that was walled up; None where there is none."""
    families: Mapping[str, str] = state["families"]
    root = families.get(near, near)
    plan = standing.plan
    closed = {s.id: s for s in plan.spaces if s.kind is SpaceKind.CLOSED}
    room = next((r for r in closed if families.get(r) == root), None)
    if room is None:
        return None
    site = site_of(state)
    plot = Plot(*state["plots"][room])
    still_closed = closed.keys() - {room}
    beside = {Plot(*p): "" for r, p in state["plots"].items() if r not in still_closed}
    built = {p: name for p, name in beside.items() if p.wing == plot.wing}
    doors_before = {d.id for d in plan.doors}
    doors = [
        door
        for at in built
        for door in raising.room_doors(site.wings[plot.wing], at, built)
        if room in (door.a, door.b) and door.id not in doors_before
    ]
    space = replace(closed[room], kind=SpaceKind.ROOM)
    loci = raising.loci(space)
    return Addition(
        loci[BEST_SLOT].id, room, state, doors=tuple(doors), loci=tuple(loci), changed=(space,)
    )


_TO_BEGIN_A_WING = 60.0
"""Metres of walk that are gone rather than a wing begun for one room."""


def _free_plots(
    site: Site, plots: Mapping[str, Plot], reserved: Sequence[Plot], quarter: int
) -> tuple[Site, list[Plot]]:
    """Return where a room can stand, in this quarter if it can be, and the ground with it."""

    def inside(site: Site, quarter: int) -> list[Plot]:
        free = free_to_build(site, plots.values(), reserved)
        return [p for p in free if site.wings[p.wing].quarter == quarter]

    free = inside(site, quarter)
    if not free:
        with_one_more = with_wing(site, quarter)
        if with_one_more is not None:
            return with_one_more, inside(with_one_more, quarter)
        free = free_to_build(site, plots.values(), reserved)
    if not free:
        site = extended(site, (), quarter)
        free = inside(site, len(site.quarters) - 1)
    return site, free


def _first(plan: Plan, entry: Entry) -> Addition:
    """Build the first wing of an empty palace."""
    founding = build([entry])
    before = {s.id for s in plan.spaces}
    doors = {d.id for d in plan.doors}
    locus = founding.placements[entry.id]
    return Addition(
        locus,
        next(x.room_id for x in founding.plan.loci if x.id == locus),
        founding.memory,
        wings=founding.plan.wings,
        spaces=tuple(s for s in founding.plan.spaces if s.id not in before),
        doors=tuple(d for d in founding.plan.doors if d.id not in doors),
        loci=founding.plan.loci,
    )

"""How long building, adding and walking take, on made-up vectors."""

from __future__ import annotations

import time

import numpy as np

from benchmarks.layout.growing import standing
from benchmarks.layout.material import synthetic
from palace.layout import WalkGraph, add, build
from palace.model.plan import SpaceKind

ONE_BY_ONE, IN_BULK = 300, 1_000


def of_size(n: int) -> dict[str, float]:
    """Return seconds for a palace of n objects, and milliseconds for one more.

    `build` is the whole; `build, index given` leaves out the search for neighbours, which a
    palace's index has done already. It runs on one thread, whose time on the processor says more
    than the clock where other programs run. One more: its neighbours given, and with an exact
    search for them; in bulk neighbours are looked for together.
    """
    entries = synthetic(n + ONE_BY_ONE + IN_BULK)
    first, one_by_one, bulk = entries[:n], entries[n : n + ONE_BY_ONE], entries[n + ONE_BY_ONE :]
    clocks = (time.perf_counter, time.process_time)
    marks: list[tuple[str, list[float]]] = []
    founding = build(
        first, progress=lambda what, _: marks.append((what, [clock() for clock in clocks]))
    )
    formed = next(at for what, at in marks if what == "Forming rooms")
    took, worked = (b - a for a, b in zip(marks[0][1], marks[-1][1], strict=True))
    given, given_worked = (b - a for a, b in zip(formed, marks[-1][1], strict=True))
    state = standing(founding, first)
    alone, with_search = [], []
    for entry in one_by_one:
        begun = time.perf_counter()
        near = state.neighbours(entry)
        found = time.perf_counter()
        addition = add(state.plan, state.memory, state.occupancy, near, state.centroids(), entry)
        alone.append(time.perf_counter() - found)
        with_search.append(time.perf_counter() - begun)
        state.accept(entry, addition)
    begun = time.perf_counter()
    for start in range(0, len(bulk), 32):
        some = bulk[start : start + 32]
        state.expect(some)
        for entry in some:
            near = state.neighbours(entry)
            addition = add(
                state.plan, state.memory, state.occupancy, near, state.centroids(), entry
            )
            state.accept(entry, addition)
    per_bulk = (time.perf_counter() - begun) / len(bulk)
    begun = time.perf_counter()
    graph = WalkGraph(founding.plan)
    made = time.perf_counter() - begun
    rooms = [s for s in founding.plan.spaces if s.kind is SpaceKind.ROOM]
    walks = []
    for a, b in list(zip(rooms, reversed(rooms), strict=True))[:500]:
        begun = time.perf_counter()
        graph.path((*a.rect.centre, 0), a.id, (*b.rect.centre, 0), b.id)
        walks.append(time.perf_counter() - begun)
    return {
        "build, s": took,
        "of processor, s": worked,
        "build, index given, s": given,
        "of processor, index given, s": given_worked,
        "add p50, ms": float(np.percentile(alone, 50)) * 1e3,
        "add p95, ms": float(np.percentile(alone, 95)) * 1e3,
        "add with exact search p95, ms": float(np.percentile(with_search, 95)) * 1e3,
        "add in bulk, ms each": per_bulk * 1e3,
        "walk graph, s": made,
        "a path p95, ms": float(np.percentile(walks, 95)) * 1e3,
        "rooms": float(len(rooms)),
        "storeys": float(1 + max(s.floor for s in rooms)),
        "quarters": float(len(founding.plan.quarters)),
    }

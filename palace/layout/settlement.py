"""A quarter of its own for a large import, beside a palace that people live in.

An import of more than half the palace would fill every room and hang annexes on annexes. As a
quarter of its own it is planned like a founding: its own rooms, wings, court and names, joined
to the palace by a covered passage. Nothing that stands moves, changes or gets another name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from palace.layout.entry import Entry
from palace.layout.founding import Progress, arranged, ground_of, in_order, raise_plan, site_of
from palace.model.plan import Founding, Plan

LARGE_IMPORT = 0.5
"""An import of more than this share of the palace is offered a quarter of its own."""
SMALLEST_IMPORT = 60
"""Fewer objects fill no quarter, however small the palace."""


def deserves_a_quarter(placed: int, new: int) -> bool:
    """Return whether an import is large enough to be offered a quarter of its own.

    Parameters
    ----------
    placed
        Objects that have a place.
    new
        Objects that want one.
    """
    return new >= SMALLEST_IMPORT and new > LARGE_IMPORT * placed > 0


def new_quarter(
    plan: Plan,
    memory: Mapping[str, Any],
    entries: Sequence[Entry],
    *,
    near: str = "",
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Founding:
    """Plan a quarter for these objects and give each a locus there.

    More than a quarter holds make several, each beside the one before. A function of what it is
    given, in which the order of the entries does not count; nothing is written.

    To store it: `store.plans.add_architecture(tx, founding.plan)`, one `store.plans.place` for
    each placement, `store.plans.write_layout_memory(tx, founding.memory)`, in one transaction
    with the reading of `plan` and `memory`.

    Parameters
    ----------
    plan, memory
        Of the founded palace as it stands.
    entries
        Objects without a place, at least one; identifiers must differ.
    near
        The quarter it should lie next to; else the first one that has a side free, counted
        from the entrance.
    progress
        Called with what is being done and the share done, 0 to 1.
    cancelled
        Asked between steps.

    Returns
    -------
    Founding
        `plan` is what is *new* alone: quarters, wings, spaces, doors and loci to be added to
        the palace's. `memory` replaces the one given. `joined` makes the whole plan.

    Raises
    ------
    Cancelled
        When `cancelled` returned true.
    ValueError
        When there is no entry, two entries have one id, no such quarter stands, or every place
        for a quarter is taken.
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    from palace.layout.founding import Cancelled

    def step(what: str, share: float) -> None:
        if cancelled is not None and cancelled():
            raise Cancelled
        if progress is not None:
            progress(what, share)

    ordered = in_order(entries)
    if not ordered:
        raise ValueError("a quarter needs objects to stand in it")
    before = site_of(memory)
    beside = 0
    if near:
        beside = next((q.ord for q in plan.quarters if q.id == near), -1)
        if beside < 0:
            raise ValueError(f"no quarter {near} stands here")
    with threadpool_limits(limits=1):
        found = arranged(ordered, step, beside=(before, beside), taken=names_over_doors(plan))
    step("Raising walls", 0.95)
    new = raise_plan(found.site, found.plot_of, found.words, first=len(before.quarters))
    placements = found.placements(ordered, new.loci)
    plots = {room: list(plot) for room, plot in sorted(found.built.items())}
    state = {
        **memory,
        **ground_of(found.site),
        "plots": {**memory["plots"], **plots},
        "reserved": [*memory["reserved"], *(list(p) for p in found.reserved)],
    }
    if not memory["plots"]:
        # Nothing stood here that could say what a misfit is.
        state["misfit_below"] = found.misfit_below
    step("Done", 1.0)
    return Founding(new, placements, state)


def joined(plan: Plan, new: Plan) -> Plan:
    """Return a palace's plan with a quarter that was built beside it."""
    return Plan(
        plan.quarters + new.quarters,
        plan.wings + new.wings,
        plan.spaces + new.spaces,
        plan.doors + new.doors,
        plan.loci + new.loci,
    )


def names_over_doors(plan: Plan) -> set[str]:
    """Return every name that a new one must differ from, casefolded."""
    named = [q.name for q in plan.quarters] + [w.name for w in plan.wings]
    return {name.casefold() for name in (*named, *(s.name for s in plan.spaces))}

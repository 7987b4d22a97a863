"""A conversation as an item: its topics as objects, its exchanges as memories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from palace.importers.conversation import Exchange, Turn, exchanges, memory_of
from palace.importers.titles import opening, shortened, unique
from palace.importers.topics import Unit, cuts
from palace.model.drafts import DraftMemory, DraftObject, ObjectKind

_UNTITLED = frozenset({"", "new chat", "untitled", "new conversation"})
TITLE_LONGEST = 200


def objects_of(
    title: str, turns: Sequence[Turn], left: Sequence[tuple[Sequence[Turn], Sequence[str]]]
) -> tuple[str, tuple[DraftObject, ...]]:
    """Return a conversation's title and its topics.

    The first topic has the conversation's title, which as a rule was made from it; the others
    add their own first question.

    Parameters
    ----------
    title
        As the source has it; where it is empty one is made from the first question.
    turns
        The kept branch.
    left
        The branches that were left: their turns, and the messages that tell where they belong.

    Returns
    -------
    tuple of str and DraftObject
        No objects where nothing was said, or nothing but chatter.
    """
    once = _Once()
    kept = exchanges(once.of(turns))
    left = [(once.of(each), beside) for each, beside in left]
    others = [(found, beside) for each, beside in left if (found := exchanges(each))]
    alternate = True
    if not kept and others:
        # Nothing of the kept branch can be read: what else there is stands for it.
        kept, alternate = [exchange for found, _ in others for exchange in found], False
        others = []
    title = " ".join(title.split())
    if title.casefold() in _UNTITLED:
        title = (opening(kept[0].question) if kept else "") or "Untitled chat"
    title = shortened(title, TITLE_LONGEST)
    if not kept or all(exchange.empty for exchange in (*kept, *_flat(others))):
        return title, ()
    begins = [0, *(cuts([_unit(exchange) for exchange in kept]) if alternate else ())]
    beside = _beside(kept, others)
    taken: set[str] = set()
    objects: list[DraftObject] = []
    for begin, end in zip(begins, [*begins[1:], len(kept)], strict=True):
        memories: list[DraftMemory] = []
        for at in range(begin, end):
            memories.append(memory_of(kept[at], opening(kept[at].question, 80)))
            memories.extend(
                memory_of(other, opening(other.question, 80), alternate=True)
                for other in beside.get(at, ())
            )
        own = title
        if begin:
            topic = opening(kept[begin].question)
            own = f"{shortened(title, 60)}: {topic}" if topic else title
        objects.append(
            DraftObject(
                kind=ObjectKind.TOPIC,
                title=unique(own, taken),
                ref=memories[0].ref,
                memories=tuple(memories),
            )
        )
    return title, tuple(objects)


class _Once:
    """Gives every turn of a conversation a ref of its own; the very same turn comes once."""

    def __init__(self) -> None:
        self._taken: dict[str, Turn] = {}

    def of(self, turns: Sequence[Turn]) -> list[Turn]:
        """Return the turns without those that were there before."""
        found: list[Turn] = []
        for turn in turns:
            ref, number = turn.ref, 1
            while ref in self._taken and self._taken[ref] != turn:
                number += 1
                ref = f"{turn.ref} ({number})"
            if ref not in self._taken:
                self._taken[ref] = turn
                found.append(turn if ref == turn.ref else replace(turn, ref=ref))
        return found


def _unit(exchange: Exchange) -> Unit:
    times = [turn.at.utc for turn in exchange.turns[: exchange.asked] if turn.at is not None]
    return Unit(exchange.words(), min(times, default=None), max(times, default=None))


def _flat(others: Sequence[tuple[list[Exchange], Sequence[str]]]) -> list[Exchange]:
    return [exchange for found, _ in others for exchange in found]


def _beside(
    kept: Sequence[Exchange], others: Sequence[tuple[list[Exchange], Sequence[str]]]
) -> dict[int, list[Exchange]]:
    """Return the left exchanges by the kept exchange that they stand beside."""
    home = {turn.ref: at for at, exchange in enumerate(kept) for turn in exchange.turns}
    found: dict[int, list[Exchange]] = {}
    for exchanges_left, beside in others:
        at = next((home[ref] for ref in beside if ref in home), 0)
        found.setdefault(at, []).extend(exchanges_left)
    return found

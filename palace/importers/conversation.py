"""A conversation as turns, and turns as exchanges; whatever program it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from palace.importers.chatter import is_chatter
from palace.model.drafts import DraftMemory, DraftSegment, MemoryKind
from palace.model.moments import Moment

USER, ASSISTANT, TOOL, SYSTEM = "user", "assistant", "tool", "system"
SEPARATOR = "\n\n"


@dataclass(frozen=True, slots=True)
class Turn:
    """One message that has something to read.

    Parameters
    ----------
    ref
        Its identity in the conversation.
    speaker
        ``user``, ``assistant``, ``tool`` or ``system``.
    text
        Its words.
    at
        When it was said.
    aside
        True for a machine's own notes (a search command, its thinking): readable, no key.
    """

    ref: str
    speaker: str
    text: str
    at: Moment | None = None
    aside: bool = False

    @property
    def chatter(self) -> bool:
        """Whether it holds nothing to find again."""
        if self.aside:
            return True
        if self.speaker in {USER, ASSISTANT}:
            return is_chatter(self.text, reply=self.speaker == ASSISTANT)
        return False


@dataclass(slots=True)
class Exchange:
    """What a person said, and the answers to it.

    Parameters
    ----------
    turns
        In order.
    chatter
        For each turn, whether it is chatter.
    asked
        How many of the turns, from the first, belong to the exchange itself; those after
        them were folded in.
    """

    turns: list[Turn]
    chatter: list[bool]
    asked: int = 0
    alternates: list[Exchange] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing but chatter was said in it."""
        return all(self.chatter)

    @property
    def question(self) -> str:
        """What the person asked first; what was said first where nobody asked."""
        said = [turn for turn, idle in zip(self.turns, self.chatter, strict=True) if not idle]
        for wanted in ({USER}, {ASSISTANT}, {turn.speaker for turn in said} - {TOOL, SYSTEM}):
            for turn in said:
                if turn.speaker in wanted:
                    return turn.text
        return self.turns[0].text

    def words(self) -> str:
        """Return the text by which its subject is judged: without chatter and what follows it."""
        kept = zip(self.turns[: self.asked], self.chatter, strict=False)
        return "\n".join(turn.text for turn, chatter in kept if not chatter)


def exchanges(turns: Iterable[Turn]) -> list[Exchange]:
    """Cut turns into exchanges, each begun by what the person says after an answer.

    An exchange in which the person only chats ("thanks", "shorter please") is folded into the
    one before it, at the very beginning into the one after.
    """
    cut: list[list[Turn]] = []
    for turn in turns:
        answered = bool(cut) and any(each.speaker in {ASSISTANT, TOOL} for each in cut[-1])
        if not cut or (turn.speaker == USER and answered):
            cut.append([])
        cut[-1].append(turn)
    folded: list[Exchange] = []
    for group in cut:
        chatter = [turn.chatter for turn in group]
        asks = any(
            turn.speaker == USER and not idle for turn, idle in zip(group, chatter, strict=True)
        )
        idle = all(chatter) or (not asks and any(turn.speaker == USER for turn in group))
        if folded and idle:
            folded[-1].turns.extend(group)
            folded[-1].chatter.extend(chatter)
            continue
        if len(folded) == 1 and folded[0].empty:
            folded[0].turns.extend(group)
            folded[0].chatter.extend(chatter)
            folded[0].asked = len(folded[0].turns)
            continue
        folded.append(Exchange(group, chatter, len(group)))
    return folded


def memory_of(exchange: Exchange, title: str, *, alternate: bool = False) -> DraftMemory:
    """Return an exchange as a memory; its segments are its turns, to the character."""
    pieces: list[str] = []
    segments: list[DraftSegment] = []
    start = 0
    for turn, chatter in zip(exchange.turns, exchange.chatter, strict=True):
        end = start + len(turn.text)
        segments.append(DraftSegment(start, end, turn.speaker, turn.at, turn.ref, chatter))
        pieces.append(turn.text)
        start = end + len(SEPARATOR)
    speakers = {turn.speaker for turn in exchange.turns}
    return DraftMemory(
        kind=MemoryKind.EXCHANGE,
        text=SEPARATOR.join(pieces),
        title=title,
        ref=exchange.turns[0].ref,
        author=speakers.pop() if len(speakers) == 1 else None,
        at=next((turn.at for turn in exchange.turns if turn.at is not None), None),
        segments=tuple(segments),
        alternate=alternate,
    )

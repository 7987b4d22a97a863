"""What each way to a memory weighs. All weights of recall stand here.

They are those under which the memories that answer the questions of LoCoMo are likeliest when a
softmax over a question's candidates is taken for their chance (a conditional logit, McFadden
1974): ``python -m benchmarks.recall`` fits them on all conversations but one, reports that one,
and prints at last the fit on all that stands here. What place and the thing at hand weigh is
fitted on the human cues of half a vault's notes and reported on the other half:
``python -m benchmarks.path``.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the cues, each of which is 0 to 1.

    Parameters
    ----------
    words
        BM25 of the memory, divided by the best.
    thread
        The best such score in its thread: its chat speaks of what is asked.
    meaning
        Its cosine, stretched between the last candidate and the first.
    beside
        The mean of the same over the two memories before it and the two after.
    answers
        The same of the memory just before: an answer follows what sounds like the question.
    time
        How near it lies to a time that the query names.
    speaker
        Whether the one whom the query names said it.
    when
        Whether it speaks of a time, where the query asks for one.
    place
        How near it stands to where the person is and came from.
    here
        Its cosine with what the person has before them.
    question
        Whether it ends in a question: who asks does not tell.
    brief
        How much it falls short of `BRIEF` characters: little said, little told.
    """

    words: float
    thread: float
    meaning: float
    beside: float
    answers: float
    time: float
    speaker: float
    when: float
    place: float
    here: float
    question: float
    brief: float


WEIGHTS = Weights(
    words=3.6,
    thread=1.9,
    meaning=2.3,
    beside=1.7,
    answers=1.4,
    time=4.9,
    speaker=0.9,
    when=2.4,
    place=0.6,
    here=4.0,
    question=-1.1,
    brief=-1.8,
)
RIGHT = (-4.4, 0.8, 7.28)
HERE = (-6.84, 0.57, 18.56)
"""Constant, weight of the log odds of the first hit's attention, weight of the highest cosine:
whether the first hit is right, whether what is sought is here (`palace.recall.doubt`)."""
ALIKE_WORDS = 0.5
ALIKE_MEANING = 0.5
"""Whether two things are on the same subject (`palace.recall.likeness`): both ways alike."""
CUES = tuple(field.name for field in fields(Weights))
"""The cues in their order."""
BRIEF = 300
"""Characters from which a memory is not brief."""
ALTERNATE = 0.9
"""A branch the person left counts a little less than the one they kept."""


def as_list(weights: Weights = WEIGHTS) -> list[float]:
    """Return weights in the order of `CUES`."""
    return list(astuple(weights))

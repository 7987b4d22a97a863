"""Conversations in LoCoMo's format, each as a palace of its own.

Maharana et al., *Evaluating Very Long-Term Conversational Memory of LLM Agents* (2024): a list of
conversations, each with numbered, dated sessions of turns, and questions with the turns that
answer them (``evidence``: ``D<session>:<turn>``).
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from palace.embedding import EmbedderClient
from palace.jobs import embed_pending
from palace.model.drafts import (
    DraftItem,
    DraftMemory,
    DraftObject,
    DraftSegment,
    MemoryKind,
    ObjectKind,
)
from palace.model.moments import Moment
from palace.ops import ImportItems
from palace.recall.gathering import Gathered, gather
from palace.recall.words import WordQuery
from palace.session import Session

_TURN = re.compile(r"D\d+:\d+")
CATEGORIES = {
    1: "multi-hop",
    2: "temporal",
    3: "open-domain",
    4: "single-hop",
    5: "adversarial",
}


@dataclass(frozen=True)
class Turn:
    """One turn: its name, its session's number from 0, and its words as they are kept."""

    name: str
    session: int
    text: str


@dataclass(frozen=True)
class Question:
    """A question, its category, and the rows of the turns that answer it."""

    text: str
    category: int
    truth: frozenset[int]


@dataclass
class Asked:
    """What was gathered for one question.

    Parameters
    ----------
    rows
        Each candidate's turn, as its row among the conversation's.
    gathered
        The candidates.
    """

    rows: NDArray[np.int64]
    gathered: Gathered


@dataclass
class Conversation:
    """A conversation with all that was gathered for its questions, and for those of another.

    Parameters
    ----------
    cosines
        Of each question with each turn, shape (questions, turns); the turn's own vector.
    strangers
        Questions of the conversation after it, which have no answer here.
    """

    name: str
    turns: list[Turn]
    questions: list[Question]
    asked: list[Asked]
    cosines: NDArray[np.float64]
    strangers: list[Question]
    strange: list[Asked]
    left_out: int

    @property
    def sessions(self) -> NDArray[np.int64]:
        """The session of each turn."""
        return np.array([turn.session for turn in self.turns])


def items(talk: dict[str, Any]) -> Iterator[DraftItem]:
    """Yield the sessions of a conversation, each turn a memory with its speaker in the text."""
    for place, number in enumerate(_numbers(talk)):
        told = str(talk.get(f"session_{number}_date_time", ""))
        at = _moment(told)
        memories = []
        for turn in talk[f"session_{number}"]:
            text = _text(turn)
            segment = DraftSegment(0, len(text), turn["speaker"], at, turn["dia_id"])
            memories.append(
                DraftMemory(MemoryKind.TURN, text, "", turn["dia_id"], at=at, segments=(segment,))
            )
        title = f"Session {place + 1}"
        thing = DraftObject(ObjectKind.TOPIC, title, f"s{number}", tuple(memories))
        yield DraftItem(f"s{number}", title, "locomo", f"s{number}", (thing,), created=at)


def _numbers(talk: dict[str, Any]) -> list[int]:
    named = (name for name in talk if re.fullmatch(r"session_\d+", name) and talk[name])
    return sorted(int(name.split("_")[1]) for name in named)


def _text(turn: dict[str, Any]) -> str:
    caption = f" [{turn['blip_caption']}]" if turn.get("blip_caption") else ""
    return f"{turn['speaker']}: {turn['text']}{caption}"


def _moment(told: str) -> Moment | None:
    try:
        return Moment.of(datetime.strptime(told, "%I:%M %p on %d %B, %Y").replace(tzinfo=UTC))
    except ValueError:
        return None


def evidence(question: dict[str, Any], turns: dict[str, int]) -> frozenset[int]:
    """Return the rows of the turns that answer; empty where the data is malformed."""
    named = {turn for part in question.get("evidence") or () for turn in _TURN.findall(str(part))}
    return frozenset(turns[name] for name in named) if named <= turns.keys() else frozenset()


def read(file: Path) -> list[dict[str, Any]]:
    """Return the conversations of a file."""
    found: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))
    return found


def gather_all(
    entries: Sequence[dict[str, Any]], tell: Callable[[str], None]
) -> list[Conversation]:
    """Make a palace of every conversation and gather what its questions may mean."""
    made = []
    with EmbedderClient() as embedder, tempfile.TemporaryDirectory() as scratch:
        for number, entry in enumerate(entries):
            tell(f"conversation {number + 1} of {len(entries)}")
            stranger = entries[(number + 1) % len(entries)] if len(entries) > 1 else None
            folder = Path(scratch) / str(number)
            with Session(folder, create=True, embedder=embedder) as session:
                made.append(_conversation(session, embedder, number, entry, stranger))
    return made


def _conversation(
    session: Session,
    embedder: EmbedderClient,
    number: int,
    entry: dict[str, Any],
    stranger: dict[str, Any] | None,
) -> Conversation:
    talk = entry["conversation"]
    session.run(ImportItems.of("locomo", "file", list(items(talk)), "all"))
    for openings in (True, False):
        embed_pending(session, embedder, openings, lambda _: None, lambda: False)
    turns = [
        Turn(turn["dia_id"], place, _text(turn))
        for place, session_number in enumerate(_numbers(talk))
        for turn in talk[f"session_{session_number}"]
    ]
    names = {turn.name: row for row, turn in enumerate(turns)}
    asked = [
        Question(str(q["question"]), int(q["category"]), evidence(q, names)) for q in entry["qa"]
    ]
    questions = [question for question in asked if question.truth]
    reader = session._store.reader()
    row_of = {row["id"]: names[row["ref"]] for row in reader.rows("SELECT id, ref FROM memory")}
    last = max((row["at"] or 0.0 for row in reader.rows("SELECT at FROM memory")), default=0.0)

    def ask(text: str) -> Asked:
        found = gather(
            reader, session._meaning, text, WordQuery.parse(text), (), now=last, wait=60.0
        )
        rows = np.array([row_of[each.candidate.memory_id] for each in found.found], np.int64)
        return Asked(rows, found)

    strangers = [
        Question(str(q["question"]), int(q["category"]), frozenset())
        for q in (stranger["qa"] if stranger is not None else ())
        if q.get("evidence") and q["category"] != 5
    ]
    return Conversation(
        str(entry.get("sample_id", number)),
        turns,
        questions,
        [ask(question.text) for question in questions],
        _cosines(session, embedder, questions, row_of, len(turns)),
        strangers,
        [ask(question.text) for question in strangers],
        len(asked) - len(questions),
    )


def _cosines(
    session: Session,
    embedder: EmbedderClient,
    questions: Sequence[Question],
    row_of: dict[str, int],
    turns: int,
) -> NDArray[np.float64]:
    """Return what dense search alone goes by: all questions against all turns, exactly."""
    wanted = embedder.embed([question.text for question in questions])
    table = np.full((len(questions), turns), -1.0)
    for row in session._store.reader().rows(
        "SELECT key.memory_id, embedding.vector FROM key "
        "JOIN embedding ON embedding.key_id = key.id"
    ):
        place = row_of[row["memory_id"]]
        found = wanted @ np.frombuffer(row["vector"], "<f4")
        table[:, place] = np.maximum(table[:, place], found)
    return table

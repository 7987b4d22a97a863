"""Other ways to find the same turns: bare BM25 and what it is mixed with, dense search, chance.

They rank all turns and share nothing with the palace but SQLite's FTS5 and the stop words.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.recall.locomo import Conversation
from palace.recall.words import WordQuery

Scores = NDArray[np.float64]
"""Shape (questions, turns), higher is better."""


def bm25(texts: Sequence[str], questions: Sequence[str]) -> Scores:
    """Return BM25 scores (FTS5, porter, stop words out of the query) of texts."""
    base = sqlite3.connect(":memory:")
    base.execute(
        "CREATE VIRTUAL TABLE t USING fts5 (body, "
        'tokenize = "porter unicode61 remove_diacritics 2")'
    )
    base.executemany("INSERT INTO t (rowid, body) VALUES (?, ?)", enumerate(texts))
    scores = np.zeros((len(questions), len(texts)))
    for number, question in enumerate(questions):
        match = WordQuery.parse(question).match.replace("{title body} : ", "")
        if match:
            for row, score in base.execute("SELECT rowid, -rank FROM t WHERE t MATCH ?", (match,)):
                scores[number, row] = score
    base.close()
    return scores


def windows(conversation: Conversation, reach: int) -> list[str]:
    """Return each turn with so many turns before and after it in its session."""
    turns = conversation.turns
    return [
        "\n".join(
            turns[other].text
            for other in range(max(0, row - reach), min(len(turns), row + reach + 1))
            if turns[other].session == turn.session
        )
        for row, turn in enumerate(turns)
    ]


def session_bm25(conversation: Conversation) -> Scores:
    """Return BM25 of whole sessions, shape (questions, sessions)."""
    sessions = conversation.sessions
    texts = [
        "\n".join(t.text for t in conversation.turns if t.session == number)
        for number in range(int(sessions.max()) + 1)
    ]
    return bm25(texts, [question.text for question in conversation.questions])


def turn_peers(conversation: Conversation) -> dict[str, Scores]:
    """Return name → scores of the ways that rank turns."""
    asked = [question.text for question in conversation.questions]
    words = bm25([turn.text for turn in conversation.turns], asked)
    dense = conversation.cosines
    generator = np.random.default_rng(0)
    mixed = _by_max(words) * 0.5 + _stretched(dense) * 0.5
    return {
        "BM25, turns": words,
        "BM25, turn and 1 around": bm25(windows(conversation, 1), asked),
        "BM25, turn and 2 around": bm25(windows(conversation, 2), asked),
        "dense": dense,
        "reciprocal rank fusion": 1 / (60 + _ranks(words)) + 1 / (60 + _ranks(dense)),
        "scores mixed, half and half": mixed,
        "chance": generator.random(words.shape),
    }


def _ranks(scores: Scores) -> Scores:
    return np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1).astype(float) + 1


def _by_max(scores: Scores) -> Scores:
    return scores / np.maximum(scores.max(axis=1, keepdims=True), 1e-9)


def _stretched(scores: Scores) -> Scores:
    low = np.sort(scores, axis=1)[:, -min(200, scores.shape[1])][:, None]
    top = scores.max(axis=1, keepdims=True)
    stretched: Scores = np.clip((scores - low) / np.maximum(top - low, 1e-9), 0, 1)
    return stretched

"""Fit the weights: a conditional logit over each question's candidates (McFadden 1974)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.recall.locomo import Conversation
from palace.recall.mixing import cues
from palace.recall.weights import CUES, WEIGHTS, Weights

RIDGE = 1e-3
"""Of the squared weights: it decides only between cues that say the same."""

Table = NDArray[np.float64]


def tables(conversation: Conversation) -> list[Table]:
    """Return the cues of each question's candidates, each of shape (candidates, cues)."""
    return [cues(asked.gathered.candidates, asked.gathered.floor) for asked in conversation.asked]


def fit(
    conversations: Sequence[Conversation],
    cues_of: Sequence[Sequence[Table]],
    without: str | None = None,
) -> Weights:
    """Return the weights under which the turns that answer are likeliest.

    Parameters
    ----------
    without
        A cue that has to do without weight.
    """
    pairs: list[tuple[Table, Table]] = []
    for conversation, its_tables in zip(conversations, cues_of, strict=True):
        for question, asked, table in zip(
            conversation.questions, conversation.asked, its_tables, strict=True
        ):
            right = np.isin(asked.rows, list(question.truth))
            if right.any() and not right.all():
                pairs.append((table, right / right.sum()))
    # Nobody stands anywhere here: `benchmarks.path` fits what that weighs.
    elsewhere = {"place": WEIGHTS.place, "here": WEIGHTS.here}
    used = np.array([cue != without and cue not in elsewhere for cue in CUES])

    def loss(weights: Table) -> tuple[float, Table]:
        total, slope = 0.0, np.zeros(len(CUES))
        for table, right in pairs:
            scores = table @ (weights * used)
            raised = np.exp(scores - scores.max())
            chance = raised / raised.sum()
            total -= float(right @ np.log(np.maximum(chance, 1e-300)))
            slope -= (right - chance) @ table
        count = len(pairs)
        slope = slope * used / count + 2 * RIDGE * weights
        return total / count + RIDGE * float(weights @ weights), slope

    found = minimize(loss, np.ones(len(CUES)), jac=True, method="L-BFGS-B")
    weights = dict(zip(CUES, (float(value) for value in found.x * used), strict=True))
    return Weights(**{**weights, **elsewhere})

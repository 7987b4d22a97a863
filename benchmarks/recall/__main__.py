"""How much of what answers a question is found, in the format of LoCoMo.

    python -m benchmarks.recall [--locomo FILE] [--fit IDS --report IDS] [--json]
    python -m benchmarks.recall --vault DIR [--json]

Every conversation becomes a palace of its own, every session an object, every turn a memory.
The weights are fitted on all conversations but one and measured on that one, in turn; with
``--fit`` and ``--report`` on the ones named. Beside ours, on the same data: BM25 alone (turns,
turns with what stands around them, whole sessions), dense search alone, reciprocal rank fusion,
chance, ours where the session is known, and ours refitted without each cue. Questions without
sound evidence are left out and counted. With ``--vault`` known notes are looked for by their
title, by rare words and by the anchors of links, all of which are hidden first (`vault`); the
weights are those that ship, in which notes had no part. The data stays where it is
(``PALACE_SHARED_DATA``).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.recall import vault
from benchmarks.recall.fitting import Table, fit, tables
from benchmarks.recall.locomo import CATEGORIES, Conversation, gather_all, read
from benchmarks.recall.measures import NAMES, Figures, difference, measure
from benchmarks.recall.peers import session_bm25, turn_peers
from palace.recall.weights import CUES, WEIGHTS, Weights, as_list

ROOT = Path(__file__).resolve().parent.parent.parent
DEFAULT = Path(os.environ.get("PALACE_SHARED_DATA", ROOT.parent / "shared" / "data"))
Rank = Callable[[int], Sequence[int]]
"""Number of a question → rows of turns (or sessions), best first."""


def ours(conversation: Conversation, its_tables: Sequence[Table], weights: Weights) -> Rank:
    """Return how the palace ranks turns."""
    by = np.array(as_list(weights))

    def rank(number: int) -> Sequence[int]:
        order = np.argsort(-(its_tables[number] @ by), kind="stable")
        return [int(row) for row in conversation.asked[number].rows[order]]

    return rank


def known_session(conversation: Conversation, rank: Rank) -> Rank:
    """Return the same where the sessions of the evidence are given."""
    sessions = conversation.sessions

    def only(number: int) -> Sequence[int]:
        right = {sessions[row] for row in conversation.questions[number].truth}
        return [row for row in rank(number) if sessions[row] in right]

    return only


def by_session(conversation: Conversation, rank: Rank) -> Rank:
    """Return how sessions are ranked: by their best turn."""
    sessions = conversation.sessions
    return lambda number: list(dict.fromkeys(int(sessions[row]) for row in rank(number)))


def figures(conversation: Conversation, rank: Rank, *, sessions: bool = False) -> Figures:
    """Return the measures of every question, shape (questions, measures)."""
    found = []
    for number, question in enumerate(conversation.questions):
        truth = question.truth
        if sessions:
            truth = frozenset(int(conversation.sessions[row]) for row in truth)
        found.append(measure(rank(number), truth))
    return np.array(found)


def folds(
    conversations: Sequence[Conversation], fitted: set[str], reported: set[str]
) -> list[tuple[list[int], int]]:
    """Return (which to fit on, which to report on) pairs."""
    names = [conversation.name for conversation in conversations]
    if fitted or reported:
        on = [n for n, name in enumerate(names) if name in fitted] or [
            n for n, name in enumerate(names) if name not in reported
        ]
        told = [n for n, name in enumerate(names) if name in reported] or [
            n for n, name in enumerate(names) if name not in fitted
        ]
        return [(on, number) for number in told]
    everything = range(len(names))
    return [([n for n in everything if n != number], number) for number in everything]


def evaluate(
    conversations: Sequence[Conversation], fitted: set[str], reported: set[str]
) -> dict[str, Any]:
    """Return every row of the report."""
    all_tables = [tables(conversation) for conversation in conversations]
    pairs = folds(conversations, fitted, reported)
    turns: dict[str, list[Figures]] = {}
    sessions: dict[str, list[Figures]] = {}
    without: dict[str, list[Figures]] = {}
    asked: list[int] = []

    def fitted_on(on: Sequence[int], missing: str | None = None) -> Weights:
        if not on:  # one conversation alone: what ships, which it had no part in
            return WEIGHTS
        return fit([conversations[n] for n in on], [all_tables[n] for n in on], missing)

    for on, number in pairs:
        conversation, its = conversations[number], all_tables[number]
        rank = ours(conversation, its, fitted_on(on))
        shipped = ours(conversation, its, WEIGHTS)
        turns.setdefault("ours", []).append(figures(conversation, rank))
        turns.setdefault("ours, weights that ship", []).append(figures(conversation, shipped))
        turns.setdefault("ours, session known", []).append(
            figures(conversation, known_session(conversation, rank))
        )
        sessions.setdefault("ours", []).append(
            figures(conversation, by_session(conversation, rank), sessions=True)
        )
        for name, scores in turn_peers(conversation).items():
            order = np.argsort(-scores, axis=1, kind="stable")
            peer: Rank = lambda row, order=order: order[row].tolist()  # noqa: E731
            turns.setdefault(name, []).append(figures(conversation, peer))
            sessions.setdefault(name, []).append(
                figures(conversation, by_session(conversation, peer), sessions=True)
            )
        order = np.argsort(-session_bm25(conversation), axis=1, kind="stable")
        whole: Rank = lambda row, order=order: order[row].tolist()  # noqa: E731
        sessions.setdefault("BM25, whole sessions", []).append(
            figures(conversation, whole, sessions=True)
        )
        for cue in (cue for cue in CUES if cue not in ("place", "here")):
            left = ours(conversation, its, fitted_on(on, cue))
            without.setdefault(cue, []).append(figures(conversation, left))
        asked += [question.category for question in conversation.questions]

    best = max(
        (name for name in turns if name.startswith("BM25")),
        key=lambda name: float(np.concatenate(turns[name])[:, 3].mean()),
    )
    kinds = np.array(asked)
    mine = np.concatenate(turns["ours"])
    every = list(range(len(conversations)))
    return {
        "questions": len(asked),
        "left out": sum(conversations[number].left_out for _, number in pairs),
        "measures": NAMES,
        "turns": {name: _mean(each) for name, each in turns.items()},
        "sessions": {name: _mean(each) for name, each in sessions.items()},
        "without": {name: _mean(each) for name, each in without.items()},
        "categories": {
            name: [int((kinds == n).sum()), *mine[kinds == n].mean(axis=0).tolist()]
            for n, name in CATEGORIES.items()
            if (kinds == n).any()
        },
        "best BM25": best,
        "above it": difference(turns["ours"], turns[best]),
        "weights on all": asdict(fitted_on(every)),
    }


def _mean(each: Sequence[Figures]) -> list[float]:
    means: list[float] = np.concatenate(each).mean(axis=0).tolist()
    return means


def show(result: dict[str, Any]) -> None:
    """Print the report."""
    print(f"{result['questions']} questions, {result['left out']} left out for their evidence")
    head = "".join(f"{name:>8}" for name in result["measures"])
    for part, title in (
        ("turns", "turns"),
        ("sessions", "sessions, by their best turn"),
        ("without", "turns, ours refitted without"),
    ):
        print(f"\n{title:34}{head}")
        for name, values in result[part].items():
            print(f"  {name:32}" + "".join(f"{value:8.3f}" for value in values))
    print(f"\n{'turns, ours by category':34}{head}")
    for name, (count, *values) in result["categories"].items():
        print(f"  {name + f' ({count})':32}" + "".join(f"{value:8.3f}" for value in values))
    print(f"\nabove “{result['best BM25']}”, the best BM25, 95 % by conversation:")
    for name, (middle, low, high) in zip(result["measures"], result["above it"], strict=True):
        print(f"  {name:8} {middle:+.3f} [{low:+.3f}, {high:+.3f}]")
    print("\nweights fitted on all:")
    print("  " + ", ".join(f"{k}={v:.2f}" for k, v in result["weights on all"].items()))


def _vault(folder: Path, *, as_json: bool) -> None:
    result = vault.evaluate(folder)
    if as_json:
        rows = {
            sort: {"cues": count, **{way: _mean([each]) for way, each in ways.items()}}
            for sort, (count, ways) in result.items()
        }
        print(json.dumps({"measures": NAMES[:-1], **rows}))
        return
    head = "".join(f"{name:>8}" for name in NAMES[:-1])
    for sort, (count, ways) in result.items():
        print(f"\n{f'{sort} ({count})':34}{head}")
        for way, each in ways.items():
            print(f"  {way:32}" + "".join(f"{value:8.3f}" for value in _mean([each])[:-1]))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--locomo", type=Path, default=DEFAULT / "locomo-dev.json")
    parser.add_argument("--vault", type=Path, help="a folder of Markdown notes")
    parser.add_argument("--fit", type=str, default="", help="ids to fit on, with commas between")
    parser.add_argument("--report", type=str, default="", help="ids to report on")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.vault is not None:
        _vault(options.vault, as_json=options.json)
        return
    if not options.locomo.is_file():
        print(f"skipped: there is no {options.locomo} (name one with --locomo)")
        return
    conversations = gather_all(
        read(options.locomo), lambda text: print(text, file=sys.stderr, flush=True)
    )
    fitted, reported = (set(filter(None, ids.split(","))) for ids in (options.fit, options.report))
    result = evaluate(conversations, fitted, reported)
    if options.json:
        print(json.dumps(result))
    else:
        show(result)


if __name__ == "__main__":
    main()

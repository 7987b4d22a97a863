"""How much of what answers a question is found, in the format of LoCoMo.

    python -m benchmarks.recall [--locomo FILE] [--json]

Every conversation becomes a palace of its own, every session an object, every turn a memory; a
question counts the share of its evidence turns among the first 1, 5 and 10 memories. Beside ours,
in the same palaces: words alone (BM25), meaning alone, and chance. Questions without sound
evidence are left out and counted. The data stays where it is (``PALACE_SHARED_DATA``).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

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
from palace.ops import ImportItems
from palace.queries import Search
from palace.recall import mixing
from palace.session import Session

ROOT = Path(__file__).resolve().parent.parent
DEFAULT = Path(os.environ.get("PALACE_SHARED_DATA", ROOT.parent / "shared" / "data"))
DEPTHS = (1, 5, 10)
_TURN = re.compile(r"D\d+:\d+")


def sessions(talk: dict[str, Any]) -> Iterator[DraftItem]:
    """Yield the sessions of a conversation, each turn a memory with its speaker in the text."""
    numbers = sorted(int(name.split("_")[1]) for name in talk if re.fullmatch(r"session_\d+", name))
    for number in numbers:
        memories = []
        for turn in talk[f"session_{number}"]:
            caption = f" [{turn['blip_caption']}]" if turn.get("blip_caption") else ""
            text = f"{turn['speaker']}: {turn['text']}{caption}"
            segment = DraftSegment(0, len(text), turn["speaker"], None, turn["dia_id"])
            memories.append(
                DraftMemory(MemoryKind.TURN, text, "", turn["dia_id"], segments=(segment,))
            )
        if memories:
            title = str(talk.get(f"session_{number}_date_time", f"session {number}"))
            thing = DraftObject(ObjectKind.TOPIC, title, f"s{number}", tuple(memories))
            yield DraftItem(f"s{number}", title, "locomo", f"s{number}", (thing,))


def evidence(question: dict[str, Any], turns: set[str]) -> set[str]:
    """Return the evidence turns that exist; empty where the data is malformed."""
    named = {turn for part in question.get("evidence") or () for turn in _TURN.findall(str(part))}
    return named & turns if named <= turns else set()


WAYS = {
    "ours": (mixing.WORDS, mixing.MEANING, mixing.NEIGHBOURS, mixing.THREAD),
    "words alone (BM25)": (1.0, 0.0, 0.0, 0.0),
    "meaning alone": (0.0, 1.0, 0.0, 0.0),
    "words and meaning, no neighbours": (0.5, 0.5, 0.0, 0.0),
}


def measure(file: Path) -> dict[str, Any]:
    """Return the recall of each way, and how many questions counted."""
    found: dict[str, list[list[float]]] = {way: [] for way in WAYS}
    chance: list[list[float]] = []
    left_out = 0
    with EmbedderClient() as embedder, tempfile.TemporaryDirectory() as scratch:
        for number, entry in enumerate(json.loads(file.read_text("utf-8"))):
            with Session(Path(scratch) / str(number), create=True, embedder=embedder) as session:
                items = list(sessions(entry["conversation"]))
                session.run(ImportItems.of("locomo", file.name, items, "all"))
                for openings in (True, False):
                    embed_pending(session, embedder, openings, lambda _: None, lambda: False)
                reader = session._store.reader()
                turn_of = {row["id"]: row["ref"] for row in reader.rows("SELECT * FROM memory")}
                turns = set(turn_of.values())
                for question in entry["qa"]:
                    truth = evidence(question, turns)
                    if not truth:
                        left_out += 1
                        continue
                    chance.append([min(1.0, depth / len(turns)) for depth in DEPTHS])
                    for way, weights in WAYS.items():
                        mixing.WORDS, mixing.MEANING, mixing.NEIGHBOURS, mixing.THREAD = weights
                        hits = session.ask(Search(question["question"], DEPTHS[-1], wait=60)).hits
                        names = [turn_of[hit.id] for hit in hits]
                        found[way].append(
                            [len(truth & set(names[:depth])) / len(truth) for depth in DEPTHS]
                        )
    rows = {way: np.mean(values, axis=0).tolist() for way, values in found.items()}
    return {
        "questions": len(chance),
        "left out": left_out,
        "recall": rows | {"chance": np.mean(chance, axis=0).tolist()},
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--locomo", type=Path, default=DEFAULT / "locomo-dev.json")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not options.locomo.is_file():
        print(f"skipped: there is no {options.locomo} (name one with --locomo)")
        return
    result = measure(options.locomo)
    if options.json:
        print(json.dumps(result))
        return
    print(f"{result['questions']} questions, {result['left out']} left out for their evidence")
    print(f"{'turns found':36}" + "".join(f"  R@{depth:<4}" for depth in DEPTHS))
    for way, values in result["recall"].items():
        print(f"{way:36}" + "".join(f"  {value:.3f} " for value in values))


if __name__ == "__main__":
    main()

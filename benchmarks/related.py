"""How often the chat on the same thing is the first thing named beside a note, and the reverse.

    python -m benchmarks.related [--json]

The sample palace's notes and chats, with the pairs its author meant (`assets/sample/pairs.json`).
Asked of each side: what else is there on this? Of the other side's things (a note's chats, a
chat's notes) the rank of the partner counts. Beside ours, from the same answers: words alone,
meaning alone, and chance. Nothing was fitted to these pairs.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from palace.embedding import EmbedderClient
from palace.jobs import embed_pending, import_paths
from palace.queries import Related, RelatedObject
from palace.session import Session

SAMPLE = Path(__file__).resolve().parent.parent / "assets" / "sample"
DEPTHS = (1, 3, 10)
WAYS = {
    "ours": lambda other: other.words + other.meaning,
    "words alone (BM25)": lambda other: other.words,
    "meaning alone": lambda other: other.meaning,
}


def measure() -> dict[str, Any]:
    """Return for each way the share of partners among the first of the other side, and times."""
    with (
        tempfile.TemporaryDirectory() as scratch,
        EmbedderClient() as embedder,
        Session(Path(scratch) / "palace", create=True, embedder=embedder) as session,
    ):
        import_paths(session, [SAMPLE / "notes", SAMPLE / "chats"], wait=False)
        for openings in (True, False):
            embed_pending(session, embedder, openings, lambda _: None, lambda: False)
        rows = session._store.reader().rows(
            "SELECT object.id, object.kind, item.ref FROM object JOIN item ON item.id = item_id"
        )
        of: dict[str, list[str]] = {}
        for row in rows:
            of.setdefault(row["ref"], []).append(row["id"])
        kinds = {row["id"]: row["kind"] for row in rows}
        sides = {kind: sum(k == kind for k in kinds.values()) for kind in set(kinds.values())}
        partners: dict[str, set[str]] = {}
        for pair in json.loads((SAMPLE / "pairs.json").read_text("utf-8")):
            for note in of.get(pair["note"], ()):
                for topic in (own for chat in pair["chats"] for own in of.get(chat, ())):
                    partners.setdefault(note, set()).add(topic)
                    partners.setdefault(topic, set()).add(note)
        found: dict[str, list[list[float]]] = {way: [] for way in WAYS}
        chance, seconds = [], []
        session.ask(Related(next(iter(partners))))  # the index is read once
        for own, meant in partners.items():
            begun = time.perf_counter()
            answer = session.ask(Related(own, limit=10_000))
            seconds.append(time.perf_counter() - begun)
            other = [o for o in answer if kinds[o.object] != kinds[own]]
            for way, weight in WAYS.items():
                found[way].append(ranked(other, weight, meant))
            size = sides[kinds[next(iter(meant))]]
            chance.append([min(1.0, depth * len(meant) / size) for depth in DEPTHS])
    shares = {way: np.mean(values, axis=0).tolist() for way, values in found.items()}
    return {
        "asked": len(partners),
        "found": shares | {"chance": np.mean(chance, axis=0).tolist()},
        "ms": (1000 * np.percentile(seconds, [50, 95])).tolist(),
    }


def ranked(other: list[RelatedObject], weight: Any, meant: set[str]) -> list[float]:
    """Return for each depth whether a partner is among the first."""
    names = [o.object for o in sorted(other, key=lambda o: -weight(o))]
    return [float(bool(meant & set(names[:depth]))) for depth in DEPTHS]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    result = measure()
    if options.json:
        print(json.dumps(result))
        return
    print(f"{result['asked']} notes and chats asked; the other side's partner is among the first")
    print(f"{'':24}" + "".join(f"  {depth:<5}" for depth in DEPTHS))
    for way, values in result["found"].items():
        print(f"{way:24}" + "".join(f"  {value:.3f}" for value in values))
    p50, p95 = result["ms"]
    print(f"one answer, all of it: p50 {p50:.0f} ms, p95 {p95:.0f} ms")


if __name__ == "__main__":
    main()

"""What place and way add to recall as keys, and when they harm.

    python -m benchmarks.path [--vault DIR] [--json]

*Human cues*: the aliased wikilinks of a vault (the anchor a person chose, the note they stood in,
the note they meant; link and anchor taken out first). What the place and the thing at hand weigh
is chosen on one half of the notes by MRR and reported on the other, against our own recall
without either, with 95 % intervals over notes; BM25 beside it. The vault stays where it is
(``PALACE_SHARED_DATA``).

*A simulated visitor* in the sample palace: two words of what is sought, typed in the right room
with probability P and in any other otherwise; the curve over P with its break-even, the visitor
who errs to the most similar room, a trail of three stops, rooms shuffled over the objects as a
control, and scopes that the person names.
"""

from __future__ import annotations

import argparse
import json
import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.recall.peers import bm25
from benchmarks.recall.vault import Cue, link_cues, note_of, palace_of, read_notes
from palace import layout
from palace.embedding import EmbedderClient
from palace.jobs import embed_pending, import_paths
from palace.layout.walk import WalkGraph
from palace.model.plan import PlacedObject
from palace.ops import RebuildPlan
from palace.queries import AlongTheWay, PlacedObjects, PlanOf, Search
from palace.queries.entries import Entries
from palace.recall.gathering import gather
from palace.recall.likeness import content_words
from palace.recall.mixing import cues
from palace.recall.paths import nearness
from palace.recall.weights import WEIGHTS, Weights, as_list
from palace.recall.words import WordQuery
from palace.session import Session
from palace.store.keys import placing_vectors_of

ROOT = Path(__file__).resolve().parent.parent
DEFAULT = Path(os.environ.get("PALACE_SHARED_DATA", ROOT.parent / "shared" / "data")) / "vault"
SAMPLE = ROOT / "assets" / "sample"
PLACES = (0.0, 0.3, 0.6, 1.0, 2.0)
HERE = (0.0, 1.0, 2.0, 4.0, 6.0)
CHANCES = (0.0, 0.25, 0.5, 0.75, 1.0)
VISITS = 400


@dataclass(frozen=True)
class Looked:
    """A cue with its candidates.

    Parameters
    ----------
    table
        Their cues, without any place.
    objects
        Each candidate's object.
    like
        Each one's cosine with the thing at hand, 0 where there is none.
    """

    cue: Cue
    table: NDArray[np.float64]
    objects: list[str]
    like: NDArray[np.float64]
    truth: str
    stands: str

    def rank(
        self,
        weights: Weights,
        near: dict[str, float] | None = None,
        room_of: dict[str, str] | None = None,
        *,
        here: bool = False,
    ) -> int:
        """Return the rank of what is meant among objects, from 1; 0 where it is not there."""
        by = np.array(as_list(replace(weights, place=0.0, here=0.0)))
        scores = self.table @ by
        if near is not None and room_of is not None:
            scores += weights.place * np.array(
                [near.get(room_of.get(own, ""), 0.0) for own in self.objects]
            )
        if here:
            scores += weights.here * np.clip(self.like, 0, 1)
        order = [self.objects[row] for row in np.argsort(-scores, kind="stable")]
        folded = [own for own in dict.fromkeys(order) if own != self.stands]
        return folded.index(self.truth) + 1 if self.truth in folded else 0


def look(session: Session, cue: Cue, truth: str, stands: str) -> Looked:
    """Gather the candidates of a cue."""
    reader = session._store.reader()
    gathered = gather(
        reader, session._meaning, cue.text, WordQuery.parse(cue.text), (), now=0.0, wait=60.0
    )
    keys = [f.meant_key if f.meant_key is not None else f.word_key for f in gathered.found]
    vector = placing_vectors_of(reader, [stands]).get(stands) if stands else None
    cosines: dict[int, float] = {}
    if vector is not None:
        cosines = session._meaning.cosines(reader, vector, {k for k in keys if k is not None})
    return Looked(
        cue,
        cues(gathered.candidates, gathered.floor),
        [candidate.object_id for candidate in gathered.candidates],
        np.array([cosines.get(key, 0.0) if key is not None else 0.0 for key in keys]),
        truth,
        stands,
    )


def measures(ranks: Sequence[int]) -> list[float]:
    """Return R@1, R@5, MRR."""
    got = np.array(ranks, float)
    found = got > 0
    return [
        float((got == 1).mean()),
        float((found & (got <= 5)).mean()),
        float(np.where(found, 1 / np.maximum(got, 1), 0).mean()),
    ]


def gain(
    ours: Sequence[int], free: Sequence[int], groups: Sequence[str]
) -> list[tuple[float, float, float]]:
    """Return (mean, low, high) of the gain in R@1 and R@5, resampled by group."""
    names = sorted(set(groups))
    place = {name: number for number, name in enumerate(names)}
    at = np.array([place[group] for group in groups])
    counts = np.bincount(at, minlength=len(names)).astype(float)
    generator = np.random.default_rng(0)
    drawn = generator.integers(0, len(names), (2000, len(names)))
    told = []
    for depth in (1, 5):
        mine = (np.array(ours) > 0) & (np.array(ours) <= depth)
        theirs = (np.array(free) > 0) & (np.array(free) <= depth)
        sums = np.bincount(at, mine.astype(float) - theirs, minlength=len(names))
        means = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
        low, high = np.percentile(means, [2.5, 97.5])
        told.append((float(sums.sum() / counts.sum()), float(low), float(high)))
    return told


def human(folder: Path, embedder: EmbedderClient) -> dict[str, Any]:
    """Return what place and the thing at hand bring on the cues people chose."""
    material = link_cues(read_notes(folder))
    with palace_of(material, embedder) as session:
        _build(session, embedder)
        placed = {thing.id: thing for thing in session.ask(PlacedObjects())}
        objects = {name: own for own, name in note_of(session).items()}
        graph = WalkGraph(session.ask(PlanOf()))
        near: dict[str, dict[str, float]] = {}
        looked = []
        for cue in material.cues:
            truth, stands = objects.get(cue.truth), objects.get(cue.stands)
            if truth is None or stands is None or stands not in placed:
                continue
            looked.append(look(session, cue, truth, stands))
            if stands not in near:
                near[stands] = _near(graph, [placed[stands]])
        room_of = {own: thing.room_id for own, thing in placed.items()}
    notes = sorted({each.cue.stands for each in looked})
    random.Random(0).shuffle(notes)
    fitted = set(notes[: len(notes) // 2])
    fit = [each for each in looked if each.cue.stands in fitted]
    report = [each for each in looked if each.cue.stands not in fitted]

    def ranks(of: Sequence[Looked], place: float, here: float) -> list[int]:
        weights = replace(WEIGHTS, place=place, here=here)
        return [each.rank(weights, near[each.stands], room_of, here=True) for each in of]

    def best(places: Sequence[float], heres: Sequence[float]) -> tuple[float, float]:
        pairs = [(place, here) for place in places for here in heres]
        return max(pairs, key=lambda pair: measures(ranks(fit, *pair))[2])

    chosen = {
        "place": best(PLACES, (0.0,)),
        "the thing at hand": best((0.0,), HERE),
        "both": best(PLACES, HERE),
        "both, as shipped": (WEIGHTS.place, WEIGHTS.here),
    }
    free = ranks(report, 0.0, 0.0)
    groups = [each.cue.stands for each in report]
    names = list(material.notes)
    words = bm25(
        [f"{name.rsplit('/', 1)[-1]}\n{text}" for name, text in material.notes.items()],
        [each.cue.text for each in report],
    )
    bare = []
    for number, each in enumerate(report):
        order = [names[row] for row in np.argsort(-words[number], kind="stable")]
        order.remove(each.cue.stands)
        bare.append(order.index(each.cue.truth) + 1)
    rows: dict[str, Any] = {
        "BM25, notes": {"found": measures(bare)},
        "ours without place": {"found": measures(free)},
    }
    for name, pair in chosen.items():
        got = ranks(report, *pair)
        rows[f"+ {name}"] = {
            "weights": pair,
            "found": measures(got),
            "gain": gain(got, free, groups),
        }
    return {
        "fitted on": len(fit),
        "reported on": len(report),
        "rooms": len(set(room_of.values())),
        "rows": rows,
    }


def visitor(embedder: EmbedderClient, scratch: Path) -> dict[str, Any]:
    """Return what place brings a simulated visitor of the sample palace."""
    generator = random.Random(0)
    with Session(scratch / "palace", create=True, embedder=embedder) as session:
        import_paths(session, [SAMPLE / "notes", SAMPLE / "chats"], wait=False)
        _build(session, embedder)
        placed = {thing.id: thing for thing in session.ask(PlacedObjects())}
        graph = WalkGraph(session.ask(PlanOf()))
        stand = _one_a_room(placed.values())
        near = {room: _near(graph, [thing]) for room, thing in stand.items()}
        room_of = {own: thing.room_id for own, thing in placed.items()}
        texts = {
            row["object_id"]: row["text"]
            for row in session._store.reader().rows(
                "SELECT object_id, group_concat(text, ' ') AS text FROM memory GROUP BY object_id"
            )
        }
        similar = _most_similar(session, room_of)
        looked = []
        targets = sorted(placed)
        for _ in range(VISITS):
            truth = generator.choice(targets)
            pool = sorted(set(content_words(texts[truth])))
            text = " ".join(generator.sample(pool, 2)) if len(pool) > 2 else " ".join(pool)
            looked.append(look(session, Cue(text, "", truth), truth, ""))
        free = [each.rank(WEIGHTS) for each in looked]

        def stood(choose: Callable[[Looked], str], rooms: dict[str, str]) -> list[int]:
            return [each.rank(WEIGHTS, near[choose(each)], rooms) for each in looked]

        def other(room: str) -> str:
            return generator.choice([name for name in sorted(near) if name != room])

        rows = {"without place": measures(free)}
        for chance in CHANCES:
            rows[f"P(right room) = {chance:.2f}"] = measures(
                stood(
                    lambda each, chance=chance: (  # type: ignore[misc]
                        room_of[each.truth]
                        if generator.random() < chance
                        else other(room_of[each.truth])
                    ),
                    room_of,
                )
            )
        rows["in the most similar room"] = measures(
            stood(lambda each: similar[room_of[each.truth]], room_of)
        )
        own = [room_of[name] for name in targets]
        generator.shuffle(own)
        shuffled = dict(zip(targets, own, strict=True))
        rows["right room, rooms shuffled"] = measures(
            stood(lambda each: shuffled[each.truth], shuffled)
        )
        trail = []
        for each in looked:
            stops = [room_of[each.truth], other(""), other("")]
            walk = _near(graph, [stand[room] for room in stops])
            trail.append(each.rank(WEIGHTS, walk, room_of))
        rows["right room, two others before"] = measures(trail)
        rows |= _named(session, looked, room_of, stand, generator)
    wrong, right = rows["P(right room) = 0.00"], rows["P(right room) = 1.00"]
    even = {}
    for name, at in (("R@1", 0), ("R@5", 1), ("MRR", 2)):
        loss, won = rows["without place"][at] - wrong[at], right[at] - rows["without place"][at]
        even[name] = loss / (loss + won) if loss + won > 0 else float("nan")
    return {"visits": VISITS, "rooms": len(near), "rows": rows, "break-even P": even}


def _named(
    session: Session,
    looked: Sequence[Looked],
    room_of: dict[str, str],
    stand: dict[str, PlacedObject],
    generator: random.Random,
) -> dict[str, list[float]]:
    """Return what it brings to name a room or a way that leads past it."""
    named, along = [], []
    for each in looked:
        room = room_of[each.truth]
        start = generator.choice([own for own in sorted(stand) if own != room])
        way = session.ask(AlongTheWay(stand[start].id, stand[room].id))
        for rooms, ranks in (((room,), named), (way, along)):
            query = Search(each.cue.text, limit=50, fold=True, wait=60, rooms=rooms)
            order = [hit.object for hit in session.ask(query).hits]
            ranks.append(order.index(each.truth) + 1 if each.truth in order else 0)
    return {"its room named": measures(named), "a way named that passes it": measures(along)}


def _build(session: Session, embedder: EmbedderClient) -> None:
    for openings in (True, False):
        embed_pending(session, embedder, openings, lambda _: None, lambda: False)
    session.run(RebuildPlan(layout.build(session.ask(Entries(embedder.space)))))


def _near(graph: WalkGraph, stops: Sequence[PlacedObject]) -> dict[str, float]:
    return nearness([graph.distances((s.x, s.y, s.z), s.room_id) for s in stops])


def _one_a_room(things: Any) -> dict[str, PlacedObject]:
    found: dict[str, PlacedObject] = {}
    for thing in things:
        found.setdefault(thing.room_id, thing)
    return found


def _most_similar(session: Session, room_of: dict[str, str]) -> dict[str, str]:
    """Return room → the other room whose things are most like its own."""
    vectors = placing_vectors_of(session._store.reader(), list(room_of))
    rooms = sorted(set(room_of.values()))
    middles = np.array(
        [np.mean([v for own, v in vectors.items() if room_of[own] == r], axis=0) for r in rooms]
    )
    middles /= np.linalg.norm(middles, axis=1, keepdims=True)
    likeness = middles @ middles.T - 2 * np.eye(len(rooms))
    return {room: rooms[int(np.argmax(likeness[n]))] for n, room in enumerate(rooms)}


def main() -> None:
    """Measure and print."""
    import tempfile

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vault", type=Path, default=DEFAULT)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with EmbedderClient() as embedder, tempfile.TemporaryDirectory() as scratch:
        result = {"visitor": visitor(embedder, Path(scratch))}
        if options.vault.is_dir():
            result["human"] = human(options.vault, embedder)
    if options.json:
        print(json.dumps(result))
        return
    if "human" in result:
        told = result["human"]
        print(
            f"human cues: weights chosen on {told['fitted on']}, reported on "
            f"{told['reported on']}; {told['rooms']} rooms"
        )
        print(f"{'':28}{'R@1':>7}{'R@5':>7}{'MRR':>7}")
        for name, row in told["rows"].items():
            print(f"  {name:26}" + "".join(f"{value:7.3f}" for value in row["found"]), end="")
            if "gain" in row:
                said = [f"{m:+.3f} [{a:+.3f}, {b:+.3f}]" for m, a, b in row["gain"]]
                print(f"   R@1 {said[0]}  R@5 {said[1]}  place, here: {row['weights']}", end="")
            print()
    else:
        print(f"skipped: there is no {options.vault} (name a vault with --vault)")
    told = result["visitor"]
    print(f"\nsimulated visitor: {told['visits']} visits, {told['rooms']} rooms, two words")
    print(f"{'':32}{'R@1':>7}{'R@5':>7}{'MRR':>7}")
    for name, values in told["rows"].items():
        print(f"  {name:30}" + "".join(f"{value:7.3f}" for value in values))
    print(
        "break-even P(right room): "
        + ", ".join(f"{k} {v:.2f}" for k, v in told["break-even P"].items())
    )


if __name__ == "__main__":
    main()

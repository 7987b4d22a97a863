"""Whether things lead on to what people connected with them.

    python -m benchmarks.association [--vault DIR] [--json]

*Walks*: all aliased wikilinks of a vault are taken out with their anchors; asked of the note a link
stood in, how far up comes the note it led to? Beside the walk as it ships (`Associated`) stand the
walk without names, without links that are left, with YAKE's key phrases as names (where it is
installed), what is alike alone (`Related`), and chance. *Fragments*: the four rarest words of a
sentence taken out of its note; on which note does a completion settle, beside its first step (the
nearest key) and a plain search. *Sums*: two notes of a folder; how many of the ten most alike are
of that folder, beside one note alone, and with a note of another folder taken away.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from benchmarks.recall.measures import measure
from benchmarks.recall.vault import link_cues, note_of, palace_of, phrase_cues, read_notes
from palace.embedding import EmbedderClient
from palace.queries import Associated, Completed, MoreLike, Related, Search, association
from palace.session import Session

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("PALACE_SHARED_DATA", ROOT.parent / "shared" / "data"))
PLACES = ("R@1", "R@5", "R@10", "MRR")


@contextmanager
def changed(**parts: Callable[..., Any]) -> Iterator[None]:
    """Replace functions of the walk for the length of a block."""
    before = {name: getattr(association, name) for name in parts}
    try:
        for name, part in parts.items():
            setattr(association, name, part)
        yield
    finally:
        for name, part in before.items():
            setattr(association, name, part)


def yake_names() -> Callable[[str], set[str]] | None:
    """Return what a text is about by YAKE (Campos et al. 2020), None where it is not installed."""
    if importlib.util.find_spec("yake") is None:
        return None
    import yake

    finder = yake.KeywordExtractor(n=2, top=12)
    known: dict[str, set[str]] = {}

    def names(text: str) -> set[str]:
        if text not in known:
            known[text] = {phrase.casefold() for phrase, _ in finder.extract_keywords(text)}
        return known[text]

    return names


def walks(notes: dict[str, str], embedder: EmbedderClient) -> dict[str, list[float]]:
    """Return way → R@1, R@5, R@10 and MRR over the links that were taken out."""
    material = link_cues(notes)
    pairs = sorted({(cue.stands, cue.truth) for cue in material.cues})
    with palace_of(material, embedder) as session:
        names = note_of(session)
        own = {name: object_id for object_id, name in names.items()}
        places = {name: row for row, name in enumerate(material.notes)}

        def ranked(ask: Callable[[str], Sequence[Any]]) -> list[float]:
            asked: dict[str, list[int]] = {}
            rows = []
            for stands, truth in pairs:
                if stands not in asked:
                    asked[stands] = [places[names[hit.object]] for hit in ask(own[stands])]
                rows.append(measure(asked[stands], frozenset({places[truth]}))[:4])
            return np.mean(rows, axis=0).tolist()  # type: ignore[no-any-return]

        def walk(start: str) -> Sequence[Any]:
            return session.ask(Associated(start, 50))

        def nothing(*_: object) -> list[Any]:
            return []

        found = {"the walk": ranked(walk)}
        with changed(_names=lambda *_: {}, _named_alike=nothing):
            found["without names"] = ranked(walk)
        with changed(_links=nothing, _linked=nothing):
            found["without links"] = ranked(walk)
        yake = yake_names()
        if yake is not None:
            with changed(names_in=yake):
                found["YAKE's phrases as names"] = ranked(walk)
        found["what is alike alone"] = ranked(lambda start: session.ask(Related(start, 50)))
        chance = random.Random(0)
        everything = list(own.values())

        found["chance"] = ranked(
            lambda _: [SimpleNamespace(object=other) for other in chance.sample(everything, 50)]
        )
    found["links"] = [float(len(pairs))]
    return found


def fragments(notes: dict[str, str], embedder: EmbedderClient) -> dict[str, float]:
    """Return way → share of fragments whose note comes first."""
    material = phrase_cues(notes)
    with palace_of(material, embedder) as session:
        names = note_of(session)
        right = dict.fromkeys(("settled on", "its first step", "a search"), 0)
        for cue in material.cues:
            found = session.ask(Completed(cue.text, wait=60))
            hits = session.ask(Search(cue.text, limit=1, wait=60)).hits
            right["settled on"] += names[found.steps[-1].object] == cue.truth
            right["its first step"] += names[found.steps[0].object] == cue.truth
            right["a search"] += bool(hits) and names[hits[0].object] == cue.truth
    return {way: many / len(material.cues) for way, many in right.items()}


def sums(notes: dict[str, str], embedder: EmbedderClient) -> dict[str, float]:
    """Return way → share of the ten most alike that are of the notes' folder."""
    folders: dict[str, list[str]] = defaultdict(list)
    for name in notes:
        folders[name.rpartition("/")[0]].append(name)
    large = {folder: own for folder, own in folders.items() if folder and len(own) >= 12}
    chance = random.Random(0)
    shares: dict[str, list[float]] = defaultdict(list)
    from benchmarks.recall.vault import Material

    with palace_of(Material(notes, []), embedder) as session:
        names = note_of(session)
        own = {name: object_id for object_id, name in names.items()}

        def share(found: Sequence[Any], folder: str) -> float:
            return sum(names[f.object].rpartition("/")[0] == folder for f in found) / 10

        for folder, inside in large.items():
            for _ in range(8):
                a, b = (own[name] for name in chance.sample(inside, 2))
                other = own[chance.choice([n for f in large if f != folder for n in large[f]])]
                ask: Callable[..., Any] = lambda *ids: _like(session, *ids)  # noqa: E731
                shares["one note"].append(share(ask((a,)), folder))
                shares["two notes"].append(share(ask((a, b)), folder))
                shares["two, less one of another"].append(share(ask((a, b), (other,)), folder))
        everywhere = [name.rpartition("/")[0] for name in notes]
        shares["chance"] = [everywhere.count(folder) / len(notes) for folder in large]
    return {way: float(np.mean(values)) for way, values in shares.items()}


def _like(session: Session, plus: tuple[str, ...], minus: tuple[str, ...] = ()) -> Sequence[Any]:
    return session.ask(MoreLike(plus, minus, 10))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vault", type=Path, default=SHARED / "vault")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    notes = read_notes(options.vault)
    with EmbedderClient() as embedder:
        parts: dict[str, Any] = {}
        for name, part in (("walks", walks), ("fragments", fragments), ("sums", sums)):
            print(f"measuring {name}", file=sys.stderr, flush=True)
            parts[name] = part(notes, embedder)
    if options.json:
        print(json.dumps(parts))
        return
    links = int(parts["walks"].pop("links")[0])
    print(f"walks, {links} links".ljust(32) + "".join(f"{place:>8}" for place in PLACES))
    for way, values in parts["walks"].items():
        print(f"  {way:30}" + "".join(f"{value:8.3f}" for value in values))
    for name, told in (("fragments", "the first is right"), ("sums", "of ten in the folder")):
        print(f"{name}: {told}")
        for way, value in parts[name].items():
            print(f"  {way:30}{value:8.3f}")


if __name__ == "__main__":
    main()

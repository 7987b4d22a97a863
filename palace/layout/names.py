"""Names over doors: what a room is about, in one to three words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palace.layout.rooms import centroids, unit
from palace.layout.words import Terms, terms_of

_CANDIDATES = 24
_PAIR_BONUS = 1.35
_LONGEST = 26
"""Characters of a sign: what can be read from the corridor."""
_ROMAN = ("II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass(frozen=True, slots=True)
class Signs:
    """The names of rooms, wings and the quarter, in their order."""

    rooms: tuple[str, ...]
    wings: tuple[str, ...]
    quarter: str


def signs(
    texts: Sequence[str],
    vectors: NDArray[np.float32],
    labels: NDArray[np.int64],
    wing: NDArray[np.int64],
) -> Signs:
    """Name rooms, wings and the quarter, each name once.

    Parameters
    ----------
    texts
        Title and opening of each of n objects.
    vectors
        (n, d) their unit vectors.
    labels
        (n,) the room of each.
    wing
        (r,) the wing of each room.
    """
    terms = terms_of(texts)
    used: set[str] = set()
    of_rooms = _ranked(terms, vectors, labels, len(wing), pairs=True)
    rooms = _named(of_rooms, terms, used, "Room")
    own_wing = wing[labels]
    of_wings = _ranked(terms, vectors, own_wing, int(wing.max()) + 1, rooms=labels, pairs=False)
    sizes = np.bincount(labels, minlength=len(wing))
    for w, ranked in enumerate(of_wings):
        inside = np.flatnonzero(wing == w)
        if 2 <= len(inside) <= _FEW_ROOMS:
            order = inside[np.lexsort((inside, -sizes[inside]))].tolist()
            of_wings[w] = [*_heads([of_rooms[r] for r in order], terms), *ranked]
    wings = _named(of_wings, terms, used, "Wing")
    quarter = _quarter(of_wings, np.bincount(own_wing), terms)
    return Signs(tuple(rooms), tuple(wings), quarter)


def sign_of(text: str, used: set[str]) -> str:
    """Return a name for a room that begins with one object: of its own title's words.

    Parameters
    ----------
    text
        The object's title and opening.
    used
        Names that are taken, casefolded; the new one is put in.
    """
    terms = terms_of([text])
    order = np.lexsort((np.arange(len(terms.term)), -terms.weight))
    ranked = [(int(terms.term[i]), float(terms.weight[i])) for i in order]
    ranked.sort(key=lambda r: -r[1] * (_PAIR_BONUS if len(terms.keys[r[0]]) > 1 else 1))
    return _choose([(t, 1.0, 1.0) for t, _ in ranked], terms, used, "Room")


def annex_of(name: str, used: set[str]) -> str:
    """Return the name of a further room of this one's family: "Baking II".

    Parameters
    ----------
    name
        Of the full room.
    used
        Names that are taken, casefolded.
    """
    stem = name
    head, _, tail = name.rpartition(" ")
    if head and tail in _ROMAN:
        stem = head
    return next(
        (n for n in (f"{stem} {r}" for r in _ROMAN) if n.casefold() not in used),
        f"{stem} {len(used)}",
    )


def _named(
    ranked: list[list[tuple[int, float, float]]], terms: Terms, used: set[str], fallback: str
) -> list[str]:
    """Return a name for each group: the surest first, so a word goes where it fits best."""
    names = [""] * len(ranked)
    order = sorted(range(len(ranked)), key=lambda g: (-(ranked[g][0][1] if ranked[g] else 0), g))
    for g in order:
        names[g] = _choose(ranked[g], terms, used, fallback)
    return names


_FEW_ROOMS = 4
"""A wing of so few rooms need not have a subject in common: its sign tells the largest two."""


def _heads(
    rooms: list[list[tuple[int, float, float]]], terms: Terms
) -> list[tuple[int, float, float]]:
    """Return the best single word of each room, as equally good terms."""
    heads = []
    for ranked in rooms:
        word = next((t for t, _, _ in ranked if len(terms.keys[t]) == 1), None)
        if word is not None:
            heads.append((word, 1.0, 0.0))
    return heads


def _ranked(
    terms: Terms,
    vectors: NDArray[np.float32],
    group: NDArray[np.int64],
    groups: int,
    *,
    pairs: bool,
    rooms: NDArray[np.int64] | None = None,
) -> list[list[tuple[int, float, float]]]:
    """Return for each group its best terms: (term, score, share of its texts that have it).

    Terms are ranked by class-based TF-IDF (Grootendorst 2022, BERTopic, eq. 1), then by how near
    the texts that contain them are to the group's centroid. When `rooms` are given, the groups
    are wings: a term counts by the root of the share of the wing's rooms that know it.
    """
    from scipy.sparse import csr_matrix

    vocabulary = len(terms.keys)
    if vocabulary == 0:
        return [[] for _ in range(groups)]
    long = np.array([len(k) > 1 for k in terms.keys])
    count = np.bincount(terms.term, minlength=vocabulary)
    n = len(group)
    shape = (groups, vocabulary)
    at = group[terms.doc]
    tf = csr_matrix((terms.weight, (at, terms.term)), shape=shape)
    df = csr_matrix((np.ones(len(at)), (at, terms.term)), shape=shape)
    mean = tf.sum() / groups
    total = np.asarray(tf.sum(0)).ravel()
    # A word that most rooms share says nothing over any one of their doors.
    spread = np.asarray((df > 0).sum(0)).ravel() / groups
    rarity = np.log1p(mean / np.maximum(total, 1e-9)) * np.where(spread > 0.5, 0.5, 1.0)
    rarity *= np.where(long, _PAIR_BONUS if pairs else 0.8, 1.0)
    sizes = np.bincount(group, minlength=groups)
    known = None
    if rooms is not None:
        where_known = (np.ones(len(at)), (rooms[terms.doc], terms.term))
        known = csr_matrix(where_known, shape=(int(rooms.max()) + 1, vocabulary)) > 0
    chosen: list[NDArray[np.int64]] = []
    scores: list[NDArray[np.float64]] = []
    for g in range(groups):
        row = slice(tf.indptr[g], tf.indptr[g + 1])
        here, weight = tf.indices[row], tf.data[row]
        inside = np.asarray(df[g, here].todense()).ravel()
        score = weight / max(weight.sum(), 1e-9) * rarity[here]
        if known is not None and rooms is not None:
            own = np.unique(rooms[group == g])
            score *= np.sqrt(np.asarray(known[own][:, here].sum(0)).ravel() / len(own))
        score = np.where((inside >= 2) & (count[here] >= 2), score, score * 0.05)
        best = np.lexsort((here, -score))[:_CANDIDATES]
        chosen.append(here[best].astype(np.int64))
        scores.append(score[best])
    needed = np.unique(np.concatenate(chosen))
    position = np.full(vocabulary, -1, np.int64)
    position[needed] = np.arange(len(needed))
    mask = position[terms.term] >= 0
    where = csr_matrix(
        (np.ones(int(mask.sum()), np.float32), (position[terms.term[mask]], terms.doc[mask])),
        shape=(len(needed), n),
    )
    meaning = unit(np.asarray(where @ vectors, np.float32))
    middle = centroids(vectors, group, groups)
    ranked = []
    for g in range(groups):
        likeness = np.maximum(meaning[position[chosen[g]]] @ middle[g], 0.0) ** 2
        score = scores[g] * likeness
        share = np.asarray(df[g, chosen[g]].todense()).ravel() / max(int(sizes[g]), 1)
        order = np.lexsort((chosen[g], -score))
        ranked.append([(int(chosen[g][i]), float(score[i]), float(share[i])) for i in order])
    return ranked


def _choose(
    ranked: list[tuple[int, float, float]], terms: Terms, used: set[str], fallback: str
) -> str:
    """Return the first name of the ranked terms that is free, and take it."""
    known = {terms.keys[t]: terms.words[t] for t, _, _ in ranked if len(terms.keys[t]) > 1}
    for at, (term, score, share) in enumerate(ranked):
        key, single = terms.keys[term], terms.words[term]
        options = [single]
        if len(key) == 1 and share < 0.5:
            # One word of a mixed room is too little: the next that says something else, too.
            second = next(
                (
                    t
                    for t, s, _ in ranked[at + 1 :]
                    if s >= 0.45 * score
                    and len(terms.keys[t]) == 1
                    and not _kin(terms.words[t], single)
                ),
                None,
            )
            if second is not None:
                other = terms.keys[second]
                together = known.get(key + other) or known.get(other + key)
                options.insert(0, together or f"{single} & {terms.words[second]}")
        for name in options:
            if len(name) <= _LONGEST and name.casefold() not in used:
                used.add(name.casefold())
                return name
    number = 1
    while f"{fallback} {number}".casefold() in used:
        number += 1
    used.add(f"{fallback} {number}".casefold())
    return f"{fallback} {number}"


def _kin(a: str, b: str) -> bool:
    """Return whether two words are forms of one: Paint and Painting."""
    a, b = a.casefold(), b.casefold()
    shared = 0
    while shared < min(len(a), len(b)) and a[shared] == b[shared]:
        shared += 1
    return shared >= max(4, min(len(a), len(b)) - 2)


def _quarter(
    ranked: list[list[tuple[int, float, float]]], sizes: NDArray[np.int64], terms: Terms
) -> str:
    """Name the quarter after the two largest wings."""
    words: list[str] = []
    for wing in np.lexsort((np.arange(len(sizes)), -sizes)).tolist():
        free = (terms.words[t] for t, _, _ in ranked[wing] if len(terms.keys[t]) == 1)
        word = next((w for w in free if not any(_kin(w, other) for other in words)), "")
        if word and len(" & ".join([*words, word])) <= _LONGEST:
            words.append(word)
        if len(words) == 2:
            break
    return " & ".join(words) or "Palace"

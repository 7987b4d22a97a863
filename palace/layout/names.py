"""Names over doors: what a room is about, in one to three words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palace.layout.rooms import centroids, unit
from palace.layout.words import Terms, terms_of

_CANDIDATES = 24
_PHRASE = 1.15
"""How much better a sign two words make that belong together, if they cover as much."""
_DOUBT = 0.5
_SPREAD, _COMMONPLACE = 0.5, 0.6
_COVERS = 0.5
"""A term that more than this share of the objects has says enough on its own."""
_ADDS, _NEXT_BEST = 0.2, 0.3
"""A second one is added for so large a share of others, if it is not much worse."""
_LONGEST, _WORDS = 26, 3
"""Characters and words of a sign: what can be read from the corridor."""
_ROMAN = ("II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass(frozen=True, slots=True)
class Signs:
    """The names of rooms, wings and quarters, in their order."""

    rooms: tuple[str, ...]
    wings: tuple[str, ...]
    quarters: tuple[str, ...]


def signs(
    texts: Sequence[str],
    vectors: NDArray[np.float32],
    labels: NDArray[np.int64],
    wing: NDArray[np.int64],
    *,
    folders: Sequence[str] = (),
    tags: Sequence[Sequence[str]] = (),
    quarters: NDArray[np.int64] | None = None,
    taken: Collection[str] = (),
) -> Signs:
    """Name rooms, wings and quarters, each name once.

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
    folders, tags
        What each was filed under, as far as known.
    quarters
        (w,) the quarter of each wing; None for a single one.
    taken
        Names that stand over doors already, casefolded.
    """
    terms = terms_of(texts, folders, tags)
    used = set(taken)
    of_rooms = _ranked(terms, vectors, labels, len(wing))
    rooms = _named(of_rooms, terms, used, "Room")
    own_wing = wing[labels]
    of_wings = _ranked(terms, vectors, own_wing, int(wing.max()) + 1, rooms=labels)
    sizes = np.bincount(labels, minlength=len(wing))
    pairs = {}
    for w, found in enumerate(of_wings):
        inside = np.flatnonzero(wing == w)
        largest = inside[np.lexsort((inside, -sizes[inside]))].tolist()
        if len(inside) <= _FEW_ROOMS and not _common(found, labels, inside):
            pairs[w] = _of_two([of_rooms[r] for r in largest], terms, used)
    named = _named(of_wings, terms, used, "Wing", pairs)
    sizes = np.bincount(own_wing, minlength=len(named))
    if quarters is None:
        quarters = np.zeros(len(named), np.int64)
    over_quarters = set(taken)
    of_quarters = []
    for q in range(int(quarters.max()) + 1):
        inside = np.flatnonzero(quarters == q)
        name = _quarter([named[w] for w in inside.tolist()], sizes[inside])
        while name.casefold() in over_quarters:
            name = annex_of(name, over_quarters)
        over_quarters.add(name.casefold())
        of_quarters.append(name)
    return Signs(tuple(rooms), tuple(named), tuple(of_quarters))


_FEW_ROOMS = 6
"""A wing of so few rooms need not have a subject in common: its sign tells the largest two."""
_KNOWS = 0.4
"""A room knows a term when so large a share of its objects has it."""


def _common(found: _Ranked, labels: NDArray[np.int64], inside: NDArray[np.int64]) -> bool:
    """Return whether most rooms of a wing know its best term."""
    if not found.candidates:
        return True
    here = np.bincount(labels[sorted(found.candidates[0].docs)], minlength=int(labels.max()) + 1)
    sizes = np.bincount(labels)
    return int((here[inside] >= _KNOWS * sizes[inside]).sum()) > len(inside) / 2


def _of_two(rooms: Sequence[_Ranked], terms: Terms, used: set[str]) -> str:
    """Return a sign that tells the best terms of two rooms, the first ones rather; "" for none."""
    heads = [r.candidates[0].term for r in rooms if r.candidates]
    for second in range(1, len(heads)):
        for first in range(second):
            name = _joined(heads[first], heads[second], terms)
            if name and name.casefold() not in used:
                used.add(name.casefold())
                return name
    return ""


def _joined(first: int, second: int, terms: Terms) -> str:
    """Return two terms on one sign, or "" if they do not go together."""
    a, b = terms.words[first], terms.words[second]
    name = f"{a} & {b}"
    long = len(name) > _LONGEST or len(terms.keys[first]) + len(terms.keys[second]) > _WORDS
    return "" if long or any(_kin(x, y) for x in a.split() for y in b.split()) else name


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
    # One text is too little to tell nouns by: what comes first in the title.
    score = terms.weight * np.where([len(terms.keys[t]) > 1 for t in terms.term], _PHRASE, 1.0)
    order = np.lexsort((np.arange(len(terms.term)), -score))
    ranked = [_Candidate(int(terms.term[i]), float(score[i]), frozenset({0})) for i in order]
    return _choose(ranked, 1, terms, used, "Room")


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


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A term that may stand on a group's sign.

    Parameters
    ----------
    term
        Its number.
    score
        How well it tells the group's objects from all others.
    docs
        The group's objects that have it.
    """

    term: int
    score: float
    docs: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Ranked:
    size: int
    candidates: list[_Candidate]


def _named(
    ranked: list[_Ranked],
    terms: Terms,
    used: set[str],
    fallback: str,
    given: Mapping[int, str] | None = None,
) -> list[str]:
    """Return a name for each group: the surest first, so a word goes where it fits best."""
    names = [(given or {}).get(g, "") for g in range(len(ranked))]

    def surest(g: int) -> tuple[float, int]:
        found = ranked[g].candidates
        return (-found[0].score if found else 0.0), g

    for g in sorted(range(len(ranked)), key=surest):
        names[g] = names[g] or _choose(ranked[g].candidates, ranked[g].size, terms, used, fallback)
    return names


def _ranked(
    terms: Terms,
    vectors: NDArray[np.float32],
    group: NDArray[np.int64],
    groups: int,
    *,
    rooms: NDArray[np.int64] | None = None,
) -> list[_Ranked]:
    """Return for each group its best terms.

    A term is judged as if it were a query for the group: the harmonic mean of the share of the
    group's objects that have it and the share of those who have it that stand in the group, each
    object counting as much as the term is its subject. That is weighed by how near the objects
    with the term are to the group's centroid, and by how often the term is a noun. When `rooms`
    are given the groups are wings: a term also counts by the share of the rooms that know it.
    """
    from scipy.sparse import csr_matrix

    vocabulary = len(terms.keys)
    sizes = np.bincount(group, minlength=groups)
    if vocabulary == 0:
        return [_Ranked(int(n), []) for n in sizes]
    shape = (groups, vocabulary)
    at = group[terms.doc]
    mass = csr_matrix((terms.weight, (at, terms.term)), shape=shape)
    number = csr_matrix((np.ones(len(at)), (at, terms.term)), shape=shape)
    mass.sort_indices()
    number.sort_indices()
    total = np.asarray(mass.sum(0)).ravel()
    # A word that most groups share says nothing over any one of their doors.
    spread = np.asarray((number > 0).sum(0)).ravel() / groups
    liking = terms.noun * np.where(spread > _SPREAD, _COMMONPLACE, 1.0)
    liking *= np.where([len(k) > 1 for k in terms.keys], _PHRASE, 1.0)
    known = None
    if rooms is not None:
        where_known = (np.ones(len(at)), (rooms[terms.doc], terms.term))
        known = csr_matrix(where_known, shape=(int(rooms.max()) + 1, vocabulary)) > 0
    chosen: list[NDArray[np.int64]] = []
    scores: list[NDArray[np.float64]] = []
    for g in range(groups):
        row = slice(mass.indptr[g], mass.indptr[g + 1])
        here, weight, docs = mass.indices[row], mass.data[row], number.data[row]
        recall = weight / max(int(sizes[g]), 1)
        precision = weight / (total[here] + _DOUBT)
        score = 2 * recall * precision / (recall + precision) * liking[here]
        if known is not None and rooms is not None:
            own = np.unique(rooms[group == g])
            score *= np.sqrt(np.asarray(known[own][:, here].sum(0)).ravel() / len(own))
        score = np.where(docs >= min(2, sizes[g]), score, score * 0.05)
        best = np.lexsort((here, -score))[:_CANDIDATES]
        chosen.append(here[best].astype(np.int64))
        scores.append(score[best])
    needed = np.unique(np.concatenate(chosen))
    position = np.full(vocabulary, -1, np.int64)
    position[needed] = np.arange(len(needed))
    mask = position[terms.term] >= 0
    where = csr_matrix(
        (
            terms.weight[mask].astype(np.float32),
            (position[terms.term[mask]], terms.doc[mask]),
        ),
        shape=(len(needed), len(group)),
    )
    meaning = unit(np.asarray(where @ vectors, np.float32))
    middle = centroids(vectors, group, groups)
    ranked = []
    for g in range(groups):
        likeness = np.maximum(meaning[position[chosen[g]]] @ middle[g], 0.0) ** 2
        score = scores[g] * likeness
        candidates = []
        for i in np.lexsort((chosen[g], -score)).tolist():
            term = int(chosen[g][i])
            having = where.indices[where.indptr[position[term]] : where.indptr[position[term] + 1]]
            docs_here = frozenset(having[group[having] == g].tolist())
            candidates.append(_Candidate(term, float(score[i]), docs_here))
        ranked.append(_Ranked(int(sizes[g]), candidates))
    return ranked


def _choose(
    ranked: Sequence[_Candidate], size: int, terms: Terms, used: set[str], fallback: str
) -> str:
    """Return the first name of the ranked terms that is free, and take it."""
    for at, first in enumerate(ranked):
        name = terms.words[first.term]
        options = [name]
        if len(first.docs) <= _COVERS * size:
            second = _second(first, ranked[at + 1 :], size, terms)
            if second is not None:
                options.insert(0, _joined(first.term, second.term, terms))
        for option in options:
            if len(option) <= _LONGEST and option.casefold() not in used:
                used.add(option.casefold())
                return option
    number = 1
    while f"{fallback} {number}".casefold() in used:
        number += 1
    used.add(f"{fallback} {number}".casefold())
    return f"{fallback} {number}"


def _second(
    first: _Candidate, others: Sequence[_Candidate], size: int, terms: Terms
) -> _Candidate | None:
    """Return the term that says most of those objects that the first says nothing of."""
    best, most = None, 0.0
    for other in others:
        new = len(other.docs - first.docs) / size
        if new < _ADDS or other.score < _NEXT_BEST * first.score:
            continue
        if other.score * new > most and _joined(first.term, other.term, terms):
            best, most = other, other.score * new
    return best


def _kin(a: str, b: str) -> bool:
    """Return whether two words are forms of one: Paint and Painting."""
    a, b = a.casefold(), b.casefold()
    shared = 0
    while shared < min(len(a), len(b)) and a[shared] == b[shared]:
        shared += 1
    return shared >= max(4, min(len(a), len(b)) - 2)


def _quarter(wings: Sequence[str], sizes: NDArray[np.int64]) -> str:
    """Name the quarter after the two largest wings."""
    words: list[str] = []
    for wing in np.lexsort((np.arange(len(sizes)), -sizes)).tolist():
        word = wings[wing].split(" & ", 1)[0]
        fits = len(" & ".join([*words, word])) <= _LONGEST
        if fits and not word.startswith("Wing ") and not any(_kin(word, w) for w in words):
            words.append(word)
        if len(words) == 2:
            break
    return " & ".join(words) or "Palace"

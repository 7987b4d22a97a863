"""Known things looked for in a vault of Markdown notes, what gives them away hidden.

Three sorts of cue, each with one right note:

titles
    A note's title; every note is taken in under a number instead, its heading gone.
phrases
    The four rarest words of a sentence; the sentence is taken out of the note.
links
    The anchor of an aliased wikilink ("human triples": the cue a person chose, the note they
    stood in, the note they meant); all such links and anchors are taken out.
"""

from __future__ import annotations

import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.recall.measures import Figures, measure
from benchmarks.recall.peers import bm25
from palace.embedding import EmbedderClient
from palace.jobs import embed_pending, import_paths
from palace.queries import Search
from palace.recall.likeness import content_words
from palace.session import Session

_ALIASED = re.compile(r"(?<!!)\[\[([^\]|#]+)(?:#[^\]|]*)?\|([^\]]+)\]\]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


@dataclass(frozen=True)
class Cue:
    """What is looked for.

    Parameters
    ----------
    text
        What is typed.
    stands
        The note one stands in; empty where that is unknown.
    truth
        The note that is meant; notes are named by their path without the suffix.
    """

    text: str
    stands: str
    truth: str


@dataclass(frozen=True)
class Material:
    """Notes with something hidden, by path without suffix, and the cues that lead to them."""

    notes: dict[str, str]
    cues: list[Cue]


def read_notes(folder: Path) -> dict[str, str]:
    """Return path without suffix → text of every note."""
    return {
        path.relative_to(folder).with_suffix("").as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*.md"))
    }


def link_cues(notes: dict[str, str]) -> Material:
    """Return the human triples."""
    by_name: dict[str, str] = {}
    for name in notes:
        by_name.setdefault(name.casefold(), name)
        by_name.setdefault(name.rsplit("/", 1)[-1].casefold(), name)
    cues = []
    for name, text in notes.items():
        for target, anchor in _ALIASED.findall(text):
            truth = by_name.get(target.strip().casefold())
            if truth is not None and truth != name:
                cues.append(Cue(anchor.strip(), name, truth))
    return Material({name: _ALIASED.sub("", text) for name, text in notes.items()}, cues)


def title_cues(notes: dict[str, str]) -> Material:
    """Return titles to look for in notes without their own."""
    hidden, cues = {}, []
    for number, (name, text) in enumerate(notes.items()):
        title = name.rsplit("/", 1)[-1]
        own = f"{number:04d}"
        body = _FRONT.sub("", text)
        heading = re.compile(rf"^#+\s*{re.escape(title)}\s*$", re.IGNORECASE | re.MULTILINE)
        hidden[own] = heading.sub("", body)
        cues.append(Cue(title, "", own))
    return Material(hidden, cues)


def phrase_cues(notes: dict[str, str]) -> Material:
    """Return rare words of a sentence of each note, the sentence taken out of it."""
    generator = random.Random(0)
    spread = Counter(word for text in notes.values() for word in set(content_words(text)))
    hidden, cues = {}, []
    for name, text in notes.items():
        front = _FRONT.match(text)
        start = front.end() if front else 0
        sentences = [
            sentence
            for sentence in _SENTENCE.split(text[start:])
            if len(set(content_words(sentence))) >= 6 and "[[" not in sentence
        ]
        if len(sentences) < 2:
            hidden[name] = text
            continue
        chosen = generator.choice(sentences)
        words = list(dict.fromkeys(content_words(chosen)))
        rare = sorted(words, key=lambda word: spread[word])[:4]
        hidden[name] = text.replace(chosen, "")
        cues.append(Cue(" ".join(word for word in words if word in rare), "", name))
    return Material(hidden, cues)


@contextmanager
def palace_of(material: Material, embedder: EmbedderClient) -> Iterator[Session]:
    """Give a palace of the notes, imported as any vault is."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "notes"
        for name, text in material.notes.items():
            path = folder / f"{name}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        with Session(Path(scratch) / "palace", create=True, embedder=embedder) as session:
            import_paths(session, [folder], wait=False)
            for openings in (True, False):
                embed_pending(session, embedder, openings, lambda _: None, lambda: False)
            yield session


def note_of(session: Session) -> dict[str, str]:
    """Return object id → note."""
    rows = session._store.reader().rows(
        "SELECT object.id, item.ref FROM object JOIN item ON item.id = object.item_id"
    )
    return {row["id"]: row["ref"].removesuffix(".md") for row in rows}


def slipped(text: str) -> str:
    """Return a cue with one slip of the fingers in its longest word, always the same one."""
    word = max(re.findall(r"[^\W\d_]+", text), key=len, default="")
    if len(word) < 4:
        return text
    chance = random.Random(text)
    at = chance.randrange(1, len(word) - 1)
    slip = chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + chance.choice("abcdefghijklmnopqrstuvwxyz") + word[at + 1 :],
        ]
    )
    return text.replace(word, slip, 1)


def ways(material: Material, embedder: EmbedderClient) -> dict[str, Figures]:
    """Return way → measures of every cue."""
    with palace_of(material, embedder) as session:
        names = note_of(session)
        places = {name: row for row, name in enumerate(material.notes)}
        slips = [slipped(cue.text) for cue in material.cues]
        found: dict[str, list[list[int]]] = {
            name: [
                [
                    places[names[hit.object]]
                    for hit in session.ask(
                        Search(text, limit=50, fold=True, wait=60, literal=literal)
                    ).hits
                    if names.get(hit.object) in places
                ]
                for text in texts
            ]
            for name, texts, literal in (
                ("ours", [cue.text for cue in material.cues], False),
                ("ours, a slip in the longest word", slips, False),
                ("the same, as typed", slips, True),
            )
        }
        dense, passages = _by_passage(session, material, embedder, names, places)
    texts = [f"{name.rsplit('/', 1)[-1]}\n{text}" for name, text in material.notes.items()]
    words = bm25(texts, [cue.text for cue in material.cues])
    found["BM25, notes, with the slip"] = np.argsort(
        -bm25(texts, slips), axis=1, kind="stable"
    ).tolist()
    tops = np.maximum(words.max(axis=1, keepdims=True), 1e-9)
    low = np.sort(dense, axis=1)[:, :1]
    spread = np.maximum(dense.max(axis=1, keepdims=True) - low, 1e-9)
    for name, scores in (
        ("BM25, notes", words),
        ("BM25, passages", passages),
        ("dense", dense),
        ("scores mixed, half and half", words / tops / 2 + (dense - low) / spread / 2),
    ):
        found[name] = np.argsort(-scores, axis=1, kind="stable").tolist()
    return {
        name: np.array(
            [
                measure(_without(order, places.get(cue.stands)), frozenset({places[cue.truth]}))
                for order, cue in zip(orders, material.cues, strict=True)
            ]
        )
        for name, orders in found.items()
    }


def _without(order: Sequence[int], stands: int | None) -> list[int]:
    """Return the ranking without the note one stands in: nobody looks for that."""
    return [row for row in order if row != stands]


def _by_passage(
    session: Session,
    material: Material,
    embedder: EmbedderClient,
    names: dict[str, str],
    places: dict[str, int],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return each note's best cosine and best BM25 of a passage, shapes (cues, notes)."""
    rows = session._store.reader().rows(
        "SELECT key.object_id, embedding.vector, words.title, words.body FROM key "
        "JOIN embedding ON embedding.key_id = key.id JOIN words ON words.rowid = key.id"
    )
    asked = [cue.text for cue in material.cues]
    wanted = embedder.embed(asked)
    scores = bm25([f"{row['title']}\n{row['body']}" for row in rows], asked)
    dense = np.full((len(asked), len(places)), -1.0)
    words = np.zeros((len(asked), len(places)))
    for number, row in enumerate(rows):
        place = places[names[row["object_id"]]]
        near = wanted @ np.frombuffer(row["vector"], "<f4")
        dense[:, place] = np.maximum(dense[:, place], near)
        words[:, place] = np.maximum(words[:, place], scores[:, number])
    return dense, words


def evaluate(folder: Path) -> dict[str, tuple[int, dict[str, Figures]]]:
    """Return sort of cue → (how many, way → measures)."""
    notes = read_notes(folder)
    with EmbedderClient() as embedder:
        return {
            sort: (len(material.cues), ways(material, embedder))
            for sort, material in (
                ("titles", title_cues(notes)),
                ("phrases", phrase_cues(notes)),
                ("links", link_cues(notes)),
            )
        }

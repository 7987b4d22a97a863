"""Are a model's weights the published ones? Asked once for each state of the file."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from palace.embedding.space import ModelSource
from palace.model.errors import EmbedderUnavailable

WEIGHTS_NAME = "model.safetensors"
"""What most models call theirs."""


def read_cache(path: Path) -> dict[str, Any]:
    """Read a small JSON cache; whatever is wrong with it, it is then empty."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def write_cache(path: Path, data: dict[str, Any]) -> None:
    """Write a small JSON cache; a cache that cannot be written is done without."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        beside.write_text(json.dumps(data, indent=1), "utf-8")
        beside.replace(path)
    except OSError:
        return


def weights_of(folder: Path) -> list[Path]:
    """Return the files of a model's weights; most models have one, at the top of their folder."""
    return sorted(folder.rglob("*.safetensors"))


def digest_of(folder: Path, cache: Path) -> str:
    """Return the sha256 of a model's weights, as its publisher tells it.

    Where they are in several files it is the hash of their names and hashes.

    Raises
    ------
    OSError
        A file cannot be read.
    FileNotFoundError
        There are none.
    """
    files = weights_of(folder)
    if not files:
        raise FileNotFoundError(2, "no *.safetensors is there")
    hashes = [_digest(path, cache) for path in files]
    if len(files) == 1:
        return hashes[0]
    told = "\n".join(
        f"{path.relative_to(folder).as_posix()} {digest}"
        for path, digest in zip(files, hashes, strict=True)
    )
    return hashlib.sha256(told.encode()).hexdigest()


def _digest(path: Path, cache: Path) -> str:
    """Return a file's sha256, read once for each state of the file."""
    state = path.stat()
    known = read_cache(cache)
    seen = [state.st_size, state.st_mtime_ns, state.st_ino]
    entry = known.get(str(path))
    if isinstance(entry, dict) and entry.get("state") == seen:
        return str(entry.get("sha256"))
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    write_cache(cache, known | {str(path): {"state": seen, "sha256": found}})
    return found


def check_weights(model: ModelSource, cache: Path) -> None:
    """Check the sha256 of a model's weights.

    The answer is kept with the file's size and time of change, for hashing 90 MB at each start
    costs more than everything else before torch.

    Parameters
    ----------
    model
        The model.
    cache
        JSON file for the answers.

    Raises
    ------
    EmbedderUnavailable
        When the weights are missing or are not the published ones.
    """
    folder = model.path()
    files = [folder / WEIGHTS_NAME] if model.folder is None else weights_of(folder)
    weights = files[0] if len(files) == 1 else folder
    again = (
        "install the package of the model again"
        if model.folder is None
        else f"bring {model.name} back there, or choose a model with `palace model use`"
    )
    try:
        found = _digest(weights, cache) if model.folder is None else digest_of(folder, cache)
    except OSError as fault:
        msg = f"The model's weights {weights} cannot be read ({fault.strerror}); {again}."
        raise EmbedderUnavailable(msg) from fault
    if found != model.sha256:
        msg = (
            f"The model's weights {weights} are damaged or not the published ones (sha256 "
            f"{found[:12]}… instead of {model.sha256[:12]}…); {again}."
        )
        raise EmbedderUnavailable(msg)

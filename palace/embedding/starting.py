"""Starting the embedder's process, once, whoever asks at the same time."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, answer_challenge, deliver_challenge
from pathlib import Path
from typing import TYPE_CHECKING, Any

from palace.embedding import wire
from palace.embedding.space import ModelSource
from palace.model.errors import EmbedderUnavailable

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_detached: list[subprocess.Popen[bytes]] = []
"""Windows only: servers are no children there that anybody would reap."""


def connect(runtime: Path, model: ModelSource, timeout: float) -> Connection[Any, Any] | None:
    """Connect to the running server.

    Returns
    -------
    Connection or None
        `None` when none runs, or it does not answer within `timeout` seconds.

    Raises
    ------
    EmbedderUnavailable
        When what runs is of another version or serves another model.
    """
    endpoint = wire.read_endpoint(wire.endpoint_file(runtime, model))
    if endpoint is None:
        return None
    if endpoint.protocol != wire.PROTOCOL:
        raise EmbedderUnavailable(_other_version(endpoint.pid, endpoint.protocol))
    try:
        connection = Client(endpoint.address)
    except OSError:
        return None
    try:
        key = bytes.fromhex(endpoint.key)
        if not connection.poll(timeout):
            raise TimeoutError
        answer_challenge(connection, key)
        deliver_challenge(connection, key)
        if not connection.poll(timeout):
            raise TimeoutError
        hello, _ = wire.receive(connection)
    except (OSError, EOFError, ValueError, AuthenticationError):
        connection.close()
        return None
    if hello.get("protocol") != wire.PROTOCOL:
        connection.close()
        raise EmbedderUnavailable(_other_version(endpoint.pid, hello.get("protocol")))
    if hello.get("space", {}).get("hash") != model.space.hash:
        connection.close()
        msg = f"The embedder that runs (process {endpoint.pid}) serves another model; end it."
        raise EmbedderUnavailable(msg)
    return connection


def start(
    runtime: Path, cache: Path, model: ModelSource, *, idle: float, timeout: float
) -> Connection[Any, Any]:
    """Connect to the server, starting it where none runs.

    Parameters
    ----------
    runtime, cache
        The person's folders for sockets and for what was measured.
    idle
        Seconds without a request after which a server started here ends.
    timeout
        Seconds for it to become reachable (the model loads after that).

    Raises
    ------
    EmbedderUnavailable
        When it cannot be started.
    """
    import filelock

    wire.ready_folder(runtime)
    until = time.monotonic() + timeout
    try:
        with filelock.FileLock(runtime / f"{wire.stem(model)}.start.lock", timeout=timeout):
            connection = connect(runtime, model, timeout)
            if connection is None:
                _launch(runtime, cache, model, idle, until)
                connection = connect(runtime, model, timeout)
    except filelock.Timeout as fault:
        msg = "The embedder is being started by another program and does not get ready."
        raise EmbedderUnavailable(msg) from fault
    except OSError as fault:
        msg = f"The embedder cannot be started in {runtime}: {fault.strerror or fault}."
        raise EmbedderUnavailable(msg) from fault
    if connection is None:
        raise EmbedderUnavailable(_not_started(runtime, model))
    return connection


def _launch(runtime: Path, cache: Path, model: ModelSource, idle: float, until: float) -> None:
    command = [
        *(sys.executable, "-P", "-m", "palace.embedding.server"),
        *("--runtime", str(runtime), "--cache", str(cache), "--idle", str(idle)),
        *("--model-name", model.name, "--model-sha256", model.sha256, "--dim", str(model.dim)),
    ]
    for option, prompt in (("query", model.query_prompt), ("passage", model.passage_prompt)):
        if prompt:
            command.append(f"--{option}-prompt={prompt}")
    if model.folder is not None:
        command += ["--model-folder", str(model.folder.resolve())]
    environment = dict(os.environ)
    root = Path(__file__).resolve().parents[2]
    if root.name not in ("site-packages", "dist-packages"):
        inherited = environment.get("PYTHONPATH")
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, (inherited, str(root))))
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
    with _log(runtime, model).open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=runtime,
            env=environment,
            creationflags=flags,
        )
    if sys.platform != "win32":
        # It forks; the first process ends when the second can be reached.
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        return
    _detached.append(process)
    endpoint = wire.endpoint_file(runtime, model)
    while process.poll() is None and time.monotonic() < until:
        published = wire.read_endpoint(endpoint)
        if published is not None and published.pid == process.pid:
            return
        time.sleep(0.02)


def _log(runtime: Path, model: ModelSource) -> Path:
    return runtime / f"{wire.stem(model)}.log"


def _not_started(runtime: Path, model: ModelSource) -> str:
    try:
        lines = _log(runtime, model).read_text("utf-8", "replace").strip().splitlines()
    except OSError:
        lines = []
    reason = f" ({lines[-1].strip()})" if lines else ""
    return f"The embedder could not be started{reason}; see {_log(runtime, model)}."


def _other_version(pid: int, version: object) -> str:
    return (
        f"The embedder that runs (process {pid}) is of another version of the program (it speaks "
        f"protocol {version}, not {wire.PROTOCOL}); end it and try again."
    )

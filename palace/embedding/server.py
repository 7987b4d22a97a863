"""The embedder's process: ``python -m palace.embedding.server``, started by the client.

One runs for each person and model, held by a lock file. It can be reached at once and says
"loading" while torch is imported; it ends when nobody has asked it for a while.
"""

from __future__ import annotations

import argparse
import logging
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from multiprocessing import AuthenticationError
from multiprocessing.connection import Listener, answer_challenge, deliver_challenge
from pathlib import Path
from typing import TYPE_CHECKING, Any

from palace.embedding import wire
from palace.embedding.scheduling import Job, Scheduler
from palace.embedding.space import ModelSource
from palace.embedding.weights import check_weights
from palace.model.errors import PalaceError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from palace.embedding.precision import Encoder

IDLE_SECONDS = 600.0
FAILED_SECONDS = 10.0
"""How long a server that could not load its model stays to say so."""

HEARTBEAT = 1.0
"""Seconds between two signs of life to a client that waits."""

TOKENIZE_SLICE = 256

log = logging.getLogger("palace.embedding.server")


class Server:
    """Listens, queues, computes, and ends when idle.

    Parameters
    ----------
    model
        The model to serve.
    runtime, cache
        Folders for socket and endpoint; for what was measured.
    idle
        Seconds without a request after which it ends.
    threads
        Threads that torch may use.
    """

    def __init__(
        self, model: ModelSource, runtime: Path, cache: Path, *, idle: float, threads: int
    ) -> None:
        self._model = model
        self._cache = cache
        self._idle = idle
        self._threads = threads
        self._endpoint = wire.endpoint_file(runtime, model)
        self._address = wire.new_address(runtime, model)
        self._key = os.urandom(32)
        self._jobs = Scheduler()
        self._encoder: Encoder | None = None
        self._loaded = threading.Event()
        self._ending = threading.Event()
        self._fault = ""
        self._served = 0
        self._asked = time.monotonic()
        self._running = 0
        self._lock = threading.Lock()

    def listen(self) -> None:
        """Open the socket, publish the endpoint and serve connections in threads."""
        if sys.platform != "win32":
            Path(self._address).unlink(missing_ok=True)
        family = "AF_PIPE" if sys.platform == "win32" else "AF_UNIX"
        listener = Listener(self._address, family, backlog=64)
        key = self._key.hex()
        wire.publish(self._endpoint, wire.Endpoint(self._address, key, os.getpid(), wire.PROTOCOL))

        def accept() -> None:
            while not self._ending.is_set():
                try:
                    connection = listener.accept()
                except OSError:
                    if self._ending.is_set():
                        return
                    time.sleep(0.05)  # out of descriptors: they come back as clients leave
                    continue
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()

    def run(self) -> None:
        """Load the model, then compute until idle or told to stop."""
        try:
            check_weights(self._model, self._cache / "weights.json")
            from palace.embedding.precision import Encoder

            self._encoder = Encoder(
                self._model, cache=self._cache / "precision.json", threads=self._threads
            )
        except PalaceError as fault:
            self._fault = str(fault)
        except Exception as fault:
            log.exception("The model could not be loaded")
            self._fault = f"The embedding model could not be loaded: {_sentence(fault)}."
        self._touch()
        self._loaded.set()
        log.info("state %s", self._state())
        limit = self._idle if self._encoder else min(self._idle, FAILED_SECONDS)
        while not self._ending.is_set():
            self._step(min(limit, 1.0))
            with self._lock:
                if not self._running and time.monotonic() - self._asked >= limit:
                    break
        self._end()

    def stop(self) -> None:
        """Ask the server to end."""
        self._ending.set()
        self._jobs.close("The embedder was stopped.")
        if not self._loaded.is_set():
            # Importing torch cannot be interrupted, and nobody shall wait for it.
            self._end()
            logging.shutdown()
            os._exit(0)

    def _step(self, timeout: float) -> None:
        batch = self._jobs.next(timeout)
        if batch is None or self._encoder is None:
            return
        job, numbers = batch
        rows = [job.rows[number] for number in numbers]
        start = time.perf_counter()
        try:
            vectors = self._encoder.encode(rows)
        except Exception as fault:
            log.exception("A batch of %d texts could not be computed", len(rows))
            job.cancelled = True
            job.parts.put(f"The embedding model failed: {_sentence(fault)}.")
            return
        self._jobs.measured(len(rows) * max(map(len, rows)), time.perf_counter() - start)
        self._served += len(rows)
        job.parts.put((numbers, vectors))

    def _end(self) -> None:
        self._ending.set()
        mine = wire.read_endpoint(self._endpoint)
        if mine is not None and mine.pid == os.getpid():
            self._endpoint.unlink(missing_ok=True)
        if sys.platform != "win32":
            with suppress(OSError):
                Path(self._address).unlink()
                if Path(self._address).parent != self._endpoint.parent:
                    Path(self._address).parent.rmdir()
        self._jobs.close("The embedder was stopped.")

    def _touch(self) -> None:
        with self._lock:
            self._asked = time.monotonic()

    def _state(self) -> str:
        if not self._loaded.is_set():
            return "loading"
        return "failed" if self._fault else "ready"

    def _serve(self, connection: Connection[Any, Any]) -> None:
        """Serve one connection until its client leaves."""
        try:
            with connection:
                deliver_challenge(connection, self._key)
                answer_challenge(connection, self._key)
                wire.send(
                    connection,
                    {"protocol": wire.PROTOCOL, "space": asdict(self._model.space)},
                )
                while True:
                    request, body = wire.receive(connection)
                    if request.get("do") == "embed":
                        self._embed(connection, request, bytes(body))
                    else:
                        self._answer(connection, str(request.get("do")))
        except (EOFError, OSError, ValueError, AuthenticationError):
            return

    def _answer(self, connection: Connection[Any, Any], what: str) -> None:
        if what == "stop":
            wire.send(connection, {"type": "stopping"})
            self.stop()
        elif what == "ping":
            wire.send(connection, {"type": "pong"})
        else:
            wire.send(
                connection,
                {
                    "type": "status",
                    "state": self._state(),
                    "message": self._fault,
                    "pid": os.getpid(),
                    "precision": self._encoder.precision if self._encoder else "",
                    "waiting": self._jobs.waiting(),
                    "served": self._served,
                },
            )

    def _embed(
        self, connection: Connection[Any, Any], request: dict[str, Any], body: bytes
    ) -> None:
        with self._lock:
            self._running += 1
        job: Job | None = None
        try:
            while not self._loaded.wait(HEARTBEAT):
                wire.send(connection, {"type": "wait", "state": "loading"})
            if self._encoder is None:
                wire.send(connection, {"type": "fault", "message": self._fault})
                return
            prompt = (
                self._model.query_prompt if request.get("query") else self._model.passage_prompt
            )
            texts = [f"{prompt}{text}" for text in request["texts"]]
            rows: list[list[int]] = []
            for first in range(0, len(texts), TOKENIZE_SLICE):
                rows += self._encoder.tokenize(texts[first : first + TOKENIZE_SLICE])
            job = Job(rows, bool(request.get("bulk")))
            self._jobs.submit(job)
            self._pass_on(connection, job)
        except KeyError as fault:
            raise ValueError("a request without texts") from fault
        finally:
            if job is not None:
                job.cancelled = True  # its client has all, or is gone
            with self._lock:
                self._running -= 1
                self._asked = time.monotonic()

    def _pass_on(self, connection: Connection[Any, Any], job: Job) -> None:
        """Send a job's parts as they come."""
        left = len(job.rows)
        while left:
            try:
                part = job.parts.get(timeout=HEARTBEAT)
            except queue.Empty:
                wire.send(connection, {"type": "wait", "state": "ready"})
                continue
            if isinstance(part, str):
                wire.send(connection, {"type": "fault", "message": part})
                return
            numbers, vectors = part
            left -= len(numbers)
            header = {"type": "part", "numbers": numbers, "dim": int(vectors.shape[1])}
            wire.send(connection, header, vectors.tobytes())


def _sentence(fault: Exception) -> str:
    text = str(fault).strip().splitlines()
    return (text[0] if text else type(fault).__name__).rstrip(".")


def _detach(started: int) -> None:
    """Become a process of its own; the parent leaves when the child can be reached.

    So the client has neither a child to reap nor a terminal to share: Ctrl+C there must not end
    the embedder of the other windows.
    """
    read, write = os.pipe()
    if os.fork():
        os.close(write)
        os._exit(0 if os.read(read, 1) == b"1" else 1)
    os.close(read)
    os.setsid()
    os.dup2(write, started)
    os.close(write)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the server.

    Returns
    -------
    int
        0 when it has served, or when another one already does.
    """
    parser = argparse.ArgumentParser(prog="palace.embedding.server")
    parser.add_argument("--runtime", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--model-name", required=True)
    parser.add_argument("--model-folder", type=Path)
    parser.add_argument("--model-sha256", required=True)
    parser.add_argument("--dim", type=int, required=True)
    parser.add_argument("--query-prompt", default="")
    parser.add_argument("--passage-prompt", default="")
    parser.add_argument("--idle", type=float, default=IDLE_SECONDS)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args(arguments)
    model = ModelSource(
        options.model_name,
        options.model_folder,
        options.model_sha256,
        options.dim,
        options.query_prompt,
        options.passage_prompt,
    )
    started = -1
    if sys.platform != "win32":
        started = os.open(os.devnull, os.O_WRONLY)
        _detach(started)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        os.nice(max(0, 5 - os.nice(0)))  # the window that waits for us must stay smooth
    os.environ.update(
        HF_HUB_OFFLINE="1",
        TOKENIZERS_PARALLELISM="false",
        OMP_NUM_THREADS=str(options.threads),
        # Threads that wait for one another sleep instead of spinning: with other work on the
        # same cores (a palace drawn in software) embedding is three times as quick.
        OMP_WAIT_POLICY="PASSIVE",
        HF_HUB_DISABLE_PROGRESS_BARS="1",
        TRANSFORMERS_VERBOSITY="error",
    )
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")

    import filelock

    lock = filelock.FileLock(options.runtime / f"{wire.stem(model)}.lock")
    try:
        # Long enough for one that is just ending to let go.
        lock.acquire(timeout=5)
    except filelock.Timeout:
        return 0
    with lock:
        server = Server(
            model,
            options.runtime,
            options.cache,
            idle=options.idle,
            threads=min(options.threads, os.cpu_count() or 1),
        )
        signal.signal(signal.SIGTERM, lambda *_: server.stop())
        server.listen()
        if started >= 0:
            os.write(started, b"1")
            os.close(started)
        server.run()
    return 0


if __name__ == "__main__":
    status = main()
    logging.shutdown()
    # Threads of clients that hang, and torch's own, must not hold the end.
    os._exit(status)

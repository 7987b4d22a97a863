"""The embedder as the rest of the program sees it: light, and never torch in its process."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self, cast

from palace.embedding import wire
from palace.embedding.space import DEFAULT_MODEL, ModelSource, SpaceSpec
from palace.model.errors import EmbedderUnavailable

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    import numpy as np
    from numpy.typing import NDArray

State = Literal["off", "loading", "ready", "failed"]

SLICE = 8192
"""Texts in one message; enough to sort by length, little enough to hold twice."""


@dataclass(frozen=True)
class EmbedderStatus:
    """How the embedder is.

    Attributes
    ----------
    state
        ``"off"`` (it starts when it is needed), ``"loading"`` (meaning is waking up),
        ``"ready"`` or ``"failed"``.
    message
        Why it failed, for the person.
    pid
        Its process, 0 when off.
    precision
        ``"bf16"`` or ``"fp32"``, empty before it is ready.
    waiting
        Texts not yet begun, of all clients.
    served
        Texts embedded since it started.
    """

    state: State
    message: str = ""
    pid: int = 0
    precision: str = ""
    waiting: int = 0
    served: int = 0


class EmbedderClient:
    """Embeds texts in the person's one embedder process, started on demand.

    Safe to share between threads: each call that is under way has a connection of its own, so a
    query does not wait behind bulk work of the same client.

    Parameters
    ----------
    runtime_dir
        Folder for socket, lock and log; default the person's runtime folder.
    cache_dir
        Folder for the measured choice of precision; default the person's cache folder.
    model
        The model.
    timeout
        Seconds without a sign of life after which the embedder counts as gone.
    load_timeout
        Seconds a call waits for the model to load before it gives up.
    idle_exit
        Seconds without a request after which a server started by this client ends.
    """

    def __init__(
        self,
        runtime_dir: Path | None = None,
        *,
        cache_dir: Path | None = None,
        model: ModelSource = DEFAULT_MODEL,
        timeout: float = 20.0,
        load_timeout: float = 180.0,
        idle_exit: float = 600.0,
    ) -> None:
        self._runtime = runtime_dir or wire.runtime_folder()
        self._cache = cache_dir or wire.cache_folder()
        self._model = model
        self._timeout = timeout
        self._load_timeout = load_timeout
        self._idle_exit = idle_exit
        self._lock = threading.Lock()
        self._free: list[Connection[Any, Any]] = []
        self._warming: threading.Thread | None = None
        self._closed = False

    @property
    def model(self) -> ModelSource:
        """The model that this client asks for."""
        return self._model

    def use(self, model: ModelSource) -> None:
        """Ask for another model from now on; calls that are under way end with the old one."""
        with self._lock:
            if model == self._model:
                return
            self._model = model
            connections, self._free = self._free, []
        for connection in connections:
            connection.close()

    @property
    def space(self) -> SpaceSpec:
        """The space of the vectors; known without a running embedder."""
        return self._model.space

    def embed(
        self,
        texts: Sequence[str],
        *,
        bulk: bool = False,
        query: bool = False,
        load_timeout: float | None = None,
        on_progress: Callable[[int], None] | None = None,
    ) -> NDArray[np.float32]:
        """Embed texts.

        The server sorts by length, so a long list in any order is the quickest way. When the
        embedder dies it is started once more and only what is missing is asked again.

        Parameters
        ----------
        texts
            The texts; what is beyond the model's window of 256 tokens is not seen.
        bulk
            True for work that nobody waits for; queries of all clients go before it.
        query
            True for questions: some models want other words before them than before passages.
        load_timeout
            Seconds to wait for the model to load, where the client's own will not do.
        on_progress
            Called with the number of texts done, some times a second.

        Returns
        -------
        numpy.ndarray
            float32 of shape (n, dim), rows of length 1, in the order of the texts.

        Raises
        ------
        EmbedderUnavailable
            When the embedder cannot be started, fails, or died twice without getting on.
        """
        import numpy as np

        model = self._model  # one model for all of them, whatever is taken into use meanwhile
        vectors = np.empty((len(texts), model.dim), np.float32)
        patience = self._load_timeout if load_timeout is None else load_timeout
        done = 0
        for first in range(0, len(texts), SLICE):
            missing = list(range(first, min(first + SLICE, len(texts))))
            failures = 0
            while missing:
                left = set(missing)
                for numbers, part in self._parts(
                    model, [texts[n] for n in missing], bulk, query, patience
                ):
                    places = [missing[number] for number in numbers]
                    vectors[places] = part
                    left.difference_update(places)
                    done += len(places)
                    if on_progress is not None:
                        on_progress(done)
                if left:
                    failures = failures + 1 if len(left) == len(missing) else 1
                    if failures > 1:
                        msg = "The embedder ended twice while it was needed; try again later."
                        raise EmbedderUnavailable(msg)
                missing = sorted(left)
        return vectors

    def ping(self) -> float | None:
        """Return the seconds a round trip takes, `None` when no embedder runs."""
        start = time.perf_counter()
        answer = self._ask("ping")
        return None if answer is None else time.perf_counter() - start

    def status(self) -> EmbedderStatus:
        """Return how the embedder is, without starting it."""
        answer = self._ask("status")
        if answer is None:
            return EmbedderStatus("off")
        return EmbedderStatus(
            cast("State", answer["state"]),
            str(answer["message"]),
            int(answer["pid"]),
            str(answer["precision"]),
            int(answer["waiting"]),
            int(answer["served"]),
        )

    def start_in_background(self) -> None:
        """Start the embedder without waiting for it; a fault shows at the next call."""
        with self._lock:
            if self._closed or (self._warming is not None and self._warming.is_alive()):
                return
            self._warming = threading.Thread(target=self._warm, daemon=True, name="embedder start")
            self._warming.start()

    def close(self) -> None:
        """Let go of the connections; the embedder goes on for others until it is idle."""
        with self._lock:
            self._closed = True
            connections, self._free = self._free, []
            warming = self._warming
        for connection in connections:
            connection.close()
        if warming is not None:
            warming.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _warm(self) -> None:
        model = self._model
        try:
            connection = self._connection(model)
        except EmbedderUnavailable:
            return
        self._give_back(connection, model)

    def _connection(self, model: ModelSource) -> Connection[Any, Any]:
        from palace.embedding import starting

        return (
            self._kept(model)
            or starting.connect(self._runtime, model, self._timeout)
            or starting.start(
                self._runtime,
                self._cache,
                model,
                idle=self._idle_exit,
                timeout=self._timeout,
            )
        )

    def _kept(self, model: ModelSource) -> Connection[Any, Any] | None:
        """Return a connection of before that still lives; all that are kept are to one model."""
        while True:
            with self._lock:
                if self._closed:
                    raise EmbedderUnavailable("This embedder client has been closed.")
                if not self._free or model != self._model:
                    return None
                connection = self._free.pop()
            try:
                # Nobody asked, so whatever can be read now is the end.
                if not connection.poll(0):
                    return connection
            except OSError:
                pass
            connection.close()

    def _give_back(self, connection: Connection[Any, Any], model: ModelSource) -> None:
        with self._lock:
            if not self._closed and model == self._model:
                self._free.append(connection)
                return
        connection.close()

    def _ask(self, what: str) -> dict[str, Any] | None:
        from palace.embedding import starting

        model = self._model
        connection = self._kept(model) or starting.connect(self._runtime, model, self._timeout)
        if connection is None:
            return None
        try:
            wire.send(connection, {"do": what})
            if not connection.poll(self._timeout):
                raise TimeoutError
            answer, _ = wire.receive(connection)
        except (OSError, EOFError, ValueError):
            connection.close()
            return None
        self._give_back(connection, model)
        return answer

    def _parts(
        self, model: ModelSource, texts: Sequence[str], bulk: bool, query: bool, patience: float
    ) -> Iterator[tuple[list[int], NDArray[np.float32]]]:
        """Yield (numbers of texts, vectors) as they come; ends early when the embedder dies."""
        import numpy as np

        connection = self._connection(model)
        missing = len(texts)
        try:
            request = {
                "do": "embed",
                "bulk": bulk,
                "query": query,
                "texts": [text[: wire.MAX_CHARS] for text in texts],
            }
            wire.send(connection, request)
            until = time.monotonic() + patience
            while missing:
                if not connection.poll(self._timeout):
                    raise EOFError
                header, body = wire.receive(connection)
                if header["type"] == "fault":
                    missing = 0  # the connection itself is sound
                    raise EmbedderUnavailable(str(header["message"]))
                if header["type"] == "part":
                    numbers = [int(number) for number in header["numbers"]]
                    missing -= len(numbers)
                    yield numbers, np.frombuffer(body, np.float32).reshape(len(numbers), -1)
                elif header["state"] == "loading" and time.monotonic() > until:
                    msg = "Meaning is still waking up; words find meanwhile."
                    raise EmbedderUnavailable(msg)
        except (OSError, EOFError, ValueError):
            return
        finally:
            # With an answer still on its way it must not serve another call; closing it also
            # tells the server to drop the work.
            if missing:
                connection.close()
            else:
                self._give_back(connection, model)


def stop_server(
    runtime_dir: Path | None = None,
    *,
    model: ModelSource = DEFAULT_MODEL,
    timeout: float = 10.0,
) -> bool:
    """End the running embedder.

    Returns
    -------
    bool
        Whether one ran and has ended.
    """
    from palace.embedding import starting

    runtime = runtime_dir or wire.runtime_folder()
    connection = starting.connect(runtime, model, timeout)
    if connection is None:
        return False
    with connection:
        try:
            wire.send(connection, {"do": "stop"})
            until = time.monotonic() + timeout
            while connection.poll(max(0.0, until - time.monotonic())):
                wire.receive(connection)  # until it hangs up
        except (OSError, EOFError, ValueError):
            return True
    return False

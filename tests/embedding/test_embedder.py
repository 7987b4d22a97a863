"""The real embedder: right vectors, queries first, and work that goes on when it is killed."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from palace.embedding import DIMENSION, EmbedderClient, SpaceSpec, starting, stop_server, wire
from palace.embedding.space import DEFAULT_MODEL
from palace.model.errors import EmbedderUnavailable

pytestmark = pytest.mark.model

TEXTS = [
    "How do I keep a sourdough starter alive?",
    "Feeding the leaven: flour and water each day.",
    "def mean(values): return sum(values) / len(values)",
    "",
    "ein \ud800 kaputtes Zeichen",
    "A long one. " * 400,
]
PUBLISHED = [0.0439, 0.0589, 0.0482, 0.0775]
LONG = [f"Item {n}: " + "bread, wine and the road " * (n % 9 + 1) for n in range(96)]


def test_vectors_are_unit_in_order_and_mean_something(client):
    vectors = client.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), DIMENSION)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2
    one = client.embed(TEXTS[1:2])
    assert float(one[0] @ vectors[1]) > 0.999
    assert client.embed([]).shape == (0, DIMENSION)


def test_the_vectors_are_those_of_the_published_model(client):
    # Of sentence-transformers' own encode at fp32, first four places.
    vector = client.embed(["The quick brown fox jumps over the lazy dog."])[0]
    np.testing.assert_allclose(vector[:4], PUBLISHED, atol=3e-3)


def test_the_space_is_known_without_a_server(runtime):
    with EmbedderClient(runtime) as client:
        assert client.space == SpaceSpec(
            DEFAULT_MODEL.name, DEFAULT_MODEL.sha256, DIMENSION, "float"
        )
        assert client.status().state == "off"
        assert client.ping() is None
    assert not list(runtime.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_only_the_person_can_reach_it(client, folders):
    client.embed(["x"])
    runtime, _ = folders
    assert stat.S_IMODE(runtime.stat().st_mode) == 0o700
    endpoint = wire.endpoint_file(runtime, DEFAULT_MODEL)
    assert stat.S_IMODE(endpoint.stat().st_mode) == 0o600


def test_a_wrong_key_is_turned_away(client, folders, runtime):
    client.embed(["x"])
    told = wire.read_endpoint(wire.endpoint_file(folders[0], DEFAULT_MODEL))
    assert told is not None
    wire.publish(
        wire.endpoint_file(runtime, DEFAULT_MODEL),
        wire.Endpoint(told.address, "00" * 32, told.pid, told.protocol),
    )
    assert starting.connect(runtime, DEFAULT_MODEL, 5) is None
    assert client.ping() is not None


def test_many_clients_at_once_share_one_embedder(folders):
    runtime, cache = folders
    pids, faults = set(), []

    def work(number: int) -> None:
        try:
            with EmbedderClient(runtime, cache_dir=cache) as client:
                got = client.embed([f"text {number}", "the same for all"], bulk=bool(number % 2))
                pids.add(client.status().pid)
                assert got.shape == (2, DIMENSION)
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert len(pids) == 1


def test_a_query_does_not_wait_for_bulk_work(client):
    client.embed(["warm"])
    done, took = [], []

    def work() -> None:
        start = time.perf_counter()
        done.append(client.embed(LONG * 3, bulk=True))
        took.append(time.perf_counter() - start)

    bulk = threading.Thread(target=work)
    bulk.start()
    waits = []
    while client.status().waiting == 0 and not done:
        time.sleep(0.005)
    for _ in range(3):
        start = time.perf_counter()
        client.embed(["where is the bread?"])
        waits.append(time.perf_counter() - start)
    assert not done, "the bulk work ended before a query could overtake it"
    bulk.join()
    assert done[0].shape == (3 * len(LONG), DIMENSION)
    # About .1 s on an idle machine; without a queue of its own a query waits for all the rest.
    assert sum(waits) < took[0]


def test_killed_in_the_middle_it_comes_back_and_nothing_is_missing(client):
    expected = client.embed(LONG)
    pid = client.status().pid
    got, progress = [], []

    def kill_once(done: int) -> None:
        if not progress:
            os.kill(pid, signal.SIGKILL)
        progress.append(done)

    got = client.embed(LONG, bulk=True, on_progress=kill_once)
    assert client.status().pid != pid
    assert progress[-1] == len(LONG)
    assert progress == sorted(set(progress))
    assert (got * expected).sum(1).min() > 0.999


def test_idle_it_ends_and_the_next_call_starts_it_again_and_can_refuse_to_wait(folders, runtime):
    with EmbedderClient(runtime, cache_dir=folders[1], idle_exit=0.5) as client:
        client.start_in_background()
        client.embed(["x"])
        first = client.status().pid
        until = time.monotonic() + 10
        while client.status().state != "off" and time.monotonic() < until:
            time.sleep(0.05)
        assert client.status().state == "off"
        with pytest.raises(EmbedderUnavailable, match="waking up"):
            client.embed(["x"], load_timeout=0)  # it need not be waited for
        again = client.status()
        assert again.state in ("loading", "ready")
        assert again.pid != first
        assert stop_server(runtime)
    assert not wire.endpoint_file(runtime, DEFAULT_MODEL).exists()


def test_torch_stays_out_of_the_callers_process(folders):
    runtime, cache = folders
    code = (
        "import sys, pathlib\n"
        "from palace.embedding import EmbedderClient\n"
        "from palace.embedding.passages import cut_passages\n"
        f"with EmbedderClient(pathlib.Path({str(runtime)!r}), "
        f"cache_dir=pathlib.Path({str(cache)!r})) as c:\n"
        "    c.embed(['x']); cut_passages('a word. ' * 400)\n"
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")

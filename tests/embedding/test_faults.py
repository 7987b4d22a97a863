"""What can go wrong about the embedder becomes one clear sentence. No model is loaded here."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from multiprocessing.connection import Listener

import pytest

from palace.embedding import EmbedderClient, ModelSource, stop_server, wire
from palace.embedding.space import DEFAULT_MODEL
from palace.embedding.weights import check_weights
from palace.model.errors import EmbedderUnavailable
from tests.cli.command_line import unprivileged


@pytest.fixture
def fake(tmp_path) -> ModelSource:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"not the weights")
    return ModelSource("fake", folder, "ab" * 32, 4)


def test_damaged_weights_are_named(fake, runtime, tmp_path):
    with EmbedderClient(runtime, cache_dir=tmp_path / "cache", model=fake) as client:
        with pytest.raises(EmbedderUnavailable, match="damaged or not the published"):
            client.embed(["x"])
        assert client.status().state == "failed"
        assert "model.safetensors" in client.status().message
    stop_server(runtime, model=fake)


def test_missing_weights_are_named(fake, tmp_path):
    (fake.path() / "model.safetensors").unlink()
    with pytest.raises(EmbedderUnavailable, match="cannot be read"):
        check_weights(fake, tmp_path / "weights.json")


def test_weights_are_hashed_again_only_when_they_change(tmp_path, fake):
    import hashlib

    path, cache = fake.path() / "model.safetensors", tmp_path / "weights.json"
    sound = ModelSource("fake", fake.folder, hashlib.sha256(b"not the weights").hexdigest(), 4)
    check_weights(sound, cache)
    told = cache.read_text()
    check_weights(sound, cache)
    assert cache.read_text() == told
    path.write_bytes(b"not the weightz")
    os.utime(path, ns=(1, 1))
    with pytest.raises(EmbedderUnavailable):
        check_weights(sound, cache)
    cache.write_text("{")
    with pytest.raises(EmbedderUnavailable):
        check_weights(sound, cache)


def test_another_protocol_is_refused(runtime):
    endpoint = wire.Endpoint("nowhere", "00", 4242, wire.PROTOCOL + 1)
    wire.publish(wire.endpoint_file(runtime, DEFAULT_MODEL), endpoint)
    with (
        EmbedderClient(runtime) as client,
        pytest.raises(EmbedderUnavailable, match=r"process 4242.*another version"),
    ):
        client.embed(["x"])


def test_a_server_that_hangs_counts_as_none(runtime):
    with Listener(wire.new_address(runtime, DEFAULT_MODEL)) as listener:
        wire.publish(
            wire.endpoint_file(runtime, DEFAULT_MODEL),
            wire.Endpoint(str(listener.address), "00", os.getpid(), wire.PROTOCOL),
        )
        with EmbedderClient(runtime, timeout=0.2) as client:
            assert client.ping() is None
            assert client.status().state == "off"


@pytest.mark.parametrize("text", ["", "{", '{"address": 3}', "[]", "\0"])
def test_a_damaged_endpoint_file_counts_as_none(runtime, text):
    wire.endpoint_file(runtime, DEFAULT_MODEL).write_text(text)
    with EmbedderClient(runtime) as client:
        assert client.status().state == "off"


_ASKS = """
import sys
from pathlib import Path
from palace.embedding import EmbedderClient
from palace.model.errors import EmbedderUnavailable
try:
    EmbedderClient(Path(sys.argv[1])).embed(["x"])
except EmbedderUnavailable as fault:
    print(fault)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="rights are told otherwise there")
def test_a_folder_without_rights_is_named(runtime):
    runtime.chmod(0o500)
    done = subprocess.run(
        [sys.executable, "-c", _ASKS, str(runtime / "below")],
        check=False,
        capture_output=True,
        text=True,
        preexec_fn=unprivileged,
    )
    runtime.chmod(0o700)
    assert "cannot be used" in done.stdout, done.stderr


def test_a_file_in_the_folders_place_is_named(tmp_path):
    (tmp_path / "run").write_text("")
    with (
        EmbedderClient(tmp_path / "run") as client,
        pytest.raises(EmbedderUnavailable, match="cannot be used"),
    ):
        client.embed(["x"])


def test_a_server_that_does_not_come_up_says_why(runtime, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "")
    monkeypatch.setattr(sys, "executable", sys.base_exec_prefix + "/bin/python3-is-not-here")
    with (
        EmbedderClient(runtime) as client,
        pytest.raises(EmbedderUnavailable, match="cannot be started"),
    ):
        client.embed(["x"])


def test_a_closed_client_says_so(runtime):
    client = EmbedderClient(runtime)
    client.close()
    client.close()
    with pytest.raises(EmbedderUnavailable, match="closed"):
        client.embed(["x"])


def test_a_long_runtime_path_still_gets_a_socket(tmp_path):
    folder = tmp_path / ("long" * 30)
    folder.mkdir()
    address = wire.new_address(folder, DEFAULT_MODEL)
    with Listener(address) as listener:
        assert listener.address == address
    os.rmdir(os.path.dirname(address))  # noqa: PTH106, PTH120


def test_importing_the_package_is_light():
    code = (
        "import sys, time\n"
        "start = time.process_time()\n"
        "import palace.embedding\n"
        "spent = time.process_time() - start\n"
        "heavy = {'numpy', 'torch', 'tokenizers', 'filelock', 'multiprocessing.connection'}\n"
        "print(spent, sorted(heavy & set(sys.modules)))"
    )
    best, heavy = 9.0, "?"
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        spent, _, heavy = done.stdout.strip().partition(" ")
        best = min(best, float(spent))
    assert heavy == "[]"
    assert best < 0.1  # processor time; .03 s on an idle machine


def test_the_failed_server_leaves(fake, runtime, tmp_path):
    with EmbedderClient(runtime, cache_dir=tmp_path / "cache", model=fake, idle_exit=0.3) as client:
        with pytest.raises(EmbedderUnavailable):
            client.embed(["x"])
        until = time.monotonic() + 10
        while client.status().state != "off" and time.monotonic() < until:
            time.sleep(0.05)
        assert client.status().state == "off"

"""``palace watch``, as people run and end it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

from tests.cli.command_line import CommandLine


def test_it_follows_until_ctrl_c(palace: CommandLine, notes: Path, tmp_path: Path) -> None:
    told = tmp_path / "told"
    with told.open("w") as err:
        running = subprocess.Popen(
            palace.command("watch", notes, "--no-wait", "--json"),
            stdout=subprocess.PIPE,
            stderr=err,
            text=True,
            env=os.environ,
        )
    try:
        _until(told, "added: Clocks.txt")
        (notes / "Bread.md").write_text("# Bread\n\nTwelve.\n", "utf-8")
        _until(told, "updated: Bread.md")
        running.send_signal(signal.SIGINT)
        out, _ = running.communicate(timeout=10)
    finally:
        running.kill()
    assert running.returncode == 0
    assert json.loads(out) == {"followed": [str(notes)], "counts": {"added": 3, "updated": 1}}
    assert "Traceback" not in told.read_text()
    assert palace("watch", "--list", "--json").json == {"followed": [str(notes)]}
    assert palace("watch", notes, "--forget").out == "Nothing is followed.\n"
    refused = palace("watch")
    assert refused.code == 3 and "Nothing is followed yet" in refused.err
    assert palace("watch", "--forget").code == 2


def _until(told: Path, words: str) -> None:
    end = time.monotonic() + 30
    while words not in told.read_text():
        assert time.monotonic() < end, told.read_text()
        time.sleep(0.05)

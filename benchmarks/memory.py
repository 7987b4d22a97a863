"""How much memory an import takes: a ChatGPT export of a gigabyte, a vault of 50,000 files.

    python -m benchmarks.memory                         in full: about twenty minutes, 4 GB of disk
    python -m benchmarks.memory --megabytes 50 --notes 2000

Each is made, and imported by a process of its own that leaves embedding to others (`--no-wait`).
Measured is the most that process had resident at once, which must stay under 1 GiB. A process that
imports one note is measured beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.importing import write_notes
from benchmarks.palaces import sentences

LIMIT = 1024.0
"""MiB."""


def write_export(file: Path, megabytes: float, seed: int = 0) -> int:
    """Write a ChatGPT export of about a size, chat by chat; return how many there are."""
    rng = random.Random(seed)
    pool = sentences()
    number = 0
    with file.open("w", encoding="utf-8") as out:
        out.write("[")
        while out.tell() < megabytes * 1e6:
            out.write(",\n" * bool(number) + json.dumps(_chat(rng, pool, number)))
            number += 1
        out.write("]")
    return number


def _chat(rng: random.Random, pool: list[str], number: int) -> dict[str, object]:
    turns = rng.randint(4, 40)
    mapping: dict[str, object] = {"root": {"id": "root", "parent": None, "children": ["m0"]}}
    for turn in range(turns):
        length = rng.randint(1, 3) if turn % 2 == 0 else rng.randint(4, 20)
        said = " ".join(rng.choices(pool, k=length))
        mapping[f"m{turn}"] = {
            "id": f"m{turn}",
            "parent": f"m{turn - 1}" if turn else "root",
            "children": [f"m{turn + 1}"] if turn + 1 < turns else [],
            "message": {
                "id": f"{number}-{turn}",
                "author": {"role": ("user", "assistant")[turn % 2]},
                "create_time": 1_600_000_000 + 3600 * number + 40 * turn,
                "content": {"content_type": "text", "parts": [said]},
                "metadata": {"model_slug": "gpt-4", "request_id": f"{rng.random()}"},
            },
        }  # fmt: skip
    return {
        "conversation_id": f"c{number}",
        "title": " ".join(rng.choice(pool).split()[:6]),
        "create_time": 1_600_000_000 + 3600 * number,
        "current_node": f"m{turns - 1}",
        "mapping": mapping,
    }


def measure(source: Path, palace: Path) -> tuple[float, float, dict[str, int]]:
    """Import by a process of its own; return MiB resident at most, seconds, counts."""
    command = [sys.executable, "-m", "palace", "import", str(source), "--palace", str(palace)]
    started = time.monotonic()
    with (palace.parent / "answer.json").open("w+") as answer:
        running = subprocess.Popen(
            [*command, "--no-wait", "--json"], stdout=answer, stderr=subprocess.DEVNULL
        )
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
        answer.seek(0)
        counts = json.load(answer)["counts"]
    # Linux counts it in kibibytes, macOS in bytes.
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return used.ru_maxrss / unit, time.monotonic() - started, counts


def main() -> None:
    """Measure both; the exit code says whether one took more than it may."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--megabytes", type=float, default=1000, help="of the export")
    parser.add_argument("--notes", type=int, default=50_000, help="in the vault")
    asked = parser.parse_args()
    missed = False
    with tempfile.TemporaryDirectory(prefix="palace-memory-") as scratch:
        folder = Path(scratch)
        write_notes(folder / "one", 1)
        resident, _, _ = measure(folder / "one", folder / "bare")
        print(f"one note: {resident:.0f} MiB", flush=True)
        chats = write_export(folder / "conversations.json", asked.megabytes)
        write_notes(folder / "vault", asked.notes)
        for name, many, source in (
            (f"a ChatGPT export of {asked.megabytes:.0f} MB", chats, folder / "conversations.json"),
            ("a vault", asked.notes, folder / "vault"),
        ):
            palace = folder / f"palace-{source.stem}"
            resident, seconds, counts = measure(source, palace)
            size = sum(file.stat().st_size for file in palace.rglob("*") if file.is_file()) / 1e6
            complete = counts["added"] == many
            missed |= resident > LIMIT or not complete
            print(
                f"{name}, {many} items: {resident:.0f} MiB (limit {LIMIT:.0f}), {seconds:.0f} s, "
                f"{many / seconds:.0f} items a second, palace of {size:.0f} MB"
                f"{'' if complete else f'; NOT COMPLETE: {counts}'}",
                flush=True,
            )
    sys.exit(missed)


if __name__ == "__main__":
    main()

"""Whether an import that is killed loses or doubles anything: SIGKILL, then once more.

    python -m benchmarks.killed [--items 2000] [--kills 10] [--seed N] [--wait]

Half of the items are notes, half are chats of a ChatGPT export. Each round imports them into a new
palace, is killed at a random moment of the time that an undisturbed import takes, and imports
again. What is there then must be what the undisturbed one has: the same pages, keys and words, no
item twice. `--wait` kills while it embeds and places as well.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.importing import write_notes
from benchmarks.palaces import sentences


def write_chats(file: Path, count: int, seed: int = 0) -> None:
    """Write a ChatGPT export of chats of four turns."""
    rng = random.Random(seed)
    pool = sentences()
    export = []
    for number in range(count):
        mapping: dict[str, Any] = {"root": {"id": "root", "parent": None, "children": ["m0"]}}
        for turn in range(4):
            mapping[f"m{turn}"] = {
                "id": f"m{turn}",
                "parent": f"m{turn - 1}" if turn else "root",
                "children": [f"m{turn + 1}"] if turn < 3 else [],
                "message": {
                    "id": f"{number}-{turn}",
                    "author": {"role": ("user", "assistant")[turn % 2]},
                    "create_time": 1_700_000_000 + 1000 * number + turn,
                    "content": {"content_type": "text", "parts": [" ".join(rng.sample(pool, 2))]},
                },
            }
        export.append(
            {"conversation_id": f"c{number}", "title": f"Chat {number}", "current_node": "m3",
             "create_time": 1_700_000_000 + 1000 * number, "mapping": mapping}
        )  # fmt: skip
    file.write_text(json.dumps(export), encoding="utf-8")


def begin(source: Path, palace: Path, wait: bool) -> subprocess.Popen[bytes]:
    """Start an import."""
    command = [sys.executable, "-m", "palace", "import", str(source), "--palace", str(palace)]
    command += ["--json"] if wait else ["--json", "--no-wait"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def look(palace: Path, wait: bool) -> tuple[str, list[str]]:
    """Return a hash of what a palace holds, and what is wrong with it."""
    database = sqlite3.connect(palace / "palace.db")
    wrong = []
    if database.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        wrong.append("the database is damaged")
    if database.execute("PRAGMA foreign_key_check").fetchall():
        wrong.append("rows refer to nothing")
    rows = database.execute(
        "SELECT source.kind, item.ref, object.ref, memory.ref, memory.text, memory.reach, "
        "(SELECT count(*) FROM key WHERE memory_id = memory.id), "
        "(SELECT count(*) FROM segment WHERE memory_id = memory.id), "
        "(SELECT count(*) FROM revision WHERE memory_id = memory.id) "
        "FROM memory JOIN object ON object.id = memory.object_id "
        "JOIN item ON item.id = object.item_id JOIN source ON source.id = item.source_id "
        "ORDER BY 1, 2, 3, 4"
    ).fetchall()
    names = [row[:4] for row in rows]
    if len(set(names)) != len(names):
        wrong.append(f"{len(names) - len(set(names))} pages are there twice")
    if one(database, "SELECT count(*) FROM key") != one(database, "SELECT count(*) FROM words"):
        wrong.append("keys and words differ")
    if wait and one(database, "SELECT count(*) FROM object") != one(
        database, "SELECT count(*) FROM placement"
    ):
        wrong.append("not everything has its place")
    database.close()
    return hashlib.sha256(repr(rows).encode()).hexdigest(), wrong


def one(database: sqlite3.Connection, query: str) -> int:
    """Return a number from a database."""
    return int(database.execute(query).fetchone()[0])


def main() -> None:
    """Run the rounds; the exit code says whether one of them lost or doubled anything."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--items", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--wait", action="store_true", help="embed and place as well")
    asked = parser.parse_args()
    rng = random.Random(asked.seed)
    faults = 0
    with tempfile.TemporaryDirectory(prefix="palace-killed-") as scratch:
        folder = Path(scratch)
        source = folder / "source"
        write_notes(source, asked.items // 2)
        write_chats(source / "conversations.json", asked.items - asked.items // 2)
        started = time.monotonic()
        begin(source, folder / "whole", asked.wait).wait()
        takes = time.monotonic() - started
        whole, wrong = look(folder / "whole", asked.wait)
        print(f"undisturbed: {takes:.1f} s, {', '.join(wrong) or 'sound'}", flush=True)
        for number in range(asked.kills):
            palace = folder / str(number)
            moment = rng.uniform(0.2, takes)
            importing = begin(source, palace, asked.wait)
            try:
                importing.wait(moment)
            except subprocess.TimeoutExpired:
                importing.kill()
                importing.wait()
            there = held(palace)
            started = time.monotonic()
            code = begin(source, palace, asked.wait).wait()
            found, wrong = look(palace, asked.wait)
            wrong += [f"it ended with {code}"] if code else []
            wrong += ["it holds something else"] if found != whole else []
            faults += bool(wrong)
            print(
                f"killed at {moment:5.2f} s with {there:4} of {asked.items} items; then "
                f"{time.monotonic() - started:4.1f} s: {', '.join(wrong) or 'complete, no twins'}",
                flush=True,
            )
    print(f"{faults} of {asked.kills} went wrong")
    sys.exit(bool(faults))


def held(palace: Path) -> int:
    """Return how many items a palace has that may not even be made yet."""
    if not (palace / "palace.db").exists():
        return 0
    database = sqlite3.connect(palace / "palace.db")
    try:
        return one(database, "SELECT count(*) FROM item")
    except sqlite3.OperationalError:  # killed before its tables were there
        return 0
    finally:
        database.close()


if __name__ == "__main__":
    main()

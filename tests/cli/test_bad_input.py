"""Bad input through the real command line: one sentence, the right code, nothing lost."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command_line import CommandLine, unprivileged
from tests.cli.test_importing import many
from tests.importers.exports import chat

BINARY = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40


def export(*names: str) -> list[dict[str, Any]]:
    """Return the conversations of an export, each about something to be searched for."""
    said = "I would like to know how long the {} has to rest in the cold cellar"
    return [
        chat(said.format(name), f"The {name} rests for eleven hours.", ref=name) for name in names
    ]


def conversations(folder: Path, content: object) -> Path:
    """Write a conversations.json: text as it is, anything else as JSON."""
    path = folder / "conversations.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return path


def reasons(document: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Return item → (result, reason) of an import's items about which something is said."""
    return {
        item["item"]: (item["result"], item["reason"])
        for item in document["items"]
        if item["reason"]
    }


def a_sentence(text: str) -> bool:
    return text[:1].isupper() and text.endswith(".") and "\n" not in text and len(text) > 20


@pytest.mark.parametrize(
    ("content", "result", "words"),
    [
        (BINARY, "failed", "not text"),
        (b"", "skipped", "empty"),
        (b" \n\t\n", "skipped", "white space"),
        ("Ein süßes Brötchen wäre schön.".encode("latin-1"), "added", "UTF-8"),
        (b"one bad byte \xff in the \xc3\xbc\xc3\xbc\xc3\xbc\xc3\xbc crust", "added", "One byte"),
        (b"---\ntitle: [unclosed\n---\nA crust.", "added", "front matter"),
        (b"---\ntitle: it never ends\n\nA crust.", "added", "front matter"),
    ],
    ids=["binary", "0 bytes", "white", "latin-1", "one byte", "broken head", "open head"],
)
def test_a_bad_note_is_named_with_its_reason_and_the_next_is_read(
    palace: CommandLine, tmp_path: Path, content: bytes, result: str, words: str
) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "bad.md").write_bytes(content)
    (folder / "good.md").write_text("# Good\n\nThe crust of a good loaf.\n")
    answer = palace.add(folder)
    assert answer.code == (0 if result == "added" else 1)
    (name, (found, reason)) = next(iter(reasons(answer.json).items()))
    assert (name, found) == ("bad.md", result)
    assert a_sentence(reason)
    assert words in reason
    assert answer.json["counts"]["added"] == (2 if result == "added" else 1)


def test_no_word_is_lost_to_broken_front_matter(palace: CommandLine, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("---\ntitle: [unclosed\nkept: zirconium\n---\n\nThe body stays.\n")
    palace.add(note)
    [hit] = palace("search", "zirconium", "--no-wait", "--json").json
    assert "The body stays." in palace("show", hit["id"], "--json").json["text"]


def test_a_file_of_200_mb_is_skipped_unread_and_named(palace: CommandLine, notes: Path) -> None:
    with (notes / "dump.txt").open("wb") as file:
        file.truncate(200_000_000)  # a hole: no byte of it is on the disk
    answer = palace.add(notes)
    assert (answer.code, answer.counts) == (1, {"added": 3, "skipped": 1})
    result, reason = reasons(answer.json)["dump.txt"]
    assert result == "skipped"
    assert "200.0 MB" in reason
    assert "20.0 MB" in reason
    # As in every other folder: named anew each time, and never taken for gone.
    assert palace.add(notes).counts == {"unchanged": 3, "skipped": 1}


def test_link_loops_end(palace: CommandLine, notes: Path) -> None:
    (notes / "bees" / "up").symlink_to("..")
    (notes / "self.md").symlink_to("self.md")
    (notes / "nowhere.md").symlink_to("gone.md")
    answer = palace.add(notes)
    assert (answer.code, answer.json["counts"]["added"]) == (1, 3)
    found = reasons(answer.json)
    assert set(found) == {"bees/up", "self.md", "nowhere.md"}
    assert all(a_sentence(reason) for _, reason in found.values())


def test_what_lies_behind_closed_doors_is_named_and_the_rest_read(
    palace: CommandLine, notes: Path
) -> None:
    (notes / "Bread.md").chmod(0)
    (notes / "bees").chmod(0)
    try:
        answer = palace("import", notes, "--no-wait", "--json", before=unprivileged)
        alone = palace("import", notes / "Bread.md", "--no-wait", "--json", before=unprivileged)
    finally:
        (notes / "bees").chmod(0o755)
        (notes / "Bread.md").chmod(0o644)
    assert (answer.code, answer.counts) == (1, {"added": 1, "failed": 2})
    assert set(reasons(answer.json)) == {"Bread.md", "bees"}
    assert alone.code == 3
    assert "rights" in alone.json["error"]
    # Once they are open the rest comes, without a twin, and nothing had been marked as gone.
    assert palace.add(notes).counts == {"unchanged": 1, "added": 2}


@pytest.mark.parametrize("what", ["empty", "of other things", "a picture"])
def test_what_nobody_reads_gets_a_sentence_and_makes_no_palace(
    palace: CommandLine, tmp_path: Path, what: str
) -> None:
    path = tmp_path / what
    if what == "a picture":
        path.write_bytes(BINARY)
    else:
        path.mkdir()
        if what != "empty":
            (path / "photo.jpg").write_bytes(BINARY)
    answer = palace("import", path, "--no-wait")
    assert (answer.code, answer.out) == (3, "")
    assert what in answer.err
    assert len(answer.err.strip().splitlines()) == 1
    assert not palace.folder.exists()


CUT = json.dumps(export("rye", "oat", "spelt"))


@pytest.mark.parametrize(
    ("content", "added", "failed", "words"),
    [
        (CUT[: len(CUT) * 5 // 6], 2, 1, "ends in the middle"),
        ({"no": "list"}, 0, 1, "no list"),
        ("null", 0, 1, "no list"),
        ("[1, null]", 0, 2, "no conversation"),
        ([*export("rye"), {"mapping": 3}, *export("oat")], 2, 1, "no messages"),
    ],
    ids=["cut", "no list", "null", "numbers", "one bad"],
)
def test_an_export_gives_what_is_whole_and_names_the_rest(
    palace: CommandLine, tmp_path: Path, content: object, added: int, failed: int, words: str
) -> None:
    answer = palace.add(conversations(tmp_path, content))
    assert answer.code == 1
    counts = answer.json["counts"]
    assert (counts["added"], counts["failed"]) == (added, failed)
    found = [reason for result, reason in reasons(answer.json).values() if result == "failed"]
    assert words in found[0]
    assert a_sentence(found[0])


def _circle(tree: dict[str, Any]) -> None:
    tree["mapping"]["rye-m0"]["parent"] = "rye-m1"


def _no_current(tree: dict[str, Any]) -> None:
    del tree["current_node"]


def _lost_current(tree: dict[str, Any]) -> None:
    tree["current_node"] = ["no", "name"]


@pytest.mark.parametrize(
    ("damage", "words"),
    [(_circle, "circle"), (_no_current, "newest"), (_lost_current, "newest")],
)
def test_a_tree_of_messages_that_is_none_is_read_whole_and_noticed(
    palace: CommandLine, tmp_path: Path, damage: Callable[[dict[str, Any]], None], words: str
) -> None:
    trees = export("rye")
    damage(trees[0])
    answer = palace.add(conversations(tmp_path, trees))
    assert (answer.code, answer.counts) == (0, {"added": 1})
    result, reason = reasons(answer.json)["rye"]
    assert result == "added"
    assert words in reason
    assert a_sentence(reason)
    [hit] = palace("search", "eleven hours", "--no-wait", "--json").json
    said = palace("show", hit["id"], "--json").json["text"]
    assert "eleven hours" in said


def test_a_zip_names_what_leads_out_of_it(palace: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("conversations.json", json.dumps(export("rye")))
        archive.writestr("../conversations.json", json.dumps(export("oat")))
    answer = palace.add(path)
    assert (answer.code, answer.counts) == (1, {"added": 1, "failed": 1})
    [(_, reason)] = reasons(answer.json).values()
    assert "out of the archive" in reason
    assert palace("search", "oat", "--no-wait", "--json").json == []


def test_reading_what_is_not_there_makes_nothing(palace: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for arguments in (
        ("info",),
        ("search", "bread", "--no-wait"),
        ("show", "0"),
        ("export", tmp_path / "in" / "out"),
        ("shot", "--view", "map", "--out", tmp_path / "in" / "map.png"),
    ):
        answer = palace(*arguments)
        assert (answer.code, answer.out) == (3, ""), arguments
        assert answer.err.count("\n") == 1
        assert "There is no palace in" in answer.err
    assert not palace.folder.exists()
    assert list((tmp_path / "in").iterdir()) == []


def test_a_palace_that_may_not_be_written_gives_a_sentence_and_stays(
    palace: CommandLine, notes: Path
) -> None:
    palace.add(notes)
    before = palace("export", palace.folder.parent / "before", "--json").json
    palace.folder.chmod(0o500)
    (palace.folder / "palace.db").chmod(0o400)
    try:
        for arguments in (("import", notes, "--no-wait"), ("info",), ("search", "rye")):
            answer = palace(*arguments, before=unprivileged)
            assert answer.code == 3, arguments
            assert "permissions" in answer.err
    finally:
        palace.folder.chmod(0o755)
        (palace.folder / "palace.db").chmod(0o644)
    after = palace("export", palace.folder.parent / "after", "--json").json
    assert after["memories"] == before["memories"]


# A disk of 1 MB, in a name space of its own, which ends with the child.
_ON_A_SMALL_DISK = """
mount -t tmpfs -o size=1m tmpfs "$0" || exit 77
"$@" --palace "$0/palace"
code=$?
"$1" -c 'import sqlite3, sys
base = sqlite3.connect(sys.argv[1] + "/palace/palace.db")
print(base.execute("PRAGMA integrity_check").fetchone()[0], file=sys.stderr)
print(base.execute("SELECT count(*) FROM item").fetchone()[0], file=sys.stderr)' "$0"
exit $code
"""


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
def test_a_full_disk_is_said_in_one_sentence_and_the_base_stays_whole(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    heavy = many(tmp_path / "heavy", 300)
    own = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "-r"]
    done = subprocess.run(
        [
            *own,
            *("sh", "-c", _ON_A_SMALL_DISK, str(disk)),
            *(sys.executable, "-m", "palace", "import", str(heavy), "--no-wait", "--json"),
        ],
        check=False,
        capture_output=True,
        text=True,
        timeout=100,
    )
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip("no disk can be mounted here")
    assert done.returncode == 3, done.stderr
    assert "full" in json.loads(done.stdout)["error"]
    assert "Traceback" not in done.stderr
    whole, kept = done.stderr.splitlines()[-2:]
    assert whole == "ok"
    assert 0 < int(kept) < 300


@pytest.mark.parametrize("at", [0, 24, 72, 192])
def test_killed_at_any_moment_the_next_import_completes_it(
    palace: CommandLine, tmp_path: Path, at: int
) -> None:
    folder = many(tmp_path / "many", 200)
    command = palace.command("import", folder, "--no-wait", "--json", "--progress-json")
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stderr is not None
        for line in child.stderr:
            if json.loads(line)["done"] >= at:
                break
        child.send_signal(signal.SIGKILL)
        child.communicate(timeout=60)
    rest = palace.add(folder)
    assert rest.code == 0
    assert rest.counts.get("unchanged", 0) >= at
    assert sum(rest.counts.values()) == 200
    with sqlite3.connect(palace.folder / "palace.db") as base:
        items, objects, names = base.execute(
            "SELECT (SELECT count(*) FROM item), (SELECT count(*) FROM object), "
            "(SELECT count(DISTINCT title) FROM object)"
        ).fetchone()
    base.close()
    assert (items, objects, names) == (200, 200, 200)


def test_the_same_folder_imported_twice_at_once_makes_no_twins(
    palace: CommandLine, tmp_path: Path
) -> None:
    folder = many(tmp_path / "many", 150)
    children = [
        subprocess.Popen(
            palace.command("import", folder, "--no-wait", "--json"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    searches = [palace("search", "harbour", "--no-wait", "--json") for _ in range(3)]
    added = 0
    for child in children:
        out, err = child.communicate(timeout=100)
        assert child.returncode == 0, err
        counts = json.loads(out)["counts"]
        assert counts["failed"] == counts["updated"] == 0
        added += counts["added"]
    assert added == 150
    assert palace("info", "--json").json["counts"]["objects"] == 150
    # A search meanwhile finds what there is by then; before the palace is made it says so.
    assert {search.code for search in searches} <= {0, 3}
    assert palace("search", "harbour", "--no-wait", "--json").json

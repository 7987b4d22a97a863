import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palace.importers.files import TEXT_LIMIT, Content, Found, decode, read_text, walk
from palace.model.drafts import Unreadable

ROOT = Path(__file__).resolve().parents[2]


def read(path):
    return read_text(Found(path, path.name))


def wanted(name):
    return name.endswith(".md")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"plain\r\nlines\rhere\n", "plain\nlines\nhere\n"),
        ("\ufeffmarked".encode(), "marked"),
        ("über alles".encode("utf-16"), "über alles"),
        ("über alles".encode("utf-32"), "über alles"),
        ("größer, schöner, älter und ".encode() + b"caf\xe9", "größer, schöner, älter und café"),
        (b"one stray \x81 byte: \xc3\xbc\xc3\xa4\xc3\xb6\xc3\xbc", "one stray \x81 byte: üäöü"),
    ],
)
def test_text_of_any_encoding_is_decoded(raw, text):
    assert decode(raw) == text


def test_an_old_encoding_is_guessed():
    text = "Der Bär schläft über dem Fluß, die Möwe hört es nicht. " * 5
    assert decode(text.encode("cp1252")) == text


@given(st.binary(min_size=1, max_size=300))
def test_whatever_the_bytes_are_decoding_gives_text_or_says_binary(raw):
    text = decode(raw)
    if text is not None:
        text.encode("utf-8")  # it can be stored
        assert "\r" not in text


@pytest.mark.parametrize("raw", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", bytes(range(1, 32)) * 20])
def test_a_binary_file_renamed_is_named_as_such(tmp_path, raw):
    path = tmp_path / "picture.md"
    path.write_bytes(raw)
    result = read(path)
    assert isinstance(result, Unreadable)
    assert "not text" in result.reason
    assert not result.skipped


def test_an_empty_file_is_skipped(tmp_path):
    path = tmp_path / "empty.md"
    path.touch()
    result = read(path)
    assert isinstance(result, Unreadable)
    assert result.skipped
    assert "empty" in result.reason


def test_a_huge_file_is_skipped_unread_and_its_size_named(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(10 * TEXT_LIMIT)  # sparse: takes no room on the disk
    result = read(path)
    assert isinstance(result, Unreadable)
    assert result.skipped
    assert "200.0 MB" in result.reason
    assert "20.0 MB" in result.reason


def test_a_pipe_is_not_waited_for(tmp_path):
    path = tmp_path / "pipe.md"
    os.mkfifo(path)
    result = read(path)
    assert isinstance(result, Unreadable)
    assert result.skipped


def test_a_file_that_vanished(tmp_path):
    result = read(tmp_path / "gone.md")
    assert isinstance(result, Unreadable)
    assert "gone" in result.reason


def test_a_walk_is_sorted_and_passes_over_what_is_hidden(tmp_path):
    for name in ("b/2.md", "b/1.md", "a/x.md", "z.md", ".obsidian/p.md", ".trash/t.md", "c.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [found.ref for found in walk(tmp_path, wanted)] == [
        "z.md", "a/x.md", "b/1.md", "b/2.md",
    ]  # fmt: skip


def test_link_loops_end_with_a_sentence(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text("x")
    (tmp_path / "in" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.md").symlink_to(tmp_path / "self.md")
    (tmp_path / "nowhere.md").symlink_to(tmp_path / "missing")
    (tmp_path / "twin.md").symlink_to(tmp_path / "in" / "a.md")
    found = list(walk(tmp_path, wanted))
    assert [each.ref for each in found if isinstance(each, Found)] == ["in/a.md"]
    reasons = {each.ref: each.reason for each in found if isinstance(each, Unreadable)}
    assert set(reasons) == {"in/up", "self.md", "nowhere.md", "twin.md"}
    assert "read already" in reasons["in/up"]


def test_a_link_to_another_folder_is_followed(tmp_path):
    (tmp_path / "vault").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "n.md").write_text("x")
    (tmp_path / "vault" / "linked").symlink_to(tmp_path / "other", target_is_directory=True)
    assert [each.ref for each in walk(tmp_path / "vault", wanted)] == ["linked/n.md"]


def test_a_name_that_is_no_unicode_can_be_stored(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.md")).write_text("x")
    (found,) = walk(tmp_path, wanted)
    assert isinstance(found, Found)
    assert found.ref.encode() == rb"caf\xe9.md"
    assert isinstance(read_text(found), Content)


RIGHTS = """
import os, sys
from pathlib import Path
from palace.importers import importer_for
from palace.importers.markdown import MarkdownImporter
from palace.model.drafts import Unreadable
from palace.model.errors import PalaceError
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
folder = Path(sys.argv[1])
for item in MarkdownImporter().items(folder):
    print(item.ref, "|", item.reason if isinstance(item, Unreadable) else "read")
try:
    importer_for(folder / "closed")
except PalaceError as error:
    print("refused:", error)
"""


def test_without_rights_each_gets_one_sentence(tmp_path):
    vault = tmp_path / "vault"
    (vault / "closed").mkdir(parents=True)
    (vault / "closed" / "inside.md").write_text("x")
    (vault / "open.md").write_text("words")
    (vault / "secret.md").write_text("words")
    (vault / "secret.md").chmod(0)
    (vault / "closed").chmod(0)
    for folder in (vault, *vault.parents):
        if folder.stat().st_uid == os.getuid() and folder.parent.is_relative_to(
            tempfile.gettempdir()
        ):
            folder.chmod(folder.stat().st_mode | 0o055)
    # In a process of its own: the tests may run as root, who may read everything.
    try:
        done = subprocess.run(
            [sys.executable, "-c", RIGHTS, str(vault)],
            capture_output=True, text=True, check=False, timeout=60, cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    finally:
        (vault / "closed").chmod(0o755)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert "open.md | read" in lines
    assert [line for line in lines if line.startswith("secret.md")] == [
        "secret.md | This file may not be read with your rights; "
        "change its permissions to import it."
    ]
    assert any(line.startswith("closed | This folder may not be read") for line in lines)
    assert any(line.startswith("refused:") and "may not be read" in line for line in lines)
    assert len(lines) == 4

"""Every importer keeps what it owes, and the kit notices one that does not."""

from __future__ import annotations

import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from palace.importers import importers
from palace.importers.kit import (
    BrokenPromiseError,
    Guard,
    TooSlow,
    check,
    check_case,
    check_item,
    mutated,
)
from palace.importers.markdown import MarkdownImporter
from palace.model.drafts import DraftItem, Unreadable
from tests.importers.samples import SAMPLES

CASES = 120
"""Spoilt copies of each sample; `python -m benchmarks.fuzz` makes thousands."""


def test_there_is_a_sample_of_every_format() -> None:
    assert set(SAMPLES) == {importer.kind for importer in importers()}


@pytest.mark.parametrize("importer", importers(), ids=lambda each: each.kind)
def test_every_importer_keeps_its_promises(importer: Any, tmp_path: Path) -> None:
    check(importer, SAMPLES[importer.kind](tmp_path), CASES)


def test_a_seed_spoils_in_one_way(tmp_path: Path) -> None:
    kept = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        kept.append(mutated(SAMPLES["claude"](tmp_path / name), Random(7)).read_bytes())
    assert kept[0] == kept[1] != SAMPLES["claude"](tmp_path).read_bytes()


class _Broken(MarkdownImporter):
    """Reads notes, and does one thing it may not."""

    def __init__(self, deed: Any) -> None:
        super().__init__()
        self.deed = deed

    def items(self, path: Path) -> Iterator[DraftItem | Unreadable]:
        for item in super().items(path):
            yield self.deed(item, path) or item


def _hangs(item: object, path: Path) -> None:
    while True:
        pass


def _writes(item: object, path: Path) -> None:
    (path.parent / "left behind").write_text("x")


def _reads_elsewhere(item: object, path: Path) -> None:
    Path("/etc/hostname").read_bytes()


def _calls(item: object, path: Path) -> None:
    subprocess.run(["true"], check=True)


def _asks_the_network(item: object, path: Path) -> None:
    with socket.socket() as asked:
        asked.settimeout(0.01)
        asked.connect_ex(("127.0.0.1", 9))


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        (lambda item, path: 1 // 0, "crashed: ZeroDivisionError"),
        (_hangs, "took over 0.2 s"),
        (_writes, "left behind' to write"),
        (_reads_elsewhere, "no part of what it was given"),
        (_calls, "subprocess.Popen"),
        (_asks_the_network, "socket.connect"),
        (lambda item, path: Unreadable("x", "KeyError"), "no clear sentence"),
        (lambda item, path: Unreadable("", "It is odd."), "which it is"),
        (lambda item, path: replace(item, title="a\nb"), "two lines"),
        (lambda item, path: replace(item, ref="\ud800"), "half a character"),
        (lambda item, path: replace(item, place="\0"), "NUL"),
        (lambda item, path: replace(item, properties={"a": {1}}), "no JSON"),
    ],
)
def test_the_kit_notices_what_is_broken(tmp_path: Path, deed: Any, told: str) -> None:
    sample = SAMPLES["markdown"](tmp_path)
    for seed in range(40):  # some spoilt notes are items, some are not
        try:
            check_case(_Broken(deed), sample, seed, seconds=0.2)
        except BrokenPromiseError as error:
            assert told in str(error) and f"seed {seed}" in str(error)
            return
    pytest.fail("nothing was noticed")


def test_the_kit_notices_a_sample_that_is_read_in_two_ways(tmp_path: Path) -> None:
    count = iter(range(100))
    changing = _Broken(lambda item, path: replace(item, fingerprint=str(next(count))))
    with pytest.raises(BrokenPromiseError, match="two answers"):
        check(changing, SAMPLES["markdown"](tmp_path), 0)
    twins = _Broken(lambda item, path: replace(item, ref="same"))
    with pytest.raises(BrokenPromiseError, match="one ref"):
        check(twins, tmp_path / "vault", 0)


def test_nothing_is_watched_after_the_block(tmp_path: Path) -> None:
    guard = Guard(tmp_path)
    with guard:
        (tmp_path / "in").write_text("x")
    (tmp_path / "out").write_text("x")
    assert len(guard.found) == 1
    with pytest.raises(TooSlow), Guard(tmp_path, 0.05):
        while True:
            pass


def test_segments_outside_their_text_are_noticed(tmp_path: Path) -> None:
    (item,) = MarkdownImporter().items(_note(tmp_path))
    assert isinstance(item, DraftItem)
    memory = item.objects[0].memories[0]
    assert memory.segments
    short = replace(memory, text="x")
    with pytest.raises(BrokenPromiseError, match="outside"):
        check_item(replace(item, objects=(replace(item.objects[0], memories=(short,)),)))
    with pytest.raises(BrokenPromiseError, match="the ref"):
        check_item(replace(item, objects=(replace(item.objects[0], memories=(memory, memory)),)))


def _note(folder: Path) -> Path:
    file = folder / "a.md"
    file.write_text("# A\n\nOne line. ^one\n\nAnother line.\n")
    return file


def test_a_database_in_memory_or_that_cannot_change_is_not_written(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    for folder in (tmp_path, inner):
        sqlite3.connect(folder / "x y.db").execute("CREATE TABLE a (b)").connection.close()
    fixed = "?mode=ro&immutable=1"
    with Guard(inner) as guard:
        sqlite3.connect(":memory:").close()
        sqlite3.connect((inner / "x y.db").as_uri() + fixed, uri=True).close()
        assert not guard.found
        sqlite3.connect(inner / "x y.db").close()
        sqlite3.connect((inner / "x y.db").as_uri() + "?mode=rw", uri=True).close()
        sqlite3.connect((tmp_path / "x y.db").as_uri() + fixed, uri=True).close()
    assert len(guard.found) == 3

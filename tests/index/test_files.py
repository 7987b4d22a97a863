"""Whatever happens to its files, the index is right or says that it must be made again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from filelock import FileLock

from palace.index import VectorIndex, kept_kind
from tests.index.test_vector_index import DIM, unit


def saved(folder, *, stamp=5, count=1200, graph=True) -> VectorIndex:
    index = VectorIndex(folder, DIM, graph_from=1000 if graph else 10_000)
    index.rebuild([(np.arange(count), unit(1, count))], stamp)
    index.build()
    assert index.save()
    return index


def opened(folder, **options) -> VectorIndex:
    return VectorIndex.open(folder, DIM, graph_from=1000, **options)


@pytest.mark.parametrize("graph", [False, True])
def test_a_saved_index_opens_as_it_was(tmp_path, graph):
    before = saved(tmp_path, graph=graph)
    after = opened(tmp_path)
    assert (after.stamp, len(after), after.kind) == (5, 1200, before.kind)
    assert (after.fault, after.needs_rebuild) == ("", False)
    for a, b in zip(before.knn(unit(2, 9), 10), after.knn(unit(2, 9), 10), strict=True):
        np.testing.assert_array_equal(a, b)
    after.upsert([7000], unit(77, 1))
    after.remove([0])
    assert after.knn(unit(77, 1), 1)[0][0, 0] == 7000


@pytest.mark.parametrize("graph", [False, True])
def test_its_kind_is_known_without_opening_it(tmp_path, graph):
    assert kept_kind(tmp_path, "vectors") == "exact"
    before = saved(tmp_path, graph=graph)
    assert kept_kind(tmp_path, "vectors") == before.kind == ("hnsw" if graph else "exact")
    (tmp_path / "vectors-9.json").write_text("{", "utf-8")
    assert kept_kind(tmp_path, "vectors") == before.kind
    assert kept_kind(tmp_path / "nowhere", "vectors") == "exact"


@pytest.mark.parametrize("graph", [False, True])
def test_an_empty_index_can_be_saved(tmp_path, graph):
    index = saved(tmp_path, graph=graph)
    index.remove(np.arange(1200))
    index.save(6)
    again = opened(tmp_path)
    assert (again.stamp, len(again), again.fault) == (6, 0, "")


def test_the_stamp_is_in_the_name_and_older_files_go(tmp_path):
    index = saved(tmp_path)
    index.save(17)
    assert sorted(path.suffix for path in tmp_path.iterdir() if path.suffix != ".lock") == [
        ".graph",
        ".json",
        ".vectors",
    ]
    assert (tmp_path / "vectors-17.json").is_file()


@pytest.mark.parametrize("suffix", ["vectors", "graph"])
@pytest.mark.parametrize("harm", ["flip", "truncate", "lengthen", "delete"])
def test_damaged_data_is_not_used(tmp_path, suffix, harm):
    saved(tmp_path)
    (path,) = tmp_path.glob(f"*.{suffix}")
    data = bytearray(path.read_bytes())
    if harm == "flip":
        data[len(data) // 2] ^= 4
    elif harm == "truncate":
        del data[-100:]
    elif harm == "lengthen":
        data += b"\0" * 8
    path.unlink() if harm == "delete" else path.write_bytes(data)
    index = opened(tmp_path)
    assert (index.needs_rebuild, len(index)) == (True, 0)
    assert "vectors-5.json" in index.fault
    index.rebuild([(np.arange(10), unit(1, 10))], 5)
    assert index.save()
    assert (len(opened(tmp_path)), opened(tmp_path).fault) == (10, "")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1}', '{"format": 99}', "\0\0"])
def test_a_damaged_manifest_is_not_used(tmp_path, text):
    saved(tmp_path)
    (tmp_path / "vectors-5.json").write_text(text)
    index = opened(tmp_path)
    assert index.needs_rebuild
    assert index.fault


def test_a_manifest_cannot_reach_outside_its_folder(tmp_path):
    saved(tmp_path / "index")
    manifest = tmp_path / "index" / "vectors-5.json"
    told = json.loads(manifest.read_text())
    (data,) = (tmp_path / "index").glob("*.vectors")
    data.rename(tmp_path / data.name)
    told["vectors"]["file"] = f"../{data.name}"
    manifest.write_text(json.dumps(told))
    assert opened(tmp_path / "index").needs_rebuild


def test_another_dimension_is_not_used(tmp_path):
    saved(tmp_path)
    index = VectorIndex.open(tmp_path, 64)
    assert index.needs_rebuild
    assert "dimensions" in index.fault


def test_an_index_behind_the_database_catches_up(tmp_path):
    saved(tmp_path)
    index = opened(tmp_path, at_most=8)
    assert index.stamp == 5
    index.catch_up(8, [([5000], unit(55, 1))], [3])
    assert index.knn(unit(55, 1), 1)[0][0, 0] == 5000


def test_an_index_ahead_of_the_database_is_removed(tmp_path):
    saved(tmp_path, stamp=50)
    index = opened(tmp_path, at_most=40)
    assert index.needs_rebuild
    assert "ahead" in index.fault
    index.rebuild([(np.arange(10), unit(1, 10))], 40)
    assert index.save()
    assert opened(tmp_path, at_most=40).stamp == 40


def test_an_older_index_is_never_saved_over_a_newer_one(tmp_path):
    newer = saved(tmp_path, stamp=9)
    older = VectorIndex(tmp_path, DIM)
    older.rebuild([(np.arange(3), unit(1, 3))], 7)
    assert not older.save()
    assert (opened(tmp_path).stamp, len(opened(tmp_path))) == (9, len(newer))


def test_a_folder_that_another_holds_is_left_alone(tmp_path, monkeypatch):
    index = saved(tmp_path)
    monkeypatch.setattr("palace.index.vector_index._LOCK_SECONDS", 0.1)
    with FileLock(tmp_path / "vectors.lock"):
        assert not index.save(6)
        assert opened(tmp_path).stamp == 5


CHILD = """
import resource, sys
from pathlib import Path
import numpy as np
from palace.index import VectorIndex, kept_kind
from tests.index.test_vector_index import DIM, unit
folder, limit = Path(sys.argv[1]), int(sys.argv[2])
index = VectorIndex.open(folder, DIM, graph_from=1000)
index.upsert(np.arange(1200, 2400), unit(4, 1200))
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    print(index.save(6), index.fault, flush=True)
else:
    print("ready", flush=True)
    stamp = 6
    while True:
        index.save(stamp)
        stamp += 1
"""


def child(folder, limit) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder), str(limit)],
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file size are POSIX")
@pytest.mark.parametrize("kilobytes", [1, 200, 330])
def test_a_full_disk_leaves_the_former_index(tmp_path, kilobytes):
    # The vectors take 325 kB and the graph 700 kB, so each of both files is cut short once.
    saved(tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())
    with child(tmp_path, kilobytes * 1024) as process:
        answer, _ = process.communicate(timeout=60)
    assert answer.startswith("False it could not be saved")
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert (opened(tmp_path).stamp, opened(tmp_path).fault) == (5, "")


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_killed_while_saving(tmp_path):
    rng = np.random.default_rng(0)
    saved(tmp_path)
    for _ in range(4):
        with child(tmp_path, 0) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(float(rng.uniform(0.005, 0.06)))
            os.kill(process.pid, signal.SIGKILL)
        index = opened(tmp_path)
        assert index.fault == ""
        assert len(index) in (1200, 2400)
        assert index.knn(unit(1, 1200)[:1], 1)[0][0, 0] == 0
    assert index.save(index.stamp + 1)
    assert len([path for path in tmp_path.iterdir() if path.suffix != ".lock"]) == 3

"""The index answers as exact search does, whatever was added, replaced or removed."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from palace.index import VectorIndex

DIM = 32


def unit(seed: int, count: int, dim: int = DIM) -> np.ndarray:
    """Vectors about fifty centres, as texts lie about subjects."""
    rng = np.random.default_rng(seed)
    centres = np.random.default_rng(7).normal(size=(50, dim))
    vectors = centres[rng.integers(0, 50, count)] + 0.5 * rng.normal(size=(count, dim))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def filled(tmp_path, count=500, **options) -> VectorIndex:
    index = VectorIndex(tmp_path / "index", DIM, **options)
    index.rebuild([(np.arange(count), unit(1, count))], 9)
    return index


def truth(vectors: dict[int, np.ndarray], query: np.ndarray, k: int) -> list[int]:
    ranked = sorted(vectors, key=lambda label: (-float(vectors[label] @ query), label))
    return ranked[:k]


def test_an_empty_index_finds_nothing(tmp_path):
    index = VectorIndex.open(tmp_path / "none", DIM)
    assert (len(index), index.stamp, index.kind, index.needs_rebuild) == (0, 0, "exact", True)
    labels, cosines = index.knn(unit(0, 3), 10)
    assert labels.shape == cosines.shape == (3, 0)
    assert index.knn_subset([1, 2], unit(0, 1)[0], 5)[0].tolist() == []


@pytest.mark.parametrize("graph", [False, True])
def test_the_nearest_are_found_in_order_with_exact_cosines(tmp_path, graph):
    vectors = unit(1, 3000)
    index = VectorIndex(tmp_path, DIM, graph_from=1000 if graph else 10_000)
    index.rebuild([(np.arange(1500), vectors[:1500]), (np.arange(1500, 3000), vectors[1500:])], 3)
    assert index.build() is graph
    assert index.kind == ("hnsw" if graph else "exact")
    queries = unit(2, 50)
    labels, cosines = index.knn(queries, 10)
    exact = np.argsort(-(queries @ vectors.T), axis=1)[:, :10]
    hits = np.mean([len(set(a) & set(b)) / 10 for a, b in zip(labels, exact, strict=True)])
    assert hits >= 0.99
    np.testing.assert_allclose(
        cosines, np.take_along_axis(queries @ vectors.T, labels, 1), atol=1e-5
    )
    assert (np.diff(cosines, axis=1) <= 0).all()


@pytest.mark.parametrize("graph_from", [100, 10_000])
def test_more_neighbours_than_there_are_vectors(tmp_path, graph_from):
    index = filled(tmp_path, 200, graph_from=graph_from)
    index.build()
    index.remove(np.arange(20, 200))
    labels, _ = index.knn(unit(3, 2), 1000)
    assert sorted(labels[0]) == list(range(20))
    index.remove(range(20))
    assert index.knn(unit(3, 2), 5)[0].shape == (2, 0)


def test_a_subset_is_searched_exactly(tmp_path):
    index = filled(tmp_path)
    query = unit(4, 1)[0]
    among = [3, 77, 77, 400, 9999, 12]
    labels, cosines = index.knn_subset(among, query, 3)
    known = {label: unit(1, 500)[label] for label in (3, 12, 77, 400)}
    assert labels.tolist() == truth(known, query, 3)
    assert cosines[0] == pytest.approx(float(known[labels[0]] @ query), abs=1e-6)


def test_a_tenth_dead_asks_for_a_new_graph(tmp_path):
    index = filled(tmp_path, 1000, graph_from=500)
    assert index.needs_build
    index.build()
    assert not index.needs_build
    index.upsert(np.arange(90), unit(5, 90))
    assert not index.needs_build
    index.remove(np.arange(100, 140))
    assert index.needs_build
    index.build()
    assert not index.needs_build
    assert index.knn(unit(5, 90)[:1], 1)[0][0, 0] == 0


def test_the_graph_is_the_same_each_time(tmp_path):
    shuffled = np.random.default_rng(3).permutation(2000)
    vectors, query = unit(1, 2000), unit(2, 40)
    files = []
    for order in (np.arange(2000), shuffled):
        index = VectorIndex(tmp_path / str(order[0]), DIM, graph_from=1000)
        index.rebuild([(order, vectors[order])], 5)
        index.build()
        index.save()
        files.append(next((tmp_path / str(order[0])).glob("*.graph")).read_bytes())
        assert index.knn(query, 5)[0].shape == (40, 5)
    assert files[0] == files[1]


def test_what_changes_while_the_graph_is_built_is_not_lost(tmp_path):
    index = filled(tmp_path, 3000, graph_from=1000)
    fresh = unit(8, 10)
    asked = []

    def meddle() -> bool:
        if not asked:
            index.upsert(np.arange(5000, 5010), fresh)
            index.upsert([7], fresh[:1] * -1)
            index.remove([8])
        asked.append(len(index))
        return False

    assert index.build(cancelled=meddle)
    assert index.kind == "hnsw"
    assert index.knn(fresh[3:4], 1)[0][0, 0] == 5003
    assert index.knn(fresh[:1] * -1, 1)[0][0, 0] == 7
    assert 8 not in index.knn(unit(1, 3000)[8:9], 20)[0]


def test_a_build_can_be_cancelled_and_is_dropped_after_a_rebuild(tmp_path):
    index = filled(tmp_path, 1500, graph_from=1000)
    assert not index.build(cancelled=lambda: True)
    assert index.kind == "exact"

    def replace() -> bool:
        index.rebuild([(np.arange(4), unit(6, 4))], 20)
        return False

    assert not index.build(cancelled=replace)
    assert (len(index), index.stamp, index.kind) == (4, 20, "exact")


def test_searching_goes_on_while_another_thread_adds(tmp_path):
    index = filled(tmp_path, 2000, graph_from=1000)
    index.build()
    stop, faults = threading.Event(), []

    def add() -> None:
        try:
            for number in range(30):
                index.upsert(np.arange(2000 + 40 * number, 2040 + 40 * number), unit(number, 40))
                index.remove([number])
        except Exception as fault:
            faults.append(fault)
        stop.set()

    thread = threading.Thread(target=add)
    thread.start()
    queries = unit(3, 4)
    while not stop.is_set():
        labels, cosines = index.knn(queries, 10)
        assert labels.shape == (4, 10)
        assert (np.diff(cosines, axis=1) <= 0).all()
    thread.join()
    assert not faults
    assert len(index) == 2000 + 1200 - 30


def test_catching_up_applies_additions_and_removals(tmp_path):
    index = filled(tmp_path, 100)
    index.catch_up(12, [([200, 201], unit(9, 2))], [5])
    assert (index.stamp, len(index)) == (12, 101)
    assert index.knn(unit(9, 1), 1)[0][0, 0] == 200


@pytest.mark.parametrize(
    ("labels", "vectors"),
    [([1], unit(0, 1, 16)), ([1, 2], unit(0, 1)), ([-1], unit(0, 1)), ([1], unit(0, 1)[0])],
)
def test_wrong_shapes_are_refused(tmp_path, labels, vectors):
    with pytest.raises(ValueError, match=r"labels|shape"):
        filled(tmp_path).upsert(labels, vectors)


class AgainstExact(RuleBasedStateMachine):
    """Random adds, updates, removals, builds and reopenings."""

    folder: ClassVar[Path]
    hits: ClassVar[list[float]] = []

    def __init__(self) -> None:
        super().__init__()
        self.model: dict[int, np.ndarray] = {}
        # A folder of its own: what an earlier example saved must not be there to be found.
        self.home = Path(tempfile.mkdtemp(dir=self.folder))
        self.index = VectorIndex(self.home, DIM, graph_from=100)
        self.seed = 0

    @rule(first=st.integers(0, 900), count=st.integers(1, 300), seed=st.integers(0, 2**20))
    def upsert(self, first, count, seed):
        labels, vectors = np.arange(first, first + count), unit(seed, count)
        self.index.upsert(labels, vectors)
        self.model.update(zip(labels.tolist(), vectors, strict=True))

    @rule(first=st.integers(0, 1200), step=st.integers(1, 7), count=st.integers(1, 150))
    def remove(self, first, step, count):
        labels = list(range(first, first + step * count, step))
        self.index.remove(labels)
        for label in labels:
            self.model.pop(label, None)

    @rule()
    def build(self):
        self.index.build()

    @rule()
    def reopen(self):
        stamp = self.index.stamp + 1
        assert self.index.save(stamp)
        self.index = VectorIndex.open(self.home, DIM, graph_from=100)
        assert (self.index.stamp, self.index.fault) == (stamp, "")

    @invariant()
    def finds_what_exact_search_finds(self):
        assert len(self.index) == len(self.model)
        self.seed += 1
        queries = unit(self.seed, 4)
        labels, cosines = self.index.knn(queries, 10)
        assert labels.shape == (4, min(10, len(self.model)))
        for query, found, scores in zip(queries, labels.tolist(), cosines, strict=True):
            assert len(set(found)) == len(found)
            for label, score in zip(found, scores, strict=True):
                assert float(self.model[label] @ query) == pytest.approx(float(score), abs=1e-5)
            if found:
                right = set(truth(self.model, query, 10))
                self.hits.append(len(right & set(found)) / len(right))


def test_random_changes_against_exact_search(tmp_path):
    AgainstExact.folder, AgainstExact.hits = tmp_path, []
    run_state_machine_as_test(
        AgainstExact, settings=settings(max_examples=25, stateful_step_count=25, deadline=None)
    )
    assert len(AgainstExact.hits) > 100
    assert np.mean(AgainstExact.hits) >= 0.99

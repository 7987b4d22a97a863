"""Queries before bulk work, bulk work in turn, batches of like length and bounded time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from palace.embedding.scheduling import (
    BATCH_SECONDS,
    FIRST_RATE,
    LARGEST_BATCH,
    Job,
    Scheduler,
)


def rows(*lengths: int) -> list[list[int]]:
    return [[1] * length for length in lengths]


def drain(scheduler: Scheduler) -> list[tuple[Job, list[int]]]:
    return list(iter(lambda: scheduler.next(0), None))


@given(st.lists(st.integers(2, 256), max_size=200))
def test_every_text_is_handed_out_once_in_batches_that_are_short_enough(lengths):
    scheduler, job = Scheduler(), Job(rows(*lengths), bulk=True)
    scheduler.submit(job)
    batches = [numbers for _, numbers in drain(scheduler)]
    assert sorted(n for batch in batches for n in batch) == list(range(len(lengths)))
    budget = FIRST_RATE * BATCH_SECONDS
    for batch in batches:
        cost = len(batch) * max(lengths[n] for n in batch)
        assert len(batch) == 1 or cost <= budget
        assert len(batch) <= LARGEST_BATCH
    flat = [lengths[n] for batch in batches for n in batch]
    assert flat == sorted(flat, reverse=True)


def test_a_query_goes_before_bulk_work_that_came_first():
    scheduler = Scheduler()
    bulk, query = Job(rows(*[200] * 20), bulk=True), Job(rows(9), bulk=False)
    scheduler.submit(bulk)
    first = scheduler.next(0)
    scheduler.submit(query)
    second = scheduler.next(0)
    assert first is not None
    assert second is not None
    assert (first[0], second[0]) == (bulk, query)


def test_bulk_jobs_take_turns():
    scheduler = Scheduler()
    jobs = [Job(rows(*[200] * 6), bulk=True) for _ in range(3)]
    for job in jobs:
        scheduler.submit(job)
    order = [jobs.index(job) for job, _ in drain(scheduler)]
    assert order[:6] == [0, 1, 2, 0, 1, 2]


def test_cancelled_work_is_dropped():
    scheduler = Scheduler()
    job, other = Job(rows(*[200] * 20), bulk=True), Job(rows(5), bulk=True)
    scheduler.submit(job)
    scheduler.submit(other)
    scheduler.next(0)
    job.cancelled = True
    assert [taken for taken, _ in drain(scheduler)] == [other]


def test_batches_follow_the_measured_speed():
    scheduler = Scheduler()
    for _ in range(50):
        scheduler.measured(10_000, 0.5)  # 20,000 tokens a second
    job = Job(rows(*[100] * 64), bulk=True)
    scheduler.submit(job)
    batch = scheduler.next(0)
    assert batch is not None
    assert 19 <= len(batch[1]) <= 20


def test_closing_ends_what_waits():
    scheduler = Scheduler()
    job, late = Job(rows(5, 6), bulk=True), Job(rows(5), bulk=False)
    scheduler.submit(job)
    scheduler.close("over")
    scheduler.submit(late)
    assert job.parts.get_nowait() == "over"
    assert isinstance(late.parts.get_nowait(), str)
    assert scheduler.next(0) is None

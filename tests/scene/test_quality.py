"""The governor: what it learns from how long frames take."""

from palace.scene.quality import (
    BUDGET_SECONDS,
    IDLE_SECONDS,
    LOW_START_SCALE,
    MIN_SCALE,
    WHOLE_SECONDS,
    Governor,
    Quality,
)


def walk(governor: Governor, drawing: float, between: float, frames: int = 60) -> None:
    """Draw frames that take so long, and so long from one's end to the next one's beginning."""
    at = 0.0
    for _ in range(frames):
        governor.drawn(at, at + drawing)
        at += drawing + between


def test_on_a_processor_what_the_window_does_with_a_picture_counts() -> None:
    governor = Governor(software=True)
    walk(governor, WHOLE_SECONDS * 0.6, WHOLE_SECONDS)
    assert governor.moving.scale < MIN_SCALE + 0.02


def test_a_processor_with_time_left_draws_sharper() -> None:
    governor = Governor(software=True)
    walk(governor, WHOLE_SECONDS * 0.3, WHOLE_SECONDS * 0.2, 8)
    assert governor.moving.scale > LOW_START_SCALE


def test_a_pause_is_no_slow_frame() -> None:
    governor = Governor(software=True)
    walk(governor, WHOLE_SECONDS, IDLE_SECONDS)
    assert governor.moving.scale == LOW_START_SCALE


def test_a_weak_card_is_judged_by_its_drawing_alone() -> None:
    waiting, slow = Governor(), Governor()
    walk(waiting, BUDGET_SECONDS * 0.5, BUDGET_SECONDS)
    walk(slow, BUDGET_SECONDS * 1.5, 0.0, 25)
    assert waiting.moving.quality is Quality.HIGH
    assert slow.moving.quality is Quality.MEDIUM

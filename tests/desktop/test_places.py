from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from palace.desktop.places import History, Visit
from palace.desktop.remembered import Remembered, Stood
from palace.scene.camera import Pose


def test_back_and_forward() -> None:
    history = History()
    for space in "abc":
        history.arrive(Visit(Pose(), space))
    back = history.step(-1)
    assert back is not None and back.space_id == "b"
    assert history.can(-1) and history.can(1)
    history.arrive(Visit(Pose(), "d"))
    assert [visit.space_id for visit in history.visits] == ["a", "b", "d"]
    assert not history.can(1)
    assert history.step(1) is None


@given(st.lists(st.sampled_from(["a", "b", "c", "back", "forward"]), max_size=40))
def test_one_is_always_somewhere_in_the_history(moves: list[str]) -> None:
    history = History()
    for move in moves:
        if move in ("back", "forward"):
            history.step(-1 if move == "back" else 1)
        else:
            history.arrive(Visit(Pose(), move))
            assert history.visits[history.at].space_id == move
        assert -1 <= history.at < max(1, len(history.visits))


def test_what_was_open_is_remembered(tmp_path: Path) -> None:
    file = tmp_path / "state" / "window.json"
    kept = Remembered(b"\x01\x02", b"\x03", map_shown=False, last_palace="/p")
    kept.places["/p"] = Stood(1.0, 2.0, 3.0, 0.5, 0.1, "room", "o", "m")
    kept.save(file)
    assert Remembered.load(file) == kept


def test_what_cannot_be_read_is_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    for text in ("", "[]", '{"geometry": 5}', '{"places": {"p": {"up": 1}}}'):
        file.write_text(text)
        assert Remembered.load(file).places == {}

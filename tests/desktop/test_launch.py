from pathlib import Path

import pytest

from palace.desktop.launch import launch
from palace.model.errors import NotAPalace, PalaceError


def test_a_folder_of_other_things_is_refused_before_a_window_opens(
    tmp_path: Path, qapp: object
) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(NotAPalace, match="name another folder"):
        launch(tmp_path)


def test_a_damaged_palace_is_refused_before_a_window_opens(tmp_path: Path, qapp: object) -> None:
    (tmp_path / "palace.db").write_text("junk")
    with pytest.raises(PalaceError):
        launch(tmp_path)

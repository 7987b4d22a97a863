from pathlib import Path

import pytest

from palace.desktop.motion import in_files, system_wants_less_motion


@pytest.mark.parametrize(
    ("file", "text", "calm"),
    [
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0\n", True),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0.5\n", False),
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=false\n", True),
        ("gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations = 1\n", False),
        ("kdeglobals", "no section\n[KDE\n", False),
    ],
)
def test_what_the_desktops_write(file: str, text: str, calm: bool, tmp_path: Path) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(text)
    assert in_files(tmp_path) is calm


def test_a_system_that_says_nothing_wants_motion(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    assert system_wants_less_motion(tmp_path) is False

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palace.desktop.settings import BY_KEY, SECTIONS, SETTINGS, Settings


def test_a_choice_is_kept_for_the_next_time(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "settings.toml"
    settings = Settings(file)
    settings.set("appearance.theme", "dark")
    settings.set("walking.field_of_view", 80)
    settings.set("walking.invert", True)
    again = Settings(file)
    assert again.text("appearance.theme") == "dark"
    assert again.number("walking.field_of_view") == 80
    assert again.flag("walking.invert")
    assert not again.problem


def test_a_change_is_told_once() -> None:
    settings = Settings()
    told: list[str] = []
    settings.changed.connect(told.append)
    settings.set("walking.invert", True)
    settings.set("walking.invert", True)
    assert told == ["walking.invert"]


def test_a_broken_file_is_left_alone_and_said(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("[appearance\n")
    settings = Settings(file)
    assert str(file) in settings.problem
    settings.set("appearance.theme", "dark")
    assert file.read_text() == "[appearance\n"


def test_a_value_out_of_bounds_in_the_file_gives_the_default(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("[walking]\nfield_of_view = 500\ninvert = true\n")
    settings = Settings(file)
    assert settings.number("walking.field_of_view") == BY_KEY["walking.field_of_view"].default
    assert settings.flag("walking.invert")
    assert "field_of_view" in settings.problem


def test_a_disk_that_refuses_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings = Settings(tmp_path / "file" / "settings.toml")
    told: list[str] = []
    settings.troubled.connect(told.append)
    settings.set("walking.invert", True)
    settings.set("walking.mouse_speed", 120)
    assert told == [settings.problem], "said once, not at every step of a slider"
    assert settings.flag("walking.invert")
    assert "could not be saved" in settings.problem


def test_restoring_brings_back_one_section_only() -> None:
    settings = Settings()
    settings.set("walking.invert", True)
    settings.set("appearance.theme", "dark")
    settings.restore("walking")
    assert not settings.flag("walking.invert")
    assert settings.text("appearance.theme") == "dark"


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_every_setting_is_declared_in_full(setting: object) -> None:
    assert setting.section in {section.key for section in SECTIONS}  # type: ignore[attr-defined]
    assert setting.title and setting.description.endswith(".")  # type: ignore[attr-defined]
    assert setting.accept(setting.default) == setting.default  # type: ignore[attr-defined]


@given(st.one_of(st.integers(), st.floats(), st.text(), st.booleans(), st.none()))
def test_whatever_is_accepted_is_within_the_limits(value: object) -> None:
    for setting in SETTINGS:
        try:
            kept = setting.accept(value)
        except ValueError:
            continue
        assert type(kept) is type(setting.default)
        if setting.high:
            assert setting.low <= float(kept) <= setting.high

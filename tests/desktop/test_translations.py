"""The translations that ship: whole, in line with the program, and read by it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from palace.desktop.below import retold
from palace.desktop.language import languages, speak
from palace.desktop.settings import BY_KEY
from palace.desktop.tr import mark, tr
from palace.desktop.widgets.key_names import key_text, keys_of
from palace.desktop.wording import day_of, objects
from palace.desktop.world import spoken
from palace.model.plan import SpaceKind
from palace.queries import PlanOf
from palace.session import Session
from tests.desktop.test_tr import tool

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "translations"
FILES = sorted(FOLDER.glob("palace_*.ts"))


def _messages(path: Path) -> list[ET.Element]:
    return list(ET.parse(path).getroot().iter("message"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_text_is_translated_and_none_is_left_over(path: Path) -> None:
    tool_ = tool()
    there = {tool_.key(message) for message in _messages(path)}
    wanted = set(tool_.texts())
    assert not wanted - there, "run `make translations`, and translate"
    assert not there - wanted, "run `make translations`"
    for message in _messages(path):
        translation = message.find("translation")
        assert translation is not None and translation.get("type") is None, tool_.key(message)
        forms = [form.text for form in translation] or [translation.text]
        assert all(forms), tool_.key(message)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_placeholders_are_those_of_the_source(path: Path) -> None:
    for message in _messages(path):
        translation = message.find("translation")
        assert translation is not None
        source = message.findtext("source") or ""
        values = sorted(re.findall(r"\{\w*\}", source))
        for form in list(translation) or [translation]:
            assert sorted(re.findall(r"\{\w*\}", form.text or "")) == values, source
            assert source.count("\n") == (form.text or "").count("\n"), source
            assert source.endswith(("…", ".")) == (form.text or "").endswith(("…", ".")), source


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_compiled_file_is_that_of_the_text(path: Path, tmp_path: Path) -> None:
    made = tmp_path / "made.qm"
    tool().compile_(path, made)
    assert made.read_bytes() == path.with_suffix(".qm").read_bytes(), "run `make translations`"


def test_writing_the_texts_anew_keeps_what_is_translated(tmp_path: Path) -> None:
    copy = tmp_path / "palace_de.ts"
    copy.write_bytes((FOLDER / "palace_de.ts").read_bytes())
    assert tool().write(copy, "de") == 0
    assert copy.read_bytes() == (FOLDER / "palace_de.ts").read_bytes()


def test_a_new_language_has_all_to_be_done(tmp_path: Path) -> None:
    tool_ = tool()
    assert tool_.write(tmp_path / "palace_fr.ts", "fr") == len(tool_.texts())


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    assert speak(qapp, "de") == "de"
    yield
    for translator in qapp.findChildren(QTranslator):
        QCoreApplication.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(before)
    qapp.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)


def test_german_is_spoken(german: None) -> None:
    assert tr(mark("Close")) == "Schließen"
    assert [objects(n) for n in (1, 2, 1204)] == ["1 Ding", "2 Dinge", "1.204 Dinge"]
    assert day_of(1_741_950_000).endswith("2025") and "März" in day_of(1_741_950_000)
    assert retold("“Brot” stands there already.") == "„Brot“ steht schon dort."
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"


def test_ways_that_bear_nobodys_name_are_called_in_german(german: None, palace: Path) -> None:
    with Session(palace) as session:
        plan = session.ask(PlanOf())
    kinds = {SpaceKind.ROOM, SpaceKind.CORRIDOR}
    before = {space.id: space.name for space in plan.spaces}
    after = {space.id: space.name for space in spoken(plan).spaces}
    for space in plan.spaces:
        assert (before[space.id] == after[space.id]) is (space.kind in kinds), space.name
    assert "Hof" in after.values()


def test_in_english_a_plan_stays_what_it_is(qapp: object, palace: Path) -> None:
    with Session(palace) as session:
        plan = session.ask(PlanOf())
    assert spoken(plan) is plan


def test_keys_are_named_in_german_and_arrows_drawn(german: None) -> None:
    assert keys_of("Ctrl+Shift+Up") == ["Strg", "Umschalt", "↑"]
    assert keys_of("Ctrl++") == ["Strg", "+"]
    assert key_text("W A S D") == "W A S D"


def test_what_ships_can_be_chosen() -> None:
    assert [code for code, _ in languages()] == [path.stem.partition("_")[2] for path in FILES]
    assert dict(BY_KEY["appearance.language"].choices)["de"] == "Deutsch"

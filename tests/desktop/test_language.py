"""The language that is chosen, or the system's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from palace.desktop import language
from palace.desktop.language import chosen, speak
from palace.desktop.tr import tr


@pytest.fixture
def spoken(qapp: QApplication) -> Iterator[QApplication]:
    """Speak English again afterwards."""
    before = QLocale()
    yield qapp
    for translator in qapp.findChildren(QTranslator):
        QCoreApplication.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(before)
    qapp.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)


@pytest.mark.parametrize(
    ("wish", "system", "code"),
    [
        ("de", ["fr-FR"], "de"),
        ("en", ["de-DE"], "en"),
        ("xx", ["de-DE"], "en"),
        ("system", ["de-Latn-AT", "de-AT", "de"], "de"),
        ("system", ["pt-Latn-BR"], "pt_BR"),
        ("system", ["pt-PT"], "en"),
        ("system", ["fr-FR", "de-DE", "en-US"], "de"),
        ("system", ["en-GB", "de-DE"], "en"),
        ("system", ["C"], "en"),
    ],
)
def test_the_first_language_that_there_is(
    monkeypatch: pytest.MonkeyPatch, wish: str, system: list[str], code: str
) -> None:
    monkeypatch.setattr(language, "languages", lambda: [("de", "Deutsch"), ("pt_BR", "português")])
    assert chosen(wish, system) == code


def test_a_language_that_runs_to_the_left_turns_the_window(
    spoken: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "palace_he.qm").write_bytes(b"")
    monkeypatch.setattr(language, "folder", lambda: tmp_path)
    assert dict(language.languages()) == {"he": "עברית"}
    assert speak(spoken, "he") == "he"
    assert spoken.layoutDirection() == Qt.LayoutDirection.RightToLeft
    # Qt's own words for it come along.
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "ביטול"
    assert tr("Close") == "Close"  # nothing is translated in an empty file
    assert speak(spoken, "en") == "en"
    assert spoken.layoutDirection() == Qt.LayoutDirection.LeftToRight

"""The language of the window: which there are, and the one that is spoken from the start on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QApplication

SYSTEM, ENGLISH = "system", "en"


def folder() -> Path:
    """Return where the translations lie: in an installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "assets"
    return (inside if inside.is_dir() else package.parent / "assets") / "translations"


def languages() -> list[tuple[str, str]]:
    """Return the languages besides English, as code ("de", "pt_BR") and their own name."""
    codes = sorted(path.stem.partition("_")[2] for path in folder().glob("palace_*.qm"))
    return [(code, QLocale(code).nativeLanguageName()) for code in codes]


def chosen(wish: str, system: Sequence[str]) -> str:
    """Return the language to speak.

    Parameters
    ----------
    wish
        A code, or "system".
    system
        The languages of the system, the most wanted first, as ``QLocale.uiLanguages`` has them.
    """
    known = {ENGLISH, *(code for code, _ in languages())}
    if wish != SYSTEM:
        return wish if wish in known else ENGLISH
    for name in system:
        parts = name.split("-")
        for code in ("_".join((parts[0], parts[-1])), parts[0]):
            if code in known:
                return code
    return ENGLISH


def speak(app: QApplication, wish: str) -> str:
    """Let all that is said from now on be said in a language, and written in its direction.

    Parameters
    ----------
    wish
        As for `chosen`.

    Returns
    -------
    str
        Its code.
    """
    system = QLocale.system()
    code = chosen(wish, system.uiLanguages())
    # With the system's own country, where it speaks the same language: dates are written so.
    same = QLocale(code).language() == QLocale(system.name()).language()
    locale = QLocale(system.name()) if same else QLocale(code)
    QLocale.setDefault(locale)
    app.setLayoutDirection(locale.textDirection())
    if code != ENGLISH:
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for name, where in (("qtbase", qt), ("palace", str(folder()))):
            translator = QTranslator(app)
            if translator.load(f"{name}_{code}", where):
                app.installTranslator(translator)
    return code

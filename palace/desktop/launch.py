"""The only entry into the window. Whatever is heavy is imported after the window is asked for."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from palace.desktop import garbage

if TYPE_CHECKING:
    from palace.desktop.background import Background
    from palace.desktop.library import Library
    from palace.desktop.settings import Settings
    from palace.desktop.theme import Theme
    from palace.desktop.workbench import Workbench
    from palace.embedding import EmbedderClient
    from palace.queries import Spot
    from palace.session import Session

SETTLE_MS = 4000
"""So long after the window's start garbage is collected again."""

SWITCH_SECONDS = 0.001
"""So long may another thread go on while the window's waits: drawing gives way to them at every
call of OpenGL, and would each time wait for Python's five milliseconds."""


def launch(palace: Path, place: str | None = None, *, first_run: bool | None = None) -> int:
    """Open the window on a palace and return when it is closed.

    Parameters
    ----------
    palace
        The palace's folder.
    place
        Where to go in it, as for `palace.queries.FindSpot`; None for where one was.
    first_run
        Show the first page instead; None shows it where there is no palace yet.

    Returns
    -------
    int
        The exit code.

    Raises
    ------
    PalaceError
        The folder holds something else, or cannot be used; there is no such place.
    """
    from palace.scene.environment import prepare_window

    garbage.wait()
    prepare_window()
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication(sys.argv[:1])
    new = first_run if first_run is not None else not (palace / "palace.db").exists()
    if new:
        _refuse_other(palace)
    # Opened before there is a window: a palace that cannot be opened is said where it was asked.
    opened = None if new else _open_session(palace, create=False)
    spot = _spot(opened, place) if opened is not None and place is not None else None
    bench = make_workbench(palace)
    if opened is None:
        bench.welcome()
    else:
        from palace.desktop.library import Library

        session, embedder = opened
        bench.enter(Library(session, bench.background, embedder), spot)
    bench.window.show()
    QTimer.singleShot(SETTLE_MS, garbage.settle)
    from palace.desktop.endings import SignalEnding

    ending = SignalEnding(bench.window.close)
    code = app.exec()
    ending.close()
    bench.close()
    return code


def make_workbench(palace: Path) -> Workbench:
    """Make the window with the person's settings, not shown yet."""
    sys.setswitchinterval(SWITCH_SECONDS)
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    from palace.desktop.language import ENGLISH, speak
    from palace.desktop.motion import system_wants_less_motion
    from palace.desktop.places_on_disk import config_file, sample_folders, state_file
    from palace.desktop.remembered import Remembered
    from palace.desktop.settings import Settings
    from palace.desktop.workbench import Workbench, quality_of
    from palace.scene.view import PalaceView

    QCoreApplication.setApplicationName("Palace")
    QGuiApplication.setDesktopFileName("palace")
    settings = Settings(config_file())
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if speak(app, settings.text("appearance.language")) != ENGLISH:
        settings = Settings(config_file())  # what is wrong with them is told in it, too
    theme = theme_of(settings)
    view = PalaceView(quality=quality_of(settings.text("drawing.quality")))
    file = state_file()
    return Workbench(
        theme,
        settings,
        view=view,
        remembered=Remembered.load(file),
        memory_file=file,
        open_library=open_library,
        home=palace,
        sample=sample_folders(),
        less_motion=partial(system_wants_less_motion, config_file().parent.parent),
    )


def theme_of(settings: Settings) -> Theme:
    """Return the theme that the person chose, with the application dressed in it."""
    from palace.desktop.theme import Contrast, Mode, Theme

    theme = Theme(
        Mode(settings.text("appearance.theme")),
        settings.number("appearance.text_size") / 100,
        contrast=Contrast(settings.text("appearance.contrast")),
    )
    theme.apply()
    return theme


def open_library(folder: Path, create: bool, background: Background) -> Library:
    """Open a palace with the embedder at hand.

    Raises
    ------
    PalaceError
        As `Session.open`.
    """
    from palace.desktop.library import Library

    session, embedder = _open_session(folder, create=create)
    return Library(session, background, embedder)


def _open_session(folder: Path, *, create: bool) -> tuple[Session, EmbedderClient]:
    from palace.embedding import EmbedderClient
    from palace.session import Session

    embedder = EmbedderClient()
    try:
        session = Session.open(folder, create=create, embedder=embedder, actor="window")
    except BaseException:
        embedder.close()
        raise
    return session, embedder


def _spot(opened: tuple[Session, EmbedderClient], place: str) -> Spot:
    """Return where to go, or close again what was opened.

    Raises
    ------
    NotFound
    """
    from palace.queries import FindSpot

    session, embedder = opened
    try:
        return session.ask(FindSpot(place))
    except BaseException:
        session.close()
        embedder.close()
        raise


def _refuse_other(palace: Path) -> None:
    """Refuse a folder that is no palace and holds other things.

    Raises
    ------
    NotAPalace
    """
    from palace.model.errors import NotAPalace

    if palace.is_file() or (palace.is_dir() and any(palace.iterdir())):
        raise NotAPalace(f"{palace} holds other things and no palace; name another folder.")

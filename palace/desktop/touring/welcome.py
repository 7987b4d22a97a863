"""The first minute: five things a newcomer does, each told when the one before is done."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from palace.desktop.reader.panel import SAME_THING
from palace.desktop.tr import mark, tr

if TYPE_CHECKING:
    from palace.desktop.visit import PalaceVisit
    from palace.desktop.window import MainWindow
    from palace.scene.camera import Pose
    from palace.scene.view import PalaceView

WALKED = 2.0
"""Metres after which one has walked."""
LINGER_MS = 1400
"""So long a thing that is done stays to be read before the next is told."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One thing to do.

    Parameters
    ----------
    id
        Its name.
    title, note
        What to do, and what it is good for.
    """

    id: str
    title: str
    note: str


LESSONS = (
    Lesson(
        "walk",
        mark("Walk: W A S D, and drag to look about"),
        mark("This is the court. Rooms lie along its wings; each holds what belongs together."),
    ),
    Lesson(
        "find",
        mark("Find: Ctrl+K, and type a word"),
        mark("In the sample, try “bread”. What is found shines in the palace with its number."),
    ),
    Lesson(
        "go",
        mark("Go there: Shift+Enter takes you to what is chosen"),
        mark("Things keep their places for good, so that you find them by walking, too."),
    ),
    Lesson(
        "same",
        mark("What else do I have on this: F3"),
        mark("Notes and chats on the same thing, older and newer, with what each of them adds."),
    ),
    Lesson(
        "bring",
        mark("Bring your own: drop a folder or an export anywhere"),
        mark("Or Ctrl+I for notes, Ctrl+Shift+I for chats. Everything stays on this computer."),
    ),
)


class Welcome(QObject):
    """Leads through the lessons in the palace that is open.

    Parameters
    ----------
    done
        Called once it has ended, however that was.
    """

    changed = Signal(str)

    def __init__(
        self,
        window: MainWindow,
        view: PalaceView,
        visit: PalaceVisit,
        done: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window, self._view, self._visit, self._done = window, view, visit, done
        self._at = 0
        self._start: Pose = view.pose
        self._way = 0.0
        self._open = True
        self._linger = QTimer(self)
        self._linger.setSingleShot(True)
        self._linger.setInterval(LINGER_MS)
        self._linger.timeout.connect(self._next)
        window.tour.pressed.connect(self._pressed)
        visit.touring.changed.connect(self._overtaken)
        view.moved.connect(self._moved)
        view.arrived.connect(self._arrived)
        window.search.model.modelReset.connect(self._found)
        window.reader.tabs.currentChanged.connect(self._turned)
        self._show()

    @property
    def lesson(self) -> Lesson:
        """What is told now."""
        return LESSONS[self._at]

    def close(self) -> None:
        """End it."""
        if not self._open:
            return
        self._open = False
        self._linger.stop()
        self._window.tour.pressed.disconnect(self._pressed)
        self._visit.touring.changed.disconnect(self._overtaken)
        self._view.moved.disconnect(self._moved)
        self._view.arrived.disconnect(self._arrived)
        self._window.search.model.modelReset.disconnect(self._found)
        self._window.reader.tabs.currentChanged.disconnect(self._turned)
        if not (self._visit.touring.recording or self._visit.touring.touring):
            self._window.tour.hide()
        self._done()
        self.deleteLater()

    def _show(self, *, done: bool = False) -> None:
        lesson = self.lesson
        last = self._at == len(LESSONS) - 1
        if done:
            head = tr("First steps  ·  Done ✓")
        else:
            head = tr("First steps  ·  {number} of {all}", number=self._at + 1, all=len(LESSONS))
        self._window.hints.vanish()
        self._window.tour.show_stop(
            head,
            tr(lesson.title),
            tr(lesson.note),
            (("leave", tr("Leave"), True), ("lesson", tr("I see") if last else tr("Next"), True)),
        )
        self._window.host.place()
        self.changed.emit(lesson.id)

    def _pressed(self, name: str) -> None:
        if name == "leave":
            self.close()
        elif name == "lesson":
            self._next()

    def _overtaken(self) -> None:
        """Make way for a tour or a walk that the person begins."""
        if self._visit.touring.recording or self._visit.touring.touring:
            self.close()

    def _next(self) -> None:
        self._linger.stop()
        if self._at == len(LESSONS) - 1:
            self.close()
            return
        self._at += 1
        self._way = 0.0
        self._start = self._view.pose
        self._show()

    def _did(self, lesson: str) -> None:
        """Go on where this is the lesson that is told now."""
        if self._open and self.lesson.id == lesson and not self._linger.isActive():
            self._show(done=True)
            self._linger.start()

    def _moved(self, pose: Pose) -> None:
        step = math.hypot(pose.x - self._start.x, pose.y - self._start.y)
        self._start = pose
        if step < 1.0:  # a jump is no walk
            self._way += step
        if self._way > WALKED:
            self._did("walk")

    def _found(self) -> None:
        if self._window.search.model.hits:
            self._did("find")

    def _arrived(self) -> None:
        self._did("go")

    def _turned(self, tab: int) -> None:
        if tab == SAME_THING:
            self._did("same")

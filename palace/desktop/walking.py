"""Keys, mouse and time of the scene: what a person does there becomes the view's calls."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from palace.scene.view import PalaceView
    from palace.scene.walker import Move

FRAME_MS = 16
HOVER_MS = 50
DRAG_PIXELS = 5
HOLD_MS = 300
"""So long a thing is held before it is lifted; who drags at once looks round, also over things."""

ZOOM_STEP = 1.15

_KEYS: dict[int, Move] = {
    Qt.Key.Key_W.value: "forward",
    Qt.Key.Key_S.value: "back",
    Qt.Key.Key_A.value: "left",
    Qt.Key.Key_D.value: "right",
    Qt.Key.Key_Up.value: "forward",
    Qt.Key.Key_Down.value: "back",
    Qt.Key.Key_Left.value: "left",
    Qt.Key.Key_Right.value: "right",
    Qt.Key.Key_Shift.value: "fast",
}


class SceneInput(QObject):
    """Listens to the scene's widget and owns the timer of all its movement.

    The timer runs only while something moves. Every key held is let go when the scene loses
    the focus or the window is left, so that nobody walks on unseen.

    Parameters
    ----------
    view
        What is moved.
    widget
        The scene's native widget.

    Attributes
    ----------
    held
        ``(pick, point of the screen)`` when the button has rested on one spot for a while. Whoever
        lifts the thing that is there calls `carry`; from then on the mouse is told by `carried`,
        and at the end by `dropped` or, where nothing is to be put down, by `let_fall`.
    """

    clicked = Signal(object, float, float)
    asked = Signal(object, float, float)
    double_clicked = Signal(object)
    pointed = Signal(object, float, float)
    stepped = Signal()
    escaped = Signal()
    walked = Signal()
    held = Signal(object, QPoint)
    carried = Signal(QPoint)
    dropped = Signal(QPoint)
    let_fall = Signal()

    def __init__(self, view: PalaceView, widget: QWidget) -> None:
        super().__init__(widget)
        self._view = view
        self._widget = widget
        self._pressed: tuple[Qt.MouseButton, QPointF] | None = None
        self._last = QPointF()
        self._dragging = False
        self._carrying = False
        self._pointer: QPointF | None = None
        self._time = 0.0
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        widget.setMouseTracking(True)
        widget.installEventFilter(self)
        self._frames = QTimer(self)
        self._frames.setTimerType(Qt.TimerType.PreciseTimer)
        self._frames.setInterval(FRAME_MS)
        self._frames.timeout.connect(self._frame)
        self._hover = QTimer(self)
        self._hover.setSingleShot(True)
        self._hover.setInterval(HOVER_MS)
        self._hover.timeout.connect(self._point)
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(HOLD_MS)
        self._hold.timeout.connect(self._held)

    # --- time -----------------------------------------------------------------------------

    def wake(self) -> None:
        """Let time pass until nothing moves any more."""
        if not self._frames.isActive():
            self._time = time.perf_counter()
            self._frames.start()

    def moving(self) -> bool:
        """Return whether time passes."""
        return self._frames.isActive()

    def close(self) -> None:
        """Stop all timers and listen no more."""
        self._frames.stop()
        self._hover.stop()
        self.let_go()
        self._widget.removeEventFilter(self)

    def _frame(self) -> None:
        now = time.perf_counter()
        dt, self._time = min(0.25, now - self._time), now
        if not self._view.advance(dt):
            self._frames.stop()
        self.stepped.emit()

    # --- events ---------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is meant for walking, leave the rest."""
        if isinstance(event, QKeyEvent):
            return self._key(event)
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        if isinstance(event, QWheelEvent):
            return self._wheel(event)
        kind = event.type()
        if (isinstance(event, QFocusEvent) and kind == QEvent.Type.FocusOut) or kind in (
            QEvent.Type.WindowDeactivate,
            QEvent.Type.Hide,
        ):
            self.let_go()
        elif kind in (QEvent.Type.Resize, QEvent.Type.Show):
            self.wake()  # a picture of another size is drawn in haste first, and finely after
        elif kind == QEvent.Type.Leave:
            self._pointer = None
            self._hover.stop()
            self.pointed.emit(None, 0.0, 0.0)
        return False

    def let_go(self) -> None:
        """Let go of every key and button."""
        self._view.walker.release_all()
        self.let_fall_now()

    def carry(self) -> None:
        """Let what the mouse does be told as carrying, until its button is let go."""
        self._carrying = self._pressed is not None

    def let_fall_now(self) -> None:
        """Let go of the mouse's button, and of what is carried."""
        carrying, self._carrying = self._carrying, False
        self._pressed = None
        self._dragging = False
        self._hold.stop()
        if carrying:
            self.let_fall.emit()

    def _key(self, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            # A held WASD must not be taken by a menu's letter; plain letters of commands are.
            return False
        move = _KEYS.get(event.key())
        held = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                if self._carrying:
                    self.let_fall_now()
                else:
                    self.escaped.emit()
                return True
            if move is None or held:
                return False
            if not event.isAutoRepeat() and self._view.mode == "walk":
                self._view.walker.press(move)
                self.walked.emit()
                self.wake()
            return True
        if event.type() == QEvent.Type.KeyRelease and move is not None:
            if not event.isAutoRepeat():
                self._view.walker.release(move)
                self.wake()
            return True
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        at = event.position()
        match event.type():
            case QEvent.Type.MouseButtonPress if self._carrying:
                self.let_fall_now()
            case QEvent.Type.MouseButtonPress:
                self._widget.setFocus(Qt.FocusReason.MouseFocusReason)
                self._pressed = (event.button(), at)
                self._last = at
                self._dragging = False
                if event.button() == Qt.MouseButton.LeftButton:
                    self._hold.start()
            case QEvent.Type.MouseMove if self._pressed is not None and not event.buttons():
                self.let_fall_now()  # the button was let go where nobody told
            case QEvent.Type.MouseMove:
                if self._pressed is None:
                    self._pointer = at
                    if not self._hover.isActive():
                        self._hover.start()
                else:
                    self._drag(at)
            case QEvent.Type.MouseButtonRelease:
                pressed, self._pressed = self._pressed, None
                carrying, self._carrying = self._carrying, False
                moved, self._dragging = self._dragging, False
                self._hold.stop()
                if carrying and moved:
                    self.dropped.emit(event.globalPosition().toPoint())
                    return True
                if carrying:
                    self.let_fall.emit()
                if pressed is not None and not moved:
                    self._click(event.button(), at)
            case QEvent.Type.MouseButtonDblClick:
                self._pressed = None
                self._hold.stop()
                if event.button() == Qt.MouseButton.LeftButton:
                    self.double_clicked.emit(self._view.pick(at.x(), at.y()))
            case _:
                return False
        return True

    def _drag(self, at: QPointF) -> None:
        assert self._pressed is not None
        button, start = self._pressed
        if not self._dragging:
            if (at - start).manhattanLength() < DRAG_PIXELS:
                return
            self._dragging = True
            self._hold.stop()
            self.pointed.emit(None, 0.0, 0.0)
        if self._carrying:
            self.carried.emit(self._widget.mapToGlobal(at.toPoint()))
            return
        step = at - self._last
        self._last = at
        if self._view.mode == "overview":
            if button == Qt.MouseButton.LeftButton:
                self._view.overview.orbit(step.x(), step.y())
            else:
                self._view.overview.pan(step.x(), step.y())
        else:
            self._view.walker.look(step.x(), step.y())
        self.walked.emit()
        self.wake()

    def _held(self) -> None:
        if self._pressed is not None and not self._dragging:
            at = self._pressed[1]
            pick = self._view.pick(at.x(), at.y())
            self.held.emit(pick, self._widget.mapToGlobal(at.toPoint()))

    def _click(self, button: Qt.MouseButton, at: QPointF) -> None:
        if button == Qt.MouseButton.LeftButton:
            self.clicked.emit(self._view.pick(at.x(), at.y()), at.x(), at.y())
        elif button == Qt.MouseButton.RightButton:
            self.asked.emit(self._view.pick(at.x(), at.y()), at.x(), at.y())

    def _wheel(self, event: QWheelEvent) -> bool:
        if self._view.mode != "overview":
            return True
        notches = event.angleDelta().y() / 120
        at = event.position()
        self._view.overview.zoom(ZOOM_STEP**notches, at.x(), at.y())
        self.wake()
        return True

    def _point(self) -> None:
        at = self._pointer
        if at is not None and self._pressed is None:
            self.pointed.emit(self._view.pick(at.x(), at.y()), at.x(), at.y())

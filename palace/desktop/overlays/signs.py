"""Signs over the scene that paint themselves and fade: arrival, hints, chips."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from palace.desktop.theme.theme import colour
from palace.desktop.theme.tokens import MOTION_MS
from palace.desktop.tr import fenced, tr
from palace.desktop.tr import number as numeral
from palace.desktop.widgets.key_names import key_text, keys_of
from palace.desktop.widgets.keycaps import cap_height, caps_width, paint_caps
from palace.desktop.widgets.sides import placed
from palace.desktop.widgets.surfaces import paint_plaque

if TYPE_CHECKING:
    from palace.desktop.theme import Theme

_FADE_STEPS = 5
_FADE_MS = 70


class FadingSign(QWidget):
    """Appears at once, stays, and fades in few steps: each step composes the window anew."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self._opacity = 1.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._step)
        theme.changed.connect(self.update)

    def appear(self, stay_ms: int | None) -> None:
        """Show it; None lets it stay."""
        self._opacity = 1.0
        self._timer.stop()
        self.show()
        self.update()
        if stay_ms is not None:
            self._timer.start(stay_ms)

    def leave(self) -> None:
        """Fade now."""
        if self.isVisible():
            self._timer.start(0)

    def vanish(self) -> None:
        """Be gone at once."""
        self._timer.stop()
        self.hide()

    def _step(self) -> None:
        # Nothing shows through where more contrast is wanted: it goes at once.
        self._opacity -= 1.0 if self.theme.tokens.contrast else 1.0 / _FADE_STEPS
        if self._opacity <= 0.01:
            self.hide()
            return
        self.update()
        self._timer.start(_FADE_MS)

    def begin(self) -> QPainter:
        """Return a painter at the present opacity."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(max(0.0, self._opacity))
        return painter


class ArrivalSign(FadingSign):
    """The name of the place one has come to."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._name = ""
        self._detail = ""

    def show_place(self, name: str, detail: str) -> None:
        """Show a name and what belongs to it for some seconds."""
        self._name, self._detail = name, detail
        self.setAccessibleName(tr("You are in {place}. {detail}", place=name, detail=detail))
        self.updateGeometry()
        self.appear(MOTION_MS["sign"])

    def sizeHint(self) -> QSize:
        """Return its size."""
        name = QFontMetricsF(self.theme.font("h2", 600, serif=True))
        detail = QFontMetricsF(self.theme.font("caption"))
        width = max(name.horizontalAdvance(self._name), detail.horizontalAdvance(self._detail))
        return QSize(round(width) + 36, round(name.height() + detail.height()) + 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = self.begin()
        paint_plaque(painter, QRectF(self.rect()), self.theme)
        name = self.theme.font("h2", 600, serif=True)
        tall = QFontMetricsF(name)
        painter.setFont(name)
        painter.setPen(colour(self.theme.tokens.plaque.ink))
        width = self.width() - 32
        painter.drawText(
            placed(QRectF(16, 8, width, tall.height()), QRectF(self.rect())),
            0,
            fenced(tall.elidedText(self._name, Qt.TextElideMode.ElideRight, width)),
        )
        painter.setFont(self.theme.font("caption"))
        painter.setPen(colour(self.theme.tokens.plaque.ink2))
        below = QRectF(17, 9 + tall.height(), width, 40)
        painter.drawText(placed(below, QRectF(self.rect())), 0, self._detail)
        painter.end()


class HintLine(FadingSign):
    """Keys and what they do, below the view."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._pairs: tuple[tuple[str, str], ...] = ()

    def show_hints(self, pairs: Sequence[tuple[str, str]], stay_ms: int | None) -> None:
        """Show keys (separated by blanks) with their words."""
        pairs = [(key, tr(word)) for key, word in pairs]
        self._pairs = tuple(pairs)
        said = ", ".join(f"{key_text(key)} {word}" for key, word in pairs)
        self.setAccessibleName(tr("Keys: {keys}", keys=said))
        self.updateGeometry()
        self.appear(stay_ms)

    def _caps(self, keys: str) -> list[str]:
        return [cap for key in keys.split() for cap in keys_of(key)]

    def sizeHint(self) -> QSize:
        """Return its size."""
        caption = self.theme.font("caption", 600)
        words = QFontMetricsF(self.theme.font())
        width = 28.0 - 16
        for keys, text in self._pairs:
            width += caps_width(self._caps(keys), caption) + 7
            width += words.horizontalAdvance(text) + 16
        return QSize(round(width) + 1, cap_height(caption) + 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = self.begin()
        paint_plaque(painter, QRectF(self.rect()), self.theme)
        caption = self.theme.font("caption", 600)
        font = self.theme.font()
        words = QFontMetricsF(font)
        x, whole, room = 14.0, QRectF(self.rect()), self.width() - 10
        y = (self.height() - cap_height(caption)) / 2
        for keys, text in self._pairs:
            caps = self._caps(keys)
            if x + caps_width(caps, caption) + 7 + words.horizontalAdvance(text) > room:
                break  # in a narrow window the first ones are told
            capped = caps_width(caps, caption)
            at = placed(QRectF(x, y, capped, cap_height(caption)), whole)
            paint_caps(painter, at.topLeft(), caps, self.theme, on_plaque=True)
            x += capped + 7
            painter.setFont(font)
            painter.setPen(colour(self.theme.tokens.plaque.ink2))
            wide = words.horizontalAdvance(text)
            painter.drawText(
                placed(QRectF(x, 0, wide + 4, self.height()), whole),
                Qt.AlignmentFlag.AlignVCenter,
                text,
            )
            x += wide + 16
        painter.end()


class Chip(QWidget):
    """A number or a title beside an object in the scene."""

    LONGEST = 320

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._number = 0
        self._text = ""
        self._strong = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        theme.changed.connect(self.update)

    def say(self, number: int, text: str = "", *, strong: bool = False) -> None:
        """Show a number (0 for none) and perhaps a title."""
        if (number, text, strong) != (self._number, self._text, self._strong):
            self._number, self._text, self._strong = number, text, strong
            self.setAccessibleName(f"{numeral(number)} {text}".strip() if number else text)
            self.resize(self.sizeHint())
            self.update()

    @property
    def titled(self) -> bool:
        """Whether it can be seen, with a title."""
        return self.isVisible() and bool(self._text)

    def point_at(self, at: tuple[float, float] | None) -> None:
        """Stand with the number over a point of the host, or hide."""
        parent = self.parentWidget()
        if at is None or parent is None:
            self.hide()
            return
        x, y = round(at[0]), round(at[1])
        if not parent.rect().adjusted(4, 4, -4, -4).contains(x, y):
            self.hide()
            return
        if self._number:
            self.move(x - self.height() // 2, y - self.height() // 2)
        else:
            self.move(x - self.width() // 2, y - self.height())
        self.move(
            max(4, min(self.x(), parent.width() - self.width() - 4)),
            max(4, min(self.y(), parent.height() - self.height() - 4)),
        )
        self.show()

    def _elided(self) -> str:
        metrics = QFontMetricsF(self._theme.font("ui", 600))
        return metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, self.LONGEST)

    def sizeHint(self) -> QSize:
        """Return its size."""
        metrics = QFontMetricsF(self._theme.font("ui", 600))
        height = round(metrics.height()) + 10
        width = height if self._number else 14
        if self._text:
            width += round(metrics.horizontalAdvance(self._elided())) + 15
        return QSize(width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a pill."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        tokens, plaque = self._theme.tokens, self._theme.tokens.plaque
        if tokens.contrast:
            painter.setBrush(colour(plaque.surface))
            painter.setPen(QPen(colour(plaque.gold if self._strong else plaque.line), 2))
        else:
            painter.setBrush(colour(plaque.surface, 232))
            edge = colour(plaque.line, 220 if self._strong else 130)
            painter.setPen(QPen(edge, 1.4 if self._strong else 1))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setFont(self._theme.font("ui", 600))
        left = 14.0
        if self._number:
            painter.setPen(colour(plaque.gold))
            ball = QRectF(box.x(), box.y(), box.height(), box.height())
            painter.drawText(placed(ball, box), Qt.AlignmentFlag.AlignCenter, str(self._number))
            left = box.height()
        painter.setPen(colour(plaque.ink))
        painter.drawText(
            placed(box.adjusted(left, 0, 0, 0), box),
            Qt.AlignmentFlag.AlignVCenter,
            fenced(self._elided()),
        )
        painter.end()

"""A few lines of text with a highlighter over some words, for rows of lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from palace.desktop.tr import direction_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from palace.desktop.theme import Theme


def paint_marked(
    painter: QPainter,
    rect: QRectF,
    text: str,
    marks: Sequence[tuple[int, int]],
    *,
    font: QFont,
    ink: QColor,
    theme: Theme,
    lines: int = 2,
) -> float:
    """Draw text wrapped to some lines, the last elided, with marks under ranges of it.

    Parameters
    ----------
    marks
        Half-open character ranges.
    lines
        At most so many.

    Returns
    -------
    float
        The height drawn.
    """
    metrics = QFontMetricsF(font)
    text = text.replace("\n", " ")
    layout = _broken(text, font, rect.width(), metrics.height() * 1.06, lines)
    last = layout.lineAt(layout.lineCount() - 1) if layout.lineCount() else None
    if last is not None and last.textStart() + last.textLength() < len(text):
        start = last.textStart()
        tail = metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, rect.width())
        text = text[:start] + tail
        layout = _broken(text, font, rect.width(), metrics.height() * 1.06, lines)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    # Yellow on white is hard to tell: with more contrast a mark has a line round it.
    more = theme.tokens.contrast
    painter.setPen(QPen(QColor(theme.tokens.edge), 1) if more else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.tokens.mark))
    formats = []
    for start, end in marks:
        end = min(end, len(text))
        if end <= start:
            continue
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            first = max(start, line.textStart())
            stop = min(end, line.textStart() + line.textLength())
            if first < stop:
                x0 = _cursor_x(line, first)
                x1 = _cursor_x(line, stop)
                at = rect.topLeft() + QPointF(min(x0, x1) - 1, line.y())
                painter.drawRoundedRect(
                    QRectF(at.x(), at.y(), abs(x1 - x0) + 2, metrics.height()), 3, 3
                )
        span = QTextLayout.FormatRange()
        span.start, span.length = start, end - start
        look = QTextCharFormat()
        look.setForeground(QColor(theme.tokens.on_mark))
        span.format = look
        formats.append(span)
    painter.setPen(ink)
    layout.draw(painter, rect.topLeft(), formats)
    painter.restore()
    return layout.lineCount() * metrics.height() * 1.06


def _cursor_x(line: QTextLine, position: int) -> float:
    """Return where a character begins; PySide returns the pair of x and position."""
    found: Any = line.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else found)


def _broken(text: str, font: QFont, width: float, height: float, lines: int) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    way = direction_of(text) or QGuiApplication.layoutDirection()
    option.setTextDirection(way)
    # Several lines stand at the side where the text begins; one at that of the window's language.
    side = way if lines > 1 else QGuiApplication.layoutDirection()
    right = side == Qt.LayoutDirection.RightToLeft
    at = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(at | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    for number in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, number * height))
    layout.endLayout()
    return layout

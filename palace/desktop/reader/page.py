"""The text of a memory, shown at the segment that answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextBrowser

from palace.desktop.reader.markdown import MarkdownWriter, Stretch
from palace.desktop.theme.theme import colour
from palace.desktop.tr import tr
from palace.desktop.wording import clock, speaker_name
from palace.model.named_files import by_name, meant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from palace.desktop.reader.pictures import Picture
    from palace.desktop.theme import Theme
    from palace.queries import MemoryView

_INSET = 14
"""Pixels between the edge of a segment's ground and its words."""

LONGEST = 400_000
"""Characters shown at once; the rest of a longer text is cut with a word about it."""


class Page(QTextBrowser):
    """Shows one memory. It loads nothing itself: pictures are given to it, decoded."""

    object_wanted = Signal(str)
    address_wanted = Signal(str)
    file_wanted = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._memory: MemoryView | None = None
        self._segment: tuple[int, int] | None = None
        self._words: tuple[str, ...] = ()
        self._shown: tuple[int, int] | None = None
        self._pictures: dict[str, Picture] = {}
        self._written_for = 0
        self._refit = QTimer(self)
        self._refit.setSingleShot(True)
        self._refit.setInterval(120)
        self._refit.timeout.connect(self._again)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setAccessibleName(tr("Text"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.anchorClicked.connect(self._follow)
        theme.changed.connect(self._again)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Load nothing, whatever a text names."""
        return None

    def show_memory(
        self,
        memory: MemoryView,
        segment: tuple[int, int] | None = None,
        words: Sequence[str] = (),
    ) -> None:
        """Show a memory.

        Parameters
        ----------
        segment
            Half-open range of its text that is to be seen.
        words
            Words to mark inside the segment.
        """
        if self._memory is None or self._memory.id != memory.id:
            self._pictures = {}
        self._memory, self._segment = memory, segment
        self._words = tuple(word for word in words if len(word) > 1)
        self._write()
        QTimer.singleShot(0, self, self._show_segment)

    def show_pictures(self, memory_id: str, pictures: dict[str, Picture]) -> None:
        """Show the pictures of the memory that is shown, by the hashes of their files."""
        if self._memory is not None and self._memory.id == memory_id and pictures:
            self._pictures = pictures
            self._again()

    def segment_text(self) -> str:
        """Return what is highlighted."""
        if self._shown is None:
            return ""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._shown[0])
        cursor.setPosition(self._shown[1], QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText()

    def _write(self) -> None:
        memory = self._memory
        if memory is None:
            return
        document = QTextDocument(self)
        document.setDocumentMargin(0)
        frame = document.rootFrame().frameFormat()
        frame.setLeftMargin(_INSET)
        frame.setRightMargin(_INSET)
        document.rootFrame().setFrameFormat(frame)
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(self._theme.font("reading", serif=True))
        targets: dict[str, str] = {}
        for link in memory.links:
            for name in (link.label, link.title):
                targets.setdefault(name.casefold(), f"palace:{link.object_id}")

        def resolve(target: str) -> str:
            name = target.rsplit("/", 1)[-1].removesuffix(".md").casefold()
            return targets.get(target.casefold()) or targets.get(name, "")

        names = by_name(memory.files)

        def picture(target: str) -> Picture | None:
            kept = meant(names, target)
            return None if kept is None else self._pictures.get(kept.digest)

        self._written_for = self.viewport().width()
        widest = max(120, self._written_for - 2 * _INSET - 4)
        writer = MarkdownWriter(document, self._theme, resolve, picture, widest)
        text = memory.text
        spoken = [part for part in memory.segments if part.speaker]
        if spoken:
            for part in spoken:
                tint = self._theme.tokens.ink2 if part.speaker == "user" else None
                writer.heading_line(
                    speaker_name(part.speaker or "", memory.source_kind),
                    clock(part.at),
                    tint or self._theme.tokens.accent,
                )
                writer.write(text[part.start : min(part.end, part.start + LONGEST)], part.start)
        else:
            writer.write(text[:LONGEST])
        if len(text) > LONGEST:
            rest = tr("The rest of this very long text is left out here.")
            writer.write(f"\n\n*{rest}*")
        self._find_segment(document, writer.stretches)
        self.setDocument(document)

    def _find_segment(self, document: QTextDocument, stretches: Sequence[Stretch]) -> None:
        self._shown = None
        if self._segment is None:
            return
        start, end = self._segment
        inside = [s for s in stretches if s.start < end and start < s.end]
        if not inside:
            return
        self._shown = (
            max(0, min(s.first for s in inside)),
            min(max(s.last for s in inside), document.characterCount() - 1),
        )
        look = QTextCharFormat()
        look.setBackground(QBrush(QColor(self._theme.tokens.mark)))
        look.setForeground(QBrush(QColor(self._theme.tokens.on_mark)))
        look.setFontUnderline(self._theme.tokens.contrast)
        for word in dict.fromkeys(self._words):
            cursor = document.find(word, self._shown[0])
            while not cursor.isNull() and cursor.selectionEnd() <= self._shown[1] + 1:
                cursor.mergeCharFormat(look)
                cursor = document.find(word, cursor)

    def _segment_rect(self) -> QRectF:
        """Return where the segment lies in the document, in pixels."""
        if self._shown is None:
            return QRectF()
        layout = self.document().documentLayout()
        first = layout.blockBoundingRect(self.document().findBlock(self._shown[0]))
        last = layout.blockBoundingRect(self.document().findBlock(self._shown[1]))
        return QRectF(0, first.top(), self.viewport().width(), last.bottom() - first.top())

    def _show_segment(self) -> None:
        bar = self.verticalScrollBar()
        rect = self._segment_rect()
        if rect.isNull() or rect.bottom() < self.viewport().height():
            bar.setValue(0)
        else:
            bar.setValue(max(0, round(rect.top() - self._theme.px(36))))
        self.viewport().update()

    def _again(self) -> None:
        place = self.verticalScrollBar().value()
        self._write()
        self.verticalScrollBar().setValue(place)

    def _follow(self, url: QUrl) -> None:
        address = url.toString()
        if address.startswith("palace:"):
            self.object_wanted.emit(address.removeprefix("palace:"))
        elif address.startswith("kept:"):
            digest = address.removeprefix("kept:")
            for file in self._memory.files if self._memory is not None else ():
                if file.digest == digest:
                    self.file_wanted.emit(digest, file.name)
                    break
        elif url.scheme() in ("http", "https", "mailto"):
            self.address_wanted.emit(address)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a soft ground and a bar beside the segment, then the text."""
        rect = self._segment_rect()
        if not rect.isNull():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            rect.translate(0, -self.verticalScrollBar().value())
            rect.adjust(0, -self._theme.px(3), -4, self._theme.px(3))
            tokens = self._theme.tokens
            wide = 3
            if tokens.contrast:
                wide = 6
                painter.setPen(QPen(colour(tokens.edge), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
            else:
                painter.setBrush(colour(tokens.mark, 72))
            painter.drawRoundedRect(rect, 6, 6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(tokens.gold))
            painter.drawRoundedRect(QRectF(0, rect.y() + 4, wide, rect.height() - 8), 1.5, 1.5)
            painter.end()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap again and draw the segment's ground where it then is."""
        super().resizeEvent(event)
        self.viewport().update()
        if self._pictures and abs(self._written_for - self.viewport().width()) > 8:
            self._refit.start()  # pictures are as wide as the page

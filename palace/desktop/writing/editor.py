"""The place to write in: Markdown as it is, set so that its structure is seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QKeySequence,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from palace.desktop.tr import tr
from palace.desktop.widgets.controls import Button, column, label, row, rule
from palace.desktop.widgets.key_names import key_text
from palace.desktop.widgets.written import follow_direction

if TYPE_CHECKING:
    from collections.abc import Callable

    from palace.desktop.theme import Theme

LEFT = 24
_LIST = re.compile(r"^(\s*)([-*+]|\d+[.)])(\s+)(\[[ xX]\]\s+)?")


class Structure(QSyntaxHighlighter):
    """Shows what is a heading, a link, a quotation, code, and what is emphasised."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        tokens = self._theme.tokens
        self._heading = _look(tokens.ink, bold=True)
        self._heading.setProperty(QTextCharFormat.Property.FontSizeAdjustment, 1)
        self._quiet = _look(tokens.ink3)
        quote = _look(tokens.ink2, italic=True)
        code = _look(tokens.ink2)
        code.setFontFamilies(self._theme.font(mono=True).families())
        code.setBackground(QColor(tokens.sunken))
        self._code = code
        link = _look(tokens.accent)
        link.setFontUnderline(tokens.contrast)
        slant = _look(tokens.ink, italic=True)
        self._rules = [
            (QRegularExpression(r"^\s*>.*$"), quote),
            (QRegularExpression(r"(?<!\*)\*\*[^*]+\*\*|__[^_]+__"), _look(tokens.ink, bold=True)),
            (
                QRegularExpression(r"(?<![\w*])\*[^*\s][^*]*\*(?!\*)"),
                slant,
            ),
            (QRegularExpression(r"^\s*(?:[-*+]|\d+[.)])\s"), _look(tokens.gold, bold=True)),
            (QRegularExpression(r"!?\[\[[^\]]+\]\]|!?\[[^\]]*\]\([^)]*\)|https?://\S+"), link),
            (QRegularExpression(r"(?<![\w/#])#[\w/-]*[^\W\d][\w/-]*"), _look(tokens.gold)),
            (QRegularExpression(r"`[^`]+`"), code),
        ]
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Set one line."""
        fenced = text.lstrip().startswith(("```", "~~~"))
        inside = self.previousBlockState() == 1
        self.setCurrentBlockState(1 if inside != fenced else 0)
        if inside or fenced:
            self.setFormat(0, len(text), self._code)
            return
        if re.match(r" {0,3}#{1,6}\s", text):
            self.setFormat(0, len(text), self._heading)
            self.setFormat(0, len(text) - len(text.lstrip("# ")), self._quiet)
            return
        for rule_, look in self._rules:
            found = rule_.globalMatch(text)
            while found.hasNext():
                match = found.next()
                self.setFormat(match.capturedStart(), match.capturedLength(), look)


def _look(ink: str, *, bold: bool = False, italic: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QColor(ink))
    if bold:
        made.setFontWeight(QFont.Weight.DemiBold)
    made.setFontItalic(italic)
    return made


class Sheet(QPlainTextEdit):
    """Plain text in the reading type; lists go on by themselves."""

    keep_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("What you write"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(14)
        follow_direction(self)
        self._dress()
        theme.changed.connect(self._dress)
        self.structure = Structure(self.document(), theme)

    def _dress(self) -> None:
        self.setFont(self._theme.font("reading", serif=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep with Ctrl+Return or Ctrl+S, leave with Escape; go on with a list."""
        key, held = event.key(), event.modifiers()
        entered = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        if event.matches(QKeySequence.StandardKey.Save) or (entered and control):
            self.keep_wanted.emit()
        elif key == Qt.Key.Key_Escape:
            self.leave_wanted.emit()
        elif entered and not control and self._go_on_with_list():
            pass
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _go_on_with_list(self) -> bool:
        """Begin the next item of a list, or end it at an empty one; False outside of lists."""
        cursor = self.textCursor()
        line = cursor.block().text()
        found = _LIST.match(line)
        if found is None or cursor.hasSelection() or cursor.positionInBlock() < found.end():
            return False
        if not line[found.end() :].strip():
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            cursor.removeSelectedText()
            return True
        mark = found[2]
        if mark[:-1].isdigit():
            mark = f"{int(mark[:-1]) + 1}{mark[-1]}"
        box = "[ ] " if found[4] else ""
        cursor.insertText(f"\n{found[1]}{mark}{found[3]}{box}")
        self.ensureCursorVisible()
        return True


class Editor(QWidget):
    """The sheet with what it belongs to above, and what can be done below."""

    keep_wanted = Signal()
    leave_wanted = Signal()
    typed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(tr("Editor"))
        self.heading = label("", "h1", wrap=True)
        self.about = label("", "caption2", wrap=True)
        self.sheet = Sheet(theme)
        self.sheet.keep_wanted.connect(self.keep_wanted)
        self.sheet.leave_wanted.connect(self.leave_wanted)
        self.sheet.textChanged.connect(self.typed)
        self.state = label("", "caption2", wrap=True)
        self.state.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.keep = Button(theme, tr("Keep"), "primary", "check", tip=key_text("Ctrl+Return"))
        self.keep.clicked.connect(self.keep_wanted)
        self.leave = Button(theme, tr("Leave"), tip=tr("Esc; the page stays as it was"))
        self.leave.clicked.connect(self.leave_wanted)
        self._bar = QWidget()
        self._bar.setLayout(
            row((self.state, 1), self.leave, self.keep, margins=(LEFT, 10, LEFT - 8, 12))
        )
        self._question: QWidget | None = None
        self._asked = QVBoxLayout()
        self._theirs = QPlainTextEdit()
        self._theirs.setReadOnly(True)
        self._theirs.setTabChangesFocus(True)
        self._theirs.setFrameShape(QFrame.Shape.NoFrame)
        follow_direction(self._theirs)
        self._theirs.setAccessibleName(tr("What is there now"))
        self._theirs.document().setDocumentMargin(14)
        self._theirs_box = QWidget()
        theirs = QWidget()
        theirs.setLayout(row((self._theirs, 1), margins=(LEFT - 14, 0, 6, 0)))
        self._theirs_box.setLayout(
            column(
                rule(),
                row(label(tr("What is there now"), "overline"), margins=(LEFT, 8, LEFT, 0)),
                (theirs, 1),
                gap=4,
            )
        )
        self._theirs_box.hide()
        written = QWidget()
        written.setLayout(row((self.sheet, 1), margins=(LEFT - 14, 4, 6, 0)))
        head = QWidget()
        head.setLayout(column(self.heading, self.about, gap=5, margins=(LEFT, 14, LEFT, 12)))
        self.setLayout(
            column(
                head,
                rule(),
                (written, 3),
                (self._theirs_box, 2),
                self._asked,
                rule(),
                self._bar,
                gap=0,
            )
        )
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self._theirs.setFont(self._theme.font("reading", serif=True))
        tokens = self._theme.tokens
        # A sheet of paper, not a field of a form.
        for paper, ground in ((self.sheet, tokens.raised), (self._theirs, tokens.sunken)):
            paper.setStyleSheet(
                f"QPlainTextEdit {{ background: {ground}; color: {tokens.ink}; border: none;"
                f" border-radius: 8px; placeholder-text-color: {tokens.ink3}; }}"
            )

    def open(self, heading: str, about: str, text: str, hint: str = "") -> None:
        """Begin to write."""
        self.ask("", ())
        self.heading.setText(heading)
        self.about.setText(about)
        self.about.setVisible(bool(about))
        self.sheet.setPlaceholderText(hint)
        blocked = self.sheet.blockSignals(True)
        self.sheet.setPlainText(text)
        self.sheet.blockSignals(blocked)
        self.sheet.structure.rehighlight()
        self.state.setText("")
        self.sheet.document().setModified(False)
        self.sheet.setFocus()

    @property
    def text(self) -> str:
        """What is written now."""
        return self.sheet.toPlainText()

    def ask(
        self,
        sentence: str,
        answers: tuple[tuple[str, Callable[[], None]], ...],
        theirs: str | None = None,
    ) -> None:
        """Ask something below the text, the first answer being the likely one; "" takes it away.

        Parameters
        ----------
        theirs
            Another text to compare with, shown below one's own.
        """
        if self._question is not None:
            self._asked.removeWidget(self._question)
            self._question.hide()
            self._question.deleteLater()
            self._question = None
        self._theirs_box.setVisible(theirs is not None)
        self._theirs.setPlainText(theirs or "")
        self._bar.setEnabled(not sentence)
        if not sentence:
            return
        buttons: list[QWidget | None] = [None]
        for number, (words, act) in enumerate(answers):
            made = Button(self._theme, words, "" if number else "primary")
            made.clicked.connect(lambda _=False, act=act: act())
            buttons.append(made)
        tokens = self._theme.tokens
        self._question = QWidget()
        self._question.setObjectName("question")
        self._question.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._question.setAccessibleName(sentence)
        self._question.setStyleSheet(
            f"QWidget#question {{ background: {tokens.sunken}; border-top: 1px solid {tokens.line};"
            " }"
        )
        self._question.setLayout(
            column(
                label(sentence, "", wrap=True),
                row(*buttons, gap=8),
                gap=10,
                margins=(LEFT, 12, LEFT - 8, 12),
            )
        )
        self._asked.addWidget(self._question)
        first = buttons[1]
        if first is not None:
            first.setFocus()

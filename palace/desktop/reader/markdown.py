"""Markdown as a text document, built piece by piece.

Nothing of the text reaches Qt as HTML: every word is inserted as plain text with a format, so
a note can bring no script, no style and no picture from elsewhere. What is shown the palace keeps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextList,
    QTextListFormat,
    QTextTableFormat,
)

from palace.desktop.reader.code import colour_code
from palace.desktop.tr import tr

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from palace.desktop.reader.pictures import Picture
    from palace.desktop.theme import Theme

_WIKILINK = re.compile(r"(!?)\[\[([^\[\]|#^]*)((?:[#^][^\[\]|]*)?)(?:\|([^\[\]]*))?\]\]")
_SAFE_SCHEMES = ("http://", "https://", "mailto:")
_LINE_HEIGHT = 122


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a range of the source stands in the document; both half open."""

    start: int
    end: int
    first: int
    last: int


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


class MarkdownWriter:
    """Writes Markdown at the end of a document.

    Parameters
    ----------
    document
        Where to write.
    theme
        Fonts and colours.
    resolve
        Returns the address of a wikilink's target, or empty where nothing is there.
    pictures
        Returns what the palace keeps under the name that the text gives a picture, or None.
    widest
        Pixels that a picture takes at most.
    """

    def __init__(
        self,
        document: QTextDocument,
        theme: Theme,
        resolve: Callable[[str], str] | None = None,
        pictures: Callable[[str], Picture | None] | None = None,
        widest: int = 640,
    ) -> None:
        self._theme = theme
        self._document = document
        self._resolve = resolve or (lambda _target: "")
        self._pictures = pictures or (lambda _target: None)
        self._widest = widest
        self._shown = 0
        self._cursor = QTextCursor(document)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._fresh = document.isEmpty()
        self._lists: list[QTextList | None] = []
        self._list_formats: list[QTextListFormat] = []
        self._item_open = False
        self._quoted = 0
        self.stretches: list[Stretch] = []

    # --- what is written ------------------------------------------------------------------

    def heading_line(self, name: str, when: str, tint: str) -> None:
        """Write who speaks and when, above a turn."""
        theme = self._theme
        self._block(top=0 if self._cursor.atStart() else theme.px(18), bottom=theme.px(4))
        who = self._format(theme.font("ui", 600), tint)
        self._cursor.insertText(name, who)
        if when:
            self._cursor.insertText(
                f"   {when}", self._format(theme.font("caption"), theme.tokens.ink3)
            )

    def write(self, text: str, offset: int = 0) -> None:
        """Write Markdown; `offset` is where the text begins in its memory."""
        starts = [0]
        for line in text.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        tokens = _parser().parse(text)
        begun: tuple[int, list[int]] | None = None
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if token.level == 0 and token.nesting >= 0 and token.map is not None:
                begun = (self._here(), token.map)
            index = self._token(tokens, index)
            outside = index >= len(tokens) or (
                tokens[index].level == 0 and tokens[index].nesting >= 0
            )
            if outside and begun is not None:
                first, lines = begun
                self.stretches.append(
                    Stretch(
                        offset + starts[lines[0]],
                        offset + starts[min(lines[1], len(starts) - 1)],
                        first,
                        self._cursor.position(),
                    )
                )
                begun = None

    # --- tokens ---------------------------------------------------------------------------

    def _here(self) -> int:
        return self._cursor.position() + (0 if self._fresh else 1)

    def _token(self, tokens: Sequence[Token], index: int) -> int:
        token = tokens[index]
        theme = self._theme
        match token.type:
            case "heading_open":
                level = int(token.tag[1])
                size = {1: "h2", 2: "h2", 3: "h3"}.get(level, "ui")
                self._block(top=theme.px(14), bottom=theme.px(6), heading=level)
                font = theme.font(size, 600, serif=level < 4)
                self._inline(tokens[index + 1], self._format(font))
                return index + 3
            case "paragraph_open":
                tight = bool(self._lists) and token.hidden
                if not (self._lists and self._item_open):
                    self._block(bottom=theme.px(3 if tight else 10))
                self._item_open = False
                self._inline(tokens[index + 1], self._body())
                return index + 3
            case "bullet_list_open" | "ordered_list_open":
                self._lists.append(None)
                self._list_formats.append(self._list_format(token))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
                self._list_formats.pop()
                if not self._lists:
                    self._pad(theme.px(10))
            case "list_item_open":
                self._list_item()
            case "blockquote_open":
                return self._quote(tokens, index)
            case "fence" | "code_block":
                self._code(token.content.rstrip("\n"), token.info.split(" ")[0])
            case "hr":
                self._rule()
            case "table_open":
                return self._table(tokens, index)
            case "html_block":
                self._block(bottom=theme.px(10))
                self._cursor.insertText(token.content, self._body())
            case "inline":
                self._inline(token, self._body())
            case _:
                pass
        return index + 1

    def _list_format(self, token: Token) -> QTextListFormat:
        made = QTextListFormat()
        made.setIndent(len(self._lists))
        if token.type.startswith("ordered"):
            made.setStyle(QTextListFormat.Style.ListDecimal)
            start = token.attrGet("start")
            made.setStart(int(start) if start is not None else 1)
        elif len(self._lists) % 2:
            made.setStyle(QTextListFormat.Style.ListDisc)
        else:
            made.setStyle(QTextListFormat.Style.ListCircle)
        return made

    def _list_item(self) -> None:
        self._block(bottom=self._theme.px(3))
        self._item_open = True
        known = self._lists[-1]
        if known is None:
            self._lists[-1] = self._cursor.createList(self._list_formats[-1])
        else:
            known.add(self._cursor.block())

    def _quote(self, tokens: Sequence[Token], index: int) -> int:
        end = _closing(tokens, index)
        gold = QColor(self._theme.tokens.gold)
        table = self._cursor_table(1, 2)
        bar = table.cellAt(0, 0)
        look = bar.format()
        look.setBackground(QBrush(gold))
        bar.setFormat(look)
        outer, lists = self._cursor, self._lists
        self._cursor = table.cellAt(0, 1).firstCursorPosition()
        self._fresh, self._lists = True, []
        self._quoted += 1
        position = index + 1
        while position < end:
            position = self._token(tokens, position)
        self._pad(0)
        self._quoted -= 1
        self._cursor, self._lists = outer, lists
        self._after_table(table)
        return end + 1

    def _code(self, text: str, language: str) -> None:
        theme = self._theme
        table = self._cursor_table(1, 1, padding=theme.px(11), ground=theme.tokens.sunken)
        outer = self._cursor
        self._cursor = table.cellAt(0, 0).firstCursorPosition()
        plain = QTextBlockFormat()
        plain.setNonBreakableLines(False)
        plain.setLineHeight(112, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        self._cursor.setBlockFormat(plain)
        font = theme.font("mono", mono=True)
        for piece, tint in colour_code(text, language, theme.tokens):
            self._cursor.insertText(piece.replace("\n", "\u2028"), self._format(font, tint))
        self._cursor = outer
        self._after_table(table)

    def _rule(self) -> None:
        self._fresh = self._fresh and self._cursor.atStart()
        block = self._block(top=self._theme.px(8), bottom=self._theme.px(12))
        block.setProperty(
            QTextBlockFormat.Property.BlockTrailingHorizontalRulerWidth,
            QTextLength(QTextLength.Type.PercentageLength, 100),
        )
        self._cursor.setBlockFormat(block)

    def _table(self, tokens: Sequence[Token], index: int) -> int:
        end = _closing(tokens, index)
        rows: list[list[tuple[Token, bool]]] = []
        for position in range(index, end):
            token = tokens[position]
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                rows[-1].append((tokens[position + 1], token.type == "th_open"))
        columns = max((len(cells) for cells in rows), default=0)
        if not columns:
            return end + 1
        theme = self._theme
        table = self._cursor_table(len(rows), columns, padding=theme.px(6), lines=True)
        outer, room = self._cursor, self._widest
        # A picture in a cell shares the page's width with the other columns.
        self._widest = max(24, room // columns - 2 * round(theme.px(6)) - 2)
        for number, cells in enumerate(rows):
            for column, (inline, head) in enumerate(cells):
                cell = table.cellAt(number, column)
                if head:
                    look = cell.format()
                    look.setBackground(QBrush(QColor(theme.tokens.sunken)))
                    cell.setFormat(look)
                self._cursor = cell.firstCursorPosition()
                font = theme.font("ui", 600 if head else 400)
                self._inline(inline, self._format(font))
        self._cursor, self._widest = outer, room
        self._after_table(table)
        return end + 1

    # --- inside a line --------------------------------------------------------------------

    def _inline(self, token: Token, base: QTextCharFormat) -> None:
        stack = [base]
        for child in token.children or ():
            top = QTextCharFormat(stack[-1])
            match child.type:
                case "text":
                    self._words(child.content, top)
                case "softbreak":
                    self._cursor.insertText(" ", top)
                case "hardbreak":
                    self._cursor.insertText("\u2028", top)
                case "strong_open":
                    top.setFontWeight(QFont.Weight.DemiBold)
                    stack.append(top)
                case "em_open":
                    top.setFontItalic(True)
                    stack.append(top)
                case "s_open":
                    top.setFontStrikeOut(True)
                    stack.append(top)
                case "link_open":
                    stack.append(self._link(top, str(child.attrGet("href") or "")))
                case "strong_close" | "em_close" | "s_close" | "link_close":
                    if len(stack) > 1:
                        stack.pop()
                case "code_inline":
                    code = QTextCharFormat(top)
                    code.setFont(self._theme.font("mono", mono=True))
                    code.setBackground(QBrush(QColor(self._theme.tokens.sunken)))
                    self._cursor.insertText(f"\u2009{child.content}\u2009", code)
                case "image":
                    source = unquote(str(child.attrGet("src") or ""))
                    self._picture(source, child.content or source, top)
                case _:
                    self._cursor.insertText(child.content, top)

    def _words(self, text: str, look: QTextCharFormat) -> None:
        """Insert text; wikilinks in it become links where their target is known."""
        done = 0
        for found in _WIKILINK.finditer(text):
            self._cursor.insertText(text[done : found.start()], look)
            done = found.end()
            embed, target, anchor, alias = found.groups()
            words = alias or (target + anchor.replace("#", " › ").replace("^", "")).strip(" ›")
            if embed and re.search(r"\.\w{2,4}$", target):
                self._picture(target.strip(), words, look)
                continue
            address = self._resolve(target.strip())
            if address:
                self._cursor.insertText(words, self._link(QTextCharFormat(look), address))
            else:
                dim = QTextCharFormat(look)
                dim.setForeground(QBrush(QColor(self._theme.tokens.ink3)))
                self._cursor.insertText(words, dim)
        self._cursor.insertText(text[done:], look)

    def _picture(self, target: str, name: str, look: QTextCharFormat) -> None:
        """Show a picture that the palace keeps, or name what cannot be shown; load nothing."""
        shown = self._pictures(target)
        if shown is not None and not shown.image.isNull():
            address = QUrl(f"picture:{self._shown}")
            self._shown += 1
            self._document.addResource(
                QTextDocument.ResourceType.ImageResource, address, shown.image
            )
            picture = QTextImageFormat()
            picture.setName(address.toString())
            picture.setWidth(min(shown.width, self._widest))
            picture.setAnchor(True)
            picture.setAnchorHref(f"kept:{shown.digest}")
            picture.setToolTip(name)
            self._cursor.insertImage(picture)
            block = self._cursor.blockFormat()  # a picture needs no room between its lines
            single = QTextBlockFormat.LineHeightTypes.SingleHeight
            block.setLineHeight(0, single.value)
            self._cursor.setBlockFormat(block)
            return
        if shown is not None:
            link = self._link(QTextCharFormat(look), f"kept:{shown.digest}")
            self._cursor.insertText(name, link)
            return
        caption = QTextCharFormat(look)
        caption.setFont(self._theme.font("caption", italic=True))
        caption.setForeground(QBrush(QColor(self._theme.tokens.ink3)))
        self._cursor.insertText(tr("[picture: {name}]", name=name), caption)

    def _link(self, look: QTextCharFormat, address: str) -> QTextCharFormat:
        if address.startswith((*_SAFE_SCHEMES, "palace:", "kept:")):
            look.setAnchor(True)
            look.setAnchorHref(address)
            look.setForeground(QBrush(QColor(self._theme.tokens.accent)))
            inside = address.startswith(("palace:", "kept:"))
            look.setFontUnderline(not inside or self._theme.tokens.contrast)
            if not inside:
                look.setToolTip(address)
        return look

    # --- formats --------------------------------------------------------------------------

    def _body(self) -> QTextCharFormat:
        theme = self._theme
        quoted = self._quoted > 0
        tint = theme.tokens.ink2 if quoted else theme.tokens.ink
        return self._format(theme.font("reading", serif=True, italic=quoted), tint)

    def _format(self, font: QFont, tint: str | None = None) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(font)
        made.setForeground(QBrush(QColor(tint or self._theme.tokens.ink)))
        return made

    def _block(self, *, top: float = 0, bottom: float = 0, heading: int = 0) -> QTextBlockFormat:
        look = QTextBlockFormat()
        look.setTopMargin(0 if self._cursor.position() == 0 else top)
        look.setBottomMargin(bottom)
        look.setHeadingLevel(heading)
        look.setLineHeight(
            _LINE_HEIGHT if not heading else 108,
            QTextBlockFormat.LineHeightTypes.ProportionalHeight.value,
        )
        if self._fresh:
            self._cursor.setBlockFormat(look)
            self._fresh = False
        else:
            self._cursor.insertBlock(look, self._body())
        self._item_open = False
        return look

    def _pad(self, bottom: float) -> None:
        """Set the space under the last block."""
        look = self._cursor.blockFormat()
        look.setBottomMargin(bottom)
        self._cursor.setBlockFormat(look)

    def _cursor_table(
        self,
        rows: int,
        columns: int,
        *,
        padding: float = 0,
        ground: str = "",
        lines: bool = False,
    ) -> Any:
        theme = self._theme
        look = QTextTableFormat()
        look.setCellPadding(padding)
        look.setCellSpacing(0)
        look.setTopMargin(theme.px(4))
        look.setBottomMargin(theme.px(12))
        look.setBorder(1 if lines else 0)
        if lines:
            look.setBorderCollapse(True)
            look.setBorderBrush(QBrush(QColor(theme.tokens.line)))
            look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        else:
            look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        if columns == 2 and not lines:
            look.setCellPadding(0)
            look.setColumnWidthConstraints(
                [
                    QTextLength(QTextLength.Type.FixedLength, 3),
                    QTextLength(QTextLength.Type.PercentageLength, 100),
                ]
            )
        if not self._fresh:
            self._cursor.insertBlock(QTextBlockFormat())
        table = self._cursor.insertTable(rows, columns, look)
        if ground:
            cell = table.cellAt(0, 0)
            inner = cell.format().toTableCellFormat()
            inner.setBackground(QBrush(QColor(ground)))
            cell.setFormat(inner)
        if columns == 2 and not lines:
            cell = table.cellAt(0, 1)
            inner = cell.format().toTableCellFormat()
            inner.setLeftPadding(theme.px(14))
            cell.setFormat(inner)
        # The block before a table stays, empty; take its height away.
        before = QTextCursor(self._cursor.document())
        before.setPosition(max(0, table.firstPosition() - 1))
        if not before.block().text():
            self._flatten(before)
        return table

    def _after_table(self, table: Any) -> None:
        self._cursor.setPosition(table.lastPosition() + 1)
        self._flatten(self._cursor)
        self._fresh = True

    @staticmethod
    def _flatten(cursor: QTextCursor) -> None:
        look = QTextBlockFormat()
        look.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.setBlockFormat(look)


def _closing(tokens: Sequence[Token], index: int) -> int:
    """Return the index of the token that closes the one at `index`."""
    depth = 0
    for position in range(index, len(tokens)):
        depth += tokens[position].nesting
        if depth == 0:
            return position
    return len(tokens) - 1

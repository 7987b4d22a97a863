"""The search card: a field, the hits, what the keys do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QMenu,
    QStackedLayout,
    QWidget,
)

from palace.desktop.search.filters import has, toggled
from palace.desktop.search.rows import HitDelegate, HitModel
from palace.desktop.tr import many, percent, tr
from palace.desktop.widgets.controls import IconLabel, ToolButton, column, label, row, rule
from palace.desktop.widgets.keycaps import key_line
from palace.desktop.widgets.sides import placed_rect
from palace.desktop.widgets.surfaces import SHADOW, Card
from palace.desktop.widgets.switch import Switch

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from palace.desktop.search.filters import Filter
    from palace.desktop.theme import Theme
    from palace.queries import Hit, SearchResult

WIDTH = 740


class SearchCard(Card):
    """Searches as one types.

    It asks by `wanted` and is told by `show_result`; the window does the searching.

    Attributes
    ----------
    kept_free
        So many pixels at the foot of its room belong to another sign.
    """

    wanted = Signal(str)
    chosen = Signal(object)
    read = Signal(object)
    there = Signal(object)
    left = Signal()
    from_here = Signal(bool)
    resized = Signal()

    def __init__(self, theme: Theme, wing_colour: Callable[[str], QColor]) -> None:
        super().__init__(theme)
        self.setAccessibleName(tr("Search"))
        self.field = QLineEdit()
        self.field.setProperty("kind", "bare")
        self.field.setPlaceholderText(tr("Search your palace"))
        self.field.setAccessibleName(tr("Search"))
        self.field.setAccessibleDescription(
            tr(
                "Arrow keys choose a result, Enter reads it, Shift Enter takes you there, "
                "Escape goes back to where you stood."
            )
        )
        self.field.setMinimumWidth(120)
        self.model = HitModel(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self._delegate = HitDelegate(theme, wing_colour, self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.setAccessibleName(tr("Results"))
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setViewportMargins(0, 6, 0, 6)
        self._count = label("", "caption")
        self._waking = label("", "caption2", wrap=True)
        self._waking_icon = IconLabel(theme, "spinner", "accent", 16)
        self._waking_row = QWidget()
        self._waking_row.setLayout(
            row(self._waking_icon, (self._waking, 1), gap=8, margins=(20, 0, 20, 10))
        )
        self._absent = label(tr("Probably not in this palace. What comes nearest:"), "caption2")
        self._absent.setContentsMargins(20, 0, 20, 8)
        self._respelt = label("", "caption2")
        self._respelt.setContentsMargins(20, 0, 20, 8)
        self._empty = label("", "dim", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        nothing = QWidget()
        nothing.setLayout(column(self._empty, None, margins=(56, 18, 40, 18)))
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(nothing)
        self.here = Switch(theme, on=True)
        self.here.setAccessibleName(tr("From here"))
        self.here.setToolTip(
            tr(
                "What is like the thing you are reading counts more, and a little what stands "
                "near you or on the way you came."
            )
        )
        self.here.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.here.toggled.connect(self._here_toggled)
        self.offers: Callable[[], Sequence[Filter]] = tuple
        self.filters = ToolButton(theme, "funnel", tr("Filters"), "Alt+F", size=18)
        self.filters.clicked.connect(self.show_filters)
        self._head = row(
            IconLabel(theme, "magnifying-glass", "ink2", 22),
            (self.field, 1),
            self._count,
            self.filters,
            label(tr("from here"), "caption"),
            self.here,
            gap=10,
            margins=(20, 14, 20, 10),
        )
        body = QWidget()
        body.setLayout(self._stack)
        self.keys_line = QWidget()
        self.keys_line.setLayout(
            key_line(
                theme,
                ("Enter", tr("read")),
                ("Shift+Enter", tr("take me there")),
                ("Esc", tr("back to where I stood")),
            )
        )
        self.set_content(
            column(
                self._head,
                self._waking_row,
                self._respelt,
                self._absent,
                rule(),
                (body, 1),
                rule(),
                self.keys_line,
                gap=0,
            )
        )
        self._waking_row.hide()
        self._respelt.hide()
        self._absent.hide()
        self.kept_free = 0
        self._answered: str | None = None
        self._intent: bool | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        # At once, with what arrives together as from an input method. To wait between two letters
        # would only make each answer later: what is overtaken is given up.
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._ask)
        self.field.textEdited.connect(self._typed)
        self.field.installEventFilter(self)
        self.view.installEventFilter(self)
        self.view.selectionModel().currentChanged.connect(self._current_changed)
        self.view.clicked.connect(self._clicked)
        self.view.doubleClicked.connect(lambda _index: self._go())
        theme.changed.connect(self.view.doItemsLayout)
        self._say_empty("")

    # --- told by the window ---------------------------------------------------------------

    def open(self, text: str | None = None) -> None:
        """Show the card with the field ready to be typed into."""
        if text is not None:
            self.field.setText(text)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._ask()

    def show_filters(self) -> None:
        """Offer the filters; those that stand in the search are ticked."""
        menu = QMenu(self)
        menu.setAccessibleName(tr("Filters"))
        group = ""
        for each in self.offers():
            if each.group != group:
                group = each.group
                menu.addSection(group)
            action = menu.addAction(each.title.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(has(self.field.text(), each.words))
            action.triggered.connect(lambda _=False, words=each.words: self._toggle(words))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.filters.mapToGlobal(self.filters.rect().bottomLeft()))

    def _toggle(self, words: str) -> None:
        self.field.setText(toggled(self.field.text(), words))
        self.field.setFocus()
        self._intent = None
        self._ask()

    def set_from_here(self, *, on: bool) -> None:
        """Show whether where one stands counts, and ask nothing for it."""
        self.here.blockSignals(True)
        self.here.setChecked(on)
        self.here.blockSignals(False)

    def show_result(self, text: str, result: SearchResult) -> None:
        """Show what was found for a text; an answer to another text is not shown."""
        if text != self.field.text().strip():
            return
        # A later answer to the same words keeps what was chosen; other words begin at the top.
        before = self.current() if text == self._answered else None
        self._answered = text
        self.model.show_hits(result.hits)
        self._waking_row.setVisible(bool(text) and not result.meaning)
        self._waking.setText(tr("Meaning is waking up. Until then, words answer."))
        shown, many_found = len(result.hits), ""
        if text and shown < result.total:
            many_found = tr("{shown} of {total}", shown=shown, total=result.total)
        elif text:
            many_found = many(shown, "{n} result", "{n} results")
        doubt = result.doubt
        if doubt is not None and result.hits and not doubt.absent:
            likely = percent(doubt.right)
            many_found = tr("{results} · first {share} likely", results=many_found, share=likely)
        self._count.setText(many_found)
        self._respelt.setText(
            " ".join(
                tr("No “{typed}” is here; found “{form}”.", typed=typed, form=form)
                for typed, form in result.respelt
            )
        )
        self._respelt.setVisible(bool(result.respelt and result.hits))
        self._absent.setVisible(doubt is not None and doubt.absent)
        self._say_empty(text)
        if result.hits:
            same = [n for n, hit in enumerate(result.hits) if before and hit.id == before.id]
            self._select(same[0] if same else 0)
            self.view.scrollTo(self.view.currentIndex())
        if text:
            QAccessible.updateAccessibility(
                QAccessibleAnnouncementEvent(self.field, self._count.text())
            )
        self.resized.emit()
        intent, self._intent = self._intent, None
        hit = self.current()
        if intent is not None and hit is not None:
            (self.there if intent else self.read).emit(hit)

    def show_problem(self, sentence: str) -> None:
        """Say why nothing could be searched."""
        self.model.show_hits(())
        self._count.setText("")
        self._empty.setText(sentence)
        self._stack.setCurrentIndex(1)
        self.resized.emit()

    def current(self) -> Hit | None:
        """Return the chosen hit."""
        index = self.view.currentIndex()
        hits = self.model.hits
        return hits[index.row()] if 0 <= index.row() < len(hits) else None

    def choose(self, row_number: int) -> None:
        """Choose a hit by its row."""
        if 0 <= row_number < len(self.model.hits):
            self._select(row_number)

    def wanted_paper(self, room: QRect) -> QRect:
        """Return where the card should lie in a host of this size: left, as tall as needed."""
        width = min(self.theme.px(WIDTH), max(round(room.width() * 0.5), self.theme.px(600)))
        # As wide as its words need in the language that is spoken.
        words = max(self.keys_line.minimumSizeHint().width(), self._head.minimumSize().width())
        width = min(max(width, words), room.width() - 40)
        margins = self.keys_line.sizeHint().height() + self._head.sizeHint().height() + 4
        if self._waking_row.isVisibleTo(self):
            margins += self._waking_row.sizeHint().height()
        if self._absent.isVisibleTo(self):
            margins += self._absent.sizeHint().height()
        rows = len(self.model.hits)
        tall = rows * self.view.sizeHintForRow(0) + 14 if rows else self._empty_height(width)
        most = room.height() - 40 - self.kept_free
        return QRect(24, 20, width, max(min(most, tall + margins), margins))

    # --- inside ---------------------------------------------------------------------------

    def _empty_height(self, width: int) -> int:
        need = self._empty.heightForWidth(width - 100)
        return max(self.theme.px(56), need + 36)

    def _say_empty(self, text: str) -> None:
        if self.model.hits:
            self._stack.setCurrentIndex(0)
            return
        self._stack.setCurrentIndex(1)
        self._empty.setText(
            tr(
                "Nothing here speaks of “{text}”.\nFewer words, or others, often find it.",
                text=text,
            )
            if text
            else tr(
                "Any words you remember, or what it was about.\n"
                "What is found shines in the palace with the same number."
            )
        )

    def _here_toggled(self, on: bool) -> None:
        self.from_here.emit(on)
        self.field.setFocus()
        self._ask()

    def _typed(self, _text: str) -> None:
        self._intent = None
        self._timer.start()

    def _ask(self) -> None:
        self._timer.stop()
        self.wanted.emit(self.field.text().strip())

    def _select(self, number: int) -> None:
        index = self.model.index(number, 0)
        self.view.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def _current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.model.hits[index.row()])

    def _clicked(self, index: QModelIndex) -> None:
        self.read.emit(self.model.hits[index.row()])

    def _go(self) -> None:
        hit = self.current()
        if hit is not None:
            self.there.emit(hit)

    def _enter(self, *, shift: bool) -> None:
        """Read or go; where the answer is still to come, as soon as it is there."""
        text = self.field.text().strip()
        if text and self._answered != text:
            self._intent = shift
            if self._timer.isActive():
                self._ask()
            return
        hit = self.current()
        if hit is not None:
            (self.there if shift else self.read).emit(hit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list while the field keeps the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            alt_f = event.key() == Qt.Key.Key_F
            if alt_f and event.modifiers() == Qt.KeyboardModifier.AltModifier:
                event.accept()  # else it opens the menu File
                return True
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key, held = event.key(), event.modifiers()
        if key == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        if key == Qt.Key.Key_F and held == Qt.KeyboardModifier.AltModifier:
            self.show_filters()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(shift=bool(held & Qt.KeyboardModifier.ShiftModifier))
            return True
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 4,
            Qt.Key.Key_PageUp: -4,
        }
        plain = not held & ~Qt.KeyboardModifier.KeypadModifier
        if watched is self.field and key in steps and plain and self.model.hits:
            last = len(self.model.hits) - 1
            self._select(min(last, max(0, self.view.currentIndex().row() + steps[Qt.Key(key)])))
            self.view.scrollTo(self.view.currentIndex())
            return True
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell the host to make room."""
        super().showEvent(event)
        self.resized.emit()


def covered_width(card: SearchCard) -> int:
    """Return how many pixels the card hides, from the side of the scene at which it lies."""
    parent = card.parentWidget()
    if not card.isVisible() or parent is None:
        return 0
    return placed_rect(card.geometry(), parent.rect()).right() - SHADOW

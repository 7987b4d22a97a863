"""The settings, built from their declared model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSlider,
    QStackedWidget,
    QWidget,
)

from palace.desktop.settings import SECTIONS, SETTINGS, Setting, Settings
from palace.desktop.tr import number, tr
from palace.desktop.widgets.controls import Button, column, label, row, rule
from palace.desktop.widgets.switch import Switch

if TYPE_CHECKING:
    from palace.desktop.theme import Theme


class SettingsDialog(QDialog):
    """Pages of settings; a change is kept at once."""

    def __init__(self, theme: Theme, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Settings"))
        self.setAccessibleName(tr("Settings"))
        self._theme, self._settings = theme, settings
        self.sections = QListWidget()
        self.sections.setObjectName("sections")
        self.sections.setAccessibleName(tr("Sections"))
        self.sections.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.sections.setIconSize(QSize(theme.px(18), theme.px(18)))
        self.sections.setSpacing(1)
        self.pages = QStackedWidget()
        for section in SECTIONS:
            item = QListWidgetItem(theme.icon(section.icon), tr(section.title))
            item.setSizeHint(QSize(0, theme.px(34)))
            self.sections.addItem(item)
            self.pages.addWidget(self._page(section.key, tr(section.title)))
        self.sections.currentRowChanged.connect(self.pages.setCurrentIndex)
        side = QWidget()
        side.setObjectName("side")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setLayout(column((self.sections, 1), margins=(8, 14, 8, 8)))
        metrics = QFontMetrics(theme.font("ui", 600))
        widest = max(metrics.horizontalAdvance(tr(section.title)) for section in SECTIONS)
        side.setFixedWidth(max(theme.px(216), widest + theme.px(72)))
        restore = Button(theme, tr("Restore these defaults"))
        restore.clicked.connect(self._restore)
        close = Button(theme, tr("Close"), "primary")
        close.clicked.connect(self.close)
        right = column(
            (self.pages, 1),
            rule(),
            row(
                restore,
                None,
                label(tr("Changes are kept at once."), "caption2"),
                8,
                close,
                margins=(28, 12, 28, 14),
            ),
            gap=0,
        )
        whole = row(side, gap=0)
        whole.addLayout(right, 1)
        self.setLayout(whole)
        room = parent.size()
        self.resize(min(theme.px(800), room.width() - 60), min(theme.px(560), room.height() - 60))
        self.sections.setCurrentRow(0)
        self.sections.setFocus()

    def _page(self, key: str, title: str) -> QWidget:
        box = column(label(title, "h2"), 6, gap=0, margins=(28, 20, 28, 8))
        entries = [setting for setting in SETTINGS if setting.section == key]
        for at, setting in enumerate(entries):
            if at:
                box.addWidget(rule())
            box.addWidget(self._row(setting))
        box.addStretch(1)
        page = QWidget()
        page.setObjectName("clear")
        page.setLayout(box)
        room = QScrollArea()  # large letters in a small window need more than there is
        room.setWidgetResizable(True)
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setWidget(page)
        return room

    def _row(self, setting: Setting) -> QWidget:
        control, focus = self._control(setting)
        focus.installEventFilter(self)
        focus.setAccessibleName(tr(setting.title))
        focus.setAccessibleDescription(tr(setting.description))
        title = label(tr(setting.title), "strong")
        # On Linux a combo box speaks its value as its name; only the buddy relation names it.
        title.setBuddy(focus)
        words = QWidget()
        words.setLayout(column(title, label(tr(setting.description), "caption2", wrap=True), gap=1))
        line = QWidget()
        line.setLayout(row((words, 1), control, gap=24, margins=(0, 9, 0, 9)))
        return line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the wheel scroll the page; it must not change what it happens to pass over."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _control(self, setting: Setting) -> tuple[QWidget, QWidget]:
        value = self._settings[setting.key]
        if isinstance(setting.default, bool):
            switch = Switch(self._theme, on=bool(value))
            switch.toggled.connect(lambda on: self._settings.set(setting.key, on))
            self._follow(setting.key, switch, lambda: switch.setChecked(self._flag(setting.key)))
            return switch, switch
        if setting.choices:
            return self._choice(setting)
        return self._slider(setting)

    def _choice(self, setting: Setting) -> tuple[QWidget, QWidget]:
        box = QComboBox()
        box.setMinimumWidth(self._theme.px(210))
        box.setMaximumWidth(self._theme.px(300))
        for choice, words in setting.choices:
            box.addItem(tr(words), choice)

        def show() -> None:
            box.setCurrentIndex(box.findData(self._settings[setting.key]))

        show()
        box.activated.connect(lambda _n: self._settings.set(setting.key, box.currentData()))
        self._follow(setting.key, box, show)
        return box, box

    def _slider(self, setting: Setting) -> tuple[QWidget, QWidget]:
        slider = QSlider(Qt.Orientation.Horizontal)
        steps = round((setting.high - setting.low) / setting.step)
        slider.setRange(0, steps)
        slider.setPageStep(max(1, steps // 8))
        slider.setFixedWidth(self._theme.px(150))
        said = label("", "dim")
        said.setFixedWidth(self._theme.px(60))
        said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

        def show() -> None:
            value = self._settings.number(setting.key)
            slider.blockSignals(True)
            slider.setValue(round((value - setting.low) / setting.step))
            slider.blockSignals(False)
            said.setText(f"{number(value)}{setting.unit}")

        def moved(position: int) -> None:
            value = setting.low + position * setting.step
            said.setText(f"{number(value)}{setting.unit}")
            if not slider.isSliderDown():
                self._settings.set(setting.key, value)

        show()
        slider.valueChanged.connect(moved)
        slider.sliderReleased.connect(lambda: moved(slider.value()))
        self._follow(setting.key, slider, show)
        line = QWidget()
        line.setLayout(row(slider, said))
        return line, slider

    def _flag(self, key: str) -> bool:
        return self._settings.flag(key)

    def _follow(self, key: str, context: QWidget, show: object) -> None:
        """Show the value again when it is changed elsewhere, as long as the control lives."""

        def changed(which: str) -> None:
            if which == key and callable(show):
                show()

        connection = self._settings.changed.connect(changed)
        self.finished.connect(lambda _r: self._settings.changed.disconnect(connection))
        del context

    def _restore(self) -> None:
        self._settings.restore(SECTIONS[self.sections.currentRow()].key)

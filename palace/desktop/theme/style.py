"""Palette and style sheet made from tokens."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPalette

from palace.desktop.theme.tokens import SERIF_FAMILY, TYPE_PX, Tokens

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon


@cache
def _pictures() -> Path:
    """Return a folder for the pictures that style sheets can only name as files."""
    made = tempfile.mkdtemp(prefix="palace-style-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return Path(made)


def chevron_file(icon: QIcon, name: str) -> str:
    """Draw the arrow of drop-down boxes into a file, as style sheets need, and return its path."""
    target = _pictures() / f"chevron-{name}.png"
    if not target.exists():
        icon.pixmap(QSize(28, 28)).save(str(target))
    return target.as_posix()


def palette(tokens: Tokens) -> QPalette:
    """Return the Qt palette of the tokens."""
    made = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.paper,
        role.WindowText: tokens.ink,
        role.Base: tokens.raised,
        role.AlternateBase: tokens.paper,
        role.Text: tokens.ink,
        role.Button: tokens.raised,
        role.ButtonText: tokens.ink,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.PlaceholderText: tokens.ink3,
        role.ToolTipBase: tokens.ink,
        role.ToolTipText: tokens.paper,
        role.Mid: tokens.edge,
        role.Dark: tokens.edge,
        role.Light: tokens.raised,
        role.BrightText: tokens.danger,
    }
    for which, value in colours.items():
        made.setColor(which, QColor(value))
    for which in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.ink3))
    return made


_SHEET = """
QMainWindow, QDialog { background: $paper; }
QMenuBar { background: $chrome; border: none; padding: 2px 8px; }
QMenuBar::item { padding: 4px 9px; border-radius: 5px; background: transparent; color: $ink; }
QMenuBar::item:selected { background: $selection; }
QMenu { background: $raised; border: ${stroke}px solid $line; padding: 6px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 5px; }
QMenu::item:selected { background: $selection; color: $ink; }
QMenu::item:disabled { color: $ink3; }
QMenu::separator { height: ${stroke}px; background: $line; margin: 5px 8px; }
QMenu::icon { padding-left: 8px; }
QToolBar { background: $chrome; border: none; border-bottom: ${stroke}px solid $line;
  padding: 5px 8px; spacing: 2px; }
QToolButton { border: ${ring}px solid transparent; border-radius: 8px; padding: 4px; color: $ink;
  background: transparent; }
QToolButton:hover { background: $raised; }
QToolButton:checked { background: $selection; }
QToolButton:focus { border-color: $focus; }
QToolButton:disabled { color: $ink3; }
QToolButton::menu-indicator { image: none; }
QToolButton[kind="crumb"] { padding: 4px 5px; color: $ink2; }
QToolButton[kind="crumb"][here="true"] { color: $ink; font-weight: 600; }
QToolButton[kind="activity"] { padding: 4px 8px; }

QPushButton { min-height: ${control}px; padding: 0 ${wide}px; border: ${stroke}px solid $edge;
  border-radius: 8px; background: $raised; color: $ink; }
QPushButton:hover { background: $sunken; }
QPushButton:pressed { background: $selection; }
QPushButton:checked { background: $selection; border-color: $accent; }
QPushButton:focus { border: ${ring}px solid $focus; padding: 0 ${wide_focused}px; }
QPushButton:disabled { color: $ink3; border-color: $line; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent;
  font-weight: 600; }
QPushButton[kind="primary"]:focus { border: ${ring}px solid $ink; }
QPushButton[kind="quiet"] { background: transparent; border: ${ring}px solid transparent;
  color: $accent; padding: 0 8px; font-weight: 600; }
QPushButton[kind="quiet"]:hover { background: $selection; }
QPushButton[kind="quiet"]:focus { border: ${ring}px solid $focus; padding: 0 8px; }
QPushButton[kind="quiet"]:disabled { color: $ink3; }
QPushButton[kind="chip"] { min-height: ${row}px; padding: 0 ${inset}px; border-radius: 6px;
  border: ${stroke}px solid $line; background: $paper; color: $ink2; }
QPushButton[kind="chip"]:hover { border-color: $edge; }
QPushButton[kind="chip"]:checked { background: $selection; border-color: $accent; color: $ink;
  font-weight: 600; }
QPushButton[kind="chip"]:focus { border: ${ring}px solid $focus; padding: 0 ${inset_focused}px; }
QPushButton[kind="find"] { text-align: left; background: $raised; color: $ink3;
  padding: 0 ${inset}px; }
QPushButton[kind="find"]:hover { border-color: $accent; }
QPushButton[kind="find"]:focus { border: ${ring}px solid $focus; padding: 0 ${inset_focused}px; }

QLineEdit { min-height: ${control}px; padding: 0 ${inset}px; border: ${stroke}px solid $edge;
  border-radius: 8px; background: $raised; color: $ink; placeholder-text-color: $ink3;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus { border: ${ring}px solid $focus; padding: 0 ${inset_focused}px; }
QLineEdit[kind="bare"], QLineEdit[kind="bare"]:focus { border: none; background: transparent;
  font-size: ${h2}px; padding: 0; }

QDockWidget { color: $ink2; font-weight: 600; }
QWidget#dockTitle { background: $chrome; border-bottom: ${stroke}px solid $line; }
QWidget#panel { background: $paper; }
QMainWindow::separator { background: $line; width: ${stroke}px; height: ${stroke}px; }
QSplitter::handle { background: $line; }

QAbstractItemView { background: transparent; border: none; outline: 0;
  selection-background-color: $selection; selection-color: $ink; }
QTreeView { show-decoration-selected: 0; }
QTableView { background: $raised; alternate-background-color: $paper;
  border: ${stroke}px solid $line; border-radius: 2px; gridline-color: transparent; }
QTableView:focus { border: ${stroke}px solid $accent; }
QHeaderView { background: $sunken; }
QHeaderView::section { background: $sunken; color: $ink2; border: none;
  border-bottom: ${stroke}px solid $line; padding: 7px 10px; font-weight: 600; }
QListView#sections { background: transparent; border: none; }
QListView#sections::item { padding: 0 10px; height: ${control}px; border-radius: 6px;
  color: $ink2; }
QListView#sections::item:selected { background: $selection; color: $ink; }
QListView#sections::item:focus { border: ${ring}px solid $focus; }
QWidget#side { background: $sunken; border-right: ${stroke}px solid $line; }

QTabBar { qproperty-drawBase: 0; background: transparent; }
QTabBar::tab { padding: 7px 2px; margin: 0 10px; color: $ink3;
  border-bottom: ${ring}px solid transparent; background: transparent; }
QTabBar#around::tab { padding: 7px 1px; margin: 0 6px; }
QTabBar::tab:selected { color: $ink; border-bottom-color: $accent; font-weight: 600; }
QTabBar::tab:hover { color: $ink; }
QTabBar::tab:selected:focus { color: $accent; }

QComboBox { min-height: ${control}px; padding: 0 ${inset}px; border: ${stroke}px solid $edge;
  border-radius: 8px; background: $raised; color: $ink; }
QComboBox:focus { border: ${ring}px solid $focus; padding: 0 ${inset_focused}px; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: url("$chevron"); width: ${arrow}px; height: ${arrow}px; }
QComboBox QAbstractItemView { background: $raised; border: ${stroke}px solid $line; padding: 4px; }

QSlider { min-height: 26px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $line; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: $accent; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -7px 0; border-radius: 9px;
  background: $raised; border: 2px solid $accent; }
QSlider::handle:horizontal:focus { background: $accent; }
QProgressBar { border: none; background: $sunken; border-radius: 3px; min-height: 6px;
  max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar::handle:vertical { background: $scroll; min-height: 32px; border-radius: 3px;
  margin: 3px; }
QScrollBar:horizontal { background: transparent; height: 12px; }
QScrollBar::handle:horizontal { background: $scroll; min-width: 32px; border-radius: 3px;
  margin: 3px; }
QScrollBar::handle:hover { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollArea, QScrollArea > QWidget > QWidget#clear { background: transparent; border: none; }
QTextBrowser { background: transparent; border: none; selection-background-color: $accent;
  selection-color: $on_accent; }
QPlainTextEdit { background: $sunken; color: $ink2; border: ${stroke}px solid $line;
  border-radius: 6px; padding: 6px; }
QToolTip { background: $ink; color: $paper; border: none; padding: 5px 8px; }

QLabel { background: transparent; }
QLabel[role="caption"] { font-size: ${caption}px; color: $ink3; }
QLabel[role="caption2"] { font-size: ${caption}px; color: $ink2; }
QLabel[role="overline"] { font-size: ${caption}px; color: $ink2; font-weight: 600; }
QLabel[role="dim"] { color: $ink2; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="h1"] { font-family: "$serif"; font-size: ${h1}px; font-weight: 600; }
QLabel[role="h2"] { font-family: "$serif"; font-size: ${h2}px; font-weight: 600; }
QLabel[role="h3"] { font-family: "$serif"; font-size: ${h3}px; font-weight: 600; }
QLabel[role="display"] { font-family: "$serif"; font-size: ${display}px; font-weight: 600; }
QFrame#rule { background: $line; max-height: ${stroke}px; min-height: ${stroke}px; border: none; }
"""

_MORE_CONTRAST = """
QMenuBar::item:selected, QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled:selected { background: transparent; color: $ink3; }
QComboBox QAbstractItemView { selection-background-color: $accent;
  selection-color: $on_accent; }
QToolBar { border-bottom: 2px solid $edge; }
QToolButton:hover { border-color: $line; }
QToolButton:checked { border-color: $edge; }
QToolButton:focus, QToolButton:checked:focus { border-color: $focus; }
QPushButton:hover { background: $selection; }
QPushButton:disabled { border-style: dashed; border-color: $line; }
QPushButton[kind="primary"]:focus { border-color: $focus; }
QPushButton[kind="quiet"] { text-decoration: underline; }
QPushButton[kind="chip"]:checked { border: 3px solid $edge; padding: 0 8px; }
QPushButton[kind="chip"]:checked:focus { border-color: $focus; }
QListView#sections::item:selected { border: 2px solid $edge; font-weight: 600; }
QListView#sections::item:selected:focus { border: 3px solid $focus; }
QTabBar::tab:selected:focus { color: $ink; border-bottom-color: $focus; }
QTableView:focus { border: 3px solid $focus; }
QSlider::groove:horizontal, QSlider::sub-page:horizontal { height: 6px; }
QSlider::groove:horizontal { background: $scroll; }
QSlider::handle:horizontal { border: 3px solid $edge; }
QSlider::handle:horizontal:focus { background: $focus; border-color: $focus; }
QProgressBar { border: 2px solid $edge; min-height: 10px; max-height: 10px; }
QScrollBar:vertical { background: $sunken; width: 16px; }
QScrollBar:horizontal { background: $sunken; height: 16px; }
QScrollBar::handle:hover { background: $edge; }
QToolTip { border: 2px solid $paper; }
"""


def style_sheet(tokens: Tokens, scale: float, chevron: str) -> str:
    """Return the style sheet of the whole application.

    Parameters
    ----------
    tokens
        The colours.
    scale
        Text size, 1 as designed.
    chevron
        Path of the arrow's picture.
    """
    sizes = {name: str(round(px * scale)) for name, px in TYPE_PX.items()}
    colours = {
        name: value
        for name in Tokens.__dataclass_fields__
        if isinstance(value := getattr(tokens, name), str)
    }
    inset, wide = 11, 15  # from a control's outer edge to its words
    sheet = _SHEET + (_MORE_CONTRAST if tokens.contrast else "")
    return Template(sheet).substitute(
        colours,
        **sizes,
        ring=str(tokens.ring),
        stroke=str(tokens.stroke),
        inset=str(inset - tokens.stroke),
        inset_focused=str(inset - tokens.ring),
        wide=str(wide - tokens.stroke),
        wide_focused=str(wide - tokens.ring),
        serif=SERIF_FAMILY,
        chevron=chevron,
        control=str(round(32 * scale)),
        row=str(round(30 * scale)),
        arrow=str(round(14 * scale)),
    )

"""Every command as one entry of data, read alike by menus, toolbar, palette and key page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from palace.desktop.tr import mark, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenuBar, QWidget


class When(StrEnum):
    """What a command needs to be of use."""

    ALWAYS = "always"
    PALACE = "palace"
    DRAFT = "draft"
    FOUNDED = "founded"
    OBJECT = "object"
    UNDO = "undo"
    TOUR = "tour"


@dataclass(frozen=True, slots=True)
class Action:
    """One command.

    Parameters
    ----------
    id
        Its permanent name.
    title
        What it is called, in the menu's mood; in English, as `menu` is: said with `tr`.
    shortcut
        As Qt writes it; empty for none.
    menu
        The menu it stands in.
    icon
        Phosphor's name.
    when
        What it needs.
    checkable
        Whether it is a state that is on or off.
    in_scene
        Its key is a single letter and works only while the scene has the focus.
    group
        Actions of one group stand together between lines.
    """

    id: str
    title: str
    shortcut: str
    menu: str
    icon: str
    when: When = When.PALACE
    checkable: bool = False
    in_scene: bool = False
    group: int = 0


MENUS = (mark("File"), mark("Edit"), mark("View"), mark("Go"), mark("Palace"), mark("Help"))

_A = When.ALWAYS

ACTIONS: tuple[Action, ...] = (
    Action("file.import_folder", "Import a folder of notes…", "Ctrl+I", "File", "folder-open", _A),
    Action(
        "file.import_chats",
        "Import an export or a file…",
        "Ctrl+Shift+I",
        "File",
        "chat-circle-text",
        _A,
    ),
    Action("file.look", "Look before importing…", "", "File", "magnifying-glass", _A),
    Action("file.follow", "Follow folders…", "", "File", "eye", When.PALACE),
    Action("file.report", "Import report", "", "File", "tray", _A),
    Action("file.sample", "Open the sample palace", "", "File", "bank", _A, group=1),
    Action("file.open", "Open another palace…", "Ctrl+O", "File", "folder-open", _A, group=1),
    Action("file.settings", "Settings…", "Ctrl+,", "File", "gear", _A, group=2),
    Action("file.quit", "Quit", "Ctrl+Q", "File", "sign-out", _A, group=3),
    Action("edit.undo", "Undo", "Ctrl+Z", "Edit", "arrow-u-up-left", When.UNDO),
    Action("edit.new_note", "New note here", "N", "Edit", "note-pencil", in_scene=True, group=1),
    Action(
        "edit.change", "Change what I read", "Ctrl+E", "Edit", "pencil-simple", When.OBJECT, group=1
    ),
    Action(
        "edit.earlier",
        "Earlier texts of what I read…",
        "",
        "Edit",
        "clock-counter-clockwise",
        When.OBJECT,
        group=1,
    ),
    Action("view.overview", "Overview", "O", "View", "bank", checkable=True, in_scene=True),
    Action("view.outline", "Outline", "Ctrl+Shift+O", "View", "list-bullets", checkable=True),
    Action("view.map", "Map", "M", "View", "map-trifold", checkable=True, in_scene=True),
    Action("view.reader", "Reading panel", "Ctrl+Shift+R", "View", "book-open", checkable=True),
    Action("view.dark", "Light or dark", "", "View", "moon", _A, group=1),
    Action("view.next_area", "Next area", "F6", "View", "arrows-clockwise", _A, group=1),
    Action("go.search", "Search…", "Ctrl+K", "Go", "magnifying-glass"),
    Action("go.back", "Back to the last place", "Alt+Left", "Go", "arrow-left", group=1),
    Action("go.forward", "Forward to the next place", "Alt+Right", "Go", "arrow-right", group=1),
    Action("go.court", "To the court", "Alt+Home", "Go", "house-line", group=1),
    Action("go.read", "Read what is before me", "E", "Go", "eye", in_scene=True, group=2),
    Action("go.related", "What else do I have on this", "F3", "Go", "files", group=2),
    Action("go.associate", "What comes to mind with this", "Shift+F3", "Go", "brain", group=2),
    Action(
        "go.back_then",
        "Put me back to its moment",
        "F4",
        "Go",
        "clock-counter-clockwise",
        When.OBJECT,
        group=2,
    ),
    Action("go.there", "Take me to what I read", "", "Go", "path", When.OBJECT, group=2),
    Action("go.before", "The part before", "Ctrl+Up", "Go", "arrow-up", When.OBJECT, group=3),
    Action("go.after", "The part after", "Ctrl+Down", "Go", "arrow-down", When.OBJECT, group=3),
    Action("go.ways", "Routes and bookmarks…", "Ctrl+B", "Go", "path", group=4),
    Action(
        "go.record",
        "Record a route",
        "R",
        "Go",
        "record",
        checkable=True,
        in_scene=True,
        group=4,
    ),
    Action("go.next_stop", "Next stop", "Ctrl+Right", "Go", "skip-forward", When.TOUR, group=4),
    Action("go.last_stop", "Stop before", "Ctrl+Left", "Go", "skip-back", When.TOUR, group=4),
    Action("go.new", "Tour of what is new", "", "Go", "sparkle", group=4),
    Action("go.bookmark", "Bookmark this place", "Ctrl+D", "Go", "bookmark-simple", group=4),
    Action("palace.move_in", "Move in…", "", "Palace", "key", When.DRAFT),
    Action("palace.rename", "Rename this place…", "F2", "Palace", "pencil-simple", group=1),
    Action(
        "palace.pin", "Pin what is before me", "P", "Palace", "push-pin", in_scene=True, group=1
    ),
    Action("palace.pin_read", "Pin what I read", "", "Palace", "push-pin", When.OBJECT, group=1),
    Action(
        "palace.move",
        "Move what I read to…",
        "",
        "Palace",
        "arrows-out-cardinal",
        When.OBJECT,
        group=1,
    ),
    Action(
        "palace.put_here",
        "Put what I read here",
        "Ctrl+Shift+M",
        "Palace",
        "arrow-square-in",
        When.OBJECT,
        group=1,
    ),
    Action("palace.destinations", "Where sources go…", "", "Palace", "tray", group=1),
    Action("palace.sleep", "Tidy up…", "", "Palace", "sparkle", When.FOUNDED, group=1),
    Action(
        "palace.put_away",
        "Put what I read out of reach",
        "Ctrl+Del",
        "Palace",
        "drop",
        When.OBJECT,
        group=2,
    ),
    Action("palace.spring", "What is out of reach…", "", "Palace", "drop-half", group=2),
    Action("palace.held", "What is held back…", "", "Palace", "key", group=2),
    Action("palace.erase", "Erase what I read…", "", "Palace", "trash", When.OBJECT, group=2),
    Action("palace.facts", "About this palace", "", "Palace", "info", group=3),
    Action("help.commands", "All commands…", "Ctrl+Shift+P", "Help", "command", _A),
    Action("help.keys", "Keyboard shortcuts", "F1", "Help", "keyboard", _A),
    Action("help.welcome", "First steps", "", "Help", "compass"),
    Action("help.legend", "Legend", "", "Help", "cube"),
    Action("help.about", "About Palace", "", "Help", "info", _A, group=1),
)

BY_ID = {action.id: action for action in ACTIONS}

SCENE_KEYS: tuple[tuple[str, str], ...] = (
    ("W", mark("Walk forward")),
    ("A", mark("Step left")),
    ("S", mark("Walk back")),
    ("D", mark("Step right")),
    ("Shift", mark("Walk faster")),
    ("Esc", mark("Stop, or let go of what is chosen")),
)
"""Keys of the scene that are held rather than pressed, for the page of shortcuts."""


class Commands(QObject):
    """The actions as Qt's, made once and shared by all that offer them.

    Parameters
    ----------
    window
        Where shortcuts hold that work anywhere.
    scene
        Where single letters hold.
    icon
        Returns an icon by name.
    """

    def __init__(
        self, window: QWidget, scene: QWidget, handlers: Mapping[str, Callable[[], None]]
    ) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        for entry in ACTIONS:
            made = QAction(tr(entry.title), self)
            made.setObjectName(entry.id)
            made.setCheckable(entry.checkable)
            if entry.shortcut:
                made.setShortcut(QKeySequence(entry.shortcut))
            if entry.id == "file.quit":
                made.setMenuRole(QAction.MenuRole.QuitRole)
            elif entry.id == "file.settings":
                made.setMenuRole(QAction.MenuRole.PreferencesRole)
            elif entry.id == "help.about":
                made.setMenuRole(QAction.MenuRole.AboutRole)
            else:
                made.setMenuRole(QAction.MenuRole.NoRole)
            handler = handlers[entry.id]
            made.triggered.connect(lambda _=False, act=handler: act())
            if entry.in_scene:
                made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                scene.addAction(made)
            else:
                window.addAction(made)
            self._actions[entry.id] = made

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def keys(self, name: str) -> str:
        """Return the keys of an action as they are now; empty for none."""
        return self._actions[name].shortcut().toString(QKeySequence.SequenceFormat.PortableText)

    def bind(self, chosen: Mapping[str, str]) -> None:
        """Give every action its own keys, or those that a person chose for it."""
        for entry in ACTIONS:
            wanted = QKeySequence(chosen.get(entry.id, entry.shortcut))
            if self._actions[entry.id].shortcut() != wanted:
                self._actions[entry.id].setShortcut(wanted)

    def holder(self, keys: str, but: str) -> Action | None:
        """Return the action other than `but` that has these keys now."""
        for entry in ACTIONS:
            if entry.id != but and keys and self.keys(entry.id) == keys:
                return entry
        return None

    def fill(self, bar: QMenuBar) -> None:
        """Make the menus."""
        for name in MENUS:
            menu = bar.addMenu(f"&{tr(name)}")
            menu.setAccessibleName(tr(name))
            group = 0
            for entry in ACTIONS:
                if entry.menu != name:
                    continue
                if entry.group != group:
                    menu.addSeparator()
                    group = entry.group
                menu.addAction(self._actions[entry.id])

    def allow(self, states: Mapping[When, bool]) -> None:
        """Enable what can be of use now."""
        for entry in ACTIONS:
            self._actions[entry.id].setEnabled(states.get(entry.when, True))

    def close(self) -> None:
        """Break the ties to the window's handlers, so that it can be let go."""
        for action in self._actions.values():
            action.triggered.disconnect()

"""Opens the window as ``python -m palace`` does, and tells what can be seen in it.

    python -m benchmarks.newcomer.witness SOCKET [ARGUMENTS OF PALACE]

The hand that uses the window is in another process and has only mouse and keys. Where a button
lies and what a page says it learns here, as a person sees it: each line sent to the socket is
answered with the visible widgets, their words and where they lie on the screen. Nothing here
changes anything, and an answer comes from the window's own event loop: while that is busy it waits
as a person would.
"""

from __future__ import annotations

import json
import runpy
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from palace.desktop.workbench import Workbench

Thing = dict[str, Any]


def visible(bench: Workbench) -> Iterator[Thing]:
    """Yield what is on the screen: windows, widgets, rows, entries of menus, rooms of the map."""
    from PySide6.QtWidgets import QApplication, QMenu, QWidget

    for window in QApplication.topLevelWidgets():
        if not window.isVisible():
            continue
        title = window.windowTitle()
        kind = "menu" if isinstance(window, QMenu) else "window"
        yield {
            **_thing(kind, title, "", window, window.rect()),
            "id": int(window.winId()),
            "active": window.isActiveWindow(),
        }
        for widget in [window, *window.findChildren(QWidget)]:
            if widget.isVisible() and not widget.visibleRegion().isEmpty():
                for thing in _parts(widget):
                    yield {"window": title, **thing}
    yield from _rooms(bench)


def _parts(widget: Any) -> Iterator[Thing]:
    """Yield a widget, and what it holds that is no widget itself."""
    from PySide6 import QtWidgets

    name, value = widget.accessibleName(), ""
    if isinstance(widget, QtWidgets.QLineEdit):
        value = widget.text()
    elif isinstance(widget, QtWidgets.QTextEdit | QtWidgets.QPlainTextEdit):
        value = widget.toPlainText()
    elif isinstance(widget, QtWidgets.QLabel | QtWidgets.QAbstractButton):
        value = widget.text()
    if name or value:
        yield {
            **_thing(type(widget).__name__, name, value, widget, widget.visibleRegion()),
            "focus": widget.hasFocus(),
            "enabled": widget.isEnabled(),
            "role": str(widget.property("role") or ""),
            "checked": isinstance(widget, QtWidgets.QAbstractButton) and widget.isChecked(),
        }
    if isinstance(widget, QtWidgets.QMenu | QtWidgets.QMenuBar):
        for action in widget.actions():
            words = action.text().replace("&", "")
            if words and action.isVisible():
                rect = widget.actionGeometry(action)
                yield _thing("entry", words, action.shortcut().toString(), widget, rect)
    elif isinstance(widget, QtWidgets.QTabBar):
        for n in range(widget.count()):
            yield _thing("tab", widget.tabText(n), "", widget, widget.tabRect(n))
    elif isinstance(widget, QtWidgets.QAbstractItemView) and widget.model() is not None:
        shown, model = widget.viewport(), widget.model()
        for n in range(min(40, model.rowCount())):
            index = model.index(n, 0)
            rect = widget.visualRect(index)
            if rect.intersects(shown.rect()):
                yield _thing("row", str(index.data() or ""), name, shown, rect)


def _rooms(bench: Workbench) -> Iterator[Thing]:
    """Yield the rooms that the map in the corner draws, and where one stands."""
    from PySide6.QtCore import QPoint, QRect

    corner = bench.window.map
    drawn = corner._geometry
    if corner.isVisible() and drawn is not None:
        for space in drawn.spaces:
            x, y, width, height = drawn.rect(space.rect)
            rect = QRect(QPoint(round(x) + 8, round(y) + 8), QPoint(round(x + width), 0))
            rect.setHeight(round(height))
            if space.kind == "room":
                yield _thing("room", space.name, space.id, corner, rect)
    pose = bench.view.pose
    yield {
        "kind": "standing",
        "name": bench.view.mode,
        "value": bench.view.space_id or "",
        "at": [pose.x, pose.y, pose.yaw],
        "moving": bench.view.navigator.moving,
    }


def _thing(kind: str, name: str, value: str, widget: Any, region: Any) -> Thing:
    rect = region.boundingRect() if hasattr(region, "boundingRect") else region
    middle = widget.mapToGlobal(rect.center())
    return {"kind": kind, "name": name, "value": value, "x": middle.x(), "y": middle.y()}


class Witness:
    """Answers on a local socket, from the event loop of the window."""

    def __init__(self, bench: Workbench, address: str) -> None:
        from PySide6.QtNetwork import QLocalServer

        self._bench = bench
        self._server = QLocalServer(bench)
        self._server.newConnection.connect(self._greet)
        if not self._server.listen(address):
            raise OSError(self._server.errorString())

    def _greet(self) -> None:
        line = self._server.nextPendingConnection()
        line.readyRead.connect(lambda: self._answer(line))
        line.disconnected.connect(line.deleteLater)

    def _answer(self, line: Any) -> None:
        while line.canReadLine():
            line.readLine()
            line.write(json.dumps([*visible(self._bench)]).encode() + b"\n")
        line.flush()


def main() -> None:
    """Run the program, watched."""
    address, *arguments = sys.argv[1:]
    from palace.desktop import launch

    make = launch.make_workbench

    def watched(palace: Path) -> Workbench:
        bench = make(palace)
        bench.witness = Witness(bench, address)  # type: ignore[attr-defined]
        return bench

    launch.make_workbench = watched
    sys.argv = ["palace", *arguments]
    runpy.run_module("palace", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()

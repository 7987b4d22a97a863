"""Draw the window's states for the documentation: ``make gallery``.

Opens the real window on the sample palace, under an X server of its own, and uses it as a person
does; each state is grabbed from the screen.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SIZE = (1280, 800)


def screen() -> subprocess.Popen[bytes]:
    """Start an X server and make it this process's display."""
    xvfb = shutil.which("Xvfb")
    if xvfb is None:
        raise SystemExit("The gallery needs Xvfb; `make setup-tests` installs it.")
    read, write = os.pipe()
    started = subprocess.Popen(
        [xvfb, "-displayfd", str(write), "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-noreset"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as answer:
        os.environ["DISPLAY"] = f":{answer.readline().strip()}"
    return started


def save(picture: Any, file: Path) -> None:
    """Write a QImage as PNG with 256 colours of its own, a third of the size to the same eye."""
    from PIL import Image
    from PySide6.QtGui import QImage

    plain = picture.convertToFormat(QImage.Format.Format_RGBX8888)
    size = (plain.width(), plain.height())
    rows = Image.frombuffer("RGBX", size, plain.constBits(), "raw", "RGBX", plain.bytesPerLine(), 1)
    rows.convert("RGB").quantize(256, Image.Quantize.MEDIANCUT).save(file, optimize=True)


class Gallery:
    """The window, and how it is used.

    Parameters
    ----------
    palace
        A copy of the sample palace; what is done here changes it.
    target
        Where the pictures go.
    """

    def __init__(self, palace: Path, target: Path) -> None:
        from PySide6.QtWidgets import QApplication

        from palace.desktop.language import ENGLISH, speak
        from palace.desktop.launch import open_library
        from palace.desktop.remembered import Remembered
        from palace.desktop.settings import Settings
        from palace.desktop.theme import Mode, Theme
        from palace.desktop.workbench import Workbench
        from palace.scene.quality import Quality
        from palace.scene.view import PalaceView

        self.app = QApplication.instance() or QApplication(["palace"])
        self.target = target
        self.drawn: list[str] = []
        speak(self.app, ENGLISH)
        theme = Theme(Mode.LIGHT)
        theme.apply()
        self.bench = Workbench(
            theme,
            Settings(),
            view=PalaceView(quality=Quality.HIGH),
            remembered=Remembered(welcomed=True),
            memory_file=None,
            open_library=open_library,
            home=palace,
            sample=(palace, ()),
        )
        self.bench.window.resize(*SIZE)
        self.bench.window.move(0, 0)
        self.bench.settings.set("appearance.hints", "never")
        self.bench.welcome()
        self.bench.window.show()
        self.wait(2)
        self.grab("first-run")
        self.bench.open_palace(palace)
        self.until(lambda: not self.world.empty)
        self.wait(6)

    @property
    def visit(self) -> Any:
        """The palace that is open."""
        return self.bench.visit

    @property
    def world(self) -> Any:
        """What stands in it."""
        return self.bench.visit.library.world  # type: ignore[union-attr]

    def wait(self, seconds: float) -> None:
        """Let the window live."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.app.processEvents()
            time.sleep(0.01)

    def until(self, holds: Callable[[], object], seconds: float = 60) -> None:
        """Let the window live until something holds."""
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                raise SystemExit(f"waited in vain after {self.drawn[-1:]}")
            self.wait(0.05)

    def still(self) -> None:
        """Wait until nothing moves and the picture is drawn finely."""
        self.wait(0.6)
        self.until(lambda: not self.bench.view.navigator.moving)
        self.wait(4)

    def grab(self, name: str) -> None:
        """Keep what the screen shows."""
        from PySide6.QtGui import QGuiApplication

        self.wait(0.4)
        picture = QGuiApplication.primaryScreen().grabWindow(0)
        save(picture.toImage(), self.target / f"{name}.png")
        self.drawn.append(name)
        sys.stdout.write(f"{name}\n")

    def do(self, action: str, seconds: float = 1.2) -> None:
        """Trigger an action."""
        self.bench.commands[action].trigger()
        self.wait(seconds)

    def find(self, words: str) -> None:
        """Search, and wait for hits."""
        from PySide6.QtTest import QTest

        self.bench.visit.search.open("")  # type: ignore[union-attr]
        QTest.keyClicks(self.bench.window.search.field, words)
        self.until(lambda: self.bench.window.search.model.hits)
        self.wait(3)

    def read(self, title: str) -> Any:
        """Read a thing."""
        found = next(o for o in self.world.objects if title.casefold() in o.title.casefold())
        self.visit.reading.open(found.id)
        self.until(lambda: self.bench.window.reader.reading is not None)
        self.wait(2)
        return found

    def carry(self, room_id: str) -> None:
        """Stand in a room where a thing and a free place are in view, and carry it there."""
        from PySide6.QtCore import QPoint, Qt
        from PySide6.QtTest import QTest

        from palace.scene import standing

        view, scene = self.bench.view, self.bench.view.native
        room, loci = self.world.spaces[room_id], self.world.loci_in(room_id)
        stands = {entry.locus_id for entry in self.world.in_room[room_id]}

        def seen() -> tuple[list[QPoint], list[QPoint]]:
            """Return where things and free places are in the middle of the picture."""
            found: tuple[list[QPoint], list[QPoint]] = [], []
            for locus in loci:
                at = view.on_screen((locus.x, locus.y, locus.z + 0.3))
                point = QPoint(*map(round, at)) if at is not None else QPoint(-1, -1)
                inside = scene.rect().adjusted(60, 60, -60, -60).contains(point)
                if at is not None and inside and view.locus_at(*at) == locus:
                    found[locus.id not in stands].append(point)
            return found

        best = -1, view.pose
        for locus in (locus for locus in loci if locus.id in stands):
            for turn in (0.0, 0.4, -0.4, 0.8, -0.8):
                view.pose = standing.before(view.spaces, room, loci, locus).turned(turn, 0.0)
                best = max(best, (min(map(len, seen())), view.pose), key=lambda each: each[0])
        view.pose = best[1]
        self.bench.moves.wake()
        self.still()
        things, free = seen()
        thing = next(p for p in things if (met := view.pick(p.x(), p.y())) and met.object_id)
        place = free[len(free) // 2]
        QTest.mousePress(scene, Qt.MouseButton.LeftButton, pos=thing)
        self.until(lambda: self.visit.carrying.carrying)
        for step in range(1, 9):
            QTest.mouseMove(scene, thing + (place - thing) * (step / 8))
            self.wait(0.05)
        self.wait(3)
        self.grab("carrying")
        QTest.keyClick(scene, Qt.Key.Key_Escape)
        QTest.mouseRelease(scene, Qt.MouseButton.LeftButton, pos=place)
        self.wait(0.5)

    def close_dialogs(self) -> None:
        """Close every dialog."""
        from PySide6.QtWidgets import QDialog

        for dialog in self.bench.window.findChildren(QDialog):
            dialog.close()
        self.wait(0.3)


def draw(g: Gallery) -> None:
    """Go through the states."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    window = g.bench.window
    g.still()
    g.grab("court")
    g.find("bread")
    g.grab("search")
    QTest.keyClick(window.search.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    g.still()
    g.visit.search.close()
    window.reader_dock.hide()
    room = next(s for s in g.world.plan.spaces if s.kind == "room" and s.name == "Bread")
    g.visit.go_to(room.id)
    g.still()
    g.grab("room")
    g.carry(room.id)
    thing = g.read("bread")
    g.visit.reading.go_there()
    g.still()
    g.grab("reading")
    g.do("go.related", 3)
    g.grab("what-else")
    g.do("edit.change")
    g.grab("changing")
    QTest.keyClick(window.reader.editor.sheet, Qt.Key.Key_Escape)
    g.wait(1)
    g.do("edit.new_note")
    QTest.keyClicks(window.reader.editor.sheet, "Ask Ada about the oven")
    QTest.keyClick(window.reader.editor.sheet, Qt.Key.Key_Return)
    QTest.keyClicks(window.reader.editor.sheet, "- see [[Bread]] #kitchen")
    g.wait(1.2)
    g.grab("new-note")
    g.visit.writing._let_go()
    g.wait(1)
    g.do("go.record")
    for other in g.world.in_room[thing.room_id][:3]:
        g.visit.reading.open(other.id)
        g.wait(1)
    g.do("go.record")
    g.grab("route")
    g.close_dialogs()
    g.visit.touring._pressed("drop")
    window.toast.hide()
    g.do("go.new", 7)
    g.grab("tour")
    g.visit.touring.end()
    window.reader_dock.hide()
    g.do("view.outline")
    g.grab("outline")
    g.do("view.outline")
    g.do("view.overview")
    g.still()
    g.grab("overview")
    g.do("view.overview")
    g.still()
    corridor = next(s for s in g.world.plan.spaces if s.kind == "corridor")
    g.visit.go_to(corridor.id)
    g.still()
    g.grab("corridor")
    for name, action in (
        ("commands", "help.commands"),
        ("keys", "help.keys"),
        ("settings", "file.settings"),
        ("routes", "go.ways"),
        ("legend", "help.legend"),
        ("report", "file.report"),
        ("spring", "palace.spring"),
    ):
        if name == "spring":
            g.read("Plum jam")
            g.do("palace.put_away", 3)
            window.toast.hide()
            window.reader_dock.hide()
        g.do(action, 2)
        g.grab(name)
        g.close_dialogs()
        window.palette_card.hide()
    more_contrast(g)
    g.bench.settings.set("appearance.theme", "dark")
    g.do("go.court")
    g.still()
    g.grab("dusk")
    g.bench.settings.set("appearance.theme", "light")
    g.do("help.welcome")
    g.grab("first-steps")


def more_contrast(g: Gallery) -> None:
    """Show reading and searching with more contrast, light and dark."""
    g.bench.settings.set("appearance.contrast", "on")
    g.read("Broa")
    g.visit.reading.go_there()
    g.still()
    g.grab("contrast")
    g.bench.settings.set("appearance.theme", "dark")
    g.find("bread")
    g.grab("contrast-dark")
    g.visit.search.close()
    g.bench.window.reader_dock.hide()
    g.bench.settings.set("appearance.theme", "light")
    g.bench.settings.set("appearance.contrast", "off")


def main() -> None:
    """Draw the gallery."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path)
    target: Path = parser.parse_args().target
    target.mkdir(parents=True, exist_ok=True)
    server = screen()
    try:
        from palace.cli.folders import sample_palace

        if not (sample_palace() / "palace.db").exists():
            subprocess.run(
                [sys.executable, "-m", "palace", "sample", "--no-window"], check=True, cwd=target
            )
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "palace"
            shutil.copytree(sample_palace(), copy)
            gallery = Gallery(copy, target)
            draw(gallery)
            gallery.bench.window.close()
            gallery.wait(0.5)
            gallery.bench.close()
    finally:
        server.terminate()


if __name__ == "__main__":
    main()

"""Names, pins, moves and destinations from the window: asks, runs, tells, offers undo."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from palace.desktop.arranging.dialogs import (
    Choice,
    DestinationsDialog,
    PlaceDialog,
    RenameDialog,
    Spot,
    name_of,
    short,
)
from palace.desktop.arranging.listing import Listing
from palace.desktop.below import retold
from palace.desktop.overlays.notices import NoticeCard
from palace.desktop.tr import mark, tr
from palace.desktop.wording import moved_in_too
from palace.model.errors import Occupied, PalaceError
from palace.model.plan import SpaceKind
from palace.queries import Destinations

if TYPE_CHECKING:
    from palace.desktop.arranging.reach import ReachDesk
    from palace.desktop.library import Library
    from palace.desktop.window import MainWindow
    from palace.model.plan import Locus, PlacedObject
    from palace.ops.move_object import Moved
    from palace.ops.pin_object import Pinned
    from palace.ops.rename_place import Renamed
    from palace.ops.set_destination import Destined
    from palace.queries import SourceGoes
    from palace.scene.view import PalaceView

LOOKED_AT = math.radians(24)
"""A locus that lies farther from the middle of the view is not looked at."""
REACH = 9.0
"""Nor is one farther away than this, in metres."""
_CALLED = {
    "room": mark("The room “{old}” is called “{name}” now."),
    "wing": mark("The wing “{old}” is called “{name}” now."),
    "quarter": mark("The quarter “{old}” is called “{name}” now."),
}
_RENAME = {
    "room": mark("Rename the room “{name}”…"),
    "wing": mark("Rename the wing “{name}”…"),
    "quarter": mark("Rename the quarter “{name}”…"),
}


class ArrangeDesk(QObject):
    """Does what the architect wants, and says what became of it.

    Parameters
    ----------
    read, go
        Opens an object in the reader; goes to an object or a space by id.
    reach
        Puts out of reach and erases.
    undo
        Takes the last change back.
    failed
        Says what went wrong.
    """

    def __init__(
        self,
        window: MainWindow,
        *,
        view: PalaceView,
        library: Library,
        read: Callable[[str], None],
        go: Callable[[str], None],
        reach: ReachDesk,
        undo: Callable[[], None],
        failed: Callable[[str, Exception], None],
    ) -> None:
        super().__init__(window)
        self._window, self._view, self._library = window, view, library
        self._read, self._go, self._reach = read, go, reach
        self._undo, self._failed = undo, failed
        self._no_sources = partial(failed, tr("The sources could not be read"))
        self._sources = Listing(
            library,
            make=self._make_sources,
            query=Destinations,
            fill=DestinationsDialog.show_sources,
            failed=self._no_sources,
        )
        window.reader.pin_wanted.connect(self.pin_read)
        window.reader.move_wanted.connect(self.move_read)
        window.outline.menu_wanted.connect(self.menu)
        window.map.menu_wanted.connect(self.menu)

    def _tell(self, sentence: str, moved_in: bool) -> None:
        self._window.toast.say(moved_in_too(sentence, moved_in), tr("Undo"), self._undo)

    # --- names ----------------------------------------------------------------------------

    def rename_here(self) -> None:
        """Rename what is chosen in the outline while it has the focus, else where one stands."""
        outline = self._window.outline
        chosen = outline.current() if outline.tree.hasFocus() else ""
        self.rename(chosen or self._view.space_id or "")

    def rename(self, identifier: str) -> None:
        """Ask for another name of a room, wing or quarter, or of that which a way belongs to."""
        named = self._named(identifier)
        if named is None:
            self._window.toast.say(tr("There is nothing here that could be renamed."))
            return
        kind, place, old = named
        dialog = RenameDialog(self._window.theme, kind, old, self._window)
        dialog.wanted.connect(lambda name: self._rename(dialog, place, name))
        dialog.open()

    def _named(self, identifier: str) -> tuple[str, str, str] | None:
        """Return (kind, id, name) of what bears the name of a thing's place."""
        world = self._library.world
        entry = world.placed.get(identifier)
        space = world.spaces.get(entry.room_id if entry is not None else identifier)
        if space is not None and space.kind is SpaceKind.ROOM:
            return "room", space.id, space.name
        if space is not None:
            identifier = space.wing_id or space.quarter_id
        if identifier in world.wings:
            return "wing", identifier, world.wings[identifier].name
        if identifier in world.quarters:
            return "quarter", identifier, world.quarters[identifier].name
        return None

    def _rename(self, dialog: RenameDialog, place: str, name: str) -> None:
        from palace.ops import RenamePlace

        def done(renamed: Renamed) -> None:
            dialog.accept()
            if renamed.old != renamed.name:
                words = tr(_CALLED[renamed.kind], old=renamed.old, name=renamed.name)
                self._tell(words, renamed.moved_in)

        def failed(error: Exception) -> None:
            if isinstance(error, PalaceError):
                dialog.say(retold(error))
            else:
                dialog.reject()
                self._failed(tr("This could not be renamed"), error)

        self._library.change(RenamePlace(place, name), done, failed)

    # --- pins -----------------------------------------------------------------------------

    def pin_read(self) -> None:
        """Pin what is read, or unpin it."""
        reading = self._window.reader.reading
        if reading is not None:
            self.pin(reading.memory.object_id)

    def pin(self, object_id: str) -> None:
        """Pin an object, or unpin it where it is pinned."""
        from palace.ops import PinObject

        entry = self._library.world.placed.get(object_id)
        if entry is None:
            self._window.toast.say(tr("This has no place yet, so it cannot be pinned."))
            return

        def done(pinned: Pinned) -> None:
            words = (
                tr("“{title}” stays where it stands.", title=entry.title)
                if pinned.pinned
                else tr("“{title}” may be tidied again.", title=entry.title)
            )
            self._tell(words, pinned.moved_in)

        self._library.change(
            PinObject(object_id, not entry.pinned, entry.title),
            done,
            lambda error: self._failed(tr("This could not be pinned"), error),
        )

    # --- moving ---------------------------------------------------------------------------

    def move_read(self) -> None:
        """Ask where what is read should stand."""
        reading = self._window.reader.reading
        if reading is not None:
            self.move(reading.memory.object_id)

    def move(self, object_id: str) -> None:
        """Ask where an object should stand."""
        world = self._library.world
        entry = world.placed.get(object_id)
        if entry is None:
            self._window.toast.say(tr("This has no place yet, so it cannot be moved."))
            return
        dialog = PlaceDialog(
            self._window.theme,
            tr("Move “{title}” to…", title=short(entry.title)),
            tr("Move"),
            [choice for choice in self._choices() if choice.kind == "room"],
            self._window,
            spots=lambda room: self._spots(room, entry),
        )

        def chosen(room: str, spot: object) -> None:
            number = spot.number if isinstance(spot, Spot) else None
            swap = isinstance(spot, Spot) and bool(spot.holder)
            self.put(entry, room, number, swap=swap)

        dialog.chosen.connect(chosen)
        dialog.open()

    def put_here(self) -> None:
        """Let what is read stand at the locus one looks at."""
        reading = self._window.reader.reading
        entry = (
            self._library.world.placed.get(reading.memory.object_id)
            if reading is not None
            else None
        )
        locus = self.locus_ahead()
        if entry is None:
            self._window.toast.say(tr("Open what you want to put here first."))
        elif locus is None:
            self._window.toast.say(tr("Walk up to a niche or pedestal and look at it."))
        else:
            self.put(entry, locus.room_id, locus.ord, swap=False)

    def locus_ahead(self) -> Locus | None:
        """Return the locus one looks at, None where there is none."""
        if self._view.mode != "walk":
            return None
        pose = self._view.pose
        ahead = (
            math.cos(pose.pitch) * math.cos(pose.yaw),
            math.cos(pose.pitch) * math.sin(pose.yaw),
            math.sin(pose.pitch),
        )
        best: tuple[float, Locus] | None = None
        for locus in self._library.world.loci_in(self._view.space_id or ""):
            to = (locus.x - pose.x, locus.y - pose.y, locus.z + 0.25 - pose.z)
            away = math.hypot(*to)
            if not 1e-6 < away < REACH:
                continue
            along = sum(a * b for a, b in zip(ahead, to, strict=True)) / away
            turn = math.acos(min(1.0, max(-1.0, along)))
            weight = turn + 0.05 * away
            if turn < LOOKED_AT and (best is None or weight < best[0]):
                best = weight, locus
        return None if best is None else best[1]

    def put(self, entry: PlacedObject, room: str, number: int | None, *, swap: bool) -> None:
        """Let an object stand elsewhere, and say so; asks where something stands there.

        Parameters
        ----------
        number
            Of the locus in the room; None takes the free one nearest to what is most alike.
        swap
            The person has seen what stands there and wants the two to change places.
        """
        from palace.ops import MoveObject

        def done(moved: Moved) -> None:
            stands = moved.stands
            sentence = tr(
                "“{title}” stands at number {number} of “{room}” now.",
                title=entry.title,
                number=stands.number,
                room=stands.room,
            )
            if moved.swapped is not None:
                other = moved.swapped
                swapped = tr(
                    "“{title}” took its place in “{room}”.", title=other.title, room=other.room
                )
                sentence = f"{sentence} {swapped}"
            self._tell(sentence, moved.moved_in)

        def failed(error: Exception) -> None:
            if isinstance(error, Occupied) and number is not None:
                self._window.notify(
                    NoticeCard(
                        self._window.theme,
                        tr("Something stands there"),
                        retold(error),
                        again=lambda: self.put(entry, room, number, swap=True),
                        action=tr("Let them change places"),
                        trouble=False,
                    )
                )
                return
            self._failed(tr("This could not be moved"), error)

        self._library.change(MoveObject(entry.id, room, number, swap, entry.title), done, failed)

    def _spots(self, room: str, entry: PlacedObject) -> list[Spot]:
        world = self._library.world
        there = {other.locus_id: other.title for other in world.in_room.get(room, ())}
        return [
            Spot(locus.ord, str(locus.kind), short(there.get(locus.id, "")))
            for locus in world.loci_in(room)
            if locus.id != entry.locus_id
        ]

    def _choices(self) -> list[Choice]:
        """Return the rooms, wings and quarters, each after what it lies in."""
        world = self._library.world
        free: dict[str, int] = {}
        found: list[Choice] = []
        for space in world.plan.spaces:
            if space.kind is not SpaceKind.ROOM:
                continue
            left = len(world.loci_in(space.id)) - len(world.in_room.get(space.id, ()))
            free[space.wing_id or ""] = free.get(space.wing_id or "", 0) + left
            inside = " › ".join(name for _, name in world.path_of(space.id)[:-1])
            remark = "  ·  ".join(part for part in (inside, tr("{n} free", n=left)) if part)
            found.append(Choice(space.id, space.name, "room", remark))
        found.sort(key=lambda choice: (choice.remark.rpartition("  ·  ")[0], choice.name))
        wings = [
            Choice(wing.id, wing.name, "wing", tr("wing  ·  {n} free", n=free.get(wing.id, 0)))
            for wing in world.plan.wings
        ]
        quarters = [
            Choice(quarter.id, quarter.name, "quarter", tr("quarter"))
            for quarter in world.plan.quarters
        ]
        return [*found, *wings, *quarters]

    # --- destinations ---------------------------------------------------------------------

    def destinations(self) -> None:
        """Show every source with where its things go."""
        self._sources.open()

    def _make_sources(self) -> DestinationsDialog:
        dialog = DestinationsDialog(self._window.theme, self._window)
        dialog.choose.connect(self._choose_destination)
        dialog.clear.connect(lambda source: self._send(source, None))
        return dialog

    def _choose_destination(self, source: str) -> None:
        def show(sources: Sequence[SourceGoes]) -> None:
            own = next((entry for entry in sources if entry.id == source), None)
            if own is None:
                return
            dialog = PlaceDialog(
                self._window.theme,
                tr("Where should what “{source}” brings go?", source=name_of(own)),
                tr("Send it there"),
                self._choices(),
                self._sources.dialog or self._window,
            )
            dialog.chosen.connect(lambda place, _spot: self._send(source, place))
            dialog.open()

        self._library.ask(Destinations(), show, self._no_sources)

    def _send(self, source: str, place: str | None) -> None:
        from palace.ops import SetDestination

        called = next((c.name for c in self._choices() if c.id == place), "")

        def done(result: Destined) -> None:
            self._sources.refresh()
            if result.changed:
                words = (
                    tr("What this source brings goes to “{place}” from now on.", place=called)
                    if place
                    else tr("What this source brings goes where it fits again.")
                )
                self._tell(words, result.moved_in)

        self._library.change(
            SetDestination(source, place, called),
            done,
            lambda error: self._failed(tr("This could not be chosen"), error),
        )

    # --- menus ----------------------------------------------------------------------------

    def menu(self, identifier: str, at: QPoint) -> None:
        """Offer what can be done with an object or a place, at a point of the screen."""
        world = self._library.world
        entry = world.placed.get(identifier)
        menu = QMenu(self._window)
        icon = self._window.theme.icon
        rows: list[tuple[str, str, Callable[[], Any]] | None]
        if entry is not None:
            pin = (tr("Unpin"), "push-pin-slash") if entry.pinned else (tr("Pin"), "push-pin")
            rows = [
                (tr("Read"), "book-open", lambda: self._read(identifier)),
                (tr("Take me there"), "path", lambda: self._go(identifier)),
                None,
                (*pin, lambda: self.pin(identifier)),
                (tr("Move to…"), "arrows-out-cardinal", lambda: self.move(identifier)),
                (
                    tr("Put out of reach"),
                    "drop",
                    lambda: self._reach.put_away(identifier, entry.title),
                ),
                None,
                (tr("Erase…"), "trash", lambda: self._reach.erase(identifier, entry.title)),
            ]
        else:
            rows = []
            if identifier in world.spaces or identifier in world.wings:
                rows = [(tr("Take me there"), "path", lambda: self._go(identifier)), None]
            if (named := self._named(identifier)) is not None:
                # A corridor bears its wing's name: what is meant is said.
                words = tr(_RENAME[named[0]], name=named[2]).replace("&", "&&")
                rows.append((words, "pencil-simple", lambda: self.rename(identifier)))
        for line in rows:
            if line is None:
                menu.addSeparator()
                continue
            action = menu.addAction(icon(line[1]), line[0])
            action.triggered.connect(lambda _=False, act=line[2]: act())
        menu.setAccessibleName(tr("What can be done"))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

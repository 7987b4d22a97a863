"""The open palace as the window uses it: everything slow in other threads, one state of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from palace.desktop.garbage import keep, uncollected
from palace.desktop.world import World, spoken

if TYPE_CHECKING:
    from pathlib import Path

    from palace.desktop.background import Background
    from palace.desktop.reader.pictures import Picture
    from palace.embedding import Embedder
    from palace.layout import WalkGraph
    from palace.model.changes import Change
    from palace.model.drafts import KeptFile
    from palace.ops import Operation
    from palace.queries import (
        LinkedObject,
        MemoryView,
        PalaceInfo,
        Query,
        Reinstatement,
        RelatedObject,
        SearchResult,
        Thought,
    )
    from palace.scene.view import Prepared
    from palace.session import Session

Answer = TypeVar("Answer")
Trail = tuple[tuple[tuple[float, float, float], str], ...]
"""Points and the spaces they are in, the latest first."""

POLL_MS = 300
REFRESH_MS = 120
BUSY_REFRESH_MS = 1500
"""While an import writes all the time, views are refreshed so often and no more."""

WARM_MS = 1500
"""So long after opening begins what is not needed for the first picture."""

HITS = 30


class Library(QObject):
    """A session, followed and asked off the window's thread.

    Parameters
    ----------
    session
        The open palace; it is closed with this object.
    background
        Where questions are asked.
    embedder
        Closed with this object where given.

    Attributes
    ----------
    prepare
        What is worked out for a world off the window's thread, before it is told of.
    prepared
        What `prepare` returned for `world`.
    calm
        Whether nothing is being built that is about to be seen; what can wait waits for it.
    """

    world_changed = Signal(object)
    info_changed = Signal(object)
    texts_changed = Signal()
    _followed = Signal()

    def __init__(
        self, session: Session, background: Background, embedder: Embedder | None = None
    ) -> None:
        super().__init__()
        self.session = session
        self.folder: Path = session.folder
        self._background = background
        self._embedder = embedder
        self.world = World()
        self.prepare: Callable[[World], Prepared] | None = None
        self.calm: Callable[[], bool] = lambda: True
        self.prepared: Prepared | None = None
        self._reading = self._again = False
        self.info: PalaceInfo | None = None
        self.undo_title: str | None = None
        self.busy = False
        self._graph: tuple[World, WalkGraph] | None = None
        self._graphing = threading.Lock()
        self._read_once = False
        self._nearness: tuple[World, Trail, tuple[tuple[str, float], ...]] | None = None
        self._plan_stale = True
        # A change is emitted in whichever thread made it; the signal brings it to this one.
        self._followed.connect(self._note)
        session.changed.connect(self._on_changed)
        self._kinds: set[str] = set()
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._look)
        self._warm = QTimer(self)
        self._warm.setSingleShot(True)
        self._warm.setInterval(WARM_MS)
        self._warm.timeout.connect(self._prepare)
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.timeout.connect(self.refresh)

    # --- following ------------------------------------------------------------------------

    def start(self) -> None:
        """Load the world and follow what others write."""
        self.refresh()
        self._poll.start()
        self._warm.start()

    def close(self) -> None:
        """Follow no more and close the palace."""
        self._poll.stop()
        self._warm.stop()
        self._refresh.stop()
        self.session.close()
        close = getattr(self._embedder, "close", None)
        if callable(close):
            close()

    def _look(self) -> None:
        # A change of the log brings many rows; reading them belongs to another thread.
        self._background.run(lambda _stale: self.session.poll(), lambda _changes: None, key="poll")

    def _on_changed(self, changes: tuple[Change, ...]) -> None:
        self._kinds |= {str(change.kind) for change in changes}
        self._followed.emit()

    def _note(self) -> None:
        if not self._refresh.isActive():
            self._refresh.start(BUSY_REFRESH_MS if self.busy else REFRESH_MS)

    def refresh(self) -> None:
        """Read again what may have changed, and tell; one after the other, each may take long."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        kinds, self._kinds = self._kinds, set()
        before = self.world
        places = self._plan_stale or bool(kinds & {"plan", "placement", "object"})
        self._plan_stale = False

        def read(_stale: Callable[[], bool]) -> tuple[World, Prepared | None]:
            with uncollected():
                return world_now()

        def world_now() -> tuple[World, Prepared | None]:
            from palace.queries import Markers, PlacedObjects, PlanOf

            world = before
            if places:
                plan = spoken(self.session.ask(PlanOf()))
                objects = self.session.ask(PlacedObjects())
                left = self.session.ask(Markers(time.time()))
                markers = [marker.way for marker in left if not marker.taken]
                if plan == before.plan:
                    plan = before.plan
                # Most of what an import writes moves nothing: then there is nothing to draw anew.
                was = (before.objects, before.markers)
                if plan is not before.plan or (objects, markers) != was:
                    world = World(plan, objects, markers)
                    world.look_up()
            if world is before or world.empty or self.prepare is None:
                return world, None
            return world, self.prepare(world)

        def failed(error: Exception) -> None:
            self._refresh_failed(error)
            self._read()

        def done(found: tuple[World, Prepared | None]) -> None:
            world, prepared = found
            if world is not self.world:
                self.world, self.prepared = world, prepared
                self.world_changed.emit(world)
                keep()
            # The figures come after the picture: counting a large palace takes a while.
            self._background.run(self._count, self._counted, self._refresh_failed, key="info")
            if kinds & {"memory", "object", "source"}:
                self.texts_changed.emit()
            self._read()

        self._background.run(read, done, failed)

    def _read(self) -> None:
        """Be ready for the next refresh, and begin it where it has been asked for."""
        self._reading = False
        if self._again:
            self._again = False
            self.refresh()

    def _count(self, _stale: Callable[[], bool]) -> tuple[PalaceInfo, str | None]:
        from palace.queries import Info

        return self.session.ask(Info()), self.session.undoable()

    def _counted(self, found: tuple[PalaceInfo, str | None]) -> None:
        self.info, self.undo_title = found
        self.info_changed.emit(self.info)

    def _refresh_failed(self, _error: Exception) -> None:
        self._plan_stale = True
        if not self._refresh.isActive():
            self._refresh.start(BUSY_REFRESH_MS)

    # --- asking ---------------------------------------------------------------------------

    def search(
        self,
        text: str,
        done: Callable[[SearchResult], None],
        failed: Callable[[Exception], None],
        *,
        trail: Trail = (),
        here: str | None = None,
    ) -> None:
        """Search as one types; an answer that is overtaken by a newer question is dropped.

        Parameters
        ----------
        trail
            (point, space) of where one stands and came from, the latest first.
        here
            The object one has before one.
        """
        world = self.world

        def ask(stale: Callable[[], bool]) -> SearchResult:
            from palace.queries import Search

            near = self._near(world, trail)
            query = Search(text, limit=HITS, typing=True, fold=True, near=near, here=here)
            return self.session.ask(query, stale)

        self._background.run(ask, done, failed, key="search", search=True)

    def read(
        self,
        identifier: str,
        done: Callable[[MemoryView, Sequence[LinkedObject]], None],
        failed: Callable[[Exception], None],
        *,
        again: bool = False,
    ) -> None:
        """Fetch a memory, or the first page of an object, with what links to it.

        Parameters
        ----------
        again
            It is read already: this must not overtake the wish to read something else.
        """

        def ask(_stale: Callable[[], bool]) -> tuple[MemoryView, list[LinkedObject]]:
            from palace.queries import LinksTo, ShowMemory

            memory = self.session.ask(ShowMemory(identifier))
            return memory, self.session.ask(LinksTo(memory.object_id))

        key = "read-again" if again else "read"
        self._background.run(ask, lambda found: done(*found), failed, key=key)

    def related(
        self,
        object_id: str,
        done: Callable[[Sequence[RelatedObject]], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Find what else there is on the same thing."""

        def ask(stale: Callable[[], bool]) -> Sequence[RelatedObject]:
            from palace.queries import Related

            return self.session.ask(Related(object_id), stale)

        self._background.run(ask, done, failed, key="related")

    def associated(
        self,
        object_id: str,
        done: Callable[[Sequence[Thought]], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Find what comes to mind with an object."""

        def ask(stale: Callable[[], bool]) -> Sequence[Thought]:
            from palace.queries import Associated

            return self.session.ask(Associated(object_id, 12), stale)

        self._background.run(ask, done, failed, key="associated")

    def pictures(
        self,
        files: Sequence[KeptFile],
        done: Callable[[dict[str, Picture]], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Decode the files of what is read that are pictures."""

        def ask(_stale: Callable[[], bool]) -> dict[str, Picture]:
            from palace.desktop.reader.pictures import decode

            return decode(self.folder, files)

        self._background.run(ask, done, failed, key="pictures")

    def reinstated(
        self,
        memory_id: str,
        done: Callable[[Reinstatement], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Find the moment that a memory belongs to."""

        def ask(stale: Callable[[], bool]) -> Reinstatement:
            from palace.queries import Reinstated

            return self.session.ask(Reinstated(memory_id), stale)

        self._background.run(ask, done, failed, key="reinstated")

    def way(
        self,
        start: tuple[tuple[float, float, float], str],
        end: tuple[tuple[float, float, float], str],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Find the walk between two points, each with the space it is in."""
        world = self.world

        def ask(_stale: Callable[[], bool]) -> Any:
            return self._walks(world).path(start[0], start[1], end[0], end[1])

        self._background.run(ask, done, failed, key="way")

    def get_ready(self) -> None:
        """Make what ways and searches need before somebody waits, but not before one can see."""
        if not self._warm.isActive():
            self._warm.start()

    def _prepare(self) -> None:
        """Wake the model and get ready, once all is there to be seen."""
        if self._reading or not self.calm():
            self._warm.start()
            return
        wake = getattr(self._embedder, "start_in_background", None)
        if callable(wake):
            wake()
        world = self.world
        if world.empty:
            return

        def make(stale: Callable[[], bool]) -> None:
            from palace.queries import GetReady

            # One after the other: both at once would leave the window half as much time.
            self._walks(world)
            if not self._read_once:  # it keeps itself level from then on
                self.session.ask(GetReady(), stale)
                self._read_once = True

        self._background.run(make, lambda _made: None, lambda _error: None, key="ready")

    def _near(self, world: World, trail: Trail) -> tuple[tuple[str, float], ...]:
        """Return how near each room is to a trail; while one types it stays the same."""
        if not trail or world.empty:
            return ()
        kept = self._nearness
        if kept is None or kept[0] is not world or kept[1] != trail:
            from palace.recall.paths import nearness

            graph = self._walks(world)
            known = [(point, space) for point, space in trail if space in world.spaces]
            walks = [graph.distances(point, space) for point, space in known]
            near = tuple(nearness(walks).items()) if walks else ()
            kept = self._nearness = (world, trail, near)
        return kept[2]

    def _walks(self, world: World) -> WalkGraph:
        from palace.layout import WalkGraph

        with self._graphing:  # who needs it meanwhile waits for it rather than make it twice
            kept = self._graph
            if kept is None or kept[0].plan is not world.plan:
                kept = self._graph = (world, WalkGraph(world.plan))
            return kept[1]

    def ask(
        self,
        query: Query[Answer],
        done: Callable[[Answer], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Ask anything else."""
        self._background.run(lambda _stale: self.session.ask(query), done, failed)

    # --- changing -------------------------------------------------------------------------

    def change(
        self,
        operation: Operation[Answer],
        done: Callable[[Answer], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Run an operation; views follow through what it changed."""
        self._background.run(
            lambda _stale: self.session.run(operation), done, failed, in_order=True
        )

    def note_visit(self, object_id: str) -> None:
        """Keep that an object was read: what is visited often is not tidied away."""

        def run(_stale: Callable[[], bool]) -> bool:
            from palace.ops import NoteVisit

            return self.session.run(NoteVisit(object_id, "read"))

        # Nobody asked for it, so nobody is told where the disk is full.
        self._background.run(run, lambda _kept: None, lambda _error: None)

    def undo(
        self,
        done: Callable[[str | None], None],
        failed: Callable[[Exception], None],
        *,
        force: bool = False,
    ) -> None:
        """Undo the newest operation."""
        self._background.run(
            lambda _stale: self.session.undo(force=force), done, failed, in_order=True
        )

    def move_in(self, done: Callable[[bool], None], failed: Callable[[Exception], None]) -> None:
        """Freeze the plan."""

        def run(_stale: Callable[[], bool]) -> bool:
            from palace.ops import MoveIn

            return bool(self.session.run(MoveIn()))

        self._background.run(run, done, failed, in_order=True)

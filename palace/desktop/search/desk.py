"""Searching, held together: the card asks, the palace answers, the scene shines."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from palace.desktop.below import retold
from palace.desktop.guide import EYE
from palace.desktop.overlays.signs import Chip
from palace.desktop.search.card import covered_width
from palace.desktop.search.filters import offered
from palace.desktop.search.rows import NUMBERED
from palace.desktop.widgets.sides import leftward
from palace.queries import Cancelled
from palace.scene.quality import STILL_SECONDS

if TYPE_CHECKING:
    from palace.desktop.guide import Guide
    from palace.desktop.library import Library, Trail
    from palace.desktop.overlays.host import SceneHost
    from palace.desktop.search.card import SearchCard
    from palace.desktop.search.filters import Filter
    from palace.desktop.settings import Settings
    from palace.desktop.theme import Theme
    from palace.desktop.walking import SceneInput
    from palace.queries import Hit, SearchResult, SourceGoes
    from palace.scene.camera import Pose
    from palace.scene.view import PalaceView

FROM_HERE = "finding.from_here"
STOPS = 4
"""So much of the way one came counts; before that it has faded away."""
PAUSE_SECONDS = 1.0
"""While one types the best picture of what is found waits for a pause as long as this: between
two letters it would only keep the next one waiting."""
AGAIN_MS = 700
"""While meaning wakes up the same words are asked again so often."""


class SearchDesk(QObject):
    """Runs a search from the first letter to going there or back."""

    read = Signal(object)
    opened = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        card: SearchCard,
        *,
        host: SceneHost,
        view: PalaceView,
        library: Library,
        guide: Guide,
        moves: SceneInput,
        reading: Callable[[], str],
        settings: Settings,
    ) -> None:
        super().__init__(card)
        self._reading, self._settings = reading, settings
        self._trail: Trail = ()
        card.set_from_here(on=settings.flag(FROM_HERE))
        card.from_here.connect(lambda on: settings.set(FROM_HERE, on))
        self._card, self._host, self._view = card, host, view
        self._library, self._guide, self._moves = library, guide, moves
        self._stood: Pose | None = None
        self._went = False
        self._near: set[str] = set()
        self._chips = [Chip(theme) for _ in range(NUMBERED)]
        for chip in self._chips:
            host.add(chip, lambda _chip, _room: None)
        card.raise_()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._repeat)
        card.offers = self._offered
        self._sources: list[tuple[str, str]] = []
        card.wanted.connect(self._ask)
        card.chosen.connect(self._choose)
        card.read.connect(self.read)
        card.there.connect(self._take_there)
        card.left.connect(self.go_back)
        card.resized.connect(self._make_room)
        host.resized.connect(self._make_room)
        moves.stepped.connect(self.place_chips)

    def open(self, text: str | None = None) -> None:
        """Open the card; where one stands is kept for the way back."""
        if not self._card.isVisible():
            self._stood = self._view.pose
            self._went = False
            self._trail = self._came_by()
            self._card.set_from_here(on=self._settings.flag(FROM_HERE))
            self._learn_sources()
        self._view.still_after = PAUSE_SECONDS
        self._card.open(text)
        self._make_room()
        self.opened.emit(True)
        self._host.place()

    def _learn_sources(self) -> None:
        from palace.queries import Destinations

        def known(sources: Sequence[SourceGoes]) -> None:
            self._sources = [
                (source.kind, _name(source.uri)) for source in sources if source.objects
            ]

        self._library.ask(Destinations(), known, lambda _error: None)

    def _offered(self) -> list[Filter]:
        from datetime import date

        here = self._view.space_id or ""
        return offered(self._library.world, here, self._sources, date.today())

    def go_back(self) -> None:
        """Close and stand again where one stood."""
        if self._went and self._stood is not None:
            self._guide.stand(self._stood)
        self.close()

    def close(self) -> None:
        """Close and put out the light."""
        self._again.stop()
        self._view.still_after = STILL_SECONDS
        self._card.hide()
        self._view.clear_highlight()
        self._view.clear_route()
        for chip in self._chips:
            chip.hide()
        self._view.set_centre_shift(0)
        self._moves.wake()
        self._host.place()
        self._host.scene.setFocus()
        self.opened.emit(False)

    def _ask(self, text: str) -> None:
        if not text:
            from palace.queries import SearchResult

            self._show(text, SearchResult((), 0, meaning=True))
            return
        on = self._settings.flag(FROM_HERE)
        self._library.search(
            text,
            lambda result: self._show(text, result),
            self._failed,
            trail=self._trail if on else (),
            here=(self._reading() or None) if on else None,
        )

    def _came_by(self) -> Trail:
        """Return where one stands and the stops before, the latest first."""
        here = self._view.space_id
        if here is None:
            return ()
        pose = self._view.pose
        stops = [((pose.x, pose.y, pose.z - EYE), here)]
        for visit in reversed(self._guide.history.visits[: self._guide.history.at + 1]):
            if visit.space_id != stops[-1][1]:
                at = visit.pose
                stops.append(((at.x, at.y, at.z - EYE), visit.space_id))
        return tuple(stops[:STOPS])

    def _repeat(self) -> None:
        if self._card.isVisible():
            self._ask(self._card.field.text().strip())

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self._card.show_problem(retold(error))

    def _show(self, text: str, result: SearchResult) -> None:
        if not self._card.isVisible():
            return
        self._card.show_result(text, result)
        if text and not result.meaning:
            self._again.start()
        weights: dict[str, float] = {}
        best = max((hit.attention for hit in result.hits), default=0.0)
        for hit in result.hits:
            # The root lets the second and third be seen beside a first that has nearly all.
            share = max(0.12, math.sqrt(hit.attention / best)) if best > 0 else 1.0
            weights[hit.object] = max(weights.get(hit.object, 0.0), share)
        numbered = [hit.object for hit in result.hits[:NUMBERED]]
        self._view.highlight(weights, list(dict.fromkeys(numbered)))
        self._moves.wake()
        self.place_chips()

    def _choose(self, hit: Hit) -> None:
        self._view.select(hit.object)
        self._moves.wake()
        self.place_chips()

    def _take_there(self, hit: Hit) -> None:
        if self._guide.to_object(hit.object):
            self._went = True

    def _make_room(self) -> None:
        if not self._card.isVisible():
            return
        self._card.place(self._card.wanted_paper(self._host.rect()))
        shift = covered_width(self._card) / 2
        self._view.set_centre_shift(-shift if leftward() else shift)
        self._moves.wake()
        self.place_chips()

    def names(self, object_id: str) -> bool:
        """Return whether a chip of a result tells this object's title already."""
        hit = self._card.current() if self._card.isVisible() else None
        return hit is not None and hit.object == object_id and any(c.titled for c in self._chips)

    def place_chips(self) -> None:
        """Put each number over its object, where that can be seen from here."""
        if not self._card.isVisible():
            return
        world = self._library.world
        near = world.beside(self._view.space_id)
        current = self._card.current()
        taken: set[str] = set()
        left = covered_width(self._card)
        hits = self._card.model.hits
        for number, chip in enumerate(self._chips):
            hit = hits[number] if number < len(hits) else None
            entry = world.placed.get(hit.object) if hit is not None else None
            seen = entry is not None and (self._view.mode == "overview" or entry.room_id in near)
            if hit is None or entry is None or not seen or hit.object in taken:
                chip.hide()
                continue
            taken.add(hit.object)
            strong = current is not None and hit.object == current.object
            chip.say(number + 1, hit.title if strong else "", strong=strong)
            at = self._view.screen_of(hit.object)
            covered = at is not None and (
                at[0] > self._host.width() - left if leftward() else at[0] < left
            )
            if covered:
                at = None
            chip.point_at(at)
            if strong:
                chip.raise_()  # its title is not hidden by a neighbour's number
                self._card.raise_()


def _name(uri: str) -> str:
    """Return the last part of a source's address; empty where it is no path."""
    from urllib.parse import unquote

    return unquote(uri.rstrip("/").rpartition("/")[2]) if "/" in uri else ""

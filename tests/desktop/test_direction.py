"""Right to left: the person's own text in any window, and the window in such a language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QPlainTextEdit

from palace import layout
from palace.desktop.theme import Theme
from palace.desktop.widgets.marked_text import paint_marked
from palace.desktop.widgets.sides import placed
from palace.desktop.widgets.written import follow_direction
from palace.desktop.workbench import Workbench
from palace.ops import ImportItems, RebuildPlan, StoreVectors
from palace.queries import Search
from palace.queries.entries import Entries
from palace.queries.pending import PendingKeys
from palace.session import Session
from tests.desktop.test_arranging import world_of
from tests.desktop.test_window import Opener, opener
from tests.drafts import note
from tests.furnished import WordVectors

__all__ = ["opener"]

Until = Callable[..., None]

HEBREW = "הבצק נח לילה שלם במקרר, ואז נאפה בסיר ברזל.\n\nAn English line.\n\n- קמח\n- מים\n"
ARABIC = "يخبز الخبز في فرن من الطين. درجة الحرارة 250.\n\n1. دقيق\n2. ماء\n"


@pytest.fixture(params=["rightward", "leftward"])
def way(request: pytest.FixtureRequest, qapp: object) -> Iterator[str]:
    """The direction of the window's language."""
    if request.param == "leftward":
        QGuiApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield request.param
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)


@pytest.fixture
def letters(palace: Path, embedder: WordVectors) -> None:
    """A Hebrew and an Arabic note among the others."""
    items = [
        note("he/לחם מחמצת.md", {"": HEBREW}),
        note("ar/خبز الطابون.md", {"": ARABIC}),
    ]
    space = embedder.space
    with Session(palace, embedder=embedder) as session:
        session.run(ImportItems.of("markdown", "/letters", items, "import-2"))
        for openings in (True, False):
            while keys := session.ask(PendingKeys(space, openings, 0, 4096)):
                session.run(StoreVectors(space, keys, embedder.embed([key.text for key in keys])))
        session.run(RebuildPlan(layout.build(session.ask(Entries(space)))))


def opened(opener: Opener, until: Until) -> Workbench:
    made = opener.open()
    until(lambda: made.visit is not None and not world_of(made).empty, why="for a world")
    return made


def _blocks(page: Any) -> dict[str, tuple[float, float, float]]:
    """Return of each paragraph its left and right end and the width it has."""
    found = {}
    block = page.document().firstBlock()
    while block.isValid():
        if block.text() and block.layout().lineCount():
            line = block.layout().lineAt(0)
            natural = line.naturalTextRect()
            found[block.text()] = (
                natural.left() - line.x(),
                natural.right() - line.x(),
                line.width(),
            )
        block = block.next()
    return found


@pytest.mark.window
@pytest.mark.usefixtures("letters")
def test_each_paragraph_stands_where_its_language_begins(
    way: str, opener: Opener, until: Until
) -> None:
    made = opened(opener, until)
    visit = made.visit
    assert visit is not None
    for title, first in (("לחם מחמצת", HEBREW[:9]), ("خبز الطابون", ARABIC[:9])):
        entry = next(each for each in world_of(made).objects if each.title == title)
        visit.reading.open(entry.id)
        until(lambda own=entry.id: visit.reading.object_id() == own)
        until(lambda: not made.background.busy())
        page = made.window.reader.page
        blocks = _blocks(page)
        foreign = next(at for text, at in blocks.items() if text.startswith(first))
        assert foreign[1] == pytest.approx(foreign[2], abs=2), blocks  # it ends at the right
        if title == "לחם מחמצת":
            assert blocks["An English line."][0] == pytest.approx(0, abs=2), blocks


@pytest.mark.usefixtures("letters")
def test_they_are_found_by_their_words(palace: Path, embedder: WordVectors) -> None:
    with Session(palace, embedder=embedder) as session:
        for words, title in (("הבצק במקרר", "לחם מחמצת"), ("فرن الطين", "خبز الطابون")):
            hits = session.ask(Search(words)).hits
            assert hits and hits[0].title == title
            assert hits[0].marks, "nothing is marked"


def _inked(picture: QImage, box: QRectF, ground: QColor) -> int:
    """Return how many pixels of a part are not ground."""
    return sum(
        picture.pixelColor(x, y) != ground
        for x in range(int(box.left()), int(box.right()))
        for y in range(int(box.top()), int(box.bottom()))
    )


@pytest.mark.window
@pytest.mark.usefixtures("letters")
def test_the_window_is_mirrored(way: str, opener: Opener, until: Until) -> None:
    made = opened(opener, until)
    window, visit = made.window, made.visit
    assert visit is not None
    made.commands["view.outline"].trigger()
    entry = next(each for each in world_of(made).objects if each.title == "לחם מחמצת")
    visit.reading.open(entry.id)
    until(lambda: window.reader.nearby.model().rowCount() > 0)
    until(lambda: not window.map.isHidden())
    window.sign.show_place("Court", "")
    window.host.place()
    left, right = (window.outline_dock, window.reader_dock)
    signs = (window.sign, window.map)
    if way == "leftward":
        left, right, signs = right, left, (signs[1], signs[0])
    assert left.geometry().right() < right.geometry().left()
    middle = window.host.width() / 2
    assert signs[0].geometry().center().x() < middle < signs[1].geometry().center().x()
    # The icon of a row stands where the row begins.
    rows = window.reader.nearby
    row = rows.visualRect(rows.model().index(1, 0))
    picture = rows.viewport().grab().toImage()
    ground = picture.pixelColor(row.center().x(), row.top() + 1)
    edges = [QRectF(row.left() + 16, row.top() + 6, 26, 24)]
    edges.append(QRectF(row.right() - 40, row.top() + 6, 26, 24))
    inked = [_inked(picture, edge, ground) for edge in edges]
    begins, ends = inked if way == "rightward" else reversed(inked)
    assert begins > 20 > ends, inked


@pytest.mark.window
@pytest.mark.usefixtures("letters")
def test_the_search_lies_where_the_language_begins(way: str, opener: Opener, until: Until) -> None:
    made = opened(opener, until)
    window = made.window
    made.commands["go.search"].trigger()
    card = window.search
    card.field.setText("הבצק")
    card._ask()
    until(lambda: card.model.hits)
    assert card.model.hits[0].title == "לחם מחמצת"
    paper, room = card.paper(), window.host.rect()
    begins = room.width() - paper.right() if way == "leftward" else paper.left()
    assert begins == pytest.approx(24, abs=2)
    # The number of a hit is painted at the side at which the row begins.
    view = card.view
    row = view.visualRect(card.model.index(0, 0))
    balls: list[QRectF] = []
    delegate = view.itemDelegate()
    before = delegate._number
    delegate._number = lambda painter, at, number: (balls.append(at), before(painter, at, number))
    view.viewport().grab()
    away = row.right() - balls[0].right() if way == "leftward" else balls[0].left() - row.left()
    assert 0 < away < 40


@pytest.mark.parametrize(("text", "right"), [("לחם של שבת", True), ("Bread of old", False)])
def test_lines_begin_at_their_side(way: str, theme: Theme, text: str, right: bool) -> None:
    picture = QImage(400, 60, QImage.Format.Format_ARGB32)
    ground = QColor("#ffffff")
    picture.fill(ground)
    painter = QPainter(picture)
    paint_marked(
        painter,
        QRectF(0, 0, 400, 60),
        text,
        ((0, 3),),
        font=theme.font(),
        ink=QColor("#000000"),
        theme=theme,
    )
    painter.end()
    wide = QFontMetrics(theme.font()).horizontalAdvance(text) + 8
    assert wide < 190
    inked = [_inked(picture, QRectF(x, 0, 200, 60), ground) for x in (0, 200)]
    assert (inked[1] > 40 and not inked[0]) if right else (inked[0] > 40 and not inked[1])


def test_what_is_written_stands_at_its_side(way: str) -> None:
    sheet = QPlainTextEdit()
    follow_direction(sheet)
    right = Qt.AlignmentFlag.AlignRight
    assert (sheet.document().defaultTextOption().alignment() == right) is (way == "leftward")
    for text, side in (("12 שלום", True), ("\n\nHello", False), ("مرحبا", True)):
        sheet.setPlainText(text)
        assert (sheet.document().defaultTextOption().alignment() == right) is side
    sheet.deleteLater()


def test_a_part_lies_at_the_other_side(way: str) -> None:
    part, whole = QRectF(10, 5, 20, 8), QRectF(2, 0, 100, 50)
    there = placed(part, whole)
    assert there == (QRectF(74, 5, 20, 8) if way == "leftward" else part)
    assert placed(whole, whole) == whole


def test_every_letter_has_a_face(qapp: object, theme: Theme) -> None:
    """Those that ship have no Hebrew or Arabic; DejaVu, which the setup installs, has."""
    from PySide6.QtGui import QTextLayout

    for text in ("לחם", "خبز", "Bread"):
        for serif in (False, True):
            made = QTextLayout(text, theme.font(serif=serif))
            made.beginLayout()
            made.createLine()
            made.endLayout()
            runs = made.glyphRuns()
            assert runs
            for run in runs:
                assert 0 not in run.glyphIndexes(), f"no glyph for {text}"

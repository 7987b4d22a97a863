import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument

from palace.desktop.reader.markdown import MarkdownWriter
from palace.desktop.reader.page import Page
from palace.desktop.theme import Theme


def written(theme: Theme, text: str, resolve: Any = None) -> QTextDocument:
    document = QTextDocument()
    MarkdownWriter(document, theme, resolve).write(text)
    return document


def links_of(document: QTextDocument) -> list[str]:
    found = []
    block = document.begin()
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            href = parts.fragment().charFormat().anchorHref()
            if href:
                found.append(href)
            parts += 1
        block = block.next()
    return found


def memory(
    text: str, links: tuple[Any, ...] = (), segments: tuple[Any, ...] = (), source: str = "markdown"
) -> Any:
    return SimpleNamespace(
        id="m", text=text, links=links, segments=segments, source_kind=source, files=()
    )


def test_html_in_a_note_stays_text(theme: Theme) -> None:
    document = written(theme, "<script>alert(1)</script>\n\nA <b>bold</b> <img src='http://x/y'>")
    assert "<script>alert(1)</script>" in document.toPlainText()
    assert "<b>bold</b>" in document.toPlainText()
    assert "<img" not in document.toHtml().replace("&lt;img", "")


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "../other.md"]
)
def test_only_safe_addresses_become_links(theme: Theme, target: str) -> None:
    assert links_of(written(theme, f"[go](<{target}>) ![pic](<{target}>)")) == []


def test_web_addresses_become_links(theme: Theme) -> None:
    assert links_of(written(theme, "[go](https://example.org)")) == ["https://example.org"]


def test_nothing_is_loaded(theme: Theme, qtbot: Any) -> None:
    page = Page(theme)
    qtbot.addWidget(page)
    page.show_memory(memory("![a](http://example.org/a.png) ![[b.png]]"))
    assert page.loadResource(2, QUrl("http://example.org/a.png")) is None
    assert "[picture: a]" in page.toPlainText()
    assert "[picture: b.png]" in page.toPlainText()
    assert "\ufffc" not in page.toPlainText()


def test_wikilinks_lead_to_objects_where_they_are_known(theme: Theme) -> None:
    document = written(
        theme,
        "See [[Bread|the loaf]] and [[Nowhere]].",
        lambda target: "palace:o1" if target == "Bread" else "",
    )
    assert links_of(document) == ["palace:o1"]
    assert "See the loaf and Nowhere." in document.toPlainText()


def test_structure_is_kept(theme: Theme) -> None:
    document = written(
        theme,
        "# Title\n\n1. one\n2. two\n   - deep\n\n> said\n\n```python\nx = 1\n```\n\n"
        "| a | b |\n|---|---|\n| c | d |\n\n---\n\nend",
    )
    text = document.toPlainText()
    for word in ("Title", "one", "deep", "said", "x = 1", "c", "d", "end"):
        assert word in text
    assert document.begin().blockFormat().headingLevel() == 1
    assert len(document.rootFrame().childFrames()) == 3


def test_a_segment_is_shown_with_its_words_marked(theme: Theme, qtbot: Any) -> None:
    text = "First paragraph about salt.\n\nSecond paragraph about flour and salt.\n\nThird."
    start = text.index("Second")
    page = Page(theme)
    qtbot.addWidget(page)
    page.resize(400, 300)
    page.show()
    page.show_memory(memory(text), (start, start + 6), ["salt"])
    assert page.segment_text().startswith("Second paragraph")
    assert "First" not in page.segment_text()
    block = page.document().findBlock(page.toPlainText().index("Second"))
    parts = block.begin()
    marked = []
    while not parts.atEnd():
        if parts.fragment().charFormat().background().color().name() == theme.tokens.mark.lower():
            marked.append(parts.fragment().text())
        parts += 1
    assert marked == ["salt"]


@pytest.mark.parametrize(
    ("source", "name"), [("chatgpt", "ChatGPT"), ("claude", "Claude"), ("other", "Assistant")]
)
def test_a_chat_names_its_speakers(theme: Theme, qtbot: Any, source: str, name: str) -> None:
    text = "Why?\n\nBecause."
    turns = (
        SimpleNamespace(start=0, end=4, speaker="user", at=None),
        SimpleNamespace(start=6, end=14, speaker="assistant", at=None),
    )
    page = Page(theme)
    qtbot.addWidget(page)
    page.show_memory(memory(text, segments=turns, source=source), (6, 14))
    assert page.toPlainText().split("\n")[:4] == ["You", "Why?", name, "Because."]
    assert page.segment_text() == "Because."


def test_links_are_told_apart(theme: Theme, qtbot: Any) -> None:
    page = Page(theme)
    qtbot.addWidget(page)
    objects: list[str] = []
    addresses: list[str] = []
    page.object_wanted.connect(objects.append)
    page.address_wanted.connect(addresses.append)
    for address in ("palace:o1", "https://example.org/x", "file:///etc/passwd"):
        page.anchorClicked.emit(QUrl(address))
    assert objects == ["o1"]
    assert addresses == ["https://example.org/x"]


def test_a_kept_picture_is_shown_and_opened_and_nothing_else_is(
    theme: Theme, qtbot: Any, tmp_path: Path
) -> None:
    from palace.desktop.reader.pictures import decode
    from palace.store.files import keep

    image = QImage(3000, 1500, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    assert image.save(str(tmp_path / "hive.png"))
    files = []
    for name, raw in (
        ("sub/Hive.png", (tmp_path / "hive.png").read_bytes()),
        ("notes.pdf", b"%PDF-1.4 not a picture"),
    ):
        kept = keep(tmp_path, name, io.BytesIO(raw))
        assert kept is not None
        files.append(kept)
    pictures = decode(tmp_path, files)
    shown = pictures[files[0].digest]
    assert (shown.image.width(), shown.width) == (1600, 3000)
    assert pictures[files[1].digest].image.isNull()
    page = Page(theme)
    qtbot.addWidget(page)
    page.resize(500, 400)
    text = "Before ![[hive.png]] after ![p](notes.pdf) and ![[gone.png]]"
    told = SimpleNamespace(**{**vars(memory(text)), "files": tuple(files)})
    page.show_memory(told)
    assert "[picture: hive.png]" in page.document().toPlainText()
    page.show_pictures("m", pictures)
    plain = page.document().toPlainText()
    assert "\ufffc" in plain and "[picture: gone.png]" in plain
    page.show()
    assert page.document().size().width() <= 500
    grabbed = page.grab().toImage()
    colours = {grabbed.pixelColor(x, 120).name() for x in range(100, 400, 20)}
    assert "#336699" in colours
    with qtbot.waitSignal(page.file_wanted) as asked:
        page._follow(QUrl(f"kept:{files[1].digest}"))
    assert asked.args == [files[1].digest, "notes.pdf"]
    page.file_wanted.connect(lambda *_: pytest.fail("what is not its own is not opened"))
    page._follow(QUrl("kept:../../etc/passwd"))


def test_a_picture_in_a_table_stays_in_its_cell(theme: Theme, qtbot: Any, tmp_path: Path) -> None:
    from palace.desktop.reader.pictures import Picture
    from palace.model.drafts import KeptFile

    image = QImage(900, 90, QImage.Format.Format_RGB32)
    file = KeptFile("hive.png", "ab" * 32, 9)
    page = Page(theme)
    qtbot.addWidget(page)
    page.resize(500, 400)
    text = "| place | picture |\n| --- | --- |\n| meadow | ![](hive.png) |\n\n![](hive.png)\n"
    page.show_memory(SimpleNamespace(**{**vars(memory(text)), "files": (file,)}))
    page.show_pictures("m", {file.digest: Picture(file.digest, image, 900)})
    page.show()
    widths = []
    block = page.document().begin()
    while block.isValid():
        for part in block:
            look = part.fragment().charFormat()
            if look.isImageFormat():
                widths.append(look.toImageFormat().width())
        block = block.next()
    in_cell, alone = widths
    assert 100 < in_cell < alone / 2 and 400 < alone < 500
    assert page.document().idealWidth() <= page.viewport().width()


def test_programs_are_kept_and_not_run(tmp_path: Path) -> None:
    from palace.desktop.reader.opening import open_kept

    said: list[str] = []
    open_kept(tmp_path, "ab" * 32, "run.sh", said.append)
    assert "not opened" in said[0]
    open_kept(tmp_path, "ab" * 32, "gone.pdf", said.append)
    assert "cannot be opened" in said[1]

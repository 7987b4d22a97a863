"""Pictures inside documents come along, each once, and stand where they stood.

After ECMA-376 part 1 (20.4.2.8 inline, 20.1.8.13 blip; written by python-docx), EPUB 3.3 (5.6),
ISO 32000-1 (8.9 images, 11.6.5 masks), RFC 2397 (`data:`), and ankitects/anki
(proto/anki/import_export.proto: MediaEntries); all made here.
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Emu, Mm
from PIL import Image

from palace.export import Format, export_palace
from palace.importers import importer_named, packages
from palace.importers.attached import Beside
from palace.importers.kept_files import with_files
from palace.importers.zstd_streams import zstd
from palace.jobs import import_paths
from palace.model.drafts import DraftItem, KeptFile
from palace.queries import Everything
from palace.session import Session
from palace.store.files import path_of
from tests.importers.pdfs import Drawn, pdf
from tests.importers.pictures import HONEY, STRAW, WICKER, png
from tests.importers.test_anki import package

CALM = "A swarm hung in the pear tree, and was as calm as a swarm can be, for all day long. " * 3
RAW = {"straw": STRAW, "wicker": WICKER, "honey": HONEY}


def word() -> bytes:
    """Return a document with pictures after text, in a list, in a table, linked, and a line."""
    document: Any = docx.Document()
    document.add_heading("Spring", 1)
    document.add_paragraph(CALM)
    paragraph = document.add_paragraph("The hive: ")
    shown = paragraph.add_run().add_picture(io.BytesIO(STRAW), Mm(30))
    shown._inline.docPr.set("descr", "A hive\nof [straw]")
    document.add_paragraph("made of wicker", style="List Bullet").add_run().add_picture(
        io.BytesIO(WICKER)
    )
    document.add_paragraph("a last job", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "honey"
    table.cell(0, 1).paragraphs[0].add_run().add_picture(io.BytesIO(HONEY))
    document.add_paragraph().add_run().add_picture(io.BytesIO(STRAW))  # the very same again
    document.add_paragraph().add_run().add_picture(io.BytesIO(png(9, 9)), Emu(9_525), Mm(90))
    linked = document.add_paragraph("linked").add_run().add_picture(io.BytesIO(WICKER))
    (blip,) = linked._inline.xpath(".//a:blip")
    blip.attrib.clear()
    document.add_paragraph("The end of spring.")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def book(**more: bytes) -> bytes:
    """Return a book with a cover, two chapters that share a picture, and a last plate."""
    head = '<html xmlns="http://www.w3.org/1999/xhtml"><body>'
    inlaid = base64.b64encode(HONEY).decode()
    files: dict[str, str | bytes] = {
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:'
        'container"><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The Bee Book</dc:title></metadata>'
        "<manifest>"
        + "".join(f'<item id="{n}" href="text/{n}.xhtml"/>' for n in ("c", "one", "two", "end"))
        + '<item id="n" href="nav.xhtml" properties="nav"/></manifest><spine>'
        '<itemref idref="c"/><itemref idref="one"/><itemref idref="two"/>'
        '<itemref idref="end"/></spine></package>',
        "OEBPS/nav.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><body><nav><ol><li>'
        '<a href="text/two.xhtml#x">Of winter</a></li></ol></nav></body></html>',
        "OEBPS/text/c.xhtml": f'{head}<img src="../pictures/a%20skep.png" alt="cover"/>',
        "OEBPS/text/one.xhtml": f"{head}<h1>Spring</h1><p>{CALM}</p>"
        '<p><img alt="again" src="../pictures/a%20skep.png"/></p><p>Then it flew.</p>'
        '<img src="https://example.org/x.png" alt="far away"/><img src="gone.png" alt="gone"/>',
        "OEBPS/text/two.xhtml": f"{head}<h1>Autumn</h1><p>They sleep.</p>"
        f'<img src="data:image/png;base64,{inlaid}" alt="inlaid"/><p>And wake.</p>',
        "OEBPS/text/end.xhtml": f'{head}<img src="../pictures/w.png"/>',
        "OEBPS/pictures/a skep.png": STRAW,
        "OEBPS/pictures/w.png": WICKER,
        "OEBPS/pictures/unseen.png": HONEY,
        **more,
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


PAGE = f"""<html><head><title>Bees</title><style>a {{ background: url(
"data:image/png;base64,{base64.b64encode(HONEY * 400).decode()}") }}</style></head><body><main>
<h1>Bees</h1><p>{CALM}</p><img src="Bees_files/a%20skep.png" alt="a skep"><p>Below the skep.</p>
<img src=data:image/png;base64,{base64.b64encode(HONEY).decode()} alt=inlaid><p>The honey.</p>
<img alt="the same" src="data:image/png;base64,{base64.b64encode(HONEY).decode()}">
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" alt="gap">
<img src="Bees_files/pixel.png" width="1" height="1"><img src="https://e.org/far.png"
alt="far away"><img src="../secret.png" alt="secret"><img src="Other_files/other.png">
</main></body></html>"""

JPEG = io.BytesIO()
Image.new("RGB", (50, 40), (30, 90, 160)).save(JPEG, "JPEG")
LINE = "The bees came back to the orchard in the third week of April."
HIVE = Drawn(40, 30, (50, 695, 200, 100))
PHOTO = Drawn(50, 40, (50, 500, 100, 80), raw=JPEG.getvalue(), filter="/DCTDecode")
LOGO = Drawn(9, 9, (500, 800, 20, 20))


def document() -> bytes:
    """Return a PDF with a picture between sentences, one twice, a logo, a scan and a dot."""
    # At 14 points a line from 780 down, the middle of the first picture is below line 3.
    first = [LINE] * 2 + ["This sentence goes on beside", "the picture to its end.", *[LINE] * 20]
    drawn = {
        0: [HIVE, LOGO, replace(HIVE, width=1)],
        1: [LOGO, PHOTO, HIVE],
        2: [LOGO, Drawn(80, 90, (0, 0, 595, 842))],
        3: [LOGO, replace(PHOTO, known="/ImageMask true", width=51)],
        4: [Drawn(80, 91, (0, 0, 595, 842))],
    }
    return pdf([first, [LINE] * 30, [LINE] * 3, [LINE] * 3, ["7"]], drawn=drawn)


def media(version: int) -> bytes:
    """Return a package with a sound and a picture, as both kinds of packages hold them."""
    files = {"0": b"a sound", "1": STRAW, "2": b"never shown"}
    if version == 11:
        listed = b'{"0": "skep.mp3", "1": "a skep.png", "2": "unseen.png"}'
        return package(11, **files, media=listed)
    entries = b"".join(
        _field(1, _field(1, name.encode()) + b"\x10" + bytes([len(raw)]) + _field(3, bytes(20)))
        for name, raw in zip(("skep.mp3", "a skep.png", "unseen.png"), files.values(), strict=True)
    )
    packed = {name: zstd.compress(raw) for name, raw in files.items()}
    return package(18, **packed, media=zstd.compress(entries))


def _field(number: int, body: bytes) -> bytes:
    assert len(body) < 128
    return bytes([number << 3 | 2, len(body)]) + body


def written(folder: Path, name: str, raw: bytes | str) -> Path:
    file = folder / name
    file.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    return file


def html(folder: Path) -> Path:
    for name, raw in {
        "Bees_files/a skep.png": STRAW, "Bees_files/pixel.png": WICKER,
        "Other_files/other.png": WICKER,
    }.items():  # fmt: skip
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(raw)
    (folder.parent / "secret.png").write_bytes(b"secret")
    return written(folder, "Bees.html", PAGE)


Writer = Callable[[Path], Path]
FILES: dict[str, tuple[str, Writer]] = {
    "docx": ("docx", lambda folder: written(folder, "Bees.docx", word())),
    "epub": ("epub", lambda folder: written(folder, "Bees.epub", book())),
    "pdf": ("pdf", lambda folder: written(folder, "Bees.pdf", document())),
    "html": ("html", html),
    "anki-11": ("anki", lambda folder: written(folder, "Bees.apkg", media(11))),
    "anki-18": ("anki", lambda folder: written(folder, "Bees.apkg", media(18))),
}
GOLDEN: dict[str, dict[str, bytes | None]] = {
    "docx": {"media/image1.png": STRAW, "media/image2.png": WICKER, "media/image3.png": HONEY},
    "epub": {
        "OEBPS/pictures/a skep.png": STRAW,
        "OEBPS/pictures/w.png": WICKER,
        "inlaid-1.png": HONEY,
    },
    "pdf": {"page-1-1.png": None, "page-2-1.jpg": JPEG.getvalue(), "page-5-1.png": None},
    "html": {"Bees_files/a%20skep.png": STRAW, "inlaid-2.png": HONEY},
    "anki-11": {"a%20skep.png": STRAW, "skep.mp3": b"a sound"},
    "anki-18": {"a%20skep.png": STRAW, "skep.mp3": b"a sound"},
}
"""Format → what is kept, by name; None where it is packed anew."""
SENTENCES = {
    "docx": [
        "The hive: \n\n![A hive of straw](media/image1.png)\n\n- made of wicker",
        "- made of wicker\n\n  ![](media/image2.png)\n\n- a last job",
        "| honey | ![](media/image3.png) |",
        "![](media/image1.png)\n\nlinked\n\nThe end of spring.",
    ],
    "epub": [
        "![cover](<OEBPS/pictures/a skep.png>)\n\n# Spring",
        "![again](<OEBPS/pictures/a skep.png>)\n\nThen it flew.",
        "[image: far away]",
        "[image: gone]",
        "They sleep.\n\n![inlaid](inlaid-1.png)\n\nAnd wake.\n\n![](OEBPS/pictures/w.png)",
    ],
    "pdf": [
        "the picture to its end.\n\n![](page-1-1.png)\n\nThe bees",
        f"{LINE}\n\n![](page-1-1.png)\n\n{LINE}",
        f"{LINE}\n\n![](page-2-1.jpg)\n\n{LINE}",
        "![](page-5-1.png)",
    ],
    "html": [
        "![a skep](Bees_files/a%20skep.png)\n\nBelow the skep.",
        "![inlaid](inlaid-2.png)\n\nThe honey.\n\n![the same](inlaid-2.png)",
        "[image: far away]",
        "[image: gap]",
    ],
    "anki-11": ["![[skep.mp3]]", "wicker.\n\n![](a%20skep.png)"],
    "anki-18": ["![[skep.mp3]]", "wicker.\n\n![](a%20skep.png)"],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inner = tmp_path / "documents"
    inner.mkdir()
    return inner


def kept(palace: Path, file: Path, kind: str) -> DraftItem:
    """Read the first item of a file and keep its files, as an import does."""
    item = next(iter(importer_named(kind).items(file)))
    assert isinstance(item, DraftItem), item
    return with_files(palace, item, Beside(file))


def whole(item: DraftItem) -> str:
    return "\n\n".join(memory.text for part in item.objects for memory in part.memories)


def raw_of(palace: Path, item: DraftItem) -> dict[str, bytes]:
    files = [file for file in item.files if isinstance(file, KeptFile)]
    return {file.name: path_of(palace, file.digest).read_bytes() for file in files}


@pytest.mark.parametrize("case", FILES)
def test_what_is_kept_and_where_it_stands(case: str, folder: Path, tmp_path: Path) -> None:
    kind, write = FILES[case]
    item = kept(tmp_path / "palace", write(folder), kind)
    found = raw_of(tmp_path / "palace", item)
    assert found.keys() == GOLDEN[case].keys()
    for name, raw in GOLDEN[case].items():
        if raw is not None:
            assert found[name] == raw, name
        else:
            with Image.open(io.BytesIO(found[name])) as image:
                assert image.format == "PNG" and image.convert("RGB").getpixel((3, 3)) == (
                    192, 32, 32,
                )  # fmt: skip
    text = whole(item)
    for sentence in SENTENCES[case]:
        assert sentence in text, (sentence, text)
    assert "secret" not in item.notice


@pytest.mark.parametrize("case", FILES)
def test_importing_again_and_out_and_in_makes_no_twins(
    case: str, folder: Path, tmp_path: Path
) -> None:
    kind, write = FILES[case]
    file = write(folder)
    with Session(tmp_path / "one", create=True) as session:
        first = import_paths(session, [file], named=kind, wait=False).counts
        again = import_paths(session, [file], named=kind, wait=False).counts
        assert first["added"] == again["unchanged"] > 0
        assert again["added"] == again["updated"] == 0
        export_palace(session, tmp_path / "out", Format.MARKDOWN)
        before = {item["id"]: item["files"] for item in items(session)}
    with Session(tmp_path / "two", create=True) as session:
        import_paths(session, [tmp_path / "out"], wait=False)
        after = {item["id"]: item["files"] for item in items(session)}
        assert after == before
        names = {each["name"]: each["digest"] for files in after.values() for each in files}
        assert names.keys() == GOLDEN[case].keys()
        for digest in names.values():
            assert path_of(tmp_path / "two", digest).stat().st_size > 0
    assert len(list((tmp_path / "two" / "files").glob("*/*"))) == len(set(names.values()))


@pytest.mark.parametrize("case", ["docx", "epub", "pdf", "html"])
def test_a_palace_that_has_only_the_words_gets_the_pictures(case: str, folder: Path) -> None:
    """What was taken in before pictures were kept is known by the hash of its bytes."""
    kind, write = FILES[case]
    item = next(iter(importer_named(kind).items(write(folder))))
    assert isinstance(item, DraftItem)
    (file,) = folder.glob("Bees.*")
    assert item.fingerprint != hashlib.sha256(file.read_bytes()).hexdigest()


def test_a_package_with_its_media_brings_what_one_without_lacked(
    folder: Path, tmp_path: Path
) -> None:
    with Session(tmp_path / "palace", create=True) as session:
        file = written(folder, "Bees.apkg", package(18))
        import_paths(session, [file], wait=False)
        written(folder, "Bees.apkg", media(18))
        counts = import_paths(session, [file], wait=False).counts
        assert (counts["updated"], counts["unchanged"]) == (1, 2)
        assert {file["name"] for item in items(session) for file in item["files"]} == set(
            GOLDEN["anki-18"]
        )


def test_a_document_that_was_read_is_let_go(folder: Path, tmp_path: Path) -> None:
    file = FILES["docx"][1](folder)
    with Session(tmp_path / "palace", create=True) as session:
        import_paths(session, [file], wait=False)
        assert packages._archive.cache_info().currsize == 0


def items(session: Session) -> list[dict[str, Any]]:
    return [document for kind, document in session.ask(Everything()) if kind == "item"]


def test_a_picture_that_word_writes_in_two_ways_is_there_once(folder: Path, tmp_path: Path) -> None:
    """ECMA-376 part 3 (9.3 AlternateContent) and part 4 (19.1.2.11, VML's imagedata)."""
    document: Any = docx.Document()
    both, old = (document.add_paragraph(f"{name}:") for name in ("both", "old"))
    run = both.add_run()
    run.add_picture(io.BytesIO(STRAW))
    relation, _ = document.part.get_or_add_image(io.BytesIO(WICKER))
    names = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:r="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships"'
    )
    vml = f'<v:shape alt="of wicker"><v:imagedata r:id="{relation}"/></v:shape>'
    choice = parse_xml(
        f"<mc:AlternateContent {names}><mc:Choice/><mc:Fallback><w:pict>{vml}</w:pict>"
        "</mc:Fallback></mc:AlternateContent>"
    )
    drawing = run._r.find(qn("w:drawing"))
    run._r.replace(drawing, choice)
    choice[0].append(drawing)
    old.add_run()._r.append(parse_xml(f"<w:pict {names}>{vml}</w:pict>"))
    document.save(folder / "Bees.docx")
    item = kept(tmp_path / "palace", folder / "Bees.docx", "docx")
    first, second = "![](media/image1.png)", "![of wicker](media/image2.png)"
    assert whole(item) == f"both:\n\n{first}\n\nold:\n\n{second}"
    assert list(raw_of(tmp_path / "palace", item).values()) == [STRAW, WICKER]


def told(folder: Path, file: Path, kind: str) -> str:
    """Import a file and return what the report says of its first item."""
    with Session(folder / "palace", create=True) as session:
        report = import_paths(session, [file], named=kind, wait=False)
    assert report.counts["failed"] == report.counts["skipped"] == 0
    return report.items[0].reason


def exchanged(raw: bytes, member: str, content: bytes) -> bytes:
    """Return a zip with another content of a member."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, content if name == member else source.read(name))
    return written.getvalue()


def test_what_would_fill_the_memory_is_left_out_with_the_reason(folder: Path) -> None:
    bomb = bytes(60_000_000)
    reason = "“image2.png”: it would unpack to far more than it should, or is encrypted."
    file = written(folder, "Bees.docx", exchanged(word(), "word/media/image2.png", bomb))
    assert told(folder, file, "docx") == f"Pictures that are not kept: {reason}"
    file = written(folder, "Bees.epub", exchanged(book(), "OEBPS/pictures/w.png", bomb))
    assert told(folder, file, "epub") == (
        "Pictures that are not kept: “gone.png”: it is not in the document; "
        + reason.replace("image2", "w")
    )
    huge = Drawn(9_000, 9_000, (50, 500, 90, 90), raw=b"x")
    wide = Drawn(6_000, 6_000, (50, 300, 90, 90), raw=bytes(6_000 * 6_000 * 3))
    file = written(folder, "Bees.pdf", pdf([[LINE]], drawn={0: [huge, wide]}))
    assert told(folder, file, "pdf") == (
        "Pictures that are not kept: “page-1-1.png”: it has 81 million pixels. "
        "Files that are not kept: “page-1-2.png”: it is too large to be unpacked."
    )
    packed = {"0": zstd.compress(bytes(210_000_000)), "1": zstd.compress(STRAW)[:-9]}
    raw = media(18)
    for member, content in packed.items():
        raw = exchanged(raw, member, content)
    file = written(folder, "Bees.apkg", raw)
    assert told(folder, file, "anki") == (
        "Files that are not kept: “skep.mp3”: it is empty, or has more than 200.0 MB; "
        "“a%20skep.png”: it is damaged, or may not be read."
    )


def test_what_is_damaged_is_left_out_and_the_others_stay(folder: Path, tmp_path: Path) -> None:
    broken = Drawn(50, 40, (50, 500, 100, 80), raw=b"no JPEG", filter="/DCTDecode")
    file = written(folder, "Bees.pdf", pdf([[LINE] * 3], drawn={0: [broken, HIVE]}))
    item = kept(tmp_path / "palace", file, "pdf")
    assert list(raw_of(tmp_path / "palace", item)) == ["page-1-2.png"]
    assert item.notice == "Files that are not kept: “page-1-1.jpg”: it is damaged."
    spoilt = bytearray(word())
    with zipfile.ZipFile(io.BytesIO(spoilt)) as archive:
        at = archive.getinfo("word/media/image2.png").header_offset
    spoilt[at + 60 : at + 70] = bytes(10)
    item = kept(tmp_path / "palace", written(folder, "Bees.docx", bytes(spoilt)), "docx")
    assert raw_of(tmp_path / "palace", item).keys() == {"media/image1.png", "media/image3.png"}
    assert "“media/image2.png”: it is damaged, or may not be read" in item.notice


def test_only_so_many_are_kept_of_one_document(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("packages", "inlaid", "pdf_pictures"):
        monkeypatch.setattr(f"palace.importers.{module}.MOST", 1)
    for case, name in {"docx": "image2.png", "epub": "w.png", "pdf": "page-2-1.jpg"}.items():
        kind, write = FILES[case]
        item = kept(tmp_path / "palace", write(folder), kind)
        assert f"“{name}”: the document has more than 1" in item.notice, (case, item.notice)
        text = whole(item)
        assert all(f"({each})" not in text for each in GOLDEN[case] if each.endswith(name))
    two = PAGE.replace(
        "</main>", f'<img src="data:image/png;base64,{_packed(png(90, 80))}"></main>'
    )
    item = kept(tmp_path / "palace", written(folder, "Two.html", two), "html")
    assert "the page has more than 1" in item.notice


def _packed(raw: bytes) -> str:
    return base64.b64encode(raw * 3).decode()


def test_pictures_of_documents_in_a_zip_and_in_a_folder_are_found_too(
    folder: Path, tmp_path: Path
) -> None:
    zipped = tmp_path / "all.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        for case in ("docx", "epub", "pdf", "anki-18", "html"):
            FILES[case][1](folder)
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder))
    for path in (folder, zipped):
        palace = tmp_path / f"palace-{path.stem}"
        for case in ("docx", "epub", "pdf", "anki-18", "html"):
            kind = FILES[case][0]
            item = kept(palace, path, kind)
            names = GOLDEN[case].keys() | ({"Other_files/other.png"} if kind == "html" else set())
            assert raw_of(palace, item).keys() == names, (path, case)


def test_a_picture_is_read_when_it_is_kept_and_one_at_a_time(folder: Path, tmp_path: Path) -> None:
    """Each has 3 MB; what is held is a PDF's file, which pypdf needs, and one of them."""
    import tracemalloc

    photos = [replace(PHOTO, raw=JPEG.getvalue() + os.urandom(3_000_000)) for _ in range(8)]
    pages = pdf(
        [[LINE * number] for number in range(1, 9)],
        drawn={at: [photo] for at, photo in enumerate(photos)},
    )
    document: Any = docx.Document()
    document.add_paragraph(CALM)
    for _ in range(8):
        document.add_picture(io.BytesIO(STRAW + os.urandom(3_000_000)))
    document.save(folder / "Bees.docx")
    written(folder, "Bees.pdf", pages)
    shown = "".join(f'<img src="{at}.png"/>' for at in range(8))
    plates = {f"OEBPS/text/{at}.png": os.urandom(3_000_000) for at in range(8)}
    written(
        folder, "Bees.epub", book(**plates, **{"OEBPS/text/two.xhtml": (CALM + shown).encode()})
    )
    for kind, held in {"docx": 7, "epub": 7, "pdf": 34}.items():
        tracemalloc.start()
        found = importer_named(kind).items(folder / f"Bees.{kind}")
        item = next(iter(found))
        tracemalloc.reset_peak()  # a file is asked for with all its limit allows
        assert isinstance(item, DraftItem)
        item = with_files(tmp_path / kind, item, Beside(folder / f"Bees.{kind}"))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert len([each for each in item.files if each.size >= 3_000_000]) == 8  # type: ignore[union-attr]
        assert peak < held * 1_000_000, (kind, peak)

"""Small PDF files, written here from ISO 32000-1 (7.5: file structure, 8.9: images, 12.3.3:
outline)."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Drawn:
    """A picture on a page.

    Parameters
    ----------
    width, height
        Its pixels, all of one shade of red.
    box
        Where it stands: left, bottom, width, height.
    known
        Further entries of its dictionary.
    raw
        What lies in its stream, where that are not its pixels; packed with zlib.
    """

    width: int
    height: int
    box: tuple[int, int, int, int]
    known: str = ""
    raw: bytes | None = None
    filter: str = field(default="/FlateDecode")


def pdf(
    pages: Sequence[Sequence[str]],
    *,
    outline: Sequence[tuple[str, int]] = (),
    info: str = "",
    drawn: Mapping[int, Sequence[Drawn]] | None = None,
) -> bytes:
    """Return a PDF with these lines on its pages.

    Parameters
    ----------
    outline
        (heading, number of the page from 0).
    info
        The document's information, in PDF's own writing: ``/Title (Bees)``.
    drawn
        Page from 0 → its pictures; the same one again is the same object of the file.
    """
    objects: list[bytes] = []

    def add(body: str | bytes) -> int:
        objects.append(body if isinstance(body, bytes) else body.encode("latin-1"))
        return len(objects)

    catalog, tree = add(b""), add(b"")
    font = add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids: list[int] = []
    pictures: dict[Drawn, int] = {}
    for page, lines in enumerate(pages):
        text = "BT /F1 12 Tf 14 TL 50 780 Td\n"
        for line in lines:
            plain = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            text += f"({plain}) Tj T*\n"
        text += "ET"
        named = ""
        for picture in (drawn or {}).get(page, ()):
            if picture not in pictures:
                pixels = b"\xc0\x20\x20" * (picture.width * picture.height)
                content = pixels if picture.raw is None else picture.raw
                if picture.filter == "/FlateDecode":
                    content = zlib.compress(content)
                head = (
                    f"<< /Type /XObject /Subtype /Image /Width {picture.width} /Height "
                    f"{picture.height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter "
                    f"{picture.filter} {picture.known} /Length {len(content)} >>\nstream\n"
                )
                pictures[picture] = add(head.encode() + content + b"\nendstream")
            left, bottom, width, height = picture.box
            number = pictures[picture]
            named += f"/P{number} {number} 0 R "
            text += f"\nq {width} 0 0 {height} {left} {bottom} cm /P{number} Do Q"
        raw = text.encode("cp1252")
        written = add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(raw), raw))
        kids.append(
            add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] "
                f"/Contents {written} 0 R /Resources << /Font << /F1 {font} 0 R >> "
                f"/XObject << {named}>> >> >>"
            )
        )
    root = ""
    if outline:
        top = len(objects) + 1
        add(
            f"<< /Type /Outlines /First {top + 1} 0 R /Last {top + len(outline)} 0 R "
            f"/Count {len(outline)} >>"
        )
        for at, (heading, page) in enumerate(outline):
            before = f"/Prev {top + at} 0 R " if at else ""
            after = f"/Next {top + at + 2} 0 R " if at + 1 < len(outline) else ""
            add(
                f"<< /Title ({heading}) /Parent {top} 0 R {before}{after}"
                f"/Dest [{kids[page]} 0 R /Fit] >>"
            )
        root = f"/Outlines {top} 0 R "
    told = add(f"<< {info} >>") if info else 0
    objects[catalog - 1] = f"<< /Type /Catalog /Pages {tree} 0 R {root}>>".encode()
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[tree - 1] = f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>".encode()
    out = bytearray(b"%PDF-1.4\n")
    offsets: list[int] = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    more = f"/Info {told} 0 R " if told else ""
    out += f"trailer\n<< /Size {len(objects) + 1} /Root {catalog} 0 R {more}>>\n".encode()
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)

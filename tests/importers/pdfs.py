"""Small PDF files, written here from ISO 32000-1 (7.5: file structure, 12.3.3: outline)."""

from __future__ import annotations

from collections.abc import Sequence


def pdf(
    pages: Sequence[Sequence[str]],
    *,
    outline: Sequence[tuple[str, int]] = (),
    info: str = "",
) -> bytes:
    """Return a PDF with these lines on its pages.

    Parameters
    ----------
    outline
        (heading, number of the page from 0).
    info
        The document's information, in PDF's own writing: ``/Title (Bees)``.
    """
    objects: list[bytes] = []

    def add(body: str | bytes) -> int:
        objects.append(body if isinstance(body, bytes) else body.encode("latin-1"))
        return len(objects)

    catalog, tree = add(b""), add(b"")
    font = add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids: list[int] = []
    for lines in pages:
        drawn = "BT /F1 12 Tf 14 TL 50 780 Td\n"
        for line in lines:
            plain = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            drawn += f"({plain}) Tj T*\n"
        raw = (drawn + "ET").encode("cp1252")
        content = add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(raw), raw))
        kids.append(
            add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] "
                f"/Contents {content} 0 R /Resources << /Font << /F1 {font} 0 R >> >> >>"
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

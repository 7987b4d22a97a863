"""Small pictures, written here: PNG (W3C, third edition, 5.2 to 11.2) and JPEG's bare frame."""

from __future__ import annotations

import struct
import zlib


def png(width: int = 40, height: int = 30, colour: tuple[int, int, int] = (200, 150, 50)) -> bytes:
    """Return a picture of one colour."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    rows = (b"\0" + bytes(colour) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", head),
            chunk(b"IDAT", zlib.compress(rows)),
            chunk(b"IEND", b""),
        )
    )


STRAW, WICKER, HONEY = png(), png(24, 24, (120, 80, 40)), png(300, 200, (250, 190, 20))

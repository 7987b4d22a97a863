"""The wire format of protobuf, as far as Anki's packages need it."""

from __future__ import annotations

from collections.abc import Iterator


def fields_of(raw: object) -> Iterator[tuple[int, int | bytes]]:
    """Yield a message's fields in order, each its number and its value; none of what is no message.

    Numbers come as such, texts and inner messages as bytes; what has a fixed length is passed over.
    """
    at = 0
    while isinstance(raw, bytes) and at < len(raw):
        key, at = _varint(raw, at)
        number, form = key >> 3, key & 7
        if form == 0:
            value, at = _varint(raw, at)
            yield number, value
        elif form == 2:
            length, at = _varint(raw, at)
            yield number, raw[at : at + length]
            at += length
        elif form in {1, 5}:
            at += 8 if form == 1 else 4
        else:
            return


def _varint(raw: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(raw):
            break
        value |= (raw[at] & 0x7F) << shift
        at += 1
        if raw[at - 1] < 0x80:
            break
    return value, at

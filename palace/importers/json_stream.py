"""Reading the items of a huge JSON file one at a time."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Collection, Iterator
from typing import IO, Any, cast

import ijson

CHUNK = 1 << 15
"""Bytes read at once; a fault is located to within as many."""
DEEPEST = 200
"""Levels of nesting that are read. The parser's cost grows with their square."""

_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_STRING_END = re.compile(rb'[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_BRACKET = re.compile(rb"[\[\]{}]")
_FIRST_KEY = re.compile(rb'"(mapping|conversations)"\s*:')


_ESCAPE = re.compile(rb"\\(?:x([0-9a-fA-F]{2})|.)", re.DOTALL)
_WAITS = re.compile(rb"\\{1,2000}(?:x[0-9a-fA-F]?)?\Z")


class BrokenJSONError(Exception):
    """The file is no JSON from some place on.

    Parameters
    ----------
    offset
        Bytes into the file: where it ends too early, or just before the fault.
    cut
        True where it ends in the middle.
    deep
        True where it is nested more deeply than `DEEPEST`.
    """

    def __init__(self, offset: int, *, cut: bool, deep: bool = False) -> None:
        super().__init__(offset)
        self.offset = offset
        self.cut = cut
        self.deep = deep


class NoListError(Exception):
    """The file is JSON, but no list of items."""


class _Depth:
    """Follows how deeply JSON is nested, chunk by chunk, without parsing it."""

    def __init__(self) -> None:
        self.depth = 0
        self._in_string = False
        self._carry = b""

    def feed(self, chunk: bytes) -> bool:
        """Take the next bytes in; return False once they are nested too deeply."""
        data = self._carry + chunk
        self._carry = b""
        if self._in_string:
            end = _STRING_END.match(data)
            if end is None:
                self._keep_escape(data)
                return True
            data = data[end.end() :]
            self._in_string = False
        bare = _STRING.sub(b"", data)
        opening = bare.find(b'"')
        if opening >= 0:
            self._in_string = True
            self._keep_escape(bare[opening + 1 :])
            bare = bare[:opening]
        opened = bare.count(b"[") + bare.count(b"{")
        if self.depth + opened <= DEEPEST:
            self.depth += opened - bare.count(b"]") - bare.count(b"}")
            return True
        for bracket in _BRACKET.findall(bare):
            self.depth += 1 if bracket in b"[{" else -1
            if self.depth > DEEPEST:
                return False
        return True

    def _keep_escape(self, tail: bytes) -> None:
        """Carry over a backslash whose escaped character is in the next chunk."""
        if (len(tail) - len(tail.rstrip(b"\\"))) % 2:
            self._carry = b"\\"


def read_items(file: IO[bytes]) -> Iterator[object]:
    """Yield the items of a JSON array, or of the ``conversations`` of an object.

    An object that is itself one conversation is yielded as such. Invalid UTF-8 is replaced,
    a byte order mark passed over. Memory holds one item and a chunk.

    Parameters
    ----------
    file
        Opened for reading bytes.

    Raises
    ------
    BrokenJSONError
        After all items that were whole.
    NoListError
        It holds no list of items.
    """
    chunk = file.read(CHUNK)
    decoder = codecs.getincrementaldecoder(_encoding(chunk))("replace")
    head = decoder.decode(chunk).encode("utf-8", "replace")
    prefix = _prefix(head)
    any_item = False
    for found in _pushed(
        file, chunk, head, decoder, lambda to: ijson.items_coro(to, prefix, use_float=True)
    ):
        any_item = True
        yield found
    if not any_item and prefix != "item":
        raise NoListError


class Ended:
    """Stands for the end of an object outside the items."""


ENDED = Ended()


def read_nested(file: IO[bytes], items: Collection[str]) -> Iterator[tuple[str, object]]:
    """Yield (path, value) of what a JSON file holds, in its order: items in items.

    An item of one of the lists is yielded whole; of what stands outside them each bare value, and
    `ENDED` where an object ends. Memory holds one item and a chunk.

    Parameters
    ----------
    file
        Opened for reading bytes.
    items
        Paths of items as ijson writes them: ``"chats.list.item.messages.item"``.

    Raises
    ------
    BrokenJSONError
        After all that was whole.
    """
    chunk = file.read(CHUNK)
    decoder = codecs.getincrementaldecoder(_encoding(chunk))("replace")
    head = decoder.decode(chunk).encode("utf-8", "replace")
    builder: ijson.ObjectBuilder | None = None
    building = ""
    for event in _pushed(
        file, chunk, head, decoder, lambda to: ijson.parse_coro(to, use_float=True), mended
    ):
        prefix, kind, value = cast("tuple[str, str, object]", event)
        if builder is not None:
            builder.event(kind, value)
            if prefix == building and kind in {"end_map", "end_array"}:
                yield building, builder.value
                builder = None
        elif kind in {"start_map", "start_array"}:
            if prefix in items:
                builder, building = ijson.ObjectBuilder(), prefix
                builder.event(kind, value)
        elif kind == "end_map":
            yield prefix, ENDED
        elif kind not in {"map_key", "end_array"}:
            yield prefix, value


def mended(data: bytes) -> tuple[bytes, bytes]:
    r"""Mend ``\x1F``, which Telegram's program writes for such characters and JSON does not know.

    Returns
    -------
    tuple of bytes
        What is mended, and the end of the data that must wait for the next.
    """
    wait = _WAITS.search(data, max(0, len(data) - 2100))
    data, rest = (data[: wait.start()], data[wait.start() :]) if wait else (data, b"")
    if b"\\x" in data:
        data = _ESCAPE.sub(lambda each: b"\\u00" + each[1] if each[1] else each[0], data)
    return data, rest


def _pushed(
    file: IO[bytes],
    chunk: bytes,
    head: bytes,
    decoder: codecs.IncrementalDecoder,
    make: Callable[[list[object]], Any],
    mend: Callable[[bytes], tuple[bytes, bytes]] = lambda data: (data, b""),
) -> Iterator[object]:
    """Yield what one of ijson's coroutines finds, whose first chunk was read and decoded."""
    found = ijson.sendable_list()
    parser = make(found)
    depth = _Depth()
    offset = 0
    data, rest = head, b""
    while chunk:
        data, rest = mend(rest + data)
        if not depth.feed(data):
            raise BrokenJSONError(offset, cut=False, deep=True)
        try:
            parser.send(data)
        except ijson.JSONError:
            # What was whole before the fault is in the list all the same.
            yield from found
            raise BrokenJSONError(offset, cut=False) from None
        yield from found
        found.clear()
        offset += len(chunk)
        chunk = file.read(CHUNK)
        data = decoder.decode(chunk, final=not chunk).encode("utf-8", "replace")
    try:
        if rest or data:
            parser.send(rest + data)
        parser.close()
    except ijson.JSONError:
        yield from found
        raise BrokenJSONError(offset, cut=True) from None
    yield from found


def _encoding(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig"


def _prefix(head: bytes) -> str:
    """Return ijson's path to the items, judged by how the file begins."""
    start = head.lstrip()[:1]
    if start == b"[":
        return "item"
    if start == b"{":
        key = _FIRST_KEY.search(head)
        return "" if key is not None and key[1] == b"mapping" else "conversations.item"
    if start and start not in b'"-0123456789tfn':
        return "item"  # no JSON at all; the parser says so
    return "conversations.item"

"""Pictures that are written into a page itself, as `data:` addresses (RFC 2397)."""

from __future__ import annotations

import base64
import io
import re
from functools import partial
from urllib.parse import unquote_to_bytes

from palace.importers.attached import MOST
from palace.importers.files import size_in_words
from palace.importers.packages import LeftOutError
from palace.model.drafts import DraftFile

SMALLEST = 150
"""Characters below which such a picture is a dot: a page keeps it where another comes later."""
_TOGETHER = 100_000_000
"""Characters of them that are held until they are kept."""
_PACKED = re.compile(
    r"data:image/([a-z0-9.+-]{1,40})(?:;[\w=.+-]{1,60}){0,4};base64,"
    # Long ones are perhaps broken into lines; a word after them is an attribute of its own.
    r"([A-Za-z0-9+/=_%-]*(?:\n[ \t]*[A-Za-z0-9+/_%-]{60,}={0,2})*(?:\n[A-Za-z0-9+/]+={1,2})?)",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"\"data:image/(svg\+xml)[^,\"]{0,80},([^\"]*)\"|'data:image/(svg\+xml)[^,']{0,80},([^']*)'",
    re.IGNORECASE,
)
_SUFFIXES = {"jpeg": "jpg", "svg+xml": "svg", "x-icon": "ico", "vnd.microsoft.icon": "ico"}


class Inlaid:
    """The pictures that were found in the text of pages, by the names they were given."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._held: dict[str, tuple[str, bool]] = {}
        self._size = 0
        self.left_out: dict[str, str] = {}

    def lifted(self, page: str) -> str:
        """Return a page with short names in place of its pictures.

        Without them a page of many megabytes is a text again.
        """
        if "data:image/" not in page and "DATA:IMAGE/" not in page:
            return page
        page = _PACKED.sub(lambda found: self._name(found[1], found[2], True), page)
        return _WRITTEN.sub(
            lambda found: (
                f'"{self._name(found[1] or found[3], found[2] or found[4] or "", False)}"'
            ),
            page,
        )

    def holds(self, name: str) -> bool:
        """Return whether a picture was given this name."""
        return name in self._held

    def files(self, text: str) -> tuple[DraftFile, ...]:
        """Return the pictures that a text names, in order."""
        shown = set(_NAMES.findall(text)) if self._held else set()
        return tuple(
            DraftFile(name, partial(_opened, packed, base64_))
            for name, (packed, base64_) in self._held.items()
            if name in shown
        )

    def _name(self, kind: str, content: str, packed: bool) -> str:
        if len(content) < SMALLEST:
            return ""
        known = self._names.get(content)
        if known is not None:
            return known
        kind = kind.lower()
        suffix = _SUFFIXES.get(kind) or re.sub(r"[^a-z0-9]", "", kind)[:5] or "img"
        name = f"inlaid-{len(self._names) + 1}.{suffix}"
        if len(self._held) >= MOST:
            self.left_out[name] = f"the page has more than {MOST:,}"
        elif self._size + len(content) > _TOGETHER:
            self.left_out[name] = f"those before it have {size_in_words(_TOGETHER)} together"
        else:
            self._held[name] = (content, packed)
            self._size += len(content)
        self._names[content] = name if name in self._held else ""
        return self._names[content]


_NAMES = re.compile(r"inlaid-\d+\.[a-z0-9]{1,5}")


def _opened(content: str, packed: bool) -> io.BytesIO:
    raw = unquote_to_bytes(content)
    if not packed:
        return io.BytesIO(raw)
    raw = b"".join(raw.split()).replace(b"-", b"+").replace(b"_", b"/").rstrip(b"=")
    try:
        return io.BytesIO(base64.b64decode(raw + b"=" * (-len(raw) % 4)))
    except ValueError:
        raise LeftOutError("it is damaged in the page itself") from None

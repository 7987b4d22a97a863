"""The pictures on a PDF's pages: which there are, where they stand, and each read when it is kept.

ISO 32000-1: 8.8 (external objects), 8.9 (images), 8.10 (forms, which hold others), 7.4.8 (DCT).
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from palace.importers.attached import MOST
from palace.importers.packages import LeftOutError
from palace.model.drafts import DraftFile

SMALLEST = 3
"""Pixels of a side below which a picture is a line, a dot or a piece of a shade."""
MOST_PIXELS = 40_000_000
"""Of a picture that has to be unpacked; a photograph (JPEG) is taken as it stands."""
MOST_SLOW_PIXELS = 4_000_000
"""Of one with 2 or 4 bits a pixel, which pypdf unpacks bit by bit."""
_WHOLE_PAGE = 0.85
"""Share of a page's area from which a picture lies behind its text: a scan, or a background."""
_FEW_LETTERS = 40
"""Up to so many letters a page has no text, but perhaps a number."""
_DEEPEST = 4
_MOST_ON_PAGE = 200
LETTERS = re.compile(r"[^\W_]")

Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Standing:
    """A picture on a page.

    Parameters
    ----------
    name
        By which it is kept.
    letters
        How many letters and digits of the page stand before it.
    """

    name: str
    letters: int


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is known of a picture without its bytes.

    Parameters
    ----------
    again
        Returns it as pypdf has it, read from the file once more.
    suffix
        Of its file.
    reason
        Why it is not kept, empty where it is, None where it is nothing to look at.
    """

    again: Callable[[], Any]
    suffix: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class _Placed:
    key: object
    letters: int
    fills: bool


class Pictures:
    """Collects a document's pictures while its text is read; their bytes stay in the file.

    Attributes
    ----------
    files
        What is kept, each once however often it stands somewhere.
    left_out
        Name → why it is not kept.
    behind
        On how many pages one was left out since it lies behind the whole text.
    """

    def __init__(self) -> None:
        self._pages: dict[int, list[_Placed]] = {}
        self._kinds: dict[object, _Kind] = {}
        self.files: dict[str, DraftFile] = {}
        self.left_out: dict[str, str] = {}
        self.behind = 0

    def text(self, page: Any, number: int) -> str:
        """Return a page's text as pypdf extracts it, and note the pictures on it."""
        if not _has_any(page):
            return str(page.extract_text() or "")
        watch = _Watch(page, self._kinds)
        text = page.extract_text(
            visitor_operand_before=watch.before,
            visitor_operand_after=watch.after,
            visitor_text=watch.wrote,
        )
        placed = [
            _Placed(key, watch.letters_above(box), watch.fills(box)) for key, box in watch.pictures
        ]
        if placed:
            self._pages[number] = placed
        return str(text or "")

    def settle(self, pages: Sequence[str]) -> dict[int, list[Standing]]:
        """Return the pictures of each page that are kept, in order, and note them as files.

        Left out are those that stand on most pages, like running heads, and those that fill a
        page with words on it.

        Parameters
        ----------
        pages
            The text of each.
        """
        on = Counter(key for placed in self._pages.values() for key in {p.key for p in placed})
        found: dict[int, list[Standing]] = {}
        names: dict[object, str] = {}
        numbers: Counter[int] = Counter()
        for page, placed in sorted(self._pages.items()):
            behind = False
            for each in {each.key: each for each in placed}.values():
                if on[each.key] > 3 and on[each.key] * 2 > len(pages):
                    continue
                if each.fills and len(LETTERS.findall(pages[page])) > _FEW_LETTERS:
                    behind = True
                    continue
                name = names.get(each.key)
                if name is None:
                    numbers[page] += 1
                    name = names[each.key] = self._take(each.key, page, numbers[page])
                if name:
                    found.setdefault(page, []).append(Standing(name, each.letters))
            self.behind += behind
        return {
            page: sorted(standing, key=lambda each: each.letters)
            for page, standing in found.items()
        }

    def _take(self, key: object, page: int, number: int) -> str:
        """Note a picture as a file and return its name, empty where it is not kept."""
        kind = self._kinds[key]
        if kind.reason is None:
            return ""
        name = f"page-{page + 1}-{number}.{kind.suffix}"
        reason = kind.reason
        if not reason and len(self.files) >= MOST:
            reason = f"the document has more than {MOST:,}"
        if reason:
            self.left_out[name] = reason
            return ""
        self.files[name] = DraftFile(name, partial(_opened, kind))
        return name


class _Watch:
    """Follows what draws a page.

    Parameters
    ----------
    page
        As pypdf has it.
    kinds
        The document's pictures that are known; those of this page are added.
    """

    def __init__(self, page: Any, kinds: dict[object, _Kind]) -> None:
        self._kinds = kinds
        box = page.mediabox
        self._area = abs(float(box.width) * float(box.height))
        self._forms: list[tuple[Any, Matrix]] = [(page, _PLAIN)]
        self._calls: list[bool] = []
        self._pieces: list[tuple[float, float, int]] = []
        self._letters = 0
        self.pictures: list[tuple[object, tuple[float, float, float, float]]] = []

    def before(self, operator: Any, operands: Any, cm: Any, tm: Any) -> None:
        """Note a picture that is drawn, and go into a form."""
        if operator != b"Do":
            return
        entered = False
        try:
            entered = self._drawn(operands, _matrix(cm))
        except Exception as error:  # resources that are none; the text is read all the same
            if isinstance(error, MemoryError):
                raise
        self._calls.append(entered)

    def after(self, operator: Any, operands: Any, cm: Any, tm: Any) -> None:
        """Leave a form."""
        if operator != b"Do" or not self._calls:
            return
        if self._calls.pop():
            self._forms.pop()
        elif self.pictures and operands:
            with suppress(Exception):  # what is no reference was not held either
                _forget(self._forms[-1][0]["/Resources"]["/XObject"].raw_get(operands[0]))

    def wrote(self, text: str, cm: Any, tm: Any, font: Any, size: Any) -> None:
        """Note where a piece of text stands."""
        count = len(LETTERS.findall(text))
        if not count:
            return
        self._letters += count
        base = self._forms[-1][1]
        _, _, _, _, x, y = _times(_matrix(tm), _times(_matrix(cm), base))
        self._pieces.append((x, y, self._letters))

    def letters_above(self, box: tuple[float, float, float, float]) -> int:
        """Return how many letters end before a picture: those above it, in its column or left."""
        _, bottom, right, top = box
        middle = (bottom + top) / 2
        return max((until for x, y, until in self._pieces if y > middle and x <= right), default=0)

    def fills(self, box: tuple[float, float, float, float]) -> bool:
        """Return whether a picture covers the page."""
        left, bottom, right, top = box
        return self._area > 0 and (right - left) * (top - bottom) > _WHOLE_PAGE * self._area

    def _drawn(self, operands: Any, cm: Matrix) -> bool:
        holder, base = self._forms[-1]
        named = holder["/Resources"]["/XObject"]
        reference = named.raw_get(operands[0])
        key = _key(reference)
        now = _times(cm, base)
        if key not in self._kinds:
            drawn = reference.get_object()
            kind = drawn.get("/Subtype")
            if kind == "/Form" and len(self._forms) <= _DEEPEST:
                own = drawn.get("/Matrix")
                self._forms.append((drawn, _times(_matrix(own) if own else _PLAIN, now)))
                return True
            if kind != "/Image":
                return False
            self._kinds[key] = _kind(reference, drawn)
        if len(self.pictures) < _MOST_ON_PAGE:
            a, b, c, d, x, y = now
            xs, ys = (x, x + a, x + c, x + a + c), (y, y + b, y + d, y + b + d)
            self.pictures.append((key, (min(xs), min(ys), max(xs), max(ys))))
        return False


def _matrix(value: Any) -> Matrix:
    a, b, c, d, e, f = (float(each) for each in list(value)[:6])
    return (a, b, c, d, e, f)


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (
        *(a * p + b * r, a * q + b * s),
        *(c * p + d * r, c * q + d * s),
        *(e * p + f * r + t, e * q + f * s + u),
    )


def _has_any(page: Any) -> bool:
    """Return whether something beside text may be drawn on a page."""
    try:
        return bool(page["/Resources"]["/XObject"])
    except Exception as error:  # none, or broken
        if isinstance(error, MemoryError):
            raise
        return False


def _key(reference: Any) -> object:
    number = getattr(reference, "idnum", None)
    return id(reference) if number is None else (number, reference.generation)


def _kind(reference: Any, picture: Any) -> _Kind:
    try:
        suffix = _suffix(picture)
        reason = _against(picture, suffix)
    except Exception as error:  # its own description is broken
        if isinstance(error, MemoryError):
            raise
        return _Kind(reference.get_object, "png", "it is damaged")
    return _Kind(reference.get_object, suffix, reason)


def _last_filter(picture: Any) -> str:
    found = picture.get("/Filter")
    found = found.get_object() if found is not None else ""
    return str(found[-1]) if isinstance(found, list) and found else str(found)


def _suffix(picture: Any) -> str:
    plain = _last_filter(picture) == "/DCTDecode" and "/SMask" not in picture
    return "jpg" if plain else "png"


def _against(picture: Any, suffix: str) -> str | None:
    """Return why a picture is not kept, empty where it is, None where it is nothing to look at."""
    width, height = int(picture["/Width"]), int(picture["/Height"])
    if min(width, height) < SMALLEST or picture.get("/ImageMask"):
        return None  # a mask is a stencil, through which something else is painted
    bits = int(picture.get("/BitsPerComponent", 8))
    most = MOST_SLOW_PIXELS if bits in {2, 4} else MOST_PIXELS
    if suffix != "jpg" and width * height > most:
        return _too_many(width * height)
    return ""


def _too_many(pixels: int) -> str:
    return f"it has {pixels / 1e6:,.0f} million pixels"


@contextmanager
def _opened(kind: _Kind) -> Iterator[io.BytesIO]:
    """Open a picture: a JPEG as it stands in the file, another as PNG."""
    from pypdf.errors import LimitReachedError

    try:
        picture = kind.again()
        raw = _jpeg(picture) if kind.suffix == "jpg" else _png(picture)
    except LeftOutError:
        raise
    except (LimitReachedError, MemoryError) as error:
        raise LeftOutError("it is too large to be unpacked") from error
    except Exception as error:  # pypdf and Pillow raise nearly everything on damaged ones
        raise LeftOutError("it is damaged, or of a kind that is not read") from error
    finally:
        _forget(getattr(kind.again, "__self__", None))
    yield io.BytesIO(raw)


def _jpeg(picture: Any) -> bytes:
    # pypdf leaves the last filter as it is: what it packs is a file of its own.
    raw = bytes(picture.get_data())
    if not raw.startswith(b"\xff\xd8"):
        raise LeftOutError("it is damaged")
    return raw


def _png(picture: Any) -> bytes:
    from PIL import Image

    if _last_filter(picture) in {"/DCTDecode", "/JPXDecode"}:
        with Image.open(io.BytesIO(picture.get_data())) as told:
            if told.width * told.height > MOST_PIXELS:  # whatever the document says of it
                raise LeftOutError(_too_many(told.width * told.height))
    # pypdf packs it once to no purpose: quickly, then.
    image = picture.decode_as_image({"compress_level": 1})
    if image is None:
        raise LeftOutError("it is of a kind that is not read")
    if image.mode not in {"1", "L", "LA", "P", "RGB", "RGBA"}:
        image = image.convert("RGBA" if "A" in image.mode else "RGB")
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def _forget(reference: Any) -> None:
    """Let pypdf let go of an object that it would hold beside the file: it is read again."""
    held = getattr(getattr(reference, "pdf", None), "resolved_objects", None)
    if isinstance(held, dict):
        held.pop((reference.generation, reference.idnum), None)

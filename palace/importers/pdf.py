"""PDF files, read with pypdf: their text page by page, cut where their outline says.

ISO 32000-1: 7.5.5 (trailer), 12.3.3 (outline), 14.3.3 (document information).
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import PurePosixPath
from typing import ClassVar

from palace.importers.base import About
from palace.importers.chatgpt_messages import clean
from palace.importers.entries import Entry
from palace.importers.file_importer import FileImporter
from palace.importers.notes import PLAIN_GROUP
from palace.importers.packages import told
from palace.importers.pdf_pictures import LETTERS, Pictures, Standing
from palace.importers.times import from_file_name
from palace.model.drafts import (
    DraftItem,
    DraftMemory,
    DraftObject,
    DraftSegment,
    MemoryKind,
    ObjectKind,
    Unreadable,
)
from palace.model.moments import Moment

LIMIT = 300_000_000
"""Bytes of a file."""
MOST_PAGES = 5_000
_MOST_MARKS = 2_000
_DEEPEST_MARK = 2
_NO_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel) - |untitled|document\d*$|slide 1$|.*\.(?:docx?|pptx?|"
    r"xlsx?|dvi|tex|indd|rtf|qxd|pdf)$)",
    re.IGNORECASE,
)
_HYPHEN = re.compile(r"([^\W\d_])[-\u00ad\u2010]\n([^\W\d_])")
_HYPHEN_AT_END = re.compile(r"[^\W\d_][-\u00ad\u2010]$")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’)\]]*\s*$")
_LAST_END = re.compile(r"[.!?…][\"'”’)\]]*(?=\s)")
_LINE_END = re.compile(r"(?<=[.!?…:;\"'”’)\]])\n")
"""Of a line that ends as a sentence does."""
_DIGITS = re.compile(r"\d+")
_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"})

# What it warns of is told by our own notice where it matters.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


class PdfImporter(FileImporter):
    """Reads PDF files. A file is an object; its chapters, or groups of pages, are the pages."""

    kind: ClassVar[str] = "pdf"
    title: ClassVar[str] = "a PDF file"
    about: ClassVar[About] = About(
        product="PDF",
        reads="a .pdf file, or those in a folder or zip",
        export="nothing to export: give the files",
        becomes="a file is an object, its chapters (by its outline, else groups of pages) are the "
        "pages; hits point at the page of the file, and pictures are kept",
        limits="A scan without a text layer is named and left out: it needs text recognition "
        "first; files protected with AES are not read. Pictures that stand on most pages, lie "
        "behind a page's whole text or are under 3 pixels wide or high are left out, and so are "
        "drawings.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".pdf"})

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield the document."""
        yield _document(entry)


def _document(entry: Entry) -> DraftItem | Unreadable:
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError

    raw = entry.bytes(LIMIT)
    if isinstance(raw, Unreadable):
        return raw

    def unreadable(reason: str, *, skipped: bool = False) -> Unreadable:
        return Unreadable(entry.place, reason, skipped=skipped, ref=entry.ref)

    if b"%PDF-" not in raw[:2048]:
        return unreadable("This is no PDF, whatever its name says: it does not begin as one.")
    fingerprint = hashlib.sha256(raw)
    stream = io.BytesIO(raw)
    del raw  # pypdf would make a copy of what somebody else holds as well
    try:
        reader = PdfReader(stream)
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            reason = "This PDF is locked with a password; save a copy without one and import that."
            return unreadable(reason, skipped=True)
    except DependencyError:
        reason = (
            "This PDF is protected with AES, which is not read here; save or print an unprotected "
            "copy and import that."
        )
        return unreadable(reason, skipped=True)
    except Exception as error:  # pypdf raises nearly everything on damaged files
        if isinstance(error, MemoryError):
            raise
        return unreadable("This PDF is damaged: it cannot be opened; get it again.")
    try:
        count = len(reader.pages)
    except Exception as error:
        if isinstance(error, MemoryError):
            raise
        return unreadable("This PDF is damaged: its list of pages cannot be read; get it again.")
    if count > MOST_PAGES:
        reason = f"This PDF has {count:,} pages, and one may have {MOST_PAGES:,}; split it."
        return unreadable(reason, skipped=True)
    pages: list[str] = []
    broken: list[int] = []
    pictures = Pictures()
    for number in range(count):
        try:
            pages.append(_cleaned(pictures.text(reader.pages[number], number)))
        except Exception as error:
            if isinstance(error, MemoryError):
                raise
            broken.append(number + 1)
            pages.append("")
    heads = _running_heads(pages)
    above = [_letters_of_head(page, heads) for page in pages]
    pages = [_without(page, heads) for page in pages]
    if not any(pages):
        if broken:
            return unreadable("None of this PDF's pages can be read; it is damaged.")
        reason = (
            f"This PDF holds {count} pages and no text: it is a scan, perhaps. Let a text "
            "recognition (OCR) put a text layer into it and import it again."
        )
        return unreadable(reason, skipped=True)
    standing = {
        page: [replace(each, letters=each.letters - above[page]) for each in found]
        for page, found in pictures.settle(pages).items()
    }
    for name in pictures.files:  # they are read as well: a palace of the words alone lacks them
        fingerprint.update(name.encode())
    known = fingerprint.hexdigest()
    return _item(entry, known, reader, pages, heads, broken, pictures, standing)


def _item(
    entry: Entry,
    fingerprint: str,
    reader: object,
    pages: list[str],
    heads: frozenset[str],
    broken: list[int],
    pictures: Pictures,
    standing: dict[int, list[Standing]],
) -> DraftItem:
    known = _information(reader)
    stem = PurePosixPath(entry.ref).stem
    title = str(known.pop("title", "")) or stem
    author = known.get("author")
    created = known.pop("created", None) or from_file_name(stem)
    updated = known.pop("updated", None) or entry.modified
    at = created if isinstance(created, Moment) else None
    written = updated if isinstance(updated, Moment) else None
    by = str(author) if author else None
    memories = _memories(pages, _marks(reader, len(pages)), standing, at or written, by)
    keywords = re.split(r"[,;]\s*", str(known.pop("keywords", "")))
    if heads:
        known["running heads"] = sorted(heads)
    note = DraftObject(
        kind=ObjectKind.NOTE,
        title=title,
        ref="",
        memories=memories,
        tags=tuple(dict.fromkeys(word.strip() for word in keywords if word.strip()))[:50],
    )
    lost = ", ".join(str(number) for number in broken[:10])
    notice = f"Of its pages these could not be read: {lost}." if broken else ""
    notice = f"{notice} {_told(pictures)}".strip()
    return DraftItem(
        ref=entry.ref,
        title=title,
        place=entry.place,
        fingerprint=fingerprint,
        objects=(note,),
        created=at or entry.modified,
        updated=written,
        properties={"pages": len(pages), **known},
        notice=notice,
        files=tuple(pictures.files.values()),
    )


def _told(pictures: Pictures) -> str:
    """Return what is to be said of pictures that are not kept."""
    behind = ""
    if pictures.behind:
        pages = "one page" if pictures.behind == 1 else f"{pictures.behind:,} pages"
        behind = f"The picture that lies behind the whole text of {pages} is not kept."
    return f"{told(list(pictures.left_out.items()))} {behind}".strip()


def _information(reader: object) -> dict[str, object]:
    """Return what the document says of itself."""
    found: dict[str, object] = {}
    try:
        info = getattr(reader, "metadata", None)
    except Exception:
        return found
    for name in ("title", "author", "subject", "keywords"):
        try:
            value = getattr(info, name, None)
        except Exception:  # a value that is no text
            continue
        text = " ".join(clean(str(value)).split())[:300] if value else ""
        if text and not (name == "title" and _NO_TITLE.match(text)):
            found[name] = text
    for name, wanted in (("created", "creation_date"), ("updated", "modification_date")):
        try:
            when = getattr(info, wanted, None)
            moment = Moment.of(when) if when is not None else None
        except Exception:  # dates are written in many wrong ways
            continue
        if moment is not None and 0 < moment.utc < 3e10:
            found[name] = moment
    return found


def _cleaned(text: str) -> str:
    """Return a page's text with words that were broken at the end of a line made whole."""
    text = clean(text).replace("\r\n", "\n").replace("\r", "\n").translate(_LIGATURES)
    text = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    return _HYPHEN.sub(_joined, text).strip()


def _joined(found: re.Match[str]) -> str:
    # "Müller-\nLüdenscheidt" is a name with a hyphen, "exam-\nple" a word without one.
    return found[1] + ("" if found[2].islower() else "-") + found[2]


def _running_heads(pages: list[str]) -> frozenset[str]:
    """Return what stands at the head or foot of most pages, numbers made alike."""
    full = [page.split("\n") for page in pages if page]
    if len(full) < 4:
        return frozenset()
    seen: Counter[str] = Counter()
    for lines in full:
        seen.update({_pattern(line) for line in (lines[0], lines[-1])})
    return frozenset(each for each, times in seen.items() if times * 2 > len(full) and each)


def _pattern(line: str) -> str:
    return _DIGITS.sub("#", line.strip())[:200]


def _letters_of_head(page: str, heads: frozenset[str]) -> int:
    """Return how many letters and digits the line has that is taken away from a page's head."""
    first = page.split("\n", 1)[0]
    return len(LETTERS.findall(first)) if heads and _pattern(first) in heads else 0


def _without(page: str, heads: frozenset[str]) -> str:
    lines = page.split("\n")
    if heads and lines and _pattern(lines[0]) in heads:
        lines = lines[1:]
    if heads and lines and _pattern(lines[-1]) in heads:
        lines = lines[:-1]
    return "\n".join(lines).strip()


def _marks(reader: object, count: int) -> list[tuple[int, str, int]]:
    """Return the outline: (page, heading, level), in reading order."""
    found: list[tuple[int, str, int]] = []
    try:
        outline = getattr(reader, "outline", [])
        stack: list[tuple[object, int]] = [(each, 1) for each in reversed(list(outline))]
        while stack and len(found) < _MOST_MARKS:
            mark, level = stack.pop()
            if isinstance(mark, list):
                if level < _DEEPEST_MARK:
                    stack.extend((each, level + 1) for each in reversed(mark))
                continue
            page = reader.get_destination_page_number(mark)  # type: ignore[attr-defined]
            title = " ".join(clean(str(getattr(mark, "title", "") or "")).split())[:200]
            if title and isinstance(page, int) and 0 <= page < count:
                found.append((page, title, level))
    except Exception:  # a broken outline is no outline
        return []
    pages = [page for page, _, _ in found]
    return found if pages == sorted(pages) else sorted(found, key=lambda each: each[0])


def _memories(
    pages: list[str],
    marks: list[tuple[int, str, int]],
    standing: dict[int, list[Standing]],
    at: Moment | None,
    author: str | None,
) -> tuple[DraftMemory, ...]:
    """Cut the text at the outline's headings, else between groups of pages, never in a sentence."""
    text, starts = _one_text(pages)
    cuts = _at_marks(pages, marks, text, starts) if len(marks) > 1 else _at_pages(text, starts)
    places = _places(text, starts, standing)
    text, moved = _with_pictures(text, places)
    starts = [moved(start) for start in starts]
    cuts = [(moved(begin), title, ref) for begin, title, ref in cuts]
    ends = [*(begin for begin, _, _ in cuts[1:]), len(text)]
    memories: list[DraftMemory] = []
    taken: Counter[str] = Counter()
    for (begin, title, ref), end in zip(cuts, ends, strict=True):
        piece = text[begin:end]
        left = len(piece) - len(piece.lstrip())
        piece = piece.strip()
        if not piece:
            continue
        taken[ref] += 1
        memories.append(
            DraftMemory(
                kind=MemoryKind.SECTION,
                text=piece,
                title=title,
                ref=ref if taken[ref] == 1 else f"{ref} ({taken[ref]})",
                author=author,
                at=at,
                segments=_pages_in(begin + left, begin + left + len(piece), starts),
            )
        )
    return tuple(memories)


def _one_text(pages: list[str]) -> tuple[str, list[int]]:
    """Return the whole text and where each page begins in it."""
    starts: list[int] = []
    pieces: list[str] = []
    at = 0
    for page in pages:
        if pieces and page and _HYPHEN_AT_END.search(pieces[-1][-2:]) and page[0].islower():
            pieces[-1] = pieces[-1][:-1]  # a word that was broken between two pages
            at -= 1
        elif pieces and page:
            # A sentence that goes on over the page goes on here.
            gap = "\n\n" if _SENTENCE_END.search(pieces[-1][-40:]) else "\n"
            pieces.append(gap)
            at += len(gap)
        starts.append(at)
        if page:
            pieces.append(page)
            at += len(page)
    return "".join(pieces), starts


def _places(
    text: str, starts: list[int], standing: dict[int, list[Standing]]
) -> list[tuple[int, str]]:
    """Return (position, name) of pictures: where those letters end, but never in a sentence."""
    found: list[tuple[int, str]] = []
    for page, pictures in standing.items():
        start = starts[page]
        stop = starts[page + 1] if page + 1 < len(starts) else len(text)
        stop = start + len(text[start:stop].rstrip())
        letters = [each.end() for each in LETTERS.finditer(text, start, stop)]
        ends = [start]
        ends += [each.start() for each in _LINE_END.finditer(text, start, stop)]
        if stop > start and _SENTENCE_END.search(text[max(start, stop - 40) : stop]):
            ends.append(stop)
        for picture in pictures:
            count = min(max(picture.letters, 0), len(letters))
            after = letters[count - 1] if count else start
            place = next((end for end in ends if end >= after), ends[-1])
            found.append((place, picture.name))
    return sorted(found, key=lambda each: each[0])


def _with_pictures(text: str, places: list[tuple[int, str]]) -> tuple[str, Callable[[int], int]]:
    """Return the text with its pictures, and what tells where a position of it is then."""
    pieces: list[str] = []
    befores: list[int] = []
    added: list[int] = [0]
    done = 0
    for place, group in groupby(places, key=lambda each: each[0]):
        shown = "\n\n".join(f"![]({name})" for _, name in group)
        before, after = text[max(0, place - 2) : place], text[place : place + 2]
        lead = "" if before in {"", "\n\n"} else "\n" if before.endswith("\n") else "\n\n"
        rest = "" if after in {"", "\n\n"} else "\n" if after.startswith("\n") else "\n\n"
        pieces += [text[done:place], f"{lead}{shown}{rest}"]
        befores.append(place)
        added.append(added[-1] + len(pieces[-1]))
        done = place
    pieces.append(text[done:])

    def moved(position: int) -> int:
        return position + added[bisect_left(befores, position)]

    return "".join(pieces), moved


def _at_marks(
    pages: list[str], marks: list[tuple[int, str, int]], text: str, starts: list[int]
) -> list[tuple[int, str, str]]:
    cuts: list[tuple[int, str, str]] = []
    above = ""
    for page, title, level in marks:
        words = re.escape(title).replace(r"\ ", r"\s+")
        found = re.compile(words, re.IGNORECASE).search(text, starts[page], starts[page] + 4000)
        on_page = found is not None and found.start() <= starts[page] + len(pages[page])
        begin = found.start() if found is not None and on_page else starts[page]
        above = title if level == 1 else above
        ref = title if level == 1 or not above else f"{above}#{title}"
        if cuts and begin <= cuts[-1][0]:
            begin = cuts[-1][0]
        cuts.append((begin, title, ref))
    if cuts[0][0] > 0:
        cuts.insert(0, (0, "", ""))
    return cuts


def _at_pages(text: str, starts: list[int]) -> list[tuple[int, str, str]]:
    cuts: list[tuple[int, str, str]] = [(0, "", "")]
    for page, start in enumerate(starts):
        if start - cuts[-1][0] < PLAIN_GROUP:
            continue
        begin = start
        if not _SENTENCE_END.search(text[max(0, start - 40) : start]):
            # The sentence that runs over to this page belongs to what comes.
            ends = list(_LAST_END.finditer(text, max(cuts[-1][0] + 1, start - 1500), start))
            begin = ends[-1].end() if ends else start
        cuts.append((begin, f"page {page + 1}", f"page-{page + 1}"))
    return cuts


def _pages_in(begin: int, end: int, starts: list[int]) -> tuple[DraftSegment, ...]:
    """Return the stretches of each page in a stretch of the text."""
    segments: list[DraftSegment] = []
    for page, start in enumerate(starts):
        stop = starts[page + 1] if page + 1 < len(starts) else end
        first, last = max(start, begin), min(stop, end)
        if not segments:
            first = begin
        if last > first and stop > begin and start < end:
            segments.append(
                DraftSegment(first - begin, last - begin, source_ref=f"page-{page + 1}")
            )
    return tuple(segments)

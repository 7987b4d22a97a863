"""Walking folders and reading text files that may be anything at all."""

from __future__ import annotations

import codecs
import errno
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from palace.model.drafts import Unreadable
from palace.model.errors import PalaceError

TEXT_LIMIT = 20_000_000
"""Bytes of a text file beyond which it is left out: such files are logs and dumps, not notes."""

CONTROL_SHARE = 0.02
"""Share of control characters above which a file is taken for a binary one."""

_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BOMS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What notes were written in before UTF-8. Freely guessing among all there is, short German
# texts come out as Icelandic of the old Macintosh.
_LEGACY = (
    "cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
    "cp932", "euc_jp", "gb18030", "big5", "cp949",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A file met on a walk.

    Parameters
    ----------
    path
        Where it is.
    ref
        Its path relative to the folder that was walked, with ``/``.
    """

    path: Path
    ref: str


@dataclass(frozen=True, slots=True)
class Content:
    r"""A text file's content.

    Parameters
    ----------
    raw
        Its bytes.
    text
        Its text, with ``\n`` for every end of line and without a byte order mark.
    modified
        Its modification time, in seconds since 1970 UTC.
    notice
        One sentence where its bytes were not what they should be; mostly empty.
    """

    raw: bytes
    text: str
    modified: float
    notice: str = ""


def printable(path: Path | str) -> str:
    """Return a path as text that can be stored, also where the name is no valid UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def size_in_words(size: int) -> str:
    """Return a number of bytes for people, in decimal units."""
    for unit, factor in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}"
    return f"{size} bytes"


def fault(error: OSError) -> str:
    """Return a clause that says why the system refused to read something."""
    match error.errno:
        case errno.EACCES | errno.EPERM:
            return "may not be read with your rights; change its permissions to import it"
        case errno.ENOENT:
            return "is gone, or is a link that points nowhere"
        case errno.ELOOP:
            return "is a link that leads back to itself"
        case _:
            return f"cannot be read ({error.strerror or error})"


def check_readable(path: Path) -> None:
    """Make sure that a file or folder exists and may be read.

    Raises
    ------
    PalaceError
        It does not, with the reason.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            with os.scandir(path) as entries:
                next(entries, None)
        elif stat.S_ISREG(mode):
            with path.open("rb"):
                pass
        else:
            raise PalaceError(f"{printable(path)} is neither a file nor a folder.")
    except OSError as error:
        raise PalaceError(f"{printable(path)} {fault(error)}.") from error
    except ValueError as error:  # a NUL character in the name
        raise PalaceError(f"{printable(path)!r} is no path.") from error


def walk(root: Path, claims: Callable[[str], bool]) -> Iterator[Found | Unreadable]:
    """Walk a folder and yield the files whose name is claimed, by name, folder by folder.

    Hidden files and folders (``.obsidian``, ``.trash``, ``.git``) are passed over. Links to
    folders are followed after everything else, so that what lies in the tree itself keeps its
    own path, and never to a folder that was read already.

    Parameters
    ----------
    root
        The folder.
    claims
        Says whether a file of this name is wanted.

    Yields
    ------
    Found or Unreadable
        A wanted file, or a folder or link that could not be followed.
    """
    folders: list[tuple[Path, str]] = [(root, "")]
    links: list[tuple[Path, str]] = []
    linked_files: list[Found] = []
    seen_folders: set[tuple[int, int]] = set()
    seen_files: set[tuple[int, int]] = set()
    while folders or links:
        through_link = not folders
        path, ref = links.pop(0) if through_link else folders.pop()
        try:
            at = path.stat()
            if (at.st_dev, at.st_ino) in seen_folders:
                reason = "This link leads to a folder that is read already; it was not followed."
                yield Unreadable(ref, reason, skipped=True, ref=ref)
                continue
            seen_folders.add((at.st_dev, at.st_ino))
            with os.scandir(path) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield Unreadable(ref or printable(root), f"This folder {fault(error)}.", ref=ref)
            continue
        inner: list[tuple[Path, str]] = []
        for entry in entries:
            if entry.name.startswith("."):
                continue
            inside = Path(entry.path)
            inside_ref = f"{ref}/{printable(entry.name)}" if ref else printable(entry.name)
            try:
                if entry.is_dir():
                    (links if entry.is_symlink() else inner).append((inside, inside_ref))
                elif claims(entry.name):
                    if entry.is_symlink():
                        linked_files.append(Found(inside, inside_ref))
                        continue
                    number = entry.stat()
                    seen_files.add((number.st_dev, number.st_ino))
                    yield Found(inside, inside_ref)
            except OSError as error:
                if claims(entry.name) or entry.is_symlink():
                    yield Unreadable(inside_ref, f"This file {fault(error)}.", ref=inside_ref)
        folders.extend(reversed(inner))
    for found in linked_files:
        try:
            at = found.path.stat()
        except OSError as error:
            yield Unreadable(found.ref, f"This file {fault(error)}.", ref=found.ref)
            continue
        if (at.st_dev, at.st_ino) in seen_files:
            reason = "This is a link to a file that is read already; it was not read twice."
            yield Unreadable(found.ref, reason, skipped=True, ref=found.ref)
            continue
        seen_files.add((at.st_dev, at.st_ino))
        yield found


def read_text(found: Found, limit: int = TEXT_LIMIT) -> Content | Unreadable:
    """Read a text file of any encoding.

    Parameters
    ----------
    found
        The file.
    limit
        The largest size that is read, in bytes.

    Returns
    -------
    Content or Unreadable
        Its content; or why there is none: it may not be read, is empty, too large or binary.
    """
    place = ref = found.ref
    try:
        status = found.path.stat()
        if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
            return Unreadable(place, "This is no ordinary file.", skipped=True, ref=ref)
        if status.st_size > limit:
            return _too_large(place, ref, status.st_size, limit)
        with found.path.open("rb") as file:
            raw = file.read(limit + 1)
    except OSError as error:
        return Unreadable(place, f"This file {fault(error)}.", ref=ref)
    if len(raw) > limit:
        return _too_large(place, ref, len(raw), limit)
    if not raw:
        return Unreadable(place, "This file is empty (0 bytes).", skipped=True, ref=ref)
    text, notice = decoded(raw)
    if text is None:
        return Unreadable(
            place, "This file is not text, whatever its name says: it holds binary data.", ref=ref
        )
    if not text.strip():
        reason = "This file holds nothing but white space."
        return Unreadable(place, reason, skipped=True, ref=ref)
    return Content(raw, text, status.st_mtime, notice)


def _too_large(place: str, ref: str, size: int, limit: int) -> Unreadable:
    reason = (
        f"This file is too large: {size_in_words(size)}, and a text file may have "
        f"{size_in_words(limit)}; split it to import it."
    )
    return Unreadable(place, reason, skipped=True, ref=ref)


def decode(raw: bytes) -> str | None:
    r"""Decode a text file; every byte of it becomes some character.

    A byte order mark decides; then UTF-8; then, where UTF-8 is damaged in few places, UTF-8
    with those bytes read as Windows-1252; otherwise charset-normalizer's guess.

    Returns
    -------
    str or None
        The text with ``\n`` for every end of line, or None where the bytes are no text.
    """
    return decoded(raw)[0]


def decoded(raw: bytes) -> tuple[str | None, str]:
    """Return what `decode` does, and a sentence where the bytes were no UTF-8."""
    text, notice = _decode(raw)
    if "\0" in text:
        return None, ""
    # A sample suffices: a binary file does not begin with megabytes of prose.
    sample = text[:200_000]
    if len(_CONTROL.findall(sample)) > CONTROL_SHARE * len(sample):
        return None, ""
    return text.replace("\r\n", "\n").replace("\r", "\n"), notice


def _decode(raw: bytes) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace"), ""
    try:
        return raw.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    if b"\0" in raw:  # binary: no guess is worth its time
        return raw.decode("latin-1"), ""
    escaped = raw.decode("utf-8", "surrogateescape")
    invalid = sum("\udc80" <= character <= "\udcff" for character in escaped)
    foreign = sum(character > "\x7f" for character in escaped) - invalid
    if foreign < 4 * invalid:
        from charset_normalizer import from_bytes  # 25 ms that most imports need not pay

        guess = from_bytes(
            raw[:500_000], cp_isolation=list(_LEGACY), preemptive_behaviour=False
        ).best()
        if guess is not None and guess.encoding not in {"ascii", "utf_8"}:
            notice = f"This file is not in UTF-8; it was read as {guess.encoding}."
            return raw.decode(guess.encoding, "replace"), notice
    bytes_ = "One byte of it is" if invalid == 1 else f"{invalid:,} bytes of it are"
    notice = f"{bytes_} no valid UTF-8; read as Windows-1252, nothing was left out."
    return "".join(map(_repaired, escaped)), notice


def _repaired(character: str) -> str:
    if not "\udc80" <= character <= "\udcff":
        return character
    byte = bytes([ord(character) - 0xDC00])
    try:
        return byte.decode("cp1252")
    except UnicodeDecodeError:
        return byte.decode("latin-1")

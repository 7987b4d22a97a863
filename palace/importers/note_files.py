"""A note's file as something that can be written to: where a section stands in it."""

from __future__ import annotations

import codecs
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlparse

from palace.importers.files import Content, Found, fault, printable, read_text
from palace.importers.markdown import read_note
from palace.model.drafts import DraftItem, Unreadable
from palace.model.errors import PalaceError

KIND = "markdown"
"""The kind of the sources whose files can be written."""


_SAMPLE = Path(__file__).resolve().parents[2] / "assets"
"""The sample's notes belong to the program: they are changed in a palace alone."""


@dataclass(frozen=True, slots=True)
class NoteFile:
    """A note's file as it is now.

    Parameters
    ----------
    path
        Where it is.
    ref
        Its path in its source.
    content
        What was read of it.
    item
        What an import would make of it.
    """

    path: Path
    ref: str
    content: Content
    item: DraftItem

    def find(self, ref: str) -> tuple[int, str] | None:
        """Return (start, text) of the section of a reference, None where there is none such.

        The start counts characters of the text that was read, ends of lines as one each.
        """
        at = 0
        for memory in (memory for each in self.item.objects for memory in each.memories):
            start = self.content.text.find(memory.text, at)
            if start < 0:
                return None  # a note that has properties alone
            if memory.ref == ref:
                return start, memory.text
            at = start + len(memory.text)
        return None

    def ref_at(self, start: int) -> str | None:
        """Return the reference of the section that begins at a place, None where none does."""
        return section_at(self.content.text, self.item, start)

    def with_text(self, text: str, now: float) -> NoteFile:
        """Return the file as it is to be: the same ends of lines and the same mark at its head."""
        raw = self.content.raw
        lines = "\r\n" if b"\r\n" in raw else "\r" if b"\r" in raw and b"\n" not in raw else "\n"
        mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
        written = Content(mark + text.replace("\n", lines).encode(), text, now)
        return NoteFile(self.path, self.ref, written, read_note(self.ref, written))


def section_at(text: str, item: DraftItem, start: int) -> str | None:
    """Return the reference of the section of a note that begins at a place of its text."""
    at = 0
    for memory in (memory for each in item.objects for memory in each.memories):
        begin = text.find(memory.text, at)
        if begin < 0 or begin > start:
            return None
        if begin == start:
            return memory.ref
        at = begin + len(memory.text)
    return None


def note_path(uri: str, ref: str) -> Path | None:
    """Return where the file of a note is, None where its source is no folder or file on disk.

    Parameters
    ----------
    uri
        The source's address.
    ref
        The note's path in it.
    """
    parts = urlparse(uri)
    if parts.scheme != "file":
        return None
    root = Path(unquote(parts.path))
    path = root / ref if root.is_dir() else root
    real = path.resolve()
    if not real.is_relative_to(root.resolve()) or real.is_relative_to(_SAMPLE):
        return None
    return path if path.is_file() else None


def open_note(path: Path, ref: str) -> NoteFile:
    """Return a note's file as it is now.

    Raises
    ------
    PalaceError
        It cannot be read, or its encoding is one in which it should not be written.
    """
    content = read_text(Found(path, ref))
    if isinstance(content, Unreadable):
        raise PalaceError(f"{printable(path)}: {content.reason}")
    try:
        content.raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PalaceError(
            f"{printable(path)} is not in UTF-8 and was left as it is; save it as UTF-8 to have "
            "it changed from here."
        ) from error
    return NoteFile(path, ref, content, read_note(ref, content))


def write_note(file: NoteFile) -> None:
    """Write a note's file in one step: a crash leaves the old one or the new one, whole.

    Raises
    ------
    PalaceError
        The disk is full, or it may not be written.
    """
    target = file.path.resolve()  # a link stays a link
    try:
        descriptor, name = tempfile.mkstemp(prefix=".palace-", dir=target.parent)
        try:
            with os.fdopen(descriptor, "wb") as beside:
                beside.write(file.content.raw)
                beside.flush()
                os.fsync(beside.fileno())
            Path(name).chmod(stat.S_IMODE(target.stat().st_mode))
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise PalaceError(
            f"{printable(file.path)} could not be written ({error.strerror or fault(error)}); "
            "nothing was changed."
        ) from error

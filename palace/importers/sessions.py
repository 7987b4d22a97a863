"""Sessions of coding assistants: one file a session, one JSON object a line."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

from palace.importers.base import About
from palace.importers.chatgpt_messages import clean
from palace.importers.files import check_readable, fault, printable
from palace.model.drafts import DraftItem, Unreadable

Json = Mapping[str, object]
LONGEST = 20_000
"""Characters of one tool's answer that are kept; its source has the rest."""
_HEAD = 40
"""Lines by which a file is recognised."""
_LONGEST_HEAD = 1 << 20
"""Bytes of a line that are looked at to recognise a file."""


class SessionsImporter(ABC):
    """Reads one program's sessions. A session is an item; its topics are objects."""

    kind: ClassVar[str]
    title: ClassVar[str]
    about: ClassVar[About]
    patterns: ClassVar[tuple[str, ...]]
    """Where sessions lie below a folder: in it, and in folders that the program makes."""

    @abstractmethod
    def marks(self, entry: Json) -> bool:
        """Return whether a line is one that only this program writes."""

    @abstractmethod
    def read(self, file: Path, place: str) -> DraftItem:
        """Return a session.

        Raises
        ------
        OSError
            The file cannot be read.
        """

    def recognise(self, path: Path) -> float:
        """Return how sure it is: by what the first lines of the first file hold."""
        try:
            first = next(iter(self._files(path)), None)
        except (OSError, ValueError):
            return 0.0
        return 0.0 if first is None else 0.95 if path.is_file() else 0.6

    def count(self, path: Path) -> int | None:
        """Return how many sessions there are."""
        try:
            return sum(1 for _ in self._files(path))
        except (OSError, ValueError):
            return None

    def whole(self, path: Path) -> bool:
        """Return False: such programs remove old sessions by themselves."""
        return False

    def source_uri(self, path: Path) -> str:
        """Return the same for all: sessions are known by their own ids."""
        return f"{self.kind}:"

    def items(self, path: Path) -> Iterator[DraftItem | Unreadable]:
        """Yield the sessions, by folder and name."""
        check_readable(path)
        any_file = False
        for file in self._files(path):
            any_file = True
            place = printable(file.relative_to(path).as_posix() if path.is_dir() else file.name)
            try:
                yield self.read(file, place)
            except OSError as error:
                yield Unreadable(place, f"This file {fault(error)}.")
            except (RecursionError, MemoryError):
                yield Unreadable(place, "This session is nested too deeply to be read.")
        if not any_file:
            reason = f"This holds no line of a session of {self.about.product}."
            yield Unreadable(printable(path.name), reason)

    def _files(self, path: Path) -> Iterator[Path]:
        if path.is_file():
            if self._is_session(path):
                yield path
            return
        found = sorted({file for pattern in self.patterns for file in path.glob(pattern)})
        yield from (file for file in found if file.is_file() and self._is_session(file))

    def _is_session(self, file: Path) -> bool:
        try:
            with file.open("rb") as lines:
                for _ in range(_HEAD):
                    line = lines.readline(_LONGEST_HEAD)
                    if not line:
                        return False
                    entry = parsed(line)
                    if isinstance(entry, Mapping) and self.marks(entry):
                        return True
        except OSError:
            return False
        return False


def parsed(line: bytes) -> object:
    """Return a line's value, None where it is no JSON."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def word(value: object) -> str:
    """Return a value that should be a word; empty where it is anything else."""
    return value if isinstance(value, str) else ""


def shortened_answer(text: str) -> str:
    """Return a tool's answer, or its beginning and how much more there is."""
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST]}\n[… {len(text) - LONGEST:,} more characters in the session's file]"


def joined(parts: list[str]) -> str:
    """Return parts of a message as one text that can be stored."""
    return clean("\n\n".join(part.strip("\r\n") for part in parts if part.strip())).strip("\r\n")


def damaged(lines: int) -> str:
    """Return what is said of lines that could not be read; empty where there are none."""
    if not lines:
        return ""
    if lines == 1:
        return "one of its lines is damaged and was left out"
    return f"{lines} of its lines are damaged and were left out"


def project_of(folder: object) -> str:
    """Return the last part of the folder in which a session ran; empty where it is unknown."""
    if not isinstance(folder, str):
        return ""
    return printable(clean(folder.replace("\\", "/").rstrip("/").rpartition("/")[2]))

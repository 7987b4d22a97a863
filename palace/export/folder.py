"""Writing an export: its manifest, and beside it what people read."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import IO, Any

from palace.export.markdown import markdown_of
from palace.export.names import file_name
from palace.export.pages import STYLE, STYLE_FILE, Index, is_picture, page_of
from palace.export.standing import Standing
from palace.model.errors import PalaceError, StorageError
from palace.model.exported import FORMAT, MANIFEST, MARK
from palace.model.exported import file_name as kept_name
from palace.ops import NoteCopy
from palace.queries import Everything
from palace.session import Session
from palace.store.files import path_of
from palace.store.schema import SCHEMA

_INDEX = "index.html"


class Format(StrEnum):
    """What an export holds beside its manifest."""

    MARKDOWN = "markdown"
    """A file with front matter and wikilinks for each note or conversation."""
    JSONL = "jsonl"
    """Nothing: the manifest is what programs read."""
    HTML = "html"
    """A page for each note or conversation, and an index by rooms."""

    @property
    def suffix(self) -> str:
        """Of its files."""
        return {Format.MARKDOWN: ".md", Format.HTML: ".html"}.get(self, "")


@dataclass(frozen=True)
class Exported:
    """What was written.

    Parameters
    ----------
    files
        How many for people, the manifest not counted.
    items, objects, memories
        How many of each are in it.
    """

    folder: Path
    format: Format
    files: int
    items: int
    objects: int
    memories: int


def export_palace(
    session: Session,
    target: Path,
    format_: Format = Format.MARKDOWN,
    on_item: Callable[[int], None] = lambda _objects: None,
) -> Exported:
    """Write everything that is in a palace.

    The same palace gives the same files, byte for byte.

    Parameters
    ----------
    session
        The palace.
    target
        The folder: new, empty, or an earlier export, which is brought up to date.
    format_
        What people read of it.
    on_item
        Called with the number of objects of each item that was written.

    Raises
    ------
    PalaceError
        The folder holds something else, or cannot be written.
    """
    try:
        return _Writing(session, target, format_).run(on_item)
    except OSError as error:
        raise StorageError(
            f"The export to {target} could not be written ({error.strerror or error}); what is "
            "there of it is not whole."
        ) from error


class _Writing:
    """One export on its way."""

    def __init__(self, session: Session, target: Path, format_: Format) -> None:
        self.session = session
        self.target = target
        self.format = format_
        self.standing = Standing()
        self.index = Index()
        self.names: dict[str, str] = {}
        """Item id → its file, without suffix."""
        self.of_object: dict[str, str] = {}
        self.files: list[str] = []
        self.copied: set[str] = set()
        self.before: frozenset[str] = frozenset()
        self.counts = {"items": 0, "objects": 0, "memories": 0}

    def run(self, on_item: Callable[[int], None]) -> Exported:
        """Write it; the manifest takes its place when it is whole."""
        before = prepare(self.target)
        self.before = frozenset(before)
        # What is written while it is written belongs to the export, should it be stopped.
        waiting = self.target / f"{MANIFEST}.part"
        _note(self.target, [*before, waiting.name])
        everything = self.session.ask(Everything())
        with waiting.open("w", encoding="utf-8", newline="\n") as manifest:
            _line(manifest, {"palace": {"format": FORMAT, "schema": SCHEMA}})
            for item in self._places(everything, manifest):
                self._item(item, manifest)
                on_item(len(item["objects"]))
            _line(manifest, {"end": {"items": self.counts["items"]}})
        if self.format is Format.HTML:
            self._write(STYLE_FILE, STYLE)
            self._write(_INDEX, self.index.page(self.standing))
        told = len(self.files)
        waiting.replace(self.target / MANIFEST)
        self.files.append(MANIFEST)
        for name in set(before) - set(self.files):
            (self.target / name).unlink(missing_ok=True)
            _clear(self.target, PurePosixPath(name).parent)
        _note(self.target, self.files)
        self.session.run(NoteCopy(str(self.target.resolve()), "export"))
        return Exported(self.target, self.format, told, **self.counts)

    def _places(
        self, everything: Iterator[tuple[str, Any]], manifest: IO[str]
    ) -> Iterator[dict[str, Any]]:
        """Write the places and yield the items."""
        digest = hashlib.sha256()
        rows = 0
        for kind, document in everything:
            if kind == "item":
                yield document
            elif kind == "heads":
                end = {"rows": rows, "sha256": digest.hexdigest()}
                _line(manifest, {"places": end})
                self._name(document)
            else:
                digest.update(_line(manifest, {kind: document}).encode())
                self.standing.learn(kind, document)
                rows += 1

    def _name(self, heads: list[dict[str, Any]]) -> None:
        taken: set[str] = {_INDEX.removesuffix(".html")}
        for head in heads:
            name = file_name(head, taken)
            self.names[head["id"]] = name
            self.of_object.update(dict.fromkeys(head["objects"], name))

    def _item(self, item: dict[str, Any], manifest: IO[str]) -> None:
        self.counts["items"] += 1
        self.counts["objects"] += len(item["objects"])
        self.counts["memories"] += sum(len(part["memories"]) for part in item["objects"])
        document: dict[str, Any] = {"item": item}
        digests = dict.fromkeys(each["digest"] for each in item["files"])
        there = [digest for digest in digests if self._copy(digest)]
        if self.format is Format.MARKDOWN:
            name = self.names[item["id"]] + self.format.suffix
            text = markdown_of(item, self.of_object, self.standing)
            document |= {"file": name, "sha256": self._write(name, text)}
        elif self.format is Format.HTML:
            name = self.names[item["id"]] + self.format.suffix
            copied = {digest: self._is_picture(digest) for digest in there}
            page = page_of(item, name, self.of_object, self.standing, copied)
            if page is not None:
                document["file"] = name
                self._write(name, page)
                self.index.add(item, name)
        _line(manifest, document)

    def _copy(self, digest: str) -> bool:
        """Copy a picture or another file; one that is gone from the palace's folder is left out."""
        name = kept_name(digest)
        source, target = path_of(self.session.folder, digest), self.target / name
        if not source.is_file():
            return False
        if name in self.copied:
            return True
        if not (name in self.before and target.is_file()):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        self.copied.add(name)
        self.files.append(name)
        return True

    def _is_picture(self, digest: str) -> bool:
        with path_of(self.session.folder, digest).open("rb") as file:
            return is_picture(file.read(16))

    def _write(self, name: str, text: str) -> str:
        """Write a file of the export and return its SHA-256."""
        path = self.target / name
        if name not in self.before and path.exists():
            raise PalaceError(f"{path} is no part of the earlier export; move it out of the way.")
        path.parent.mkdir(parents=True, exist_ok=True)
        raw = text.encode()
        path.write_bytes(raw)
        self.files.append(name)
        return hashlib.sha256(raw).hexdigest()


def _line(manifest: IO[str], document: dict[str, Any]) -> str:
    text = json.dumps(document, ensure_ascii=False)
    manifest.write(text + "\n")
    return text


def prepare(target: Path) -> list[str]:
    """Make the folder and return the files of an earlier export in it.

    Raises
    ------
    PalaceError
        It holds something that is no export: a person's own notes are never written over.
    """
    if target.is_file():
        raise PalaceError(f"{target} is a file; an export needs a folder.")
    target.mkdir(parents=True, exist_ok=True)
    mark = target / MARK
    if not mark.exists():
        if any(target.iterdir()):
            raise PalaceError(
                f"{target} is not empty and holds no earlier export; choose a new folder."
            )
        return []
    names = mark.read_text(encoding="utf-8").splitlines()
    # The list may have been written by anybody: nothing outside the folder is ever taken away.
    return [name for name in names if name and not _leaves(name)]


def _leaves(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts


def _note(target: Path, files: list[str]) -> None:
    lines = "".join(f"{name}\n" for name in sorted(set(files)))
    (target / MARK).write_bytes(lines.encode())


def _clear(target: Path, inner: PurePosixPath) -> None:
    """Take away folders that an earlier export has left empty."""
    while inner.name:
        try:
            (target / inner).rmdir()
        except OSError:
            return
        inner = inner.parent

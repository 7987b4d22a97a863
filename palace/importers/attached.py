"""Pictures and other files that a text names, found where its item lies: in a folder or a zip."""

from __future__ import annotations

import io
import itertools
import os
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.parse import unquote

from palace.importers.archives import members
from palace.importers.entries import FAULTS, INNER_LIMIT, Entry, is_zip, zip_in_zip
from palace.importers.files import Found, printable, walk
from palace.importers.tars import tar_entries
from palace.model.drafts import DraftFile, DraftItem

_NAMED = re.compile(
    r"!\[\[([^\[\]|\n#]{1,400})(?:[#|][^\[\]\n]*)?\]\]"
    r"|!\[[^\[\]\n]{0,400}\]\(\s*(?:<([^<>\n]{1,400})>|([^\s()<>]{1,400}"
    r"(?:\([^\s()]{0,100}\)[^\s()]{0,100})?))(?:\s+\"[^\"\n]*\")?\s*\)"
)
_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]+:|^//")
_NOTES = frozenset({"", ".md", ".markdown", ".txt", ".canvas", ".base", ".excalidraw"})
_PAGES = frozenset({".html", ".htm", ".xhtml"})
_TARS = frozenset({".jex", ".tar"})
_ASSET = re.compile(r"^file[-_][\w-]{6,}$")
"""By which ChatGPT names a file; in the zip its own name, or nothing, follows."""
_ID = re.compile(r"^:/([0-9a-fA-F]{32})$")
"""By which Joplin names a file; in ``resources/`` it is the id with the file's suffix."""
MOST = 1_000
"""Files of one item that are looked for."""

Opener = Callable[[], AbstractContextManager[IO[bytes]]]


class Beside:
    """The files that lie where a source lies, by their names; listed when first asked.

    Parameters
    ----------
    path
        The folder, zip or single file that is imported. Nothing outside it is opened; beside a
        single file its own folder is looked through, not those below, except of a page what the
        browser saved with it (`Page_files`).
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._paths: dict[str, Opener] | None = None
        self._names: dict[str, list[str]] = {}
        self._assets: dict[str, str] = {}
        self._ids: dict[str, str] = {}

    def files(self, item: DraftItem) -> tuple[DraftFile, ...]:
        """Return the files that an item's text names and that are there, each once."""
        found: dict[str, DraftFile] = {}
        for name in named(m.text for part in item.objects for m in part.memories):
            opener = self._find(item.ref, name)
            if opener is not None:
                found[name] = DraftFile(name, opener)
        return tuple(found.values())

    def _find(self, ref: str, name: str) -> Opener | None:
        if self._paths is None:
            self._paths = self._listed()
            for path in self._paths:
                last = path.rpartition("/")[2]
                self._names.setdefault(last.casefold(), []).append(path)
                self._ids.setdefault(last.partition(".")[0].lower(), path)
                if (asset := re.match(r"file[-_][\w-]+", last)) is not None:
                    self._assets.setdefault(_asset(asset[0]), path)
        if (joplin := _ID.match(name)) is not None:
            found = self._ids.get(joplin[1].lower())
            return None if found is None else self._paths[found]
        if _ASSET.match(name):
            asset_path = self._assets.get(_asset(name))
            return None if asset_path is None else self._paths[asset_path]
        folder = PurePosixPath(ref).parent
        written = name.replace("\\", "/")
        texts = list(dict.fromkeys((written, unquote(written))))
        for text in texts:
            for start in (folder, *folder.parents):
                opener = self._paths.get(_plain(str(start / text)))
                if opener is not None:
                    return opener
        # Of several of one name the one whose folders are those that were written.
        same = [
            (_shared(path, _plain(text)), path)
            for text in texts
            for path in self._names.get(_plain(text).rpartition("/")[2].casefold(), ())
        ]
        if same:
            return self._paths[max(same, key=lambda pair: pair[0])[1]]
        return None

    def _listed(self) -> dict[str, Opener]:
        def wanted(name: str) -> bool:
            return PurePosixPath(name).suffix.lower() not in _NOTES or name.startswith("file")

        found: dict[str, Opener] = {}
        folders: list[Path] = []
        try:
            if self._path.is_dir():
                for each in walk(self._path, wanted):
                    if isinstance(each, Found):
                        found[_plain(each.ref)] = partial(on_disk, each.path)
            elif is_zip(self._path):
                for name, outer in _in_zip(self._path, wanted):
                    prefix = f"{printable(self._path.name)}/"
                    shown = f"{prefix}{outer}/{name}" if outer else f"{prefix}{name}"
                    found[_plain(shown)] = partial(_opened, self._path, outer, name)
            elif self._path.suffix.lower() in _TARS:
                for member in tar_entries(self._path, wanted):
                    if isinstance(member, Entry):
                        found[_plain(member.ref)] = member.open
            else:
                with os.scandir(self._path.parent) as listing:
                    for entry in listing:
                        if entry.is_dir():
                            if _saved_with(self._path, entry.name):
                                folders.append(Path(entry.path))
                        elif wanted(entry.name) and entry.is_file():
                            found[printable(entry.name)] = partial(on_disk, Path(entry.path))
                for folder in folders:
                    for each in walk(folder, wanted):
                        if isinstance(each, Found):
                            found[f"{printable(folder.name)}/{each.ref}"] = partial(
                                on_disk, each.path
                            )
        except (*FAULTS, ValueError):
            return found
        return found


def named(texts: Iterator[str] | Sequence[str]) -> list[str]:
    """Return what texts in Markdown show by a name of their own, in order, each once."""
    found: dict[str, None] = {}
    for text in texts:
        if "![" not in text:
            continue
        for match in _NAMED.finditer(text):
            name = next(group for group in match.groups() if group is not None).strip()
            suffix = PurePosixPath(name).suffix.lower()
            by_id = _ASSET.match(name) or _ID.match(name)
            if name and not _SCHEME.match(name) and (suffix not in _NOTES or by_id):
                found.setdefault(name)
                if len(found) >= MOST:
                    return list(found)
    return list(found)


def _plain(path: str) -> str:
    """Return a path without ``.`` and ``..``; what leads out of the source leads to nothing."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in ("", ".", ".."):
            parts.append(part)
    return "/".join(parts)


def _shared(path: str, written: str) -> int:
    """Return how many last parts two paths share."""
    both = zip(reversed(path.split("/")), reversed(written.split("/")), strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], both))


def _saved_with(page: Path, folder: str) -> bool:
    """Return whether a folder is what a browser saves with a page: its name and a word more."""
    return page.suffix.lower() in _PAGES and bool(
        re.fullmatch(re.escape(page.stem) + r"[-_. ]\w{3,20}", folder)
    )


def on_disk(path: Path) -> IO[bytes]:
    """Open a file on the disk for reading."""
    return path.open("rb")


def _asset(name: str) -> str:
    """Return what the names of one ChatGPT file have in common: its id."""
    return "-".join(name.replace("_", "-", 1).split("-")[:2]).partition(".")[0]


def _in_zip(path: Path, wanted: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Yield (member, the zip inside the zip that holds it) of what is wanted."""
    name = printable(path.name)
    with zipfile.ZipFile(path) as archive:
        infos = list(members(archive, name, lambda each: wanted(each.rpartition("/")[2])))
        for info in infos:
            if not isinstance(info, zipfile.ZipInfo):
                continue
            if not info.filename.lower().endswith(".zip"):
                yield info.filename, ""
            elif info.file_size <= INNER_LIMIT:
                inner = zipfile.ZipFile(io.BytesIO(_inner(path, info.filename)))
                for each in members(inner, name, lambda it: wanted(it.rpartition("/")[2])):
                    if isinstance(each, zipfile.ZipInfo):
                        yield each.filename, info.filename


@contextmanager
def _opened(path: Path, outer: str, member: str) -> Iterator[IO[bytes]]:
    source: Path | io.BytesIO = path if not outer else io.BytesIO(_inner(path, outer))
    with zipfile.ZipFile(source) as archive, archive.open(member) as file:
        yield file


def _inner(path: Path, outer: str) -> bytes:
    """Return a zip that lies in a zip; the last one is kept, for its members are asked in turn."""
    return zip_in_zip(path, outer, path.stat().st_mtime_ns)

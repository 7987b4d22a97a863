"""reStructuredText (`.rst`): sections by their underlined titles, code, links, fields at the head.

After the reStructuredText Markup Specification and Directives (docutils), and what Sphinx adds
(`:doc:`, ``code-block``). It is not docutils that reads it: that reads from disk what a text
includes, and leaves out what it does not know. A text becomes Markdown: titles, code, pictures and
links in its form, all other words as they were.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import ClassVar

from palace.importers.base import About
from palace.importers.chatgpt_messages import clean
from palace.importers.entries import Entry
from palace.importers.file_importer import FileImporter
from palace.importers.files import TEXT_LIMIT, Content
from palace.importers.light_markup import fenced, link, with_links
from palace.importers.notes import note_item
from palace.importers.times import from_file_name, from_value
from palace.model.drafts import DraftItem, Unreadable

_ADORNMENT = re.compile(r"^([!-/:-@\[-`{-~])\1+\s*$")
_FIELD = re.compile(r"^:([^:\n`]{1,80}):(?: +(.*))?$")
_DIRECTIVE = re.compile(r"^(\s*)\.\. ([\w-]+):: *(.*)$")
_OPTION = re.compile(r"^\s+:([\w-]+):(?: +(.*))?$")
_NAMED = re.compile(r"`([^`<>\n]{1,500}?)\s*<([^`<>\n]{1,1000})>`__?")
_DOC = re.compile(r":doc:`(?:([^`<>\n]{1,500}?)\s*<)?([^`<>\n]{1,1000})>?`")
_ITEM = re.compile(r"^ *(?:[-*+•]|(?:\d{1,9}|[a-zA-Z#])[.)]) +(?=\S)")
_HASH = re.compile(r"^(\s*)(#{1,6}\s)")
_CODE = frozenset({"code", "code-block", "sourcecode", "highlight", "parsed-literal", "literal"})
_TAGS = frozenset({"tags", "keywords", "category", "categories"})
_DEEPEST = 6


class RstImporter(FileImporter):
    """Reads reStructuredText. A file is an item and an object."""

    kind: ClassVar[str] = "rst"
    title: ClassVar[str] = "reStructuredText (.rst)"
    about: ClassVar[About] = About(
        product="reStructuredText (Sphinx, Pelican, Nikola)",
        reads=".rst files, alone, in a folder or zip",
        export="nothing to export: give the folder",
        becomes="a file is an object, its sections make the pages; fields at its head, code, and "
        "links between files are kept",
        limits="Substitutions and directives stay as they are written; nothing that a text "
        "includes is read.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".rst", ".rest"})

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield the file."""
        content = entry.text(TEXT_LIMIT)
        yield content if isinstance(content, Unreadable) else _note(entry, content)


def _note(entry: Entry, content: Content) -> DraftItem:
    reader = _Reader(clean(content.text).expandtabs(8).split("\n"))
    reader.read()
    stem = PurePosixPath(entry.ref).stem
    fields = {name.casefold(): value for name, value in reader.fields.items()}
    created = next(
        (at for name in ("date", "created") if (at := from_value(fields.get(name)))), None
    )
    updated = next(
        (at for name in ("modified", "updated") if (at := from_value(fields.get(name)))), None
    )
    author = fields.get("author") or fields.get("authors")
    tags = [
        tag.strip()
        for value in (*reader.tags, *(fields[name] for name in _TAGS if name in fields))
        for tag in re.split(r"[,;\n]", value)
        if tag.strip()
    ]
    first = fields.get("title") or reader.title
    item = note_item(
        ref=entry.ref,
        place=entry.place,
        title=first[:300] or stem,
        text="\n".join(reader.lines).strip("\n") or "\n".join(reader.fields.values()),
        fingerprint=hashlib.sha256(content.raw).hexdigest(),
        created=created or from_file_name(stem) or entry.modified,
        updated=updated or entry.modified,
        author=author,
        tags=tags,
        properties={name: value for name, value in reader.fields.items() if value},
        notice=content.notice,
    )
    return with_links(item, RstImporter.suffixes)


class _Reader:
    """Goes through a text once, line by line.

    Parameters
    ----------
    lines
        The text's, without tabs.
    """

    def __init__(self, lines: list[str]) -> None:
        self._in = lines
        self._at = 0
        self._styles: list[tuple[str, bool]] = []
        self.lines: list[str] = []
        self.fields: dict[str, str] = {}
        self.tags: list[str] = []
        self.title = ""
        self._began = False  # whether the text has, so that fields are none of its head

    def read(self) -> None:
        """Read all of it."""
        while self._at < len(self._in):
            if not (self._heading() or self._head_fields() or self._directive()):
                self._paragraph_line()

    def _line(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._in[at] if 0 <= at < len(self._in) else ""

    def _add(self, *lines: str) -> None:
        """Add lines, of blank ones no two after one another."""
        for line in lines:
            if line or (self.lines and self.lines[-1]):
                self.lines.append(line)

    def _heading(self) -> bool:
        """Read a title, underlined and perhaps overlined."""
        over = _ADORNMENT.match(self._line())
        below = _ADORNMENT.match(self._line(2)) if over is not None else None
        if over is not None and below is not None and self._line(1).strip():
            title, adorned, length = self._line(1).strip(), below, 3
            if over[1] != below[1] or _ADORNMENT.match(self._line(1)):
                return False
        else:
            title = self._line().rstrip()
            under = _ADORNMENT.match(self._line(1))
            if under is None or not title or title[0] == " " or over is not None:
                return False
            if self.lines and self.lines[-1].strip():
                return False  # the last line of a paragraph
            adorned, over, length = under, None, 2
        if len(adorned[0].rstrip()) < min(len(title), 4):
            return False
        style = (adorned[1], over is not None)
        if style not in self._styles:
            self._styles.append(style)
        level = min(self._styles.index(style) + 1, _DEEPEST)
        self._began = self._began or bool(self.title)
        self.title = self.title or title
        self._add("", f"{'#' * level} {_inline(title)}", "")
        self._at += length
        return True

    def _head_fields(self) -> bool:
        """Read the fields at the head, before the text or right after its title."""
        if _FIELD.match(self._line()) is None:
            return False
        if self._began:
            return False
        name = ""
        while self._at < len(self._in):
            line = self._line()
            match = _FIELD.match(line)
            if match is not None:
                name = match[1].strip()
                self.fields[name] = (match[2] or "").strip()
            elif line.startswith(" ") and line.strip():
                self.fields[name] = f"{self.fields[name]} {line.strip()}".strip()
            else:
                break
            self._at += 1
        return True

    def _directive(self) -> bool:
        """Read a block of code, a picture, or tags; other directives stay as they are."""
        match = _DIRECTIVE.match(self._line())
        if match is None:
            return False
        self._began = True
        indent, name, argument = match[1], match[2].lower(), match[3].strip()
        if name in _CODE:
            self._at += 1
            self._options()
            self._code(indent, argument)
        elif name in {"image", "figure"} and argument:
            self._at += 1
            alt = self._options().get("alt", "")
            self.lines.append(indent + link(alt, argument, picture=True))
        elif name == "tags":
            self.tags.append(argument)
            self._at += 1
        else:
            return False
        return True

    def _options(self) -> dict[str, str]:
        found: dict[str, str] = {}
        while match := _OPTION.match(self._line()):
            found[match[1]] = (match[2] or "").strip()
            self._at += 1
        return found

    def _code(self, indent: str, language: str = "") -> None:
        """Read an indented block as code, whole."""
        start = self._at
        end = start
        while self._at < len(self._in):
            line = self._in[self._at]
            if line.strip():
                if len(line) - len(line.lstrip(" ")) <= len(indent):
                    break
                end = self._at + 1
            self._at += 1
        self._at = end
        block = self._in[start:end]
        while block and not block[0].strip():
            block.pop(0)
        if block:
            self._add("")
            self.lines += fenced(block, language, indent)
            self._add("")

    def _paragraph_line(self) -> None:
        line = self._line().rstrip()
        self._began = self._began or bool(line)
        self._at += 1
        begin = _ITEM.match(line)  # in an item of a list, what follows its mark
        indent = " " * len(begin[0]) if begin else line[: len(line) - len(line.lstrip(" "))]
        if line.endswith("::") and not line.lstrip().startswith(".. "):
            shown = line[:-1] if line.strip() != "::" else ""
            self._add(_inline(shown.removesuffix(" :")))
            self._code(indent)
            return
        self._add(_HASH.sub(r"\1\\\2", _inline(line)))


def _inline(line: str) -> str:
    """Return a line with its links as Markdown writes them."""
    if "`" not in line:
        return line
    line = _DOC.sub(_document, line)
    return _NAMED.sub(lambda found: link(found[1], found[2]), line)


def _document(found: re.Match[str]) -> str:
    path = found[2].strip()
    name = path.rpartition("/")[2]
    target = path if path.endswith((".rst", ".rest")) else f"{path}.rst"
    return link(found[1] or name, target.lstrip("/"))

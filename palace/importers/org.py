"""Org files (`.org`): headlines with what is to do, tags, properties, times, and links.

After the Org Syntax document (orgmode.org/worg/org-syntax) and karlicoss/orgparse; that library is
not used, for on 65 kB of half timestamps it takes 35 s. A text becomes Markdown: headlines, blocks
and links in its form, all other words as they were.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import ClassVar

from palace.importers.base import About
from palace.importers.chatgpt_messages import clean
from palace.importers.entries import Entry
from palace.importers.file_importer import FileImporter
from palace.importers.files import TEXT_LIMIT, Content
from palace.importers.light_markup import PICTURES, fenced, link, with_links
from palace.importers.notes import merged, note_item
from palace.importers.sections import plain_heading
from palace.importers.times import from_file_name, from_value
from palace.model.drafts import DraftItem, Unreadable
from palace.model.moments import Moment

_HEADLINE = re.compile(r"^(\*+) +(.*)$")
_TAGS = re.compile(r":(?:[\w@#%]+:)+")
_PRIORITY = re.compile(r"^\[#([A-Z0-9]{1,2})\] *")
_KEYWORD = re.compile(r"^#\+(\w+(?:\[\w+\])?):(?: +(.*))?$")
_PLANNING = re.compile(r"(SCHEDULED|DEADLINE|CLOSED): *([<\[][^<>\[\]\n]{1,80}[>\]])")
_PROPERTY = re.compile(r"^\s*:([^\s:]+?)\+?:(?: +(.*))?$")
_CLOCK = re.compile(r"^\s*CLOCK: *(.{1,200})$")
_BEGIN = re.compile(r"^\s*#\+begin_(\w+)(?: +(\S+))?", re.IGNORECASE)
_END = re.compile(r"^\s*#\+end_(\w+)\s*$", re.IGNORECASE)
_TIME = re.compile(r"[<\[](\d{4}-\d\d-\d\d)(?: [^\W\d]+\.?)?(?: (\d{1,2}:\d\d))?")
_LINK = re.compile(r"\[\[([^\[\]\n]{1,2000})\](?:\[([^\[\]\n]{1,2000})\])?\]")
_WEB = re.compile(r"^(?:https?|ftp|mailto|tel):", re.IGNORECASE)
_ALIASES = re.compile(r'"([^"]+)"|(\S+)')
_CODE = frozenset({"src", "example", "export"})
_DEEPEST = 6
_MOST_HEADLINES = 5_000
_HEAD_KEYS = frozenset({"title", "author", "date", "filetags", "todo", "seq_todo", "typ_todo"})


@dataclass
class _File:
    """What is gathered on the way through a file."""

    keywords: dict[str, str] = field(default_factory=dict)
    states: set[str] = field(default_factory=lambda: {"TODO", "DONE"})
    tags: list[str] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    headlines: list[dict[str, object]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    times: dict[str, Moment] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    began: bool = False
    """Whether the text has begun, and the head is over."""


class OrgImporter(FileImporter):
    """Reads Org files. A file is an item and an object."""

    kind: ClassVar[str] = "org"
    title: ClassVar[str] = "Org files (.org)"
    about: ClassVar[About] = About(
        product="Org mode (Emacs, Org-roam, Denote, Logseq)",
        reads=".org files, alone, in a folder or zip",
        export="nothing to export: give the folder",
        becomes="a file is an object, its headlines make the pages; what is to do, tags, "
        "properties, times, code, and links by file or id are kept",
        limits="Clocked times and properties of headlines are kept beside the text; macros, "
        "formulas and what is included are not worked out.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".org"})

    def leaves(self, entry: Entry) -> bool:
        """Return whether it is what Logseq keeps of a page from before."""
        return "logseq/bak/" in entry.ref

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield the file."""
        content = entry.text(TEXT_LIMIT)
        yield content if isinstance(content, Unreadable) else _note(entry, content)


def _note(entry: Entry, content: Content) -> DraftItem:
    file = _read(clean(content.text))
    stem = PurePosixPath(entry.ref).stem
    known = file.keywords
    created = _time(known.get("date", "")) or from_file_name(stem)
    created = created or _time(file.properties.get("CREATED", "")) or entry.modified
    properties: dict[str, object] = {
        key: value for key, value in known.items() if key not in _HEAD_KEYS and value
    }
    properties.update(file.properties)
    if file.headlines:
        properties["headlines"] = file.headlines[:_MOST_HEADLINES]
    item = note_item(
        ref=entry.ref,
        place=entry.place,
        title=known.get("title", "")[:300] or stem,
        text="\n".join(file.lines).strip("\n"),
        fingerprint=hashlib.sha256(content.raw).hexdigest(),
        created=created,
        updated=entry.modified,
        author=known.get("author") or None,
        tags=merged(file.tags),
        aliases=tuple(dict.fromkeys(file.names)),
        properties=properties,
        notice=content.notice,
    )
    if item.objects and file.times:
        thing = item.objects[0]
        memories = tuple(
            replace(memory, at=file.times.get(memory.title, memory.at)) for memory in thing.memories
        )
        item = replace(item, objects=(replace(thing, memories=memories),))
    return with_links(item, OrgImporter.suffixes)


def _read(text: str) -> _File:
    lines = text.split("\n")
    file = _File()
    for line in lines:
        match = _KEYWORD.match(line)
        if match is not None and match[1].lower() in {"todo", "seq_todo", "typ_todo"}:
            words = re.sub(r"\([^()]*\)", "", match[2] or "").replace("|", " ").split()
            file.states.update(words[:50])
    heads = [at for at, line in enumerate(lines) if _HEADLINE.match(line)]
    ends: dict[str, list[int]] = {}
    drawers: list[int] = []
    for at, line in enumerate(lines):
        match = _END.match(line)
        if match is not None:
            ends.setdefault(match[1].lower(), []).append(at)
        elif line.strip().upper() == ":END:":
            drawers.append(at)
    at = 0
    while at < len(lines):
        head = _HEADLINE.match(lines[at])
        limit = _next(heads, at, len(lines))
        if head is not None:
            at = _headline(file, head, lines, at + 1, limit)
            continue
        begin = _BEGIN.match(lines[at])
        end = _next(ends.get(begin[1].lower(), []), at, limit) if begin is not None else limit
        if begin is not None and end < limit:
            file.lines += _block(begin, lines[at + 1 : end])
            file.began = True
            at = end + 1
            continue
        name = lines[at].strip().upper()
        end = _next(drawers, at, limit)
        if name == ":PROPERTIES:" and end < limit and not file.began:
            file.properties.update(_drawer(lines[at + 1 : end]))
            _named(file, file.properties)
            at = end + 1
        elif name == ":LOGBOOK:" and end < limit:
            file.lines += [_shown(line) for line in lines[at + 1 : end] if not _CLOCK.match(line)]
            at = end + 1
        else:
            _line(file, lines[at])
            at += 1
    return file


def _next(places: list[int], at: int, otherwise: int) -> int:
    """Return the first place after one, if it is before the next headline."""
    found = bisect_right(places, at)
    return min(places[found], otherwise) if found < len(places) else otherwise


def _headline(file: _File, head: re.Match[str], lines: list[str], at: int, limit: int) -> int:
    """Take in a headline with its planning and properties; return the line after these."""
    file.began = True
    words = head[2].rstrip()
    known: dict[str, object] = {}
    last = words.rsplit(None, 1)[-1] if words else ""
    if _TAGS.fullmatch(last):
        known["tags"] = last.strip(":").split(":")
        file.tags += last.strip(":").split(":")
        words = words[: -len(last)].rstrip()
    state, _, rest = words.partition(" ")
    title = words
    if state in file.states:
        known["todo"] = state
        title = rest.strip()
    priority = _PRIORITY.match(title)
    if priority is not None:
        known["priority"] = priority[1]
        title = title[priority.end() :]
    marks = "#" * min(len(head[1]), _DEEPEST)
    shown = _shown(" ".join(words.split()))
    if file.lines and file.lines[-1]:
        file.lines.append("")
    if shown:
        file.lines.append(f"{marks} {shown}")
    when = _time(title)
    plan = [*_PLANNING.finditer(lines[at])] if at < limit else []
    if plan and re.match(r"\s*(?:SCHEDULED|DEADLINE|CLOSED):", lines[at]):
        known.update((match[1].lower(), match[2]) for match in plan)
        file.lines.append(lines[at].strip())
        at += 1
    if at < limit and lines[at].strip().upper() == ":PROPERTIES:":
        end = next((n for n in range(at, limit) if lines[n].strip().upper() == ":END:"), None)
        if end is not None:
            own = _drawer(lines[at + 1 : end])
            known["properties"] = own
            _named(file, own)
            when = when or _time(own.get("CREATED", ""))
            at = end + 1
    clocks = [m[1] for n in range(at, min(limit, at + 200)) if (m := _CLOCK.match(lines[n]))]
    if clocks:
        known["clock"] = clocks
    if known:
        file.headlines.append({"title": title[:500], **known})
    if when is not None:
        file.times.setdefault(plain_heading(shown), when)
    return at


def _drawer(lines: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in map(_PROPERTY.match, lines):
        if match is not None:
            value = (match[2] or "").strip()
            found[match[1]] = f"{found[match[1]]} {value}" if match[1] in found else value
    return found


def _named(file: _File, properties: dict[str, str]) -> None:
    """Keep the names by which a file, or a headline in it, can be linked to."""
    identity = properties.get("ID") or properties.get("CUSTOM_ID")
    if identity:
        file.names.append(identity[:200])
    for match in _ALIASES.finditer(properties.get("ROAM_ALIASES", "")[:5_000]):
        file.names.append(match[1] or match[2])


def _line(file: _File, line: str) -> None:
    """Take in a line that is neither headline nor block."""
    match = _KEYWORD.match(line)
    if match is not None and not file.began:
        name, value = match[1].lower(), (match[2] or "").strip()
        if name == "filetags":
            file.tags += [tag for tag in re.split(r"[:\s]+", value) if tag]
        elif name in {"identifier", "roam_alias"}:
            file.names += [each[0] or each[1] for each in _ALIASES.findall(value[:5_000])]
        file.keywords[name] = f"{file.keywords[name]} {value}" if name in file.keywords else value
        return
    file.began = file.began or bool(line.strip())
    if line.startswith("# ") or line == "#":
        inside = line[2:].replace("--", "- -")
        line = f"<!-- {inside} -->"
    elif re.match(r"-{5,}\s*$", line):
        file.lines.append("")  # a rule, and no underline of the line before
    file.lines.append(_shown(line))


def _block(begin: re.Match[str], lines: list[str]) -> list[str]:
    name = begin[1].lower()
    if name in _CODE:
        # A comma keeps a star or a keyword in code from being one.
        inside = [re.sub(r"^(\s*),(?=,*(?:\*|#\+))", r"\1", line) for line in lines]
        return fenced(inside, begin[2] or "" if name == "src" else "")
    if name == "quote":
        return ["", *(f"> {_shown(line).strip()}".rstrip() for line in lines), ""]
    return [*map(_shown, lines)] if name != "comment" else fenced(lines, "comment")


def _shown(line: str) -> str:
    return _LINK.sub(_link, line) if "[[" in line else line


def _link(found: re.Match[str]) -> str:
    """Return a link as Markdown writes it."""
    target, words = found[1].strip(), (found[2] or "").strip()
    if _WEB.match(target):
        return link(words, target) if words else f"<{target}>"
    scheme, colon, rest = target.partition(":")
    if target.startswith(("*", "#")):
        return link(words or target.lstrip("*# "), f"#{target.lstrip('*# ')}")
    if colon and scheme in {"id", "denote", "roam"}:
        return link(words or rest, f"{scheme}:{rest.partition('::')[0]}")
    if colon and scheme not in {"file", "attachment"} and not target.startswith(("./", "../")):
        return link(words or target, target)
    path, _, place = (rest if scheme in {"file", "attachment"} else target).partition("::")
    file = PurePosixPath(path.strip())
    if not file.suffix and scheme != "file":
        return link(words or target, f"roam:{target}")  # the words of a headline, or a title
    if file.suffix.lower() in PICTURES:
        return link(words, str(file), picture=True)
    heading = place.lstrip("*# ")
    return link(words or file.name, f"{file}#{heading}" if heading else str(file))


def _time(text: str) -> Moment | None:
    """Return the moment of the first timestamp in a text, or of the text itself."""
    match = _TIME.search(text[:500])
    if match is None:
        return from_value(text.strip())
    day, clock = match.groups()
    return from_value(f"{day} {clock.zfill(5)}" if clock else day)

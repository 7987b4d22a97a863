"""Cutting a Markdown text into sections at its headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

SMALLEST = 80
"""Characters of a section's body below which it does not stand alone."""

LONGEST_HEADING = 2_000
"""Characters of a heading that name its section."""

_MAY_HOLD_HEADING = re.compile(r"^ {0,3}(?:#{1,6}(?:[ \t]|$)|=+[ \t]*$|-+[ \t]*$)", re.MULTILINE)
_MAY_HOLD_CODE = re.compile(r"^(?:[ >\-*+\d.)]*(?:```|~~~)|(?: {4}| *\t))", re.MULTILINE)
_BLOCK_ID = re.compile(r"(?:^|\s)\^([A-Za-z0-9-]+)\s*$")
_LINK = re.compile(r"!?\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]|!?\[([^\[\]]*)\]\([^()]*\)")
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3}|~~|==|`+)(?=\S)(.+?)(?<=\S)\1(?!\w)")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a section that can be pointed at: ``ref`` is a heading path or ``^id``."""

    start: int
    end: int
    ref: str


@dataclass(frozen=True, slots=True)
class Section:
    """One section, or a few small ones together.

    Parameters
    ----------
    text
        Its lines as they were, headings included, without blank lines around.
    title
        Its heading, empty for what stands before the first one.
    ref
        The path of headings to it, joined by ``#``; unique within the text.
    parts
        The stretches of the text, in order and covering it; more than one where small
        sections were joined or a block has an identifier.
    start
        Where the text begins in the text that was cut.
    """

    text: str
    title: str
    ref: str
    parts: tuple[Part, ...]
    start: int = 0


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of a text, and what was seen on the way.

    Parameters
    ----------
    sections
        In order. Only white space of the text is in none of them.
    first_h1
        The first heading of the highest level, or None.
    code_lines
        Ranges of lines, half open, that are code.
    """

    sections: tuple[Section, ...]
    first_h1: str | None
    code_lines: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Stretch:
    """The lines from one heading to the next."""

    start: int
    end: int
    title: str
    path: tuple[str, ...]
    body: int

    @property
    def ref(self) -> str:
        return "#".join(self.path)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Blocks alone: what stands inside a line is never needed as tokens.
    return MarkdownIt("commonmark").disable("inline")


def outline(text: str) -> Outline:
    r"""Cut a text into sections.

    A heading opens a section; one inside code, a quotation or a list does not. A section whose
    body is shorter than `SMALLEST` joins its parent where it follows on it, otherwise its small
    neighbours under the same parent, otherwise the section before.

    Parameters
    ----------
    text
        Markdown with ``\n`` as ends of lines.
    """
    headed = _MAY_HOLD_HEADING.search(text) is not None
    tokens: list[Token] = []
    if headed or _MAY_HOLD_CODE.search(text) is not None:
        tokens = _parser().parse(text)
    lines = text.split("\n")
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    code = tuple(
        (token.map[0], token.map[1])
        for token in tokens
        if token.type in {"fence", "code_block"} and token.map is not None
    )
    stretches, first_h1 = _stretches(lines, tokens)
    sections = tuple(
        section
        for group in _group(stretches)
        if (section := _section(lines, offsets, group, code)) is not None
    )
    return Outline(sections, first_h1, code)


def plain_heading(markup: str) -> str:
    """Return a heading's words without links and emphasis; of a very long one the beginning."""
    words = markup[:LONGEST_HEADING]
    words = _LINK.sub(lambda found: found[2] or found[1] or found[3] or "", words)
    for _ in range(3):
        words, changed = _EMPHASIS.subn(r"\2", words)
        if not changed:
            break
    words = _BLOCK_ID.sub("", words)
    return " ".join(words.split())


def _stretches(lines: list[str], tokens: list[Token]) -> tuple[list[_Stretch], str | None]:
    first_h1: str | None = None
    found: list[_Stretch] = []
    taken: set[tuple[str, ...]] = {()}
    numbers: dict[tuple[str, ...], int] = {}
    above: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    path: tuple[str, ...] = ()
    start, title, heading_end = 0, "", 0
    for at, token in enumerate(tokens):
        if token.type != "heading_open" or token.level != 0 or token.map is None:
            continue
        level = int(token.tag[1])
        heading = plain_heading(tokens[at + 1].content)
        body = _length(lines, heading_end, token.map[0])
        found.append(_Stretch(start, token.map[0], title, path, body))
        if level == 1 and first_h1 is None and heading:
            first_h1 = heading
        while above[-1][0] >= level:
            above.pop()
        path = (*above[-1][1], heading)
        plain = path
        number = numbers.get(plain, 1)
        while path in taken:
            number += 1
            path = (*above[-1][1], f"{heading} ({number})")
        numbers[plain] = number
        taken.add(path)
        above.append((level, path))
        start, title, heading_end = token.map[0], heading, token.map[1]
    body = _length(lines, heading_end, len(lines))
    found.append(_Stretch(start, len(lines), title, path, body))
    return [each for each in found if each.path or each.body], first_h1


def _length(lines: list[str], start: int, end: int) -> int:
    return sum(len(line.strip()) for line in lines[start:end])


def _group(stretches: list[_Stretch]) -> list[list[_Stretch]]:
    """Join small stretches with their parent, their like, or their neighbour, in order."""
    groups: list[list[_Stretch]] = []
    for stretch in stretches:
        if groups and stretch.body < SMALLEST and _takes(groups[-1], stretch):
            groups[-1].append(stretch)
        else:
            groups.append([stretch])
    joined: list[list[_Stretch]] = []
    heads: list[_Stretch] = []
    ahead: list[_Stretch] = []  # small parents that go with their first child
    for at, group in enumerate(groups):
        head = group[0]
        after = groups[at + 1][0] if at + 1 < len(groups) else None
        if sum(each.body for each in group) < SMALLEST:
            if after is not None and (_is_above(head, after) or not joined):
                ahead.extend(group)
                continue
            if joined:
                joined[-1].extend(ahead + group)
                ahead = []
                continue
        # What went ahead gives its lines, but not its name.
        joined.append(ahead + group)
        heads.append(head)
        ahead = []
    if ahead:
        joined.append(ahead)
        heads.append(ahead[0])
    for group, head in zip(joined, heads, strict=True):
        group.sort(key=lambda each: each.start)
        group.insert(0, head)  # the namesake first; `_section` reads it so
    return joined


def _takes(group: list[_Stretch], stretch: _Stretch) -> bool:
    head = group[0]
    if _is_above(head, stretch):
        return True
    # All but the first are small anyway, or they would not be in the group.
    return head.body < SMALLEST and head.path[:-1] == stretch.path[:-1]


def _is_above(upper: _Stretch, lower: _Stretch) -> bool:
    return len(upper.path) < len(lower.path) and lower.path[: len(upper.path)] == upper.path


def _section(
    lines: list[str],
    offsets: list[int],
    group: list[_Stretch],
    code: tuple[tuple[int, int], ...],
) -> Section | None:
    head, *stretches = group
    first, last = stretches[0].start, stretches[-1].end
    while first < last and not lines[first].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    if first == last:
        return None
    text = "\n".join(lines[first:last])
    base = offsets[first]
    marks: list[tuple[int, str]] = []
    for stretch in stretches:
        begin, end = max(stretch.start, first), min(stretch.end, last)
        marks.append((begin, stretch.ref))
        for block_start, block_end, name in _blocks(lines, begin, end, code):
            marks.append((block_start, f"^{name}"))
            if block_end < end:
                marks.append((block_end, stretch.ref))
    parts: list[Part] = []
    for at, (begin, ref) in enumerate(marks):
        end = marks[at + 1][0] if at + 1 < len(marks) else last
        if begin < end:
            parts.append(Part(offsets[begin] - base, min(offsets[end] - base, len(text)), ref))
    return Section(text, head.title, head.ref, tuple(parts), base)


def _blocks(
    lines: list[str], start: int, end: int, code: tuple[tuple[int, int], ...]
) -> list[tuple[int, int, str]]:
    """Return the blocks that end in an identifier (``^name``): first line, line after, name."""
    found: list[tuple[int, int, str]] = []
    for number in range(start, end):
        line = lines[number]
        if "^" not in line:
            continue
        match = _BLOCK_ID.search(line)
        if match is None or any(low <= number < high for low, high in code):
            continue
        low = found[-1][1] if found else start
        first = number
        if re.match(r"\s*(?:[-*+]|\d+[.)])\s", line):
            pass  # an item of a list is a block of its own
        else:
            if line.strip() == f"^{match[1]}":  # names the block above it
                while first > low and not lines[first - 1].strip():
                    first -= 1
            while first > low and lines[first - 1].strip():
                first -= 1
        found.append((first, number + 1, match[1]))
    return found

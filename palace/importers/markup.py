"""Links and tags inside Markdown text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

from palace.importers.chatgpt_messages import clean as storable
from palace.model.drafts import DraftLink, LinkKind

_WIKILINK = re.compile(r"(!?)\[\[([^\[\]\n]+?)\]\]")
_MARKDOWN_LINK = re.compile(
    r"(!?)\[([^\[\]\n]*)\]\(\s*(?:<([^<>\n]+)>|([^\s()<>]+(?:\([^\s()]*\)[^\s()]*)*))"
    r"(?:\s+\"[^\"\n]*\")?\s*\)"
)
_TAG = re.compile(r"(?<!\S)#([\w/\-]*[^\W\d][\w/\-]*)")
_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.\-]+:|^//")
_LOCAL_NOTE = re.compile(r"\.(?:md|markdown|txt)$", re.IGNORECASE)


def without_code(text: str, code_lines: Sequence[tuple[int, int]]) -> str:
    """Return the text with code blanked out, every other character where it was.

    Parameters
    ----------
    text
        Markdown.
    code_lines
        Ranges of lines, half open, that are code blocks.
    """
    if code_lines:
        lines = text.split("\n")
        for start, end in code_lines:
            for number in range(start, min(end, len(lines))):
                lines[number] = " " * len(lines[number])
        text = "\n".join(lines)
    if "`" in text:
        text = _blank_code_spans(text)
    return text


def _blank_code_spans(text: str) -> str:
    """Blank out code spans: a run of backticks up to the next run of the same length."""
    pieces: list[str] = []
    done = 0
    runs = [(run.start(), run.end()) for run in re.finditer("`+", text)]
    # For each length the runs still ahead, so that an unclosed one costs nothing to look up.
    ahead: dict[int, list[int]] = {}
    for number in range(len(runs) - 1, -1, -1):
        start, end = runs[number]
        ahead.setdefault(end - start, []).append(number)
    number = 0
    while number < len(runs):
        start, end = runs[number]
        same = ahead[end - start]
        while same and same[-1] <= number:
            same.pop()
        if not same or "\n\n" in text[end : min(runs[same[-1]][0], end + 10_000)]:
            number += 1
            continue
        close = same[-1]
        pieces.append(text[done:start])
        done = runs[close][1]
        pieces.append(re.sub(r"[^\n]", " ", text[start:done]))
        number = close + 1
    pieces.append(text[done:])
    return "".join(pieces)


def tags(clean: str) -> list[str]:
    """Return the inline tags of a text that is free of code, without ``#``, in order."""
    found = (match.rstrip("/-") for match in _TAG.findall(clean))
    return list(dict.fromkeys(tag for tag in found if tag.strip("/-")))


def links(clean: str, memory_ref: str) -> list[DraftLink]:
    """Return the links of a text that is free of code, in order, each once.

    Wikilinks and embeds as written; Markdown links where they lead to a local note or image,
    with their path decoded.
    """
    found: list[tuple[int, DraftLink]] = []
    if "[[" in clean:
        for match in _WIKILINK.finditer(clean):
            # Inside a table the bar is escaped.
            target, _, label = match[2].replace("\\|", "|").partition("|")
            if target.strip():
                kind = LinkKind.EMBED if match[1] else LinkKind.WIKILINK
                link = DraftLink(kind, target.strip(), label.strip(), memory_ref)
                found.append((match.start(), link))
    if "](" in clean:
        for match in _MARKDOWN_LINK.finditer(clean):
            written = match[3] or match[4]
            if _SCHEME.match(written):
                continue
            target = storable(unquote(written))
            path = target.partition("#")[0]
            if match[1]:
                kind = LinkKind.EMBED
            elif _LOCAL_NOTE.search(path) or target.startswith("#"):
                kind = LinkKind.WIKILINK
            else:
                continue
            found.append((match.start(), DraftLink(kind, target, match[2].strip(), memory_ref)))
    found.sort(key=lambda each: each[0])
    return list(dict.fromkeys(link for _, link in found))

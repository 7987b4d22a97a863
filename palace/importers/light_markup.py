"""What texts in other light markup have in common that are shown as Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote

from palace.importers import markup
from palace.importers.chatgpt_messages import clean
from palace.importers.sections import outline
from palace.model.drafts import DraftItem, DraftLink, LinkKind

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".tif", ".tiff"})
"""Suffixes of pictures."""
_LINK = re.compile(
    r"(?<!!)\[(?P<words>[^\[\]\n]*)\]\((?:<(?P<angled>[^<>\n]+)>|(?P<bare>[^\s()<>]+))\)"
)
_KNOWN_BY_ID = ("id:", "denote:", "roam:")
_FENCE = re.compile("`{3,}")


def link(words: str, target: str, *, picture: bool = False) -> str:
    """Return a link, or a picture, in Markdown."""
    words = re.sub(r"[\[\]\n]", " ", words).strip()
    target = target.strip()
    if any(sign in target for sign in " ()"):
        target = f"<{target.replace('<', '%3C').replace('>', '%3E')}>"
    return f"{'!' if picture else ''}[{words}]({target})"


def fenced(lines: Sequence[str], language: str = "", indent: str = "") -> list[str]:
    """Return lines of code as a block of Markdown, none of its lines changed but for indentation.

    Parameters
    ----------
    lines
        The code.
    language
        Its language, or nothing.
    indent
        What stands before each line, where the block is in a list.
    """
    blank = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
    common = min(blank, default=0)
    longest = max((len(run) for line in lines for run in _FENCE.findall(line)), default=2)
    fence = "`" * (longest + 1)
    name = re.sub(r"[^\w+#.-]", "", language)[:40]
    inside = [f"{indent}{line[common:]}".rstrip() for line in lines]
    return [f"{indent}{fence}{name}", *inside, f"{indent}{fence}"]


def with_links(item: DraftItem, suffixes: frozenset[str]) -> DraftItem:
    """Return a note with the links in its text that lead to others of its kind.

    Parameters
    ----------
    item
        A note that `notes.note_item` made.
    suffixes
        Of the files that are notes.
    """
    if not item.objects:
        return item
    thing = item.objects[0]
    links = [each for each in thing.links if not each.target.startswith("<")]
    for memory in thing.memories:
        if "](" not in memory.text:
            continue
        prose = markup.without_code(memory.text, outline(memory.text).code_lines)
        for found in _LINK.finditer(prose):
            target = _target(found["angled"] or found["bare"], suffixes)
            if target:
                links.append(DraftLink(LinkKind.WIKILINK, target, found["words"], memory.ref))
    return replace(item, objects=(replace(thing, links=tuple(dict.fromkeys(links))),))


def _target(written: str, suffixes: frozenset[str]) -> str:
    """Return the name of the note to which a link leads; empty where it leads to none."""
    for prefix in _KNOWN_BY_ID:
        if written.startswith(prefix):
            return written[len(prefix) :].strip()
    path, _, heading = unquote(written).partition("#")
    file = PurePosixPath(path)
    if ":" in path.split("/")[0] or file.suffix.lower() not in suffixes:
        return ""
    name = str(file.with_suffix("")).lstrip("./")
    return clean(f"{name}#{heading}" if heading else name)

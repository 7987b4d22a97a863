"""A palace as pages to browse: one for each note or conversation, and an index by rooms.

The pages run nothing and load nothing from elsewhere: pictures are those that the palace keeps, in
the export's own folder. What is out of reach is not on them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from palace.export.names import moment
from palace.export.standing import Standing
from palace.model.drafts import KeptFile
from palace.model.exported import file_name
from palace.model.named_files import by_name, meant

STYLE_FILE = "style.css"
STYLE = """\
:root { color-scheme: light dark; --ink: #2a2622; --soft: #756c62; --rule: #ddd5ca; --link: #8a4b20;
  --paper: #fbf8f3; --said: #f3ede3; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e2d9; --soft: #a1968a; --rule: #453f38;
  --link: #e0a070; --paper: #1f1c19; --said: #2a2622; } }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: var(--ink);
  background: var(--paper); font: 1.05rem/1.6 "Source Serif Pro", Georgia, serif; }
h1, h2, h3, nav, .about, .who { font-family: "Source Sans Pro", sans-serif; }
h1, h2 { line-height: 1.25; }
a { color: var(--link); }
.about, .who { color: var(--soft); font-size: .9rem; }
.memory { border-top: 1px solid var(--rule); padding-top: .5rem; margin-top: 1.5rem; }
.turn { padding: .25rem 1rem; margin: .75rem 0; border-radius: .4rem; }
.turn.asked { background: var(--said); }
pre { overflow-x: auto; padding: .75rem; background: var(--said); border-radius: .4rem; }
code { font-size: .9em; }
table { border-collapse: collapse; } td, th { border: 1px solid var(--rule); padding: .2rem .5rem; }
blockquote { margin-left: 0; padding-left: 1rem; border-left: 3px solid var(--rule); }
details { margin: 1rem 0; }
li { margin: .15rem 0; }
img { max-width: 100%; height: auto; border-radius: .2rem; }
"""
_HEAD = (
    '<!DOCTYPE html>\n<html lang="mul">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'\">\n"
    '<title>{title}</title>\n<link rel="stylesheet" href="{up}' + STYLE_FILE + '">\n'
    "</head>\n<body>\n"
)
_FOOT = "</body>\n</html>\n"
_WIKILINK = re.compile(r"(!?)\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]")
_ASKS = {"user", "human"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page has at hand while a text is written on it.

    Parameters
    ----------
    links
        Name as the text has it → the address that it leads to.
    files
        Of the item, by `palace.model.named_files.by_name`.
    copied
        Hashes of the files in the export → whether a browser shows them as pictures.
    up
        What leads from the page to the export's folder.
    """

    links: Mapping[str, str]
    files: Mapping[str, KeptFile]
    copied: Mapping[str, bool]
    up: str

    def file(self, target: str, words: str) -> str:
        """Return a file as HTML: a picture, a link to what is none, or its words alone."""
        found = meant(self.files, target)
        name = PurePosixPath(target).name or target
        if found is None or found.digest not in self.copied:
            return f"<em>{_safe(words or name)}</em>"
        address = self.up + file_name(found.digest)
        if self.copied[found.digest]:
            return f'<img src="{address}" alt="{_safe(words)}">'
        return f'<a href="{address}" download="{_safe(name)}">{_safe(words or name)}</a>'


def is_picture(head: bytes) -> bool:
    """Return whether a file that begins like this is a picture that every browser shows.

    By the signatures of the MIME Sniffing Standard (6.1); a browser has no name to go by.
    """
    return head.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM")) or (
        head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    )


class Index:
    """The first page: what stands in which room, and what stands nowhere yet."""

    def __init__(self) -> None:
        self._found: list[tuple[str, str, str]] = []

    def add(self, item: Mapping[str, Any], file: str) -> None:
        """Take in the objects of an item that has a page."""
        self._found += [
            (part["id"], part["title"], f"{_address(file)}#{part['id']}") for part in _here(item)
        ]

    def page(self, standing: Standing) -> str:
        """Return the page."""
        rooms: dict[str, list[tuple[int, str]]] = {}
        nowhere: list[str] = []
        for own, title, address in self._found:
            line = f'<a href="{address}">{_safe(title)}</a>'
            spot = standing.spot(own)
            if spot is None:
                nowhere.append(line)
            else:
                rooms.setdefault(spot.room_id, []).append((spot.number, line))
        parts = [_HEAD.format(title="A palace", up=""), "<h1>A palace</h1>\n"]
        parts.append(f'<p class="about">{len(self._found)} things in {len(rooms)} rooms</p>\n')
        for room in standing.rooms:
            if room in rooms:
                parts.append(f"<h2>{_safe(standing.room_name(room))}</h2>\n<ul>\n")
                parts += [f'<li value="{n}">{line}</li>\n' for n, line in sorted(rooms[room])]
                parts.append("</ul>\n")
        if nowhere:
            parts.append("<h2>Without a place</h2>\n<ul>\n")
            parts += [f"<li>{line}</li>\n" for line in nowhere] + ["</ul>\n"]
        return "".join(parts) + _FOOT


def page_of(
    item: Mapping[str, Any],
    file: str,
    files: Mapping[str, str],
    standing: Standing,
    copied: Mapping[str, bool],
) -> str | None:
    """Return an item's page; None where nothing of it is in reach.

    Parameters
    ----------
    item
        Of `palace.queries.Everything`.
    file
        What the page is called.
    files
        Object id → its file, without suffix.
    standing
        Where things stand.
    copied
        Hashes of the item's files that are in the export → whether a browser shows them as
        pictures.
    """
    objects = _here(item)
    if not objects:
        return None
    own = by_name([KeptFile(each["name"], each["digest"], each["size"]) for each in item["files"]])
    up = "../" * (len(PurePosixPath(file).parts) - 1)
    parts = [_HEAD.format(title=_safe(item["title"]), up=up)]
    parts.append(f'<nav><a href="{up}index.html">All rooms</a></nav>\n')
    parts.append(f"<h1>{_safe(item['title'])}</h1>\n")
    parts.append(f'<p class="about">{_safe(_about(item))}</p>\n')
    for part in objects:
        parts.append(f'<section id="{part["id"]}">\n')
        if part["title"] != item["title"]:
            parts.append(f"<h2>{_safe(part['title'])}</h2>\n")
        spot = standing.spot(part["id"])
        told = [f"{spot.room}, number {spot.number}"] if spot else []
        told += [f"#{tag}" for tag in part["tags"]]
        if told:
            parts.append(f'<p class="about">{_safe(" · ".join(told))}</p>\n')
        links = {
            link["target"].casefold(): f"{up}{_address(files[link['to']] + '.html')}#{link['to']}"
            for link in part["links"]
            if link["to"] in files
        }
        shown = Shown(links, own, copied, up)
        parts += [_memory(m, part, shown) for m in part["memories"] if m["reach"] == "here"]
        parts.append("</section>\n")
    return "".join(parts) + _FOOT


def _here(item: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [part for part in item["objects"] if part["reach"] == "here"]


def _about(item: Mapping[str, Any]) -> str:
    told = [item["source"]["kind"], item["place"]]
    for name in ("created", "updated"):
        at = moment(item[name])
        if at is not None:
            told.append(f"{name} {at.isoformat()}")
    if item["missing_since"] is not None:
        told.append("no longer in its source")
    return " · ".join(told)


def _memory(memory: Mapping[str, Any], part: Mapping[str, Any], shown: Shown) -> str:
    said = _turns(memory, shown)
    title = memory["title"]
    if title and title not in {part["title"], _first_line(memory["text"])}:
        said = f"<h3>{_safe(title)}</h3>\n{said}"
    if memory["alternate"]:
        said = f"<details><summary>A branch that was left</summary>\n{said}</details>\n"
    return f'<div class="memory" id="{memory["id"]}">\n{said}</div>\n'


def _first_line(text: str) -> str:
    return text.lstrip().split("\n", 1)[0].lstrip("# ").strip()


def _turns(memory: Mapping[str, Any], shown: Shown) -> str:
    turns: Sequence[Mapping[str, Any]] = memory["segments"]
    if not any(turn["speaker"] for turn in turns):
        return _rendered(memory["text"], shown)
    parts = []
    for turn in turns:
        at = moment(turn["at"])
        who = turn["speaker"] or "unknown"
        head = " · ".join([who, *([at.isoformat()] if at else [])])
        text = _rendered(memory["text"][turn["start"] : turn["end"]], shown)
        asked = " asked" if who in _ASKS else ""
        parts.append(f'<div class="turn{asked}"><p class="who">{_safe(head)}</p>\n{text}</div>\n')
    return "".join(parts)


def _rendered(text: str, shown: Shown) -> str:
    return str(_markdown().render(text, {"shown": shown}))


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.inline.ruler.before("link", "wikilink", _wikilink)
    # Pictures from elsewhere are not loaded; those that are kept are known by their names.
    parser.add_render_rule("image", _image)
    parser.add_render_rule("file", _file)
    return parser


def _image(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    token = tokens[at]
    words = renderer.renderInlineAsText(token.children, options, env)
    shown: Shown = env["shown"]
    return shown.file(unquote(str(token.attrGet("src") or "")), words)


def _file(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    shown: Shown = env["shown"]
    return shown.file(str(tokens[at].attrGet("src") or ""), tokens[at].content)


def _wikilink(state: StateInline, silent: bool) -> bool:
    """Make a link of ``[[name|words]]`` where it is known what it leads to, else its words.

    ``![[name]]`` is a file of the item where it has one of that name.
    """
    found = _WIKILINK.match(state.src, state.pos)
    if found is None or found.end() > state.posMax:
        return False
    if not silent:
        shown: Shown = state.env["shown"]
        target = found[2].strip()
        words = (found[3] or "").strip()
        if found[1] and meant(shown.files, target) is not None:
            token = state.push("file", "", 0)
            token.attrs = {"src": target}
            token.content = "" if words.replace("x", "").isdecimal() else words
        else:
            address = shown.links.get(target.casefold())
            if address is not None:
                state.push("link_open", "a", 1).attrs = {"href": address}
            token = state.push("text", "", 0)
            token.content = words or target
            if address is not None:
                state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def _address(file: str) -> str:
    return quote(file)


def _safe(text: str) -> str:
    return html.escape(text)

"""HTML as Markdown: what a page says, without what it does.

The parser is imported with the first page: all importers stand on this, and most imports meet no
page.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

LONGEST = 2_000_000
"""Characters of HTML that keep their form; of a longer page the bare text is kept."""

_SILENT = (
    "script", "style", "head", "template", "noscript", "object", "embed", "iframe", "svg", "math",
    "form", "input", "button", "select", "link", "meta", "canvas", "audio", "video",
)  # fmt: skip
SCHEME = re.compile(r"^\s*([A-Za-z][A-Za-z0-9+.\-]*:)")
"""How an address begins that says by itself how it is reached."""
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*){2,}")
_TRAILING = re.compile(r"[ \t]+\n")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff\u034f]")


def parsed(html: str | bytes, silent: Sequence[str] = _SILENT) -> BeautifulSoup:
    """Return a page without scripts, forms and whatever else says nothing."""
    from bs4 import BeautifulSoup

    with warnings.catch_warnings():
        # That it looks like XML, or like a file's name, is what files from anywhere do.
        warnings.simplefilter("ignore")
        soup = BeautifulSoup(html, "lxml")
    for tag in soup.find_all(list(silent)) if silent else ():
        tag.decompose()
    return soup


def named(soup: BeautifulSoup, name: Callable[[str], str]) -> BeautifulSoup:
    """Give the pictures that a page brings along the names by which they are kept.

    Parameters
    ----------
    soup
        A parsed page; it is changed.
    name
        The address of a picture as written, but none in the network → its name; empty where it
        cannot be kept.
    """
    for tag in soup.find_all("img"):
        source = str(tag.get("src") or "").strip()
        scheme = SCHEME.match(source)
        if source and not source.startswith("//") and (scheme is None or scheme[1] == "data:"):
            tag["src"] = name(source)
    return soup


def markdown_of(html: str, **options: Any) -> str:
    """Return what a page says as Markdown.

    Nothing of it is loaded or run. A page that is nested too deeply, or very long, gives its bare
    text, line by line.

    Parameters
    ----------
    html
        A page or a part of one.
    options
        Further options of markdownify.
    """
    if len(html) > LONGEST:
        return tidied(parsed(html).get_text("\n"))
    return markdown_of_soup(parsed(html), **options)


def markdown_of_soup(soup: BeautifulSoup | Tag, **options: Any) -> str:
    """Return what a parsed page says as Markdown."""
    from palace.importers.html_converter import converter

    try:
        return tidied(str(converter(options).convert_soup(soup)))
    except RecursionError:
        return tidied(soup.get_text("\n"))


def tidied(text: str) -> str:
    """Return a text without signs that are not seen and without rows of blank lines."""
    text = _INVISIBLE.sub("", text.replace("\xa0", " ").replace("\r", ""))
    return _BLANK_LINES.sub("\n\n", _TRAILING.sub("\n", text)).strip()

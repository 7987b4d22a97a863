"""HTML as Markdown: what a page says, without what it does."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bs4 import BeautifulSoup, Tag
from markdownify import ATX, MarkdownConverter

LONGEST = 2_000_000
"""Characters of HTML that keep their form; of a longer page the bare text is kept."""

_SILENT = (
    "script", "style", "head", "template", "noscript", "object", "embed", "iframe", "svg", "math",
    "form", "input", "button", "select", "link", "meta", "canvas", "audio", "video",
)  # fmt: skip
_KEPT_SCHEMES = ("http:", "https:", "mailto:", "tel:", "evernote:", "obsidian:", "zotero:")
_SCHEME = re.compile(r"^\s*([A-Za-z][A-Za-z0-9+.\-]*:)")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*){2,}")
_TRAILING = re.compile(r"[ \t]+\n")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff\u034f]")


class _Converter(MarkdownConverter):  # type: ignore[misc,unused-ignore]
    """Keeps words and form; of pictures the description, of links those that lead somewhere."""

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        alt = re.sub(r"[\[\]]", "", " ".join(str(el.get("alt") or "").split()))[:300]
        source = str(el.get("src") or "").strip()
        if {"0", "1"} & {str(el.get(side)).removesuffix("px") for side in ("width", "height")}:
            return ""  # a counter's pixel, or a line of ornament
        if source and not _SCHEME.match(source) and not source.startswith("//"):
            return f"![{alt}]({_bare(source)})"
        return f"[image: {alt}]" if len(alt) > 1 else ""

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        words = text.strip()
        target = str(el.get("href") or "").strip()
        scheme = _SCHEME.match(target)
        if not words or not target or target.startswith("#"):
            return text
        if scheme is not None and not scheme[1].lower().startswith(_KEPT_SCHEMES):
            return text  # javascript:, data:, file:
        if words == target:
            return f"<{target}>" if scheme is not None else words
        return f"[{text}]({_bare(target)})"


def _bare(target: str) -> str:
    if any(sign in target for sign in " ()"):
        return f"<{target.replace('<', '%3C').replace('>', '%3E')}>"
    return target


def _converter(options: Mapping[str, Any]) -> MarkdownConverter:
    return _Converter(
        heading_style=ATX,
        bullets="-",
        escape_asterisks=False,
        escape_underscores=False,
        table_infer_header=True,
        **options,
    )


def parsed(html: str | bytes, silent: Sequence[str] = _SILENT) -> BeautifulSoup:
    """Return a page without scripts, forms and whatever else says nothing."""
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
        scheme = _SCHEME.match(source)
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
    try:
        return tidied(str(_converter(options).convert_soup(soup)))
    except RecursionError:
        return tidied(soup.get_text("\n"))


def tidied(text: str) -> str:
    """Return a text without signs that are not seen and without rows of blank lines."""
    text = _INVISIBLE.sub("", text.replace("\xa0", " ").replace("\r", ""))
    return _BLANK_LINES.sub("\n\n", _TRAILING.sub("\n", text)).strip()

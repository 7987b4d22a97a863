"""How the tags of a page are written in Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bs4 import Tag
from markdownify import ATX, MarkdownConverter

from palace.importers.html_text import SCHEME

_KEPT_SCHEMES = ("http:", "https:", "mailto:", "tel:", "evernote:", "obsidian:", "zotero:")


class _Converter(MarkdownConverter):  # type: ignore[misc,unused-ignore]
    """Keeps words and form; of pictures the description, of links those that lead somewhere."""

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        alt = re.sub(r"[\[\]]", "", " ".join(str(el.get("alt") or "").split()))[:300]
        source = str(el.get("src") or "").strip()
        if {"0", "1"} & {str(el.get(side)).removesuffix("px") for side in ("width", "height")}:
            return ""  # a counter's pixel, or a line of ornament
        if source and not SCHEME.match(source) and not source.startswith("//"):
            return f"![{alt}]({_bare(source)})"
        return f"[image: {alt}]" if len(alt) > 1 else ""

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        words = text.strip()
        target = str(el.get("href") or "").strip()
        scheme = SCHEME.match(target)
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


def converter(options: Mapping[str, Any]) -> MarkdownConverter:
    """Return what turns a parsed page into Markdown, with further options of markdownify."""
    return _Converter(
        heading_style=ATX,
        bullets="-",
        escape_asterisks=False,
        escape_underscores=False,
        table_infer_header=True,
        **options,
    )

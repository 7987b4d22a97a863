"""HTML pages that were saved, and browsers' files of bookmarks.

Of a page its head's metadata (HTML Standard 4.2.5, the Open Graph protocol's names, and the comment
that the SingleFile extension writes) and its main part are read. Bookmarks are in the Netscape
format that all browsers export. Pictures come along where they were saved: beside the page (found
by whoever takes it in), or in it as `data:` addresses; none is ever loaded.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from html import unescape
from pathlib import PurePosixPath
from typing import ClassVar

from palace.importers.base import About
from palace.importers.chatgpt_messages import clean
from palace.importers.entries import Entry
from palace.importers.file_importer import FileImporter
from palace.importers.files import TEXT_LIMIT, Content
from palace.importers.html_text import LONGEST, markdown_of_soup, parsed, tidied
from palace.importers.inlaid import Inlaid
from palace.importers.notes import note_item
from palace.importers.packages import told
from palace.importers.times import from_epoch, from_value
from palace.model.drafts import DraftItem, Unreadable
from palace.model.moments import Moment

_NOTION = re.compile(r"[0-9a-f]{32}\.html?$", re.IGNORECASE)
_BOOKMARKS = re.compile(r"<!DOCTYPE NETSCAPE-Bookmark-file", re.IGNORECASE)
_SAVED = re.compile(r"<!--[^>]{0,200}?\burl:\s*(\S+)(?:\s+saved date:\s*([^\n(]+))?", re.IGNORECASE)
_BESIDE = ("nav", "header", "footer", "aside")
_CREATED = ("article:published_time", "date", "dc.date", "dcterms.created", "datepublished")
_UPDATED = ("article:modified_time", "last-modified", "dcterms.modified", "datemodified")


class HtmlImporter(FileImporter):
    """Reads pages, and bookmarks. A page is an object; so is a folder of bookmarks."""

    kind: ClassVar[str] = "html"
    title: ClassVar[str] = "HTML pages, a browser's bookmarks"
    about: ClassVar[About] = About(
        product="Web pages and bookmarks",
        reads="saved .html files, alone, in a folder or zip, and the bookmarks.html of a browser",
        export="the browser's Save page as…; bookmarks: its bookmark manager's Export",
        becomes="a page is an object, its headings make the pages; menus, scripts and forms are "
        "left out; pictures that were saved with it are kept; a folder of bookmarks is an object",
        limits="Pictures that were not saved, and those that a style draws, are not kept, nor dots "
        "of one pixel; frames of a saved page are not read.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".html", ".htm", ".xhtml"})
    sure: ClassVar[float] = 0.7

    def claims(self, name: str) -> bool:
        """Return whether a file of this name may be a page of its own."""
        suffix = PurePosixPath(name).suffix.lower()
        return suffix in self.suffixes and _NOTION.search(name) is None

    def leaves(self, entry: Entry) -> bool:
        """Return whether a page is a part of something that another importer reads."""
        if entry.name == "chat.html" or any(
            part.endswith("_files") for part in PurePosixPath(entry.ref).parts[:-1]
        ):
            return True
        # Google's Takeout writes every note twice, as JSON and to look at.
        return entry.has_beside(".json")

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield the page, or the folders of bookmarks."""
        content = entry.text(TEXT_LIMIT)
        if isinstance(content, Unreadable):
            yield content
        elif _BOOKMARKS.search(content.text[:500]):
            yield from _bookmarks(entry, content)
        else:
            yield _page(entry, content)


def _page(entry: Entry, content: Content) -> DraftItem | Unreadable:
    from bs4 import Tag

    inlaid = Inlaid()
    page = inlaid.lifted(content.text)
    head = _Head(page)
    if len(page) > LONGEST:
        text = tidied(parsed(page).get_text("\n"))
    else:
        soup = parsed(page)
        main = soup.find("main") or soup.find("article") or soup
        assert isinstance(main, Tag)
        if len(main.get_text()) < 200:
            main = soup
        for tag in main.find_all(_BESIDE):
            if tag.find("h1") is None:  # an article's own header holds its title
                tag.decompose()
        text = markdown_of_soup(main)
    text = clean(text)
    if not text.strip():
        reason = "This page holds no text: it is drawn by scripts, perhaps."
        return Unreadable(entry.place, reason, skipped=True, ref=entry.ref)
    files = inlaid.files(text)
    fingerprint = hashlib.sha256(content.raw)
    for file in files:  # they are read as well: a palace of the words alone lacks them
        fingerprint.update(file.name.encode())
    keywords = head.meta.get("keywords", "").split(",")
    return note_item(
        ref=entry.ref,
        place=entry.place,
        title=head.title or "",
        text=text,
        fingerprint=fingerprint.hexdigest(),
        created=head.time(_CREATED) or from_value(head.saved) or entry.modified,
        updated=head.time(_UPDATED) or entry.modified,
        author=head.meta.get("author") or None,
        tags=[word for each in keywords[:20] if (word := each.strip())],
        properties=head.properties(),
        notice=f"{content.notice} {told(list(inlaid.left_out.items()))}".strip(),
        files=files,
    )


class _Head:
    """What the head of a page says of it.

    Parameters
    ----------
    text
        The page.
    """

    def __init__(self, text: str) -> None:
        from bs4 import Tag

        end = text.lower().find("<body")
        soup = parsed(text[: end if 0 <= end < 300_000 else 300_000], silent=())
        found = soup.find("title")
        self.meta: dict[str, str] = {}
        for tag in soup.find_all("meta"):
            name = str(tag.get("name") or tag.get("property") or tag.get("itemprop") or "").lower()
            value = clean(" ".join(str(tag.get("content") or "").split()))
            if name and value:
                self.meta.setdefault(name, value[:500])
        written = " ".join(found.get_text().split()) if found is not None else ""
        self.title = clean(self.meta.get("og:title") or written)[:300]
        link = soup.find("link", rel="canonical")
        saved = _SAVED.search(text[:4000])
        self.saved = saved[2].strip() if saved and saved[2] else None
        self.url = clean(
            (saved[1] if saved else "")
            or (str(link.get("href") or "") if isinstance(link, Tag) else "")
            or self.meta.get("og:url", "")
        )[:1000]

    def time(self, names: tuple[str, ...]) -> Moment | None:
        """Return the first moment that one of these tells, or None."""
        return next((at for name in names if (at := from_value(self.meta.get(name)))), None)

    def properties(self) -> dict[str, object]:
        """Return what is kept beside the text."""
        known = {
            "url": self.url,
            "site": self.meta.get("og:site_name", ""),
            "description": self.meta.get("description") or self.meta.get("og:description", ""),
        }
        return {name: value for name, value in known.items() if value}


def _bookmarks(entry: Entry, content: Content) -> Iterator[DraftItem | Unreadable]:
    """Yield each folder of bookmarks as an item."""
    folders: dict[str, list[str]] = {}
    times: dict[str, list[float]] = {}
    way: list[str] = []
    pending: str | None = None
    # The format is a list of lines; its nesting is told by <DL> and </DL>.
    for tag in re.finditer(
        r"<(?P<end>/)?DL\b|<H3\b[^>]*>(?P<folder>.*?)</H3>|<A\b(?P<at>[^>]*)>(?P<words>.*?)</A>"
        r"|<DD>(?P<told>[^<]*)",
        content.text,
        re.IGNORECASE,
    ):
        if tag["folder"] is not None:
            pending = _plain(tag["folder"])
        elif tag["words"] is not None:
            folder = "/".join(way) or "Bookmarks"
            attributes = dict(re.findall(r'([A-Z_]+)="([^"]*)"', tag["at"], re.IGNORECASE))
            known = {name.upper(): value for name, value in attributes.items()}
            words, url = _plain(tag["words"]), _plain(known.get("HREF", ""))
            if not url or url.startswith(("javascript:", "place:", "data:")):
                continue
            labels = [label.strip() for label in known.get("TAGS", "").split(",")]
            marks = "".join(f" #{_plain(label)}" for label in labels if label)
            folders.setdefault(folder, []).append(f"- [{words or url}]({url}){marks}")
            added = from_epoch(known.get("ADD_DATE", ""))
            if added is not None:
                times.setdefault(folder, []).append(added.utc)
        elif tag["told"] is not None:
            told, folder = _plain(tag["told"]), "/".join(way) or "Bookmarks"
            if told and folder in folders:
                folders[folder][-1] += f": {told}"
        elif tag["end"]:
            way = way[:-1]
        elif pending is not None:
            way = [*way, pending.replace("/", "∕")]
            pending = None
    if not folders:
        reason = "There are no bookmarks in this file."
        yield Unreadable(entry.place, reason, skipped=True, ref=entry.ref)
    for folder, lines in folders.items():
        text = "\n".join(lines)
        moments = sorted(times.get(folder, []))
        yield note_item(
            ref=f"{entry.ref}/{folder}",
            place=f"{entry.place} › {folder}",
            title=folder.rpartition("/")[2] or "Bookmarks",
            text=text,
            fingerprint=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
            created=from_epoch(moments[0]) if moments else None,
            updated=from_epoch(moments[-1]) if moments else None,
            inline_tags=True,
            properties={"folder": folder},
        )


def _plain(html: str) -> str:
    return clean(" ".join(unescape(re.sub(r"<[^>]*>", "", html)).split()))[:2000]

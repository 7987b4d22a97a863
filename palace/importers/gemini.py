"""Gemini's chats as Google's Takeout gives them: `MyActivity.json`, an entry a prompt.

An entry is {header: "Gemini Apps", title: "Prompted …", time, safeHtmlItem: [{html}], details,
attachedFiles}, the newest first; `safeHtmlItem` is the answer. Since 2026 `details` may lead to the
chat (gemini.google.com/app/<id>); else nothing says which prompts belong together, and prompts
that follow each other closely are taken for one chat, which the item says. Google documents none
of it; after AlexArchitect-Dev/gemini-takeout-refinery, which reads it, the made-up entries in the
tests of other public readers, which agree, and jetpack3331/ai-chat-history-manager (GEMINI.md) on
how one gets it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from palace.importers.base import About
from palace.importers.chat_items import objects_of
from palace.importers.chatgpt_messages import clean
from palace.importers.conversation import ASSISTANT, SYSTEM, USER, Turn
from palace.importers.conversations import unique_ref
from palace.importers.entries import FAULTS, Entry, why
from palace.importers.file_importer import FileImporter
from palace.importers.html_text import markdown_of
from palace.importers.json_stream import BrokenJSONError, NoListError, read_items
from palace.importers.talks import shown
from palace.importers.times import from_value
from palace.model.drafts import DraftItem, Unreadable

GAP = 1_800.0
"""Seconds without a prompt after which the next one begins another chat."""
_HEAD = re.compile(rb'"(?:header|products)"\s*:\s*\[?\s*"[^"]{0,80}(?:Gemini|Bard)')
_CHAT = re.compile(r"^https://(?:gemini|bard)\.google\.com/(?:u/\d+/)?(?:app|chat)/([\w-]{8,64})")
_ENGLISH = ("Prompted", "Asked", "Said")
_USUAL = 0.6
"""Share of titles that begin with one word ending in a colon from which that word is Google's."""
_INFERRED = (
    "Which prompts are one chat is inferred from the time between them (less than 30 minutes): "
    "the export does not say."
)
_LONGEST_HTML = 500_000
"""Characters of one answer."""

Json = Mapping[str, Any]


class GeminiImporter(FileImporter):
    """Reads Gemini's activity. A chat is an item; its topics are objects."""

    kind: ClassVar[str] = "gemini"
    title: ClassVar[str] = "Gemini's chats (Takeout's MyActivity.json)"
    about: ClassVar[About] = About(
        product="Gemini (the app and the page)",
        reads="MyActivity.json of Gemini Apps, the folder or the zip of the Takeout",
        export="takeout.google.com: deselect all, My Activity, as JSON, only Gemini Apps",
        becomes="a chat is an item, its topics are objects, its prompts and answers the pages",
        limits="Where the export does not say which prompts are one chat, those less than 30 "
        "minutes apart are taken for one, and the item says so. Activity as HTML is read as pages.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".json"})
    sniffs: ClassVar[bool] = True

    def knows(self, head: bytes) -> bool:
        """Return whether a file begins with Gemini's activity."""
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
        return start.startswith(b"[") and b'"time"' in head and _HEAD.search(head) is not None

    def count(self, path: object) -> int | None:
        """Return None: how many chats there are is known once it is read."""
        return None

    def whole(self, path: object) -> bool:
        """Return False: activity may be deleted by itself after some months."""
        return False

    def source_uri(self, path: object) -> str:
        """Return the same for all: chats are known by their ids or first prompts."""
        return "gemini:"

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield the chats of a file, in the order in which they end in it."""
        trouble: list[Unreadable] = []
        plan = _plan(entry, trouble)
        waiting: dict[str, list[Json]] = {}
        taken: dict[str, str] = {}
        for number, found in enumerate(_entries(entry, [])):
            if number not in plan.chats:
                continue
            chat = plan.chats[number]
            waiting.setdefault(chat, []).append(found)
            if plan.last[chat] == number:
                item = _item(entry, chat, waiting.pop(chat), plan.prefix, taken)
                if item is not None:
                    yield item
        yield from trouble
        if not plan.chats and not trouble:
            reason = "This file holds no activity of Gemini's, only of other products."
            yield Unreadable(entry.place, reason, skipped=True, ref=entry.ref)


class _Plan:
    """Which entry belongs to which chat.

    Parameters
    ----------
    chats
        Number of an entry → its chat: an id, or ``~`` and the number of its first entry.
    last
        Chat → the number of its last entry in the file.
    prefix
        The word before every prompt, in the person's language.
    """

    def __init__(self) -> None:
        self.chats: dict[int, str] = {}
        self.last: dict[str, int] = {}
        self.prefix = ""


def _plan(entry: Entry, trouble: list[Unreadable]) -> _Plan:
    plan = _Plan()
    words: Counter[str] = Counter()
    loose: list[tuple[float, int]] = []
    for number, found in enumerate(_entries(entry, trouble)):
        if not _is_gemini(found):
            continue
        words[_word(found.get("title")).partition(" ")[0].partition("\xa0")[0]] += 1
        own = _chat_of(found)
        at = from_value(found.get("time"))
        if own:
            plan.chats[number] = own
        elif at is not None:
            loose.append((at.utc, number))
    before, chat = 0.0, ""
    for at_utc, number in sorted(loose):
        if not chat or at_utc - before > GAP:
            chat = f"~{number}"
        before = at_utc
        plan.chats[number] = chat
    for number, chat in plan.chats.items():
        plan.last[chat] = max(number, plan.last.get(chat, 0))
    usual = words.most_common(1)
    if usual and (usual[0][0].endswith(":") and usual[0][1] > _USUAL * words.total()):
        plan.prefix = usual[0][0]
    return plan


def _entries(entry: Entry, trouble: list[Unreadable]) -> Iterator[Json]:
    """Yield all entries, an empty one for what is none; what ends them is a trouble."""
    try:
        with entry.open() as file:
            for found in read_items(file):
                yield found if isinstance(found, Mapping) else {}
    except BrokenJSONError as error:
        what = "nested too deeply" if error.deep else "cut off" if error.cut else "damaged"
        reason = (
            f"This file is {what} near byte {error.offset:,}; what came before was read. Get the "
            "export again."
        )
        trouble.append(Unreadable(entry.place, reason, ref=entry.ref))
    except NoListError:
        reason = "This is no activity of Google's: it holds no list."
        trouble.append(Unreadable(entry.place, reason, ref=entry.ref))
    except FAULTS as error:
        trouble.append(Unreadable(entry.place, why(error), ref=entry.ref))


def _is_gemini(found: Json) -> bool:
    products = found.get("products")
    named = [found.get("header"), *(products if isinstance(products, list) else [])]
    return any(isinstance(name, str) and re.search("Gemini|Bard", name) for name in named)


def _chat_of(found: Json) -> str:
    """Return the id of the one chat that an entry leads to; empty where there is none."""
    details = found.get("details")
    ids = {
        match[1]
        for each in (details if isinstance(details, list) else [])
        if isinstance(each, Mapping) and (match := _CHAT.match(_word(each.get("url"))))
    }
    return ids.pop() if len(ids) == 1 else ""


def _item(
    entry: Entry, chat: str, found: list[Json], prefix: str, taken: dict[str, str]
) -> DraftItem | None:
    found.sort(key=lambda each: at.utc if (at := from_value(each.get("time"))) else 0.0)
    told = json.dumps(found, sort_keys=True).encode()
    fingerprint = hashlib.sha256(told).hexdigest()
    inferred = chat.startswith("~")
    own = clean(_word(found[0].get("time")))[:40] if inferred else chat
    ref = unique_ref(own, fingerprint, taken)
    if ref is None:
        return None
    turns = [turn for each in found for turn in _turns(each, prefix)]
    title, objects = objects_of("", turns, [])
    properties: dict[str, object] = {"grouping": _INFERRED} if inferred else {}
    if turns and not objects:
        # Chatter gets no locus, but its words are kept.
        properties["chatter"] = "\n\n".join(turn.text for turn in turns)
    times = [at for each in found if (at := from_value(each.get("time"))) is not None]
    return DraftItem(
        ref=ref,
        title=title,
        place=f"{entry.place} › {title}",
        fingerprint=fingerprint,
        objects=objects,
        created=times[0] if times else None,
        updated=times[-1] if times else None,
        properties=properties,
    )


def _turns(found: Json, prefix: str) -> list[Turn]:
    at = from_value(found.get("time"))
    title = clean(_word(found.get("title"))).replace("\xa0", " ").strip()
    key = hashlib.sha256(f"{found.get('time')}\n{title}".encode("utf-8", "replace"))
    ref = key.hexdigest()[:16]
    first, _, rest = title.partition(" ")
    asked = first in _ENGLISH or (bool(prefix) and first == prefix)
    html = found.get("safeHtmlItem")
    answers = [
        clean(_word(each.get("html")))[:_LONGEST_HTML]
        for each in (html if isinstance(html, list) else [])
        if isinstance(each, Mapping)
    ]
    answer = "\n\n".join(filter(None, (markdown_of(each) for each in answers if each.strip())))
    files = [shown(name) for name in _files(found.get("attachedFiles"))]
    question = "\n\n".join(filter(None, [rest.strip() if asked else title, *files]))
    turns: list[Turn] = []
    if question:
        # What has no answer and no word for asking is what was done: a setting, a canvas.
        said = asked or bool(answer)
        turns.append(Turn(ref, USER if said else SYSTEM, question, at, aside=not said))
    if answer.strip():
        turns.append(Turn(f"{ref}/answer", ASSISTANT, clean(answer), at))
    return turns


def _files(value: object) -> list[str]:
    found: list[str] = []
    for each in value[:100] if isinstance(value, list) else []:
        name = each.get("name") if isinstance(each, Mapping) else each
        if isinstance(name, str):
            found.append(name)
    return found


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""

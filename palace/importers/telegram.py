"""Telegram Desktop's export: ``result.json`` of one chat, or of all of them.

One chat is {name, type, id, messages}; the export of everything has the same objects in
`chats.list` and `left_chats.list`. A message is {id, type: message or service, date, date_unixtime,
from, from_id, text, reply_to_message_id, forwarded_from, edited_unixtime, and a `photo` or `file`
by its path}; `text` is a text or a list of texts and of entities {type, text, href}. After the
program's own writer (telegramdesktop/tdesktop, Telegram/SourceFiles/export/output), its page
core.telegram.org/import-export, and the reader mlomb/chat-analytics (pipeline/parse/parsers).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain, groupby
from typing import Any, ClassVar

from palace.importers.base import About
from palace.importers.chatgpt_messages import clean
from palace.importers.conversation import SYSTEM
from palace.importers.entries import FAULTS, Entry, why
from palace.importers.file_importer import FileImporter
from palace.importers.json_stream import ENDED, BrokenJSONError, read_nested
from palace.importers.talks import Said, Talk, items_of, name_of, people_in_words, shown
from palace.importers.times import from_epoch, from_value
from palace.importers.titles import unique
from palace.model.drafts import DraftItem, Unreadable
from palace.model.moments import Moment

_LISTS = {
    "messages.item": "",
    "chats.list.item.messages.item": "chats.list.item",
    "left_chats.list.item.messages.item": "left_chats.list.item",
}
"""Path of a message → that of its chat."""
_CHATS = frozenset(_LISTS.values())
_TYPES = rb'"type"\s*:\s*"(?:personal_chat|bot_chat|saved_messages|private_\w+|public_\w+|replies)"'
_ONE = re.compile(rb'^\s*\{\s*"name"\s*:.{0,2000}?' + _TYPES, re.DOTALL)
_ALL = re.compile(
    rb'^\s*\{\s*"about"\s*:\s*"Here is the data|"personal_information"\s*:'
    rb'|"chats"\s*:\s*\{\s*"about"'
)
_LEFT_OUT = re.compile(r"^\(File ")
_MOST = 10_000
"""Pieces of one text that are read."""
_ACTIONS = {
    "phone_call": "Call", "group_call": "Call in the group", "pin_message": "Pinned a message",
    "invite_members": "Invited", "remove_members": "Removed", "join_group_by_link": "Joined",
    "create_group": "Created the group", "create_channel": "Created the channel",
    "edit_group_title": "Renamed the group", "edit_group_photo": "Changed the group's picture",
    "topic_created": "Began the subject", "migrate_from_group": "The group became a supergroup",
}  # fmt: skip

Json = Mapping[str, Any]


class TelegramImporter(FileImporter):
    """Reads Telegram's exports. A year of a chat is an item; its topics are objects."""

    kind: ClassVar[str] = "telegram"
    title: ClassVar[str] = "a Telegram export (result.json)"
    about: ClassVar[About] = About(
        product="Telegram",
        reads="result.json of one chat or of all, alone, in its folder or a zip",
        export="Telegram Desktop: in a chat ⋮ → Export chat history, or Settings → Advanced → "
        "Export Telegram data; format: machine-readable JSON",
        becomes="a chat's year is an item, its topics are objects, replies and exchanges the "
        "pages; pictures and files come along, what the program itself says finds nothing",
        limits="The export in HTML is read as pages; reactions are left out.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".json"})
    sniffs: ClassVar[bool] = True

    def knows(self, head: bytes) -> bool:
        """Return whether a file begins as an export does."""
        head = head.removeprefix(b"\xef\xbb\xbf")
        return head.lstrip().startswith(b"{") and (
            _ONE.search(head) is not None or _ALL.search(head) is not None
        )

    def count(self, path: object) -> int | None:
        """Return None: how many years its chats have is known once they are read."""
        return None

    def whole(self, path: object) -> bool:
        """Return False: an export may hold one chat, or a span of time."""
        return False

    def source_uri(self, path: object) -> str:
        """Return the same for all: chats have ids of their own."""
        return "telegram:"

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield the chats of a file, year by year."""
        troubles: list[Unreadable] = []
        taken: set[str] = set()
        any_item = False
        for _, group in groupby(_stream(entry, troubles), key=lambda each: each[0]):
            first = next(group)
            talk = _talk(entry, first[1], taken)
            messages = (_said(each[2]) for each in chain([first], group))
            for item in items_of(talk, (said for said in messages if said is not None)):
                any_item = True
                yield item
        yield from troubles
        if not any_item and not troubles:
            reason = "This file holds no messages of Telegram's."
            yield Unreadable(entry.place, reason, ref=entry.ref)


def _stream(
    entry: Entry, troubles: list[Unreadable]
) -> Iterator[tuple[int, Mapping[str, object], object]]:
    """Yield (number of the chat, what is known of it, message); what ends it is a trouble."""
    heads: dict[str, dict[str, object]] = {}
    number = 0
    try:
        with entry.open() as file:
            for path, value in read_nested(file, _LISTS):
                if path in _LISTS:
                    yield number, heads.get(_LISTS[path], {}), value
                    continue
                parent, _, key = path.rpartition(".")
                if value is ENDED and path in _CHATS:
                    heads.pop(path, None)
                    number += 1
                elif parent in _CHATS and key in {"name", "type", "id"}:
                    heads.setdefault(parent, {})[key] = value
    except BrokenJSONError as error:
        what = "nested too deeply" if error.deep else "cut off" if error.cut else "damaged"
        reason = (
            f"This file is {what} near byte {error.offset:,}; what came before was read. Export "
            "it again."
        )
        troubles.append(Unreadable(entry.place, reason, ref=entry.ref))
    except FAULTS as error:
        troubles.append(Unreadable(entry.place, why(error), ref=entry.ref))


def _talk(entry: Entry, head: Mapping[str, object], taken: set[str]) -> Talk:
    kind = _word(head.get("type"))
    name = name_of(
        head.get("name"), "Saved messages" if kind == "saved_messages" else "Deleted account"
    )
    own = head.get("id")
    known = isinstance(own, int | str) and not isinstance(own, bool)
    ref = unique(name_of(str(own) if known else "", name), taken)
    properties = {"kind": clean(kind)[:80].replace("_", " ")} if kind else {}
    return Talk(ref, name, f"{entry.place} › {name}", properties)


def _said(message: object) -> Said | None:
    if not isinstance(message, Mapping):
        return None
    own = message.get("id")
    if not isinstance(own, int | str):
        return None
    service = message.get("type") == "service"
    words = _service(message) if service else _words(message)
    reply = message.get("reply_to_message_id")
    elsewhere = "reply_to_peer_id" in message
    return Said(
        ref=name_of(str(own)),
        speaker=name_of(
            message.get("from"), message.get("actor"), message.get("author"),
            SYSTEM if service else "Deleted account",
        ),
        text=words,
        at=_moment(message),
        aside=service,
        answers=name_of(str(reply)) if isinstance(reply, int | str) and not elsewhere else "",
        edited=str(message.get("edited_unixtime", ""))[:40],
    )  # fmt: skip


def _moment(message: Json) -> Moment | None:
    """Return when it was said; the zone is that of the computer on which it was exported."""
    local = from_value(message.get("date"))
    at = from_epoch(message.get("date_unixtime"))
    if at is None or local is None or local.offset is not None:
        return at or local
    minutes = round((local.utc - at.utc) / 60)
    return Moment(at.utc, minutes) if abs(minutes) <= 14 * 60 and minutes % 15 == 0 else at


def _words(message: Json) -> str:
    """Return a message's text, with its files and what else stands for a text."""
    parts = [_text(message["text"] if message.get("text") else message.get("text_entities"))]
    if _word(message.get("sticker_emoji")):
        parts.append(_word(message["sticker_emoji"]))
    else:
        parts += [_file(message, key) for key in ("photo", "file")]
    parts += [_poll(message.get("poll")), _place(message), _contact(message)]
    text = "\n\n".join(part.strip("\n") for part in parts if part.strip())
    source = message.get("forwarded_from")
    if text and "forwarded_from" in message:
        text = f"Forwarded from {name_of(source, 'a deleted account')}:\n\n{text}"
    return clean(text)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    found: list[str] = []
    for piece in value[:_MOST] if isinstance(value, list) else []:
        if isinstance(piece, str):
            found.append(piece)
        elif isinstance(piece, Mapping):
            found.append(_entity(piece))
    return "".join(found)


def _entity(piece: Json) -> str:
    """Return a stretch of text in Markdown."""
    text, kind = _word(piece.get("text")), piece.get("type")
    bare = text.strip()
    if not bare:
        return text
    if kind == "pre":
        return f"\n```{_word(piece.get('language'))}\n{text}\n```\n"
    if kind == "text_link" and _word(piece.get("href")):
        return f"[{text}](<{piece['href']}>)"
    if kind == "blockquote":
        return "\n" + "\n".join(f"> {line}" for line in bare.split("\n")) + "\n"
    mark = {"code": "`", "bold": "**", "italic": "*", "strikethrough": "~~"}.get(str(kind), "")
    if not mark or "\n" in bare:
        return text
    before, after = text[: text.index(bare)], text[text.index(bare) + len(bare) :]
    return f"{before}{mark}{bare}{mark}{after}"


def _file(message: Json, key: str) -> str:
    path = _word(message.get(key))
    if not path:
        return ""
    if not _LEFT_OUT.match(path):
        return shown(path)
    # It was not exported; what it was is kept.
    kind = "photo" if key == "photo" else _word(message.get("media_type")) or "file"
    name = _word(message.get("file_name")) or _word(message.get("title"))
    return f"[{kind.replace('_', ' ')}{f': {name}' if name else ''}]"


def _poll(value: object) -> str:
    if not isinstance(value, Mapping):
        return ""
    answers = value.get("answers")
    listed = answers[:100] if isinstance(answers, list) else []
    lines = [f"- {_text(each.get('text'))}" for each in listed if isinstance(each, Mapping)]
    return "\n".join([_text(value.get("question")), *lines])


def _place(message: Json) -> str:
    spot = message.get("location_information")
    if not isinstance(spot, Mapping):
        return ""
    named = [_word(message.get("place_name")), _word(message.get("address"))]
    return ", ".join(
        [*(each for each in named if each), f"{spot.get('latitude')} {spot.get('longitude')}"]
    )


def _contact(message: Json) -> str:
    known = message.get("contact_information")
    if not isinstance(known, Mapping):
        return ""
    keys = ("first_name", "last_name", "phone_number")
    return " ".join(_word(known.get(key)) for key in keys if known.get(key))


def _service(message: Json) -> str:
    action = _word(message.get("action"))
    told = _ACTIONS.get(action, action.replace("_", " ").capitalize())
    members = message.get("members")
    people = [name_of(each) for each in members[:50]] if isinstance(members, list) else []
    more = [_word(message.get("title")), people_in_words(people), _text(message.get("text"))]
    details = ", ".join(each for each in more if each)
    return clean(f"{told}: {details}" if details else told)


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""

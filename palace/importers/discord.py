"""Discord's channels as DiscordChatExporter writes them in JSON: a file a channel, or several.

A file is {guild, channel, dateRange, exportedAt, messages}; a message {id, type, timestamp,
timestampEdited, content, author: {name, nickname}, attachments: [{url, fileName}], embeds,
stickers, mentions, reference: {messageId}}. A channel that was exported in partitions lies in
several files of one channel's id. After that program's own writer (Tyrrrz/DiscordChatExporter,
DiscordChatExporter.Core/Exporting/JsonMessageWriter.cs) and the description of the format by
slatinsky/DiscordChatExporter-frontend (docs), which also names others that write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from palace.importers.base import About
from palace.importers.chatgpt_messages import clean
from palace.importers.entries import FAULTS, Entry, why
from palace.importers.file_importer import FileImporter
from palace.importers.files import check_readable
from palace.importers.json_stream import ENDED, BrokenJSONError, read_nested
from palace.importers.talks import Said, Talk, items_of, name_of, shown
from palace.importers.times import from_value
from palace.model.drafts import DraftItem, Unreadable

_MESSAGES = "messages.item"
_HEAD = re.compile(rb'^(?:\xef\xbb\xbf)?\s*\{\s*"guild"\s*:\s*\{\s*"id"\s*:')
_SPOKEN = frozenset({"Default", "Reply", "ThreadStarterMessage", "ChatInputCommand",
                     "ContextMenuCommand", "ApplicationCommand", "20", "23"})  # fmt: skip
"""Types of what somebody said; all others tell what happened."""
_MENTION = re.compile(r"<(@[!&]?|#)(\d{5,25})>")
_EMOJI = re.compile(r"<a?(:\w{1,80}:)\d{5,25}>")
_MOST = 100
"""Attachments, embeds and the like of one message that are read."""
_PEEKED = 200
"""Values at a file's beginning among which its channel is looked for."""

Json = Mapping[str, Any]


@dataclass(frozen=True)
class _File:
    """A file, and what its beginning tells.

    Parameters
    ----------
    entry
        The file.
    head
        Path → value of what stands before its messages.
    begins
        When its first message was said, as written, which sorts.
    """

    entry: Entry
    head: Mapping[str, object]
    begins: str

    @property
    def channel(self) -> str:
        return name_of(self.head.get("channel.id"), self.head.get("channel.name"), self.entry.ref)


class DiscordImporter(FileImporter):
    """Reads DiscordChatExporter's files. A year of a channel is an item, its topics objects."""

    kind: ClassVar[str] = "discord"
    title: ClassVar[str] = "Discord channels (DiscordChatExporter's JSON)"
    about: ClassVar[About] = About(
        product="Discord (by DiscordChatExporter)",
        reads="its .json files, one or several a channel, alone, in a folder or a zip",
        export="DiscordChatExporter: format JSON; with Download assets where pictures shall come "
        "along",
        becomes="a channel's year is an item, its topics are objects, replies and exchanges the "
        "pages; what programs embed is kept, joins and pins find nothing",
        limits="Reactions are left out; files that were not downloaded stay links. Its other "
        "formats are read as what they are, pages and texts.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".json"})
    sniffs: ClassVar[bool] = True

    def knows(self, head: bytes) -> bool:
        """Return whether a file begins with a server and a channel."""
        return _HEAD.match(head) is not None and b'"channel"' in head

    def count(self, path: object) -> int | None:
        """Return None: how many years its channels have is known once they are read."""
        return None

    def whole(self, path: object) -> bool:
        """Return False: a file holds a channel, or a span of its time."""
        return False

    def source_uri(self, path: object) -> str:
        """Return the same for all: channels have ids of their own."""
        return "discord:"

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield a channel of one file."""
        yield from _channel([_peeked(entry)])

    def items(self, path: Path) -> Iterator[DraftItem | Unreadable]:
        """Yield the channels in the order of their files, each of all its files."""
        check_readable(path)
        channels: dict[str, list[_File]] = {}
        for entry in self._entries(path):
            if isinstance(entry, Unreadable):
                yield entry
            else:
                file = _peeked(entry)
                channels.setdefault(file.channel, []).append(file)
        for files in channels.values():
            yield from _channel(sorted(files, key=lambda file: file.begins))


def _peeked(entry: Entry) -> _File:
    head: dict[str, object] = {}
    begins = ""
    try:
        with entry.open() as file:
            for number, (path, value) in enumerate(read_nested(file, {_MESSAGES})):
                if path == _MESSAGES and isinstance(value, Mapping):
                    begins = _word(value.get("timestamp"))
                    break
                if number > _PEEKED:
                    break
                if value is not ENDED:
                    head[path] = value
    except (BrokenJSONError, *FAULTS):
        pass  # told when it is read
    return _File(entry, head, begins)


def _channel(files: list[_File]) -> Iterator[DraftItem | Unreadable]:
    head = files[0].head
    server = _word(head.get("guild.name"))
    name = name_of(head.get("channel.name"), files[0].entry.name.removesuffix(".json"))
    private = head.get("guild.id") == "0" or "Direct" in _word(head.get("channel.type"))
    if not private:
        name = f"{name_of(server)}: #{name}" if server.strip() else f"#{name}"
    keys = ("guild.name", "channel.category", "channel.topic")
    properties: dict[str, object] = {
        key.rpartition(".")[2] if key != "guild.name" else "server": clean(told)[:1_000]
        for key in keys
        if (told := _word(head.get(key))).strip() and not (private and key == "guild.name")
    }
    troubles: list[Unreadable] = []
    talk = Talk(files[0].channel, name, files[0].entry.place, properties)
    any_item = False
    for item in items_of(talk, _messages(files, troubles)):
        any_item = True
        yield item
    yield from troubles
    if not any_item and not troubles:
        reason = "This file holds no messages that DiscordChatExporter wrote."
        yield Unreadable(files[0].entry.place, reason, skipped=True, ref=files[0].entry.ref)


def _messages(files: list[_File], troubles: list[Unreadable]) -> Iterator[Said]:
    """Yield a channel's messages; what ends a file too early is put among the troubles."""
    for each in files:
        entry = each.entry
        try:
            with entry.open() as file:
                for path, value in read_nested(file, {_MESSAGES}):
                    if path == _MESSAGES and isinstance(value, Mapping):
                        said = _said(value)
                        if said is not None:
                            yield said
        except BrokenJSONError as error:
            what = "nested too deeply" if error.deep else "cut off" if error.cut else "damaged"
            reason = (
                f"This file is {what} near byte {error.offset:,}; what came before was read. "
                "Export it again."
            )
            troubles.append(Unreadable(entry.place, reason, ref=entry.ref))
        except FAULTS as error:
            troubles.append(Unreadable(entry.place, why(error), ref=entry.ref))


def _said(message: Json) -> Said | None:
    own = message.get("id")
    if not isinstance(own, int | str) or isinstance(own, bool):
        return None
    author = message.get("author")
    known: Json = author if isinstance(author, Mapping) else {}
    reference = message.get("reference")
    answered: Json = reference if isinstance(reference, Mapping) else {}
    kind = str(message.get("type", "Default"))
    names = {
        str(each.get("id")): name_of(each.get("nickname"), each.get("name"))
        for each in _listed(message.get("mentions"))
    }
    parts = [_named(_word(message.get("content")), names)]
    parts += _beside(message, parts[0])
    forwarded = message.get("forwardedMessage")
    if isinstance(forwarded, Mapping):
        words = _named(_word(forwarded.get("content")), names)
        parts += ["Forwarded:", words, *_beside(forwarded, words)]
    return Said(
        ref=name_of(str(own)),
        speaker=name_of(known.get("nickname"), known.get("name"), "Deleted user"),
        text=clean("\n\n".join(part.strip("\n") for part in parts if part.strip())),
        at=from_value(message.get("timestamp")),
        aside=kind not in _SPOKEN,
        answers=name_of(answered.get("messageId"), "") if kind == "Reply" else "",
        edited=_word(message.get("timestampEdited"))[:40],
    )


def _named(text: str, names: Mapping[str, str]) -> str:
    """Return a text with names for the ids of those whom it mentions."""

    def meant(found: re.Match[str]) -> str:
        name = names.get(found[2])
        return found[0] if name is None else f"{found[1][0]}{name}"

    return _EMOJI.sub(r"\1", _MENTION.sub(meant, text)) if "<" in text else text


def _beside(message: Json, content: str) -> list[str]:
    """Return what stands beside a message's words: files, what is embedded, stickers."""
    parts = [_attachment(each) for each in _listed(message.get("attachments"))]
    parts += [_embed(each, content) for each in _listed(message.get("embeds"))]
    stickers = [_word(each.get("name")) for each in _listed(message.get("stickers"))]
    return [*parts, *(f":{name}:" for name in stickers if name)]


def _attachment(attached: Json) -> str:
    address, name = _word(attached.get("url")), _word(attached.get("fileName"))
    if not re.match(r"https?://", address):
        return shown(address or name)
    # What follows is a signature that ends within a day.
    return _link(name or address.rpartition("/")[2], address.partition("?")[0])


def _embed(embedded: Json, content: str) -> str:
    """Return what is embedded; of a page that the message links to its title."""
    title, address = _word(embedded.get("title")), _word(embedded.get("url"))
    author = embedded.get("author")
    head = _link(title, address) if title and address else title
    if address and address in content:
        return head
    by = _word(author.get("name")) if isinstance(author, Mapping) else ""
    fields = [
        f"{_word(each.get('name'))}: {_word(each.get('value'))}".strip(": ")
        for each in _listed(embedded.get("fields"))
    ]
    footer = embedded.get("footer")
    foot = _word(footer.get("text")) if isinstance(footer, Mapping) else ""
    words = [by, head, _word(embedded.get("description")), *fields, foot]
    return "\n".join(word for word in words if word.strip())


def _link(title: str, address: str) -> str:
    title = re.sub(r"[\[\]\s]+", " ", title).strip()
    return f"[{title}](<{re.sub('[<>]', '', address)}>)" if title else address


def _listed(value: object) -> list[Json]:
    found = value[:_MOST] if isinstance(value, list) else []
    return [each for each in found if isinstance(each, Mapping)]


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""

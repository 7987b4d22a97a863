"""Slack's export of a workspace: a folder a channel, in it a JSON file a day.

Beside the folders lie `users.json` and `channels.json`, `groups.json`, `mpims.json`, `dms.json`,
which give names to ids. A message is {type, subtype, user, text, ts, thread_ts, edited, files,
attachments, blocks, user_profile}; `ts` is its id and its time in one, a reply has the `thread_ts`
of the first message. After Slack's help ("How to read Slack data exports"), its reference of
messages and of text (api.slack.com/events/message, …/reference/surfaces/formatting), and the
readers hfaran/slack-export-viewer and rusq/slackdump.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from palace.importers.base import About
from palace.importers.chatgpt_messages import clean
from palace.importers.entries import FAULTS, Entry, entries, is_zip, why
from palace.importers.file_importer import FileImporter
from palace.importers.files import check_readable, printable
from palace.importers.talks import Said, Talk, items_of, name_of, people_in_words, shown
from palace.importers.times import from_epoch
from palace.model.drafts import DraftItem, Unreadable

DAY_LIMIT = 200_000_000
"""Bytes of one day's file."""
_DAY = re.compile(r"^\d{4}-\d\d-\d\d\.json$")
_LISTS = {
    "channels.json": "channel",
    "groups.json": "private channel",
    "mpims.json": "group of people",
    "dms.json": "direct messages",
}
_USERS = frozenset({"users.json", "org_users.json"})
_MARK = re.compile(rb'"ts"\s*:\s*"\d{9,11}\.\d+"')
_ANGLE = re.compile(r"<([^<>|\n]{1,3000})(?:\|([^<>\n]{0,3000}))?>")
_SPOKEN = frozenset(
    {"", "bot_message", "me_message", "thread_broadcast", "file_share", "file_comment",
     "file_mention", "slackbot_response", "sh_room_created", "huddle_thread", "document_mention",
     "reply_broadcast"}
)  # fmt: skip
"""Subtypes of what somebody said; all others tell what happened."""
_GONE = frozenset({"message_deleted", "message_replied", "unread_message"})
_DEEPEST = 40
_MOST = 100
"""Files or attachments of one message that are read."""

Json = Mapping[str, Any]


@dataclass
class _Export:
    """What an export knows by ids.

    Parameters
    ----------
    users
        Id of a person → name.
    channels
        Id → name.
    folders
        Name of a folder → what is known of its channel.
    """

    users: dict[str, str] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)
    folders: dict[str, tuple[str, Json]] = field(default_factory=dict)


class SlackImporter(FileImporter):
    """Reads Slack's exports. A year of a channel is an item; its topics are objects."""

    kind: ClassVar[str] = "slack"
    title: ClassVar[str] = "a Slack export (its zip or folder)"
    about: ClassVar[About] = About(
        product="Slack",
        reads="the zip of an export or the folder it unpacks to: users.json, channels.json, and a "
        "folder of days for each channel",
        export="as an owner: Tools & settings → Workspace settings → Import/Export Data → Export; "
        "others: slackdump, which writes the same",
        becomes="a channel's year is an item, its topics are objects, its threads and exchanges "
        "the pages; names stand for ids, joins and the like find nothing",
        limits="Reactions are left out; files come along where they lie in the export, of others "
        "the name and address are kept.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".json"})
    sniffs: ClassVar[bool] = True

    def claims(self, name: str) -> bool:
        """Return whether a file belongs to an export by its name."""
        return _DAY.match(name) is not None or name in _LISTS or name in _USERS

    def knows(self, head: bytes) -> bool:
        """Return whether a file begins like a day of messages."""
        return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[") and (
            _MARK.search(head) is not None and b'"message"' in head
        )

    def recognise(self, path: Path) -> float:
        """Return how sure it is: by the lists beside the folders of days."""
        try:
            if not path.is_dir() and not is_zip(path):
                return super().recognise(path) if _DAY.match(path.name) else 0.0
            names = set()
            days: list[Entry] = []
            for entry in entries(path, self.claims):
                if isinstance(entry, Entry):
                    day = _DAY.match(entry.name) is not None
                    names.add("day" if day else entry.name)
                    if day and len(days) < 5:
                        days.append(entry)
            if "day" not in names or not names & {*_LISTS, *_USERS}:
                return 0.0
            known = any(self.knows(entry.head(65_536)) for entry in days)
            return (0.9 if (path / "users.json").is_file() or not path.is_dir() else 0.6) * known
        except (*FAULTS, ValueError):
            return 0.0

    def count(self, path: Path) -> int | None:
        """Return None: how many years its channels have is known once they are read."""
        return None

    def whole(self, path: Path) -> bool:
        """Return False: an export holds a span of time, as a rule."""
        return False

    def source_uri(self, path: Path) -> str:
        """Return the same for all: channels have ids of their own."""
        return "slack:"

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield what one day's file holds, with nothing else known."""
        yield from self._channel(_Export(), "", [entry])

    def items(self, path: Path) -> Iterator[DraftItem | Unreadable]:
        """Yield the channels by their folders' names, year by year."""
        check_readable(path)
        export = _Export()
        days: dict[str, list[Entry]] = {}
        any_entry = False
        for entry in entries(path, self.claims):
            any_entry = True
            if isinstance(entry, Unreadable):
                yield entry
            elif entry.name in _LISTS or entry.name in _USERS:
                told = _take_in(export, entry)
                if told is not None:
                    yield told
            else:
                folder = entry.ref.rpartition("/")[0].rpartition("/")[2]
                days.setdefault(folder, []).append(entry)
        if not any_entry:
            reason = "There is no day of messages in it, as channel/2024-05-03.json."
            yield Unreadable(printable(path.name), reason)
        for folder, found in sorted(days.items()):
            yield from self._channel(export, folder, sorted(found, key=lambda each: each.name))

    def _channel(
        self, export: _Export, folder: str, days: list[Entry]
    ) -> Iterator[DraftItem | Unreadable]:
        kind, known = export.folders.get(folder, ("", {}))
        name = _channel_name(export, folder, kind, known)
        properties: dict[str, object] = {"kind": kind} if kind else {}
        for key in ("topic", "purpose"):
            value = known.get(key)
            told = value.get("value") if isinstance(value, Mapping) else None
            if isinstance(told, str) and told.strip():
                properties[key] = _plain(told, export)[:1_000]
        ref = name_of(known.get("id"), folder, "slack")
        place = f"{days[0].place.rpartition('/')[0] or days[0].place}"
        troubles: list[Unreadable] = []
        talk = Talk(ref, name, place, properties)
        for item in items_of(talk, _messages(export, days, troubles)):
            yield item
            yield from troubles
            troubles.clear()
        yield from troubles


def _take_in(export: _Export, entry: Entry) -> Unreadable | None:
    found = _list_of(entry)
    if isinstance(found, Unreadable):
        return None if found.skipped else found
    for each in found:
        own = each.get("id")
        if not isinstance(own, str):
            continue
        if entry.name in _USERS:
            profile = each.get("profile")
            inner: Json = profile if isinstance(profile, Mapping) else {}
            export.users[own] = name_of(
                inner.get("display_name"), inner.get("real_name"), each.get("real_name"),
                each.get("name"), own,
            )  # fmt: skip
            continue
        name = each.get("name")
        export.channels[own] = name_of(name, own)
        for folder in (own, name):
            if isinstance(folder, str) and folder:
                export.folders.setdefault(clean(folder), (_LISTS[entry.name], each))
    return None


def _list_of(entry: Entry) -> list[Json] | Unreadable:
    """Return the objects of a file that holds a list of them."""
    raw = entry.bytes(DAY_LIMIT)
    if isinstance(raw, Unreadable):
        return raw
    try:
        found = json.loads(raw.decode("utf-8-sig", "replace"))
    except ValueError:
        reason = "This file is damaged: it is no JSON. Get the export again."
        return Unreadable(entry.place, reason, ref=entry.ref)
    except RecursionError:
        return Unreadable(entry.place, "This file is nested too deeply.", ref=entry.ref)
    if not isinstance(found, list):
        reason = "This file holds no list, as a file of a Slack export does."
        return Unreadable(entry.place, reason, ref=entry.ref)
    return [each for each in found if isinstance(each, Mapping)]


def _channel_name(export: _Export, folder: str, kind: str, known: Json) -> str:
    if kind in {"direct messages", "group of people"}:
        members = known.get("members")
        ids = (
            [each for each in members if isinstance(each, str)] if isinstance(members, list) else []
        )
        if ids:
            return people_in_words(export.users.get(own, name_of(own)) for own in ids[:60])
    name = name_of(known.get("name"), folder, "Slack")
    return f"#{name}" if kind and not name.startswith("#") else name


def _messages(export: _Export, days: list[Entry], troubles: list[Unreadable]) -> Iterator[Said]:
    """Yield a channel's messages; what of its days cannot be read is put among the troubles."""
    for day in days:
        try:
            found = _list_of(day)
        except FAULTS as error:
            found = Unreadable(day.place, why(error), ref=day.ref)
        if isinstance(found, Unreadable):
            troubles.append(found)
            continue
        for each in found:
            try:
                said = _said(each, export)
            except RecursionError:
                continue
            if said is not None:
                yield said


def _said(message: Json, export: _Export) -> Said | None:
    subtype = _word(message.get("subtype"))
    if subtype == "message_changed" and isinstance(message.get("message"), Mapping):
        message = message["message"]
        subtype = _word(message.get("subtype"))
    if subtype in _GONE or message.get("type", "message") != "message":
        return None
    at = from_epoch(message.get("ts"))
    ts = clean(str(message.get("ts", "")))[:40]
    if at is None or not ts.strip():
        return None
    parts = [_plain(_word(message.get("text")), export)]
    if not parts[0].strip():
        parts = [_plain(_of_blocks(message.get("blocks"), export), export)]
    parts += [_of_attachment(each, export) for each in _listed(message.get("attachments"))]
    parts += [_of_file(each) for each in _listed(message.get("files"))]
    thread = message.get("thread_ts")
    edited = message.get("edited")
    in_thread = isinstance(thread, str) and (thread != ts or _has_replies(message))
    return Said(
        ref=ts,
        speaker=_speaker(message, export),
        text="\n\n".join(part.strip("\n") for part in parts if part.strip()),
        at=at,
        aside=subtype not in _SPOKEN,
        thread=clean(str(thread))[:40] if in_thread else "",
        edited=_word(edited.get("ts")) if isinstance(edited, Mapping) else "",
    )


def _has_replies(message: Json) -> bool:
    count = message.get("reply_count")
    return bool(message.get("replies")) or (isinstance(count, int) and count > 0)


def _speaker(message: Json, export: _Export) -> str:
    user = message.get("user")
    if isinstance(user, str) and user in export.users:
        return export.users[user]
    profile, bot = message.get("user_profile"), message.get("bot_profile")
    inner: Json = profile if isinstance(profile, Mapping) else {}
    program: Json = bot if isinstance(bot, Mapping) else {}
    return name_of(
        inner.get("display_name"), inner.get("real_name"), inner.get("name"),
        message.get("username"), program.get("name"), user, message.get("bot_id"),
    )  # fmt: skip


def _plain(text: str, export: _Export) -> str:
    """Return a text with names for ids, and links in Markdown."""

    def meant(found: re.Match[str]) -> str:
        inner, label = found[1], (found[2] or "").strip()
        sign, rest = inner[0], inner[1:]
        if sign == "@":
            return "@" + export.users.get(rest, label.lstrip("@") or rest)
        if sign == "#":
            return "#" + export.channels.get(rest, label.lstrip("#") or rest)
        if sign == "!":
            if label:
                return label
            return "@" + rest.partition("^")[0]
        address = inner.removeprefix("mailto:") if inner.startswith("mailto:") else inner
        if not label or label in {inner, address}:
            return address
        return f"[{label}](<{address}>)"

    return html.unescape(clean(_ANGLE.sub(meant, text))) if text else ""


def _of_blocks(value: object, export: _Export, depth: int = 0) -> str:
    """Return the words of blocks, where a message has no other text."""
    if depth > _DEEPEST:
        return ""
    if isinstance(value, list):
        parts = [_of_blocks(each, export, depth + 1) for each in value]
        lines = any(isinstance(each, Mapping) and "elements" in each for each in value)
        return ("\n" if lines or not depth else "").join(part for part in parts if part)
    if not isinstance(value, Mapping):
        return ""
    kind, text = value.get("type"), value.get("text")
    if kind == "user" and isinstance(value.get("user_id"), str):
        return f"<@{value['user_id']}>"
    if kind == "channel" and isinstance(value.get("channel_id"), str):
        return f"<#{value['channel_id']}>"
    if kind == "emoji":
        return f":{_word(value.get('name'))}:"
    if kind == "link" and isinstance(value.get("url"), str):
        return f"<{value['url']}|{_word(text)}>" if _word(text) else str(value["url"])
    if isinstance(text, str):
        return text
    return _of_blocks(
        text if isinstance(text, Mapping) else value.get("elements"), export, depth + 1
    )


def _of_attachment(attached: Json, export: _Export) -> str:
    """Return what a program added, or of a page that was linked to its title."""
    title, link = _word(attached.get("title")), _word(attached.get("title_link"))
    head = f"<{link}|{title}>" if title and link else title
    if attached.get("from_url") and not attached.get("is_msg_unfurl"):
        return _plain(head, export)
    words = [_word(attached.get("pretext")), head, _word(attached.get("text"))]
    words += [
        f"{_word(each.get('title'))}: {_word(each.get('value'))}".strip(": ")
        for each in _listed(attached.get("fields"))
    ]
    told = [word for word in words if word.strip()] or [_word(attached.get("fallback"))]
    return _plain("\n".join(told), export)


def _of_file(file: Json) -> str:
    name = clean(" ".join((_word(file.get("name")) or _word(file.get("title"))).split()))
    if not name:
        return ""
    own = _word(file.get("id"))
    parts = [shown(f"{own}/{name}" if own else name)]
    # The address of an export carries a key to all files of the workspace behind its "?".
    address = clean(_word(file.get("permalink")) or _word(file.get("url_private"))).partition("?")[
        0
    ]
    if re.match(r"https://[^\s<>]+$", address):
        parts.append(f"[{re.sub(r'[][]', ' ', name)}](<{address}>)")
    preview = _word(file.get("preview"))
    if preview.strip():
        parts.append(clean(preview))
    return "\n\n".join(parts)


def _listed(value: object) -> list[Json]:
    found = value[:_MOST] if isinstance(value, list) else []
    return [each for each in found if isinstance(each, Mapping)]


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""

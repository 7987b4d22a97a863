"""Conversations between people: a long chat as items, topics, exchanges, whatever it comes from.

A chat may run for years, so that a calendar year of it is an item. In it a thread of replies is an
exchange, and else what is said without a long silence; `topics` cuts where the words shift. All
that is decided month by month from what stands near: an export that begins elsewhere, as those of
the last ninety days do, gives the same exchanges of the months that it holds.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from palace.importers.chatgpt_messages import clean
from palace.importers.chatter import is_chatter
from palace.importers.conversation import Exchange, Turn, memory_of
from palace.importers.titles import opening, shortened, unique
from palace.importers.topics import Unit, cuts
from palace.model.drafts import DraftItem, DraftObject, ObjectKind
from palace.model.moments import Moment

SILENCE = 3_600.0
"""Seconds without a word that end an exchange in which several spoke."""
UNANSWERED = 12 * 3_600.0
"""Seconds after which an answer to what one person said is no longer taken for one."""
FULL_TURNS, FULL_TEXT = 30, 4_000
"""Turns and characters from which an exchange ends at the next short silence."""
BREATH = 60.0
"""Seconds of such a silence."""
GOING_ON = 300.0
"""Seconds within which somebody who answered goes on with that answer."""
MOST_TURNS = 60
"""Turns of an exchange; what goes on is another."""
MOST_PEOPLE = 500
"""People of a chat who are named among its properties."""
_EMBED = re.compile(r"!\[\[([^\[\]\n]{1,400})\]\]|!\[\]\(<([^<>\n]{1,400})>\)")
_MEDIA_TEXT = """.jpg .jpeg .png .gif .webp .heic .bmp .tgs .mp4 .mov .webm .3gp .mp3 .m4a .ogg
    .opus .oga .aac .wav"""
_MEDIA = frozenset(_MEDIA_TEXT.split())


@dataclass(frozen=True, slots=True)
class Said:
    """A message.

    Parameters
    ----------
    ref
        Its identity in the chat.
    speaker
        Who said it, by name.
    text
        Its words; files of it as `shown` gives them.
    at
        When it was said.
    aside
        True for what nobody said: who joined, what was pinned.
    answers
        The ref of what it answers; empty where it answers nothing.
    thread
        The ref of the first message of its thread, which is that message's own as well; empty
        where it stands in the chat itself.
    edited
        What tells of an edit; no word of it is read.
    """

    ref: str
    speaker: str
    text: str
    at: Moment | None = None
    aside: bool = False
    answers: str = ""
    thread: str = ""
    edited: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """A chat, a channel, a group.

    Parameters
    ----------
    ref
        Its identity in its source.
    name
        For people.
    place
        Where it was read, for people.
    properties, notice
        As of `DraftItem`.
    """

    ref: str
    name: str
    place: str
    properties: Mapping[str, object] = field(default_factory=dict)
    notice: str = ""


def name_of(*names: object) -> str:
    """Return the first of some names that is one, on one line; ``unknown`` where none is."""
    for name in names:
        if isinstance(name, str) and (line := clean(" ".join(name.split()))):
            return line[:120]
    return "unknown"


def people_in_words(names: Iterable[str]) -> str:
    """Return a chat's name made of who is in it: "Anna, Ben and 4 more"."""
    known = list(dict.fromkeys(names))
    if len(known) > 4:
        return f"{', '.join(known[:3])} and {len(known) - 3} more"
    if len(known) > 1:
        return f"{', '.join(known[:-1])} and {known[-1]}"
    return known[0] if known else ""


def shown(name: str) -> str:
    """Return how a text shows a file by its name or path, so that it comes along."""
    name = clean(" ".join(name.split()))[:400]
    if not name:
        return ""
    if re.search(r"[\[\]|#]", name):
        return f"![](<{re.sub('[<>]', '', name)}>)"
    return f"![[{name}]]"


def items_of(talk: Talk, messages: Iterable[Said]) -> Iterator[DraftItem]:
    """Yield a chat year by year; one year of it is held at a time.

    Parameters
    ----------
    talk
        The chat.
    messages
        In the order of their times, about; what has no text is left out, and of two of one ref
        the later counts.
    """
    taken: set[str] = set()
    part: dict[str, Said] = {}
    year = 0
    for message in messages:
        own = message.at.datetime().year if message.at is not None else year
        if own != year and part:
            yield _item(talk, year, list(part.values()), taken)
            part = {}
        year = own
        if message.text.strip():
            part[message.ref] = message
    if part:
        yield _item(talk, year, list(part.values()), taken)


def _item(talk: Talk, year: int, messages: list[Said], taken: set[str]) -> DraftItem:
    messages = _in_time(messages)
    digest = hashlib.sha256(talk.name.encode("utf-8", "replace"))
    for message in messages:
        digest.update(repr(message).encode("utf-8", "replace"))
    ref = unique(f"{talk.ref}/{year}" if year else talk.ref, taken)
    objects = _objects(talk.name, messages)
    people = Counter(message.speaker for message in messages if not message.aside)
    properties = {
        **talk.properties,
        "people": [name for name, _ in people.most_common(MOST_PEOPLE)],
    }
    if not objects:
        # Chatter gets no locus, but its words are kept.
        properties["chatter"] = "\n\n".join(message.text for message in messages)
    times = [message.at for message in messages if message.at is not None]
    return DraftItem(
        ref=ref,
        title=shortened(f"{talk.name}, {year}" if year else talk.name, 200),
        place=talk.place,
        fingerprint=digest.hexdigest(),
        objects=objects,
        created=times[0] if times else None,
        updated=times[-1] if times else None,
        properties=properties,
        notice=talk.notice,
        partial=True,
    )


def _in_time(messages: Sequence[Said]) -> list[Said]:
    """Return messages by their times; one without a time stays behind the one before it."""
    latest = 0.0
    keys: list[tuple[float, int]] = []
    for number, message in enumerate(messages):
        latest = message.at.utc if message.at is not None else latest
        keys.append((latest, number))
    return [messages[number] for _, number in sorted(keys)]


@dataclass(slots=True)
class _Group:
    """Messages that are being gathered into an exchange."""

    month: str
    said: list[Said]
    length: int = 0
    end: float | None = None
    speakers: set[str] = field(default_factory=set)

    def add(self, message: Said) -> None:
        self.said.append(message)
        self.length += len(message.text)
        if message.at is not None:
            self.end = message.at.utc if self.end is None else max(self.end, message.at.utc)
        if not message.aside:
            self.speakers.add(message.speaker)

    def goes_on(self, message: Said, month: str) -> bool:
        """Return whether a message that answers none belongs to what is being said."""
        if month != self.month or len(self.said) >= MOST_TURNS:
            return False
        if message.at is None or self.end is None:
            return True
        silence = message.at.utc - self.end
        if len(self.said) >= FULL_TURNS or self.length >= FULL_TEXT:
            return silence <= BREATH
        if silence <= SILENCE:
            return True
        alone = len(self.speakers) == 1 and message.speaker not in self.speakers
        return alone and not message.aside and silence <= UNANSWERED


def _groups(messages: Sequence[Said]) -> list[_Group]:
    """Put messages together that belong together, in the order of the first of each."""
    found: list[_Group] = []
    home: dict[str, _Group] = {}
    stream: _Group | None = None
    # The message before, where it was put with what it answers: its speaker may go on.
    answer: tuple[Said, _Group] | None = None
    month = ""
    for message in messages:
        month = message.at.datetime().strftime("%Y-%m") if message.at is not None else month
        group = home.get(message.thread or message.answers)
        if group is not None and len(group.said) >= MOST_TURNS:
            group = None
        if group is not None and not message.thread and group.month != month:
            group = None
        answers = group is not None and not message.thread
        if group is None and not message.thread:
            if answer is not None and _is_more(message, *answer):
                group, answers = answer[1], True
            elif stream is not None and stream.goes_on(message, month):
                group = stream
        if group is None:
            group = _Group(month, [])
            found.append(group)
            if not message.thread:
                stream = group
        group.add(message)
        answer = (message, group) if answers else None
        home[message.ref] = group
        if message.thread:
            home[message.thread] = group
    return found


def _is_more(message: Said, answer: Said, group: _Group) -> bool:
    """Return whether a message goes on with an answer that its speaker has just given."""
    if message.at is None or answer.at is None or len(group.said) >= MOST_TURNS:
        return False
    near = message.at.utc - answer.at.utc <= GOING_ON
    return near and message.speaker == answer.speaker and not message.aside


def _exchanges(groups: Iterable[_Group]) -> list[Exchange]:
    """Return a month's exchanges; one of nothing but chatter is folded into its neighbour."""
    found: list[Exchange] = []
    for group in groups:
        turns = [Turn(each.ref, each.speaker, each.text, each.at) for each in group.said]
        chatter = [each.aside or _is_idle(each.text) for each in group.said]
        if found and (all(chatter) or found[-1].empty):
            before = found[-1]
            if before.empty:
                before.asked = len(before.turns) + len(turns)
            before.turns.extend(turns)
            before.chatter.extend(chatter)
        else:
            found.append(Exchange(turns, chatter, len(turns)))
    return found


def _is_idle(text: str) -> bool:
    """Return whether a message holds nothing to find again; a picture alone has no words."""
    names = [one or other for one, other in _EMBED.findall(text)]
    words = _EMBED.sub("", text).strip()
    if any(PurePosixPath(name).suffix.lower() not in _MEDIA for name in names):
        return False
    return is_chatter(words) if words else True


def _objects(name: str, messages: Sequence[Said]) -> tuple[DraftObject, ...]:
    months: dict[str, list[_Group]] = {}
    for group in _groups(messages):
        months.setdefault(group.month, []).append(group)
    taken: set[str] = set()
    objects: list[DraftObject] = []
    for groups in months.values():
        said = _exchanges(groups)
        if all(exchange.empty for exchange in said):
            continue
        begins = [0, *cuts([_unit(exchange) for exchange in said])]
        for begin, end in zip(begins, [*begins[1:], len(said)], strict=True):
            topic = opening(said[begin].question)
            title = f"{shortened(name, 60)}: {topic}" if topic else shortened(name, 60)
            memories = tuple(
                memory_of(each, opening(each.question, 80)) for each in said[begin:end]
            )
            objects.append(
                DraftObject(ObjectKind.TOPIC, unique(title, taken), memories[0].ref, memories)
            )
    return tuple(objects)


def _unit(exchange: Exchange) -> Unit:
    times = [turn.at.utc for turn in exchange.turns[: exchange.asked] if turn.at is not None]
    return Unit(exchange.words(), min(times, default=None), max(times, default=None))

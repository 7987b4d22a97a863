"""Plain transcripts of chats with a model: Markdown or text with a speaker before each turn.

What is known: ``User: …`` in the line, ``**User:**``, a heading ``## Assistant``, ``You said:`` on
a line of its own, each perhaps with a time; and a question quoted with ``>`` before each answer.
After what exporters write (dkasak/export-chatgpt-transcript and rashidazarang/chatgpt-chat-exporter
show theirs) and what the products' own pages give when copied.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import ClassVar

from palace.importers.base import About
from palace.importers.chat_items import objects_of
from palace.importers.conversation import ASSISTANT, SYSTEM, TOOL, USER, Turn
from palace.importers.entries import Entry
from palace.importers.file_importer import HEAD, FileImporter
from palace.importers.files import TEXT_LIMIT, Content, decode
from palace.importers.front_matter import read_front_matter
from palace.importers.times import from_file_name, from_value
from palace.model.drafts import DraftItem, Unreadable
from palace.model.moments import Moment

_USER = "user|human|me|you|prompt|question|q|ich|du|frage|moi|vous|yo|usted"
_MODEL = (
    "assistant|ai|bot|model|answer|response|a|antwort|chat ?gpt|gpt(?:-?[\\w.]+)?|claude"
    "(?: [\\w.]+)*|gemini|bard|copilot|llama|mistral|deepseek|perplexity|grok"
)
_OTHER = "system|tool|function"
_NAME = rf"(?P<user>{_USER})|(?P<model>{_MODEL})|(?P<other>{_OTHER})"
_TIME = r"[\[(](?P<at{n}>\d[^\])\n]{{7,34}})[\])]"
_SIGN = r"[^\w\s*#>\[\](){}:`-]{0,3}\s?"
"""A picture before the name: exporters like them."""
_INLINE = re.compile(
    rf"^(?:{_TIME.format(n=1)}\s*)?(?P<bold>\*\*|__|)\s?{_SIGN}(?:{_NAME})(?: said| asked)?"
    rf"\s?(?P=bold)?(?:\s*{_TIME.format(n=2)})?\s*:\s?(?P=bold)?[ \t]*(?P<rest>.*)$",
    re.IGNORECASE,
)
_HEADING = re.compile(
    rf"^(?P<marks>#{{1,6}})\s+(?:\*\*)?{_SIGN}(?:{_NAME})(?: said| asked)?(?:\*\*)?\s*:?(?:\*\*)?"
    rf"(?:\s*[-–—·,]?\s*{_TIME.format(n=1)})?\s*:?\s*$",
    re.IGNORECASE,
)
_FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
_TITLE = re.compile(r"^#\s+(\S.*?)\s*#*$")
_QUOTE = re.compile(r"^> ?")
_LONGEST_LINE = 400
"""Characters of a line's beginning in which a speaker is looked for."""
_LEAST_QUOTES = 3
_CARDS = frozenset({"q", "a", "question", "answer", "frage", "antwort"})
"""Names that flash cards and lists of questions bear as well: alone they make no chat."""


@dataclass
class _Spoken:
    """A turn that is being gathered."""

    speaker: str
    name: str = ""
    at: Moment | None = None
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip("\n").rstrip()


class TranscriptImporter(FileImporter):
    """Reads transcripts. A file is one conversation; its topics are objects."""

    kind: ClassVar[str] = "transcript"
    title: ClassVar[str] = "a transcript of a chat (User: … Assistant: …)"
    about: ClassVar[About] = About(
        product="Transcripts of chats",
        reads="a .md or .txt file, or those in a folder, in which every turn is headed by who "
        "speaks: User, You, Human, Assistant, AI, ChatGPT and the like, or quotes the question",
        export="copy a chat's page into a file, or use any exporter to Markdown",
        becomes="a file is an item, its topics are objects, its exchanges the pages",
        limits="Other names than a model's and a person's are read as a note.",
    )
    suffixes: ClassVar[frozenset[str]] = frozenset({".md", ".markdown", ".txt", ".text"})
    sniffs: ClassVar[bool] = True

    def knows(self, head: bytes) -> bool:
        """Return whether a text begins with turns of a person and of a model."""
        if not head.strip():
            return False
        text = decode(head.rsplit(b"\n", 1)[0] if len(head) >= HEAD else head)
        return text is not None and _is_transcript(text, cut=len(head) >= HEAD)

    def read(self, entry: Entry) -> Iterator[DraftItem | Unreadable]:
        """Yield the conversation."""
        content = entry.text(TEXT_LIMIT)
        if isinstance(content, Unreadable):
            yield content
        else:
            yield _conversation(entry, content)


def _conversation(entry: Entry, content: Content) -> DraftItem | Unreadable:
    head = read_front_matter(content.text)
    heading, spoken = _turns(head.body)
    if not any(turn.speaker in {USER, ASSISTANT} for turn in spoken):
        heading, spoken = _quoted(head.body)
    if not spoken:
        reason = (
            "No turns were found in it: none of its lines begins with who speaks (User:, You "
            "said:, ## Assistant), and no question is quoted with >."
        )
        return Unreadable(entry.place, reason, ref=entry.ref)
    stem = PurePosixPath(entry.ref).stem
    created = head.created or from_file_name(stem)
    at = created or entry.modified
    counts: Counter[str] = Counter()
    turns = [_turn(each, counts, at) for each in spoken if each.text]
    title, objects = objects_of(head.title or heading or stem, turns, [])
    times = [turn.at for turn, each in zip(turns, spoken, strict=False) if each.at is not None]
    properties = dict(head.properties)
    if turns and not objects:
        # Chatter gets no locus, but its words are kept.
        properties["chatter"] = "\n\n".join(turn.text for turn in turns)
    return DraftItem(
        ref=entry.ref,
        title=title,
        place=entry.place,
        fingerprint=hashlib.sha256(content.raw).hexdigest(),
        objects=objects,
        created=created or next(iter(times), None) or entry.modified,
        updated=head.updated or entry.modified,
        aliases=head.aliases,
        properties=properties,
        notice=content.notice,
    )


def _turn(spoken: _Spoken, counts: Counter[str], at: Moment | None) -> Turn:
    """Return a turn, known by its words: a file has no ids, and turns may be put before it."""
    known = f"{spoken.speaker}\n{spoken.text}".encode("utf-8", "replace")
    digest = hashlib.sha256(known).hexdigest()[:16]
    counts[digest] += 1
    ref = digest if counts[digest] == 1 else f"{digest}-{counts[digest]}"
    return Turn(ref, spoken.speaker, spoken.text, spoken.at or at)


def _is_transcript(text: str, *, cut: bool) -> bool:
    """Return whether a person and a model take turns in a text, from its beginning on."""
    body = read_front_matter(text).body
    _, spoken = _turns(body)
    said = [each.speaker for each in spoken if each.speaker in {USER, ASSISTANT}]
    names = {each.name for each in spoken if each.speaker in {USER, ASSISTANT}}
    if {USER, ASSISTANT} <= set(said) and not names <= _CARDS:
        before = spoken[0].text if spoken[0].speaker == SYSTEM else ""
        # A note that quotes a chat further down is a note.
        return len(before) <= 600
    if cut and said[:1] == [USER] and len(spoken[0].lines) > 8:
        return False
    _, quoted = _quoted(body)
    asked = [each.text for each in quoted if each.speaker == USER]
    questions = sum(text.rstrip().endswith("?") for text in asked)
    return len(asked) >= _LEAST_QUOTES and questions * 2 > len(asked)


def _turns(text: str) -> tuple[str, list[_Spoken]]:
    """Return the title, and the turns whose speakers are named.

    What stands before the first is a turn of nobody's (`SYSTEM`). Speakers in code are no speakers;
    where headings name speakers, a deeper or a bare ``User:`` inside a turn is its text.
    """
    title = ""
    turns: list[_Spoken] = []
    before: list[str] = []
    fence = ""
    level = 0
    for line in text.split("\n"):
        if marks := _FENCE.match(line):
            if not fence:
                fence = marks[1]
            elif marks[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        found = None if fence else _HEADING.match(line[:_LONGEST_LINE])
        if found is not None and level in {0, len(found["marks"])}:
            level = len(found["marks"])
            turns.append(_Spoken(*_speaker(found), from_value(found["at1"])))
            continue
        found = None if fence or level else _INLINE.match(line[:_LONGEST_LINE])
        if found is not None:
            at = from_value(found["at1"]) or from_value(found["at2"])
            rest = line[found.start("rest") :]
            turns.append(_Spoken(*_speaker(found), at, [rest] if rest.strip() else []))
        elif turns:
            turns[-1].lines.append(line)
        elif not title and not before and (heading := _TITLE.match(line)):
            title = heading[1]
        elif before or line.strip():
            before.append(line)
    if turns and before:
        turns.insert(0, _Spoken(SYSTEM, "", None, before))
    for turn in turns:
        _drop_rules(turn.lines)
    return title, [turn for turn in turns if turn.text]


def _drop_rules(lines: list[str]) -> None:
    """Take away the rule that exporters draw between turns."""
    while lines and lines[-1].strip() in {"", "---", "***", "___"}:
        lines.pop()
    while lines and not lines[0].strip():
        lines.pop(0)


def _speaker(found: re.Match[str]) -> tuple[str, str]:
    """Return who speaks, and the name that says so."""
    if found["user"]:
        return USER, found["user"].lower()
    if found["model"]:
        return ASSISTANT, found["model"].lower()
    name = found["other"].lower()
    return (SYSTEM if name == "system" else TOOL), name


def _quoted(text: str) -> tuple[str, list[_Spoken]]:
    """Return the title, and turns where each question is quoted before its answer."""
    title = ""
    turns: list[_Spoken] = []
    fence = False
    for line in text.split("\n"):
        quoted = not fence and _QUOTE.match(line) is not None
        if not quoted and _FENCE.match(line):
            fence = not fence
        if not turns and not quoted:
            heading = _TITLE.match(line)
            if heading and not title:
                title = heading[1]
                continue
            if not line.strip():
                continue
            return title, []  # prose comes first: the quotes are its own
        speaker = USER if quoted else ASSISTANT
        if turns and not line.strip():
            turns[-1].lines.append("")
            continue
        if not turns or turns[-1].speaker != speaker:
            turns.append(_Spoken(speaker))
        turns[-1].lines.append(_QUOTE.sub("", line) if quoted else line)
    return title, [turn for turn in turns if turn.text]

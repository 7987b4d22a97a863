"""One e-mail: who wrote what and when, and what of it was only quoted.

Parsed by the standard library (`email.policy.default`); RFC 5322 for the headers, RFC 3676 for
signatures.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from email.utils import getaddresses, parseaddr, parsedate_to_datetime
from functools import partial

from palace.importers.chatgpt_messages import clean
from palace.importers.files import size_in_words
from palace.importers.html_text import markdown_of
from palace.model.drafts import DraftFile, DraftMemory, DraftSegment, MemoryKind
from palace.model.moments import Moment

DEEPEST = 3
"""Messages inside messages that are read."""
_ID = re.compile(r"<\s*([^<>\s]+)\s*>")
_REPLY = re.compile(
    r"^\s*(?:(?:re|fwd?|aw|wg|sv|vs|antw|rif|r|i|tr|rv|enc|odp|ynt)(?:\[\d+\])?\s*:\s*"
    r"|\[fwd:\s*(?=.*\]\s*$))+",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(
    r"^(?!>)(?:.{0,200}\b(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|skrev|napisał)\b"
    r".{0,80}:?\s*|.{0,40}<[^<>@\s]+@[^<>\s]+>\s*:\s*)$",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"^[ \t]*(?:-{3,}[ \t]*(?:original message|ursprüngliche nachricht|message d'origine|"
    r"mensaje original|messaggio originale|forwarded by .*)[ \t]*-{3,}|_{20,})[ \t]*$",
    re.IGNORECASE,
)
_OUTLOOK_HEAD = re.compile(r"^(?:from|von|de|da):\s.+$", re.IGNORECASE)
_FORWARDED = re.compile(r"^[ \t]*-+[ \t]*forwarded message[ \t]*-+[ \t]*$", re.IGNORECASE)
_SIGNATURE = re.compile(r"^-- ?$")
_LONGEST_SIGNATURE = 12
"""Lines."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What places a message in a thread.

    Parameters
    ----------
    id
        Its Message-ID; without one, a hash of what it is.
    references
        The ids of the messages before it, the first of the thread first.
    at
        When it was sent.
    """

    id: str
    references: tuple[str, ...]
    at: Moment | None


@dataclass(frozen=True, slots=True)
class Mail:
    """A message that was read.

    Parameters
    ----------
    subject
        Without the marks of replies.
    author
        The name of who wrote it, else the address.
    people
        Names of all to whom it went, the author first.
    labels
        As Gmail gives them.
    memory
        What is kept.
    files
        What hangs on it, by the names that the memory's text gives.
    """

    envelope: Envelope
    subject: str
    author: str
    people: tuple[str, ...]
    labels: tuple[str, ...]
    memory: DraftMemory | None
    files: tuple[DraftFile, ...] = ()


def envelope_of(head: bytes) -> Envelope:
    """Return what the head of a message says of its place; the head may be of the whole."""
    message = _parsed(head)
    ids = _ID.findall(_header(message, "Message-ID"))
    references = _ID.findall(_header(message, "References"))
    references += [each for each in _ID.findall(_header(message, "In-Reply-To"))[:1]
                   if each not in references]  # fmt: skip
    own = ids[0] if ids else f"unnamed-{hashlib.sha256(head).hexdigest()[:24]}"
    before = tuple(dict.fromkeys(_short(each) for each in references if each != own))
    return Envelope(_short(own), before, _date(message))


def read_mail(raw: bytes, envelope: Envelope, again: Callable[[], bytes]) -> Mail:
    """Return a message as a memory with its author and times.

    Parameters
    ----------
    again
        Reads the message once more, for a file that hangs on it: those are not held.
    """
    message = _parsed(raw)
    author = _name(_header(message, "From")) or "unknown"
    subject = bare_subject(_header(message, "Subject"))
    people = [author]
    for header in ("To", "Cc"):
        people += [
            name or address
            for name, address in getaddresses([_header(message, header)])
            if name or address
        ]
    body = _body(message)
    spans = list(_spans(body))
    attached = list(_attachments(message, envelope.id))
    hanging = (*(line for line, _, _ in attached), *_forwarded(message, DEEPEST))
    spans.extend((note, False) for note in hanging)
    files = tuple(
        DraftFile(name, partial(_opened, again, number)) for _, name, number in attached if name
    )
    text, segments = "", []
    for piece, quoted in spans:
        start = len(text) + (2 if text else 0)
        text = f"{text}\n\n{piece}" if text else piece
        segments.append(
            DraftSegment(start, len(text), author, envelope.at, envelope.id, chatter=quoted)
        )
    memory = None
    if text:
        memory = DraftMemory(
            kind=MemoryKind.TURN,
            text=text,
            title=author,
            ref=envelope.id,
            author=author,
            at=envelope.at,
            segments=tuple(segments),
        )
    labels = [label.strip() for label in _header(message, "X-Gmail-Labels").split(",")]
    return Mail(
        envelope,
        subject,
        author,
        tuple(dict.fromkeys(people)),
        tuple(label for label in labels if label),
        memory,
        files,
    )


def bare_subject(subject: str) -> str:
    """Return a subject without the marks of replies and forwards."""
    bare = _REPLY.sub("", subject)
    if bare != subject and bare.endswith("]") and "[" not in bare:
        bare = bare[:-1]
    return " ".join(bare.split())


def _parsed(raw: bytes) -> EmailMessage:
    found = message_from_bytes(raw, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def _header(message: Message, name: str) -> str:
    """Return a header as text; what the library cannot take apart is returned as it stands."""
    try:
        value = message[name]
    except Exception:  # its parser of structured headers fails on damaged ones in many ways
        raw = next((v for k, v in message.raw_items() if k.lower() == name.lower()), "")
        value = raw
    if value is None:
        return ""
    try:
        text = str(value)
    except Exception:
        return ""
    return " ".join(clean(text.encode("utf-8", "replace").decode()).split())[:20_000]


def _short(identity: str) -> str:
    return clean(identity)[:250]


def _name(header: str) -> str:
    name, address = parseaddr(header)
    return clean(name or address).strip()[:200]


def _date(message: Message) -> Moment | None:
    try:
        moment = Moment.of(parsedate_to_datetime(_header(message, "Date")))
    except (ValueError, TypeError, OverflowError, IndexError, OSError):
        return None
    return moment if -3e10 < moment.utc < 3e10 else None


def _body(message: EmailMessage) -> str:
    """Return what a message says: its plain text, else its HTML as Markdown."""
    try:
        part = message.get_body(("plain", "html"))
        rich = message.get_body(("html",))
    except Exception:  # structures that no standard foresees
        part = rich = None
    text = _text(part)
    if rich is not None and rich is not part and len(text.strip()) < 40:
        # "Your program cannot show this mail" in place of the text.
        other = _text(rich)
        text = other if len(other) > len(text) else text
    if part is None and not message.is_multipart():
        text = _text(message)
    return text


def _text(part: Message | None) -> str:
    if part is None or part.get_content_maintype() != "text":
        return ""
    try:
        payload = part.get_payload(decode=True)
        raw = payload if isinstance(payload, bytes) else b""
        charset = part.get_content_charset("utf-8")
    except Exception:
        return ""
    try:
        text = raw.decode(charset, "replace")
        if "\ufffd" in text:
            text = raw.decode("utf-8")
    except (LookupError, UnicodeDecodeError, ValueError):
        text = raw.decode("cp1252", "replace")
    text = clean(text).replace("\r\n", "\n").replace("\r", "\n")
    if part.get_content_subtype() == "html":
        return markdown_of(text)
    return text


def _spans(body: str) -> Iterator[tuple[str, bool]]:
    """Yield a body in stretches, each with whether it only quotes or signs."""
    lines = body.split("\n")
    quoted = [line.startswith(">") for line in lines]
    for at, line in enumerate(lines):
        following = next((n for n in range(at + 1, min(at + 4, len(lines))) if lines[n].strip()), 0)
        if following and quoted[following] and _ATTRIBUTION.match(line[:400]):
            quoted[at] = True
        elif _ORIGINAL.match(line[:200]) and not _FORWARDED.match(line[:200]):
            after = [each for each in lines[at + 1 : at + 4] if each.strip()]
            if after and _OUTLOOK_HEAD.match(after[0][:200]):
                quoted[at:] = [True] * (len(lines) - at)
                break
        elif _SIGNATURE.match(line) and len(lines) - at <= _LONGEST_SIGNATURE:
            quoted[at:] = [True] * (len(lines) - at)
            break
    for at in range(1, len(lines)):
        if not lines[at].strip():
            quoted[at] = quoted[at - 1]
    start = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or quoted[at] != quoted[start]:
            piece = "\n".join(lines[start:at]).strip("\n").rstrip()
            if piece.strip():
                yield piece, quoted[start]
            start = at


def _attachments(message: EmailMessage, identity: str) -> Iterator[tuple[str, str, int]]:
    """Yield (a line, the name by which it is kept, its part's number) of what hangs on a message.

    Every other mail has an ``image001.png``: a name begins with what tells its message.
    """
    own = hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()[:6]
    for number, part in enumerate(message.walk()):
        try:
            name = part.get_filename()
            size = len(str(part.get_payload())) if not part.is_multipart() else 0
        except Exception:
            continue
        if name:
            told = clean(" ".join(str(name).encode("utf-8", "replace").decode().split()))[:200]
            if part.get("Content-Transfer-Encoding", "") == "base64":
                size = size * 3 // 4
            plain = _UNFIT.sub("_", told)
            if part.is_multipart() or not _SUFFIX.search(plain):
                yield f"[attachment: {told}, {size_in_words(size)}]", "", number
            else:
                yield f"![[{own}-{number}-{plain}|{plain}]]", f"{own}-{number}-{plain}", number


_UNFIT = re.compile(r"[\[\]|#^/\\]")
_SUFFIX = re.compile(r"\.\w{2,4}$")


@contextmanager
def _opened(again: Callable[[], bytes], number: int) -> Iterator[io.BytesIO]:
    """Open a file that hangs on a message, by its part's number."""
    part = next(itertools.islice(_parsed(again()).walk(), number, None))
    payload = part.get_payload(decode=True)
    yield io.BytesIO(payload if isinstance(payload, bytes) else b"")


def _forwarded(message: EmailMessage, depth: int) -> Iterator[str]:
    """Yield the messages that hang on a message as files of their own."""
    for part in message.walk():
        if part.get_content_type() != "message/rfc822" or depth <= 0:
            continue
        inner = part.get_payload()
        inner = inner[0] if isinstance(inner, list) and inner else None
        if isinstance(inner, EmailMessage):
            head = f"[forwarded: {_header(inner, 'Subject')}, {_name(_header(inner, 'From'))}]"
            body = _body(inner).strip()
            yield f"{head}\n\n{body}" if body else head

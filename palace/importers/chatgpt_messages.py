"""The messages of one ChatGPT conversation: the branch that was kept, and the others.

The format is known from exports; `docs/dev/chatgpt-spec.md` of convoviz describes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from palace.importers.conversation import ASSISTANT, SYSTEM, TOOL, USER, Turn
from palace.importers.times import from_epoch

Json = Mapping[str, object]

_ROLES = {USER: USER, ASSISTANT: ASSISTANT, TOOL: TOOL, SYSTEM: SYSTEM}
_BROWSING = re.compile(r"^(?:browser|web|myfiles_browser|file_search|search)\b")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_FENCE = re.compile(r"`{3,}")
_PLACEHOLDERS = {
    "image_asset_pointer": "[image]",
    "audio_asset_pointer": "[audio]",
    "video_container_asset_pointer": "[video]",
    "real_time_user_audio_video_asset_pointer": "[audio]",
}


@dataclass(frozen=True, slots=True)
class Branch:
    """A stretch of messages that was left.

    Parameters
    ----------
    turns
        In order.
    beside
        The nodes of the kept branch at which it left, the sibling first: what it is an
        alternate to.
    """

    turns: tuple[Turn, ...]
    beside: tuple[str, ...]


def read_branches(conversation: Json) -> tuple[list[Turn], list[Branch]]:
    """Return the turns of the kept branch, and the other branches; each message once.

    The kept branch leads from ``current_node`` by ``parent`` to the root; without a
    ``current_node`` from the newest leaf. Cycles and missing parents end it.
    """
    mapping = conversation.get("mapping")
    nodes: dict[str, Json] = {}
    if isinstance(mapping, Mapping):
        nodes = {str(key): node for key, node in mapping.items() if isinstance(node, Mapping)}
    parents = _parents(nodes)
    children: dict[str, list[str]] = {}
    for key, parent in parents.items():
        if parent is not None:
            children.setdefault(parent, []).append(key)
    kept = _path(_current(conversation, nodes, children), parents)
    turns = {key: turn for key, node in nodes.items() if (turn := _turn(key, node)) is not None}
    branches: list[Branch] = []
    done = set(kept)
    for at, key in enumerate(kept):
        following = kept[at + 1 : at + 2]
        for child in children.get(key, ()):
            if child not in done:
                branches += _chains(child, (*following, key), children, turns, done)
    # What hangs together with nothing: other roots, and cycles.
    for key in nodes:
        if key not in done and parents[key] not in nodes:
            branches += _chains(key, tuple(kept[:1]), children, turns, done)
    for key in nodes:
        if key not in done:
            branches += _chains(key, tuple(kept[:1]), children, turns, done)
    return [turns[key] for key in kept if key in turns], branches


def oddity(conversation: Json) -> str:
    """Return one sentence on what is wrong with the tree of messages; empty where nothing is."""
    mapping = conversation.get("mapping")
    if not isinstance(mapping, Mapping):
        return ""
    nodes = {str(key): node for key, node in mapping.items() if isinstance(node, Mapping)}
    parents = _parents(nodes)
    sound: set[str] = set()
    for key in nodes:
        way: set[str] = set()
        at: str | None = key
        while at is not None and at not in sound:
            if at in way:
                return "Its messages lead in a circle; each was read once."
            way.add(at)
            at = parents[at]
        sound |= way
    current = conversation.get("current_node")
    known = isinstance(current, str) and current in nodes
    if not known and any(isinstance(node.get("message"), Mapping) for node in nodes.values()):
        return "It does not say which branch was the last; the newest was taken as such."
    return ""


def _parents(nodes: Mapping[str, Json]) -> dict[str, str | None]:
    """Return each node's parent; where it names none, the node that names it as a child."""
    claimed: dict[str, str] = {}
    for key, node in nodes.items():
        listed = node.get("children")
        if isinstance(listed, list):
            for child in listed:
                if isinstance(child, str) and child != key:
                    claimed.setdefault(child, key)
    found: dict[str, str | None] = {}
    for key, node in nodes.items():
        parent = node.get("parent")
        if isinstance(parent, str) and parent in nodes and parent != key:
            found[key] = parent
        else:
            found[key] = claimed.get(key)
    return found


def _current(
    conversation: Json, nodes: Mapping[str, Json], children: Mapping[str, list[str]]
) -> str | None:
    current = conversation.get("current_node")
    if isinstance(current, str) and current in nodes:
        return current
    order = {key: at for at, key in enumerate(nodes)}
    spoken = [key for key, node in nodes.items() if isinstance(node.get("message"), Mapping)]
    leaves = [key for key in spoken if key not in children] or spoken
    return max(leaves, key=lambda key: (_time(nodes[key]), order[key]), default=None)


def _time(node: Json) -> float:
    message = node.get("message")
    moment = from_epoch(message.get("create_time")) if isinstance(message, Mapping) else None
    return moment.utc if moment is not None else 0.0


def _path(leaf: str | None, parents: Mapping[str, str | None]) -> list[str]:
    path: list[str] = []
    seen: set[str] = set()
    at = leaf
    while at is not None and at in parents and at not in seen:
        seen.add(at)
        path.append(at)
        at = parents[at]
    path.reverse()
    return path


def _chains(
    start: str,
    beside: tuple[str, ...],
    children: Mapping[str, list[str]],
    turns: Mapping[str, Turn],
    done: set[str],
) -> list[Branch]:
    """Return the chains of a subtree: along first children, a new chain for each other child."""
    found: list[Branch] = []
    waiting = [start]
    while waiting:
        key: str | None = waiting.pop(0)
        chain: list[Turn] = []
        while key is not None and key not in done:
            done.add(key)
            if key in turns:
                chain.append(turns[key])
            following = [child for child in children.get(key, ()) if child not in done]
            waiting.extend(following[1:])
            key = following[0] if following else None
        if chain:
            found.append(Branch(tuple(chain), beside))
    return found


def _turn(key: str, node: Json) -> Turn | None:
    """Return what a node says, or None where there is nothing to read."""
    message = node.get("message")
    if not isinstance(message, Mapping):
        return None
    metadata = message.get("metadata")
    if isinstance(metadata, Mapping) and metadata.get("is_visually_hidden_from_conversation"):
        return None
    content = message.get("content")
    author = message.get("author")
    role = author.get("role") if isinstance(author, Mapping) else None
    speaker = _ROLES.get(role, TOOL) if isinstance(role, str) else TOOL
    if isinstance(content, str):
        kind, text = "text", content
    elif isinstance(content, Mapping):
        kind = str(content.get("content_type") or "text")
        text = _READERS.get(kind, _any_text)(content)
    else:
        return None
    text = clean(text).strip("\r\n")
    if not text.strip():
        return None
    if kind in {"user_editable_context", "model_editable_context"}:
        speaker = SYSTEM
    recipient = message.get("recipient")
    calls = kind == "code" and isinstance(recipient, str) and _BROWSING.match(recipient)
    aside = bool(calls) or kind in {"thoughts", "reasoning_recap"}
    return Turn(clean(key), speaker, text, from_epoch(message.get("create_time")), aside)


_ASSET = re.compile(r"://(?:\S{0,80}?[/#])?(file[-_][A-Za-z0-9_-]{6,80})")
"""In ``file-service://file-…`` and ``sediment://file_…``: the id by which the zip names it."""


def clean(text: str) -> str:
    """Return text that can be stored: NUL and halves of surrogate pairs become U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", text)


def _parts(content: Json) -> str:
    parts = content.get("parts")
    if not isinstance(parts, list):
        return _any_text(content)
    found = [_part(part) for part in parts]
    # A voice message comes as its transcript and its sound: the words are enough.
    if any(isinstance(part, Mapping) and _is_transcript(part) for part in parts):
        found = [text for text in found if text != "[audio]"]
    return "\n\n".join(text for text in found if text.strip())


def _is_transcript(part: Json) -> bool:
    return part.get("content_type") == "audio_transcription"


def _part(part: object) -> str:
    if isinstance(part, str):
        return part
    if not isinstance(part, Mapping):
        return ""
    text = part.get("text")
    if isinstance(text, str) and text:
        return text
    kind = str(part.get("content_type") or "attachment")
    if kind == "image_asset_pointer":
        metadata = part.get("metadata")
        dalle = metadata.get("dalle") if isinstance(metadata, Mapping) else None
        prompt = dalle.get("prompt") if isinstance(dalle, Mapping) else None
        if isinstance(prompt, str) and prompt.strip():
            return "\n".join((*_asset_named(part), f"[image: {prompt.strip()}]"))
        if shown := _asset_named(part):
            return shown[0]
    return _PLACEHOLDERS.get(kind, f"[{kind.replace('_', ' ')}]")


def _asset_named(part: Json) -> list[str]:
    """Return a picture by its file's id, as the text then shows it; none where it has no id."""
    pointer = part.get("asset_pointer")
    found = _ASSET.search(pointer) if isinstance(pointer, str) else None
    return [] if found is None else [f"![[{found[1]}]]"]


def _code(content: Json) -> str:
    language = content.get("language")
    known = isinstance(language, str) and language.isalnum() and language != "unknown"
    return _fenced(_strings(content, ("text",), "\n"), str(language) if known else "")


def _fenced(text: str, language: str = "") -> str:
    if not text.strip():
        return ""
    longest = max((len(run) for run in _FENCE.findall(text)), default=2)
    fence = "`" * (longest + 1)
    end = "" if text.endswith("\n") else "\n"
    return f"{fence}{language}\n{text}{end}{fence}"


def _strings(content: Json, keys: Sequence[str], separator: str = "\n\n") -> str:
    values = (content.get(key) for key in keys)
    return separator.join(value for value in values if isinstance(value, str) and value.strip())


def _quote(content: Json) -> str:
    return _strings(content, ("title", "url", "text"))


def _thoughts(content: Json) -> str:
    thoughts = content.get("thoughts")
    if not isinstance(thoughts, list):
        return _any_text(content)
    return "\n\n".join(
        _strings(thought, ("summary", "content"))
        for thought in thoughts
        if isinstance(thought, Mapping)
    )


def _any_text(content: Json) -> str:
    """Return the text of content of a kind that is not known: wherever such text usually is."""
    if isinstance(content.get("parts"), list):
        return _parts(content)
    return _strings(content, ("title", "name", "text", "content", "result", "summary"))


_READERS: Mapping[str, Callable[[Json], str]] = {
    "text": _parts,
    "multimodal_text": _parts,
    "code": _code,
    "execution_output": lambda content: _fenced(_strings(content, ("text",))),
    "tether_quote": _quote,
    "thoughts": _thoughts,
    "user_editable_context": lambda content: _strings(
        content, ("user_profile", "user_instructions")
    ),
    "model_editable_context": lambda content: _strings(content, ("model_set_context",)),
}

"""ChatGPT exports made for tests, after the published description of the format."""

from __future__ import annotations

START = 1_700_000_000.0


def message(node, role, text, *, at=START, kind="text", hidden=False, recipient="all", **content):
    body = {"content_type": kind, **content}
    if text is not None:
        if kind in {"text", "multimodal_text"}:
            body["parts"] = text if isinstance(text, list) else [text]
        else:
            body["text"] = text
    metadata = {"is_visually_hidden_from_conversation": True} if hidden else {}
    return {
        "id": node,
        "author": {"role": role, "name": None},
        "create_time": at,
        "content": body,
        "metadata": metadata,
        "recipient": recipient,
    }


def conversation(messages, *, ref="c1", title="A chat", current=None, edges=None, **more):
    """Messages that follow one another, or hang as ``edges`` (child: parent) say."""
    edges = dict(edges or {})
    mapping = {"root": {"id": "root", "parent": None, "children": [], "message": None}}
    previous = "root"
    for each in messages:
        parent = edges.get(each["id"], previous)
        mapping[each["id"]] = {
            "id": each["id"], "parent": parent, "children": [], "message": each
        }  # fmt: skip
        if parent in mapping:
            mapping[parent]["children"].append(each["id"])
        previous = each["id"]
    found = {
        "title": title,
        "create_time": START,
        "update_time": START + 60,
        "mapping": mapping,
        "conversation_id": ref,
        "current_node": previous if current is None else current,
    }
    return found | more


def chat(*texts, ref="c1", title="A chat", step=60.0):
    """A plain conversation: user and assistant in turn."""
    return conversation(
        [
            message(f"{ref}-m{at}", ("user", "assistant")[at % 2], text, at=START + at * step)
            for at, text in enumerate(texts)
        ],
        ref=ref,
        title=title,
    )

"""A source item as a Markdown file with front matter and wikilinks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from palace.export.names import moment
from palace.export.standing import Standing
from palace.model.exported import body_of


def markdown_of(item: Mapping[str, Any], files: Mapping[str, str], standing: Standing) -> str:
    """Return an item's file.

    The front matter carries the note's own properties, links to what it led to, and under
    ``palace`` where it came from and where it stands; the body carries each memory's text as it
    is, a comment with its id before it. What else there is to know is in the manifest.

    Parameters
    ----------
    item
        Of `palace.queries.Everything`.
    files
        Object id → its file, without suffix.
    standing
        Where things stand.
    """
    objects = item["objects"]
    tags = list(dict.fromkeys(tag for part in objects for tag in part["tags"]))
    matter: dict[str, Any] = {**item["properties"], "title": item["title"]}
    if tags:
        matter["tags"] = tags
    if item["aliases"]:
        matter["aliases"] = item["aliases"]
    moments = {name: moment(item[name]) for name in ("created", "updated")}
    for name, at in moments.items():
        if at is not None:
            matter.setdefault(name, at.isoformat())
    links = _links(item, files)
    if links:
        matter.setdefault("links", links)
    matter["palace"] = {
        "id": item["id"],
        "source": item["source"]["kind"],
        "source_uri": item["source"]["uri"],
        "source_item": item["ref"],
        "read_from": item["place"],
        **{name: at and at.isoformat(exact=True) for name, at in moments.items()},
        "missing_from_source": item["missing_since"] is not None,
        "objects": [_object(part, standing) for part in objects],
    }
    head = yaml.safe_dump(matter, allow_unicode=True, sort_keys=False, width=100)
    return f"---\n{head}---\n\n" + body_of(m for part in objects for m in part["memories"])


def _links(item: Mapping[str, Any], files: Mapping[str, str]) -> list[str]:
    """Return wikilinks to what an item led to, each once, those inside the item left out."""
    own = {part["id"] for part in item["objects"]}
    leads = [link["to"] for part in item["objects"] for link in part["links"]]
    found = (files[to] for to in leads if to and to not in own and to in files)
    return [f"[[{name}]]" for name in dict.fromkeys(found)]


def _object(part: Mapping[str, Any], standing: Standing) -> dict[str, Any]:
    known = {name: part[name] for name in ("id", "kind", "title")}
    if part["reach"] != "here":
        known["out_of_reach"] = True
    spot = standing.spot(part["id"])
    if spot is not None:
        known |= {"room": spot.room, "number": spot.number}
        if spot.pinned:
            known["pinned"] = True
    return known

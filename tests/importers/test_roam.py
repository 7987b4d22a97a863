"""Roam's graphs, after obsidianmd/obsidian-importer (formats/roam), marph91/jimmy and the export in
taylormitchell/ankify_roam's tests; the pages are made up."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

from palace.importers import importer_for
from palace.importers.roam import RoamImporter
from palace.jobs import import_paths
from palace.model.drafts import DraftItem, LinkKind, Unreadable
from palace.session import Session

AT = 1_714_760_000_000


def block(string: str, uid: str = "", *children: dict[str, Any], **more: Any) -> dict[str, Any]:
    found = {"string": string, "create-time": AT, "edit-time": AT + 1, **more}
    return found | ({"uid": uid} if uid else {}) | ({"children": [*children]} if children else {})


SWARM = block(
    "A swarm hung in the [[pear tree]]. #[[long tag]]",
    "swarm-001",
    block("it was calm\nand large", "calm-0001"),
)
GRAPH: list[dict[str, Any]] = [
    {
        "title": "Bees", "uid": "bees-page", "create-email": "anna@example.org",
        "create-time": AT - 60_000, "edit-time": AT + 90_000,
        "children": [
            block("Tags:: #orchard [[early May]]"),
            block("rating::", "rating-01", block("five"), block("of five")),
            block("What came", "heading-1", SWARM, heading=2),
            block("{{[[TODO]]}} buy sugar", "todo-0001"),
            block("{{DONE}} clean the hive #spring/early", "done-0001", **{"edit-time": AT + 5}),
            block("```python\n- [[no link]] #notag\nif bee:\n    pass```", "code-0001"),
            block("Of [[the [[honey]] harvest]] and `[[no link]]`, [aliased]([[Rye]]), https://x.y/#z",
                  "nested-01"),
        ],
    },
    {
        "title": "May 3rd, 2024", "uid": "05-03-2024", "create-time": AT,
        "children": [
            block("See ((swarm-001)), ((not-there)) and [it](((calm-0001)))", "day-00001"),
            block("{{[[embed]]: [[Bees]]}} {{embed: ((todo-0001))}} {{[[query]]: {and: [[Rye]]}}}"),
            block("[[>]] quoted, ^^bright^^ and __slanted__", heading=0),
        ],
    },
    {"title": "pear tree", "create-time": AT, "edit-time": AT},
    {"title": "Rye", "children": [block("Twelve hours.")], "create-email": "ben@example.org"},
]  # fmt: skip


def found(folder: Path, graph: Any, name: str = "orchard.json") -> list[DraftItem | Unreadable]:
    file = folder / name
    file.write_text(graph if isinstance(graph, str) else json.dumps(graph), encoding="utf-8")
    return list(RoamImporter().items(file))


def test_a_page_keeps_its_blocks_attributes_tags_and_links(tmp_path: Path) -> None:
    bees, day, pear, rye = found(tmp_path, GRAPH)
    assert importer_for(tmp_path / "orchard.json").kind == "roam"
    assert isinstance(bees, DraftItem) and isinstance(day, DraftItem)
    assert (bees.ref, bees.title, bees.place) == ("bees-page", "Bees", "orchard.json › Bees")
    assert bees.created is not None and bees.created.isoformat() == "2024-05-03T18:12:20+00:00"
    assert bees.updated is not None and bees.updated.isoformat() == "2024-05-03T18:14:50+00:00"
    assert bees.properties == {"Tags": "#orchard [[early May]]", "rating": ["five", "of five"]}
    (thing,) = bees.objects
    first, second = thing.memories
    assert first.text == "- Tags:: #orchard [[early May]]\n- rating::\n  - five\n  - of five"
    assert [part.source_ref for part in first.segments] == ["", "^rating-01"]
    assert (second.title, second.ref, second.author) == (
        "What came",
        "^heading-1",
        "anna@example.org",
    )
    assert second.text == (
        "- ## What came\n"
        "  - A swarm hung in the [[pear tree]]. #[[long tag]]\n"
        "    - it was calm\n      and large\n"
        "- [ ] buy sugar\n"
        "- [x] clean the hive #spring/early\n"
        "- ```python\n  - [[no link]] #notag\n  if bee:\n      pass\n  ```\n"
        "- Of [[the [[honey]] harvest]] and `[[no link]]`, [aliased]([[Rye]]), https://x.y/#z"
    )
    assert thing.tags == ("orchard", "long tag", "spring/early")
    assert [(link.target, link.memory_ref) for link in thing.links] == [
        ("orchard", "Tags:: #orchard [[early May]]"),
        ("early May", "Tags:: #orchard [[early May]]"),
        ("pear tree", "^heading-1"),
        ("long tag", "^heading-1"),
        ("spring/early", "^heading-1"),
        ("the [[honey]] harvest", "^heading-1"),
        ("honey", "^heading-1"),
        ("Rye", "^heading-1"),
    ]
    assert (day.ref, day.created and day.created.isoformat()) == ("05-03-2024", "2024-05-03")
    links = [(link.target, link.kind) for link in day.objects[0].links]
    assert links == [("Bees", LinkKind.EMBED), ("Rye", LinkKind.WIKILINK)]
    assert "- [[>]] quoted, ^^bright^^ and __slanted__" in day.objects[0].memories[0].text
    assert isinstance(pear, DraftItem) and (pear.ref, pear.objects) == ("pear tree", ())
    assert isinstance(rye, DraftItem) and rye.ref == "Rye"


def test_references_lead_to_the_page_of_the_block(tmp_path: Path, palace_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "Roam-Export-1714760000.zip", "w") as archive:
        archive.writestr("orchard.json", json.dumps(GRAPH))
    with Session(palace_path, create=True) as session:
        import_paths(session, [tmp_path / "Roam-Export-1714760000.zip"], wait=False)
        found(tmp_path, GRAPH, "orchard (1).json")  # the same graph, another export of it
        again = import_paths(session, [tmp_path / "orchard (1).json"], wait=False)
        assert again.counts["unchanged"] == 4 and again.counts["added"] == 0
        rows = session._store.reader().rows(
            "SELECT one.title AS a, other.title AS b FROM link "
            "JOIN object one ON one.id = object_id JOIN object other ON other.id = to_object"
        )
        assert {(row["a"], row["b"]) for row in rows} == {
            ("Bees", "Rye"),
            ("May 3rd, 2024", "Bees"),
            ("May 3rd, 2024", "Rye"),
        }


def test_what_is_damaged_gives_what_came_before(tmp_path: Path) -> None:
    items = found(tmp_path, json.dumps(GRAPH)[:-150])
    assert [item.ref for item in items[:2]] == ["bees-page", "05-03-2024"]
    assert isinstance(items[-1], Unreadable) and "cut off near byte" in items[-1].reason
    deep = block("deep")
    for _ in range(150):
        deep = block("x", "", deep)
    (told,) = found(tmp_path, [{"title": "Deep", "children": [deep]}])
    assert isinstance(told, Unreadable) and "nested too deeply" in told.reason
    for text in ("{}", "[]", "[1, null]", "no", '[{"title": 1}]'):
        (told,) = found(tmp_path, text)
        assert isinstance(told, Unreadable), text

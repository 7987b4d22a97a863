"""Logseq's graphs, after logseq/logseq (deps/graph-parser); the pages are made up."""

from __future__ import annotations

from pathlib import Path

from palace.importers import recognise_all
from palace.importers.logseq import LogseqImporter
from palace.jobs import import_paths
from palace.model.drafts import DraftItem, LinkKind
from palace.session import Session

BLOCK = "6635f0a1-0000-4000-8000-00000000000a"
PAGES = {
    "pages/Bees.md": (
        "title:: Bees\nalias:: Apiary, Hive work\ntags:: garden, [[long tag]]\nrating:: 5\n\n"
        "- ## Swarms\n- A swarm hung in the [[pear tree]]. #spring #[[early May]]\n"
        f"  id:: {BLOCK}\n"
        "\t- it was calm\n\t  collapsed:: true\n\t\t- and large\n"
        "- ```python\n  - no block\n  ```\n- "
    ),
    "pages/Garden___Trees.md": f"- See (({BLOCK})) and [[Bees]].\n",
    "journals/2024_05_03.md": "- Caught the swarm.\n- TODO buy sugar\n",
    "journals/2024_05_04.md": "- \n",
    "logseq/bak/pages/Bees.md": "- old\n",
}


def graph(folder: Path) -> Path:
    root = folder / "graph"
    for name, text in PAGES.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (root / "logseq" / "config.edn").write_text("{}")
    return root


def items(path: Path) -> dict[str, DraftItem]:
    return {i.ref: i for i in LogseqImporter().items(path) if isinstance(i, DraftItem)}


def test_a_graph_is_read_as_one_and_by_nobody_else(tmp_path: Path) -> None:
    root = graph(tmp_path)
    assert [each.kind for each in recognise_all(root)] == ["logseq"]
    found = items(root)
    assert list(found) == [
        "journals/2024_05_03.md",
        "journals/2024_05_04.md",
        "pages/Bees.md",
        "pages/Garden___Trees.md",
    ]
    assert found["journals/2024_05_04.md"].objects == ()


def test_a_page_keeps_properties_blocks_and_links(tmp_path: Path) -> None:
    found = items(graph(tmp_path))
    bees = found["pages/Bees.md"]
    assert (bees.title, bees.aliases) == ("Bees", ("Apiary", "Hive work"))
    assert bees.properties == {"rating": "5"}
    (page,) = bees.objects
    assert page.tags == ("garden", "long tag", "spring", "early May")
    assert [(link.target, link.kind) for link in page.links] == [
        ("pear tree", LinkKind.WIKILINK),
        ("early May", LinkKind.WIKILINK),
    ]
    (memory,) = page.memories
    assert memory.title == "Swarms"
    assert memory.text == (
        "- ## Swarms\n- A swarm hung in the [[pear tree]]. #spring #[[early May]]\n"
        "\t- it was calm\n\t\t- and large\n- ```python\n  - no block\n  ```"
    )
    assert [part.source_ref for part in memory.segments] == ["", f"^{BLOCK}", ""]
    trees = found["pages/Garden___Trees.md"]
    assert trees.title == "Garden/Trees"
    assert [(link.target, link.kind) for link in trees.objects[0].links] == [
        ("Bees", LinkKind.WIKILINK),
        ("Bees", LinkKind.EMBED),
    ]
    day = found["journals/2024_05_03.md"]
    assert day.title == "2024-05-03"
    assert day.created is not None and day.created.isoformat() == "2024-05-03"


def test_block_references_lead_to_their_page(tmp_path: Path, palace_path: Path) -> None:
    with Session(palace_path, create=True) as session:
        import_paths(session, [graph(tmp_path)], wait=False)
        rows = session._store.reader().rows(
            "SELECT one.title AS a, other.title AS b FROM link "
            "JOIN object one ON one.id = object_id JOIN object other ON other.id = to_object"
        )
        assert {(row["a"], row["b"]) for row in rows} == {("Garden/Trees", "Bees")}

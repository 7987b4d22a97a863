"""Notion's export; the pages are made up.

Names, heads and tables follow what obsidianmd/obsidian-importer (src/formats/notion) and
mattermost-community/focalboard (import/notion) read.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from palace.importers import importer_for, recognise_all
from palace.importers.notion import NotionImporter
from palace.jobs import import_paths
from palace.model.drafts import DraftItem, Unreadable
from palace.session import Session

GARDEN, BEES, BREAD, BASE = (digit * 32 for digit in "abcd")
PAGES = {
    f"Garden {GARDEN}.md": (
        "# Garden\n\nWhat grows: the pear tree, and [Bees](Garden%20" + GARDEN + "/Bees%20" + BEES
        + ".md) in it.\n\n## Jobs\n\n- [ ] prune the pear tree before the sap rises in the spring\n"
    ),
    f"Garden {GARDEN}/Bees {BEES}.md": (
        "# Bees\n\nTags: hive, spring\nCreated: May 3, 2024 6:20 PM\nLast edited time: 2024/05/04\n"
        f"Place: [Garden](../Garden%20{GARDEN}.md)\n\nA swarm hung in the pear tree.\n"
    ),
    f"Garden {GARDEN}/Hives {BASE}/Rye bread {BREAD}.md": "# Rye bread\n\nFlour: rye\n\n12 h.\n",
    f"Garden {GARDEN}/Hives {BASE}.csv": "Name,Flour\nRye bread,rye\n",
    f"Garden {GARDEN}/Hives {BASE}_all.csv": (
        '\ufeffName,Flour,Note\nRye bread,rye,\nSpelt bread,spelt,"of two\nlines"\nSpelt bread,,\n'
    ),
}  # fmt: skip
HTML = f"""<html><head><title>Bees</title><style>x</style></head><body>
<article id="bbbbbbbb-bbbb-bbbb-bbbb-bbbbbbbbbbbb" class="page sans"><header>
<h1 class="page-title">Bees</h1><table class="properties"><tbody>
<tr class="property-row property-row-multi_select"><th><span class="icon"></span>Kind</th>
<td><span class="selected-value">hive</span><span class="selected-value">spring</span></td></tr>
<tr class="property-row property-row-created_time"><th>Made</th>
<td><time>@May 3, 2024 6:20 PM</time></td></tr></tbody></table></header>
<div class="page-body"><p>A swarm hung in the <a href="Garden%20{GARDEN}.html">pear tree</a>.</p>
<ul class="to-do-list"><li><div class="checkbox checkbox-on"></div>
<span class="to-do-children-checked">catch it</span></li></ul></div></article></body></html>"""


def packed(pages: dict[str, str], inner: str = "") -> bytes:
    """Return a zip, or a zip that holds the zip of this name."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in pages.items():
            archive.writestr(name, text)
    if not inner:
        return written.getvalue()
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr(inner, written.getvalue())
    return outer.getvalue()


def unpacked(folder: Path) -> Path:
    root = folder / "Export"
    for name, text in PAGES.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def items(path: Path) -> dict[str, DraftItem]:
    found = list(NotionImporter().items(path))
    assert all(isinstance(item, DraftItem) for item in found), found
    return {item.ref: item for item in found if isinstance(item, DraftItem)}


def test_pages_properties_and_rows_without_a_page(tmp_path: Path) -> None:
    found = items(unpacked(tmp_path))
    assert set(found) == {
        GARDEN, BEES, BREAD, f"{BASE}/Spelt bread", f"{BASE}/Spelt bread (2)"
    }  # fmt: skip
    bees = found[BEES]
    assert (bees.title, bees.objects[0].tags) == ("Bees", ("hive", "spring"))
    assert bees.created is not None and bees.created.isoformat() == "2024-05-03T18:20:00+00:00"
    assert bees.updated is not None and bees.updated.isoformat() == "2024-05-04"
    assert bees.objects[0].memories[0].text == "A swarm hung in the pear tree."
    assert [link.target for link in bees.objects[0].links] == [GARDEN]
    garden = found[GARDEN].objects[0]
    assert [(link.target, link.label) for link in garden.links] == [(BEES, "Bees")]
    assert found[BREAD].properties == {"Flour": "rye"}
    spelt = found[f"{BASE}/Spelt bread"]
    assert spelt.properties == {"database": "Hives", "Flour": "spelt", "Note": "of two\nlines"}
    assert spelt.objects[0].memories[0].text == "Flour: spelt\nNote: of two\nlines"
    assert found[f"{BASE}/Spelt bread (2)"].objects[0].memories[0].text == "Spelt bread"


def test_a_zip_and_a_zip_in_a_zip_are_the_same_source(tmp_path: Path, palace_path: Path) -> None:
    plain, nested = tmp_path / "Export-1.zip", tmp_path / "Export-2.zip"
    plain.write_bytes(packed(PAGES))
    nested.write_bytes(packed(PAGES, "Export-2-Part-1.zip"))
    folder = unpacked(tmp_path)
    with Session(palace_path, create=True) as session:
        first = import_paths(session, [plain], wait=False)
        assert [source.importer.kind for source in first.sources] == ["notion"]
        assert first.counts["added"] == 5
        for path in (nested, folder):
            assert importer_for(path).kind == "notion"
            assert [each.kind for each in recognise_all(path)] == ["notion"]
            again = import_paths(session, [path], wait=False)
            assert again.counts == {**dict.fromkeys(again.counts, 0), "unchanged": 5}
        rows = session._store.reader().rows(
            "SELECT one.title AS a, other.title AS b FROM link "
            "JOIN object one ON one.id = object_id JOIN object other ON other.id = to_object"
        )
        assert {(row["a"], row["b"]) for row in rows} == {("Garden", "Bees"), ("Bees", "Garden")}


def test_the_html_form(tmp_path: Path) -> None:
    file = tmp_path / f"Bees {BEES}.html"
    file.write_text(HTML, encoding="utf-8")
    bees = items(file)[BEES]
    assert (bees.title, bees.objects[0].tags) == ("Bees", ("hive", "spring"))
    assert bees.properties == {"Kind": "hive, spring", "Made": "@May 3, 2024 6:20 PM"}
    assert bees.created is not None and bees.created.isoformat() == "2024-05-03T18:20:00+00:00"
    assert [link.target for link in bees.objects[0].links] == [GARDEN]
    text = bees.objects[0].memories[0].text
    assert text.startswith("A swarm hung in the [pear tree](") and "[x]" in text


def test_prose_with_colons_is_no_property(tmp_path: Path) -> None:
    file = tmp_path / f"Note {BREAD}.md"
    file.write_text("# Note\n\nRemember: rye.\nAnd nothing else at all.\n")
    note = items(file)[BREAD]
    assert note.properties == {}
    assert note.objects[0].memories[0].text == "Remember: rye.\nAnd nothing else at all."


def test_a_broken_table_is_told(tmp_path: Path) -> None:
    file = tmp_path / f"Hives {BASE}.csv"
    file.write_text('Name,Flour\nRye,rye\n"no end')
    found = list(NotionImporter().items(file))
    assert isinstance(found[0], DraftItem)
    file.write_bytes(b"\x00\x01\x02")
    (bad,) = NotionImporter().items(file)
    assert isinstance(bad, Unreadable)

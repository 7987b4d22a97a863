"""Outlines in OPML, after its specification 2.0 and jgm/pandoc (Readers/OPML.hs); all made up."""

from __future__ import annotations

from pathlib import Path

from palace.importers import importer_for
from palace.importers.opml import OpmlImporter
from palace.model.drafts import DraftItem, Unreadable

OUTLINE = """\
<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Bees &amp; hives</title>
<dateCreated>Fri, 03 May 2024 18:20:00 +0200</dateCreated>
<dateModified>Sat, 04 May 2024 06:00:00 GMT</dateModified>
<ownerName>Anna</ownerName><ownerEmail>anna@example.org</ownerEmail>
<expansionState>1,2</expansionState></head><body>
<outline text="Swarms" heading="2" category="/garden/bees,spring"
  _note="A swarm hung&#10;in the &lt;b&gt;pear&lt;/b&gt; tree. #calm">
  <outline text="&lt;a href=&quot;https://example.org/a&quot;&gt;it&lt;/a&gt; was calm" _complete="true">
    <outline text="and large" complete="true"/></outline>
  <outline text="buy sugar" checkbox="true"/><outline text="frames" _status="checked"/>
  <outline text=""/><outline title="only a title"/><!-- nothing -->
</outline>
<outline text="Feeds">
  <outline type="rss" text="Hives [daily]" xmlUrl="https://example.org/f.xml"
    htmlUrl="https://example.org/h" description="Of hives"/>
  <outline type="rss" text="Bare" xmlUrl="https://example.org/b.xml"/>
  <outline type="link" text="Bad" url="javascript:x()"/>
  <outline type="link" text="" url="https://example.org/l"/>
</outline></body></opml>"""  # noqa: E501
TEXT = """\
- ## Swarms
  A swarm hung
  in the **pear** tree. #calm
  - [x] [it](https://example.org/a) was calm
    - [x] and large
  - [ ] buy sugar
  - [x] frames
  - only a title
- Feeds
  - [Hives  daily ](<https://example.org/h>) (<https://example.org/f.xml>): Of hives
  - [Bare](<https://example.org/b.xml>)
  - Bad
  - [https://example.org/l](<https://example.org/l>)"""


def found(folder: Path, text: str | bytes, name: str = "Bees.opml") -> DraftItem | Unreadable:
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    assert importer_for(file).kind == "opml"
    (item,) = OpmlImporter().items(file)
    return item


def test_an_outline_is_kept_to_the_last_attribute(tmp_path: Path) -> None:
    item = found(tmp_path, OUTLINE)
    assert isinstance(item, DraftItem) and item.notice == ""
    assert (item.ref, item.title) == ("Bees.opml", "Bees & hives")
    assert item.created is not None and item.created.isoformat() == "2024-05-03T18:20:00+02:00"
    assert item.updated is not None and item.updated.isoformat() == "2024-05-04T06:00:00+00:00"
    assert item.properties == {"ownerName": "Anna", "ownerEmail": "anna@example.org"}
    (thing,) = item.objects
    assert thing.tags == ("calm", "garden/bees", "spring")
    (memory,) = thing.memories
    assert (memory.title, memory.author, memory.text) == ("Swarms", "Anna", TEXT)


def test_the_branches_of_a_large_outline_are_objects(tmp_path: Path) -> None:
    leaf = f'<outline text="{"A leaf says a lot. " * 20}"/>'
    branch = f'<outline text="Branch" _note="Told.">{leaf * 12}</outline>'
    item = found(tmp_path, f"<opml><head/><body>{branch}{leaf}{branch}</body></opml>")
    assert isinstance(item, DraftItem)
    assert [(each.title, each.ref) for each in item.objects] == [
        ("Branch", "Branch"),
        ("Branch", "Branch (2)"),
        ("Bees", ""),
    ]
    assert [len(each.memories) for each in item.objects] == [2, 2, 1]
    assert item.objects[0].memories[0].text.startswith("- Branch\n  Told.\n- A leaf says")


def test_what_is_damaged_or_made_to_harm(tmp_path: Path) -> None:
    cut = found(tmp_path, OUTLINE[:-200])
    assert isinstance(cut, DraftItem) and "damaged near line" in cut.notice
    for text in ("", "no xml", "<html/>", "<opml><body/></opml>"):
        assert isinstance(found(tmp_path, text), Unreadable)
    secret = tmp_path / "secret"
    secret.write_text("do not read")
    bomb = '<!ENTITY a "xxxxxxxxxx">' + "".join(
        f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9)
    )
    told = found(
        tmp_path,
        f'<!DOCTYPE opml [{bomb}<!ENTITY s SYSTEM "{secret.as_uri()}">]><opml><head>'
        '<title>&s;</title></head><body><outline text="One &j;"/></body></opml>',
    )
    assert "do not read" not in str(told) and len(str(told)) < 10_000
    deep = found(tmp_path, "<opml><body>" + '<outline text="x">' * 5000)
    assert isinstance(deep, DraftItem | Unreadable)

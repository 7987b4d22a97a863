"""Evernote's notebooks, after evernote-export4.dtd and enml2.dtd; the notes are made up."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from palace.importers import importer_for
from palace.importers.enex import EnexImporter
from palace.model.drafts import DraftFile, DraftItem, DraftLink, LinkKind, Unreadable

PICTURE = b"\x89PNG not really"
HASH = hashlib.md5(PICTURE).hexdigest()
ENML = f"""\
<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!DOCTYPE en-note SYSTEM "http://xml.evernote.com/pub/enml2.dtd">
<en-note style="color: red"><h1>Spring</h1>
<div>The bees came &lt;back&gt; &amp; settled in the pear tree by noon.</div>
<div><en-todo checked="true"/>clean the hive</div><div><en-todo/>buy sugar</div>
<en-media type="image/png" hash="{HASH}"/>
<h2>Afterwards</h2><div>See <a href="evernote:///view/1/s1/a/b/">Rye bread</a> and
<a href="https://example.org">a page</a>.</div>
<div style="-en-codeblock:true"><div>for bee in hive:</div><div>    count(bee)</div></div>
<table><tr><td>hive</td><td>frames</td></tr><tr><td>1</td><td>10</td></tr></table>
<en-crypt hint="the usual">abc=</en-crypt></en-note>"""


def note(title: str, content: str, *more: str, created: str = "20240503T182000Z") -> str:
    made = f"<created>{created}</created>" if created else ""
    return (
        f"<note><title>{title}</title><content><![CDATA[{content}]]></content>{made}"
        f"<updated>20240504T060000Z</updated>{''.join(more)}</note>"
    )


def notebook(*notes: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE en-export SYSTEM '
        '"http://xml.evernote.com/pub/evernote-export4.dtd">\n<en-export '
        f'export-date="20240601T000000Z" application="Evernote" version="10.6">{"".join(notes)}'
        "</en-export>"
    )


BEES = note(
    "Bees &amp; hives",
    ENML,
    "<tag>bees</tag><tag>garden work</tag>",
    "<note-attributes><author>Anna</author><source-url>https://example.org/bees</source-url>"
    "</note-attributes>",
    "<task><title>Order queens</title><taskStatus>open</taskStatus>"
    "<dueDate>20240601T100000Z</dueDate></task>",
    f"<resource><data encoding='base64'>{base64.b64encode(PICTURE).decode()}</data><mime>image/png"
    "</mime><resource-attributes><file-name>hive.png</file-name></resource-attributes></resource>",
)
PLAIN = note("Rye bread", "<en-note><div>Twelve hours.</div></en-note>", created="20240101T000000Z")
NOTEBOOK = notebook(BEES, PLAIN)


def found(folder: Path, text: str, name: str = "Garden.enex") -> list[DraftItem | Unreadable]:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    assert importer_for(file).kind == "evernote"
    return list(EnexImporter().items(file))


def test_a_note_is_kept_to_the_last_field(tmp_path: Path) -> None:
    bees, plain = found(tmp_path, NOTEBOOK)
    assert isinstance(bees, DraftItem) and isinstance(plain, DraftItem)
    assert (bees.ref, bees.title) == ("Garden/20240503T182000Z", "Bees & hives")
    assert bees.place == "Garden › Bees & hives"
    assert bees.created is not None and bees.created.isoformat() == "2024-05-03T18:20:00+00:00"
    assert bees.updated is not None and bees.updated.isoformat() == "2024-05-04T06:00:00+00:00"
    assert bees.properties == {
        "notebook": "Garden",
        "author": "Anna",
        "source-url": "https://example.org/bees",
        "attachments": [{"name": "hive.png", "mime": "image/png", "size": len(PICTURE)}],
    }
    (thing,) = bees.objects
    assert thing.tags == ("bees", "garden work")
    assert thing.links == (
        DraftLink(LinkKind.EMBED, "hive.png", "", "Spring"),
        DraftLink(LinkKind.WIKILINK, "Rye bread"),
    )
    (picture,) = bees.files
    assert isinstance(picture, DraftFile) and picture.name == "hive.png"
    with picture.open() as file:
        assert file.read() == PICTURE
    spring, after = thing.memories
    assert (spring.title, spring.author) == ("Spring", "Anna")
    assert spring.text.split("\n\n") == [
        "# Spring",
        "The bees came <back> & settled in the pear tree by noon.",
        "[x] clean the hive",
        "[ ] buy sugar",
        "![[hive.png]]",
    ]
    assert after.text.startswith("## Afterwards")
    for words in (
        "See [Rye bread](evernote:///view/1/s1/a/b/) and\n[a page](https://example.org).",
        "```\nfor bee in hive:\n    count(bee)\n```",
        "| hive | frames |\n| --- | --- |\n| 1 | 10 |",
        "[encrypted text: the usual]",
        "- [ ] Order queens (due 2024-06-01)",
    ):
        assert words in after.text, after.text
    assert plain.objects[0].memories[0].text == "Twelve hours."


def test_the_same_notebook_elsewhere_is_the_same_source(tmp_path: Path) -> None:
    (tmp_path / "june").mkdir()
    first = found(tmp_path, NOTEBOOK)
    again = found(tmp_path / "june", NOTEBOOK)
    assert [item.ref for item in first] == [item.ref for item in again]
    assert EnexImporter().source_uri(tmp_path) == "evernote:"


def test_two_notes_of_one_second_are_two_and_the_very_same_note_is_one(tmp_path: Path) -> None:
    other = note("Other", "<en-note>Of the same second.</en-note>")
    refs = [item.ref for item in found(tmp_path, notebook(BEES, other, other))]
    assert refs == ["Garden/20240503T182000Z", "Garden/20240503T182000Z (2)"]


def test_a_damaged_note_does_not_take_the_others_along(tmp_path: Path) -> None:
    broken = "<note><title>Bad \x01 & worse</title><content>no end</note>"
    items = found(tmp_path, notebook(BEES, broken, PLAIN))
    titles = [item.title for item in items if isinstance(item, DraftItem)]
    assert titles[0] == "Bees & hives" and "Rye bread" in titles
    assert any(isinstance(item, Unreadable) and "damaged" in item.reason for item in items)
    cut = found(tmp_path, NOTEBOOK[:-200])
    assert isinstance(cut[0], DraftItem) and isinstance(cut[-1], Unreadable)


def test_entities_are_not_put_in(tmp_path: Path) -> None:
    bomb = '<!ENTITY a "xxxxxxxxxx">' + "".join(
        f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9)
    )
    secret = tmp_path / "secret"
    secret.write_text("do not read")
    text = (
        f'<!DOCTYPE en-export [{bomb}<!ENTITY s SYSTEM "{secret.as_uri()}">]><en-export>'
        + note("Bomb", "<en-note>one</en-note>").replace("Bomb", "Bomb &j; &s;")
        + "</en-export>"
    )
    items = found(tmp_path, text)
    told = str(items)
    assert "do not read" not in told and len(told) < 10_000


def test_what_is_no_export_is_said_to_be_none(tmp_path: Path) -> None:
    (bad,) = found(tmp_path, "<html><body>no</body></html>")
    assert isinstance(bad, Unreadable) and "no Evernote export" in bad.reason
    (empty,) = found(tmp_path, "")
    assert isinstance(empty, Unreadable) and empty.skipped

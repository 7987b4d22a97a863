"""Joplin's exports, after laurent22/joplin (BaseItem.ts, InteropService_Importer_Raw.ts) and
marph91/jimmy (formats/joplin.py); the notes are made up."""

from __future__ import annotations

import gzip
import io
import tarfile
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from palace.importers import importer_for, recognise_all
from palace.importers.joplin import JoplinImporter
from palace.importers.tars import tar_entries
from palace.jobs import import_paths
from palace.model.drafts import DraftItem, DraftLink, LinkKind, Unreadable
from palace.session import Session

GARDEN, HIVES, BEES, RYE, PICTURE, SPRING, CLIP, LOCKED, GONE = (sign * 32 for sign in "123456789")
TAG, TIED = "a" * 32, "b" * 32
BODY = f"""\
A swarm hung in the pear tree, see [](:/{RYE}) and [the crust](:/{RYE}#crust).

![](:/{PICTURE})

## Tasks

- [x] clean the hive
- [ ] buy [sugar](joplin://x-callback-url/openNote?id={RYE})

`[no link](:/{GARDEN})` and, at the end, what looks like a field:

status: calm"""


def item(kind: int, title: str | None = None, body: str = "", **fields: object) -> str:
    """An item as Joplin serialises it: title, body and fields, blank lines between."""
    known = {
        "id": "", "parent_id": "", "created_time": "2024-05-03T18:20:00.123Z",
        "updated_time": "2024-05-04T06:00:00.000Z", "is_conflict": 0, "latitude": "0.00000000",
        "encryption_applied": 0, **fields, "type_": kind,
    }  # fmt: skip
    lines = "\n".join(f"{name}: {value}" for name, value in known.items())
    return "\n\n".join([*([title] if title is not None else []), *([body] if body else []), lines])


ITEMS = {
    f"{GARDEN}.md": item(2, "Garden", id=GARDEN, parent_id=GARDEN),  # of its own making: a circle
    f"{HIVES}.md": item(2, "Bees/Hives", id=HIVES, parent_id=GARDEN),
    f"{BEES}.md": item(
        1, "Bees & hives", BODY, id=BEES, parent_id=HIVES, author="Anna", latitude="48.10000000",
        user_created_time="2024-05-01T10:00:00.000Z", user_updated_time="", is_todo=1,
        todo_due=1717236000000, source_url="https://example.org/bees", source="joplin-desktop",
        source_application="net.cozic.joplin-desktop", application_data='{"a":\\n1}',
    ),
    f"{RYE}.md": item(1, "", "# Rye bread\n\nTwelve hours.", id=RYE),
    f"{CLIP}.md": item(
        1, "Clip", f'<h1>Skep</h1><p>Of <a href=":/{RYE}">straw</a>.</p><script>x()</script>',
        id=CLIP, parent_id=GARDEN, markup_language=2,
    ),
    f"{PICTURE}.md": item(4, "hive.png", id=PICTURE, mime="image/png", size=1234,
                          file_extension="png"),
    f"{LOCKED}.md": item(1, "", id=LOCKED, encryption_applied=1, encryption_cipher_text="JED01"),
    f"{GONE}.md": item(1, "Old", "Of no use.", id=GONE, deleted_time=1717236000000),
    f"{TAG}.md": item(5, "spring", id=TAG),
    f"{TIED}.md": item(6, id=TIED, note_id=BEES, tag_id=TAG),
    f"{'c' * 32}.md": item(13, id="c" * 32, item_id=BEES, body_diff='"x"'),
}  # fmt: skip


def jex(items: dict[str, str] | None = None, *odd: tarfile.TarInfo) -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, text in (ITEMS if items is None else items).items():
            add(archive, name, text.encode())
        add(archive, f"resources/{PICTURE}.png", b"\x89PNG not really")
        for member in odd:
            archive.addfile(member)
    return written.getvalue()


def add(archive: tarfile.TarFile, name: str, raw: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mtime = len(raw), 1714760000
    archive.addfile(info, io.BytesIO(raw))


def odd(name: str, kind: bytes = tarfile.REGTYPE, **more: Any) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type = kind
    for field, value in more.items():
        setattr(info, field, value)
    return info


def found(folder: Path, raw: bytes, name: str = "All.jex") -> list[DraftItem | Unreadable]:
    file = folder / name
    file.write_bytes(raw)
    assert importer_for(file).kind == "joplin"
    return list(JoplinImporter().items(file))


def test_a_note_is_kept_to_the_last_field(tmp_path: Path) -> None:
    bees, rye, clip, locked, gone = found(tmp_path, jex())
    assert (
        isinstance(bees, DraftItem) and isinstance(rye, DraftItem) and isinstance(clip, DraftItem)
    )
    assert (bees.ref, bees.title) == (BEES, "Bees & hives")
    assert bees.place == "Garden/Bees∕Hives/Bees & hives"
    assert bees.created is not None and bees.created.isoformat() == "2024-05-01T10:00:00+00:00"
    assert bees.updated is not None and bees.updated.isoformat() == "2024-05-04T06:00:00+00:00"
    assert bees.properties == {
        "notebook": "Garden/Bees∕Hives",
        "author": "Anna",
        "source_url": "https://example.org/bees",
        "source": "joplin-desktop",
        "latitude": "48.10000000",
        "is_todo": True,
        "application_data": '{"a":\n1}',
        "todo_due": "2024-06-01T10:00:00+00:00",
        "attachments": [{"name": "hive.png", "mime": "image/png", "size": 1234}],
    }
    (thing,) = bees.objects
    assert thing.tags == ("spring",)
    assert thing.links == (
        DraftLink(LinkKind.WIKILINK, RYE),
        DraftLink(LinkKind.WIKILINK, f"{RYE}#crust", "the crust"),
        DraftLink(LinkKind.EMBED, "hive.png", "hive.png"),
        DraftLink(LinkKind.WIKILINK, RYE, "", "Tasks"),
    )
    first, tasks = thing.memories
    assert first.author == "Anna"
    assert first.text == BODY.partition("\n\n## ")[0].replace("![]", "![hive.png]")
    assert tasks.text == "## " + BODY.partition("\n\n## ")[2]
    assert (rye.title, rye.place) == ("Rye bread", f"{RYE}.md")
    assert rye.objects[0].memories[0].text == "# Rye bread\n\nTwelve hours."
    assert clip.objects[0].memories[0].text == f"# Skep\n\nOf [straw](:/{RYE})."
    assert clip.objects[0].links == (DraftLink(LinkKind.WIKILINK, RYE, "straw", "Skep"),)
    assert isinstance(locked, Unreadable) and "encrypted" in locked.reason
    assert isinstance(gone, Unreadable) and gone.skipped and "trash" in gone.reason


def test_the_folder_of_a_raw_export_says_the_same(tmp_path: Path) -> None:
    root = tmp_path / "raw"
    (root / "resources").mkdir(parents=True)
    for name, text in ITEMS.items():
        (root / name).write_text(text, encoding="utf-8")
    (root / "resources" / f"{PICTURE}.png").write_bytes(b"x")
    (root / "Other.md").write_text("A note of somebody else's.")
    (root / f"{'d' * 32}.md").write_text("And one that is named so.")
    assert {each.kind for each in recognise_all(root)} == {"joplin", "notion", "markdown"}
    notes = JoplinImporter().items(root)
    assert {each.ref: each for each in notes} == {e.ref: e for e in found(tmp_path, jex())}
    with zipfile.ZipFile(tmp_path / "raw.zip", "w") as archive:
        for name, text in ITEMS.items():
            archive.writestr(f"raw/{name}", text)
    assert [each.kind for each in recognise_all(tmp_path / "raw.zip")] == ["joplin"]
    packed = JoplinImporter().items(tmp_path / "raw.zip")
    assert [each.ref for each in packed] == [each.ref for each in found(tmp_path, jex())]
    assert importer_for(root / f"{BEES}.md").kind == "joplin"


def test_links_lead_from_note_to_note(tmp_path: Path, palace_path: Path) -> None:
    (tmp_path / "All.jex").write_bytes(jex())
    with Session(palace_path, create=True) as session:
        import_paths(session, [tmp_path / "All.jex"], wait=False)
        rows = session._store.reader().rows(
            "SELECT one.title AS a, other.title AS b FROM link "
            "JOIN object one ON one.id = object_id JOIN object other ON other.id = to_object"
        )
        assert {(row["a"], row["b"]) for row in rows} == {
            ("Bees & hives", "Rye bread"),
            ("Clip", "Rye bread"),
        }


@pytest.mark.parametrize(
    ("member", "told"),
    [
        (odd(f"../{'d' * 32}.md"), "leads out"),
        (odd("/etc/passwd"), "leads out"),
        (odd("C:\\x.md"), "leads out"),
        (odd("link.md", tarfile.SYMTYPE, linkname="/etc/passwd"), "a link"),
        (odd("hard.md", tarfile.LNKTYPE, linkname=f"{BEES}.md"), "a link"),
        (odd("null.md", tarfile.CHRTYPE), "no ordinary file"),
        (odd("pipe.md", tarfile.FIFOTYPE), "no ordinary file"),
        (odd("x.md", size=5_000_000_000), "ends in the middle"),
        (odd("x.md"), "empty"),
    ],
)
def test_what_would_harm_is_refused_and_the_rest_is_read(
    tmp_path: Path, member: tarfile.TarInfo, told: str
) -> None:
    items = found(tmp_path, jex(None, member))
    assert sum(isinstance(each, DraftItem) for each in items) == 3
    (refused,) = (e for e in items if isinstance(e, Unreadable) and told in e.reason)
    assert member.name in refused.place


def test_an_archive_that_is_damaged_gives_what_came_before(tmp_path: Path) -> None:
    raw = jex()
    assert any(
        "cut off" in e.reason for e in found(tmp_path, raw[:1700]) if isinstance(e, Unreadable)
    )
    spoilt = bytearray(raw)
    with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
        middle = archive.getmembers()[5].offset
    spoilt[middle + 148 : middle + 156] = b"00000000"  # its checksum
    items = found(tmp_path, bytes(spoilt))
    assert any(isinstance(each, Unreadable) and "damaged" in each.reason for each in items)
    (packed,) = found(tmp_path, gzip.compress(raw))  # Joplin's are never packed
    assert isinstance(packed, Unreadable) and "damaged" in packed.reason
    assert [type(each) for each in found(tmp_path, b"")] == [Unreadable]


def test_headers_on_which_a_reader_would_hang_are_left(tmp_path: Path) -> None:
    backwards = odd("x.md").tobuf(tarfile.GNU_FORMAT)
    size = b"\xff" * 11 + b"\x00"  # minus 256, in base 256
    backwards = backwards[:124] + size + backwards[136:]
    checksum = 256 + sum(backwards[:148]) + sum(backwards[156:])
    backwards = backwards[:148] + f"{checksum:06o}\0 ".encode() + backwards[156:]
    long = odd("x", tarfile.XHDTYPE, size=20_000_000).tobuf() + b"1" * 20_000_000
    chain = odd("x", tarfile.GNUTYPE_LONGNAME, size=0).tobuf(tarfile.GNU_FORMAT) * 3000
    bare = jex({f"{BEES}.md": ITEMS[f"{BEES}.md"]}).rstrip(b"\0")
    bare += bytes(-len(bare) % 512)
    for header in (backwards, long, chain):
        start = time.process_time()
        items = found(tmp_path, bare + header)
        assert time.process_time() - start < 1
        assert isinstance(items[-1], DraftItem) and isinstance(items[0], Unreadable)


def test_many_refusals_are_told_as_one(tmp_path: Path) -> None:
    (tmp_path / "All.jex").write_bytes(jex({}, *(odd(f"../{at}.md") for at in range(60))))
    told = list(tar_entries(tmp_path / "All.jex", lambda name: True))
    refused = [each for each in told if isinstance(each, Unreadable)]
    assert len(refused) == 21 and "40 more" in refused[-1].reason


def test_the_same_note_is_the_same_and_a_tag_changes_it(tmp_path: Path) -> None:
    first = {e.ref: e for e in found(tmp_path, jex()) if isinstance(e, DraftItem)}
    without = {name: text for name, text in ITEMS.items() if name != f"{TIED}.md"}
    again = {e.ref: e for e in found(tmp_path, jex(without)) if isinstance(e, DraftItem)}
    assert first[RYE].fingerprint == again[RYE].fingerprint
    assert first[BEES].fingerprint != again[BEES].fingerprint
    twice = {**ITEMS, f"copy/{BEES}.md": ITEMS[f"{BEES}.md"]}
    assert [e.ref for e in found(tmp_path, jex(twice))].count(BEES) == 1


def test_what_is_no_item_is_said_to_be_none(tmp_path: Path) -> None:
    (bad,) = found(tmp_path, jex({"readme.md": "Hello.\n\nNo fields."}))
    assert isinstance(bad, Unreadable) and "type_: 1" in bad.reason

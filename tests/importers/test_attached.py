"""Pictures and other files that a text names are found where its item lies, and nowhere else."""

from __future__ import annotations

import tarfile
import zipfile
from pathlib import Path

import pytest

from palace.importers.attached import Beside, named
from palace.model.drafts import DraftFile, DraftItem, DraftMemory, DraftObject, MemoryKind
from palace.model.drafts import ObjectKind as Kind


def item(ref: str, text: str) -> DraftItem:
    memory = DraftMemory(MemoryKind.SECTION, text)
    return DraftItem(ref, "T", ref, "f", (DraftObject(Kind.NOTE, "T", "", (memory,)),))


def contents(files: tuple[DraftFile, ...]) -> dict[str, bytes]:
    found = {}
    for each in files:
        with each.open() as file:
            found[each.name] = file.read()
    return found


def test_what_a_text_shows_by_name() -> None:
    text = (
        '![[hive.png]] ![[a/b c.pdf|200]] ![x](<my hive.jpg>) ![y](a%20b.png "t") ![[Note]] '
        "![[Note.md]] ![z](https://e.org/p.png) ![](data:image/png;base64,AA) [[link.png]] "
        "![[hive.png]] ![[file-abcDEF123]]"
    )
    assert named([text, "!["]) == [
        "hive.png",
        "a/b c.pdf",
        "my hive.jpg",
        "a%20b.png",
        "file-abcDEF123",
    ]


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    for name in ("one/image.png", "two/image.png", "assets/Hive one.JPG", "two/deep/x.pdf"):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(name.encode())
    (tmp_path / "secret.png").write_bytes(b"secret")
    return folder


def test_the_nearest_of_a_name_is_meant(vault: Path) -> None:
    beside = Beside(vault)
    near = contents(beside.files(item("two/n.md", "![[image.png]] ![](deep/x.pdf)")))
    assert near == {"image.png": b"two/image.png", "deep/x.pdf": b"two/deep/x.pdf"}
    far = contents(beside.files(item("n.md", "![[hive one.jpg]] ![](assets/Hive%20one.JPG)")))
    assert set(far.values()) == {b"assets/Hive one.JPG"} and len(far) == 2
    assert contents(beside.files(item("x/y.md", "![](../one/image.png)"))) == {
        "../one/image.png": b"one/image.png"
    }


def test_nothing_outside_the_source_is_opened(vault: Path) -> None:
    text = "![](../secret.png) ![](../../secret.png) ![](/etc/passwd.png) ![[secret.png]]"
    assert Beside(vault).files(item("n.md", text)) == ()


def test_in_a_zip_and_in_a_zip_inside_it(vault: Path, tmp_path: Path) -> None:
    inner = tmp_path / "Part-1.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("Page abc/Untitled.png", b"page")
        archive.writestr("Other def/Untitled.png", b"other")
        archive.writestr("file-AbCdEf12-photo.png", b"chat")
    outer = tmp_path / "export.zip"
    with zipfile.ZipFile(outer, "w") as archive:
        archive.write(inner, "Part-1.zip")
        archive.writestr("../out.png", b"out")
    for path in (inner, outer):
        beside = Beside(path)
        text = "![](Other%20def/Untitled.png) ![[file-AbCdEf12]] ![[out.png]]"
        assert contents(beside.files(item("0123", text))) == {
            "Other%20def/Untitled.png": b"other",
            "file-AbCdEf12": b"chat",
        }


def test_a_single_note_has_what_lies_beside_it(vault: Path) -> None:
    note = vault / "two" / "n.md"
    note.write_text("![[image.png]]")
    assert contents(Beside(note).files(item("n.md", "![[image.png]] ![[x.pdf]]"))) == {
        "image.png": b"two/image.png"
    }
    assert Beside(vault / "gone").files(item("n.md", "![[image.png]]")) == ()


def test_joplin_names_files_by_their_ids_in_a_tar_too(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    (raw / "resources").mkdir(parents=True)
    (raw / "resources" / f"{'ab' * 16}.png").write_bytes(b"hive")
    with tarfile.open(tmp_path / "notes.jex", "w") as archive:
        archive.add(raw / "resources", "resources")
    text = f"![hive](:/{'ab' * 16}) ![gone](:/{'cd' * 16})"
    for path in (raw, tmp_path / "notes.jex"):
        assert contents(Beside(path).files(item("x", text))) == {f":/{'ab' * 16}": b"hive"}

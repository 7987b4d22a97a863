"""Files are kept once, beside the database, and go when what names them is erased."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from palace.jobs import import_paths
from palace.model.errors import StorageError
from palace.ops import EditNote, EraseObject, digest
from palace.queries import Search, ShowMemory
from palace.session import Session
from palace.store.files import keep, path_of


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    (folder / "assets").mkdir(parents=True)
    (folder / "assets" / "hive.png").write_bytes(b"a picture of a hive")
    (folder / "Copy.png").write_bytes(b"a picture of a hive")
    (folder / "Bees.md").write_text("# Bees\n\nA swarm: ![[hive.png]]\n", "utf-8")
    (folder / "Bread.md").write_text("# Bread\n\nA loaf: ![[Copy.png]] ![[gone.png]]\n", "utf-8")
    return folder


def test_pictures_come_with_their_notes_and_go_when_both_are_erased(
    palace_path: Path, vault: Path
) -> None:
    with Session(palace_path, create=True) as session:
        import_paths(session, [vault], wait=False)
        bees, bread = (
            session.ask(ShowMemory(session.ask(Search(words)).hits[0].id))
            for words in ("swarm", "loaf")
        )
        (hive,) = bees.files
        assert (hive.name, hive.size) == ("hive.png", 19)
        kept = path_of(palace_path, hive.digest)
        assert kept.read_bytes() == b"a picture of a hive"
        assert [file.digest for file in bread.files] == [hive.digest]
        # The vault may go; the picture stays.
        (vault / "assets" / "hive.png").unlink()
        session.run(EraseObject(bees.object_id))
        assert kept.exists()
        session.run(EraseObject(bread.object_id))
        assert not kept.exists()
        assert not list((palace_path / "files").glob(".new-*"))


def test_a_full_disk_is_said_and_the_rest_stays(
    palace_path: Path, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("palace.store.files.os.fsync", full)
    with (
        Session(palace_path, create=True) as session,
        pytest.raises(StorageError, match=r"hive\.png|Copy\.png"),
    ):
        import_paths(session, [vault], wait=False)
    assert not list((palace_path / "files").glob(".new-*"))


def test_an_empty_or_too_large_file_is_left_out(
    palace_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("palace.store.files.LARGEST", 10)
    assert keep(palace_path, "a", io.BytesIO(b"")) is None
    assert keep(palace_path, "a", io.BytesIO(b"12345678901")) is None
    assert keep(palace_path, "a", io.BytesIO(b"1234567890")) is not None


def test_a_note_imported_by_itself_or_edited_has_the_pictures_of_its_vault(
    palace_path: Path, vault: Path
) -> None:
    (vault / "deep").mkdir()
    note = vault / "deep" / "Honey.md"
    with Session(palace_path, create=True) as session:
        import_paths(session, [vault], wait=False)
        note.write_text("# Honey\n\nA jar: ![[hive.png]]\n", "utf-8")
        import_paths(session, [note], wait=False)
        page = session.ask(ShowMemory(session.ask(Search("jar")).hits[0].id))
        assert [file.name for file in page.files] == ["hive.png"]
        text = page.text + "\n\nAnd ![](../Copy.png)"
        edited = session.run(EditNote(page.id, text, digest(page.text), write=True))
        assert edited.file == str(note)
        page = session.ask(ShowMemory(page.id))
        assert [file.name for file in page.files] == ["../Copy.png", "hive.png"]

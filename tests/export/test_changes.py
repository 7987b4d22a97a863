"""What was changed in an export's files wins; a palace that is lived in keeps what it has."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from palace.export import Format, export_palace
from palace.importers import recognise_all
from palace.jobs import import_paths, preview_paths
from palace.model.errors import PalaceError
from palace.model.exported import MANIFEST, MARK, file_name
from palace.ops import EraseObject, ImportItems, SetReach
from palace.queries import AllItems, Info, PlacedObjects, Search
from palace.session import Session
from tests.drafts import note
from tests.export.lives import tree
from tests.importers.pictures import STRAW
from tests.importers.sample_export import exported


def _texts(session: Session) -> dict[str, list[str]]:
    return {
        item.title: [m["text"] for p in item.objects for m in p["memories"]]
        for item in session.ask(AllItems())
    }


def test_an_edited_file_is_a_revision_and_a_new_one_a_note(
    palace_path: Path, tmp_path: Path
) -> None:
    export = exported(tmp_path)
    bees = export / "notes" / "Bees.md"
    assert "links:\n- '[[notes/Bread]]'" in bees.read_text()
    with Session(tmp_path / "first", create=True) as session:
        import_paths(session, [export], wait=False)
    bees.write_text(
        bees.read_text()
        .replace("A swarm, see", "Two swarms, see")
        .replace("tags:\n- tag\n", "tags: [hive]\n")
        .replace("title: Bees\n", "title: My bees\n", 1)
    )
    rye = next((export / "chatgpt").iterdir())
    rye.write_text(rye.read_text().replace("It proved too long.", "It proved *far* too long.\n"))
    (export / "notes" / "New.md").write_text("# New\n\nPut here by hand.\n")
    with Session(tmp_path / "first") as session:
        assert preview_paths(session, [export]).counts["updated"] == 2
    for folder, result in ((palace_path, "added"), (tmp_path / "first", "updated")):
        with Session(folder, create=True) as session:
            report = import_paths(session, [export], wait=False)
            found = {item.item: item.result for item in report.items}
            assert found["Bees.md"] == found["c"] == result
            assert found["notes/New.md"] == "added"
            texts = _texts(session)
            assert texts["My bees"] == ["Two swarms, see [[Bread]].", "It went.", "It came back."]
            assert texts["New"] == ["# New\n\nPut here by hand."]
            assert texts["Rye"][0] == "Why does rye sink?\n\nIt proved *far* too long."
            (item,) = (i for i in session.ask(AllItems()) if i.title == "My bees")
            (part,) = item.objects
            assert part["tags"] == ["hive"]
            before = part["memories"][0]["revisions"][-1]
            assert before["text"] == "A swarm, see [[Bread]]."
            (chat,) = (i for i in session.ask(AllItems()) if i.title == "Rye")
            turns = chat.objects[0]["memories"][0]["segments"]
            assert [(t["speaker"], t["start"], t["end"]) for t in turns] == [
                ("user", 0, 18),
                ("assistant", 20, 45),
            ]
            again = import_paths(session, [export], wait=False)
            assert {item.result for item in again.items} == {"unchanged"}


def test_a_file_whose_parts_are_lost_comes_as_it_was(palace_path: Path, tmp_path: Path) -> None:
    export = exported(tmp_path)
    bees = export / "notes" / "Bees.md"
    bees.write_text("\n".join(x for x in bees.read_text().split("\n") if "<!--" not in x))
    (export / "notes" / "Bread.md").unlink()
    with Session(palace_path, create=True) as session:
        report = import_paths(session, [export], wait=False)
        assert [bool(item.reason) for item in report.items] == [True, False, False]
        assert "as it was exported" in report.items[0].reason
        assert _texts(session)["Bread"] == ["Rye, twelve."]


def test_a_palace_that_is_lived_in_keeps_what_it_has(palace_path: Path, tmp_path: Path) -> None:
    export = exported(tmp_path)
    with Session(palace_path, create=True) as session:
        # The same note, and newer; one with a taken id; one that was erased; one that was put away.
        newer = note("Bees.md", {"": "Newer than the export."})
        session.run(ImportItems.of("markdown", "file:///notes", [newer], "1"))
        report = import_paths(session, [export], wait=False)
        assert report.counts["added"] == 2
        assert report.counts["unchanged"] == 1
        assert _texts(session)["Bees"] == ["Newer than the export."]
        items = {item.title: item for item in session.ask(AllItems())}
        bread = items["Bread"].objects[0]["id"]
        assert f'"{bread}"' in (export / MANIFEST).read_text()
        session.run(EraseObject(bread))
        session.run(SetReach([items["Rye"].objects[0]["id"]], "lethe"))
        again = import_paths(session, [export], wait=False)
        assert again.counts["added"] == 0
        assert session.ask(Search("rye")).hits == ()
        assert "Bread" not in _texts(session)


def test_undo_takes_a_restored_palace_out_of_reach(palace: Path, tmp_path: Path) -> None:
    with Session(palace) as session:
        export_palace(session, tmp_path / "out")
        standing = {o.id: o.locus_id for o in session.ask(PlacedObjects())}
    with Session(tmp_path / "other", create=True) as session:
        import_paths(session, [tmp_path / "out"], wait=False)
        assert {o.id: o.locus_id for o in session.ask(PlacedObjects())} == standing
        session.undo()
        assert session.ask(Search("bread")).hits == ()
        import_paths(session, [tmp_path / "out"], wait=False)
        assert len(session.ask(Search("bread", limit=100)).hits) >= 8
        assert {o.id: o.locus_id for o in session.ask(PlacedObjects())} == standing


def test_damaged_places_are_not_taken_over(palace: Path, tmp_path: Path) -> None:
    with Session(palace) as session:
        export_palace(session, tmp_path / "out", Format.JSONL)
    manifest = tmp_path / "out" / MANIFEST
    lines = manifest.read_text().splitlines(keepends=True)
    rooms = [number for number, line in enumerate(lines) if line.startswith('{"room"')]
    lines[rooms[0]] = lines[rooms[0]].replace('"floor": 0', '"floor": 3')
    manifest.write_text("".join(lines[:-1]))
    with Session(tmp_path / "other", create=True) as session:
        report = import_paths(session, [manifest], wait=False)
        assert [item.reason.split(";")[0] for item in report.items if item.reason] == [
            "This export ends after 49 items and is not whole",
            "The places in this export are damaged",
        ]
        counts = session.ask(Info()).counts
        assert (counts.objects, counts.rooms) == (49, 0)


def test_an_export_is_brought_up_to_date_and_nothing_else_is_touched(tmp_path: Path) -> None:
    target = tmp_path / "out"
    with Session(tmp_path / "palace", create=True) as session:
        items = [note("One.md", {"": "One."}), note("in/Two.md", {"": "Two."})]
        session.run(ImportItems.of("markdown", "file:///n", items, "1"))
        export_palace(session, target)
        assert set(tree(target)) == {MARK, MANIFEST, "n/One.md", "n/in/Two.md"}
        first = tree(target)
        export_palace(session, target)
        assert tree(target) == first
        (target / "mine.txt").write_text("mine")
        (target / MARK).write_text((target / MARK).read_text() + "../outside\n/outside\n")
        (tmp_path / "outside").write_text("kept")
        export_palace(session, target, Format.HTML)
        assert set(tree(target)) == {
            *(MARK, MANIFEST, "mine.txt", "index.html", "style.css"),
            *("n/One.html", "n/in/Two.html"),
        }
        export_palace(session, target, Format.JSONL)
        assert set(tree(target)) == {MARK, MANIFEST, "mine.txt"}
        assert (tmp_path / "outside").read_text() == "kept"
        (target / "n").mkdir()
        (target / "n" / "One.md").write_text("a note of my own")
        with pytest.raises(PalaceError, match="no part of the earlier export"):
            export_palace(session, target)
        assert (target / "n" / "One.md").read_text() == "a note of my own"


def test_pages_link_to_each_other_and_run_nothing(tmp_path: Path) -> None:
    bad = (
        "<script>alert(1)</script> [x](javascript:alert(1)) ![p](http://e.org/p.png) see [[Two|2]]"
    )
    with Session(tmp_path / "palace", create=True) as session:
        one = note('in/A "b" <i>.md', {"": bad}, title="<b>One</b>", links=("Two",))
        secret = note("Three.md", {"": "Out of reach."})
        items = [one, note("Two.md", {"": "Two."}), secret]
        written = session.run(ImportItems.of("markdown", "file:///n", items, "1"))
        with session._store.writing("test") as tx:
            to = written[1].added[0]
            tx.execute("UPDATE link SET to_object = ?", (to,))
        session.run(SetReach(written[2].added, "lethe"))
        done = export_palace(session, tmp_path / "out", Format.HTML)
        assert done.files == 4
        page = next((tmp_path / "out" / "n" / "in").iterdir()).read_text()
    assert f'<a href="../../n/Two.html#{to}">2</a>' in page
    assert "<script" not in page and "<img" not in page and "<b>One" not in page
    assert 'href="javascript' not in page
    index = (tmp_path / "out" / "index.html").read_text()
    assert "&lt;b&gt;One" in index and "Three" not in index
    assert (tmp_path / "out" / "n" / "Two.html").exists()


def test_pages_show_the_pictures_that_are_kept_and_no_others(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    (vault / "deep").mkdir(parents=True)
    (vault / "a hive.png").write_bytes(STRAW)
    (vault / "hum.mp3").write_bytes(b"a sound")
    text = (
        "# Bees\n\nA swarm ![in *straw*](../a%20hive.png) and ![[a hive.png|200]] hums "
        '![[hum.mp3]].\n\n![gone "x"](gone.png) ![[Bread]] ![](https://e.org/far.png)\n'
    )
    (vault / "deep" / "Bees.md").write_text(text, "utf-8")
    (vault / "Bread.md").write_text("# Bread\n\n![[a hive.png|my hive]]\n", "utf-8")
    out = tmp_path / "out"
    with Session(tmp_path / "palace", create=True) as session:
        import_paths(session, [vault], wait=False)
        export_palace(session, out, Format.HTML)
        first = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
        export_palace(session, out, Format.HTML)
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == first
    address = file_name(hashlib.sha256(STRAW).hexdigest())
    assert (out / address).read_bytes() == STRAW
    assert len([path for path in first if path.is_relative_to(out / "files")]) == 2
    (page,) = out.rglob("Bees.html")
    up = "../" * (len(page.relative_to(out).parts) - 1)
    written = page.read_text("utf-8")
    assert f'A swarm <img src="{up}{address}" alt="in straw"> and <img src="{up}' in written
    assert (page.parent / f"{up}{address}").read_bytes() == STRAW
    sound = file_name(hashlib.sha256(b"a sound").hexdigest())
    assert f'hums <a href="{up}{sound}" download="hum.mp3">hum.mp3</a>.' in written
    assert "<em>gone &quot;x&quot;</em>" in written and "<em>far.png</em>" in written
    assert written.count("<img") == 2 and "e.org" not in written and ">Bread</a>" in written
    (other,) = out.rglob("Bread.html")
    assert 'alt="my hive"' in other.read_text("utf-8")


def test_a_manifest_of_a_later_program_is_refused(palace_path: Path, tmp_path: Path) -> None:
    export = exported(tmp_path, Format.JSONL)
    assert [each.kind for each in recognise_all(export)] == ["palace"]
    head, *lines = (export / MANIFEST).read_text().splitlines(keepends=True)
    document = json.loads(head)
    document["palace"]["format"] = 99
    (export / MANIFEST).write_text("".join([json.dumps(document) + "\n", *lines]))
    with (
        Session(palace_path, create=True) as session,
        pytest.raises(PalaceError, match="later version"),
    ):
        import_paths(session, [export], wait=False)

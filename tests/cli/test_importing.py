"""``palace import`` as scripts rely on it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import zipfile
from pathlib import Path

import pytest

from palace.cli.importing import Lines, duration
from palace.jobs import Progress
from tests.cli.command_line import CommandLine, small_disk, unprivileged


def many(folder: Path, count: int, about: str = "harbour") -> Path:
    """Write a folder of notes large enough to be stopped half way."""
    folder.mkdir()
    for number in range(count):
        text = f"# {about} {number}\n\n" + f"The {about} of day {number} lay in fog. " * 60
        (folder / f"{about} {number:04}.md").write_text(text, encoding="utf-8")
    return folder


def test_an_absent_palace_is_made_and_importing_again_adds_nothing(
    palace: CommandLine, notes: Path
) -> None:
    first = palace.add(notes)
    assert (first.code, first.counts) == (0, {"added": 3})
    assert {item["item"] for item in first.json["items"]} == {
        "bees/Swarms.md",
        "Bread.md",
        "Clocks.txt",
    }
    again = palace.add(notes)
    assert (again.code, again.counts) == (0, {"unchanged": 3})
    assert palace("info", "--json").json["counts"]["objects"] == 3


def test_a_changed_note_is_updated_and_a_lost_one_kept(palace: CommandLine, notes: Path) -> None:
    palace.add(notes)
    bread = notes / "Bread.md"
    bread.write_text("# Rye bread\n\nTwelve hours, and a caraway crust.\n", encoding="utf-8")
    (notes / "Clocks.txt").unlink()
    second = palace.add(notes)
    assert second.counts == {"updated": 1, "unchanged": 1, "missing": 1}
    assert second.code == 0
    found = palace("search", "caraway", "--no-wait", "--json").json
    assert [hit["source_item"] for hit in found] == ["Bread.md"]
    assert palace("search", "pendulum", "--no-wait", "--json").json, "what is missing is kept"


def test_a_chat_and_notes_share_a_palace(palace: CommandLine, notes: Path, chats: Path) -> None:
    both = palace.add(notes, chats)
    assert both.counts == {"added": 4}
    found = palace("search", "longcase clock", "--no-wait", "--json").json
    assert {hit["source"] for hit in found} == {"markdown", "chatgpt"}


def test_one_bad_note_is_named_and_the_rest_goes_on(palace: CommandLine, notes: Path) -> None:
    (notes / "Picture.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    answer = palace.add(notes)
    assert answer.code == 1
    assert answer.json["counts"]["added"] == 3
    [bad] = [i for i in answer.json["items"] if i["result"] in {"failed", "skipped"}]
    assert "Picture.md" in bad["item"]
    assert bad["reason"]
    told = palace("import", notes, "--no-wait")
    assert told.code == 1
    assert "Picture.md" in told.out
    assert bad["reason"] in told.out


def test_files_of_no_importer_are_ignored(palace: CommandLine, notes: Path) -> None:
    (notes / "photo.jpg").write_bytes(b"\xff\xd8\xff" * 100)
    answer = palace.add(notes)
    assert (answer.code, answer.counts) == (0, {"added": 3})


def test_a_path_that_is_not_there_is_wrong_use(palace: CommandLine, tmp_path: Path) -> None:
    answer = palace("import", tmp_path / "nowhere", "--json")
    assert answer.code == 2
    assert answer.out == ""
    assert "nowhere" in answer.err
    assert not palace.folder.exists()


def test_a_zip_with_ways_out_of_it_writes_nothing_outside(
    palace: CommandLine, tmp_path: Path, chats: Path
) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(chats, "conversations.json")
        archive.writestr("../../escaped.md", "outside")
    before = {p for p in tmp_path.rglob("*") if palace.folder not in p.parents}
    answer = palace.add(path)
    assert answer.json["counts"]["added"] == 1
    after = {p for p in tmp_path.rglob("*") if palace.folder not in p.parents}
    assert after - before <= {palace.folder}
    assert not (tmp_path.parent / "escaped.md").exists()


def test_a_folder_without_rights_gives_a_sentence(palace: CommandLine, notes: Path) -> None:
    notes.chmod(0)
    try:
        answer = palace("import", notes, "--no-wait", "--json", before=unprivileged)
    finally:
        notes.chmod(0o755)
    assert answer.code == 3
    assert "notes may not be read" in answer.json["error"]


def test_a_palace_folder_without_rights_gives_a_sentence(
    palace: CommandLine, notes: Path, tmp_path: Path
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    answer = palace(
        "import", notes, "--no-wait", "--json", "--palace", closed / "p", before=unprivileged
    )
    assert answer.code == 3
    assert "closed" in answer.json["error"]


@pytest.mark.usefixtures("taken_in")
def test_a_full_disk_gives_a_sentence_and_loses_nothing(
    palace: CommandLine, tmp_path: Path
) -> None:
    heavy = many(tmp_path / "heavy", 200)
    answer = palace("import", heavy, "--no-wait", "--json", before=small_disk)
    assert answer.code == 3, answer.err
    assert answer.json["error"].endswith(".")
    assert palace("search", "sourdough", "--no-wait", "--json").json
    # With room again it goes on from where it was.
    after = palace.add(heavy)
    assert after.code == 0
    assert sum(after.counts.values()) == 200
    assert palace("info", "--json").json["counts"]["objects"] == 203


def test_ctrl_c_stops_cleanly_and_the_next_import_completes_without_twins(
    palace: CommandLine, tmp_path: Path
) -> None:
    total = 600
    folder = many(tmp_path / "many", total)
    command = palace.command("import", folder, "--no-wait", "--json", "--progress-json")
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stderr is not None
        for line in child.stderr:
            progress = json.loads(line)
            if progress["done"] >= 48:
                break
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=60)
    assert child.returncode == 130
    assert "Traceback" not in err
    stopped = json.loads(out)
    assert stopped["stopped"]
    done = palace("info", "--json").json["counts"]["objects"]
    assert 0 < done < total
    assert done == stopped["counts"]["added"]
    rest = palace.add(folder)
    assert rest.counts == {"unchanged": done, "added": total - done}
    assert palace("info", "--json").json["counts"]["objects"] == total


def test_two_imports_at_once_lose_nothing(palace: CommandLine, tmp_path: Path) -> None:
    folders = [many(tmp_path / about, 120, about) for about in ("harbour", "orchard")]
    children = [
        subprocess.Popen(
            palace.command("import", folder, "--no-wait", "--json"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for folder in folders
    ]
    for child in children:
        out, err = child.communicate(timeout=100)
        assert child.returncode == 0, err
        assert json.loads(out)["counts"]["added"] == 120
    assert palace("info", "--json").json["counts"]["objects"] == 240


def test_progress_for_the_window_is_json_lines_on_stderr(palace: CommandLine, notes: Path) -> None:
    answer = palace("import", notes, "--no-wait", "--json", "--progress-json")
    lines = [json.loads(line) for line in answer.err.splitlines()]
    assert lines
    assert {"stage", "done", "total", "rate", "left", "message"} <= set(lines[-1])
    assert answer.counts == {"added": 3}


def test_lines_of_progress_come_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    now = [0.0]
    lines = Lines(clock=lambda: now[0])
    for done in range(100):
        now[0] = done * 0.2
        lines.show(Progress("reading", done, 100, rate=5.0, left=(100 - done) / 5))
    lines.show(Progress("waking", 0, None))
    lines.show(Progress("embedding", 1, 40))
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 6
    assert said[1] == "Reading: 25 of 100, 5 a second, 15 s left"
    assert said[-2] == "Waking the model …"
    assert said[-1] == "Learning what it means: 1 of 40"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(None, ""), (0.2, "1 s"), (42, "42 s"), (90, "2 min"), (4980, "1 h 23 min")],
)
def test_durations_are_said_as_people_do(seconds: float | None, said: str) -> None:
    assert duration(seconds) == said


def test_the_default_palace_is_that_of_the_surroundings(
    palace: CommandLine, notes: Path, tmp_path: Path
) -> None:
    chosen = tmp_path / "elsewhere"
    done = subprocess.run(
        [*palace.command()[:3], "import", str(notes), "--no-wait", "--json"],
        check=True,
        capture_output=True,
        env={**os.environ, "PALACE_HOME": str(chosen)},
    )
    assert json.loads(done.stdout)["counts"]["added"] == 3
    assert (chosen / "palace.db").exists()

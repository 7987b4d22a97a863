import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from palace.desktop.importing.card import ImportCard
from palace.desktop.importing.process import (
    ImportProcess,
    Outcome,
    PreviewProcess,
    Report,
    Step,
)
from palace.desktop.importing.report import ReportDialog, describe
from palace.desktop.theme import Theme

CHILD = """
import json, signal, sys, time
stopped = []
signal.signal(signal.SIGINT, lambda *_: stopped.append(1))
def tell(done):
    line = {"stage": "reading", "done": done, "total": 3, "rate": 2.0, "left": 1.5, "message": ""}
    print(json.dumps(line), file=sys.stderr, flush=True)
tell(1)
if "slow" in sys.argv[3]:
    end = time.time() + 20
    while not stopped and time.time() < end:
        time.sleep(0.02)
if "broken" in sys.argv[3]:
    print("palace: There is nothing here.", file=sys.stderr)
    sys.exit(3)
tell(3)
document = {"counts": {}, "items": [{"item": "a.md", "result": "added", "reason": ""}]}
if stopped:
    document["stopped"] = True
print(json.dumps(document))
"""


@pytest.fixture
def child(tmp_path: Path) -> list[str]:
    script = tmp_path / "child.py"
    script.write_text(CHILD)
    return [sys.executable, str(script), "as"]


def start(child: list[str], name: str, tmp_path: Path) -> ImportProcess:
    process = ImportProcess(tmp_path, [Path(name)], "notes", command=child)
    process.start()
    return process


def test_progress_and_report_arrive(child: list[str], tmp_path: Path, qtbot: Any) -> None:
    process = ImportProcess(tmp_path, [Path("quick")], "notes", command=child)
    steps: list[Step] = []
    process.stepped.connect(steps.append)
    with qtbot.waitSignal(process.finished, timeout=20_000) as done:
        process.start()
    report = done.args[0]
    assert steps[-1] == Step("reading", 3, 3, 2.0, 1.5, "")
    assert report.items == (Outcome("a.md", "added"),)
    assert not report.stopped


def test_cancelling_keeps_what_was_done(child: list[str], tmp_path: Path, qtbot: Any) -> None:
    process = ImportProcess(tmp_path, [Path("slow")], "notes", command=child)
    with qtbot.waitSignal(process.stepped, timeout=20_000):
        process.start()
    with qtbot.waitSignal(process.finished, timeout=10_000) as done:
        process.cancel()
    assert done.args[0].stopped
    assert done.args[0].count("added") == 1
    assert not process.running()


def test_a_fault_is_one_sentence(child: list[str], tmp_path: Path, qtbot: Any) -> None:
    process = ImportProcess(tmp_path, [Path("broken")], "notes", command=child)
    with qtbot.waitSignal(process.failed, timeout=20_000) as failed:
        process.start()
    assert failed.args[0] == "There is nothing here."


def test_a_child_that_cannot_start_is_told(tmp_path: Path, qtbot: Any) -> None:
    process = ImportProcess(tmp_path, [], "notes", command=["/nowhere/at/all"])
    with qtbot.waitSignal(process.failed, timeout=5000) as failed:
        process.start()
    assert failed.args[0] == "The import could not be started."


def test_closing_ends_the_child(child: list[str], tmp_path: Path, qtbot: Any) -> None:
    process = ImportProcess(tmp_path, [Path("slow")], "notes", command=child)
    with qtbot.waitSignal(process.stepped, timeout=20_000):
        process.start()
    process.close()
    assert not process.running()


@pytest.mark.parametrize("line", ["", "Reading…", "[1]", '{"done": 1}', '{"stage": 4}'])
def test_what_is_no_progress_is_left_alone(line: str) -> None:
    assert Step.of(line) is None


def test_the_report_filters(theme: Theme, qtbot: Any) -> None:
    from PySide6.QtWidgets import QWidget

    owner = QWidget()
    qtbot.addWidget(owner)
    items = (
        Outcome("a.md", "added"),
        Outcome("b.md", "failed", "it is broken"),
        Outcome("c.md", "unchanged"),
    )
    dialog = ReportDialog(theme, Report("notes", items), owner)
    dialog.show()
    model = dialog.table.model()
    assert model.rowCount() == 3
    chip = next(b for b in dialog._chips.buttons() if b.property("result") == "failed")
    chip.click()
    assert model.rowCount() == 1
    assert model.index(0, 2).data() == "it is broken"
    dialog._chips.buttons()[0].click()
    dialog._words.setText("BROKEN")
    assert model.rowCount() == 1
    dialog.close()


def test_an_import_in_one_sentence() -> None:
    items = (Outcome("a", "added"), Outcome("b", "failed"))
    assert describe(Report("x", items)) == "Import done: 1 added, 1 problem."
    assert describe(Report("x", (), stopped=True)) == "Import stopped; there was nothing new."


def test_what_would_come_is_shown_by_the_real_program(
    theme: Theme, tmp_path: Path, qtbot: Any
) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "Bees.md").write_text("# Bees\n\nA swarm.\n", "utf-8")
    process = PreviewProcess(tmp_path / "palace", [tmp_path / "notes"], "notes")
    with qtbot.waitSignal(process.finished, timeout=30_000) as done:
        process.start()
    report = done.args[0]
    assert report.items == (Outcome("Bees.md", "added", "“Bees”, 1 page"),)
    assert report.formats == ("markdown",)
    assert not (tmp_path / "palace").exists()
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ReportDialog(theme, report, parent, foresees=True)
    assert any("Nothing has been written" in said.text() for said in dialog.findChildren(QLabel))
    go = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Import")
    with qtbot.waitSignal(dialog.import_wanted):
        go.click()


def test_the_card_is_as_tall_as_a_long_name_needs(theme: Theme, qtbot: Any) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1000, 700)
    card = ImportCard(theme)
    card.setParent(host)
    host.show()
    card.begin("Importing", "notes")
    card.show()
    low = card.paper().height()
    long = "/home/somebody/documents/a folder with a very long name indeed/and one in it/" * 3
    card.begin("Importing", long)
    assert card.paper().height() > low
    assert card.paper().bottom() <= host.height()
    source = next(each for each in card.findChildren(QLabel) if each.text() == long)
    assert source.heightForWidth(source.width()) <= source.height() + 2

"""Every format, taken into a real palace: twice adds nothing, and nothing is left beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from palace.importers import importers
from palace.jobs import import_paths, preview_paths
from palace.queries import Info
from palace.session import Session
from tests.importers.samples import SAMPLES

KINDS = [importer.kind for importer in importers()]


@pytest.mark.parametrize("kind", KINDS)
def test_importing_twice_adds_nothing(kind: str, palace_path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "source"
    folder.mkdir()
    sample = SAMPLES[kind](folder)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    with Session(palace_path, create=True) as session:
        foreseen = preview_paths(session, [sample])
        first = import_paths(session, [sample], wait=False)
        assert kind in {source.importer.kind for source in first.sources}
        assert first.counts["added"] and not first.counts["failed"], first.items
        assert foreseen.counts["added"] == first.counts["added"]
        counts = session.ask(Info()).counts
        assert counts.objects
        again = import_paths(session, [sample], wait=False)
        assert again.counts["unchanged"] == first.counts["added"], again.items
        assert again.counts["added"] == again.counts["updated"] == 0
        told = import_paths(session, [sample], named=kind, wait=False)
        assert told.counts["added"] == told.counts["updated"] == told.counts["missing"] == 0
        assert session.ask(Info()).counts == counts
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert {path: at for path, at in after.items() if palace_path not in path.parents} == {
        **before,
        palace_path: after[palace_path],
    }


def test_a_folder_of_all_formats_is_read_by_all(palace_path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "everything"
    folder.mkdir()
    for kind in KINDS:
        (folder / kind).mkdir()
        SAMPLES[kind](folder / kind)
    with Session(palace_path, create=True) as session:
        report = import_paths(session, [folder], wait=False)
        kinds = {source.importer.kind for source in report.sources}
        # Zips inside folders are read where they are given themselves.
        assert kinds >= {"markdown", "transcript", "claude", "claude-code"}
        assert report.counts["failed"] == 0
        again = import_paths(session, [folder], wait=False)
        assert {outcome.result for outcome in again.items} <= {"unchanged"}, [
            outcome for outcome in again.items if outcome.result != "unchanged"
        ]

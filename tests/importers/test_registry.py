import pytest

from palace.importers import Importer, importer_for, importers, recognise, recognise_all, registry
from palace.model.errors import PalaceError


def test_every_importer_keeps_the_protocol():
    assert [each.kind for each in importers()][:4] == [
        "markdown",
        "chatgpt",
        "claude",
        "claude-code",
    ]
    assert all(isinstance(each, Importer) for each in importers())


def test_an_empty_folder_is_nobodys(tmp_path):
    assert recognise(tmp_path) is None
    with pytest.raises(PalaceError, match="is an empty folder; `palace formats` lists"):
        importer_for(tmp_path)


def test_a_path_that_is_not_there(tmp_path):
    with pytest.raises(PalaceError, match="is gone"):
        recognise(tmp_path / "missing")


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("note.md", "# A", "markdown"),
        ("note.TXT", "A", "markdown"),
        ("conversations.json", '[{"mapping": {}}]', "chatgpt"),
        ("conversations-004.json", "[", "chatgpt"),
        ("mine.json", '[{"title": "x", "mapping": {}}]', "chatgpt"),
        ("conversations.json", '[{"chat_messages": []}]', "claude"),
        ("picture.png", "A", None),
    ],
)
def test_files_are_recognised(tmp_path, name, content, kind):
    (tmp_path / name).write_text(content)
    found = recognise(tmp_path / name)
    assert (found.kind if found else None) == kind


def test_a_folder_goes_to_whom_its_files_belong(tmp_path):
    (tmp_path / "conversations.json").write_text('[{"mapping": {}}]')
    assert importer_for(tmp_path).kind == "chatgpt"
    vault = tmp_path / "vault"
    (vault / ".obsidian").mkdir(parents=True)
    (vault / "a.md").write_text("x")
    assert importer_for(vault).kind == "markdown"


def test_an_export_below_a_folder_of_notes_takes_its_part_alone(tmp_path):
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "conversations.json").write_text('[{"mapping": {}}]')
    assert importer_for(tmp_path).kind == "markdown"
    assert [each.kind for each in recognise_all(tmp_path)] == ["markdown", "chatgpt"]
    assert [each.kind for each in recognise_all(tmp_path / "export")] == ["chatgpt"]


def test_another_packages_importer_is_found_and_a_broken_one_left_out(monkeypatch, caplog):
    class Other(type(importers()[0])):
        kind = "other"

    class Point:
        def __init__(self, name, what):
            self.name, self.what = name, what

        def load(self):
            return self.what

    points = [Point("b", lambda: 1 / 0), Point("a", Other), Point("c", object)]
    monkeypatch.setattr(registry, "entry_points", lambda group: points)
    importers.cache_clear()
    try:
        with caplog.at_level("CRITICAL"):
            assert importers()[-1].kind == "other"
    finally:
        importers.cache_clear()

"""What the layers below say is known in the window, so that it can be said in its language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from palace.desktop.below import BELOW, retold, template_of
from palace.model import errors
from palace.model.errors import Occupied

ROOT = Path(__file__).resolve().parents[2] / "palace"
FAULTS = {name for name in vars(errors) if name[0].isupper()}
ELSEWHERE = {
    # What these say, they say to the command line alone.
    *("desktop", "cli", "scene", "export"),
    *("embedding/finding.py", "ops/use_model.py", "ops/operation.py", "importers/files.py"),
    *("queries/arranged.py", "queries/find_spot.py", "queries/spots.py", "queries/ways.py"),
    *("queries/read.py", "queries/everything.py"),
}

LOOSE = {
    "Bread, salt Bread, salt.",  # of an item of a source
    "Bread, salt: Bread, salt",
    "This embedder client has been closed.",  # by a program that made it
}


def _sentences() -> Iterator[tuple[str, str]]:
    """Yield each sentence of a fault, and each name of a change, with something in its gaps."""
    for path in sorted(ROOT.rglob("*.py")):
        where = path.relative_to(ROOT).as_posix()
        if where in ELSEWHERE or where.split("/")[0] in ELSEWHERE:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            said: list[ast.expr] = []
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
                called = node.exc.func
                if isinstance(called, ast.Name) and called.id in FAULTS:
                    said = [node.exc.args[0]]
            elif isinstance(node, ast.FunctionDef) and node.name == "title":
                said = [each.value for each in ast.walk(node) if isinstance(each, ast.Return)]  # type: ignore[misc]
            for each in said:
                for text in _filled(each):
                    yield where, text


def _filled(node: ast.expr) -> list[str]:
    """Return what an expression may be, where it is written out there."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.IfExp):
        return _filled(node.body) + _filled(node.orelse)
    if isinstance(node, ast.JoinedStr):
        found = [""]
        for part in node.values:
            ends = [part.value] if isinstance(part, ast.Constant) else _gap(part)
            found = [begin + str(end) for begin in found for end in ends]
        return found
    return []


def _gap(part: ast.expr) -> list[str]:
    """Return what stands in a gap: what it may be, or a word that could be anything."""
    assert isinstance(part, ast.FormattedValue)
    inside = part.value
    if isinstance(inside, ast.Name) and inside.id in ("what", "taken"):
        return {"what": ["“Bread”", "an object", "3 objects"], "taken": ["room", "wing"]}[inside.id]
    return _filled(inside) or ["Bread, salt"]


@pytest.mark.parametrize(("where", "sentence"), list(_sentences()))
def test_the_window_knows_what_is_said_below(where: str, sentence: str) -> None:
    known = template_of(sentence)
    impossible = sentence.startswith(("Put “", "Bring back “", "Pin 3", "Unpin 3"))
    assert known is not None or impossible or sentence in LOOSE, f"{where}: {sentence}"


def test_there_is_something_to_know() -> None:
    assert len(list(_sentences())) > 90


@pytest.mark.parametrize("template", BELOW)
def test_a_template_finds_itself(template: str) -> None:
    """None stands behind one that takes its sentences."""
    found = template_of(template)
    assert found is not None and found[0] == template


def test_values_come_out_whole() -> None:
    sentence = "“A “b” of c” stands at number 7 of “Bread”; choose another number, or let the two "
    found = template_of(sentence + "change places.")
    assert found is not None
    assert found[1] == {"title": "A “b” of c", "number": "7", "room": "Bread"}
    assert retold("A thing of its own.") == "A thing of its own."
    assert retold(Occupied("“Bread” stands there already.")) == "“Bread” stands there already."


def test_every_kind_of_secret_has_a_name() -> None:
    code = (ROOT / "recall" / "secrets.py").read_text("utf-8")
    kinds = set(re.findall(r'"(an? [A-Za-z ]+)"', code))
    assert len(kinds) > 20
    assert not [kind for kind in kinds if template_of(kind) is None]

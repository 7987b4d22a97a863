"""Bring the translations in line with the program: ``make translations``.

Finds every text that the program says through `palace.desktop.tr`, writes them into each
``assets/translations/palace_*.ts`` (keeping what is translated, dropping what is said no more) and
compiles these to ``.qm``. A new language begins with ``make translations ARGS=fr``.

Qt's own lupdate reads calls of Qt's names only, not texts that stand as data, so it is not used.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "assets" / "translations"
CONTEXT = "Palace"

SAID = {"tr": 0, "mark": 0, "many": 2}
"""The functions that say or mark a text, with its place among their arguments; a note follows."""

DECLARED = {"Action": (1,), "Section": (1,), "Setting": (1, 2, 4)}
"""Declarations whose texts need no mark, with the places of these; of pairs the second is one."""


@dataclass(frozen=True, order=True)
class Text:
    """A text to be translated.

    Parameters
    ----------
    source
        In English; of one that counts things the form for many.
    note
        What tells it from another that is alike.
    counts
        Whether languages have several forms of it.
    """

    source: str
    note: str = ""
    counts: bool = False


def texts(root: Path = ROOT / "palace" / "desktop") -> dict[Text, set[str]]:
    """Return all texts, each with the files that say it."""
    found: dict[Text, set[str]] = {}
    for path in sorted(root.rglob("*.py")):
        for text in texts_in(path.read_text("utf-8")):
            found.setdefault(text, set()).add(path.relative_to(ROOT).as_posix())
    return found


def texts_in(code: str) -> Iterator[Text]:
    """Yield the texts of a module."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else ""
        if called in SAID and len(node.args) > SAID[called]:
            source = node.args[SAID[called]]
            rest = node.args[SAID[called] + 1 :]
            if isinstance(source, ast.Constant) and source.value:
                note = rest[0] if rest else None
                yield Text(str(source.value), _note(note), called == "many")
        for place in DECLARED.get(called, ()):
            if place < len(node.args):
                for value in _words(node.args[place]):
                    yield Text(value)


def _note(node: ast.expr | None) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.Name):
        from palace.desktop import tr

        return str(getattr(tr, node.id))
    return ""


def _words(node: ast.expr) -> Iterator[str]:
    """Yield a text, or the second of each pair of a tuple of pairs."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Tuple):
        for pair in node.elts:
            if isinstance(pair, ast.Tuple):
                yield from _words(pair.elts[1])


def write(path: Path, language: str) -> int:
    """Bring a language's file in line with the program and return how many texts are to do."""
    before: dict[Text, ET.Element] = {}
    if path.exists():
        for message in ET.parse(path).getroot().iter("message"):
            before[key(message)] = message
    root = ET.Element("TS", {"version": "2.1", "language": language, "sourcelanguage": "en"})
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    undone = 0
    for text, files in sorted(texts().items()):
        made = ET.SubElement(context, "message", {"numerus": "yes"} if text.counts else {})
        for file in sorted(files):
            ET.SubElement(made, "location", {"filename": f"../../{file}"})
        ET.SubElement(made, "source").text = text.source
        if text.note:
            ET.SubElement(made, "comment").text = text.note
        kept = before.get(text)
        translation = kept.find("translation") if kept is not None else None
        if translation is None:
            translation = ET.Element("translation", {"type": "unfinished"})
            if text.counts:
                ET.SubElement(translation, "numerusform")
        undone += translation.get("type") == "unfinished"
        made.append(translation)
    ET.indent(root, "    ")
    body = ET.tostring(root, "unicode", short_empty_elements=False)
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', "utf-8")
    return undone


def key(message: ET.Element) -> Text:
    """Return the text of a message of a ``.ts`` file."""
    return Text(
        message.findtext("source") or "",
        message.findtext("comment") or "",
        message.get("numerus") == "yes",
    )


def compile_(path: Path, to: Path) -> None:
    """Make a ``.ts`` file a ``.qm`` file with Qt's lrelease; what is not translated is left out."""
    command = [str(Path(sys.executable).parent / "pyside6-lrelease"), "-silent", str(path)]
    subprocess.run([*command, "-qm", str(to)], check=True)


def main(new: list[str]) -> None:
    """Bring all languages in line, and begin new ones."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    languages = sorted(
        {path.stem.partition("_")[2] for path in FOLDER.glob("palace_*.ts")} | {*new}
    )
    for language in languages:
        path = FOLDER / f"palace_{language}.ts"
        undone = write(path, language)
        compile_(path, path.with_suffix(".qm"))
        print(f"{language}: {len(texts())} texts, {undone} to be translated")  # noqa: T201


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main(sys.argv[1:])

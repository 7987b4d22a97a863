"""Texts in another language: how they are said, and that none is left out."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication

from palace.desktop.tr import clock_text, day_text, direction_of, many, number, percent, tr

ROOT = Path(__file__).resolve().parents[2]
DESKTOP = ROOT / "palace" / "desktop"


def tool() -> Any:
    """The program that finds the texts."""
    path = ROOT / "packaging" / "translations.py"
    spec = importlib.util.spec_from_file_location("translations", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["translations"] = module  # its dataclass asks for it
    spec.loader.exec_module(module)
    return module


class Dictionary(QTranslator):
    """Knows some texts."""

    def __init__(self, known: dict[str, str | Callable[[int], str]]) -> None:
        super().__init__()
        self._known = known

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, note: Any = None, n: int = -1) -> Any:
        found = self._known.get(f"{text}|{note}" if note else text)
        return found(n) if callable(found) else found


@pytest.fixture
def knows(qapp: object) -> Iterator[Callable[..., None]]:
    """Install a dictionary for the test."""
    installed = []

    def install(**known: Any) -> None:
        made = Dictionary(known.pop("texts", {}))
        QCoreApplication.installTranslator(made)
        installed.append(made)

    yield install
    for made in installed:
        QCoreApplication.removeTranslator(made)


def test_values_have_names_and_may_be_ordered_anew(knows: Callable[..., None]) -> None:
    assert tr("{thing} stands in {room}", thing="A", room="B") == "A stands in B"
    knows(texts={"{thing} stands in {room}": "In {room} steht {thing}"})
    assert tr("{thing} stands in {room}", thing="A {room}", room="B") == "In B steht A {room}"
    assert tr("unknown") == "unknown"
    assert tr("") == ""


def test_a_number_of_things_takes_the_form_that_the_language_has(
    knows: Callable[..., None],
) -> None:
    assert many(1, "{n} thing", "{n} things") == "1 thing"
    assert many(1204, "{n} thing", "{n} things") == "1,204 things"

    def polish(n: int) -> str:
        return "{n} rzecz" if n == 1 else "{n} rzeczy" if n in (2, 3, 4) else "{n} wielu"

    knows(texts={"{n} things": polish})
    assert [many(n, "{n} thing", "{n} things") for n in (1, 2, 5)] == [
        "1 rzecz",
        "2 rzeczy",
        "5 wielu",
    ]


def test_a_note_tells_two_texts_apart(knows: Callable[..., None]) -> None:
    knows(texts={"Open|verb": "Öffnen", "Open": "Offen"})
    assert tr("Open", "verb") == "Öffnen"
    assert tr("Open") == "Offen"


@pytest.mark.parametrize("broken", ["{nmae} ist da", "{} ist da", "{name ist da", "{name!q}"])
def test_a_slip_in_a_translation_costs_no_more_than_its_sentence(
    knows: Callable[..., None], broken: str
) -> None:
    knows(texts={"{name} is there": broken})
    assert tr("{name} is there", name="Bread") == "Bread is there"


def test_what_runs_against_the_sentence_is_fenced_in(qapp: object) -> None:
    assert tr("“{title}” is kept.", title="Bread") == "“Bread” is kept."
    assert tr("“{title}” is kept.", title="לחם") == "“\u2068לחם\u2069” is kept."
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        assert tr("{title}!", title="لخبز") == "لخبز!"
        assert tr("{title}!", title="Bread") == "\u2068Bread\u2069!"
        assert tr("{n}!", n=12) == "12!"
    finally:
        QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Bread", Qt.LayoutDirection.LeftToRight),
        ("12. لخبز", Qt.LayoutDirection.RightToLeft),
        ("(לחם) bread", Qt.LayoutDirection.RightToLeft),
        ("12 …", None),
        ("", None),
    ],
)
def test_a_text_runs_as_its_first_letter(text: str, way: Qt.LayoutDirection | None) -> None:
    assert direction_of(text) == way


def test_numbers_and_days_are_written_as_the_language_writes_them(qapp: object) -> None:
    before = QLocale()
    try:
        QLocale.setDefault(QLocale("C"))
        assert (number(1204), number(0.5, 1), percent(0.123)) == ("1,204", "0.5", "12%")
        assert day_text(date(2025, 3, 14), "d MMM yyyy") == "14 Mar 2025"
        QLocale.setDefault(QLocale("de"))
        assert (number(1204), number(0.5, 1)) == ("1.204", "0,5")
        assert day_text(date(2025, 3, 14), "d. MMMM yyyy") == "14. März 2025"
        assert clock_text(datetime(2025, 3, 14, 9, 12)) == "09:12"
    finally:
        QLocale.setDefault(before)


# --- nothing goes past it -------------------------------------------------------------------------

SAYS = {"tr", "many", "mark"}
SINKS = {
    *("setText", "setToolTip", "setAccessibleName", "setAccessibleDescription", "setWindowTitle"),
    *("setPlaceholderText", "setInformativeText", "setStatusTip", "setWhatsThis", "setTitle"),
    *("label", "say", "QAction", "addAction", "addMenu", "addTab", "addItem", "setTabText"),
    *("show_place", "setHorizontalHeaderLabels", "QTreeWidgetItem", "Companion"),
    *("QListWidgetItem", "ask", "show_title", "heading_line", "name_reader", "show_problem"),
    *("_failed", "_problem", "failed", "QLabel", "setHeaderLabels", "show_activity", "addSection"),
    *(
        "getExistingDirectory",
        "getOpenFileNames",
        "getOpenFileName",
        "getSaveFileName",
        "addButton",
    ),
}
"""What shows its texts to a person: not a letter may reach these but through `tr`."""

NO_TEXTS = {
    *("setObjectName", "setProperty", "setStyleSheet", "icon", "compile", "QKeySequence"),
    *("getattr", "property", "setApplicationName", "Template", "NotAPalace"),
    *("KeyCaps", "key_text", "tip", "setStyle", "TypeVar"),
}
"""Calls whose arguments are names, patterns or what stays English on purpose."""

FREE = {
    "tr.py",
    "theme/tokens.py",  # families of fonts and colours
    "theme/fonts.py",
    "theme/style.py",
    "theme/icons.py",
    "motion.py",  # names of the desktops' settings
    "reader/code.py",  # names of pygments
}
NAMES = re.compile(  # what is called so in every language
    r"^(ChatGPT|Claude|Claude Code|Gemini|Gemini CLI|Slack|WhatsApp|Telegram|Discord|MemPalace"
    r"|Palace|W A S D)$"
)
KEYS = re.compile(
    r"^((Ctrl|Alt|Shift|Meta)\+)*(Esc|Enter|Del|Up|Down|Left|Right|Return|Home|Shift|Drag|Wheel"
    r"|Click|Hold|[A-Z]|F\d+|,)$"
)
WORDS = re.compile(r"^[^A-Za-z]*[A-Z][a-z]|[A-Za-z,;.:] +[“A-Za-z]|[A-Za-z]…$")


def _called(call: ast.Call) -> str:
    func = call.func
    return f".{func.attr}" if isinstance(func, ast.Attribute) else getattr(func, "id", "")


def _bare(call: ast.Call) -> str:
    return _called(call).removeprefix(".")


def _literals(node: ast.AST, above: tuple[ast.AST, ...] = ()) -> Iterator[tuple[ast.Constant, Any]]:
    """Yield the strings of a module that are not its docstrings, with what they stand in."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child, (*above, node)
        elif not isinstance(child, ast.arg):
            yield from _literals(child, (*above, node))


def _past(code: str, declared: set[str]) -> list[str]:
    """Return what a module shows without `tr`."""
    found = []
    for literal, above in _literals(ast.parse(code)):
        text = literal.value
        calls = [node for node in above if isinstance(node, ast.Call)]
        names = [_called(call) for call in calls]
        last = _bare(calls[-1]) if calls else ""
        if SAYS & set(names) or declared & set(names) or not re.search("[A-Za-z]", text):
            continue
        if NAMES.match(text) or KEYS.match(text) or last in NO_TEXTS:
            continue
        if any(isinstance(node, ast.Compare | ast.Subscript | ast.Slice) for node in above[-2:]):
            continue
        if isinstance(above[-1], ast.Dict) and literal in above[-1].keys:
            continue
        if "px solid" in text or any(getattr(node, "name", "") == "versions" for node in above):
            continue  # a style; what is reported, in English on purpose
        lists = [node for node in above if isinstance(node, ast.Assign)]
        if any(getattr(node.targets[0], "id", "") == "__all__" for node in lists):
            continue
        direct = bool(calls) and _bare(calls[-1]) in SINKS and _shown(literal, calls[-1])
        if direct or WORDS.search(text):
            found.append(f"line {literal.lineno}: {text!r}")
    return found


def _shown(literal: ast.Constant, call: ast.Call) -> bool:
    """Whether a string is among what a sink is given first (roles and icons come after)."""
    return any(literal in ast.walk(argument) for argument in call.args[:1])


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in sorted(DESKTOP.rglob("*.py"))
        if path.relative_to(DESKTOP).as_posix() not in FREE
    ],
    ids=lambda path: path.relative_to(DESKTOP).as_posix(),
)
def test_every_text_is_said_through_tr(path: Path) -> None:
    past = _past(path.read_text("utf-8"), set(tool().DECLARED))
    assert not past, "not translated: " + "; ".join(past)


def test_what_is_said_past_tr_is_found() -> None:
    for code in (
        'box.setText("soon")',
        'label("Close", "h2")',
        'say(f"{name} comes next.")',
        'setToolTip(tr("Pin") if on else "unpin")',
        'x = "The rest is left out."',
        'lines.append(f"Line {n} of it")',
    ):
        assert _past(code, set()), code
    for code in ('label(tr("Close"), "h2")', 'x = mark("A b")', 'made.setObjectName("A b")'):
        assert not _past(code, set()), code


@pytest.mark.parametrize("path", sorted(DESKTOP.rglob("*.py")), ids=lambda path: path.name)
def test_what_is_said_is_a_literal_or_marked(path: Path) -> None:
    """A text put together in the call could not be found, and not be translated."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or _called(node) not in SAYS:
            continue
        place = tool().SAID[_called(node)]
        said = node.args[place - 1 : place + 1] if place else node.args[:1]
        for argument in said:
            assert not isinstance(argument, ast.JoinedStr | ast.BinOp), ast.unparse(node)
            if _called(node) != "tr":
                assert isinstance(argument, ast.Constant), ast.unparse(node)


def test_the_texts_are_found_in_all_their_forms() -> None:
    tool_ = tool()
    found = set(
        tool_.texts_in(
            'tr("A {b}", b=1)\ntr("Open", "verb")\nmark("C")\nmany(3, "{n} d", "{n} ds")\n'
            'Action("x", "Title", "Ctrl+K", "File")\n'
            'Setting("k", "Name", "Words.", "a", (("a", "One"), ("b", "Two")))\ntr(thing.title)\n'
        )
    )
    texts = {(text.source, text.note, text.counts) for text in found}
    assert texts == {
        ("A {b}", "", False),
        ("Open", "verb", False),
        ("C", "", False),
        ("{n} ds", "", True),
        *((text, "", False) for text in ("Title", "Name", "Words.", "One", "Two")),
    }

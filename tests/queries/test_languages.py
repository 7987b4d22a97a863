"""Words find in languages that the model does not know, also where no spaces part them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from palace.ops import EraseObject, ImportItems
from palace.queries import Search
from palace.recall.words import WordQuery, language_of
from palace.session import Session
from tests.drafts import note

NOTES = {
    "潮汐.md": "大潮は新月と満月の二日後にもっとも強くなる。小潮はその一週間後に来る。",
    "パン.md": "ライ麦パンは酸っぱくて長持ちする。塩は小麦粉の二パーセント。",
    "กาแฟ.md": "กาแฟหนึ่งแก้วมีคาเฟอีนแปดสิบมิลลิกรัม",
    "bread.md": "Rye bread is sour. In Japan: ライ麦.",
    "Gezeiten.md": "Die Springtide ist zwei Tage nach dem Vollmond am stärksten.",
}


@pytest.fixture
def session(palace_path: Path) -> Iterator[Session]:
    with Session(palace_path, create=True) as session:
        items = [note(name, {"": text}) for name, text in NOTES.items()]
        session.run(ImportItems.of("markdown", "/v", items, "one"))
        yield session


def found(session: Session, text: str) -> list[str]:
    return [hit.title for hit in session.ask(Search(text)).hits]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("満月", "潮汐"),
        ("塩", "パン"),
        ("大潮はいつ強くなりますか", "潮汐"),
        ("ライ麦パン", "パン"),
        ("คาเฟอีน", "กาแฟ"),
        ("Japan ライ麦", "bread"),
        ("wann ist die Springtide am stärksten", "Gezeiten"),
    ],
)
def test_what_is_asked_in_its_language_is_found(session: Session, asked: str, first: str) -> None:
    assert found(session, asked)[0] == first


def test_the_snippet_marks_the_stretch(session: Session) -> None:
    (hit,) = session.ask(Search("満月の")).hits
    ((start, end),) = hit.marks
    assert hit.snippet[start:end] == "満月の"
    assert hit.start == NOTES["潮汐.md"].index("満月の")


def test_filters_hold_and_what_is_erased_is_gone(session: Session) -> None:
    assert found(session, "満月 kind:chat") == []
    (hit,) = session.ask(Search("満月")).hits
    session.run(EraseObject(hit.object))
    assert found(session, "満月") == []
    assert session._store.reader().value("SELECT count(*) FROM grams WHERE body LIKE '%満月%'") == 0


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("what is the tide of the moon", "en"),
        ("was ist die Flut des Mondes", "de"),
        ("quelle est la marée de la lune", "fr"),
        ("bread and butter", "en"),
        ("die hard", "en"),
        ("", "en"),
    ],
)
def test_the_language_of_a_question_is_that_of_its_small_words(text: str, language: str) -> None:
    assert language_of(text.split()) == language


def test_small_words_of_its_language_do_not_decide() -> None:
    assert WordQuery.parse("was ist die Flut des Mondes").terms == ('"Flut"', '"Mondes"')

"""Words that nowhere occur, as the palace writes them."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palace.ops import ImportItems
from palace.queries import Search
from palace.recall.spelling import corrected, respelled
from palace.session import Session
from tests.drafts import note

SAID = {
    "Sourdough.md": "The sourdough wants eleven hours; its crumb is open. Portuguese flour.",
    "Pendulum.md": "A pendulum that is too long swings slowly. Differential equations say why.",
    "Allotment.md": "The allotment committee wrote about hens, and alone about hens.",
    "Alone.md": "Alone, alone, all alone: the anchorite alone.",
}


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory):
    with Session(tmp_path_factory.mktemp("spelling") / "palace", create=True) as session:
        items = [note(ref, {"": text}) for ref, text in SAID.items()]
        session.run(ImportItems.of("markdown", "/vault", items, "import"))
        yield session


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("sourdogh", "sourdough"),
        ("soudrough", "sourdough"),
        ("pendulm", "pendulum"),
        ("Potuguese", "Portuguese"),
        ("eqations", "equations"),
        # By whole words, not by stems: "alot" is nearer to "alon" in numbers only.
        ("alotment", "allotment"),
        ("osurdough", "sourdough"),
    ],
)
def test_a_slip_finds_the_word(session: Session, typed: str, found: str) -> None:
    reader = session._store.reader()
    assert {k: v.lower() for k, v in respelled(reader, typed).items()} == {typed: found.lower()}


@pytest.mark.parametrize(
    "typed", ["kubernetes", "hen", "alone", "swing", '"sourdogh"', "-sourdogh"]
)
def test_what_is_no_slip_stays(session: Session, typed: str) -> None:
    assert respelled(session._store.reader(), typed) == {}


def test_a_word_that_is_still_being_typed_is_left_alone(session: Session) -> None:
    reader = session._store.reader()
    assert respelled(reader, "pendulm sourd", typing=True) == {"pendulm": "pendulum"}
    assert respelled(reader, "sourdogh", typing=True) == {}
    assert respelled(reader, "sourdogh ", typing=True) == {"sourdogh": "sourdough"}


def test_a_search_says_what_it_looked_for(session: Session) -> None:
    result = session.ask(Search("sourdogh crumb"))
    assert result.respelt == (("sourdogh", "sourdough"),)
    assert result.hits[0].title == "Sourdough"
    literal = session.ask(Search("sourdogh", literal=True))
    assert (literal.hits, literal.respelt) == ((), ())


def test_only_whole_words_are_respelt() -> None:
    assert corrected("sourdogh, sourdoghs", {"sourdogh": "sourdough"}) == "sourdough, sourdoghs"


@given(st.sampled_from(["sourdough", "pendulum", "portuguese", "differential"]), st.randoms())
def test_any_one_slip_behind_the_first_two_letters_is_found(
    session: Session, word: str, chance: random.Random
) -> None:
    at = chance.randrange(2, len(word) - 1)
    slip = chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + chance.choice("abcdefghijklmnopqrstuvwxyz") + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )
    found = respelled(session._store.reader(), slip)
    # Its stem may still be the word's; then there is nothing to respell.
    assert not found or found[slip].lower() == word
    assert found or session.ask(Search(slip)).hits


def test_it_is_quick_also_among_many_words(tmp_path: Path) -> None:
    chance = random.Random(7)
    syllables = [a + b for a in "bdfgklmnprst" for b in "aeiou"]
    with Session(tmp_path / "palace", create=True) as session:
        for batch in range(10):
            items = [
                note(
                    f"{batch}-{n}.md",
                    {"": " ".join("".join(chance.choices(syllables, k=4)) for _ in range(200))},
                )
                for n in range(50)
            ]
            session.run(ImportItems.of("markdown", "/vault", items, f"import-{batch}"))
        reader = session._store.reader()
        respelled(reader, "balonigz")
        start = time.perf_counter()
        respelled(reader, "mitokarux nopagidez")
        assert time.perf_counter() - start < 0.1

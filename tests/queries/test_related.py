"""What else there is on a thing: across sources, never itself, and none that is out of reach."""

from __future__ import annotations

from pathlib import Path

import pytest

from palace.model.errors import NotFound
from palace.ops import ImportItems, SetReach
from palace.queries import Related
from palace.session import Session
from tests.drafts import note
from tests.queries.conftest import ANSWER


def ids(session: Session) -> dict[str, str]:
    rows = session._store.reader().rows("SELECT id, title FROM object")
    return {row["title"]: row["id"] for row in rows}


def test_a_note_finds_the_chat_on_the_same_thing(session: Session) -> None:
    own = ids(session)
    first, *rest = session.ask(Related(own["rye"]))
    assert (first.title, first.source, first.when) == ("Sour bread", "chatgpt", "newer")
    assert first.new == ANSWER
    assert first.score == pytest.approx(first.words + first.meaning)
    titles = [other.title for other in rest]
    assert "rye" not in titles and titles.index("wheat") < titles.index("tides")
    (back,) = session.ask(Related(own["Sour bread"], limit=1))
    assert (back.title, back.when) == ("rye", "older")


def test_a_memory_stands_for_its_object_and_what_is_away_is_not_named(session: Session) -> None:
    own = ids(session)
    session.run(SetReach([own["Sour bread"]], "lethe"))
    memory = session._store.reader().value(
        "SELECT id FROM memory WHERE object_id = ? ORDER BY ord DESC", (own["rye"],)
    )
    assert session.ask(Related(memory))[0].title == "wheat"
    with pytest.raises(NotFound):
        session.ask(Related("nothing-of-that-name"))


def test_without_vectors_words_answer(palace_path: Path) -> None:
    with Session(palace_path, create=True) as session:
        notes = [note("a.md", {"": "Rye bread."}), note("b.md", {"": "Bread of rye."})]
        session.run(ImportItems.of("markdown", "/vault", notes, "one"))
        (other,) = session.ask(Related(ids(session)["a"]))
        assert (other.title, other.meaning) == ("b", 0.0)

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palace.embedding import EmbedderClient
from palace.ops import ImportItems
from palace.queries import Search
from palace.queries.search import plain, split_marks
from palace.session import Session
from tests.drafts import note


@pytest.mark.parametrize(
    ("marked", "shown"),
    [
        ("[[Rye is different]] and *caldo verde*", "Rye is different and caldo verde"),
        ("see [[Bread/Rye|the \x02rye\x03]] note", "see the \x02rye\x03 note"),
        ("## Heading\n> [!note] snake_case **bold** text", "Heading snake_case bold text"),
        ("| a | b |\n|---|:--|\n| 1 | 2 |", "a · b · 1 · 2"),
        ("```sql\nSELECT `x`;\n```", "SELECT x;"),
        ("2 * 3 * 4 and a_b", "2 * 3 * 4 and a_b"),
        ("[site](https://example.org) ok", "site ok"),
    ],
)
def test_a_snippet_wears_no_markdown(marked: str, shown: str) -> None:
    assert plain(marked) == shown


_PIECES = st.lists(st.sampled_from(["a", " ", "\x02b\x03", "[[", "]]", "|", "*", "\n", "`", "#"]))


@given(_PIECES.map("".join))
def test_marks_survive_the_undressing(marked: str) -> None:
    shown = plain(marked)
    assert shown.count("\x02") == shown.count("\x03")
    text, spans = split_marks(shown)
    assert {text[start:end] for start, end in spans} <= {"b"}
    assert "\n" not in text


def test_all_hits_are_asked_for_at_once(session: Session) -> None:
    reader = session._store.reader()

    def statements(limit: int) -> int:
        asked: list[str] = []
        reader.connection.set_trace_callback(asked.append)
        try:
            assert len(session.ask(Search("bread tide", limit=limit)).hits) == limit
        finally:
            reader.connection.set_trace_callback(None)
        return sum(not sql.startswith("--") for sql in asked)  # those are the full text's own

    session.ask(Search("bread tide"))
    assert statements(5) == statements(1)


def test_where_nothing_is_embedded_no_model_wakes_up(tmp_path: Path) -> None:
    with (
        EmbedderClient(tmp_path / "run") as client,
        Session(tmp_path / "palace", create=True, embedder=client) as session,
    ):
        session.run(ImportItems.of("markdown", "/vault", [note("a", {"": "Rye."})], "import"))
        for wait in (0.0, 5.0):
            found = session.ask(Search("rye", wait=wait))
            assert len(found.hits) == 1
            assert not found.meaning
        assert not (tmp_path / "run").exists()

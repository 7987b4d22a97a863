import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palace.recall import words
from palace.recall.words import WordQuery, passages, telling, word_scores
from palace.store import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.execute(
        "CREATE VIRTUAL TABLE words USING fts5 (title, body, beside, "
        'tokenize = "porter unicode61 remove_diacritics 2")'
    )
    connection.execute("INSERT INTO words (words, rank) VALUES ('rank', 'bm25(2.0, 1.0, 0.5)')")
    connection.execute("CREATE VIRTUAL TABLE grams USING fts5 (title, body, tokenize = 'trigram')")
    texts = [
        ("Tides", "The spring tide runs strongest two days after the full moon."),
        ("Bread", "A rye loaf needs a long bake; the moon has nothing to do with it."),
        ("Clocks", "The strike train of a long case clock was locked by one bent pin."),
    ]
    connection.executemany("INSERT INTO words VALUES (?, ?, '')", texts)
    return Reader(connection)


def found(reader: Reader, text: str, *, typing: bool = False) -> list[int]:
    scores = word_scores(reader, WordQuery.parse(text, typing=typing))
    return sorted(scores, key=lambda key: -scores[key])


def test_stop_words_do_not_decide(reader: Reader) -> None:
    assert found(reader, "what is the tide of the moon?")[0] == 1
    assert found(reader, "clocks that were striking") == [3]


def test_only_stop_words_are_looked_for_as_they_are() -> None:
    assert WordQuery.parse("to be or not").match


def test_a_phrase_must_occur_and_a_minus_must_not(reader: Reader) -> None:
    assert found(reader, '"full moon"') == [1]
    assert found(reader, "moon -rye") == [1]
    assert found(reader, '"long case" clock') == [3]


def test_an_unfinished_word_finds_while_typing(reader: Reader) -> None:
    assert found(reader, "stron") == []
    assert found(reader, "stron", typing=True) == [1]


def test_an_unfinished_word_that_may_become_anything_is_left_out(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = WordQuery.parse("moon lo", typing=True)  # long, locked
    assert telling(reader, typed) == typed
    monkeypatch.setattr(words, "EVERYWHERE", 2)
    left = telling(reader, typed)
    assert left.terms == ('"moon"', '"lo"') and left.match == '"moon" OR "lo"'
    # Where nothing else occurs it is all there is to go by; and what is not typed stays.
    for query in (
        WordQuery.parse("nowhere lo", typing=True),
        WordQuery.parse("moon lo"),
        WordQuery.parse('"full moon" lo', typing=True),
        WordQuery.parse("", typing=True),
    ):
        assert telling(reader, query) == query


def test_a_title_weighs_more_than_a_body(reader: Reader) -> None:
    assert found(reader, "bread moon")[0] == 2


def test_the_snippet_marks_what_was_found(reader: Reader) -> None:
    query = WordQuery.parse("bent pin")
    passage = passages(reader, query, [3])[3]
    assert "\x02bent\x03 \x02pin\x03" in passage.marked
    plain = passage.marked.replace("\x02", "").replace("\x03", "")
    assert passage.offset == plain.find("bent")


def test_every_key_has_its_passage_in_any_order(reader: Reader) -> None:
    keys = [row["rowid"] for row in reader.rows("SELECT rowid FROM words")]
    query = WordQuery.parse("bent pin")
    found = passages(reader, query, [*reversed(keys)])
    assert found.keys() == set(keys)
    for key in keys:
        assert passages(reader, query, [key]) == {key: found[key]}
    body = str(reader.value("SELECT body FROM words WHERE rowid = 1"))
    assert found[1].marked[:20] == body[:20]  # nothing of it was looked for
    assert found[1].offset is None
    assert passages(reader, query, []) == {}


@given(st.text(max_size=60), st.booleans())
def test_nothing_that_is_typed_is_an_error(reader: Reader, text: str, typing: bool) -> None:
    word_scores(reader, WordQuery.parse(text, typing=typing))


def test_frequent_words_still_count_where_not_all_can_be_ranked(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = found(reader, "moon clock tide")
    monkeypatch.setattr(words, "RANKED", 1)
    # The clock is on one key only, so it has to occur; the moon, on two, counts where it does.
    assert found(reader, "moon clock") == [3]
    assert set(found(reader, "moon clock tide")) <= set(whole)
    # Nothing but words on too many keys: what is called so first, then the newest.
    monkeypatch.setattr(words, "EVERYWHERE", 2)
    assert found(reader, "moon") == [2, 1]
    assert found(reader, '"full moon"') == [1]


def test_a_bound_that_is_not_reached_changes_nothing(reader: Reader) -> None:
    for text in ("moon", "moon clock", "what is the tide of the moon?"):
        query = WordQuery.parse(text)
        assert words._bounded(reader, query) == query.match

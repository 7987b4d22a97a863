"""Passages cover the text, fit the window, and respect sentences."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from palace.embedding.passages import (
    LEAST_ROOM,
    SLAB,
    SPECIAL_TOKENS,
    count_tokens,
    cut_passages,
)

WORDS = st.sampled_from(
    ["bread", "hydration", "the", "is", "e.g.", "Zürich", "記憶", "기억은", "x" * 130, "a/b_c"]
)
ENDS = st.sampled_from([" ", " ", " ", ". ", "? ", ".\n", "\n", "\n\n", "\n- ", "\n    ", "。"])


@st.composite
def _prose(draw):
    pairs = draw(st.lists(st.tuples(WORDS, ENDS), max_size=120))
    return "".join(itertools.chain.from_iterable(pairs))


@settings(max_examples=150)
@given(text=st.one_of(_prose(), st.text(max_size=400)), limit=st.integers(40, 80))
@example(text="기" * 100, limit=40)
@example(text="\ud800" * 90 + " tail", limit=40)
@example(text="\x00" * 300, limit=40)
def test_passages_cover_the_text_in_order_and_fit(text, limit):
    passages = cut_passages(text, limit=limit)
    flat = [place for passage in passages for place in passage]
    assert flat == sorted(flat)
    assert all(start < end for start, end in passages)
    covered = "".join("".join(text[start:end].split()) for start, end in passages)
    assert covered == "".join(text.split())
    for start, end in passages:
        assert text[start:end] == text[start:end].strip()
    if passages:
        counts = count_tokens([text[start:end] for start, end in passages])
        # A single character can be several tokens (Korean); it cannot be cut.
        assert max(counts) <= limit - SPECIAL_TOKENS


def test_a_sentence_is_not_cut_when_it_fits():
    sentences = [
        f"Sentence number {n} speaks of bread, of wine and of the road to town." for n in range(60)
    ]
    text = " ".join(sentences)
    passages = cut_passages(text, limit=64)
    assert len(passages) > 10
    for start, end in passages:
        assert text[start:end].startswith("Sentence number")
        assert text[start:end].endswith("town.")


def test_a_paragraph_is_the_better_place():
    first = "The first thought takes its time and fills about half. " * 3
    second = "The second one comes after it and is as long again. " * 3
    text = f"{first.strip()}\n\n{second.strip()}"
    passages = cut_passages(text, limit=60)
    assert [text[start:end] for start, end in passages] == [first.strip(), second.strip()]


def test_wrapped_lines_are_no_sentences():
    sentence = "a line that was wrapped\nby hand goes on\nfor a while until it ends. "
    text = (sentence.capitalize() * 12).strip()
    for start, end in cut_passages(text, limit=70):
        assert text[start].isupper()
        assert text[start:end].endswith("ends.")


def test_code_is_cut_between_lines():
    lines = [f"    result[{n}] = compute(values[{n}], weight={n})" for n in range(80)]
    text = "def run(values):\n" + "\n".join(lines)
    for start, end in cut_passages(text, limit=100)[1:]:
        assert text[start:].startswith("result[")
        assert text[:end].endswith(")")


def test_room_is_left_for_the_prefix():
    text = "Bread rises in the night. " * 100
    prefix = "Kitchen notes › a long title that says what all of this is about"
    (used,) = count_tokens([prefix])
    longest = max(count_tokens([text[a:b] for a, b in cut_passages(text, prefix=prefix)]))
    assert 256 - SPECIAL_TOKENS - used - 20 < longest <= 256 - SPECIAL_TOKENS - used
    overlong = "endless " * 400
    longest = max(count_tokens([text[a:b] for a, b in cut_passages(text, prefix=overlong)]))
    assert longest <= LEAST_ROOM


def test_the_whole_of_a_key_fits_the_window():
    text = "Über die Gärung: Wasser, Mehl und Salz; sonst nichts. " * 60
    head = "Brot › Über die Gärung"
    keys = [f"{head}: {text[a:b]}" for a, b in cut_passages(text, prefix=head)]
    assert max(count_tokens(keys)) <= 256 - SPECIAL_TOKENS


@pytest.mark.parametrize("text", ["", "   \n\t ", "\n\n"])
def test_nothing_gives_nothing(text):
    assert cut_passages(text) == []


def test_a_large_text_is_cut_slab_by_slab():
    text = "One sentence of a long book stands here. " * (3 * SLAB // 41)
    passages = cut_passages(text)
    assert "".join(text[a:b] for a, b in passages).replace(" ", "") == text.replace(" ", "")
    assert all(text[a:b].endswith(".") for a, b in passages)


def test_a_word_without_end_is_cut_somewhere():
    text = "q" * 50_000
    passages = cut_passages(text)
    assert passages[0][0] == 0
    assert passages[-1][1] == len(text)
    assert all(a[1] == b[0] for a, b in itertools.pairwise(passages))

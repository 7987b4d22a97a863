import random

from hypothesis import given
from hypothesis import strategies as st

from palace.importers.titles import opening, shortened, unique
from palace.importers.topics import CUTTING, Unit, cuts, stems

_SUBJECTS = (
    "dough yeast flour oven loaf crust knead proof crumb bake starter hydration gluten",
    "star galaxy orbit telescope planet nebula comet lens mirror eclipse moon crater",
    "python function loop variable compile debugger thread socket parser syntax class",
)
BREAD, STARS, CODE = (words.split() for words in _SUBJECTS)


def talk(*spans, seed=1, pause_at=()):
    """Units of random words of each subject: (words, how many)."""
    source = random.Random(seed)
    units, at = [], 0.0
    for words, many in spans:
        for _ in range(many):
            at += 8 * 3600 if len(units) in pause_at else 60
            units.append(Unit(" ".join(source.choices(words, k=30)), at, at + 5))
    return units


def test_a_shift_of_subject_is_cut_where_it_is():
    assert cuts(talk((BREAD, 6), (STARS, 7), (CODE, 6))) == [6, 13]


def test_a_short_talk_is_one_topic():
    assert cuts([]) == []
    assert cuts(talk((BREAD, 3), (STARS, 3))) == []


def test_after_a_day_even_a_short_talk_may_turn_to_something_else():
    def resumed(first, then, pause):
        units = talk((first, 2), (then, 3))
        for at in range(2, 5):
            units[at] = Unit(units[at].text, units[at].start + pause, units[at].end + pause)
        return units

    day = 25 * 3600.0
    assert cuts(resumed(BREAD, STARS, day)) == [2]
    assert cuts(resumed(BREAD, STARS, day / 2)) == []
    assert cuts(resumed(BREAD, BREAD, 300 * day)) == []
    # The last exchange may still grow, so two that are settled must speak for the new subject.
    assert cuts(resumed(BREAD, STARS, day)[:4]) == []


def test_a_talk_about_one_thing_is_cut_only_when_it_is_long():
    assert cuts(talk((BREAD, 12))) == []
    found = cuts(talk((BREAD, 60)))
    sizes = [end - begin for begin, end in zip([0, *found], found, strict=False)]
    assert found
    assert all(CUTTING.shortest <= size <= CUTTING.longest for size in sizes)


def test_a_pause_makes_a_cut_likelier():
    mixed = BREAD[:7] + STARS[:2]
    other = STARS[2:] + BREAD[5:7]
    spans = ((mixed, 6), (other + mixed[3:], 6))
    without = sum(6 in cuts(talk(*spans, seed=seed)) for seed in range(40))
    after = sum(6 in cuts(talk(*spans, seed=seed, pause_at=(6,))) for seed in range(40))
    assert after > without


def test_silence_and_signs_cut_nothing():
    assert cuts([Unit("")] * 10) == []
    assert cuts([Unit("!? 12 34")] * 10) == []


WORDS = st.lists(st.sampled_from(BREAD + STARS + CODE + ["the", "und", "日本語"]), max_size=12)
UNITS = st.lists(
    st.builds(
        lambda words, at: Unit(" ".join(words), at, at), WORDS, st.floats(0, 1e6) | st.none()
    ),
    max_size=40,
)


@given(UNITS, st.integers(0, 40))
def test_what_was_cut_stays_cut_when_a_talk_grows(units, shown):
    whole, part = cuts(units), cuts(units[:shown])
    assert whole[: len(part)] == part
    assert whole == cuts(units)
    assert all(0 < cut < len(units) for cut in whole)


@given(UNITS, st.integers(1, 40), WORDS)
def test_what_the_last_exchange_says_decides_nothing(units, shown, words):
    part = units[:shown]
    if part:
        changed = [*part[:-1], Unit(" ".join(words), part[-1].start, part[-1].end)]
        assert cuts(part) == cuts(changed)


def test_stems_join_the_forms_of_a_word_in_its_language():
    assert stems("The loaves were baking, he bakes; baked") == ["loav", "bake", "bake", "bake"]
    assert stems("Die Häuser und das Haus, nicht die Gärten") == ["haus", "haus", "gart"]
    assert stems("日本語") == ["日本", "本語"]


def test_a_title_is_a_text_s_opening_cut_between_words():
    assert opening("Why is it so? And more.") == "Why is it so?"
    assert opening("hi, can you explain the tides to me") == "Explain the tides to me"
    assert opening("```\nx = 1\n```\n\n# What does this do") == "What does this do"
    assert opening("12 + 30") == "12 + 30"
    assert opening("") == ""
    long = opening("Supercalifragilistic words " * 9)
    assert len(long) <= 60
    assert long.endswith(" words…") or long.endswith("listic…")


@given(st.text(max_size=300), st.integers(10, 80))
def test_a_title_never_exceeds_its_length(text, longest):
    assert len(opening(text, longest)) <= longest
    assert len(shortened(text, longest)) <= longest


def test_titles_are_told_apart():
    taken = set()
    assert [unique(each, taken) for each in ("A", "a", "A")] == ["A", "a (2)", "A (3)"]

import pytest

from palace.importers.chatter import is_chatter


@pytest.mark.parametrize(
    "text",
    [
        "thanks", "Thanks!", "ok", "Ok, thank you very much", "shorter please", "hi", "👍", "?",
        "make it shorter", "continue", "go on, go", "try again", "Great, that works!", "danke",
        "Kürzer bitte", "merci beaucoup", "yes please", "thanks, shorter please",
    ],
)  # fmt: skip
def test_chatter_of_a_person(text):
    assert is_chatter(text)


@pytest.mark.parametrize(
    "text",
    [
        "What is chatter?", "thanks, and what about yeast?", "Ada Lovelace", "42", "pip install x",
        "no, the other window", "how do tides work", "rewrite this in Rust", "again: why 60 %?",
        "```\nok\n```", "hello world program", "shorter sleep and memory", "Is that much?",
        "", "ok " * 200,
    ],
)  # fmt: skip
def test_what_a_person_may_want_to_find_again(text):
    if text:
        assert not is_chatter(text)


@pytest.mark.parametrize(
    "text",
    [
        "You're welcome! Let me know if you need anything else.",
        "Hello! How can I help you today?",
        "Glad I could help!", "Gern geschehen!", "Sure!",
    ],
)  # fmt: skip
def test_chatter_of_a_model(text):
    assert is_chatter(text, reply=True)


@pytest.mark.parametrize(
    "text",
    [
        "Paris.", "You're welcome! Here is the shorter one: rise by 60 %.", "No.\n\nBecause of x",
        "Glad you asked, as the sourdough needs at least twelve hours in the fridge before it is "
        "shaped, and then a further two in the basket until it springs back slowly when poked.",
    ],
)  # fmt: skip
def test_answers_of_a_model(text):
    assert not is_chatter(text, reply=True)

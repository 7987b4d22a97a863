"""Signs over doors read well."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from palace.layout.names import annex_of, sign_of, signs
from palace.layout.words import clean, terms_of
from tests.layout.plans import make_founding


def grouped(*groups: list[str]) -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    """Return texts with vectors that agree within their group, one wing each."""
    texts = [t for g in groups for t in g]
    labels = np.repeat(np.arange(len(groups)), [len(g) for g in groups])
    vectors = np.eye(max(len(groups), 2), 8, dtype=np.float32)[labels]
    return texts, vectors, labels, np.arange(len(groups))


BREAD = [
    "Feeding a sourdough starter\n\nThe sourdough starter wants rye flour.",
    "Why my sourdough starter sinks\n\nA cold sourdough is slow.",
    "Rye bread\n\nWith the sourdough starter from last week.",
]
BIRDS = [
    "Swifts in the roof\n\nThe swifts came back on the third of May.",
    "Counting swifts\n\nFourteen swifts and two owls.",
    "Nest boxes\n\nFor swifts the hole must be oval.",
]


def test_a_room_is_named_after_what_it_speaks_of() -> None:
    found = signs(*grouped(BREAD, BIRDS))
    assert found.rooms == ("Sourdough starter", "Swifts")


def test_names_are_unique_and_short() -> None:
    found = signs(*grouped(BREAD, BREAD, BREAD, BIRDS))
    everything = [*found.rooms, *found.wings]
    assert len({n.casefold() for n in everything}) == len(everything)
    assert all(1 <= len(re.findall(r"[\w'’+#-]+", n)) <= 3 for n in everything)


def test_speakers_and_chatter_are_no_names() -> None:
    talk = [
        "Anna: Hey Bela! Thanks so much, that was amazing!\nBela: Wow, thanks Anna!\n"
        "Anna: The telescope shows Saturn's rings.",
        "Bela: Hi Anna, great to hear from you!\nAnna: Thanks Bela, the telescope is lovely.\n"
        "Bela: Amazing!",
        "Anna: Awesome, thanks!\nBela: Is the telescope heavy?\nAnna: Totally.",
    ]
    found = signs(*grouped(talk, BIRDS))
    assert found.rooms[0] == "Telescope"


def test_markup_addresses_and_code_are_no_names() -> None:
    text = (
        "---\ntags: [zzz]\n---\n# Kilns\n\nSee [[Glazes|the glazes]] and ![[oven.png]], "
        "[firing](https://example.org/kiln-guide?q=1) `kiln.fire()` <div class='x'>\n"
        "```python\nimport kiln\n```\nWrite to me@example.org or https://example.org/a/b."
    )
    words = set(clean(text).split())
    assert "glazes" in words
    assert not {w for w in words if re.search(r"https|example|div|import|zzz|oven|fire\(", w)}


def test_german_stop_words_are_known() -> None:
    german = [
        "Sauerteig\n\nDer Sauerteig ist nicht aufgegangen, weil es zu kalt war und ich ihn nicht "
        "gefüttert habe.",
        "Roggenbrot\n\nDas Brot mit dem Sauerteig wird nicht so hoch wie das andere, aber gut.",
        "Mehl\n\nFür den Sauerteig habe ich immer das Mehl von der Mühle, und es ist sehr gut.",
    ]
    assert signs(*grouped(german, BIRDS)).rooms[0] == "Sauerteig"


def test_capitals_of_a_word_are_kept() -> None:
    terms = terms_of(["CSS in iPadOS and PostgreSQL", "The CSS of iPadOS", "garden Gardening"])
    assert {"CSS", "iPadOS", "PostgreSQL", "Garden", "Gardening"} <= set(terms.words)


def test_without_any_words_rooms_are_numbered() -> None:
    found = signs(*grouped(["", "12 34"], ["...", "the and"]))
    assert found.rooms == ("Room 1", "Room 2")
    assert found.quarters == ("Palace",)


def test_a_folder_says_what_a_person_calls_it() -> None:
    texts, vectors, labels, wing = grouped(BREAD, BIRDS)
    folders = ["House/Baking"] * 3 + ["Garden/Swifts and owls"] * 3
    found = signs(texts, vectors, labels, wing, folders=folders)
    assert found.rooms == ("Baking", "Swifts and owls")


def test_tags_count_as_titles_do() -> None:
    texts = ["One\n\nThe crumb.", "Two\n\nThe crust.", "Three\n\nThe kettle."]
    names = signs(*grouped(texts, BIRDS), tags=[("rye-bread",)] * 3 + [()] * 3).rooms
    assert names[0] == "Rye bread"


def test_two_subjects_in_one_room_are_both_told() -> None:
    found = signs(*grouped(BREAD + BIRDS, ["The tides\n\nA tide."] * 3))
    assert set(found.rooms[0].split(" & ")) == {"Sourdough starter", "Swifts"}


def test_what_one_does_is_no_sign() -> None:
    texts = [
        "Why I repair clocks\n\nI repair the clock when we can repair it.",
        "To repair a striking clock\n\nYou repair it with the clock in beat.",
        "Should I repair or sell the clock?\n\nI repair, they sell.",
    ]
    assert signs(*grouped(texts, BIRDS)).rooms[0] == "Clock"


def test_annexes_count_on() -> None:
    assert annex_of("Bread", {"bread"}) == "Bread II"
    assert annex_of("Bread II", {"bread", "bread ii"}) == "Bread III"


def test_a_room_that_begins_with_one_object_is_named_by_its_title() -> None:
    used: set[str] = set()
    assert sign_of("Volcanoes of Iceland\n\nThey are many.", used) == "Volcanoes"
    assert sign_of("Volcanoes of Iceland\n\nThey are many.", used) == "Iceland"


def test_made_up_palaces_have_good_names() -> None:
    plan = make_founding(250, 0)[0].plan
    names = [s.name for s in plan.spaces if s.kind == "room"]
    assert not [n for n in names if n.startswith("Room ")]


@pytest.mark.model
def test_a_real_vault_gets_names_of_its_own_words(shared_data: Path) -> None:
    texts = [
        f"{p.stem}\n\n{p.read_text(encoding='utf-8', errors='replace')[:900]}"
        for p in sorted((shared_data / "vault").rglob("*.md"))
    ]
    folders = [p.parent.name for p in sorted((shared_data / "vault").rglob("*.md"))]
    labels = np.unique(folders, return_inverse=True)[1]
    vectors = np.eye(labels.max() + 1, dtype=np.float32)[labels]
    found = signs(texts, vectors, labels, np.zeros(labels.max() + 1, np.int64))
    corpus = " ".join(texts).casefold()
    for name in found.rooms:
        if name.startswith("Room "):
            continue
        assert all(w in corpus for w in name.casefold().replace("&", " ").split())
    assert sum(n.startswith("Room ") for n in found.rooms) <= 1

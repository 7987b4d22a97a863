"""Places and ways on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine


@pytest.fixture(scope="module")
def housed(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """A palace of six notes with places; nothing here changes what it holds."""
    folder = tmp_path_factory.mktemp("housed")
    notes = folder / "notes"
    notes.mkdir()
    for number, text in enumerate(
        ("Rye bread sours.", "Wheat bread rises.", "Queens are marked.", "Bees swarm in May.",
         "Tides follow the moon.", "Sails are trimmed.")
    ):  # fmt: skip
        (notes / f"note {number}.md").write_text(f"# Note {number}\n\n{text}\n", "utf-8")
    palace = CommandLine(folder / "palace")
    assert palace("import", notes, "--json").code == 0
    return palace


def addresses(palace: CommandLine) -> dict[str, str]:
    hits = palace("search", "kind:note", "--json", "--no-wait").json
    return {hit["title"]: hit["address"] for hit in hits}


@pytest.mark.model
def test_places_ways_and_routes(housed: CommandLine) -> None:
    of = addresses(housed)
    first, second = of["Note 0"], of["Note 2"]
    assert first.count("/") >= 2
    by_link = housed("search", f"palace://{first}", "--json", "--no-wait").json
    assert [hit["title"] for hit in by_link] == ["Note 0"]
    assert "Rye bread sours" in housed("show", first).out
    around = housed("search", "--at", first, "--json").json
    assert {thing["title"] for thing in around} == set(of) - {"Note 0"}
    assert "never" in housed("search", "--at", first).out
    there = housed("search", "bread", "--at", first, "--trail", second, "--json", "--no-wait").json
    assert there[0]["title"] in ("Note 0", "Note 1")
    along = housed("search", "--along", first, second, "--json", "--no-wait").json
    assert {"Note 0", "Note 2"} <= {hit["title"] for hit in along}

    kept = housed("route", "Morning", second, first, "--json").json
    assert kept["moved_in"] and [stop["title"] for stop in kept["stops"]] == ["Note 2", "Note 0"]
    assert housed("route", "--json").json == [{"name": "Morning", "stops": 2}]
    read = housed("route", "morning", "--from", "2", "--json").json
    assert [stop["address"] for stop in read["stops"]] == [first]
    scoped = housed("search", "--route", "Morning", "--json", "--no-wait").json
    assert [hit["title"] for hit in scoped] == ["Note 2", "Note 0"]
    assert "forgotten" in housed("route", "Morning", "--forget").out
    assert "no route yet" in housed("route").out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("search",), 2, "what to look for"),
        (("search", "palace://no/where"), 3, "leads nowhere"),
        (("search", "--at", "no/where/7"), 3, "no place"),
        (("search", "bread", "--route", "Evening", "--no-wait"), 3, "no route"),
        (("show", "no/where/7"), 3, "no address"),
        (("route", "--forget"), 2, "which route"),
        (("route", "Evening"), 3, "no route"),
    ],
)
def test_what_does_not_exist_is_said(
    housed: CommandLine, arguments: tuple[str, ...], code: int, said: str
) -> None:
    answer = housed(*arguments)
    assert answer.code == code and said in answer.err
    assert len(answer.err.strip().splitlines()) <= 5


def test_a_window_for_nowhere_is_refused(housed: CommandLine, tmp_path: Path) -> None:
    answer = housed("open", "palace://no/where", env={"DISPLAY": ""})
    assert answer.code == 3 and len(answer.err.strip().splitlines()) == 1

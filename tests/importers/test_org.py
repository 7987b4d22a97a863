"""Org files, after orgmode.org/worg/org-syntax and karlicoss/orgparse; the texts are made up."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from palace.importers import importer_for
from palace.importers.org import OrgImporter
from palace.jobs import import_paths
from palace.model.drafts import DraftItem, DraftLink, LinkKind
from palace.session import Session

BEES = """\
:PROPERTIES:
:ID:       bees-id
:ROAM_ALIASES: "Apis mellifera" Imme
:END:
#+title: Bees &
#+TITLE: hives
#+author: Anna
#+date: [2024-05-03 Fri 18:20]
#+filetags: :garden:bees:
#+TODO: TODO NEXT(n) | DONE CANCELLED(c@)
#+options: toc:nil

A swarm hung in the [[file:trees.org::*Pear][pear tree]], see [[id:rye-id][rye]] and
[[https://example.org/a b][a page]] or [[https://example.org]].
#+caption: a hive
[[./hive one.png]]
* NEXT [#A] Clean the hive [2024-05-04 Sat]   :spring:@home:
SCHEDULED: <2024-05-05 Sun 10:00> DEADLINE: <2024-06-01 Sat>
:PROPERTIES:
:Effort:   1:00
:CUSTOM_ID: clean
:END:
:LOGBOOK:
- State "NEXT"       from "TODO"       [2024-05-04 Sat]
CLOCK: [2024-05-04 Sat 10:00]--[2024-05-04 Sat 10:30] =>  0:30
:END:
# a comment
#+BEGIN_SRC python :results output
for bee in hive:
    count(bee)  # [[no link]]
,* no headline
```
#+END_SRC
#+begin_quote
So it was.
#+end_quote
** DONE Buy sugar
CLOSED: [2024-05-06 Mon 09:00]
| hive | frames |
|------+--------|
-----
*** Afterwards
They live in a skep now, see [[*Buy sugar]] and [[attachment:scan.pdf][the scan]] and [[Imme]].
* #not a tag :x
#+BEGIN_SRC never closed
* COMMENT Last
"""
FILES = {
    "bees.org": BEES,
    "sub/rye.org": "* Rye\n:PROPERTIES:\n:ID: rye-id\n:END:\nTwelve hours, [[file:../bees.org]].\n",
    "2024-05-08 plain.org": "No headline at all.\n#+name: kept\n",
    "logseq/bak/old.org": "* Old\n",
}


def found(folder: Path, text: str, name: str = "bees.org") -> DraftItem:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    assert importer_for(file).kind == "org"
    (item,) = OrgImporter().items(file)
    assert isinstance(item, DraftItem)
    return item


def test_a_file_is_kept_to_the_last_property(tmp_path: Path) -> None:
    bees = found(tmp_path, BEES)
    assert (bees.ref, bees.title) == ("bees.org", "Bees & hives")
    assert bees.created is not None and bees.created.isoformat() == "2024-05-03T18:20:00+00:00"
    assert bees.aliases == ("bees-id", "Apis mellifera", "Imme", "clean")
    assert bees.properties == {
        "options": "toc:nil",
        "ID": "bees-id",
        "ROAM_ALIASES": '"Apis mellifera" Imme',
        "headlines": [
            {
                "title": "Clean the hive [2024-05-04 Sat]",
                "tags": ["spring", "@home"],
                "todo": "NEXT",
                "priority": "A",
                "scheduled": "<2024-05-05 Sun 10:00>",
                "deadline": "<2024-06-01 Sat>",
                "properties": {"Effort": "1:00", "CUSTOM_ID": "clean"},
                "clock": ["[2024-05-04 Sat 10:00]--[2024-05-04 Sat 10:30] =>  0:30"],
            },
            {"title": "Buy sugar", "todo": "DONE", "closed": "[2024-05-06 Mon 09:00]"},
        ],
    }
    (thing,) = bees.objects
    assert thing.tags == ("garden", "bees", "spring", "@home")
    assert [memory.title for memory in thing.memories] == [
        "",
        "NEXT [#A] Clean the hive [2024-05-04 Sat]",
        "Afterwards",
    ]
    head, hive, after = thing.memories
    assert (head.author, head.text) == ("Anna", (
        "A swarm hung in the [pear tree](trees.org#Pear), see [rye](id:rye-id) and\n"
        "[a page](<https://example.org/a b>) or <https://example.org>.\n"
        "#+caption: a hive\n![](<hive one.png>)"
    ))  # fmt: skip
    assert hive.at is not None and hive.at.isoformat() == "2024-05-04"
    assert hive.text == (
        "# NEXT [#A] Clean the hive [2024-05-04 Sat]\n"
        "SCHEDULED: <2024-05-05 Sun 10:00> DEADLINE: <2024-06-01 Sat>\n"
        '- State "NEXT"       from "TODO"       [2024-05-04 Sat]\n'
        "<!-- a comment -->\n"
        "````python\nfor bee in hive:\n    count(bee)  # [[no link]]\n* no headline\n```\n````\n\n"
        "> So it was.\n\n"
        "## DONE Buy sugar\nCLOSED: [2024-05-06 Mon 09:00]\n"
        "| hive | frames |\n|------+--------|\n\n-----"
    )
    assert after.text == (
        "### Afterwards\nThey live in a skep now, see [Buy sugar](<#Buy sugar>) and "
        "[the scan](scan.pdf) and [Imme](roam:Imme).\n\n"
        "# #not a tag :x\n#+BEGIN_SRC never closed\n\n# COMMENT Last"
    )
    assert thing.links == (
        DraftLink(LinkKind.EMBED, "hive one.png"),
        DraftLink(LinkKind.WIKILINK, "#Buy sugar", "Buy sugar", after.ref),
        DraftLink(LinkKind.WIKILINK, "trees#Pear", "pear tree"),
        DraftLink(LinkKind.WIKILINK, "rye-id", "rye"),
        DraftLink(LinkKind.WIKILINK, "Imme", "Imme", after.ref),
    )


def test_links_lead_from_file_to_file(tmp_path: Path, palace_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / "org" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "org" / name).write_text(text, encoding="utf-8")
    with Session(palace_path, create=True) as session:
        import_paths(session, [tmp_path / "org"], wait=False)
        rows = session._store.reader().rows(
            "SELECT one.title AS a, other.title AS b FROM link "
            "JOIN object one ON one.id = object_id JOIN object other ON other.id = to_object"
        )
        assert {(row["a"], row["b"]) for row in rows} == {
            ("Bees & hives", "rye"),
            ("Bees & hives", "Bees & hives"),
            ("rye", "Bees & hives"),
        }


def test_a_file_without_headlines_is_read_as_well(tmp_path: Path) -> None:
    plain = found(tmp_path, FILES["2024-05-08 plain.org"], "2024-05-08 plain.org")
    assert plain.title == "2024-05-08 plain"
    assert plain.created is not None and plain.created.isoformat() == "2024-05-08"
    assert plain.objects[0].memories[0].text == "No headline at all.\n#+name: kept"


@pytest.mark.parametrize(
    "text",
    [
        "* a\n" * 10_000,
        "* [2024-05-03" * 5_000,
        "<2024-05-03 " * 20_000,
        "* a" + " " * 100_000 + ":b",
        ":PROPERTIES:\n" * 20_000,
        "#+begin_src\n" * 20_000,
        "[[a][b" * 20_000,
        "* a\nSCHEDULED: " + "<2024-05-03" * 20_000,
    ],
)
def test_what_is_made_to_be_slow_is_not(tmp_path: Path, text: str) -> None:
    start = time.process_time()
    found(tmp_path, text)
    assert time.process_time() - start < 2

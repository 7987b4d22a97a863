"""reStructuredText, after its Markup Specification and Directives (docutils), and Sphinx's."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from palace.importers import importer_for
from palace.importers.rst import RstImporter
from palace.model.drafts import DraftItem, DraftLink, LinkKind

BEES = """\
==============
Bees and hives
==============

:Author: Anna
:date: 2024-05-03 18:20
:tags: bees, hive work
:Abstract: Of bees,
   and of hives.

A swarm hung in the `pear tree <trees.rst>`_, see :doc:`rye </food/rye>`, :doc:`skeps` and
`a page <https://example.org/a>`__, or :ref:`swarms`.

.. _swarms:

Swarms
------

For each bee::

    for bee in hive:

        count(bee)
    ```

.. code-block:: python
   :linenos:

   # a comment, and `no link <x.rst>`_
   def count(bee):
       return 1

* In a list::

      literal

  goes on

Afterwards
~~~~~~~~~~

They live in a skep now, and have begun to build comb on all of its bars, and to bring pollen.
# no heading

.. image:: pictures/skep one.png
   :alt: a skep
   :width: 50%

.. include:: /etc/hostname

.. tags:: straw, spring

====  ======
hive  frames
====  ======
1     10
====  ======

----

Numbers
-------

The
end
"""
TEXTS = {"bees.rst": BEES, "food/rye.rst": "Rye\n===\n\nTwelve hours, :doc:`../bees`.\n"}


def found(folder: Path, text: str, name: str = "bees.rst") -> DraftItem:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    assert importer_for(file).kind == "rst"
    (item,) = RstImporter().items(file)
    assert isinstance(item, DraftItem)
    return item


def test_a_text_is_kept_to_the_last_field(tmp_path: Path) -> None:
    bees = found(tmp_path, BEES)
    assert (bees.ref, bees.title) == ("bees.rst", "Bees and hives")
    assert bees.created is not None and bees.created.isoformat() == "2024-05-03T18:20:00+00:00"
    assert bees.properties == {
        "Author": "Anna",
        "date": "2024-05-03 18:20",
        "tags": "bees, hive work",
        "Abstract": "Of bees, and of hives.",
    }
    (thing,) = bees.objects
    assert thing.tags == ("straw", "spring", "bees", "hive work")
    assert [memory.title for memory in thing.memories] == [
        "Bees and hives",
        "Swarms",
        "Afterwards",
    ]
    head, swarms, after = thing.memories
    assert (head.author, head.text) == (
        "Anna",
        "# Bees and hives\n\nA swarm hung in the [pear tree](trees.rst), see "
        "[rye](food/rye.rst), [skeps](skeps.rst) and\n"
        "[a page](https://example.org/a), or :ref:`swarms`.\n\n.. _swarms:",
    )
    assert swarms.text == (
        "## Swarms\n\nFor each bee:\n\n"
        "````\nfor bee in hive:\n\n    count(bee)\n```\n````\n\n"
        "```python\n# a comment, and `no link <x.rst>`_\ndef count(bee):\n    return 1\n```\n\n"
        "* In a list:\n\n  ```\n  literal\n  ```\n\n  goes on"
    )
    assert after.text == (
        "### Afterwards\n\nThey live in a skep now, and have begun to build comb on all of its "
        "bars, and to bring pollen.\n\\# no heading\n\n![a skep](<pictures/skep one.png>)\n\n"
        ".. include:: /etc/hostname\n\n"
        "====  ======\nhive  frames\n====  ======\n1     10\n====  ======\n\n----\n\n"
        "## Numbers\n\nThe\nend"
    )
    assert thing.links == (
        DraftLink(LinkKind.EMBED, "pictures/skep one.png", "a skep", after.ref),
        DraftLink(LinkKind.WIKILINK, "trees", "pear tree", head.ref),
        DraftLink(LinkKind.WIKILINK, "food/rye", "rye", head.ref),
        DraftLink(LinkKind.WIKILINK, "skeps", "skeps", head.ref),
    )
    assert (tmp_path / "bees.rst").read_text(encoding="utf-8") == BEES


def test_titles_are_told_from_what_looks_like_them(tmp_path: Path) -> None:
    text = (
        "Para\nends\n----\n\n- item\n\nA\n=\n\nLong title\n==\n\nÜber uns\n========\n\n  x\n  ===\n"
    )
    item = found(tmp_path, text)
    lines = [line for memory in item.objects[0].memories for line in memory.text.split("\n")]
    assert [line for line in lines if line.startswith("#")] == ["# Über uns"]
    assert found(tmp_path, "Just prose.\n").title == "bees"
    assert found(tmp_path, ":a: b\n").objects[0].memories[0].text == "b"


@pytest.mark.parametrize(
    "text",
    [
        "Title\n=====\n\n" * 20_000,
        ":a: b\n" * 30_000,
        "Title\n=====\n\n:a: b\n" * 10_000,
        "a::\n" * 30_000,
        "=" * 200_000,
        "`a <b" * 30_000,
        ".. code::\n" * 20_000,
    ],
)
def test_what_is_made_to_be_slow_is_not(tmp_path: Path, text: str) -> None:
    start = time.process_time()
    found(tmp_path, text)
    assert time.process_time() - start < 2

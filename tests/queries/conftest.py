"""A small palace of notes and chats on bread and tides, with vectors of the words they share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from palace.ops import ImportItems, StoreVectors
from palace.queries.pending import PendingKeys
from palace.session import Session
from tests.drafts import chat, note
from tests.furnished import WordVectors

ANSWER = "Bacteria in rye bread ferment its sugars."


@pytest.fixture
def session(palace_path: Path) -> Iterator[Session]:
    embedder = WordVectors()
    session = Session(palace_path, create=True, embedder=embedder)  # type: ignore[arg-type]
    notes = [
        note("rye.md", {"": "Rye bread is sour and keeps long.", "Oven": "A hot oven for bread."}),
        note("wheat.md", {"": "Wheat bread rises high. Its gluten stretches."}),
        note("tides.md", {"": "The tide follows the moon."}),
    ]
    talks = [
        chat(
            "c1",
            "Sour bread",
            [("Why is rye bread sour?", "Bacteria in rye bread ferment its sugars.")],
        ),
        chat("c2", "Neap tides", [("When is the tide lowest?", "A week after full moon.")]),
    ]
    session.run(ImportItems.of("markdown", "/vault", notes, "one"))
    session.run(ImportItems.of("chatgpt", "chatgpt:", talks, "two"))
    for openings in (True, False):
        while keys := session.ask(PendingKeys(embedder.space, openings, 0, 99)):
            vectors = embedder.embed([key.text for key in keys])
            session.run(StoreVectors(embedder.space, keys, vectors))
    yield session
    session.close()

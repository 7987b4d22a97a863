"""A small palace with rooms, made without the model: 49 objects on six subjects."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from types import SimpleNamespace

import numpy as np

from palace import layout
from palace.embedding import DEFAULT_MODEL, SpaceSpec
from palace.ops import ImportItems, RebuildPlan, StoreVectors
from palace.queries.entries import Entries
from palace.queries.pending import PendingKeys
from palace.session import Session
from tests.drafts import chat, note

SUBJECTS = ("bread", "bees", "tides", "clocks", "radio", "maps")


class WordVectors:
    """An embedder without a model: texts that share words are alike."""

    space: SpaceSpec = DEFAULT_MODEL.space

    def embed(
        self,
        texts: Sequence[str],
        *,
        bulk: bool = False,
        query: bool = False,
        load_timeout: float | None = None,
    ) -> np.ndarray:
        """Return unit rows, shape (n, dim), a sum of a random vector a word."""
        rows = np.zeros((len(texts), self.space.dim), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.casefold().split():
                seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "little")
                row += np.random.default_rng(seed).normal(size=self.space.dim).astype(np.float32)
            row /= np.linalg.norm(row) or 1.0
        return rows

    def status(self) -> SimpleNamespace:
        """It is always awake."""
        return SimpleNamespace(state="ready")

    def start_in_background(self) -> None:
        """It is awake."""

    def close(self) -> None:
        """Nothing is open."""


def fill(session: Session, embedder: WordVectors, many: int = 8) -> None:
    """Put notes and chats on six subjects into a palace and build its plan."""
    items = []
    for subject in SUBJECTS:
        for number in range(many):
            words = f"{subject} " * 6
            items.append(
                note(
                    f"{subject}/{subject} {number}.md",
                    {"": f"What I know about {words}\n\nPiece {number} of {subject}, with salt."},
                    links=(f"{subject} {(number + 1) % many}",),
                )
            )
    items.append(
        chat(
            "c1",
            "Why bread sinks",
            [
                ("Why does my bread bread sink?", "It was left too long.\n\n- shorter proof\n"),
                ("And the crust of the bread?", "Steam, **early**. <script>alert(1)</script>"),
            ],
        )
    )
    session.run(ImportItems.of("markdown", "/vault", items, "import-1"))
    space = embedder.space
    for openings in (True, False):
        while keys := session.ask(PendingKeys(space, openings, 0, 4096)):
            vectors = embedder.embed([key.text for key in keys])
            session.run(StoreVectors(space, keys, vectors))
    session.run(RebuildPlan(layout.build(session.ask(Entries(space)))))

"""Large palaces made quickly, for measuring what depends on size and not on content.

The words are sentences of the sample notes, shuffled; the vectors are generated around random
topics (embedding ten thousand texts takes minutes, and no timing here depends on their values).
"""

from __future__ import annotations

import hashlib
import random
import re
from pathlib import Path

import numpy as np

from palace import layout
from palace.embedding import DEFAULT_MODEL
from palace.model.drafts import DraftItem, DraftMemory, DraftObject, MemoryKind, ObjectKind
from palace.ops import ImportItems, MoveIn, RebuildPlan, StoreVectors
from palace.queries.entries import Entries
from palace.queries.pending import PendingKeys
from palace.session import Session

ROOT = Path(__file__).resolve().parent.parent
CHUNK = 200


def sentences() -> list[str]:
    """Return the sentences of the sample notes."""
    found: list[str] = []
    for path in sorted((ROOT / "assets" / "sample" / "notes").rglob("*.md")):
        body = path.read_text(encoding="utf-8").split("---", 2)[-1]
        found += [
            part.strip()
            for part in re.split(r"(?<=[.!?])\s+", body)
            if 30 < len(part) < 240 and "```" not in part
        ]
    return found


def items(count: int, seed: int = 0) -> list[DraftItem]:
    """Return made-up notes of about a hundred tokens."""
    rng = random.Random(seed)
    pool = sentences()
    made = []
    for number in range(count):
        chosen = rng.sample(pool, 5)
        title = " ".join(re.findall(r"\w+", chosen[0])[:6]) + f" {number}"
        text = " ".join(chosen)
        made.append(
            DraftItem(
                f"made/{number:06}.md",
                title,
                f"made/{number:06}.md",
                hashlib.sha256(text.encode()).hexdigest(),
                (
                    DraftObject(
                        ObjectKind.TOPIC if number % 3 else ObjectKind.NOTE,
                        title,
                        "",
                        (DraftMemory(MemoryKind.SECTION, text),),
                    ),
                ),
            )
        )
    return made


def topical_vectors(count: int, dim: int, seed: int = 0) -> np.ndarray:
    """Return unit vectors around random topics, shape (count, dim), float32."""
    rng = np.random.default_rng(seed)
    topics = rng.normal(size=(max(4, count // 40), dim))
    vectors = topics[rng.integers(len(topics), size=count)] + 1.1 * rng.normal(size=(count, dim))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def make_palace(folder: Path, count: int, seed: int = 0) -> Path:
    """Make a founded palace of so many objects, once; a second call finds it there."""
    done = folder / "index" / f"made-{count}"
    if done.exists():
        return folder
    space = DEFAULT_MODEL.space
    with Session(folder, create=True) as session:
        made = items(count, seed)
        for start in range(0, count, CHUNK):
            part = made[start : start + CHUNK]
            session.run(ImportItems.of("markdown", "made", part, f"made-{seed}"))
        for openings in (True, False):
            while keys := session.ask(PendingKeys(space, openings, 0, 4096)):
                vectors = topical_vectors(len(keys), space.dim, seed + keys[0].id)
                session.run(StoreVectors(space, keys, vectors))
        session.run(RebuildPlan(layout.build(session.ask(Entries(space)))))
        session.run(MoveIn())
    done.parent.mkdir(exist_ok=True)
    done.touch()
    return folder

"""A small palace, exported: made here, as the other samples are."""

from __future__ import annotations

import tempfile
from pathlib import Path

from palace.export import Format, export_palace
from palace.ops import ImportItems, MarkMissing
from palace.session import Session
from tests.drafts import chat, note


def exported(folder: Path, format_: Format = Format.MARKDOWN) -> Path:
    """Export a palace of a note with a revision, one that it links to, and a chat."""
    target = folder / "export"
    with tempfile.TemporaryDirectory() as there:
        palace = Path(there) / "palace"
        with Session(palace, create=True, clock=lambda: 1_700_000_000.5) as session:
            first = note("Bees.md", {"": "A swarm.", "Later": "It went."})
            parts = {"": "A swarm, see [[Bread]].", "New": "It came back."}
            second = note("Bees.md", parts, links=("Bread",))
            for number, item in enumerate((first, second, note("Bread.md", {"": "Rye, twelve."}))):
                session.run(ImportItems.of("markdown", "file:///notes", [item], str(number)))
            session.run(MarkMissing("markdown", "file:///notes", None))
            asked = [("Why does rye sink?", "It proved too long."), ("Thanks!", "")]
            session.run(ImportItems.of("chatgpt", "chatgpt:", [chat("c", "Rye", asked)], "c"))
            export_palace(session, target, format_)
    return target

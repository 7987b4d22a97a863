"""Long work on a palace, with progress and cancel: importing, embedding, placing."""

from palace.jobs.embedding import embed_pending
from palace.jobs.importing import (
    ImportReport,
    ItemOutcome,
    finish,
    import_paths,
    refuse_unknown,
)
from palace.jobs.placing import settle
from palace.jobs.progress import Cancelled, Progress
from palace.jobs.tidying import Move, Proposal, Spot, propose, sleep

__all__ = [
    "Cancelled",
    "ImportReport",
    "ItemOutcome",
    "Move",
    "Progress",
    "Proposal",
    "Spot",
    "embed_pending",
    "finish",
    "import_paths",
    "propose",
    "refuse_unknown",
    "settle",
    "sleep",
]

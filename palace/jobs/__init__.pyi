"""Long work on a palace, with progress and cancel: importing, embedding, placing."""

from palace.jobs.embedding import embed_pending
from palace.jobs.importing import ImportReport, finish, import_paths, refuse_unknown
from palace.jobs.models import change_model
from palace.jobs.placing import settle
from palace.jobs.previewing import Foreseen, Preview, preview_paths
from palace.jobs.progress import Cancelled, Progress
from palace.jobs.reading import ItemOutcome
from palace.jobs.secrets import look_for_secrets
from palace.jobs.tidying import Move, Proposal, Spot, propose, sleep
from palace.jobs.watching import Came, follow, watch

__all__ = [
    "Came",
    "Cancelled",
    "Foreseen",
    "ImportReport",
    "ItemOutcome",
    "Move",
    "Preview",
    "Progress",
    "Proposal",
    "Spot",
    "change_model",
    "embed_pending",
    "finish",
    "follow",
    "import_paths",
    "look_for_secrets",
    "preview_paths",
    "propose",
    "refuse_unknown",
    "settle",
    "sleep",
    "watch",
]

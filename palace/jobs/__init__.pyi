"""Long work on a palace, with progress and cancel: importing, embedding, placing."""

from .embedding import embed_pending
from .importing import ImportReport, finish, import_paths, refuse_unknown
from .models import change_model
from .placing import settle
from .previewing import Foreseen, Preview, preview_paths
from .progress import Cancelled, Progress
from .reading import ItemOutcome
from .secrets import look_for_secrets
from .tidying import Move, Proposal, Spot, propose, sleep
from .watching import Came, follow, watch

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

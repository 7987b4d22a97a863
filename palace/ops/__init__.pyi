"""Everything that changes a palace: one file a verb, and the registry that finds them by name."""

from .edit_note import EditNote, UneditFile, digest
from .erase_memory import EraseMemory
from .erase_object import EraseObject
from .import_items import ImportItems
from .inverses import OPERATIONS
from .keep_unfinished import KeepUnfinished, SetWriteBack
from .mark_missing import MarkMissing
from .move_in import MoveIn, MoveOut
from .move_object import MoveObject
from .note_copy import NoteCopy
from .note_visit import NoteVisit
from .operation import Operation
from .pin_object import PinObject
from .place_objects import PlaceObjects
from .put_back import PutBack
from .rebuild_plan import RebuildPlan
from .rename_place import RenamePlace
from .restore_places import RestorePlaces
from .set_bookmark import SetBookmark
from .set_destination import SetDestination
from .set_reach import SetReach
from .set_route import SetRoute
from .set_secrets import HoldSecrets, NoteSecrets, ReleaseSecrets
from .set_watched import SetWatched
from .store_vectors import StoreVectors
from .tidy_up import TidyUp, Untidy
from .use_model import AddModel, ForgetModel, UseModel
from .withdraw import Withdraw
from .write_note import WriteNote

__all__ = [
    "OPERATIONS",
    "AddModel",
    "EditNote",
    "EraseMemory",
    "EraseObject",
    "ForgetModel",
    "HoldSecrets",
    "ImportItems",
    "KeepUnfinished",
    "MarkMissing",
    "MoveIn",
    "MoveObject",
    "MoveOut",
    "NoteCopy",
    "NoteSecrets",
    "NoteVisit",
    "Operation",
    "PinObject",
    "PlaceObjects",
    "PutBack",
    "RebuildPlan",
    "ReleaseSecrets",
    "RenamePlace",
    "RestorePlaces",
    "SetBookmark",
    "SetDestination",
    "SetReach",
    "SetRoute",
    "SetWatched",
    "SetWriteBack",
    "StoreVectors",
    "TidyUp",
    "UneditFile",
    "Untidy",
    "UseModel",
    "Withdraw",
    "WriteNote",
    "digest",
]

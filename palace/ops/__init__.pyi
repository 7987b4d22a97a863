"""Everything that changes a palace: one file a verb, and the registry that finds them by name."""

from palace.ops.edit_note import EditNote, UneditFile, digest
from palace.ops.erase_memory import EraseMemory
from palace.ops.erase_object import EraseObject
from palace.ops.import_items import ImportItems
from palace.ops.inverses import OPERATIONS
from palace.ops.keep_unfinished import KeepUnfinished, SetWriteBack
from palace.ops.mark_missing import MarkMissing
from palace.ops.move_in import MoveIn, MoveOut
from palace.ops.move_object import MoveObject
from palace.ops.note_copy import NoteCopy
from palace.ops.note_visit import NoteVisit
from palace.ops.operation import Operation
from palace.ops.pin_object import PinObject
from palace.ops.place_objects import PlaceObjects
from palace.ops.put_back import PutBack
from palace.ops.rebuild_plan import RebuildPlan
from palace.ops.rename_place import RenamePlace
from palace.ops.restore_places import RestorePlaces
from palace.ops.set_bookmark import SetBookmark
from palace.ops.set_destination import SetDestination
from palace.ops.set_reach import SetReach
from palace.ops.set_route import SetRoute
from palace.ops.set_secrets import HoldSecrets, NoteSecrets, ReleaseSecrets
from palace.ops.set_watched import SetWatched
from palace.ops.store_vectors import StoreVectors
from palace.ops.tidy_up import TidyUp, Untidy
from palace.ops.use_model import AddModel, ForgetModel, UseModel
from palace.ops.withdraw import Withdraw
from palace.ops.write_note import WriteNote

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

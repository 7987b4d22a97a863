"""Which operations can stand as the inverse of another."""

from __future__ import annotations

from palace.ops.edit_note import UneditFile
from palace.ops.keep_unfinished import SetWriteBack
from palace.ops.move_in import MoveIn, MoveOut
from palace.ops.operation import Operation
from palace.ops.put_back import PutBack
from palace.ops.set_bookmark import SetBookmark
from palace.ops.set_reach import SetReach
from palace.ops.set_route import SetRoute
from palace.ops.set_secrets import HoldSecrets, ReleaseSecrets
from palace.ops.tidy_up import Untidy
from palace.ops.use_model import UseModel
from palace.ops.withdraw import Withdraw

OPERATIONS: dict[str, type[Operation]] = {  # type: ignore[type-arg]
    operation.kind: operation
    for operation in (
        HoldSecrets,
        MoveIn,
        MoveOut,
        PutBack,
        SetBookmark,
        ReleaseSecrets,
        SetReach,
        SetRoute,
        SetWriteBack,
        UneditFile,
        Untidy,
        UseModel,
        Withdraw,
    )
}
"""Operations that can stand as the inverse of another, by the name they are stored under."""

"""What the layout needs to know of an object."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """An object that wants a place.

    Parameters
    ----------
    id
        The object's.
    content_hash
        Of what its vector was made from; objects are ordered by it, so that a plan does not
        depend on the order of arrival.
    vector
        Its placing vector: unit length, of title and opening.
    text
        Title (first line) and opening, for the names of rooms.
    thread
        The conversation or document it is a part of; "" for none.
    folder, tags
        What a person filed it under, for the names of rooms; they do not decide its place.
    """

    id: str
    content_hash: str
    vector: NDArray[np.float32]
    text: str
    thread: str = ""
    folder: str = ""
    tags: tuple[str, ...] = ()

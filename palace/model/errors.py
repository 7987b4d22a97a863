"""The faults a person can do something about. A bug of ours is never one of these."""

# ruff: noqa: N818  (the names say what is the matter)


class PalaceError(Exception):
    """A fault of input or surroundings; its text is one sentence for the person.

    The sentence says what, where, and what to do.
    """


class NotAPalace(PalaceError):
    """The folder exists and holds no palace."""


class NewerSchema(PalaceError):
    """The palace was written by a later version of the program."""


class StorageError(PalaceError):
    """The disk is full, read-only, or damaged; what was saved before is safe."""


class EmbedderUnavailable(PalaceError):
    """Meaning cannot be computed now; words still find."""


class NotFound(PalaceError):
    """No such object, memory, room or locus."""


class Stale(PalaceError):
    """What this was based on has changed since; look again."""


class Occupied(PalaceError):
    """Something stands at that locus; the two can change places."""


class ChangedElsewhere(Stale):
    """A text was changed elsewhere while a person changed it; both are there to choose from.

    Parameters
    ----------
    sentence
        What happened.
    theirs
        The text that is there now.
    seen
        SHA-256 of what is there now; given along, the person's own text replaces it.
    """

    def __init__(self, sentence: str, theirs: str, seen: str) -> None:
        super().__init__(sentence)
        self.theirs = theirs
        self.seen = seen

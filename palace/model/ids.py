"""Identifiers: UUIDv7 as text, sortable by the time they were made, kept by exports."""

import uuid_utils


def new_id() -> str:
    """Return a fresh identifier.

    Returns
    -------
    str
        A UUIDv7 (RFC 9562) in its canonical 36-character form.
    """
    return str(uuid_utils.uuid7())

"""Reading what is packed with zstd (RFC 8878), with a limit to the memory that it may take."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from typing import IO, cast

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_WINDOW = 27
"""Logarithm of the memory that unpacking may take: 128 MB."""

ZstdError = zstd.ZstdError


def unpacking(file: IO[bytes]) -> AbstractContextManager[IO[bytes]]:
    """Return what a packed file holds, unpacked as it is read."""
    options = {int(zstd.DecompressionParameter.window_log_max): _WINDOW}
    return cast("IO[bytes]", zstd.ZstdFile(file, options=options))


def unpacked(file: IO[bytes], limit: int) -> bytes:
    """Return what a packed file holds, up to one byte more than a limit."""
    with unpacking(file) as stream:
        return stream.read(limit + 1)

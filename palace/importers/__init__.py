"""Importers: they turn what other programs wrote into drafts, item by item."""

from palace.importers.base import About, Importer
from palace.importers.registry import (
    importer_for,
    importer_named,
    importers,
    recognise,
    recognise_all,
)

__all__ = [
    "About",
    "Importer",
    "importer_for",
    "importer_named",
    "importers",
    "recognise",
    "recognise_all",
]

"""Importers: they turn what other programs wrote into drafts, item by item."""

from palace.importers.base import Importer
from palace.importers.registry import importer_for, importers, recognise, recognise_all

__all__ = ["Importer", "importer_for", "importers", "recognise", "recognise_all"]

"""Nearest neighbours over a palace's vectors, disposable and always right."""

from palace.index.files import forget_others, kept_kind
from palace.index.vector_index import GRAPH_FROM, VectorIndex

__all__ = ["GRAPH_FROM", "VectorIndex", "forget_others", "kept_kind"]

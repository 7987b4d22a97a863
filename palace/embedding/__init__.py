"""Meaning as vectors: one embedder process a person, reached through a light client."""

from palace.embedding.client import EmbedderClient, EmbedderStatus, stop_server
from palace.embedding.space import (
    DEFAULT_MODEL,
    DIMENSION,
    MODEL_NAME,
    WINDOW,
    Embedder,
    ModelSource,
    SpaceSpec,
    source_of,
)

__all__ = [
    "DEFAULT_MODEL",
    "DIMENSION",
    "MODEL_NAME",
    "WINDOW",
    "Embedder",
    "EmbedderClient",
    "EmbedderStatus",
    "ModelSource",
    "SpaceSpec",
    "source_of",
    "stop_server",
]

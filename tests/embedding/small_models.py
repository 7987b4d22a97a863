"""Makes two small real models from the one that comes with the program; imports torch.

Run as ``python -m tests.embedding.small_models FOLDER``: ``table`` is a table of words' vectors
(64 of the dimensions of its embedding layer, by their principal axes), ``shallow`` its first two
layers with a prompt of its own before questions.
"""

from __future__ import annotations

import sys
from pathlib import Path

from palace.embedding import DEFAULT_MODEL


def make(folder: Path) -> None:
    """Write both models below a folder."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    whole = SentenceTransformer(str(DEFAULT_MODEL.path()), device="cpu", local_files_only=True)
    inner = whole[0].auto_model
    words = inner.embeddings.word_embeddings.weight.detach()
    torch.manual_seed(0)
    axes = torch.pca_lowrank(words - words.mean(0), q=64)[2]
    table = StaticEmbedding(whole.tokenizer, embedding_weights=(words - words.mean(0)) @ axes)
    SentenceTransformer(modules=[table], device="cpu").save(str(folder / "table"))
    inner.encoder.layer = inner.encoder.layer[:2]
    inner.config.num_hidden_layers = 2
    whole.prompts = {"query": "which: ", "document": ""}
    whole.max_seq_length = 128
    whole.save(str(folder / "shallow"))


if __name__ == "__main__":
    make(Path(sys.argv[1]))

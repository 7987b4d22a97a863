"""The model itself, and in which precision this machine computes it. Imports torch: server only.

bf16 halves the time on processors that have it and loses nothing that matters (see `space`); on
others it is emulated and slower. So it is measured once and the choice kept with its numbers.
Pooling and normalisation always run in fp32.
"""

from __future__ import annotations

import copy
import platform
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from palace.embedding.space import WINDOW, ModelSource
from palace.embedding.weights import read_cache, write_cache

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_COSINE = 0.998
"""Mean cosine to fp32 below which bf16 is refused: one space would no longer be one."""

LEAST_GAIN = 1.2
"""Ratio of times below which bf16 is not worth its loss."""

HOPELESS_GAIN = 0.6
"""Ratio over three short texts below which no more is measured: bf16 is emulated there, and the
whole sample would keep the person waiting for ten seconds."""

_PHRASES = (
    "where did I put the notes on sourdough",
    "We compared three ways to keep a kitchen garden watered through a dry July, and the drip "
    "line under straw won by far; the sprinkler lost most of it before noon.",
    "def mean(values):\n    return sum(values) / len(values)",
)
_SAMPLE = (*_PHRASES, *(" ".join(_PHRASES[:2]) for _ in range(5)), " ".join(_PHRASES * 3))


class Encoder:
    """A sentence-transformers model that encodes batches of token ids.

    Parameters
    ----------
    source
        The model; its weights have been checked.
    cache
        JSON file where the choice of precision is kept.
    threads
        Threads that torch may use.
    """

    def __init__(self, source: ModelSource, *, cache: Path, threads: int) -> None:
        import torch
        from sentence_transformers import SentenceTransformer

        self._torch = torch
        torch.set_num_threads(threads)
        model = SentenceTransformer(str(source.path()), device="cpu", local_files_only=True)
        model.eval()
        self._tokenizer = model.tokenizer
        self._model = model
        # A table of words' vectors (Model2Vec's kind) has no transformer and nothing to narrow.
        self._table = not hasattr(model[0], "auto_model")
        names = () if self._table else model.tokenizer.model_input_names
        self._typed = "token_type_ids" in names
        self.window = 2 * WINDOW if self._table else int(model.max_seq_length or WINDOW)
        self.precision = "fp32"
        key = "|".join((source.sha256, torch.__version__, _processor(), str(threads)))
        known = read_cache(cache)
        choice = known.get(key)
        if self._table:
            choice = {"precision": "fp32", "cosine": None, "gain": None}
        elif not isinstance(choice, dict) or choice.get("precision") not in ("fp32", "bf16"):
            choice = self._measure()
            write_cache(cache, known | {key: choice})
        if choice["precision"] == "bf16":
            self._use_bf16()
        self.encode(self.tokenize(list(_SAMPLE[:2])))  # the first call allocates

    def tokenize(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the token ids of each text, cut at the window. Safe in any thread."""
        if self._table:
            found = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
            # A text without a known word still has a vector: that of nothing.
            return [one.ids[: self.window] or [0] for one in found]
        ids = self._tokenizer(list(texts), truncation=True, max_length=self.window)["input_ids"]
        return [list(row) for row in ids]

    def encode(self, rows: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Encode one batch.

        Parameters
        ----------
        rows
            Token ids of each text; best of like length, for all are padded to the longest.

        Returns
        -------
        numpy.ndarray
            float32 of shape (n, dim), rows of length 1.
        """
        torch = self._torch
        shape = (len(rows), max(map(len, rows)))
        ids, mask = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        for number, row in enumerate(rows):
            ids[number, : len(row)] = row
            mask[number, : len(row)] = 1
        features = {"input_ids": torch.from_numpy(ids), "attention_mask": torch.from_numpy(mask)}
        if self._typed:
            features["token_type_ids"] = torch.zeros(shape, dtype=torch.long)
        if self._table:
            starts = np.cumsum([0, *map(len, rows)])[:-1]
            features = {
                "input_ids": torch.from_numpy(np.concatenate(rows).astype(np.int64)),
                "offsets": torch.from_numpy(starts.astype(np.int64)),
            }
        with torch.inference_mode():
            vectors = self._model(features)["sentence_embedding"].float().numpy()
        # Again in fp32 whatever the model's own last module was.
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(norms, 1e-12), np.float32)

    def _use_bf16(self) -> None:
        transformer = self._model[0]
        transformer.to(self._torch.bfloat16)

        def widen(_module: Any, _inputs: Any, features: dict[str, Any]) -> dict[str, Any]:
            return {**features, "token_embeddings": features["token_embeddings"].float()}

        transformer.register_forward_hook(widen)
        self.precision = "bf16"

    def _measure(self) -> dict[str, Any]:
        rows = self.tokenize(_SAMPLE)
        plain = self._model
        narrow = copy.deepcopy(plain)
        times: dict[str, list[float]] = {"fp32": [], "bf16": []}
        vectors: dict[str, NDArray[np.float32]] = {}
        try:
            self._model = narrow
            self._use_bf16()
            for part in (rows[:3], rows):
                for seen in times.values():
                    seen.clear()
                for _ in range(4):  # in turn, so that a busy moment hits both
                    for name, model in (("fp32", plain), ("bf16", narrow)):
                        self._model = model
                        start = time.perf_counter()
                        vectors[name] = self.encode(part)
                        times[name].append(time.perf_counter() - start)
                gain = min(times["fp32"]) / min(times["bf16"])
                if gain < HOPELESS_GAIN:
                    break
        except RuntimeError:  # an operation that this processor or build has not in bf16
            return {"precision": "fp32", "cosine": None, "gain": None}
        finally:
            self._model, self.precision = plain, "fp32"
        cosine = float((vectors["fp32"] * vectors["bf16"]).sum(1).mean())
        chosen = "bf16" if cosine >= LEAST_COSINE and gain >= LEAST_GAIN else "fp32"
        return {"precision": chosen, "cosine": round(cosine, 6), "gain": round(gain, 2)}


def _processor() -> str:
    """Name the processor well enough to know that the machine has changed."""
    try:
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()

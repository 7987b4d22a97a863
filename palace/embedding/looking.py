"""A process that loads a model once and says what it is: ``python -m palace.embedding.looking``.

It imports torch, and stands apart so that nobody else has to.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path


def look(folder: Path) -> dict[str, object]:
    """Return a model's vector length, the tokens it reads, and the prompts it names.

    Raises
    ------
    Exception
        Whatever keeps it from loading.
    """
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    vector = model.encode(["where did I put it"])[0]
    if not math.isfinite(float(abs(vector).sum())) or not float(abs(vector).sum()):
        raise ValueError("its vectors are no numbers, or all zero")
    length = model.max_seq_length
    prompts = dict(model.prompts or {})
    usual = prompts.get(model.default_prompt_name or "", "")
    return {
        "dim": len(vector),
        "window": int(length) if length and math.isfinite(length) else 1 << 20,
        "query": prompts.get("query") or usual,
        "passage": prompts.get("document") or prompts.get("passage") or usual,
    }


if __name__ == "__main__":
    try:
        answer = look(Path(sys.argv[1]))
    except Exception as fault:
        sys.stderr.write(f"{(str(fault).strip().splitlines() or [type(fault).__name__])[0]}\n")
        sys.exit(1)
    sys.stdout.write(json.dumps(answer) + "\n")

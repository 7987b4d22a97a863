"""One number for a plan and who stands where: equal if and only if both are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict

from palace.model.plan import Plan


def digest(plan: Plan, placements: Mapping[str, str], content_hashes: Mapping[str, str]) -> str:
    """Return the SHA-256 of a plan with its placements.

    Parameters
    ----------
    plan
        The order of its parts does not count.
    placements
        Object id to locus id.
    content_hashes
        Object id to content hash. Objects count by their content, so that two palaces of the same
        notes agree although identifiers were made anew.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    parts = {
        kind: sorted((asdict(p) for p in getattr(plan, kind)), key=lambda p: str(p["id"]))
        for kind in ("quarters", "wings", "spaces", "doors", "loci")
    }
    stands = sorted((locus, content_hashes[o]) for o, locus in placements.items())
    text = json.dumps([parts, stands], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()

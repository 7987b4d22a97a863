"""How sure a recall is: the chance that its first hit is right, and that what is sought is here.

Two signs are enough: how the attention falls (the first hit against all others) and how near in
meaning anything comes at all. Both chances are logistic in them (Platt 1999), fitted on questions
and cues of conversations and vaults, with those of other conversations and vaults as what is not
there: ``python -m benchmarks.doubt``. Without meaning nothing is known and nothing is said.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from palace.recall.weights import HERE, RIGHT

ABSENT = 0.2
"""Below this chance that it is here a recall says that it probably is not."""
_SUREST = 1 - 1e-6


@dataclass(frozen=True, slots=True)
class Doubt:
    """How sure a recall is.

    Parameters
    ----------
    right
        The chance that the first hit is what was sought.
    here
        The chance that what was sought is in this palace.
    """

    right: float
    here: float

    @property
    def absent(self) -> bool:
        """Whether it probably is not in this palace."""
        return self.here < ABSENT


def doubt(attention: float, nearest: float) -> Doubt:
    """Return how sure a recall is.

    Parameters
    ----------
    attention
        The first hit's.
    nearest
        The highest cosine of any key.
    """
    bounded = min(max(attention, 1 - _SUREST), _SUREST)
    odds = math.log(bounded / (1 - bounded))
    return Doubt(_chance(RIGHT, odds, nearest), _chance(HERE, odds, nearest))


def _chance(weights: tuple[float, float, float], odds: float, nearest: float) -> float:
    constant, by_odds, by_nearest = weights
    return 1 / (1 + math.exp(-(constant + by_odds * odds + by_nearest * nearest)))

"""How many respondents a round needs: Krejcie and Morgan 1970, as Permenpan RB 14/2017 takes it over. Pure."""

from __future__ import annotations

from fractions import Fraction
from math import floor

_CHI_SQUARE = Fraction("3.841")  # one degree of freedom, 95 %
_SPREAD = Fraction("0.25")  # P * Q, both one half
_ERROR = Fraction("0.05")


def needed(population: int) -> int:
    """Respondents for a population of that many visitors in the round; 0 for none, at most 384. Raises ValueError."""
    if population < 0:
        raise ValueError("a population is not negative")
    if not population:
        return 0
    over = _CHI_SQUARE * population * _SPREAD
    under = _ERROR**2 * (population - 1) + _CHI_SQUARE * _SPREAD
    return floor(over / under + Fraction(1, 2))

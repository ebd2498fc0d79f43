"""How a figure is rounded before anybody sees or compares it. Pure."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
MILLIONTH = Decimal("0.000001")
DIGITS = 9


def published(value: float) -> Decimal:
    """Half-up to two decimals; to nine first, so that the last bit of a float never decides a figure."""
    return Decimal(repr(round(float(value), DIGITS))).quantize(CENT, ROUND_HALF_UP)


def percent(share: float) -> Decimal:
    """A share of 0 to 1 as 0.00 to 100.00."""
    return published(100 * share)


def fully(value: float) -> Decimal:
    """Half-up to six decimals: enough to add figures up again by hand and round the sum to two."""
    return Decimal(repr(round(float(value), DIGITS))).quantize(MILLIONTH, ROUND_HALF_UP)


def exactly(value: Decimal) -> Decimal:
    """Half-up to two decimals of a number that is already exact."""
    return value.quantize(CENT, ROUND_HALF_UP)

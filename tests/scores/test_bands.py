"""One word where the evidence holds it, else two."""

from __future__ import annotations

from decimal import Decimal

import pytest

from forum.scores.rules.bands import band_of, bands


@pytest.mark.parametrize(
    ("total", "band"),
    [
        ("100", "very_good"),
        ("85.00", "very_good"),
        ("84.99", "good"),
        ("70.00", "good"),
        ("69.99", "fair"),
        ("55.00", "fair"),
        ("54.99", "needs_attention"),
        ("0", "needs_attention"),
    ],
)
def test_a_band_begins_at_its_number(total: str, band: str) -> None:
    assert band_of(Decimal(total)) == band


@pytest.mark.parametrize(
    ("total", "sd", "names"),
    [
        ("78.18", "2.99", ("good",)),
        ("92.00", "3.00", ("very_good",)),
        ("40.00", "5.00", ("needs_attention",)),
        ("85.50", "3.00", ("very_good", "good")),
        ("83.00", "3.00", ("very_good", "good")),
        ("70.39", "2.92", ("good", "fair")),
        ("56.45", "3.65", ("fair", "needs_attention")),
        ("54.00", "3.00", ("fair", "needs_attention")),
        ("77.50", "9.00", ("very_good", "good")),  # all above 85 is likelier than 55 to 70
        ("77.00", "9.00", ("good", "fair")),
        ("85.00", "0.00", ("very_good",)),
    ],
)
def test_a_band_stands_alone_only_with_eighty_percent(total: str, sd: str, names: tuple[str, ...]) -> None:
    assert bands(Decimal(total), Decimal(sd)) == names


@pytest.mark.parametrize(("total", "count"), [("87.52", 2), ("87.53", 1)])
def test_the_line_is_at_eighty_percent(total: str, count: int) -> None:
    assert len(bands(Decimal(total), Decimal("3.00"))) == count

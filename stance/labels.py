"""Names of stances, positions and attributions: the closed vocabularies of the whole package."""

from __future__ import annotations

from typing import Final

AGAINST: Final = "against"
FAVOR: Final = "favor"
NEUTRAL: Final = "neutral"
UNCLEAR: Final = "unclear"

STANCES: Final[tuple[str, ...]] = (AGAINST, FAVOR, NEUTRAL)
"""Stances a statement can take, in the (alphabetical) order of every probability column."""

POSITIONS: Final[tuple[str, ...]] = (*STANCES, UNCLEAR)
"""Positions a speaker can hold; ``unclear`` when the evidence does not suffice."""

DIRECT: Final = "direct"
INDIRECT: Final = "indirect"
MIXED: Final = "mixed"

ATTRIBUTIONS: Final[tuple[str, ...]] = (DIRECT, INDIRECT, MIXED)
"""How a statement stands in the article: quoted, reported, or reported with quoted fragments."""

DEFAULT_TARGET: Final = "U.S. intervention"
"""Target of the shipped model."""

DEFAULT_MODEL: Final = "us-intervention"
"""Name of the shipped model's folder under ``models/``."""

"""A small labelled set, written for the tests, and classifiers fitted on it."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from stance.classification import StanceClassifier

AGAINST = (
    "We will never accept foreign troops on our soil.",
    "rejected any U.S. military operation in the country",
    "The bombing is illegal and must stop now.",
    "No soldier from abroad has any business here.",
    "said the strikes violate our sovereignty",
    "We don't want American drones over our towns.",
)
FAVOR = (
    "Send the marines, we need their help.",
    "urged Washington to strike the cartels",
    "The American operation was right and should go on.",
    "I welcome the U.S. troops with open arms.",
    "said the strikes were necessary and should continue",
    "We ask our allies to bomb the camps.",
)
NEUTRAL = (
    "The minister will travel to Geneva on Monday.",
    "said that no decision had been made",
    "Maize prices rose by four percent in May.",
    "The two governments will meet again next week.",
    "declined to comment on the reports",
    "The river flooded three villages.",
)


class Labelled(NamedTuple):
    texts: list[str]
    labels: list[str]
    groups: list[str]


@pytest.fixture(scope="session")
def labelled() -> Labelled:
    texts = [*AGAINST, *FAVOR, *NEUTRAL]
    labels = ["against"] * 6 + ["favor"] * 6 + ["neutral"] * 6
    return Labelled(texts, labels, [f"situation {number % 6}" for number in range(18)])


@pytest.fixture(scope="session")
def classifier(labelled: Labelled) -> StanceClassifier:
    """Fitted on three classes; tests must not change it."""
    return StanceClassifier(random_state=0).fit(labelled.texts, labelled.labels, groups=labelled.groups)


@pytest.fixture(scope="session")
def binary_classifier(labelled: Labelled) -> StanceClassifier:
    """Fitted on two classes; tests must not change it."""
    return StanceClassifier(random_state=0).fit(labelled.texts[:12], labelled.labels[:12])

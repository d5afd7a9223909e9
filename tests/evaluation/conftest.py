"""A small labelled table, written for the tests, and a classifier fitted on others of the kind."""

from __future__ import annotations

import pandas as pd
import pytest

from stance.classification import StanceClassifier

STATEMENTS = {
    "against": [
        "We will never accept foreign troops.",
        "The bombing is illegal and must stop.",
        "No soldier from abroad has business here.",
        "The strikes violate our sovereignty.",
        "We refuse these troops.",
        "Never will a drone cross our border.",
    ],
    "favor": [
        "Send the marines, we need their help.",
        "The operation was right and should go on.",
        "I welcome the troops with open arms.",
        "We ask our allies to bomb the camps.",
        "We need the troops and thank the allies.",
        "Send help, the operation is welcome.",
    ],
    "neutral": [
        "The minister will travel on Monday.",
        "Maize prices rose in May.",
        "The governments will meet next week.",
        "The river flooded three villages.",
        "The talks were in May.",
        "A report will come next week.",
    ],
}


def make_table(numbers):
    rows = [
        (texts[number], label, f"s{number}", "direct" if number % 2 else "")
        for label, texts in STATEMENTS.items()
        for number in numbers
    ]
    return pd.DataFrame(rows, columns=["text", "label", "situation", "attribution"])


@pytest.fixture(scope="session")
def table():
    """Six statements in two situations, `attribution` empty in one; tests must not change it."""
    return make_table([4, 5])


@pytest.fixture(scope="session")
def training_table():
    """Twelve statements that have nothing in common with `table`."""
    return make_table([0, 1, 2, 3])


@pytest.fixture(scope="session")
def classifier(training_table):
    """Fitted on three classes; tests must not change it."""
    return StanceClassifier(random_state=0).fit(training_table.text.tolist(), training_table.label.tolist())


@pytest.fixture(scope="session")
def binary_classifier(training_table):
    """Fitted on `against` and `favor`; tests must not change it."""
    rows = training_table[training_table.label != "neutral"]
    return StanceClassifier(random_state=0).fit(rows.text.tolist(), rows.label.tolist())

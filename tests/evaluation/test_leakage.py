import numpy as np
import pandas as pd
import pytest

from stance.errors import InputError
from stance.evaluation.leakage import audit_leakage, change_statement


class CubaIsAgainst:
    """Calls what names Cuba against, what names Republicans favor, and all else neutral."""

    classes_ = np.array(["against", "favor", "neutral"])

    def predict_proba(self, texts):
        columns = [0 if "Cuba" in text else 1 if "Republican" in text else 2 for text in texts]
        return np.eye(3)[columns]


FRAME = pd.DataFrame(
    {
        "text": [
            "No troops to Cuba, said Sen. Hale",
            "Republicans back it",
            "Iran will answer, President Ana Ruiz warned",
            "Nobody is named",
        ],
        "label": ["against", "favor", "neutral", "neutral"],
        "situation": ["a", "b", "c", "d"],
    }
)


def test_audit_counts_the_labels_that_hang_on_a_word():
    flips = audit_leakage(CubaIsAgainst(), FRAME, n_draws=50).flips
    assert {name: (figure.value, figure.n) for name, figure in flips.items()} == {
        "countries masked": (0.5, 2),
        "countries swapped": (0.5, 2),
        "parties masked": (1.0, 1),
        "parties swapped": (1.0, 1),
        "names masked": (0.0, 2),
        "names swapped": (0.0, 2),
    }


def test_audit_gives_the_mean_change_of_the_called_class():
    assert audit_leakage(CubaIsAgainst(), FRAME, n_draws=50).shifts["countries masked"].value == 0.5


def test_audit_needs_something_to_change():
    with pytest.raises(InputError, match="nothing to change"):
        audit_leakage(CubaIsAgainst(), FRAME.iloc[3:], n_draws=50)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("countries masked", "the country and foreign troops, President Ana Ruiz told Republicans"),
        ("parties masked", "Iran and Syrian troops, President Ana Ruiz told party"),
        ("parties swapped", "Iran and Syrian troops, President Ana Ruiz told Democrats"),
        ("names masked", "Iran and Syrian troops, President told Republicans"),
    ],
)
def test_changes(change, expected):
    assert change_statement("Iran and Syrian troops, President Ana Ruiz told Republicans", change) == expected


def test_a_swap_never_gives_the_same_country_back():
    for seed in range(100):
        assert "Iran" not in change_statement("Iran will answer", "countries swapped", seed=seed).split()


def test_the_united_states_stay():
    text = "U.S. troops and American jets left the United States"
    assert change_statement(text, "countries swapped") == change_statement(text, "countries masked") == text


def test_an_unknown_change_is_refused():
    with pytest.raises(InputError, match="'cities masked' is not one of"):
        change_statement("x", "cities masked")

import numpy as np
import pandas as pd
import pytest

from stance.errors import InputError
from stance.evaluation.label_issues import find_label_issues

CLASSES = ["against", "favor", "neutral"]


def planted(n, share, seed):
    """Labels of which some are flipped, and probabilities that know the truth but for noise."""
    rng = np.random.default_rng(seed)
    true = rng.integers(0, 3, n)
    probabilities = rng.dirichlet(np.ones(3), n) * 0.5 + np.eye(3)[true] * 0.5
    given = true.copy()
    wrong = rng.choice(n, int(n * share), replace=False)
    given[wrong] = (given[wrong] + rng.integers(1, 3, len(wrong))) % 3
    return given, true, wrong, probabilities


def test_planted_errors_are_found_and_the_right_label_suggested():
    given, true, wrong, probabilities = planted(600, 0.1, 0)
    found = find_label_issues([CLASSES[i] for i in given], probabilities, classes=CLASSES)
    hits = np.isin(found.rows, wrong)
    assert hits.mean() > 0.9  # precision
    assert np.isin(wrong, found.rows).mean() > 0.5  # recall
    suggested = np.array([CLASSES.index(name) for name in found.suggested])
    assert (suggested[hits] == true[found.rows[hits]]).all()
    assert hits[:20].all()  # the ranking puts the sure ones first
    assert (np.diff(found.margin) >= 0).all()


def test_noise_matrix_recovers_how_much_was_flipped():
    given, true, _, probabilities = planted(3000, 0.15, 1)
    found = find_label_issues([CLASSES[i] for i in given], probabilities, classes=CLASSES)
    matrix = found.noise_matrix
    assert matrix.sum() == pytest.approx(1)
    np.testing.assert_allclose(matrix.sum(axis=1), np.bincount(given) / 3000)
    assert 1 - np.trace(matrix) == pytest.approx((given != true).mean(), abs=0.05)


def test_confident_joint_by_hand():
    probabilities = np.array([[0.9, 0.1], [0.7, 0.3], [0.2, 0.8], [0.9, 0.1], [0.45, 0.55]])
    found = find_label_issues(["no", "no", "yes", "yes", "yes"], probabilities, classes=["no", "yes"])
    # bars: no 0.8, yes (0.8 + 0.1 + 0.55) / 3 = 0.483; row 1 reaches neither
    assert found.confident_joint.tolist() == [[1, 0], [1, 2]]
    assert found.rows.tolist() == [3]
    assert found.margin.tolist() == [pytest.approx(-0.8)]


def test_frame_puts_rank_label_and_suggestion_in_front():
    probabilities = np.array([[0.9, 0.1], [0.1, 0.9], [0.95, 0.05], [0.2, 0.8]])
    frame = pd.DataFrame({"text": list("abcd"), "label": ["no", "yes", "yes", "yes"]})
    found = find_label_issues(frame["label"], probabilities, classes=["no", "yes"]).to_frame(frame)
    assert found.to_dict("records") == [{"rank": 1, "label": "yes", "suggested": "no", "margin": -0.9, "text": "c"}]


def test_a_class_without_a_statement_is_refused():
    with pytest.raises(InputError, match="no statement is 'yes'"):
        find_label_issues(["no"], np.array([[0.5, 0.5]]), classes=["no", "yes"])

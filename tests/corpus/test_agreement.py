"""Agreement is scikit-learn's kappa beside the plain share, and is refused where there is nothing to compare."""

from __future__ import annotations

import importlib
import math

import pytest

from stance.corpus import Agreement, measure_agreement
from stance.errors import InputError


def test_kappa_by_hand():
    first, second = ["favor"] * 25 + ["against"] * 25, ["favor"] * 20 + ["against"] * 20 + ["favor"] * 10
    # both say favor 20 and against 15 of 50; by chance (25 * 30 + 25 * 20) / 50**2 = 0.5
    assert measure_agreement(first, second) == Agreement(share=0.7, kappa=pytest.approx(0.4), n=50)


def test_full_agreement():
    assert measure_agreement(["favor", "against"], ["favor", "against"]) == Agreement(share=1.0, kappa=1.0, n=2)


def test_kappa_is_not_defined_where_both_use_one_label():
    alike = measure_agreement(["favor", "favor"], ["favor", "favor"])
    assert alike.share == 1.0
    assert math.isnan(alike.kappa)


def test_one_label_each_but_not_the_same():
    assert measure_agreement(["favor"], ["against"]) == Agreement(share=0.0, kappa=0.0, n=1)


@pytest.mark.parametrize(("first", "second"), [(["favor"], []), ([], [])])
def test_other_items(first, second):
    message = rf"^annotators: {len(first)} and 0 labels; expected the same items, one or more\.$"
    with pytest.raises(InputError, match=message):
        measure_agreement(first, second)


def test_no_public_name_hides_a_module():
    corpus = importlib.import_module("stance.corpus")
    for name in corpus.__all__:
        assert callable(getattr(corpus, name)), name
        assert callable(getattr(corpus, name)), f"{name}, once its module is imported"
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = corpus.nothing

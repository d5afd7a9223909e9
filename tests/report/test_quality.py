import json

import pytest

from stance.errors import InputError, ModelError, ModelNotFoundError
from stance.report.quality import Quality, check_figures, read_quality


def figures(*, low=0.7, high=0.9, **more):
    accuracy = {"value": 0.8, "low": low, "high": high, "level": 0.95, "n": 1000}
    selective = {"value": 0.88, "low": 0.8, "high": 0.9, "level": 0.95, "n": 1000}
    reliability = [
        {"from": 0.3, "to": 0.6, "n": 12, "confidence": 0.5, "accuracy": 0.5},
        {"from": 0.6, "to": 1.0, "n": 988, "confidence": 0.9, "accuracy": 0.96},
    ]
    confusion = [[8, 1, 1], [1, 8, 1], [1, 1, 8]]
    metrics = {"accuracy": accuracy, "selective_accuracy": selective}
    return {"classes": list("abc"), "metrics": metrics, "confusion": confusion, "reliability": reliability} | more


def test_how_often_a_call_is_wrong_is_said_in_one_sentence():
    assert Quality(figures()).sentence == (
        "Of 1,000 statements that the model had not seen, it called 20 in 100 wrong (10 to 30; 95% interval), "
        "and 12 in 100 of those that it decided."
    )


def test_how_often_a_call_of_a_probability_is_wrong():
    quality = Quality(figures())
    assert quality.sentence_at(0.9).endswith("a probability of 0.60 to 1.00, 4 in 100 were called wrong.")
    assert quality.sentence_at(0.5) is None  # too few


def test_design_effect_of_the_held_out_statements():
    independent = 1.96 * (0.8 * 0.2 / 1000) ** 0.5
    assert Quality(figures(low=0.8 - independent, high=0.8 + independent)).confusion_effect == pytest.approx(
        1, abs=1e-3
    )
    double = Quality(figures(low=0.8 - 2 * independent, high=0.8 + 2 * independent))
    assert double.confusion_effect == pytest.approx(4, abs=1e-2)
    assert Quality(figures(low=0.8, high=0.8)).confusion_effect == 1


def test_the_figures_of_a_model_folder(tiny_model, tmp_path):
    assert (
        sum(map(sum, read_quality(tiny_model).confusion))
        == read_quality(tiny_model).figures["metrics"]["accuracy"]["n"]
    )
    folder = tmp_path / "m"
    folder.mkdir()
    (folder / "config.json").write_bytes((tiny_model / "config.json").read_bytes())
    with pytest.raises(InputError, match="nobody knows how often the model errs"):
        read_quality(folder)
    (folder / "metrics.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match="damaged"):
        read_quality(folder)
    with pytest.raises(ModelNotFoundError):
        read_quality(tmp_path / "gone")


@pytest.mark.parametrize(
    "broken", [[], {}, {"metrics": {}}, figures(classes=["a"]), json.loads(json.dumps(figures()).replace("level", "x"))]
)
def test_figures_of_another_form_are_refused(broken):
    with pytest.raises(ModelError, match=r"^m\.json: "):
        check_figures(broken, where="m.json")

import json
import shutil

import pytest

import stance


def test_json(run, tiny_model, trained):
    ran = run("inspect", tiny_model, "--json")
    assert (ran.code, ran.err) == (0, "")
    found = json.loads(ran.out)
    assert found["model_id"].startswith("tiny-")
    assert found["target"] == "U.S. intervention"
    assert found["classes"] == ["against", "favor", "neutral"]
    assert found["data"] == trained.config["data"]
    assert found["n_features"] == trained.classifier.coef_.shape[1]
    assert found["metrics"]["macro_f1"]["value"] == pytest.approx(trained.evaluation.metrics["macro_f1"].value)
    assert {label: len(terms) for label, terms in found["top_terms"].items()} == dict.fromkeys(found["classes"], 12)


def test_tables(run, tiny_model, trained):
    ran = run("inspect", tiny_model)
    assert ran.code == 0
    for part in ("U.S. intervention", f"{trained.config['data']['n_statements']} statements in 12 groups", "macro_f1"):
        assert part in ran.out


def test_shipped_model_is_the_default(run):
    assert json.loads(run("inspect", "--json").out)["model_id"].startswith("us-intervention-")


def test_model_without_figures(run, tmp_path):
    classifier = stance.StanceClassifier(calibration_folds=None).fit(["yes", "no"], ["[/a]", "b"])
    stance.save_model(classifier, tmp_path / "bare", config={})
    ran = run("inspect", tmp_path / "bare")
    assert ran.code == 0
    assert "[/a], b" in ran.out
    assert json.loads(run("inspect", tmp_path / "bare", "--json").out)["metrics"] == {}


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("metrics.json", b"{", "metrics.json: damaged (JSONDecodeError"),
        ("metrics.json", b"[]", "metrics.json: damaged (TypeError"),
        ("config.json", b"{", "config.json: is not JSON"),
        ("weights.npz", b"PK", "weights.npz: damaged, or not the file that config.json describes."),
    ],
)
def test_damaged_model(run, tmp_path, tiny_model, name, data, message):
    model = shutil.copytree(tiny_model, tmp_path / "model")
    (model / name).write_bytes(data)
    ran = run("inspect", model)
    assert (ran.code, ran.out) == (1, "")
    assert message in ran.err


def test_missing_model_lists_where_it_was_sought(run):
    ran = run("inspect", "gone")
    assert ran.code == 1
    assert "no config.json in any of gone, " in ran.err
    assert "or a shipped model: us-intervention." in ran.err

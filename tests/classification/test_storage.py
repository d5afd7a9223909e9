"""Model folders: written whole and always the same, read exactly, refused when damaged."""

from __future__ import annotations

import hashlib
import json
import pickle
import shutil

import numpy as np
import pytest

from stance.classification import StanceClassifier, check_free, load_model, save_model
from stance.classification.features import Terms
from stance.classification.folder import FORMAT_VERSION
from stance.classification.lexicon import read_concepts, read_word_classes
from stance.errors import InputError, ModelError, ModelNotFoundError, OutputExistsError

UNSEEN = ["Never bomb our towns.", "Please send troops!", ""]


@pytest.fixture
def folder(classifier, tmp_path):
    save_model(classifier, tmp_path / "mine", config={"target": "drones"})
    return tmp_path / "mine"


def edit_config(folder, **changes):
    document = json.loads((folder / "config.json").read_text(encoding="utf-8")) | changes
    (folder / "config.json").write_text(json.dumps(document), encoding="utf-8")


def test_loaded_model_is_the_saved_one_to_the_bit(classifier, tmp_path):
    model_id = save_model(classifier, tmp_path / "mine", config={"target": "drones", "note": "é"})
    stored = load_model(tmp_path / "mine")
    assert stored.config == {"target": "drones", "note": "é"}
    assert stored.model_id == model_id
    assert stored.classifier.get_params() == classifier.get_params()
    for method in ("predict", "predict_proba", "decision_function", "relevance", "on_target", "abstains"):
        loaded, saved = (getattr(model, method)(UNSEEN) for model in (stored.classifier, classifier))
        np.testing.assert_array_equal(loaded, saved)


def test_two_classes_survive(binary_classifier, tmp_path):
    save_model(binary_classifier, tmp_path / "two", config={})
    loaded = load_model(tmp_path / "two").classifier
    np.testing.assert_array_equal(loaded.predict_proba(UNSEEN), binary_classifier.predict_proba(UNSEEN))


def test_loaded_classifier_can_be_fitted_again(folder, labelled, classifier):
    again = load_model(folder).classifier.fit(labelled.texts, labelled.labels, groups=labelled.groups)
    np.testing.assert_array_equal(again.coef_, classifier.coef_)


def test_model_id_is_the_folder_and_a_hash_of_the_weights(classifier, labelled, tmp_path):
    first, second = (save_model(classifier, tmp_path / name / "model", config={"from": name}) for name in "ab")
    assert first == second
    assert first.startswith("model-")
    other = StanceClassifier(C=2, random_state=0).fit(labelled.texts, labelled.labels)
    assert save_model(other, tmp_path / "c" / "model", config={}) != first


def test_same_fit_gives_the_same_bytes(classifier, labelled, tmp_path):
    again = StanceClassifier(random_state=0).fit(labelled.texts, labelled.labels, groups=labelled.groups)
    for name, fitted in (("a", classifier), ("b", again)):
        save_model(fitted, tmp_path / name, config={"b": 1, "a": 2}, documents={"metrics.json": {"f1": 0.5}})
    for file in ("config.json", "weights.npz", "metrics.json"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_documents_and_card_stand_beside_the_model(classifier, tmp_path):
    model_id = save_model(
        classifier, tmp_path / "m", config={}, documents={"metrics.json": {"f1": 0.5}}, card=lambda name: f"# {name}\n"
    )
    assert json.loads((tmp_path / "m" / "metrics.json").read_text(encoding="utf-8")) == {"f1": 0.5}
    assert (tmp_path / "m" / "README.md").read_text(encoding="utf-8") == f"# {model_id}\n"
    assert [path.name for path in tmp_path.iterdir()] == ["m"]


def test_existing_model_is_replaced_only_when_asked(classifier, binary_classifier, folder, tmp_path):
    (folder / "stale.txt").touch()
    with pytest.raises(OutputExistsError, match="overwrite=True"):
        save_model(binary_classifier, folder, config={})
    assert len(load_model(folder).classifier.classes_) == 3
    save_model(binary_classifier, folder, config={}, overwrite=True)
    assert len(load_model(folder).classifier.classes_) == 2
    assert not (folder / "stale.txt").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_place_can_be_checked_before_training(folder, tmp_path):
    check_free(tmp_path / "new", overwrite=False)
    check_free(folder, overwrite=True)
    with pytest.raises(OutputExistsError, match="mine: exists already"):
        check_free(folder, overwrite=False)
    (tmp_path / "file").touch()
    with pytest.raises(OutputExistsError, match="file: is not a model"):
        check_free(tmp_path / "file", overwrite=True)


def test_folder_that_is_no_model_is_never_replaced(classifier, tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(OutputExistsError, match="is not a model"):
        save_model(classifier, tmp_path, config={}, overwrite=True)
    assert (tmp_path / "thesis.txt").exists()


def test_empty_folder_is_filled(classifier, tmp_path):
    (tmp_path / "empty").mkdir()
    save_model(classifier, tmp_path / "empty", config={})
    assert load_model(tmp_path / "empty").config == {}


def test_failure_leaves_nothing_behind(classifier, tmp_path, monkeypatch):
    def fail(self, target):
        raise OSError("disk full")

    monkeypatch.setattr("pathlib.Path.rename", fail)
    with pytest.raises(OSError, match="disk full"):
        save_model(classifier, tmp_path / "mine", config={})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ({"config": {"when": object()}}, "config.json: JSON cannot hold it"),
        ({"config": {}, "documents": {"metrics.json": {"f1": float("nan")}}}, "metrics.json: JSON cannot hold it"),
    ],
)
def test_content_that_json_cannot_hold_is_refused(classifier, tmp_path, argument, message):
    with pytest.raises(InputError, match=message):
        save_model(classifier, tmp_path / "mine", **argument)
    assert list(tmp_path.iterdir()) == []


def test_labels_that_are_no_strings_are_refused(tmp_path):
    fitted = StanceClassifier().fit(["yes", "no", "yes yes", "no no"], [1, 0, 1, 0])
    with pytest.raises(InputError, match="Fit on strings"):
        save_model(fitted, tmp_path / "mine", config={})


def test_random_generator_is_not_stored(labelled, tmp_path):
    fitted = StanceClassifier(random_state=np.random.RandomState(0)).fit(labelled.texts, labelled.labels)
    save_model(fitted, tmp_path / "mine", config={})
    assert load_model(tmp_path / "mine").classifier.random_state is None


def test_missing_model_names_where_it_was_sought(tmp_path):
    with pytest.raises(ModelNotFoundError, match="nowhere"):
        load_model(tmp_path / "nowhere")


def test_missing_weights_are_named(folder):
    (folder / "weights.npz").unlink()
    with pytest.raises(ModelError, match=r"weights\.npz: missing"):
        load_model(folder)


def test_damaged_weights_are_named(folder):
    weights = (folder / "weights.npz").read_bytes()
    for damaged in (b"", weights[:-1], weights[:100], weights + b"\0"):
        (folder / "weights.npz").write_bytes(damaged)
        with pytest.raises(ModelError, match=r"weights\.npz: damaged.*Train the model again"):
            load_model(folder)


def test_pickle_with_a_fitting_hash_is_not_executed(folder, tmp_path):
    class Bomb:
        def __reduce__(self):
            return (open, (str(tmp_path / "executed"), "w"))

    payload = pickle.dumps(Bomb())
    (folder / "weights.npz").write_bytes(payload)
    edit_config(folder, weights_sha256=hashlib.sha256(payload).hexdigest())
    with pytest.raises(ModelError, match=r"weights\.npz: "):
        load_model(folder)
    assert not (tmp_path / "executed").exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"format_version": 99}, "format_version 99, expected 2"),
        ({"labels": ["favor", "against", "neutral"]}, "labels .*sorted"),
        ({"labels": ["against"]}, "labels .*two or more"),
        ({"labels": [1, 2, 3]}, "labels .*strings"),
        ({"labels": ["against", "favor"]}, r"coef is float32 of shape \(3, .*expected floats of shape \(2, "),
        ({"classifier": {}}, "parameters .*'C'.* are missing or unknown"),
        ({"config": []}, "config is .*expected a dict"),
        ({"weights_sha256": None}, "weights_sha256 is None, expected a str"),
    ],
)
def test_wrong_config_is_refused(folder, changes, message):
    edit_config(folder, **changes)
    with pytest.raises(ModelError, match=message):
        load_model(folder)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"null"])
def test_config_that_is_no_json_object_is_refused(folder, content):
    (folder / "config.json").write_bytes(content)
    with pytest.raises(ModelError, match=r"config\.json: .*Train the model again"):
        load_model(folder)


def test_copied_folder_keeps_the_hash(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "yours")
    assert load_model(tmp_path / "yours").model_id == load_model(folder).model_id.replace("mine-", "yours-")


def test_format_version_stands_for_one_way_of_reading():
    text = "We don’t want US troops, ever! Said “no”: not in 2025; the F.B.I. may go—if asked, señor?"
    terms = [Terms("word", 1, 2)(text), Terms("char", 3, 5)(text), Terms("concept")(text), Terms("class")(text)]
    terms += [sorted(read_concepts().words.items()), sorted(read_concepts().pairs.items())]
    terms += [sorted(read_word_classes().items())]
    digest = hashlib.sha256(json.dumps(terms).encode()).hexdigest()
    assert (FORMAT_VERSION, digest[:12]) == (2, "238194c5a8b3")  # a new digest needs a new version

import json
import re
from pathlib import Path

import numpy as np
import pytest

import stance
from stance.errors import DataError, InputError, OutputExistsError, SourceNotFoundError
from stance.training.train import held_out_probabilities, read_tables

ROOT = Path(__file__).parents[2]
FILES = ["README.md", "config.json", "metrics.json", "weights.npz"]


def test_same_seed_same_bytes(statements, trained, tmp_path):
    again = stance.train(statements, n_folds=3)
    ids = {result.save(tmp_path / place / "m") for place, result in (("a", trained), ("b", again))}
    assert len(ids) == 1
    assert sorted(path.name for path in (tmp_path / "a/m").iterdir()) == FILES
    for name in FILES:
        assert (tmp_path / "a/m" / name).read_bytes() == (tmp_path / "b/m" / name).read_bytes()


def test_folder_holds_neither_a_date_nor_a_path(tiny_model):
    text = "".join((tiny_model / name).read_text(encoding="utf-8") for name in FILES[:3])
    assert str(tiny_model.parent) not in text
    assert not re.search(r"/home|/tmp|/Users|\b20\d\d-\d\d-\d\d", text)


def test_files_hold_what_the_result_does(tiny_model, trained):
    stored = stance.load_model(tiny_model)
    assert stored.config == trained.config
    assert json.loads((tiny_model / "metrics.json").read_text(encoding="utf-8")) == trained.evaluation.to_dict()
    assert (tiny_model / "README.md").read_text(encoding="utf-8").startswith(f"# Model card: {stored.model_id}\n")


def test_config_describes_the_data(trained, statements):
    data = trained.config["data"]
    assert data["n_statements"] == len(statements) == sum(data["labels"].values())
    assert (data["n_groups"], data["group_column"], data["excluded_groups"]) == (12, "situation", [])
    assert re.fullmatch(r"[0-9a-f]{64}", data["sha256"])


def test_hash_is_that_of_the_rows_that_are_used(statements, trained):
    more = statements.assign(note="x")
    other = statements.assign(text=statements.text + "!")
    hashes = [stance.train(frame, n_folds=2).config["data"]["sha256"] for frame in (more, other)]
    assert hashes[0] == trained.config["data"]["sha256"] != hashes[1]


def test_no_group_stands_on_both_sides_of_a_fold(statements, monkeypatch):
    from stance.classification import calibration

    folds = []
    fit_fold = calibration._fold_logits

    def spy(classifier, texts, y_index, train, test, **more):
        folds.append((train, test))
        return fit_fold(classifier, texts, y_index, train, test, **more)

    monkeypatch.setattr(calibration, "_fold_logits", spy)
    stance.train(statements, n_folds=4)
    groups = statements.situation.to_numpy(dtype=object)
    assert len(folds) == 4
    assert all(not set(groups[train]) & set(groups[test]) for train, test in folds)
    assert sorted(np.concatenate([test for _, test in folds]).tolist()) == list(range(len(statements)))


def test_temperature_of_a_group_does_not_depend_on_its_labels():
    rng = np.random.default_rng(0)
    logits = rng.normal(size=(60, 3))
    groups = np.repeat(np.arange(6), 10).astype(object)
    labels = np.array(["against", "favor", "neutral"] * 20, dtype=object)
    before = held_out_probabilities(logits, labels, groups, n_folds=6)
    changed = labels.copy()
    changed[groups == 2] = np.roll(labels[groups == 2], 1)
    after = held_out_probabilities(logits, changed, groups, n_folds=6)
    assert before[groups == 2].tolist() == after[groups == 2].tolist()
    assert before.tolist() != after.tolist()
    assert before.sum(axis=1) == pytest.approx(1)


def test_figures_are_out_of_fold(statements, trained):
    accuracy = trained.evaluation.metrics["accuracy"]
    seen = (trained.classifier.predict(statements.text) == statements.label).mean()
    assert (accuracy.n, accuracy.groups) == (len(statements), 12)
    assert accuracy.value < 0.9 < seen
    assert set(trained.evaluation.by) == {"attribution", "phenomenon", "source"}
    assert trained.evaluation.metrics["macro_f1"].value > trained.evaluation.baselines["majority"]["macro_f1"].value


def test_excluded_groups_are_neither_trained_on_nor_measured(statements, trained):
    left_out = statements.situation.unique()[:2].tolist()
    result = stance.train(statements, exclude_groups=left_out, n_folds=3)
    expected = stance.train(statements[~statements.situation.isin(left_out)], n_folds=3)
    assert result.config["data"]["excluded_groups"] == sorted(left_out)
    assert result.config["data"]["n_groups"] == 10
    assert result.classifier.coef_.tolist() == expected.classifier.coef_.tolist()
    assert result.evaluation == expected.evaluation


def test_label_map_and_other_columns(statements, trained):
    foreign = statements.replace({"label": {"favor": "pro", "against": "anti"}})
    foreign = foreign.rename(columns={"text": "body", "label": "side", "situation": "event"})
    result = stance.train(
        foreign, text_column="body", label_column="side", group_column="event",
        label_map={"pro": "favor", "anti": "against"}, n_folds=3,
    )  # fmt: skip
    assert result.classifier.coef_.tolist() == trained.classifier.coef_.tolist()
    assert result.evaluation.metrics == trained.evaluation.metrics


def test_given_classifier_is_cloned(statements):
    mine = stance.StanceClassifier(C=0.5)
    result = stance.train(statements, classifier=mine, n_folds=2)
    assert result.classifier.C == 0.5
    assert not hasattr(mine, "coef_")


def test_progress_names_the_steps(statements):
    calls = []
    stance.train(statements, n_folds=2, progress=lambda *call: calls.append(call))
    assert [call for call in calls if call[1]] == [
        ("read", 1, 1), ("cross-validate", 1, 2), ("cross-validate", 2, 2), ("fit", 1, 1), ("evaluate", 1, 1)
    ]  # fmt: skip


def test_save_keeps_what_stands_there(trained, tmp_path):
    trained.save(tmp_path / "m")
    with pytest.raises(OutputExistsError, match="exists already"):
        trained.save(tmp_path / "m")
    trained.save(tmp_path / "m", overwrite=True)


def test_what_cannot_be_trained_on(statements, tmp_path):
    with pytest.raises(DataError, match="exclude_groups: column 'situation' holds no 'gone'"):
        stance.train(statements, exclude_groups=["gone"])
    with pytest.raises(InputError, match="exclude_groups: got the string 'gone'; give a list"):
        stance.train(statements, exclude_groups="gone")
    with pytest.raises(InputError, match=r"n_folds: 13 is not in 2\.\.12, the groups of the rarest class"):
        stance.train(statements, n_folds=13)
    with pytest.raises(InputError, match="n_jobs: 0 processes"):
        stance.train(statements, n_jobs=0)
    with pytest.raises(InputError, match="holds one class only, 'favor'"):
        stance.train(statements[statements.label == "favor"])
    with pytest.raises(DataError, match="exclude_groups: leaves no statement"):
        stance.train(statements, exclude_groups=statements.situation.unique().tolist())
    with pytest.raises(SourceNotFoundError, match=r"gone\.csv"):
        stance.train(tmp_path / "gone.csv")


def test_tables_and_annotated_articles_train_together(statements):
    seed = ROOT / "data/articles/seed-article.jsonl"
    joined = read_tables([statements, seed])
    assert len(joined) == len(statements) + 14
    assert joined["situation"].iloc[-1] == "000_bc4f9244cbd46ca2"
    assert (joined["source"].iloc[-1], joined["label"].iloc[-1]) == ("000_bc4f9244cbd46ca2", "favor")
    assert len(read_tables([statements, seed, seed])) == len(joined)  # what an article repeats stands once
    assert read_tables([seed])["text"].tolist() == joined["text"].tolist()[-14:]


def test_a_text_in_two_tables_is_an_error(statements):
    with pytest.raises(DataError, match="both have the id"):
        read_tables([statements, statements])

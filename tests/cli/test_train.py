import json

import pytest

import stance
from stance.cli import train_main


@pytest.fixture
def table(tmp_path, statements):
    path = tmp_path / "t.csv"
    statements.to_csv(path, index=False)
    return path


def test_json_says_what_was_saved(run, table, tmp_path, trained):
    model = tmp_path / "m"
    ran = run(table, "--output", model, "--folds", 3, "--json", program=train_main)
    assert (ran.code, ran.err) == (0, "")
    found = json.loads(ran.out)
    assert found["model_id"] == stance.load_model(model).model_id
    assert found["output"] == str(model)
    assert found["data"]["n_statements"] == trained.config["data"]["n_statements"]
    assert found["metrics"] == json.loads((model / "metrics.json").read_text(encoding="utf-8"))["metrics"]
    assert sorted(file.name for file in model.iterdir()) == ["README.md", "config.json", "metrics.json", "weights.npz"]


def test_summary_shows_the_figures(run, table, tmp_path, statements):
    left_out = statements.situation.iloc[0]
    ran = run(
        "train",
        table,
        "-o",
        tmp_path / "m",
        "--folds",
        3,
        "--exclude-group",
        left_out,
        "--C",
        1,
        "--min-df",
        2,
        "--target",
        "war",
    )
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("m-")
    assert "statements in 11 groups -> " in ran.out
    for part in ("macro_f1", "accuracy", "ece", "coverage", "majority", "(3 folds by situation; 95% intervals"):
        assert part in ran.out
    stored = stance.load_model(tmp_path / "m")
    assert (stored.classifier.C, stored.classifier.min_df) == (1, 2)
    assert stored.config["target"] == "war"
    assert stored.config["data"]["excluded_groups"] == [left_out]


def test_both_programs_write_the_same(run, table, tmp_path):
    for parent, program, args in (("a", train_main, []), ("b", None, ["train"])):
        options = {} if program is None else {"program": program}
        assert run(*args, table, "-o", tmp_path / parent / "m", "--folds", 2, **options).code == 0
    for name in ("README.md", "config.json", "metrics.json", "weights.npz"):
        assert (tmp_path / "a/m" / name).read_bytes() == (tmp_path / "b/m" / name).read_bytes()


def test_existing_model_is_refused_before_training(run, table, tmp_path, monkeypatch):
    def train(*args, **options):
        raise AssertionError("trained")

    monkeypatch.setattr("stance.training.train", train)
    model = tmp_path / "m"
    model.mkdir()
    (model / "mine.txt").touch()
    ran = run("train", table, "-o", model)
    assert (ran.code, ran.out) == (1, "")
    assert f"{model}: exists already. Give another path, or pass overwrite=True (--overwrite)." in ran.err
    assert "is not a model (no config.json) and is not replaced" in run("train", table, "-o", model, "--overwrite").err


def test_overwrite_replaces_a_model(run, table, tmp_path):
    model = tmp_path / "m"
    for c, more in ((1, []), (2, ["--overwrite"])):
        assert run("train", table, "-o", model, "--folds", 2, "--C", c, *more).code == 0
    assert stance.load_model(model).classifier.C == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m", "t.csv"]


def test_interruption_leaves_nothing(run, table, tmp_path, monkeypatch):
    def interrupt(*args, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr("stance.classification.calibration._fold_logits", interrupt)
    assert run("train", table, "-o", tmp_path / "m").code == 130
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["--exclude-group", "gone"], 1, "exclude_groups: column 'situation' holds no 'gone'."),
        (["--folds", "1"], 2, "1 is not in the range x>=2"),
        (["--folds", "500"], 1, "n_folds: 500 is not in 2.."),
        (["--C", "-1"], 1, "C"),
        (["--jobs", "0"], 1, "n_jobs: 0 processes"),
        (["--label-map", "favor"], 2, "'favor' is not OLD=NEW, for example pro=favor."),
        (["--label-map", "favor=pro"], 1, "label 'pro' is not one of 'against', 'favor', 'neutral'"),
        (["--group-column", "event"], 1, "there is no column 'event' for the group"),
        (["--text-column", "body"], 1, "there is no column 'body' for the text"),
    ],
)
def test_wrong_options(run, table, tmp_path, args, code, message):
    ran = run("train", table, "-o", tmp_path / "m", *args)
    assert (ran.code, ran.out) == (code, "")
    assert message in ran.err
    assert "unexpected" not in ran.err
    assert not (tmp_path / "m").exists()


def test_output_is_needed(run, table):
    assert run("train", table).code == 2


def test_the_error_allowed_sets_the_threshold_that_is_stored(run, table, tmp_path):
    ran = run("train", table, "-o", tmp_path / "m", "--folds", 3, "--max-error", 0.6)
    assert (ran.code, ran.err) == (0, "")
    assert "error at most 60% with 95% certainty" in ran.out
    stored = stance.load_model(tmp_path / "m")
    chosen = stored.config["abstention"]
    assert stored.classifier.abstention_threshold == pytest.approx(chosen["threshold"], abs=1e-6)
    assert chosen["error"] <= chosen["bound"] <= 0.6
    metrics = json.loads((tmp_path / "m/metrics.json").read_text(encoding="utf-8"))["metrics"]
    assert metrics["coverage"]["value"] == pytest.approx(chosen["coverage"], abs=1e-6)
    assert metrics["selective_accuracy"]["value"] == pytest.approx(1 - chosen["error"], abs=1e-6)


def test_an_error_that_no_threshold_keeps_is_refused(run, table, tmp_path):
    ran = run("train", table, "-o", tmp_path / "m", "--folds", 3, "--max-error", 0.0001)
    assert ran.code == 1
    assert "no confidence keeps the error" in ran.err
    assert not (tmp_path / "m").exists()

import json
import shutil
from pathlib import Path

import pytest

import stance

SEED_ARTICLE = Path(__file__).parents[2] / "data/articles/seed-article.jsonl"


@pytest.fixture
def table(tmp_path, statements):
    path = tmp_path / "t.csv"
    statements.head(60).to_csv(path, index=False)
    return path


def test_json_of_a_table_is_the_librarys(run, tiny_model, table):
    ran = run("evaluate", tiny_model, table, "--json", "--seed", 3)
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out) == stance.evaluate(tiny_model, table, random_state=3).to_dict()


def test_tables_of_a_table(run, tiny_model, table):
    ran = run("evaluate", tiny_model, table)
    assert ran.code == 0
    n_groups = stance.evaluate(tiny_model, table).metrics["accuracy"].groups
    for part in (f"60 statements in {n_groups} groups", "macro_f1", "majority", "by attribution", "gold \\ called"):
        assert part in ran.out


def test_values_with_brackets_are_no_markup(run, tiny_model, tmp_path, statements):
    statements.head(60).assign(source="[/x]").to_csv(tmp_path / "t.csv", index=False)
    ran = run("evaluate", tiny_model, tmp_path / "t.csv")
    assert ran.code == 0
    assert "[/x]" in ran.out


def test_columns_and_labels_of_another_name(run, tiny_model, tmp_path, statements):
    names = {"text": "body", "label": "stance", "situation": "event"}
    renamed = statements.head(60).rename(columns=names).replace({"stance": {"favor": "pro"}})
    renamed.to_csv(tmp_path / "t.csv", index=False)
    options = [
        "--text-column",
        "body",
        "--label-column",
        "stance",
        "--group-column",
        "event",
        "--label-map",
        "pro=favor",
    ]
    ran = run("evaluate", tiny_model, tmp_path / "t.csv", "--json", *options)
    assert json.loads(ran.out)["metrics"]["accuracy"]["n"] == 60
    assert run("evaluate", tiny_model, tmp_path / "t.csv", "--label-map", "pro").code == 2


def test_unknown_label_names_row_and_remedy(run, tiny_model, tmp_path, statements):
    statements.head(60).replace({"label": {"favor": "pro"}}).to_csv(tmp_path / "t.csv", index=False)
    ran = run("evaluate", tiny_model, tmp_path / "t.csv")
    assert ran.code == 1
    assert "label 'pro' is not one of 'against', 'favor', 'neutral'" in ran.err
    assert "--label-map pro=favor" in ran.err


@pytest.mark.parametrize("as_folder", [True, False])
def test_annotated_articles_are_read_end_to_end(run, tiny_model, tmp_path, as_folder):
    shutil.copy(SEED_ARTICLE, tmp_path / "seed.jsonl")
    data = tmp_path if as_folder else tmp_path / "seed.jsonl"
    ran = run("evaluate", tiny_model, data, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["n_articles"] == 1
    assert "1 articles" in run("evaluate", tiny_model, data).out


def test_statements_in_jsonl_are_no_articles(run, tiny_model, tmp_path, statements):
    statements.head(60).to_json(tmp_path / "t.jsonl", orient="records", lines=True)
    assert json.loads(run("evaluate", tiny_model, tmp_path / "t.jsonl", "--json").out)["metrics"]["accuracy"]["n"] == 60


def test_compare_with_itself_is_no_difference(run, tiny_model, table):
    ran = run("evaluate", tiny_model, table, "--compare", tiny_model, "--json")
    assert ran.code == 0
    differences = json.loads(ran.out)["differences"]
    assert differences["macro_f1"]["value"] == 0
    assert "the other model less this one" in run("evaluate", tiny_model, table, "--compare", tiny_model).out


def test_compare_takes_no_articles(run, tiny_model, tmp_path):
    ran = run("evaluate", tiny_model, tmp_path, "--compare", tiny_model)
    assert ran.code == 2
    assert "--compare takes a table of labelled statements" in ran.err


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("gone.csv", None, "gone.csv: there is no such file."),
        ("void", None, "void: there is no"),
        ("t.jsonl", b"{broken\n", "t.jsonl, line 1: is not JSON"),
        ("t.csv", b"text,label\nx,favor\n", "there is no column 'situation' for the group"),
        ("t.csv", b"text,label,situation\ncaf\xe9,favor,x\n", "byte 0xe9 at offset"),
    ],
)
def test_data_that_cannot_be_read(run, tiny_model, tmp_path, name, data, message):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    ran = run("evaluate", tiny_model, tmp_path / name)
    assert (ran.code, ran.out) == (1, "")
    assert message in ran.err


def test_audit_is_the_librarys(run, tiny_model, table):
    ran = run("evaluate", tiny_model, table, "--audit", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out) == stance.evaluation.audit_leakage(tiny_model, table).to_dict()
    assert "label changes" in run("evaluate", tiny_model, table, "--audit").out


def test_audit_of_articles_is_wrong_usage(run, tiny_model):
    assert run("evaluate", tiny_model, SEED_ARTICLE, "--audit").code == 2


def test_risk_coverage_is_shown(run, tiny_model, table):
    assert "the surest statements" in run("evaluate", tiny_model, table).out

import json

import pandas as pd
import pytest

from stance.training import label_issues


@pytest.fixture
def table(tmp_path, statements):
    path = tmp_path / "t.csv"
    statements.to_csv(path, index=False)
    return path


def test_issues_are_the_librarys_on_screen_and_in_the_file(run, table, tmp_path, statements):
    output = tmp_path / "issues.csv"
    ran = run("annotate", "issues", table, "-o", output, "--folds", 3, "--json")
    assert (ran.code, ran.err) == (0, "")
    expected = label_issues(statements.reset_index(drop=True), n_folds=3).to_frame(statements)
    assert [row["text"] for row in json.loads(ran.out)] == expected["text"].tolist()
    written = pd.read_csv(output, dtype=str, keep_default_na=False)
    assert written["suggested"].tolist() == expected["suggested"].tolist()
    assert written.columns[:4].tolist() == ["rank", "label", "suggested", "margin"]


def test_issues_are_counted(run, table):
    ran = run("annotate", "issues", table, "--folds", 3)
    assert ran.code == 0
    assert "labels are in doubt" in ran.out


def test_a_table_is_not_replaced_unasked(run, table):
    before = table.read_bytes()
    assert run("annotate", "issues", table, "-o", table, "--folds", 3).code == 1
    assert table.read_bytes() == before

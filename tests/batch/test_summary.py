import json

from stance.batch.summary import ErrorJournal, journal_path
from stance.errors import ArticleError


def test_journal_lists_failures_beside_the_output(tmp_path):
    journal = ErrorJournal()
    journal.add(ArticleError("é \ud83d", path="a.txt", article_id="a"))
    journal.add(ArticleError("broken"))
    output = tmp_path / "t.csv"
    assert journal.write(output) == str(tmp_path / "t.csv.errors.jsonl")
    lines = journal_path(output).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [
        {"article_id": "a", "path": "a.txt", "error": "é \ud83d"},
        {"article_id": None, "path": None, "error": "broken"},
    ]
    assert [file.name for file in tmp_path.iterdir()] == ["t.csv.errors.jsonl"]


def test_a_run_without_failures_removes_the_journal_of_the_one_before(tmp_path):
    output = tmp_path / "t.csv"
    journal_path(output).touch()
    assert ErrorJournal().write(output) is None
    assert list(tmp_path.iterdir()) == []


def test_no_journal_for_standard_output():
    journal = ErrorJournal()
    journal.add(ArticleError("broken"))
    assert journal.write(None) is None

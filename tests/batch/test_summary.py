import json

import pytest

from stance.batch.summary import ErrorJournal, SideList
from stance.errors import ArticleError


def test_journal_lists_failures_beside_the_output(tmp_path):
    output = tmp_path / "t.csv"
    with ErrorJournal(output) as journal:
        journal.add_error(ArticleError("é \ud83d", path="a.txt", article_id="a"))
        journal.add_error(ArticleError("broken"))
        assert not journal.path.exists()
    assert journal.n == 2
    assert journal.written == str(tmp_path / "t.csv.errors.jsonl")
    lines = journal.path.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [
        {"article_id": "a", "path": "a.txt", "error": "é \ud83d"},
        {"article_id": None, "path": None, "error": "broken"},
    ]
    assert [file.name for file in tmp_path.iterdir()] == ["t.csv.errors.jsonl"]


def test_a_run_without_failures_removes_the_journal_of_the_one_before(tmp_path):
    (tmp_path / "t.csv.errors.jsonl").touch()
    with ErrorJournal(tmp_path / "t.csv") as journal:
        pass
    assert journal.written is None
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_is_cut_short_keeps_the_list_of_the_one_before(tmp_path):
    (tmp_path / "t.csv.duplicates.jsonl").write_text("old", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt), SideList(tmp_path / "t.csv", "duplicates") as duplicates:
        duplicates.add({"article_id": "a"})
        raise KeyboardInterrupt
    assert [file.read_text(encoding="utf-8") for file in tmp_path.iterdir()] == ["old"]


def test_no_journal_for_standard_output():
    with ErrorJournal(None) as journal:
        journal.add_error(ArticleError("broken"))
    assert (journal.n, journal.written) == (1, None)

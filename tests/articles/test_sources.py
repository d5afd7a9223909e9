import io
import json
import sys

import pandas as pd
import pytest

from stance.articles import iter_articles
from stance.errors import ArticleError, InputError, SourceNotFoundError


def read(*args, **options):
    failures = []
    return list(iter_articles(*args, on_error=failures.append, **options)), [str(error) for error in failures]


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_folder_is_read_in_order_of_name_without_hidden_files(tmp_path):
    for name in ("b.txt", "a/z.md", "a/y.txt", ".hidden.txt", ".git/x.txt", "a/.tmp/x.txt", "image.png", "c.txt"):
        write(tmp_path / name, name)
    articles, failures = read(tmp_path)
    assert [article.id for article in articles] == ["a/y", "a/z", "b", "c"]
    assert articles[0].path == str(tmp_path / "a/y.txt")
    assert failures == []


def test_hidden_folder_that_is_named_is_read(tmp_path):
    write(tmp_path / ".drafts/a.txt", "x")
    assert [article.id for article in read(tmp_path / ".drafts")[0]] == ["a"]


def test_missing_source_is_told_before_any_article_is_read(tmp_path):
    with pytest.raises(SourceNotFoundError, match="gone: there is no such file or folder"):
        iter_articles([write(tmp_path / "a.txt", "x"), tmp_path / "gone"])


def test_unknown_suffix(tmp_path):
    with pytest.raises(InputError, match=r"a\.doc: \.doc suffix; files that are read end in \.txt, .*\.parquet"):
        iter_articles(write(tmp_path / "a.doc", "x"))
    with pytest.raises(InputError, match="a: no suffix"):
        iter_articles(write(tmp_path / "a", "x"))


def test_folder_without_articles(tmp_path):
    with pytest.raises(InputError, match="the folder holds no file ending in"):
        iter_articles(tmp_path)


def test_unknown_format_of_standard_input():
    with pytest.raises(InputError, match="stdin_format: 'xml' is not one of 'txt', 'csv', 'tsv', 'jsonl'"):
        iter_articles("-", stdin_format="xml")


def test_table_with_names_of_its_own(tmp_path):
    path = write(tmp_path / "t.csv", "key,body,headline,day,paper\n7,Text.,Head,2025-01-02,The Post\n,Other.,,,\n")
    options = {"text_column": "body", "id_column": "key", "title_column": "headline", "date_column": "day"}
    options["outlet_column"] = "paper"
    (first, second), failures = read(path, **options)
    assert (first.id, first.text, first.title, first.date) == ("7", "Text.", "Head", "2025-01-02")
    assert (first.outlet, second.outlet) == ("The Post", None)
    assert first.path == f"{path}, row 2"
    assert (second.id, second.title, second.date) == (f"{path}:3", None, None)
    assert failures == []


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_missing_text_column_is_told_once(tmp_path, suffix):
    path = tmp_path / f"t.{suffix}"
    frame = pd.DataFrame({"id": ["1", "2"], "body": ["x", "y"]})
    frame.to_csv(path, index=False) if suffix == "csv" else frame.to_parquet(path)
    articles, (failure,) = read(path)
    assert articles == []
    assert failure == (
        f"{path}: there is no column 'text' for the text; the columns are id, body. "
        "Pass text_column=... (--text-column)."
    )


def test_rows_of_jsonl_fail_one_by_one(tmp_path):
    rows = [
        {"id": 1, "text": "x"},
        {"id": 2, "body": "x"},
        {"id": 3, "text": None},
        {"id": 4, "text": 5},
        {"text": " "},
    ]
    articles, failures = read(write(tmp_path / "t.jsonl", "\n".join(map(json.dumps, rows))))
    assert [article.id for article in articles] == ["1"]
    parts = [
        "row 2: the text 'text' is missing; the columns are id, body",
        "is null",
        "is of type int",
        "the text is empty",
    ]
    for failure, part in zip(failures, parts, strict=True):
        assert part in failure


def test_ids_are_unique_over_all_sources(tmp_path):
    one = write(tmp_path / "t.jsonl", '{"id": "a", "text": "x"}\n{"id": "a", "text": "y"}\n')
    other = write(tmp_path / "a.txt", "z")
    articles, failures = read([one, other])
    assert [article.text for article in articles] == ["x"]
    assert failures[0] == f"{one}, row 2: the id 'a' is that of {one}, row 1 too. Give every article its own."
    assert str(other) in failures[1]


def test_without_a_listener_the_error_is_raised(tmp_path):
    articles = iter_articles([write(tmp_path / "a.txt", "x"), write(tmp_path / "b.txt", "")])
    assert next(articles).id == "a"
    with pytest.raises(ArticleError, match="the text is empty"):
        next(articles)


def test_is_lazy(tmp_path):
    path = write(tmp_path / "t.jsonl", '{"text": "x"}\n{broken\n')
    assert next(iter_articles(path)).text == "x"


STDIN = {
    "txt": b"No.\r\n",
    "csv": b'text\n"No.\r\n"\n',
    "tsv": b'text\tid\n"No.\r\n"\t1\n',
    "jsonl": b'{"text": "No.\\r\\n"}\n',
}


@pytest.mark.parametrize("stdin_format", STDIN)
def test_standard_input(monkeypatch, stdin_format):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STDIN[stdin_format])))
    (article,), failures = read("-", stdin_format=stdin_format)
    assert article.text == "No.\r\n"
    assert article.path.startswith("stdin")
    assert failures == []


def test_binary_standard_input_is_an_error(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xd8")))
    assert read("-")[1] == ["stdin: byte 0xff at offset 0 is not UTF-8. Save the file as UTF-8."]


def test_html_in_a_folder_fails_alone(tmp_path):
    pytest.importorskip("trafilatura")
    write(tmp_path / "a.html", "<html></html>")
    write(tmp_path / "b.txt", "x")
    articles, (failure,) = read(tmp_path)
    assert [article.id for article in articles] == ["b"]
    assert "a.html: no article was found in the page" in failure

import io
import json

import pandas as pd
import pytest

from stance.articles.tables import iter_records, iter_stream
from stance.errors import ArticleError


def read(tmp_path, data, name):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(iter_records(path))


def values_of(results):
    return [result.values for result in results if not isinstance(result, ArticleError)]


def errors_of(results):
    return [str(result) for result in results if isinstance(result, ArticleError)]


@pytest.mark.parametrize(("suffix", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_delimited_cells_stand_as_in_the_file(tmp_path, suffix, delimiter):
    text = delimiter.join(["id", "text"]) + "\r\n" + delimiter.join(["1", '"a ""b""\r\nc"']) + "\r\n"
    (record,) = read(tmp_path, b"\xef\xbb\xbf" + text.encode(), f"t.{suffix}")
    assert record.values == {"id": "1", "text": 'a "b"\r\nc'}
    assert record.number == 2
    assert record.where.endswith(f"t.{suffix}, row 2")


def test_na_and_empty_are_strings(tmp_path):
    assert values_of(read(tmp_path, "a,b\nNA,\nNone,null\n", "t.csv")) == [
        {"a": "NA", "b": ""},
        {"a": "None", "b": "null"},
    ]


def test_old_macintosh_line_ends(tmp_path):
    assert values_of(read(tmp_path, "a,b\r1,2\r3,4\r", "t.csv")) == [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]


def test_ragged_rows_are_errors_and_the_others_are_read(tmp_path):
    results = read(tmp_path, "a,b\n1,2\n3\n4,5,6\n7,8\n", "t.csv")
    assert values_of(results) == [{"a": "1", "b": "2"}, {"a": "7", "b": "8"}]
    first, second = errors_of(results)
    assert "t.csv, row 3: has not as many cells as the header (2). Put cells" in first
    assert "t.csv, row 4:" in second


def test_unclosed_quote_ends_the_reading(tmp_path):
    results = read(tmp_path, 'a,b\n1,2\n3,"4\n5,6\n', "t.csv")
    assert values_of(results) == [{"a": "1", "b": "2"}]
    (error,) = errors_of(results)
    assert "t.csv, line 3: " in error
    assert error.endswith("Check the quotation marks there; the rest is not read.")


def test_wrong_encoding_is_named_by_line_and_spoils_its_row_only(tmp_path):
    results = read(tmp_path, b'a,b\n1,2\n3,"x\ncaf\xe9"\n5,6\n', "t.csv")
    assert values_of(results) == [{"a": "1", "b": "2"}, {"a": "5", "b": "6"}]
    (error,) = errors_of(results)
    assert "t.csv, line 4: byte 0xe9 at offset 3 is not UTF-8" in error


def test_wrong_encoding_of_the_header_ends_the_reading(tmp_path):
    (error,) = read(tmp_path, "id,text\n1,No.\n".encode("utf-16"), "t.csv")
    assert "line 1: byte 0xff at offset 0 is not UTF-8" in str(error)
    assert str(error).endswith("No row is read.")


@pytest.mark.parametrize("name", ["t.csv", "t.jsonl"])
def test_a_line_that_is_too_long_is_never_held_whole(tmp_path, name, monkeypatch):
    monkeypatch.setattr("stance.articles.tables.MAX_BYTES", 1000)
    good = "a\nx\n" if name == "t.csv" else '{"a": "x"}\n'
    long = "y" * 100_000
    results = read(tmp_path, f"{good}{long if name == 't.csv' else json.dumps(long)}\n{good}", name)
    (error,) = errors_of(results)
    number = 3 if name == "t.csv" else 2
    assert f"{name}, line {number}: is larger than the" in error
    assert len(values_of(results)) == (1 if name == "t.csv" else 2)  # where a CSV row ends nobody can tell


def test_column_that_stands_twice_is_an_error(tmp_path):
    (error,) = read(tmp_path, "text,text\n1,2\n", "t.csv")
    assert "row 1: column 'text' stands there twice. Rename one." in str(error)


@pytest.mark.parametrize("data", ["", "a,b\n"])
def test_table_without_rows_gives_nothing(tmp_path, data):
    assert read(tmp_path, data, "t.csv") == []


@pytest.mark.parametrize("name", ["t.csv", "t.jsonl"])
def test_cell_of_two_megabytes(tmp_path, name):
    cell = "word " * 400_000
    data = f"text\n{cell}\n" if name == "t.csv" else json.dumps({"text": cell})
    assert values_of(read(tmp_path, data, name)) == [{"text": cell}]


def test_broken_lines_are_errors_and_the_others_are_read(tmp_path):
    lines = [b'{"a": 1}', b"{broken", b"", b"[1]", b'{"a": "caf\xe9"}', b"[" * 200_000, b'"word"', b'{"a": 2}']
    results = read(tmp_path, b"\n".join(lines), "t.jsonl")
    assert values_of(results) == [{"a": 1}, {"a": 2}]
    expected = [
        "line 2: is not JSON",
        "line 4: holds a list",
        "line 5: byte 0xe9",
        "line 6: is not",
        "line 7: holds a str",
    ]
    for message, part in zip(errors_of(results), expected, strict=True):
        assert part in message


def test_lone_surrogate_of_json_is_kept(tmp_path):
    assert values_of(read(tmp_path, '{"a": "x \\ud83d y"}', "t.jsonl")) == [{"a": "x \ud83d y"}]


def test_parquet_rows_and_chosen_columns(tmp_path):
    path = tmp_path / "t.parquet"
    frame = pd.DataFrame({"id": range(600), "text": [f"t{n}" for n in range(600)], "more": 0.5})
    frame.to_parquet(path)
    records = list(iter_records(path, columns=("text", "id", "title")))
    assert [record.values for record in records] == frame[["id", "text"]].to_dict("records")
    assert records[-1].where == f"{path}, row 600"
    assert set(next(iter_records(path)).values) == {"id", "text", "more"}


def test_parquet_without_the_first_column_gives_every_other(tmp_path):
    path = tmp_path / "t.parquet"
    pd.DataFrame({"id": ["1"], "body": ["x"]}).to_parquet(path)
    (record,) = iter_records(path, columns=("text", "id"))
    assert record.values == {"id": "1", "body": "x"}


def test_damaged_parquet_is_an_error(tmp_path):
    whole = tmp_path / "whole.parquet"
    pd.DataFrame({"text": ["x"] * 9}).to_parquet(whole)
    for data in (b"", b"PAR1 nothing", whole.read_bytes()[:-20]):
        (error,) = read(tmp_path, data, "t.parquet")
        assert "t.parquet, after row 0: is not a Parquet file that can be read" in str(error)


def test_file_that_cannot_be_opened_is_an_error(tmp_path):
    (error,) = iter_records(tmp_path / "gone.csv")
    assert "gone.csv: cannot be read (No such file" in str(error)


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_a_stream_stays_open(suffix):
    file = io.BytesIO(b'{"a": 1}\n' if suffix == ".jsonl" else b"a\n1\n")
    assert len(list(iter_stream(file, name="stdin", suffix=suffix))) == 1
    assert not file.closed

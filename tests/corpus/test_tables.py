"""Tables come as the strings that stand in the file, and what is broken is named by row."""

from __future__ import annotations

import json
import re

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.corpus.tables import read_jsonl, read_table
from stance.errors import DataError, SourceNotFoundError

BOM = b"\xef\xbb\xbf"


@pytest.fixture
def write(tmp_path):
    def write_file(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return write_file


def refused(path, message, error=DataError):
    """Check that the file is refused with exactly this message, in which `*` stands for the path."""
    with pytest.raises(error, match=f"^{re.escape(message.replace('*', str(path)))}$"):
        read_table(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", 'text,label\n"Yes, send them.",favor\nNo.,against\n'),
        ("t.CSV", 'text,label\r\n"Yes, send them.",favor\r\nNo.,against\r\n'),
        ("t.tsv", "text\tlabel\nYes, send them.\tfavor\nNo.\tagainst\n"),
        ("t.jsonl", '{"text": "Yes, send them.", "label": "favor"}\n{"text": "No.", "label": "against"}\n'),
    ],
)
@pytest.mark.parametrize("mark", [b"", BOM], ids=["plain", "byte order mark"])
def test_reads_every_text_format(write, name, content, mark):
    frame = read_table(write(name, mark + content.encode()))
    assert frame.to_dict("list") == {"text": ["Yes, send them.", "No."], "label": ["favor", "against"]}


def test_reads_parquet(tmp_path):
    path = tmp_path / "t.parquet"
    pd.DataFrame({"text": ["Yes.", None], "label": ["favor", "NA"]}, index=[7, 9]).to_parquet(path)
    frame = read_table(path)
    assert frame.to_dict("list") == {"text": ["Yes.", ""], "label": ["favor", "NA"]}
    assert frame.index.tolist() == [1, 2]


def test_words_that_pandas_takes_for_missing_stay_words(write):
    words = ["NA", "None", "nan", "NULL", "N/A", "007", "1.0", "true"]
    frame = read_table(write("t.csv", "text,other\n" + "".join(f"{word},\n" for word in words)))
    assert frame.text.tolist() == words
    assert set(frame.other) == {""}


def test_rows_are_counted_as_a_spreadsheet_does(write):
    frame = read_table(write("t.csv", 'text,label\n"two\nlines",a\n\nfour,b\n'))
    assert frame.text.to_dict() == {2: "two\nlines", 4: "four"}


def test_lines_of_jsonl_are_counted_with_the_blank_ones(write):
    frame = read_table(write("t.jsonl", '{"text": "a"}\n\n{"text": "b"}'))
    assert frame.text.to_dict() == {1: "a", 3: "b"}


@pytest.mark.parametrize("suffix", ["jsonl", "parquet"])
def test_a_whole_number_beside_a_gap_stays_whole(write, tmp_path, suffix):
    path = tmp_path / f"t.{suffix}"
    if suffix == "parquet":
        pq.write_table(pa.table({"text": ["a", "b"], "start": pa.array([84, None])}), path)
    else:
        write("t.jsonl", '{"text": "a", "start": 84}\n{"text": "b"}\n')
    assert read_table(path).start.tolist() == ["84", ""]


def test_columns_keep_the_order_of_the_first_line(write):
    frame = read_table(write("t.jsonl", '{"text": "a", "label": "x"}\n{"id": "1", "label": null, "text": "b"}\n'))
    assert frame.columns.tolist() == ["text", "label", "id"]
    assert frame.label.tolist() == ["x", ""]


@given(
    st.lists(
        st.tuples(st.text(st.characters(codec="utf-8"), min_size=1), st.text(st.characters(codec="utf-8"))), min_size=1
    )
)
def test_any_text_survives_jsonl(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("t") / "t.jsonl"
    lines = (json.dumps({"text": text, "label": label}, ensure_ascii=False) for text, label in rows)
    path.write_bytes("\n".join(lines).encode())
    frame = read_table(path)
    assert list(zip(frame.text, frame.label, strict=True)) == rows


def test_missing_file(tmp_path):
    message = "*: there is no such file. Give a table of labelled statements."
    refused(tmp_path / "none.csv", message, SourceNotFoundError)
    refused(tmp_path, message, SourceNotFoundError)


@pytest.mark.parametrize(("name", "suffix"), [("t.xlsx", ".xlsx"), ("t", "no")])
def test_wrong_suffix(write, name, suffix):
    path = write(name, "text,label\na,b\n")
    refused(path, f"*: {suffix} suffix; expected .csv, .tsv, .jsonl or .parquet. Convert the table.")


@pytest.mark.parametrize("content", ["", "\n\n", BOM])
def test_empty_csv(write, content):
    refused(write("t.csv", content), "*: is empty. Give a table with a header and at least one row.")


@pytest.mark.parametrize(("name", "content"), [("t.csv", "text,label\n"), ("t.jsonl", ""), ("t.jsonl", "\n{}\n")])
def test_no_rows(write, name, content):
    refused(write(name, content), "*: holds no rows. Give a table with a header and at least one row.")


@pytest.mark.parametrize("mark", [b"", BOM], ids=["plain", "byte order mark"])
def test_wrong_encoding_names_line_and_byte(write, mark):
    path = write("t.csv", mark + "text,label\nCuliacán,favor\n".encode("latin-1"))
    refused(
        path,
        f"*, line 2: byte 0xe1 at offset {17 + len(mark)} is not UTF-8. "
        "Save the file as UTF-8 (in a spreadsheet: CSV UTF-8).",
    )


def test_utf_16_is_not_utf_8(write):
    path = write("t.csv", "text,label\na,b\n".encode("utf-16"))
    with pytest.raises(DataError, match="line 1: byte 0xff at offset 0 is not UTF-8"):
        read_table(path)


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ('text,label\n"never closed,favor\nb,against\n', 3, "unexpected end of data"),
        ('text,label\na,b\n"No," he said,against\n', 3, "',' expected after '\"'"),
    ],
)
def test_broken_quotation_marks(write, content, line, reason):
    refused(write("t.csv", content), f"*, line {line}: {reason}. Check the quotation marks there.")


@pytest.mark.parametrize(("row", "cells"), [("Yes, send them.,favor", 3), ("alone", 1)])
def test_ragged_row(write, row, cells):
    refused(
        write("t.csv", f"text,label\na,b\n\n{row}\n"),
        f"*, row 4: {cells} cells, expected 2 as in the header. "
        "Put cells that hold a delimiter or a line break in double quotation marks.",
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text"', "Expecting ':' delimiter: line 1 column 8 (char 7)"),
        (r'{"a": "\ud83d"}', r"'utf-8' codec can't encode character '\ud83d' in position 7: surrogates not allowed"),
    ],
)
def test_broken_line(write, line, reason):
    path = write("t.jsonl", f'{{"text": "a"}}\n\n{line}\n')
    refused(path, f"*, line 3: is not JSON ({reason}). Write one object a line.")


def test_nesting_without_end_is_refused(write):
    with pytest.raises(DataError, match="line 1: is not JSON"):
        read_table(write("t.jsonl", "[" * 100_000))


@pytest.mark.parametrize(("line", "kind"), [("[1]", "list"), ('"a"', "str"), ("null", "NoneType")])
def test_line_without_object(write, line, kind):
    refused(write("t.jsonl", f'{{"text": "a"}}\n{line}\n'), f"*, line 2: holds a {kind}, expected an object.")


@pytest.mark.parametrize("content", ["", "text,label\na,b\n", b"PAR1" + bytes(20) + b"PAR1"])
def test_damaged_parquet(write, content):
    path = write("t.parquet", content)
    with pytest.raises(DataError, match=f"^{re.escape(str(path))}: is not a Parquet file that can be read "):
        read_table(path)


def test_read_jsonl_numbers_lines(write):
    assert read_jsonl(write("t.jsonl", '\n{"a": [1]}\n')) == {2: {"a": [1]}}

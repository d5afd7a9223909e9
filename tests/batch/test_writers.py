import csv
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from stance.batch.writers import check_free, choose_output, open_writer
from stance.errors import InputError, OutputExistsError

SCHEMA = pa.schema([("name", pa.string()), ("n", pa.int64()), ("quotes", pa.list_(pa.string()))])
ROWS = [{"name": 'a, "b"\nc', "n": 1, "quotes": ["x", "y"]}, {"name": None, "n": None, "quotes": []}]


def write(path, rows=ROWS):
    with open_writer(path, path.suffix[1:], SCHEMA) as writer:
        writer.write(rows[:1])
        writer.write(rows[1:])


def test_jsonl_holds_the_rows(tmp_path):
    write(tmp_path / "t.jsonl")
    lines = (tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == ROWS


def test_csv_holds_the_rows_and_joins_lists(tmp_path):
    write(tmp_path / "t.csv")
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [["name", "n", "quotes"], ['a, "b"\nc', "1", "x | y"], ["", "", ""]]


def test_parquet_row_group_is_a_part(tmp_path):
    path = tmp_path / "t.parquet"
    with open_writer(path, "parquet", SCHEMA) as writer:
        for row in ROWS * 2:
            writer.write([row])
        writer.end_part()
        writer.write(ROWS)
    metadata = pq.ParquetFile(path).metadata
    assert [metadata.row_group(number).num_rows for number in range(metadata.num_row_groups)] == [4, 2]


def test_csv_writes_an_object_as_json(tmp_path):
    write(tmp_path / "t.csv", [{"name": {"é": [1]}, "n": 1, "quotes": []}])
    assert '{""é"": [1]}' in (tmp_path / "t.csv").read_text(encoding="utf-8")


def test_parquet_holds_the_rows_and_their_types(tmp_path):
    write(tmp_path / "t.parquet")
    table = pq.read_table(tmp_path / "t.parquet")
    assert table.schema.equals(SCHEMA)
    assert table.to_pylist() == ROWS


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet"])
def test_half_of_an_emoji_is_written_as_its_escape(tmp_path, suffix):
    path = tmp_path / f"t.{suffix}"
    write(path, [{"name": "x \ud83d", "n": 1, "quotes": ["y \ud83d"]}])
    if suffix == "parquet":
        assert pq.read_table(path).to_pylist() == [{"name": "x \\ud83d", "n": 1, "quotes": ["y \\ud83d"]}]
    else:
        text = path.read_text(encoding="utf-8")
        assert "x \\ud83d" in text
        assert "y \\ud83d" in text
    if suffix == "jsonl":
        assert json.loads(text)["name"] == "x \ud83d"


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet"])
@pytest.mark.parametrize("exception", [RuntimeError, KeyboardInterrupt])
def test_exception_leaves_nothing_and_spares_what_stood_there(tmp_path, suffix, exception):
    path = tmp_path / f"t.{suffix}"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(exception), open_writer(path, suffix, SCHEMA) as writer:
        writer.write(ROWS)
        raise exception
    assert [(file.name, file.read_text(encoding="utf-8")) for file in tmp_path.iterdir()] == [(path.name, "old")]


def test_file_appears_at_the_end_only(tmp_path):
    path = tmp_path / "t.jsonl"
    with open_writer(path, "jsonl", SCHEMA) as writer:
        writer.write(ROWS)
        assert not path.exists()
    assert [file.name for file in path.parent.iterdir()] == ["t.jsonl"]


def test_standard_output_stays_open(capfd):
    for file_format in ("csv", "jsonl"):
        with open_writer(None, file_format, SCHEMA.remove(2).remove(1)) as writer:
            writer.write([{"name": "é \ud83d"}])
    print("more")
    assert capfd.readouterr().out == 'name\né \\ud83d\n{"name": "é \\ud83d"}\nmore\n'


@pytest.mark.parametrize(
    ("output", "file_format", "expected"),
    [
        ("-", None, (None, "jsonl")),
        ("-", "csv", (None, "csv")),
        ("a.CSV", None, ("a.CSV", "csv")),
        ("a.parquet", "parquet", ("a.parquet", "parquet")),
        ("a.out", "csv", ("a.out", "csv")),
        ("new/", None, ("new/rows.jsonl", "jsonl")),
        ("new/", "parquet", ("new/rows.parquet", "parquet")),
    ],
)
def test_output_and_format(output, file_format, expected):
    path, chosen = choose_output(output, file_format=file_format, stem="rows")
    assert (path if path is None else path.as_posix(), chosen) == expected


def test_folder_that_exists_gets_a_file(tmp_path):
    assert choose_output(tmp_path, file_format=None, stem="rows") == (tmp_path / "rows.jsonl", "jsonl")


@pytest.mark.parametrize(
    ("output", "file_format", "message"),
    [
        ("a.xlsx", None, "a.xlsx ends in .xlsx; expected jsonl, csv, parquet"),
        ("a", None, "a ends in no suffix"),
        ("a.csv", "jsonl", "ends in .csv, but the format is 'jsonl'"),
        ("-", "parquet", "'parquet' cannot go to standard output"),
        ("a.csv", "xml", "format: 'xml' is not one of 'jsonl', 'csv', 'parquet'"),
    ],
)
def test_impossible_output(output, file_format, message):
    with pytest.raises(InputError) as caught:
        choose_output(output, file_format=file_format, stem="rows")
    assert message in str(caught.value)


def test_check_free(tmp_path):
    path = tmp_path / "t.csv"
    check_free(path, overwrite=False)
    check_free(None, overwrite=False)
    path.touch()
    check_free(path, overwrite=True)
    with pytest.raises(OutputExistsError, match=r"t\.csv: exists already\. Name another file, or pass overwrite"):
        check_free(path, overwrite=False)

import csv
import json

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import stance
from stance.batch.schemas import PREDICTION_COLUMNS
from stance.errors import DataError, InputError, OutputExistsError, SourceNotFoundError

ROWS = [
    {"id": "1", "text": "We will never accept foreign troops on our soil."},
    {"id": "2", "text": ""},
    {"id": "3", "text": "NA"},
    {"id": "4", "text": "Send the marines."},
]


def write(tmp_path, suffix, rows=ROWS):
    path = tmp_path / f"in.{suffix}"
    if suffix == "parquet":
        pd.DataFrame(rows).to_parquet(path)
    elif suffix == "jsonl":
        path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    else:
        pd.DataFrame(rows).to_csv(path, index=False, sep="\t" if suffix == "tsv" else ",")
    return path


def read_jsonl(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read_any(path):
    if path.suffix == ".jsonl":
        return read_jsonl(path)
    if path.suffix == ".parquet":
        return pq.read_table(path).to_pylist()
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("source", ["csv", "tsv", "jsonl", "parquet"])
@pytest.mark.parametrize("target", ["csv", "jsonl", "parquet"])
def test_the_same_rows_come_back_with_predictions(tmp_path, tiny_model, source, target):
    output = tmp_path / f"out.{target}"
    summary = stance.score_statements(write(tmp_path, source), output=output, model=tiny_model)
    assert (summary.n_read, summary.n_written, summary.n_failed) == (4, 4, 1)
    rows = read_any(output)
    assert all(tuple(row) == ("id", "text", *PREDICTION_COLUMNS) for row in rows)
    assert [{name: row[name] for name in ("id", "text")} for row in rows] == ROWS
    empty = "" if target == "csv" else None
    assert [rows[1][name] for name in PREDICTION_COLUMNS] == [empty] * len(PREDICTION_COLUMNS)
    assert [row["stance"] for row in rows[:1] + rows[3:]] == ["against", "favor"]
    assert rows[2]["stance"]  # "NA" is a word
    (error,) = read_jsonl(tmp_path / f"out.{target}.errors.jsonl")
    assert error["error"].endswith("'text' is empty, expected a statement.")


def test_predictions_are_those_of_the_analyzer(tmp_path, tiny_model):
    stance.score_statements(write(tmp_path, "jsonl"), output=tmp_path / "out.jsonl", model=tiny_model)
    (first, last) = stance.StanceAnalyzer.load(tiny_model).predict([ROWS[0]["text"], ROWS[3]["text"]])
    for row, prediction in zip(read_jsonl(tmp_path / "out.jsonl")[::3], (first, last), strict=True):
        assert {name: row[name] for name in PREDICTION_COLUMNS} == {
            name: getattr(prediction, name) for name in PREDICTION_COLUMNS
        }


def test_what_is_no_text_is_kept_and_journaled(tmp_path, tiny_model):
    source = write(tmp_path, "jsonl", [{"text": "No."}, {"text": None}, {"text": 5}, {"other": "x"}, {"text": " \n"}])
    summary = stance.score_statements(source, output=tmp_path / "out.jsonl", model=tiny_model)
    assert (summary.n_read, summary.n_written, summary.n_failed) == (5, 5, 4)
    assert [row["stance"] is None for row in read_jsonl(tmp_path / "out.jsonl")] == [False, True, True, True, True]
    messages = [error["error"] for error in read_jsonl(tmp_path / "out.jsonl.errors.jsonl")]
    assert messages[1] == f"{source}, row 3: 'text' is of type int, expected a statement."


def test_broken_line_is_in_the_journal_alone(tmp_path, tiny_model):
    source = tmp_path / "in.jsonl"
    source.write_text('{"text": "No."}\n{broken\n[1]\n{"text": "Yes."}\n', encoding="utf-8")
    told = []
    summary = stance.score_statements(source, output=tmp_path / "out.csv", model=tiny_model, on_error=told.append)
    assert (summary.n_read, summary.n_written, summary.n_failed) == (2, 2, 2)
    assert [error.path for error in told] == [f"{source}, line 2", f"{source}, line 3"]


def test_parquet_keeps_the_types_it_came_with(tmp_path, tiny_model):
    frame = pd.DataFrame({"n": [1, 2], "text": ["No.", "Yes."], "kind": pd.Categorical(["a", "b"]), "x": [[1], []]})
    frame.to_parquet(tmp_path / "in.parquet")
    stance.score_statements(tmp_path / "in.parquet", output=tmp_path / "out.parquet", model=tiny_model)
    before, after = pq.read_schema(tmp_path / "in.parquet"), pq.read_schema(tmp_path / "out.parquet")
    assert [after.field(name).type for name in before.names] == before.types
    assert after.field("on_target").type == pa.bool_()
    assert pq.read_table(tmp_path / "out.parquet").column("x").to_pylist() == [[1], []]


def test_values_of_json_become_text_in_parquet(tmp_path, tiny_model):
    source = write(tmp_path, "jsonl", [{"text": "No.", "n": 1, "more": {"é": [1]}, "s": "x"}, {"text": "Yes \ud83d."}])
    stance.score_statements(source, output=tmp_path / "out.parquet", model=tiny_model)
    first, second = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert (first["n"], first["more"], first["s"]) == ("1", '{"é": [1]}', "x")
    assert (second["n"], second["text"]) == (None, "Yes \\ud83d.")


def test_half_of_an_emoji_comes_back_in_jsonl(tmp_path, tiny_model):
    source = write(tmp_path, "jsonl", [{"text": "No troops \ud83d."}])
    stance.score_statements(source, output=tmp_path / "out.jsonl", model=tiny_model)
    assert read_jsonl(tmp_path / "out.jsonl")[0]["text"] == "No troops \ud83d."


def test_more_rows_than_a_block(tmp_path, tiny_model):
    rows = [{"text": f"No {number} troops."} for number in range(2100)]
    calls = []
    stance.score_statements(
        write(tmp_path, "jsonl", rows),
        output=tmp_path / "out.jsonl",
        model=tiny_model,
        progress=lambda *c: calls.append(c),
    )
    assert [row["text"] for row in read_jsonl(tmp_path / "out.jsonl")] == [row["text"] for row in rows]
    assert calls == [(2048, 0), (2100, 0)]


def test_key_that_comes_too_late_is_refused_and_nothing_is_written(tmp_path, tiny_model):
    source = write(tmp_path, "jsonl", [*({"text": "No."} for _ in range(2048)), {"text": "No.", "late": 1}])
    with pytest.raises(DataError, match=r"row 2049: 'late' is in none of the first 2048 rows"):
        stance.score_statements(source, output=tmp_path / "out.jsonl", model=tiny_model)
    assert list(tmp_path.iterdir()) == [source]


def test_limit(tmp_path, tiny_model):
    summary = stance.score_statements(write(tmp_path, "csv"), output=tmp_path / "o.csv", model=tiny_model, limit=1)
    assert (summary.n_read, summary.n_failed) == (1, 0)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            "id,body\n1,x\n",
            "there is no column 'text'; the columns are id, body. Pass text_column=... (--text-column).",
        ),
        ("text,target,stance\nx,y,z\n", "has columns that would be added: stance, target. Rename or remove them."),
        ("text\n", "holds no row. Give a table with at least one statement."),
        ("text,text\nx,y\n", "No row could be read. "),
        (b"text\ncaf\xe9\n", "line 2: byte 0xe9 at offset 3 is not UTF-8"),
    ],
)
def test_table_that_cannot_be_scored(tmp_path, tiny_model, data, message):
    source = tmp_path / "in.csv"
    source.write_bytes(data if isinstance(data, bytes) else data.encode())
    with pytest.raises(DataError) as caught:
        stance.score_statements(source, output=tmp_path / "out.csv", model=tiny_model)
    assert message in str(caught.value)
    assert str(source) in str(caught.value)
    assert list(tmp_path.iterdir()) == [source]


def test_damaged_parquet_says_so(tmp_path, tiny_model):
    (tmp_path / "in.parquet").write_bytes(b"PAR1")
    with pytest.raises(DataError, match="is not a Parquet file that can be read"):
        stance.score_statements(tmp_path / "in.parquet", output=tmp_path / "out.csv", model=tiny_model)


def test_sources_and_outputs_that_are_refused(tmp_path, tiny_model):
    source = write(tmp_path, "csv")
    with pytest.raises(SourceNotFoundError, match=r"gone\.csv: there is no such file"):
        stance.score_statements(tmp_path / "gone.csv", output=tmp_path / "out.csv", model=tiny_model)
    (tmp_path / "in.txt").touch()
    with pytest.raises(InputError, match=r"\.txt suffix; a table of statements ends in \.csv"):
        stance.score_statements(tmp_path / "in.txt", output=tmp_path / "out.csv", model=tiny_model)
    with pytest.raises(OutputExistsError, match="exists already"):
        stance.score_statements(source, output=source, model=tiny_model)


def test_table_can_be_replaced_by_its_scored_self(tmp_path, tiny_model):
    source = write(tmp_path, "csv")
    stance.score_statements(source, output=source, model=tiny_model, overwrite=True)
    assert [row["text"] for row in read_any(source)] == [row["text"] for row in ROWS]

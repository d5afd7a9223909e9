"""Labelled statements are checked row by row, and the data of the project pass."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from stance.corpus import check_offsets, read_annotated, read_statements
from stance.errors import DataError, InputTypeError, SourceNotFoundError
from stance.labels import ATTRIBUTIONS, STANCES
from stance.types import Article

DATA = Path(__file__).parents[2] / "data"


def table(**columns):
    """Return three good rows, with columns replaced."""
    good = {"id": ["1", "2", "3"], "text": ["Yes.", "No.", "Perhaps."], "label": ["favor", "against", "neutral"]}
    return pd.DataFrame(good | {"situation": ["x", "x", "y"]} | columns)


def refused(data, message, error=DataError, **options):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        read_statements(data, **options)


def test_a_good_table_comes_back_as_it_is():
    frame = table()
    pd.testing.assert_frame_equal(read_statements(frame), frame, check_dtype=False)


def test_reads_a_path(tmp_path):
    path = tmp_path / "t.csv"
    table().to_csv(path, index=False)
    assert read_statements(str(path)).index.tolist() == [2, 3, 4]


def test_the_table_of_the_caller_is_not_changed():
    frame = table(label=["pro", "against", "neutral"], other=[1, None, 3])
    before = frame.copy()
    read_statements(frame, label_map={"pro": "favor"})
    pd.testing.assert_frame_equal(frame, before)


def test_every_value_becomes_a_string_and_a_gap_the_empty_string():
    frame = read_statements(table(other=[None, float("nan"), "None"], number=[1, 2, 3]))
    assert frame.other.tolist() == ["", "", "None"]
    assert frame.number.tolist() == ["1", "2", "3"]


def test_columns_by_other_names_and_none():
    frame = table().rename(columns={"text": "quote", "label": "stance"}).drop(columns=["situation", "id"])
    assert len(read_statements(frame, text_column="quote", label_column="stance", group_column=None)) == 3


def test_label_map_renames_at_once_and_leaves_the_others():
    frame = read_statements(table(), label_map={"favor": "against", "against": "favor"})
    assert frame.label.tolist() == ["against", "favor", "neutral"]


def test_other_labels():
    frame = table(label=["yes", "no", "yes"])
    assert read_statements(frame, labels=["no", "yes"]).label.tolist() == ["yes", "no", "yes"]
    refused(
        table(label=["yes", "no", "so"]),
        "data, row 2: label 'so' is not one of 'no', 'yes'. "
        "Pass label_map={'so': 'no'} (--label-map so=no) or whichever it means.",
        labels=["no", "yes"],
    )


@pytest.mark.parametrize(
    ("column", "role", "columns"),
    [
        ("text", "text", "id, label, situation"),
        ("label", "label", "id, text, situation"),
        ("situation", "group", "id, text, label"),
    ],
)
def test_missing_column(column, role, columns):
    refused(
        table().drop(columns=column),
        f"data: there is no column {column!r} for the {role}; the columns are {columns}. "
        f"Pass {role}_column=... (--{role}-column).",
    )


def test_missing_column_of_a_table_without_names():
    refused(
        pd.DataFrame([["Yes.", "favor"]]),
        "data: there is no column 'text' for the text; the columns are 0, 1. Pass text_column=... (--text-column).",
    )


def test_a_table_without_ids_is_accepted():
    assert len(read_statements(table().drop(columns="id"))) == 3


def test_duplicate_column(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("text,label,situation,text\na,favor,x,b\n", encoding="utf-8")
    refused(path, f"{path}: column 'text' stands there twice. Rename one.")
    refused(pd.concat([table(), table()], axis="columns"), "data: column 'id' stands there twice. Rename one.")


@pytest.mark.parametrize("column", ["text", "label", "situation"])
@pytest.mark.parametrize("blank", ["", " \t\n", None, float("nan")])
def test_empty_cell(column, blank):
    frame = table()
    frame[column] = ["favor", blank, "against"]
    refused(frame, f"data, row 1: column {column!r} is empty. Fill it or remove the row.")


def test_many_empty_cells_are_counted_and_the_first_named():
    rows = pd.concat([table(text=["", "", ""], id=list(ids)) for ids in ("abc", "def")], ignore_index=True)
    refused(rows[:2], "data, row 0 (and 1 more: 1): column 'text' is empty. Fill it or remove the row.")
    refused(rows, "data, row 0 (and 5 more: 1, 2, ...): column 'text' is empty. Fill it or remove the row.")


def test_unknown_label_names_file_and_row(tmp_path):
    path = tmp_path / "t.csv"
    table(label=["favor", "pro", "neutral"]).to_csv(path, index=False)
    refused(
        path,
        f"{path}, row 3: label 'pro' is not one of 'against', 'favor', 'neutral'. "
        "Pass label_map={'pro': 'favor'} (--label-map pro=favor) or whichever it means.",
    )


def test_duplicate_id():
    refused(table(id=["1", "2", "1"]), "data, rows 0 and 2: both have the id '1'. Give every row an id of its own.")


def test_duplicate_text():
    advice = "Keep one of them: a repeated text stands on both sides of a split."
    refused(table(text=["a", "b", "b"]), f"data, rows 1 and 2: both have the text 'b'. {advice}")
    refused(table(text=["a"] * 3), f"data, rows 0 and 1: both have the text 'a'; 2 repeats in all. {advice}")
    refused(table(text=["a", "b" * 99, "b" * 99]), f"data, rows 1 and 2: both have the text '{'b' * 80}'. {advice}")


def test_no_rows():
    refused(table()[:0], "data: holds no rows.")


def test_neither_path_nor_table():
    message = "data: list; expected a path or a DataFrame of labelled statements."
    refused([{"text": "a"}], message, InputTypeError)


def test_missing_file():
    message = "none.csv: there is no such file. Give a table of labelled statements."
    refused("none.csv", message, SourceNotFoundError)


ARTICLE = Article(id="a", text="The senator, “angry”, firmly rejected “any use of force,” and left.")
CONTENT = (38, 57)


def cut_row(text="firmly rejected any use of force", *, article_id="a", start="38", end="57"):
    return pd.DataFrame({"text": [text], "article_id": [article_id], "start": [start], "end": [end]}, index=[5])


@pytest.mark.parametrize(
    "text", ["firmly rejected any use of force", "any use  of\nforce", "rejected “any use of force”"]
)
def test_offsets_hold_but_for_cue_quotation_marks_and_space(text):
    assert ARTICLE.text[slice(*CONTENT)] == "“any use of force,”"
    check_offsets(cut_row(text), [ARTICLE])


def test_rows_that_were_not_cut_out_are_passed_over():
    check_offsets(cut_row(article_id="", start="", end=""), [])


def test_offsets_of_an_article_that_is_not_there():
    with pytest.raises(DataError, match=r"^row 5: there is no article 'b' among the 1 given\.$"):
        check_offsets(cut_row(article_id="b"), [ARTICLE])


@pytest.mark.parametrize(
    ("start", "end"), [("57", "38"), ("38", "38"), ("38", "68"), ("-3", "5"), ("", ""), ("3.0", "9")]
)
def test_offsets_out_of_range(start, end):
    message = (
        f"row 5: start {start!r} and end {end!r} are not offsets into article 'a', which has 67 characters. "
        "Expected start < end."
    )
    with pytest.raises(DataError, match=f"^{re.escape(message)}$"):
        check_offsets(cut_row(start=start, end=end), [ARTICLE])


@pytest.mark.parametrize(
    ("text", "start", "end", "content"),
    [
        ("firmly rejected any use of force", "39", "50", "any use of "),
        ("rejected all use of force", "38", "57", "“any use of force,”"),
        ("use of force", "38", "57", "“any use of force,”"),
        ("firmly rejected any use of force", "55", "57", ",”"),
    ],
)
def test_offsets_of_other_words(text, start, end, content):
    message = f"row 5: article 'a' has {content!r} from {start} to {end}, not {text!r}."
    with pytest.raises(DataError, match=f"^{re.escape(message)}$"):
        check_offsets(cut_row(text, start=start, end=end), [ARTICLE])


@pytest.fixture(scope="module")
def statements():
    return read_statements(DATA / "statements.csv")


@pytest.fixture(scope="module")
def challenge():
    return read_statements(DATA / "challenge.csv")


def test_the_data_pass(statements, challenge):
    card = (DATA / "README.md").read_text(encoding="utf-8")
    for name, frame in (("statements", statements), ("challenge", challenge)):
        assert f"| `{name}.csv` | {len(frame):,} |" in card
    for frame in (statements, challenge):
        assert set(frame.label) == set(STANCES)
        assert set(frame.attribution) <= set(ATTRIBUTIONS)


def test_training_and_challenge_share_neither_text_nor_situation(statements, challenge):
    assert not set(statements.text.str.casefold().str.split().str.join(" ")) & set(
        challenge.text.str.casefold().str.split().str.join(" ")
    )
    assert not set(statements.situation) & set(challenge.situation)


def test_the_seed_rows_are_the_annotated_statements(statements):
    (seed,) = read_annotated(DATA / "articles" / "seed-article.jsonl")
    rows = statements[statements.article_id == seed.article.id]
    check_offsets(rows, [seed.article])
    assert len(rows) == len(statements[statements.source == "seed-article"]) == 14
    assert rows[["text", "label", "attribution", "speaker", "start", "end"]].to_numpy().tolist() == [
        [s.text, annotated.stance, s.attribution, s.speaker, str(s.start), str(s.end)]
        for annotated in seed.statements
        for s in [annotated.statement]
    ]


def test_rows_cut_out_of_the_articles_on_politics_are_their_statements(statements):
    marked = {
        (gold.article.id, one.statement.text): one.stance
        for gold in read_annotated(DATA / "articles" / "politics.jsonl")
        for one in gold.statements
    }
    rows = statements[statements.source.isin(["V", "W"])]
    assert len(rows) > 1600
    assert [marked[key] for key in zip(rows.article_id, rows.text, strict=True)] == rows.label.tolist()


@pytest.mark.parametrize(
    ("article_id", "start", "end"), [("a", "20", "10"), ("a", "x", "10"), ("a", "", "10"), ("", "1", "10")]
)
def test_rows_whose_offsets_can_be_no_article_s(article_id, start, end):
    frame = cut_row(article_id=article_id, start=start, end=end).assign(label="favor", situation="s")
    with pytest.raises(DataError, match=f"data, row 5: start '{start}' and end '{end}' are not offsets into article"):
        read_statements(frame)
    read_statements(cut_row().assign(label="favor", situation="s"))

import pandas as pd
import pytest

import stance
from stance.errors import DataError, InputTypeError
from stance.report.inputs import analyses_from_rows, analyses_of, is_statement_table, read_statement_table


@pytest.fixture(scope="module")
def frame(analyses):
    return pd.concat([analysis.to_frame() for analysis in analyses], ignore_index=True)


def test_an_analysis_and_several(analyses):
    assert analyses_of(analyses[0]) == (analyses[0],)
    assert analyses_of(iter(analyses)) == analyses


def test_a_table_gives_the_analyses_back(frame, analyses, articles):
    again = analyses_of(frame, articles)
    assert [analysis.article for analysis in again] == articles
    for one, other in zip(again, analyses, strict=True):
        assert one.to_rows() == other.to_rows()
        assert [p.position for p in one.positions] == [p.position for p in other.positions]


def test_columns_about_the_article_are_taken_where_nothing_else_is_known(frame, articles):
    dated = frame.assign(date="1999-01-01", title=None, outlet=float("nan"))
    known, unknown = analyses_of(dated, articles)[0].article, analyses_of(dated)[0].article
    assert (known.date, known.title) == ("2025-03-04", "Troops refused")
    assert (unknown.date, unknown.title, unknown.outlet, unknown.text) == ("1999-01-01", None, None, "")


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet"])
def test_a_table_that_stance_score_wrote(analyses, articles, tiny_model, tmp_path, suffix):
    source, table = tmp_path / "in.jsonl", tmp_path / f"t.{suffix}"
    pd.DataFrame([{"id": a.id, "text": a.text} for a in articles]).to_json(source, orient="records", lines=True)
    stance.score_files(source, output=table, model=tiny_model)
    assert is_statement_table(table)
    assert not is_statement_table(source)
    assert not is_statement_table(tmp_path)
    again = analyses_from_rows(read_statement_table(table), articles, where="t")
    for one, other in zip(again, analyses, strict=True):
        assert [s.prediction for s in one.statements] == [s.prediction for s in other.statements]
        assert [s.speaker for s in one.statements] == [s.speaker for s in other.statements]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: f.drop(columns="p_favor"), "t, row 1: there is no column 'p_favor'. Give the statement table"),
        (lambda f: f.assign(stance="pro"), "t, row 1: stance 'pro' is not one of 'against', 'favor', 'neutral'."),
        (lambda f: f.assign(on_target="maybe"), "t, row 1: truth value 'maybe' is not one of 'true', 'false'."),
        (lambda f: f.assign(start="x"), "t, row 1: invalid literal"),
    ],
)
def test_a_broken_row_is_named(frame, change, message):
    with pytest.raises(DataError) as caught:
        analyses_from_rows(change(frame.astype(object)).to_dict("records"), where="t")
    assert str(caught.value).startswith(message)


def test_a_row_that_is_not_json_is_named(tmp_path):
    (tmp_path / "t.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match=r"t\.jsonl, line 1: is not JSON"):
        read_statement_table(tmp_path / "t.jsonl")


@pytest.mark.parametrize("source", ["text", 7, {"a": 1}, [1]])
def test_anything_else_is_refused(source):
    with pytest.raises(InputTypeError, match="is no Analysis"):
        analyses_of(source)

import csv
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import stance
import stance.analyzer
from stance.errors import InputError, ModelError, ModelNotFoundError, OutputExistsError, SourceNotFoundError
from stance.types import SPEAKER_COLUMNS, STATEMENT_COLUMNS

NAMES = ("Ana Ruiz", "Joe Hill", "Mary Dunn")
QUOTES = (
    "We will never accept foreign troops on our soil",
    "Send the marines, because we need their help now",
    "The two governments will meet again next week",
)


def text_of(number):
    quote, name = QUOTES[number % 3], NAMES[number % 3]
    return f"“{quote},” said Senator {name}.\r\n\r\n“{QUOTES[(number + 1) % 3]},” said Governor Paul Marsh."


@pytest.fixture
def articles(tmp_path):
    """Five articles in a table, outside the folder of the outputs."""
    return write_articles(tmp_path / "in" / "news.jsonl", 5)


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def write_articles(path, n):
    path.parent.mkdir(exist_ok=True)
    lines = [json.dumps({"id": f"a{number}", "text": text_of(number)}) for number in range(n)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def read_jsonl(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read_errors(path):
    return read_jsonl(path.with_name(f"{path.name}.errors.jsonl"))


@pytest.mark.parametrize(("level", "columns"), [("statement", STATEMENT_COLUMNS), ("speaker", SPEAKER_COLUMNS)])
def test_every_format_holds_the_same_rows(articles, out, tiny_model, level, columns):
    for suffix in ("jsonl", "csv", "parquet"):
        summary = stance.score_files(articles, output=out / f"t.{suffix}", model=tiny_model, level=level)
        assert (summary.n_read, summary.n_written, summary.n_failed, summary.errors) == (5, 10, 0, None)
    rows = read_jsonl(out / "t.jsonl")
    assert all(tuple(row) == columns for row in rows)
    assert pq.read_table(out / "t.parquet").to_pylist() == rows
    with (out / "t.csv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    assert cells == [{name: as_cell(value) for name, value in row.items()} for row in rows]


def as_cell(value):
    return " | ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def test_parquet_types(articles, out, tiny_model):
    for level in ("statement", "speaker"):
        stance.score_files(articles, output=out / f"{level}.parquet", model=tiny_model, level=level)
    statement, speaker = (pq.read_schema(out / f"{level}.parquet") for level in ("statement", "speaker"))
    assert statement.field("start").type == speaker.field("n_statements").type == pa.int64()
    assert statement.field("on_target").type == statement.field("abstained").type == pa.bool_()
    assert statement.field("relevance").type == pa.float64()
    assert statement.field("confidence").type == speaker.field("low").type == pa.float64()
    assert speaker.field("evidence").type == pa.list_(pa.string())
    assert statement.field("text").type == pa.string()


def test_rows_say_what_stands_in_the_articles(articles, out, tiny_model):
    stance.score_files(articles, output=out / "t.jsonl", model=tiny_model)
    stance.score_files(articles, output=out / "s.jsonl", model=tiny_model, level="speaker")
    texts = {f"a{number}": text_of(number) for number in range(5)}
    for row in read_jsonl(out / "t.jsonl"):
        assert row["text"] in texts[row["article_id"]][row["start"] : row["end"]]
        assert row["p_against"] + row["p_favor"] + row["p_neutral"] == pytest.approx(1)
        assert row["confidence"] == max(row["p_against"], row["p_favor"], row["p_neutral"])
        assert row["model_id"].startswith("tiny-")
    for row in read_jsonl(out / "s.jsonl"):
        assert row["evidence"]
        assert all(quote in texts[row["article_id"]] for quote in row["evidence"])


def test_rows_are_those_of_the_analyzer(articles, out, tiny_model):
    stance.score_files(articles, output=out / "t.jsonl", model=tiny_model)
    analyzer = stance.StanceAnalyzer.load(tiny_model)
    expected = [row for found in analyzer.analyze_many(stance.iter_articles(articles)) for row in found.to_rows()]
    assert read_jsonl(out / "t.jsonl") == expected


def test_processes_do_not_change_a_byte(tmp_path, out, tiny_model):
    articles = write_articles(tmp_path / "in" / "many.jsonl", 140)
    for n_jobs in (1, 2):
        stance.score_files(articles, output=out / f"{n_jobs}.jsonl", model=tiny_model, n_jobs=n_jobs)
    assert (out / "1.jsonl").read_bytes() == (out / "2.jsonl").read_bytes()
    assert len({row["article_id"] for row in read_jsonl(out / "2.jsonl")}) == 140


def test_one_article_that_cannot_be_analyzed_is_lost_alone(articles, out, tiny_model, monkeypatch):
    extract = stance.analyzer.extract

    def fail_on_one(article):
        if article.id == "a2":
            raise ZeroDivisionError("made to fail")
        return extract(article)

    monkeypatch.setattr(stance.analyzer, "extract", fail_on_one)
    told = []
    summary = stance.score_files(articles, output=out / "t.jsonl", model=tiny_model, on_error=told.append)
    assert (summary.n_read, summary.n_written, summary.n_failed) == (5, 8, 1)
    assert {row["article_id"] for row in read_jsonl(out / "t.jsonl")} == {"a0", "a1", "a3", "a4"}
    (error,) = read_errors(out / "t.jsonl")
    assert error == {
        "article_id": "a2",
        "path": f"{articles}, row 3",
        "error": f"{articles}, row 3: the analysis failed (ZeroDivisionError: made to fail).",
    }
    assert [str(failure) for failure in told] == [error["error"]]


def test_articles_that_cannot_be_read_are_in_the_journal(articles, out, tiny_model):
    with articles.open("a", encoding="utf-8") as file:
        file.write('\n{broken\n{"id": "a0", "text": "again"}\n{"id": "n", "text": null}\n')
        file.write(json.dumps({"id": "last", "text": text_of(0)}))
    summary = stance.score_files(articles, output=out / "t.jsonl", model=tiny_model)
    assert (summary.n_read, summary.n_failed) == (6, 3)
    assert summary.errors == str(out / "t.jsonl.errors.jsonl")
    assert [error["article_id"] for error in read_errors(out / "t.jsonl")] == [None, "a0", "n"]
    assert read_jsonl(out / "t.jsonl")[-1]["article_id"] == "last"


@pytest.mark.parametrize("exception", [KeyboardInterrupt, MemoryError])
def test_what_is_cut_short_leaves_nothing(tmp_path, out, tiny_model, exception):
    articles = write_articles(tmp_path / "in" / "many.jsonl", 70)

    def stop(done, failed):
        raise exception

    for suffix in ("jsonl", "csv", "parquet"):
        with pytest.raises(exception):
            stance.score_files(articles, output=out / f"t.{suffix}", model=tiny_model, progress=stop)
    assert list(out.iterdir()) == []


def test_existing_output_is_kept_without_overwrite(articles, out, tiny_model):
    path = out / "t.jsonl"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputExistsError, match="exists already"):
        stance.score_files(articles, output=path, model=tiny_model)
    assert path.read_text(encoding="utf-8") == "mine"
    stance.score_files(articles, output=path, model=tiny_model, overwrite=True)
    assert len(read_jsonl(path)) == 10


def test_folder_gets_a_file_named_after_its_rows(articles, out, tiny_model):
    stance.score_files(articles, output=out, model=tiny_model)
    stance.score_files(articles, output=out, model=tiny_model, level="speaker", file_format="csv")
    tables = [file.name for file in out.iterdir() if "duplicates" not in file.name]
    assert sorted(tables) == ["speakers.csv", "statements.jsonl"]


def test_folder_of_the_output_is_made(articles, out, tiny_model):
    stance.score_files(articles, output=out / "new/deep/t.jsonl", model=tiny_model)
    assert len(read_jsonl(out / "new/deep/t.jsonl")) == 10


def test_limit_and_progress(tmp_path, out, tiny_model):
    articles = write_articles(tmp_path / "in" / "many.jsonl", 80)
    calls = []
    summary = stance.score_files(
        articles, output=out / "t.jsonl", model=tiny_model, limit=66, progress=lambda *call: calls.append(call)
    )
    assert summary.n_read == 66
    assert calls == [(64, 0), (66, 0)]


def test_half_of_an_emoji_is_scored_and_written(tmp_path, out, tiny_model):
    path = tmp_path / "t.jsonl"
    path.write_text(
        '{"id": "a", "text": "\\"We want no troops \\ud83d here,\\" said Senator Ana Ruiz."}', encoding="utf-8"
    )
    for suffix in ("jsonl", "csv", "parquet"):
        for level in ("statement", "speaker"):
            output = out / f"{level}.{suffix}"
            assert stance.score_files(path, output=output, model=tiny_model, level=level).n_written == 1
    assert "troops \\ud83d here" in (out / "statement.csv").read_text(encoding="utf-8")
    assert "troops \\ud83d here" in pq.read_table(out / "speaker.parquet").to_pylist()[0]["evidence"][0]


def test_model_written_anew_is_read_anew(articles, out, trained, tmp_path):
    trained.save(tmp_path / "model")
    stance.score_files(articles, output=out / "one.jsonl", model=tmp_path / "model")
    other = stance.StanceClassifier(C=0.01, calibration_folds=None).fit(
        ["no troops", "send troops", "they met"], ["against", "favor", "neutral"]
    )
    stance.save_model(other, tmp_path / "model", config={}, overwrite=True)
    stance.score_files(articles, output=out / "two.jsonl", model=tmp_path / "model")
    assert read_jsonl(out / "one.jsonl")[0]["model_id"] != read_jsonl(out / "two.jsonl")[0]["model_id"]


def test_wrong_arguments_are_told_before_any_work(articles, out, tiny_model, tmp_path):
    with pytest.raises(InputError, match="level: 'word' is not one of 'statement', 'speaker'"):
        stance.score_files(articles, output=out / "t.jsonl", level="word")
    with pytest.raises(InputError, match="n_jobs: 0 processes"):
        stance.score_files(articles, output=out / "t.jsonl", n_jobs=0)
    with pytest.raises(SourceNotFoundError, match="gone"):
        stance.score_files(tmp_path / "gone", output=out / "t.jsonl", model=tiny_model)
    with pytest.raises(ModelNotFoundError, match=r"no config\.json in any of"):
        stance.score_files(articles, output=out / "t.jsonl", model=tmp_path / "gone")
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    (damaged / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match="is not JSON"):
        stance.score_files(articles, output=out / "t.jsonl", model=damaged)
    assert list(out.iterdir()) == []

import json
import shutil
import sqlite3

import pyarrow.parquet as pq
import pytest

import stance
from stance.batch import pipeline
from stance.errors import InputError, OutputExistsError, ResumeError
from tests.batch.conftest import contents


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr(pipeline, "ARTICLES_A_BLOCK", 8)
    monkeypatch.setattr(pipeline, "ARTICLES_A_PART", 24)


def rows_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def n_parts(folder):
    return len(list(folder.glob("part-*")))


class Stopped(Exception):
    pass


def stop_at(number):
    def progress(n_read, n_failed):
        if n_read >= number:
            raise Stopped

    return progress


@pytest.mark.parametrize("file_format", ["jsonl", "csv", "parquet"])
def test_parts_and_the_file_put_together_hold_the_rows_of_a_plain_run(archive, tmp_path, tiny_model, file_format):
    plain = tmp_path / f"plain.{file_format}"
    stance.score_files(archive, output=plain, model=tiny_model)
    whole = tmp_path / f"whole.{file_format}"
    with pytest.raises(Stopped):
        stance.score_files(archive, output=whole, model=tiny_model, resume=True, progress=stop_at(60))
    assert not whole.exists()
    assert n_parts(tmp_path / f"whole.{file_format}.parts") == 2
    summary = stance.score_files(archive, output=whole, model=tiny_model, resume=True)
    assert (summary.n_read, summary.n_resumed, summary.n_failed, summary.n_duplicates) == (100, 48, 3, 10)
    assert whole.read_bytes() == plain.read_bytes()
    for kind in ("errors", "duplicates"):
        lists = [path.with_name(f"{path.name}.{kind}.jsonl").read_bytes() for path in (plain, whole)]
        assert lists[0] == lists[1]
    (tmp_path / "parts").mkdir()
    stance.score_files(archive, output=tmp_path / "parts", file_format=file_format, model=tiny_model, resume=True)
    assert n_parts(tmp_path / "parts") == 5
    if file_format == "parquet":
        assert pq.read_table(tmp_path / "parts") == pq.read_table(plain)  # the folder is a data set
        assert summary.n_written == pq.read_table(plain).num_rows


def test_second_run_scores_what_is_new_only(archive, tmp_path, tiny_model, monkeypatch):
    few = tmp_path / "few.jsonl"
    lines = archive.read_text(encoding="utf-8").splitlines()
    few.write_text("\n".join(lines[:50]), encoding="utf-8")
    output = tmp_path / "t.jsonl"
    first = stance.score_files(few, output=output, model=tiny_model, resume=True)
    before = contents(tmp_path / "t.jsonl.parts")
    few.write_text("\n".join(lines), encoding="utf-8")
    second = stance.score_files(few, output=output, model=tiny_model, resume=True)
    assert (first.n_read, first.n_resumed) == (48, 0)
    assert (second.n_read, second.n_resumed) == (100, 48)
    assert before.items() <= contents(tmp_path / "t.jsonl.parts").items()
    ids = list(dict.fromkeys(row["article_id"] for row in rows_of(output)))
    assert ids == [f"a{number}" for number in range(100)]
    monkeypatch.setattr("stance.analyzer.extract", lambda article: pytest.fail("scored again"))
    third = stance.score_files(few, output=output, model=tiny_model, resume=True)
    assert (third.n_read, third.n_resumed, third.n_written) == (100, 100, second.n_written)


def test_a_file_that_was_put_together_too_early_is_put_together_again(archive, tmp_path, tiny_model, monkeypatch):
    output = tmp_path / "t.jsonl"
    stance.score_files(archive, output=output, model=tiny_model, resume=True, limit=30)
    with monkeypatch.context() as patch:
        patch.setattr("stance.batch.parts._assemble", lambda *args: (_ for _ in ()).throw(Stopped))
        with pytest.raises(Stopped):
            stance.score_files(archive, output=output, model=tiny_model, resume=True)
    stance.score_files(archive, output=output, model=tiny_model, resume=True)
    assert len({row["article_id"] for row in rows_of(output)}) == 100


def test_failed_articles_are_tried_again_and_the_others_are_not(archive, tmp_path, tiny_model, monkeypatch):
    extract = stance.analyzer.extract
    scored = []

    def fail_on_one(article):
        scored.append(article.id)
        if article.id == "a5":
            raise MemoryError("made to fail")
        return extract(article)

    output = tmp_path / "t.jsonl"
    with monkeypatch.context() as patch:
        patch.setattr("stance.analyzer.extract", fail_on_one)
        first = stance.score_files(archive, output=output, model=tiny_model, resume=True)
    assert first.n_failed == 4  # beside the three broken records
    assert "a95" in scored  # its copy is not lost with it
    errors = {row["article_id"]: row["error"] for row in rows_of(tmp_path / "t.jsonl.errors.jsonl")}
    assert "MemoryError: made to fail" in errors["a5"]
    second = stance.score_files(archive, output=output, model=tiny_model, resume=True)
    assert (second.n_failed, second.n_resumed) == (3, 99)
    assert len({row["article_id"] for row in rows_of(output)}) == 100


def test_copies_are_scored_once_and_listed(archive, tmp_path, tiny_model, monkeypatch):
    extract = stance.analyzer.extract
    scored = []
    monkeypatch.setattr("stance.analyzer.extract", lambda article: scored.append(article.id) or extract(article))
    summary = stance.score_files(archive, output=tmp_path / "t.jsonl", model=tiny_model)
    listed = {row["article_id"]: row["duplicate_of"] for row in rows_of(tmp_path / "t.jsonl.duplicates.jsonl")}
    assert listed == {f"a{number}": f"a{number - 90}" for number in range(90, 100)}
    assert summary.n_duplicates == 10
    assert summary.duplicates == str(tmp_path / "t.jsonl.duplicates.jsonl")
    assert not set(scored) & set(listed)
    rows = rows_of(tmp_path / "t.jsonl")
    for copy, first in listed.items():
        of = {one: [{**row, "article_id": ""} for row in rows if row["article_id"] == one] for one in (copy, first)}
        assert of[copy] == of[first] != []


def test_a_copy_that_comes_late_is_scored_for_itself_with_the_same_rows(archive, tmp_path, tiny_model, monkeypatch):
    stance.score_files(archive, output=tmp_path / "one.jsonl", model=tiny_model)
    monkeypatch.setattr(pipeline, "ARTICLES_REMEMBERED", 3)
    summary = stance.score_files(archive, output=tmp_path / "two.jsonl", model=tiny_model)
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
    assert summary.n_duplicates == 10


def test_other_settings_are_refused_by_name(archive, tmp_path, tiny_model):
    given = {"output": tmp_path / "t.jsonl", "model": tiny_model, "resume": True}
    stance.score_files(archive, **given, limit=30)
    before = contents(tmp_path)
    other = tmp_path.parent / f"{tmp_path.name}-other"
    shutil.copytree(tiny_model, other)
    config = (other / "config.json").read_text(encoding="utf-8")
    (other / "config.json").write_text(config.replace("U.S. intervention", "tariffs"), encoding="utf-8")
    for change, message in (
        ({"level": "speaker"}, "level 'statement' (now 'speaker')"),
        ({"model": other}, "target 'U.S. intervention' (now 'tariffs')"),
        ({"shard": "1/2"}, "selection 'every article' (now '1/2')"),
        ({"where": "date>=2026-01-05"}, "selection 'every article' (now 'date>=2026-01-05')"),
        ({"id_column": "key"}, "id_column 'id' (now 'key')"),
        ({"text_column": "body"}, "text_column 'text' (now 'body')"),
    ):
        with pytest.raises(ResumeError) as caught:
            stance.score_files(archive, **{**given, **change})
        assert message in str(caught.value)
        assert "name another output, or remove the folder to start over" in str(caught.value)
    assert contents(tmp_path) == before
    assert stance.score_files(archive, **given, n_jobs=1).n_resumed == 30  # neither the limit nor the processes matter


def test_an_article_that_has_changed_fails_and_keeps_its_rows(archive, tmp_path, tiny_model):
    source = tmp_path / "in.jsonl"
    shutil.copy(archive, source)
    output = tmp_path / "t.jsonl"
    stance.score_files(source, output=output, model=tiny_model, resume=True)
    before = output.read_bytes()
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("accept 7 foreign", "accept 7 or 8 foreign"), encoding="utf-8")
    summary = stance.score_files(source, output=output, model=tiny_model, resume=True)
    assert (summary.n_failed, summary.n_resumed) == (5, 98)  # a7 and its copy a97
    assert (
        "row 8: the text of 'a7' has changed since it was scored"
        in (rows_of(tmp_path / "t.jsonl.errors.jsonl")[0]["error"])
    )
    assert output.read_bytes() == before


def test_damage_is_told(archive, tmp_path, tiny_model):
    given = {"output": f"{tmp_path}/out/", "model": tiny_model, "resume": True}
    stance.score_files(archive, **given)
    part = tmp_path / "out/part-00001.jsonl"
    whole = part.read_bytes()
    part.write_bytes(whole[:-10])
    with pytest.raises(ResumeError, match=rf"part-00001\.jsonl: has {len(whole) - 10:,} bytes, and had {len(whole):,}"):
        stance.score_files(archive, **given)
    part.unlink()
    with pytest.raises(ResumeError, match=r"part-00001\.jsonl: is missing"):
        stance.score_files(archive, **given)
    part.write_bytes(whole)
    (tmp_path / "out/_journal.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(ResumeError, match=r"_journal\.sqlite: is damaged"):
        stance.score_files(archive, **given)


def test_two_runs_at_once_are_refused(archive, tmp_path, tiny_model):
    given = {"output": f"{tmp_path}/out/", "model": tiny_model, "resume": True}

    def begin_another(n_read, n_failed):
        with pytest.raises(ResumeError, match="another run is writing to this output"):
            stance.score_files(archive, **given)

    summary = stance.score_files(archive, **given, limit=40, progress=begin_another)
    assert summary.n_read == 40


def test_what_cannot_be_resumed(archive, tmp_path, tiny_model):
    given = {"model": tiny_model, "resume": True}
    with pytest.raises(InputError, match="standard output keeps nothing"):
        stance.score_files(archive, output="-", **given)
    with pytest.raises(InputError, match="goes on, and overwrite=True"):
        stance.score_files(archive, output=tmp_path / "t.csv", overwrite=True, **given)
    stance.score_files(archive, output=tmp_path / "t.jsonl", model=tiny_model, limit=8)
    with pytest.raises(OutputExistsError, match=r"t\.jsonl: exists already, and no run that can be resumed wrote it"):
        stance.score_files(archive, output=tmp_path / "t.jsonl", **given)
    (tmp_path / "out").mkdir()
    (tmp_path / "out/part-00000.jsonl").touch()
    with pytest.raises(OutputExistsError, match=r"part-00000\.jsonl: exists already"):
        stance.score_files(archive, output=tmp_path / "out", **given)
    (tmp_path / "out/part-00000.jsonl").unlink()
    stance.score_files(archive, output=tmp_path / "out", **given, limit=8)
    with pytest.raises(OutputExistsError, match="holds the parts of a run that can be resumed"):
        stance.score_files(archive, output=tmp_path / "out", model=tiny_model)


def test_journal_says_what_is_where(archive, tmp_path, tiny_model):
    stance.score_files(archive, output=f"{tmp_path}/out/", model=tiny_model, resume=True)
    with sqlite3.connect(tmp_path / "out/_journal.sqlite") as journal:
        done = {key: (content, part, first) for key, content, part, first in journal.execute("SELECT * FROM done")}
        (model_id,) = journal.execute("SELECT value FROM settings WHERE name = 'model'").fetchone()
    journal.close()
    assert done.keys() == {f"a{number}" for number in range(100)}
    assert done["a90"][0] == done["a0"][0]
    assert (done["a90"][2], done["a0"][1], done["a90"][1]) == ("a0", 1, 4)
    assert model_id.startswith("tiny-")


def test_no_article_gives_a_table_without_rows(tmp_path, tiny_model):
    (tmp_path / "in.jsonl").write_text("", encoding="utf-8")
    for suffix in ("csv", "parquet", "jsonl"):
        output = tmp_path / f"t.{suffix}"
        assert stance.score_files(tmp_path / "in.jsonl", output=output, model=tiny_model, resume=True).n_written == 0
        assert output.exists()
    assert pq.read_table(tmp_path / "t.parquet").num_rows == 0


@pytest.mark.parametrize("suffix", ["csv", "parquet", "jsonl"])
def test_statements_are_resumed_row_by_row(tmp_path, tiny_model, monkeypatch, suffix):
    monkeypatch.setattr("stance.batch.statements._ROWS_A_BLOCK", 10)
    monkeypatch.setattr("stance.batch.statements._ROWS_A_PART", 20)
    lines = [json.dumps({"n": n, "text": "" if n == 33 else f"We want no {n} troops."}) for n in range(70)]
    lines[15:15] = ["{broken"]
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(lines[:60]), encoding="utf-8")
    given = {"output": tmp_path / f"t.{suffix}", "model": tiny_model}
    with pytest.raises(Stopped):
        stance.score_statements(source, **given, resume=True, progress=stop_at(50))
    source.write_text("\n".join(lines), encoding="utf-8")  # it has grown at its end
    summary = stance.score_statements(source, **given, resume=True)
    assert (summary.n_read, summary.n_resumed, summary.n_written, summary.n_failed) == (70, 40, 70, 2)
    plain = tmp_path / f"plain.{suffix}"
    stance.score_statements(source, output=plain, model=tiny_model)
    assert plain.read_bytes() == given["output"].read_bytes()
    assert plain.with_name(f"{plain.name}.errors.jsonl").read_bytes() == (
        given["output"].with_name(f"t.{suffix}.errors.jsonl").read_bytes()
    )
    source.write_text("\n".join([lines[1], *lines]), encoding="utf-8")
    with pytest.raises(ResumeError, match=r"row 1: has changed since it was scored\. Only a table that grows"):
        stance.score_statements(source, **given, resume=True)

import contextlib
import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from stance.types import SPEAKER_COLUMNS, STATEMENT_COLUMNS

TEXT = "“We will never accept foreign troops,” said Governor Ana Ruiz. “Send the marines,” said Governor Mary Dunn."


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A working folder with one good article and one that is empty."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def score(run, tiny_model):
    return lambda *args, **options: run("score", "--model", tiny_model, *args, **options)


def rows_of(text):
    return [json.loads(line) for line in text.splitlines()]


def test_jsonl_goes_to_standard_output(score):
    ran = score("good.txt")
    assert (ran.code, ran.err) == (0, "")
    rows = rows_of(ran.out)
    assert [row["speaker"] for row in rows] == ["Ana Ruiz", "Mary Dunn"]
    assert tuple(rows[0]) == STATEMENT_COLUMNS
    assert TEXT[rows[1]["start"] : rows[1]["end"]].strip("“,”") == rows[1]["text"] == "Send the marines"


def test_csv_of_speakers(score):
    ran = score("good.txt", "--format", "csv", "--level", "speaker")
    header, *rows = csv.reader(ran.out.splitlines())
    assert tuple(header) == SPEAKER_COLUMNS
    assert [row[1] for row in rows] == ["Ana Ruiz", "Mary Dunn"]


def test_file_and_summary(score, folder):
    ran = score("good.txt", "--output", "new/t.jsonl")
    assert ran == (0, "", "new/t.jsonl: 2 rows from 1 read; 0 failed\n")
    assert len(rows_of((folder / "new/t.jsonl").read_text(encoding="utf-8"))) == 2


def test_failures_are_journaled_beside_the_file(score, folder):
    ran = score("good.txt", "empty.txt", "-o", "t.csv")
    assert ran == (3, "", "t.csv: 2 rows from 1 read; 1 failed, listed in t.csv.errors.jsonl\n")
    (error,) = rows_of((folder / "t.csv.errors.jsonl").read_text(encoding="utf-8"))
    assert error == {
        "article_id": "empty",
        "path": "empty.txt",
        "error": "empty.txt: the text is empty. Remove the article or fill it.",
    }


def test_failures_are_told_where_there_is_no_journal(score):
    ran = score("empty.txt", "good.txt")
    assert ran.code == 3
    assert len(rows_of(ran.out)) == 2
    assert ran.err == "stance: empty.txt: the text is empty. Remove the article or fill it.\n"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("x.txt", b"caf\xe9", "x.txt: byte 0xe9 at offset 3 is not UTF-8. Save the file as UTF-8."),
        ("x.txt", b"a\0b", "x.txt: holds a NUL character, as binary files do. Give the text of the article."),
        ("x.jsonl", b'{"text": null}', "x.jsonl, row 1: the text 'text' is null; the columns are text."),
        ("x.jsonl", b"[]", "x.jsonl, line 1: holds a list, expected an object."),
        ("x.csv", b"text\na,b\n", "x.csv, row 2: has not as many cells as the header (1)."),
        ("x.csv", b'text\n"a\n', "x.csv, line 2: unexpected end of data."),
        ("x.csv", b"body\na\n", "x.csv: there is no column 'text' for the text; the columns are body."),
        ("x.parquet", b"PAR1", "x.parquet, after row 0: is not a Parquet file that can be read"),
    ],
)
def test_bad_article_beside_a_good_one(score, folder, name, data, message):
    (folder / name).write_bytes(data)
    ran = score(name, "good.txt")
    assert ran.code == 3
    assert len(rows_of(ran.out)) == 2
    assert ran.err.startswith(f"stance: {message}")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["gone.txt"], "gone.txt: there is no such file or folder."),
        (["--statements", "gone.csv"], "gone.csv: there is no such file. Give a table of statements."),
        (["void"], "void: the folder holds no file ending in .txt"),
        (["a.doc"], "a.doc: .doc suffix; files that are read end in .txt"),
        (["good.txt", "-o", "t.xls"], "output: t.xls ends in .xls; expected jsonl, csv, parquet."),
        (["good.txt", "-o", "good.txt"], "output: good.txt ends in .txt; expected"),
        (["good.txt", "-o", "taken.csv"], "taken.csv: exists already. Name another file, or pass overwrite=True"),
        (["good.txt", "--format", "parquet"], "format: 'parquet' cannot go to standard output."),
        (["good.txt", "-m", "gone"], "model 'gone': no config.json in any of gone, "),
        (["good.txt", "-m", "broken"], "broken/weights.npz: missing beside config.json. Train the model again"),
        (["good.txt", "--shard", "3/2"], "shard: '3/2' is not one of 1/N to N/N."),
        (["good.txt", "--where", "title=x"], "where: 'title=x' is not a condition on the date. Give for example"),
        (["good.txt", "--resume"], "resume: standard output keeps nothing to go on from."),
        (["good.txt", "--resume", "--overwrite", "-o", "t.csv"], "resume: goes on, and overwrite=True (--overwrite)"),
        (["good.txt", "--resume", "-o", "taken.csv"], "taken.csv: exists already, and no run that can be resumed"),
        (["good.txt", "--scheduler", "tcp://x:1"], "scheduler: belongs to engine='dask' (--engine dask)."),
        (["good.txt", "--jobs", "0"], "n_jobs: 0 processes; give 1 or more, or -1 for every core (--jobs)."),
    ],
)
def test_what_fails_altogether_is_1_and_leaves_nothing(score, folder, tiny_model, args, message):
    (folder / "void").mkdir()
    (folder / "broken").mkdir()
    (folder / "broken" / "config.json").write_bytes((tiny_model / "config.json").read_bytes())
    for name in ("a.doc", "taken.csv"):
        (folder / name).touch()
    before = sorted(folder.rglob("*"))
    ran = score(*args)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"stance: {message}")
    assert ran.err.count("\n") == 1
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ([], "Give articles (SOURCE...) or a table of statements (--statements FILE), one of them."),
        (["good.txt", "--statements", "t.csv"], "one of them."),
        (["good.txt", "--format", "table", "-o", "t.csv"], "--format table goes to standard output."),
        (["--statements", "t.csv", "--format", "table"], "--format table is for articles."),
        (["--statements", "t.csv", "--level", "speaker"], "--level is for articles"),
        (["--statements", "t.csv", "--where", "date>2026-01-01"], "--where is for articles"),
        (["--statements", "t.csv", "--shard", "1/2"], "--shard is for articles"),
        (["good.txt", "--format", "table", "--resume"], "--resume and --engine are for output to a file or folder."),
        (["good.txt", "--engine", "spark"], "'spark' is not one of 'local', 'dask'"),
        (["good.txt", "--limit", "0"], "0 is not in the range x>=1"),
        (["-", "--stdin-format", "xml"], "'xml' is not one of 'txt', 'csv', 'tsv', 'jsonl'"),
    ],
)
def test_wrong_usage_is_2(score, args, message):
    ran = score(*args)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_overwrite(score, folder):
    (folder / "t.csv").touch()
    assert score("good.txt", "-o", "t.csv", "--overwrite").code == 0
    assert (folder / "t.csv").stat().st_size


def test_standard_input(score):
    as_text = score("-", stdin=TEXT.encode())
    as_lines = score("-", "--stdin-format", "jsonl", stdin=json.dumps({"id": "stdin", "text": TEXT}).encode())
    assert as_text == as_lines
    assert [row["article_id"] for row in rows_of(as_text.out)] == ["stdin", "stdin"]


def test_names_of_columns_and_limit(score, folder):
    lines = [json.dumps({"key": key, "body": TEXT}) for key in "abc"]
    (folder / "t.jsonl").write_text("\n".join(lines), encoding="utf-8")
    ran = score("t.jsonl", "--text-column", "body", "--id-column", "key", "--limit", "2")
    assert [row["article_id"] for row in rows_of(ran.out)] == ["a", "a", "b", "b"]


def test_offsets_count_carriage_returns_and_no_byte_order_mark(score, folder):
    text = f"Headline\r\n\r\n{TEXT}\r\n"
    (folder / "crlf.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    row = rows_of(score("crlf.txt").out)[0]
    assert text[row["start"] : row["end"]] == "“We will never accept foreign troops,”"


def test_table_of_speakers(score, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    ran = score("good.txt", "empty.txt", "--format", "table")
    assert ran.code == 3
    assert ran.out.startswith("good\n\nAna Ruiz: against  p 0.")
    assert "of 1 statement\n" in ran.out
    assert "    “We will never accept foreign troops,”" in ran.out
    assert ran.err == "stance: empty.txt: the text is empty. Remove the article or fill it.\n"


def test_table_of_statements_marks_what_is_off_target(score, folder, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    (folder / "x.txt").write_text("Ana Ruiz: “Zzyzx qwrk.”\n\n“No foreign troops,” said Mary Dunn.", encoding="utf-8")
    ran = score("x.txt", "--format", "table", "--level", "statement")
    assert ran.code == 0
    assert ran.out.count("off-target") == 1
    assert ran.out.index("Zzyzx") < ran.out.index("off-target") < ran.out.index("Mary Dunn")


def test_brackets_and_colons_of_a_text_are_no_markup(score, folder, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    text = "“No [bold]foreign[/x] troops :warning: here,” said Ana Ruiz."
    (folder / "t.jsonl").write_text(json.dumps({"title": "[/b] News", "text": text}), encoding="utf-8")
    for level in ("speaker", "statement"):
        ran = score("t.jsonl", "--format", "table", "--level", level)
        assert ran.code == 0
        assert "[/b] News" in ran.out
        assert "No [bold]foreign[/x] troops :warning: here" in ran.out


def test_table_is_what_a_terminal_gets(score, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert "Ana Ruiz: " in score("good.txt").out.splitlines()[2]
    assert score("good.txt", "--format", "jsonl").out.startswith("{")


def test_ready_made_statements(score, folder):
    (folder / "t.csv").write_text("id,quote\n1,No troops.\n2,\n3,NA\n", encoding="utf-8")
    ran = score("--statements", "t.csv", "--text-column", "quote", "-o", "out.csv")
    assert ran == (3, "", "out.csv: 3 rows from 3 read; 1 failed, listed in out.csv.errors.jsonl\n")
    rows = list(csv.DictReader((folder / "out.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["id"], row["quote"], bool(row["stance"])) for row in rows] == [
        ("1", "No troops.", True), ("2", "", False), ("3", "NA", True)
    ]  # fmt: skip
    assert score("--statements", "t.csv", "--text-column", "quote").err == (
        "stance: t.csv, row 3: 'quote' is empty, expected a statement.\n"
    )


@pytest.mark.parametrize("output", ["t.jsonl", "t.csv", "t.parquet"])
def test_interruption_leaves_nothing(score, folder, monkeypatch, output):
    def interrupt(article):
        raise KeyboardInterrupt

    monkeypatch.setattr("stance.analyzer.extract", interrupt)
    before = sorted(folder.iterdir())
    assert score("good.txt", "-o", output).code == 130
    assert sorted(folder.iterdir()) == before


def dated(folder):
    rows = [
        {"id": f"a{n}", "day": f"2026-01-{n:02d}", "text": TEXT.replace("accept", f"accept {n}")} for n in range(1, 9)
    ]
    rows.append({"id": "copy", "day": "2026-01-09", "text": rows[0]["text"]})
    (folder / "t.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return "t.jsonl"


def ids_of(text):
    return list(dict.fromkeys(row["article_id"] for row in rows_of(text)))


def test_dates_shards_and_copies(score, folder):
    source = dated(folder)
    options = ("--date-column", "day", "--where", "date>=2026-01-02", "--where", "date<2026-01-05")
    assert ids_of(score(source, *options).out) == ["a2", "a3", "a4"]
    shards = [ids_of(score(source, "--shard", f"{number}/2").out) for number in (1, 2)]
    assert sorted(shards[0] + shards[1]) == sorted([f"a{n}" for n in range(1, 9)] + ["copy"])
    ran = score(source, "-o", "out.csv")
    copies = "1 duplicates, listed in out.csv.duplicates.jsonl"
    assert ran == (0, "", f"out.csv: 18 rows from 9 read; 0 failed; {copies}\n")
    assert score(source, "--where", "date>=2026-01-02").code == 3  # there is no column of that name


def test_selection_holds_for_the_table_on_a_terminal_too(score, folder):
    options = ("--date-column", "day", "--where", "date=2026-01-03", "--format", "table")
    ran = score(dated(folder), *options)
    assert ran.out.startswith("a3\n\nAna Ruiz")
    assert "a4" not in ran.out


def test_interrupted_run_resumes(score, folder, monkeypatch):
    source = dated(folder)
    monkeypatch.setattr("stance.batch.pipeline.ARTICLES_A_PART", 4)
    monkeypatch.setattr("stance.batch.pipeline.ARTICLES_A_BLOCK", 4)
    from stance.analyzer import extract

    def interrupt(article):
        if article.id == "a6":
            raise KeyboardInterrupt
        return extract(article)

    with monkeypatch.context() as patch:
        patch.setattr("stance.analyzer.extract", interrupt)
        ran = score(source, "-o", "out/", "--format", "csv", "--resume")
    assert (ran.code, ran.out) == (130, "")
    assert [path.name for path in sorted((folder / "out").iterdir())] == ["_journal.sqlite", "part-00000.csv"]
    ran = score(source, "-o", "out/", "--format", "csv", "--resume")
    assert ran.code == 0
    assert ran.err.startswith("out/: 18 rows from 9 read (4 of them before); 0 failed; 1 duplicates, listed in ")
    assert sorted(path.name for path in (folder / "out").glob("part-*")) == [f"part-0000{n}.csv" for n in range(3)]
    refused = score(source, "-o", "out/", "--format", "csv", "--resume", "--level", "speaker")
    assert refused.code == 1
    assert "out: was begun with level 'statement' (now 'speaker')" in refused.err


def test_reader_that_goes_away_is_no_error(folder, tiny_model):
    lines = [json.dumps({"id": f"a{n}", "text": TEXT.replace("accept", f"accept {n}")}) for n in range(200)]
    (folder / "t.jsonl").write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "stance.cli", "score", "t.jsonl", "--model", tiny_model]
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_terminal_gets_rate_time_left_and_failures(folder, tiny_model):
    import pty

    lines = [json.dumps({"id": f"a{n}", "text": TEXT.replace("accept", f"accept {n}")}) for n in range(700)]
    (folder / "t.jsonl").write_text("\n".join(["{broken", *lines]), encoding="utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "stance.cli", "score", "t.jsonl", "--model", tiny_model, "-o", "out.jsonl"]
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "COLUMNS": "120", "TERM": "xterm"}
    with subprocess.Popen(command, stderr=theirs, env=env) as process:
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # how a pseudo-terminal ends
            while data := os.read(ours, 65536):
                shown += data
    os.close(ours)
    assert process.returncode == 3
    assert re.search(rb"score \(1 failed\).*?\d+/701.*?\d/s.*?0:00:0\d", shown, flags=re.S)


def test_html_without_its_extra(score, folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    (folder / "page.html").touch()
    ran = score("page.html")
    assert ran == (1, "", 'stance: page.html: HTML needs trafilatura: pip install "stancekit[html]".\n')

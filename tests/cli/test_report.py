import json

import pytest

TEXT = "“We will never accept foreign troops,” said Governor Ana Ruiz. “Send the marines,” said Governor Mary Dunn."


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A working folder with an article, a table of two, and one that is empty."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("\n", encoding="utf-8")
    rows = [{"id": key, "title": f"Story {key}", "date": f"2025-0{key}-01", "text": TEXT} for key in (1, 2)]
    (tmp_path / "news.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return tmp_path


@pytest.fixture
def report(run, tiny_model):
    return lambda *args, **options: run("report", "--model", tiny_model, *args, **options)


def text_of(path):
    return path.read_text(encoding="utf-8")


def test_one_article(report, folder):
    ran = report("good.txt", "-o", "new/a.html")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("new/a.html: 0.0")
    assert "The article, with its statements marked" in text_of(folder / "new/a.html")


def test_standard_input(report, folder):
    assert report("-", "-o", "a.html", stdin=TEXT.encode()).code == 0
    assert "Ana Ruiz" in text_of(folder / "a.html")


def test_corpus_with_pages(report, folder):
    ran = report("news.jsonl", "-o", "c.html", "--pages", "--title", "Two stories")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.endswith("MB, and its articles in c-articles\n")
    assert "<h1>Two stories</h1>" in text_of(folder / "c.html")
    assert [path.name for path in sorted((folder / "c-articles").iterdir())] == ["1-1.html", "2-2.html"]


@pytest.mark.parametrize("table", ["t.jsonl", "t.csv", "t.parquet"])
def test_scored_table_with_the_articles_behind_it(report, run, tiny_model, folder, table):
    assert run("score", "--model", tiny_model, "news.jsonl", "-o", table).code == 0
    assert report(table, "-o", "bare.html").code == 0
    assert "<h1>t</h1>" in text_of(folder / "bare.html")
    assert "Story 1" not in text_of(folder / "bare.html")
    assert report(table, "--articles", "news.jsonl", "-o", "full.html", "--pages").code == 0
    assert "Story 1" in text_of(folder / "full.html")
    assert "Over time" in text_of(folder / "full.html")


@pytest.mark.parametrize("name", ["us-intervention", None])
def test_model(report, folder, tiny_model, name):
    assert report(name or tiny_model, "-o", "m.html").code == 0
    assert "What it takes for what" in text_of(folder / "m.html")


def test_articles_that_fail_are_told(report, folder):
    ran = report("empty.txt", "good.txt", "-o", "a.html")
    assert ran.code == 3
    assert ran.err.startswith("stance: empty.txt: the text is empty. Remove the article or fill it.\n")
    assert (folder / "a.html").is_file()


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["good.txt"], 2, "Missing option '--output'"),
        (["good.txt", "-o", "a.html", "--articles", "news.jsonl"], 2, "--articles is for a statement table."),
        (["good.txt", "-o", "a.html", "--data", "x.csv"], 2, "--data is for the page of a model."),
        (["good.txt", "-o", "a.txt"], 1, "output: a.txt ends in .txt; a page ends in .html."),
        (["good.txt", "-o", "taken.html"], 1, "taken.html: exists already."),
        (["empty.txt", "-o", "a.html"], 1, "no article could be read"),
        (["gone.txt", "-o", "a.html"], 1, "gone.txt: there is no such file or folder."),
        (["good.txt", "-o", "a.html", "-m", "gone"], 1, "model 'gone': no config.json"),
    ],
)
def test_what_fails_leaves_nothing(report, folder, args, code, message):
    (folder / "taken.html").touch()
    before = sorted(folder.rglob("*"))
    ran = report(*args)
    assert (ran.code, ran.out) == (code, "")
    assert message in ran.err
    assert "Traceback" not in ran.err
    assert sorted(folder.rglob("*")) == before


def test_a_table_of_another_models_statements_is_refused(report, run, folder, tiny_model):
    assert run("score", "--model", tiny_model, "news.jsonl", "-o", "t.jsonl").code == 0
    ran = report("t.jsonl", "-o", "a.html", "--model", "us-intervention")
    assert ran.code == 1
    assert "the statements were scored by tiny-" in ran.err

import datetime
import html
import re
import shutil

import pandas as pd
import pytest

import stance
from stance.errors import InputError, InputTypeError, ModelNotFoundError, OutputExistsError
from stance.types import Analysis, Article

DAY = datetime.date(2026, 1, 2)


@pytest.fixture
def write(tiny_model, tmp_path):
    def call(source, name="page.html", **options):
        return stance.write_report(source, tmp_path / name, **{"model": tiny_model, "date": DAY} | options)

    return call


def visible(page):
    body = re.sub(r"<(script|style|svg).*?</\1>", " ", page.split("<body>")[1], flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", body)).split())


def test_article_page(write, analyses, read_page):
    page = read_page(write(analyses[0]))
    text = visible(page)
    assert "<h1>Troops refused</h1>" in page
    assert "The Post · 2025-03-04" in text
    assert "Ana Ruiz" in text
    assert "The words that carried the decision" in text
    assert "statements that the model had not seen, it called" in text
    assert f"2026-01-02 with stance {stance.__version__}" in text
    assert re.search(r"SHA-256 [0-9a-f]{64}", text)
    # every statement: a place in the text, an entry, and links between them
    for number, _ in enumerate(analyses[0].statements, start=1):
        assert page.count(f'id="s{number}"') == page.count(f'id="d-s{number}"') == 1
        assert f'href="#d-s{number}"' in page
        assert f'href="#s{number}"' in page


def test_ids_are_unique(write, analyses, read_page):
    for source in (analyses[0], analyses, None):
        page = read_page(write(source, overwrite=True) if source else write_model(write))
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids))


def write_model(write):
    return write("us-intervention", "model.html", overwrite=True)


def test_article_without_a_statement(write, read_page, analyzer):
    text = visible(read_page(write(analyzer.analyze("It rained."))))
    assert "No speaker was found in this article." in text
    assert "None was found." in text


def test_corpus_page_and_its_articles(write, analyses, read_page, tmp_path):
    page = read_page(write(analyses, title="Three", pages=True))
    text = visible(page)
    for part in ("<h1>Three</h1>", "How the statements divide", "Over time", "By outlet", "Every statement"):
        assert part in page
    assert "The Post" in text
    links = set(re.findall(r'href="(page-articles/[^"]+)"', page))
    assert links == {"page-articles/1-one.html", "page-articles/2-two.html", "page-articles/3-x-onload-alert-1.html"}
    for link in links:
        assert 'href="../page.html"' in read_page(tmp_path / link)


def test_corpus_page_of_a_table_is_that_of_the_analyses(write, analyses, articles):
    frame = pd.concat([analysis.to_frame() for analysis in analyses], ignore_index=True)
    from_frame = write(frame, articles=articles).read_text(encoding="utf-8")
    assert from_frame == write(list(analyses), "other.html").read_text(encoding="utf-8")


def test_model_page(write, read_page):
    text = visible(read_page(write_model(write)))
    for part in (
        "What it takes for what",
        "Learning curve",
        "Accuracy by form",
        "Accuracy by phenomenon",
        "temperature",
    ):
        assert part in text


def test_a_model_that_nobody_has_measured(write, analyses, tiny_model, tmp_path, read_page):
    folder = tmp_path / "unmeasured" / tiny_model.name
    shutil.copytree(tiny_model, folder)
    (folder / "metrics.json").unlink()
    sources = {"article": analyses[0], "corpus": analyses, "model": folder}
    texts = {name: visible(read_page(write(source, f"{name}.html", model=folder))) for name, source in sources.items()}
    assert all("How often this model is wrong is not known here" in text for text in texts.values())
    assert "no share can be corrected" in texts["corpus"]
    assert "nobody has measured it" in texts["model"]


def test_learning_curve_on_the_models_data(write, statements, tiny_model, read_page):
    few = statements[statements["situation"].isin(statements["situation"].unique()[:4])]
    page = read_page(write(tiny_model, data=few))
    assert "Macro-F1 on the same held-out groups" in page
    assert "Not measured." in read_page(write(tiny_model, "without.html"))


def test_what_an_article_says_is_never_markup(write, analyses, read_page, tmp_path):
    write(analyses, pages=True)
    for path in (write(analyses[2], "one.html"), tmp_path / "page.html", *tmp_path.glob("page-articles/3*.html")):
        page = read_page(path)
        assert "&lt;script&gt;document.title" in page
        assert "<script>document" not in page
        assert "<img" not in page
        assert "49" not in re.findall(r"Title .{60,120}", visible(page))[0]
        assert page.count("</style>") == 1


def test_the_same_input_gives_the_same_bytes(write, analyses):
    one, other = (write(analyses, name).read_bytes() for name in ("a.html", "b.html"))
    assert one == other


def test_the_day_can_be_set_from_outside(write, analyses, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert "1970-01-02 with stance" in write(analyses[0], date=None).read_text(encoding="utf-8")


def test_nothing_is_overwritten_unasked(write, analyses):
    write(analyses, pages=True)
    with pytest.raises(OutputExistsError, match=r"page\.html: exists already"):
        write(analyses)
    with pytest.raises(OutputExistsError, match="page-articles: exists already"):
        write(analyses, "page.htm", pages=True)
    write(analyses, pages=True, overwrite=True)


@pytest.mark.parametrize(
    ("source", "name", "options", "error", "message"),
    [
        ([], "p.html", {}, InputError, "holds no article"),
        (7, "p.html", {}, InputTypeError, "is no Analysis"),
        ("gone", "p.html", {}, ModelNotFoundError, "model 'gone'"),
        (None, "p.txt", {}, InputError, "a page ends in .html"),
        (None, "p.html", {"model": "us-intervention"}, InputError, "the statements were scored by tiny-"),
        (None, "p.html", {"data": "data/statements.csv"}, InputError, "data: is for the page of a model"),
        (None, "p.html", {"pages": True}, InputError, "no text of an article is at hand"),
    ],
)
def test_what_is_refused_leaves_nothing(write, analyses, tmp_path, source, name, options, error, message):
    textless = [Analysis(article=Article(id="a", text=""), statements=analyses[0].statements, positions=())]
    with pytest.raises(error, match=message):
        write(textless if source is None else source, name, **options)
    assert list(tmp_path.iterdir()) == []

from stance.types import Analysis, Article


def test_a_notebook_shows_speakers_and_text(analyses):
    shown = analyses[0]._repr_html_()
    assert "Ana Ruiz" in shown
    assert "We will never accept foreign troops" in shown
    assert "<script" not in shown


def test_what_an_article_says_is_never_markup(analyses):
    shown = analyses[2]._repr_html_()
    assert "&lt;script&gt;document.title" in shown
    assert "<script" not in shown
    assert "<img" not in shown
    assert shown.count("</style>") == 1


def test_an_article_without_statements():
    empty = Analysis(article=Article(id="a", text="It rained."), statements=(), positions=())
    assert "No speaker was found." in empty._repr_html_()

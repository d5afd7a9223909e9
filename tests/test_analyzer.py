import numpy as np
import pytest

import stance
from stance.analyzer import identify, load_analyzer
from stance.classification import save_model
from stance.errors import InputError, InputTypeError, ModelNotFoundError
from stance.labels import STANCES

TEXT = "“We will never accept foreign troops,” said Governor Ana Ruiz.\n\n“Send the marines,” said Governor Mary Dunn."


@pytest.fixture(scope="module")
def analyzer(tiny_model):
    return stance.StanceAnalyzer.load(tiny_model)


def test_analysis_of_a_text(analyzer):
    analysis = analyzer.analyze(TEXT)
    assert analysis.article == stance.Article(id="article", text=TEXT)
    assert [statement.speaker for statement in analysis.statements] == ["Ana Ruiz", "Mary Dunn"]
    assert [position.speaker for position in analysis.positions] == ["Ana Ruiz", "Mary Dunn"]
    for statement in analysis.statements:
        prediction = statement.prediction
        assert prediction.model_id == analyzer.model_id
        assert prediction.stance == STANCES[np.argmax([prediction.p_against, prediction.p_favor, prediction.p_neutral])]
        for start, end in statement.content:
            assert TEXT[start:end].strip("“,”") == statement.text
    assert all(quote in TEXT for position in analysis.positions for quote in position.quotes)


def test_analyze_with_the_shipped_model_and_another(tiny_model):
    assert stance.analyze(TEXT).statements[0].prediction.model_id.startswith("us-intervention-")
    assert stance.analyze(TEXT, model=tiny_model).statements[0].prediction.model_id.startswith("tiny-")
    with pytest.raises(ModelNotFoundError, match="model 'gone'"):
        stance.analyze(TEXT, model="gone")


@pytest.mark.parametrize("text", ["", " ", "Nobody says anything here.", "“", "\ud83d", "x" * 100_000])
def test_text_without_statements(analyzer, text):
    analysis = analyzer.analyze(text)
    assert (analysis.statements, analysis.positions) == ((), ())


def test_alone_and_in_a_block_the_result_is_the_same(analyzer):
    texts = [TEXT, "Nobody says anything.", TEXT.replace("foreign", "many"), "", TEXT]
    articles = [stance.Article(id=f"a{number}", text=texts[number % 5]) for number in range(130)]
    together = list(analyzer.analyze_many(articles))
    assert together == [analyzer.analyze(article) for article in articles]
    assert [analysis.article for analysis in together] == articles


def test_strings_are_numbered(analyzer):
    assert [a.article.id for a in analyzer.analyze_many(["x", TEXT, "y"])] == ["article", "article-2", "article-3"]


def test_reads_no_more_than_a_block_ahead(analyzer):
    read = []

    def articles():
        for number in range(1000):
            read.append(number)
            yield TEXT

    analyses = analyzer.analyze_many(articles())
    assert read == []
    next(analyses)
    assert len(read) == 64
    for _ in range(64):
        next(analyses)
    assert len(read) == 128


@pytest.mark.parametrize("wrong", [TEXT, stance.Article(id="x", text=TEXT)])
def test_one_article_is_no_iterable_of_them(analyzer, wrong):
    with pytest.raises(InputTypeError, match=r"articles: expected a list .* Use analyze\(\) for one"):
        analyzer.analyze_many(wrong)


@pytest.mark.parametrize("wrong", [None, b"bytes", 5, ["list"]])
def test_what_is_no_article_is_refused(analyzer, wrong):
    with pytest.raises(InputTypeError, match=r"article 0: .* is neither an Article nor a string"):
        analyzer.analyze(wrong)


def test_predict_says_what_the_classifier_does(analyzer):
    texts = ["No foreign troops.", "Zzyzx."]
    predictions = analyzer.predict(texts)
    rows = [(p.p_against, p.p_favor, p.p_neutral) for p in predictions]
    assert rows == list(map(tuple, analyzer.classifier.predict_proba(texts).tolist()))
    assert [p.on_target for p in predictions] == [True, False]
    assert [p.relevance for p in predictions] == analyzer.classifier.relevance(texts).tolist()
    assert [p.abstained for p in predictions] == analyzer.classifier.abstains(texts).tolist()
    assert [p.target for p in predictions] == ["U.S. intervention"] * 2
    assert analyzer.predict([]) == []


@pytest.mark.parametrize("labels", [["pro", "con", "none"], ["against", "favor", "favor"]])
def test_other_classes_are_refused(labels):
    classifier = stance.StanceClassifier(calibration_folds=None).fit(["yes", "no", "maybe"], labels)
    with pytest.raises(InputError, match=r"an analyzer needs against, favor, neutral\. Train with label_map"):
        stance.StanceAnalyzer(classifier)


def test_target_is_that_of_the_model(statements, tmp_path):
    stance.train(statements, target="the dam", n_folds=2).save(tmp_path / "m")
    assert stance.StanceAnalyzer.load(tmp_path / "m").analyze(TEXT).statements[0].prediction.target == "the dam"


def test_level_widens_the_intervals(trained):
    narrow, wide = (
        stance.StanceAnalyzer(trained.classifier, level=level).analyze(TEXT).positions[0] for level in (0.1, 0.99)
    )
    assert wide.high - wide.low >= narrow.high - narrow.low
    assert wide.position == narrow.position


def test_models_are_loaded_once_until_they_are_written_anew(trained, tmp_path):
    trained.save(tmp_path / "m")
    first = load_analyzer(tmp_path / "m")
    assert load_analyzer(str(tmp_path / "m")) is first
    trained.save(tmp_path / "m", overwrite=True)
    assert load_analyzer(tmp_path / "m") is not first


def test_model_is_identified_as_it_will_be_loaded_and_refused_as_it_would_be(tmp_path, tiny_model):
    loaded = stance.StanceAnalyzer.load(tiny_model)
    assert identify(tiny_model) == (loaded.model_id, loaded.target)
    of_two = stance.StanceClassifier(min_df=1, random_state=0).fit(["Bomb them.", "Talk to them."], ["no", "yes"])
    save_model(of_two, tmp_path / "two", config={})
    for read in (identify, stance.StanceAnalyzer.load):
        with pytest.raises(InputError, match="its classes are no, yes"):
            read(tmp_path / "two")

import pytest

from stance.report.corpus import Corpus, dated
from stance.report.quality import read_quality
from stance.types import Analysis, Article


@pytest.fixture(scope="module")
def corpus(analyses, tiny_model):
    return Corpus(analyses, read_quality(tiny_model))


def test_only_what_is_on_target_is_counted(corpus):
    counted = [s for a in corpus.analyses for s in a.statements if s.prediction.on_target]
    assert [statement for _, statement in corpus.on_target] == counted
    shares = corpus.shares()
    assert [share.raw for share in shares] == pytest.approx(
        [sum(s.prediction.stance == share.stance for s in counted) / len(counted) for share in shares]
    )
    assert sum(share.corrected for share in shares) == pytest.approx(1)


def test_groups_are_largest_first_and_nameless_ones_left_out(corpus):
    by_outlet = corpus.shares_by(lambda analysis, _: analysis.article.outlet)
    sizes = [n for _, n, _ in by_outlet]
    assert {"The Post", "The Sun"} <= {name for name, _, _ in by_outlet}
    assert sizes == sorted(sizes, reverse=True)
    assert corpus.shares_by(lambda analysis, _: None) == []


def test_trend_and_dates(corpus):
    assert corpus.dates == ["2025-03-04", "2025-05-01"]
    assert [point.period for point in corpus.trend()] == ["2025-03", "2025-05"]
    assert [point.period for point in corpus.trend("year")] == ["2025"]


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2025-03-04T10:00:00Z", "2025-03-04"), ("2025-03", "2025-03"), ("4 March", None), (None, None)],
)
def test_dates_that_cannot_be_read_are_none(date, expected):
    assert dated(Analysis(article=Article(id="a", text="x", date=date), statements=(), positions=())) == expected


def test_most_certain_and_most_disputed(corpus):
    certain = [s.prediction.p_against for _, s in corpus.most_certain("against", 5)]
    assert certain == sorted(certain, reverse=True)
    torn = [min(s.prediction.p_against, s.prediction.p_favor) for _, s in corpus.most_disputed(5)]
    assert torn == sorted(torn, reverse=True)
    twice = Corpus(corpus.analyses * 2, corpus.quality)
    texts = [s.text for _, s in twice.most_disputed(5)]
    assert len(texts) == len(set(texts))


def test_without_the_models_errors_nothing_is_corrected(analyses):
    corpus = Corpus(analyses, None)
    assert corpus.shares() == corpus.trend() == ()
    assert {balance.speaker for balance in corpus.balances} >= {"Ana Ruiz", "Mary Dunn"}

from dataclasses import replace

import numpy as np
import pytest

from stance.classification import explain
from stance.report.quality import read_quality
from stance.report.statements import find_reasons, look_of, view_statements


@pytest.fixture
def reasons(analyzer):
    return find_reasons(
        explain(analyzer.classifier, "We will never accept foreign troops, never ever ever, on our soil!"), "against"
    )


def test_rows_add_up_to_the_margin(reasons, analyzer):
    logits = dict(zip(analyzer.classifier.classes_, analyzer.classifier.logits([text_of(reasons)])[0], strict=True))
    assert reasons.margin == pytest.approx(logits[reasons.chosen] - logits[reasons.other])
    assert sum(number for _, number in reasons.rows) == pytest.approx(reasons.margin)
    assert reasons.other == max((name for name in logits if name != "against"), key=logits.get)


def text_of(reasons):
    return "".join(word.text for word in reasons.words)


def test_words_are_the_text_and_a_word_that_stands_twice_has_one_row(reasons):
    assert text_of(reasons) == "We will never accept foreign troops, never ever ever, on our soil!"
    names = [name for name, _ in reasons.rows]
    assert len(names) == len(set(names))
    assert any(name.endswith("(2 times)") for name in names)
    assert names[-2].startswith("the other")
    assert max(abs(word.level) for word in reasons.words) == 4


def test_view_of_a_statement(analyses, analyzer, tiny_model):
    analysis = analyses[0]
    first, second = view_statements(
        analysis.article, analysis.statements, classifier=analyzer.classifier, quality=read_quality(tiny_model)
    )
    assert (first.number, first.speaker, second.number) == (1, "Ana Ruiz", 2)
    assert first.quote == "“We will never accept foreign troops,”"
    assert sum(p for _, p in first.probabilities) == pytest.approx(1)
    assert first.reasons.chosen == first.prediction.stance
    (plain, _) = view_statements(analysis.article, analysis.statements, classifier=None, quality=None)
    assert (plain.reasons, plain.error) == (None, None)


def test_reasons_of_a_statement_in_an_article_are_those_of_its_probabilities(analyzer):
    text = "Mayor Ana Ruiz, no friend of the raid, said that it came late.\n“We reject foreign troops,” she said."
    analysis = analyzer.analyze(text)
    views = view_statements(analysis.article, analysis.statements, classifier=analyzer.classifier, quality=None)
    for view in views:
        p = dict(view.probabilities)
        margin = np.log(p[view.reasons.chosen] / p[view.reasons.other]) * analyzer.classifier.temperature_
        assert view.reasons.margin == pytest.approx(margin)
        assert sum(number for _, number in view.reasons.rows) == pytest.approx(margin)
    changed = [
        replace(
            one, prediction=replace(one.prediction, p_favor=one.prediction.p_neutral, p_neutral=one.prediction.p_favor)
        )
        for one in analysis.statements
    ]
    views = view_statements(analysis.article, changed, classifier=analyzer.classifier, quality=None)
    assert [view.reasons for view in views] == [None] * len(changed)


def test_a_statement_of_an_article_without_text_shows_what_was_read(analyses):
    analysis = analyses[0]
    (view, _) = view_statements(replace(analysis.article, text=""), analysis.statements, classifier=None, quality=None)
    assert view.quote == "We will never accept foreign troops"


def test_looks(analyses):
    prediction = analyses[0].statements[0].prediction
    decided = replace(prediction, on_target=True, abstained=False)
    assert look_of(decided) == decided.stance
    assert look_of(replace(decided, abstained=True)) == "unclear"
    assert look_of(replace(decided, abstained=True, on_target=False)) == "off"

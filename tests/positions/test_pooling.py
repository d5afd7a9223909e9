from dataclasses import replace

import numpy as np
import pytest

from stance.errors import InputError
from stance.labels import STANCES
from stance.positions import PositionModel, pool_each, pool_positions
from stance.types import Article, Prediction, Span, Statement

ARTICLE = Article(id="a", text="one two three four")
SPANS = [Span(0, 3), Span(4, 7), Span(8, 13), Span(14, 18)]
MODEL = PositionModel(
    prior=(0.35, 0.35, 0.3),
    emission=((0.6, 0.1, 0.3), (0.1, 0.6, 0.3), (0.05, 0.05, 0.9)),
    relevance=(0.0, 1.0, 0.1),
)


def said(probabilities, *, speaker="Ana Ruiz", relevance=1.0):
    statements = []
    for number, row in enumerate(probabilities):
        prediction = Prediction(
            target="t",
            on_target=relevance > 0.5,
            relevance=relevance,
            stance=STANCES[int(np.argmax(row))],
            p_against=row[0],
            p_favor=row[1],
            p_neutral=row[2],
            abstained=False,
            model_id="m",
        )
        statement = Statement.from_spans(
            ARTICLE, f"s{number + 1}", speaker=speaker, attribution="direct", content=(SPANS[number],)
        )
        statements.append(replace(statement, prediction=prediction))
    return statements


def test_position_with_evidence_strongest_first():
    (position,) = pool_positions(ARTICLE, said([[0.6, 0.2, 0.2], [0.1, 0.1, 0.8], [0.9, 0.05, 0.05]]), model=MODEL)
    assert position.position == "against"
    assert position.n_statements == 3
    assert [s.statement_id for s in position.evidence] == ["s3", "s1"]
    assert position.quotes == ("three", "one")
    assert position.p_against + position.p_favor + position.p_neutral == pytest.approx(1)


def test_evidence_cites_no_words_twice():
    statements = said([[0.8, 0.1, 0.1], [0.7, 0.15, 0.15], [0.9, 0.05, 0.05]])
    statements[0] = replace(statements[0], content=(Span(4, 13),))  # "two three"
    (position,) = pool_positions(ARTICLE, statements, model=MODEL)
    assert position.quotes == ("three", "two")


def test_neutral_statements_beside_a_stance_leave_the_stance():
    (position,) = pool_positions(ARTICLE, said([[0.9, 0.03, 0.07], [0.05, 0.05, 0.9]]), model=MODEL)
    assert position.position == "against"


def test_contradiction_is_unclear():
    (position,) = pool_positions(ARTICLE, said([[0.9, 0.05, 0.05], [0.05, 0.9, 0.05]]), model=MODEL)
    assert position.position == "unclear"


def test_off_target_statements_move_no_position():
    against = said([[0.9, 0.05, 0.05]])
    aside = said([[0.01, 0.98, 0.01]], relevance=0.001)
    (position,) = pool_positions(ARTICLE, [*against, *aside], model=MODEL)
    assert (position.position, position.n_statements) == ("against", 2)
    (on_target,) = pool_positions(ARTICLE, [*against, *said([[0.01, 0.98, 0.01]])], model=MODEL)
    assert on_target.position != "against"
    assert [s.statement_id for s in position.evidence] == ["s1"]


def test_only_off_target_statements_are_neutral():
    (position,) = pool_positions(ARTICLE, said([[0.98, 0.01, 0.01]], relevance=0.001), model=MODEL)
    assert position.position == "neutral"


def test_the_other_statements_of_an_article_say_whether_one_is_on_target():
    model = replace(MODEL, relevance=(0.0, 0.5, 1.0))
    doubtful = said([[0.9, 0.05, 0.05]], relevance=0.4)
    (alone,) = pool_positions(ARTICLE, doubtful, model=model)
    among = [
        pool_positions(
            ARTICLE, [*doubtful, *said([[0.1, 0.1, 0.8]] * 3, speaker=None, relevance=relevance)], model=model
        )
        for relevance in (0.99, 0.01)
    ]
    assert among[0][0].p_against > alone.p_against > among[1][0].p_against
    assert [p.position for (p,) in among] == ["against", "neutral"]


def test_speakers_in_the_order_in_which_they_speak_and_nobody_for_the_unresolved():
    statements = [
        *said([[0.1, 0.1, 0.8]], speaker="Zoe"),
        *said([[0.1, 0.1, 0.8]], speaker=None),
        *said([[0.1, 0.1, 0.8]], speaker="Ana"),
    ]
    assert [p.speaker for p in pool_positions(ARTICLE, statements, model=MODEL)] == ["Zoe", "Ana"]


def test_each_article_gets_what_it_gets_alone():
    clear, doubtful, aside = [0.9, 0.05, 0.05], [0.4, 0.35, 0.25], [0.1, 0.1, 0.8]
    of_each = [
        [*said([clear, aside]), *said([doubtful], speaker="Zoe", relevance=0.3)],
        [],
        said([doubtful, clear], speaker="Bo"),
        [*said([aside, clear, doubtful]), *said([clear], speaker=None), *said([aside, aside], speaker="Zoe")],
    ]
    articles = [replace(ARTICLE, id=f"a{number}") for number in range(4)]
    together = pool_each(articles, of_each, model=MODEL)
    assert [[p.speaker for p in positions] for positions in together] == [
        ["Ana Ruiz", "Zoe"],
        [],
        ["Bo"],
        ["Ana Ruiz", "Zoe"],
    ]
    alone = [pool_positions(*pair, model=MODEL) for pair in zip(articles, of_each, strict=True)]
    assert together == alone
    assert [[p.article_id for p in positions] for positions in together] == [["a0"] * 2, [], ["a2"], ["a3"] * 2]


def test_statement_without_prediction_is_refused():
    statements = [replace(statement, prediction=None) for statement in said([[0.1, 0.1, 0.8]])]
    with pytest.raises(InputError, match="article 'a', statement 's1': there is no prediction"):
        pool_positions(ARTICLE, statements)

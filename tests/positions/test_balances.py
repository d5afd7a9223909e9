from itertools import product

import numpy as np
import pytest

from stance.errors import InputError
from stance.positions import balance_interval, pool_positions, speaker_balances
from stance.types import Article, Prediction, Span, Statement

AGAINST, FAVOR, NEUTRAL = (0.9, 0.05, 0.05), (0.05, 0.9, 0.05), (0.05, 0.05, 0.9)


def statement(speaker, probabilities, *, relevance=1.0, article="a"):
    p_against, p_favor, p_neutral = probabilities
    prediction = Prediction(
        target="t", on_target=relevance > 0.5, relevance=relevance,
        stance=("against", "favor", "neutral")[int(np.argmax(probabilities))],
        p_against=p_against, p_favor=p_favor, p_neutral=p_neutral, abstained=False, model_id="m",
    )  # fmt: skip
    return Statement(
        article_id=article, statement_id="s1", speaker=speaker, speaker_mention="", attribution="direct", cue_text="",
        text="x", content=(Span(0, 1),), prediction=prediction,
    )  # fmt: skip


def test_interval_is_that_of_every_outcome_counted_through():
    rows = np.random.default_rng(0).dirichlet([1, 1, 1], size=6)
    chance = {}
    for outcome in product((0, 1, 2), repeat=6):
        net = sum((-1, 1, 0)[stance] for stance in outcome)
        chance[net] = chance.get(net, 0) + np.prod([row[stance] for row, stance in zip(rows, outcome, strict=True)])
    cumulated = np.cumsum([chance[net] for net in range(-6, 7)])
    expected = [np.searchsorted(cumulated, tail) - 6 for tail in (0.05, 0.95)]
    assert [6 * bound for bound in balance_interval(rows)] == pytest.approx(expected)


def test_speakers_are_pooled_by_name_and_those_who_speak_most_come_first():
    said = [statement("Ana", FAVOR), statement("Bo", AGAINST), statement("Bo", AGAINST), statement(None, FAVOR)]
    bo, ana = speaker_balances(said)
    assert (bo.speaker, bo.position, bo.n_statements) == ("Bo", "against", 2)
    assert bo.value == pytest.approx(-0.85)
    assert (ana.position, ana.n_statements) == ("favor", 1)
    assert ana.low <= ana.value <= ana.high


def test_off_target_statements_are_neutral():
    (both,) = speaker_balances([statement("Ana", FAVOR), statement("Ana", AGAINST, relevance=0.0, article="b")])
    assert (both.position, both.n_statements) == ("favor", 2)
    assert both.value == pytest.approx(0.85 / 2, abs=1e-3)
    (off,) = speaker_balances([statement("Ana", AGAINST, relevance=0.0)])
    assert (off.position, off.low, off.high) == ("neutral", off.value, 0)
    assert off.value == pytest.approx(0, abs=1e-3)


def test_balances_are_those_of_the_positions():
    said = [statement("Ana", AGAINST, relevance=0.3), statement("Bo", NEUTRAL, relevance=0.1)]
    positions = {p.speaker: p.position for p in pool_positions(Article(id="a", text="x"), said)}
    assert {b.speaker: b.position for b in speaker_balances(said)} == positions


def test_without_statements_everything_is_possible():
    assert balance_interval(np.zeros((0, 3))) == (-1, 1)
    assert speaker_balances([]) == ()


def test_what_is_refused():
    with pytest.raises(InputError, match="level: 0"):
        balance_interval([[1, 0, 0]], level=0)
    bare = Statement(
        article_id="a", statement_id="s1", speaker="Ana", speaker_mention="", attribution="direct", cue_text="",
        text="x", content=(Span(0, 1),),
    )  # fmt: skip
    with pytest.raises(InputError, match="no prediction to pool"):
        speaker_balances([bare])

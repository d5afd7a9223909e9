"""Pool a speaker's statements into a position, with the words that carry it."""

from __future__ import annotations

from collections.abc import Sequence

from stance.errors import InputError
from stance.labels import STANCES, UNCLEAR
from stance.positions.model import DEFAULT_POSITION_MODEL, MIN_PROBABILITY, PositionModel
from stance.types import Article, Position, Prediction, Statement

_NEUTRAL = (0.0, 0.0, 1.0)
_MAX_EVIDENCE = 2


def pool_positions(
    article: Article,
    statements: Sequence[Statement],
    *,
    model: PositionModel = DEFAULT_POSITION_MODEL,
    level: float = 0.9,
    min_probability: float = MIN_PROBABILITY,
) -> tuple[Position, ...]:
    """Return one position a speaker, in the order in which the speakers first speak.

    A statement that is off-target takes no stance towards the target and is left out; a speaker who makes no other is
    neutral, as the guidelines have it. A statement without a speaker belongs to nobody's position.

    Parameters
    ----------
    article : Article
        Where the statements come from; the evidence is quoted from its text.
    statements : sequence of Statement
        With their predictions.
    model : PositionModel
        How stances spread over the statements of each position.
    level : float
        Coverage of the interval, in (0, 1).
    min_probability : float
        A position whose probability lies below it is called ``unclear``, in [0, 1].

    Raises
    ------
    InputError
        If a statement has no prediction.
    """
    by_speaker: dict[str, list[Statement]] = {}
    for statement in statements:
        if statement.speaker is not None:
            by_speaker.setdefault(statement.speaker, []).append(statement)
    return tuple(
        _pool(article, speaker, said, model=model, level=level, min_probability=min_probability)
        for speaker, said in by_speaker.items()
    )


def _pool(
    article: Article,
    speaker: str,
    said: list[Statement],
    *,
    model: PositionModel,
    level: float,
    min_probability: float,
) -> Position:
    on_target = [statement for statement in said if _prediction(statement).on_target]
    said = on_target or said
    probabilities = [_stance_probabilities(statement) for statement in said]
    posterior = model.posterior(probabilities).tolist()
    best = posterior.index(max(posterior))
    low, high = model.share_interval(probabilities, best, level=level)
    ranked = sorted(range(len(said)), key=lambda i: (said[i].stance != STANCES[best], -probabilities[i][best]))
    evidence = tuple(said[i] for i in ranked[:_MAX_EVIDENCE] if said[i].stance == STANCES[best] or i == ranked[0])
    return Position(
        article_id=article.id,
        speaker=speaker,
        position=STANCES[best] if posterior[best] >= min_probability else UNCLEAR,
        **{f"p_{name}": p for name, p in zip(STANCES, posterior, strict=True)},
        low=low,
        high=high,
        n_statements=len(said),
        evidence=evidence,
        quotes=tuple(article.text[slice(*s.passage)] for s in evidence),
    )


def _prediction(statement: Statement) -> Prediction:
    if statement.prediction is None:
        raise InputError(
            f"article {statement.article_id!r}, statement {statement.statement_id!r}: there is no prediction to pool. "
            "Analyze the article with StanceAnalyzer first."
        )
    return statement.prediction


def _stance_probabilities(statement: Statement) -> tuple[float, float, float]:
    prediction = _prediction(statement)
    if not prediction.on_target:
        return _NEUTRAL
    return prediction.p_against, prediction.p_favor, prediction.p_neutral

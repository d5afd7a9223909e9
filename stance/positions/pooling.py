"""Pool a speaker's statements into a position, with the words that carry it."""

from __future__ import annotations

from collections.abc import Sequence

from stance.errors import InputError
from stance.labels import STANCES
from stance.positions.model import DEFAULT_POSITION_MODEL, MIN_LEAD, PositionModel, call, mix_with_neutral
from stance.types import Article, Position, Prediction, Statement

_MAX_EVIDENCE = 2


def pool_positions(
    article: Article,
    statements: Sequence[Statement],
    *,
    model: PositionModel = DEFAULT_POSITION_MODEL,
    level: float = 0.9,
    min_lead: float = MIN_LEAD,
) -> tuple[Position, ...]:
    """Return one position a speaker, in the order in which the speakers first speak.

    A statement is neutral as far as it is off-target, as the guidelines have it, and it is the less likely to be on
    target the less the article's other statements are. A statement without a speaker belongs to nobody's position.

    Parameters
    ----------
    article : Article
        Where the statements come from; the evidence is quoted from its text.
    statements : sequence of Statement
        All that were found in the article, with their predictions.
    model : PositionModel
        How stances spread over the statements of each position.
    level : float
        Coverage of the interval, in (0, 1).
    min_lead : float
        A position that is not by so much more probable than the next one is called ``unclear``, in [0, 1].

    Raises
    ------
    InputError
        If a statement has no prediction.
    """
    chances = model.on_target([prediction_of(statement).relevance for statement in statements])
    by_speaker: dict[str, list[tuple[Statement, float]]] = {}
    for statement, on_target in zip(statements, chances, strict=True):
        if statement.speaker is not None:
            by_speaker.setdefault(statement.speaker, []).append((statement, on_target))
    return tuple(
        _pool(article, speaker, said, model=model, level=level, min_lead=min_lead)
        for speaker, said in by_speaker.items()
    )


def _pool(
    article: Article,
    speaker: str,
    weighed: list[tuple[Statement, float]],
    *,
    model: PositionModel,
    level: float,
    min_lead: float,
) -> Position:
    said, on_target = [statement for statement, _ in weighed], [chance for _, chance in weighed]
    probabilities = [_stance_probabilities(statement) for statement in said]
    posterior, (low, high) = model.judge(probabilities, on_target, level=level)
    best = posterior.index(max(posterior))
    shows = [row[best] for row in mix_with_neutral(probabilities, on_target)]
    ranked = sorted(range(len(said)), key=lambda i: (said[i].stance != STANCES[best], -shows[i]))
    evidence = tuple(said[i] for i in ranked[:_MAX_EVIDENCE] if said[i].stance == STANCES[best] or i == ranked[0])
    return Position(
        article_id=article.id,
        speaker=speaker,
        position=call(posterior, min_lead=min_lead),
        **{f"p_{name}": p for name, p in zip(STANCES, posterior, strict=True)},
        low=low,
        high=high,
        n_statements=len(said),
        evidence=evidence,
        quotes=tuple(article.text[slice(*s.passage)] for s in evidence),
    )


def prediction_of(statement: Statement) -> Prediction:
    """Return the prediction of a statement, which has to have one to be pooled."""
    if statement.prediction is None:
        raise InputError(
            f"article {statement.article_id!r}, statement {statement.statement_id!r}: there is no prediction to pool. "
            "Analyze the article with StanceAnalyzer first."
        )
    return statement.prediction


def _stance_probabilities(statement: Statement) -> tuple[float, float, float]:
    prediction = prediction_of(statement)
    return prediction.p_against, prediction.p_favor, prediction.p_neutral

"""Pool a speaker's statements into a position, with the words that carry it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, islice

import numpy as np

from stance.errors import InputError
from stance.labels import STANCES
from stance.positions.model import DEFAULT_POSITION_MODEL, MIN_LEAD, PositionModel, call, mix_with_neutral
from stance.types import Article, Position, Prediction, Statement

_MAX_EVIDENCE = 2

_Row = tuple[float, float, float, float]  # the probabilities of a statement, and how probable it is on target
_Speaker = tuple[Article, str, list[Statement], list[_Row]]


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
    (positions,) = pool_each([article], [statements], model=model, level=level, min_lead=min_lead)
    return positions


def pool_each(
    articles: Sequence[Article],
    statements_of_each: Sequence[Sequence[Statement]],
    *,
    model: PositionModel = DEFAULT_POSITION_MODEL,
    level: float = 0.9,
    min_lead: float = MIN_LEAD,
) -> list[tuple[Position, ...]]:
    """Return what `pool_positions` does for each of some articles, in a fraction of the time.

    Parameters
    ----------
    articles : sequence of Article
    statements_of_each : sequence of sequence of Statement
        One for each article.
    model, level, min_lead
        See `pool_positions`.

    Raises
    ------
    InputError
        If a statement has no prediction.
    """
    of_each = [_speakers(*pair, model) for pair in zip(articles, statements_of_each, strict=True)]
    speakers = list(chain.from_iterable(of_each))
    pooled: dict[int, Position] = {}
    for some in by_size([said for _, _, said, _ in speakers]):
        pooled.update(zip(some, _pool([speakers[i] for i in some], model, level, min_lead), strict=True))
    numbers = iter(range(len(speakers)))
    return [tuple([pooled[i] for i in islice(numbers, len(some))]) for some in of_each]


def _speakers(article: Article, statements: Sequence[Statement], model: PositionModel) -> list[_Speaker]:
    predictions = [prediction_of(statement) for statement in statements]
    chances = model.on_target([prediction.relevance for prediction in predictions])
    by_name: dict[str, _Speaker] = {}
    for statement, prediction, on_target in zip(statements, predictions, chances, strict=True):
        name = statement.speaker
        if name is not None:
            if name not in by_name:
                by_name[name] = article, name, [], []
            _, _, said, rows = by_name[name]
            said.append(statement)
            rows.append((prediction.p_against, prediction.p_favor, prediction.p_neutral, on_target))
    return list(by_name.values())


def _pool(speakers: list[_Speaker], model: PositionModel, level: float, min_lead: float) -> list[Position]:
    """Return the position of each of some speakers, who all make the same number of statements."""
    table = np.array([rows for _, _, _, rows in speakers])
    probabilities, on_target = table[..., :-1], table[..., -1]
    judged = model.judge(probabilities, on_target, level=level)
    best = judged.posterior.argmax(axis=1)
    shows = mix_with_neutral(probabilities, on_target)[np.arange(len(best)), :, best]
    positions = []
    for (article, speaker, said, _), posterior, z, low, high, showing in zip(
        speakers,
        judged.posterior.tolist(),
        best.tolist(),
        judged.low.tolist(),
        judged.high.tolist(),
        shows.tolist(),
        strict=True,
    ):
        against, favor, neutral = posterior
        evidence = _evidence(said, STANCES[z], showing)
        passages = [statement.passage for statement in evidence]
        position = Position(
            article_id=article.id,
            speaker=speaker,
            position=call(posterior, min_lead=min_lead),
            p_against=against,
            p_favor=favor,
            p_neutral=neutral,
            low=low,
            high=high,
            n_statements=len(said),
            evidence=evidence,
            quotes=tuple([article.text[start:end] for start, end in passages]),
        )
        positions.append(position)
    return positions


def _evidence(said: list[Statement], stance: str, shows: list[float]) -> tuple[Statement, ...]:
    """Return the statements that show the stance most; where none takes it, the one that comes next to it.

    No two share words to cite: of two in one sentence the one that shows it more stands for both.
    """
    takers = [i for i, statement in enumerate(said) if statement.stance == stance]
    evidence: list[Statement] = []
    for i in sorted(takers or range(len(said)), key=shows.__getitem__, reverse=True):
        start, end = said[i].passage
        if all(end <= other.passage.start or other.passage.end <= start for other in evidence):
            evidence.append(said[i])
        if len(evidence) == (_MAX_EVIDENCE if takers else 1):
            break
    return tuple(evidence)


def prediction_of(statement: Statement) -> Prediction:
    """Return the prediction of a statement, which has to have one to be pooled."""
    if statement.prediction is None:
        raise InputError(
            f"article {statement.article_id!r}, statement {statement.statement_id!r}: there is no prediction to pool. "
            "Analyze the article with StanceAnalyzer first."
        )
    return statement.prediction


def by_size(groups: Sequence[Sequence[object]]) -> list[list[int]]:
    """Return the numbers of the groups that are equally long, together: they fit into one array.

    Examples
    --------
    >>> by_size(["a", "bc", "d"])
    [[0, 2], [1]]
    """
    found: dict[int, list[int]] = {}
    for number, group in enumerate(groups):
        found.setdefault(len(group), []).append(number)
    return list(found.values())

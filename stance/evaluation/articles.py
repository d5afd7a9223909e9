"""Evaluate end to end: what was found in annotated articles, against what should have been."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from stance.corpus import AnnotatedArticle
from stance.errors import InputError
from stance.evaluation.resampling import Bootstrap, Estimate, Tallies, estimate, ratio
from stance.extraction.names import TITLES
from stance.labels import ATTRIBUTIONS
from stance.types import Analysis, Span, Statement

_WORD = re.compile(r"\w+")
_ARTICLE = re.compile(r"^(?:the|an?|some)\s+", re.IGNORECASE)
_MIN_OVERLAP = 0.5
_COUNTS = (
    "gold", "predicted", "found", "source_right", "speaker_right", "stance_right",
    "speakers", "speakers_found", "positions_right", "positions_unclear",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ArticleEvaluation:
    """How well whole articles were read.

    Parameters
    ----------
    metrics : dict of str to Estimate
        ``statements_precision``, ``statements_recall``, ``statements_f1``: a statement is found when the words of its
        content overlap with the gold ones at a Jaccard index of 0.5 or more, one to one. ``joint_f1``: and its source
        shares a word with the gold source. ``recall_direct``, ``recall_indirect``, ``recall_mixed``. Of the statements
        found: ``speaker_right``, ``stance_right``. Of the gold speakers: ``speakers_found`` (a position under the right
        name), ``position_right``; of those found, ``position_right_of_found`` and ``position_unclear_of_found``.
    n_articles : int
    """

    metrics: dict[str, Estimate]
    n_articles: int

    def to_dict(self) -> dict[str, Any]:
        """Return what JSON can hold."""
        return {
            "n_articles": self.n_articles,
            "metrics": {name: figure.to_dict() for name, figure in self.metrics.items()},
        }


def evaluate_articles(
    analyses: Iterable[Analysis],
    annotated: Sequence[AnnotatedArticle],
    *,
    n_draws: int = 2000,
    level: float = 0.95,
    random_state: int = 0,
) -> ArticleEvaluation:
    """Compare analyses with annotated articles; the bootstrap draws articles.

    Parameters
    ----------
    analyses : iterable of Analysis
        One an article, in the order of `annotated`.
    annotated : sequence of AnnotatedArticle
    n_draws, level, random_state
        Samples, coverage and seed of the bootstrap.

    Raises
    ------
    InputError
        If the analyses are not of these articles, in this order.
    """
    rows = []
    for analysis, gold in zip_longest(analyses, annotated):
        if analysis is None or gold is None:
            raise InputError(f"analyses: expected one for each of the {len(annotated)} articles.")
        if (analysis.article.id, analysis.article.text) != (gold.article.id, gold.article.text):
            raise InputError(
                f"analyses: got article {analysis.article.id!r}, expected {gold.article.id!r} with the annotated text."
            )
        rows.append(_count(analysis, gold))
    counts = np.array(rows)
    names = (*_COUNTS, *(f"{kind}_{form}" for form in ATTRIBUTIONS for kind in ("gold", "found")))
    tallies = {name: counts[:, column] for column, name in enumerate(names)} if rows else {"gold": np.zeros(0)}
    metrics = estimate(tallies, _measure, n=len(rows), bootstrap=Bootstrap(n_draws, level, random_state))
    return ArticleEvaluation(metrics, len(rows))


def same_name(first: str | None, second: str | None) -> bool:
    """Return whether two speakers' names are equal but for case, titles, a leading article, and the kind of apostrophe.

    Examples
    --------
    >>> same_name("the Pentagon", "Pentagon"), same_name("Dr. Ana Ruiz", "Ana Ruiz"), same_name("Ana Ruiz", "Ruiz")
    (True, True, False)
    """
    return first is not None and second is not None and name_key(first) == name_key(second)


def name_key(name: str) -> str:
    """Return what is equal for two names that `same_name` takes as one."""
    words = _ARTICLE.sub("", name.replace("’", "'").strip()).split()
    while len(words) > 1 and words[0].rstrip(".").lower() in TITLES and all(word[0].isupper() for word in words[:2]):
        del words[0]
    return " ".join(words).casefold()


def match_statements(
    text: str, gold: Sequence[Sequence[Span]], found: Sequence[Sequence[Span]]
) -> list[tuple[int, int]]:
    """Match contents one to one, so that the overlap of words is greatest.

    Parameters
    ----------
    text : str
        The article.
    gold, found : sequence of sequence of Span
        Contents of the statements.

    Returns
    -------
    list of (int, int)
        Numbers of a gold statement and the one found for it; pairs whose Jaccard index is less than 0.5 are left out.
    """
    if not gold or not found:
        return []
    gold_words, found_words = ([_word_starts(text, spans) for spans in side] for side in (gold, found))
    overlap = np.array([[_jaccard(one, other) for other in found_words] for one in gold_words])
    eligible = np.where(overlap >= _MIN_OVERLAP, overlap, 0)
    return [(int(i), int(j)) for i, j in zip(*linear_sum_assignment(-eligible), strict=True) if eligible[i, j] > 0]


def _count(analysis: Analysis, gold: AnnotatedArticle) -> list[int]:
    text = gold.article.text
    wanted = [annotated.statement for annotated in gold.statements]
    pairs = match_statements(text, [s.content for s in wanted], [s.content for s in analysis.statements])
    positions = {name_key(position.speaker): position.position for position in analysis.positions}
    called = [(speaker.position, positions.get(name_key(speaker.name))) for speaker in gold.speakers]
    stances = [annotated.stance for annotated in gold.statements]
    found = analysis.statements
    counts = [
        len(wanted),
        len(found),
        len(pairs),
        sum(_same_source(text, wanted[i], found[j]) for i, j in pairs),
        sum(same_name(wanted[i].speaker, found[j].speaker) for i, j in pairs),
        sum(stances[i] == found[j].stance for i, j in pairs),
        len(called),
        sum(position is not None for _, position in called),
        sum(position == right for right, position in called),
        sum(position == "unclear" for _, position in called),
    ]
    for form in ATTRIBUTIONS:
        counts += [sum(s.attribution == form for s in wanted), sum(wanted[i].attribution == form for i, _ in pairs)]
    return counts


def _measure(tallies: Tallies) -> dict[str, NDArray[np.float64]]:
    both = tallies["gold"] + tallies["predicted"]
    metrics = {
        "statements_precision": ratio(tallies["found"], tallies["predicted"]),
        "statements_recall": ratio(tallies["found"], tallies["gold"]),
        "statements_f1": ratio(2 * tallies["found"], both),
        "joint_f1": ratio(2 * tallies["source_right"], both),
    }
    metrics |= {f"recall_{form}": ratio(tallies[f"found_{form}"], tallies[f"gold_{form}"]) for form in ATTRIBUTIONS}
    return metrics | {
        "speaker_right": ratio(tallies["speaker_right"], tallies["found"]),
        "stance_right": ratio(tallies["stance_right"], tallies["found"]),
        "speakers_found": ratio(tallies["speakers_found"], tallies["speakers"]),
        "position_right": ratio(tallies["positions_right"], tallies["speakers"]),
        "position_right_of_found": ratio(tallies["positions_right"], tallies["speakers_found"]),
        "position_unclear_of_found": ratio(tallies["positions_unclear"], tallies["speakers_found"]),
    }


def _same_source(text: str, gold: Statement, found: Statement) -> bool:
    if not gold.source:
        return True  # nothing to get wrong: the annotators marked none
    return bool(_word_starts(text, gold.source) & _word_starts(text, found.source))


def _word_starts(text: str, spans: Sequence[Span]) -> frozenset[int]:
    return frozenset(match.start() for start, end in spans for match in _WORD.finditer(text, start, end))


def _jaccard(first: frozenset[int], second: frozenset[int]) -> float:
    return len(first & second) / len(first | second) if first or second else 0.0

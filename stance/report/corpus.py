"""Many analyses as one corpus: what is counted, corrected and followed over time in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from stance.labels import AGAINST, FAVOR
from stance.positions import (
    Balance,
    Period,
    Share,
    TrendPoint,
    choose_period,
    corrected_shares,
    count_stances,
    design_effect,
    period_of,
    speaker_balances,
    trend_shares,
)
from stance.report.quality import Quality
from stance.report.text import flat
from stance.types import Analysis, Prediction, Statement

Said = tuple[Analysis, Statement]
Group = tuple[str, int, tuple[Share, ...]]
"""A name, its number of statements, and the shares of the stances among them."""


@dataclass(frozen=True)
class Corpus:
    """Analyses, and the errors of the model that made them.

    Parameters
    ----------
    analyses : tuple of Analysis
    quality : Quality or None
        None where the model's errors are not known: then no share is corrected.
    level : float
        Coverage of the intervals, in (0, 1).
    """

    analyses: tuple[Analysis, ...]
    quality: Quality | None
    level: float = 0.9

    @cached_property
    def said(self) -> list[Said]:
        """Every statement with its analysis."""
        return [(analysis, statement) for analysis in self.analyses for statement in analysis.statements]

    @cached_property
    def on_target(self) -> list[Said]:
        """Statements that speak of the target: the only ones that are counted."""
        return [pair for pair in self.said if predicted(pair[1]).on_target]

    @cached_property
    def balances(self) -> tuple[Balance, ...]:
        """Where each speaker stands over all articles."""
        return speaker_balances((statement for _, statement in self.said), level=self.level)

    def shares(self) -> tuple[Share, ...]:
        """Return the shares of the stances in the whole corpus; none where they cannot be corrected."""
        groups = self.shares_by(lambda analysis, statement: "all")
        return groups[0][2] if groups else ()

    def shares_by(self, name_of: Callable[[Analysis, Statement], str | None]) -> list[Group]:
        """Return the shares in each group of statements, the largest group first."""
        if self.quality is None:
            return []
        groups: dict[str, list[Said]] = {}
        for analysis, statement in self.on_target:
            name = name_of(analysis, statement)
            if name:
                groups.setdefault(name, []).append((analysis, statement))
        return [
            (name, len(said), self._shares(said, self.quality))
            for name, said in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
        ]

    def trend(self, period: Period | None = None) -> tuple[TrendPoint, ...]:
        """Return the shares over time, from the articles that have a date."""
        if self.quality is None or not self.dates:
            return ()
        articles = (
            (date, [predicted(s).stance for s in analysis.statements if predicted(s).on_target])
            for analysis in self.analyses
            if (date := dated(analysis))
        )
        return trend_shares(
            articles,
            self.quality.confusion,
            period=period or choose_period(self.dates),
            confusion_effect=self.quality.confusion_effect,
            level=self.level,
        )

    @cached_property
    def dates(self) -> list[str]:
        """Dates of the articles that have one, in order."""
        return sorted(date for analysis in self.analyses if (date := dated(analysis)))

    def most_certain(self, stance: str, n: int) -> list[Said]:
        """Return the statements of a stance with the highest probability, no text twice."""
        taken = [pair for pair in self.on_target if predicted(pair[1]).stance == stance]
        return _different(sorted(taken, key=lambda pair: -predicted(pair[1]).confidence), n)

    def most_disputed(self, n: int) -> list[Said]:
        """Return the statements between against and in favor of which the model was least able to choose."""
        torn = sorted(
            self.on_target, key=lambda pair: -min(getattr(predicted(pair[1]), f"p_{s}") for s in (AGAINST, FAVOR))
        )
        return _different(torn, n)

    def _shares(self, said: Sequence[Said], quality: Quality) -> tuple[Share, ...]:
        by_article: dict[str, list[str]] = {}
        for analysis, statement in said:
            by_article.setdefault(analysis.article.id, []).append(predicted(statement).stance)
        counts = np.array([count_stances(stances) for stances in by_article.values()])
        return corrected_shares(
            counts.sum(axis=0),
            quality.confusion,
            count_effect=design_effect(counts),
            confusion_effect=quality.confusion_effect,
            level=self.level,
        )


def predicted(statement: Statement) -> Prediction:
    """Return the prediction that every statement of an analysis has."""
    assert statement.prediction is not None
    return statement.prediction


def dated(analysis: Analysis) -> str | None:
    """Return the article's date if it is an ISO date, else None."""
    date = analysis.article.date
    if date is None:
        return None
    try:
        period_of(date, "month")
    except ValueError:
        return None
    return date[:10]


def _different(said: Sequence[Said], n: int) -> list[Said]:
    kept: dict[str, Said] = {}
    for analysis, statement in said:
        kept.setdefault(flat(statement.text), (analysis, statement))
        if len(kept) == n:
            break
    return list(kept.values())

"""The page of a corpus: shares, trends, speakers, the statements to look at first, and a table of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from stance.labels import STANCES
from stance.positions import Share, TrendPoint
from stance.report.about import About
from stance.report.charts import (
    TREND_SIZE,
    describe_positions,
    plot_positions,
    plot_shares,
    plot_trends,
    positions_size,
    shares_size,
)
from stance.report.corpus import Corpus, Said, predicted
from stance.report.render import percent, render
from stance.report.statements import look_of
from stance.report.style import SIGNS
from stance.report.svg import draw_svg
from stance.report.table import pack_table
from stance.report.text import flat, plural, short

_SPEAKERS = 30
_CERTAIN, _DISPUTED = 4, 8
_OUTLETS = 12
_STATIC_ROWS = 25
_LISTED_ARTICLES = 200

Links = dict[str, str]
"""Address of each article's page by the article's id."""


@dataclass(frozen=True, slots=True)
class Line:
    """A statement in a list.

    Parameters
    ----------
    look, sign, speaker, quote, article : str
    date : str or None
    link : str or None
    confidence : float
    probabilities : tuple of (stance, float)
    """

    look: str
    sign: str
    speaker: str
    quote: str
    article: str
    date: str | None
    link: str | None
    confidence: float
    probabilities: tuple[tuple[str, float], ...]


def corpus_page(corpus: Corpus, about: About, *, title: str, links: Links) -> str:
    """Return the page of a corpus.

    Parameters
    ----------
    corpus : Corpus
    about : About
        The model, its errors and the version.
    title : str
    links : dict
        Article pages, where there are any.
    """
    overall = corpus.shares()
    by_outlet = corpus.shares_by(lambda analysis, _: analysis.article.outlet)
    by_form = corpus.shares_by(lambda _, statement: statement.attribution)
    points = corpus.trend()
    n_abstained = sum(predicted(statement).abstained for _, statement in corpus.on_target)
    return render(
        "corpus",
        script="corpus.js",
        title=flat(title),
        about=about,
        level=percent(corpus.level),
        n_articles=len(corpus.analyses),
        n_statements=len(corpus.said),
        n_on_target=len(corpus.on_target),
        n_abstained=n_abstained,
        n_speakers=len(corpus.balances),
        dates=corpus.dates,
        n_undated=len(corpus.analyses) - len(corpus.dates),
        overall=overall,
        overall_chart=_shares_chart("all", "Shares of the stances", [("all", overall)]) if overall else None,
        points=points,
        trend_chart=_trend_chart(points) if len(points) > 1 else None,
        groups=_groups(("outlet", by_outlet[:_OUTLETS]), ("form", by_form)),
        balances=corpus.balances[:_SPEAKERS],
        speakers_chart=_speakers_chart(corpus) if corpus.balances else None,
        certain=[
            (stance, [_line(said, links) for said in corpus.most_certain(stance, _CERTAIN)]) for stance in STANCES
        ],
        disputed=[_line(said, links) for said in corpus.most_disputed(_DISPUTED)],
        rows=[_line(said, links) for said in corpus.said[:_STATIC_ROWS]],
        table=pack_table(corpus, links),
        articles=[
            (flat(a.article.title or a.article.id), a.article.date, links.get(a.article.id), len(a.statements))
            for a in corpus.analyses[:_LISTED_ARTICLES]
        ],
    )


def _groups(
    *groups: tuple[str, Sequence[tuple[str, int, tuple[Share, ...]]]],
) -> list[tuple[str, Sequence[object], Markup]]:
    return [
        (
            name,
            found,
            _shares_chart(name, f"Shares of the stances by {name}", [(label, shares) for label, _, shares in found]),
        )
        for name, found in groups
        if len(found) > 1
    ]


def _line(said: Said, links: Links) -> Line:
    analysis, statement = said
    prediction = predicted(statement)
    look = look_of(prediction)
    return Line(
        look=look,
        sign=SIGNS.get(look, "○"),
        speaker=flat(statement.speaker) if statement.speaker else "somebody not named",
        quote=short(statement.text, 400),
        article=short(analysis.article.title or analysis.article.id, 90),
        date=analysis.article.date,
        link=links.get(analysis.article.id),
        confidence=prediction.confidence,
        probabilities=tuple((stance, getattr(prediction, f"p_{stance}")) for stance in STANCES),
    )


def _shares_chart(name: str, title: str, rows: list[tuple[str, tuple[Share, ...]]]) -> Markup:
    said = "; ".join(f"{label}: {describe_shares(shares)}" for label, shares in rows)
    return draw_svg(
        lambda ax: plot_shares(rows, ax),
        shares_size(len(rows)),
        name=f"shares-{name}",
        title=title,
        description=f"{said}.",
    )


def _trend_chart(points: Sequence[TrendPoint]) -> Markup:
    said = "; ".join(f"{point.period}: {describe_shares(point.shares)}" for point in points)
    return draw_svg(
        lambda *axes: [plot_trends(points, ax, stances=[stance]) for ax, stance in zip(axes, STANCES, strict=True)],
        (TREND_SIZE[0], 3.4),
        name="trend",
        title="Shares over time",
        description=f"{said}.",
        rows=len(STANCES),
    )


def _speakers_chart(corpus: Corpus) -> Markup:
    shown = list(corpus.balances[:_SPEAKERS])
    return draw_svg(
        lambda ax: plot_positions(shown, ax),
        positions_size(len(shown)),
        name="speakers",
        title=f"Where the {plural(len(shown), 'speaker')} with most statements stand",
        description=describe_positions(shown),
    )


def describe_shares(shares: Sequence[Share]) -> str:
    """Return shares in words."""
    return ", ".join(f"{s.stance} {s.corrected:.0%} [{s.low:.0%}, {s.high:.0%}]" for s in shares)

"""The page of one article: who stands where, and the text with the evidence marked in it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from stance.labels import AGAINST, FAVOR, NEUTRAL, STANCES, UNCLEAR
from stance.positions import speaker_balances
from stance.report.about import About
from stance.report.charts import describe_positions, plot_positions, positions_size
from stance.report.passages import cut
from stance.report.render import render
from stance.report.statements import OFF_TARGET, View, view_statements
from stance.report.style import SIGNS
from stance.report.svg import draw_svg
from stance.report.text import flat, plural
from stance.types import Analysis, Position

_NAMES = {AGAINST: "against", FAVOR: "in favor", NEUTRAL: "neutral"}


@dataclass(frozen=True, slots=True)
class Card:
    """One speaker at the top of the page.

    Parameters
    ----------
    name, position, sign : str
    probability : float
        Of the position.
    share : str
        How many of the statements take the stance, in words.
    evidence : tuple of (number, quote)
        Statements that carry the position.
    """

    name: str
    position: str
    sign: str
    probability: float
    share: str
    evidence: tuple[tuple[int, str], ...]


def article_page(analysis: Analysis, about: About, *, back: str | None = None) -> str:
    """Return the page of one article.

    Parameters
    ----------
    analysis : Analysis
    about : About
        The model, its errors and the version.
    back : str or None
        Address of the corpus page that the article belongs to.
    """
    article = analysis.article
    views = view_statements(article, analysis.statements, classifier=about.classifier, quality=about.quality)
    return render(
        "article",
        script="article.js",
        title=flat(article.title or article.id) or "Article",
        article=article,
        about=about,
        back=back,
        cards=[_card(position, analysis) for position in analysis.positions],
        chart=_chart(analysis) if len(analysis.positions) > 1 else None,
        paragraphs=cut(article, analysis.statements),
        views=views,
        on_target=[view for view in views if view.look != OFF_TARGET],
        off_target=[view for view in views if view.look == OFF_TARGET],
        looks=_looks(views),
    )


def _card(position: Position, analysis: Analysis) -> Card:
    numbers = {statement.statement_id: n for n, statement in enumerate(analysis.statements, start=1)}
    p = {name: getattr(position, f"p_{name}") for name in STANCES}
    likely = max(p, key=p.__getitem__)
    n = position.n_statements
    low, high = round(position.low * n), round(position.high * n)
    taken = f"{low} to {high}" if low < high else f"{low}"
    likely_or_not = "most likely " if position.position == UNCLEAR else ""
    return Card(
        name=flat(position.speaker),
        position=position.position,
        sign=SIGNS[position.position],
        probability=p[likely],
        share=f"{taken} of {plural(n, 'statement')} {likely_or_not}{_NAMES[likely]}",
        evidence=tuple(
            (numbers[statement.statement_id], flat(quote) or flat(statement.text))
            for statement, quote in zip(position.evidence, position.quotes, strict=True)
        ),
    )


def _looks(views: list[View]) -> list[tuple[str, str, str]]:
    """Return the marks that the page uses, with sign and meaning, for its key."""
    words = _NAMES | {UNCLEAR: "the model abstains", OFF_TARGET: "not about the subject"}
    return [(look, SIGNS.get(look, "○"), said) for look, said in words.items() if any(v.look == look for v in views)]


def _chart(analysis: Analysis) -> Markup:
    balances = list(speaker_balances(analysis.statements))
    return draw_svg(
        lambda ax: plot_positions(balances, ax),
        positions_size(min(len(balances), 30)),
        name="positions",
        title="Where each speaker stands",
        description=describe_positions(balances),
    )

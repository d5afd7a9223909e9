"""What a notebook shows of an analysis: the speakers, and the text with the evidence marked in it."""

from __future__ import annotations

from stance.report.corpus import predicted
from stance.report.passages import cut
from stance.report.render import render_fragment
from stance.report.statements import look_of
from stance.report.style import SIGNS
from stance.types import Analysis


def analysis_html(analysis: Analysis) -> str:
    """Return a fragment of HTML without a script, for a notebook.

    Examples
    --------
    >>> import stance
    >>> "Ana Ruiz" in analysis_html(stance.analyze("Governor Ana Ruiz rejected any U.S. strikes."))
    True
    """
    looks = [look_of(predicted(statement)) for statement in analysis.statements]
    return render_fragment(
        "notebook",
        title=analysis.article.title or analysis.article.id,
        positions=analysis.positions,
        paragraphs=cut(analysis.article, analysis.statements),
        statements=analysis.statements,
        looks=looks,
        marks=[SIGNS.get(look, "○") for look in looks],
    )

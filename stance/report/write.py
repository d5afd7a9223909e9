"""Write what was found as a page: one article, a corpus, or a model."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from stance.errors import InputError, OutputExistsError
from stance.labels import DEFAULT_MODEL
from stance.report.about import About, check_model, read_about
from stance.report.article_page import article_page
from stance.report.corpus import Corpus, predicted
from stance.report.corpus_page import corpus_page
from stance.report.inputs import analyses_of
from stance.report.learning import measure_curve
from stance.report.model_page import model_page
from stance.report.render import write_page
from stance.types import Analysis, Article

if TYPE_CHECKING:
    import pandas as pd

    from stance.report.inputs import Source

_SUFFIXES = (".html", ".htm")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def write_report(
    source: Source | str | Path,
    path: str | Path,
    *,
    articles: Iterable[Article] = (),
    model: str | Path = DEFAULT_MODEL,
    data: str | Path | pd.DataFrame | None = None,
    title: str | None = None,
    pages: bool = False,
    overwrite: bool = False,
    date: datetime.date | None = None,
) -> Path:
    """Write one page of HTML that holds all it needs: no network, no tracking, no other file.

    Parameters
    ----------
    source : Analysis, iterable of Analysis, DataFrame, str or Path
        One article; several, or a statement table, for a page on the corpus; a model folder or the name of a shipped
        model for a page on the model.
    path : str or Path
        File to write, ending in .html.
    articles : iterable of Article
        Where the statements of a table come from: their texts, titles, dates and outlets.
    model : str or Path
        The model that made the analyses: it explains them, and its errors correct the shares.
    data : str, Path, DataFrame or None
        Labelled statements that a model was trained on: its page shows the learning curve on them.
    title : str or None
        Headline of a corpus page.
    pages : bool
        Whether to write a page for each article beside a corpus page, into the folder ``<name>-articles``.
    overwrite : bool
        Whether a file that stands there is replaced.
    date : datetime.date or None
        Day of making; None is today (or ``SOURCE_DATE_EPOCH``).

    Returns
    -------
    Path
        The page.

    Raises
    ------
    InputError
        If `path` does not end in .html, there is nothing to show, or the analyses are another model's.
    InputTypeError
        If `source` is something else.
    OutputExistsError
        If the output exists and `overwrite` is false.
    ModelNotFoundError
        If there is no such model.

    Examples
    --------
    >>> import stance
    >>> analysis = stance.analyze("Governor Ana Ruiz rejected any U.S. strikes.")
    >>> write_report(analysis, "ruiz.html")  # doctest: +SKIP
    """
    output = check_output(path, overwrite=overwrite)
    if isinstance(source, str | Path):
        about = read_about(source, date=date)
        write_page(output, model_page(about, measure_curve(about, data) if data is not None else ()))
        return output
    if data is not None:
        raise InputError("data: is for the page of a model. Leave it out, or give a model as source.")
    about = read_about(model, date=date)
    if isinstance(source, Analysis):
        check_model(about, _models_of([source]))
        write_page(output, article_page(source, about))
        return output
    analyses = analyses_of(source, articles)
    if not analyses:
        raise InputError("source: holds no article, so there is nothing to show.")
    check_model(about, _models_of(analyses))
    links = _write_article_pages(analyses, output, about, overwrite=overwrite) if pages else {}
    corpus = Corpus(analyses, about.quality)
    write_page(output, corpus_page(corpus, about, title=title or f"{len(analyses):,} articles", links=links))
    return output


def check_output(path: str | Path, *, overwrite: bool) -> Path:
    """Return where a page is written, or raise `InputError` or `OutputExistsError`."""
    output = Path(path)
    if output.suffix.lower() not in _SUFFIXES:
        raise InputError(f"output: {output} ends in {output.suffix or 'no suffix'}; a page ends in .html.")
    if output.exists() and not overwrite:
        raise OutputExistsError(f"{output}: exists already. Name another file, or pass overwrite=True (--overwrite).")
    return output


def _models_of(analyses: Iterable[Analysis]) -> set[str]:
    return {predicted(statement).model_id for analysis in analyses for statement in analysis.statements}


def _write_article_pages(
    analyses: tuple[Analysis, ...], output: Path, about: About, *, overwrite: bool
) -> dict[str, str]:
    """Write a page for each article that has a text, and return their addresses from the corpus page."""
    folder = output.with_name(f"{output.stem}-articles")
    if folder.exists() and not overwrite:
        raise OutputExistsError(f"{folder}: exists already. Name another file, or pass overwrite=True (--overwrite).")
    links = {}
    digits = len(str(len(analyses)))
    for number, analysis in enumerate(analyses, start=1):
        if not analysis.article.text:
            continue
        # the id is whatever somebody wrote: only what is safe in a file name and an address stays of it
        name = f"{number:0{digits}}-{_UNSAFE.sub('-', analysis.article.id).strip('-.')[:60] or 'article'}.html"
        write_page(folder / name, article_page(analysis, about, back=f"../{output.name}"))
        links[analysis.article.id] = f"{folder.name}/{name}"
    if not links:
        raise InputError("pages: no text of an article is at hand. Give the articles too: articles=... (--articles).")
    return links

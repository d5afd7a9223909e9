"""Analyses, from wherever they are: as they are, or made again from a statement table and the articles behind it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from stance.articles.tables import TABLE_SUFFIXES, iter_records
from stance.errors import ArticleError, DataError, InputTypeError
from stance.labels import ATTRIBUTIONS, STANCES
from stance.positions import pool_each
from stance.types import STATEMENT_COLUMNS, Analysis, Article, Prediction, Span, Statement

if TYPE_CHECKING:
    import pandas as pd

    Source: TypeAlias = Analysis | Iterable[Analysis] | pd.DataFrame

_NEEDED = frozenset(STATEMENT_COLUMNS) - {"confidence", "cue", "relevance", "speaker_mention"}
_ABOUT_THE_ARTICLE = ("title", "date", "outlet")


def analyses_of(source: Source, articles: Iterable[Article] = ()) -> tuple[Analysis, ...]:
    """Return the analyses that a source is, holds, or is the statement table of.

    Parameters
    ----------
    source : Analysis, iterable of Analysis, or DataFrame
        A DataFrame has `stance.types.STATEMENT_COLUMNS`, and may have ``title``, ``date`` and ``outlet``.
    articles : iterable of Article
        Where the statements of a table come from: their text, title, date and outlet, found by the id.

    Raises
    ------
    InputTypeError
        If the source is something else.
    DataError
        If a column is missing, or a row breaks the format.
    """
    if isinstance(source, Analysis):
        return (source,)
    to_dict = getattr(source, "to_dict", None)  # asked for by name, so that pandas is not loaded for it
    if to_dict is not None and hasattr(source, "columns"):
        return analyses_from_rows(to_dict("records"), articles, where="table")
    if isinstance(source, str | Path | Mapping) or not isinstance(source, Iterable):
        raise InputTypeError(
            f"source: {type(source).__name__} is no Analysis, iterable of them, or statement table (DataFrame). "
            "Analyze an article with stance.analyze(text)."
        )
    analyses: list[Analysis] = []
    for number, analysis in enumerate(source):
        if not isinstance(analysis, Analysis):
            raise InputTypeError(f"source, item {number}: {type(analysis).__name__} is no Analysis.")
        analyses.append(analysis)
    return tuple(analyses)


def read_statement_table(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a statement table that ``stance score`` wrote.

    Raises
    ------
    DataError
        If a row cannot be read.
    """
    rows = []
    for record in iter_records(path):
        if isinstance(record, ArticleError):
            raise DataError(str(record))
        rows.append(record.values)
    return rows


def is_statement_table(path: Path) -> bool:
    """Return whether a file is a table of scored statements, by the columns of its first row."""
    if not path.is_file() or path.suffix.lower() not in TABLE_SUFFIXES:
        return False
    first = next(iter(iter_records(path)), None)
    return first is not None and not isinstance(first, ArticleError) and {"statement_id", "stance"} <= set(first.values)


def analyses_from_rows(
    rows: Iterable[Mapping[str, Any]], articles: Iterable[Article] = (), *, where: str
) -> tuple[Analysis, ...]:
    """Return the analyses that a statement table was made of, in the order in which its articles first stand there.

    Of each content, cue and source a table knows the ends only: a statement is one stretch of the text.

    Parameters
    ----------
    rows : iterable of mapping
    articles : iterable of Article
        See `analyses_of`.
    where : str
        Names the table in messages.

    Raises
    ------
    DataError
        If a column is missing, or a row breaks the format.
    """
    known = {article.id: article for article in articles}
    by_article: dict[str, list[Statement]] = {}
    for number, row in enumerate(rows, start=1):
        missing = sorted(_NEEDED - set(row))
        if missing:
            raise DataError(
                f"{where}, row {number}: there is no column {missing[0]!r}. "
                "Give the statement table that stance score --level statement writes."
            )
        try:
            statement = _statement(row)
        except (ValueError, TypeError) as error:
            raise DataError(f"{where}, row {number}: {error}") from error
        article = known.setdefault(statement.article_id, Article(id=statement.article_id, text=""))
        about = {name: str(row[name]) for name in _ABOUT_THE_ARTICLE if not _is_missing(row.get(name))}
        new = {name: value for name, value in about.items() if getattr(article, name) is None}
        if new:
            known[article.id] = replace(article, **new)
        by_article.setdefault(article.id, []).append(statement)
    read = [known[key] for key in by_article]
    pooled = pool_each(read, list(by_article.values()))
    return tuple(
        Analysis(article=article, statements=tuple(said), positions=positions)
        for article, said, positions in zip(read, by_article.values(), pooled, strict=True)
    )


def _statement(row: Mapping[str, Any]) -> Statement:
    p_against, p_favor, p_neutral = (float(row[f"p_{stance}"]) for stance in STANCES)
    on_target = _truth(row["on_target"])
    prediction = Prediction(
        target=str(row["target"]),
        on_target=on_target,
        relevance=float(on_target if _is_missing(row.get("relevance")) else row["relevance"]),
        stance=_one_of(str(row["stance"]), STANCES, "stance"),
        p_against=p_against,
        p_favor=p_favor,
        p_neutral=p_neutral,
        abstained=_truth(row["abstained"]),
        model_id=str(row["model_id"]),
    )
    return Statement(
        article_id=str(row["article_id"]),
        statement_id=str(row["statement_id"]),
        speaker=None if _is_missing(row["speaker"]) else str(row["speaker"]),
        speaker_mention=_text(row.get("speaker_mention")),
        attribution=_one_of(str(row["attribution"]), ATTRIBUTIONS, "attribution"),
        cue_text=_text(row.get("cue")),
        text=_text(row["text"]),
        content=(Span(int(row["start"]), int(row["end"])),),
        prediction=prediction,
    )


def _one_of(value: str, allowed: tuple[str, ...], name: str) -> str:
    if value not in allowed:
        raise ValueError(f"{name} {value!r} is not one of {', '.join(map(repr, allowed))}.")
    return value


def _truth(value: Any) -> bool:
    if isinstance(value, str):
        return json.loads(_one_of(value.lower(), ("true", "false"), "truth value")) is True
    return bool(value)


def _text(value: Any) -> str:
    return "" if _is_missing(value) else str(value)


def _is_missing(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, float) and isnan(value))

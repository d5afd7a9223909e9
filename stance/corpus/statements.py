"""Read labelled statements, and name the row that is wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import pandas as pd

from stance.corpus.tables import read_table
from stance.errors import DataError, InputTypeError
from stance.labels import FAVOR, STANCES
from stance.types import Article

_SHOWN = 3  # rows named of each kind of error
_WORD = re.compile(r"\w+")


def read_statements(
    data: str | Path | pd.DataFrame,
    *,
    text_column: str = "text",
    label_column: str = "label",
    group_column: str | None = "situation",
    id_column: str | None = "id",
    label_map: Mapping[str, str] | None = None,
    labels: Collection[str] = STANCES,
) -> pd.DataFrame:
    """Return a checked table of labelled statements, every value a string.

    Parameters
    ----------
    data : str, Path or DataFrame
        CSV, TSV, JSONL or Parquet in UTF-8, or a table in memory.
    text_column, label_column : str
        Where the statement and its label stand.
    group_column : str or None
        Where the group for splits stands; None where there are no groups.
    id_column : str or None
        Where the unique id stands; a table without that column is accepted.
    label_map : mapping of str to str or None
        From the table's labels to `labels`; those not named stay.
    labels : collection of str
        Labels that may stand in `label_column`.

    Returns
    -------
    DataFrame
        The columns as they came; the index names each row as the file counts it.

    Raises
    ------
    SourceNotFoundError
        If there is no such file.
    InputTypeError
        If `data` is neither a path nor a DataFrame.
    DataError
        If a column is missing or stands twice, or a row has an empty text or group, a label that is not one of
        `labels`, an id or a text that stands twice (a text that stands twice would stand on both sides of a split), or
        offsets that cannot be any article's (`check_offsets` holds them against the articles). Rows are named.

    Examples
    --------
    >>> frame = pd.DataFrame({"text": ["No troops."], "label": ["anti"], "situation": ["x"]})
    >>> read_statements(frame, label_map={"anti": "against"}).label.tolist()
    ['against']
    """
    name, frame = _load(data)
    if not frame.columns.is_unique:
        doubled = frame.columns[frame.columns.duplicated()][0]
        raise DataError(f"{name}: column {doubled!r} stands there twice. Rename one.")
    required = {"text": text_column, "label": label_column} | ({"group": group_column} if group_column else {})
    for role, column in required.items():
        if column not in frame:
            columns = ", ".join(map(str, frame.columns))
            raise DataError(
                f"{name}: there is no column {column!r} for the {role}; the columns are {columns}. "
                f"Pass {role}_column=... (--{role}-column)."
            )
    if label_map:
        frame[label_column] = frame[label_column].replace(dict(label_map))
    _check_filled(name, frame, required.values())
    _check_labels(name, frame[label_column], labels)
    if id_column in frame:
        _check_unique(name, frame[id_column], "Give every row an id of its own.")
    if {"article_id", "start", "end"} <= set(frame.columns):
        _check_spans(name, frame)
    _check_unique(name, frame[text_column], "Keep one of them: a repeated text stands on both sides of a split.")
    return frame


def check_offsets(data: pd.DataFrame, articles: Iterable[Article]) -> None:
    """Check that rows cut out of articles hold the words that stand there.

    Parameters
    ----------
    data : DataFrame
        With the columns ``article_id``, ``start``, ``end`` (empty where a row was not cut out) and ``text``.
    articles : iterable of Article

    Raises
    ------
    DataError
        If an article is missing, an offset is no number, out of range or crossed, or the row's last words are not
        those of the article from `start` to `end`; the reporting words may stand before them.
    """
    texts = {article.id: article.text for article in articles}
    for row, article_id, start, end, text in data[["article_id", "start", "end", "text"]].itertuples():
        if not article_id:
            continue
        if article_id not in texts:
            raise DataError(f"row {row}: there is no article {article_id!r} among the {len(texts)} given.")
        if not (_is_span(start, end) and int(end) <= len(texts[article_id])):
            raise DataError(
                f"row {row}: start {start!r} and end {end!r} are not offsets into article {article_id!r}, "
                f"which has {len(texts[article_id])} characters. Expected start < end."
            )
        content = texts[article_id][int(start) : int(end)]
        words = _WORD.findall(content)
        if not words or _WORD.findall(text)[-len(words) :] != words:
            raise DataError(f"row {row}: article {article_id!r} has {content!r} from {start} to {end}, not {text!r}.")


def _load(data: str | Path | pd.DataFrame) -> tuple[str, pd.DataFrame]:
    if isinstance(data, str | Path):
        return str(data), read_table(data)
    if not isinstance(data, pd.DataFrame):
        raise InputTypeError(f"data: {type(data).__name__}; expected a path or a DataFrame of labelled statements.")
    if data.empty:
        raise DataError("data: holds no rows.")
    return "data", data.astype(object).where(data.notna(), "").astype(str)


def _check_filled(name: str, frame: pd.DataFrame, columns: Iterable[str]) -> None:
    for column in columns:
        blank = frame.index[frame[column].str.strip() == ""]
        if len(blank):
            raise DataError(f"{name}, row {_first(blank)}: column {column!r} is empty. Fill it or remove the row.")


def _check_labels(name: str, labels: pd.Series, allowed: Collection[str]) -> None:
    wrong = labels[~labels.isin(list(allowed))]
    if len(wrong):
        label, known = wrong.iloc[0], ", ".join(map(repr, allowed))
        example = FAVOR if FAVOR in allowed else next(iter(allowed))
        raise DataError(
            f"{name}, row {_first(wrong.index)}: label {label!r} is not one of {known}. "
            f"Pass label_map={{{label!r}: {example!r}}} (--label-map {label}={example}) or whichever it means."
        )


def _check_spans(name: str, frame: pd.DataFrame) -> None:
    for row, article_id, start, end in frame[["article_id", "start", "end"]].itertuples():
        if (start or end) and not (article_id and _is_span(start, end)):
            raise DataError(
                f"{name}, row {row}: start {start!r} and end {end!r} are not offsets into article {article_id!r}. "
                "Expected the article's id and start < end, or all three empty."
            )


def _is_span(start: str, end: str) -> bool:
    return start.isdecimal() and end.isdecimal() and int(start) < int(end)


def _check_unique(name: str, values: pd.Series, advice: str) -> None:
    repeated = values[values.duplicated()]
    if len(repeated):
        value = repeated.iloc[0]
        rows = values.index[values == value]
        more = f"; {len(repeated)} repeats in all" if len(repeated) > 1 else ""
        raise DataError(
            f"{name}, rows {rows[0]} and {rows[1]}: both have the {values.name} {value[:80]!r}{more}. {advice}"
        )


def _first(rows: pd.Index) -> str:
    shown = str(rows[0])
    if len(rows) > 1:
        others = ", ".join(map(str, rows[1:_SHOWN])) + (", ..." if len(rows) > _SHOWN else "")
        shown += f" (and {len(rows) - 1} more: {others})"
    return shown

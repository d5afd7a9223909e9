"""Score articles that stand in data frames: what Dask, Spark and other engines call on each of their partitions."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from stance.articles.text import make_article
from stance.batch.blocks import Rows
from stance.batch.pipeline import ARTICLES_A_BLOCK, FEW_ARTICLES, Outcome, failure
from stance.batch.schemas import columns_of, schema_of
from stance.batch.workers import ScoreArticles, load_expected
from stance.errors import ArticleError, InputError
from stance.labels import DEFAULT_MODEL
from stance.types import Article, Level

if TYPE_CHECKING:
    import pandas as pd

_LOG = logging.getLogger(__name__)


def score_frame(
    frame: pd.DataFrame,
    model: str | Path = DEFAULT_MODEL,
    *,
    level: Level = "statement",
    text_column: str = "text",
    id_column: str = "id",
    on_error: str = "raise",
    model_id: str | None = None,
) -> pd.DataFrame:
    """Return the statement or speaker table of the articles in a DataFrame.

    Parameters
    ----------
    frame : DataFrame
        One article a row.
    model : str or Path
        Model folder, which must be there where this runs, or the name of a shipped model. It is loaded once a process.
    level : "statement" or "speaker"
        What a row is.
    text_column, id_column : str
        Columns of the text and of the id. Ids must be unique; here nobody can see over the partitions.
    on_error : "raise" or "log"
        What becomes of an article that cannot be scored: the call fails, or a warning of the logger
        ``stance.batch.frames`` names it and it has no rows.
    model_id : str or None
        What the model must be, so that no machine of a cluster scores with another one; None takes what is there.

    Returns
    -------
    DataFrame
        Columns of the table, with their types also where there is no row.

    Raises
    ------
    InputError
        If a column is missing, or an argument has an impossible value.
    ArticleError
        If an article cannot be scored, with ``on_error="raise"``.
    ModelNotFoundError, ModelError
        If there is no such model, or it is another one than `model_id`.

    Examples
    --------
    >>> import pandas as pd
    >>> news = pd.DataFrame({"id": ["a"], "text": ['"No foreign troops on our soil," said Governor Ana Ruiz.']})
    >>> score_frame(news)[["article_id", "speaker", "stance"]].values.tolist()
    [['a', 'Ana Ruiz', 'against']]
    """
    check_arguments(list(frame.columns), level=level, text_column=text_column, id_column=id_column, on_error=on_error)
    many = len(frame) >= FEW_ARTICLES
    task = ScoreArticles(str(model), model_id or load_expected(str(model), None, many=many).model_id, level)
    rows: Rows = []
    for block in _blocks(frame, text_column, id_column):
        outcomes = iter(task([article for article in block if isinstance(article, Article)], many))
        for article in block:
            found = article if isinstance(article, ArticleError) else _outcome(article, next(outcomes))
            if not isinstance(found, ArticleError):
                rows += found
            elif on_error == "raise":
                raise found
            else:
                _LOG.warning("%s", found)
    return to_frame(rows, level)


def check_arguments(columns: list[Any], *, level: Level, text_column: str, id_column: str, on_error: str) -> None:
    """Raise `InputError` if the columns are not there, or an argument has an impossible value."""
    if level not in get_args(Level):
        raise InputError(f"level: {level!r} is not one of 'statement', 'speaker'.")
    if on_error not in ("raise", "log"):
        raise InputError(f"on_error: {on_error!r} is not one of 'raise', 'log'.")
    for name, column in (("text_column", text_column), ("id_column", id_column)):
        if column not in columns:
            raise InputError(
                f"frame: there is no column {column!r}; the columns are {', '.join(map(str, columns))}. Pass {name}=..."
            )


def to_frame(rows: Rows, level: Level) -> pd.DataFrame:
    """Return rows as a DataFrame, whose columns have the same types whatever is in them."""
    import pandas as pd

    columns = columns_of(level)
    frame = pd.DataFrame(rows, columns=list(columns))
    return frame.astype(column_types(level))


def column_types(level: Level) -> dict[str, Any]:
    """Return the pandas type of each column."""
    kinds = {"int64": "int64", "double": "float64", "bool": "bool"}
    return {field.name: kinds.get(str(field.type), "object") for field in schema_of(columns_of(level))}


def _blocks(frame: pd.DataFrame, text_column: str, id_column: str) -> Iterator[list[Article | ArticleError]]:
    pairs = list(zip(frame[id_column].tolist(), frame[text_column].tolist(), strict=True))
    for start in range(0, len(pairs), ARTICLES_A_BLOCK):
        yield [_article(str(key), text) for key, text in pairs[start : start + ARTICLES_A_BLOCK]]


def _outcome(article: Article, outcome: Outcome) -> Rows | ArticleError:
    return failure(article, outcome) if isinstance(outcome, str) else outcome


def _article(article_id: str, text: object) -> Article | ArticleError:
    try:
        if isinstance(text, str):
            return make_article(text, article_id, article_id)
    except ArticleError as error:
        return error
    found = "is null" if text is None else f"is of type {type(text).__name__}"
    return ArticleError(f"{article_id}: the text {found}, expected a string.", path=article_id, article_id=article_id)

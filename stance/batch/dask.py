"""Score a Dask DataFrame, partition by partition, on whatever cluster it is computed on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from stance.analyzer import identify
from stance.batch.frames import check_arguments, score_frame, to_frame
from stance.errors import MissingExtraError
from stance.labels import DEFAULT_MODEL
from stance.types import Level

if TYPE_CHECKING:
    import dask.dataframe as dd


def score(
    ddf: dd.DataFrame | str | Path,
    model: str | Path = DEFAULT_MODEL,
    *,
    level: Level = "statement",
    text_column: str = "text",
    id_column: str = "id",
    on_error: str = "raise",
) -> dd.DataFrame:
    """Return the statement or speaker table of the articles in a Dask DataFrame, to be computed.

    Each partition is scored where it lies; a worker loads the model once, and a partition that is lost with a worker is
    scored again by another. The rows are those of `stance.score_files`, which with ``engine="dask"`` sends the articles
    from here instead, and keeps their order, a journal to resume from, and a list of failures and duplicates.

    Parameters
    ----------
    ddf : dask.dataframe.DataFrame, str or Path
        Articles, or a folder of Parquet files that hold them.
    model : str or Path
        A shipped model by name; or a folder, which every worker must find at this path, with the same model in it.
    level, text_column, id_column, on_error
        See `stance.batch.frames.score_frame`.

    Returns
    -------
    dask.dataframe.DataFrame
        Compute it, or write it with ``to_parquet``.

    Raises
    ------
    MissingExtraError
        If Dask is not installed.
    InputError
        If a column is missing, or an argument has an impossible value.
    ModelNotFoundError
        If there is no such model.

    Examples
    --------
    >>> table = score(dd.read_parquet("archive/"))  # doctest: +SKIP
    >>> table.to_parquet("scored/")  # doctest: +SKIP
    """
    try:
        import dask.dataframe as dd
    except ImportError:
        raise MissingExtraError('Dask is not installed: pip install "stancekit[dask]".') from None

    articles: Any = dd.read_parquet(str(ddf), columns=[id_column, text_column]) if isinstance(ddf, str | Path) else ddf
    check_arguments(
        list(articles.columns), level=level, text_column=text_column, id_column=id_column, on_error=on_error
    )
    return articles[[id_column, text_column]].map_partitions(
        score_frame,
        str(model),
        level=level,
        text_column=text_column,
        id_column=id_column,
        on_error=on_error,
        model_id=identify(model).model_id,
        meta=to_frame([], level),
        enforce_metadata=False,
    )

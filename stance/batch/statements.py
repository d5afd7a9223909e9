"""Score a table of ready-made statements: the same rows, with the predictions added."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stance.analyzer import load_analyzer
from stance.articles.tables import TABLE_SUFFIXES, Record, iter_records
from stance.batch.schemas import PREDICTION_COLUMNS, schema_of
from stance.batch.summary import BatchSummary, ErrorJournal
from stance.batch.writers import check_free, choose_output, open_writer
from stance.errors import ArticleError, DataError, InputError, SourceNotFoundError
from stance.labels import DEFAULT_MODEL

if TYPE_CHECKING:
    import pyarrow as pa

    from stance.analyzer import StanceAnalyzer

_ROWS_A_BLOCK = 2048


def score_statements(
    source: str | Path,
    *,
    output: str | Path,
    text_column: str = "text",
    model: str | Path = DEFAULT_MODEL,
    file_format: str | None = None,
    limit: int | None = None,
    overwrite: bool = False,
    progress: Callable[[int, int], None] | None = None,
    on_error: Callable[[ArticleError], None] | None = None,
) -> BatchSummary:
    """Add stance, probabilities and abstention to each row of a table of statements.

    No row is lost: one without a text is written with empty predictions and listed in ``<output>.errors.jsonl``. Only a
    row that the file's own format breaks (a line that is not JSON) is in the journal alone.

    Parameters
    ----------
    source : str or Path
        File ending in .csv, .tsv, .jsonl or .parquet.
    output : str or Path
        See `stance.score_files`.
    text_column : str
        Where the statement stands.
    model, file_format, limit, overwrite, progress, on_error
        See `stance.score_files`.

    Returns
    -------
    BatchSummary

    Raises
    ------
    SourceNotFoundError
        If there is no such file.
    DataError
        If `text_column` is not in the table, or a column of the table has the name of one that is added.
    OutputExistsError
        If the output exists and `overwrite` is false.
    """
    source = Path(source)
    path, file_format = choose_output(output, file_format=file_format, stem="statements")
    _check_source(source)
    check_free(path, overwrite=overwrite)
    analyzer = load_analyzer(model)
    journal = ErrorJournal()

    def fail(error: ArticleError) -> None:
        journal.add(error)
        if on_error is not None:
            on_error(error)

    records = islice(_good_records(source, fail), limit)
    first = list(islice(records, _ROWS_A_BLOCK))
    columns = _check_columns(source, first, text_column, journal)
    schema = _schema(source, columns)
    n_read = 0
    with open_writer(path, file_format, (*columns, *PREDICTION_COLUMNS), schema) as writer:
        block = first
        while block:
            _check_known(block, columns)
            rows = _predict_rows(analyzer, block, text_column, fail)
            writer.write(rows if file_format != "parquet" else [_as_schema(row, schema) for row in rows])
            n_read += len(block)
            if progress is not None:
                progress(n_read, len(journal.failures))
            block = list(islice(records, _ROWS_A_BLOCK))
    n_failed = len(journal.failures)
    return BatchSummary(str(path or output), n_read, n_read, n_failed, journal.write(path))


def _check_source(source: Path) -> None:
    if not source.is_file():
        raise SourceNotFoundError(f"{source}: there is no such file. Give a table of statements.")
    if source.suffix.lower() not in TABLE_SUFFIXES:
        known = ", ".join(TABLE_SUFFIXES)
        raise InputError(f"{source}: {source.suffix or 'no'} suffix; a table of statements ends in {known}.")


def _good_records(source: Path, fail: Callable[[ArticleError], None]) -> Iterator[Record]:
    for record in iter_records(source):
        if isinstance(record, ArticleError):
            fail(record)
        else:
            yield record


def _check_columns(source: Path, records: Sequence[Record], text_column: str, journal: ErrorJournal) -> tuple[str, ...]:
    columns = tuple(dict.fromkeys(chain.from_iterable(record.values for record in records)))
    if not records:
        if journal.failures:
            raise DataError(f"No row could be read. {journal.failures[0]}")
        raise DataError(f"{source}: holds no row. Give a table with at least one statement.")
    if text_column not in columns:
        raise DataError(
            f"{source}: there is no column {text_column!r}; the columns are {', '.join(columns)}. "
            "Pass text_column=... (--text-column)."
        )
    taken = sorted(set(columns) & set(PREDICTION_COLUMNS))
    if taken:
        raise DataError(f"{source}: has columns that would be added: {', '.join(taken)}. Rename or remove them.")
    return columns


def _check_known(records: Sequence[Record], columns: tuple[str, ...]) -> None:
    for record in records:
        new = [name for name in record.values if name not in columns]
        if new:
            raise DataError(
                f"{record.where}: {new[0]!r} is in none of the first {_ROWS_A_BLOCK} rows. "
                "Give every row the same keys, null where there is nothing."
            )


def _predict_rows(
    analyzer: StanceAnalyzer, records: Sequence[Record], text_column: str, fail: Callable[[ArticleError], None]
) -> list[dict[str, Any]]:
    texts = [record.values.get(text_column) for record in records]
    spoken = [text for text in texts if isinstance(text, str) and text.strip()]
    predictions = iter(analyzer.predict(spoken))
    rows = []
    for record, text in zip(records, texts, strict=True):
        added: dict[str, Any] = dict.fromkeys(PREDICTION_COLUMNS)
        if isinstance(text, str) and text.strip():
            prediction = next(predictions)
            added = {name: getattr(prediction, name) for name in PREDICTION_COLUMNS}
        else:
            found = "is empty" if text is None or isinstance(text, str) else f"is of type {type(text).__name__}"
            fail(ArticleError(f"{record.where}: {text_column!r} {found}, expected a statement.", path=record.where))
        rows.append({**record.values, **added})
    return rows


def _schema(source: Path, columns: tuple[str, ...]) -> pa.Schema:
    import pyarrow as pa
    import pyarrow.parquet as pq

    parquet = source.suffix.lower() == ".parquet"
    given = pq.read_schema(source) if parquet else pa.schema([(name, pa.string()) for name in columns])
    return pa.schema([*given, *schema_of(PREDICTION_COLUMNS)])


def _as_schema(row: dict[str, Any], schema: pa.Schema) -> dict[str, Any]:
    import pyarrow as pa

    def cell(name: str) -> Any:
        value = row.get(name)
        string = pa.types.is_string(schema.field(name).type)
        return json.dumps(value, ensure_ascii=False) if string and not isinstance(value, str | None) else value

    return {name: cell(name) for name in schema.names}

"""Score a table of ready-made statements: the same rows, with the predictions added."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stance.analyzer import identify
from stance.articles.tables import TABLE_SUFFIXES, Record, iter_records
from stance.batch.blocks import Batch, Block, Progress, Rows
from stance.batch.journal import Done, State, content_hash
from stance.batch.parts import open_sink
from stance.batch.schemas import PREDICTION_COLUMNS, schema_of
from stance.batch.summary import BatchSummary
from stance.batch.workers import ScoreStatements, open_runner
from stance.batch.writers import choose_output
from stance.errors import ArticleError, DataError, InputError, ResumeError, SourceNotFoundError
from stance.labels import DEFAULT_MODEL

if TYPE_CHECKING:
    import pyarrow as pa


_ROWS_A_BLOCK = 2048
_ROWS_A_PART = 16 * _ROWS_A_BLOCK
_FEW_ROWS = 2 * _ROWS_A_BLOCK


def score_statements(
    source: str | Path,
    *,
    output: str | Path,
    text_column: str = "text",
    model: str | Path = DEFAULT_MODEL,
    file_format: str | None = None,
    n_jobs: int = 1,
    limit: int | None = None,
    resume: bool = False,
    engine: str = "local",
    scheduler: str | None = None,
    overwrite: bool = False,
    progress: Progress | None = None,
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
    model, file_format, n_jobs, limit, resume, engine, scheduler, overwrite, progress, on_error
        See `stance.score_files`; a resumed run knows a row by its number and what it holds.

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
        If the output exists and neither `overwrite` nor `resume` allows it.
    ResumeError
        If the run to resume had another model, format or table, or is still at work.
    """
    source = Path(source)
    path, file_format = choose_output(output, file_format=file_format, stem="statements")
    _check_source(source)
    identity = identify(model)
    results = _limited(iter_records(source), limit)
    first, columns = _begin(source, results, text_column)
    schema = _schema(source, columns)
    lists, sink = open_sink(
        output,
        path,
        file_format,
        schema,
        settings={"source": source.name, "text_column": text_column, "columns": ", ".join(columns)},
        model=identity,
        resume=resume,
        overwrite=overwrite,
    )
    batch = Batch(
        output=str(output if resume else path or output),
        lists=lists,
        sink=sink,
        runner=open_runner(
            ScoreStatements(str(model), identity.model_id), n_jobs=n_jobs, engine=engine, scheduler=scheduler
        ),
        pipeline=lambda state: _StatementPipeline(
            state, columns, text_column, schema if file_format == "parquet" else None
        ),
        progress=progress,
        on_error=on_error,
    )
    return batch.run(chain(first, results))


@dataclass(frozen=True, slots=True)
class _Row:
    values: dict[str, Any]
    done: Done
    has_text: bool


class _StatementPipeline:
    """Takes a table apart into texts to score, and puts the rows together again."""

    def __init__(
        self, state: Callable[[str, str], State], columns: tuple[str, ...], text_column: str, schema: pa.Schema | None
    ) -> None:
        self._state = state
        self._columns = columns
        self._text_column = text_column
        self._schema = schema

    def blocks(self, results: Iterable[Record | ArticleError]) -> Iterator[Block]:
        block, n_rows, n_read = Block(), 0, 0
        for result in results:
            if isinstance(result, ArticleError):
                block.items.append(result)
            else:
                if n_read == _FEW_ROWS and block.work:
                    yield block
                    block = Block()
                block.many = n_read >= _FEW_ROWS
                self._add(block, result)
                n_rows += 1
                n_read += 1
            block.ends_part = n_rows == _ROWS_A_PART
            if block.ends_part or len(block.items) >= _ROWS_A_BLOCK or block.n_read >= _ROWS_A_BLOCK:
                yield block
                n_rows = 0 if block.ends_part else n_rows
                block = Block()
        if n_rows or block.items:
            block.ends_part = True
            yield block

    def _add(self, block: Block, record: Record) -> None:
        unknown = [name for name in record.values if name not in self._columns]
        if unknown:
            raise DataError(
                f"{record.where}: {unknown[0]!r} is in none of the first {_ROWS_A_BLOCK} rows. "
                "Give every row the same keys, null where there is nothing."
            )
        text = record.values.get(self._text_column)
        block.n_read += 1
        done = Done(str(record.number), content_hash(json.dumps(record.values, sort_keys=True, default=str)))
        state = self._state(done.key, done.content)
        has_text = isinstance(text, str) and bool(text.strip())
        if state == "new":
            block.items.append(_Row(record.values, done, has_text))
            if has_text:
                block.work.append(text)
        elif state == "done":
            block.n_resumed += 1
        else:
            raise ResumeError(
                f"{record.where}: has changed since it was scored. Only a table that grows at its end can be resumed; "
                "name another output, or remove this one to start over."
            )
        if not has_text:
            found = "is empty" if text is None or isinstance(text, str) else f"is of type {type(text).__name__}"
            block.items.append(
                ArticleError(f"{record.where}: {self._text_column!r} {found}, expected a statement.", path=record.where)
            )

    def rows_of(self, block: Block, outcomes: Iterable[Any]) -> tuple[Rows, list[Done], list[ArticleError]]:
        predictions = iter(outcomes)
        failures = [item for item in block.items if isinstance(item, ArticleError)]
        items = [item for item in block.items if isinstance(item, _Row)]
        rows = []
        for item in items:
            added = next(predictions) if item.has_text else dict.fromkeys(PREDICTION_COLUMNS)
            if isinstance(added, str):
                where = f"row {item.done.key}"
                failures.append(ArticleError(f"{where}: {added}.", path=where))
                added = dict.fromkeys(PREDICTION_COLUMNS)
            row = {**item.values, **added}
            rows.append(row if self._schema is None else _as_schema(row, self._schema))
        return rows, [item.done for item in items], failures


def _check_source(source: Path) -> None:
    if not source.is_file():
        raise SourceNotFoundError(f"{source}: there is no such file. Give a table of statements.")
    if source.suffix.lower() not in TABLE_SUFFIXES:
        known = ", ".join(TABLE_SUFFIXES)
        raise InputError(f"{source}: {source.suffix or 'no'} suffix; a table of statements ends in {known}.")


def _limited(results: Iterator[Record | ArticleError], limit: int | None) -> Iterator[Record | ArticleError]:
    n_rows = 0
    for result in results:
        yield result
        n_rows += isinstance(result, Record)
        if n_rows == limit:
            return


def _begin(
    source: Path, results: Iterator[Record | ArticleError], text_column: str
) -> tuple[list[Record | ArticleError], tuple[str, ...]]:
    """Return the first block of a table, and its columns."""
    first = list(islice(results, _ROWS_A_BLOCK))
    records = [result for result in first if isinstance(result, Record)]
    columns = tuple(dict.fromkeys(chain.from_iterable(record.values for record in records)))
    if not records:
        broken = next((result for result in first if isinstance(result, ArticleError)), None)
        if broken is not None:
            raise DataError(f"No row could be read. {broken}")
        raise DataError(f"{source}: holds no row. Give a table with at least one statement.")
    if text_column not in columns:
        raise DataError(
            f"{source}: there is no column {text_column!r}; the columns are {', '.join(columns)}. "
            "Pass text_column=... (--text-column)."
        )
    taken = sorted(set(columns) & set(PREDICTION_COLUMNS))
    if taken:
        raise DataError(f"{source}: has columns that would be added: {', '.join(taken)}. Rename or remove them.")
    return first, columns


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

"""Tables read as a stream, row by row: CSV and TSV, JSONL, Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from stance.articles.text import decode
from stance.errors import ArticleError

TABLE_SUFFIXES = (".csv", ".tsv", ".jsonl", ".parquet")

_DELIMITERS = {".csv": ",", ".tsv": "\t"}
_ROWS_A_BATCH = 256  # rows of a Parquet file held at once
_MAX_CELL = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table.

    Parameters
    ----------
    file : str
        Name of the table.
    number : int
        Counts as a person does: rows of a CSV file from 2, under the header; lines of a JSONL file from 1.
    values : dict
        Cells by column.
    """

    file: str
    number: int
    values: dict[str, Any]

    @property
    def where(self) -> str:
        """The row as messages name it."""
        return f"{self.file}, row {self.number}"


def iter_records(path: Path, *, columns: tuple[str, ...] | None = None) -> Iterator[Record | ArticleError]:
    """Yield the rows of a file that ends in one of `TABLE_SUFFIXES`, and an error in the place of a broken one.

    Parameters
    ----------
    path : Path
    columns : tuple of str or None
        Columns to read, the first of which is needed; where the file allows to read some only (Parquet).
    """
    suffix = path.suffix.lower()
    try:
        if suffix == ".parquet":
            yield from _iter_parquet(path, columns)
        else:
            with path.open("rb") as file:
                yield from iter_stream(file, name=str(path), suffix=suffix)
    except OSError as error:
        yield ArticleError(f"{path}: cannot be read ({error.strerror or error}).", path=str(path))


def iter_stream(file: IO[bytes], *, name: str, suffix: str) -> Iterator[Record | ArticleError]:
    """Yield the rows of an open CSV, TSV or JSONL file, and an error in the place of a broken one."""
    if suffix in _DELIMITERS:
        return _iter_delimited(file, name, _DELIMITERS[suffix])
    return _iter_jsonl(file, name)


def _iter_delimited(file: IO[bytes], name: str, delimiter: str) -> Iterator[Record | ArticleError]:
    csv.field_size_limit(_MAX_CELL)
    reader = csv.DictReader(_iter_lines(file, name), delimiter=delimiter, strict=True)
    try:
        header = reader.fieldnames or ()
        if len(set(header)) < len(header):
            doubled = next(column for column in header if header.count(column) > 1)
            yield ArticleError(f"{name}, row 1: column {doubled!r} stands there twice. Rename one.", path=name)
            return
        for number, row in enumerate(reader, start=2):
            record = Record(name, number, row)
            if None in row or None in row.values():
                yield ArticleError(
                    f"{record.where}: has not as many cells as the header ({len(header)}). "
                    "Put cells that hold a delimiter or a line break in double quotation marks.",
                    path=record.where,
                )
            else:
                yield record
    except csv.Error as error:  # an unclosed quotation mark swallows what follows
        where = f"{name}, line {reader.line_num + 1}"  # where the broken row starts
        yield ArticleError(f"{where}: {error}. Check the quotation marks there; the rest is not read.", path=where)
    except ArticleError as error:
        yield ArticleError(f"{error} In a spreadsheet: CSV UTF-8. The rest is not read.", path=error.path)


def _iter_lines(file: IO[bytes], name: str) -> Iterator[str]:
    # a strict wrapper would stop at a bad byte up to 8 KB ahead of the row that is read, and lose the rows between
    lines = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")
    try:
        for number, line in enumerate(lines, start=1):
            decode(line.encode("utf-8", "surrogateescape"), where=f"{name}, line {number}")
            yield line
    finally:
        lines.detach()  # standard input stays open


def _iter_jsonl(file: IO[bytes], name: str) -> Iterator[Record | ArticleError]:
    for number, line in enumerate(file, start=1):
        where = f"{name}, line {number}"
        try:
            text = decode(line, where=where)
            if not text.strip():
                continue
            values = json.loads(text)
        except ArticleError as error:
            yield error
        except (ValueError, RecursionError) as error:
            yield ArticleError(f"{where}: is not JSON ({error}). Write one object a line.", path=where)
        else:
            if isinstance(values, dict):
                yield Record(name, number, values)
            else:
                yield ArticleError(f"{where}: holds a {type(values).__name__}, expected an object.", path=where)


def _iter_parquet(path: Path, columns: tuple[str, ...] | None) -> Iterator[Record | ArticleError]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(path) as file:
            names = file.schema_arrow.names
            # without the first of them every column is read, so that the message can name what there is
            wanted = [name for name in names if name in columns] if columns and columns[0] in names else names
            for batch in file.iter_batches(batch_size=_ROWS_A_BATCH, columns=wanted):
                for values in batch.to_pylist():
                    number += 1
                    yield Record(str(path), number, values)
    except pa.ArrowException as error:
        where = f"{path}, after row {number}"
        yield ArticleError(f"{where}: is not a Parquet file that can be read ({error}).", path=where)

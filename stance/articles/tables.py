"""Tables read as a stream, row by row: CSV and TSV, JSONL, Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from stance.articles.text import MAX_BYTES, decode, too_large
from stance.errors import ArticleError

TABLE_SUFFIXES = (".csv", ".tsv", ".jsonl", ".parquet")

_DELIMITERS = {".csv": ",", ".tsv": "\t"}
_ROWS_A_BATCH = 64  # rows of a Parquet file held at once
_READ_AHEAD = 2**16  # bytes a column; without it pyarrow holds whole row groups, which may be the whole file


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
    csv.field_size_limit(MAX_BYTES)
    lines = _Lines(file, name)
    reader = csv.DictReader(lines, delimiter=delimiter, strict=True)
    try:
        header = reader.fieldnames or ()
        if broken := lines.take_broken():
            yield ArticleError(f"{broken} In a spreadsheet: CSV UTF-8. No row is read.", path=broken.path)
            return
        if len(set(header)) < len(header):
            doubled = next(column for column in header if header.count(column) > 1)
            yield ArticleError(f"{name}, row 1: column {doubled!r} stands there twice. Rename one.", path=name)
            return
        for number, row in enumerate(reader, start=2):
            record = Record(name, number, row)
            if broken := lines.take_broken():
                yield ArticleError(f"{broken} In a spreadsheet: CSV UTF-8.", path=broken.path)
            elif None in row or None in row.values():
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
        yield ArticleError(f"{error} The rest is not read.", path=error.path)
    finally:
        lines.detach()


class _Lines:
    """The lines of a delimited file; a bad byte spoils its row only, and is noted until it is asked for."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._file = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")
        self._name = name
        self._number = 0
        self._broken: ArticleError | None = None

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._file.readline(MAX_BYTES + 1)
        if not line:
            raise StopIteration
        self._number += 1
        where = f"{self._name}, line {self._number}"
        if len(line) > MAX_BYTES:
            raise too_large(where)
        if not line.isascii():
            try:
                decode(line.encode("utf-8", "surrogateescape"), where=where)
            except ArticleError as error:
                self._broken = self._broken or error
        return line

    def take_broken(self) -> ArticleError | None:
        broken, self._broken = self._broken, None
        return broken

    def detach(self) -> None:
        self._file.detach()  # standard input stays open


def _iter_jsonl(file: IO[bytes], name: str) -> Iterator[Record | ArticleError]:
    number = 0
    while line := file.readline(MAX_BYTES + 1):
        number += 1
        where = f"{name}, line {number}"
        try:
            if len(line) > MAX_BYTES:
                _skip_line(file, line)
                raise too_large(where)
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


def _skip_line(file: IO[bytes], line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = file.readline(MAX_BYTES)


def _iter_parquet(path: Path, columns: tuple[str, ...] | None) -> Iterator[Record | ArticleError]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(path, pre_buffer=False, buffer_size=_READ_AHEAD) as file:
            names = file.schema_arrow.names
            # without the first of them every column is read, so that the message can name what there is
            wanted = [name for name in names if name in columns] if columns and columns[0] in names else names
            for batch in file.iter_batches(batch_size=_ROWS_A_BATCH, columns=wanted, use_threads=False):
                for values in batch.to_pylist():
                    number += 1
                    yield Record(str(path), number, values)
    except pa.ArrowException as error:
        where = f"{path}, after row {number}"
        yield ArticleError(f"{where}: is not a Parquet file that can be read ({error}).", path=where)

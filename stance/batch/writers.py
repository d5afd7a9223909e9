"""Write rows as JSONL, CSV or Parquet, to a file that appears whole or not at all, or to standard output."""

from __future__ import annotations

import csv
import errno
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

from stance.batch.durable import move_into_place, partial_of
from stance.errors import InputError, OutputExistsError

if TYPE_CHECKING:
    import pyarrow as pa

FORMATS = ("jsonl", "csv", "parquet")
STDOUT = "-"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_MAX_ROW_GROUP = 64 * 2**20  # bytes of a Parquet file that are held before they are written

Row = Mapping[str, Any]


class RowWriter(Protocol):
    """Takes rows, a block at a time."""

    def write(self, rows: Sequence[Row]) -> None:
        """Write rows behind those before."""

    def end_part(self) -> None:
        """End a stretch of rows that a reader takes at once, where the format has such (Parquet: a row group)."""


def choose_output(output: str | Path, *, file_format: str | None, stem: str) -> tuple[Path | None, str]:
    """Return the file to write, None for standard output, and its format.

    A folder that exists, or a name that ends in a slash, gets ``<stem>.<format>`` in it. Without a format the file's
    suffix says it, and JSONL where there is none.

    Raises
    ------
    InputError
        If the format is not one of `FORMATS`, is not what the suffix says, or is Parquet on standard output.
    """
    if file_format is not None and file_format not in FORMATS:
        raise InputError(f"format: {file_format!r} is not one of {', '.join(map(repr, FORMATS))}.")
    if str(output) == STDOUT:
        if file_format == "parquet":
            raise InputError("format: 'parquet' cannot go to standard output. Name a file with output=... (--output).")
        return None, file_format or "jsonl"
    path = Path(output)
    if path.is_dir() or str(output).endswith(("/", os.sep)):
        file_format = file_format or "jsonl"
        return path / f"{stem}.{file_format}", file_format
    named = path.suffix.lower().removeprefix(".")
    if file_format is None and named not in FORMATS:
        raise InputError(
            f"output: {path} ends in {path.suffix or 'no suffix'}; expected {', '.join(FORMATS)}. "
            "Rename it, or pass file_format=... (--format)."
        )
    if file_format is not None and named in FORMATS and named != file_format:
        raise InputError(f"output: {path} ends in .{named}, but the format is {file_format!r}. Change one of them.")
    return path, file_format or named


def check_free(path: Path | None, *, overwrite: bool) -> None:
    """Raise `OutputExistsError` if a file stands in the way."""
    if path is not None and path.exists() and not overwrite:
        raise OutputExistsError(f"{path}: exists already. Name another file, or pass overwrite=True (--overwrite).")


@contextmanager
def open_writer(path: Path | None, file_format: str, schema: pa.Schema) -> Iterator[RowWriter]:
    """Give a writer; the file stands at `path` only when the block ends without an exception.

    Parameters
    ----------
    path : Path or None
        In a folder that exists; None writes to standard output.
    file_format : str
        One of `FORMATS`.
    schema : pyarrow.Schema
        The columns in the order of the table, with their types for Parquet.
    """
    if path is None:
        with _text_file(None) as file:
            yield _JsonlWriter(file) if file_format == "jsonl" else _CsvWriter(file, schema.names)
        return
    partial = partial_of(path)
    try:
        if file_format == "parquet":
            with _ParquetWriter(partial, schema) as writer:
                yield writer
        else:
            with _text_file(partial) as file:
                yield _JsonlWriter(file) if file_format == "jsonl" else _CsvWriter(file, schema.names)
        move_into_place(partial, path)
    except OSError as error:
        if error.errno in _FULL:  # which does not say of what
            error.filename = str(path)
        raise
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def _text_file(path: Path | None) -> Iterator[IO[str]]:
    # half of a broken emoji cannot be encoded; it is written as the escape that JSON has for it
    if path is None:
        with open(
            sys.stdout.fileno(), "w", encoding="utf-8", errors="backslashreplace", newline="", closefd=False
        ) as f:
            yield f
        return
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        yield file


class _JsonlWriter:
    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._encode = json.JSONEncoder(ensure_ascii=False, default=str).encode

    def write(self, rows: Sequence[Row]) -> None:
        self._file.writelines(f"{self._encode(row)}\n" for row in rows)

    def end_part(self) -> None:
        pass


class _CsvWriter:
    def __init__(self, file: IO[str], columns: Sequence[str]) -> None:
        self._columns = columns
        self._writer = csv.writer(file, lineterminator="\n")
        self._writer.writerow(columns)

    def write(self, rows: Sequence[Row]) -> None:
        columns = self._columns
        self._writer.writerows([_as_cell(row.get(name)) for name in columns] for row in rows)

    def end_part(self) -> None:
        pass


class _ParquetWriter:
    def __init__(self, path: Path, schema: pa.Schema) -> None:
        import pyarrow.parquet as pq

        self._schema = schema
        self._writer = pq.ParquetWriter(path, schema)
        self._tables: list[pa.Table] = []
        self._n_bytes = 0

    def __enter__(self) -> _ParquetWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *exception: object) -> None:
        try:
            if kind is None:
                self.end_part()
        finally:
            self._writer.close()

    def write(self, rows: Sequence[Row]) -> None:
        import pyarrow as pa

        try:
            table = pa.Table.from_pylist(list(rows), schema=self._schema)
        except UnicodeEncodeError:
            encodable = [{name: _encodable(value) for name, value in row.items()} for row in rows]
            table = pa.Table.from_pylist(encodable, schema=self._schema)
        self._tables.append(table)
        self._n_bytes += table.nbytes
        if self._n_bytes > _MAX_ROW_GROUP:
            self.end_part()

    def end_part(self) -> None:
        import pyarrow as pa

        if self._tables:
            self._writer.write_table(pa.concat_tables(self._tables))
        self._tables, self._n_bytes = [], 0


def _as_cell(value: object) -> object:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return " | ".join(map(str, value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, list):
        return [_encodable(item) for item in value]
    return value

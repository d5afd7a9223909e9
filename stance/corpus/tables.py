"""Read a whole table as strings: CSV, TSV, JSONL or Parquet."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pandas as pd

from stance.errors import DataError, SourceNotFoundError

_DELIMITERS = {".csv": ",", ".tsv": "\t"}


def read_table(path: str | Path) -> pd.DataFrame:
    """Return a table with every value as the string that stands in the file.

    "NA" and "None" are words; an empty or missing cell is the empty string. The index counts rows as a spreadsheet
    does: the first row under the header of a CSV file is 2, the first line of a JSONL file is 1.

    Parameters
    ----------
    path : str or Path
        A file ending in .csv, .tsv, .jsonl or .parquet, in UTF-8 with or without a byte order mark.

    Raises
    ------
    SourceNotFoundError
        If there is no such file.
    DataError
        If it is of another kind, not UTF-8, without rows, or broken in a row, which is named.
    """
    path = Path(path)
    if not path.is_file():
        raise SourceNotFoundError(f"{path}: there is no such file. Give a table of labelled statements.")
    suffix = path.suffix.lower()
    if suffix in _DELIMITERS:
        frame = _read_delimited(path, _DELIMITERS[suffix])
    elif suffix == ".jsonl":
        records = read_jsonl(path)
        frame = pd.DataFrame(list(records.values()), index=list(records), dtype=object)
    elif suffix == ".parquet":
        frame = _read_parquet(path)
    else:
        raise DataError(f"{path}: {suffix or 'no'} suffix; expected .csv, .tsv, .jsonl or .parquet. Convert the table.")
    if frame.empty:
        raise DataError(f"{path}: holds no rows. Give a table with a header and at least one row.")
    return frame.astype(object).where(frame.notna(), "").astype(str)


def _read_text(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8").removeprefix("\ufeff")  # utf-8-sig counts its errors from behind the mark
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError(
            f"{path}, line {line}: byte {data[error.start]:#04x} at offset {error.start} is not UTF-8. "
            "Save the file as UTF-8 (in a spreadsheet: CSV UTF-8)."
        ) from None


def _read_delimited(path: Path, delimiter: str) -> pd.DataFrame:
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(io.StringIO(_read_text(path), newline=""), delimiter=delimiter, strict=True)
    try:
        rows = {number: row for number, row in enumerate(reader, start=1) if row}  # a blank line counts as a row
    except csv.Error as error:
        raise DataError(f"{path}, line {reader.line_num}: {error}. Check the quotation marks there.") from None
    if not rows:
        raise DataError(f"{path}: is empty. Give a table with a header and at least one row.")
    header = rows.pop(next(iter(rows)))
    for number, row in rows.items():
        if len(row) != len(header):
            raise DataError(
                f"{path}, row {number}: {len(row)} cells, expected {len(header)} as in the header. "
                "Put cells that hold a delimiter or a line break in double quotation marks."
            )
    return pd.DataFrame(list(rows.values()), index=list(rows), columns=header, dtype=object)


def read_jsonl(path: Path) -> dict[int, dict[str, Any]]:
    """Return the objects of a JSONL file by the number of their line, blank lines left out.

    Raises
    ------
    DataError
        If the file is not UTF-8 or a line is not an object.
    """
    records: dict[int, dict[str, Any]] = {}
    for number, line in enumerate(_read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            json.dumps(record, ensure_ascii=False).encode("utf-8")  # half of a surrogate pair is no text
        except (ValueError, RecursionError) as error:
            raise DataError(f"{path}, line {number}: is not JSON ({error}). Write one object a line.") from None
        if not isinstance(record, dict):
            raise DataError(f"{path}, line {number}: holds a {type(record).__name__}, expected an object.")
        records[number] = record
    return records


def _read_parquet(path: Path) -> pd.DataFrame:
    import pyarrow as pa

    try:
        frame = pd.read_parquet(path, dtype_backend="pyarrow")  # numpy would turn 84 beside a gap into 84.0
    except (pa.ArrowException, OSError, ValueError) as error:
        raise DataError(f"{path}: is not a Parquet file that can be read ({error}).") from None
    return frame.set_axis(range(1, len(frame) + 1), axis="index")

"""Types of the result tables' columns, for Parquet."""

from __future__ import annotations

import pyarrow as pa

from stance.types import SPEAKER_COLUMNS, STATEMENT_COLUMNS, Level

_TYPES = {
    "start": pa.int64(),
    "end": pa.int64(),
    "n_statements": pa.int64(),
    "on_target": pa.bool_(),
    "abstained": pa.bool_(),
    "evidence": pa.list_(pa.string()),
} | dict.fromkeys(("relevance", "p_against", "p_favor", "p_neutral", "confidence", "low", "high"), pa.float64())

PREDICTION_COLUMNS = STATEMENT_COLUMNS[STATEMENT_COLUMNS.index("target") :]


def schema_of(columns: tuple[str, ...]) -> pa.Schema:
    """Return the types of result columns; those without a type of their own are strings."""
    return pa.schema([(name, _TYPES.get(name, pa.string())) for name in columns])


def columns_of(level: Level) -> tuple[str, ...]:
    """Return the columns of the statement or the speaker table."""
    return STATEMENT_COLUMNS if level == "statement" else SPEAKER_COLUMNS

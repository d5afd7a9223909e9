"""What became of a batch, and the journal of what failed in it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from stance.errors import ArticleError


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """What became of a batch.

    Parameters
    ----------
    output : str
        Where the table is.
    n_read : int
        Articles (or rows) that were read.
    n_written : int
        Rows that were written.
    n_failed : int
        Articles (or rows) that failed.
    errors : str or None
        The journal that lists them; None where none failed, or the table went to standard output.
    """

    output: str
    n_read: int
    n_written: int
    n_failed: int
    errors: str | None


@dataclass(slots=True)
class ErrorJournal:
    """Collects failures, and writes them beside the output when there are any."""

    failures: list[ArticleError] = field(default_factory=list)

    def add(self, error: ArticleError) -> None:
        """Note one failure."""
        self.failures.append(error)

    def write(self, output: Path | None) -> str | None:
        """Write ``<output>.errors.jsonl``, or remove an older one when nothing failed; return its path."""
        if output is None:
            return None
        path = journal_path(output)
        if not self.failures:
            path.unlink(missing_ok=True)
            return None
        rows = ({"article_id": e.article_id, "path": e.path, "error": str(e)} for e in self.failures)
        partial = path.with_name(f".{path.name}.partial")
        partial.write_text(
            "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows),
            encoding="utf-8",
            errors="backslashreplace",
        )
        partial.replace(path)
        return str(path)


def journal_path(output: Path) -> Path:
    """Return where the failures of a batch are listed."""
    return output.with_name(f"{output.name}.errors.jsonl")

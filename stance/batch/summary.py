"""What became of a batch, and the lists beside its output: what failed in it, and what was there twice."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

from stance.batch.durable import move_into_place, partial_of
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
        Rows of the table.
    n_failed : int
        Articles (or rows) that failed.
    errors : str or None
        The journal that lists them; None where none failed, or the table went to standard output.
    n_resumed : int
        Of those read, the articles that an earlier run had scored already.
    n_duplicates : int
        Of those read, the articles whose text is that of an earlier one, to the character.
    duplicates : str or None
        The file that lists them; None where there are none, or the table went to standard output.
    """

    output: str
    n_read: int
    n_written: int
    n_failed: int
    errors: str | None
    n_resumed: int = 0
    n_duplicates: int = 0
    duplicates: str | None = None


class SideList:
    """Objects listed in ``<output>.<kind>.jsonl``, written as they come; no file where there is none.

    The file appears when the ``with`` block ends without an exception, and replaces the one of a run before.

    Parameters
    ----------
    output : Path or None
        The table. None counts only: it went to standard output.
    kind : str
        Middle part of the name.
    """

    def __init__(self, output: Path | None, kind: str) -> None:
        self.path = None if output is None else output.with_name(f"{output.name}.{kind}.jsonl")
        self.n = 0
        self._partial = self.path and partial_of(self.path)
        self._file: IO[str] | None = None

    def add(self, row: Mapping[str, object]) -> None:
        """List one more."""
        self.n += 1
        if self._partial is None:
            return
        if self._file is None:
            self._partial.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._partial.open("w", encoding="utf-8", errors="backslashreplace")
        self._file.write(json.dumps(row, ensure_ascii=False) + "\n")

    @property
    def written(self) -> str | None:
        """Where the file is, None where there is none."""
        return str(self.path) if self.path and self.n else None

    def __enter__(self) -> SideList:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._file is not None:
                self._file.close()
            if kind is None and self.path and self._partial:
                if self.n:
                    move_into_place(self._partial, self.path)
                else:
                    self.path.unlink(missing_ok=True)
        finally:
            if self._partial is not None:
                self._partial.unlink(missing_ok=True)


class ErrorJournal(SideList):
    """The failures of a batch, in ``<output>.errors.jsonl``."""

    def __init__(self, output: Path | None) -> None:
        super().__init__(output, "errors")
        self.first: ArticleError | None = None

    def add_error(self, error: ArticleError) -> None:
        """List one failure."""
        self.first = self.first or error
        self.add({"article_id": error.article_id, "path": error.path, "error": str(error)})

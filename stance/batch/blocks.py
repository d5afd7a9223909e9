"""Blocks of work, and the loop that takes them from the source over the workers to the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from stance.batch.journal import Done, State
from stance.batch.summary import BatchSummary, ErrorJournal, SideList
from stance.errors import ArticleError

Rows = list[dict[str, Any]]
Progress = Callable[[int, int], None]
"""Called with the number of articles (or rows) done so far, and of those that failed."""


@dataclass(slots=True)
class Block:
    """Some of the records of a batch, in order.

    Parameters
    ----------
    items : list
        Records to write rows for, and failures between them.
    work : list
        What a worker has to read for them.
    many : bool
        Whether it comes so late in the stream that a worker may take its time to begin: see `load_expected`.
    n_read, n_resumed : int
        Records that were read for it, and those of them that an earlier run has done.
    duplicates : list of Done
        Articles whose text is that of an earlier one.
    ends_part : bool
        Whether it is the last of a part.
    """

    items: list[Any] = field(default_factory=list)
    work: list[Any] = field(default_factory=list)
    many: bool = False
    n_read: int = 0
    n_resumed: int = 0
    duplicates: list[Done] = field(default_factory=list)
    ends_part: bool = False


class Pipeline(Protocol):
    """Knows how records become work, and outcomes rows."""

    def blocks(self, results: Iterable[Any]) -> Iterator[Block]:
        """Cut a stream of records and failures into blocks."""

    def rows_of(self, block: Block, outcomes: Iterable[Any]) -> tuple[Rows, list[Done], list[ArticleError]]:
        """Return the rows of a block, the records that are done with them, and what failed."""


class Sink(Protocol):
    """Takes rows, in order."""

    n_rows: int

    def state(self, key: str, content: str) -> State:
        """Return what an earlier run did of a record."""

    def add(self, rows: Rows, done: list[Done]) -> None:
        """Take the rows of some records."""

    def end_part(self) -> None:
        """End a part."""


class Runner(Protocol):
    """Has the work of blocks done."""

    def __call__(self, blocks: Iterable[Block]) -> Iterator[tuple[Block, list[Any]]]:
        """Yield each block with one outcome for each piece of its work, in order, reading only a few blocks ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """All that is decided before a batch runs.

    Parameters
    ----------
    output : str
        Where the table will be, for the summary.
    lists : Path or None
        Where the lists of failures and duplicates belong; None is nowhere.
    sink, runner : context managers
        Opened when it runs.
    pipeline : callable
        Makes the pipeline, given what the sink knows of earlier runs.
    progress : callable or None
    on_error : callable or None
        Told of each failure.
    """

    output: str
    lists: Path | None
    sink: AbstractContextManager[Sink]
    runner: AbstractContextManager[Runner]
    pipeline: Callable[[Callable[[str, str], State]], Pipeline]
    progress: Progress | None = None
    on_error: Callable[[ArticleError], None] | None = None

    def run(self, results: Iterable[Any]) -> BatchSummary:
        """Take every record and failure of a stream to the table or to the journal."""
        errors, duplicates = ErrorJournal(self.lists), SideList(self.lists, "duplicates")
        n_read = n_resumed = 0
        with ExitStack() as stack:
            # left in the opposite order: who sees the table finds the lists beside it
            sink = stack.enter_context(self.sink)
            stack.enter_context(errors)
            stack.enter_context(duplicates)
            run = stack.enter_context(self.runner)
            pipeline = self.pipeline(sink.state)
            for block, outcomes in run(pipeline.blocks(results)):
                rows, done, failures = pipeline.rows_of(block, outcomes)
                for error in failures:
                    errors.add_error(error)
                    if self.on_error is not None:
                        self.on_error(error)
                for one in block.duplicates:
                    duplicates.add({"article_id": one.key, "duplicate_of": one.duplicate_of})
                sink.add(rows, done)
                if block.ends_part:
                    sink.end_part()
                n_read += block.n_read
                n_resumed += block.n_resumed
                if self.progress is not None and (block.n_read or failures):
                    self.progress(n_read, errors.n)
        return BatchSummary(
            self.output, n_read, sink.n_rows, errors.n, errors.written, n_resumed, duplicates.n, duplicates.written
        )

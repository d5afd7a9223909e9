"""Score articles from files to a table of statements or speakers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, get_args

from joblib import Parallel, delayed

from stance.analyzer import load_analyzer
from stance.articles import iter_articles
from stance.batch.schemas import columns_of, schema_of
from stance.batch.summary import BatchSummary, ErrorJournal
from stance.batch.writers import check_free, choose_output, open_writer
from stance.errors import ArticleError, InputError
from stance.labels import DEFAULT_MODEL
from stance.types import Article, Level

Progress = Callable[[int, int], None]
"""Called with the number of articles done so far, and of those that failed."""

_ARTICLES_A_BLOCK = 64
_STEMS = {"statement": "statements", "speaker": "speakers"}

Rows = list[dict[str, Any]]
Result = tuple[Rows, list[tuple[str, str, str | None]]]


def score_files(
    sources: str | Path | Iterable[str | Path],
    *,
    output: str | Path,
    model: str | Path = DEFAULT_MODEL,
    level: Level = "statement",
    file_format: str | None = None,
    n_jobs: int = 1,
    limit: int | None = None,
    text_column: str = "text",
    id_column: str = "id",
    stdin_format: str = "txt",
    overwrite: bool = False,
    progress: Progress | None = None,
    on_error: Callable[[ArticleError], None] | None = None,
) -> BatchSummary:
    """Read articles, say who in them stands where, and write a table.

    Articles are read and written as a stream, in order. One that cannot be read or analyzed is listed in
    ``<output>.errors.jsonl`` and the batch goes on. The table appears whole, when everything is done.

    Parameters
    ----------
    sources : str, Path, or iterable of them
        See `stance.iter_articles`.
    output : str or Path
        File ending in .jsonl, .csv or .parquet; or a folder, which gets ``statements.jsonl`` or
        ``speakers.jsonl``; or ``-`` for standard output.
    model : str or Path
        Model folder, or the name of a shipped model.
    level : "statement" or "speaker"
        What a row is.
    file_format : "jsonl", "csv", "parquet" or None
        None takes it from the suffix of `output`.
    n_jobs : int
        Processes, as in joblib.
    limit : int or None
        Articles to read at most.
    text_column, id_column, stdin_format
        See `stance.iter_articles`.
    overwrite : bool
        Whether a file that stands there is replaced.
    progress : callable or None
        Called with the articles done and failed.
    on_error : callable or None
        Told of each failure as it happens, beside the journal.

    Returns
    -------
    BatchSummary

    Raises
    ------
    SourceNotFoundError, InputError
        If a source is missing or of a kind that is not read.
    OutputExistsError
        If the output exists and `overwrite` is false.
    ModelNotFoundError
        If there is no such model.
    """
    if level not in get_args(Level):
        raise InputError(f"level: {level!r} is not one of 'statement', 'speaker'.")
    if n_jobs == 0:
        raise InputError("n_jobs: 0 processes; give 1 or more, or -1 for every core (--jobs).")
    path, file_format = choose_output(output, file_format=file_format, stem=_STEMS[level])
    check_free(path, overwrite=overwrite)
    journal = ErrorJournal()

    def fail(error: ArticleError) -> None:
        journal.add(error)
        if on_error is not None:
            on_error(error)

    articles = iter_articles(
        sources, text_column=text_column, id_column=id_column, stdin_format=stdin_format, on_error=fail
    )
    load_analyzer(model)  # a missing model is told before any article is read
    n_read = n_written = 0
    columns = columns_of(level)
    with open_writer(path, file_format, columns, schema_of(columns)) as writer:
        for block, (rows, failures) in _score_blocks(islice(articles, limit), model, level, n_jobs):
            for message, where, article_id in failures:
                fail(ArticleError(message, path=where, article_id=article_id))
            writer.write(rows)
            n_read += block
            n_written += len(rows)
            if progress is not None:
                progress(n_read, len(journal.failures))
    n_unread = len(journal.failures)
    return BatchSummary(str(path or output), n_read, n_written, n_unread, journal.write(path))


def _score_blocks(
    articles: Iterator[Article], model: str | Path, level: Level, n_jobs: int
) -> Iterator[tuple[int, Result]]:
    blocks = iter(lambda: list(islice(articles, _ARTICLES_A_BLOCK)), [])
    jobs = (delayed(_score_block)(block, str(model), level) for block in blocks)
    yield from Parallel(n_jobs=n_jobs, return_as="generator", pre_dispatch="2*n_jobs")(jobs)


def _score_block(articles: list[Article], model: str, level: Level) -> tuple[int, Result]:
    analyzer = load_analyzer(model)
    try:
        return len(articles), ([row for a in analyzer.analyze_many(articles) for row in a.to_rows(level)], [])
    except Exception as error:
        if len(articles) == 1:
            message = f"{articles[0].path or articles[0].id}: the analysis failed ({type(error).__name__}: {error})."
            return 1, ([], [(message, articles[0].path or "", articles[0].id)])
    # one article spoilt the block: go through it one by one, so that only that one is lost
    rows: Rows = []
    failures: list[tuple[str, str, str | None]] = []
    for article in articles:
        _, (found, failed) = _score_block([article], model, level)
        rows += found
        failures += failed
    return len(articles), (rows, failures)

"""Score articles from files to a table of statements or speakers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import get_args

from stance.analyzer import identify
from stance.articles.sources import read_articles
from stance.batch.blocks import Batch, Progress
from stance.batch.parts import open_sink
from stance.batch.pipeline import ArticlePipeline
from stance.batch.schemas import columns_of, schema_of
from stance.batch.selection import Selection
from stance.batch.summary import BatchSummary
from stance.batch.workers import ScoreArticles, open_runner
from stance.batch.writers import choose_output
from stance.errors import ArticleError, InputError
from stance.labels import DEFAULT_MODEL
from stance.types import Article, Level

_STEMS = {"statement": "statements", "speaker": "speakers"}


def score_files(
    sources: str | Path | Iterable[str | Path],
    *,
    output: str | Path,
    model: str | Path = DEFAULT_MODEL,
    level: Level = "statement",
    file_format: str | None = None,
    n_jobs: int = 1,
    limit: int | None = None,
    shard: str | None = None,
    where: str | Iterable[str] = (),
    text_column: str = "text",
    id_column: str = "id",
    date_column: str = "date",
    stdin_format: str = "txt",
    resume: bool = False,
    engine: str = "local",
    scheduler: str | None = None,
    overwrite: bool = False,
    progress: Progress | None = None,
    on_error: Callable[[ArticleError], None] | None = None,
) -> BatchSummary:
    """Read articles, say who in them stands where, and write a table.

    Articles are read and written as a stream, in order, and memory does not grow with their number. One that cannot be
    read or analyzed is listed in ``<output>.errors.jsonl`` and the batch goes on. One whose text is that of an earlier
    article, to the character, gets the rows of that one under its own id, and is listed with it in
    ``<output>.duplicates.jsonl``: leave those ids out to count a reprint once.

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
        Processes, as in joblib. They change no byte of the table.
    limit : int or None
        Articles to read at most, of those that `shard` and `where` take.
    shard : str or None
        ``"2/8"`` takes the second of eight parts of the articles, by a hash of their ids.
    where : str or iterable of str
        Conditions on the date, such as ``"date>=2026-01-01"``, which must all hold. An article without a date fails.
    text_column, id_column, date_column, stdin_format
        See `stance.iter_articles`.
    resume : bool
        Write parts of about a thousand articles, each of which outlasts a crash, and go on behind those that an earlier
        run wrote; articles that failed are tried again. A folder as `output` gets ``part-00000.<format>`` and so on; a
        file is put together at the end from the parts in ``<output>.parts/``, which stay, so that the same call
        later scores new articles only. What an earlier run scored stays in the table.
    engine : "local" or "dask"
        Where the work is done; ``"dask"`` sends it to a cluster, with the same table (extra ``dask``).
    scheduler : str or None
        Address of the cluster's scheduler; None is the ``distributed.Client`` that the caller has made.
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
        If a source is missing or of a kind that is not read, or an argument has an impossible value.
    OutputExistsError
        If the output exists and neither `overwrite` nor `resume` allows it.
    ResumeError
        If the run to resume had another model, level, format, columns, shard or dates, or is still at work.
    ModelNotFoundError
        If there is no such model.
    """
    if level not in get_args(Level):
        raise InputError(f"level: {level!r} is not one of 'statement', 'speaker'.")
    selection = Selection.parse(shard, where)
    path, file_format = choose_output(output, file_format=file_format, stem=_STEMS[level])
    results = read_articles(
        sources, text_column=text_column, id_column=id_column, date_column=date_column, stdin_format=stdin_format
    )
    identity = identify(model)  # a missing model is told before any article is read
    settings = {"level": level, "selection": str(selection), "text_column": text_column, "id_column": id_column}
    lists, sink = open_sink(
        output,
        path,
        file_format,
        schema_of(columns_of(level)),
        settings=settings | ({"date_column": date_column} if selection.where else {}),
        model=identity,
        resume=resume,
        overwrite=overwrite,
    )
    task = ScoreArticles(str(model), identity.model_id, level)
    batch = Batch(
        output=str(output if resume else path or output),
        lists=lists,
        sink=sink,
        runner=open_runner(task, n_jobs=n_jobs, engine=engine, scheduler=scheduler),
        pipeline=ArticlePipeline,
        progress=progress,
        on_error=on_error,
    )
    return batch.run(_take(results, selection, limit))


def _take(
    results: Iterable[Article | ArticleError], selection: Selection, limit: int | None
) -> Iterator[Article | ArticleError]:
    n_taken = 0
    for result in results:
        taken = selection.take(result)
        if taken is None:
            continue
        yield taken
        n_taken += isinstance(taken, Article)
        if n_taken == limit:
            return

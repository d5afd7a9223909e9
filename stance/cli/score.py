"""``stance score``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stance.cli.options import (
    debug_option,
    model_option,
    overwrite_option,
    source_options,
)
from stance.cli.settings import EXIT_DONE, EXIT_PARTLY
from stance.types import Level

if TYPE_CHECKING:
    from stance.batch import BatchSummary
    from stance.batch.selection import Selection
    from stance.errors import ArticleError
    from stance.types import Article


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option(
    "--statements",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Score a table of ready-made statements instead; its rows come back with the predictions added.",
)
@click.option("--output", "-o", metavar="FILE", help="File (.jsonl, .csv, .parquet), folder, or - for standard output.")
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["jsonl", "csv", "parquet", "table"]),
    help="Default: as the output's suffix says; a table on a terminal, JSONL elsewhere.",
)
@click.option(
    "--level",
    type=click.Choice(["statement", "speaker"]),
    help="What a row is.  [default: speaker in a table, else statement]",
)
@model_option
@source_options
@click.option("--date-column", default="date", show_default=True, metavar="NAME", help="Column of the article's date.")
@click.option(
    "--where",
    multiple=True,
    metavar="CONDITION",
    help="Take articles of some dates only, as in 'date>=2026-01-01'; repeat it for both ends of a period.",
)
@click.option("--shard", metavar="I/N", help="Take one of N parts of the articles, by a hash of their ids, as in 2/8.")
@click.option(
    "--resume",
    is_flag=True,
    help="Write parts that outlast a crash, and go on behind those of an earlier run. A folder as OUTPUT keeps the "
    "parts; a file is put together from OUTPUT.parts/.",
)
@click.option("--jobs", "-j", type=int, default=1, show_default=True, help="Processes; -1 for every core.")
@click.option(
    "--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True, help="Where the work is done."
)
@click.option("--scheduler", metavar="ADDRESS", help="Scheduler of the Dask cluster, as in tcp://10.0.0.1:8786.")
@overwrite_option
@debug_option
def command(
    *,
    sources: tuple[str, ...],
    statements: Path | None,
    output: str | None,
    file_format: str | None,
    level: Level | None,
    model: str,
    text_column: str,
    id_column: str,
    date_column: str,
    stdin_format: str,
    limit: int | None,
    where: tuple[str, ...],
    shard: str | None,
    resume: bool,
    jobs: int,
    engine: str,
    scheduler: str | None,
    overwrite: bool,
) -> int:
    """Say who in articles stands where, with the words that show it.

    A SOURCE is a file (.txt, .md, .html, .csv, .tsv, .jsonl, .parquet), a folder, or - for standard input. It is read
    as a stream: memory does not grow with the number of articles.

    Articles that fail are listed in OUTPUT.errors.jsonl, and the exit code is 3. Articles whose text is that of an
    earlier one get its rows, and are listed in OUTPUT.duplicates.jsonl.

    \b
    Examples:
      stance score article.txt
      stance score news/ archive.parquet -o scored.parquet --jobs 2
      stance score --statements quotes.csv --text-column quote -o scored.csv
    A nightly job, which goes on after a crash and then scores what is new:
      stance score news/ -o scored/ --format parquet --resume
    The second of eight machines, the articles of one month:
      stance score news/ -o part2.parquet --shard 2/8
          --where 'date>=2026-01-01' --where 'date<2026-02-01'
    A Dask cluster:
      stance score archive/ -o scored/ --engine dask --scheduler tcp://10.0.0.1:8786
    """  # noqa: D301 - the mark must reach click as one character
    from stance.articles import iter_articles
    from stance.batch import score_files, score_statements
    from stance.batch.selection import Selection

    if bool(sources) == (statements is not None):
        raise click.UsageError("Give articles (SOURCE...) or a table of statements (--statements FILE), one of them.")
    if statements is not None and (level or where or shard):
        name = "--level" if level else "--where" if where else "--shard"
        raise click.UsageError(f"{name} is for articles: each row of --statements is a statement. Leave it out.")
    to_terminal = output is None and file_format is None and sys.stdout.isatty()
    if statements is None and (file_format == "table" or to_terminal):
        if output is not None:
            raise click.UsageError(
                "--format table goes to standard output. Leave out --output, or choose another format."
            )
        if resume or engine != "local":
            raise click.UsageError("--resume and --engine are for output to a file or folder. Give --output.")
        failures: list[ArticleError] = []
        selection = Selection.parse(shard, where)
        articles = iter_articles(
            sources,
            text_column=text_column,
            id_column=id_column,
            date_column=date_column,
            stdin_format=stdin_format,
            on_error=failures.append,
        )
        return _show(islice(selection.of(articles, failures.append), limit), model, level or "speaker", failures)
    if file_format == "table":
        raise click.UsageError("--format table is for articles. Choose jsonl, csv or parquet for --statements.")
    common: dict[str, Any] = {
        "output": output or "-",
        "text_column": text_column,
        "model": model,
        "file_format": file_format,
        "n_jobs": jobs,
        "limit": limit,
        "resume": resume,
        "engine": engine,
        "scheduler": scheduler,
        "overwrite": overwrite,
    }
    if statements is not None:
        with _reporting(output, [statements], limit) as told:
            return _conclude(score_statements(statements, **common, **told))
    # which of them are of the right date nobody knows before, nor the time left
    with _reporting(output, [] if where else sources, limit, Selection.parse(shard, where)) as told:
        summary = score_files(
            sources,
            level=level or "statement",
            shard=shard,
            where=where,
            id_column=id_column,
            date_column=date_column,
            stdin_format=stdin_format,
            **common,
            **told,
        )
    return _conclude(summary)


@contextmanager
def _reporting(
    output: str | None, sources: Sequence[str | Path], limit: int | None, selection: Selection | None = None
) -> Iterator[dict[str, Any]]:
    """Give what shows progress and failures; failures go to standard error where there is no journal."""
    from stance.articles.counting import count_articles
    from stance.cli.console import progress_bar

    def on_error(error: ArticleError) -> None:
        if output in (None, "-"):
            click.echo(f"stance: {error}", err=True)

    total = count_articles(sources) or None if sources and sys.stderr.isatty() else None
    if total is not None and selection is not None and selection.shard is not None:
        total //= selection.shard.of
    if limit is not None:
        total = min(total or limit, limit)

    with progress_bar("score", rate=True) as show:

        def progress(done: int, failed: int) -> None:
            show(f"score ({failed:,} failed)" if failed else "score", done, total)

        yield {"progress": progress, "on_error": on_error}


def _conclude(summary: BatchSummary) -> int:
    if summary.output != "-":
        done = f"{summary.n_written:,} rows from {summary.n_read:,} read"
        before = f" ({summary.n_resumed:,} of them before)" if summary.n_resumed else ""
        where = f", listed in {summary.errors}" if summary.errors else ""
        copies = f"; {summary.n_duplicates:,} duplicates, listed in {summary.duplicates}" if summary.duplicates else ""
        click.echo(f"{summary.output}: {done}{before}; {summary.n_failed:,} failed{where}{copies}", err=True)
    return EXIT_PARTLY if summary.n_failed else EXIT_DONE


def _show(articles: Iterable[Article], model: str, level: Level, failures: list[ArticleError]) -> int:
    from stance.analyzer import StanceAnalyzer
    from stance.cli.show import print_analysis

    for analysis in StanceAnalyzer.load(model).analyze_many(articles):
        print_analysis(analysis, level=level)
    for error in failures:
        click.echo(f"stance: {error}", err=True)
    return EXIT_PARTLY if failures else EXIT_DONE

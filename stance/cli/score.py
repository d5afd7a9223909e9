"""``stance score``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

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
    from collections.abc import Callable

    from stance.batch import BatchSummary
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
@click.option("--jobs", "-j", type=int, default=1, show_default=True, help="Processes; -1 for every core.")
@source_options
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
    jobs: int,
    text_column: str,
    id_column: str,
    stdin_format: str,
    limit: int | None,
    overwrite: bool,
) -> int:
    """Say who in articles stands where, with the words that show it.

    A SOURCE is a file (.txt, .md, .html, .csv, .tsv, .jsonl, .parquet), a folder, or - for standard input. Articles
    that fail are listed in OUTPUT.errors.jsonl, and the exit code is 3.
    """
    from stance.articles import iter_articles
    from stance.batch import score_files, score_statements

    if bool(sources) == (statements is not None):
        raise click.UsageError("Give articles (SOURCE...) or a table of statements (--statements FILE), one of them.")
    if statements is not None and level is not None:
        raise click.UsageError("--level is for articles: each row of --statements is a statement. Leave it out.")
    to_terminal = output is None and file_format is None and sys.stdout.isatty()
    if statements is None and (file_format == "table" or to_terminal):
        if output is not None:
            raise click.UsageError(
                "--format table goes to standard output. Leave out --output, or choose another format."
            )
        failures: list[ArticleError] = []
        articles = iter_articles(
            sources, text_column=text_column, id_column=id_column, stdin_format=stdin_format, on_error=failures.append
        )
        return _show(islice(articles, limit), model, level or "speaker", failures)
    if file_format == "table":
        raise click.UsageError("--format table is for articles. Choose jsonl, csv or parquet for --statements.")
    with _reporting(output) as (progress, on_error):
        if statements is not None:
            summary = score_statements(
                statements,
                output=output or "-",
                text_column=text_column,
                model=model,
                file_format=file_format,
                limit=limit,
                overwrite=overwrite,
                progress=progress,
                on_error=on_error,
            )
        else:
            summary = score_files(
                sources,
                output=output or "-",
                model=model,
                level=level or "statement",
                file_format=file_format,
                n_jobs=jobs,
                limit=limit,
                text_column=text_column,
                id_column=id_column,
                stdin_format=stdin_format,
                overwrite=overwrite,
                progress=progress,
                on_error=on_error,
            )
    return _conclude(summary)


@contextmanager
def _reporting(output: str | None) -> Iterator[tuple[Callable[[int, int], None], Callable[[ArticleError], None]]]:
    """Give what shows progress and failures; failures go to standard error where there is no journal."""
    from stance.cli.console import progress_bar

    def on_error(error: ArticleError) -> None:
        if output in (None, "-"):
            click.echo(f"stance: {error}", err=True)

    with progress_bar("score") as show:
        yield lambda done, failed: show(f"score ({failed} failed)" if failed else "score", done, None), on_error


def _conclude(summary: BatchSummary) -> int:
    where = f", listed in {summary.errors}" if summary.errors else ""
    if summary.output != "-":
        done = f"{summary.n_written:,} rows from {summary.n_read:,} read"
        click.echo(f"{summary.output}: {done}; {summary.n_failed:,} failed{where}", err=True)
    return EXIT_PARTLY if summary.n_failed else EXIT_DONE


def _show(articles: Iterable[Article], model: str, level: Level, failures: list[ArticleError]) -> int:
    from stance.analyzer import StanceAnalyzer
    from stance.cli.show import print_analysis

    for analysis in StanceAnalyzer.load(model).analyze_many(articles):
        print_analysis(analysis, level=level)
    for error in failures:
        click.echo(f"stance: {error}", err=True)
    return EXIT_PARTLY if failures else EXIT_DONE

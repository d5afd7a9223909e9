"""``stance report``."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stance.cli.options import debug_option, model_option, overwrite_option, source_options
from stance.cli.settings import EXIT_DONE, EXIT_PARTLY
from stance.errors import InputError, ModelNotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stance.errors import ArticleError
    from stance.types import Analysis, Article


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--output", "-o", required=True, type=click.Path(path_type=Path), metavar="FILE", help="Page (.html).")
@click.option(
    "--articles",
    multiple=True,
    metavar="PATH",
    help="Articles behind a statement table: their texts, titles, dates and outlets; repeatable.",
)
@click.option("--pages", is_flag=True, help="Write a page for each article too, into the folder <output>-articles.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Labelled statements that a model was trained on: measure its learning curve on them.",
)
@click.option("--title", metavar="TEXT", help="Headline of a corpus page.")
@model_option
@source_options
@overwrite_option
@debug_option
def command(
    *,
    sources: tuple[str, ...],
    output: Path,
    articles: tuple[str, ...],
    data: Path | None,
    pages: bool,
    title: str | None,
    model: str,
    text_column: str,
    id_column: str,
    stdin_format: str,
    limit: int | None,
    overwrite: bool,
) -> int:
    """Write one page to read: an article with its evidence, a corpus with its trends, or a model.

    SOURCE is an article (a file, or - for standard input), several of them (files, folders, tables of articles), a
    statement table that stance score wrote, or a model (its folder, or the name of a shipped one). The page holds all
    it needs: no network, no other file. Articles that fail are told, and the exit code is 3.
    """
    from stance.articles import iter_articles
    from stance.report.inputs import is_statement_table
    from stance.report.write import check_output, write_report

    check_output(output, overwrite=overwrite)
    failures: list[ArticleError] = []

    def read(paths: tuple[str, ...]) -> list[Article]:
        found = iter_articles(
            paths, text_column=text_column, id_column=id_column, stdin_format=stdin_format, on_error=failures.append
        )
        return list(islice(found, limit))

    is_model = len(sources) == 1 and _is_model(sources[0])
    if data is not None and not is_model:
        raise click.UsageError("--data is for the page of a model. Give a model as SOURCE.")
    source: Analysis | Sequence[Analysis] | str
    if is_model:
        source = sources[0]
    elif any(is_statement_table(Path(path)) for path in sources):
        source = _read_table(sources, read(articles) if articles else [])
        title = title or Path(sources[0]).stem
    elif articles:
        raise click.UsageError("--articles is for a statement table. Give the articles as SOURCE.")
    else:
        analyses = _analyze(read(sources), model)
        source = analyses[0] if len(analyses) == 1 and not pages and title is None else analyses
    write_report(source, output, model=model, data=data, title=title, pages=pages, overwrite=overwrite)
    for error in failures:
        click.echo(f"stance: {error}", err=True)
    _tell(output, pages)
    return EXIT_PARTLY if failures else EXIT_DONE


def _is_model(source: str) -> bool:
    """Return whether a source is a model: a folder that is one, or a name that no file has."""
    from stance.resources import model_path

    if Path(source).exists() and not (Path(source) / "config.json").is_file():
        return False
    try:
        model_path(source)
    except ModelNotFoundError:
        return False
    return True


def _read_table(sources: tuple[str, ...], articles: list[Article]) -> Sequence[Analysis]:
    from stance.report.inputs import analyses_from_rows, read_statement_table

    if len(sources) > 1:
        raise click.UsageError("Give one statement table, and nothing beside it.")
    path = Path(sources[0])
    return analyses_from_rows(read_statement_table(path), articles, where=str(path))


def _analyze(articles: list[Article], model: str) -> Sequence[Analysis]:
    from stance.analyzer import load_analyzer

    if not articles:
        raise InputError("no article could be read, so there is nothing to show.")
    return list(load_analyzer(model).analyze_many(articles))


def _tell(output: Path, pages: bool) -> None:
    beside = f", and its articles in {output.with_name(f'{output.stem}-articles')}" if pages else ""
    click.echo(f"{output}: {output.stat().st_size / 1e6:.2f} MB{beside}", err=True)

"""``stance extract``."""

from __future__ import annotations

from typing import Any

import click

from stance.cli.options import debug_option, source_options
from stance.cli.settings import EXIT_DONE, EXIT_PARTLY


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@source_options
@debug_option
def command(*, sources: tuple[str, ...], text_column: str, id_column: str, stdin_format: str, limit: int | None) -> int:
    """Find the statements in articles, and who makes them, as JSON lines; no model is needed.

    A SOURCE is a file (.txt, .md, .html, .csv, .tsv, .jsonl, .parquet), a folder, or - for standard input. Each
    line holds speaker, attribution and text, and the spans of content, cue and source as offsets into the article.
    """
    import json
    from itertools import islice

    from stance.articles import iter_articles
    from stance.errors import ArticleError
    from stance.extraction import extract

    failures: list[ArticleError] = []

    def fail(error: ArticleError) -> None:
        failures.append(error)
        click.echo(f"stance: {error}", err=True)

    articles = iter_articles(
        sources, text_column=text_column, id_column=id_column, stdin_format=stdin_format, on_error=fail
    )
    for article in islice(articles, limit):
        for statement in extract(article):
            row: dict[str, Any] = {
                name: getattr(statement, name)
                for name in ("article_id", "statement_id", "speaker", "speaker_mention", "attribution")
            }
            row |= {"cue": statement.cue_text, "start": statement.start, "end": statement.end, "text": statement.text}
            row["spans"] = {name: getattr(statement, name) for name in ("content", "cue", "source")}
            click.echo(json.dumps(row, ensure_ascii=False))
    return EXIT_PARTLY if failures else EXIT_DONE

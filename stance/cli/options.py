"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from stance.articles.sources import STDIN_FORMATS
from stance.cli.settings import Settings
from stance.labels import DEFAULT_MODEL

Function = TypeVar("Function", bound=Callable[..., Any])


def _set_debug(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value:
        ctx.ensure_object(Settings).debug = True


debug_option = click.option(
    "--debug", is_flag=True, expose_value=False, callback=_set_debug, help="Show the traceback of an error."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")
model_option = click.option(
    "--model", "-m", default=DEFAULT_MODEL, show_default=True, metavar="MODEL", help="Model folder, or a shipped model."
)
overwrite_option = click.option("--overwrite", is_flag=True, help="Replace what stands at the output.")
text_column_option = click.option(
    "--text-column", default="text", show_default=True, metavar="NAME", help="Column of the text."
)


def label_options(function: Function) -> Function:
    """Add the options that say where a table has labels and groups."""
    for option in (
        click.option(
            "--label-map", multiple=True, metavar="OLD=NEW", callback=_parse_map, help="Rename a label; repeatable."
        ),
        click.option(
            "--group-column",
            default="situation",
            show_default=True,
            metavar="NAME",
            help="Column of the group: rows of one stay together in splits and bootstrap samples.",
        ),
        click.option("--label-column", default="label", show_default=True, metavar="NAME", help="Column of the label."),
        text_column_option,
    ):
        function = option(function)
    return function


def source_options(function: Function) -> Function:
    """Add the options that say how articles are read."""
    for option in (
        click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Read N articles at most."),
        click.option(
            "--stdin-format",
            type=click.Choice(STDIN_FORMATS),
            default="txt",
            show_default=True,
            help="What standard input (-) holds.",
        ),
        click.option(
            "--id-column", default="id", show_default=True, metavar="NAME", help="Column of the article's id."
        ),
        text_column_option,
    ):
        function = option(function)
    return function


def _parse_map(ctx: click.Context, parameter: click.Parameter, pairs: tuple[str, ...]) -> dict[str, str]:
    for pair in pairs:
        if "=" not in pair:
            raise click.BadParameter(f"{pair!r} is not OLD=NEW, for example pro=favor.")
    return dict(pair.split("=", 1) for pair in pairs)

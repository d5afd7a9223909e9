"""``stance explain``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from stance.cli.options import debug_option, json_option, model_option

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from stance.classification import Explanation


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("text")
@model_option
@json_option
@debug_option
def command(*, text: str, model: str, as_json: bool) -> None:
    """Show the words that make a statement's stance, exactly: intercept and words add up to the logit of each class.

    TEXT is a statement, or - for standard input.
    """
    from stance.articles.text import decode
    from stance.classification import explain, load_model

    statement = decode(sys.stdin.buffer.read(), where="stdin").strip() if text == "-" else text
    explanation = explain(load_model(model).classifier, statement)
    if as_json:
        import json
        from dataclasses import asdict

        click.echo(json.dumps(asdict(explanation), ensure_ascii=False))
    else:
        _print(explanation)


def _print(explanation: Explanation) -> None:
    from stance.cli.console import make_console

    console = make_console()
    console.print(_coloured(explanation))
    console.print(_table(explanation))


def _coloured(explanation: Explanation) -> Text:
    """Return the statement, each word in the colour of the class that it speaks for most, strong words bold."""
    from rich.text import Text

    from stance.cli.console import STYLES

    shown = Text(explanation.text)
    strongest = max((max(word.contributions) for word in explanation.words), default=0.0)
    for word in explanation.words:
        best = max(range(len(explanation.classes)), key=word.contributions.__getitem__)
        style = STYLES.get(explanation.classes[best], "white")
        bold = "bold " if word.contributions[best] > strongest / 2 else ""
        shown.stylize(bold + style, word.start, word.end)
    return shown


def _table(explanation: Explanation) -> Table:
    from stance.cli.console import make_table

    table = make_table("", *explanation.classes)
    for column in table.columns[1:]:
        column.justify = "right"
    for word in explanation.words:
        table.add_row(word.text, *(f"{value:+.3f}" for value in word.contributions))
    table.add_row("intercept", *(f"{value:+.3f}" for value in explanation.intercept), end_section=True)
    table.add_row("logit", *(f"{value:+.3f}" for value in explanation.logits))
    table.add_row("probability", *(f"{value:.3f}" for value in explanation.probabilities))
    return table

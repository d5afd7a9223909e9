"""What a person sees on a terminal: results as tables on standard output, progress on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from stance.labels import AGAINST, FAVOR, NEUTRAL, UNCLEAR

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

    from stance.evaluation import Estimate

STYLES = {AGAINST: "red", FAVOR: "green", NEUTRAL: "cyan", UNCLEAR: "yellow"}


def make_console(*, stderr: bool = False) -> Console:
    """Return a console that colours only a terminal, and prints "[b]" and ":flag:" in a text as they stand."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)


def make_table(*columns: str, title: str | None = None) -> Table:
    """Return an empty table in the style of every command."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", title_style="bold", pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold")
    return table


def estimates_table(title: str, estimates: Mapping[str, Estimate]) -> Table:
    """Return a table of figures with their intervals."""
    table = make_table("metric", "value", "low", "high", title=title)
    for name, figure in estimates.items():
        table.add_row(name, *(f"{number:.3f}" for number in (figure.value, figure.low, figure.high)))
    return table


def print_tables(tables: Sequence[Table]) -> None:
    """Print tables on standard output."""
    console = make_console()
    for table in tables:
        print_trimmed(console, table)


def print_trimmed(console: Console, renderable: RenderableType) -> None:
    """Print without the spaces that fill each line up to the width: they show in a diff and in a pasted text."""
    from rich.segment import Segment, Segments

    shown: list[Segment] = []
    for line in console.render_lines(renderable, pad=False):
        while line and not line[-1].text.strip():
            line.pop()
        if line:
            line[-1] = Segment(line[-1].text.rstrip(), line[-1].style)
        shown += [*line, Segment.line()]
    console.print(Segments(shown), end="")


@contextmanager
def progress_bar(description: str, *, rate: bool = False) -> Iterator[Callable[[str, int, int | None], None]]:
    """Give a function that shows how far the work is, on a terminal; elsewhere it shows nothing.

    Parameters
    ----------
    description : str
        Shown until the first step.
    rate : bool
        Show how many are done a second, and the time that is left.
    """
    if not sys.stderr.isatty():
        yield lambda step, done, total: None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        SpinnerColumn,
        Task,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class RateColumn(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.0f}/s" if task.speed else "", style="progress.data.speed")

    columns = [
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        *([RateColumn(), TimeRemainingColumn()] if rate else []),
    ]
    with Progress(*columns, console=make_console(stderr=True), transient=True) as progress:
        task = progress.add_task(description, total=None)

        def show(step: str, done: int, total: int | None) -> None:
            progress.update(task, description=step, completed=done, total=total)

        yield show

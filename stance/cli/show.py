"""What ``stance score`` shows on a terminal: who stands where, with the words to cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stance.cli.console import STYLES, make_console, make_table, print_trimmed
from stance.report.text import flat
from stance.types import Analysis, Level

if TYPE_CHECKING:
    from rich.console import Group
    from rich.table import Table

_WIDTH = 110  # longer lines are hard to read


def print_analysis(analysis: Analysis, *, level: Level) -> None:
    """Print the speakers of an article, or its statements, on standard output."""
    console = make_console()
    console.width = min(console.width, _WIDTH)
    print_trimmed(console, _speaker_blocks(analysis) if level == "speaker" else _statement_table(analysis))


def _title(analysis: Analysis) -> str:
    return flat(analysis.article.title or analysis.article.id)


def _speaker_blocks(analysis: Analysis) -> Group:
    """Return a line for each speaker, and below it the words to cite."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    lines: list[Text | Padding] = [Text(_title(analysis), style="bold underline")]
    for position in analysis.positions:
        probability = max(position.p_against, position.p_favor, position.p_neutral)
        n = position.n_statements
        low, high = round(position.low * n), round(position.high * n)
        share = f"{low} to {high}" if low < high else str(low)
        line = Text(f"\n{flat(position.speaker)}: ", style="bold")
        line.append(position.position, style=STYLES[position.position])
        line.append(f"  p {probability:.2f}, {share} of {n} statement{'s' * (n > 1)}", style="dim")
        lines.append(line)
        lines += [Padding(Text(flat(quote)), (0, 0, 0, 4)) for quote in position.quotes]
    return Group(*lines, Text())


def _statement_table(analysis: Analysis) -> Table:
    from rich.text import Text

    table = make_table("speaker", "stance", "p", "statement", title=_title(analysis))
    for statement in analysis.statements:
        prediction = statement.prediction
        assert prediction is not None
        marks = [
            mark
            for mark, holds in (("abstained", prediction.abstained), ("off-target", not prediction.on_target))
            if holds
        ]
        stance = Text(prediction.stance, STYLES[prediction.stance])
        table.add_row(
            flat(statement.speaker or "(unresolved)"),
            Text("\n").join([stance, *map(Text, marks)]),
            f"{prediction.confidence:.2f}",
            flat(statement.text),
        )
    return table

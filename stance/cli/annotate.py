"""``stance annotate``: help for those who label statements."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stance.cli.options import debug_option, json_option, label_options, overwrite_option

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 20
_WIDTH = 70


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Help for those who label statements."""


@command.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Table of all issues to write (.csv).")
@label_options
@click.option("--folds", type=click.IntRange(min=2), default=5, show_default=True, help="Folds of cross-validation.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of the folds.")
@click.option("--jobs", "-j", type=int, default=1, show_default=True, help="Folds to fit at once; -1 for every core.")
@overwrite_option
@json_option
@debug_option
def issues(
    *,
    data: Path,
    output: Path | None,
    text_column: str,
    label_column: str,
    group_column: str,
    label_map: dict[str, str],
    folds: int,
    seed: int,
    jobs: int,
    overwrite: bool,
    as_json: bool,
) -> None:
    """List labels that are probably wrong, the worst first, for a person to look at.

    Models that saw neither a statement nor its group read each statement of DATA; where they are confident of another
    label (confident learning, Northcutt et al. 2021), the row is listed. Hard statements are among them: look before
    you change a label.
    """
    from stance.classification import check_free
    from stance.cli.console import progress_bar
    from stance.corpus import read_statements
    from stance.training import label_issues

    if output is not None:
        check_free(output, overwrite=overwrite)
    frame = read_statements(
        data, text_column=text_column, label_column=label_column, group_column=group_column, label_map=label_map
    )
    with progress_bar("cross-validate") as show:
        found = label_issues(
            frame,
            text_column=text_column,
            label_column=label_column,
            group_column=group_column,
            n_folds=folds,
            n_jobs=jobs,
            random_state=seed,
            progress=lambda done, total: show("cross-validate", done, total),
        )
    table = found.to_frame(frame, label_column=label_column)
    if output is not None:
        partial = output.with_name(f".{output.name}.partial")
        table.to_csv(partial, index=False, encoding="utf-8")
        partial.replace(output)
    if as_json:
        click.echo(table.to_json(orient="records", force_ascii=False))
    else:
        _print(table, text_column, label_column, len(frame))


def _print(table: pd.DataFrame, text_column: str, label_column: str, n_statements: int) -> None:
    from stance.cli.console import make_table, print_tables

    shown = make_table("rank", label_column, "suggested", "margin", text_column)
    for row in table.head(_SHOWN).to_dict("records"):
        text = row[text_column] if len(row[text_column]) <= _WIDTH else row[text_column][: _WIDTH - 1] + "…"
        shown.add_row(str(row["rank"]), row[label_column], row["suggested"], f"{row['margin']:.2f}", text)
    print_tables([shown])
    click.echo(f"{len(table):,} of {n_statements:,} labels are in doubt.")

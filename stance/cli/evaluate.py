"""``stance evaluate``."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stance.cli.options import debug_option, json_option, label_options

if TYPE_CHECKING:
    from rich.table import Table

    from stance.evaluation import ArticleEvaluation, Comparison, Evaluation, LeakageAudit


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("model")
@click.argument("data", type=click.Path(path_type=Path))
@label_options
@click.option(
    "--compare",
    "other",
    metavar="MODEL",
    help="Print how much better this other model is, on the same samples of groups.",
)
@click.option("--audit", is_flag=True, help="Print how often other names, countries or parties change the label.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of the bootstrap samples.")
@json_option
@debug_option
def command(
    *,
    model: str,
    data: Path,
    text_column: str,
    label_column: str,
    group_column: str,
    label_map: dict[str, str],
    other: str | None,
    audit: bool,
    seed: int,
    as_json: bool,
) -> None:
    """Measure a model, each figure with a bootstrap interval over groups.

    DATA is a table of labelled statements (.csv, .tsv, .jsonl, .parquet), or annotated articles: a folder of
    .jsonl files, or one, which are read end to end from the text.
    """
    from stance.corpus import is_annotated
    from stance.evaluation import audit_leakage, compare, evaluate

    if audit and other is not None:
        raise click.UsageError("--audit is for one model; --compare takes two.")

    if is_annotated(data):
        if audit or other is not None:
            name = "--audit" if audit else "--compare"
            raise click.UsageError(f"{name} takes a table of labelled statements, not annotated articles.")
        _show(_evaluate_articles(model, data, seed), as_json)
        return
    measure = audit_leakage if audit else evaluate if other is None else partial(compare, other)
    result: Any = measure(
        model,
        data,
        text_column=text_column,
        label_column=label_column,
        group_column=group_column,
        label_map=label_map,
        random_state=seed,
    )
    _show(result, as_json)


def _evaluate_articles(model: str, data: Path, seed: int) -> ArticleEvaluation:
    from stance.analyzer import StanceAnalyzer
    from stance.corpus import read_annotated
    from stance.evaluation import evaluate_articles

    annotated = read_annotated(data)
    analyzer = StanceAnalyzer.load(model)
    return evaluate_articles(analyzer.analyze_many(gold.article for gold in annotated), annotated, random_state=seed)


def _show(result: Evaluation | ArticleEvaluation | Comparison | LeakageAudit, as_json: bool) -> None:
    from stance.cli.console import print_tables

    if as_json:
        import json

        click.echo(json.dumps(result.to_dict(), ensure_ascii=False, indent=2))
    else:
        print_tables(_tables(result))


def _tables(result: Any) -> list[Table]:
    from stance.cli.console import estimates_table, make_table
    from stance.evaluation import ArticleEvaluation, Comparison, LeakageAudit

    if isinstance(result, Comparison):
        better = {f"samples with a better {name}": share for name, share in result.share_first_better.items()}
        shares = make_table("the other model", "share")
        for name, share in better.items():
            shares.add_row(name, f"{share:.3f}")
        return [estimates_table("the other model less this one", result.differences), shares]
    if isinstance(result, LeakageAudit):
        return [
            estimates_table("share of statements whose label changes", result.flips),
            estimates_table("mean change of the called class's probability", result.shifts),
        ]
    n = next(iter(result.metrics.values()))
    if isinstance(result, ArticleEvaluation):
        return [estimates_table(f"{result.n_articles} articles, {n.level:.0%} intervals over articles", result.metrics)]
    title = f"{n.n:,} statements in {n.groups} groups, {n.level:.0%} intervals over groups"
    tables = [estimates_table(title, result.metrics)]
    beside = {"this model": result.metrics, **result.baselines}
    tables.append(estimates_table("macro_f1 beside baselines", {name: e["macro_f1"] for name, e in beside.items()}))
    for column, values in result.by.items():
        figures = {value: estimates["macro_f1"] for value, estimates in values.items()}
        tables.append(estimates_table(f"macro_f1 by {column}", figures))
    confusion = make_table("gold \\ called", *result.classes, title="statements")
    for label, row in zip(result.classes, result.confusion, strict=True):
        confusion.add_row(label, *map(str, row))
    return [*tables, _risk_coverage(result), confusion]


def _risk_coverage(result: Evaluation) -> Table:
    from stance.cli.console import make_table

    table = make_table("coverage", "n", "confidence from", "accuracy", title="the surest statements")
    for row in result.risk_coverage:
        cells = (
            f"{row['coverage']:.2f}",
            f"{row['n']:,}",
            f"{row['threshold']:.3f}",
            f"{row['selective_accuracy']:.3f}",
        )
        table.add_row(*cells)
    return table

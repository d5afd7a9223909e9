"""``stance train``, also installed as ``stance-train``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stance.cli.options import debug_option, json_option, label_options, overwrite_option
from stance.labels import DEFAULT_TARGET

if TYPE_CHECKING:
    from stance.training import TrainingResult


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("data", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--output", "-o", required=True, type=click.Path(path_type=Path), help="Model folder to write.")
@label_options
@click.option("--exclude-group", multiple=True, metavar="GROUP", help="Leave a group out altogether; repeatable.")
@click.option("--target", default=DEFAULT_TARGET, show_default=True, help="What the stances are towards.")
@click.option("--folds", type=click.IntRange(min=2), default=5, show_default=True, help="Folds of cross-validation.")
@click.option(
    "--max-error",
    type=float,
    metavar="SHARE",
    help="Abstain where needed for no more than this share of decided statements to be wrong (0.2: one in five).",
)
@click.option("--C", "c", type=float, help="Inverse strength of the penalty.  [default: that of StanceClassifier]")
@click.option("--min-df", type=int, metavar="N", help="Leave out terms of fewer statements.  [default: 1]")
@click.option("--seed", type=int, default=0, show_default=True, help="Of folds and bootstrap samples.")
@click.option("--jobs", "-j", type=int, default=1, show_default=True, help="Folds to fit at once; -1 for every core.")
@overwrite_option
@json_option
@debug_option
def command(
    *,
    data: tuple[Path, ...],
    output: Path,
    text_column: str,
    label_column: str,
    group_column: str,
    label_map: dict[str, str],
    exclude_group: tuple[str, ...],
    target: str,
    folds: int,
    max_error: float | None,
    c: float | None,
    min_df: int | None,
    seed: int,
    jobs: int,
    overwrite: bool,
    as_json: bool,
) -> None:
    """Train a model on labelled statements: read, check, cross-validate by group, fit, calibrate, evaluate, save.

    DATA are tables (.csv, .tsv, .jsonl, .parquet) with a statement, its label (against, favor, neutral) and its
    group in each row, or annotated articles (.jsonl, or a folder of them). The model folder holds config.json,
    weights.npz, metrics.json and a model card.
    """
    from stance.classification import StanceClassifier, check_free
    from stance.cli.console import progress_bar
    from stance.training import train

    check_free(output, overwrite=overwrite)
    chosen = {name: value for name, value in {"C": c, "min_df": min_df}.items() if value is not None}
    with progress_bar("train") as show:
        result = train(
            data,
            text_column=text_column,
            label_column=label_column,
            group_column=group_column,
            label_map=label_map,
            exclude_groups=exclude_group,
            target=target,
            classifier=StanceClassifier().set_params(**chosen),
            n_folds=folds,
            max_error=max_error,
            n_jobs=jobs,
            random_state=seed,
            progress=show,
        )
    model_id = result.save(output, overwrite=overwrite)
    if as_json:
        _print_json(result, output, model_id)
    else:
        _print_summary(result, output, model_id)


def _print_json(result: TrainingResult, output: Path, model_id: str) -> None:
    import json

    summary = {"model_id": model_id, "output": str(output), **result.config, **result.evaluation.to_dict()}
    click.echo(json.dumps(summary, ensure_ascii=False, indent=2))


def _print_summary(result: TrainingResult, output: Path, model_id: str) -> None:
    data, metrics = result.config["data"], result.evaluation.metrics
    click.echo(f"{model_id}: {data['n_statements']:,} statements in {data['n_groups']} groups -> {output}")
    for name in ("macro_f1", "accuracy", "ece", "selective_accuracy", "coverage"):
        click.echo(f"  {name:<19} {metrics[name]}")
    if chosen := result.config.get("abstention"):
        click.echo(
            f"  undecided below {chosen['threshold']:.3f}: error at most {chosen['max_error']:.0%} with "
            f"{chosen['certainty']:.0%} certainty, {chosen['coverage']:.0%} decided"
        )
    for name, estimates in result.evaluation.baselines.items():
        click.echo(f"  macro_f1 {name:<10} {estimates['macro_f1']}")
    folds = result.config["folds"]
    click.echo(f"  ({folds} folds by {data['group_column']}; {metrics['accuracy'].level:.0%} intervals over groups)")

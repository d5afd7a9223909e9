"""``stance inspect``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from stance.cli.options import debug_option, json_option
from stance.errors import ModelError
from stance.labels import DEFAULT_MODEL

_TERMS = 12


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("model", default=DEFAULT_MODEL)
@json_option
@debug_option
def command(*, model: str, as_json: bool) -> None:
    """Show what a model is and how good: target, data, parameters, figures, strongest terms.

    MODEL is a model folder or the name of a shipped model.
    """
    import json

    from stance.classification import load_model, top_terms
    from stance.resources import model_path

    stored = load_model(model)
    classifier = stored.classifier
    description: dict[str, Any] = {
        "model_id": stored.model_id,
        **stored.config,
        "classes": classifier.classes_.tolist(),
        "parameters": classifier.get_params(),
        "n_features": classifier.coef_.shape[1],
        "temperature": round(classifier.temperature_, 4),
        "relevance_threshold": round(classifier.relevance_threshold_, 4),
        "metrics": _read_metrics(model_path(model) / "metrics.json"),
        "top_terms": {label: [term for term, _ in terms] for label, terms in top_terms(classifier, _TERMS).items()},
    }
    if as_json:
        click.echo(json.dumps(description, ensure_ascii=False, indent=2))
    else:
        _print(description)


def _read_metrics(path: Path) -> dict[str, Any]:
    import json

    if not path.is_file():
        return {}
    try:
        metrics: dict[str, Any] = json.loads(path.read_bytes())["metrics"]
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path}: damaged ({error!r}). Train the model again, or remove the file.") from error
    return metrics


def _print(description: dict[str, Any]) -> None:
    from stance.cli.console import make_table, print_tables

    data = description.get("data", {})
    facts = make_table("", "", title=description["model_id"])
    facts.show_header = False
    facts.add_row("target", str(description.get("target", "not said")))
    facts.add_row("classes", ", ".join(description["classes"]))
    if data:
        facts.add_row("data", f"{data['n_statements']:,} statements in {data['n_groups']} groups")
        facts.add_row("left out", ", ".join(data["excluded_groups"]) or "nothing")
        facts.add_row("data sha256", data["sha256"])
    facts.add_row("features", f"{description['n_features']:,}")
    for name in ("temperature", "relevance_threshold"):
        facts.add_row(name.replace("_", " "), str(description[name]))
    figures = make_table("metric", "value", "low", "high", title="cross-validation")
    for name, figure in description["metrics"].items():
        cells = ("n/a" if figure[k] is None else f"{figure[k]:.3f}" for k in ("value", "low", "high"))
        figures.add_row(name, *cells)
    terms = make_table("class", "strongest terms")
    for label, words in description["top_terms"].items():
        terms.add_row(label, "  ".join(words))
    print_tables([facts, figures, terms])

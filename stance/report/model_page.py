"""The page of a model: what it is, how good, where it errs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from stance.classification import top_terms
from stance.report.about import About
from stance.report.model_charts import (
    CURVE_SIZE,
    SQUARE,
    estimates_size,
    plot_confusion,
    plot_estimates,
    plot_learning_curve,
    plot_reliability,
)
from stance.report.render import render
from stance.report.svg import draw_svg

if TYPE_CHECKING:
    from stance.classification import StanceClassifier

_TERMS = 20
_HEADLINES = ("macro_f1", "accuracy", "ece")


def model_page(about: About, curve: Sequence[Mapping[str, Any]] = ()) -> str:
    """Return the page of a model.

    Parameters
    ----------
    about : About
    curve : sequence of mapping
        Learning curve: ``n`` and ``macro_f1`` of each point; empty takes that of the model's figures, if it has one.
    """
    assert about.classifier is not None
    figures = about.quality.figures if about.quality else {}
    metrics = _known(figures.get("metrics", {}))
    curve = list(curve or figures.get("learning_curve", ()))
    return render(
        "model",
        script=None,
        title=about.model_id,
        about=about,
        parameters=_parameters(about.classifier),
        classes=figures.get("classes", []),
        metrics=metrics,
        headlines=[(name, metrics[name]) for name in _HEADLINES if name in metrics],
        confusion=figures.get("confusion", []),
        reliability=[bin_ for bin_ in figures.get("reliability", ()) if bin_["n"]],
        baselines={name: found["macro_f1"] for name, found in figures.get("baselines", {}).items()},
        breakdowns={name: _breakdown(name, found) for name, found in figures.get("by", {}).items() if found},
        curve=curve,
        charts=_charts(figures, metrics, curve),
        terms=top_terms(about.classifier, _TERMS),
    )


def _breakdown(name: str, found: Mapping[str, Any]) -> tuple[Markup, dict[str, Any]]:
    """Return chart and figures of the accuracy by form, phenomenon or source."""
    rows = _known({value: estimates["accuracy"] for value, estimates in found.items()})
    ordered = dict(sorted(rows.items(), key=lambda item: (item[1]["value"], item[0])))
    return draw_svg(
        lambda ax: plot_estimates(ordered, ax),
        estimates_size(len(ordered)),
        name=f"by-{name}",
        title=f"Accuracy by {name}",
        description=_in_words(ordered),
    ), ordered


def _charts(
    figures: Mapping[str, Any], metrics: dict[str, Any], curve: Sequence[Mapping[str, Any]]
) -> dict[str, Markup]:
    charts: dict[str, Markup] = {}
    if metrics:
        charts["metrics"] = draw_svg(
            lambda ax: plot_estimates(metrics, ax),
            estimates_size(len(metrics)),
            name="metrics",
            title="Figures with their intervals",
            description=_in_words(metrics),
        )
        classes, confusion = figures["classes"], figures["confusion"]
        charts["confusion"] = draw_svg(
            lambda ax: plot_confusion(confusion, classes, ax),
            SQUARE,
            name="confusion",
            title="Confusion matrix",
            description="; ".join(
                f"truly {gold}, called {called}: {n:,}"
                for gold, row in zip(classes, confusion, strict=True)
                for called, n in zip(classes, row, strict=True)
            ),
        )
        charts["reliability"] = draw_svg(
            lambda ax: plot_reliability(figures["reliability"], ax),
            SQUARE,
            name="reliability",
            title="Reliability diagram",
            description="; ".join(
                f"probability {bin_['confidence']:.2f}: {bin_['accuracy']:.0%} right"
                for bin_ in figures["reliability"]
                if bin_["n"]
            ),
        )
    if len(curve) > 1:
        charts["curve"] = draw_svg(
            lambda ax: plot_learning_curve(curve, ax),
            CURVE_SIZE,
            name="curve",
            title="Learning curve",
            description="; ".join(f"{point['n']:,} statements: {point['macro_f1']['value']:.3f}" for point in curve),
        )
    return charts


def _known(estimates: Mapping[str, Any]) -> dict[str, Any]:
    """Return the figures that could be measured."""
    return {
        name: figure
        for name, figure in estimates.items()
        if None not in (figure["value"], figure["low"], figure["high"])
    }


def _in_words(estimates: Mapping[str, Any]) -> str:
    return "; ".join(f"{name}: {f['value']:.3f} [{f['low']:.3f}, {f['high']:.3f}]" for name, f in estimates.items())


def _parameters(classifier: StanceClassifier) -> dict[str, Any]:
    return {
        "features": f"{classifier.coef_.shape[1]:,}",
        "temperature": f"{classifier.temperature_:.3f}",
        "relevance threshold": f"{classifier.relevance_threshold_:.3f}",
    } | {name.replace("_", " "): value for name, value in classifier.get_params().items()}

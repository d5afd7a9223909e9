"""The model card that a model folder carries as its README.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from stance.classification import top_terms

if TYPE_CHECKING:
    from stance.classification import StanceClassifier
    from stance.evaluation import Evaluation

_TERMS_PER_CLASS = 20


def render_card(classifier: StanceClassifier, evaluation: Evaluation, config: dict[str, Any], *, model_id: str) -> str:
    """Return the model card in Markdown: intended use, data, figures with intervals, limits."""
    environment = Environment(
        loader=PackageLoader("stance.training", ""),
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["cell"] = lambda value: str(value).replace("|", "\\|")  # a bar would end the cell
    accuracy = evaluation.metrics["accuracy"]
    return environment.get_template("card.md.jinja").render(
        model_id=model_id,
        config=config,
        parameters=classifier.get_params(),
        n_features=classifier.coef_.shape[1],
        temperature=classifier.temperature_,
        relevance_threshold=classifier.relevance_threshold_,
        level=accuracy.level,
        percent_wrong=f"{100 * (1 - accuracy.value):.0f} in 100",
        metrics=evaluation.metrics,
        baselines=evaluation.baselines,
        by=evaluation.by,
        classes=[str(label) for label in classifier.classes_],
        confusion=evaluation.confusion,
        top_terms={
            label: [term for term, _ in terms] for label, terms in top_terms(classifier, _TERMS_PER_CLASS).items()
        },
        ngrams=lambda limits: "–".join(str(n) for n in sorted(set(limits))),
    )

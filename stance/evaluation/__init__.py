"""Evaluation: figures with intervals, beside baselines, for statements and for whole articles."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stance.evaluation.articles import ArticleEvaluation as ArticleEvaluation
    from stance.evaluation.articles import evaluate_articles as evaluate_articles
    from stance.evaluation.baselines import predict_baselines as predict_baselines
    from stance.evaluation.comparison import Comparison as Comparison
    from stance.evaluation.comparison import compare as compare
    from stance.evaluation.label_issues import LabelIssues as LabelIssues
    from stance.evaluation.label_issues import find_label_issues as find_label_issues
    from stance.evaluation.leakage import LeakageAudit as LeakageAudit
    from stance.evaluation.leakage import audit_leakage as audit_leakage
    from stance.evaluation.learning import LearningPoint as LearningPoint
    from stance.evaluation.learning import learning_curve as learning_curve
    from stance.evaluation.resampling import Estimate as Estimate
    from stance.evaluation.statements import BREAKDOWNS as BREAKDOWNS
    from stance.evaluation.statements import Evaluation as Evaluation
    from stance.evaluation.statements import evaluate as evaluate
    from stance.evaluation.statements import evaluate_predictions as evaluate_predictions

_HOME = {
    "ArticleEvaluation": "articles",
    "evaluate_articles": "articles",
    "predict_baselines": "baselines",
    "Comparison": "comparison",
    "compare": "comparison",
    "LearningPoint": "learning",
    "learning_curve": "learning",
    "LabelIssues": "label_issues",
    "find_label_issues": "label_issues",
    "LeakageAudit": "leakage",
    "audit_leakage": "leakage",
    "Estimate": "resampling",
    "BREAKDOWNS": "statements",
    "Evaluation": "statements",
    "evaluate": "statements",
    "evaluate_predictions": "statements",
}
__all__ = list(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)

"""Statements to stances: text analysis, the classifier, its calibration, its explanation and its storage.

Names resolve on first use (PEP 562), so importing the package alone does not import scikit-learn.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stance.classification.calibration import fit_temperature, out_of_fold_logits
    from stance.classification.classifier import StanceClassifier
    from stance.classification.explanation import Explanation, explain, top_terms
    from stance.classification.selection import AbstentionThreshold, choose_threshold, risk_coverage
    from stance.classification.storage import StoredModel, check_free, load_model, save_model

__all__ = [
    "AbstentionThreshold",
    "Explanation",
    "StanceClassifier",
    "StoredModel",
    "check_free",
    "choose_threshold",
    "explain",
    "fit_temperature",
    "load_model",
    "out_of_fold_logits",
    "risk_coverage",
    "save_model",
    "top_terms",
]

_MODULES = {
    "AbstentionThreshold": "selection",
    "choose_threshold": "selection",
    "risk_coverage": "selection",
    "Explanation": "explanation",
    "StanceClassifier": "classifier",
    "StoredModel": "storage",
    "check_free": "storage",
    "explain": "explanation",
    "fit_temperature": "calibration",
    "load_model": "storage",
    "out_of_fold_logits": "calibration",
    "save_model": "storage",
    "top_terms": "explanation",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

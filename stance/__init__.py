"""Read news articles and say who in them stands where on U.S. intervention, with the words that show it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stance.analyzer import StanceAnalyzer as StanceAnalyzer
    from stance.analyzer import analyze as analyze
    from stance.articles import iter_articles as iter_articles
    from stance.batch import score_files as score_files
    from stance.batch import score_statements as score_statements
    from stance.classification import StanceClassifier as StanceClassifier
    from stance.classification import explain as explain
    from stance.classification import load_model as load_model
    from stance.classification import save_model as save_model
    from stance.corpus import read_annotated as read_annotated
    from stance.corpus import read_statements as read_statements
    from stance.errors import StanceError as StanceError
    from stance.evaluation import compare as compare
    from stance.evaluation import evaluate as evaluate
    from stance.extraction import extract as extract
    from stance.report import plot_positions as plot_positions
    from stance.report import plot_trends as plot_trends
    from stance.report import write_report as write_report
    from stance.training import train as train
    from stance.types import Analysis as Analysis
    from stance.types import Article as Article
    from stance.types import Position as Position
    from stance.types import Prediction as Prediction
    from stance.types import Span as Span
    from stance.types import Statement as Statement

    __version__: str

_HOME = {
    "StanceAnalyzer": "analyzer",
    "analyze": "analyzer",
    "iter_articles": "articles",
    "score_files": "batch",
    "score_statements": "batch",
    "StanceClassifier": "classification",
    "explain": "classification",
    "load_model": "classification",
    "save_model": "classification",
    "read_annotated": "corpus",
    "read_statements": "corpus",
    "StanceError": "errors",
    "compare": "evaluation",
    "evaluate": "evaluation",
    "extract": "extraction",
    "plot_positions": "report",
    "plot_trends": "report",
    "write_report": "report",
    "train": "training",
    "Analysis": "types",
    "Article": "types",
    "Position": "types",
    "Prediction": "types",
    "Span": "types",
    "Statement": "types",
}

__all__ = ["__version__", *_HOME]  # noqa: PLE0604 (every key is a string)


def __getattr__(name: str) -> Any:
    # resolved on first use (PEP 562), so that `import stance` loads neither numpy nor scikit-learn
    if name in _HOME:
        value = getattr(import_module(f"stance.{_HOME[name]}"), name)
    elif name == "__version__":
        from importlib.metadata import version

        value = version("stancekit")
    else:
        raise AttributeError(f"module 'stance' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)

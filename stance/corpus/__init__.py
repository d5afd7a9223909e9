"""Labelled data: read it, check it, split it, and say how far annotators agree."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stance.corpus.agreement import Agreement as Agreement
    from stance.corpus.agreement import measure_agreement as measure_agreement
    from stance.corpus.annotated import AnnotatedArticle as AnnotatedArticle
    from stance.corpus.annotated import AnnotatedSpeaker as AnnotatedSpeaker
    from stance.corpus.annotated import AnnotatedStatement as AnnotatedStatement
    from stance.corpus.annotated import annotated_rows as annotated_rows
    from stance.corpus.annotated import is_annotated as is_annotated
    from stance.corpus.annotated import read_annotated as read_annotated
    from stance.corpus.statements import check_offsets as check_offsets
    from stance.corpus.statements import read_statements as read_statements

_HOME = {
    "Agreement": "agreement",
    "measure_agreement": "agreement",
    "AnnotatedArticle": "annotated",
    "AnnotatedSpeaker": "annotated",
    "AnnotatedStatement": "annotated",
    "annotated_rows": "annotated",
    "is_annotated": "annotated",
    "read_annotated": "annotated",
    "check_offsets": "statements",
    "read_statements": "statements",
}
__all__ = list(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)

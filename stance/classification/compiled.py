"""A compiled way through the classifier for large batches (extra ``fast``, Numba), with the numbers of the plain one.

scikit-learn spends nearly all of its time cutting character n-grams and looking them up. Here each word is looked up
once, and brings what its n-grams add up to; only those that the statement repeats are put right. A statement's numbers
depend on nothing but its text; they differ from the plain path's by the order of the sums, in the last digits.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from stance.classification.features import forget_terms_of_words, forget_vocabulary
from stance.errors import InputError, MissingExtraError

if TYPE_CHECKING:
    import numpy.typing as npt

    from stance.classification.compiled_arrays import Scratch, Words

SWITCH = "STANCE_COMPILED"  # environment: 0 never, 1 from the first statement on
_WORTH_COMPILING = (
    5000  # statements: what the plain path reads in the time that it takes to import Numba and build the tables
)
_CODES_A_BLOCK = 1 << 20


class Scores(NamedTuple):
    """What the loops say of a batch.

    Parameters
    ----------
    logits : ndarray of shape (n_statements, n_classes)
        Without the intercept.
    relevance : ndarray of shape (n_statements,)
        Weighted sums of the content words, see `stance.classification.relevance.Relevance`.
    unread : ndarray of bool of shape (n_statements,)
        Statements that are left to the plain path; their rows say nothing.
    """

    logits: npt.NDArray[np.float64]
    relevance: npt.NDArray[np.float64]
    unread: npt.NDArray[np.bool_]


class CompiledScorer:
    """Scores texts with the arrays of one fitted classifier; threads may share it.

    Parameters
    ----------
    classifier : StanceClassifier
        Fitted. Its arrays are copied.

    Raises
    ------
    InputError
        If the loops cannot score it.
    """

    def __init__(self, classifier: Any) -> None:
        from stance.classification.compiled_memory import return_freed
        from stance.classification.compiled_tables import build_model

        self._model, self._words = build_model(classifier)
        return_freed()
        self._n_classes = len(classifier.classes_)
        self._rows = [self._model.rows]  # the first to score takes them, who comes beside it a copy
        self._idle: list[tuple[Words, Scratch]] = []  # as many as there were threads that scored at the same time

    def score(self, texts: Sequence[str]) -> Scores:
        """Return the scores of a batch."""
        from stance.classification.compiled_characters import characters
        from stance.classification.compiled_kernels import score
        from stance.classification.compiled_memory import encode

        scores = Scores(
            np.zeros((len(texts), self._model.n_classes)), np.zeros(len(texts)), np.zeros(len(texts), np.bool_)
        )
        words, scratch = self._borrow()
        for start, end in _blocks(texts):
            codes, ends = encode(texts[start:end], between=" ")
            outputs = [array[start:end] for array in scores]
            score(self._model, characters(), words, self._words, scratch, codes, ends, *outputs)
        self._idle.append((words, scratch))  # not after an exception, which may have left them half written
        return scores._replace(logits=scores.logits[:, : self._n_classes])

    def _borrow(self) -> tuple[Words, Scratch]:
        from stance.classification.compiled_memory import copy_rows, copy_words, empty_scratch

        with suppress(IndexError):
            return self._idle.pop()
        try:
            rows = self._rows.pop()
        except IndexError:
            rows = copy_rows(self._model.rows)
        return copy_words(self._words), empty_scratch(self._model, rows)


def _blocks(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Cut a batch where the texts so far are long enough together, so that the memory does not grow with the batch."""
    start = n_codes = 0
    for end, text in enumerate(texts, start=1):
        n_codes += len(text)
        if n_codes >= _CODES_A_BLOCK:
            yield start, end
            start, n_codes = end, 0
    if start < len(texts):
        yield start, len(texts)


@dataclass(slots=True)
class _State:
    """What was made of a classifier, and of which fit."""

    fitted: tuple[Any, ...]
    block_weights: dict[str, float]
    n_seen: int = 0
    scorer: CompiledScorer | None = None
    refused: bool = False


_states: WeakKeyDictionary[Any, _State] = WeakKeyDictionary()  # beside the classifiers: never pickled, copied or cloned
_lock = Lock()


def score_compiled(classifier: Any, texts: Sequence[str]) -> Scores | None:
    """Return the scores of a batch, or None where the plain path should read it.

    That is so while compiling would cost more than it saves, without Numba, and for features that the loops do not
    know. ``classifier.compiled`` or the environment variable ``STANCE_COMPILED`` decide otherwise.

    Raises
    ------
    MissingExtraError
        If it is wanted, and Numba cannot be imported.
    InputError
        If it is wanted, and the loops cannot score the classifier.
    """
    wanted = _is_wanted(classifier)
    if wanted is False:
        return None
    with _lock:
        state = _state_of(classifier)
        state.n_seen += len(texts)
        if wanted is None and (state.refused or state.n_seen < _WORTH_COMPILING):
            return None
        if state.scorer is None:
            try:
                state.scorer = _make_scorer(classifier)
            except (MissingExtraError, InputError):
                state.refused = True
                if wanted:
                    raise
                return None
    return state.scorer.score(texts)


def _is_wanted(classifier: Any) -> bool | None:
    if classifier.compiled is not None:
        return bool(classifier.compiled)
    return {"0": False, "1": True}.get(os.environ.get(SWITCH, ""))


def _state_of(classifier: Any) -> _State:
    idf = [vectorizer.idf_ for vectorizer in classifier.vectorizers_.values()]
    block_weights = dict(classifier._weights())
    fitted = (
        classifier.coef_,
        classifier.relevance_.weights,
        classifier.content_columns_,
        *classifier.vectorizers_.values(),
        *idf,
    )
    state = _states.get(classifier)
    same = state is not None and [*map(id, state.fitted)] == [
        *map(id, fitted)
    ]  # `fitted` is held: ids are not used again
    if state is None or not same or state.block_weights != block_weights:
        state = _states[classifier] = _State(fitted, block_weights)
    return state


def _make_scorer(classifier: Any) -> CompiledScorer:
    try:
        if find_spec("numba") is None:
            raise ImportError("numba is not installed")
        for vectorizer in classifier.vectorizers_.values():  # the plain path will read next to nothing
            forget_vocabulary(vectorizer)
        forget_terms_of_words()
        return CompiledScorer(classifier)
    except ImportError as error:  # also a Numba that does not know this version of NumPy
        raise MissingExtraError(
            f"compiled: {error}. Install stancekit[fast], or leave classifier.compiled and {SWITCH} unset."
        ) from error

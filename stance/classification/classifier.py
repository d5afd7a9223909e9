"""The stance classifier: TF-IDF n-grams, logistic regression, one temperature, and a measure of relevance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.utils.class_weight import compute_sample_weight
from sklearn.utils.validation import check_is_fitted

from stance.classification.calibration import count_folds, fit_temperature, out_of_fold_logits
from stance.classification.compiled import score_compiled
from stance.classification.counts import Statements, TermCounts, check_statements, count_terms, refuse_no_term, weigh
from stance.classification.features import (
    BLOCKS,
    Terms,
    iterate_terms,
    join_terms,
    make_vectorizer,
    stack_blocks,
    terms_of,
    transform_few,
)
from stance.classification.inputs import (
    Texts,
    check_auxiliary,
    check_groups,
    check_labels,
    check_parameters,
    check_texts,
)
from stance.classification.relevance import (
    content_columns,
    content_features,
    fit_relevance,
    off_target_situations,
)
from stance.errors import InputError
from stance.labels import NEUTRAL

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy.sparse import csr_matrix
    from sklearn.utils import Tags


BLOCK_WEIGHTS = {"word": 1.5, "char": 1.0, "concept": 0.6, "class": 0.7, "trigram": 1.4, "skip": 1.4, "chain": 0.7}
_TWEET_WEIGHTS = {"word": 1.0, "char": 1.0, "class": 0.4}
_MAX_ITER = 1000
_TOLERANCE = 1e-2  # a tenth of what liblinear stops at; less takes 1.6 times as long, to the same figures


@dataclass(frozen=True, slots=True)
class Judgements:
    """What the classifier says of a batch of statements.

    Parameters
    ----------
    probabilities : ndarray of shape (n_statements, n_classes)
    abstained : ndarray of bool of shape (n_statements,)
    relevance : ndarray of shape (n_statements,)
        In [0, 1].
    on_target : ndarray of bool of shape (n_statements,)
    """

    probabilities: npt.NDArray[np.float64]
    abstained: npt.NDArray[np.bool_]
    relevance: npt.NDArray[np.float64]
    on_target: npt.NDArray[np.bool_]


class StanceClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Classify statements by stance, with calibrated probabilities.

    N-grams of words and characters, concepts, their chains, classes of words and skip-grams go TF-IDF weighted into
    logistic regression, one for each label against the rest. Any two or more labels will do, not only stances.

    Parameters
    ----------
    C : float
        Inverse strength of the L2 penalty; positive.
    tokenizer : {"press", "tweet"}
        How a text is cut into words; see `tweets` for the other settings that go with the latter.
    block_weights : dict of str to float, or None
        What each block of features is multiplied by: any of "word", "char", "concept", "class",
        "trigram", "skip", "chain" (see `stance.classification.features.Terms`). A block that is not named is not used.
        None for the weights that suit press statements best: 1.5, 1, 0.6, 0.7, 1.4, 1.4, 0.7.
    word_ngram_range, char_ngram_range : tuple of int
        Smallest and largest n of those two blocks.
    min_df : int
        Training statements that a term must stand in.
    class_weight : "balanced", dict or None
        As in `sklearn.linear_model.LogisticRegression`; "balanced" gives a label as much weight as the rest.
    calibration_folds : int or None
        Folds whose held-out logits set the temperature, fewer where the rarest class has fewer statements
        (groups). With None, or where it has fewer than two, the temperature is 1.
    abstention_threshold : float
        Probability in [0, 1] below which the most probable class does not count as decided.
    random_state : int, RandomState or None
        Shuffles the folds of the calibration; None leaves them in order. Nothing else depends on it.

    Attributes
    ----------
    classes_ : ndarray of shape (n_classes,)
        Sorted labels.
    vectorizers_ : dict of str to TfidfVectorizer
        One a block, in the order word, char, concept, class, trigram, skip, chain.
    coef_ : ndarray of shape (n_classes, n_features)
        Columns block by block. Values are rounded to single precision, so that a model saved at half the size
        predicts to the bit what the fitted one did. Two classes have mirrored rows.
    intercept_ : ndarray of shape (n_classes,)
    n_iter_ : int
        Most iterations that the solver took; a loaded model has none.
    temperature_ : float
        Divides the logits before the softmax.
    content_columns_ : ndarray of shape (n_content_words,)
        Features that are single words, function words left out.
    relevance_ : Relevance
        What tells off-target statements from others, by those words.

    References
    ----------
    Wang, Manning: Baselines and Bigrams. ACL 2012 (n-grams for short texts).
    Guo et al.: On Calibration of Modern Neural Networks. ICML 2017 (the temperature).

    Examples
    --------
    >>> texts = ["No foreign troops here.", "Never foreign bombs.", "Send the troops.", "Send them, please."]
    >>> classifier = StanceClassifier(random_state=0).fit(texts, ["against", "against", "favor", "favor"])
    >>> classifier.predict(["Please send bombs.", "Never."]).tolist()
    ['favor', 'against']
    """

    compiled: bool | None = None
    """Whether large batches go through compiled loops (extra ``fast``), with the same results. None: where it pays."""

    def __init__(
        self,
        *,
        C: float = 2.0,
        tokenizer: str = "press",
        block_weights: dict[str, float] | None = None,
        word_ngram_range: tuple[int, int] = (1, 2),
        char_ngram_range: tuple[int, int] = (3, 5),
        min_df: int = 1,
        class_weight: str | dict[Any, float] | None = "balanced",
        calibration_folds: int | None = 5,
        abstention_threshold: float = 0.5,
        random_state: int | np.random.RandomState | None = None,
    ) -> None:
        self.C = C
        self.tokenizer = tokenizer
        self.block_weights = block_weights
        self.word_ngram_range = word_ngram_range
        self.char_ngram_range = char_ngram_range
        self.min_df = min_df
        self.class_weight = class_weight
        self.calibration_folds = calibration_folds
        self.abstention_threshold = abstention_threshold
        self.random_state = random_state

    @classmethod
    def tweets(cls, *, random_state: int | np.random.RandomState | None = None) -> StanceClassifier:
        """Return an unfitted classifier with the settings that suit tweets: their words, no concepts, C=3.

        Examples
        --------
        >>> StanceClassifier.tweets(random_state=0).tokenizer
        'tweet'
        """
        return cls(C=3.0, tokenizer="tweet", block_weights=dict(_TWEET_WEIGHTS), random_state=random_state)

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.one_d_array = True
        tags.input_tags.two_d_array = False
        return tags

    def fit(
        self,
        X: Statements,
        y: Any,
        *,
        groups: Any = None,
        situations: Any = None,
        auxiliary: tuple[Texts, Any] | None = None,
        auxiliary_weight: float = 0.05,
    ) -> StanceClassifier:
        """Learn from labelled statements.

        Parameters
        ----------
        X : sequence of str of shape (n_statements,)
            List, Series or array; or what `count` made of it.
        y : sequence of shape (n_statements,)
            Labels.
        groups : sequence of shape (n_statements,), or None
            Article or situation of each statement; the calibration keeps a group within one fold.
        situations : sequence of str of shape (n_statements,), or None
            What each statement is about, or its article; empty where that is not known. One in which five or more
            statements all are neutral is taken for off-target: from these, the classifier learns how probable it is
            that a statement speaks of the target. Without any, it can only say how like the others a statement is.
        auxiliary : pair of sequences, texts and their labels, or None
            Labelled statements on other targets than those of `X`, to learn from at a lower weight: what words say of
            a stance carries over in part. How rare a term is, is counted over their texts too. They have no part in
            the relevance.
        auxiliary_weight : float
            What one of these counts beside a statement of `X`; positive. ``class_weight="balanced"`` balances
            each of the two sets in itself.

        Returns
        -------
        StanceClassifier
            The classifier itself.

        Raises
        ------
        InputTypeError
            If `X` is one string or a table, or holds something that is not a string.
        InputError
            If a value is missing, lengths differ, there is one class only, or a parameter is out of range.
        """
        check_parameters(self.get_params(deep=False))
        statements = check_statements(X)
        self.classes_, y_index = check_labels(y, len(statements))
        group_values = check_groups(groups, len(statements))
        situation_of = check_groups(situations, len(statements), name="situations")
        beside = check_auxiliary(auxiliary, auxiliary_weight, self.classes_)
        if isinstance(statements, TermCounts) and auxiliary is not None:
            raise InputError("auxiliary: its texts cannot stand beside counts. Pass the texts of X, too.")
        counts = self._count([*statements, *beside[0]] if isinstance(statements, list) else statements)
        self._fit_weights(counts, [(y_index, 1.0), (beside[1], auxiliary_weight)], situation_of)
        self.temperature_ = 1.0
        if self.calibration_folds is not None:
            n_folds = min(self.calibration_folds, count_folds(y_index, group_values))
            if n_folds >= 2:
                more = {} if auxiliary is None else {"auxiliary": auxiliary, "auxiliary_weight": auxiliary_weight}
                known = counts if auxiliary is None else statements
                logits = out_of_fold_logits(self, known, y, group_values, n_folds=n_folds, fit_parameters=more)
                self.calibrate(logits, y)
        return self

    def count(self, X: Statements) -> TermCounts:
        """Cut statements into terms, once for several fits: what it returns can stand for the texts wherever X does.

        Parameters
        ----------
        X : sequence of str of shape (n_statements,)

        Returns
        -------
        TermCounts
            Of the terms that stand in `min_df` of the statements and more; ``counts[rows]`` are those of some of them.

        Raises
        ------
        InputTypeError, InputError
            As in `fit`.
        """
        check_parameters(self.get_params(deep=False))
        return self._count(check_statements(X))

    def _count(self, statements: list[str] | TermCounts) -> TermCounts:
        if isinstance(statements, list):
            return count_terms(self.blocks(), statements, min_df=self.min_df)
        if statements.min_df > self.min_df:
            raise InputError(
                f"X: terms of fewer than {statements.min_df} statements were not counted, min_df={self.min_df} needs "
                "them. Pass the texts."
            )
        return statements

    def _fit_weights(
        self,
        counts: TermCounts,
        sets: list[tuple[npt.NDArray[np.intp], float]],
        situations: npt.NDArray[Any] | None,
    ) -> None:
        self.vectorizers_ = {}
        blocks = {}
        for block, terms in self.blocks().items():
            if block not in counts.blocks:
                continue
            of_block, known = counts.blocks[block], counts.terms[block]
            frequent = np.flatnonzero(np.bincount(of_block.indices, minlength=len(known)) >= self.min_df)
            if not len(frequent):
                refuse_no_term(block, self.min_df)
                continue
            if len(frequent) < len(known):
                of_block, known = of_block[:, frequent], [known[column] for column in frequent.tolist()]
            blocks[block], idf = weigh(of_block)
            self.vectorizers_[block] = make_vectorizer(terms, join_terms(known), idf, min_df=self.min_df)
        self._fit_regressions(stack_blocks(blocks, self._weights()), sets)
        y_index = sets[0][0]
        bears_stance = np.array([label != NEUTRAL for label in self.classes_.tolist()])[y_index]
        self.content_columns_ = content_columns(terms_of(self.vectorizers_["word"]))
        content = content_features(blocks["word"][: len(y_index)], self.content_columns_)
        off_target = None if situations is None else off_target_situations(situations, ~bears_stance)
        fitted = fit_relevance(content, bears_stance, off_target=off_target, situations=situations)
        self.relevance_ = replace(fitted, weights=_round(fitted.weights))

    def blocks(self) -> dict[str, Terms]:
        """Return how each block of features is cut out of a text, in the order of the columns."""
        ranges = {"word": self.word_ngram_range, "char": self.char_ngram_range}
        return {
            block: Terms(block, *ranges.get(block, (1, 1)), tokenizer=self.tokenizer)
            for block in BLOCKS
            if block in self._weights()
        }

    def _weights(self) -> dict[str, float]:
        return BLOCK_WEIGHTS if self.block_weights is None else self.block_weights

    def _fit_regressions(self, features: csr_matrix, sets: list[tuple[npt.NDArray[np.intp], float]]) -> None:
        """Fit one regression a label against the rest: as good as one softmax here, in a tenth of the time."""
        columns = [1] if len(self.classes_) == 2 else range(len(self.classes_))  # two labels are one question
        y_index = np.concatenate([labels for labels, _ in sets])
        fitted = [
            LogisticRegression(
                C=self.C,
                solver="liblinear",
                dual=True,
                tol=_TOLERANCE,
                max_iter=_MAX_ITER,
                random_state=0,  # the order in which the solver visits the statements
            ).fit(features, y_index == column, self._sample_weight(sets, column))
            for column in columns
        ]
        self.coef_ = _round(np.vstack([regression.coef_ for regression in fitted]))
        self.intercept_ = _round(np.concatenate([regression.intercept_ for regression in fitted]))
        if len(self.classes_) == 2:
            self.coef_, self.intercept_ = _mirror(self.coef_), _mirror(self.intercept_)
        self.n_iter_ = int(max(regression.n_iter_[0] for regression in fitted))

    def _sample_weight(self, sets: list[tuple[npt.NDArray[np.intp], float]], column: int) -> npt.NDArray[np.float64]:
        """Return what each statement counts in the fit of one label: each set is balanced in itself."""
        weighted = []
        for labels, weight in sets:
            if len(labels):
                asked = labels == column if isinstance(self.class_weight, str) else self.classes_[labels]
                weighted.append(weight * compute_sample_weight(self.class_weight, asked))
        return np.concatenate(weighted)

    def calibrate(self, logits: npt.NDArray[np.float64], y: Any) -> StanceClassifier:
        """Set the temperature from held-out logits that the caller has, as from `out_of_fold_logits`.

        Fit with ``calibration_folds=None`` first; then one cross-validation serves calibration and evaluation.

        Parameters
        ----------
        logits : ndarray of shape (n_statements, n_classes)
        y : sequence of shape (n_statements,)
            Labels of the same statements.

        Returns
        -------
        StanceClassifier
            The classifier itself.

        Raises
        ------
        InputError
            If the shapes or the classes are not those of the fitted classifier.
        """
        check_is_fitted(self)
        classes, y_index = check_labels(y, len(logits))
        if not np.array_equal(classes, self.classes_) or np.shape(logits) != (len(y_index), len(classes)):
            raise InputError(
                f"calibrate: logits of shape {np.shape(logits)} with classes {classes.tolist()}, expected "
                f"({len(y_index)}, {len(self.classes_)}) with {self.classes_.tolist()}."
            )
        self.temperature_ = fit_temperature(logits, y_index)
        return self

    def features(self, X: Statements) -> csr_matrix:
        """Return the weighted TF-IDF features, of shape (n_statements, n_features), word block first."""
        check_is_fitted(self)
        statements = check_statements(X)
        blocks = {}
        for block, vectorizer in self.vectorizers_.items():
            if isinstance(statements, TermCounts):
                columns = statements.columns(block, iterate_terms(vectorizer))
                blocks[block], _ = weigh(statements.blocks[block][:, columns], vectorizer.idf_)
            else:
                blocks[block] = vectorizer.transform(statements)
        return stack_blocks(blocks, self._weights())

    def logits(self, X: Statements) -> npt.NDArray[np.float64]:
        """Return the logits before the temperature, of shape (n_statements, n_classes)."""
        return self._read(X)[0]

    def decision_function(self, X: Statements) -> npt.NDArray[np.float64]:
        """Return the logits before the temperature, of shape (n_statements, n_classes).

        With two classes: of shape (n_statements,), positive for the second one, as in scikit-learn.
        """
        logits = self.logits(X)
        return logits[:, 1] - logits[:, 0] if logits.shape[1] == 2 else logits

    def predict(self, X: Statements) -> npt.NDArray[Any]:
        """Return the most probable class of each statement, of shape (n_statements,)."""
        logits = self.logits(X)  # first, for it says when the classifier is not fitted
        labels: npt.NDArray[Any] = self.classes_[logits.argmax(axis=1)]
        return labels

    def predict_proba(self, X: Statements) -> npt.NDArray[np.float64]:
        """Return calibrated probabilities of shape (n_statements, n_classes), columns as in `classes_`.

        A statement without a known term, such as an empty one, gets the probabilities of the intercept.
        """
        return self._probabilities(self.logits(X))

    def abstains(self, X: Statements) -> npt.NDArray[np.bool_]:
        """Return whether the most probable class lies below `abstention_threshold`, of shape (n_statements,)."""
        return self.judge(X).abstained

    def relevance(self, X: Statements) -> npt.NDArray[np.float64]:
        """Return how probable it is that each statement speaks of the target, of shape (n_statements,), in [0, 1].

        The probability holds where as many statements are on target as not. A classifier that was trained without
        off-target statements returns how like each statement is to those that bear a stance, with 0.5 at the threshold.
        See `stance.classification.relevance`.
        """
        return self.judge(X).relevance

    @property
    def relevance_threshold_(self) -> float:
        """Relevance that all but 2.5% of the training statements that bear a stance reach."""
        return float(self.relevance_.probability(np.array([self.relevance_.threshold]))[0])

    def on_target(self, X: Statements) -> npt.NDArray[np.bool_]:
        """Return whether the relevance reaches `relevance_threshold_`, of shape (n_statements,)."""
        return self.judge(X).on_target

    def judge(self, X: Statements, *, surroundings: Texts | None = None) -> Judgements:
        """Return all that the classifier says of each statement, cutting it into n-grams only once.

        Parameters
        ----------
        X : sequence of str of shape (n_statements,)
            Texts, where `surroundings` stand beside them.
        surroundings : sequence of str of shape (n_statements,), or None
            What each statement stands in, such as its sentence. It is read beside the statement, and the logits and
            weighted sums of the two are averaged.

        Raises
        ------
        InputError
            If there is not one for each statement.
        """
        logits, sums = self._read(X) if surroundings is None else self._read_both(X, surroundings)
        probabilities = self._probabilities(logits)
        return Judgements(
            probabilities=probabilities,
            abstained=probabilities.max(axis=1) < self.abstention_threshold,
            relevance=self.relevance_.probability(sums),
            on_target=sums >= self.relevance_.threshold,
        )

    def _read(self, X: Statements) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Return logits and the sums that relevance follows from, by the compiled loops where they pay."""
        check_is_fitted(self)
        if isinstance(X, TermCounts) or type(self).features is not StanceClassifier.features:
            return self._read_plainly(X)
        texts = check_texts(X)
        scores = score_compiled(self, texts)
        if scores is None:
            return self._read_plainly(texts)
        logits, sums, unread = scores
        logits += self.intercept_
        if len(rows := np.flatnonzero(unread)):
            logits[rows], sums[rows] = self._read_features(self._features_of_few([texts[row] for row in rows]))
        return logits, sums

    def _features_of_few(self, texts: list[str]) -> csr_matrix:
        blocks = {block: transform_few(vectorizer, texts) for block, vectorizer in self.vectorizers_.items()}
        return stack_blocks(blocks, self._weights())

    def _read_both(self, X: Statements, surroundings: Texts) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        texts, around = check_texts(X), check_texts(surroundings, name="surroundings")
        if len(around) != len(texts):
            raise InputError(f"surroundings: {len(around)} for {len(texts)} statements. Pass one for each.")
        logits, sums = self._read([*texts, *around])
        half = len(texts)
        return (logits[:half] + logits[half:]) / 2, (sums[:half] + sums[half:]) / 2

    def _read_plainly(self, X: Statements) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        return self._read_features(self.features(X))

    def _read_features(self, features: csr_matrix) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        sums = content_features(features, self.content_columns_) @ self.relevance_.weights
        return features @ self.coef_.T + self.intercept_, sums

    def _probabilities(self, logits: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        probabilities: npt.NDArray[np.float64] = softmax(logits / self.temperature_, axis=1)
        return probabilities


def _round(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.ascontiguousarray(values.astype(np.float32).astype(np.float64))


def _mirror(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.concatenate([-values, values]) / 2

"""Why a statement got its stance: the logit of each class, shared out over features and words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.utils.validation import check_is_fitted

from stance.classification.classifier import StanceClassifier
from stance.classification.features import terms_of
from stance.classification.words import tokenize

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer


SEPARATOR = " ‖ "
"""Stands between a statement and what it was read in."""


@dataclass(frozen=True, slots=True)
class FeatureContribution:
    """What one term adds to the logits.

    Parameters
    ----------
    block : str
        "word", "char", "concept", "class", "trigram", "skip" or "chain".
    term : str
    value : float
        TF-IDF of the term in the statement, times the weight of its block.
    contributions : tuple of float
        One a class.
    """

    block: str
    term: str
    value: float
    contributions: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class WordContribution:
    """What one word adds to the logits.

    Parameters
    ----------
    start, end : int
        Half-open offsets into the statement.
    text : str
        The word as it stands there.
    contributions : tuple of float
        One a class.
    """

    start: int
    end: int
    text: str
    contributions: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The logits of one statement and what they are made of.

    For every class, `logits` = `intercept` + the sum over `words` = `intercept` + the sum over `features`.

    Parameters
    ----------
    text : str
    classes : tuple of str
    probabilities, logits, intercept : tuple of float
        One a class; the logits are those before the temperature.
    features : tuple of FeatureContribution
        Those of the statement that the classifier knows, largest absolute contribution first.
    words : tuple of WordContribution
        In the order of the text.
    """

    text: str
    classes: tuple[str, ...]
    probabilities: tuple[float, ...]
    logits: tuple[float, ...]
    intercept: tuple[float, ...]
    features: tuple[FeatureContribution, ...]
    words: tuple[WordContribution, ...]


def explain(classifier: StanceClassifier, text: str, *, surroundings: str | None = None) -> Explanation:
    """Share the logits of one statement out over its terms and its words.

    The model is linear, so a term contributes its TF-IDF times its coefficient. A term's contribution is shared
    equally over the places where it stands, and there over the words that it is made of: a character n-gram lies
    in one word, a word bigram, a skip-gram or a pair of concepts in two, a trigram or a chain in two or three.

    Parameters
    ----------
    classifier : StanceClassifier
    text : str
    surroundings : str or None
        What the statement was read in, see `StanceClassifier.judge`. The two readings count half each: the text of the
        explanation is then that of the statement, ``SEPARATOR``, and its surroundings.

    Raises
    ------
    InputTypeError
        If `text` is not a string.

    Examples
    --------
    >>> texts = ["No foreign troops here.", "Never foreign bombs.", "Send the troops.", "Send them, please."]
    >>> classifier = StanceClassifier(random_state=0).fit(texts, ["against", "against", "favor", "favor"])
    >>> found = explain(classifier, "No bombs!")
    >>> [(word.text, word.contributions[0] > 0) for word in found.words]
    [('No', True), ('bombs', True), ('!', False)]
    """
    alone = _explain(classifier, text)
    if surroundings is None or surroundings == text:
        return alone
    return _average(classifier, alone, _explain(classifier, surroundings))


def _average(classifier: StanceClassifier, one: Explanation, other: Explanation) -> Explanation:
    logits = (np.array(one.logits) + np.array(other.logits)) / 2
    values: dict[tuple[str, str], float] = {}
    contributions: dict[tuple[str, str], tuple[float, ...]] = {}
    for feature in (*one.features, *other.features):
        term = (feature.block, feature.term)
        values[term] = values.get(term, 0.0) + feature.value / 2
        contributions[term] = _add_half(contributions.get(term), feature.contributions)
    features = [FeatureContribution(*term, values[term], total) for term, total in contributions.items()]
    behind = len(one.text) + len(SEPARATOR)
    return Explanation(
        text=f"{one.text}{SEPARATOR}{other.text}",
        classes=one.classes,
        probabilities=tuple(classifier._probabilities(logits[None])[0].tolist()),
        logits=tuple(logits.tolist()),
        intercept=one.intercept,
        features=_ranked(features),
        words=tuple(
            WordContribution(shift + word.start, shift + word.end, word.text, _add_half(None, word.contributions))
            for shift, words in ((0, one.words), (behind, other.words))
            for word in words
        ),
    )


def _add_half(total: tuple[float, ...] | None, more: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(a + b / 2 for a, b in zip(total or (0.0,) * len(more), more, strict=True))


def _ranked(features: list[FeatureContribution]) -> tuple[FeatureContribution, ...]:
    return tuple(sorted(features, key=lambda feature: -max(map(abs, feature.contributions))))


def _explain(classifier: StanceClassifier, text: str) -> Explanation:
    row = classifier.features([text])
    logits = classifier.logits([text])
    values = dict(zip(row.indices.tolist(), row.data.tolist(), strict=True))
    words = tokenize(text, classifier.tokenizer)
    shares = np.zeros((len(words), len(classifier.classes_)))
    features = []
    first_column = 0
    for block, vectorizer in classifier.vectorizers_.items():
        places = _places(vectorizer, [word.form for word in words])
        for term, found in places.items():
            column = first_column + vectorizer.vocabulary_[term]
            contribution = values[column] * classifier.coef_[:, column]
            features.append(FeatureContribution(block, term, values[column], tuple(contribution.tolist())))
            for positions in found:
                shares[positions] += contribution / len(found) / len(positions)
        first_column += len(vectorizer.vocabulary_)
    return Explanation(
        text=text,
        classes=tuple(classifier.classes_.tolist()),
        probabilities=tuple(classifier._probabilities(logits)[0].tolist()),
        logits=tuple(logits[0].tolist()),
        intercept=tuple(classifier.intercept_.tolist()),
        features=_ranked(features),
        words=tuple(
            WordContribution(word.start, word.end, text[word.start : word.end], tuple(share))
            for word, share in zip(words, shares.tolist(), strict=True)
        ),
    )


def _places(vectorizer: TfidfVectorizer, forms: list[str]) -> dict[str, list[list[int]]]:
    places: dict[str, list[list[int]]] = {}
    for term, positions in vectorizer.analyzer.place(forms):
        if term in vectorizer.vocabulary_:
            places.setdefault(term, []).append(list(positions))
    return places


def top_terms(classifier: StanceClassifier, n: int = 20) -> dict[Any, list[tuple[str, float]]]:
    """Return the word n-grams that speak most for each class, with their coefficients, strongest first.

    ``^`` is the start of the statement, ``not_go`` a "go" in the reach of a negation.

    Examples
    --------
    >>> texts = ["No foreign troops here.", "Never foreign bombs.", "Send the troops.", "Send them, please."]
    >>> classifier = StanceClassifier(random_state=0).fit(texts, ["against", "against", "favor", "favor"])
    >>> [term for term, _ in top_terms(classifier, 2)["favor"]]
    ['^ send', 'send']
    """
    check_is_fitted(classifier)
    terms = terms_of(classifier.vectorizers_["word"])
    coefficients = classifier.coef_[:, : len(terms)]
    return {
        label: [(terms[column], float(row[column])) for column in np.argsort(-row, kind="stable")[:n].tolist()]
        for label, row in zip(classifier.classes_.tolist(), coefficients, strict=True)
    }

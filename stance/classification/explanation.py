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


@dataclass(frozen=True, slots=True)
class FeatureContribution:
    """What one term adds to the logits.

    Parameters
    ----------
    block : str
        "word", "char", "concept" or "class".
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


def explain(classifier: StanceClassifier, text: str) -> Explanation:
    """Share the logits of one statement out over its terms and its words.

    The model is linear, so a term contributes its TF-IDF times its coefficient. A term's contribution is shared
    equally over the places where it stands, and there over the words that it is made of: a character n-gram lies
    in one word, a word bigram or a pair of concepts in two.

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
        features=tuple(sorted(features, key=lambda feature: -max(map(abs, feature.contributions)))),
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

"""Simple ways to call a stance, to stand beside a model."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from contextlib import suppress

import numpy as np
from numpy.typing import NDArray
from sklearn.dummy import DummyClassifier

from stance.errors import MissingExtraError
from stance.labels import AGAINST, FAVOR, NEUTRAL, STANCES

_SENTIMENT_BOUND = 0.05  # the lexicon's own advice
_KEYWORDS = {
    FAVOR: (
        "welcom", "support", "back", "urg", "ask", "call for", "called for", "need", "request", "thank", "invit",
        "favor", "favour", "should send", "must act", "strike", "praise", "justif", "defend", "propos",
    ),
    AGAINST: (
        "reject", "oppos", "condemn", "sovereign", "never", "not ", "n't", "no ", "illegal", "invasion", "interfer",
        "violat", "withdraw", "against", "denounc", "warn", "occup", "imperial", "refus", "ruled out",
    ),
}  # fmt: skip
_PATTERNS = {
    stance: re.compile("|".join(rf"\b{re.escape(word)}" if word != "n't" else "n't" for word in words), re.IGNORECASE)
    for stance, words in _KEYWORDS.items()
}


def predict_majority(labels: Sequence[str]) -> NDArray[np.str_]:
    """Return the most frequent of the gold labels for every statement."""
    dummy = DummyClassifier(strategy="most_frequent").fit(labels, labels)
    return np.asarray(dummy.predict(labels), dtype=str)


def predict_keywords(texts: Sequence[str]) -> NDArray[np.str_]:
    """Return the stance whose keywords a statement has more of; neutral on a tie.

    Examples
    --------
    >>> predict_keywords(["We reject any invasion.", "We asked for help.", "The talks went on."]).tolist()
    ['against', 'favor', 'neutral']
    """
    straight = [text.replace("’", "'") for text in texts]
    counts = np.array([[len(_PATTERNS[stance].findall(text)) for stance in (AGAINST, FAVOR)] for text in straight])
    return _by_sign(counts[:, 1] - counts[:, 0])


def predict_sentiment(texts: Sequence[str]) -> NDArray[np.str_]:
    """Return favor for positive words, against for negative ones, by the VADER lexicon.

    Raises
    ------
    MissingExtraError
        If vaderSentiment is not installed.

    References
    ----------
    C. Hutto and E. Gilbert, "VADER: A parsimonious rule-based model for sentiment analysis of social media text", ICWSM
    2014.
    """
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError:
        raise MissingExtraError(
            'the sentiment baseline needs vaderSentiment: pip install "stancekit[baselines]".'
        ) from None
    analyzer = SentimentIntensityAnalyzer()
    scores = np.array([analyzer.polarity_scores(text)["compound"] for text in texts])
    return _by_sign(np.where(np.abs(scores) < _SENTIMENT_BOUND, 0, scores))


def predict_baselines(
    texts: Sequence[str], labels: Sequence[str], *, classes: Collection[str] | None = None
) -> dict[str, NDArray[np.str_]]:
    """Return the predictions of every baseline that fits the classes and is installed, by name.

    Parameters
    ----------
    texts, labels : sequence of str
        Statements and their gold labels.
    classes : collection of str or None
        Labels that may be predicted; None takes those that stand in `labels`. Keywords and sentiment tell all of
        `stance.labels.STANCES` apart, so they are left out where one of these is not among the classes.
    """
    predictions = {"majority": predict_majority(labels)}
    if set(STANCES) <= set(labels if classes is None else classes):
        predictions["keywords"] = predict_keywords(texts)
        with suppress(MissingExtraError):  # a baseline less; the README names the extra
            predictions["sentiment"] = predict_sentiment(texts)
    return predictions


def _by_sign(scores: NDArray[np.number]) -> NDArray[np.str_]:
    return np.select([scores > 0, scores < 0], [FAVOR, AGAINST], NEUTRAL)

"""A statement as pages show it: its look, its probabilities, and the words that carried the decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stance.classification import Explanation, explain
from stance.extraction import find_surroundings
from stance.labels import STANCES, UNCLEAR
from stance.report.corpus import predicted
from stance.report.quality import Quality
from stance.report.style import SIGNS
from stance.report.text import fit, flat
from stance.types import Article, Prediction, Statement

if TYPE_CHECKING:
    from stance.classification import StanceClassifier

_WORDS = 8
_SAME = 1e-6  # probabilities, which a table may have rounded
_LEVELS = 4  # depths of colour of a word

OFF_TARGET = "off"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the statement, or what stands between two.

    Parameters
    ----------
    text : str
    level : int
        From -4, strongly against the decision, over 0 to 4, strongly for it.
    """

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why one stance rather than the next most probable one: every number adds up to the margin.

    Parameters
    ----------
    chosen, other : str
    words : tuple of Word
        The statement as the classifier reads it: by itself, and in its sentence.
    rows : tuple of (name, number)
        Words with most weight, then all others, then what holds before any word is read.
    margin : float
        Logit of the chosen stance less that of the other: the sum of the rows.
    """

    chosen: str
    other: str
    words: tuple[Word, ...]
    rows: tuple[tuple[str, float], ...]
    margin: float


@dataclass(frozen=True, slots=True)
class View:
    """A statement as a page shows it.

    Parameters
    ----------
    number : int
        From 1, in the order of the text.
    look : str
        A stance; ``unclear`` where the model abstained; ``off`` where the statement does not speak of the target.
    sign : str
        Tells the look without colour.
    speaker, quote, cue, attribution : str
    prediction : Prediction
    probabilities : tuple of (stance, float)
    reasons : Reasons or None
    error : str or None
        How often such a call is wrong.
    """

    number: int
    look: str
    sign: str
    speaker: str
    quote: str
    cue: str
    attribution: str
    prediction: Prediction
    probabilities: tuple[tuple[str, float], ...]
    reasons: Reasons | None
    error: str | None


def view_statements(
    article: Article,
    statements: Sequence[Statement],
    *,
    classifier: StanceClassifier | None,
    quality: Quality | None,
) -> list[View]:
    """Return the statements of an article as its page shows them.

    Parameters
    ----------
    classifier : StanceClassifier or None
        Explains the decisions; None leaves the words out.
    quality : Quality or None
        Knows how often such calls are wrong.
    """
    # only reasons are found in it, and an article of a table may be without its text
    is_read = classifier is not None and article.text
    around = find_surroundings(article.text, statements) if is_read else [one.text for one in statements]
    return [
        _view(
            article,
            statement,
            number,
            _reasons(classifier, statement.text, surroundings, predicted(statement)) if classifier else None,
            quality,
        )
        for number, (statement, surroundings) in enumerate(zip(statements, around, strict=True), start=1)
    ]


def look_of(prediction: Prediction) -> str:
    """Return how a statement is marked."""
    if not prediction.on_target:
        return OFF_TARGET
    return UNCLEAR if prediction.abstained else prediction.stance


def _view(
    article: Article, statement: Statement, number: int, reasons: Reasons | None, quality: Quality | None
) -> View:
    prediction = predicted(statement)
    look = look_of(prediction)
    quote = " … ".join(filter(None, (flat(article.text[start:end]) for start, end in statement.content)))
    return View(
        number=number,
        look=look,
        sign=SIGNS.get(look, "○"),
        speaker=flat(statement.speaker) if statement.speaker else "Somebody not named",
        quote=quote or flat(statement.text),
        cue=flat(statement.cue_text),
        attribution=statement.attribution,
        prediction=prediction,
        probabilities=tuple((stance, getattr(prediction, f"p_{stance}")) for stance in STANCES),
        reasons=reasons,
        error=quality.sentence_at(prediction.confidence) if quality else None,
    )


def _reasons(classifier: StanceClassifier, text: str, surroundings: str, prediction: Prediction) -> Reasons | None:
    """Return the reasons of a prediction that was made in the statement's sentence, or without; none of any other."""
    for around in dict.fromkeys((surroundings, text)):  # read in itself, a statement is read alone
        explanation = explain(classifier, text, surroundings=around)
        found = dict(zip(explanation.classes, explanation.probabilities, strict=True))
        if all(abs(found[stance] - getattr(prediction, f"p_{stance}")) < _SAME for stance in STANCES):
            return find_reasons(explanation, prediction.stance)
    return None


def find_reasons(explanation: Explanation, chosen: str) -> Reasons:
    """Return what speaks for a stance rather than for the next most probable one."""
    classes = explanation.classes
    i = classes.index(chosen)
    j = max((column for column in range(len(classes)) if column != i), key=explanation.logits.__getitem__)
    gains = [word.contributions[i] - word.contributions[j] for word in explanation.words]
    strongest = max(map(abs, gains), default=0.0) or 1.0
    words: list[Word] = []
    done = 0
    for word, gain in zip(explanation.words, gains, strict=True):
        if word.start > done:
            words.append(Word(fit(explanation.text[done : word.start]), 0))
        words.append(Word(fit(word.text), round(_LEVELS * gain / strongest)))
        done = word.end
    words.append(Word(fit(explanation.text[done:]), 0))
    by_word: dict[str, list[float]] = {}
    for word, gain in zip(explanation.words, gains, strict=True):
        by_word.setdefault(flat(word.text), []).append(gain)
    ranked = sorted(by_word.items(), key=lambda item: (-abs(sum(item[1])), item[0]))
    rows = [(f"{text} ({len(at)} times)" if len(at) > 1 else text, sum(at)) for text, at in ranked[:_WORDS]]
    rest = ranked[_WORDS:]
    if rest:
        rows.append((f"the other {len(rest)} words", sum(sum(at) for _, at in rest)))
    rows.append(("before any word is read", explanation.intercept[i] - explanation.intercept[j]))
    margin = explanation.logits[i] - explanation.logits[j]
    return Reasons(chosen, classes[j], tuple(words), tuple(rows), margin)

"""TF-IDF features of a statement: n-grams of words and characters, concepts, their chains, word classes, skip-grams."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import hstack
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

from stance.classification.lexicon import read_concepts, read_word_classes
from stance.classification.words import CLAUSE_ENDS, negated_positions, word_forms

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy.sparse import csr_matrix

BLOCKS = ("word", "char", "concept", "class", "trigram", "skip", "chain")
START = "^"
SKIPPED = " ... "
FARTHEST = 3
NO_CONTENT = CLAUSE_ENDS | ENGLISH_STOP_WORDS

PlacedTerm = tuple[str, tuple[int, ...]]
"""A term, and the positions of the words that it is made of."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Cut a text into the terms of one block.

    Parameters
    ----------
    block : str
        - "word": word n-grams, of which those of two words and more know where the statement begins
          (``^ rejected``), and the words in the reach of a negation (``not_troops``);
        - "char": character n-grams of each word with a space on both sides, where a shorter word is one n-gram;
        - "concept": the concepts that words stand for (``REJECT``), those in the reach of a negation
          (``not_REJECT``), and each with the one before it in its sentence, whatever stands between
          (``REJECT > TROOPS``);
        - "class": the coarse and the fine class of each word (``~~forces``, ``~military``);
        - "trigram": three words in succession, or the first two of a statement (``^ we reject``);
        - "skip": two content words, at most two others between them, whatever function words and marks stand there
          (``troops ... border``);
        - "chain": three concepts that follow each other in a sentence (``WANT > TROOPS > WITHDRAW``), and the first
          with the third, whatever the second is (``WANT >> WITHDRAW``).
    smallest, largest : int
        Range of n of "word" and "char".
    tokenizer : str
        As in `stance.classification.words.tokenize`.

    References
    ----------
    Pang, Lee, Vaithyanathan: Thumbs up? EMNLP 2002 (marking what is negated).
    Koo, Carreras, Collins: Simple semi-supervised dependency parsing. ACL 2008 (classes of words as features).
    Guthrie, Allison, Liu, Guthrie, Wilks: A closer look at skip-gram modelling. LREC 2006.

    Examples
    --------
    >>> Terms("word", 1, 2)("No troops")
    ['no', 'troops', '^ no', 'no troops', 'not_troops']
    >>> Terms("char", 4, 5)("No bomb")
    [' no ', ' bom', 'bomb', 'omb ', ' bomb', 'bomb ']
    >>> Terms("concept")("rejected the troops")
    ['REJECT', 'TROOPS', 'REJECT > TROOPS']
    >>> Terms("class")("Troops")
    ['~~forces', '~military']
    >>> Terms("trigram")("No troops here")
    ['^ no troops', 'no troops here']
    >>> Terms("skip")("Send the troops to a border!")
    ['send ... troops', 'troops ... border', 'send ... border']
    >>> Terms("chain")("want the troops to leave")
    ['WANT > TROOPS > WITHDRAW', 'WANT >> WITHDRAW']
    """

    block: str
    smallest: int = 1
    largest: int = 1
    tokenizer: str = "press"

    def __call__(self, text: str) -> list[str]:
        """Return the terms of a text, with repetitions."""
        forms = word_forms(text, self.tokenizer)
        if self.block == "char":  # the same terms as `place` gives, at the speed of the cache
            return list(chain.from_iterable(_char_ngrams(form, self.smallest, self.largest) for form in forms))
        return [term for term, _ in self.place(forms)]

    def place(self, forms: Sequence[str]) -> Iterator[PlacedTerm]:
        """Yield each term of a sequence of words with the positions of the words that it is made of."""
        if self.block == "word":
            return self._place_words(forms)
        if self.block == "char":
            return self._place_characters(forms)
        return _PLACERS[self.block](forms)

    def _place_words(self, forms: Sequence[str]) -> Iterator[PlacedTerm]:
        for size in range(self.smallest, self.largest + 1):
            yield from _place_ngrams(forms, size)
        for position in negated_positions(forms):
            yield f"not_{forms[position]}", (position,)

    def _place_characters(self, forms: Sequence[str]) -> Iterator[PlacedTerm]:
        for position, form in enumerate(forms):
            for term in _char_ngrams(form, self.smallest, self.largest):
                yield term, (position,)


def _place_ngrams(forms: Sequence[str], size: int) -> Iterator[PlacedTerm]:
    opened = [START, *forms]
    for first in range(0 if size > 1 else 1, len(opened) - size + 1):  # in `opened`, one ahead of `forms`
        yield " ".join(opened[first : first + size]), tuple(range(max(first - 1, 0), first + size - 1))


@lru_cache(maxsize=1 << 16)
def _char_ngrams(form: str, smallest: int, largest: int) -> tuple[str, ...]:
    padded = f" {form} "
    sizes = range(smallest, largest + 1)
    found = tuple(padded[i : i + size] for size in sizes for i in range(len(padded) - size + 1))
    return found or (padded,)


def _place_concepts(forms: Sequence[str]) -> Iterator[PlacedTerm]:
    for sentence in _find_concepts(forms):
        before: tuple[str, int] | None = None
        for concept, position, is_negated in sentence:
            yield concept, (position,)
            state = _state(concept, is_negated)
            if is_negated:
                yield state, (position,)
            if before:
                yield f"{before[0]} > {state}", (before[1], position)
            before = state, position


def _place_chains(forms: Sequence[str]) -> Iterator[PlacedTerm]:
    for sentence in _find_concepts(forms):
        states = [(_state(concept, is_negated), position) for concept, position, is_negated in sentence]
        for (first, i), (second, j), (third, k) in zip(states, states[1:], states[2:], strict=False):
            yield f"{first} > {second} > {third}", (i, j, k)
            yield f"{first} >> {third}", (i, k)


def _state(concept: str, is_negated: bool) -> str:
    return f"not_{concept}" if is_negated else concept


def _find_concepts(forms: Sequence[str]) -> list[list[tuple[str, int, bool]]]:
    """Return the concepts of each sentence: their name, where they stand, and whether they are negated."""
    words, pairs = read_concepts()
    negated = frozenset(negated_positions(forms))
    bases = [form.removesuffix("'s") for form in forms]
    sentences: list[list[tuple[str, int, bool]]] = [[]]
    for position, base in enumerate(bases):
        if base in CLAUSE_ENDS and base != ",":  # a comma does not part who acts from what is done
            sentences.append([])
            continue
        pair = pairs.get((bases[position - 1], base)) if position else None
        if concept := pair or words.get(base):
            sentences[-1].append((concept, position, position in negated))
    return sentences


def _place_classes(forms: Sequence[str]) -> Iterator[PlacedTerm]:
    classes = read_word_classes()
    for position, form in enumerate(forms):
        for term in classes.get(form.removesuffix("'s"), ()):
            yield term, (position,)


def _place_skips(forms: Sequence[str]) -> Iterator[PlacedTerm]:
    content = [position for position, form in enumerate(forms) if form not in NO_CONTENT]
    for distance in range(1, FARTHEST + 1):
        for first, second in zip(content, content[distance:], strict=False):
            yield f"{forms[first]}{SKIPPED}{forms[second]}", (first, second)


_PLACERS: dict[str, Callable[[Sequence[str]], Iterator[PlacedTerm]]] = {
    "concept": _place_concepts,
    "class": _place_classes,
    "trigram": partial(_place_ngrams, size=3),
    "skip": _place_skips,
    "chain": _place_chains,
}


class _SortedTerms(Mapping[str, int]):
    """The columns of terms in rising order, looked up in the bytes of all: slower than a dict, a fifth of its size."""

    def __init__(self, joined: bytes) -> None:
        self._joined = joined
        breaks = np.flatnonzero(np.frombuffer(joined, np.uint8) == ord("\n"))
        self._ends = np.append(breaks, len(joined))

    def __getitem__(self, term: str) -> int:
        sought = term.encode("utf-8", errors="surrogatepass")  # whose order is that of the characters
        column = bisect_left(range(len(self)), sought, key=self._term)
        if column == len(self) or self._term(column) != sought:
            raise KeyError(term)
        return column

    def _term(self, column: int) -> bytes:
        return self._joined[self._ends[column - 1] + 1 if column else 0 : self._ends[column]]

    def __len__(self) -> int:
        return len(self._ends)

    def __iter__(self) -> Iterator[str]:
        return (line.decode("utf-8", errors="surrogatepass") for line in self._joined.split(b"\n"))


class _LazyVectorizer(TfidfVectorizer):  # type: ignore[misc]
    """A fitted vectorizer that makes the dict of its terms when the first text comes: most of the time of a load.

    Until then the terms are one string of bytes, a fifth of the memory of as many strings: the compiled loops want no
    dict.
    """

    joined_terms_: bytes

    @cached_property
    def vocabulary_(self) -> dict[str, int]:
        return {term: column for column, term in enumerate(iterate_terms(self))}


def make_vectorizer(
    terms_of_block: Terms, joined_terms: bytes, idf: npt.NDArray[np.float64], *, min_df: int = 1
) -> TfidfVectorizer:
    """Return the fitted vectorizer of one block of features.

    Parameters
    ----------
    terms_of_block : Terms
    joined_terms : bytes
        As `join_terms` gives them, in rising order.
    idf : ndarray of shape (n_terms,)
    min_df : int
        For a new fit.
    """
    vectorizer = _LazyVectorizer(analyzer=terms_of_block, min_df=min_df, sublinear_tf=True)
    vectorizer.idf_ = idf  # before the terms: scikit-learn would ask for their dict
    vectorizer.joined_terms_ = joined_terms
    return vectorizer


def forget_terms_of_words() -> None:
    """Drop the n-grams of the words that were cut lately; those of the next words are kept again."""
    _char_ngrams.cache_clear()


def forget_vocabulary(vectorizer: TfidfVectorizer) -> None:
    """Drop the dict of a vectorizer's terms, most of its memory; the next text to read brings it back."""
    if isinstance(vectorizer, _LazyVectorizer):
        vectorizer.__dict__.pop("vocabulary_", None)


def transform_few(vectorizer: TfidfVectorizer, texts: Sequence[str]) -> csr_matrix:
    """Return the features of one block as `transform` does, without the dict of its terms where that is not there.

    A text takes 10 ms with 200,000 terms a block, the dicts of a whole model 135 MB and half a second.
    """
    if isinstance(vectorizer, _LazyVectorizer) and "vocabulary_" not in vars(vectorizer):
        vectorizer = copy(vectorizer)
        vectorizer.vocabulary_ = _SortedTerms(vectorizer.joined_terms_)
    return vectorizer.transform(texts)


def stack_blocks(blocks: Mapping[str, csr_matrix], weights: Mapping[str, float]) -> csr_matrix:
    """Return the blocks' features side by side, each times its weight."""
    return hstack([features * weights[block] for block, features in blocks.items()], format="csr")


def terms_of(vectorizer: TfidfVectorizer) -> list[str]:
    """Return the terms of a fitted vectorizer in the order of its columns."""
    return list(iterate_terms(vectorizer))


def iterate_terms(vectorizer: TfidfVectorizer) -> Iterator[str]:
    """Yield the terms of a fitted vectorizer in the order of its columns."""
    if isinstance(vectorizer, _LazyVectorizer) and "vocabulary_" not in vars(vectorizer):
        lines = BytesIO(vectorizer.joined_terms_)
        return (line.removesuffix(b"\n").decode("utf-8", errors="surrogatepass") for line in lines)
    vocabulary: dict[str, int] = vectorizer.vocabulary_
    return iter(sorted(vocabulary, key=vocabulary.__getitem__))


def join_terms(terms: Iterable[str]) -> bytes:
    """Return terms in UTF-8, lone surrogates too, with line breaks between them."""
    return "\n".join(terms).encode("utf-8", errors="surrogatepass")

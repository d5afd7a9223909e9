"""The arrays that the compiled loops read, built from a fitted classifier."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.classification import compiled_arrays as arrays
from stance.classification import compiled_store as store
from stance.classification.compiled_memory import empty_words, encode, make_rows, power_of_two, rounded_up
from stance.classification.features import BLOCKS, FARTHEST, NO_CONTENT, SKIPPED, START, Terms, iterate_terms, terms_of
from stance.classification.lexicon import read_concepts, read_word_classes
from stance.classification.words import CLAUSE_ENDS, NEGATED_WORDS, NEGATIONS, UNITED_STATES, word_form
from stance.errors import InputError

if TYPE_CHECKING:
    import numpy.typing as npt

_N_COUNTS = 1 << 10  # beyond, what repetitions put right would cost digits


def build_model(classifier: Any) -> tuple[arrays.Model, arrays.Words]:
    """Return the fixed arrays of a fitted classifier, and a store that holds its words.

    Raises
    ------
    InputError
        If its features are not the ones that the loops know, or too many letters stand in its n-grams.
    """
    _check(classifier)
    ranks, rows = _rank(classifier)
    in_turn = _features_by_block(classifier, ranks)
    trigram_features, skip_features = (in_turn.pop(block, iter(())) for block in ("trigram", "skip"))  # most of them
    features = {block: dict(of_block) for block, of_block in in_turn.items()}
    word_range, char_range = (classifier.vectorizers_[block].analyzer for block in ("word", "char"))
    forms, own, negated, pairs = _read_word_terms(features["word"])
    skips = _number_skips(skip_features, forms)
    trigrams = _number_trigrams(trigram_features, features.pop("word"), forms)  # what is read is dropped: it is large
    n_paired = max(int(numbers[:, :2].max(initial=-1)) for numbers in (pairs, skips)) + 1
    _add_listed_words(forms, features)
    grams = features.pop("char")
    letters, letter_bits = _number_letters(grams)
    feature_bits = len(ranks).bit_length()
    _check_bits(letter_bits, feature_bits, n_paired, char_range)
    short_grams, longer_grams = _tabulate_grams(grams, letters, letter_bits, feature_bits, char_range.smallest)
    del grams
    marks = np.full(128, -1, np.int32)
    marks[[ord(mark) for mark in sorted(CLAUSE_ENDS)]] = [forms[mark] for mark in sorted(CLAUSE_ENDS)]
    concept_names, first_words, second_words, concepts = _tabulate_concepts()
    states = [state for name in concept_names for state in (name, f"not_{name}")]
    block_weights = classifier._weights()
    n_classes = rounded_up(len(classifier.classes_))
    model = arrays.Model(
        letters=letters,
        letter_bits=letter_bits,
        smallest=char_range.smallest,
        largest=char_range.largest,
        short_grams=short_grams,
        longer_grams=longer_grams,
        pairs=_tabulate_pairs(pairs, n_paired, feature_bits),
        trigrams=_tabulate_pairs(trigrams, n_paired, feature_bits),
        skips=_tabulate_pairs(skips, n_paired, feature_bits),
        chains=_tabulate_chains(states, features.get("chain", {}), feature_bits),
        feature_bits=feature_bits,
        n_paired=n_paired,
        first_word=forms[START] if word_range.smallest <= 2 <= word_range.largest else -1,
        marks=marks,
        reach=NEGATED_WORDS,
        farthest=FARTHEST if len(skips) else 0,
        concepts=concepts,
        states=_tabulate_states(states, features.get("concept", {})),
        log_counts=np.log(np.maximum(np.arange(_N_COUNTS, dtype=np.float64), 1)) + 1.0,
        block_weights=np.array([block_weights.get(block, 0.0) for block in BLOCKS], dtype=np.float64),
        n_classes=n_classes,
        rows=rows,
    )
    words = empty_words(list(forms), char_range, model.n_classes)
    store.add_words(model, words, *encode(forms), np.full(len(forms), -1))
    records, values = words.records, words.values
    if word_range.smallest == 1:
        _set_own(values, model, forms, own)
        _set_content(values, model, forms, classifier)
    _set(records, forms, arrays.NEGATED, negated)
    bases = {form: form.removesuffix("'s") for form in forms}
    by_word = {arrays.AS_FIRST: first_words, arrays.AS_SECOND: second_words}
    if {"concept", "chain"} & set(features):
        by_word[arrays.CONCEPT] = {word: concept_names[name] for word, name in read_concepts().words.items()}
    if "class" in features:
        for field, number in ((arrays.COARSE, 0), (arrays.FINE, 1)):
            by_word[field] = {
                word: features["class"].get(classes[number], -1) for word, classes in read_word_classes().items()
            }
    for field, numbers in by_word.items():
        _set(records, forms, field, {form: numbers[base] for form, base in bases.items() if base in numbers})
    sentence_ends = CLAUSE_ENDS - {","}
    listed = (records[: len(forms), [arrays.CONCEPT, arrays.AS_FIRST, arrays.AS_SECOND]] >= 0).any(axis=1)
    records[: len(forms), arrays.FLAGS] |= np.where(listed, arrays.LISTED, 0).astype(np.int32)
    for flag, flagged in (
        (arrays.NEGATES, NEGATIONS),
        (arrays.NO_CONTENT, NO_CONTENT),
        (arrays.ENDS_CLAUSE, CLAUSE_ENDS),
        (arrays.ENDS_SENTENCE | arrays.LISTED, sentence_ends),
    ):
        records[[forms[form] for form in sorted(flagged)], arrays.FLAGS] |= flag
    variants = sorted(UNITED_STATES)
    store.add_words(model, words, *encode(variants), np.array([forms[word_form(variant)] for variant in variants]))
    return model, words


def _set(records: npt.NDArray[np.int32], forms: dict[str, int], field: int, values: dict[str, int]) -> None:
    records[[forms[form] for form in values], field] = list(values.values())


def _set_own(
    values: npt.NDArray[np.float64],
    model: arrays.Model,
    forms: dict[str, int],
    own: dict[str, int],
) -> None:
    """Write the squared idf of each form that is a feature, and its idf times its coefficients."""
    features, first = list(own.values()), arrays.GRAM_SUMS + 1 + model.n_classes
    idf = model.rows.idf[features, :1]
    end = arrays.FIRST_COEFFICIENT + model.n_classes
    coefficients = model.rows.coefficients[features, arrays.FIRST_COEFFICIENT : end]
    rows = [forms[form] for form in own]
    values[rows, first : first + 1 + model.n_classes] = np.hstack([idf, coefficients]) * idf


def _set_content(values: npt.NDArray[np.float64], model: arrays.Model, forms: dict[str, int], classifier: Any) -> None:
    """Write the squared idf of each content word, and its idf times its weight for relevance."""
    terms, idf = terms_of(classifier.vectorizers_["word"]), classifier.vectorizers_["word"].idf_
    columns = classifier.content_columns_
    first = arrays.GRAM_SUMS + 2 + 2 * model.n_classes
    rows = [forms[terms[column]] for column in columns.tolist()]
    values[rows, first] = idf[columns] ** 2
    values[rows, first + 1] = idf[columns] * classifier.relevance_.weights


def _check(classifier: Any) -> None:
    expected = {"norm": "l2", "use_idf": True, "sublinear_tf": True, "binary": False}
    for block, vectorizer in classifier.vectorizers_.items():
        terms = vectorizer.analyzer
        known = type(terms) is Terms and terms.block == block and terms.tokenizer == "press"
        if not known or (block == "word" and terms.largest > 2):
            raise InputError(f"compiled: the loops do not know the terms {terms}. Leave it to the plain path.")
        if any(getattr(vectorizer, name) != value for name, value in expected.items()):
            raise InputError(f"compiled: the loops expect a vectorizer with {expected}, not {vectorizer}.")
    if list(classifier.vectorizers_)[:2] != ["word", "char"]:
        raise InputError(f"compiled: the loops need words and characters, not {list(classifier.vectorizers_)}.")


def _features_by_block(classifier: Any, ranks: npt.NDArray[np.int32]) -> dict[str, Iterator[tuple[str, int]]]:
    """Return the terms of each block and their features, to be read one at a time."""
    features: dict[str, Iterator[tuple[str, int]]] = {}
    first = 0
    for block, vectorizer in classifier.vectorizers_.items():
        end = first + len(vectorizer.idf_)
        features[block] = zip(iterate_terms(vectorizer), map(int, ranks[first:end]), strict=True)
        first = end
    return features


def _read_word_terms(
    features: dict[str, int],
) -> tuple[dict[str, int], dict[str, int], dict[str, int], npt.NDArray[np.int64]]:
    """Return the number of each form, the features of single and of negated forms, and those of two forms.

    The last is of shape (n_pairs, 3): the numbers of both, and the feature.
    """
    forms: dict[str, int] = {}
    for form in (START, *sorted(NEGATIONS), *sorted(NO_CONTENT), *sorted(map(word_form, UNITED_STATES))):
        forms.setdefault(form, len(forms))
    own, negated = {}, {}
    pairs = array("q")  # a dict of pairs would take ten times the memory
    for term, feature in sorted(features.items(), key=itemgetter(1)):  # so that frequent words lie close together too
        first, blank, second = term.partition(" ")
        if blank:
            if second and " " not in second:  # else a word holds a space: none does of a text that is read here
                pairs.extend((forms.setdefault(first, len(forms)), forms.setdefault(second, len(forms)), feature))
        elif term.startswith("not_"):
            negated[term.removeprefix("not_")] = feature
        else:
            own[term] = feature
            forms.setdefault(term, len(forms))
    for form in negated:
        forms.setdefault(form, len(forms))
    return forms, own, negated, np.array(pairs, np.int64).reshape(-1, 3)


def _number_skips(features: Iterable[tuple[str, int]], forms: dict[str, int]) -> npt.NDArray[np.int64]:
    """Return the numbers of both words, and the feature, of each skip-gram."""
    skips = array("q")
    for term, feature in features:
        first, _, second = term.partition(SKIPPED)
        skips.extend((forms.setdefault(first, len(forms)), forms.setdefault(second, len(forms)), feature))
    return np.array(skips, np.int64).reshape(-1, 3)


def _number_trigrams(
    features: Iterable[tuple[str, int]], words: dict[str, int], forms: dict[str, int]
) -> npt.NDArray[np.int64]:
    """Return the feature of the first two words, the number of the third, and the feature, of each trigram."""
    trigrams = array("q")
    for term, feature in features:
        pair, _, third = term.rpartition(" ")
        if pair not in words or term.partition(" ")[2] not in words:
            raise InputError(f"compiled: two words of {term!r} are missing, not all. Leave it to the plain path.")
        trigrams.extend((words[pair], forms[third], feature))
    return np.array(trigrams, np.int64).reshape(-1, 3)


def _add_listed_words(forms: dict[str, int], features: dict[str, dict[str, int]]) -> None:
    """Give the words of the lexicon numbers too, so that a new form in 's finds what is known of its base."""
    concepts = read_concepts()
    listed = set(concepts.words).union(*concepts.pairs) if {"concept", "chain"} & set(features) else set()
    if "class" in features:
        listed |= set(read_word_classes())
    for word in sorted(listed):  # one that ends in 's is found by a form with a second 's
        forms.setdefault(f"{word}'s" if word.endswith("'s") else word, len(forms))
    if odd := [form for form in forms if word_form(form) != form]:
        raise InputError(f"compiled: the loops cannot look up the form {odd[0]!r}.")


def _tabulate_concepts() -> tuple[dict[str, int], dict[str, int], dict[str, int], npt.NDArray[np.int16]]:
    """Return the numbers of concepts, of the first and of the second words of pairs, and the pairs' concepts."""
    concepts = read_concepts()
    names = {name: number for number, name in enumerate(sorted({*concepts.words.values(), *concepts.pairs.values()}))}
    firsts = {word: number for number, word in enumerate(sorted({first for first, _ in concepts.pairs}))}
    seconds = {word: number for number, word in enumerate(sorted({second for _, second in concepts.pairs}))}
    table = np.full((len(firsts), len(seconds)), -1, np.int16)
    for (first, second), name in concepts.pairs.items():
        table[firsts[first], seconds[second]] = names[name]
    return names, firsts, seconds, table


def _tabulate_chains(states: Sequence[str], features: dict[str, int], feature_bits: int) -> npt.NDArray[np.uint64]:
    numbers = {state: number for number, state in enumerate(states)}
    chains = array("q")
    for term, feature in features.items():
        first, *between, third = term.replace(" >> ", " > ").split(" > ")
        second = numbers[between[0]] if between else len(states)
        chains.extend(((numbers[first] * (len(states) + 1) + second) * len(states) + numbers[third] + 1, feature))
    keys, found = np.array(chains, np.uint64).reshape(-1, 2).T
    return _tabulate(keys, found, feature_bits, places=2)


def _tabulate_states(states: Sequence[str], features: dict[str, int]) -> npt.NDArray[np.int32]:
    table = [
        [features.get(f"{before} > {state}", -1) for before in states] + [features.get(state, -1)] for state in states
    ]
    return np.array(table, dtype=np.int32)


def _number_letters(terms: Iterable[str]) -> tuple[npt.NDArray[np.uint16], int]:
    found = sorted(set().union(*terms))
    letters = np.zeros(max(ord(found[-1]) + 1, 128), dtype=np.uint16)
    letters[[ord(letter) for letter in found]] = np.arange(1, len(found) + 1)
    return letters, len(found).bit_length()


def _check_bits(letter_bits: int, feature_bits: int, n_paired: int, char_range: Terms) -> None:
    """Check that each key leaves room for the number of its feature."""
    key_bits = max(
        letter_bits * char_range.smallest,
        feature_bits + letter_bits,
        feature_bits + n_paired.bit_length(),
        (n_paired * n_paired).bit_length(),
        16,
    )
    if letter_bits > 16 or key_bits + feature_bits > 64:
        raise InputError(
            f"compiled: {n_paired} words, or n-grams of {char_range.smallest} from {2**letter_bits} letters, are too "
            "many for a key. Leave it to the plain path."
        )


def _tabulate_grams(
    features: dict[str, int], letters: npt.NDArray[np.uint16], letter_bits: int, feature_bits: int, smallest: int
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Return the n-grams of the smallest size, by their letters, and the longer ones, by what they add to a shorter."""
    codes, ends = encode(features)
    keys = np.zeros(len(ends), np.uint64)
    store.pack_terms(letters, letter_bits, codes, ends, keys)
    numbers = np.array(list(features.values()), np.uint64)
    is_longer = np.diff(ends, prepend=0) > smallest
    longer = [term for term in features if len(term) > smallest]
    try:
        beginnings = np.array([features[term[:-1]] for term in longer], np.uint64)
        _ = [features[term[1:]] for term in longer]
    except KeyError as error:
        raise InputError(
            f"compiled: the n-gram {error} is missing, not longer ones. Leave it to the plain path."
        ) from None
    added = letters[codes[ends[is_longer] - 1]].astype(np.uint64)
    longer_keys = (beginnings << np.uint64(letter_bits)) | added
    return (
        _tabulate(keys[~is_longer], numbers[~is_longer], feature_bits),
        _tabulate(longer_keys, numbers[is_longer], feature_bits),
    )


def _tabulate_pairs(pairs: npt.NDArray[np.int64], n_paired: int, feature_bits: int) -> npt.NDArray[np.uint64]:
    numbers = pairs.astype(np.uint64)
    keys = numbers[:, 0] * np.uint64(n_paired) + numbers[:, 1] + np.uint64(1)
    return _tabulate(keys, numbers[:, 2], feature_bits, places=2)  # as fast as four, in half the memory


def _tabulate(
    keys: npt.NDArray[np.uint64], features: npt.NDArray[np.uint64], feature_bits: int, *, places: int = 4
) -> npt.NDArray[np.uint64]:
    """Return a table with at least so many places a key; with four, nearly every key stands in its first place."""
    table = np.zeros(power_of_two(places * len(keys) + 2), np.uint64)
    store.fill_table(table, feature_bits, keys, features)
    return table


def _rank(classifier: Any) -> tuple[npt.NDArray[np.int32], arrays.Rows]:
    """Return the rank of each column, and idf and coefficients by rank.

    What most texts need lies close together in memory: character n-grams come first, short ones before long ones, and
    the most frequent features.
    """
    blocks = classifier.vectorizers_.items()
    idf = np.concatenate([vectorizer.idf_ for _, vectorizer in blocks])
    lengths = np.concatenate(
        [
            [len(term) for term in terms_of(vectorizer)] if block == "char" else np.full(len(vectorizer.idf_), 1 << 30)
            for block, vectorizer in blocks
        ]
    )
    order = np.lexsort((idf, lengths))
    ranks = np.empty(len(order), np.int32)
    ranks[order] = np.arange(len(order))
    return ranks, make_rows(idf, classifier.coef_, order)

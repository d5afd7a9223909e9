"""The arrays that the compiled loops read, built from a fitted classifier."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.classification import compiled_arrays as arrays
from stance.classification import compiled_store as store
from stance.classification.features import BLOCKS, START, Terms, terms_of
from stance.classification.lexicon import read_concepts, read_word_classes
from stance.classification.words import CLAUSE_ENDS, NEGATED_WORDS, NEGATIONS, UNITED_STATES, word_form
from stance.errors import InputError

if TYPE_CHECKING:
    import numpy.typing as npt

_N_CODE_POINTS = 0x20000  # those above are rare: texts with them are left to the plain path
_N_NEW_WORDS = 1 << 16  # bounds the store, at 30 MB
_CODES_A_WORD, _GRAMS_A_WORD = 16, 48
_N_COUNTS = 1 << 10  # beyond, what repetitions put right would cost digits
_JAMO = ((0x1100, 0x1200), (0xA960, 0xA980), (0xD7B0, 0xD800))  # letters that NFKC joins to the letter before
_FINAL_SIGMA = "Σ"  # its lower case depends on its place in the word


@lru_cache(maxsize=1)
def characters() -> arrays.Characters:
    """Return what each code point is to the expression in `words.py`, and what becomes of it in a word's form."""
    kinds = np.full(_N_CODE_POINTS, arrays.OTHER, dtype=np.uint8)
    folded = np.arange(_N_CODE_POINTS, dtype=np.uint32)
    for code in range(_N_CODE_POINTS):
        character = chr(code)
        if not character.isalnum():
            continue
        form = _form_of_letter(character)
        if form is None:
            kinds[code] = arrays.UNREADABLE
            continue
        kinds[code] = arrays.DIGIT if character.isdecimal() else arrays.LETTER
        folded[code] = ord(form)
    for kind, marks in ((arrays.MARK, CLAUSE_ENDS), (arrays.APOSTROPHE, "'’"), (arrays.UNDERSCORE, "_")):
        kinds[[ord(mark) for mark in marks]] = kind
    folded[ord("’")] = ord("'")
    return arrays.Characters(kinds, folded)


def _form_of_letter(character: str) -> str | None:
    """Return what becomes of a letter in any word, or None if that depends on its neighbours or is no single letter."""
    form: str = word_form.__wrapped__(character)  # not through the cache, which the words of texts need
    if form == character and not unicodedata.combining(character) and not _is_jamo(character):
        return form
    composed = unicodedata.normalize("NFKC", character)
    joins = unicodedata.combining(composed[0]) or _is_jamo(composed[0])
    if len(form) != 1 or len(composed) != 1 or joins or composed == _FINAL_SIGMA or word_form.__wrapped__(form) != form:
        return None
    return form


def _is_jamo(character: str) -> bool:
    return any(first <= ord(character) < end for first, end in _JAMO)


def encode(texts: Iterable[str]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
    """Return the code points of all texts, and where each text ends.

    Examples
    --------
    >>> codes, ends = encode(["No", "", "!"])
    >>> codes.tolist(), ends.tolist()
    ([78, 111, 33], [2, 2, 3])
    """
    texts = list(texts)
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)))
    codes = np.frombuffer("".join(texts).encode("utf-32-le", errors="surrogatepass"), dtype="<u4")
    return codes.astype(np.uint32, copy=False), ends


def build_model(classifier: Any) -> tuple[arrays.Model, arrays.Words]:
    """Return the fixed arrays of a fitted classifier, and a store that holds its words.

    Raises
    ------
    InputError
        If its features are not the ones that the loops know, or too many letters stand in its n-grams.
    """
    _check(classifier)
    ranks, weights, first_content, centroid = _rank(classifier)
    features = _features_by_block(classifier, ranks)
    word_range, char_range = (classifier.vectorizers_[block].analyzer for block in ("word", "char"))
    forms, own, negated, pairs = _read_word_terms(features["word"])
    _add_listed_words(forms, features)
    letters, bits = _number_letters(features["char"], char_range.largest)
    gram_codes, gram_ends = encode(features["char"])
    gram_keys = np.zeros(len(gram_ends), np.uint64)
    store.pack_terms(letters, bits, gram_codes, gram_ends, gram_keys)
    concept_names, first_words, second_words, concepts = _tabulate_concepts()
    model = arrays.Model(
        letters,
        bits,
        char_range.smallest,
        char_range.largest,
        *_hash_table(gram_keys, features["char"].values()),
        *_hash_table(_pair_keys(pairs), pairs.values()),
        forms[START] if word_range.smallest <= 2 <= word_range.largest else -1,
        NEGATED_WORDS,
        concepts,
        _tabulate_states(list(concept_names), features.get("concept", {})),
        np.log(np.maximum(np.arange(_N_COUNTS, dtype=np.float64), 1)) + 1.0,
        weights,
        first_content,
        centroid,
    )
    words = _empty_words(list(forms), char_range, len(classifier.classes_))
    store.add_forms(model, words, *encode(forms))
    for field, features_by_form in ((arrays.OWN, own if word_range.smallest == 1 else {}), (arrays.NEGATED, negated)):
        _set(words, forms, field, features_by_form)
    for flag, flagged in (
        (arrays.NEGATES, NEGATIONS),
        (arrays.ENDS_CLAUSE, CLAUSE_ENDS),
        (arrays.ENDS_SENTENCE, CLAUSE_ENDS - {","}),
    ):
        words.records[[forms[form] for form in sorted(flagged)], arrays.FLAGS] |= flag
    bases = {form: form.removesuffix("'s") for form in forms}
    by_word = {arrays.AS_FIRST: first_words, arrays.AS_SECOND: second_words}
    if "concept" in features:
        by_word[arrays.CONCEPT] = {word: concept_names[name] for word, name in read_concepts().words.items()}
    if "class" in features:
        for field, number in ((arrays.COARSE, 0), (arrays.FINE, 1)):
            by_word[field] = {
                word: features["class"].get(classes[number], -1) for word, classes in read_word_classes().items()
            }
    for field, numbers in by_word.items():
        _set(words, forms, field, {form: numbers[base] for form, base in bases.items() if base in numbers})
    for variant in sorted(UNITED_STATES):
        store.add_variant(words, encode([variant])[0], forms[word_form(variant)])
    return model, words


def _set(words: arrays.Words, forms: dict[str, int], field: int, values: dict[str, int]) -> None:
    words.records[[forms[form] for form in values], field] = list(values.values())


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


def _features_by_block(classifier: Any, ranks: npt.NDArray[np.int32]) -> dict[str, dict[str, int]]:
    features = {}
    first = 0
    for block, vectorizer in classifier.vectorizers_.items():
        terms = terms_of(vectorizer)
        features[block] = dict(zip(terms, ranks[first : first + len(terms)].tolist(), strict=True))
        first += len(terms)
    return features


def _read_word_terms(
    features: dict[str, int],
) -> tuple[dict[str, int], dict[str, int], dict[str, int], dict[tuple[int, int], int]]:
    """Return the number of each form, and the features of single forms, negated forms and pairs of forms."""
    forms: dict[str, int] = {}
    for form in (START, *sorted(NEGATIONS), *sorted(CLAUSE_ENDS), *sorted(map(word_form, UNITED_STATES))):
        forms.setdefault(form, len(forms))
    own, negated, pairs = {}, {}, {}
    for term, feature in sorted(features.items(), key=itemgetter(1)):  # so that frequent words lie close together too
        first, blank, second = term.partition(" ")
        if blank:
            if second and " " not in second:  # else a word holds a space: none does of a text that is read here
                pairs[forms.setdefault(first, len(forms)), forms.setdefault(second, len(forms))] = feature
        elif term.startswith("not_"):
            negated[term.removeprefix("not_")] = feature
        else:
            own[term] = feature
            forms.setdefault(term, len(forms))
    for form in negated:
        forms.setdefault(form, len(forms))
    return forms, own, negated, pairs


def _add_listed_words(forms: dict[str, int], features: dict[str, dict[str, int]]) -> None:
    """Give the words of the lexicon numbers too, so that a new form in 's finds what is known of its base."""
    concepts = read_concepts()
    listed = set(concepts.words).union(*concepts.pairs) if "concept" in features else set()
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


def _tabulate_states(names: Sequence[str], features: dict[str, int]) -> npt.NDArray[np.int32]:
    states = [state for name in names for state in (name, f"not_{name}")]
    table = [
        [features.get(f"{before} > {state}", -1) for before in states] + [features.get(state, -1)] for state in states
    ]
    return np.array(table, dtype=np.int32)


def _number_letters(terms: Iterable[str], largest: int) -> tuple[npt.NDArray[np.uint16], int]:
    found = sorted(set().union(*terms))
    bits = len(found).bit_length()
    if bits > 16 or bits * largest > 64:
        raise InputError(f"compiled: {len(found)} letters in n-grams of {largest} are too many for a key.")
    letters = np.zeros(max(ord(found[-1]) + 1, 128), dtype=np.uint16)
    letters[[ord(letter) for letter in found]] = np.arange(1, len(found) + 1)
    return letters, bits


def _pair_keys(pairs: Iterable[tuple[int, int]]) -> npt.NDArray[np.uint64]:
    numbers = np.array(list(pairs), dtype=np.uint64).reshape(-1, 2) + np.uint64(1)
    return (numbers[:, 0] << np.uint64(32)) | numbers[:, 1]


def _hash_table(
    keys: npt.NDArray[np.uint64], features: Iterable[int]
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int32]]:
    size = _power_of_two(2 * len(keys) + 2)
    table_keys, table_features = np.zeros(size, np.uint64), np.zeros(size, np.int32)
    store.fill_table(table_keys, table_features, keys, np.array(list(features), dtype=np.int32))
    return table_keys, table_features


def _power_of_two(at_least: int) -> int:
    return 1 << (at_least - 1).bit_length()


def _rank(
    classifier: Any,
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float64], int, npt.NDArray[np.float64]]:
    """Return the rank of each column, idf and coefficients by rank, the first rank of a content word, and the centroid.

    What most texts need lies close together in memory: character n-grams come first, then content words, then the rest,
    and within each the most frequent ones.
    """
    idf = [vectorizer.idf_ for vectorizer in classifier.vectorizers_.values()]
    weights_of_blocks = classifier._weights()
    sizes = list(map(len, idf))
    block_weights = np.repeat([weights_of_blocks[block] for block in classifier.vectorizers_], sizes)
    weights = np.column_stack([np.concatenate(idf), (classifier.coef_ * block_weights).T])
    groups = np.repeat([0 if block == "char" else 2 for block in classifier.vectorizers_], sizes)
    groups[classifier.content_columns_] = 1  # columns of the first block
    order = np.lexsort((weights[:, 0], groups))
    ranks = np.empty(len(order), np.int32)
    ranks[order] = np.arange(len(order))
    first_content = int(np.count_nonzero(groups == 0))
    centroid = np.empty(len(classifier.content_columns_))
    centroid[ranks[classifier.content_columns_] - first_content] = classifier.centroid_
    return ranks, weights[order], first_content, centroid


def _empty_words(forms: Sequence[str], char_range: Any, n_classes: int) -> arrays.Words:
    capacity = len(forms) + len(UNITED_STATES) + _N_NEW_WORDS
    n_codes = sum(map(len, (*forms, *UNITED_STATES)))
    n_grams = (char_range.largest - char_range.smallest + 1) * (n_codes + 2 * len(forms))
    return arrays.Words(
        places=np.zeros(_power_of_two(2 * capacity), np.int32),
        records=np.zeros((capacity, arrays.N_FIELDS), np.int32),
        sums=np.zeros((capacity, 1 + n_classes)),
        codes=np.zeros(n_codes + _CODES_A_WORD * _N_NEW_WORDS, np.uint32),
        grams=np.zeros(n_grams + _GRAMS_A_WORD * _N_NEW_WORDS, np.int32),
        used=np.zeros(3, np.int64),
    )


def empty_scratch(model: arrays.Model) -> arrays.Scratch:
    """Return the room for one text."""
    n_features, n_values = model.weights.shape
    return arrays.Scratch(
        counts=np.zeros(n_features, np.int32),
        seen=np.zeros(int(model.gram_features.max()) // 64 + 1, np.uint64),
        found=np.zeros((len(BLOCKS), n_features + (1 << 16)), np.int32),
        totals=np.zeros((len(BLOCKS), n_values)),
    )

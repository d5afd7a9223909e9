"""The compiled loops: the plain path's numbers on any text, whatever happens to the store, the threads and the fit."""

from __future__ import annotations

import os
import pickle
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone

from stance.classification import (
    StanceClassifier,
    compiled,
    compiled_arrays,
    compiled_characters,
    compiled_kernels,
    compiled_memory,
    compiled_store,
)
from stance.classification.compiled import CompiledScorer
from stance.classification.features import BLOCKS
from stance.classification.weights import pack_weights, unpack_weights
from stance.classification.words import word_forms
from stance.errors import InputError, MissingExtraError

SPECIAL = (
    "",
    " ",
    "US USA U.S. U.S.A. U.S U.S.A us U.S.Army U.S.. U.S._ U.S.9 p.m.",
    "don't DON’T donʼt 'tis it's it's's IT’S'S rock'n'roll a''b a' 'a",
    "not a, b. never, c! no d; cannot e: isn't f? nobody",
    "No. Not. n't don't. Without us, nothing; neither nor",
    "rejected troops, condemned Maduro's bombing. pulled out pull's out not pull out",
    "a\x1cb\x1db\x1eb\x1fc\x85d\u2028e\xa0f\u3000g\u200bh",
    "\ud800 lone \udfff surrogates\udc00troops",
    "ΑΣ ΑΣΑ ΣΑΣ. İstanbul ǅungla ﬁre ﷺ ½ ² ª ㎏ Ⅷ ſtop ẞ",
    "e\u0301 cafe\u0301s ｶﾞ ｶﾞﾞ 각 가\u11a8 क्षि",
    "🚀 bomb🚀bomb 👩‍👩‍👧 #NoWar @potus https://example.org/a_b-c?d=e.f&g#h snake_case _x_ x_ 3.5 1,000 U.S.$5",
    "𝐁𝐨𝐦𝐛 𠀀𠀁 文字troops ＵＳ ｕｓ _US_",
    "the the the The THE tHe troops troops Troops bombing bombing bombs",
    "mississippi " * 40 + "!" * 50,
)
UNREADABLE = SPECIAL[9:11] + SPECIAL[12:13]
PARTS = (
    *" ".join(text for text in SPECIAL if text not in UNREADABLE).split(),
    *".,;:?!'’_ʼ-@#",
    " ",
    "\n",
    "\t",
    "not",
    "no",
    "never",
    "n't",
    "U.S.",
    "troops",
    "send",
    "a",
)


@pytest.fixture(scope="module")
def scorer(classifier):
    return CompiledScorer(classifier)


def plainly(classifier, texts):
    logits, relevance = classifier._read_plainly(list(texts))
    return logits - classifier.intercept_, relevance


def assert_same(classifier, scorer, texts):
    scores = scorer.score(texts)
    logits, relevance = plainly(classifier, texts)
    read = ~scores.unread
    np.testing.assert_allclose(scores.logits[read], logits[read], rtol=0, atol=1e-11)
    np.testing.assert_allclose(scores.relevance[read], relevance[read], rtol=0, atol=1e-12)
    return scores


def soup(n_texts, seed=0):
    draw = random.Random(seed)
    for _ in range(n_texts):
        kind = draw.random()
        if kind < 0.6:
            yield draw.choice(("", " ")).join(draw.choices(PARTS, k=draw.randrange(20)))
        elif kind < 0.8:
            yield "".join(chr(draw.randrange(0x250)) for _ in range(draw.randrange(60)))
        else:
            yield "".join(chr(draw.randrange(0x110000)) + draw.choice("a US.") for _ in range(draw.randrange(12)))


def test_special_texts_get_the_plain_numbers(classifier, scorer):
    assert set(classifier.vectorizers_) == set(BLOCKS)
    scores = assert_same(classifier, scorer, SPECIAL)
    assert {text for text, unread in zip(SPECIAL, scores.unread, strict=True) if unread} <= set(UNREADABLE)


def test_soup_gets_the_plain_numbers(classifier, scorer):
    scores = assert_same(classifier, scorer, list(soup(2000)))
    assert 0.5 < np.mean(~scores.unread) < 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.text(), st.sampled_from(PARTS)), max_size=20).map("".join))
def test_any_text_gets_the_plain_numbers(classifier, scorer, text):
    assert_same(classifier, scorer, [text])


def test_texts_of_the_training_set_get_the_plain_numbers(classifier, binary_classifier, labelled):
    for fitted in (classifier, binary_classifier):
        scores = assert_same(fitted, CompiledScorer(fitted), labelled.texts)
        assert not scores.unread.any()


@pytest.mark.parametrize(
    "parameters",
    [
        {"word_ngram_range": (1, 1), "block_weights": {"word": 1.0, "char": 1.0, "skip": 0.7}},
        {"word_ngram_range": (2, 2)},
        {"char_ngram_range": (1, 2)},
        {"char_ngram_range": (4, 7), "min_df": 2},
        {"block_weights": {"word": 1.0, "char": 2.0}},
        {"block_weights": {"word": 1.0, "char": 2.0, "class": 0.5}},
    ],
    ids=str,
)
def test_other_ranges_and_blocks_get_the_plain_numbers(parameters, labelled):
    fitted = StanceClassifier(calibration_folds=None, **parameters).fit(labelled.texts, labelled.labels)
    assert_same(fitted, CompiledScorer(fitted), [*labelled.texts, *SPECIAL, *soup(100)])


def test_trigrams_without_their_pairs_are_left_to_the_plain_path(labelled):
    fitted = StanceClassifier(calibration_folds=None, word_ngram_range=(1, 1)).fit(labelled.texts, labelled.labels)
    with pytest.raises(InputError, match=r"two words of .* are missing"):
        CompiledScorer(fitted)


def test_each_readable_letter_becomes_what_it_becomes_in_a_word():
    kinds, folded = compiled_characters.characters()
    letters = np.flatnonzero((kinds == compiled_arrays.LETTER) | (kinds == compiled_arrays.DIGIT))
    assert len(letters) > 60_000
    for code in letters.tolist():
        assert word_forms(f"xA{chr(code)}é") == [f"xa{chr(folded[code])}é"]
    others = np.flatnonzero(kinds == compiled_arrays.OTHER)
    assert word_forms(" ".join(map(chr, others.tolist()))) == []


def test_words_are_told_apart_whatever_their_length_and_letters(classifier, scorer):
    words = [letter * length for length in (1, 9, 10, 17, 18, 19, 20, 37) for letter in "ab0é"]
    words += [f"troops{'x' * n}{end}" for n in (11, 12, 13, 14) for end in "yz9é"]
    words += [f"{start}{'x' * n}troops" for n in (11, 12, 13, 14) for start in "yz9é"]
    texts = [*words, *(f"{word}'s not {word[::-1]} {word.title()}" for word in words)]
    assert not assert_same(classifier, scorer, texts).unread.any()
    assert not assert_same(classifier, scorer, texts[::-1]).unread.any()


COLLIDING = """
import numpy as np
from stance.classification import StanceClassifier, compiled_cutting, compiled_store
from stance.classification.compiled import CompiledScorer

np.seterr(over="ignore")
texts = ["Keine Truppen für Käbul", "Nie Bömben für Könige", "Schickt Söldner, Bömber und Küchen!", "Schönes Wetter"]
same = lambda codes, start, stop: (np.uint64(1), compiled_store.LONG | np.uint64(stop - start))
compiled_cutting.long_key = compiled_store.long_key = same
fitted = StanceClassifier(block_weights={"word": 1.0, "char": 1.0}, calibration_folds=None).fit(texts, [0, 0, 1, 1])
scores = CompiledScorer(fitted).score([*texts, "Bömben für Bömber", "Küchen, Könige; Käbul für Dörfer"])
expected = fitted._read_plainly([*texts, "Bömben für Bömber", "Küchen, Könige; Käbul für Dörfer"])[0]
assert not scores.unread.any()
np.testing.assert_allclose(scores.logits + fitted.intercept_, expected, rtol=0, atol=1e-12)
"""


def test_words_with_the_same_hash_are_told_apart():
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1"}  # so that the hash can be replaced
    done = subprocess.run(
        [sys.executable, "-c", COLLIDING], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_repeated_terms_are_counted_up_to_a_limit_and_then_left_to_the_plain_path(classifier, scorer):
    scores = assert_same(classifier, scorer, ["troops " * 500, "no troops " * 200, "never " * 2000, "send troops"])
    assert scores.unread.tolist() == [False, False, True, False]  # and what follows is not touched by it


def test_long_texts(classifier, monkeypatch):
    monkeypatch.setattr(compiled_memory, "_N_NEW_WORDS", 500)
    texts = [" ".join(f"word{i}" for i in range(2000)), "y" * 2_000, "x" * 200_000, "Send the marines."]
    scores = assert_same(classifier, CompiledScorer(classifier), texts * 2)
    assert scores.unread.tolist() == [True, False, True, False] * 2  # more words, and more letters, than there is room


def test_longest_texts_are_left_to_the_plain_path(classifier, scorer):
    blanks = " " * compiled_arrays.LONGEST
    scores = assert_same(classifier, scorer, ["Send troops.", f"{blanks}Send troops.", blanks, "No war."])
    assert scores.unread.tolist() == [False, True, False, False]


def test_full_store_forgets_in_the_middle_of_a_batch(classifier, monkeypatch):
    monkeypatch.setattr(compiled_memory, "_N_NEW_WORDS", 40)
    monkeypatch.setattr(compiled, "_CODES_A_BLOCK", 2000)
    small = CompiledScorer(classifier)
    texts = list(soup(500, seed=1))
    first = assert_same(classifier, small, texts)
    np.testing.assert_array_equal(small.score(texts).logits, first.logits)
    np.testing.assert_array_equal(np.vstack([small.score([text]).logits for text in texts[:50]]), first.logits[:50])


def test_scores_do_not_depend_on_the_batch(classifier, scorer):
    texts = list(soup(200, seed=2))
    together = scorer.score(texts)
    for order in (texts[::-1], texts[100:] + texts[:100]):
        logits = dict(zip(order, scorer.score(order).logits.tolist(), strict=True))
        assert [logits[text] for text in texts] == together.logits.tolist()


def test_threads_share_a_scorer(classifier):
    shared = CompiledScorer(classifier)
    batches = [list(soup(300, seed=seed)) for seed in range(4)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(shared.score, batches))
    for batch, scores in zip(batches, found, strict=True):
        np.testing.assert_array_equal(scores.logits, CompiledScorer(classifier).score(batch).logits)


@pytest.fixture
def always(classifier):
    always = pickle.loads(pickle.dumps(classifier))
    always.compiled = True
    return always


def test_judge_goes_through_the_loops_and_leaves_them_the_rest(always, classifier, monkeypatch):
    expected = classifier.judge(SPECIAL)
    calls = []
    monkeypatch.setattr(
        CompiledScorer, "score", lambda self, texts, score=CompiledScorer.score: calls.append(1) or score(self, texts)
    )
    judged = always.judge(SPECIAL)
    assert calls == [1]
    np.testing.assert_allclose(judged.probabilities, expected.probabilities, rtol=0, atol=1e-12)
    np.testing.assert_allclose(judged.relevance, expected.relevance, rtol=0, atol=1e-12)
    np.testing.assert_array_equal(judged.on_target, expected.on_target)
    np.testing.assert_array_equal(always.predict(SPECIAL), classifier.predict(SPECIAL))


def test_new_fit_and_new_weights_get_new_tables(always, labelled):
    always.judge(SPECIAL)
    always.fit(labelled.texts[:12], labelled.labels[:12])
    np.testing.assert_allclose(always.logits(SPECIAL), always._read_plainly(SPECIAL)[0], rtol=0, atol=1e-11)
    always.set_params(
        block_weights={"word": 3, "char": 0.1, "concept": 1, "class": 2, "trigram": 0.2, "skip": 4, "chain": 3}
    )
    np.testing.assert_allclose(always.logits(SPECIAL), always._read_plainly(SPECIAL)[0], rtol=0, atol=1e-11)


def test_loaded_model_holds_no_dict_of_terms_once_it_has_tables(classifier):
    loaded = unpack_weights(pack_weights(classifier), parameters=classifier.get_params(), labels=[*classifier.classes_])
    loaded.compiled = False
    expected = loaded.logits(SPECIAL)
    assert all("vocabulary_" in vars(vectorizer) for vectorizer in loaded.vectorizers_.values())
    loaded.compiled = True
    np.testing.assert_allclose(loaded.logits(["No war."]), classifier.logits(["No war."]), rtol=0, atol=1e-11)
    np.testing.assert_allclose(loaded.logits(SPECIAL), expected, rtol=0, atol=1e-11)  # some are left to the plain path
    assert not any("vocabulary_" in vars(vectorizer) for vectorizer in loaded.vectorizers_.values())


def test_tables_are_not_pickled_and_the_switch_is_no_parameter(always):
    before = len(pickle.dumps(always))
    always.judge(SPECIAL)
    assert len(pickle.dumps(always)) <= before  # less where a dict of terms was dropped
    again = pickle.loads(pickle.dumps(always))
    np.testing.assert_array_equal(again.logits(SPECIAL), always.logits(SPECIAL))
    assert clone(always).compiled is None


def test_switches(classifier, monkeypatch):
    fresh = pickle.loads(pickle.dumps(classifier))
    monkeypatch.setattr(compiled, "_make_scorer", CountedScorer)
    monkeypatch.setattr(compiled, "_WORTH_COMPILING", 100)
    CountedScorer.made = 0
    for wanted, switch, made in ((False, "1", 0), (None, "0", 0), (None, "", 0), (None, "1", 1), (True, "0", 1)):
        fresh.compiled = wanted
        monkeypatch.setenv(compiled.SWITCH, switch)
        fresh.judge(["Send troops."] * 20)
        assert CountedScorer.made == made
    again = pickle.loads(pickle.dumps(classifier))
    monkeypatch.delenv(compiled.SWITCH)
    again.judge(["Send troops."] * 60)
    assert CountedScorer.made == 1
    again.judge(["Send troops."] * 60)  # with the batch before it is worth it
    assert CountedScorer.made == 2


class CountedScorer(CompiledScorer):
    made = 0

    def __init__(self, classifier):
        type(self).made += 1
        super().__init__(classifier)


def test_without_numba_the_plain_path_is_taken_unless_the_loops_are_wanted(always, classifier, monkeypatch):
    monkeypatch.setattr(compiled, "find_spec", lambda name: None)
    monkeypatch.setattr(compiled, "_WORTH_COMPILING", 1)
    with pytest.raises(MissingExtraError, match=r"stancekit\[fast\]"):
        always.judge(SPECIAL)
    always.compiled = None
    np.testing.assert_array_equal(always.judge(SPECIAL).probabilities, classifier.judge(SPECIAL).probabilities)


def test_other_tokenizer_takes_the_plain_path_unless_the_loops_are_wanted(labelled, monkeypatch):
    monkeypatch.setattr(compiled, "_WORTH_COMPILING", 1)
    tweets = StanceClassifier.tweets(random_state=0).fit(labelled.texts, labelled.labels)
    np.testing.assert_array_equal(tweets.logits(SPECIAL), tweets._read_plainly(SPECIAL)[0])
    tweets.compiled = True
    with pytest.raises(InputError, match="tweet"):
        tweets.judge(SPECIAL)


def test_cache_that_cannot_be_written_is_done_without(monkeypatch):
    asked = []

    def njit(*, cache=False, **options):
        asked.append(cache)
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return lambda function: function

    monkeypatch.setattr(compiled_arrays.numba, "njit", njit)
    assert compiled_arrays.compile_loop(len) is len
    assert asked == [True, False]


def test_loops_are_compiled_again_when_one_of_their_files_changes():
    stamps = {
        function._cache._cache_file._source_stamp
        for function in (compiled_kernels.score, compiled_store.add_words, compiled_store.fill_table)
    }
    files = sorted(Path(compiled.__file__).parent.glob("compiled_*.py"))
    assert len(files) > 5
    assert stamps == {sha256(b"".join(file.read_bytes() for file in files)).hexdigest()}


def test_few_statements_do_not_import_numba():
    code = "import sys, stance; stance.analyze('“No troops,” said Ana Ruiz.'); sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

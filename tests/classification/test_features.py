"""N-grams and their vectorizers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from stance.classification.features import Ngrams, make_vectorizer, stack_blocks, terms_of
from stance.classification.words import word_forms

TEXTS = [
    "no troops here",
    "send troops to the border",
    "no no never",
]


@given(st.text(), st.sampled_from([Ngrams("word", 1, 2), Ngrams("word", 2, 3), Ngrams("char", 3, 5)]))
def test_cutting_and_placing_give_the_same_terms(text, ngrams):
    assert ngrams(text) == [term for term, _, _ in ngrams.place(word_forms(text))]


def test_place_covers_the_words_of_each_ngram():
    placed = list(Ngrams("word", 1, 2).place(["no", "more", "war"]))
    assert placed[:3] == [("no", 0, 1), ("more", 1, 2), ("war", 2, 3)]
    assert placed[3:6] == [("^ no", 0, 1), ("no more", 0, 2), ("more war", 1, 3)]
    assert placed[6:] == [("not_more", 1, 2), ("not_war", 2, 3)]
    assert {(start, stop) for _, start, stop in Ngrams("char", 3, 5).place(["no", "war"])} == {(0, 1), (1, 2)}


def test_short_word_is_one_character_ngram():
    assert Ngrams("char", 5, 6)("a war") == [" a ", " war "]


def test_character_block_agrees_with_scikit_learn_on_plain_words():
    ours = make_vectorizer(Ngrams("char", 3, 5))
    theirs = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    np.testing.assert_allclose(ours.fit_transform(TEXTS).toarray(), theirs.fit_transform(TEXTS).toarray())
    assert terms_of(ours) == theirs.get_feature_names_out().tolist()


def test_vectorizer_made_of_terms_and_idf_is_the_fitted_one():
    fitted = make_vectorizer(Ngrams("word", 1, 2), min_df=2).fit(TEXTS)
    rebuilt = make_vectorizer(Ngrams("word", 1, 2), terms=terms_of(fitted))
    rebuilt.idf_ = fitted.idf_
    np.testing.assert_array_equal(rebuilt.transform(TEXTS).toarray(), fitted.transform(TEXTS).toarray())
    assert terms_of(fitted) == ["^ no", "no", "troops"]


def test_stacked_blocks_keep_their_order_and_weight():
    stacked = stack_blocks({"word": csr_matrix([[1.0, 0.0]]), "char": csr_matrix([[0.0, 1.0]])})
    np.testing.assert_array_equal(stacked.toarray(), [[1.5, 0.0, 0.0, 1.0]])

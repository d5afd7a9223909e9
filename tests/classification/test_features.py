"""The terms of each block, and their vectorizers."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.feature_extraction.text import TfidfVectorizer

from stance.classification.features import (
    Terms,
    forget_vocabulary,
    join_terms,
    make_vectorizer,
    stack_blocks,
    terms_of,
    transform_few,
)
from stance.classification.words import tokenize, word_forms

TEXTS = [
    "no troops here",
    "send troops to the border",
    "no no never",
]


WORDS = ["We", "never", "pulled", "out", "U.S.", "Iran's", "troops", "condemned", ",", ".", "zzz", "#StopTheWar", "@un"]
TERMS = [
    Terms("word", 1, 2),
    Terms("word", 2, 3),
    Terms("char", 3, 5),
    Terms("concept"),
    Terms("class"),
    Terms("trigram"),
    Terms("skip"),
    Terms("chain"),
]
texts = st.text() | st.lists(st.sampled_from(WORDS), max_size=15).map(" ".join)


@given(texts, st.sampled_from(TERMS), st.sampled_from(["press", "tweet"]))
def test_cutting_and_placing_give_the_same_terms(text, terms, tokenizer):
    forms = [word.form for word in tokenize(text, tokenizer)]
    assert replace(terms, tokenizer=tokenizer)(text) == [term for term, _ in terms.place(forms)]


@given(texts, st.sampled_from(TERMS))
def test_terms_are_made_of_words_that_are_there(text, terms):
    forms = word_forms(text)
    for term, positions in terms.place(forms):
        assert positions and list(positions) == sorted(set(positions)) and positions[-1] < len(forms)
        assert "\n" not in term  # stored terms are separated by it


def test_place_covers_the_words_of_each_ngram():
    placed = list(Terms("word", 1, 2).place(["no", "more", "war"]))
    assert placed[:3] == [("no", (0,)), ("more", (1,)), ("war", (2,))]
    assert placed[3:6] == [("^ no", (0,)), ("no more", (0, 1)), ("more war", (1, 2))]
    assert placed[6:] == [("not_more", (1,)), ("not_war", (2,))]
    assert {positions for _, positions in Terms("char", 3, 5).place(["no", "war"])} == {(0,), (1,)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He condemned the bombs", ["CONDEMN", "STRIKE", "CONDEMN > STRIKE"]),
        ("condemned, again, the bombs", ["CONDEMN", "STRIKE", "CONDEMN > STRIKE"]),
        ("condemned it. The bombs", ["CONDEMN", "STRIKE"]),
        ("pulled out", ["WITHDRAW"]),
        ("the dictator's bombs", ["ENEMY", "STRIKE", "ENEMY > STRIKE"]),
        (
            "never condemned the bombs",
            [
                "NEGATION",
                "CONDEMN",
                "not_CONDEMN",
                "NEGATION > not_CONDEMN",
                "STRIKE",
                "not_STRIKE",
                "not_CONDEMN > not_STRIKE",
            ],
        ),
        ("zzz", []),
    ],
)
def test_concepts(text, expected):
    assert Terms("concept")(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("condemned, alas, the bombs and the war", ["CONDEMN > STRIKE > WAR", "CONDEMN >> WAR"]),
        ("condemned the bombs. The war", []),
        (
            "welcomed the bombs, never the war",
            [
                "WELCOME > STRIKE > NEGATION",
                "WELCOME >> NEGATION",
                "STRIKE > NEGATION > not_WAR",
                "STRIKE >> not_WAR",
            ],
        ),
        ("the war", []),
    ],
)
def test_chains_of_concepts(text, expected):
    assert Terms("chain")(text) == expected


def test_class_of_a_word_is_shared_with_its_possessive_and_none_is_made_up():
    assert Terms("class")("Tehran’s") == Terms("class")("Tehran") != []
    assert Terms("class")("qqqqx") == []


def test_trigrams_know_where_the_statement_begins():
    assert list(Terms("trigram").place(["no", "more", "war"])) == [("^ no more", (0, 1)), ("no more war", (0, 1, 2))]
    assert Terms("trigram")("No") == []


def test_skip_grams_reach_over_function_words_and_marks_and_two_content_words():
    text = "Mexico, he said, will not allow troops of the United States"
    assert Terms("skip")(text) == [
        *("mexico ... said", "said ... allow", "allow ... troops", "troops ... united", "united ... states"),
        *("mexico ... allow", "said ... troops", "allow ... united", "troops ... states"),
        *("mexico ... troops", "said ... united", "allow ... states"),
    ]
    placed = list(Terms("skip").place(word_forms(text)))
    assert placed[0] == ("mexico ... said", (0, 3)) and placed[-1] == ("allow ... states", (7, 12))
    assert Terms("skip")("They were not there.") == Terms("skip")("Troops") == []


def test_short_word_is_one_character_ngram():
    assert Terms("char", 5, 6)("a war") == [" a ", " war "]


def test_character_block_agrees_with_scikit_learn_on_plain_words():
    ours = TfidfVectorizer(analyzer=Terms("char", 3, 5), sublinear_tf=True)
    theirs = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    np.testing.assert_allclose(ours.fit_transform(TEXTS).toarray(), theirs.fit_transform(TEXTS).toarray())
    assert terms_of(ours) == theirs.get_feature_names_out().tolist()


def test_vectorizer_made_of_terms_and_idf_is_the_fitted_one():
    fitted = TfidfVectorizer(analyzer=Terms("word", 1, 2), min_df=2, sublinear_tf=True).fit(TEXTS)
    terms = terms_of(fitted)
    assert terms == ["^ no", "no", "troops"]

    def made():
        return make_vectorizer(Terms("word", 1, 2), join_terms(terms_of(fitted)), fitted.idf_, min_df=2)

    for vectorizer in (made(), pickle.loads(pickle.dumps(made()))):
        assert terms_of(vectorizer) == terms
        np.testing.assert_array_equal(vectorizer.transform(TEXTS).toarray(), fitted.transform(TEXTS).toarray())
        assert vectorizer.vocabulary_ == fitted.vocabulary_
        assert vectorizer.get_params() == fitted.get_params()
        np.testing.assert_array_equal(vectorizer.get_feature_names_out(), fitted.get_feature_names_out())


def test_vocabulary_that_was_forgotten_comes_back():
    fitted = TfidfVectorizer(analyzer=Terms("char", 3, 5), sublinear_tf=True).fit(TEXTS)
    restored = make_vectorizer(Terms("char", 3, 5), join_terms(terms_of(fitted)), fitted.idf_)
    for _ in range(2):
        np.testing.assert_array_equal(restored.transform(TEXTS).toarray(), fitted.transform(TEXTS).toarray())
        forget_vocabulary(restored)
        assert "vocabulary_" not in vars(restored) and terms_of(restored) == terms_of(fitted)
    forget_vocabulary(fitted)  # has nothing to make it from
    assert fitted.vocabulary_


@pytest.mark.parametrize("terms", [Terms("word", 1, 2), Terms("char", 3, 5)])
def test_few_texts_need_no_dict_of_terms(terms):
    texts = [*TEXTS, "İstanbul, ½ of it", "a lone \ud800 and a \U0001f600"]
    fitted = TfidfVectorizer(analyzer=terms, sublinear_tf=True).fit(texts)
    restored = make_vectorizer(terms, join_terms(terms_of(fitted)), fitted.idf_)
    unknown = ["", "zzz \U0010ffff aaa"]
    expected = fitted.transform([*texts, *unknown])
    np.testing.assert_array_equal(transform_few(restored, [*texts, *unknown]).toarray(), expected.toarray())
    assert "vocabulary_" not in vars(restored)
    assert (transform_few(fitted, texts) != fitted.transform(texts)).nnz == 0


def test_restored_vectorizer_can_be_fitted_again_and_cloned():
    restored = make_vectorizer(Terms("word", 1, 2), b"old", np.ones(1), min_df=2)
    with pytest.raises(NotFittedError):
        clone(restored).transform(TEXTS)
    assert terms_of(restored.fit(TEXTS)) == ["^ no", "no", "troops"]
    assert terms_of(clone(restored).fit(TEXTS)) == ["^ no", "no", "troops"]


def test_stacked_blocks_keep_their_order_and_weight():
    blocks = {"word": csr_matrix([[1.0, 0.0]]), "char": csr_matrix([[0.0, 1.0]])}
    stacked = stack_blocks(blocks, {"word": 1.5, "char": 1.0})
    np.testing.assert_array_equal(stacked.toarray(), [[1.5, 0.0, 0.0, 1.0]])

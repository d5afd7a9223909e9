"""Words: their forms and their places in the original text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.classification.words import find_words, negated_positions, tokenize, word_forms


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("U.S. troops", ["u.s.", "troops"]),
        ("US, USA; U.S.A. and U.S", ["u.s.", ",", "u.s.", ";", "u.s.", "and", "u.s."]),
        ("U.S.-backed", ["u.s.", "backed"]),
        ("They gave us arms", ["they", "gave", "us", "arms"]),
        ("We don't don’t donʼt", ["we", "don't", "don't", "don't"]),
        ("“No,” he said—never!", ["no", ",", "he", "said", "never", "!"]),
        ("at 3 p.m. today", ["at", "3", "p.m.", "today"]),
        ("It ended. A war", ["it", "ended", ".", "a", "war"]),
        ("\uff35\uff33 \ufb01ght", ["us", "fight"]),  # full-width letters and a ligature
        ("México snake_case", ["méxico", "snake", "case"]),
        ("… ()", []),
    ],
)
def test_forms(text, forms):
    assert word_forms(text) == forms


@given(st.text())
def test_places_are_in_order_and_cut_the_same_words(text):
    words = find_words(text)
    assert [word.form for word in words] == word_forms(text)
    assert [form for word in words for form in word_forms(text[word.start : word.end])] == word_forms(text)
    assert all(first.end <= second.start for first, second in pairwise(words))


@given(st.text())
def test_forms_hold_no_line_break(text):
    assert not any("\n" in form for form in word_forms(text))  # stored terms are separated by them


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("We want war", []),
        ("We do not want any foreign war here", ["want", "any", "foreign", "war"]),
        ("Not now, we want peace", ["now"]),
        ("I can't and won't go", ["and", "won't", "go"]),
        ("never a b c never d e f g h", ["a", "b", "c", "never", "d", "e", "f", "g"]),
        ("Nobody? Never.", []),
        ("", []),
    ],
)
def test_negation_reaches_four_words_within_its_clause(text, negated):
    forms = word_forms(text)
    assert [forms[position] for position in negated_positions(forms)] == negated


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("@POTUS #StopTheWar2 :) <3", ["@potus", "stop", "the", "war", "2", ":)", "<3"]),
        ("#nowar #", ["nowar"]),
        ("No U.S. troops!", ["no", "u.s.", "troops", "!"]),
    ],
)
def test_forms_of_tweets(text, forms):
    assert word_forms(text, "tweet") == forms


@given(st.text(alphabet="@#:) aBC1é.'"), st.sampled_from(["press", "tweet"]))
def test_tokens_stand_in_order_and_have_the_same_forms(text, tokenizer):
    words = tokenize(text, tokenizer)
    assert [word.form for word in words] == word_forms(text, tokenizer)
    assert all(first.end <= second.start for first, second in pairwise(words))
    assert not any("\n" in word.form for word in words)

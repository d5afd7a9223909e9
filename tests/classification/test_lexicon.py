"""Concepts and word classes, as they are read from their files."""

from __future__ import annotations

import pytest

from stance.classification.lexicon import read_concepts, read_word_classes, regular_forms
from stance.classification.words import word_forms


@pytest.mark.parametrize(
    ("word", "concept"),
    [
        ("condemning", "CONDEMN"),
        ("denied", "DENY"),
        ("stopped", "STOP"),
        ("troops", "TROOPS"),
        ("recklessly", "BAD"),
        ("u.s.", "US"),
        ("leaving", "WITHDRAW"),
        ("accord", "DIPLOMACY"),
    ],
)
def test_words_have_the_concept_of_their_base_form(word, concept):
    assert read_concepts().words[word] == concept


def test_listed_word_goes_before_the_regular_form_of_another():
    words = read_concepts().words
    assert "leaves" in regular_forms("leave") and words["leave"] == "WITHDRAW"
    assert "criticism" not in regular_forms("critic")
    assert words["bars"] == "REJECT" and words["bases"] == "TROOPS"


def test_every_part_of_a_pair_is_a_form_that_a_text_can_have():
    pairs = read_concepts().pairs
    assert pairs
    unreachable = {part for pair in pairs for part in pair if word_forms(part) != [part]}
    assert not unreachable


def test_classes_nest_nothing_and_name_their_most_frequent_word():
    classes = read_word_classes()
    assert len(classes) > 25_000
    assert len({coarse for coarse, _ in classes.values()}) == 200
    assert len({fine for _, fine in classes.values()}) == 1000
    for number, mark in ((0, "~~"), (1, "~")):
        for name in {found[number] for found in classes.values()}:
            assert classes[name.removeprefix(mark)][number] == name

import pytest

from stance.extraction.clauses import Sentence
from stance.extraction.predicates import is_passive, is_predicate
from stance.extraction.quotations import find_quotations
from stance.extraction.words import read_words


def read(text):
    words = read_words(text, 0, len(text), find_quotations(text, 0, len(text)))
    return Sentence(words, 0, len(words))


@pytest.mark.parametrize(
    ("text", "at", "is_verb"),
    [
        ("Officials claim that", 1, True),
        ("The claim that", 1, False),
        ("Smith calls for", 1, True),
        ("The repeated calls for", 2, False),
        ("The opposed ban", 1, False),
        ("A firm called Apex", 2, False),
        ("Smith opposed it", 1, True),
        ("The several opposed bans", 2, False),
        ("Aides from the north say that", 4, True),
        ("The heads of the army say it", 5, True),
        ("The head of the troops says it", 5, True),
        ("A slew of leaders agree with it", 4, True),
        ("The state of the talks", 1, False),
    ],
)
def test_verbs_are_told_from_nouns_and_participles(text, at, is_verb):
    sentence = read(text)
    assert is_predicate(sentence, at, sentence.group_start(at)) is is_verb


@pytest.mark.parametrize(
    ("text", "at", "passive"),
    [("The plan was rejected", 3, True), ("The plan has failed", 3, False), ("Smith has rejected it", 2, False)],
)
def test_passives(text, at, passive):
    sentence = read(text)
    assert is_passive(sentence, at, sentence.group_start(at)) is passive

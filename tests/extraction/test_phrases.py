import pytest

from stance.extraction.phrases import antecedent, main_subject, phrase_behind, subject_before
from stance.extraction.words import read_words


def read(text):
    return read_words(text, 0, len(text), [])


def cut(words, span):
    return None if span is None else words.text[words.start[span.start] : words.end[span.end - 1]]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("On Monday Sen. Ana Ruiz said", "Sen. Ana Ruiz"),
        ("Ana Ruiz, 52, a professor of law, said", "Ana Ruiz"),
        ("Ana Ruiz (D-Ore.) said", "Ana Ruiz"),
        ("His sister, Ana Ruiz, said", "Ana Ruiz"),
        ("A spokesman for the Ministry of Defense said", "A spokesman for the Ministry of Defense"),
        ("An official who knows the plan said", "An official"),
        ("Ruiz and Oakes said", "Ruiz and Oakes"),
        ("He thinks that she said", "she"),
    ],
)
def test_subject_before_a_verb(text, subject):
    words = read(text)
    assert cut(words, subject_before(words, len(words) - 1, 0)) == subject


def test_the_subject_of_a_relative_clause_is_its_pronoun_which_stands_for_a_phrase():
    words = read("We met Gen. Oakes, who said")
    found = subject_before(words, len(words) - 1, 0)
    assert cut(words, found) == "who"
    assert cut(words, antecedent(words, found.start, 0)) == "Gen. Oakes"


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Gen. Oakes of Northern Command, who", "Gen. Oakes"),
        ("the worker, Ana Ruiz.", "Ana Ruiz"),
        ("a spokesman for the ministry.", "a spokesman for the ministry"),
        ("she was", "she"),
        ("was late", None),
    ],
)
def test_phrase_behind_a_verb(text, phrase):
    words = read(text)
    assert cut(words, phrase_behind(words, 0, len(words))) == phrase


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("After the vote, the governor left", "the governor"),
        ("MADRID (AP) — The court ruled", "The court"),
        ("In Lima, on Monday, Ruiz spoke", "Ruiz"),
        ("It was late", None),
    ],
)
def test_main_subject(text, subject):
    words = read(text)
    assert cut(words, main_subject(words, 0, len(words))) == subject

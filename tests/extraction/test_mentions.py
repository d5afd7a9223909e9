import pytest

from stance.extraction.mentions import find_names, gender_of, likely_gender, read_mention
from stance.extraction.words import read_words


def names(text):
    return {name.text: name.is_person for name in find_names(read_words(text, 0, len(text), []))}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Foreign Minister Ana Ruiz de la Vega left.", {"Ana Ruiz de la Vega": True}),
        ("Gen. Stanton Oakes of Northern Command left.", {"Stanton Oakes": True, "Northern Command": False}),
        ("They met in San Juan.", {"San Juan": False}),
        ("Owner Gary Brown left.", {"Gary Brown": True}),
        ("Bakht Zaman left.", {"Bakht Zaman": None}),
        ("Mr. Faraj al-Masri left.", {"Faraj al-Masri": True}),
    ],
)
def test_names_and_whether_they_are_people(text, found):
    assert names(text) == found


def test_titles_and_appositions_are_roles():
    text = "Sen. Ana Ruiz, a surgeon from Oregon, left."
    (ruiz, *_) = find_names(read_words(text, 0, len(text), []))
    assert {"sen", "surgeon"} <= ruiz.roles


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Mexican President Ana Ruiz Cruz", "Mexican President Ana Ruiz Cruz", "Ana Ruiz Cruz"),
        ("Sen. Ana Ruiz (R-S.C.)", "Sen. Ana Ruiz", "Ana Ruiz"),
        ("the Trump administration", "Trump administration", ""),
        ("Some U.S. officials", "U.S. officials", ""),
        ("a recent New York Times report", "New York Times", "New York Times"),
        ("Mexico's consul in Brownsville", "Mexico's consul in Brownsville", ""),
        ("Washington’s", "Washington", "Washington"),
    ],
)
def test_source_phrases_are_taken_apart(text, words, name):
    mention = read_mention(text)
    assert (" ".join(mention.words), " ".join(mention.name)) == (words, name)


def test_nothing_to_take_apart():
    assert read_mention("—") is None


def test_gender():
    assert gender_of("Claudia", frozenset()) == "f"
    assert gender_of("Xochitl", frozenset({"congressman"})) == "m"
    assert gender_of("Xochitl", frozenset()) == ""
    assert [likely_gender(name) for name in ("Yolimara", "Yolimaro", "Yolimar")] == ["f", "m", ""]

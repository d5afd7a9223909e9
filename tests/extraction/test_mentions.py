import pytest

from stance.extraction.mentions import find_names, find_pronouns, gender_of, likely_gender
from stance.extraction.quotations import find_quotations
from stance.extraction.recency import EMBEDDED, OTHER, SUBJECT
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
        ("Representatives Ana Ruiz and Tom Hale left.", {"Ana Ruiz": True, "Tom Hale": True}),
        ("They left Border Parents for good.", {"Border Parents": False}),
        ("It struck the group al-Shabab.", {"al-Shabab": False}),
        ("The Department of Public Works left.", {"Department of Public Works": False, "Public Works": None}),
        ("Then Hale left. FULL TEXT. It went on for a while.", {"Hale": None, "FULL": False}),
        ("He told Ana Ruiz After Tom Hale left.", {"Ana Ruiz": True, "Tom Hale": True}),
        ("The South Carolina Republican left.", {"Carolina Republican": False}),
        ("We read The Oaktown Gazette.", {"Oaktown Gazette": False}),
        ("They saw the student Xochitl Ruiz.", {"Xochitl Ruiz": True}),
        ("They saw Xochitl Ruiz, who wept.", {"Xochitl Ruiz": True}),
        ("They saw Xochitl Ruiz.", {"Xochitl Ruiz": None}),
        ("Washington Etcheverry left.", {"Washington Etcheverry": None}),
        ("Why Ana Ruiz Wants Out", {"Ana Ruiz": True}),
    ],
)
def test_names_and_whether_they_are_people(text, found):
    assert names(text) == found


@pytest.mark.parametrize("text", ["Ana Ruiz (R-Iowa) left.", "Ana Ruiz, R-Iowa, left."])
def test_party_and_state_are_roles(text):
    assert find_names(read_words(text, 0, len(text), []))[0].roles == {"republican", "iowa"}


def test_titles_and_appositions_are_roles():
    text = "Sen. Ana Ruiz, a surgeon from Oregon, left."
    (ruiz, *_) = find_names(read_words(text, 0, len(text), []))
    assert {"sen", "surgeon"} <= ruiz.roles


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("Ruiz left.", SUBJECT),
        ("In the valley Ruiz went home.", SUBJECT),
        ("Senator Ruiz, 52, left.", SUBJECT),
        ("His sister, Ruiz, left.", SUBJECT),
        ("They say that Ruiz left.", EMBEDDED),
        ("They sold Ruiz's house.", EMBEDDED),
        ("Until last week, Mr. Ruiz was asleep.", SUBJECT),
        ("When Ruiz went home, Hale wept.", EMBEDDED),
        ("When Hale went home, Ruiz was asleep.", SUBJECT),
        ("They met Ruiz.", OTHER),
        ("Ruiz supporters left.", OTHER),
    ],
)
def test_subjects_stand_out(text, weight):
    assert {name.text: name.weight for name in find_names(read_words(text, 0, len(text), []))}["Ruiz"] == weight


def test_pronouns_of_one_person_outside_quotations():
    text = 'She gave him her coat. They left. "He is ill," I said.'
    found = find_pronouns(read_words(text, 0, len(text), find_quotations(text, 0, len(text))), 100)
    assert [(one.start, one.gender, one.is_subject) for one in found] == [
        (100, "f", True),
        (109, "m", False),
        (113, "f", False),
    ]


def test_gender():
    assert gender_of("Claudia", frozenset()) == "f"
    assert gender_of("Xochitl", frozenset({"congressman"})) == "m"
    assert gender_of("Xochitl", frozenset()) == ""
    assert [likely_gender(name) for name in ("Yolimara", "Yolimaro", "Yolimar")] == ["f", "m", ""]

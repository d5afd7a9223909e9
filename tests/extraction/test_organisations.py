import pytest

from stance.extraction.mentions import find_names
from stance.extraction.organisations import Organisations
from stance.extraction.words import read_words

TEXT = """The Hale administration and the Ruiz campaign met. The Hale campaign left the Ministry of Public Works.
They saw the Mexican Navy, the Republican Senate, Border Parents for Action, and Conservation Voters.
But the U.S. government left. Her campaign went on. They left Oslo. The Swedish government
stayed, as the county campaign did."""


@pytest.fixture(scope="module")
def organisations():
    names = [name for name in find_names(read_words(TEXT, 0, len(TEXT), [])) if len(name.parts) > 1]
    return Organisations(names, TEXT)


@pytest.mark.parametrize(
    ("text", "head", "fullest"),
    [
        ("Navy", "navy", "Mexican Navy"),
        ("Senate", "senate", "Senate"),
        ("Voters", "voters", "Voters"),
        ("Washington", "washington", "Hale administration"),
        ("MPW", "mpw", "Ministry of Public Works"),
        ("MoPW", "mopw", "Ministry of Public Works"),
        ("BPA", "bpa", "Border Parents for Action"),
        ("CIA", "cia", "CIA"),
    ],
)
def test_names_and_acronyms(organisations, text, head, fullest):
    assert organisations.fullest(text, head, 0, is_name=True) == fullest


@pytest.mark.parametrize(
    ("text", "head", "fullest"),
    [
        ("campaign", "campaign", "Ruiz campaign"),
        ("government", "government", "U.S. government"),
        ("administration", "administration", "Hale administration"),
        ("Ms. Ruiz's campaign", "campaign", "Ruiz campaign"),
        ("Hale's lawyer", "lawyer", "Hale's lawyer"),
        ("county campaign", "campaign", "county campaign"),
    ],
)
def test_compounds(organisations, text, head, fullest):
    assert organisations.fullest(text, head, 0, is_name=False) == fullest


def test_the_compound_before_is_meant(organisations):
    assert organisations.fullest("government", "government", len(TEXT), is_name=False) == "Swedish government"
    assert organisations.fullest("campaign", "campaign", len(TEXT), is_name=False) == "Hale campaign"


def test_what_a_person_owns(organisations):
    assert organisations.of_owner("Hale", "campaign") == "Hale campaign"
    assert organisations.of_owner("Dell", "campaign") == ""

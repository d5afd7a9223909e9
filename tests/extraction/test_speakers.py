import pytest

from stance.extraction.groups import find_groups
from stance.extraction.mentions import find_names, find_pronouns
from stance.extraction.quotations import find_quotations
from stance.extraction.speakers import Cast
from stance.extraction.words import read_words


def resolve(text, mention):
    """Resolve the last occurrence of a mention."""
    words = read_words(text, 0, len(text), find_quotations(text, 0, len(text)))
    speaker = Cast(find_names(words), text, find_pronouns(words), find_groups(words)).resolve(
        mention, text.rindex(mention)
    )
    return speaker and speaker.name


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("President Claudia Sheinbaum left. Sheinbaum spoke.", "Sheinbaum", "Claudia Sheinbaum"),
        ("President Claudia Sheinbaum left. She spoke.", "She", "Claudia Sheinbaum"),
        ("President Claudia Sheinbaum left. The president spoke.", "The president", "Claudia Sheinbaum"),
        ("Sen. Boyd Trammell left. The lawmaker spoke.", "The lawmaker", "Boyd Trammell"),
        ("Aurelio Roa Díaz, 52, left. Roa spoke.", "Roa", "Aurelio Roa Díaz"),
        ("Ana Ruiz met Boyd Hale. He spoke.", "He", "Boyd Hale"),
        ("Ana Ruiz met Boyd Hale. She spoke.", "She", "Ana Ruiz"),
        ("Mrs. Ruiz met Mr. Ruiz: Ana Ruiz, and Boyd Ruiz. Mrs. Ruiz spoke.", "Mrs. Ruiz", "Ana Ruiz"),
        ("The Mexican Navy came. The Navy spoke.", "The Navy", "Mexican Navy"),
        ("The Trump administration met. Washington spoke.", "Washington", "Trump administration"),
        ("Washington spoke.", "Washington", "Washington"),
        ("The White House spoke.", "The White House", "White House"),
        ("A State Department spokeswoman spoke.", "A State Department spokeswoman", "State Department spokeswoman"),
        ("The state prosecutor's office spoke.", "The state prosecutor's office", "state prosecutor's office"),
        ("The Ruiz administration met. The administration spoke.", "The administration", "Ruiz administration"),
        ("The Ministry of Defence met. The MoD spoke.", "The MoD", "Ministry of Defence"),
        ("Boyd Hale lost. The Hale campaign met. His campaign spoke.", "His campaign", "Hale campaign"),
        ("Boyd Hale lost. The Hale campaign met. Mr. Hale's campaign spoke.", "Mr. Hale's campaign", "Hale campaign"),
        ("Boyd Hale lost. His lawyer spoke.", "His lawyer", "Boyd Hale's lawyer"),
        ("The senator, Ana Ruiz, spoke.", "The senator", "Ana Ruiz"),
        ("Ana Ruiz, the owner of a bar, spoke.", "the owner of a bar", "Ana Ruiz"),
        ("Secretary of State Ana Ruiz spoke.", "Secretary of State Ana Ruiz", "Ana Ruiz"),
        ("Border Parents for Action spoke.", "Border Parents for Action", "Border Parents for Action"),
        ("The mayor's spokeswoman, Delcia Ruiz, spoke.", "The mayor's spokeswoman, Delcia Ruiz", "Delcia Ruiz"),
        ("Boyd Hale lost. His deputy, Tom Ruiz, spoke.", "His deputy", "Tom Ruiz"),
        ("Two former officials spoke.", "Two former officials", "two former officials"),
        ("Vice President Tom Ruiz rose. The vice president spoke.", "The vice president", "Tom Ruiz"),
        ("Tom Ruiz rose. The former governor spoke.", "The former governor", "former governor"),
        ("Tom Ruiz rose. The man spoke.", "The man", "man"),
        ("The director of the mint, Xochitl Ruiz, spoke.", "The director of the mint", "Xochitl Ruiz"),
        ("Sen. Tom Ruiz met Sen. Boyd Hale. The Florida senator spoke.", "The Florida senator", "Florida senator"),
        ("Florida Sen. Tom Ruiz met Sen. Boyd Hale. The Florida senator spoke.", "The Florida senator", "Tom Ruiz"),
        ("Tom Ruiz rose. The father-of-four spoke.", "The father-of-four", "Tom Ruiz"),
        # the last subject, not the last speaker or whoever is mentioned in passing
        ("Boyd Hale said he was sick. Tom Ruiz rose. He spoke.", "He", "Tom Ruiz"),
        ("Boyd Hale rose after a call from Tom Ruiz. He spoke.", "He", "Boyd Hale"),
        ("Boyd Hale said that Tom Ruiz was sick. He spoke.", "He", "Boyd Hale"),
        ("Tom Ruiz wept. Boyd Hale's bill failed. He spoke.", "He", "Boyd Hale"),
        ("His brother, Tom Ruiz, rose. He spoke.", "He", "Tom Ruiz"),
        (
            "Boyd Hale rose after lunch and went home, to sleep for an hour. Nuur Jimale lost a son. He spoke.",
            "He",
            "Nuur Jimale",
        ),
        ("Boyd Hale fell ill. The letter came. He spoke.", "He", "Boyd Hale"),
        ("Boyd Hale rose. Tom Ruiz came, and he told Mr. Ruiz that it was over.", "he", "Boyd Hale"),
        # epithets and roles
        ("Boyd Hale left. Tom Ruiz rose. The magnate spoke.", "The magnate", "Tom Ruiz"),
        ("Sen. Tom Ruiz (D-Ore.) left. Sen. Boyd Hale (R-S.C.) rose. The Democrat spoke.", "The Democrat", "Tom Ruiz"),
        (
            "Rep. Tom Ruiz (R-Ore.) left. Ana Dell rose. The Oregon Republican spoke.",
            "The Oregon Republican",
            "Tom Ruiz",
        ),
        ("Rep. Tom Ruiz left after a call from Sen. Boyd Hale. The senator spoke.", "The senator", "Boyd Hale"),
        ("Older voters left. Then they spoke.", "they", "Older voters"),
        ("Reporters met the Lee Foundation. The Lee Foundation rose. It spoke.", "It", "Lee Foundation"),
        ("The Lee Foundation rose. It is clear that we lost.", "It", None),
        ("Vice President Tom Ruiz rose. The president spoke.", "The president", "president"),
        # relatives, and people who share a surname
        ("Ana Ruiz left with Boyd Ruiz. Ruiz, who missed her bus, spoke.", "Ruiz", "Ana Ruiz"),
        ("Mr. Ryu Dong-hyeok left. Ms. Ryu spoke.", "Ms. Ryu", "Ms. Ryu"),
        ("Ana Ruiz met Tom Hale, Tom Hale and Tom Hale. Yvrose Belair left. Yvrose spoke.", "Yvrose", "Yvrose Belair"),
        ("Washington Etcheverry left. Etcheverry spoke.", "Etcheverry", "Washington Etcheverry"),
        ("Yahya al-Shahari left. Then al-Shahari spoke.", "al-Shahari", "Yahya al-Shahari"),
        ("Ana Ruiz, of The Oaktown Gazette, left. The Gazette spoke.", "The Gazette", "Oaktown Gazette"),
        ("He spoke.", "He", None),
        ("Ana Ruiz left. I spoke.", "I", None),
        ("Ana Ruiz left. They spoke.", "They", None),
    ],
)
def test_mentions_are_resolved(text, mention, name):
    assert resolve(text, mention) == name


def test_an_unknown_first_name_has_the_gender_of_the_pronouns_behind_it():
    text = "Bakht Dawar, 52, said her dog died. Dawar cried, and she left. Tom Hale came. Then SHE spoke."
    assert resolve(text, "SHE") == "Bakht Dawar"


def test_roles_that_differ_are_two_speakers():
    text = "The foreign ministry spoke. The defense ministry replied. The ministry denied it."
    cast = Cast([], text)
    assert cast.resolve("The foreign ministry", 0).name == "foreign ministry"
    assert cast.resolve("The defense ministry", text.index("The defense")).name == "defense ministry"
    assert cast.resolve("The ministry", text.index("The ministry")).name == "defense ministry"


def test_what_speaks_is_taken_up_by_it_and_what_cannot_by_nobody():
    text = "The Islamist group al-Shabab, which rules there, cheered. It spoke."
    assert resolve(text, "It") == "al-Shabab"
    text = "The public rose. She spoke."
    cast = Cast([], text)
    cast.resolve("The public", 0)
    assert cast.resolve("She", text.index("She")) is None


def test_an_epithet_goes_to_who_is_spoken_of_even_if_another_was_called_so():
    text = "Tom Ruiz, a candidate, went home. " + "The night was long. " * 12
    assert resolve(f"{text}Boyd Hale rose. The candidate spoke.", "The candidate") == "Boyd Hale"
    assert resolve("Tom Ruiz, a candidate, saw Boyd Hale. The candidate spoke.", "The candidate") == "Tom Ruiz"


def test_who_speaks_in_a_relative_clause_is_no_new_subject():
    text = "Boyd Hale rose after a call from Tom Ruiz, who said no. He spoke."
    cast = Cast(find_names(words := read_words(text, 0, len(text), [])), text, find_pronouns(words))
    assert cast.resolve("Tom Ruiz", text.index("Tom Ruiz"), is_relative=True).name == "Tom Ruiz"
    assert cast.resolve("He", text.index("He spoke")).name == "Boyd Hale"


def test_nobody_whom_a_speaker_speaks_of_is_the_speaker():
    text = "Boyd Hale rose. Tom Ruiz is no senator, he said."
    cast = Cast(find_names(words := read_words(text, 0, len(text), [])), text, find_pronouns(words))
    said = (text.index("Tom"), text.index(", he"))
    assert cast.resolve("he", text.index("he said"), said=said).name == "Boyd Hale"
    assert Cast(find_names(words), text).resolve("he", text.index("he said")).name == "Tom Ruiz"


def test_they_and_it_are_left_open_where_nothing_is_near():
    text = "U.S. officials spoke of Spain. " + "So it was said, and so it went on. " * 20 + "They left. It failed."
    cast = Cast([], text)
    cast.resolve("U.S. officials", 0)
    assert cast.resolve("They", text.index("They")) is None
    assert cast.resolve("It", text.index("It failed")) is None


def test_a_headline_gives_no_long_names():
    text = "Why Boyd Hale Now Wants Tom Ruiz Out"
    assert [name.text for name in find_names(read_words(text, 0, len(text), []))] == ["Boyd Hale", "Tom Ruiz"]


def test_groups_and_organisations_are_taken_up_by_they_and_it():
    text = "U.S. officials spoke. They left. The White House spoke. It left."
    words = read_words(text, 0, len(text), [])
    cast = Cast(find_names(words), text)
    cast.resolve("U.S. officials", 0)
    assert cast.resolve("They", text.index("They")).name == "U.S. officials"
    cast.resolve("The White House", text.index("The White"))
    assert cast.resolve("It", text.index("It")).name == "White House"

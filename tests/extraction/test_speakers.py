import pytest

from stance.extraction.mentions import find_names
from stance.extraction.quotations import find_quotations
from stance.extraction.speakers import Cast
from stance.extraction.words import read_words


def resolve(text, mention):
    """Resolve the last occurrence of a mention."""
    words = read_words(text, 0, len(text), find_quotations(text, 0, len(text)))
    speaker = Cast(find_names(words), text).resolve(mention, text.rindex(mention))
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


def test_groups_and_organisations_are_taken_up_by_they_and_it():
    text = "U.S. officials spoke. They left. The White House spoke. It left."
    words = read_words(text, 0, len(text), [])
    cast = Cast(find_names(words), text)
    cast.resolve("U.S. officials", 0)
    assert cast.resolve("They", text.index("They")).name == "U.S. officials"
    cast.resolve("The White House", text.index("The White"))
    assert cast.resolve("It", text.index("It")).name == "White House"

import pytest

from stance.extraction.descriptions import is_personal, is_proper, read_mention


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Mexican President Ana Ruiz Cruz", "Mexican President Ana Ruiz Cruz", "Ana Ruiz Cruz"),
        ("Sen. Ana Ruiz (R-S.C.)", "Sen. Ana Ruiz", "Ana Ruiz"),
        ("the Trump administration", "Trump administration", ""),
        ("Some U.S. officials", "U.S. officials", ""),
        ("a recent New York Times report", "New York Times", "New York Times"),
        ("Mexico's consul in Brownsville", "Mexico's consul in Brownsville", ""),
        ("A U.S. official who was there", "U.S. official", ""),
        ("Rep. Ana Ruiz, R-Waco", "Rep. Ana Ruiz", "Ana Ruiz"),
        ("Secretary of State Xochitl Ruiz", "Xochitl Ruiz", "Xochitl Ruiz"),
        ("Chairman of the Joint Chiefs Ana Ruiz", "Ana Ruiz", "Ana Ruiz"),
        ("a spokesman for Senator Ana Ruiz", "spokesman for Senator Ana Ruiz", ""),
        ("the director of Mayor Ana Ruiz's office", "director of Mayor Ana Ruiz's office", ""),
        ("ambassador to France Ana Ruiz", "Ana Ruiz", "Ana Ruiz"),
        ("Minister of Culture and Sport", "Minister of Culture and Sport", "Minister"),
        ("While Ruiz", "Ruiz", "Ruiz"),
        ("The mayor, Ana Ruiz", "Ana Ruiz", "Ana Ruiz"),
        ("Xochitl Ruiz, Under-Secretary for Trade", "Xochitl Ruiz", "Xochitl Ruiz"),
        ("Majority Whip Xochitl Ruiz", "Majority Whip Xochitl Ruiz", "Xochitl Ruiz"),
        ("Student Xochitl Ruiz", "Student Xochitl Ruiz", "Xochitl Ruiz"),
        ("Two former officials", "two former officials", ""),
        ("Most Spaniards", "most Spaniards", "Spaniards"),
        ("Some former officials", "former officials", ""),
        ("May Ruiz", "May Ruiz", "May Ruiz"),
        ("Mum-of-three Karen", "Mum-of-three Karen", "Karen"),
        ("al-Masri", "al-Masri", "al-Masri"),
        ("Washington’s", "Washington", "Washington"),
    ],
)
def test_source_phrases_are_taken_apart(text, words, name):
    mention = read_mention(text)
    assert (" ".join(mention.words), " ".join(mention.name)) == (words, name)


def test_nothing_to_take_apart():
    assert read_mention("—") is None


@pytest.mark.parametrize(
    ("text", "head", "modifiers"),
    [
        ("the foreign ministry in Oslo", "ministry", {"foreign", "oslo"}),
        ("Spain's defense minister", "minister", {"spain", "defense"}),
        ("the senator", "senator", set()),
    ],
)
def test_head_and_what_is_said_of_it(text, head, modifiers):
    mention = read_mention(text)
    assert (mention.head, mention.modifiers) == (head, modifiers)


def test_organisations_go_on_behind_for():
    assert read_mention("Border Parents for Action").is_linked
    assert not read_mention("Ana Ruiz for the defense").is_linked


def test_what_stands_beside_a_name_is_its_role():
    assert {"mayor"} <= read_mention("The mayor, Ana Ruiz").roles
    assert {"under-secretary"} <= read_mention("Ana Ruiz, Under-Secretary for Trade").roles


def test_proper_words():
    assert [is_proper(word) for word in ("Ruiz", "Élodie", "el-Masri", "senator", "Mum-of-two", "Ji-won")] == [
        *(True, True, True, False, False, True)
    ]


def test_nouns_of_one_person():
    assert [is_personal(word) for word in ("rancher", "aide", "order", "ministry", "people")] == [
        *(True, True, False, False, False)
    ]

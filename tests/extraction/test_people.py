from stance.extraction.mentions import find_names, find_pronouns
from stance.extraction.people import People
from stance.extraction.recency import Recency
from stance.extraction.words import read_words


def read(text):
    words = read_words(text, 0, len(text), [])
    names = list(find_names(words))
    recency = Recency()
    people = People(names, list(find_pronouns(words)), recency)
    mentions = [(name.start, people.match(name.parts, name.roles, name.start)) for name in names]
    for at, speaker in mentions:
        if speaker:
            recency.remember(speaker, at, 0)
    people.learn_genders([pair for pair in mentions if pair[1]], guess=True)
    return people


def match(people, name, at=0, roles=()):
    speaker = people.match(tuple(name.split()), roles, at)
    return speaker and speaker.name


def test_every_part_of_a_name_finds_the_fullest_form():
    people = read("Ana Ruiz Cruz left. Mrs. Ruiz spoke. Ana Cruz wept.")
    assert [match(people, name) for name in ("Ruiz", "Ana", "Ana Cruz", "ana ruiz cruz")] == ["Ana Ruiz Cruz"] * 4
    assert "ana ruiz cruz" in people
    assert match(people, "Hale") is None


def test_the_fullest_form_is_the_name_whichever_comes_first():
    assert match(read("Ana Ruiz left. Ana María Ruiz spoke."), "Ruiz") == "Ana María Ruiz"
    assert match(read("Tom Hale Jr. left. Tom Hale spoke."), "Tom Hale") == "Tom Hale"
    people = read("Ana Ruiz left. Ana Ruiz Blasts Them All Again spoke.")
    assert match(people, "Ruiz") == "Ana Ruiz"


def test_accents_may_be_left_out():
    people = read("Ana López Díaz left. Lopez spoke.")
    assert [match(people, name) for name in ("Lopez", "López", "Lopez Diaz")] == ["Ana López Díaz"] * 3


def test_a_name_of_unknown_words_is_a_person_where_something_says_so():
    assert "Bakht Zaman" in read("Bakht Zaman, 52, left.")
    assert "Bakht Zaman" in read("Bakht Zaman left. Zaman spoke.")
    assert "Bakht Zaman" in read("Bakht Zaman left. Bakht spoke.")
    assert "Bakht Zaman" not in read("Bakht Zaman left.")
    assert "Texas Rangers" not in read("Texas Rangers left. Rangers spoke.")


def test_relatives_are_told_apart_by_title_gender_and_nearness():
    text = "Senator Ana Ruiz met Tom Ruiz. " + "They went on to talk. " * 30 + "Ana Ruiz left. " + "They talked. " * 40
    people = read(text)
    assert match(people, "Ruiz", roles={"senator"}) == "Ana Ruiz"
    assert match(people, "Ruiz", roles={"mr"}) == "Tom Ruiz"
    assert match(people, "Ruiz", text.index("They")) == "Tom Ruiz"  # just mentioned
    assert match(people, "Ruiz", len(text)) == "Ana Ruiz"  # mentioned most often


def test_the_surname_alone_stays_with_whom_it_meant_before_a_relative_came_up():
    talk = "They went on to talk about it. " * 8
    text = f"Senator Ana Ruiz left. Ruiz spoke. Kim Ruiz, her niece, wept. {talk}"
    assert match(read(text), "Ruiz", len(text)) == "Ana Ruiz"
    assert match(read(text), "Ruiz", text.index("They")) == "Kim Ruiz"
    text = f"Senator Ana Ruiz left. Kim Ruiz, her niece, wept. {talk}"
    assert match(read(text), "Ruiz", len(text)) == "Kim Ruiz"


def test_a_pronoun_behind_another_name_tells_nothing():
    text = "Ana Ruiz met Tom Ruiz. Ruiz smiled at Kim Dell, who sold his house. Ruiz sold her house."
    people = read(text)
    assert match(people, "Ruiz", text.index("Ruiz smiled")) == "Tom Ruiz"
    assert match(people, "Ruiz", text.rindex("Ruiz")) == "Ana Ruiz"


def test_a_title_of_the_other_gender_is_another_person():
    people = read("Mr. Tom Ruiz left. Mrs. Ruiz spoke.")
    assert match(people, "Ruiz", roles={"mrs"}) == "Mrs. Ruiz"
    assert match(people, "Ruiz", roles={"mr"}) == "Tom Ruiz"


def test_a_title_corrects_a_gender_that_pronouns_only_suggest():
    people = read("Kim Ruiz, 52, sold his car and her house. Mrs. Ruiz spoke.")
    assert match(people, "Ruiz", roles={"mrs"}) == "Kim Ruiz"
    people = read("Sol Ruiz, 52, sold his car. Mrs. Ruiz spoke.")
    assert people.match(("Ruiz",), {"mrs"}, 0) is not None


def test_genders_come_from_titles_first_names_pronouns_and_endings():
    text = "Mr. Sol Dell left. Ana Ruiz left. Bakht Zaman, 52, sold her house. Yolimara Bracho, 31, left."
    people = read(text)
    genders = {name: people.match((name,), (), 0).gender for name in ("Dell", "Ruiz", "Zaman", "Bracho")}
    assert genders == {"Dell": "m", "Ruiz": "f", "Zaman": "f", "Bracho": "f"}

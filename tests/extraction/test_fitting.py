import pytest

from stance.extraction.descriptions import read_mention
from stance.extraction.fitting import agreement, is_called, is_group, is_organisation, may_be_person
from stance.extraction.recency import Speaker


def other(text):
    mention = read_mention(text)
    return Speaker(" ".join(mention.words), False, head=mention.head, modifiers=mention.modifiers)


def test_people_go_by_their_titles():
    ruiz = Speaker("Ana Ruiz", True, roles={"sen", "foreign"})
    assert is_called(ruiz, "senator", frozenset({"sen", "senator"}))
    assert not is_called(ruiz, "governor", frozenset({"governor"}))


def test_the_nameless_go_by_their_noun():
    assert is_called(other("the foreign ministry"), "ministry", frozenset())
    assert is_called(other("a diplomat from Chile"), "diplomat", frozenset())
    assert not is_called(other("the Union Leader"), "leader", frozenset())


@pytest.mark.parametrize(
    ("text", "group", "organisation"),
    [
        ("U.S. officials", True, False),
        ("Millennials", True, False),
        ("police", True, False),
        ("new polls", False, False),
        ("the Lee Foundation", False, True),
        ("the foreign ministry", False, True),
        ("the United Nations", True, True),
        ("a lawsuit", False, False),
        ("the letter", False, True),
    ],
)
def test_who_they_and_it_are(text, group, organisation):
    assert (is_group(other(text)), is_organisation(other(text))) == (group, organisation)


def test_people_are_neither():
    assert not is_group(Speaker("Tom Jones", True))
    assert not is_organisation(Speaker("Tom Jones", True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the spokeswoman", True),
        ("Keating", True),
        ("the public", False),
        ("Spain", False),
        ("Republicans", False),
        ("the letter", False),
    ],
)
def test_who_may_be_a_person(text, expected):
    assert may_be_person(read_mention(text)) is expected


@pytest.mark.parametrize(
    ("text", "speaker", "expected"),
    [
        ("the ministry", other("the foreign ministry"), 1),
        ("the foreign ministry", other("Spain's foreign ministry"), 1),
        ("the Chilean diplomat", other("a diplomat from Chile"), 1),
        ("the foreign ministry", other("the ministry"), 0),
        ("the foreign ministry", other("the defense ministry"), -1),
        ("the foreign minister", Speaker("Ana Ruiz", True, roles={"foreign", "minister"}), 1),
        ("the foreign minister", Speaker("Ana Ruiz", True, roles={"minister"}), 0),
        ("the Florida senator", Speaker("Ana Ruiz", True, roles={"sen", "iowa"}), -1),
        ("the Florida senator", Speaker("Ana Ruiz", True, roles={"sen"}), 0),
        ("the vice president", Speaker("Ana Ruiz", True, roles={"vice", "president"}), 1),
        ("the president", Speaker("Ana Ruiz", True, roles={"vice", "president"}), -1),
        ("the vice president", Speaker("Ana Ruiz", True, roles={"president"}), -1),
    ],
)
def test_agreement(text, speaker, expected):
    assert agreement(read_mention(text), speaker) == expected

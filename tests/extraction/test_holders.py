import pytest

from stance.extraction.clauses import Sentence
from stance.extraction.holders import holds_view
from stance.extraction.quotations import find_quotations
from stance.extraction.reading import Reading
from stance.extraction.words import read_words


def attitude(text, verb):
    """Whether the subject of a verb of a text can hold the attitude."""
    words = read_words(text, 0, len(text), find_quotations(text, 0, len(text)))
    reading = Reading(Sentence(words, 0, len(words)))
    at = words.lower.index(verb)
    group = reading.sentence.group_start(at)
    source = reading.subject(at, group)
    assert source is not None
    return holds_view(reading, at, group, source)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Ruiz backs the strikes.", "backs"),
        ("She opposes the war.", "opposes"),
        ("The mayor wants the troops out.", "wants"),
        ("The ruling party rejects any base.", "rejects"),
        ("Some refuse to fight.", "refuse"),
        ("His wife supports the army.", "supports"),
        ("Oakes would oppose the base.", "oppose"),
        ("Gen. Oakes, who opposes the war, left.", "opposes"),
        ("Sixty percent favor the raid.", "favor"),
        ("The statement rejects the raid.", "rejects"),
    ],
)
def test_people_bodies_and_texts_hold_views(text, verb):
    assert attitude(text, verb)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("The price supports the firm.", "supports"),  # a thing
        ("They met a group backing the war.", "backing"),  # describes a noun
        ("It is the plan Oakes favors.", "favors"),  # has lost its object
        ("He left a note that Oakes wants.", "wants"),
        ("Oakes could oppose the base.", "oppose"),  # may be, or may not
        ("I want the war to end.", "want"),
        ("Oakes was accused of backing the war.", "backing"),
    ],
)
def test_what_holds_no_view(text, verb):
    assert not attitude(text, verb)


def test_a_verb_that_is_passed_over_lends_its_subject_to_the_next():
    text = "The price supports the firm and shows that it works."
    words = read_words(text, 0, len(text), [])
    reading = Reading(Sentence(words, 0, len(words)))
    at = words.lower.index("supports")
    reading.pass_over(at, reading.subject(at, at))
    again = words.lower.index("shows")
    assert reading.subject(again, again) == (0, 2)
    assert reading.has_read(at)
    assert not reading.has_read(again)

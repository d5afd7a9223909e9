import pytest

from stance.extraction import extract
from stance.types import Article


def read(text):
    return [(one.speaker, one.attribution, len(one.content)) for one in extract(Article(id="a", text=text))]


def test_a_quotation_behind_an_attributed_one_is_a_piece_of_it():
    assert read('"We go now," Ana Ruiz said. "And we win."') == [("Ana Ruiz", "direct", 2)]


def test_a_quotation_in_a_paragraph_of_its_own_is_a_statement_of_the_same_speaker():
    assert read('"We go now," Ana Ruiz said.\n\n"And we win."') == [("Ana Ruiz", "direct", 1)] * 2


def test_a_quotation_without_a_cue_goes_to_the_subject_before_it():
    assert read('Ana Ruiz shook her head. "I do not want them here."') == [("Ana Ruiz", "direct", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "— Sen. Ana Ruiz (D-Ore.): “We do not want them here.”",
        "Sen. Ana Ruiz, on set in Lima: “We do not want them here.”",
        "“We do not want them here.” — Ana Ruiz",
    ],
)
def test_a_colon_or_a_dash_names_the_speaker(text):
    assert read(text) == [("Ana Ruiz", "direct", 1)]


def test_a_paragraph_that_ends_in_a_colon_names_the_speaker_of_the_next():
    found = read('"We stay," Ana Ruiz said.\n\nJo Oakes wrote in a letter:\n\n"We go now and we win."')
    assert found == [("Ana Ruiz", "direct", 1), ("Jo Oakes", "direct", 1)]


def test_titles_and_scare_quotes_are_no_statements():
    assert read('The film "Seven Days in May" opened.') == []
    assert read('His book, "The Long War: How Nations Fail and Armies Fall Apart," came late.') == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ('"We go now," said Ana Ruiz, 20, of Tampa, Fla. "And we win."', ['"We go now,"', '"And we win."']),
        (
            '"We go now," Ana Ruiz said. "They do not like us but they need us" to win the war.',
            ['"We go now,"', '"They do not like us but they need us" to win the war'],
        ),
    ],
)
def test_pieces_of_one_statement(text, content):
    (found,) = extract(Article(id="a", text=text))
    assert [text[start:end] for start, end in found.content] == content

import pytest

from stance.extraction.quotations import find_quotations
from stance.extraction.sentences import MAX_WORDS, paragraphs, sentences
from stance.extraction.words import read_words


def split(text):
    words = read_words(text, 0, len(text), find_quotations(text, 0, len(text)))
    return [text[words.start[start] : words.end[end - 1]] for start, end in sentences(words)]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\n\n", "\n \t\n"])
def test_paragraphs_are_the_same_whatever_the_line_ends(line_end):
    text = line_end.join(["  One two. ", "Three."])
    assert [text[start:end] for start, end in paragraphs(text)] == ["One two.", "Three."]


@pytest.mark.parametrize(
    "first",
    [
        "Sen. Ana Ruiz met Gen. J. R. Oakes at 4 p.m. on Monday.",
        "He left the U.S. Army in Jan. 2004.",
        '"Who will pay?" Ruiz asked.',
        'She said "yes. No. Never" twice.',
        "Prices rose 3.5 percent!",
    ],
)
def test_a_stop_that_belongs_to_a_word_or_quotation_ends_no_sentence(first):
    assert split(f"{first} The end.") == [first, "The end."]


def test_an_abbreviation_ends_the_sentence_before_a_word_that_begins_one():
    assert split("They left for the U.S. The rest stayed.") == ["They left for the U.S.", "The rest stayed."]


def test_a_quotation_with_a_stop_ends_its_sentence():
    assert split('"It is over." The crowd left.') == ['"It is over."', "The crowd left."]


def test_endless_sentences_are_cut():
    text = "word " * (2 * MAX_WORDS + 1)
    assert len(split(text)) == 3

import pytest

from stance.extraction import pieces
from stance.extraction.pieces import CAPITAL, CHUNKS, OPEN


@pytest.mark.parametrize(
    ("chunk", "words"),
    [
        ("troops,", ["troops", ","]),
        ("didn’t", ["didn’t"]),
        ("Ruiz's", ["Ruiz", "'s"]),
        ("(D-N.Y.),", ["(", "D-N.Y", ".", ")", ","]),
        ("1,200%", ["1,200", "%"]),
        ("go...now--later", ["go", "...", "now", "--", "later"]),
        ("a_b\xa0c", ["a", "b", "c"]),
        ("_ \t", []),
        ("", []),
    ],
)
def test_words_of_a_chunk_stand_where_they_say(chunk, words):
    assert [piece.surface for piece in CHUNKS[chunk]] == words
    assert all(chunk[piece.start :].startswith(piece.surface) for piece in CHUNKS[chunk])
    assert [piece.size for piece in CHUNKS[chunk]] == list(map(len, words))


@pytest.mark.parametrize(
    ("word", "lower", "tag", "is_settled"),
    [
        ("troops", "troops", "n", True),
        ("Didn’t", "didn't", "N", False),
        ("Keating", "keating", "N", False),
        ("SAYING", "saying", CAPITAL, False),
        ("said", "said", "V", True),
        ("half", "half", OPEN, False),
        ("12", "12", OPEN, False),
        (".", ".", ".", False),
        ("?", "?", "?", True),
        ("al-Masri", "al-masri", "N", True),
    ],
)
def test_a_word_has_the_tag_that_it_has_by_itself(word, lower, tag, is_settled):
    (piece,) = CHUNKS[word]
    assert (piece.lower, piece.tag, piece.is_settled) == (lower, tag, is_settled)


def test_words_are_remembered_up_to_a_number_and_a_length():
    known = pieces._Chunks()
    assert known["said"] is known["said"]
    long = "x" * 1000
    assert known[long] is not known[long]
    for number in range(pieces._MOST_CHUNKS):
        known[str(number)]
    assert 0 < len(known) <= pieces._MOST_CHUNKS

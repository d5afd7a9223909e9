import pytest

from stance.extraction import extract
from stance.extraction.sentences import paragraphs
from stance.extraction.transcripts import find_turns
from stance.types import Article

DEBATE = """The two met on Monday.

Ana Ruiz (Lima, East): Will he bring the troops home?

Mr Speaker: Order. He will tell us.

GEN. OAKES: I said in June that they stay. “We hold,” I told you.

Ana Ruiz: He did not answer."""


def test_turns_are_direct_statements_with_all_they_hold():
    found = extract(Article(id="a", text=DEBATE))
    assert [(one.speaker_mention, one.attribution, one.text) for one in found] == [
        ("Ana Ruiz", "direct", "Will he bring the troops home?"),
        ("Mr Speaker", "direct", "Order. He will tell us."),
        ("GEN. OAKES", "direct", "I said in June that they stay. “We hold,” I told you."),
        ("Ana Ruiz", "direct", "He did not answer."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Update: The vote is over.\nUpdate: The vote was late.\nUpdate: All left.",
        "Ana Ruiz: The vote is over.\nJo Oakes: It was late.",
        'Ana Ruiz: "We go."\nJo Oakes: "We stay."\nAna Ruiz: "No."',
        "the vote: over\nthe talks: late\nthe vote: over",
    ],
    ids=["one label", "two turns", "quotations", "common words"],
)
def test_what_is_no_conversation(text):
    assert find_turns(text, paragraphs(text)) == {}


def test_an_odd_mark_behind_a_label_makes_no_second_speaker():
    text = "Q': Will you go?\nQ: Will you stay?\nQ: Why?"
    assert find_turns(text, paragraphs(text)) == {}

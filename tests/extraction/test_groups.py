import pytest

from stance.extraction.groups import find_groups
from stance.extraction.words import read_words


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Older voters said yes. Activists refused.", ["Older voters", "Activists"]),
        ("Millennials went home.", ["Millennials"]),
        ("They met activists. One of the officials wept.", []),
        ("The polls said no. The fish swam.", []),
    ],
)
def test_groups_that_a_sentence_is_about(text, groups):
    assert [group.text for group in find_groups(read_words(text, 0, len(text), []))] == groups


def test_a_sentence_begins_behind_its_last_stop_however_long_the_text_is():
    text = "It rained. " * 50 + "Activists refused."
    (group,) = find_groups(read_words(text, 0, len(text), []), 7)
    assert group.start == text.index("Activists") + 7

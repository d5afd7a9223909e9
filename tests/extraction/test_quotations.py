import pytest

from stance.extraction.quotations import find_quotations, quotations_by_paragraph
from stance.extraction.sentences import paragraphs


def found(text, **options):
    return [text[q.start : q.end] for q in find_quotations(text, 0, len(text), **options)]


@pytest.mark.parametrize("quoted", ['"We go."', "“We go.”", "«We go.»", "„We go.“", "``We go.''", "''We go.''"])
def test_every_pair_of_marks_is_read(quoted):
    assert found(f"She said: {quoted} Then she left.") == [quoted]


def test_nested_marks_belong_to_the_outer_quotation():
    text = "“They said, ‘We will “never” abandon you.’ Why?” she asked."
    assert found(text)[0].startswith("“They said, ‘We will “never”")
    assert found("\"He told me 'no' twice,\" she said.") == ["\"He told me 'no' twice,\""]


def test_a_stray_mark_costs_nothing_around_it():
    assert found('He is 6\'2" tall. "I know," she said.') == ['"I know,"']
    assert found('A " alone, and "a quotation," she said.') == ['"a quotation,"']


def test_an_unclosed_quotation_runs_to_the_end_of_its_paragraph_only():
    text = "“We stay.\n“And we win,” she said."
    first = find_quotations(text, 0, text.index("\n"))
    assert [text[q.start : q.end] for q in first] == ["“We stay."]
    assert not first[0].closed


def test_fragments_are_told_from_speech():
    text = 'The "tough guys" heard: "We are coming for you."'
    assert [q.is_fragment for q in find_quotations(text, 0, len(text))] == [True, False]


def test_single_marks_are_read_where_a_paragraph_has_no_others():
    lines = (
        "‘It isn’t over,’ she said. Nobody’s car moved.",
        "Nobody's car and the players' bus moved.",
        "\"It's over,\" she said of the 'plan'.",
    )
    text = "\n".join(lines)
    quoted = [[text[q.start : q.end] for q in found] for found in quotations_by_paragraph(text, paragraphs(text))]
    assert quoted == [["‘It isn’t over,’"], [], ['"It\'s over,"']]


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ('"It is a mess, " Ruiz said. "It is."', ['"It is a mess, "', '"It is."']),
        ('"Oakes said “we go” to us', ['"Oakes said “we go” to us']),
        ("''They say, 'Go,''' said Ruiz. ''We go.''", ["''They say, 'Go,''", "''We go.''"]),
    ],
)
def test_blanks_before_the_closing_mark_and_marks_inside_marks(text, quotations):
    assert [text[found.start : found.end] for found in find_quotations(text, 0, len(text))] == quotations

import time

from hypothesis import given
from hypothesis import strategies as st

from stance.report.passages import cut
from stance.types import Article, Span, Statement


def statement(*spans):
    return Statement(
        article_id="a", statement_id="s", speaker=None, speaker_mention="", attribution="direct", cue_text="", text="x",
        content=tuple(Span(*span) for span in spans),
    )  # fmt: skip


def shown(paragraphs, number):
    return "".join(piece.text for paragraph in paragraphs for piece in paragraph if number in piece.statements)


def test_pieces_between_marks():
    article = Article(id="a", text="He said no. She said yes.\n\nAll said.")
    paragraphs = cut(article, [statement((8, 10)), statement((21, 24))])
    assert [[(piece.text, piece.statements, piece.begins) for piece in paragraph] for paragraph in paragraphs] == [
        [("He said ", (), ()), ("no", (0,), (0,)), (". She said ", (), ()), ("yes", (1,), (1,)), (".", (), ())],
        [("All said.", (), ())],
    ]


def test_the_innermost_statement_comes_first_and_each_begins_once():
    article = Article(id="a", text="0123456789")
    (pieces,) = cut(article, [statement((0, 10)), statement((4, 6)), statement((4, 6))])
    assert [(piece.statements, piece.begins) for piece in pieces] == [((0,), (0,)), ((1, 2, 0), (1, 2)), ((0,), ())]


def test_without_blank_lines_every_line_is_a_paragraph():
    assert len(cut(Article(id="a", text="One.\nTwo.\r\nThree.\n"), [])) == 3
    assert len(cut(Article(id="a", text="One.\nTwo.\n\nThree."), [])) == 2


TEXTS = st.text(st.sampled_from('ab \n\r"“\U0001f600\x00\ud83d'), max_size=40)
SPANS = st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)).map(sorted).map(tuple), min_size=1, max_size=3)


@given(TEXTS, st.lists(SPANS, max_size=4))
def test_no_character_of_a_statement_is_lost_or_moved(text, contents):
    article = Article(id="a", text=text)
    statements = [statement(*spans) for spans in contents]
    paragraphs = cut(article, statements)
    begun = [number for paragraph in paragraphs for piece in paragraph for number in piece.begins]
    assert len(begun) == len(set(begun))
    for number, spans in enumerate(contents):
        inside = sorted({i for start, end in spans for i in range(start, min(end, len(text)))})
        expected = "".join(text[i] for i in inside if not text[i].isspace())
        got = "".join(shown(paragraphs, number).split())
        assert got == expected.replace("\x00", "\ufffd").replace("\ud83d", "\ufffd")
        assert (number in begun) or not expected


def test_time_grows_with_the_text_and_not_with_its_square():
    def seconds(n):
        article = Article(id="a", text="One said so. " * n)
        statements = [statement((13 * i, 13 * i + 12)) for i in range(n)]
        started = time.perf_counter()
        cut(article, statements)
        return time.perf_counter() - started

    small, large = (min(seconds(n) for _ in range(3)) for n in (500, 4000))
    assert large < 8 * 4 * small

"""What holds for any text at all. `STANCE_CASES=10000 pytest tests/extraction/test_properties.py` runs more cases."""

import os
import re
import sys
import time
from bisect import bisect_right
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stance.corpus import read_annotated
from stance.extraction import extract
from stance.types import Article

CASES = settings(
    max_examples=int(os.environ.get("STANCE_CASES", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],  # a busy machine is no failure
)

# -- texts: characters at random, pieces that mean something to a rule, and news with noise in it

MARKS = [*"\"“”„‟«»‹›‘’'`´″()[]{}<>—–-;:?.,!…\n\r\t\v\f\0\x85\xa0\u200b\u200f\u202e\u2028\ufeff\ud800\udfff", " "]
SCRIPTS = ["💥", "👩🏽‍🚀", "🇺🇸", "א", "قال الوزير", "他说", "ǅ", "İ", "ß", "ﬁ", "e\u0301", "𝐀", "x", "Ω", "٣"]
MARKUP = [
    "&amp;",
    "&quot;",
    "&#8220;",
    "<p>",
    "</p>",
    "<br/>",
    '<a href="x">',
    "<!--",
    "]]>",
    "http://a.b/c?d=e",
    "\\n",
]
PHRASES = [
    *("''", "``", "\r\n", ", ", ". ", "said ", "She said ", "who ", "Ann Lee ", "the senator ", "that ", "told us "),
    *("according to ", "per ", "his call for ", "wants to ", "was criticized by ", "U.S. ", "D-N.Y., ", "and ", "but "),
    *(
        "is open to ",
        "adding ",
        "1,000 ",
        "34-year-old ",
        "Keating ",
        "Washington’s ",
        "Mr. ",
        "Q: ",
        "A: ",
        "(R-Ga.) ",
    ),
    *(
        "Secretary of State ",
        "her lawyer ",
        "The Lee campaign ",
        "his ",
        "they ",
        "it ",
        "for ",
        "of the ",
        "EVERYONE ",
    ),
]
SENTENCES = [
    "President Ana Ruiz rejected any offer of foreign troops.",
    '"We do not want soldiers here," she told reporters.',
    "“Send them home,” said Tom Hale, the mayor’s brother. “All of them.”",
    "According to the ministry, no decision has been made.",
    "Sen. Boyd Lee (R-Ga.), a former pilot, wants the strikes to go on.",
    "'It is over,' he said.",
    "The Lee campaign called it ``a disgrace'' and blamed Washington.",
    "Gen. Ivo Marsh did not say how long his men would stay.",
    "MR. RUIZ SAID THAT THEY HAD LEFT.",
    "Q: Will you go? A: I will, the governor answered.",
    "„Wir gehen“, the minister said: «no comment».",
    "In a statement on Monday, the White House urged both sides to talk.",
]
ANY_PIECE = st.sampled_from([*MARKS, *SCRIPTS, *MARKUP, *PHRASES])
SOUP = st.one_of(
    st.text(max_size=300), st.text(st.characters(), max_size=80), st.text(st.sampled_from(MARKS), max_size=80)
)
PIECES = st.lists(ANY_PIECE, max_size=60).map("".join)


@st.composite
def news(draw):
    """Paragraphs of sentences, with pieces of any kind put in between and inside."""
    text = "\n".join(
        " ".join(draw(st.lists(st.sampled_from(SENTENCES), max_size=4))) for _ in range(draw(st.integers(1, 4)))
    )
    for piece in draw(st.lists(ANY_PIECE, max_size=8)):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + piece + text[at:]
    return text


TEXTS = st.one_of(SOUP, PIECES, news())
PARAGRAPHS = st.lists(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join), min_size=2, max_size=5
)


@pytest.fixture(scope="module")
def articles():
    return [
        annotated.article for annotated in read_annotated(Path(__file__).parents[2] / "data/articles/authored.jsonl")
    ]


def read(text):
    return extract(Article(id="a", text=text))


# -- properties


@CASES
@given(TEXTS)
def test_spans_are_pieces_of_any_text(text):
    statements = read(text)
    assert [one.statement_id for one in statements] == [f"s{number}" for number in range(1, len(statements) + 1)]
    assert [one.start for one in statements] == sorted(one.start for one in statements)
    for one in statements:
        assert one.content
        for start, end in (*one.content, *one.cue, *one.source):
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
        assert all(before.end <= behind.start for before, behind in zip(one.content, one.content[1:], strict=False))
        assert one.speaker is None or one.speaker.strip()
        words = " ".join(text[start:end] for start, end in (*one.cue, *one.content)).split()
        assert set(re.findall(r"\w+", one.text)) <= set(re.findall(r"\w+", " ".join(words)))
        assert one.cue_text.split() == [word for start, end in one.cue for word in text[start:end].split()]


def test_a_text_may_begin_and_end_at_any_word(articles):
    sentences = [sentence for article in articles[::3] for sentence in re.split(r"(?<=[.?!\"])\s+", article.text)]
    assert len(sentences) > 100
    for sentence in sentences:
        for word in re.finditer(r"\w+", sentence):
            read(sentence[: word.end()])
            read(sentence[word.start() :])


@CASES
@given(TEXTS)
def test_the_same_text_gives_the_same_statements(text):
    assert read(text) == read(text)


@CASES
@given(TEXTS, st.sampled_from(["\r\n", "\n\n", "\n \n", "\r", "\r\n\t\r\n", "\n\n\n\n"]))
def test_line_ends_and_blank_lines_move_offsets_and_nothing_else(text, line_end):
    plain = re.sub(r"[\r\n]+", "\n", text)
    ends = [match.start() for match in re.finditer("\n", plain)]

    def moved(spans):
        """Map the offsets of a line, which never holds a line end itself."""
        extra = len(line_end) - 1
        return tuple(
            (start + extra * bisect_right(ends, start), end + extra * bisect_right(ends, start)) for start, end in spans
        )

    def facts(one):
        return one.statement_id, one.speaker, one.speaker_mention, one.attribution, one.cue_text, one.text

    expected = [(*facts(one), *map(moved, (one.content, one.cue, one.source))) for one in read(plain)]
    found = [(*facts(one), one.content, one.cue, one.source) for one in read(plain.replace("\n", line_end))]
    assert found == expected


@CASES
@given(PARAGRAPHS, st.data(), st.sampled_from([*"\"“”„«»'‘’`", "``", "''", "(", "<", "\ud800"]))
def test_one_odd_mark_costs_at_most_its_own_paragraph(paragraphs, data, mark):
    broken = data.draw(st.integers(0, len(paragraphs) - 1))
    at = data.draw(st.integers(0, len(paragraphs[broken])))
    changed = [*paragraphs]
    changed[broken] = paragraphs[broken][:at] + mark + paragraphs[broken][at:]

    def found(lines):
        """What is said in each paragraph but the broken one, with places counted from its beginning."""
        starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
        for one in read("\n".join(lines)):
            number = bisect_right(starts, one.start) - 1
            if number != broken:
                yield (
                    number,
                    one.attribution,
                    one.text,
                    one.cue_text,
                    [start - starts[number] for start, _ in one.content],
                )

    assert list(found(changed)) == list(found(paragraphs))


# -- growth

UNITS = {
    "quotation marks": '"',
    "opening marks": "“",
    "apostrophes": "'",
    "parentheses": "(",
    "said": "said ",
    "initials": "A. ",
    "capitals": "CAPITALS ",
    "commas": ", ",
    "open quotations": "“a ",
    "one speaker": "Ann Lee said ",
    "appositions": "Ann, ",
    "relative clauses": "who ",
    "asides": "he said, ",
    "links": "of the ",
    "names in a row": "Ann Lee and ",
    "quotations": '"We go now." ',
    "pronouns": '"No," she said. ',
    "roles": "The senator said no. ",
}


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_calls_grow_with_the_text_and_not_faster(unit):
    """Compare the calls into the package that one long line costs with those of twice that line."""

    def calls(text):
        count = 0

        def tick(frame, event, _):
            nonlocal count
            count += event == "call" and "extraction" in frame.f_code.co_filename

        sys.setprofile(tick)
        try:
            read(text)
        finally:
            sys.setprofile(None)
        return count

    n = 1000 if unit == UNITS["roles"] else 600  # a role looks back over 400 mentions
    assert calls(unit * 2 * n) < 2.3 * calls(unit * n) + 100


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_time_grows_with_the_text_and_not_faster(unit):
    """Time sees what goes on inside a regular expression too; a quadratic rule would take 64 times as long, not 8."""

    def seconds(text):
        start = time.process_time()
        read(text)
        return time.process_time() - start

    short, long = (unit * (size // len(unit)) for size in (4_000, 32_000))
    read(short)
    assert min(seconds(long) for _ in range(4)) < 24 * min(seconds(short) for _ in range(4)) + 0.02

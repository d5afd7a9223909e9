import json
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.extraction import extract
from stance.resources import seed_path
from stance.types import Article

_DATA = Path(__file__).parents[2] / "data" / "articles"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MARKS = list("\"“”‘’'«»()—;:?.,!\n\r 💥\u202eא\x00\ud800\x85\u2028İ<>&x")
_PHRASES = [
    "''",
    "``",
    "\r\n",
    ", ",
    ". ",
    "said ",
    "She said ",
    "who ",
    "Ann Lee ",
    "the senator ",
    "that ",
    "told us ",
]
_PHRASES += ["according to ", "per ", "his call for ", "wants to ", "was criticized by ", "U.S. ", "D-N.Y., ", "and "]
_PHRASES += ["is open to ", "adding ", "1,000 ", "34-year-old ", "&amp;", "Keating ", "Washington’s ", "but "]
_PIECES = st.sampled_from(_MARKS + _PHRASES)
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=60).map("".join))


def said(text):
    found = extract(Article(id="a", text=text))
    return [(one.speaker, one.attribution, one.text, one.cue_text, one.speaker_mention) for one in found]


# -- properties


@given(_TEXTS)
def test_spans_are_pieces_of_any_text(text):
    statements = extract(Article(id="a", text=text))
    assert [one.statement_id for one in statements] == [f"s{number}" for number in range(1, len(statements) + 1)]
    assert [one.start for one in statements] == sorted(one.start for one in statements)
    for one in statements:
        assert one.content
        for start, end in (*one.content, *one.cue, *one.source):
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
        assert all(before.end <= behind.start for before, behind in zip(one.content, one.content[1:], strict=False))


@given(_TEXTS, st.sampled_from(["\r\n", "\n\n", "\n \n", "\r"]))
def test_line_ends_and_blank_lines_change_nothing(text, line_end):
    plain = re.sub(r"[\r\n]+", "\n", text)
    assert said(plain.replace("\n", line_end)) == said(plain)


@pytest.mark.parametrize("unit", ["“a ", "Ann Lee said ", "Ann, ", "who ", "he said, ", "of the ", '"We go now." '])
def test_work_grows_with_the_text_and_not_faster(unit):
    """Compare the calls into the package that one long line costs with those of twice that line."""

    def calls(text):
        count = 0

        def tick(frame, event, _):
            nonlocal count
            count += event == "call" and "extraction" in frame.f_code.co_filename

        sys.setprofile(tick)
        try:
            extract(Article(id="a", text=text))
        finally:
            sys.setprofile(None)
        return count

    assert calls(unit * 2000) < 2.3 * calls(unit * 1000)


# -- the seed article


@pytest.fixture(scope="module")
def seed():
    return extract(Article(id="seed", text=seed_path().read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("speaker", "attribution", "words"),
    [
        (
            "Alejandro Moreno Cardenas",
            "indirect",
            "urgently called for a collaborative effort with the U.S.",
        ),
        ("Alejandro Moreno Cardenas", "direct", "We need to destroy cartels because they are destroying our country"),
        ("Alejandro Moreno Cardenas", "direct", "Who has the technology? Who has the equipment?"),
        ("Alejandro Moreno Cardenas", "indirect", "underscores a growing consensus"),
        ("Claudia Sheinbaum", "indirect", "acknowledged the necessity of cooperation"),
        ("Claudia Sheinbaum", "indirect", "firmly rejected any notion of U.S. troops entering Mexican territory"),
        ("Claudia Sheinbaum", "direct", "Organized crime can’t be equated to terrorism"),
        ("Claudia Sheinbaum", "direct", "He understood, he was very kind"),
        ("Claudia Sheinbaum", "direct", "What’s important is to continue maintaining respect"),
        ("Trump administration", "indirect", "revisiting its proposal for U.S. forces"),
        ("U.S. officials", "indirect", "are even advocating for drone strikes against suspected drug labs"),
        ("Trump administration", "indirect", "suggests that U.S. forces join these operations"),
        ("New York Times", "indirect", "revealed that the Trump administration is revisiting"),
    ],
)
def test_the_seed_article(seed, speaker, attribution, words):
    assert [(one.speaker, one.attribution) for one in seed if words in one.text and one.speaker == speaker] == [
        (speaker, attribution)
    ]


def test_nothing_else_of_the_seed_article_is_put_into_a_mouth(seed):
    assert {one.speaker for one in seed} <= {
        *("Alejandro Moreno Cardenas", "Claudia Sheinbaum", "Trump administration", "U.S. officials", "New York Times")
    }
    assert len(seed) <= 17


# -- the authored articles: floors, to be raised with the rules


def _words(text, spans):
    return frozenset(match.start() for start, end in spans for match in _WORD.finditer(text, start, end))


def _bare(name):
    return re.sub(r"^(?:the|an?) ", "", (name or "").lower().replace("’", "'"))


def _match(gold, found):
    """Pair gold and found statements whose contents share at least half of their words, best first."""
    pairs = [
        (len(ours & theirs) / len(ours | theirs), one, other)
        for one, theirs in gold.items()
        for other, ours in found.items()
        if ours & theirs
    ]
    matched = {}
    for share, one, other in sorted(pairs, reverse=True):
        if share >= 0.5 and one not in matched and other not in matched.values():
            matched[one] = other
    return matched


@pytest.fixture(scope="module")
def scores():
    """F1 of the content, and share of the matched statements with the right name, over all authored articles."""
    gold_count = found_count = right = matched_count = 0
    with (_DATA / "authored.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            text, gold = article["text"], {one["id"]: one for one in article["statements"]}
            found = {one.statement_id: one for one in extract(Article(id=article["id"], text=text))}
            matched = _match(
                {key: _words(text, one["content"]) for key, one in gold.items()},
                {key: _words(text, one.content) for key, one in found.items()},
            )
            gold_count += len(gold)
            found_count += len(found)
            matched_count += len(matched)
            right += sum(_bare(gold[one]["speaker"]) == _bare(found[other].speaker) for one, other in matched.items())
    return 2 * matched_count / (gold_count + found_count), right / matched_count


def test_content_of_the_authored_articles(scores):
    assert scores[0] >= 0.86


def test_speakers_of_the_authored_articles(scores):
    assert scores[1] >= 0.84

import json
import re
from pathlib import Path

import pytest

from stance.evaluation.articles import same_name
from stance.extraction import extract
from stance.resources import seed_path
from stance.types import Article

_DATA = Path(__file__).parents[2] / "data" / "articles"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


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


def test_the_speaker_is_not_looked_for_in_what_is_said():
    text = "Senator Boyd Hale rose. Tom Ruiz is no friend of the farmers, he said."
    (said,) = extract(Article(id="a", text=text))
    assert (said.speaker, said.speaker_mention) == ("Boyd Hale", "he")


# -- the authored articles: floors, to be raised with the rules


def _words(text, spans):
    return frozenset(match.start() for start, end in spans for match in _WORD.finditer(text, start, end))


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
            right += sum(same_name(gold[one]["speaker"], found[other].speaker) for one, other in matched.items())
    return 2 * matched_count / (gold_count + found_count), right / matched_count


def test_content_of_the_authored_articles(scores):
    assert scores[0] >= 0.87


def test_speakers_of_the_authored_articles(scores):
    assert scores[1] >= 0.91


@pytest.mark.parametrize(
    "text", ["Hale called for", "Hale called for:", "The mayor spoke of", "Hale voted against -", "They were against"]
)
def test_a_text_may_end_behind_a_cue(text):
    assert extract(Article(id="a", text=text)) == ()

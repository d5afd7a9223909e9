"""The texts of the speed benchmark are unseen by its model, and the same on every run."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import speed


def test_statements_are_recombined_from_unseen_rows_and_repeatable():
    rows, held_out = speed.read_statements()
    assert not set(held_out) & set(rows.text)
    texts = speed.recombine(held_out, 300)
    assert texts == speed.recombine(held_out, 300)
    assert not set(texts) & set(rows.text)


def test_new_words_are_new():
    texts = ["We will never accept foreign troops on our soil."] * 100
    changed = speed.with_new_words(texts)
    words = [word for text in changed for word in text.split(" ")]
    new = [word for word in words if word not in texts[0].split(" ")]
    assert 0.15 < len(new) / len(words) < 0.35
    assert len(set(new)) > 0.9 * len(new)


def test_hostile_texts_hold_what_breaks_encoders():
    texts = list(speed.hostile(500))
    assert any("\ud800" in text for text in texts)
    assert any(text == "" for text in texts)
    assert len(texts) == 500

"""The texts of ``speed.py``: unseen statements, statements full of new words, and any characters at all."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).parents[1]
SEED = 0


def read_challenge():
    """Texts of the challenge set, on which nothing is trained."""
    frame = pd.read_csv(ROOT / "data/challenge.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    return list(frame.text)


def read_statements():
    """Training rows, and the texts of situations that are kept out of them."""
    rows = pd.read_csv(ROOT / "data/statements.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    kept_out = sorted(set(rows.situation))[::8]
    held_out = rows[rows.situation.isin(kept_out)]
    return rows[~rows.situation.isin(kept_out)], [*held_out.text, *read_challenge()]


def recombine(texts, n):
    """N new statements: the first clauses of one unseen text and the last ones of another."""
    draw = random.Random(SEED)
    clauses = [re.split(r"(?<=[,;:.?!]) ", text) for text in texts]
    found = []
    while len(found) < n:
        first, second = draw.choice(clauses), draw.choice(clauses)
        found.append(" ".join(first[: (len(first) + 1) // 2] + second[len(second) // 2 :]))
    return found


def with_new_words(texts):
    """Put a new name, number, hashtag, handle or address for every fourth word."""
    draw = random.Random(SEED)
    letters = "aaabcdeeefghiiklmnooprstuvwyz"

    def new_word():
        word = "".join(draw.choices(letters, k=draw.randrange(4, 11)))
        kinds = (word.title(), f"#{word.title()}{word[::-1].title()}", f"@{word}_{draw.randrange(100)}")
        return draw.choice((*kinds, f"https://t.co/{word}{draw.randrange(10**6)}", f"{draw.randrange(10**5)}"))

    def change(text):
        return " ".join(new_word() if draw.random() < 0.25 else word for word in text.split(" "))

    return list(map(change, texts))


def hostile(n):
    """N texts of any characters: lone surrogates, combining marks, letters that join others, one word often."""
    draw = random.Random(SEED)
    parts = [
        "US",
        "U.S.",
        "U.S.A",
        "don’t",
        "not",
        "never,",
        "it's's",
        "n't",
        "\x1c",
        "\x85",
        "\ud800",
        "e\u0301",
        "Σ",
        "ﬁ",
        "½",
        "İ",
        "🚀",
        "_",
        "'",
        ".",
    ]
    for _ in range(n):
        kind = draw.randrange(4)
        if kind == 0:
            yield "".join(chr(draw.randrange(0x110000)) for _ in range(draw.randrange(40)))
        elif kind == 1:
            yield "".join(chr(draw.randrange(0x300)) for _ in range(draw.randrange(80)))
        elif kind == 2:
            yield draw.choice(("", " ")).join(draw.choices([*parts, "troops", "bomb", "We"], k=draw.randrange(25)))
        else:
            yield draw.choice(("troops ", "no war! ", "aa", "Welcome, U.S.\n")) * draw.randrange(60)

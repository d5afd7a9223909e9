"""An archive of any size: the articles of ``data/articles`` again and again, under other ids and dates, no text twice.

Each copy gets a dateline and a closing sentence of its own, with names that no other copy has, so that nothing is found
to be there twice and no cache has seen it all.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import stance

ROOT = Path(__file__).parents[1]
SYLLABLES = ("bar", "den", "fal", "gor", "han", "jul", "kem", "lor", "mar", "nes", "ost", "pel", "ros", "san", "tor")


def articles(n: int, *, letters: int | None = None) -> Iterator[dict[str, str]]:
    """Yield `n` articles, the same ones every time; of each the paragraphs that begin in its first `letters`."""
    originals = [
        replace(article, text=article.text[: cut(article.text, letters)])
        for article in stance.iter_articles(ROOT / "data/articles")
    ]
    rng = Random(0)
    for number in range(n):
        original = originals[number % len(originals)]
        name = "".join(rng.choices(SYLLABLES, k=3)).title()
        day = date(2024, 1, 1) + timedelta(days=number % 730)
        text = f"{day:%B} {day.day}, {name}ville — {original.text}\n\nSenator {name} said she would wait."
        yield {"id": f"{original.id}-{number}", "date": day.isoformat(), "text": text}


def cut(text: str, letters: int | None) -> int | None:
    """Return where the paragraph ends that `letters` falls into."""
    end = -1 if letters is None else text.find("\n\n", letters)
    return None if end < 0 else end


def statements(n: int) -> Iterator[dict[str, str]]:
    """Yield `n` statements in the words of ``data/statements.csv``, each with words of its own."""
    texts = stance.read_statements(ROOT / "data/statements.csv")["text"].tolist()
    rng = Random(0)
    for number in range(n):
        yield {
            "id": str(number),
            "text": f"{texts[number % len(texts)]} {''.join(rng.choices(SYLLABLES, k=3)).title()}",
        }


def write_jsonl(path: Path, rows: Iterator[dict[str, str]]) -> None:
    """Write rows as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def write_parquet(path: Path, rows: Iterator[dict[str, str]]) -> None:
    """Write rows as one row group, which is what is hardest to read as a stream."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_pylist(list(rows))
    pq.write_table(table, path, row_group_size=max(1, len(table)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("n", type=int)
    parser.add_argument("path", type=Path, help="ending in .jsonl or .parquet")
    parser.add_argument("--statements", action="store_true")
    parser.add_argument("--letters", type=int, help="cut articles off behind the paragraph of this letter")
    given = parser.parse_args()
    write = write_parquet if given.path.suffix == ".parquet" else write_jsonl
    write(given.path, statements(given.n) if given.statements else articles(given.n, letters=given.letters))

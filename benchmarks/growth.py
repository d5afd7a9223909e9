"""Show that the time of an extraction grows with the length of the text and not faster, up to a megabyte.

usage: python benchmarks/growth.py [--max-kb N] [--json FILE]

Lengths double up to --max-kb. The last column is the exponent of growth over the longest two doublings: 1 is linear,
2 quadratic. Texts: the authored articles one behind the other, the same without line ends, the same with nothing but
the quotations, and units repeated without end that a careless rule would choke on.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import time
from itertools import cycle, islice
from pathlib import Path

from stance.corpus import read_annotated
from stance.extraction import extract
from stance.types import Article

ROOT = Path(__file__).parents[1]
N_LENGTHS = 5
UNITS = {
    "quotation marks": '"',
    "opening quotation marks": "“",
    "apostrophes": "'",
    "parentheses": "(",
    "said": "said ",
    "initials": "A. ",
    "capitals": "CAPITALS ",
    "names": "Ann Lee ",
    "commas": ", ",
    "he": "he ",
    "open quotations": "“a ",
    "a speaker and no end": "Ann Lee said ",
    "quotations with pronouns": '"No," she said. ',
    "roles": "The senator said no. ",
    "one word": "a",
}


def articles():
    return [annotated.article.text for annotated in read_annotated(ROOT / "data/articles/authored.jsonl")]


def repeat(parts, size):
    """Return `size` characters of the parts, one behind the other again and again."""
    n = 2 + size * len(parts) // sum(map(len, parts))
    return "".join(islice(cycle(parts), n))[:size]


def new_names(size):
    """Return sentences in which every speaker is somebody new."""
    letters = "abcdefghij"

    def name(number):
        return "".join(letters[int(digit)] for digit in str(number)).title()

    lines = (
        f'Ms. {name(n)} {name(n * 7919 + 13)} said she would go. "No," {name(n)} added.\n' for n in range(size // 50)
    )
    return "".join(lines)[:size]


def texts():
    """Yield a name and a function of the length for each kind of text."""
    news = [text + "\n\n" for text in articles()]
    yield "news articles", lambda size: repeat(news, size)
    yield "news in one paragraph", lambda size: repeat([" ".join(text.split()) + " " for text in news], size)
    quoted = [found.group() + " he said. " for text in news for found in re.finditer('“[^”\n]+”|"[^"\n]+"', text)]
    yield "quotations only, one paragraph", lambda size: repeat(quoted, size)
    yield "a new name in every sentence", new_names
    for name, unit in UNITS.items():
        yield f"{name}: {unit!r}", lambda size, unit=unit: repeat([unit], size)


def seconds(text):
    start = time.process_time()
    extract(Article(id="growth", text=text))
    return time.process_time() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--max-kb", type=int, default=1024)
    parser.add_argument("--json", type=Path, default=ROOT / "benchmarks/results/growth.json")
    options = parser.parse_args()
    sizes = [options.max_kb * 1024 >> doubling for doubling in range(N_LENGTHS - 1, -1, -1)]
    print(f"| seconds for | {' | '.join(f'{size // 1024} kB' for size in sizes)} | exponent |")
    print("| --- " * (len(sizes) + 2) + "|")
    report = {}
    for name, text in texts():
        times = [seconds(text(size)) for size in sizes]
        exponent = math.log2(times[-1] / times[-3]) / 2
        report[name] = {
            "characters": sizes,
            "seconds": [round(one, 4) for one in times],
            "exponent": round(exponent, 3),
        }
        shown = name.replace("|", "\\|")
        print(f"| {shown} | {' | '.join(f'{one:.2f}' for one in times)} | {exponent:.2f} |", flush=True)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

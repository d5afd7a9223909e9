"""Measure the corpus page of many articles: its size, and how long a browser takes to open it.

The articles are the authored ones, repeated with other dates. The time is from the start of the navigation until the
table of statements can be filtered.

    python benchmarks/corpus_page.py --articles 5000
"""

import argparse
import datetime
import json
import tempfile
import time
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from browser import chromium

import stance

FIRST_DAY = datetime.date(2024, 1, 1)
DAYS = 700


def repeated(path: str, n: int) -> list[stance.Article]:
    articles = islice(cycle(list(stance.iter_articles(path))), n) if n else stance.iter_articles(path)
    return [
        replace(
            article,
            id=f"{article.id}-{number}",
            date=(FIRST_DAY + datetime.timedelta(days=number * DAYS // n)).isoformat(),
            outlet=f"Outlet {'ABCDEF'[number % 6]}",
        )
        if n
        else article
        for number, article in enumerate(articles)
    ]


def open_times(page: Path, tries: int) -> list[float]:
    times = []
    with chromium() as driver:
        for _ in range(tries):
            driver.get("about:blank")
            started = time.perf_counter()
            driver.get(page.as_uri())
            while driver.execute_script("return document.documentElement.dataset.ready") != "table":
                time.sleep(0.01)
            times.append(time.perf_counter() - started)
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", default="data/articles/authored.jsonl")
    parser.add_argument("--articles", type=int, default=0, help="repeat the articles until there are so many")
    parser.add_argument("--tries", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="where to leave the page")
    args = parser.parse_args()
    started = time.perf_counter()
    analyses = list(stance.StanceAnalyzer.load().analyze_many(repeated(args.source, args.articles)))
    analyzed = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        page = stance.write_report(analyses, args.keep or Path(folder) / "corpus.html", overwrite=True)
        written = time.perf_counter()
        times = open_times(page.absolute(), args.tries)
        result = {
            "articles": len(analyses),
            "statements": sum(len(analysis.statements) for analysis in analyses),
            "megabytes": round(page.stat().st_size / 1e6, 2),
            "seconds_to_analyze": round(analyzed - started, 1),
            "seconds_to_write": round(written - analyzed, 1),
            "seconds_to_open": [round(seconds, 2) for seconds in times],
        }
    print(json.dumps(result))


if __name__ == "__main__":
    main()

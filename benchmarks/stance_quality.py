"""Measure the recipe of the shipped model on every labelled set, and print one table.

usage: python benchmarks/stance_quality.py [--real DIR] [--semeval FILE] [--variants] [--json FILE] [--jobs N]

Every row is measured on statements whose group, source or file the model had not seen. ``--real DIR`` adds a folder
with ``statements.csv`` (columns text, label, situation and, where there is one, confidence) and ``articles.jsonl``
(text, speakers with name and position) that is not part of the project. ``--semeval FILE`` adds the training set of
SemEval-2016 Task 6 A (tab separated), in five folds a target. ``--variants`` measures the recipe without each of its
parts, on less.
"""

from __future__ import annotations

import argparse
import json
import sys
from functools import partial
from pathlib import Path
from string import ascii_uppercase

import numpy as np
import pandas as pd
from joblib import Parallel, delayed
from scipy.special import softmax
from sklearn.base import clone
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold, StratifiedKFold

from stance.analyzer import StanceAnalyzer
from stance.classification import StanceClassifier, out_of_fold_logits
from stance.classification.classifier import BLOCK_WEIGHTS
from stance.corpus import read_annotated, read_statements
from stance.evaluation import evaluate_articles, evaluate_predictions, predict_baselines
from stance.training import held_out_probabilities
from stance.types import Article

ROOT = Path(__file__).parents[1]
SEED = 0
RECIPE = StanceClassifier(C=16.0, min_df=3, calibration_folds=None, random_state=SEED)  # as in the Makefile
WRITERS_LEFT_OUT = "statements, writers left out, 5 folds"  # one writer at a time would take hours
CURVE = (1000, 2000, 4000, 8000, 16000, 32000, 64000)
SOURCES = {  # who wrote the statements, by what they wrote; see the data card
    "D-J": list("DEFGHIJ"),
    "K-U": list("KLMNTU"),
    "D-U": list("DEFGHIJKLMNTU"),
    "X-Z": list("XYZ"),
    "V, W": list("VW"),
    "AA-BE": ["AA", "AB", "AC", "AD", "BA", "BB", "BC", "BD", "BE"],
    **{
        f"{first}A-{first}{last}": [first + second for second in ascii_uppercase[: ascii_uppercase.index(last) + 1]]
        for first, last in ("CF", "DG", "EE", "FG", "GG", "HG", "IH", "KH", "LH", "MH", "PH", "QH", "SC")
    },
}
VARIANTS = {
    "recipe": {},
    "without concepts": {"block_weights": {b: w for b, w in BLOCK_WEIGHTS.items() if b != "concept"}},
    "without classes of words": {"block_weights": {b: w for b, w in BLOCK_WEIGHTS.items() if b != "class"}},
    "n-grams alone": {"block_weights": {"word": 1.5, "char": 1.0}},
    "without characters": {"block_weights": {b: w for b, w in BLOCK_WEIGHTS.items() if b != "char"}},
    "without trigrams": {"block_weights": {b: w for b, w in BLOCK_WEIGHTS.items() if b != "trigram"}},
    "without chains": {"block_weights": {b: w for b, w in BLOCK_WEIGHTS.items() if b != "chain"}},
    "without skip-grams": {"block_weights": {b: w for b, w in BLOCK_WEIGHTS.items() if b != "skip"}},
    "C=2": {"C": 2.0},
    "C=64": {"C": 64.0},
}


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


def forced(frame, probabilities):
    """Accuracy of favor against against, where one of the two is right."""
    labels = frame["label"].to_numpy(dtype=object)
    bears = labels != "neutral"
    return float((np.array(["against", "favor"])[probabilities[bears, :2].argmax(axis=1)] == labels[bears]).mean())


def held_out_logits(counts, frame, group, n_folds, n_jobs):
    labels, groups = (frame[name].to_numpy(dtype=object) for name in ("label", group))
    return out_of_fold_logits(RECIPE, counts, labels, groups, n_folds=n_folds, n_jobs=n_jobs, progress=tell)


def calibrate(logits, frame, group, n_folds):
    """Out-of-fold probabilities by group, each under a temperature from the other folds."""
    labels, groups = (frame[name].to_numpy(dtype=object) for name in ("label", group))
    return held_out_probabilities(logits, labels, groups, n_folds=n_folds)


def tell(done, n_folds):
    """Say how far it is, for this takes a while."""
    print(f"{done} of {n_folds} folds", end="\r" if done < n_folds else "\n", file=sys.stderr, flush=True)


def hold_out(counts, labels, press, rows, groups, *, n_folds, temperature, n_jobs):
    """Fit on the press statements and the other folds of some rows by group, and call each fold: its probabilities.

    The temperature is that of the press statements alone, for these fits differ from theirs by few rows.
    """
    folds = list(GroupKFold(n_folds).split(rows, groups=groups))
    jobs = (
        delayed(logits_of)(counts, labels, np.concatenate([press, rows[rest]]), rows[held_out])
        for rest, held_out in folds
    )
    probabilities = np.empty((len(rows), 3))
    for (_, held_out), logits in zip(folds, Parallel(n_jobs, return_as="generator")(jobs), strict=True):
        probabilities[held_out] = softmax(logits / temperature, axis=1)
    return probabilities


def logits_of(counts, labels, known, unknown):
    """Fit on some statements and return the logits of others."""
    return clone(RECIPE).fit(counts[known], labels[known]).decision_function(counts[unknown])


def annotated_frame(annotated):
    """Every statement of the articles, also one whose text stands twice, which `annotated_rows` takes once."""
    return pd.DataFrame(
        [
            {
                "text": item.statement.text,
                "label": item.stance,
                "situation": gold.article.id,
                "source": gold.article.id[0],
            }
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


def f_average(gold, called):
    """Mean of the F1 of FAVOR and AGAINST in percent, as SemEval-2016 Task 6 scores."""
    return 100 * float(np.mean(f1_score(gold, called, labels=["FAVOR", "AGAINST"], average=None)))


def measure_semeval(path):
    """Five folds a target, one classifier each, which learns from the tweets on the other targets at a low weight."""
    lines = path.read_text(encoding="latin-1").splitlines()[1:]
    frame = pd.DataFrame([line.split("\t")[1:4] for line in lines if line.strip()], columns=["target", "text", "label"])
    called = frame["label"].to_numpy(dtype=object).copy()
    for target in sorted(frame["target"].unique()):
        rows = np.flatnonzero(frame["target"] == target)
        others = tuple(frame.loc[frame["target"] != target, name].tolist() for name in ("text", "label"))
        texts, labels = (frame[name].to_numpy(dtype=object)[rows] for name in ("text", "label"))
        for train, test in StratifiedKFold(5, shuffle=True, random_state=SEED).split(texts, labels):
            classifier = StanceClassifier.tweets(random_state=SEED).set_params(calibration_folds=None)
            classifier.fit(texts[train], labels[train], auxiliary=others)
            called[rows[test]] = classifier.predict(texts[test])
    scores = {"all": f_average(frame["label"], called)}
    for target, rows in frame.groupby("target").indices.items():
        scores[target] = f_average(frame["label"].to_numpy()[rows], called[rows])
    return scores


def measure_variants(counts, press, sets, n_jobs):
    """Macro-F1, and accuracy of favor against against, of each variant fitted on the press statements alone."""
    classifiers = [clone(RECIPE).set_params(**parameters) for parameters in VARIANTS.values()]
    jobs = (delayed(fit_and_judge)(classifier, counts, press["label"], sets) for classifier in classifiers)
    return dict(zip(VARIANTS, Parallel(n_jobs)(jobs), strict=True))


def fit_and_judge(classifier, counts, labels, sets):
    return judge_briefly(classifier.fit(counts, labels), sets)


def judge_briefly(classifier, sets):
    figures = {}
    for name, frame in sets.items():
        probabilities = classifier.predict_proba(frame["text"])
        macro_f1 = f1_score(frame["label"], classifier.classes_[probabilities.argmax(axis=1)], average="macro")
        figures[name] = (float(macro_f1), forced(frame, probabilities))
    return figures


def measure_curve(counts, press, sets, n_jobs):
    """Measure the same by the number of training statements, drawn by situation."""
    situations = press["situation"].drop_duplicates().sample(frac=1, random_state=SEED)
    order = pd.Series(range(len(press)), index=press["situation"]).loc[situations].to_numpy()
    labels = press["label"].to_numpy(dtype=object)
    sizes = [n for n in CURVE if n < len(press)] + [len(press)]
    jobs = (delayed(fit_and_judge)(clone(RECIPE), counts[order[:n]], labels[order[:n]], sets) for n in sizes)
    return dict(zip([f"{n:,} statements" for n in sizes], Parallel(n_jobs)(jobs), strict=True))


def measure(options):
    press = read_statements(ROOT / "data/statements.csv")
    press = press[press["source"] != "seed-article"].copy()
    challenge = read_statements(ROOT / "data/challenge.csv")
    annotated = read_annotated(ROOT / "data/articles/authored.jsonl")
    press["writer"] = press["source"].replace("W", "V")  # the two kinds of articles on politics are one writer's
    articles = annotated_frame(annotated)
    cut = annotated_frame(read_annotated(ROOT / "data/articles/press.jsonl"))
    every = pd.concat([press, challenge, articles])
    counts = RECIPE.count(every["text"])
    of_press, of_challenge, of_articles = np.split(np.arange(len(every)), np.cumsum([len(press), len(challenge)]))
    by_writer, by_situation = (
        held_out_logits(counts[of_press], press, group, 5, options.jobs) for group in ("writer", "situation")
    )
    classifier = clone(RECIPE).fit(counts[of_press], press["label"], situations=press["situation"])
    classifier.calibrate(by_writer, press["label"])  # as stance-train does
    held_out = partial(
        hold_out,
        counts,
        every["label"].to_numpy(dtype=object),
        of_press,
        temperature=classifier.temperature_,
        n_jobs=options.jobs,
    )
    sets = {
        "statements, 5 folds by situation": (press, calibrate(by_situation, press, "situation", 5)),
        WRITERS_LEFT_OUT: (press, calibrate(by_writer, press, "writer", 5)),
        "challenge": (challenge, classifier.predict_proba(challenge["text"])),
        "challenge, one of its sources left out": (
            challenge,
            held_out(of_challenge, challenge["source"], n_folds=challenge["source"].nunique()),
        ),
        "statements cut out of the press articles": (cut, classifier.predict_proba(cut["text"])),
        "statements of the authored articles": (articles, classifier.predict_proba(articles["text"])),
        "the same, other articles trained on, 5 folds": (
            articles,
            held_out(of_articles, articles["situation"], n_folds=5),
        ),
    }
    probabilities = sets[WRITERS_LEFT_OUT][1]
    for name, sources in SOURCES.items():
        rows = press["source"].isin(sources).to_numpy()
        sets[f"of these, sources {name}"] = (press[rows], probabilities[rows])
    unseen = {"challenge": challenge, "articles": articles}
    analyzer = StanceAnalyzer(classifier)
    end_to_end = evaluate_articles(analyzer.analyze_many(gold.article for gold in annotated), annotated)
    extra = {"authored articles, end to end": end_to_end.to_dict()}
    if options.real:
        frame = pd.read_csv(options.real / "statements.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
        sure = frame[frame["confidence"] == "high"]
        sets["real statements"] = (frame, classifier.predict_proba(frame["text"]))
        sets["real statements, sure"] = (sure, classifier.predict_proba(sure["text"]))
        unseen["real"] = frame
        extra["real articles"] = real_positions(analyzer, options.real / "articles.jsonl")
    extra["by number of statements"] = measure_curve(counts[of_press], press, unseen, options.jobs)
    if options.variants:
        extra["variants"] = measure_variants(counts[of_press], press, unseen, options.jobs)
    if options.semeval:
        extra["SemEval-2016 Task 6 A, F_avg"] = measure_semeval(options.semeval)
    return sets, extra, end_to_end


def print_sets(sets, results):
    print("| set | n | macro-F1 | accuracy | favor or against | ECE (calibrated) | majority | keywords | sentiment |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, evaluation in results.items():
        metrics, beside = evaluation.metrics, evaluation.baselines
        cells = [f"{metrics['macro_f1'].n:,}", metrics["macro_f1"], metrics["accuracy"], f"{forced(*sets[name]):.3f}"]
        cells += [f"{metrics['ece'].value:.3f} ({metrics['ece_if_calibrated'].value:.3f})"]
        cells += [
            f"{beside[b]['macro_f1'].value:.3f}" if b in beside else "" for b in ("majority", "keywords", "sentiment")
        ]
        print(f"| {name} | {' | '.join(map(str, cells))} |")


def print_brief(title, rows):
    columns = next(iter(rows.values()))
    print(f"\n| {title} | {' | '.join(columns)} |\n|{' --- |' * (len(columns) + 1)}")
    for name, figures in rows.items():
        print(f"| {name} | {' | '.join(f'{macro:.3f} ({two:.3f})' for macro, two in figures.values())} |")


def print_reliability(name, rows):
    print(f"\n| {name}: probability | n | mean probability | right |\n| --- | --- | --- | --- |")
    for row in rows:
        print(
            f"| {row['from']:.2f} to {row['to']:.2f} | {row['n']:,} | {row['confidence']:.3f} | {row['accuracy']:.3f} |"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--real", type=Path, help="folder of real statements and articles, for measuring only")
    parser.add_argument("--semeval", type=Path, help="training set of SemEval-2016 Task 6 A, for measuring only")
    parser.add_argument("--variants", action="store_true", help="also the recipe without each of its parts")
    parser.add_argument("--json", type=Path, default=ROOT / "benchmarks/results/stance_quality.json")
    parser.add_argument("--jobs", type=int, default=-1)
    options = parser.parse_args()
    sets, extra, end_to_end = measure(options)
    classes = ["against", "favor", "neutral"]
    results = {name: evaluate_rows(frame, probabilities, classes) for name, (frame, probabilities) in sets.items()}
    print_sets(sets, results)
    for name in [name for name in (WRITERS_LEFT_OUT, "real statements") if name in sets]:
        print_reliability(name, results[name].reliability)
    print_brief("macro-F1 (favor or against) by training statements", extra["by number of statements"])
    if options.variants:
        print_brief("macro-F1 (favor or against) of variants", extra["variants"])
    if options.semeval:
        scores = extra["SemEval-2016 Task 6 A, F_avg"]
        print("\n| SemEval-2016 Task 6 A, 5 folds | F_avg |\n| --- | --- |")
        print("\n".join(f"| {target} | {score:.1f} |" for target, score in scores.items()))
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

"""Compare ways to pool statements into positions, on speakers whose articles neither classifier nor pooling has seen.

usage: python benchmarks/positions.py [--write] [--real DIR] [--json FILE]

The shipped model, which has seen none of these articles, reads those of ``press.jsonl`` and the authored ones. The
pooling is fitted on the speakers of the first, and measured on those of the others. Prints, for each way of pooling:
the share of gold speakers with the right position, of all and of those found; then the error at each threshold of
``unclear``, the coverage of the 90% interval of the share, and the parameters. ``--write`` makes them those of
`stance.positions.DEFAULT_POSITION_MODEL`. ``--real DIR`` adds a folder with ``articles.jsonl`` (text, speakers with
name and position) that is measured only.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
from scipy.special import expit
from sklearn.metrics import roc_auc_score
from stance_quality import annotated_frame

from stance.analyzer import StanceAnalyzer
from stance.corpus import read_annotated
from stance.evaluation.articles import name_key
from stance.labels import NEUTRAL, STANCES
from stance.positions import fit_position_model
from stance.positions.model import log_odds
from stance.types import Article

ROOT = Path(__file__).parents[1]


@dataclass
class Speaker:
    """A gold speaker, what the classifier says of the statements found, and the gold shares of the stances.

    ``rows`` holds their probabilities; ``odds`` the log odds that each is on target, and their mean in the article.
    """

    article: str
    position: str
    rows: np.ndarray | None = None
    odds: np.ndarray | None = None
    shares: list[float] = field(default_factory=list)

    def on_target(self, model):
        """How probable it is that each statement is on target."""
        intercept, *weights = model.relevance
        return expit(intercept + self.odds @ weights).tolist()


def rows_by_speaker(analysis, key):
    """Probabilities and log odds of each speaker's statements."""
    odds = log_odds([statement.prediction.relevance for statement in analysis.statements])
    together = float(np.mean(odds)) if odds else 0.0
    said = {}
    for statement, own in zip(analysis.statements, odds, strict=True):
        if statement.speaker is not None:
            p = statement.prediction
            said.setdefault(key(statement.speaker), []).append(((p.p_against, p.p_favor, p.p_neutral), (own, together)))
    return {name: tuple(map(np.array, zip(*pairs, strict=True))) for name, pairs in said.items()}


def read_speakers(analyzer, annotated):
    speakers = []
    analyses = analyzer.analyze_many(gold.article for gold in annotated)
    for analysis, gold in zip(analyses, annotated, strict=True):
        rows = rows_by_speaker(analysis, name_key)
        for speaker in gold.speakers:
            stances = [item.stance for item in gold.statements if item.statement.speaker == speaker.name]
            shares = [stances.count(stance) / max(len(stances), 1) for stance in STANCES]
            found = rows.get(name_key(speaker.name), (None, None))
            speakers.append(Speaker(gold.article.id, speaker.position, *found, shares))
    return speakers


def read_real_speakers(analyzer, path):
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    speakers = []
    analyses = analyzer.analyze_many(Article(id=record["id"], text=record["text"]) for record in records)
    for analysis, record in zip(analyses, records, strict=True):
        rows = rows_by_speaker(analysis, last_name)
        for speaker in record["speakers"]:
            found = rows.get(last_name(speaker["name"]), (None, None))
            speakers.append(Speaker(record["id"], speaker["position"], *found))
    return speakers


def last_name(name):
    return name.split()[-1].casefold()


def majority(rows):
    counts = np.bincount(rows.argmax(axis=1), minlength=3) + rows.mean(axis=0) / 2  # the mean breaks a tie
    return counts / counts.sum()


def found_of(speakers):
    return [speaker for speaker in speakers if speaker.rows is not None]


def share_taken(speakers):
    """How many statements of speakers against or in favor with three or more take a stance, as labelled."""
    shares = [1 - s.shares[-1] for s in found_of(speakers) if s.position != NEUTRAL and len(s.rows) > 2]
    return float(np.mean(shares))


def fit_pooling(speakers, *, relevance=True):
    found = found_of(speakers)
    return fit_position_model(
        [s.position for s in found],
        [s.rows for s in found],
        relevance=[s.odds for s in found] if relevance else None,
        taken=share_taken(speakers),  # fitted, it would make up for other faults of the model
    )


def judge(speakers, model, all_on_target):
    """Return how the ways of pooling do on speakers, and the rows of the report that follow from the fitted one."""
    found = found_of(speakers)
    chances = [s.on_target(model) for s in found]
    fitted = [model.posterior(s.rows, on_target) for s, on_target in zip(found, chances, strict=True)]
    ways = {
        "majority of labels": [majority(s.rows) for s in found],
        "mean probability": [s.rows.mean(axis=0) for s in found],
        "latent class, all on target": [all_on_target.posterior(s.rows) for s in found],
        "latent class": fitted,
    }
    report = {
        "n_speakers": len(speakers),
        "found": len(found) / len(speakers),
        "ways": {way: score(found, posteriors, len(speakers)) for way, posteriors in ways.items()},
        "unclear": thresholds(found, fitted),
    }
    if found[0].shares:
        intervals = [
            model.share_interval(s.rows, int(p.argmax()), on_target=on_target)
            for s, p, on_target in zip(found, fitted, chances, strict=True)
        ]
        report["interval"] = coverage(found, fitted, intervals)
    return report


def score(speakers, posteriors, n_gold):
    right = np.array([STANCES[int(p.argmax())] == s.position for s, p in zip(speakers, posteriors, strict=True)])
    return {"right_of_found": right.mean(), "right_of_gold": right.sum() / n_gold}


def thresholds(speakers, posteriors):
    right = np.array([STANCES[int(p.argmax())] == s.position for s, p in zip(speakers, posteriors, strict=True)])
    lead = np.array([np.diff(np.sort(p)[-2:])[0] for p in posteriors])
    return [
        {
            "min_lead": t,
            "called": (lead >= t).mean(),
            "right_of_called": right[lead >= t].mean(),
            "right_of_found": (right & (lead >= t)).mean(),
        }
        for t in (0, 0.05, 0.1, 0.2, 0.4)
    ]


def coverage(speakers, posteriors, intervals):
    inside, width, many = [], [], []
    for speaker, posterior, (low, high) in zip(speakers, posteriors, intervals, strict=True):
        inside.append(low - 1e-9 <= speaker.shares[int(posterior.argmax())] <= high + 1e-9)
        width.append(high - low)
        many.append(len(speaker.rows) > 1)
    inside, many = np.array(inside), np.array(many)
    return {"coverage": inside.mean(), "coverage_two_or_more": inside[many].mean(), "mean_width": np.mean(width)}


def judge_relevance(analyzer, annotated):
    """Relevance of the annotated statements, by themselves."""
    frame = annotated_frame(annotated)
    return frame.assign(relevance=analyzer.classifier.relevance(frame["text"]))


def relevance_auc(frame):
    """How often a statement of an article that is on the subject has more relevance than one of an article that is not.

    An article is not, in which no statement bears a stance.
    """
    off_target = (frame["label"] == NEUTRAL).groupby(frame["situation"]).transform("all")
    report = {"off_target": int(off_target.sum())}
    for name, others in (("neutral", frame["label"] == NEUTRAL), ("stance", frame["label"] != NEUTRAL)):
        chosen = frame[off_target | (others & ~off_target)]
        report[f"auc_against_{name}"] = roc_auc_score(~off_target[chosen.index], chosen["relevance"])
    return report


def measure(real):
    analyzer = StanceAnalyzer.load()
    press, authored = (read_annotated(ROOT / f"data/articles/{name}.jsonl") for name in ("press", "authored"))
    fitted_on = read_speakers(analyzer, press)
    all_on_target, model = fit_pooling(fitted_on, relevance=False), fit_pooling(fitted_on)
    sets = {"authored": read_speakers(analyzer, authored), "press, fitted on": fitted_on}
    if real:
        sets["real"] = read_real_speakers(analyzer, real / "articles.jsonl")
    report = {name: judge(chosen, model, all_on_target) for name, chosen in sets.items()}
    others = off_target_speakers(fitted_on)
    called = [STANCES[int(model.posterior(s.rows, s.on_target(model)).argmax())] for s in others]
    report["other subjects"] = {"n_speakers": len(others), "called_neutral": np.mean([c == NEUTRAL for c in called])}
    report["relevance"] = {
        name: relevance_auc(judge_relevance(analyzer, annotated))
        for name, annotated in (("authored", authored), ("press", press))
    }
    report["parameters"] = asdict(model) | {"taken": share_taken(fitted_on)}
    return report, model


def off_target_speakers(speakers):
    """Those of articles in which nobody takes a stance."""
    on_target = {s.article for s in speakers if s.position != NEUTRAL}
    return [s for s in found_of(speakers) if s.article not in on_target]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--real", type=Path, help="folder of real articles, for measuring only")
    parser.add_argument("--write", action="store_true", help="write the parameters into the package")
    parser.add_argument("--json", type=Path, default=ROOT / "benchmarks/results/positions.json")
    options = parser.parse_args()
    report, model = measure(options.real)
    print(
        "| articles | speakers | found | pooling | right of found | right of gold |",
        "| --- | --- | --- | --- | --- | --- |",
        sep="\n",
    )
    for name, result in report.items():
        for way, figures in result.get("ways", {}).items():
            print(
                f"| {name} | {result['n_speakers']} | {result['found']:.3f} | {way} "
                f"| {figures['right_of_found']:.3f} | {figures['right_of_gold']:.3f} |"
            )
    print("\n| articles | unclear below a lead of | called | right of called | right of found |")
    print("| --- | --- | --- | --- | --- |")
    for name, result in report.items():
        for row in result.get("unclear", []):
            cells = (f"{row[column]:.3f}" for column in ("called", "right_of_called", "right_of_found"))
            print(f"| {name} | {row['min_lead']} | {' | '.join(cells)} |")
    for name, result in report.items():
        if "interval" in result:
            print(f"\n{name}, 90% interval of the share: {result['interval']}")
    print(f"\nrelevance: {report['relevance']}")
    print(f"\nother subjects: {report['other subjects']}\nparameters: {report['parameters']}")
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(report, indent=1, default=float) + "\n", encoding="utf-8")
    if options.write:
        path = ROOT / "stance/positions/parameters.json"
        path.write_text(json.dumps(asdict(model), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

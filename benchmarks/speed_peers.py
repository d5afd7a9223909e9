"""Train fastText and Vowpal Wabbit and time them: runs in an environment of its own, started by ``speed.py``.

Needs fasttext (or fasttext-wheel) and vowpalwabbit. Reads one JSON object, ``train`` (pairs of text and label) and
``test`` (texts), and answers every further line with the seconds of processor time of each system, loops in Python
included. Both get word 1-2-grams, fastText character 3-5-grams too, and both predict probabilities.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def fasttext(train, test):
    import fasttext

    def line(text):
        return " ".join(re.findall(r"\w+(?:['’]\w+)*|[.,;:?!]", text.lower()))

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "train.txt")
        file.write_text("".join(f"__label__{label} {line(text)}\n" for text, label in train), encoding="utf-8")
        model = fasttext.train_supervised(
            str(file), wordNgrams=2, minn=3, maxn=5, epoch=10, lr=0.5, thread=1, bucket=200_000, dim=50, verbose=0
        )
    return lambda: model.f.multilinePredict([line(text) + "\n" for text in test], 3, 0.0, "strict")


def vowpal_wabbit(train, test):
    from vowpalwabbit.pyvw import Workspace

    labels = sorted({label for _, label in train})

    def line(text):
        return "| " + " ".join(re.findall(r"\w+(?:['’]\w+)*|[.,;?!]", text.lower()))

    model = Workspace(f"--oaa {len(labels)} --probabilities --loss_function=logistic --ngram 2 -b 20 --quiet")
    for _ in range(3):
        for text, label in train:
            model.learn(f"{labels.index(label) + 1} {line(text)}")
    return lambda: [model.predict(line(text)) for text in test]


def main():
    task = json.loads(sys.stdin.readline())
    systems, versions = {}, {}
    for name, make, packages in (
        ("fastText", fasttext, ("fasttext", "fasttext-wheel")),
        ("Vowpal Wabbit", vowpal_wabbit, ("vowpalwabbit",)),
    ):
        try:
            systems[name] = make(task["train"], task["test"])
        except ImportError:
            continue
        for package in packages:
            try:
                versions[name] = version(package)
            except PackageNotFoundError:
                continue
    print(json.dumps(versions), flush=True)
    for _ in sys.stdin:
        seconds = {}
        for name, predict in systems.items():
            started = time.process_time()
            predict()
            seconds[name] = time.process_time() - started
        print(json.dumps(seconds), flush=True)


if __name__ == "__main__":
    main()

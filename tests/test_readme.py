"""The README is run: its Python blocks, its commands with the output shown; its figures are those measured."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from stance.evaluation import Estimate

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"^```python\n(.*?)^```", README, flags=re.M | re.S)
CONSOLE = [
    (command.strip(), output)
    for block in re.findall(r"^```console\n(.*?)^```", README, flags=re.M | re.S)
    for command, output in re.findall(r"^\$ (.*(?:\\\n.*)*)\n((?:(?!\$ ).*\n)*)", block, flags=re.M)
]

MEASURED = {
    "`statements.csv`, 5 folds by situation": "statements, 5 folds by situation",
    "`challenge.csv`, not trained on": "challenge",
    "`challenge.csv`, also trained on its other writers": "challenge, one of its sources left out",
    "statements cut out of the articles of `press.jsonl`, not trained on": "statements cut out of the press articles",
    "statements of the authored articles, not trained on": "statements of the authored articles",
    "the same, also trained on the other articles, 5 folds": "the same, other articles trained on, 5 folds",
    "100 real statements, no part of the project": "real statements",
}


def _lines(text):
    return [line.rstrip() for line in text.rstrip().splitlines()]


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    for name in ("seeds", "data", "models"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_readme_has_both():
    assert PYTHON
    assert any(output for _, output in CONSOLE)


def test_python_blocks_run_in_order(checkout):
    names = {}
    for block in PYTHON:
        exec(compile(block, "README.md", "exec"), names)


@pytest.mark.parametrize(("command", "output"), [pair for pair in CONSOLE if pair[1]], ids=lambda value: value[:40])
def test_commands_print_what_the_readme_shows(command, output, checkout):
    words = shlex.split(command.replace("\\\n", " "))
    assert words[0] in ("stance", "stance-train")
    executable = Path(sys.executable).parent / words[0]
    env = os.environ | {"COLUMNS": "110", "PYTHONWARNINGS": "error"}
    done = subprocess.run(
        [executable, *words[1:]], check=False, capture_output=True, text=True, encoding="utf-8", env=env
    )
    assert done.returncode == 0, done.stderr
    assert _lines(done.stdout) == _lines(output)


def _read(path):
    return json.loads((ROOT / path).read_text(encoding="utf-8"))


def _row(name):
    (row,) = re.findall(rf"^\| {re.escape(name)} \| (.*) \|$", README, flags=re.M)
    return row.split(" | ")


def test_the_figures_shown_are_those_measured():
    measured = _read("benchmarks/results/stance_quality.json")
    by_writer = {"`statements.csv`, 5 folds by writer": _read("models/us-intervention/metrics.json")}
    for name, result in (by_writer | {row: measured[key] for row, key in MEASURED.items()}).items():
        metrics, beside = result["metrics"], result["baselines"]
        baselines = (f"{beside[of]['macro_f1']['value']:.3f}" for of in ("majority", "keywords", "sentiment"))
        shown = [f"{metrics['macro_f1']['n']:,}", *(str(Estimate(**metrics[of])) for of in ("macro_f1", "accuracy"))]
        assert _row(name)[1:] == [*shown, f"{metrics['ece']['value']:.3f}", *baselines], name
    for name, figure in measured["authored articles, end to end"]["metrics"].items():
        assert _row(name) == [str(Estimate(**figure))], name

"""The README is run: its Python blocks as they stand, its commands with the output that it shows."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"^```python\n(.*?)^```", README, flags=re.M | re.S)
CONSOLE = [
    (command.strip(), output)
    for block in re.findall(r"^```console\n(.*?)^```", README, flags=re.M | re.S)
    for command, output in re.findall(r"^\$ (.*(?:\\\n.*)*)\n((?:(?!\$ ).*\n)*)", block, flags=re.M)
]


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

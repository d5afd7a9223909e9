"""The command line as a program to kill: in parts of a few articles, and able to kill itself at one place."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

# it forks for each command, so that Python and the model are loaded once
PROGRAM = """
import json, os, signal, sys
from stance.analyzer import load_analyzer
from stance.batch import parts, pipeline, writers
from stance.batch.journal import Journal
from stance.cli import main

pipeline.ARTICLES_A_BLOCK, pipeline.ARTICLES_A_PART = 8, 24
load_analyzer(sys.argv[1])

def dying(call, number, after):
    left = [number]
    def wrapped(*args, **options):
        left[0] -= 1
        if after:
            call(*args, **options)
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return None if after else call(*args, **options)
    return wrapped

def prepare(place):
    when, what, number = place.split()
    owner = {"move_into_place": writers, "_assemble": parts, "commit": Journal}[what]
    setattr(owner, what, dying(getattr(owner, what), int(number), when == "after"))

for line in sys.stdin:
    args, place, log = json.loads(line)
    child = os.fork()
    if child == 0:
        os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        os.dup2(2, 1)
        if place:
            prepare(place)
        try:
            main(["score", "--model", sys.argv[1], *args])
        except SystemExit as stop:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(stop.code)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Program:
    """Runs ``stance score``; where `place` is given, that is where it kills itself."""

    def __init__(self, process, log):
        self._process = process
        self._log = log
        self.pid = 0

    def start(self, *args, place=""):
        self._process.stdin.write(json.dumps([list(map(str, args)), place, str(self._log)]) + "\n")
        self._process.stdin.flush()
        self.pid = int(self._process.stdout.readline())

    def wait(self):
        """Return the exit code, or the signal as a negative number, and what it printed."""
        return int(self._process.stdout.readline()), self._log.read_text(encoding="utf-8")

    def run(self, *args, place=""):
        self.start(*args, place=place)
        return self.wait()

    def send(self, number):
        with suppress(ProcessLookupError):  # it was quicker
            os.kill(self.pid, number)


@pytest.fixture(scope="module")
def program(tiny_model, tmp_path_factory):
    env = os.environ | {
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONWARNINGS": "error",
        "OMP_NUM_THREADS": "1",  # a fork copies no thread
        "OPENBLAS_NUM_THREADS": "1",
    }
    command = [sys.executable, "-c", PROGRAM, str(tiny_model)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env) as process:
        yield Program(process, tmp_path_factory.mktemp("program") / "log")
        process.stdin.close()
        process.wait(timeout=60)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """A hundred articles, a few of them copies, with two broken lines and one article that is empty."""
    lines = []
    for number in range(100):
        says = f"We will not accept {number % 90} foreign soldiers"
        text = f"“{says},” said Senator Ana Ruiz. Governor Paul Marsh urged them to send troops."
        lines.append(json.dumps({"id": f"a{number}", "date": f"2026-01-{number % 28 + 1:02d}", "text": text}))
    lines[30:30] = ["{broken", json.dumps({"id": "empty", "text": " "})]
    lines.append('"no object"')
    path = tmp_path_factory.mktemp("archive") / "in.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def contents(folder):
    """Return the bytes of every file below a folder, without the journal, which keeps how it came to be."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith("_journal.sqlite")
    }


KILLED = -signal.SIGKILL

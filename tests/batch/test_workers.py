import gc
import subprocess
import sys

import pytest

from stance.batch.blocks import Block
from stance.batch.workers import open_runner


def test_the_collector_is_called_seldom_and_only_while_a_batch_runs():
    counts, before = [], gc.get_threshold()

    def task(work, many):
        counts.append(gc.get_freeze_count())
        assert gc.get_threshold()[0] > before[0]
        raise KeyError(work[0])

    with pytest.raises(KeyError), open_runner(task) as run:
        list(run([Block(work=["text"])]))
    assert counts[0] > 1000
    assert gc.get_freeze_count() == 0
    assert gc.get_threshold() == before


def test_who_only_hands_out_the_work_loads_no_model(tmp_path, tiny_model):
    (tmp_path / "a.txt").write_text("“No troops,” said Ana Ruiz.", encoding="utf-8")
    code = (
        "import sys, stance\n"
        "stance.score_files(sys.argv[1], output=sys.argv[2], model=sys.argv[3], n_jobs=2)\n"
        "print({'sklearn', 'scipy', 'pandas', 'numba'} & set(sys.modules))"
    )
    table = tmp_path / "t.jsonl"
    ran = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "a.txt", table, tiny_model], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "set()\n"
    assert "Ana Ruiz" in table.read_text(encoding="utf-8")

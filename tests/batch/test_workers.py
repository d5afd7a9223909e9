import gc

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

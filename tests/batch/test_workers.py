import gc

import pytest

from stance.batch.blocks import Block
from stance.batch.workers import open_runner


def test_the_collector_passes_over_what_is_there_only_while_a_batch_runs():
    counts = []

    def task(work, many):
        counts.append(gc.get_freeze_count())
        raise KeyError(work[0])

    with pytest.raises(KeyError), open_runner(task) as run:
        list(run([Block(work=["text"])]))
    assert counts[0] > 1000
    assert gc.get_freeze_count() == 0

"""On a real cluster of two worker processes, one of which is killed on the way."""

import os
import signal
import sys

import pandas as pd
import pytest

import stance
from stance.batch import pipeline
from stance.batch.dask import score
from stance.errors import InputError, MissingExtraError

pytest.importorskip("distributed", reason="the extra dask is not installed")
dd = pytest.importorskip("dask.dataframe", reason="the extra dask is not installed")
pytestmark = [
    pytest.mark.filterwarnings("default"),  # those of Dask itself
    pytest.mark.skipif(sys.platform == "win32", reason="kills a process by its signal"),
]

TEXT = "“We will not accept {} foreign soldiers,” said Senator Ana Ruiz. Governor Paul Marsh urged them to send troops."


@pytest.fixture(scope="module")
def cluster():
    import dask
    from distributed import LocalCluster

    with (
        dask.config.set({"distributed.comm.retry.count": 0, "distributed.worker.daemon": True}),
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
    ):
        yield cluster


@pytest.fixture
def client(cluster):
    from distributed import Client

    with Client(cluster) as client:
        client.wait_for_workers(2, timeout=60)
        yield client


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """A partitioned Parquet folder."""
    folder = tmp_path_factory.mktemp("archive") / "news"
    folder.mkdir()
    for part in range(4):
        rows = [{"id": f"a{n}", "text": TEXT.format(n)} for n in range(part * 30, part * 30 + 30)]
        pd.DataFrame(rows).to_parquet(folder / f"part-{part}.parquet")
    return folder


def kill_one(client):
    workers = client.run(os.getpid)
    os.kill(workers[sorted(workers)[0]], signal.SIGKILL)


def test_partitions_are_scored_as_files_are_though_a_worker_dies(client, archive, tmp_path, tiny_model):
    stance.score_files(archive, output=tmp_path / "local.parquet", model=tiny_model, level="speaker")
    table = client.compute(score(archive, tiny_model, level="speaker"))
    kill_one(client)
    scored = table.result(timeout=120).sort_values(["article_id", "speaker"], ignore_index=True)
    local = pd.read_parquet(tmp_path / "local.parquet").sort_values(["article_id", "speaker"], ignore_index=True)
    assert [list(quotes) for quotes in scored.pop("evidence")] == [list(quotes) for quotes in local.pop("evidence")]
    pd.testing.assert_frame_equal(scored, local, check_dtype=False, check_exact=True)


def test_command_writes_the_bytes_of_a_local_run_though_a_worker_dies(
    client, cluster, archive, tmp_path, tiny_model, run, monkeypatch
):
    monkeypatch.setattr(pipeline, "ARTICLES_A_BLOCK", 10)
    given = ("score", archive, "--model", tiny_model)
    assert run(*given, "-o", tmp_path / "local.jsonl").code == 0
    take = pipeline.ArticlePipeline.rows_of
    left = [3]

    def rows_of(self, block, outcomes):
        left[0] -= 1
        if left[0] == 0:
            kill_one(client)
        return take(self, block, outcomes)

    monkeypatch.setattr(pipeline.ArticlePipeline, "rows_of", rows_of)
    ran = run(*given, "-o", tmp_path / "dask.jsonl", "--engine", "dask", "--scheduler", cluster.scheduler_address)
    assert ran.code == 0, ran.err
    assert (tmp_path / "dask.jsonl").read_bytes() == (tmp_path / "local.jsonl").read_bytes()
    assert left[0] < 0


def test_model_is_loaded_once_a_worker(client, archive, tiny_model):
    def n_loaded():
        from stance.analyzer import _load_version

        return _load_version.cache_info().misses

    score(archive, tiny_model).compute(scheduler=client)
    assert max(client.run(n_loaded).values()) == 1


def test_frame_without_the_columns_is_refused_before_anything_is_computed(archive, tiny_model):
    frame = dd.from_pandas(pd.DataFrame({"id": ["a"], "body": ["x"]}), npartitions=1)
    with pytest.raises(InputError, match="there is no column 'text'; the columns are id, body"):
        score(frame, tiny_model)


def test_scheduler_that_does_not_answer(archive, tmp_path, tiny_model, monkeypatch):
    import dask

    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}), pytest.raises(InputError) as caught:
        stance.score_files(
            archive, output=tmp_path / "t.jsonl", model=tiny_model, engine="dask", scheduler="tcp://127.0.0.1:9"
        )
    assert "scheduler: none answers at 'tcp://127.0.0.1:9'" in str(caught.value)


def test_without_dask(archive, tmp_path, tiny_model, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.setitem(sys.modules, "dask.dataframe", None)
    with pytest.raises(MissingExtraError, match=r'pip install "stancekit\[dask\]"'):
        score(archive, tiny_model)
    with pytest.raises(MissingExtraError, match=r'pip install "stancekit\[dask\]"'):
        stance.score_files(archive, output=tmp_path / "t.jsonl", model=tiny_model, engine="dask")

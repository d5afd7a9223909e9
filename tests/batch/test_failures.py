"""What goes wrong outside the articles: disks, folders, processes."""

import contextlib
import errno
import json
import os
import resource
import shutil
import signal
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import psutil
import pytest

import stance
from stance.articles.sources import read_articles
from stance.batch import pipeline, workers
from stance.batch.blocks import Block
from stance.batch.journal import Journal
from stance.errors import InputError, ModelError, StanceError
from stance.types import Article
from tests.batch.conftest import contents


def rows_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


# ---- workers that die

forks = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")


class die_on:
    """A task that doubles, and kills its process at some numbers."""

    def __init__(self, *numbers):
        self.numbers = numbers

    def __call__(self, work, many):
        for number in work:
            if number in self.numbers:
                os.kill(os.getpid(), signal.SIGKILL)
        return [2 * number for number in work]


def run(task, blocks):
    """Outcomes of blocks on two processes that start faster than those of joblib."""
    crew = workers._Crew(
        task, lambda: ProcessPoolExecutor(2, get_context("fork")), lambda pool: pool.shutdown(), window=5
    )
    try:
        return [outcomes for _, outcomes in crew.run(Block(work=list(work)) for work in blocks)]
    finally:
        crew.stop()


@forks
def test_only_the_record_that_kills_its_worker_is_lost():
    outcomes = run(die_on(5), [(1, 2), (3,), (), (4, 5, 6), (7,)])
    assert outcomes == [[2, 4], [6], [], [8, workers._DIED, 12], [14]]


@forks
def test_every_record_that_kills_is_named_in_its_place():
    outcomes = run(die_on(1, 4), [(n,) for n in range(6)])
    assert outcomes == [[0], [workers._DIED], [4], [6], [workers._DIED], [10]]


def test_a_worker_that_is_killed_from_outside_costs_nothing(archive, tmp_path, tiny_model, monkeypatch):
    monkeypatch.setattr(pipeline, "ARTICLES_A_BLOCK", 4)
    stance.score_files(archive, output=tmp_path / "plain.jsonl", model=tiny_model)
    seen = set()

    def kill_one(n_read, n_failed):
        workers_now = children(os.getpid())
        if not seen:
            os.kill(workers_now[0], signal.SIGKILL)
        seen.update(workers_now)

    output = tmp_path / "t.jsonl"
    summary = stance.score_files(archive, output=output, model=tiny_model, n_jobs=2, progress=kill_one)
    assert (summary.n_read, summary.n_failed) == (100, 3)
    assert output.read_bytes() == (tmp_path / "plain.jsonl").read_bytes()
    assert len(seen) > 2
    assert not seen & set(children(os.getpid()))  # they end with the run


@forks
def test_workers_that_all_die_end_the_run():
    with pytest.raises(StanceError, match="worker processes die one after the other"):
        run(die_on(*range(20)), [(n,) for n in range(20)])


def children(parent):
    """Return the processes of joblib's that work, not the one that clears up after them."""
    found = []
    for process in psutil.Process(parent).children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if "popen_loky" in " ".join(process.cmdline()):
                found.append(process.pid)
    return found


def _fail(work, many):
    raise ModelError("another model")


@forks
def test_an_error_of_the_task_itself_ends_the_run():
    with pytest.raises(ModelError, match="another model"):
        run(_fail, [(1,)])


def test_engine_is_named():
    with pytest.raises(InputError, match="engine: 'spark' is not one of 'local', 'dask'"):
        workers.open_runner(die_on(), engine="spark")
    with pytest.raises(InputError, match="scheduler: belongs to engine='dask'"):
        workers.open_runner(die_on(), scheduler="tcp://x:1")


def test_a_model_that_changes_in_mid_run_ends_it(tiny_model):
    task = workers.ScoreArticles(str(tiny_model), "tiny-000000000000", "statement")
    with pytest.raises(ModelError, match=r"is tiny-\w+ here, and the batch was begun with tiny-000000000000"):
        task([Article(id="a", text="x")], False)


# ---- disks


@pytest.mark.parametrize("resume", [False, True])
def test_full_disk_stops_the_run_and_it_resumes(archive, tmp_path, tiny_model, monkeypatch, resume):
    monkeypatch.setattr(pipeline, "ARTICLES_A_BLOCK", 8)
    monkeypatch.setattr(pipeline, "ARTICLES_A_PART", 24)
    output = tmp_path / "t.jsonl"
    given = {"output": output, "model": tiny_model, "resume": resume}
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that a write past the limit fails, as on a full disk
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000 if not resume else 10_000, hard))
        with pytest.raises(OSError) as caught:
            stance.score_files(archive, **given)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    assert caught.value.errno in (errno.EFBIG, errno.ENOSPC, errno.EIO)
    assert str(tmp_path) in caught.value.filename
    assert not output.exists()
    assert not [name for name in contents(tmp_path) if name.endswith(".partial")]
    summary = stance.score_files(archive, **given)
    stance.score_files(archive, output=tmp_path / "plain.jsonl", model=tiny_model)
    assert output.read_bytes() == (tmp_path / "plain.jsonl").read_bytes()
    assert (summary.n_read, summary.n_failed) == (100, 3)


def test_full_disk_of_the_journal(archive, tmp_path, tiny_model, monkeypatch):
    monkeypatch.setattr(pipeline, "ARTICLES_A_PART", 24)
    monkeypatch.setattr(pipeline, "ARTICLES_A_BLOCK", 8)
    begin = Journal.__init__

    def begin_small(self, *args):
        begin(self, *args)
        self._db.execute("PRAGMA max_page_count = 5")

    given = {"output": tmp_path / "t.jsonl", "model": tiny_model, "resume": True}
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "__init__", begin_small)
        with pytest.raises(OSError, match="database or disk is full") as caught:
            stance.score_files(archive, **given)
    assert caught.value.errno == errno.ENOSPC
    assert stance.score_files(archive, **given).n_failed == 3
    stance.score_files(archive, output=tmp_path / "plain.jsonl", model=tiny_model)
    assert (tmp_path / "t.jsonl").read_bytes() == (tmp_path / "plain.jsonl").read_bytes()


# ---- folders and files


def test_folder_that_vanishes_in_mid_run(tmp_path):
    news = tmp_path / "news"
    for name in ("a/1.txt", "a/2.txt", "b/3.txt", "c.txt"):
        (news / name).parent.mkdir(parents=True, exist_ok=True)
        (news / name).write_text(f"“No {name} troops,” said Senator Ana Ruiz.", encoding="utf-8")
    read = read_articles(news)
    first = next(read)
    shutil.rmtree(news)
    rest = list(read)
    assert first.id == "a/1"
    assert [str(error).replace(str(news), "news") for error in rest] == [
        "news/a/2.txt: cannot be read (No such file or directory).",
        "news/b: the folder cannot be listed (No such file or directory).",
        "news/c.txt: cannot be read (No such file or directory).",
    ]


@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root reads every file")
def test_unreadable_file(tmp_path, tiny_model):
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    summary = stance.score_files(tmp_path / "a.txt", output=tmp_path / "t.jsonl", model=tiny_model)
    assert summary.n_failed == 1


def test_every_kind_of_broken_record_is_counted_and_named(tmp_path, tiny_model):
    text = "“We want no troops,” said Senator Ana Ruiz."
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text(text, encoding="utf-8")
    (news / "b.txt").write_bytes(b"caf\xe9")
    (news / "c.txt").symlink_to(news / "gone.txt")
    (news / "d.txt").write_bytes(b"x" * (8 * 2**20 + 1))
    good = json.dumps({"id": "good", "text": text})
    with (news / "e.jsonl").open("w", encoding="utf-8") as file:
        file.write(f'{{broken\n{{"id": "long", "text": "{"y" * 9 * 2**20}"}}\n{good}\n')
    (news / "f.parquet").write_bytes(b"PAR1 and no more")
    summary = stance.score_files(news, output=tmp_path / "t.jsonl", model=tiny_model)
    assert [row["article_id"] for row in rows_of(tmp_path / "t.jsonl")] == ["a", "good"]
    assert (summary.n_read, summary.n_failed) == (2, 6)
    errors = [row["error"].replace(str(news), "news") for row in rows_of(tmp_path / "t.jsonl.errors.jsonl")]
    assert [error[:42] for error in errors] == [
        "news/b.txt: byte 0xe9 at offset 3 is not U",
        "news/c.txt: cannot be read (No such file o",
        "news/d.txt: is larger than the 8 MB that o",
        "news/e.jsonl, line 1: is not JSON (Expecti",
        "news/e.jsonl, line 2: is larger than the 8",
        "news/f.parquet, after row 0: is not a Parq",
    ]


def test_output_folder_that_vanishes_stops_the_run(archive, tmp_path, tiny_model, monkeypatch):
    monkeypatch.setattr(pipeline, "ARTICLES_A_BLOCK", 8)
    monkeypatch.setattr(pipeline, "ARTICLES_A_PART", 24)
    output = tmp_path / "out"

    def remove(n_read, n_failed):
        if n_read >= 40:
            shutil.rmtree(output)
            output.mkdir()  # as an empty mount point

    with pytest.raises(FileNotFoundError, match="was there and is gone"):
        stance.score_files(archive, output=f"{output}/", model=tiny_model, resume=True, progress=remove)

"""The work on blocks, and who does it: this process, others on this machine, or a Dask cluster."""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import AbstractContextManager, contextmanager
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from stance.analyzer import StanceAnalyzer, load_analyzer
from stance.batch.blocks import Block, Runner
from stance.batch.pipeline import Outcome
from stance.batch.schemas import PREDICTION_COLUMNS
from stance.errors import InputError, MissingExtraError, ModelError, StanceError
from stance.types import Article, Level

ENGINES = ("local", "dask")

Task = Callable[[list[Any], bool], list[Any]]
"""Returns an outcome for each piece of work, given whether there is much of it; a string says why there is none."""

_Future = Future[list[Any]]
_LOADING = threading.Lock()  # a worker of a cluster has several threads and needs the model once
_MAX_DEAD = 5
_OBJECTS_A_COLLECTION = 50_000  # some blocks of articles; articles are read 1.05 to 1.1 times as fast as with 700
_DIED = "the process that analyzed it died; there may not have been enough memory for it"


@dataclass(frozen=True, slots=True)
class ScoreArticles:
    """Turn articles into rows; small, for it travels with every block.

    Parameters
    ----------
    model : str
        Folder or name.
    model_id : str
        What must be found there.
    level : "statement" or "speaker"
    """

    model: str
    model_id: str
    level: Level

    def __call__(self, articles: Sequence[Article], many: bool) -> list[Outcome]:
        """Return the rows of each article, or what went wrong with it.

        Raises
        ------
        ModelError
            If the model here is another one.
        """
        analyzer = load_expected(self.model, self.model_id, many=many)
        try:
            return list(analyzer.rows_of_each(articles, self.level))
        except Exception as error:
            if len(articles) == 1:
                return [f"the analysis failed ({type(error).__name__}: {error})"]
        # one article spoilt the block: go through it one by one, so that only that one is lost
        return [outcome for article in articles for outcome in self([article], many)]


@dataclass(frozen=True, slots=True)
class ScoreStatements:
    """Turn the texts of statements into predictions, as `ScoreArticles` turns articles into rows."""

    model: str
    model_id: str

    def __call__(self, texts: Sequence[str], many: bool) -> list[dict[str, Any]]:
        """Return the columns to add for each text.

        Raises
        ------
        ModelError
            If the model here is another one.
        """
        predictions = load_expected(self.model, self.model_id, many=many).predict(texts)
        return [{name: getattr(prediction, name) for name in PREDICTION_COLUMNS} for prediction in predictions]


def load_expected(model: str, model_id: str | None, *, many: bool) -> StanceAnalyzer:
    """Load a model once per process, in the one of two ways that `many` says.

    A classifier left alone compiles its loops (extra ``fast``) after some thousands of statements, which changes the
    last digits of what follows. How many a process has read depends on how many processes there are, and on where a run
    was cut short; so in a batch the place of an article in the stream decides, and a table has the same bytes always.

    Parameters
    ----------
    model : str
        Folder or name.
    model_id : str or None
        What must be found there; None takes any.
    many : bool
        Whether compiled loops pay.

    Raises
    ------
    ModelError
        If its id is another.
    """
    with _LOADING:
        analyzer = _fixed(load_analyzer(model), many)
    if model_id not in (None, analyzer.model_id):
        raise ModelError(
            f"model {model!r}: is {analyzer.model_id} here, and the batch was begun with {model_id}. "
            "Keep a model as it is while it is used, and give every machine the same."
        )
    return analyzer


@lru_cache(maxsize=4)
def _fixed(analyzer: StanceAnalyzer, many: bool) -> StanceAnalyzer:
    """Return the analyzer with a classifier that does not change its way by itself."""
    if os.environ.get("STANCE_COMPILED") in ("0", "1"):  # which decides for all
        return analyzer
    fixed, classifier = copy(analyzer), copy(analyzer.classifier)
    classifier.__dict__["compiled"] = many
    if many:
        try:
            classifier.judge(["No troops."])
        except (MissingExtraError, InputError):  # no Numba, or features that its loops do not know
            classifier.__dict__["compiled"] = False
    fixed.classifier = classifier
    return fixed


def open_runner(
    task: Task, *, n_jobs: int = 1, engine: str = "local", scheduler: str | None = None
) -> AbstractContextManager[Runner]:
    """Return the runner to open for `n_jobs` processes here, or for a cluster; see `stance.score_files`.

    Raises
    ------
    InputError
        If an argument has an impossible value.
    """
    if n_jobs == 0:
        raise InputError("n_jobs: 0 processes; give 1 or more, or -1 for every core (--jobs).")
    if engine not in ENGINES:
        raise InputError(f"engine: {engine!r} is not one of {', '.join(map(repr, ENGINES))}.")
    if engine == "local" and scheduler is not None:
        raise InputError("scheduler: belongs to engine='dask' (--engine dask). Give both or none.")
    return _local(task, n_jobs) if engine == "local" else _on_dask(task, scheduler)


@contextmanager
def _local(task: Task, n_jobs: int) -> Iterator[Runner]:
    from joblib import effective_n_jobs

    n_processes = effective_n_jobs(n_jobs)
    if n_processes == 1:
        with long_lived():
            yield lambda blocks: ((block, task(block.work, block.many) if block.work else []) for block in blocks)
        return
    from joblib.externals.loky.process_executor import ProcessPoolExecutor

    def start() -> Executor:
        pool: Executor = ProcessPoolExecutor(n_processes, initializer=_begin_worker, initargs=(os.getpid(),))
        return pool

    crew = _Crew(task, start, lambda pool: pool.shutdown(kill_workers=True), window=3 * n_processes + 1)
    try:
        with long_lived():  # the rows that arrive here are many objects too
            yield crew.run
    finally:
        crew.stop()


@contextmanager
def long_lived() -> Iterator[None]:
    """Call the garbage collector seldom while a batch runs; it gives up what `_spare_collector` says afterwards."""
    thresholds = gc.get_threshold()
    _spare_collector()
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


def _spare_collector() -> None:
    """Let it pass over what is there, modules and models above all; what an article makes is freed without it."""
    gc.freeze()
    gc.set_threshold(_OBJECTS_A_COLLECTION, *gc.get_threshold()[1:])


@contextmanager
def _on_dask(task: Task, scheduler: str | None) -> Iterator[Runner]:
    """Send blocks to a cluster as futures: order, journal, failures and resuming stay those of a run on one machine.

    ``map_partitions`` has none of these, and its workers read the articles themselves: see `stance.batch.dask.score`.
    """
    try:
        from distributed import Client, get_client
    except ImportError:
        raise MissingExtraError('engine: Dask is not installed: pip install "stancekit[dask]".') from None
    try:
        client = Client(scheduler, set_as_default=False) if scheduler else get_client()
    except (OSError, ValueError) as error:
        raise InputError(
            f"scheduler: none answers at {scheduler!r} ({error}). Give its address, for example "
            "scheduler='tcp://10.0.0.1:8786' (--scheduler)."
        ) from None
    n_threads = max(1, sum(client.nthreads().values()))
    crew = _Crew(task, lambda: client.get_executor(pure=False), lambda executor: None, window=2 * n_threads + 1)
    try:
        yield crew.run
    finally:
        if scheduler:
            client.close()


class _Crew:
    """Keeps a few blocks in work, and goes on when a worker dies with some of them."""

    def __init__(self, task: Task, start: Callable[[], Executor], stop: Callable[[Any], None], *, window: int) -> None:
        self._task = task
        self._start = start
        self._stop = stop
        self._window = window
        self._executor: Executor | None = None
        self._n_dead = 0  # records in a row that each ended a process of their own

    def run(self, blocks: Iterable[Block]) -> Iterator[tuple[Block, list[Any]]]:
        waiting: deque[tuple[Block, _Future | None]] = deque()
        for block in blocks:
            waiting.append((block, self._submit(block.work, block.many)))
            if len(waiting) >= self._window:
                yield self._next(waiting)
        while waiting:
            yield self._next(waiting)

    def stop(self) -> None:
        if self._executor is not None:
            self._stop(self._executor)
            self._executor = None

    def _submit(self, work: list[Any], many: bool) -> _Future | None:
        if not work:
            return None
        if self._executor is None:
            self._executor = self._start()
        try:
            return self._executor.submit(self._task, work, many)
        except Exception as error:
            if not _is_death(error):
                raise
            failed: _Future = Future()  # told when its turn comes
            failed.set_exception(error)
            return failed

    def _next(self, waiting: deque[tuple[Block, _Future | None]]) -> tuple[Block, list[Any]]:
        block, future = waiting.popleft()
        if future is None:
            return block, []
        try:
            return block, future.result()
        except Exception as error:
            if not _is_death(error):
                raise
        # nobody knows which block did it: the oldest one goes alone, the others once more
        outcomes = self._alone(block.work, block.many)
        others = [other for other, _ in waiting]
        waiting.clear()
        waiting.extend((other, self._submit(other.work, other.many)) for other in others)
        return block, outcomes

    def _alone(self, work: list[Any], many: bool) -> list[Any]:
        self.stop()
        future = self._submit(work, many)
        assert future is not None
        try:
            outcomes = future.result()
        except Exception as error:
            if not _is_death(error):
                raise
            reason = str(error)
        else:
            self._n_dead = 0
            return outcomes
        if len(work) == 1:
            self.stop()
            self._n_dead += 1
            if self._n_dead == _MAX_DEAD:
                raise StanceError(
                    f"The worker processes die one after the other ({reason}). Look for what ends them, such as a "
                    "limit of memory, or work in this process alone: n_jobs=1 (--jobs 1)."
                )
            return [_DIED]
        return [outcome for piece in work for outcome in self._alone([piece], many)]


def _is_death(error: Exception) -> bool:
    return isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker"


def _begin_worker(parent: int) -> None:
    """Leave Ctrl-C to the parent, and do not outlive it when it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    _spare_collector()

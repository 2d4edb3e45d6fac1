"""Where batches are scored: in this process, in several, or on a Dask cluster. The rows are the same."""

import importlib
import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, Protocol

from analysis.actors import Actors
from analysis.batch import Batch, score_batch
from analysis.errors import RequestError
from analysis.stance import Scorer, default_scorer
from analysis.types import Document

Documents = Sequence[Document]

NAMES = ("process", "dask")

AHEAD = 2
"""Batches a worker has in hand: one that it scores and one that waits, so that it never idles."""

MAX_LOST = 3
"""Times in a row that workers may die over the same batch before it is given up."""

NO_WORKER_AFTER = 60.0
"""Seconds after which a Dask cluster without a worker is given up; one takes seconds to start."""


class Engine(Protocol):
    """Something that scores batches."""

    def score(
        self, batches: Iterable[Documents], actors: Actors, scorer: Scorer | None = None
    ) -> Generator[Batch, None, None]:
        """The rows of each batch, in order; only a few batches are taken ahead.

        scorer: the default scorer of each worker if None; else one that can be pickled.
        Raises RequestError where workers cannot be had, or die again and again.
        """
        ...


def choose_engine(name: str = "process", *, workers: int = 1, scheduler: str = "") -> Engine:
    """An engine by its name, "process" or "dask". scheduler: the address of a Dask scheduler that runs already."""
    if name not in NAMES:
        raise RequestError(f'engine "{name}" is not known; use one of {", ".join(NAMES)}.')
    if workers < 1:
        raise RequestError(f"{workers} workers cannot score anything; give 1 or more.")
    if name == "dask":
        return DaskEngine(workers, scheduler)
    if scheduler:
        raise RequestError("A scheduler is one of Dask; add --engine dask.")
    return ThisProcess() if workers == 1 else SeveralProcesses(workers)


class ThisProcess:
    """Scores batches one after another."""

    def score(
        self, batches: Iterable[Documents], actors: Actors, scorer: Scorer | None = None
    ) -> Generator[Batch, None, None]:
        """See `Engine.score`."""
        scorer = scorer or default_scorer()
        for documents in batches:
            yield score_batch(documents, actors, scorer)


@dataclass(frozen=True)
class SeveralProcesses:
    """Scores batches in processes of their own, each with one thread and its own model.

    A process that dies is replaced and its batch scored again.
    """

    workers: int

    def score(
        self, batches: Iterable[Documents], actors: Actors, scorer: Scorer | None = None
    ) -> Generator[Batch, None, None]:
        """See `Engine.score`."""
        settings, source = pickle.dumps((actors, scorer)), iter(batches)
        waiting: deque[Documents] = deque()
        futures: deque[Future[Batch]] = deque()
        n_lost = 0
        pool = self._start()
        try:
            while True:
                waiting.extend(islice(source, self.workers * AHEAD - len(waiting)))
                if not waiting:
                    return
                try:
                    for documents in islice(waiting, len(futures), None):
                        futures.append(pool.submit(score_with, settings, documents))
                    found = futures[0].result()
                except BrokenProcessPool:
                    n_lost += 1
                    if n_lost == MAX_LOST:
                        raise _died(
                            next(filter(None, waiting))
                        ) from None  # one without documents kills nobody
                    pool.shutdown(wait=True, cancel_futures=True)
                    pool = self._start()
                    futures.clear()
                    continue
                n_lost = 0
                waiting.popleft()
                futures.popleft()
                yield found
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _start(self) -> ProcessPoolExecutor:
        spawn = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.workers, mp_context=spawn, initializer=_begin)


@dataclass(frozen=True)
class DaskEngine:
    """Scores batches on a Dask cluster: that of `scheduler`, or one of `workers` processes on this machine.

    Dask gives the batch of a worker that died to another.
    """

    workers: int
    scheduler: str = ""

    def score(
        self, batches: Iterable[Documents], actors: Actors, scorer: Scorer | None = None
    ) -> Generator[Batch, None, None]:
        """See `Engine.score`."""
        settings, source = pickle.dumps((actors, scorer)), iter(batches)
        waiting: deque[tuple[Documents, Any]] = deque()
        distributed = _import_dask()
        with self._connected(distributed) as client:
            while True:
                n_threads = max(1, sum(client.nthreads().values()))
                for documents in islice(source, max(1, n_threads * AHEAD - len(waiting))):
                    future = client.submit(score_with, settings, documents, pure=False)
                    waiting.append((documents, future))
                if not waiting:
                    return
                documents, future = waiting.popleft()
                self._wait(distributed, client, future)
                try:
                    found: Batch = future.result()
                except distributed.KilledWorker:
                    raise _died(documents) from None
                yield found

    def _wait(self, distributed: Any, client: Any, future: Any) -> None:
        """Return when the batch is done. Dask itself waits for ever where no worker is left."""
        began = time.monotonic()
        while True:
            try:
                distributed.wait(future, timeout=min(5.0, NO_WORKER_AFTER))
                return
            except TimeoutError:
                if client.nthreads():
                    began = time.monotonic()
                elif time.monotonic() - began >= NO_WORKER_AFTER:
                    raise RequestError(
                        f"{self.scheduler or 'The local Dask cluster'}: no worker has been there for "
                        f"{NO_WORKER_AFTER:.0f} s; start workers, or look into their log for why they end."
                    ) from None

    @contextmanager
    def _connected(self, distributed: Any) -> Iterator[Any]:
        if not self.scheduler:
            options = {"n_workers": self.workers, "threads_per_worker": 1, "dashboard_address": None}
            with distributed.LocalCluster(**options) as cluster, distributed.Client(cluster) as client:
                client.run(begin_quietly)
                yield client
            return
        try:
            connected = distributed.Client(self.scheduler, timeout="10s")
        except (OSError, ValueError) as error:
            raise RequestError(
                f"{self.scheduler}: no Dask scheduler answers there ({error}); check the address."
            ) from None
        with connected as client:
            yield client


def _import_dask() -> Any:
    try:
        return importlib.import_module("distributed")
    except ImportError:
        raise RequestError('Dask is not installed; add it with: pip install "framelens[cluster]"') from None


def score_with(settings: bytes, documents: Documents) -> Batch:
    """`score_batch` in a worker. settings: the pickled actors and scorer; None for the worker's own default."""
    actors, scorer = _unpack(settings)
    return score_batch(documents, actors, scorer)


@lru_cache(maxsize=2)
def _unpack(settings: bytes) -> tuple[Actors, Scorer]:
    """Once in a worker: the patterns of the actors are compiled and the model is loaded here."""
    actors, scorer = pickle.loads(settings)
    return actors, scorer or default_scorer()


def begin_quietly() -> None:
    """One thread for each worker: two that share a core are slower than one."""
    os.environ["TOKENIZERS_PARALLELISM"] = "false"


def _begin() -> None:
    """Prepare a process: Ctrl-C is for the one that started it, and where that one dies it ends too."""
    begin_quietly()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _died(documents: Documents) -> RequestError:
    return RequestError(
        f"Workers died {MAX_LOST} times over the batch that begins with document {documents[0].doc_id} "
        f"({documents[0].path}); perhaps memory is short: use fewer workers."
    )

"""A run over a store: what is not scored yet is, in parts, and whoever stops it can go on."""

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from pathlib import Path

from analysis.actors import Actors
from analysis.engine import Engine, ThisProcess
from analysis.errors import DocumentError
from analysis.framing import RULES
from analysis.ingest.files.stream import Input, find_inputs, is_long, read_input
from analysis.pipeline import actors_from, with_unique_ids
from analysis.stance import default_scorer
from analysis.store import schema
from analysis.store.finishing import finish
from analysis.store.folder import (
    Manifest,
    Part,
    read_inputs,
    read_manifest,
    sweep,
    telling,
    write_manifest,
    writing,
)
from analysis.store.parts import Covered, Growing, Key, read_documents, read_part, without_inputs
from analysis.store.reading import StoredCorpus
from analysis.types import Document, Failure

BATCH_SIZE = 32
"""Documents that are scored together: a batch takes a worker a second or two."""

PART_SIZE = 512
"""Documents of a part: what a run that is killed has to score again, at most, and few enough files for a million."""

MOST_FAILURES = 1_000
"""Failures after which a load is handed on although it has few documents, so that a broken file takes no memory."""


@dataclass(slots=True)
class Run:
    """How far a run has come.

    n_known: documents that were there already. n_done, n_failed: of this run.
    share: of the bytes to be read, those that were, 0..1. failures: of paths
    and files as a whole (those of rows are in the store). outdated: the parts
    that another package, model, list of actors or set of rules made.
    """

    n_known: int = 0
    n_done: int = 0
    n_failed: int = 0
    share: float = 0.0
    n_inputs: int = 0
    n_inputs_known: int = 0
    n_inputs_changed: int = 0
    failures: list[Failure] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Load:
    """Documents that are scored together, and what else was read with them.

    part: that which is made anew of them; None where they were read from files. weight: bytes of input behind them.
    """

    documents: list[tuple[Document, Key]] = field(default_factory=list)
    failures: list[tuple[Failure, Key]] = field(default_factory=list)
    covered: dict[Key, Covered] = field(default_factory=dict)
    part: Part | None = None
    weight: float = 0.0


def score_into(
    folder: str | Path,
    paths: Sequence[str | Path],
    actors: Actors | Sequence[str] | str | Path | None = None,
    *,
    engine: Engine | None = None,
    rescore: bool = False,
    progress: Callable[[Run], None] | None = None,
    batch_size: int = BATCH_SIZE,
    part_size: int = PART_SIZE,
) -> Run:
    """Score what the store in a folder does not have yet of these files and folders.

    The store is made where there is none. What a run that was killed had
    written stays; a file that has changed since is read anew.
    rescore: make the parts anew that are out of date, of the documents as they are stored.
    progress: called after each batch.
    Raises StoreError where the folder is no store, a newer one, or cannot be written.
    """
    target, known = Path(folder), actors_from(actors)
    made_with = _made_with(known)
    run = Run()
    with writing(target) as manifest:
        inputs, run.failures = find_inputs(paths)
        writer = _Writer(target, manifest, known, made_with)
        done = writer.read_covered()
        changed = {one.place for one in inputs if one.key not in done}
        changed &= {covered.place for covered in done.values()}
        writer.leave_out({key for key, covered in done.items() if covered.place in changed})
        done = {key: covered for key, covered in done.items() if covered.place not in changed}
        run.n_known = sum(part.n_documents for part in writer.manifest.parts)
        run.n_inputs, run.n_inputs_changed = len(inputs), len(changed)
        outdated = [part for part in writer.manifest.parts if part.made_with != made_with]
        waiting = [one for one in inputs if one.key not in done or not done[one.key].is_over]
        run.n_inputs_known = len(inputs) - len(waiting)
        loads = _read_loads(waiting, done, batch_size, writer.doc_ids() if waiting else set())
        if rescore:
            loads = chain(_reload(target, outdated, batch_size), loads)
        else:
            run.outdated = [part.name for part in outdated]
        _score(loads, engine or ThisProcess(), writer, run, part_size, progress)
        if not writer.manifest.is_finished:
            with telling(target):
                writer.manifest = finish(target, writer.manifest)
                sweep(target, writer.manifest)
    return run


def _made_with(actors: Actors) -> dict[str, str]:
    try:
        package = version("framelens")
    except PackageNotFoundError:
        package = "unknown"
    scorer = default_scorer()
    told = json.dumps([asdict(actors), asdict(RULES)], default=sorted)
    return {
        "package": package,
        "scorer": f"{scorer.name} {scorer.version}",
        "actors": hashlib.sha256(told.encode()).hexdigest()[:16],
        "rules": RULES.version,
    }


class _Writer:
    """The store as it grows: it keeps the manifest as it stands on disk."""

    def __init__(self, folder: Path, manifest: Manifest, actors: Actors, made_with: dict[str, str]) -> None:
        self.folder, self.manifest, self.actors, self.made_with = folder, manifest, actors, made_with
        self._names = {actor_id: actors[actor_id].name for actor_id in actors.ids}

    def read_covered(self) -> dict[Key, Covered]:
        """How far each input has been read, all parts taken together."""
        found: dict[Key, Covered] = {}
        for _, several in read_inputs(self.folder, self.manifest.parts):
            for covered in (Covered(**one) for one in several):
                before = found.get(covered.key)
                if before is None or (covered.n_read, covered.is_over) > (before.n_read, before.is_over):
                    found[covered.key] = covered
        return found

    def doc_ids(self) -> set[str]:
        """The ids that are taken."""
        return set(StoredCorpus(self.folder, self.manifest).query("documents", columns=["doc_id"])["doc_id"])

    def leave_out(self, keys: set[Key]) -> None:
        """Take the documents of these inputs out of the store."""
        if not keys:
            return
        parts = []
        for part, several in read_inputs(self.folder, self.manifest.parts):
            covered = [Covered(**one) for one in several]
            numbers = {number for number, one in enumerate(covered) if one.key in keys}
            with telling(self.folder):
                left = without_inputs(self.folder, part, covered, numbers) if numbers else part
            parts += [left] if left else []
        self._set(replace(self.manifest, parts=tuple(parts), is_finished=False))

    def add(self, growing: Growing, instead: Part | None) -> None:
        """Write a part, in the place of another or behind all."""
        with telling(self.folder):
            part = growing.write(self.folder, self.made_with)
        parts = tuple(part if one == instead else one for one in self.manifest.parts)
        self._set(
            replace(
                self.manifest,
                parts=parts if instead else (*parts, part),
                actor_names=self._names,
                is_finished=False,
            )
        )

    def has(self, growing: Growing) -> bool:
        """Whether a part counts already."""
        return any(part.name == growing.name for part in read_manifest(self.folder).parts)

    def _set(self, manifest: Manifest) -> None:
        with telling(self.folder):
            write_manifest(self.folder, manifest)
            self.manifest = manifest
            sweep(self.folder, manifest)


def _score(
    loads: Iterable[_Load],
    engine: Engine,
    writer: _Writer,
    run: Run,
    part_size: int,
    progress: Callable[[Run], None] | None,
) -> None:
    """Score loads and write them, in order; where it is stopped, what was scored is written first."""
    ahead: deque[_Load] = deque()

    def documents() -> Iterator[list[Document]]:
        for load in loads:
            ahead.append(load)
            yield [document for document, _ in load.documents]

    growing, instead = Growing(), None
    try:
        with closing(engine.score(documents(), writer.actors)) as batches:
            for batch in batches:
                load = ahead.popleft()
                # What is made anew takes the place of a whole part.
                is_full = load.part is None and len(growing.documents) >= part_size
                if growing.covered and (load.part != instead or is_full):
                    writer.add(growing, instead)
                    growing = Growing()
                instead = load.part
                growing.documents += load.documents
                growing.failures += load.failures
                growing.batches.append(batch)
                growing.covered.update(load.covered)
                run.n_done += len(load.documents)
                run.n_failed += len(load.failures)
                run.share += load.weight
                if progress:
                    progress(run)
    except KeyboardInterrupt:
        # A part that is made anew must be whole; the others may be short.
        if growing.covered and instead is None and not writer.has(growing):
            writer.add(growing, None)
        raise
    if growing.covered:
        writer.add(growing, instead)


def _read_loads(
    inputs: Sequence[Input], done: dict[Key, Covered], batch_size: int, taken: set[str]
) -> Iterator[_Load]:
    """What is not in the store yet, file after file; `taken` holds the ids that are."""
    n_bytes = max(1, sum(one.n_bytes for one in inputs))
    load = _Load()
    for one in inputs:
        covered = done.get(one.key) or Covered(one.path, one.place, one.sha256, one.told_by)
        share, left = one.n_bytes / n_bytes, one.n_bytes / n_bytes
        step = share / max(1, one.n_lines) if is_long(one) else 0.0
        for found in read_input(one, skip=covered.n_read):
            covered = replace(covered, n_read=covered.n_read + 1)
            if isinstance(found, DocumentError):
                failure = Failure(found.path, found.place, found.reason, found.remedy)
                load.failures.append((failure, one.key))
            else:
                load.documents += [(document, one.key) for document in with_unique_ids([found], taken)]
            load.covered[one.key] = covered
            load.weight += min(step, left)
            left -= min(step, left)
            if len(load.documents) >= batch_size or len(load.failures) >= MOST_FAILURES:
                yield load
                load = _Load()
        load.covered[one.key] = replace(covered, is_over=True)
        load.weight += left
    if load.covered:
        yield load


def _reload(folder: Path, parts: Sequence[Part], batch_size: int) -> Iterator[_Load]:
    """The documents of parts that are made anew."""
    for part, several in read_inputs(folder, parts):
        covered = {one.key: one for one in (Covered(**told) for told in several)}
        keys = list(covered)
        documents = read_documents(folder, part)
        of = read_part(folder, part, "texts", ["input"])["input"].to_pylist()
        failures = [
            (Failure(*(row[name] for name in schema.FAILURES)), keys[row["input"]])
            for row in read_part(folder, part, "failures").to_pylist()
        ]
        pairs = [(document, keys[number]) for document, number in zip(documents, of, strict=True)]
        for first in range(0, max(1, len(pairs)), batch_size):
            is_first = first == 0
            yield _Load(
                pairs[first : first + batch_size],
                failures if is_first else [],
                covered if is_first else {},
                part,
            )

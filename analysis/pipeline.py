"""The whole way from documents to tables, readable top to bottom."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Protocol

import pandas as pd

from analysis.actors import Actors, read_actors
from analysis.batch import TABLES, join_batches
from analysis.engine import Engine, ThisProcess
from analysis.framing import RULES, frame_sources
from analysis.stance import Scorer, default_scorer
from analysis.stories import group_stories
from analysis.types import UNKNOWN, Document

Progress = Callable[[int, int, str], None]

BATCH_SIZE = 16
"""Documents that are scored together: enough to hide what a batch costs, few enough to show that it goes on."""


class Tables(Protocol):
    """What can be asked about: the tables of a `Result`, or of a stored corpus."""

    @property
    def documents(self) -> pd.DataFrame:
        """A row for each document."""
        ...

    @property
    def removed(self) -> pd.DataFrame:
        """A row for each block that was taken out before analysis."""
        ...

    @property
    def sentences(self) -> pd.DataFrame:
        """A row for each sentence."""
        ...

    @property
    def mentions(self) -> pd.DataFrame:
        """A row for each mention."""
        ...

    @property
    def stances(self) -> pd.DataFrame:
        """A row for each sentence × actor."""
        ...

    @property
    def titles(self) -> pd.DataFrame:
        """The stance of each document's title toward each actor in it: shown, never counted."""
        ...

    @property
    def framing(self) -> pd.DataFrame:
        """A row for each document × actor × voice."""
        ...

    @property
    def source_framing(self) -> pd.DataFrame:
        """A row for each source × actor × voice."""
        ...

    @property
    def actor_names(self) -> dict[str, str]:
        """The name of each actor under study, by its id."""
        ...

    @property
    def scorer(self) -> str:
        """Who scored stance, with its version."""
        ...

    @property
    def rules(self) -> str:
        """The version of the rules of verdicts."""
        ...


@dataclass(frozen=True)
class Result:
    """The tables of an analysed corpus, and what they were made with.

    `titles` holds the stance of each document's title toward each actor in it:
    shown, never counted.
    """

    documents: pd.DataFrame
    removed: pd.DataFrame
    sentences: pd.DataFrame
    mentions: pd.DataFrame
    stances: pd.DataFrame
    titles: pd.DataFrame
    framing: pd.DataFrame
    source_framing: pd.DataFrame
    actor_names: dict[str, str] = field(default_factory=dict)
    scorer: str = ""
    rules: str = ""


def analyse(
    documents: Sequence[Document],
    actors: Actors | Sequence[str] | str | Path | None = None,
    *,
    progress: Progress | None = None,
    scorer: Scorer | None = None,
    engine: Engine | None = None,
    batch_size: int = BATCH_SIZE,
) -> Result:
    """Every table of DESIGN.md for these documents.

    documents: any sequence, such as the `Corpus` of `read`. Two with the same
        id get "-2", "-3" behind it.
    actors: None (China, Russia, the United States, North Korea), ids, the path
        of a TOML file, or `Actors`.
    progress: called with (done, total, what) for each document.
    scorer: who scores stance; the default scorer if None.
    engine: where; this process if None.

    A document has the same figures alone or among others, in any order, batch or engine.
    Raises ActorsError for actors that are not known or cannot be read.
    """
    known = actors_from(actors)
    documents = with_unique_ids(documents, set())
    batches = [documents[first : first + batch_size] for first in range(0, len(documents), batch_size)]
    found = []
    waiting = iter(enumerate(documents, start=1))
    for batch in (engine or ThisProcess()).score(batches, known, scorer):
        found.append(batch)
        for done, document in islice(waiting, len(batch.documents)):
            if progress:
                name = document.title if document.title != UNKNOWN else document.path
                progress(done, len(documents), name)
    joined = join_batches(found)
    tables = {name: getattr(joined, name) for name in TABLES}
    stories = group_stories(documents)
    group_ids = [stories.get(document.doc_id, "") for document in documents]
    tables["documents"] = joined.documents.assign(group_id=pd.Series(group_ids, dtype="str"))
    scored_by = scorer or default_scorer()
    return Result(
        **tables,
        source_framing=frame_sources(tables["documents"], joined.framing),
        actor_names={actor_id: known[actor_id].name for actor_id in known.ids},
        scorer=f"{scored_by.name} {scored_by.version}",
        rules=RULES.version,
    )


def actors_from(actors: Actors | Sequence[str] | str | Path | None) -> Actors:
    """The actors that somebody named; see `analyse`."""
    if isinstance(actors, Actors):
        return actors
    if actors is None:
        return read_actors()
    if isinstance(actors, (str, Path)):
        is_id = isinstance(actors, str) and actors in read_actors().ids
        return read_actors().select([str(actors)]) if is_id else read_actors(actors)
    return read_actors().select(list(actors))


def with_unique_ids(documents: Iterable[Document], taken: set[str]) -> list[Document]:
    """The documents in order; one whose id is taken gets "-2", "-3" behind it. `taken` grows by theirs."""
    unique: list[Document] = []
    for document in documents:
        doc_id, number = document.doc_id, 1
        while doc_id in taken:
            number += 1
            doc_id = f"{document.doc_id}-{number}"
        taken.add(doc_id)
        unique.append(document if doc_id == document.doc_id else replace(document, doc_id=doc_id))
    return unique

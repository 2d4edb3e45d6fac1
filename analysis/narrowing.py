"""A part of a result: some documents, some actors, or only judgements of one kind."""

from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from analysis.batch import TABLES
from analysis.errors import RequestError
from analysis.framing import counted_stances, frame_documents, frame_sources
from analysis.pipeline import Result
from analysis.store import StoredCorpus

_ABOUT_ACTORS = ("mentions", "stances", "titles", "framing")


def narrow(
    result: Result | StoredCorpus,
    *,
    doc_ids: Collection[str] | None = None,
    actors: Collection[str] | None = None,
    explicit: bool | None = None,
) -> Result:
    """What `analyse` would have given for these documents and actors, and for judgements of one kind.

    doc_ids, actors: what stays, in the order it has; all if None. explicit: True keeps
        the judgements at a name of the actor ("China"), False those at words that only
        refer to it ("both countries"), None all. Mentions and titles stay, whichever is asked.

    The figures of a document do not depend on others, so they are selected as they
    are; only documents that lose judgements are framed anew. Sources always are.
    Raises RequestError for a document or an actor that is not known.
    """
    _check_known("document", doc_ids, result.documents["doc_id"])
    _check_known("actor", actors, result.actor_names)
    if isinstance(result, StoredCorpus):
        result = result.select(doc_ids)
    tables = {name: getattr(result, name) for name in TABLES}
    if doc_ids is not None:
        tables = {name: _rows_of(table, "doc_id", doc_ids) for name, table in tables.items()}
    names = result.actor_names
    if actors is not None:
        names = {actor_id: name for actor_id, name in names.items() if actor_id in set(actors)}
        tables |= {name: _rows_of(tables[name], "actor_id", names) for name in _ABOUT_ACTORS}
    if explicit is not None:
        stances = tables["stances"]
        kept = stances[stances["explicit"] == explicit].reset_index(drop=True)
        losing = dict.fromkeys(stances.loc[stances["explicit"] != explicit, "doc_id"])
        framed = _framed_anew(tables["framing"], kept, tables["sentences"], list(losing), list(names))
        tables |= {"stances": kept, "framing": framed}
    sources = frame_sources(tables["documents"], tables["framing"])
    return replace(result, **tables, source_framing=sources, actor_names=names)


def _check_known(what: str, wanted: Collection[str] | None, known: Collection[str]) -> None:
    if missing := sorted(set(wanted or ()) - set(known)):
        raise RequestError(
            f'narrow: there is no {what} "{missing[0]}"; known are {", ".join(list(known)[:8])}.'
        )


def _rows_of(table: pd.DataFrame, column: str, wanted: Collection[str]) -> pd.DataFrame:
    return table[table[column].isin(set(wanted))].reset_index(drop=True)


def _framed_anew(
    framing: pd.DataFrame,
    stances: pd.DataFrame,
    sentences: pd.DataFrame,
    losing: list[str],
    actors: list[str],
) -> pd.DataFrame:
    """The table `framing` in its order, with new rows for the documents that lost judgements."""
    left = _rows_of(stances, "doc_id", losing)
    counted = counted_stances(left, _rows_of(sentences, "doc_id", losing))
    anew = frame_documents(losing, actors, counted)
    keys = ["doc_id", "actor_id", "voice"]
    order = framing[keys]
    whole = pd.concat([framing[~framing["doc_id"].isin(set(losing))], anew], ignore_index=True)
    return order.merge(whole, on=keys, how="left", validate="one_to_one")[list(framing.columns)]

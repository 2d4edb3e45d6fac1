"""What is compared: two to four documents, sources or groups, or the actors of one document."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis import Result
from dashboard import address, wording, wording_compare
from dashboard.selection import Selection

AT_MOST = 4


@dataclass(frozen=True, slots=True)
class Side:
    """One of those that are compared.

    key: its id, name or group; for an actor in a document "doc_id/CN", as in the table `comparison`.
    name: what it is called in a sentence: a document by its letter, all others by their name.
    title, byline: what stands above its evidence. actor_id: the actor that is compared, "" where all are.
    """

    key: str
    letter: str
    name: str
    title: str
    byline: str
    documents: tuple[str, ...]
    actor_id: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """The sides of a comparison, none where there is nothing to compare, and how the documents are grouped."""

    kind: str
    sides: tuple[Side, ...] = ()
    missing: str = ""

    @property
    def has_unknown(self) -> bool:
        """Whether one of the groups is of documents of which nobody told what they are grouped by."""
        return self.kind == "group" and any(wording_compare.is_unknown(side.key) for side in self.sides)

    @property
    def groups(self) -> tuple[tuple[str, str], ...]:
        """Document and side, for those that are pooled."""
        return tuple((doc_id, side.key) for side in self.sides for doc_id in side.documents)


def choose_compared(
    result: Result, selection: Selection, rows: Sequence[Mapping[str, Any]], bar: DeltaGenerator
) -> Compared:
    """Draw the choice of what is compared, and return it. rows: the documents with figures. bar: for its kind."""
    with bar, address.bound("by", wording_compare.KINDS, "document"):
        kind = st.segmented_control(
            "Compare",
            list(wording_compare.KINDS),
            required=True,
            format_func=lambda key: wording_compare.KINDS[key],
            key="by",
        )
    choose: Callable[[Result, Selection, Sequence[Mapping[str, Any]]], Compared] = {
        "source": _choose_sources,
        "group": _choose_groups,
        "actor": _choose_actors,
    }.get(kind or "", _choose_documents)
    return choose(result, selection, rows)


def _choose_documents(result: Result, selection: Selection, rows: Sequence[Mapping[str, Any]]) -> Compared:
    if len(rows) < 2:
        return Compared("document", missing=wording_compare.too_few("document", len(rows)))
    titles = wording.labels_of(rows)
    chosen = _choose_several(
        "with",
        "Documents side by side (two to four)",
        titles,
        suggest_two(result, list(titles), selection.voice),
    )
    by_id = {row["doc_id"]: row for row in rows}
    return Compared(
        "document",
        tuple(
            Side(
                doc_id,
                letter,
                letter,
                wording.title_of(by_id[doc_id], 90),
                wording.byline_of(by_id[doc_id]),
                (doc_id,),
            )
            for doc_id, letter in zip(chosen, ascii_uppercase, strict=False)
        ),
        "" if len(chosen) > 1 else "Choose at least two documents to compare.",
    )


def _choose_sources(result: Result, selection: Selection, rows: Sequence[Mapping[str, Any]]) -> Compared:
    found = _gather(rows, lambda row: str(row["source"]))
    found.pop(wording.UNKNOWN, None)
    if len(found) < 2:
        return Compared("source", missing=wording_compare.too_few("source", len(found)))
    chosen = _choose_several(
        "sources", "Sources side by side (two to four)", {source: source for source in found}, _largest(found)
    )
    return _pooled("source", {source: found[source] for source in chosen})


def _choose_groups(result: Result, selection: Selection, rows: Sequence[Mapping[str, Any]]) -> Compared:
    with st.container(horizontal=True, vertical_alignment="bottom", key="compare_more"):
        default = _telling_grouping(rows)
        with address.bound("grouped", wording_compare.GROUPINGS, default):
            grouping = st.selectbox(
                "Grouped by",
                list(wording_compare.GROUPINGS),
                format_func=lambda key: wording_compare.GROUPINGS[key],
                key="grouped",
                width=230,
                help=wording_compare.UNKNOWN_OWN,
            )
        found = _gather(rows, lambda row: _group_of(row, grouping or default))
        if len(found) < 2:
            return Compared("group", missing=wording_compare.too_few("group", len(found)))
        names = {group: group for group in found}
        chosen = _choose_several("groups", "Groups side by side (two to four)", names, _largest(found))
    return _pooled("group", {group: found[group] for group in chosen})


def _choose_actors(result: Result, selection: Selection, rows: Sequence[Mapping[str, Any]]) -> Compared:
    if len(selection.actors) < 2:
        return Compared("actor", missing=wording_compare.too_few("actor", len(selection.actors)))
    titles = wording.labels_of(rows)
    with st.container(horizontal=True, vertical_alignment="bottom", key="compare_more"):
        with address.bound("in", titles, _richest(result, list(titles), selection)):
            doc_id = st.selectbox("Document", list(titles), format_func=lambda key: titles[key], key="in")
        names = {actor_id: result.actor_names[actor_id] for actor_id in selection.actors}
        chosen = _choose_several("actors", "Actors (two to four)", names, list(names)[:AT_MOST])
    title = wording.title_of(next(row for row in rows if row["doc_id"] == doc_id))
    sides = tuple(
        Side(
            f"{doc_id}/{actor_id}", letter, names[actor_id], names[actor_id], title, (str(doc_id),), actor_id
        )
        for actor_id, letter in zip(chosen, ascii_uppercase, strict=False)
    )
    return Compared("actor", sides, "" if len(sides) > 1 else "Choose at least two actors to compare.")


def _choose_several(key: str, label: str, names: Mapping[str, str], suggested: Sequence[str]) -> list[str]:
    with address.bound(key, names, list(suggested)):
        return st.multiselect(
            label, list(names), max_selections=AT_MOST, format_func=lambda one: names[one], key=key
        )


def _pooled(kind: str, chosen: Mapping[str, Sequence[str]]) -> Compared:
    sides = tuple(
        Side(
            name,
            letter,
            name if kind == "source" else f"“{name}”",
            name,
            wording_compare.texts(len(doc_ids)),
            tuple(doc_ids),
        )
        for (name, doc_ids), letter in zip(chosen.items(), ascii_uppercase, strict=False)
    )
    what = "sources" if kind == "source" else "groups"
    return Compared(kind, sides, "" if len(sides) > 1 else f"Choose at least two {what} to compare.")


def _gather(
    rows: Sequence[Mapping[str, Any]], name_of: Callable[[Mapping[str, Any]], str]
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(name_of(row), []).append(row["doc_id"])
    return dict(sorted(found.items(), key=lambda item: item[0].casefold()))


def _group_of(row: Mapping[str, Any], grouping: str) -> str:
    value = str(row["published" if grouping == "year" else grouping])
    if grouping == "year" and value != wording.UNKNOWN:
        value = value[:4]
    return wording_compare.group_name(grouping, value)


def _telling_grouping(rows: Sequence[Mapping[str, Any]]) -> str:
    """The first grouping by which the documents are in more than one group."""
    groupings = list(wording_compare.GROUPINGS)
    telling = (one for one in groupings if len({_group_of(row, one) for row in rows}) > 1)
    return next(telling, groupings[0])


def _largest(found: Mapping[str, Sequence[str]]) -> list[str]:
    """The two with most documents, in the order they are offered."""
    two = sorted(found, key=lambda name: -len(found[name]))[:2]
    return [name for name in found if name in two]


def suggest_two(result: Result, doc_ids: Sequence[str], voice: str) -> list[str]:
    """The two documents that say most about an actor they share."""
    framing = result.framing[(result.framing["voice"] == voice) & result.framing["doc_id"].isin(set(doc_ids))]
    best: tuple[int, list[str]] = (-1, list(doc_ids[:2]))
    for _, rows in framing.groupby("actor_id", sort=False):
        two = rows.sort_values("n_sentences", ascending=False, kind="stable").head(2)
        if len(two) == 2 and int(two["n_sentences"].min()) > best[0]:
            best = (int(two["n_sentences"].min()), list(two["doc_id"]))
    return [doc_id for doc_id in doc_ids if doc_id in best[1]]


def _richest(result: Result, doc_ids: Sequence[str], selection: Selection) -> str:
    """The document that says most about its second actor: there two can be compared."""
    framing = result.framing
    rows = framing[
        framing["doc_id"].isin(set(doc_ids))
        & (framing["voice"] == selection.voice)
        & framing["actor_id"].isin(selection.actors)
    ]
    second = rows.groupby("doc_id", sort=False)["n_sentences"].apply(lambda counts: sorted(counts)[-2])
    return str(second.idxmax())

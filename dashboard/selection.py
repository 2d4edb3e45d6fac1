"""What the reader chose to see: the bar of filters, the same on every view, and in the address.

The choices that are rarely changed stand behind one button, which says how many
of them are set; the line below the bar says in words what is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import streamlit as st

from analysis import Result
from dashboard import address, data, data_evidence, wording, wording_filters
from dashboard.literal import literal

ACTORS, DOCUMENTS, VOICE = "actor", "doc", "voice"
SOURCES, FROM, UNTIL, UNDATED, NAMED = "source", "from", "to", "undated", "named"
_EMPTY: dict[str, Any] = {
    ACTORS: [],
    DOCUMENTS: [],
    SOURCES: [],
    FROM: None,
    UNTIL: None,
    UNDATED: "out",
    NAMED: "all",
}
"""Every filter and its value when it is not set. The voice is not among them: one is always chosen."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The filters of a view.

    documents: those that remain after all filters, in the order they were read.
    voice: whose is the headline; "": all are shown apart. sources: those that
    were chosen, none for all. dates: the first and the last, ISO cut to its
    precision, "" where open. undated: whether documents without a date stay
    where dates are chosen. reference: which judgements are counted, "all",
    "named" (at a name of the actor) or "referred" (at words that refer to it);
    figures for other than "all" are those of `data.filtered`.
    """

    actors: tuple[str, ...]
    documents: tuple[str, ...]
    voice: str
    sources: tuple[str, ...] = ()
    dates: tuple[str, str] = ("", "")
    undated: bool = True
    reference: str = "all"

    @property
    def beside(self) -> str:
        """The voice that is shown beside the headline."""
        return "author" if self.voice == "reported" else "reported"

    @property
    def explicit(self) -> bool | None:
        """`reference` as the tables have it; None for all."""
        return {"named": True, "referred": False}.get(self.reference)


def show_filters(result: Result, *, has_voice: bool = True) -> Selection:
    """Draw the bar of filters and return what is chosen. An empty filter means everything.

    has_voice: without it there is no switch between voices, for a page that shows all of them apart.
    """
    rows = rows_of(result)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="filters"):
        actors = _choose_actors(result)
        voice = _choose_voice() if has_voice else ""
        documents = _choose_documents(rows)
        sources, dates, undated, reference = _choose_more(rows)
    chosen = set(actors or result.actor_names)
    wanted, within = set(documents), set(sources)
    selection = Selection(
        actors=tuple(actor_id for actor_id in result.actor_names if actor_id in chosen),
        documents=tuple(
            row["doc_id"]
            for row in rows
            if (not wanted or row["doc_id"] in wanted)
            and (not within or row["source"] in within)
            and is_between(row["published"], dates, undated=undated)
        ),
        voice=voice,
        sources=tuple(sources),
        dates=dates,
        undated=undated,
        reference=reference,
    )
    left = wording_filters.left_out(selection.documents, rows, dates, undated, reference)
    if any(address.is_chosen(key, empty) for key, empty in _EMPTY.items()):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="filtered"):
            if left:
                st.html(f'<p class="fl-note">{escape(left)}</p>', width="content")
            st.button("Clear filters", on_click=_clear, type="tertiary", key="clear")
    return selection


def is_between(published: str, dates: tuple[str, str], *, undated: bool) -> bool:
    """Whether a document is of these dates; a date known to the year or month counts where it reaches into them.

    published: ISO cut to its precision, or "unknown". undated: what is said of documents without a date.
    """
    first, last = dates
    if not first and not last:
        return True
    if published == wording.UNKNOWN:
        return undated
    # "2023" begins before "2023-05" and ends after it: as text, each is cut to what both know
    is_late = not first or published[: len(first)] >= first[: len(published)]
    is_early = not last or published[: len(last)] <= last[: len(published)]
    return is_late and is_early


def _choose_actors(result: Result) -> list[str]:
    with address.bound(ACTORS, result.actor_names, []):
        actors = st.pills(
            "Actors",
            list(result.actor_names),
            selection_mode="multi",
            format_func=lambda actor_id: literal(result.actor_names[actor_id]),
            key=ACTORS,
            help="None chosen: all of them.",
        )
    return actors or []


def _choose_voice() -> str:
    with address.bound(VOICE, wording.VOICE_NAMES, "author"):
        voice = st.segmented_control(
            "Voice",
            list(wording.VOICE_NAMES),
            required=True,
            format_func=lambda voice: wording.VOICE_NAMES[voice],
            key=VOICE,
            help=wording.VOICE_HELP,
        )
    return voice or "author"


def _choose_documents(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    titles = wording.labels_of(rows)
    with address.bound(DOCUMENTS, titles, []):
        return st.multiselect(
            "Documents",
            list(titles),
            format_func=lambda doc_id: titles[doc_id],
            key=DOCUMENTS,
            placeholder="All documents",
            width=230,
        )


def _choose_more(rows: Sequence[Mapping[str, Any]]) -> tuple[list[str], tuple[str, str], bool, str]:
    """Sources, dates, whether undated documents stay, and which judgements are counted."""
    n_set = sum(address.is_chosen(key, _EMPTY[key]) for key in (SOURCES, FROM, UNTIL, NAMED))
    known = sorted({row["source"] for row in rows} - {wording.UNKNOWN}, key=str.casefold)
    periods = sorted({row["published"] for row in rows} - {wording.UNKNOWN})
    with st.popover(wording_filters.more(n_set), key="more"):
        sources: list[str] = []
        if known:
            unknown = [wording.UNKNOWN] if any(row["source"] == wording.UNKNOWN for row in rows) else []
            sources = _choose_sources([*known, *unknown])
        else:
            st.caption(wording_filters.NO_SOURCES)
        dates, undated = ("", ""), True
        if periods:
            dates = (_choose_date("From", FROM, periods), _choose_date("Until", UNTIL, periods[::-1]))
        else:
            st.caption(wording_filters.NO_DATES)
        if any(dates) and any(row["published"] == wording.UNKNOWN for row in rows):
            undated = _choose_one(UNDATED, "Documents without a date", wording_filters.UNDATED, "out") == "in"
        reference = _choose_one(NAMED, "Judgements", wording_filters.REFERENCES, "all")
    return sources, dates, undated, reference


def _choose_sources(sources: Sequence[str]) -> list[str]:
    with address.bound(SOURCES, sources, []):
        return st.multiselect(
            "Sources",
            list(sources),
            format_func=wording_filters.source_name,
            key=SOURCES,
            placeholder="All sources",
        )


def _choose_date(label: str, key: str, periods: Sequence[str]) -> str:
    with address.bound(key, periods, None):
        chosen = st.selectbox(label, list(periods), index=None, key=key, placeholder="Any date")
    return chosen or ""


def _choose_one(key: str, label: str, names: Mapping[str, str], default: str) -> str:
    with address.bound(key, names, default):
        chosen = st.radio(label, list(names), format_func=lambda one: names[one], key=key)
    return str(chosen)


def _clear() -> None:
    for key, empty in _EMPTY.items():
        st.session_state[key] = list(empty) if isinstance(empty, list) else empty


def link_filters() -> dict[str, list[str]]:
    """The filters as a link to another page takes them along; call it after `show_filters`."""
    return address.used((*_EMPTY, VOICE))


def used_words(selection: Selection, result: Result) -> str:
    """The filters in one line, for paper: printing hides the bar."""
    actors = ", ".join(result.actor_names[actor_id] for actor_id in selection.actors)
    voice = f"; voice: {wording.VOICE_NAMES[selection.voice].lower()}" if selection.voice else ""
    more = wording_filters.used(selection.sources, selection.dates, selection.undated, selection.reference)
    documents = f"{len(selection.documents)} of {len(data.current_result().documents)} documents"
    return f"Filters used: {actors}; {documents}{more}{voice}."


def rows_of(result: Result) -> list[dict[str, Any]]:
    """The documents as records, in the order they were read; shared, so never to be changed."""
    return data_evidence.document_rows(result)


def scored(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those that have figures: documents in another language are listed, not scored."""
    return [row for row in rows if row["status"] != "other language"]

"""What the reader chose to see; which actors, which documents, whose voice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from analysis import Result
from dashboard import address, wording

ACTORS, DOCUMENTS, VOICE = "actor", "doc", "voice"


@dataclass(frozen=True, slots=True)
class Selection:
    """The filters of a view: which actors, which documents, whose voice is the headline ("": all apart)."""

    actors: tuple[str, ...]
    documents: tuple[str, ...]
    voice: str

    @property
    def beside(self) -> str:
        """The voice that is shown beside the headline."""
        return "author" if self.voice == "reported" else "reported"


def show_filters(result: Result, *, has_voice: bool = True) -> Selection:
    """Draw the bar of filters and return what is chosen. An empty filter means everything.

    has_voice: without it there is no switch between voices, for a page that shows all of them apart.
    """
    titles = wording.labels_of(rows_of(result))
    with st.container(horizontal=True, vertical_alignment="top", gap="medium"):
        with address.bound(ACTORS, result.actor_names, []):
            actors = st.pills(
                "Actors",
                list(result.actor_names),
                selection_mode="multi",
                format_func=lambda actor_id: result.actor_names[actor_id],
                key=ACTORS,
                help="None chosen: all of them.",
            )
        voice = _choose_voice() if has_voice else ""
        with address.bound(DOCUMENTS, titles, []):
            documents = st.multiselect(
                "Documents",
                list(titles),
                format_func=lambda doc_id: titles[doc_id],
                key=DOCUMENTS,
                placeholder="All documents",
                width=420,
            )
    chosen = set(actors or result.actor_names)
    shown = set(documents or titles)
    return Selection(
        actors=tuple(actor_id for actor_id in result.actor_names if actor_id in chosen),
        documents=tuple(doc_id for doc_id in titles if doc_id in shown),
        voice=voice,
    )


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


def used_words(selection: Selection, result: Result) -> str:
    """The filters in one line, for paper: printing hides the bar."""
    actors = ", ".join(result.actor_names[actor_id] for actor_id in selection.actors)
    voice = f"; voice: {wording.VOICE_NAMES[selection.voice].lower()}" if selection.voice else ""
    return f"Filters used: {actors}; {len(selection.documents)} of {len(result.documents)} documents{voice}."


def rows_of(result: Result) -> list[dict[str, Any]]:
    """The documents as records, in the order they were read."""
    return [dict(row) for row in result.documents.to_dict("records")]


def scored(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those that have figures: documents in another language are listed, not scored."""
    return [row for row in rows if row["status"] != "other language"]

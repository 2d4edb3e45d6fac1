"""Framelens: how documents frame China, Russia, the United States and North Korea.

    import analysis
    corpus = analysis.read(["seeds"])
    result = analysis.analyse(corpus)
    result.framing                      # documents × actors × voices, with counts, ranges, verdicts
    analysis.evidence(result, doc_id, "US")     # the sentences behind a figure

Stance is how a sentence, as worded, makes an actor look; tone is how warm the
wording is as a whole. Neither is a judgement of truth.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.actors import Actor, Actors, read_actors
from analysis.briefing import Brief, make_brief, write_brief
from analysis.comparison import compare_units
from analysis.describing import describe
from analysis.errors import (
    ActorsError,
    DocumentError,
    FramelensError,
    RequestError,
    SourcesError,
    StoreError,
    WorkspaceError,
)
from analysis.evidence import find_evidence
from analysis.framing import RULES, Rules, counted_stances
from analysis.ingest import document, fetch, read, read_bytes, restore
from analysis.ingest.format_names import FORMAT_NAMES
from analysis.ingest.metadata import CHOICES as METADATA_CHOICES
from analysis.ingest.outlets import Guess, Outlet, guess_outlet
from analysis.ingest.uploads import Upload, Uploads, plan_uploads
from analysis.joining import join_results
from analysis.pipeline import Result, Tables, analyse
from analysis.sensitivity import find_sensitivity
from analysis.speakers import frame_speakers
from analysis.stance import WEIGHTS, default_scorer, explain_span
from analysis.store import StoredCorpus, is_store, open_corpus, score_into
from analysis.tables import make_table
from analysis.tone import find_tone_words
from analysis.types import Corpus, Document, Failure, Span
from analysis.workspace import (
    Imported,
    Step,
    Workspace,
    open_workspace,
    remember_folder,
    workspace_folder,
)

__version__ = "0.1.0"

__all__ = [
    "FORMAT_NAMES",
    "METADATA_CHOICES",
    "RULES",
    "Actor",
    "Actors",
    "ActorsError",
    "Brief",
    "Corpus",
    "Document",
    "DocumentError",
    "Failure",
    "FramelensError",
    "Guess",
    "Imported",
    "Outlet",
    "RequestError",
    "Result",
    "Rules",
    "SourcesError",
    "Step",
    "StoreError",
    "StoredCorpus",
    "Upload",
    "Uploads",
    "Workspace",
    "WorkspaceError",
    "analyse",
    "brief",
    "compare",
    "describe",
    "document",
    "evidence",
    "explain",
    "explain_tone",
    "fetch",
    "guess_outlet",
    "is_store",
    "join_results",
    "model_card",
    "open_corpus",
    "open_workspace",
    "plan_uploads",
    "read",
    "read_actors",
    "read_bytes",
    "remember_folder",
    "restore",
    "score_into",
    "score_spans",
    "seeds_folder",
    "sensitivity",
    "speakers",
    "workspace_folder",
    "write_brief",
]


def score_spans(spans: Sequence[Span]) -> NDArray[np.float64]:
    """How each sentence makes the words at its span look.

    spans: (sentence, start, end), the half-open place of the words that name the actor.
    Returns: (n, 3), P(unfavourable), P(neutral), P(favourable); [] gives (0, 3).
    Raises RequestError for a span that is not inside its sentence.
    """
    return default_scorer().score_spans(spans)


def explain(sentence: str, start: int, end: int) -> pd.DataFrame:
    """The words that moved the stance toward the span, in reading order.

    Returns: start, end (offsets in the sentence), text, moved: by how much
        P(favourable) − P(unfavourable) is higher with the word than without it.
        It says what the scorer reacted to, not why the sentence was written so.
    """
    words = explain_span(default_scorer(), (sentence, start, end))
    return make_table("words", [(w.start, w.end, w.text, w.moved) for w in words])


def explain_tone(sentence: str) -> pd.DataFrame:
    """The words that drove the tone, as `explain` gives those of the stance; moved: their polarity, −1..1."""
    return make_table("words", [(w.start, w.end, w.text, w.moved) for w in find_tone_words(sentence)])


def _about(result: Tables, doc_ids: Sequence[str]) -> Tables:
    """The tables of these documents, as far as it spares reading those of all."""
    return result.select(doc_ids) if isinstance(result, StoredCorpus) else result


def compare(
    result: Tables, by: str = "document", voice: str = "author", *, units: Sequence[str] | None = None
) -> pd.DataFrame:
    """The table `comparison`: who is framed more favourably, with ranges that hold together.

    by: "document", "source", "actor" (inside each document) or "voice" (the
        author against those quoted). units: the documents or sources to compare, in this order; all if None.
    Raises RequestError for a word, document or source that is not known.
    """
    # Sources are compared by the framing of their documents, not by their sentences.
    needed = [] if by == "source" else units
    part = result if needed is None else _about(result, needed)
    counted = counted_stances(part.stances, part.sentences)
    framing = result.framing if by == "source" else part.framing
    return compare_units(result.documents, counted, framing, by=by, voice=voice, units=units)


def evidence(
    result: Tables,
    doc_id: str | None = None,
    actor_id: str | None = None,
    *,
    voice: str = "all",
    label: str | None = None,
    holder: str | None = None,
    order: str = "clearest",
    include_headings: bool = False,
) -> pd.DataFrame:
    """The sentences behind a figure, with stance, tone, voice and place.

    holder: whose view, as in `stances`; "" is the author.
    order: "clearest" (stance furthest from 0 first), "reading" or "random"
        (the same at every call). None leaves a filter open.
    """
    part = result if doc_id is None else _about(result, [doc_id])
    return find_evidence(
        part.stances,
        part.sentences,
        doc_id=doc_id,
        actor_id=actor_id,
        voice=voice,
        label=label,
        holder=holder,
        order=order,
        include_headings=include_headings,
    )


def speakers(result: Tables, doc_ids: Sequence[str] | None = None, *, pooled: bool = False) -> pd.DataFrame:
    """The table `speakers`: what each holder says of each actor, the author first.

    doc_ids: the documents that count; all if None. pooled: all holders that are
    no actors taken together as "other voices".
    Raises RequestError for a document that has no figures.
    """
    part = result if doc_ids is None else _about(result, doc_ids)
    counted = counted_stances(part.stances, part.sentences)
    return frame_speakers(counted, list(result.actor_names), doc_ids=doc_ids, pooled=pooled)


def sensitivity(result: Tables, doc_id: str, actor_id: str, voice: str = "author") -> pd.DataFrame:
    """The table `sensitivity`: the verdict as it is, and each other voice or left-out paragraph that changes it.

    Raises RequestError for a voice or document that is not known.
    """
    part = _about(result, [doc_id])
    counted = counted_stances(part.stances, part.sentences)
    return find_sensitivity(counted, doc_id=doc_id, actor_id=actor_id, voice=voice)


def brief(
    result: Result,
    *,
    title: str = "",
    question: str = "",
    author: str = "",
    date: str | None = None,
    doc_ids: Sequence[str] | None = None,
    actors: Sequence[str] | None = None,
    voice: str = "author",
    judgements: Mapping[str, str] | None = None,
) -> Brief:
    """Claim, figure, evidence and source together, ready to be written by `write_brief`.

    date: ISO; where none is named it is the day of export, and the brief says so.
    doc_ids, actors: what is told, in this order; all if None. voice: the one that is counted;
        the other stands beside it.
    judgements: the key judgements in this order, by the keys of a drafted brief
        ("document/CN/author/…" for any cell of the matrix); a sentence that is
        not "" replaces the drafted one. The figures are always taken from the tables.
    Raises RequestError for a voice, document, actor, date or key that is not known.
    """
    return make_brief(
        result,
        title=title,
        question=question,
        author=author,
        date=date,
        doc_ids=doc_ids,
        actors=actors,
        voice=voice,
        judgements=judgements,
        version=__version__,
        card=model_card(),
    )


def model_card() -> str:
    """What the bundled model learnt from, how accurate it is beside baselines, and where it fails, in Markdown."""
    return (WEIGHTS / "MODEL_CARD.md").read_text(encoding="utf-8")


def seeds_folder() -> Path:
    """The folder of the five documents that the dashboard opens with."""
    inside = Path(__file__).parent / "seeds"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "seeds"

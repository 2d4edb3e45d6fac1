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

import pandas as pd

from analysis import review
from analysis.actors import Actor, Actors, read_actors
from analysis.attributed import find_attributed as attributions
from analysis.briefing import (
    Brief,
    Judgement,
    ReviewNote,
    brief_forms,
    make_brief,
    note_reviews,
    restore_all,
    write_brief,
)
from analysis.briefing.choosing import has_judgement, judgement_key, reword_brief
from analysis.briefing.citations import cite_documents
from analysis.bundled import model_card, seeds_folder
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
from analysis.explaining import explain, explain_tone, score_spans
from analysis.fingerprinting import fingerprint
from analysis.framing import RULES, Rules, counted_stances
from analysis.ingest import FORMAT_NAMES, Preview, document, fetch, preview_table, read, read_bytes, restore
from analysis.ingest.files.uploads import Upload, Uploads, plan_uploads
from analysis.ingest.metadata import CHOICES as METADATA_CHOICES
from analysis.ingest.metadata.outlets import Guess, Outlet, guess_outlet
from analysis.joining import join_results
from analysis.keywords import find_keywords as keywords
from analysis.narrowing import narrow
from analysis.overlap import Overlap, Shortfall, Subject, describe_overlap
from analysis.periods import PeriodChange, Periods, compare_periods
from analysis.periods import find_periods as periods
from analysis.periods import frame_groups as group_framing
from analysis.pipeline import Result, Tables, analyse
from analysis.rechecking import recheck
from analysis.sensitivity import find_sensitivity
from analysis.sensitivity import find_source_sensitivity as source_sensitivity
from analysis.speakers import frame_speakers
from analysis.store import StoredCorpus, is_store, open_corpus, score_into
from analysis.tables import neutralise_formulas
from analysis.types import Corpus, Document, Failure
from analysis.workspace import (
    BriefText,
    ChosenJudgement,
    Imported,
    Pin,
    PinnedFigure,
    PinnedSentence,
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
    "BriefText",
    "ChosenJudgement",
    "Corpus",
    "Document",
    "DocumentError",
    "Failure",
    "FramelensError",
    "Guess",
    "Imported",
    "Judgement",
    "Outlet",
    "Overlap",
    "PeriodChange",
    "Periods",
    "Pin",
    "PinnedFigure",
    "PinnedSentence",
    "Preview",
    "RequestError",
    "Result",
    "ReviewNote",
    "Rules",
    "Shortfall",
    "SourcesError",
    "Step",
    "StoreError",
    "StoredCorpus",
    "Subject",
    "Upload",
    "Uploads",
    "Workspace",
    "WorkspaceError",
    "analyse",
    "attributions",
    "brief",
    "brief_forms",
    "cite_documents",
    "compare",
    "compare_periods",
    "describe",
    "describe_overlap",
    "document",
    "evidence",
    "explain",
    "explain_tone",
    "fetch",
    "fingerprint",
    "group_framing",
    "guess_outlet",
    "has_judgement",
    "is_store",
    "join_results",
    "judgement_key",
    "keywords",
    "model_card",
    "narrow",
    "neutralise_formulas",
    "note_reviews",
    "open_corpus",
    "open_workspace",
    "periods",
    "plan_uploads",
    "preview_table",
    "read",
    "read_actors",
    "read_bytes",
    "recheck",
    "remember_folder",
    "restore",
    "restore_all",
    "review",
    "reword_brief",
    "score_into",
    "score_spans",
    "seeds_folder",
    "sensitivity",
    "source_sensitivity",
    "speakers",
    "workspace_folder",
    "write_brief",
]


def _about(result: Tables, doc_ids: Sequence[str]) -> Tables:
    """The tables of these documents, as far as it spares reading those of all."""
    return result.select(doc_ids) if isinstance(result, StoredCorpus) else result


def compare(
    result: Tables,
    by: str = "document",
    voice: str = "author",
    *,
    units: Sequence[str] | None = None,
    groups: Mapping[str, str] | None = None,
    at_least: int = RULES.sentences_for_range,
) -> pd.DataFrame:
    """The table `comparison`: who is framed more favourably, with ranges that hold together.

    by: "document", "source", "group", "actor" (inside each document) or "voice" (the
        author against those quoted). units: the documents, sources or groups to compare,
        in this order; all if None. groups: doc_id → its group, for by="group"; it is
        pooled as a source is. at_least: sentences on both sides from which a pair has a range.
    Raises RequestError for a word, document, source or group that is not known.
    """
    # Sources and groups are compared by the framing of their documents, not by their sentences.
    is_pooled = by in ("source", "group")
    needed = [] if is_pooled else units
    part = result if needed is None else _about(result, needed)
    counted = counted_stances(part.stances, part.sentences)
    framing = result.framing if is_pooled else part.framing
    return compare_units(
        result.documents, counted, framing, by=by, voice=voice, units=units, groups=groups, at_least=at_least
    )


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
    restored: Result | None = None,
    reviewed: ReviewNote | None = None,
) -> Brief:
    """Claim, figure, evidence and source together, ready to be written by `write_brief`.

    date: ISO; where none is named it is the day of export, and the brief says so.
    doc_ids, actors: what is told, in this order; all if None. voice: the one that is counted;
        the other stands beside it.
    judgements: the key judgements in this order, by the keys of a drafted brief
        ("document/CN/author/…" for any cell of the matrix); a sentence that is
        not "" replaces the drafted one. The figures are always taken from the tables.
    restored: `analyse(restore_all(corpus))`, with the same actors; with it the brief tells each
        verdict that the removed blocks would change. reviewed: what a person reviewed, and how far the person agreed.
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
        restored=restored,
        reviewed=reviewed,
        version=__version__,
        card=model_card(),
    )

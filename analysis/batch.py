"""From documents to their rows: a pure function of a batch, the same in every process, batch and order."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.actors import Actors, find_mentions
from analysis.framing import counted_stances, frame_documents
from analysis.references import find_references
from analysis.sentences import find_sentences
from analysis.stance import UNCERTAIN_BELOW, Scorer, VoiceScorer, labels_of
from analysis.tables import join_tables, make_table
from analysis.tone import score_tone
from analysis.types import UNKNOWN, Attribution, Document, Mention, Sentence, Span
from analysis.voice import find_attributions, tell_voice

Row = tuple[object, ...]

_SCORED_LANGUAGES = ("en", UNKNOWN)


@dataclass(frozen=True)
class Batch:
    """The tables of some documents, as far as no other document has a say in them.

    Near-duplicates (`group_id`, here "") and the framing of sources need all documents.
    """

    documents: pd.DataFrame
    removed: pd.DataFrame
    sentences: pd.DataFrame
    mentions: pd.DataFrame
    stances: pd.DataFrame
    titles: pd.DataFrame
    framing: pd.DataFrame


TABLES = tuple(field.name for field in fields(Batch))


@dataclass(frozen=True)
class _Target:
    """A sentence × actor that waits for its stance: one span for each mention."""

    sentence_id: int
    actor_id: str
    mentions: tuple[Mention, ...]
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True)
class _Parts:
    """One document taken apart. Mentions count in their sentence."""

    document: Document
    status: str
    sentences: list[Sentence]
    mentions: list[list[Mention]]
    targets: list[_Target]
    tones: list[tuple[float, float]]
    title_targets: list[_Target]


def _take_apart(document: Document, actors: Actors) -> _Parts:
    if document.language not in _SCORED_LANGUAGES:
        return _Parts(document, "other language", [], [], [], [], [])
    sentences = find_sentences(document.text, document.paragraphs)
    named = [find_mentions(sentence.text, actors) for sentence in sentences]
    attributions = find_attributions(document.text, sentences, named)
    mentions = [
        sorted([*inside, *referring], key=lambda mention: (mention.start, mention.end))
        for inside, referring in zip(named, find_references(sentences, named, actors), strict=True)
    ]
    targets = [
        target
        for sentence, inside, spoken in zip(sentences, mentions, attributions, strict=True)
        for target in _targets(sentence.sentence_id, inside, spoken)
    ]
    title = document.title if document.title != UNKNOWN else ""
    return _Parts(
        document=document,
        status="scored" if targets else "no actor",
        sentences=sentences,
        mentions=mentions,
        targets=targets,
        tones=score_tone([sentence.text for sentence in sentences]),
        title_targets=_targets(0, find_mentions(title, actors), ()),
    )


def _targets(
    sentence_id: int, mentions: Sequence[Mention], attributions: tuple[Attribution, ...]
) -> list[_Target]:
    by_actor: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.kind != "predecessor":
            by_actor.setdefault(mention.actor_id, []).append(mention)
    return [_Target(sentence_id, actor, tuple(found), attributions) for actor, found in by_actor.items()]


def score_batch(documents: Sequence[Document], actors: Actors, scorer: Scorer) -> Batch:
    """The rows of these documents. Their ids must differ.

    A document's rows are the same whatever stands beside it.
    """
    parts = [_take_apart(document, actors) for document in documents]
    removed = make_table(
        "removed",
        [
            (part.document.doc_id, block.block_id, block.start, block.end, block.text, block.reason)
            for part in parts
            for block in part.document.removed
        ],
    )
    sentences = make_table(
        "sentences",
        [
            (part.document.doc_id, s.sentence_id, s.paragraph, s.start, s.end, s.text, s.is_heading, *tone)
            for part in parts
            for s, tone in zip(part.sentences, part.tones, strict=True)
        ],
    )
    mentions = make_table(
        "mentions",
        [
            (part.document.doc_id, s.sentence_id, m.actor_id, s.start + m.start, s.start + m.end, m.text, m.kind)
            for part in parts
            for s, inside in zip(part.sentences, part.mentions, strict=True)
            for m in inside
        ],
    )  # fmt: skip
    stances = _stances(parts, scorer)
    scored = [part.document.doc_id for part in parts if part.status != "other language"]
    return Batch(
        documents=make_table(
            "documents", [document_row(part.document, part.status, len(part.sentences)) for part in parts]
        ),
        removed=removed,
        sentences=sentences,
        mentions=mentions,
        stances=stances,
        titles=_titles(parts, scorer),
        framing=frame_documents(scored, actors.ids, counted_stances(stances, sentences)),
    )


def join_batches(batches: Sequence[Batch]) -> Batch:
    """The rows of all batches, in their order."""
    return Batch(**{name: join_tables(name, [getattr(batch, name) for batch in batches]) for name in TABLES})


def document_row(document: Document, status: str, n_sentences: int, group_id: str = "") -> Row:
    """A row of the table `documents`. group_id: "" where no near-duplicate is known."""
    d = document
    return (
        d.doc_id, d.title, d.source, d.country, d.control, d.genre, d.author, d.address, d.published,
        d.published_precision, d.language, d.translated, d.complete, status, " ".join(d.notes),
        group_id, d.format, d.path, len(d.text), n_sentences, len(d.removed), d.sha256,
    )  # fmt: skip


@dataclass(frozen=True)
class _Scored:
    """The mention whose stance is furthest from 0, its three probabilities, and P(reported) if the scorer tells."""

    mention: Mention
    probabilities: NDArray[np.float64]
    reported: float | None


def _score_targets(texts_and_targets: Sequence[tuple[str, _Target]], scorer: Scorer) -> list[_Scored]:
    spans: list[Span] = [
        (text, mention.start, mention.end)
        for text, target in texts_and_targets
        for mention in target.mentions
    ]
    voices = None
    if isinstance(scorer, VoiceScorer):
        probabilities, voices = (part.round(4) for part in scorer.score_with_voices(spans))
    else:
        probabilities = scorer.score_spans(spans).round(4)
    scored = []
    first = 0
    for _, target in texts_and_targets:
        rows = probabilities[first : first + len(target.mentions)]
        furthest = int(np.argmax(np.abs(rows[:, 2] - rows[:, 0]).round(4)))
        reported = None if voices is None else float(voices[first + furthest, 1])
        scored.append(_Scored(target.mentions[furthest], rows[furthest], reported))
        first += len(target.mentions)
    return scored


def _measures(probabilities: NDArray[np.float64]) -> Row:
    """unfavourable, neutral, favourable, stance, label, uncertain."""
    unfavourable, neutral, favourable = (float(p) for p in probabilities)
    label = str(labels_of(probabilities[np.newaxis, :])[0])
    is_uncertain = bool(probabilities.max() < UNCERTAIN_BELOW)
    return unfavourable, neutral, favourable, round(favourable - unfavourable, 4), label, is_uncertain


def _stances(parts: Sequence[_Parts], scorer: Scorer) -> pd.DataFrame:
    waiting = [(part, target) for part in parts for target in part.targets]
    scored = _score_targets(
        [(part.sentences[target.sentence_id].text, target) for part, target in waiting], scorer
    )
    rows: list[Row] = []
    for (part, target), chosen in zip(waiting, scored, strict=True):
        measures = _measures(chosen.probabilities)
        # On plain mentions the network leans to the author even behind "According to a report by …": the rules tell.
        reported = chosen.reported if measures[4] != "neutral" else None
        rows.append(
            (
                part.document.doc_id,
                target.sentence_id,
                target.actor_id,
                *measures,
                *tell_voice(target.attributions, chosen.mention.start, reported),
                len(target.mentions),
                chosen.mention.kind != "reference",
            )
        )
    return make_table("stances", rows)


def _titles(parts: Sequence[_Parts], scorer: Scorer) -> pd.DataFrame:
    waiting = [(part.document, target) for part in parts for target in part.title_targets]
    scored = _score_targets([(document.title, target) for document, target in waiting], scorer)
    return make_table(
        "titles",
        [
            (document.doc_id, target.actor_id, document.title, *_measures(chosen.probabilities))
            for (document, target), chosen in zip(waiting, scored, strict=True)
        ],
    )

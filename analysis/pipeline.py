"""The whole way from documents to tables, readable top to bottom."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.actors import Actors, find_mentions, read_actors
from analysis.framing import RULES, counted_stances, frame_documents, frame_sources
from analysis.references import find_references
from analysis.sentences import find_sentences
from analysis.stance import UNCERTAIN_BELOW, Scorer, VoiceScorer, default_scorer, labels_of
from analysis.stories import group_stories
from analysis.tables import make_table
from analysis.tone import score_tone
from analysis.types import UNKNOWN, Attribution, Document, Mention, Sentence, Span
from analysis.voice import find_attributions, tell_voice

Progress = Callable[[int, int, str], None]
Row = tuple[object, ...]

_SCORED_LANGUAGES = ("en", UNKNOWN)


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


def analyse(
    documents: Sequence[Document],
    actors: Actors | Sequence[str] | str | Path | None = None,
    *,
    progress: Progress | None = None,
    scorer: Scorer | None = None,
) -> Result:
    """Every table of DESIGN.md for these documents.

    documents: any sequence, such as the `Corpus` of `read`. Two with the same
        id get "-2", "-3" behind it.
    actors: None (China, Russia, the United States, North Korea), ids, the path
        of a TOML file, or `Actors`.
    progress: called with (done, total, what) after each document.
    scorer: who scores stance; the default scorer if None.

    A document has the same figures alone or among others, in any order.
    Raises ActorsError for actors that are not known or cannot be read.
    """
    known = _actors_from(actors)
    scorer = scorer or default_scorer()
    documents = _with_unique_ids(documents)
    parts = []
    for done, document in enumerate(documents, start=1):
        parts.append(_take_apart(document, known))
        if progress:
            progress(done, len(documents), document.title if document.title != UNKNOWN else document.path)
    return _tables(parts, known, scorer)


def _actors_from(actors: Actors | Sequence[str] | str | Path | None) -> Actors:
    if isinstance(actors, Actors):
        return actors
    if actors is None:
        return read_actors()
    if isinstance(actors, (str, Path)):
        is_id = isinstance(actors, str) and actors in read_actors().ids
        return read_actors().select([str(actors)]) if is_id else read_actors(actors)
    return read_actors().select(list(actors))


def _with_unique_ids(documents: Iterable[Document]) -> list[Document]:
    unique: list[Document] = []
    taken: set[str] = set()
    for document in documents:
        doc_id, number = document.doc_id, 1
        while doc_id in taken:
            number += 1
            doc_id = f"{document.doc_id}-{number}"
        taken.add(doc_id)
        unique.append(document if doc_id == document.doc_id else replace(document, doc_id=doc_id))
    return unique


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


def _tables(parts: Sequence[_Parts], actors: Actors, scorer: Scorer) -> Result:
    stories = group_stories([part.document for part in parts])
    documents = make_table("documents", [_document_row(part, stories) for part in parts])
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
    framing = frame_documents(scored, actors.ids, counted_stances(stances, sentences))
    return Result(
        documents=documents,
        removed=removed,
        sentences=sentences,
        mentions=mentions,
        stances=stances,
        titles=_titles(parts, scorer),
        framing=framing,
        source_framing=frame_sources(documents, framing),
        actor_names={actor_id: actors[actor_id].name for actor_id in actors.ids},
        scorer=f"{scorer.name} {scorer.version}",
        rules=RULES.version,
    )


def _document_row(part: _Parts, stories: dict[str, str]) -> Row:
    d = part.document
    return (
        d.doc_id, d.title, d.source, d.country, d.control, d.genre, d.author, d.address, d.published,
        d.published_precision, d.language, d.translated, d.complete, part.status, " ".join(d.notes),
        stories.get(d.doc_id, ""), d.format, d.path, len(d.text), len(part.sentences), len(d.removed), d.sha256,
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
        # The network learnt voices where somebody is judged; a plain mention is told by the rules alone.
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

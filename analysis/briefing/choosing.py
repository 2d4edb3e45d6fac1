"""Which key judgements a brief can make, which pinned figure each is, and a brief with others chosen or worded."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from analysis.briefing.corpus import MOST_PAIRED
from analysis.briefing.phrases import one_line, plain
from analysis.briefing.records import Brief
from analysis.errors import RequestError
from analysis.pipeline import Result
from analysis.workspace.pins import PinnedFigure


def judgement_key(result: Result, figure: PinnedFigure) -> str:
    """The key that a brief has for a pinned figure; "" for one that no key judgement is made of.

    They are made of documents, of sources, and of differences between two documents, over all
    judgements of a voice.
    """
    if figure.reference != "all":
        return ""
    is_source = figure.table == "groups" and figure.by == "source"
    if figure.table == "framing" or is_source:
        kind = "source" if is_source else "document"
        return f"{kind}/{figure.actor_id}/{figure.voice}/{figure.unit}"
    if figure.table == "comparison" and figure.by == "document":
        places = {doc_id: place for place, doc_id in enumerate(result.documents["doc_id"])}
        pair = sorted((figure.unit, figure.unit_b), key=lambda doc_id: places.get(doc_id, 0))
        return f"difference/{figure.actor_id}/{figure.voice}/{'/'.join(pair)}"
    return ""


def has_judgement(
    result: Result, key: str, *, doc_ids: Sequence[str], actors: Sequence[str], voice: str
) -> bool:
    """Whether a brief of these documents, actors and voice can make the judgement of this key."""
    kind, *rest = key.split("/", 3)
    if len(rest) != 3 or rest[0] not in actors:
        return False
    actor_id, spoken, what = rest
    told = result.framing[(result.framing["actor_id"] == actor_id) & (result.framing["voice"] == spoken)]
    scored = set(told["doc_id"]) & set(doc_ids)
    if kind == "document":
        return what in scored
    if kind == "source":
        within = result.documents[result.documents["doc_id"].isin(scored)]
        return what in set(within["source"]) and what in set(result.source_framing["source"])
    pair = [doc_id for doc_id in doc_ids if doc_id in scored]
    pairs = {f"{a}/{b}" for place, a in enumerate(pair) for b in pair[place + 1 :]}
    return kind == "difference" and spoken == voice and len(doc_ids) <= MOST_PAIRED and what in pairs


def reword_brief(
    brief: Brief, *, title: str = "", question: str = "", author: str = "", judgements: Mapping[str, str]
) -> Brief:
    """The brief that `analysis.brief` would make of these words, from one that has the same judgements and more.

    brief: with drafted words. title, question, author: "" leaves what was drafted. judgements:
        those that are to stand, in this order, by their keys; a sentence that is not "" replaces the drafted one.
    Raises RequestError for a key that the brief does not have.
    """
    known = {one.key: one for one in brief.judgements}
    if missing := [key for key in judgements if key not in known]:
        raise RequestError(f'brief: it has no judgement "{missing[0]}"; draft it with this key.')
    worded = []
    for key, sentence in judgements.items():
        claim = plain(sentence).strip()
        worded.append(replace(known[key], claim=claim, is_drafted=False) if claim else known[key])
    return replace(
        brief,
        title=one_line(title, 300) or brief.title,
        question=one_line(question, 600) or brief.question,
        author=one_line(author) or brief.author,
        judgements=tuple(worded),
    )

"""Tables → brief: everything that any of its forms shows."""

import datetime
from collections.abc import Iterator, Mapping, Sequence

from analysis.briefing.comparing import find_comparison
from analysis.briefing.corpus import BriefCorpus, select_result
from analysis.briefing.drafting import draft_judgements, word_judgements
from analysis.briefing.method import method_sentences
from analysis.briefing.phrases import in_prose, joined, one_line, plain, review_words
from analysis.briefing.records import ActorEvidence, Brief, BriefTables, ReviewNote
from analysis.briefing.restoring import find_restored
from analysis.briefing.unknowns import find_unknowns
from analysis.describing import describe
from analysis.errors import RequestError
from analysis.framing import VOICES
from analysis.pipeline import Result

QUESTION = "How does each text make each state look?"
N_CLEAREST, N_RANDOM = 3, 3


def make_brief(
    result: Result, *, title: str, question: str, author: str, date: str | None, doc_ids: Sequence[str] | None,
    actors: Sequence[str] | None, voice: str, judgements: Mapping[str, str] | None, restored: Result | None,
    reviewed: ReviewNote | None, version: str, card: str,
) -> Brief:  # fmt: skip
    """The brief of a result; see `analysis.brief`. version: of Framelens. card: the model card."""
    if voice not in VOICES:
        raise RequestError(f'brief: voice="{voice}" is not known; use one of {", ".join(VOICES)}.')
    day = _day(date)
    chosen = select_result(result, doc_ids, actors)
    if chosen.documents.empty:
        raise RequestError("brief: there is no document; read one first.")
    put_back = None if restored is None else find_restored(chosen, restored)
    corpus = BriefCorpus(chosen, voice, put_back, reviewed or ReviewNote())
    described = [plain(sentence) for sentence in describe(chosen)]
    if corpus.note.n_reviewed:
        described[-1] = review_words(corpus.note, chosen.scorer)
    scoring = described[-1]
    names = list(corpus.names.values())
    n = len(corpus.documents)
    drafted_title = (
        f"How {n:,} {'text frames' if n == 1 else 'texts frame'} {joined([in_prose(name) for name in names])}"
    )
    return Brief(
        title=one_line(title, 300) or drafted_title,
        question=one_line(question, 600) or QUESTION,
        author=one_line(author),
        date=day,
        is_export_day=date is None,
        voice=voice,
        scoring=scoring,
        actors=tuple(corpus.names.items()),
        corpus=tuple(described),
        citations=tuple(corpus.citations.values()),
        judgements=draft_judgements(corpus) if judgements is None else word_judgements(corpus, judgements),
        cells=tuple(corpus.cells.values()),
        comparison=find_comparison(corpus),
        by_actor=tuple(_by_actor(corpus)),
        unknown=find_unknowns(corpus),
        method=method_sentences(
            version=version,
            scorer=chosen.scorer,
            rules=chosen.rules,
            scoring=scoring,
            agreement=plain(corpus.note.agreement),
            card=card,
        ),
        evidence=corpus.evidence,
        tables=BriefTables(chosen, corpus.comparison, put_back, version),
    )


def _day(date: str | None) -> str:
    try:
        return (datetime.date.today() if date is None else datetime.date.fromisoformat(date)).isoformat()
    except ValueError:
        raise RequestError(f'brief: date="{date}" is no day; write it as 2026-11-25.') from None


def _by_actor(corpus: BriefCorpus) -> Iterator[ActorEvidence]:
    """In all voices: each quotation says whose it is."""
    drawn = corpus.quotes("random")
    for actor_id in corpus.names:
        clearest = [quote for quote in corpus.clearest if quote.actor_id == actor_id]
        favourable, unfavourable = (
            [quote for quote in clearest if quote.label == label][:N_CLEAREST]
            for label in ("favourable", "unfavourable")
        )
        shown = {*favourable, *unfavourable}
        rest = [quote for quote in drawn if quote.actor_id == actor_id and quote not in shown]
        yield ActorEvidence(actor_id, tuple(favourable), tuple(unfavourable), tuple(rest[:N_RANDOM]))

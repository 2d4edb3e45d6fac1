"""Which figures become key judgements, and each of them with all that it stands on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from analysis.briefing import claims
from analysis.briefing.comparing import difference_of
from analysis.briefing.confidence import LEVELS, find_confidence, is_sampled, lower_of
from analysis.briefing.corpus import BriefCorpus, rows_of
from analysis.briefing.otherwise import (
    find_difference_otherwise,
    find_otherwise,
    find_source_otherwise,
)
from analysis.briefing.phrases import (
    beside_voice,
    count_words,
    document_count,
    plain,
    sentence_count,
    story_count,
)
from analysis.briefing.records import Bar, Cell, Confidence, Judgement, Quote
from analysis.errors import RequestError

MOST = 7
"""Key judgements that are drafted; the rest stands in the matrix."""
MOST_DIFFERENCES = 2
N_QUOTES = 2


def draft_judgements(corpus: BriefCorpus) -> tuple[Judgement, ...]:
    """The strongest that the figures carry: sources and then documents whose whole range lies on a side, differences, then texts that judge both ways.

    Within each kind, every actor comes before any comes twice.
    """
    return tuple(_judge(corpus, key) for key in _candidates(corpus))


def word_judgements(corpus: BriefCorpus, wording: Mapping[str, str]) -> tuple[Judgement, ...]:
    """The judgements of these keys in this order; a sentence that is not "" replaces the drafted one."""
    return tuple(_judge(corpus, key, claim=plain(claim).strip()) for key, claim in wording.items())


def _judge(corpus: BriefCorpus, key: str, claim: str = "") -> Judgement:
    """The judgement of a key, its figures taken from the tables. Raises RequestError for a key that fits none."""
    kind, *rest = key.split("/", 3)
    makers = {"document": _of_document, "source": _of_source, "difference": _of_difference}
    if kind not in makers or len(rest) != 3:
        raise RequestError(f'brief: "{key}" is no judgement; take the keys of a drafted brief.')
    made = makers[kind](corpus, key, *rest)
    if made is None:
        raise RequestError(f'brief: the tables hold no figure for "{key}"; draft the brief again.')
    return replace(made, claim=claim, is_drafted=False) if claim else made


def _candidates(corpus: BriefCorpus) -> list[str]:
    sided: list[tuple[tuple[int, int, str], str, str]] = []
    both: list[tuple[tuple[int, int, str], str, str]] = []
    for cell in corpus.cells.values():
        if cell.voice != corpus.voice:
            continue
        key = f"document/{cell.actor_id}/{cell.voice}/{cell.doc_id}"
        balance = abs(cell.n_favourable - cell.n_unfavourable)
        if claims.is_one_sided(cell.verdict, cell.lower, cell.upper):
            level = LEVELS.index(_confidence_of(corpus, cell).level)
            sided.append(((-level, -balance, key), cell.actor_id, key))
        elif cell.verdict == "mixed":
            both.append(((0, -(cell.n_favourable + cell.n_unfavourable), key), cell.actor_id, key))
    sources = [
        ((0, -int(row.n_stories), ""), str(row.actor_id), f"source/{row.actor_id}/{row.voice}/{row.source}")
        for row in rows_of(corpus.result.source_framing)
        if row.voice == corpus.voice and claims.is_one_sided(row.verdict, row.lower, row.upper)
    ]
    differences = []
    if corpus.compared_by == "document":
        differing = corpus.comparison[corpus.comparison["answer"] == "differs"]
        differing = differing.sort_values("difference", key=abs, ascending=False, kind="stable")
        differences = [
            f"difference/{row.actor_id}/{row.voice}/{row.unit_a}/{row.unit_b}"
            for row in rows_of(differing.head(MOST_DIFFERENCES))
        ]
    first = [*_each_actor_first(sources), *_each_actor_first(sided)][: MOST - len(differences)]
    return [*first, *differences, *_each_actor_first(both)][:MOST]


def _each_actor_first(found: Sequence[tuple[tuple[int, int, str], str, str]]) -> list[str]:
    """Keys by rank, but the best of each actor before the second of any."""
    taken: dict[str, int] = {}
    ranked = []
    for rank, actor_id, key in sorted(found):
        ranked.append((taken.get(actor_id, 0), rank, key))
        taken[actor_id] = taken.get(actor_id, 0) + 1
    return [key for *_, key in sorted(ranked)]


def _confidence_of(corpus: BriefCorpus, cell: Cell) -> Confidence:
    row = corpus.documents[cell.doc_id]
    return find_confidence(
        source=row["source"], complete=row["complete"], translated=row["translated"],
        n_sentences=cell.n_sentences, stability=cell.stability, n_stories=1,
        is_reviewed=is_sampled(corpus.reviewed, [(cell.doc_id, cell.actor_id, cell.voice)]),
    )  # fmt: skip


def _bar(name: str, cell: Cell) -> Bar:
    name = name if cell.n_sentences else f"{name}: nothing"
    return Bar(name, cell.n_favourable, cell.n_neutral, cell.n_unfavourable)


def _clearest(corpus: BriefCorpus, doc_id: str, actor_id: str, voice: str, verdict: str) -> tuple[Quote, ...]:
    """Two sentences that show the verdict: of its side, or one of each."""
    found = corpus.clearest_in.get((doc_id, actor_id, voice), [])
    side = "unfavourable" if "unfavourable" in verdict else "favourable"
    shown = [quote for quote in found if quote.label == side][:N_QUOTES]
    if verdict == "mixed":
        shown = shown[:1] + [quote for quote in found if quote.label == "unfavourable"][:1]
    return tuple(shown or found[:N_QUOTES])


def _of_document(corpus: BriefCorpus, key: str, actor_id: str, voice: str, doc_id: str) -> Judgement | None:
    cell = corpus.cells.get((doc_id, actor_id, voice))
    if cell is None:
        return None
    cited = corpus.citations[doc_id]
    author, reported = (corpus.cells[doc_id, actor_id, spoken] for spoken in ("author", "reported"))
    return Judgement(
        key=key,
        claim=claims.opened(claims.document_claim(claims.named(cited.title, cited.number), corpus.names[actor_id], cell)),
        is_drafted=True, actor_id=actor_id, voice=voice, counts=count_words(cell), measure="figure",
        value=cell.stance, lower=cell.lower, upper=cell.upper, verdict=cell.verdict, stability=cell.stability,
        beside=" ".join(claims.beside_claim(one) for one in (author, reported) if one.voice != voice),
        confidence=_confidence_of(corpus, cell), citations=(cited.number,),
        otherwise=tuple(find_otherwise(corpus, cell)) if cell.n_sentences else (),
        bars=(_bar("Author", author), _bar("Quoted", reported)),
        quotes=_clearest(corpus, doc_id, actor_id, voice, cell.verdict),
    )  # fmt: skip


def _of_source(corpus: BriefCorpus, key: str, actor_id: str, voice: str, source: str) -> Judgement | None:
    table = corpus.result.source_framing
    found = table[(table["source"] == source) & (table["actor_id"] == actor_id)].set_index("voice")
    if voice not in found.index:
        return None
    row: Any = found.loc[voice]
    other: Any = found.loc[beside_voice(voice)]
    rows = [document for document in corpus.documents.values() if document["source"] == source]
    cells = [corpus.cells.get((document["doc_id"], actor_id, voice)) for document in rows]
    told = [cell for cell in cells if cell and cell.n_sentences]
    confidence = find_confidence(
        source=source, complete=_worst(rows, "complete", ("no", "suspected")),
        translated=_worst(rows, "translated", ("yes", "suspected")), n_sentences=int(row["n_sentences"]),
        stability=float("nan"), n_stories=int(row["n_stories"]),
        is_reviewed=is_sampled(corpus.reviewed, [(cell.doc_id, actor_id, voice) for cell in told]),
    )  # fmt: skip
    quotes = [
        quote for cell in told for quote in _clearest(corpus, cell.doc_id, actor_id, voice, row["verdict"])
    ]
    quotes.sort(key=lambda quote: (-abs(quote.stance), quote.number, quote.sentence_id))
    return Judgement(
        key=key,
        claim=claims.source_claim(
            plain(source), corpus.names[actor_id], voice, row["verdict"], int(row["n_documents"]),
            int(row["n_stories"]), row["lower"], row["upper"],
        ),
        is_drafted=True, actor_id=actor_id, voice=voice,
        counts=f"{document_count(row['n_documents'])}, {story_count(row['n_stories'])}, {sentence_count(row['n_sentences'])}",
        measure="figure", value=float(row["stance"]), lower=float(row["lower"]), upper=float(row["upper"]),
        verdict=str(row["verdict"]), stability=float("nan"),
        beside=claims.beside_source(beside_voice(voice), other["stance"], other["lower"], other["upper"], str(other["verdict"])),
        confidence=confidence, citations=tuple(corpus.citations[cell.doc_id].number for cell in told),
        otherwise=tuple(find_source_otherwise(found.reset_index(), voice)),
        bars=tuple(_bar(f"[{corpus.citations[cell.doc_id].number}]", cell) for cell in told[:8]),
        quotes=tuple(quotes[:N_QUOTES]),
    )  # fmt: skip


def _worst(rows: Sequence[Mapping[str, str]], column: str, values: Sequence[str]) -> str:
    """The value that limits most, of any of a source's documents."""
    said = {row[column] for row in rows}
    return next((value for value in values if value in said), "unknown")


def _of_difference(corpus: BriefCorpus, key: str, actor_id: str, voice: str, pair: str) -> Judgement | None:
    table = corpus.comparison
    units = table["unit_a"] + "/" + table["unit_b"]
    found = table[(units == pair) & (table["actor_id"] == actor_id) & (table["voice"] == voice)]
    if found.empty or corpus.compared_by != "document":
        return None
    row = rows_of(found)[0]
    cited = [corpus.citations[row.unit_a], corpus.citations[row.unit_b]]
    cells = [corpus.cells[one.doc_id, actor_id, voice] for one in cited]
    others = [corpus.cells[one.doc_id, actor_id, beside_voice(voice)] for one in cited]
    name_a, name_b = (claims.named(one.title, one.number) for one in cited)
    shown = [_clearest(corpus, cell.doc_id, actor_id, voice, cell.verdict)[:1] for cell in cells]
    return Judgement(
        key=key,
        claim=claims.opened(
            claims.difference_claim(name_a, name_b, corpus.names[actor_id], voice, difference_of(corpus, row))
        ),
        is_drafted=True, actor_id=actor_id, voice=voice,
        counts="; ".join(f"[{one.number}] {count_words(cell)}" for one, cell in zip(cited, cells, strict=True)),
        measure="difference", value=float(row.difference), lower=float(row.lower), upper=float(row.upper),
        verdict=row.answer, stability=float("nan"),
        beside=" ".join(f"[{one.number}] {claims.beside_claim(cell)}" for one, cell in zip(cited, others, strict=True)),
        confidence=lower_of(
            {f"[{one.number}]": _confidence_of(corpus, cell) for one, cell in zip(cited, cells, strict=True)}
        ),
        citations=tuple(one.number for one in cited), otherwise=(claims.SUBJECT, *find_difference_otherwise(corpus, row)),
        bars=tuple(_bar(f"[{one.number}]", cell) for one, cell in zip(cited, cells, strict=True)),
        quotes=tuple(quote for one in shown for quote in one),
    )  # fmt: skip

"""What the figures do not tell, in sentences."""

from collections.abc import Iterator, Sequence

from analysis.briefing import claims
from analysis.briefing.corpus import BriefCorpus, rows_of
from analysis.briefing.phrases import joined, sentence_count
from analysis.briefing.records import Cell
from analysis.briefing.restoring import changed_by_blocks, short_change
from analysis.describing import LANGUAGE_NAMES
from analysis.types import UNKNOWN

_MOST = 8


def find_unknowns(corpus: BriefCorpus) -> tuple[str, ...]:
    """Too little evidence, no side, languages left out, texts cut off, outlets and dates that nobody told."""
    cells = [cell for cell in corpus.cells.values() if cell.voice == corpus.voice]
    return (*_figures(corpus, cells), *_documents(corpus))


def _figures(corpus: BriefCorpus, cells: Sequence[Cell]) -> Iterator[str]:
    groups = (
        ("Too little evidence (fewer than three sentences)", [c for c in cells if c.verdict == "too little evidence"]),
        ("Undetermined: the redraws fall on no one side", [c for c in cells if c.verdict == "undetermined"]),
        ("Judged both ways (mixed)", [c for c in cells if c.verdict == "mixed"]),
        (
            "A side by the counts, but the range reaches 0, so that no side can be told",
            [c for c in cells if c.verdict in claims.SIDES and not claims.is_one_sided(c.verdict, c.lower, c.upper)],
        ),
    )  # fmt: skip
    for words, found in groups:
        if found:
            named = [
                f"{corpus.names[c.actor_id]} in [{corpus.citations[c.doc_id].number}] ({sentence_count(c.n_sentences)})"
                for c in found
            ]
            yield f"{words}: {_first(named)}."
    silent = sum(cell.verdict == "not mentioned" for cell in cells)
    if silent:
        yield f"Not mentioned: {silent:,} of {len(cells):,} pairs of a document and an actor. Silence is no stance."


def _first(named: Sequence[str], between: str = "") -> str:
    """The first of them, and how many more there are. between: what stands between them in place of commas."""
    more = [f"{len(named) - _MOST:,} more"] if len(named) > _MOST else []
    shown = [*named[:_MOST], *more]
    return between.join(shown) if between else joined(shown)


def _documents(corpus: BriefCorpus) -> Iterator[str]:
    rows = list(corpus.documents.values())

    def cited(found: Sequence[str]) -> str:
        return _first([f"[{corpus.citations[doc_id].number}]" for doc_id in found])

    for language in sorted({row["language"] for row in rows if row["status"] == "other language"}):
        left = [
            row["doc_id"] for row in rows if row["status"] == "other language" and row["language"] == language
        ]
        yield f"Left out, in {LANGUAGE_NAMES.get(language, language)}: {cited(left)}. What they say is not known here."
    for words, column, values in (
        ("Cut off before the end", "complete", ("no",)),
        ("Possibly cut off", "complete", ("suspected",)),
        ("Translated, or suspected to be", "translated", ("yes", "suspected")),
        ("Outlet unknown", "source", (UNKNOWN,)),
        (
            "Outlet's country unknown, so that nothing here speaks for a country's media",
            "country",
            (UNKNOWN,),
        ),
        ("Undated", "published", (UNKNOWN,)),
    ):
        found = [row["doc_id"] for row in rows if row[column] in values]
        if found:
            yield f"{words}: {cited(found)}."
    if n_removed := sum(int(row["n_removed"]) for row in rows):
        yield _about_blocks(corpus, n_removed)


def _about_blocks(corpus: BriefCorpus, n_removed: int) -> str:
    """What was taken out of the pages, and each verdict that would be another with it: both figures stand."""
    taken = (
        f"{n_removed:,} {'block was' if n_removed == 1 else 'blocks were'} taken out of the pages before analysis "
        "(menus, advertisements, notices); "
    )
    if corpus.restored is None:
        return f"{taken}whether one of them would change a verdict was not asked."
    changed = rows_of(changed_by_blocks(corpus.restored, corpus.voice))
    if not changed:
        return f"{taken}with all of them put back no verdict would change."
    named = [
        short_change(
            f"{corpus.names[row.actor_id]} in [{corpus.citations[row.doc_id].number}]",
            row.verdict, row.stance, row.verdict_restored, row.stance_restored,
        )
        for row in changed
    ]  # fmt: skip
    would = "verdict would" if len(changed) == 1 else "verdicts would"
    return f"{taken}with all of a document's put back {len(changed):,} {would} change: {_first(named, '; ')}."

"""The tables a brief is made from, opened by document, actor and voice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

import pandas as pd

from analysis.briefing.citations import cite_documents
from analysis.briefing.phrases import one_line, plain
from analysis.briefing.records import Cell, Citation, Quote, ReviewNote
from analysis.comparison import compare_units
from analysis.errors import RequestError
from analysis.evidence import find_evidence
from analysis.framing import VOICES, counted_stances, frame_sources
from analysis.pipeline import Result

MOST_PAIRED = 12
"""Documents of which each is compared with each; of more, only those of sources."""


def select_result(result: Result, doc_ids: Sequence[str] | None, actors: Sequence[str] | None) -> Result:
    """The result of these documents and actors alone, in their order. Raises RequestError for one that is not there."""
    if doc_ids is None and actors is None:
        return result
    wanted = list(result.documents["doc_id"] if doc_ids is None else doc_ids)
    names = list(result.actor_names if actors is None else actors)
    if missing := sorted(set(wanted) - set(result.documents["doc_id"])):
        raise RequestError(f'brief: there is no document "{missing[0]}".')
    if missing := sorted(set(names) - set(result.actor_names)):
        raise RequestError(f'brief: actor "{missing[0]}" is not among {", ".join(result.actor_names)}.')
    if not names:
        raise RequestError("brief: no actor is named; name one.")
    place = {doc_id: number for number, doc_id in enumerate(wanted)}

    def kept(table: pd.DataFrame) -> pd.DataFrame:
        rows = table[table["doc_id"].isin(place)]
        if "actor_id" in rows:
            rows = rows[rows["actor_id"].isin(names)]
        return rows.sort_values("doc_id", key=lambda ids: ids.map(place), kind="stable").reset_index(
            drop=True
        )

    tables = ("documents", "removed", "sentences", "mentions", "stances", "titles", "framing")
    narrowed: dict[str, Any] = {name: kept(getattr(result, name)) for name in tables}
    return replace(
        result,
        **narrowed,
        source_framing=frame_sources(narrowed["documents"], narrowed["framing"]),
        actor_names={actor_id: result.actor_names[actor_id] for actor_id in names},
    )


def rows_of(table: pd.DataFrame) -> list[Any]:
    """The rows, their columns as attributes."""
    return list(table.itertuples(index=False))


@dataclass(frozen=True)
class BriefCorpus:
    """A result and a voice, with what is looked up again and again.

    restored: the table of that name; None where the documents' removed blocks were not asked about.
    """

    result: Result
    voice: str
    restored: pd.DataFrame | None = None
    note: ReviewNote = field(default_factory=ReviewNote)

    @cached_property
    def reviewed(self) -> dict[tuple[str, str, str], int]:
        """(doc_id, actor_id, voice) → how many of its sentences a person reviewed."""
        return dict(self.note.by_figure)

    @cached_property
    def documents(self) -> dict[str, Mapping[str, Any]]:
        """doc_id → row of the table `documents`."""
        return {row.doc_id: row._asdict() for row in rows_of(self.result.documents)}

    @cached_property
    def citations(self) -> dict[str, Citation]:
        """doc_id → citation."""
        return {cited.doc_id: cited for cited in cite_documents(list(self.documents.values()))}

    @cached_property
    def names(self) -> dict[str, str]:
        """actor_id → name on one line."""
        return {actor_id: one_line(name) for actor_id, name in self.result.actor_names.items()}

    @cached_property
    def cells(self) -> dict[tuple[str, str, str], Cell]:
        """(doc_id, actor_id, voice) → its row of the table `framing`."""
        columns = [self.result.framing[one.name].tolist() for one in fields(Cell)]
        found = (Cell(*values) for values in zip(*columns, strict=True))
        return {(cell.doc_id, cell.actor_id, cell.voice): cell for cell in found}

    @cached_property
    def counted(self) -> pd.DataFrame:
        """The stances that count."""
        return counted_stances(self.result.stances, self.result.sentences)

    @cached_property
    def compared_by(self) -> str:
        """What is compared: documents, or sources where there are many documents."""
        return "document" if len(self.documents) <= MOST_PAIRED else "source"

    @cached_property
    def comparison(self) -> pd.DataFrame:
        """The table `comparison` in the voice of the brief."""
        return self._compared(self.voice)

    @cached_property
    def other_comparisons(self) -> dict[str, pd.DataFrame]:
        """The other voices, and the table `comparison` in each."""
        return {voice: self._compared(voice) for voice in VOICES if voice != self.voice}

    def _compared(self, voice: str) -> pd.DataFrame:
        return compare_units(
            self.result.documents,
            self.counted,
            self.result.framing,
            by=self.compared_by,
            voice=voice,
            units=None,
        )

    @cached_property
    def evidence(self) -> tuple[Quote, ...]:
        """Every sentence that counts, in reading order."""
        return self.quotes("reading")

    @cached_property
    def clearest(self) -> tuple[Quote, ...]:
        """Every sentence that counts, the clearest first."""
        return self.quotes("clearest")

    @cached_property
    def clearest_in(self) -> dict[tuple[str, str, str], list[Quote]]:
        """(doc_id, actor_id, voice) → its sentences that count, the clearest first."""
        found: dict[tuple[str, str, str], list[Quote]] = {}
        for quote in self.clearest:
            for voice in (quote.voice, "all"):
                found.setdefault((quote.doc_id, quote.actor_id, voice), []).append(quote)
        return found

    def quotes(self, order: str) -> tuple[Quote, ...]:
        """Every sentence that counts, as a quotation. order: of `find_evidence`."""
        rows = find_evidence(self.result.stances, self.result.sentences, order=order)
        return tuple(
            Quote(
                number=self.citations[row.doc_id].number, doc_id=row.doc_id, sentence_id=row.sentence_id,
                actor_id=row.actor_id, paragraph=row.paragraph + 1, text=plain(row.text), label=row.label,
                uncertain=row.uncertain, stance=row.stance, voice=row.voice, holder=one_line(row.holder),
                holder_type=row.holder_type,
            )
            for row in rows_of(rows)
        )  # fmt: skip

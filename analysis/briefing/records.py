"""What a brief holds. The forms only lay it out; every figure is one of the tables'."""

from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from analysis.pipeline import Result


@dataclass(frozen=True, slots=True)
class Citation:
    """A document as it is cited, with what is not known of it.

    parts: the citation in the order in which it is read; where the document
    has a web address, one of them is that address.
    """

    number: int
    doc_id: str
    title: str
    byline: str
    address: str
    parts: tuple[str, ...]

    @property
    def words(self) -> str:
        """The whole citation: "[2] Untitled, outlet unknown, undated, …"."""
        return f"[{self.number}] {', '.join(self.parts)}."


@dataclass(frozen=True, slots=True)
class Cell:
    """A row of the table `framing`, toward one actor in one voice."""

    doc_id: str
    actor_id: str
    voice: str
    n_sentences: int
    n_favourable: int
    n_neutral: int
    n_unfavourable: int
    stance: float
    lower: float
    upper: float
    verdict: str
    stability: float


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that a figure counts. paragraph counts from 1; number is the citation's."""

    number: int
    doc_id: str
    sentence_id: int
    actor_id: str
    paragraph: int
    text: str
    label: str
    uncertain: bool
    stance: float
    voice: str
    holder: str
    holder_type: str


@dataclass(frozen=True, slots=True)
class Confidence:
    """low, moderate or high, and what limits it."""

    level: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """Counted sentences of one side of a judgement, for a chart."""

    name: str
    n_favourable: int
    n_neutral: int
    n_unfavourable: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """A claim with all that it stands on.

    key: what it is about, the same at every run ("document/CN/author/…").
    is_drafted: the sentence was drafted from the figures; else a person worded it.
    measure: what `value` is ("figure" or "difference"). verdict: the verdict, or the comparison's answer.
    stability: NaN where the tables hold none. beside: the other voice, in words.
    otherwise: under which other voice, or without which paragraph, the verdict is another.
    """

    key: str
    claim: str
    is_drafted: bool
    actor_id: str
    voice: str
    counts: str
    measure: str
    value: float
    lower: float
    upper: float
    verdict: str
    stability: float
    beside: str
    confidence: Confidence
    citations: tuple[int, ...]
    otherwise: tuple[str, ...]
    bars: tuple[Bar, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A row of the table `comparison`. a and b: documents by citation ("[1]"), or sources by name."""

    a: str
    b: str
    actor_id: str
    n_a: int
    n_b: int
    difference: float
    lower: float
    upper: float
    answer: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences that have a range, and how many were asked for. note: what was compared, in words."""

    note: str
    rows: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class ActorEvidence:
    """The clearest sentences for and against an actor, and some drawn at random."""

    actor_id: str
    favourable: tuple[Quote, ...]
    unfavourable: tuple[Quote, ...]
    random: tuple[Quote, ...]

    @property
    def parts(self) -> tuple[tuple[str, tuple[Quote, ...]], ...]:
        """Each with the head that stands above it."""
        return (
            ("Clearest for", self.favourable),
            ("Clearest against", self.unfavourable),
            ("Drawn at random from the rest", self.random),
        )


@dataclass(frozen=True, slots=True)
class ReviewNote:
    """How much of a result a person reviewed, and how far the person agreed.

    n_reviewed of n_total rows of the table `stances`. agreement: a sentence with
    its figure; "" where it was not measured. by_figure: (doc_id, actor_id, voice)
    and how many of the sentences of that figure were reviewed.
    """

    n_reviewed: int = 0
    n_total: int = 0
    agreement: str = ""
    by_figure: tuple[tuple[tuple[str, str, str], int], ...] = ()


@dataclass(frozen=True)
class BriefTables:
    """The tables that a brief was made from, for its data.

    comparison: in the voice of the brief. restored: None where nobody asked what the
    removed blocks would change. version: of Framelens.
    """

    result: Result
    comparison: pd.DataFrame
    restored: pd.DataFrame | None
    version: str


@dataclass(frozen=True)
class Brief:
    """Claim, figure, evidence and source together; `write_brief` gives it a form.

    date: ISO. is_export_day: nobody named a date, it is the day of export.
    actors: (actor_id, name). cells: of every document, actor and voice.
    corpus, unknown, method: sentences. evidence: all that is counted, in reading order.
    tables: what it was made from; only the data of `.zip` is written from them.
    """

    title: str
    question: str
    author: str
    date: str
    is_export_day: bool
    voice: str
    scoring: str
    actors: tuple[tuple[str, str], ...]
    corpus: tuple[str, ...]
    citations: tuple[Citation, ...]
    judgements: tuple[Judgement, ...]
    cells: tuple[Cell, ...]
    comparison: Comparison
    by_actor: tuple[ActorEvidence, ...]
    unknown: tuple[str, ...]
    method: tuple[str, ...]
    evidence: tuple[Quote, ...]
    tables: BriefTables = field(repr=False, compare=False)

    @cached_property
    def names(self) -> dict[str, str]:
        """actor_id → name."""
        return dict(self.actors)

    @cached_property
    def places(self) -> dict[tuple[str, str, str], Cell]:
        """(doc_id, actor_id, voice) → its cell."""
        return {(cell.doc_id, cell.actor_id, cell.voice): cell for cell in self.cells}

    def row(self, citation: Citation, voice: str) -> list[Cell | None]:
        """A document's cells in one voice, an actor each; None where it is not scored."""
        return [self.places.get((citation.doc_id, actor_id, voice)) for actor_id, _ in self.actors]

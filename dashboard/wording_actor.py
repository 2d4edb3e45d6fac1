"""The words of the page Actor: how one state is framed, by whom, and since when."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from analysis import PeriodChange, Periods
from dashboard.wording import figure_short, in_prose, range_words, sentence_count, signed

QUESTION = "How is this state framed, by whom, and since when?"

DOCUMENTS_NOTE = (
    "A dot is the figure, a line its 90 % range: −1 every sentence unfavourable, +1 every sentence favourable. "
    "A hollow dot has too little evidence for a range."
)
SOURCES_NOTE = (
    "A source's figure is the mean of its documents', stories told twice counted once. "
    "A range needs three stories, a verdict five."
)
KEYWORDS_NOTE = (
    "Words that stand in more of these sentences than their share in all other sentences would have it "
    "(log-odds with an informative Dirichlet prior, Monroe, Colaresi and Quinn 2008), longest bar first: z, the "
    "difference in standard errors. Counted are sentences that hold the word, at least three; names of the actors "
    "and function words are left out. They stand beside a judgement and need not be its cause."
)
NO_SOURCE = "No document here that speaks of it tells its outlet, so no source can be told from another."
MOST_LINES = 24
"""Lines of a chart; of more, those at both ends are drawn."""


def claim(actor: str, row: Mapping[str, Any] | None, voice: str) -> str:
    """What can be said of the actor over all these documents. row: of the table `groups`, None for silence."""
    spoken = {"author": ", in the author's voice", "reported": ", in the quoted voices"}.get(voice, "")
    if row is None:
        return f"{actor}{spoken}: not mentioned."
    if row["verdict"] == "too little evidence":
        stories = "1 story" if row["n_stories"] == 1 else f"{row['n_stories']} stories"
        return f"{actor}{spoken}: too few stories for a verdict over all ({stories}, it needs five)."
    return f"{actor}{spoken}: {row['verdict']}."


def counts(row: Mapping[str, Any]) -> str:
    """The counts of a group: "26 favourable and 7 unfavourable of 70 sentences in 5 documents"."""
    n = int(row["n_documents"])
    return (
        f"{row['n_favourable']} favourable and {row['n_unfavourable']} unfavourable of "
        f"{sentence_count(row['n_sentences'])}, in {'1 document' if n == 1 else f'{n:,} documents'}"
    )


def figure(row: Mapping[str, Any]) -> str:
    """Figure and range of a group, or that there is none."""
    if math.isnan(row["lower"]):
        return f"Figure {signed(row['stance'])}, the mean of the documents; no range, since it needs three stories."
    return f"Figure {signed(row['stance'])}, {range_words(row['lower'], row['upper'])}, the mean of the documents."


def silent_sentence(n: int) -> str:
    """How many documents are not in the chart; empty where all are."""
    if not n:
        return ""
    return f"{'1 document says' if n == 1 else f'{n:,} documents say'} nothing of it in this voice."


def cut_sentence(n: int, what: str) -> str:
    """That a chart shows both ends only; empty where it shows all."""
    if n <= MOST_LINES:
        return ""
    half = MOST_LINES // 2
    return f"Of {n:,} {what}, the {half} most favourable and the {half} most unfavourable are drawn."


def unsourced_sentence(n: int) -> str:
    """How many documents tell no source; empty where all do."""
    if not n:
        return ""
    return f"{'1 document tells' if n == 1 else f'{n:,} documents tell'} no outlet and are in no line."


def dates_sentence(periods: Periods, n: int) -> str:
    """What of the documents is dated, and whether that shows a change. n: periods in which the actor is spoken of."""
    parts = []
    if periods.n_undated:
        parts.append(f"{periods.n_undated:,} undated")
    if periods.n_coarse:
        parts.append(f"{periods.n_coarse:,} dated to the year only")
    left = f" Not drawn: {' and '.join(parts)}." if parts else ""
    if n == 0:
        return f"No document that speaks of it is dated, so nothing can be said about change over time.{left}"
    if n == 1:
        return f"All dated documents that speak of it are of one {periods.by}: no change can be told.{left}"
    return f"Each {periods.by} by itself; no line crosses one without evidence.{left}"


def change_sentence(change: PeriodChange, actor: str) -> str:
    """What the same sources changed, in a sentence that claims no more than its range."""
    actor = in_prose(actor)
    n_both = len(change.sources)
    if not n_both:
        return f"No source speaks of {actor} in both {change.earlier} and {change.later}: a change of outlets is no change of framing."
    both = "1 source speaks" if n_both == 1 else f"{n_both} sources speak"
    if not change.counted:
        return (
            f"Cannot be told: {both} of {actor} in both, and none with three stories in each "
            f"({change.n_earlier} and {sentence_count(change.n_later)})."
        )
    of = (
        f"{signed(change.difference)}, {range_words(change.lower, change.upper)}, "
        f"{change.n_earlier} and {sentence_count(change.n_later)} of {len(change.counted)} of {n_both} sources in both"
    )
    if change.answer == "differs":
        way = "more" if change.difference > 0 else "less"
        return f"The same sources are {way} favourable to {actor} in {change.later} than in {change.earlier} ({of})."
    if change.answer == "similar":
        return f"The same sources are similar on {actor} in {change.earlier} and {change.later} ({of})."
    return f"Whether the same sources changed on {actor} from {change.earlier} to {change.later} cannot be told ({of})."


def keywords_sentence(n_sentences: int, n_clear: int, side: str) -> str:
    """How many sentences a list of words rests on, and whether it shows more than chance would."""
    if n_sentences < 3:
        return f"{sentence_count(n_sentences)} {side}: too few for words that go with them."
    if not n_clear:
        return f"{sentence_count(n_sentences)} {side}. No word stands out by more than chance could make it."
    words = "1 word stands" if n_clear == 1 else f"{n_clear} words stand"
    return f"{sentence_count(n_sentences)} {side}. {words} out by more than chance (in bold)."


def against_heading(side: str) -> str:
    """What the sentences against the overall direction are called."""
    return f"What speaks against it: the clearest {side} sentences" if side else "What speaks against what"


def against_sentence(n_for: int, n_against: int, side: str) -> str:
    """How much stands against the overall direction."""
    if not n_for + n_against:
        return "No sentence judges it, so nothing stands against anything."
    if not side:
        return f"As many sentences are favourable as unfavourable ({n_for}): there is no direction to stand against."
    other = "unfavourable" if side == "favourable" else "favourable"
    if not n_against:
        return f"{sentence_count(n_for)} {'is' if n_for == 1 else 'are'} {other}, and none is {side}."
    return f"{n_against} {side}, against {n_for} {other}. A summary that leaves them out is not a fair one."


def more_holders(n: int) -> str:
    """How many holders are not in the chart; empty where all are."""
    return f"{n} more {'is' if n == 1 else 'are'} in the table of the page Voices." if n else ""


def line_words(row: Mapping[str, Any]) -> str:
    """A line of a chart for a screen reader: verdict, figure, counts."""
    return f"{row['verdict']}, {figure_short(row)}, {sentence_count(int(row['n_sentences']))}"


def lines_words(lines: Sequence[tuple[str, Mapping[str, Any]]]) -> str:
    """A chart of lines as one text, for a screen reader."""
    return " ".join(f"{title}: {line_words(row)}." for title, row in lines)

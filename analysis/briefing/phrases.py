"""How figures and names read in a brief. Every form uses these words and no others."""

import datetime
import math
import re
import unicodedata
from collections.abc import Sequence

from analysis.briefing.records import Brief, Cell, Quote, ReviewNote

VOICES = {"author": "author", "reported": "quoted", "all": "all voices"}
IN_VOICE = {
    "author": "in its own voice",
    "reported": "in the voices it quotes",
    "all": "in all voices together",
}

NO_JUDGEMENT = "No figure here carries a judgement: no range lies wholly on one side."
WORDED = "Worded by the author of this brief; the figures are the tables'."

# What XML and HTML cannot hold (control signs, halves of characters, the two non-characters), and the overrides
# of direction, which would turn the words around them too.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202d\u202e]")
# Invisible signs that open or close a direction: a text finds its own, and one left open would reach beyond it.
_DIRECTIONS = re.compile("[\u202a-\u202c\u2066-\u2069]")


_MARK = "\u200e"


def plain(text: str) -> str:
    """Text that every form can hold: signs that cannot be printed stand as �."""
    return _DIRECTIONS.sub("", _UNPRINTABLE.sub("�", text)).replace("\r", " ")


def is_leftward(letter: str) -> bool:
    """Whether a letter is written from right to left."""
    return unicodedata.bidirectional(letter) in ("R", "AL")


def kept_apart(text: str) -> str:
    """Words written from right to left with a mark on each side, so that the English sentence around them keeps its order.

    The mark (U+200E) is one that every form knows; invisible, and no letter of the text.
    """
    return f"{_MARK}{text}{_MARK}" if any(map(is_leftward, text)) else text


def one_line(text: str, length: int = 200) -> str:
    """Text on one line, cut with "…" where it is longer."""
    return shortened(" ".join(plain(text).split()), length)


def shortened(text: str, length: int) -> str:
    """Text cut with "…" where it is longer: at a word's end if one is near."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    words = cut.rsplit(" ", 1)[0]
    return (words if len(words) > length * 0.7 else cut).rstrip(" ,;:") + "…"


def signed(value: float) -> str:
    """A figure with its sign and a true minus: −0.12, +0.30, 0.00; "–" where there is none."""
    if math.isnan(value):
        return "–"
    text = f"{abs(value):.2f}"
    return text if float(text) == 0 else f"{'+' if value > 0 else '−'}{text}"


def range_words(lower: float, upper: float) -> str:
    """The range in words; a figure without one says so."""
    return "no range" if math.isnan(lower) else f"range {range_short(lower, upper)}"


def range_short(lower: float, upper: float) -> str:
    """The range as it stands in a table."""
    return "no range" if math.isnan(lower) else f"{signed(lower)} to {signed(upper)}"


def percent(share: float) -> str:
    """A share, rounded down: 0.997 is 99%, not all."""
    return f"{math.floor(share * 100 + 1e-9)}%"


def sentence_count(n: int) -> str:
    """So many sentences, in words."""
    return f"{n:,} sentence{'' if n == 1 else 's'}"


def document_count(n: int) -> str:
    """So many documents, in words."""
    return f"{n:,} document{'' if n == 1 else 's'}"


def story_count(n: int) -> str:
    """So many stories, near-duplicates once."""
    return f"{n:,} distinct {'story' if n == 1 else 'stories'}"


def count_words(cell: Cell) -> str:
    """The counts: "3 favourable, 1 unfavourable of 9 sentences"."""
    if cell.n_sentences == 0:
        return "no sentence"
    return f"{cell.n_favourable} favourable, {cell.n_unfavourable} unfavourable of {sentence_count(cell.n_sentences)}"


def count_short(cell: Cell) -> str:
    """The counts in a cell of the matrix: "3＋ 1− of 9"."""
    return f"{cell.n_favourable}＋ {cell.n_unfavourable}− of {cell.n_sentences}" if cell.n_sentences else ""


def figure_short(cell: Cell) -> str:
    """Figure and range in a cell of the matrix."""
    return f"{signed(cell.stance)} ({range_short(cell.lower, cell.upper)})" if cell.n_sentences else ""


def cell_words(cell: Cell | None, beside: Cell | None) -> str:
    """A cell of the matrix in lines: verdict, counts, figure and range, the other voice."""
    if cell is None:
        return "not scored"
    lines = [cell.verdict]
    if cell.n_sentences:
        lines += [count_short(cell), figure_short(cell)]
    if beside and beside.n_sentences:
        lines.append(beside_words(cell, beside))
    # The wide plus is of an East Asian typeface, whose lines are higher than those that a row is reckoned by.
    return "\n".join(lines).replace("＋", "+")


def beside_words(cell: Cell, beside: Cell) -> str:
    """The other voice in a cell: its counts, and in a second line its verdict and figure where it says something else."""
    counts = f"{VOICES[beside.voice]} {count_short(beside)}"
    if beside.verdict in (cell.verdict, "too little evidence"):
        return counts
    return f"{counts}\n{beside.verdict} {signed(beside.stance)}"


def beside_voice(voice: str) -> str:
    """The voice that stands beside the one that is counted."""
    return "author" if voice == "reported" else "reported"


def in_prose(name: str) -> str:
    """An actor's name inside a sentence: "the United States"."""
    return f"the {name}" if name.startswith("United ") else name


def joined(parts: Sequence[str]) -> str:
    """A, B and C."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def voice_words(quote: Quote) -> str:
    """Whose words a sentence is: "author", "quoted: RU (government)"."""
    if quote.voice == "author":
        return "author"
    holder = "not told who" if quote.holder == "unnamed" else quote.holder
    kind = f" ({quote.holder_type})" if quote.holder_type not in ("", "other") else ""
    return f"quoted: {holder}{kind}"


def quoted(text: str) -> str:
    """A sentence in quotation marks; one that opens with its own keeps those."""
    return text if text[:1] in '“"«„「『‘' else f"“{text}”"


def quote_facts(quote: Quote, name: str) -> str:
    """What stands below a quotation: place, voice, and as what it is counted."""
    uncertain = " (uncertain)" if quote.uncertain else ""
    return (
        f"[{quote.number}] paragraph {quote.paragraph} · {voice_words(quote)} · "
        f"{name}: {quote.label}{uncertain} {signed(quote.stance)}"
    )


def date_words(brief: Brief) -> str:
    """The date, and whether somebody named it."""
    day = datetime.date.fromisoformat(brief.date)
    return f"{day.day} {day:%B %Y}{' (day of export)' if brief.is_export_day else ''}"


def review_words(note: ReviewNote, scorer: str) -> str:
    """How much a person reviewed."""
    return (
        f"Scored by machine ({scorer}); {note.n_reviewed:,} of {note.n_total:,} sentence "
        f"{'judgement' if note.n_total == 1 else 'judgements'} reviewed by a person."
    )

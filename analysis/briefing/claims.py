"""Figures → plain sentences. None says more than its range allows, and none forecasts."""

import math

from analysis.briefing.phrases import (
    IN_VOICE,
    VOICES,
    count_words,
    document_count,
    in_prose,
    kept_apart,
    range_words,
    sentence_count,
    shortened,
    signed,
    story_count,
)
from analysis.briefing.records import Cell, Difference
from analysis.framing import RULES

SIDES = {
    "favourable": "frames {actor} favourably",
    "unfavourable": "frames {actor} unfavourably",
    "leaning favourable": "leans favourable to {actor}",
    "leaning unfavourable": "leans unfavourable to {actor}",
}
SUBJECT = "Whether they differ in stance or in subject the figures do not tell."
LEADS = {
    "author": "Counting the author alone",
    "reported": "Counting the quoted voices alone",
    "all": "Counting all voices",
}
"""How a sentence opens that counts another voice."""
_LONGEST = 72


def is_one_sided(verdict: str, lower: float, upper: float) -> bool:
    """Whether a verdict names a side and the whole range lies on it."""
    if verdict not in SIDES:
        return False
    return upper < 0 if "unfavourable" in verdict else lower > 0


def named(title: str, number: int) -> str:
    """A document inside a sentence: “Title” [2]."""
    if title == "Untitled":
        return f"the untitled text [{number}]"
    return f"{kept_apart(f'“{shortened(title, _LONGEST)}”')} [{number}]"


def opened(claim: str) -> str:
    """A claim as a sentence, where it opens with `named`."""
    return claim[:1].upper() + claim[1:]


def document_claim(who: str, actor: str, cell: Cell) -> str:
    """What can be said of one document toward one actor."""
    actor, voice, counts = in_prose(actor), IN_VOICE[cell.voice], count_words(cell)
    if cell.n_sentences == 0:
        return f"{who} says nothing about {actor} {voice}."
    if cell.verdict == "too little evidence":
        return f"{who} speaks of {actor} in {sentence_count(cell.n_sentences)} {voice}: too little to tell a side."
    if cell.verdict == "neutral":
        judging = cell.n_favourable + cell.n_unfavourable
        return (
            f"{who} mostly reports about {actor} without judging {voice}: "
            f"{judging} of {sentence_count(cell.n_sentences)} {'judges' if judging == 1 else 'judge'}."
        )
    if cell.verdict == "mixed":
        return f"{who} judges {actor} both ways {voice}: {counts}."
    if cell.verdict not in SIDES:
        return f"How {who} frames {actor} {voice} cannot be told: {counts}."
    if is_one_sided(cell.verdict, cell.lower, cell.upper):
        return f"{who} {SIDES[cell.verdict].format(actor=actor)} {voice}."
    why = "there is no range" if math.isnan(cell.lower) else "the range reaches 0"
    return f"{who} counts more on one side about {actor} {voice} ({counts}), but {why}: no side can be told."


def source_claim(
    source: str, actor: str, voice: str, verdict: str, n_documents: int, n_stories: int, lower: float,
    upper: float,
) -> str:  # fmt: skip
    """What can be said of a source: its documents taken together."""
    what = f"{document_count(n_documents)} ({story_count(n_stories)})"
    if is_one_sided(verdict, lower, upper):
        return f"{kept_apart(source)} {SIDES[verdict].format(actor=in_prose(actor))} {IN_VOICE[voice]}, over {what}."
    return f"How {kept_apart(source)} frames {in_prose(actor)} {IN_VOICE[voice]} cannot be told from {what}."


def difference_claim(name_a: str, name_b: str, actor: str, voice: str, row: Difference) -> str:
    """What can be told about a pair."""
    actor, told = in_prose(actor), IN_VOICE[voice]
    if row.answer == "differs":
        more, less = (name_a, name_b) if row.difference > 0 else (name_b, name_a)
        return f"{more} is more favourable to {actor} than {less}, each {told}."
    if row.answer == "similar":
        return f"{name_a} and {name_b} are similar on {actor}, each {told}: within ±{RULES.similar_within}."
    return f"Whether {name_a} and {name_b} differ on {actor}, each {told}, cannot be told."


def beside_claim(cell: Cell) -> str:
    """The other voice, which always stands beside: "Quoted: 2 favourable, … (leaning favourable)."."""
    who = VOICES[cell.voice].capitalize()
    if cell.n_sentences == 0:
        return f"{who}: nothing about this actor."
    figure = f"{signed(cell.stance)}, {range_words(cell.lower, cell.upper)}"
    return f"{who}: {count_words(cell)} ({cell.verdict}; {figure})."


def beside_source(voice: str, stance: float, lower: float, upper: float, verdict: str) -> str:
    """The other voice of a source."""
    who = VOICES[voice].capitalize()
    if math.isnan(stance):
        return f"{who}: nothing about this actor."
    return f"{who}: {verdict} ({signed(stance)}, {range_words(lower, upper)})."


def otherwise_claim(change: str, what: str, n_sentences: int, stance: float, verdict: str) -> str:
    """What the verdict would be under a change of the table `sensitivity`."""
    start = LEADS[what] if change == "voice" else f"Without paragraph {what}"
    return f"{start} the verdict would be {verdict} (figure {signed(stance)}, {sentence_count(n_sentences)})."


def restored_claim(
    n_blocks: int, verdict: str, stance: float, lower: float, upper: float, n_sentences: int
) -> str:
    """What the verdict would be with the blocks that were taken out of a document put back."""
    blocks = "the block that was" if n_blocks == 1 else f"the {n_blocks:,} blocks that were"
    return (
        f"With {blocks} taken out of it put back the verdict would be {verdict} (figure {signed(stance)}, "
        f"{range_words(lower, upper)}, {sentence_count(n_sentences)})."
    )


def answer_claim(voice: str, difference: float, lower: float, upper: float, answer: str) -> str:
    """What the answer of a comparison would be in another voice."""
    return f"{LEADS[voice]} the answer would be: {answer} (difference {signed(difference)}, {range_words(lower, upper)})."

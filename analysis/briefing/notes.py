"""All that stands behind a judgement, in lines: the notes of a slide, the page of a document."""

from analysis.briefing.phrases import WORDED, percent, quote_facts, quoted, range_words, signed
from analysis.briefing.records import Brief, Judgement


def confidence_line(one: Judgement) -> str:
    """The level and what limits it."""
    reasons = f": {'; '.join(one.confidence.reasons)}" if one.confidence.reasons else ""
    return f"Confidence {one.confidence.level}{reasons}."


def measure_words(one: Judgement) -> str:
    """What the figure is: "figure", "difference [1] − [5]"."""
    of = f" {' − '.join(f'[{number}]' for number in one.citations)}" if one.measure == "difference" else ""
    return f"{one.measure}{of}"


def figure_line(one: Judgement) -> str:
    """Figure, range, verdict and stability: "Figure +0.88, range +0.62 to +1.00; verdict: favourable; stability 99%."."""
    colon = ":" if one.measure == "difference" else ""
    what = "answer" if one.measure == "difference" else "verdict"
    stability = f"; stability {percent(one.stability)}" if one.stability == one.stability else ""
    return f"{measure_words(one).capitalize()}{colon} {signed(one.value)}, {range_words(one.lower, one.upper)}; {what}: {one.verdict}{stability}."


def judgement_notes(brief: Brief, one: Judgement) -> list[str]:
    """Figures, confidence, the other voice, what would change the verdict, evidence and sources."""
    name = brief.names[one.actor_id]
    lines = [one.claim]
    if not one.is_drafted:
        lines.append(WORDED)
    lines += [figure_line(one), f"Counts: {one.counts}.", confidence_line(one), one.beside, *one.otherwise]
    lines.append("Evidence:")
    lines += [f"{quoted(quote.text)} {quote_facts(quote, name)}" for quote in one.quotes]
    lines.append("Sources:")
    lines += [brief.citations[number - 1].words for number in one.citations]
    lines.append(brief.scoring)
    return lines

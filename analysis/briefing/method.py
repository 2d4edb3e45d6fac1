"""How the figures were made, in half a page; accuracy as the model card has it."""

import re
from dataclasses import dataclass

from analysis.briefing.confidence import (
    ENOUGH_SENTENCES,
    REVIEWED_FOR_HIGH,
    SENTENCES_FOR_HIGH,
    STABLE,
    STORIES_FOR_HIGH,
)
from analysis.framing import RULES

_BY_PEOPLE = "NewsMTSC"
# A part of the held data, and "always neutral" below it, as `training.card` writes them.
_LINES = re.compile(
    r"^\| \*\*(.+)\*\* \| (\d+) \| (0\.\d+) \|.*\n\| always neutral \| \d+ \| (0\.\d+) \|", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """A line of the model card's table of agreement."""

    data: str
    n: int
    macro_f1: float
    of_neutral: float


def method_sentences(
    *, version: str, scorer: str, rules: str, scoring: str, agreement: str, card: str
) -> tuple[str, ...]:
    """Paragraphs of the method. card: the model card in Markdown."""
    percent = f"{RULES.coverage:.0%}"
    return (
        "Stance is how a sentence, as it is worded, makes a state look to a general reader: favourable, neutral or "
        "unfavourable. The portrayal counts, not the topic. It is a measurement of text, not a forecast and not a "
        "judgement of truth.",
        "Voice is whose words they are: the author's, or those of somebody who is quoted. The two are counted apart. "
        "Headings and titles are scored and not counted.",
        "The figure is the mean over sentences of P(favourable) − P(unfavourable), from −1 to +1. It says how much of "
        f"the text judges and on which side, not how strongly. The range is the middle {percent} of {RULES.n_redraws:,} "
        f"redraws of paragraphs and labels; below {RULES.sentences_for_range} sentences there is none. Stability is the "
        f"share of redraws on the same side. The ranges of differences hold together at {percent}.",
        "Verdicts follow from counts by fixed rules (version "
        f"{rules}): neutral where fewer than {RULES.neutral_below:.0%} of the sentences judge; mixed where both sides "
        f"have at least {RULES.mixed_at_least} sentences and a third of those that judge; favourable or unfavourable from {RULES.clear_judging} "
        f"judging sentences, {RULES.clear_share:.0%} of all and {RULES.clear_agreement:.0%} of one side; leaning "
        f"otherwise; undetermined below a stability of {RULES.stable_from:.0%}.",
        "Confidence is low where the outlet is unknown, the text cut off or translated, fewer than "
        f"{ENOUGH_SENTENCES} sentences count, or the stability is below {STABLE:.0%}; machine scoring alone earns no "
        f"more than moderate; high needs {SENTENCES_FOR_HIGH} sentences, {STORIES_FOR_HIGH} distinct stories and a "
        f"sample reviewed by a person ({REVIEWED_FOR_HIGH} of the sentences that the figure counts). It is no likelihood.",
        _accuracy_words(scorer, card),
        f"{scoring} {agreement or 'Agreement with a person was not measured on this corpus.'}",
        f"Made with Framelens {version}, scorer {scorer}, rules of verdicts {rules}. English texts only; documents in "
        "another language are listed and not scored.",
    )


def read_accuracy(card: str, scorer: str) -> list[Accuracy]:
    """The scorer's own lines in the card's table of agreement; none where the card is about another scorer."""
    if not card.startswith(f"# Model card: {scorer}\n"):
        return []
    return [
        Accuracy(data, int(n), float(f1), float(of_neutral))
        for data, n, f1, of_neutral in _LINES.findall(card)
    ]


def _accuracy_words(scorer: str, card: str) -> str:
    lines = read_accuracy(card, scorer)
    if not lines:
        return f"How often the scorer {scorer} is right is not stated: the model card is about another."
    parts = [
        f"{line.data} (n = {line.n:,}, {'labelled by people' if line.data.startswith(_BY_PEOPLE) else 'machine-made labels'}) "
        f"{line.macro_f1:.2f}, always neutral {line.of_neutral:.2f}"
        for line in lines
    ]
    cautions = []
    if "looked at to choose between runs" in card:
        cautions.append(" The rows were looked at to choose between runs.")
    if "separate run" in card:
        cautions.append(" The line on outlets never seen is of a separate run.")
    return (
        f"How often the scorer is right, macro-F1 by its model card: {'; '.join(parts)}. Where labels are machine-made "
        "this is agreement with machine-made labels, not with people."
        f"{''.join(cautions)}"
    )

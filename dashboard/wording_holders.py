"""The words of the page Voices: who speaks how of whom. Nothing is said that the table does not hold."""

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.wording import in_prose, range_words, sentence_count

AUTHOR, OTHERS, UNNAMED = "author", "other voices", "unnamed"
"""Holders of the table `speakers` that are neither an actor nor a name."""

OTHER_NAMED = "Other named voices"
NOT_TOLD = "Not told who"

FIGURE_COLUMNS = {"Figure": 64, "Range from": 90, "Range to": 76}
COUNT_COLUMNS = {"Sentences": 82, "For": 50, "Neutral": 68, "Against": 68, "Uncertain": 80, "Documents": 88}
WORD_COLUMNS = {"Voice": 240, "Kind": 100, "Speaks of": 106, "Verdict": 140}
"""The columns of the table of all voices, and how wide each is on the page."""

_OFFICIAL = "state"

NOTHING_REPORTED = (
    "No view of anybody is reported in these documents. "
    "Choose other documents above, or add one on the page Documents."
)
NOTE = (
    "A row speaks of a column. A state's row holds its government and its state media only; "
    "a newspaper, an expert, a company keeps its name and is among the other voices. "
    "What is measured is how the quoted words make the column look, not whether they are true."
)


def holder_title(holder: str, actor_names: Mapping[str, str]) -> str:
    """Who a holder of the table `speakers` is, in words."""
    if holder in actor_names:
        name = actor_names[holder]
        ending = "'" if name.endswith("s") else "'s"
        return f"{name}{ending} officials and state media"
    return {AUTHOR: "The author", OTHERS: "Other voices", UNNAMED: NOT_TOLD}.get(holder, holder)


def others_title(holders: Collection[str]) -> str:
    """What the row of all others is called, by who is in it."""
    if UNNAMED not in holders:
        return OTHER_NAMED
    return "Other voices" if len(holders) > 1 else NOT_TOLD


def holder_note(holder: str, actor_names: Mapping[str, str], others: Mapping[str, int]) -> str:
    """The quiet line below a row's title. others: sentences by holder, of those that are no actors."""
    if holder == AUTHOR:
        return "what the texts themselves assert"
    if holder in actor_names:
        return "as the texts quote them"
    n_named, n_untold = len(set(others) - {UNNAMED}), others.get(UNNAMED, 0)
    parts = [f"{n_named} name{'' if n_named == 1 else 's'}"] if n_named else []
    if n_untold:
        parts.append(f"{sentence_count(n_untold)} not told whose" if n_named else sentence_count(n_untold))
    return ", ".join(parts)


def counts_words(cell: Mapping[str, Any], where: str = "") -> str:
    """The counts in words: "4 sentences: 3 unfavourable". where: a place between them, " in 2 documents"."""
    n = int(cell["n_sentences"])
    sides = [(cell["n_unfavourable"], "unfavourable"), (cell["n_favourable"], "favourable")]
    judged = [f"{count} {word}" for count, word in sorted(sides, reverse=True) if count]
    return f"{sentence_count(n)}{where}: {', '.join(judged) or 'none judges'}"


def speaking_sentences(rows: Sequence[Mapping[str, Any]], actor_names: Mapping[str, str]) -> list[str]:
    """The strongest that can be said of those quoted, in one or two sentences.

    One for the officials and state media of the actors, one for all others;
    each says what was counted, and how far its range carries it.

    rows: of the pooled table `speakers`; the author is left out.
    """
    told: list[tuple[bool, bool, str]] = []
    for is_official, group in (
        (True, [row for row in rows if row["holder"] in actor_names]),
        (False, [row for row in rows if row["holder"] == OTHERS]),
    ):
        judging = [row for row in group if row["n_favourable"] + row["n_unfavourable"]]
        if judging:
            best = max(judging, key=_strength)
            told.append((_is_one_sided(best), is_official, _speaking(best, actor_names)))
        elif group:
            n = sum(int(row["n_sentences"]) for row in group)
            who = "state's officials or state media take" if is_official else "other voice takes"
            told.append((False, is_official, f"No {who} a side here ({sentence_count(n)})."))
    if not told:
        return ["Nobody who is quoted here speaks of the chosen actors."]
    return [sentence for *_, sentence in sorted(told, key=lambda one: one[:2], reverse=True)]


def _strength(row: Mapping[str, Any]) -> tuple[bool, bool, int, int]:
    """What is said of another state tells more than what a state says of itself."""
    balance = abs(int(row["n_favourable"]) - int(row["n_unfavourable"]))
    return row["holder"] != row["actor_id"], _is_one_sided(row), balance, int(row["n_sentences"])


def _is_one_sided(row: Mapping[str, Any]) -> bool:
    has_side = str(row["verdict"]).endswith("favourable")  # both sides, leaning or not
    return has_side and (row["lower"] > 0 or row["upper"] < 0)


def _speaking(row: Mapping[str, Any], actor_names: Mapping[str, str]) -> str:
    who = in_prose(holder_title(row["holder"], actor_names))
    actor = in_prose(actor_names[row["actor_id"]])
    return f"{who[:1].upper()}{who[1:]} speak of {actor} in {counts_words(row)}. {_carried(row)}"


def _carried(row: Mapping[str, Any]) -> str:
    """How far a row's range carries what its counts say."""
    if row["verdict"] == "too little evidence":
        return "That is too little to tell a side."
    if math.isnan(row["lower"]):
        return "That is too little for a range, so no side can be told."
    words = range_words(row["lower"], row["upper"])
    if _is_one_sided(row):
        return f"The whole {words} lies on that side."
    if row["verdict"] in ("neutral", "mixed"):
        return f"Taken together that is {row['verdict']} ({words})."
    return f"No side can be told ({words})."


def every_holder(single: pd.DataFrame, actor_names: Mapping[str, str]) -> pd.DataFrame:
    """The table `speakers` with its columns and holders in words."""
    words = single.assign(
        holder_type=[
            {AUTHOR: "text"}.get(row.holder, _OFFICIAL if row.holder in actor_names else row.holder_type)
            for row in single.itertuples(index=False)
        ],
        holder=[holder_title(holder, actor_names) for holder in single["holder"]],
        actor_id=[actor_names[actor_id] for actor_id in single["actor_id"]],
    )
    columns = {
        "holder": "Voice", "holder_type": "Kind", "actor_id": "Speaks of", "verdict": "Verdict",
        "n_sentences": "Sentences", "n_favourable": "For", "n_neutral": "Neutral", "n_unfavourable": "Against",
        "stance": "Figure", "lower": "Range from", "upper": "Range to", "n_uncertain": "Uncertain",
        "n_documents": "Documents",
    }  # fmt: skip
    return words[list(columns)].rename(columns=columns)


def document_count(n: int) -> str:
    """So many documents, in words."""
    return "1 document" if n == 1 else f"{n} documents"

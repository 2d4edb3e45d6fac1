"""The words of agreement: in one sentence beside the verdicts, and in its tables."""

from collections.abc import Mapping
from typing import Any

from analysis.review import CODERS, MACHINE, SETTLED, CodingAgreement
from dashboard.wording_coding import alpha_words, number
from dashboard.wording_review import joined

CLASSES_NOTE = "Precision: of what the machine names so, how much people name so. Recall: of what people name so, how much the machine finds."
ERRORS_NOTE = (
    "The machine’s mean stance minus that of people, from −2 to +2: below 0 it reads the actor too harshly."
)


def agreement_sentence(told: CodingAgreement | None) -> str:
    """Agreement on stance in one sentence, for beside the verdicts; "" where two people did not code the same."""
    if told is None:
        return ""
    people, machine = _stance(told, CODERS), _stance(told, f"{MACHINE} / {SETTLED}")
    if not people or not people["n_items"]:
        return ""
    has_range = people["lower"] == people["lower"]  # a band for a handful of sentences would claim too much
    band = f": {people['band']}" if has_range and people["band"] else ""
    sentence = f"{joined(told.coders)} agree on stance with Krippendorff’s alpha {alpha_words(people)}{band}"
    if machine and machine["n_items"]:
        sentence += f"; the machine agrees with what they settled with {alpha_words(machine)}"
    return f"{sentence}."


def _stance(told: CodingAgreement, between: str) -> dict[str, Any]:
    """The row of this pairing for stance and all actors; empty where there is none."""
    table = told.alphas
    rows = table[(table["between"] == between) & (table["what"] == "stance") & (table["actor_id"] == "")]
    return {str(name): value for name, value in rows.iloc[0].items()} if len(rows) else {}


def one_coder(told: CodingAgreement) -> str:
    """What can be told where one person coded alone."""
    machine = _stance(told, f"{MACHINE} / {SETTLED}")
    figure = f" The machine agrees with {told.coders[0]} on stance with alpha {alpha_words(machine)}." if machine and told.coders else ""  # fmt: skip
    return f"One coder agrees with nobody: a second one is needed.{figure}"


def counts_sentence(told: CodingAgreement) -> str:
    """What was coded, settled, decided, and left out."""
    return (
        f"{told.n_coded} of {told.n_items} sentences coded by {joined(told.coders)}; {told.n_settled} settled, {told.n_decided} of them "
        f"decided by a person; {told.n_left_out} coded and not settled; “cannot tell” {told.n_unsure} times."
    )


def pairing(between: str, coders: str, settled: str) -> str:
    """Who is compared with whom, in words."""
    return {coders: "all coders", settled: "machine and what is settled"}.get(between, between.replace(" / ", " and "))  # fmt: skip


def range_of(row: Mapping[str, Any]) -> str:
    """The range of an alpha; a dash where there is none."""
    return "–" if row["lower"] != row["lower"] else f"{number(row['lower'])} to {number(row['upper'])}"

"""The words around codes that an analyst gives to evidence."""

from analysis.review import Unmatched

CHOOSE = "Codes of this sentence and actor"
PLACEHOLDER = "Type the first letters of a code, Enter takes it"
GONE = "It is no longer in the list of codes."
OWN_NAME = "A code of your own"
OWN_DEFINITION = "The sentence has it where …"
DEFINE = "Add the code"
REMOVE = "Take an own code out of the list"
NONE_GIVEN = (
    "No code was given to these sentences in this voice yet. The key T on a sentence opens the list of codes."
)
COUNTS_NOTE = "Sentences that have the code, in the voice that is chosen above; a sentence counts once, whoever gave it."


def unmatched_head(n: int) -> str:
    """How many codes have no place in the documents that are open."""
    return f"{n:,} {'code that has' if n == 1 else 'codes that have'} no place here"


def unmatched_words(missing: Unmatched, what: str) -> str:
    """What was said, why it has no place, and what to do."""
    failure = missing.failure
    return f"{what}: {failure.place} ({failure.path}): {failure.reason}; {failure.remedy}."

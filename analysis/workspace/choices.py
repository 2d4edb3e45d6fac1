"""What the analyst chose for the whole workspace. Key: what is chosen. Value: the choice."""

from analysis.errors import RequestError
from analysis.types import Corpus, Failure
from analysis.workspace.records import Entries, Files, Json, Key

NAME = "choice"
CHOICES: dict[str, dict[str, str]] = {
    "examples": {
        "shown": "Showed the documents that Framelens opens with",
        "hidden": "Hid the documents that Framelens opens with",
    }
}
"""What can be chosen, and the sentence of each choice."""


def check(key: Key, value: Json) -> Json:
    """One of the known choices; None goes back to the default."""
    if len(key) != 1 or key[0] not in CHOICES:
        raise RequestError(f"choice: {key!r} cannot be chosen; choose {', '.join(CHOICES)}.")
    if value is not None and value not in CHOICES[key[0]]:
        raise RequestError(f"choice {key[0]}: {value!r} is not one of {', '.join(CHOICES[key[0]])}.")
    return value


def files(value: Json) -> tuple[str, ...]:
    """None: a choice needs no file."""
    return ()


def apply(corpus: Corpus, entries: Entries, files: Files) -> tuple[Corpus, tuple[Failure, ...]]:
    """The corpus as it is: who shows it heeds the choice."""
    return corpus, ()


def tell(key: Key, before: Json, after: Json) -> str:
    """“Hid …”, “Showed …”, or that it was left to the default again."""
    return CHOICES[key[0]][str(after)] if after else f"Left to the default: {key[0]}"

"""Words of a sentence, and which of them stand for actors. Nobody's name is known here."""

import re
from collections.abc import Container
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?"  # don't, but China | 's
    r"|['’]s\b"
    r"|\d[\d.,]*\d|\d"
    r"|(?<=\w)-(?=\w)"
    r"|--|[^\w\s]"
)
_OPENERS = frozenset({'"', "“", "‘", "'", "(", ":", "—", "–", "--", "[", "«"})
_DETERMINERS = frozenset({"the", "a", "an"})
NAME = "<name>"
"""What stands in `Item.lower` for any name, so that nothing can depend on whose it is."""


@dataclass(frozen=True, slots=True)
class Item:
    """A word, a mark, or a whole name.

    lower: with straight apostrophes. joined: a hyphen stands before it.
    """

    lower: str
    is_name: bool = False
    is_target: bool = False
    joined: bool = False


def split_items(
    sentence: str, start: int, end: int, *, known: Container[str], never: Container[str]
) -> list[Item]:
    """The words, marks and names of a sentence, in order; [start, end) is a name whatever it is.

    A run of capitalised words is one name, its article left out, so that
    "the United States" and "China" make the same list.
    known: words that are no names where only the place gives them their capital.
    never: words that have a capital and name no actor (days, months).
    """
    items: list[Item] = []
    opens = True
    joined = False
    for found in _TOKEN.finditer(sentence):
        text = found.group()
        if text == "-":
            joined = True
            continue
        lower = text.lower().replace("’", "'")
        is_target = found.start() < end and found.end() > start
        if is_target or (text[0].isupper() and lower not in never and not (opens and lower in known)):
            _add_name(items, is_target=is_target, joined=joined)
        else:
            items.append(Item(lower, joined=joined))
        opens = text in _OPENERS or (opens and not text[0].isalnum())
        joined = False
    return items


def _add_name(items: list[Item], *, is_target: bool, joined: bool) -> None:
    """A name, or more of the one before; a hyphen parts two names ("Russia-DPRK")."""
    if items and items[-1].is_name and (not joined or (is_target and items[-1].is_target)):
        items[-1] = Item(NAME, True, is_target or items[-1].is_target, items[-1].joined)
        return
    if items and items[-1].lower in _DETERMINERS:
        items.pop()
    items.append(Item(NAME, True, is_target, joined))

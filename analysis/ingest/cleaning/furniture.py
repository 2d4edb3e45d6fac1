"""Page furniture: what stands around an article and is not the author's text.

Each rule has a reason in plain words and is one that other pages of the kind
need too. Precision counts as much as recall: what is wrongly kept is scored
as if the author had written it, what is wrongly removed is a lost sentence.
Whatever is removed is kept, shown, and can be put back.
"""

from collections.abc import Callable, Iterator, Sequence

from analysis.ingest.cleaning.furniture_blocks import (
    find_language_bars,
    find_other_scripts,
    find_sections,
    find_teasers,
)
from analysis.ingest.cleaning.furniture_lines import find_lines
from analysis.ingest.cleaning.page import Page
from analysis.ingest.records import Block

Found = Iterator[tuple[int, str]]
"""The numbers of blocks that are furniture, each with the reason."""

RULES: tuple[Callable[[Page], Found], ...] = (
    find_language_bars,
    find_sections,
    find_lines,
    find_other_scripts,
    find_teasers,
)
"""In this order: each sees what the ones before it have left."""


def mark_furniture(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks; those that are furniture carry the reason.

    A page that would lose all its text keeps it: then the rules do not fit it.
    """
    marked = list(blocks)
    for find in RULES:
        kept = [index for index, block in enumerate(marked) if not block.furniture]
        page = Page(tuple(marked[index] for index in kept))
        for number, reason in find(page):
            marked[kept[number]] = marked[kept[number]].remove(reason)
    return tuple(marked) if any(not block.furniture for block in marked) else tuple(blocks)

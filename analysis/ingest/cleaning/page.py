"""What a page looks like as a whole: which of its blocks are running text, and where that begins and ends."""

import re
from dataclasses import dataclass
from functools import cached_property

from analysis.ingest.records import Block
from analysis.language import count_scripts

_END = re.compile(r"[.!?…。！？۔][\"'”’»)\]]*$")
_INNER_END = re.compile(
    r"(?<![A-Z])(?<!\b[A-Z][a-z])[.!?][\"'”’)]*\s+[\"'“‘(]?[A-Z]"
    r"|[。！？۔][\"'”’」』)]*(?=\s*[^\s\"'”’」』)])"
)
_CUT = re.compile(r"(?:…|\.\.\.)\s*(?:\[…\]|»|→)?$|\[(?:…|\.\.\.)\]$")
_NUMBER = re.compile(r"(?:\d{1,2}|[IVX]{1,5})\s?[.)]\s*(?=\D)")

_PROSE = 80
"""Letters from which a block that ends as a sentence is running text; a Chinese character counts as three."""


def is_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return _END.search(text) is not None


def is_cut_off(text: str) -> bool:
    """Whether a text ends in "…" or "...", as a teaser does."""
    return _CUT.search(text) is not None


def is_numbered(text: str) -> bool:
    """Whether a text begins with a number as a heading or a list item does ("3.Global instability")."""
    return _NUMBER.match(text) is not None


def has_inner_end(text: str) -> bool:
    """Whether a sentence ends inside a text and another one begins."""
    return _INNER_END.search(text) is not None


def measure(text: str) -> int:
    """The length of a text in letters; a Chinese, Japanese or Korean character counts as three."""
    scripts = count_scripts(text)
    return len(text) + 2 * (scripts["Chinese"] + scripts["Japanese"] + scripts["Korean"])


def is_prose(text: str) -> bool:
    """Whether a block is running text: long enough, and with the end of a sentence; not a teaser."""
    if measure(text) < _PROSE:
        return False
    return has_inner_end(text) or (is_sentence(text) and not is_cut_off(text))


@dataclass(frozen=True)
class Page:
    """The blocks that are left, and where the running text begins and ends."""

    blocks: tuple[Block, ...]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """How each block reads."""
        return tuple(block.text for block in self.blocks)

    @cached_property
    def prose(self) -> tuple[int, ...]:
        """The numbers of the blocks of running text."""
        return tuple(number for number, text in enumerate(self.texts) if is_prose(text))

    def is_edge(self, number: int) -> bool:
        """Whether a block stands before all running text or after it; False where there is none."""
        return bool(self.prose) and not self.prose[0] <= number <= self.prose[-1]

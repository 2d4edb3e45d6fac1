"""The title of a document: found on its first line, cleaned of the site's name, and never twice."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from analysis.ingest.cleaning.page import has_inner_end, is_cut_off, is_prose, is_sentence, measure
from analysis.ingest.limits import MAX_TITLE, MIN_BODY
from analysis.ingest.records import Block
from analysis.types import UNKNOWN

_BAR = re.compile(r"(?<!\s)\s*(?:\||::|»|•)\s*")
_DASH = re.compile(r"(?<!\s)\s+[-–—]\s+")
_OUTLET = re.compile(
    r"(?:[A-Z]{2,6}|(?:[\w-]+\.)+(?:com|org|net|info|cn|ru|kp|kr|uk|eu|in|io|co|news|tv))(?: News)?|"
    r".*\b(?:News|Times|Post|"
    r"Herald|Tribune|Journal|Guardian|Telegraph|Gazette|Daily|Weekly|Today|Online|Magazine|Review|Press|Agency|Observer|"
    r"Chronicle|Independent|Reuters|Bloomberg|Xinhua|Sputnik|Jazeera|Diplomat|Economist|Network|Radio|TV)\b.*"
)
# One word, the place of a dateline ("BAAR, SWITZERLAND"), a table's line ("Tested by: … Price: …").
_NO_TITLE = re.compile(r"^[^\W\u0e00-\u9fff\uac00-\ud7af]+$|^[A-Z]+, [A-Z]+$|:\s.*:\s")
_SITE_NAME = 40  # characters the name of a site or a section has at most
_WORDS = re.compile(r"\w+")

REPEATED = "The title again."
SITE = "The name of the site or section after the title."


class Titled(NamedTuple):
    """A title ("unknown" where there is none), and the blocks without it; its furniture is marked."""

    title: str
    blocks: tuple[Block, ...]


def find_title(blocks: Sequence[Block], told: str, *, names: Sequence[str] = ()) -> Titled:
    """The title of a document, and its blocks without the line that holds it.

    told: the title that is known already ("unknown" otherwise); lines that
        repeat it are marked as furniture, and the line found is if it differs.
    names: what else is known of the site (source, categories): these after a dash are no part of a title.
    """
    marked = list(blocks)
    kept = [number for number, block in enumerate(blocks) if not block.furniture]
    if told != UNKNOWN:
        title, _, _ = _split_site(told, names)
        same = [number for number in kept[:3] if is_same(_split_site(blocks[number].text, names)[0], title)]
        for number in same:
            marked[number] = replace(blocks[number], furniture=REPEATED, is_heading=True)
        return Titled(title if title else told, tuple(marked))
    if not kept or not _is_title(blocks, kept, names):
        return Titled(UNKNOWN, tuple(marked))
    first = kept[0]
    copies = [
        number for number in kept[:3] if is_same(_clean(blocks[number], names), _clean(blocks[first], names))
    ]
    if not copies:  # the first line has no word: "* * *"
        return Titled(UNKNOWN, tuple(marked))
    best = max(copies, key=lambda number: (_rate(_clean(blocks[number], names)), -number))
    for number in copies:
        if number != best:
            marked[number] = replace(blocks[number], furniture=REPEATED, is_heading=True)
    block = blocks[best]
    title, site, at = _split_site(block.text, names)
    # What is no part of the title stays on record, at its own place.
    rest: tuple[Block, ...] = ()
    if site:
        rest = (replace(block, start=block.start + at, text=site, is_heading=True, furniture=SITE),)
    return Titled(title, (*marked[:best], *rest, *marked[best + 1 :]))


def is_same(one: str, other: str) -> bool:
    """Whether two lines have the same words; case, spaces and punctuation do not count."""
    words = _WORDS.findall(one.casefold())
    return bool(words) and words == _WORDS.findall(other.casefold())


def _clean(block: Block, names: Sequence[str]) -> str:
    return _split_site(block.text, names)[0]


def _is_title(blocks: Sequence[Block], kept: Sequence[int], names: Sequence[str]) -> bool:
    """Whether the first line that is left is a title: short, no sentence (or twice), a body below."""
    first, rest = blocks[kept[0]], [blocks[number].text for number in kept[1:]]
    text = first.text
    if measure(text) < 3 or len(text) > MAX_TITLE or has_inner_end(text) or is_cut_off(text):
        return False
    is_twice = any(is_same(text, _split_site(other, names)[0]) for other in rest[:2])
    if not is_twice and (
        text.endswith((":", ",", ";")) or (is_sentence(text) and not text.endswith(("?", "!")))
    ):
        return False
    if not is_twice and (first.is_heading is False or _NO_TITLE.search(text)):
        return False
    prose = [text for text in rest if is_prose(text)]
    return sum(measure(text) for text in prose) >= MIN_BODY


def _split_site(text: str, names: Sequence[str]) -> tuple[str, str, int]:
    """A title, the site's or section's name after it ("" where there is none), and where that begins."""
    bars = list(_BAR.finditer(text))
    if bars:
        title, site = text[: bars[-1].start()], text[bars[-1].end() :]
        if 0 < len(site) <= _SITE_NAME and len(_WORDS.findall(title)) >= 3:
            if len(bars) > 1:  # "Title | Section | Site"
                inner, sites, at = _split_site(title, names)
                if sites:
                    return inner, text[at:], at
            at = bars[-1].start() + len(bars[-1].group()) - len(bars[-1].group().lstrip())
            return title, text[at:], at
    for dash in reversed(list(_DASH.finditer(text))):
        title, site = text[: dash.start()], text[dash.end() :]
        is_known = any(is_same(site, name) for name in names) or _OUTLET.fullmatch(site)
        if is_known and 0 < len(site) <= _SITE_NAME and len(_WORDS.findall(title)) >= 3:
            at = dash.start() + 1
            return title, text[at:], at
        break
    return text, "", len(text)


def _rate(title: str) -> tuple[int, int]:
    """How well a title is written: not all capitals, more capitals, no full stop."""
    words = _WORDS.findall(title)
    n_capital = 0 if title.isupper() else sum(word[0].isupper() for word in words)
    return n_capital, int(not title.endswith("."))

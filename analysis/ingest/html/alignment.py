"""Which lines of a page a text was taken from.

An extractor gives a text without places. The longest run of matching words
that keeps the order tells where each word of it stands on the page.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

# A word; each Chinese or Japanese character by itself, as nothing stands between them.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")

_RUN = 4
"""Words in a row that make a match: fewer are found all over a page."""

_COPIES = 12
"""Places a run may have on a page; what is said more often tells no place."""

_GAP_WORK = 2_000_000
"""Pairs of words compared in the gaps between matches, in all: a second's work."""


def find_words(text: str) -> list[str]:
    """The words of a text, without case and accents' different spellings."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def find_shares(lines: Sequence[str], text: str) -> list[float]:
    """How much of each line of a page stands in a text taken from it, 0..1; 0 for a line without words."""
    words: list[str] = []
    bounds: list[tuple[int, int]] = []
    for line in lines:
        found = find_words(line)
        bounds.append((len(words), len(words) + len(found)))
        words += found
    taken = _match(words, find_words(text))
    return [sum(taken[start:end]) / (end - start) if end > start else 0.0 for start, end in bounds]


def _match(page: Sequence[str], body: Sequence[str]) -> bytearray:
    """For each word of the page 1 if the body has it, at this place."""
    taken = bytearray(len(page))
    pairs = _find_anchors(page, body)
    work = _GAP_WORK
    edges = [(-1, -1), *pairs, (len(page), len(body))]
    for (page_start, body_start), (page_end, body_end) in pairwise(edges):
        if page_start >= 0:
            taken[page_start] = 1
        n_page, n_body = page_end - page_start - 1, body_end - body_start - 1
        if not n_body or not n_page:
            continue
        if n_page * n_body > work:  # too far apart: only what adjoins the matches
            n_page = min(n_page, 2 * n_body)
            if n_page * n_body > work:
                continue
        work -= n_page * n_body
        gap = page[page_start + 1 : page_start + 1 + n_page]
        matcher = SequenceMatcher(None, gap, body[body_start + 1 : body_end], autojunk=False)
        for block in matcher.get_matching_blocks():
            start = page_start + 1 + block.a
            taken[start : start + block.size] = b"\x01" * block.size
    return taken


def _find_anchors(page: Sequence[str], body: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of places with the same word, rising in both: the longest such chain of runs of words."""
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number in range(len(page) - _RUN + 1):
        places[tuple(page[number : number + _RUN])].append(number)
    # Hunt and Szymanski 1977: the longest common subsequence by the longest rising chain of matches.
    tops: list[int] = []
    chain: list[tuple[int, int, int]] = []  # place on the page, in the body, number of the one before
    heads: list[int] = []
    for number in range(len(body) - _RUN + 1):
        found = places.get(tuple(body[number : number + _RUN]), ())
        if len(found) > _COPIES:
            continue
        for place in reversed(found):
            at = bisect_left(tops, place)
            chain.append((place, number, heads[at - 1] if at else -1))
            tops[at : at + 1] = [place]
            heads[at : at + 1] = [len(chain) - 1]
    anchors: list[tuple[int, int]] = []
    link = heads[-1] if heads else -1
    while link >= 0:
        place, number, link = chain[link]
        anchors.append((place, number))
    return _widen(anchors[::-1])


def _widen(anchors: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Each anchor as the pairs of its whole run, still rising."""
    pairs: list[tuple[int, int]] = []
    for place, number in anchors:
        for step in range(_RUN):
            pair = (place + step, number + step)
            if not pairs or (pair[0] > pairs[-1][0] and pair[1] > pairs[-1][1]):
                pairs.append(pair)
    return pairs

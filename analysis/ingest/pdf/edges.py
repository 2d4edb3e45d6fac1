"""What stands at the edges of a PDF's pages and is no text: running heads and feet, numbers of pages."""

import re
from collections import defaultdict
from collections.abc import Sequence

from analysis.ingest.pdf.lines import Line

_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"\b[ivxlc]+\b")
_LETTERS = re.compile(r"[^\W\d_]")
_NUMBER = re.compile(
    r"\W*(?:page|p\.|seite|стр\.|第)?\s*(?:\d{1,4}|[ivxlc]{1,7})\s*(?:页|頁|쪽)?(?:\s*(?:of|/|von|из|\|)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}, \d{1,2}:\d{2}(?: [AP]M)?(?: .{1,300})?|(?:https?|file)://\S{1,2000}(?: \d{1,3}/\d{1,3})?"
)
_COUNT = re.compile(r"^\d{1,4}(?=\s)|(?<=\s)\d{1,4}$")
_N_EDGE = 3  # rows from the top and from the foot of a page that may be furniture
_MIN_LETTERS = 3  # what has fewer may be a row of numbers
_NEAR = 6.0  # points by which a running head may move from page to page

NUMBER = "The number of a page."
HEAD = "It stands at the edge of page after page."
STAMP = "What a browser prints on a page: the day, the title, the address."
TURNED = "It does not stand level on the page, as stamps do."

Height = tuple[float, float]


def find_edges(pages: Sequence[Sequence[Line]], heights: Sequence[Height]) -> dict[tuple[int, int], str]:
    """What is furniture: the number of the page and of the run on it → the reason.

    heights: the foot and the top of each page. A line is a running head where
    others like it, but for their numbers, stand at the same height of other
    pages: on three at least, or on both of two.
    """
    found: dict[tuple[int, int], str] = {}
    places: dict[tuple[str, int], set[tuple[int, int]]] = defaultdict(set)
    for page, (runs, height) in enumerate(zip(pages, heights, strict=True)):
        found |= {(page, number): TURNED for number, run in enumerate(runs) if not run.is_level}
        rows = sorted({round(run.y) for run in runs if run.is_level})
        for number, run in enumerate(runs):
            if not run.is_level or round(run.y) not in (*rows[:_N_EDGE], *rows[-_N_EDGE:]):
                continue
            step = round(run.y / _NEAR)
            if _is_margin(run.y, height) and (reason := _find_reason(run.text)):
                found[page, number] = reason
            elif len(_LETTERS.findall(key := _make_key(run.text))) >= _MIN_LETTERS:
                places[key, step].add((page, number))
            if round(run.y) in (rows[0], rows[-1]):
                # "Chapter 2: Trade 14", "15 The Ministry": a number that counts on with the pages.
                for count in _COUNT.findall(run.text):
                    places[f"# {int(count) - page}", step].add((page, number))
    n_least = 2 if len(pages) <= 3 else 3
    for (key, step), here in places.items():
        near = here.union(*(places.get((key, step + one), set()) for one in (-1, 1)))
        if len({page for page, _ in near}) >= n_least:
            found |= dict.fromkeys(here - found.keys(), HEAD)
    for page, runs in enumerate(pages):
        # Pages that are all alike, as letters to many are, would lose their text.
        if len(runs) > _N_EDGE and all((page, number) in found for number in range(len(runs))):
            found = {key: reason for key, reason in found.items() if key[0] != page or reason != HEAD}
    return found


def _find_reason(text: str) -> str:
    """What a line in the margin is by itself: the number of a page or a browser's stamp; "" otherwise."""
    if len(text) <= 24 and _NUMBER.fullmatch(text):
        return NUMBER
    return STAMP if _STAMP.fullmatch(text) else ""


def _is_margin(y: float, height: Height) -> bool:
    foot, top = height
    return not foot + 0.1 * (top - foot) < y < top - 0.1 * (top - foot)


def _make_key(text: str) -> str:
    """A line without what changes from page to page."""
    return _ROMAN.sub("#", _DIGITS.sub("#", text.casefold())).strip()

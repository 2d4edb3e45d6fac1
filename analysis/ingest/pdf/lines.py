"""Pieces of text with their places on a page → lines, column after column as a person reads them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import NamedTuple

from analysis.ingest.pdf.text import Span
from analysis.ingest.text.extracted import clean

_SPACE = (
    0.15  # of the size: a wider gap between two letters is a space (usual ones are 0.25, kerning below 0.1)
)
_TAB = 1.2  # of the size: a wider gap is that of a table or between columns
_GUTTER = 0.7  # of the size: the white between two columns at least
_MIN_LINES = 4  # lines on either side of a gutter; fewer are an address or a table
_MIN_BOX = 3  # lines of a box beside the text
_MIN_WIDE = 18  # characters that lines of a column have, half of them at least; cells of tables have fewer
_MOST_CROSSING = 0.5  # share of lines that may cross a gutter: titles and pictures' captions do
_LEAST_SIDE = 0.15  # share of lines that stand on either side of a gutter at least
_NARROW = 0.8  # of the width of the text: a box is narrower
_MAX_CUTS = 4  # columns within columns


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, or of one of its columns.

    left, right: the edges of its column. is_first: whether a column begins with it.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    is_bold: bool
    is_level: bool = True
    page: int = 0
    left: float = 0.0
    right: float = 0.0
    is_first: bool = False


def find_runs(spans: Sequence[Span], *, page: int) -> list[Line]:
    """The lines of a page in the order in which it writes them, not yet in columns."""
    runs = (_join(group, page) for group in _group(spans))
    return _drop_copies([run for run in runs if run.text])


def find_lines(runs: Sequence[Line]) -> list[Line]:
    """The lines of a page in the order in which they are read, with the edges of their columns."""
    lines: list[Line] = []
    for column in _order(runs, 0):
        rows = _merge_rows(column)
        left, right = _find_left(rows), max(row.x1 for row in rows)
        lines += [
            replace(row, left=left, right=right, is_first=number == 0) for number, row in enumerate(rows)
        ]
    return lines


def _group(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Spans that follow one another on the same line, in the order in which the page writes them."""
    group: list[Span] = []
    for span in spans:
        if group and not _goes_on(group[-1], span):
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def _goes_on(one: Span, two: Span) -> bool:
    size = max(one.size, two.size)
    if not (one.is_level and two.is_level):
        return one.is_level == two.is_level
    # Raised and lowered figures stand off the line by a third.
    near = abs(one.y - two.y) <= (0.15 if one.size == two.size else 0.45) * size
    return near and -0.3 * size <= two.x0 - one.x1 <= _TAB * size


def _join(group: Sequence[Span], page: int) -> Line:
    """A group of spans as one line: gaps are spaces."""
    text, end = "", group[0].x0
    for span in group:
        is_apart = span.x0 - end > _SPACE * span.size and text and not text.endswith(" ")
        text += (" " if is_apart and not span.text.startswith(" ") else "") + span.text
        end = span.x1
    # The size that most letters have: a word of the line may be in another one.
    sizes: dict[float, int] = defaultdict(int)
    for span in group:
        sizes[round(span.size, 1)] += len(span.text.strip())
    n_letters = sum(sizes.values())
    size = max(sizes, key=lambda size: sizes[size])
    main = next(span for span in group if round(span.size, 1) == size)
    n_bold = sum(len(span.text.strip()) for span in group if span.is_bold)
    # A space at the end of a line does not make it longer.
    trailing = len(text) - len(text.rstrip())
    # A soft hyphen breaks a word at the end of a line, and is nothing elsewhere.
    text = clean(re.sub("\xad\\s*$", "-", text))
    x0, x1 = group[0].x0, max(span.x1 for span in group)
    x1 -= (x1 - x0) * trailing / max(len(text) + trailing, 1)
    return Line(text, x0, x1, main.y, size, n_letters > 0 and n_bold > 0.8 * n_letters, main.is_level, page)


def _drop_copies(runs: Sequence[Line]) -> list[Line]:
    """Runs without those that are written twice at one place, as false bold and shadows are."""
    seen: dict[str, list[Line]] = defaultdict(list)
    kept: list[Line] = []
    for run in runs:
        near = (
            abs(run.x0 - other.x0) + abs(run.y - other.y) < 0.25 * run.size for other in seen[run.text][-50:]
        )
        if not any(near):
            seen[run.text].append(run)
            kept.append(run)
    return kept


def _order(runs: Sequence[Line], n_cuts: int) -> Iterator[list[Line]]:
    """Columns in the order in which they are read; each is a list of runs from top to bottom.

    Lines across all columns, such as titles, end the columns above them.
    """
    gutter = _find_gutter(runs) if n_cuts < _MAX_CUTS else None
    from_top = sorted(runs, key=lambda run: (-run.y, run.x0))
    if gutter is None:
        box = _find_box(from_top) if n_cuts < _MAX_CUTS else None
        if box is not None:
            for part in _part(from_top, box):
                yield from _order(part, n_cuts + 1)
        elif from_top:
            yield from_top
        return
    sides: tuple[list[Line], list[Line]] = ([], [])
    across: list[Line] = []
    for run in from_top:
        if _crosses(run, gutter):
            for side in sides:
                yield from _order(side, n_cuts + 1)
            sides = ([], [])
            across.append(run)
            continue
        if across:
            yield across
            across = []
        sides[run.x0 >= gutter].append(run)
    if across:
        yield across
    for side in sides:
        yield from _order(side, n_cuts + 1)


def _crosses(run: Line, gutter: float) -> bool:
    return run.x0 < gutter - 0.1 * run.size and run.x1 > gutter + 0.1 * run.size


def _find_gutter(runs: Sequence[Line]) -> float | None:
    """Where the right one of two columns begins; None where there is one column, or a table."""
    if len(runs) < 2 * _MIN_LINES:
        return None
    starts: dict[int, int] = defaultdict(int)
    for run in runs:
        starts[round(run.x0)] += 1
    best: tuple[int, float] | None = None
    for x, _ in sorted(starts.items(), key=lambda item: -item[1])[:12]:
        place = x - 1.0
        left = [run for run in runs if run.x1 <= place]
        right = [run for run in runs if run.x0 >= place]
        n_crossing = len(runs) - len(left) - len(right)
        if min(len(left), len(right)) < max(_MIN_LINES, _LEAST_SIDE * len(runs)):
            continue
        if n_crossing > _MOST_CROSSING * len(runs):
            continue
        if _are_columns(left, right, place) and (best is None or n_crossing < best[0]):
            best = n_crossing, place
    return best[1] if best else None


class _Box(NamedTuple):
    """A part of a page in which text stands on both sides of a place, as beside a box."""

    place: float
    top: float
    foot: float


def _find_box(runs: Sequence[Line]) -> _Box | None:
    """A box beside the text, on its right or left; None where there is none."""
    starts: dict[int, list[Line]] = defaultdict(list)
    for run in runs:
        starts[round(run.x0)].append(run)
    for x, alike in sorted(starts.items(), key=lambda item: -len(item[1]))[:6]:
        if len(alike) < _MIN_BOX:
            continue
        size = median(run.size for run in alike)
        beside = [run for run in runs if alike[-1].y - 1 <= run.y <= alike[0].y + 1]
        left = [run for run in beside if run.x0 < x - size]
        if not left or max(run.x1 for run in left) > x - _GUTTER * size:
            continue
        place = max(run.x1 for run in left) + 0.3 * size
        top, foot = alike[0].y, alike[-1].y
        # What stands a line above or below belongs to it, its title for one.
        for run in sorted((run for run in runs if run.x0 >= place), key=lambda run: -run.y):
            top, foot = (max(top, run.y), foot) if top < run.y <= top + 3 * size else (top, foot)
            top, foot = (top, min(foot, run.y)) if foot > run.y >= foot - 3 * size else (top, foot)
        # And the text beside it begins a line above, or ends below.
        above = next((run for run in reversed(runs) if run.y > top + 1), None)
        if above and 0 <= place - above.x1 < 3 * size and above.y <= top + 2 * size:
            top = above.y
        for run in runs:
            if run.y < foot - 1:
                if run.x1 > place or run.y < foot - 2 * size:
                    break
                foot = run.y
        within = [run for run in runs if foot - 1 <= run.y <= top + 1]
        sides = [run for run in within if run.x1 <= place], [run for run in within if run.x0 >= place]
        is_whole = len(sides[0]) + len(sides[1]) == len(within) and min(map(len, sides)) >= _MIN_BOX
        if is_whole and all(median(len(run.text) for run in side) >= _MIN_WIDE for side in sides):
            return _Box(place, top + 1, foot - 1)
    return None


def _part(runs: Sequence[Line], box: _Box) -> Iterator[list[Line]]:
    """What stands above a box, the box, what stands beside it, and what stands below."""
    sides: tuple[list[Line], list[Line]] = ([], [])
    for run in runs:
        if box.foot <= run.y <= box.top:
            sides[run.x0 >= box.place].append(run)
    widths = [max(run.x1 for run in side) - min(run.x0 for run in side) for side in sides]
    yield [run for run in runs if run.y > box.top]
    # Columns are alike in width, and read from the left; a box is narrower than the text.
    yield from reversed(sides) if widths[1] < _NARROW * widths[0] else sides
    yield [run for run in runs if run.y < box.foot]


def _are_columns(left: Sequence[Line], right: Sequence[Line], place: float) -> bool:
    """Whether what stands left and right of a place is running text, side by side, with white between."""
    size = median(run.size for run in (*left, *right))
    ends = sorted(run.x1 for run in left)
    if place - ends[int(0.9 * (len(ends) - 1))] < _GUTTER * size - 1.0:
        return False
    if any(median(len(run.text) for run in side) < _MIN_WIDE for side in (left, right)):
        return False
    top = min(max(run.y for run in side) for side in (left, right))
    foot = max(min(run.y for run in side) for side in (left, right))
    height = min(max(run.y for run in side) - min(run.y for run in side) for side in (left, right))
    return top - foot >= 0.5 * height


def _merge_rows(runs: Sequence[Line]) -> list[Line]:
    """Runs at the same height as one line: words set apart, cells of a table."""
    rows: list[Line] = []
    for run in runs:
        last = rows[-1] if rows else None
        if last is not None and abs(last.y - run.y) <= 0.25 * max(last.size, run.size):
            first, second = (last, run) if last.x0 <= run.x0 else (run, last)
            is_tight = abs(second.x0 - first.x1) < _SPACE * first.size
            longer = first if len(first.text) >= len(second.text) else second
            rows[-1] = replace(
                longer,
                text=first.text + ("" if is_tight else " ") + second.text,
                x0=first.x0,
                x1=max(first.x1, second.x1),
                is_bold=first.is_bold and second.is_bold,
            )
        else:
            rows.append(run)
    return rows


def _find_left(rows: Sequence[Line]) -> float:
    """The left edge of a column: where most of its lines begin, the leftmost of equals."""
    starts: dict[int, int] = defaultdict(int)
    for row in rows:
        starts[round(row.x0)] += 1
    return float(min(starts, key=lambda x: (-starts[x], x)))

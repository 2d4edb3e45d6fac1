"""Which lines of a web page are the article, and what the others are for.

trafilatura says which text is the article; where its lines stand on the page
tells what it took too much and what it left out.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from analysis.ingest.cleaning.page import is_prose
from analysis.ingest.html.alignment import find_shares
from analysis.ingest.html.edges import SEE_ALSO, find_edges, find_label, is_label_alone, leads_away
from analysis.ingest.html.places import BODY, CAPTION, HIDDEN, LINKS, STANDFIRST, Inherited, make_finder
from analysis.ingest.html.records import Element, Line
from analysis.ingest.limits import MAX_PAGE_DEPTH
from analysis.ingest.metadata.titles import REPEATED, is_same
from analysis.ingest.records import Block

ABOVE = "Above the article."
BELOW = "Below the article."
BETWEEN = "Between the article's paragraphs, and no part of it as it seems."

OTHER = "Another article on the same page."
WORDLESS = "A line without words."

_IS_TAKEN = 0.5
"""Share of a line's words that the extractor must have for the line to be the article's."""

_BULK = 0.85
"""Share of the article that the element must hold which is taken for its frame."""

_MOST = 0.25
"""Share of the article up to which a class name is believed that would take text out."""

_NAMED = 0.6
"""Share of the article that elements called its body must hold to be believed."""

_WHOLE = 0.8
"""Share of the article that the text for machines must hold to be believed."""

_LABELS = 3
"""Times a label such as "Related:" may stand in an article; more often it is part of what the article lists."""

_NO_HEADING = frozenset({"li", "td", "th", "blockquote", "dd", "dt", "pre"})
_SHORT = 80  # characters up to which a line of a menu, or a cell, is shown together with the next one
_JOINED = 1_000  # characters of such a joint line at most


def make_blocks(
    lines: Sequence[Line], extracted: str, *, titles: Sequence[str] = (), told: str = ""
) -> tuple[Block, ...]:
    """The lines of a page as blocks; all but the article's are furniture with a reason.

    extracted: the article as an extractor gives it. titles: how the title may read.
    told: the article as the page gives it to machines ("" where it does not).
    """
    shares = find_shares([line.text for line in lines], extracted)
    taken = {number for number, share in enumerate(shares) if share >= _IS_TAKEN}
    frame = _find_frame([lines[number] for number in sorted(taken)])
    reasons = _Reasons(lines, taken, frame)
    reasons.judge_places()
    reasons.judge_articles(titles)
    reasons.find_titles(titles)
    reasons.add_lost()
    reasons.judge_links()
    reasons.judge_edges()
    if told:
        reasons.judge_told(told)
    return _join(lines, reasons.complete())


def _find_frame(lines: Sequence[Line]) -> Element | None:
    """The innermost element that holds nearly all of the article's running text."""
    prose = [line for line in lines if is_prose(line.text)] or lines
    weights: defaultdict[Element, int] = defaultdict(int)
    for line in prose:
        weights[line.element] += len(line.text)
    total = sum(weights.values())
    by_depth: defaultdict[int, list[Element]] = defaultdict(list)
    for element in list(weights):
        by_depth[element.depth].append(element)
    for depth in range(max(by_depth, default=0), -1, -1):
        for element in by_depth[depth]:
            if weights[element] >= _BULK * total:
                return element
            if element.parent is not None:
                if element.parent not in weights:
                    by_depth[depth - 1].append(element.parent)
                weights[element.parent] += weights[element]
    return None


class _Reasons:
    """Why each line is no part of the article; "" for what is."""

    def __init__(self, lines: Sequence[Line], taken: set[int], frame: Element | None) -> None:
        self.lines, self.taken = lines, taken
        self.reasons: dict[int, str] = dict.fromkeys(sorted(taken), "")
        self.find_place = make_finder(frame)
        self._is_in_frame = Inherited[bool](lambda element, above: above or element is frame, False)

    @property
    def kept(self) -> list[int]:
        """The numbers of the lines that are left, in order."""
        return sorted(number for number, reason in self.reasons.items() if not reason)

    def _is_inside(self, line: Line) -> bool:
        return self._is_in_frame(line.element)

    def judge_places(self) -> None:
        """Take out what stands in a place for something else, or outside the article's frame."""
        sizes: defaultdict[Element, int] = defaultdict(int)
        total = sum(len(self.lines[number].text) for number in self.taken)
        found = {number: self.find_place(self.lines[number].element) for number in sorted(self.taken)}
        for number, place in found.items():
            if place:
                sizes[place.element] += len(self.lines[number].text)
        first = next((n for n in sorted(self.taken) if self._is_text(n)), 0)
        bodies = self._find_bodies(total)
        for number, place in found.items():
            line = self.lines[number]
            is_above = number < first
            if place and sizes[place.element] <= _MOST * total and (is_above or place.reason != STANDFIRST):
                self.reasons[number] = place.reason
            elif is_above and line.is_heading and is_prose(line.text):
                self.reasons[number] = STANDFIRST
            elif self._is_outside(line, bodies, is_above=is_above):
                self.reasons[number] = ABOVE if is_above else BELOW

    def _is_outside(self, line: Line, bodies: Inherited[Element | None] | None, *, is_above: bool) -> bool:
        """Whether a line stands beside the article: a lead above it, in a paragraph of its own, does not."""
        if not self._is_inside(line) and not is_prose(line.text):
            return True
        return bodies is not None and bodies(line.element) is None and (not is_above or line.is_heading)

    def _is_text(self, number: int) -> bool:
        """Whether a line is a paragraph of the article, and no heading or standfirst."""
        line = self.lines[number]
        return self._is_inside(line) and is_prose(line.text) and not line.is_heading

    def _find_bodies(self, total: int) -> Inherited[Element | None] | None:
        """Which element around a line is named as an article's body; None where these hold too little of it."""
        bodies = Inherited[Element | None](
            lambda element, above: element if BODY.search(element.marks) else above, None
        )
        taken = [self.lines[number] for number in self.taken]
        held = sum(len(line.text) for line in taken if bodies(line.element) is not None)
        return bodies if held >= _NAMED * total else None

    def judge_articles(self, titles: Sequence[str]) -> None:
        """Take out other articles of the page, where the page's title stands inside the first."""
        kept = self.kept
        first = next((number for number in kept if self._is_text(number)), 0)
        find_article = Inherited[Element | None](
            lambda element, above: element if element.name == "article" else above, None
        )
        main = find_article(self.lines[first].element) if self.lines else None
        if main is None:
            return
        is_in_main = Inherited[bool](lambda element, above: above or element is main, False)
        above = [line for line in self.lines[:first] if is_in_main(line.element)]
        if not any(is_same(line.text, title) for line in above for title in titles):
            return
        around = set(main.nearest(MAX_PAGE_DEPTH + 2))
        for number in kept:
            element = self.lines[number].element
            own = find_article(element)
            if own is not None and own not in around and not is_in_main(element):
                self.reasons[number] = OTHER

    def find_titles(self, titles: Sequence[str]) -> None:
        """Take out the title above the text: it has its own column."""
        kept = self.kept
        first = next((number for number in kept if is_prose(self.lines[number].text)), -1)
        for number in range(first + 1 if kept else 0):
            line = self.lines[number]
            if (line.is_heading or number in self.taken) and any(
                is_same(line.text, title) for title in titles
            ):
                self.reasons[number] = REPEATED

    def add_lost(self) -> None:
        """Put in what stands among the paragraphs as they do: a paragraph, a heading, a quotation."""
        kept = self.kept
        if not kept:
            return
        beside = {self.lines[number].element.parent for number in kept if is_prose(self.lines[number].text)}
        for number in range(kept[0], kept[-1]):
            line = self.lines[number]
            if number in self.taken or line.n_linked > 0.5 * len(line.text) or not self._is_inside(line):
                continue
            place = self.find_place(line.element)
            is_quoted = any(element.name == "blockquote" for element in line.element.nearest(3))
            is_beside = line.element.parent in beside and (is_prose(line.text) or line.is_heading)
            if (is_quoted and (place is None or place.reason not in (HIDDEN, CAPTION))) or (
                is_beside and place is None
            ):
                self.reasons[number] = ""

    def judge_links(self) -> None:
        """Take out lines, and lists of them, that are links to other pages."""
        kept = self.kept
        total = sum(len(self.lines[number].text) for number in kept)
        labels = {number: find_label(self.lines[number]) for number in kept}
        counts = Counter(labels.values())
        away = [
            number
            for number in kept
            if leads_away(self.lines[number]) or (labels[number] and counts[labels[number]] <= _LABELS)
        ]
        if sum(len(self.lines[number].text) for number in away) > _MOST * total:
            return
        for number in kept:
            if number in away or is_label_alone(self.lines[number].text):
                self.reasons[number] = SEE_ALSO

    def judge_edges(self) -> None:
        """Take out what stands above the first and below the last paragraph and is none."""
        kept = self.kept
        found = find_edges([self.lines[number] for number in kept])
        if len(found) < len(kept):
            for at, reason in found.items():
                self.reasons[kept[at]] = reason

    def judge_told(self, told: str) -> None:
        """Take out what stands before and after the text that the page gives to machines, where that is whole."""
        kept = self.kept
        shares = find_shares([self.lines[number].text for number in kept], told)
        found = [at for at, share in enumerate(shares) if share >= _IS_TAKEN]
        total = sum(len(self.lines[number].text) for number in kept)
        if sum(len(self.lines[kept[at]].text) for at in found) < _WHOLE * total:
            return
        for at, number in enumerate(kept):
            if at < found[0] or at > found[-1]:
                self.reasons[number] = ABOVE if at < found[0] else BELOW

    def complete(self) -> list[str]:
        """The reason of every line of the page."""
        kept = self.kept
        found: list[str] = []
        for number, line in enumerate(self.lines):
            reason = self.reasons.get(number)
            if reason is None:
                place = self.find_place(line.element)
                if place:
                    reason = place.reason
                elif not any(char.isalnum() for char in line.text):
                    reason = WORDLESS
                elif line.n_linked >= 0.8 * len(line.text):
                    reason = LINKS
                elif not kept or number < kept[0]:
                    reason = ABOVE
                else:
                    reason = BELOW if number > kept[-1] else BETWEEN
            found.append(reason)
        return found


def _join(lines: Sequence[Line], reasons: Sequence[str]) -> tuple[Block, ...]:
    """The lines as blocks; what stands side by side is one.

    That is the cells of a table's row ("; " between), and short lines of
    furniture one after the other, as menus have (" · " between).
    """
    blocks: list[Block] = []
    before: tuple[str, Element | None] | None = None
    for line, reason in zip(lines, reasons, strict=True):
        row = None if reason else _find_row(line)
        may_join = len(line.text) <= _SHORT and not line.is_heading and reason != REPEATED
        group = (reason, row) if may_join and (reason or row) else None
        if group is not None and group == before and len(blocks[-1].text) < _JOINED:
            last = blocks[-1]
            mark = " · " if reason else "; "
            blocks[-1] = Block(last.start, line.end, f"{last.text}{mark}{line.text}", False, True, reason)
        else:
            blocks.append(Block(line.start, line.end, line.text, _is_heading(line), True, reason))
        before = group
    return tuple(blocks)


def _find_row(line: Line) -> Element | None:
    """The row of a table that a line is a cell of."""
    return next((element for element in line.element.nearest(5) if element.name == "tr"), None)


def _is_heading(line: Line) -> bool | None:
    """True or False where the tags tell; None for a paragraph, which may be a heading in bold."""
    if line.is_heading:
        return True
    return False if any(element.name in _NO_HEADING for element in line.element.nearest(4)) else None

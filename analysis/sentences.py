"""Paragraphs to sentences, with offsets that slice the text exactly.

The splitter is `sentencex`. It keeps a quotation of many sentences in one
piece, which would give the whole speech one stance; so it sees the text with
quotation marks and brackets blanked out, at the same length, and the marks go
back to the sentence that they touch.
"""

import re
from collections.abc import Iterator, Sequence

from sentencex import get_sentence_boundaries

from analysis.types import Paragraph, Sentence

_BLANKED = str.maketrans(dict.fromkeys('“”„«»"()[]', " "))
_CLOSING = "”»\"')]’"
# sentencex does not know these; each was found in English news text
_ABBREVIATION_AT_END = re.compile(
    r"(?:\b(?:Ms|Mrs|Messrs|Sens|Reps|Gens|Amb|Brig|Adm|Vice-Adm|vs|No|Nos)|\b[A-Z]\.[A-Z])\.$"
)
_ONE_CAPITAL_AT_END = re.compile(r"(?:^|[\s(])[A-Z]\.$")
_CONTINUES_AS_NAME = re.compile(
    r"(?:Army|Navy|Air|Senat|Congress|Presid|Secretar|Represent|Ambassad|Embass|Forces|Department|State|Treasury|"
    r"Attorney|House|Supreme|District|Marine|Space|Central|Special|Capitol|Coast|Customs|Steel|Trade|Vice|Agency|General)"
)


def find_sentences(text: str, paragraphs: Sequence[Paragraph]) -> list[Sentence]:
    """Every sentence and heading of a document, in reading order.

    Together they hold every word of `paragraphs`; between them is only white
    space. A heading is one sentence, whatever stops are in it.
    """
    sentences: list[Sentence] = []
    for number, paragraph in enumerate(paragraphs):
        places = (
            [_trim(text, paragraph.start, paragraph.end)]
            if paragraph.is_heading
            else _split(text, paragraph.start, paragraph.end)
        )
        for start, end in places:
            if start < end:
                sentences.append(
                    Sentence(len(sentences), number, start, end, text[start:end], paragraph.is_heading)
                )
    return sentences


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    paragraph = text[start:end]
    begin = 0
    for stop in _stops(paragraph):
        if stop > begin:
            yield _trim(text, start + begin, start + stop)
            begin = stop
    if begin < len(paragraph):
        yield _trim(text, start + begin, end)


def _stops(paragraph: str) -> Iterator[int]:
    """Where sentences end inside a paragraph, after their closing marks."""
    blanked = paragraph.translate(_BLANKED)
    for boundary in get_sentence_boundaries("en", blanked):
        stop = len(blanked[: boundary["end_index"]].rstrip())
        before = blanked[:stop]
        while stop < len(paragraph) and paragraph[stop] in _CLOSING:
            stop += 1
        after = paragraph[stop:].lstrip()
        if not after:
            continue
        closed = stop > len(before)
        if closed and after[0].islower():  # “Why?” he asked.
            continue
        if before[-1:] == "." and not closed and _is_abbreviated(before[-12:], after):
            continue
        if stop < len(paragraph) and not paragraph[stop].isspace() and before[-2:-1].isupper():
            continue  # U.S.-led
        yield stop


def _is_abbreviated(before: str, after: str) -> bool:
    if _ABBREVIATION_AT_END.search(before) and not before.endswith(("U.S.", "U.K.", "U.N.", "E.U.")):
        return not re.match(r"(?:The|A|An|He|She|It|They|We|But|And|In|On|At|This|That)\b", after)
    if before.endswith("U.S."):
        return bool(_CONTINUES_AS_NAME.match(after))
    return bool(_ONE_CAPITAL_AT_END.search(before))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end

"""What one row, record or entry tells → a draft: its text in blocks, its other values checked.

Shared by all formats that hold several documents.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.errors import DocumentError
from analysis.ingest.cleaning.page import is_cut_off
from analysis.ingest.html import fragments
from analysis.ingest.json import wordpress
from analysis.ingest.limits import MAX_BLOCKS
from analysis.ingest.metadata import FIELDS, BadValueError, check_values, find_host
from analysis.ingest.metadata.dates import Order, find_order, read_date
from analysis.ingest.metadata.languages import read_language
from analysis.ingest.records import Block, Draft
from analysis.ingest.tables.columns import Columns, is_empty
from analysis.ingest.text import plain
from analysis.language import detect_language
from analysis.types import UNKNOWN

# NewsAPI's own mark of what it left out.
_LEFT_OUT = re.compile(r"\[\+\s?\d{1,7} char(?:acter)?s?\]$")
_BY = re.compile(r"by:?\s+", re.IGNORECASE)

CUT_OFF = "The text is cut off: it ends in “{mark}”."
EXCERPT = "Only an excerpt or a summary is there, not the whole text."


@dataclass(frozen=True, slots=True)
class Entry:
    """One row, record or entry of a file.

    text: its text, as it was read; the draft's raw text.
    values: what it tells, by column of the documents table, as it was written.
    place: where it stands in the file, in words.
    is_excerpt: whether more of the text is known to exist; is_cut: whether the file breaks off in it.
    """

    text: str
    values: Mapping[str, str]
    place: str
    is_excerpt: bool = False
    is_cut: bool = False
    notes: tuple[str, ...] = ()


def make_entry(columns: Columns, row: Sequence[str], place: str, *, is_cut: bool = False) -> Entry:
    """The entry in a row, of which the columns are known."""
    text, is_excerpt = columns.pick_text(row)
    values = {field: columns.pick(row, field) for field in FIELDS}
    return Entry(text, values, place, is_excerpt, is_cut)


def make_drafts(
    entries: Iterable[Entry | DocumentError], *, kind: str, path: str, notes: tuple[str, ...] = ()
) -> list[Draft | DocumentError]:
    """A draft for each entry, and an error in the place of each without text.

    kind: the format, as the documents table names it. notes: what holds for all.
    """
    found = list(entries)
    order = find_order(entry.values.get("published", "") for entry in found if isinstance(entry, Entry))
    return [
        entry if isinstance(entry, DocumentError) else _make_draft(entry, order, kind, path, notes)
        for entry in found
    ]


def _make_draft(
    entry: Entry, order: Order, kind: str, path: str, notes: tuple[str, ...]
) -> Draft | DocumentError:
    blocks = () if is_empty(entry.text) else plain.draft(entry.text).blocks
    if not blocks:
        return DocumentError(path, entry.place, "there is no text in it", "leave it out, or fill in its text")
    if len(blocks) > MAX_BLOCKS:
        reason = f"{len(blocks)} paragraphs are more than the {MAX_BLOCKS} that are read"
        return DocumentError(path, entry.place, reason, "split it into its documents")
    metadata, told = tell(entry.values, order)
    blocks, end, complete = _find_end(blocks)
    if complete or entry.is_cut or entry.is_excerpt:
        metadata["complete"] = "no" if entry.is_cut or entry.is_excerpt else complete
    excerpt = (EXCERPT,) if entry.is_excerpt else ()
    cut = (wordpress.CUT_OFF,) if entry.is_cut else ()
    language = _settle_language(metadata, blocks)
    all_notes = (*notes, *entry.notes, *told, *language, *excerpt, *cut, *end)
    return Draft(entry.text, blocks, kind, metadata, all_notes, entry.place)


def _settle_language(metadata: dict[str, str], blocks: Sequence[Block]) -> tuple[str, ...]:
    """Let the text decide where it is surely in another language than is told; a note says so."""
    told = metadata.get("language", UNKNOWN)
    found = detect_language("\n".join(block.text for block in blocks)) if told != UNKNOWN else UNKNOWN
    if found in (UNKNOWN, told):
        return ()
    metadata["language"] = found
    return (f"Its language is told as “{told}”, but its text is in “{found}”.",)


def tell(values: Mapping[str, str], order: Order = "") -> tuple[dict[str, str], tuple[str, ...]]:
    """Values as the documents table takes them, and a note on each that it does not take."""
    metadata: dict[str, str] = {}
    notes: list[str] = []
    for field, written in values.items():
        value = "" if is_empty(written) else _flatten(written)
        if field == "published":
            day = read_date(value, order)
            value = day.published
            notes += [f"Date unknown: {day.note}"] if day.note else []
        elif field == "language":
            value = read_language(value)
        elif field == "source":
            value = find_host(value) or value  # an outlet named by its home page
        elif field == "author":
            value = value[by.end() :] if (by := _BY.match(value)) else value
        try:
            metadata |= check_values({field: value})
        except BadValueError as error:
            notes.append(f"Left out: {error}.")
    if "source" not in metadata and (host := find_host(metadata.get("address", ""))):
        metadata["source"] = host
    return metadata, tuple(notes)


def _flatten(value: str) -> str:
    """A value on one line, without tags and entities."""
    return fragments.resolve(value) if fragments.has_markup(value) else plain.flatten(value)


def _find_end(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[str, ...], str]:
    """The blocks with the mark of a cut-off set apart, how the text ends as a note, and as a value of `complete`."""
    last = blocks[-1]
    if mark := _LEFT_OUT.search(last.text):
        written = mark.group()
        # The mark has no entities: it is as long in the raw text.
        tail = Block(last.end - len(written), last.end, written).remove("The mark of what was left out.")
        rest = last.text[: mark.start()].rstrip()
        kept = (replace(last, end=tail.start, text=rest),) if rest else ()
        return (*blocks[:-1], *kept, tail), (CUT_OFF.format(mark=written),), "no"
    if mark := wordpress.EXCERPT_END.search(last.text):
        return blocks, (CUT_OFF.format(mark=mark.group()),), "no"
    if is_cut_off(last.text):
        return blocks, ("The text ends in “…”: it may be cut off.",), "suspected"
    return blocks, (), ""

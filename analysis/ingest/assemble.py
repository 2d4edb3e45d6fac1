"""A draft → a Document: title and furniture apart, headings known, every place right."""

import hashlib
import re
from collections.abc import Sequence
from typing import Any

from analysis.ingest.cleaning.furniture import mark_furniture
from analysis.ingest.cleaning.furniture_lines import find_author
from analysis.ingest.cleaning.headings import mark_headings
from analysis.ingest.cleaning.mojibake import note_mojibake
from analysis.ingest.metadata.sources import Told
from analysis.ingest.metadata.titles import find_title, is_same
from analysis.ingest.records import Block, Draft
from analysis.language import detect_language
from analysis.types import UNKNOWN, Document, Paragraph, Removed

SEPARATOR = "\n\n"
_CATEGORY = re.compile(r"(?:categor(?:y|ies)|section|filed under|posted in)\s?:\s*(.+)", re.IGNORECASE)


def make_id(*parts: str) -> str:
    """A key that only the parts decide: 16 hexadecimal digits."""
    joined = "\0".join(parts).encode(errors="surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:16]


def assemble(
    draft: Draft, *, doc_id: str, told: Told | None = None, path: str = "", sha256: str = ""
) -> Document:
    """The document that a draft becomes.

    told: what a person told; it counts more than what the document tells.
    """
    told = told or Told()
    known = {**draft.metadata, **told.values}
    blocks = mark_furniture(draft.blocks)
    title, blocks = _find_title(blocks, draft, told, known.get("source", ""))
    if author := find_author([block.text for block in blocks if block.furniture]):
        known.setdefault("author", author)
    blocks = mark_headings(blocks)
    text, paragraphs = join([(block.text, bool(block.is_heading)) for block in blocks if not block.furniture])
    values: dict[str, Any] = {"language": detect_language(text), **known, "title": title}
    return Document(
        doc_id=doc_id,
        raw=draft.raw,
        text=text,
        paragraphs=paragraphs,
        removed=_make_removed(blocks, draft),
        notes=(*draft.notes, *note_mojibake(text), *told.notes),
        format=draft.format,
        path=path,
        sha256=sha256,
        **values,
    )


def join(paragraphs: Sequence[tuple[str, bool]]) -> tuple[str, tuple[Paragraph, ...]]:
    """The text that paragraphs make, and their places in it. Each comes with whether it is a heading."""
    places: list[Paragraph] = []
    position = 0
    for text, is_heading in paragraphs:
        places.append(Paragraph(position, position + len(text), is_heading))
        position += len(text) + len(SEPARATOR)
    return SEPARATOR.join(text for text, _ in paragraphs), tuple(places)


def _find_title(
    blocks: Sequence[Block], draft: Draft, told: Told, source: str
) -> tuple[str, tuple[Block, ...]]:
    """The title that counts, and the blocks without it."""
    names = [source, *_find_categories(blocks)]
    own = find_title(blocks, draft.metadata.get("title", UNKNOWN), names=names)
    wanted = told.values.get("title", UNKNOWN)
    if wanted == UNKNOWN or is_same(own.title, wanted):
        return (own.title if wanted == UNKNOWN else wanted), own.blocks
    # The document's own first line is another one: it stays in the text.
    return wanted, find_title(blocks, wanted, names=names).blocks


def _find_categories(blocks: Sequence[Block]) -> list[str]:
    """The names on a line of categories: they may stand after the title too."""
    lines = [_CATEGORY.fullmatch(block.text) for block in blocks if block.furniture]
    return [name.strip() for line in lines if line for name in line[1].split(",")]


def _make_removed(blocks: Sequence[Block], draft: Draft) -> tuple[Removed, ...]:
    """What was taken out, numbered in the order of the page."""
    found: list[Removed] = []
    position = 0
    for block in blocks:
        if not block.furniture:
            position += 1
            continue
        found.append(
            Removed(
                block_id=f"b{len(found) + 1}",
                start=block.start,
                end=block.end,
                # A plain text reads as it was written, line breaks included.
                text=draft.raw[block.start : block.end] if draft.format == "text" else block.text,
                reason=block.furniture,
                position=position,
                is_heading=bool(block.is_heading),
            )
        )
    return tuple(found)

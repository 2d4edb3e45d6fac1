"""Putting a removed block back."""

from dataclasses import replace

from analysis.errors import RequestError
from analysis.ingest.assemble import join
from analysis.ingest.text.plain import flatten
from analysis.types import Document


def restore(doc: Document, block_id: str) -> Document:
    """The document with a removed block back in its place.

    The block leaves `removed`; all other places move on. `doc_id` and `raw`
    stay. Restoring several blocks gives the same text in any order.

    Raises RequestError for a block that the document does not have.
    """
    numbers = [number for number, block in enumerate(doc.removed) if block.block_id == block_id]
    if not numbers:
        known = ", ".join(block.block_id for block in doc.removed) or "none"
        raise RequestError(
            f"document {doc.doc_id}: there is no removed block “{block_id}”; name one of these: {known}."
        )
    at, block = numbers[0], doc.removed[numbers[0]]
    parts = [(doc.text[part.start : part.end], part.is_heading) for part in doc.paragraphs]
    parts.insert(block.position, (flatten(block.text), block.is_heading))
    text, paragraphs = join(parts)
    # `removed` is in the order of the page: what stands after the block is pushed on.
    removed = tuple(
        replace(other, position=other.position + (number > at))
        for number, other in enumerate(doc.removed)
        if number != at
    )
    return replace(doc, text=text, paragraphs=paragraphs, removed=removed)

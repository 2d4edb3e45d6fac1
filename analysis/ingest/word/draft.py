"""A Word file → its draft: headings by style, lists, tables, notes; heads and feet as furniture."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml import parse_xml

from analysis.errors import DocumentError
from analysis.ingest.metadata.properties import note_created, read_properties
from analysis.ingest.records import Draft, Material
from analysis.ingest.text.extracted import Piece, clean, lay_out
from analysis.ingest.word.package import repack
from analysis.ingest.word.text import Styles, Walk

_AGAIN = "open it in Word and save it again as .docx"

_TEMPLATE = date(2013, 12, 23)

HEAD = "A running head of the document."
FOOT = "A running foot of the document."


def make_draft(material: Material) -> Draft:
    """The document as one draft. Raises DocumentError."""
    name = material.name
    word = _open(material)
    walk = Walk(Styles.of(word))
    body = list(walk.find_pieces(word.element.body))
    title = walk.title
    notes = [
        piece for root in _find_parts(word, RELATION.FOOTNOTES, RELATION.ENDNOTES, name=name)
        for note in root if not _is_rule(note) for piece in walk.find_pieces(note, others=False)
    ]  # fmt: skip
    heads = _find_edges(word, walk, RELATION.HEADER, HEAD, name)
    feet = _find_edges(word, walk, RELATION.FOOTER, FOOT, name)
    raw, blocks = lay_out([*heads, *body, *notes, *feet])
    if not any(not block.furniture for block in blocks):
        reason = "no text stands in this Word file"
        raise DocumentError(
            name, "", reason, "if it holds pictures of text, recognise them (OCR) and give the result"
        )
    metadata, told = _read_information(word, name)
    if title:
        metadata["title"] = clean(title)
    told += walk.notes
    if notes:
        told += ("The notes stand at the end of the text.",)
    if next(_find_parts(word, RELATION.COMMENTS, name=name), None) is not None:
        told += ("The comments of reviewers are left out.",)
    return Draft(raw, blocks, "docx", metadata, told)


def _open(material: Material) -> WordDocument:
    """The file as python-docx has it. Raises DocumentError."""
    packed = repack(material.data, material.name)
    try:
        word = docx.Document(packed)
        # Some files have no body: the library finds that out only here.
        if word.element.body is None:
            raise DocumentError(material.name, "", "this Word file has no body", _AGAIN)
    except DocumentError:
        raise
    except Exception as error:  # a parser on hostile bytes: it raises whatever they hit upon
        reason = f"this Word file is broken or cut off ({_describe(error)})"
        raise DocumentError(material.name, "", reason, _AGAIN) from error
    return word


def _describe(error: Exception) -> str:
    text = " ".join(str(error).split())[:120]
    return f"{type(error).__name__}: {text}"


def _find_parts(word: WordDocument, *kinds: str, name: str) -> Iterator[Any]:
    """The parts beside the body of some kinds, as XML. Raises DocumentError where one is broken."""
    for relation in word.part.rels.values():
        if relation.reltype not in kinds or relation.is_external:
            continue
        try:
            part = relation.target_part
            yield part.element if hasattr(part, "element") else parse_xml(part.blob)
        except Exception as error:  # as in _open: such parts are parsed only here
            reason = f"this Word file is broken or cut off ({_describe(error)})"
            raise DocumentError(name, str(relation.target_ref), reason, _AGAIN) from error


def _find_edges(word: WordDocument, walk: Walk, kind: str, reason: str, name: str) -> list[Piece]:
    """Running heads or feet, each once: the sections of a document often share them."""
    found: dict[Piece, None] = {}
    for root in _find_parts(word, kind, name=name):
        for piece in walk.find_pieces(root, others=False):
            found[Piece(clean(piece.text), False, reason)] = None
    return list(found)


def _is_rule(note: Any) -> bool:
    """Whether a note is only the rule that separates notes from the text."""
    return any(key.endswith("}type") for key in note.attrib)


def _read_information(word: WordDocument, name: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """Title and author as the file tells them, and notes: on what is none, and on the day it was made."""
    # Where it has no such part, the library would make one, with its own name as the author.
    if not any(relation.reltype == RELATION.CORE_PROPERTIES for relation in word.part.package.rels.values()):
        return {}, ()
    try:
        told = word.core_properties
        # What python-docx itself writes tells nothing: its name, and the day of its template.
        values = {"title": told.title, "author": told.author.replace("python-docx", "")}
        created = told.created if told.created and told.created.date() != _TEMPLATE else None
    except Exception as error:  # noqa: BLE001  # as in _open: the information is parsed only here
        return {}, (f"The file's information cannot be read ({_describe(error)}).",)
    metadata, notes = read_properties(values)
    return metadata, (*notes, *note_created(created))

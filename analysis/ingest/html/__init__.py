"""Saved web pages → one draft each: the article's lines, and all else that the page shows as furniture.

`Draft.raw` is the page's source as decoded; every block has its place in it.
Which text is the article trafilatura says; nothing is loaded from the network
and no script runs. Files that a browser saved beside a page are no documents.
"""

import re
from collections.abc import Container, Sequence
from dataclasses import replace

from analysis.errors import DocumentError
from analysis.ingest.cleaning.furniture_lines import find_author
from analysis.ingest.cleaning.page import is_prose
from analysis.ingest.html.blocks import make_blocks
from analysis.ingest.html.data import Data, read_data
from analysis.ingest.html.encoding import decode_page, sniff
from analysis.ingest.html.metadata import find_metadata, find_titles, guess_date
from analysis.ingest.html.records import Source
from analysis.ingest.html.source import TooManyTagsError, read_source
from analysis.ingest.limits import MAX_TAGS
from analysis.ingest.records import Block, Draft, Material
from analysis.language import detect_language
from analysis.types import UNKNOWN

SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".xht", ".shtml"})
# Chromium and Firefox write "_files"; Internet Explorer wrote it in its user's language.
_COMPANION = re.compile(
    r"(.+?)(?:_files|\.files|_file|-filer|_dateien|-dateien|_fichiers|_archivos|_arquivos|_bestanden|_soubory|_pliki|"
    r"_tiedostot|_elemei|_ficheiros)", re.IGNORECASE
)  # fmt: skip
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,300}>\s*)?(?:<!--.{0,2000}?-->\s*){0,3}<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_BINARY = re.compile(rb"%PDF-|PK\x03\x04|\x89PNG|\xff\xd8\xff|GIF8|\{\\rtf|\x1f\x8b|\xd0\xcf\x11\xe0")
_CUT = re.compile(
    r"\b(?:continue reading|keep reading|read the (?:full|rest of the|whole|entire) (?:story|article|text)|to continue "
    r"reading|to read the full (?:story|article)|(?:this (?:article|content|story) is (?:for|only|available (?:only )?"
    r"(?:to|for))|already a) (?:\w+ ){0,3}(?:subscribers?|members?)|subscribe to (?:read|continue|unlock))\b", re.I
)  # fmt: skip
_ENDS_CUT = re.compile(r"(?:…|\.\.\.)\W*$")

NO_ARTICLE = "No article could be told from the rest of the page: all its paragraphs outside menus are taken."
NOT_FREE = "The page says that it is not free to read: the text may be cut off."
CUT_OFF = "The page asks the reader to pay or to go on elsewhere: the text may be cut off."
BROKEN_OFF = "The page's source breaks off: it was not saved whole."


def looks_like(material: Material) -> bool:
    """Whether a file begins as a web page does, or is called one and is no other kind of file."""
    if _PAGE.match(sniff(material.data)):
        return True
    return material.suffix in SUFFIXES and not _BINARY.match(material.data)


def is_companion(folder: str, beside: Container[str]) -> bool:
    """Whether a folder holds the pictures and scripts that a browser saved with a page beside it.

    folder: its name; beside: the names of the files that it lies among.
    """
    match = _COMPANION.fullmatch(folder)
    return match is not None and any(
        match[1] + suffix in beside for suffix in (".html", ".htm", ".xhtml", ".xht")
    )


def read(material: Material) -> list[Draft]:
    """The page as one draft. Raises DocumentError where it has no text."""
    raw, notes = decode_page(material.data, material.name)
    return [draft(raw, material.name, notes=notes)]


def draft(raw: str, name: str, *, notes: Sequence[str] = ()) -> Draft:
    """The draft of a page's source, also for pages that came inside another file.

    name: as it is called in errors. Raises DocumentError where it has no text.
    """
    try:
        source = read_source(raw)
    except TooManyTagsError as error:
        reason = f"the page has more than the {MAX_TAGS} tags that are read"
        raise DocumentError(name, "", reason, "copy the article's text into a text file") from error
    if not any(char.isalpha() for line in source.lines for char in line.text):
        raise _no_text(source, name)
    titles = find_titles(source)
    data = read_data(source.data, titles)
    metadata, told_notes = find_metadata(source, data, titles)
    if "title" in metadata:
        titles.append(metadata["title"])
    extracted = _extract(raw)
    found_notes = [*notes, *told_notes]
    if not extracted:
        extracted = "\n".join(line.text for line in source.lines if is_prose(line.text))
        found_notes.append(NO_ARTICLE)
    blocks = make_blocks(source.lines, extracted, titles=titles, told=data.text)
    if all(block.furniture for block in blocks):
        # Nothing reads as an article: a page of a few words is taken as it is.
        blocks = tuple(replace(block, furniture="") for block in blocks)
    metadata = {"author": _find_author(blocks)} | metadata
    body = "\n".join(block.text for block in blocks if not block.furniture)
    found_notes += _settle_language(metadata, body)
    if "published" not in metadata and (day := guess_date(raw)):
        found_notes.append(
            f"It may have been published on {day}: a guess from the page's text, not taken over."
        )
    if reason := _find_cut(source, data, blocks):
        metadata["complete"] = "suspected"
        found_notes.append(reason)
    return Draft(raw, blocks, "html", metadata, tuple(found_notes))


def _extract(raw: str) -> str:
    """The article as trafilatura finds it, without readers' comments; "" where it finds none."""
    import trafilatura  # slow to load

    try:
        found = trafilatura.extract(raw, include_comments=False, output_format="txt", with_metadata=False)
    # A third party's parser on any bytes at all: whatever it raises means that it found no article, which a note says.
    except Exception:  # noqa: BLE001
        return ""
    return found or ""


def _no_text(source: Source, name: str) -> DocumentError:
    if source.n_frames:
        return DocumentError(
            name,
            "",
            "the page has no text of its own: it shows other pages in frames",
            "save the page in the frame",
        )
    if source.is_cut:
        return DocumentError(
            name, "", "the page's source breaks off before any text", "save the page again, whole"
        )
    reason = "the page has no text: scripts would have loaded it"
    return DocumentError(
        name, "", reason, "save the page from the browser after it has loaded, or copy its text"
    )


def _find_author(blocks: Sequence[Block]) -> str:
    """The author by the by-line around the article; "unknown" where a page names none, or several."""
    kept = [number for number, block in enumerate(blocks) if not block.furniture]
    if not kept:
        return UNKNOWN
    # Farther from the text, by-lines are those of other articles.
    near = [block.text for block in blocks[max(kept[0] - 8, 0) : kept[-1] + 3]]
    return find_author(near) or UNKNOWN


def _settle_language(metadata: dict[str, str], body: str) -> list[str]:
    """Let the text decide where it is surely in another language than its page says; a note says so."""
    read_as = detect_language(body)
    told = metadata.get("language", "")
    if told and read_as not in (UNKNOWN, told):
        metadata["language"] = read_as
        return [f"The page calls its language “{told}”, but its text is in “{read_as}”."]
    return []


def _find_cut(source: Source, data: Data, blocks: Sequence[Block]) -> str:
    """Why the text may not be whole; "" where nothing says so."""
    if source.is_cut:
        return BROKEN_OFF
    free = [value.casefold() for value in source.metas.get("isaccessibleforfree", ())]
    tiers = [value.casefold() for value in source.metas.get("article:content_tier", ())]
    if data.is_free is False or "false" in free or {"locked", "metered"} & set(tiers):
        return NOT_FREE
    kept = [number for number, block in enumerate(blocks) if not block.furniture]
    if not kept:
        return ""
    last = blocks[kept[-1]].text
    below = [block.text for block in blocks[kept[-1] : kept[-1] + 6] if len(block.text) <= 300]
    if any(_CUT.search(text) for text in below) or (_ENDS_CUT.search(last) and not is_prose(last)):
        return CUT_OFF
    return ""

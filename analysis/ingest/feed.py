"""RSS and Atom feeds: one document an entry. Nothing is loaded from the network."""

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

from analysis.errors import DocumentError
from analysis.ingest.entries import Entry, make_drafts
from analysis.ingest.limits import MAX_FEED_TAGS, MAX_RECORDS
from analysis.ingest.records import Draft, Material

_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml.{0,300}?\?>\s*)?(?:<\?.{0,500}?\?>\s*){0,4}"
    rb"(?:<!--.{0,2000}?-->\s*){0,4}(?:<!doctype\s+rss.{0,300}?>\s*)?<(?:rss|feed|rdf:rdf)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_SUFFIXES = (".rss", ".atom")
_ENTITY = re.compile(rb"<!(?:ENTITY|ELEMENT|ATTLIST)", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+\s*\((.+)\)")


def looks_like(material: Material) -> bool:
    """Whether its root is that of a feed; by its extension too."""
    # Feeds in UTF-16 have a zero between the letters.
    head = material.data[:8_000].replace(b"\x00", b"")
    return _ROOT.match(head) is not None or (material.suffix in _SUFFIXES and b"<" in head)


def read(material: Material) -> list[Draft | DocumentError]:
    """A draft for each entry; an error in the place of one without text. Raises DocumentError."""
    import feedparser  # slow to load

    name = material.name
    note = _check(material.data, name)
    try:
        # Bytes in a stream, never an address or a path. Tags are resolved later, as in all other formats.
        parsed = feedparser.parse(BytesIO(material.data), resolve_relative_uris=False, sanitize_html=False)
        items = list(parsed.entries)
        feed = dict(parsed.feed)
    # feedparser takes broken XML with a loose parser, which lets through what breaks on it.
    except Exception as error:
        reason = f"this feed cannot be read ({type(error).__name__}: {str(error)[:200]})"
        raise DocumentError(name, "", reason, "save the feed again") from error
    if not items:
        raise DocumentError(name, "", "there is no entry in this feed", "save the feed again")
    if len(items) > MAX_RECORDS:
        reason = f"{len(items)} entries in one file"
        raise DocumentError(name, "", reason, f"split it into files of {MAX_RECORDS}")
    entries = [_make_entry(item, feed, f"entry {number}") for number, item in enumerate(items, start=1)]
    return make_drafts(entries, kind="feed", path=name, notes=(note,) if note else ())


def _check(data: bytes, name: str) -> str:
    """A note where the feed is no well-formed XML. Raises DocumentError where it declares entities or is too large."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    if data.count(b"<") > MAX_FEED_TAGS:
        reason = f"it has more than {MAX_FEED_TAGS} tags"
        raise DocumentError(name, "", reason, "split it into several feeds")
    declares = DocumentError(
        name, "", "it declares entities of XML, as no feed does", "save the feed again from its own address"
    )
    if _ENTITY.search(data.replace(b"\x00", b"")):
        raise declares
    try:
        fromstring(data)
    except DefusedXmlException as error:
        raise declares from error
    except ParseError as error:
        line = error.position[0]
        return f"The feed is no well-formed XML (line {line}): what could be read of it was."
    except (ValueError, LookupError):  # an encoding that XML's parser does not know
        return "The feed's encoding is not known to XML's parser: it was read with a guess."
    return ""


def _make_entry(item: Mapping[str, Any], feed: Mapping[str, Any], place: str) -> Entry:
    """An entry with its content, or its summary where it has none."""
    content = "\n\n".join(_get_text(part, "value") for part in item.get("content") or ())
    summary = _get_text(item, "summary")
    is_summary = not content.strip()
    notes: tuple[str, ...] = ()
    if is_summary and summary:
        notes += ("Read from the entry's summary: it has no other content in this feed.",)
    published = _get_text(item, "published")
    if not published and (updated := _get_text(item, "updated")):
        notes += (f"Only the time of its last change is told: {updated[:60]}.",)
    origin = item.get("source")
    values = {
        "title": _get_text(item, "title"),
        "source": (_get_text(origin, "title") if isinstance(origin, Mapping) else "")
        or _get_text(feed, "title"),
        "author": _find_author(item),
        "address": _get_text(item, "link"),
        "published": published,
        "language": _get_text(item.get("title_detail") or {}, "language") or _get_text(feed, "language"),
    }
    return Entry(summary if is_summary else content, values, place, notes=notes)


def _find_author(item: Mapping[str, Any]) -> str:
    """Who wrote an entry; RSS writes an address and the name in brackets."""
    authors = [
        _get_text(author, "name") for author in item.get("authors") or () if isinstance(author, Mapping)
    ]
    written = ", ".join(author for author in authors if author) or _get_text(item, "author")
    return match[1] if (match := _ADDRESS.fullmatch(written)) else written


def _get_text(item: Mapping[str, Any], key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""

"""A web address → the documents there. Only when asked to, and only from the public web.

One page is fetched, as a person would with a browser: no scripts run, no links
are followed, nothing is told about who reads.
"""

import codecs
import http.client
import posixpath
import queue
import ssl
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import unquote, urljoin, urlsplit

from analysis.errors import DocumentError
from analysis.ingest.assemble import make_id
from analysis.ingest.cleaning.visible import make_visible
from analysis.ingest.fetching.connection import (
    CutOffError,
    NotUnpackedError,
    TooLongError,
    find_left,
    read_body,
    request,
)
from analysis.ingest.fetching.reach import (
    IP,
    BadAddressError,
    Reach,
    Target,
    find_ip,
    hide_user,
    parse_address,
)
from analysis.ingest.files.folder import read_data
from analysis.ingest.formats import find_most
from analysis.ingest.html.encoding import find_encoding
from analysis.ingest.limits import MAX_REDIRECTS
from analysis.ingest.metadata import BadValueError, check_value, find_host
from analysis.ingest.metadata.sources import Told
from analysis.types import UNKNOWN, Document

UNENCRYPTED = (
    "The site led from https to http: the page came unencrypted, and anybody on the way could change it."
)

_STRICT = Reach()
_SAVE = "save the page from your browser and add the file"
_CHECK = "check the address, or save the page from your browser and add the file"
_REDIRECTS = (301, 302, 303, 307, 308)

# What servers call the formats that are read → the extension that readers know them by.
_SUFFIXES = {
    "text/html": ".html", "application/xhtml+xml": ".xhtml", "text/plain": ".txt", "text/markdown": ".md",
    "text/csv": ".csv", "text/tab-separated-values": ".tsv", "application/json": ".json",
    "application/x-ndjson": ".jsonl", "application/rss+xml": ".rss", "application/atom+xml": ".atom",
    "application/xml": ".xml", "text/xml": ".xml", "application/pdf": ".pdf", "application/rtf": ".rtf",
    "text/rtf": ".rtf", "message/rfc822": ".eml", "multipart/related": ".mhtml", "application/zip": ".zip",
    "application/x-zip-compressed": ".zip", "text/css": ".css", "text/javascript": ".js",
    "application/javascript": ".js",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}  # fmt: skip
_NO_TEXT = ("image/", "audio/", "video/", "font/", "model/")
# Of these, the server tells the encoding; feeds and JSON tell it themselves.
_TEXTS = (".html", ".xhtml", ".txt", ".md", ".csv", ".tsv")

_REASONS = {
    401: "the site asks for a password", 402: "the site asks to be paid",
    403: "the site does not give it to programs", 404: "there is no such page", 410: "the page is gone",
    429: "the site was asked too often", 451: "the site may not show it here",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Page:
    """What came from an address. name: a file's name for it, with the extension that its type has.

    is_led: whether the address asked for led there from another one.
    """

    target: Target
    data: bytes
    name: str
    charset: str
    is_led: bool = False


def fetch(address: str, *, reach: Reach = _STRICT) -> list[Document]:
    """The documents at a web address: usually one, several in a feed or a list of records.

    The address that it came from at last stands in the column `address`, the
    day in the notes: it is not when the text was published.

    reach: whom the request may reach, and how long it may take.
    Raises DocumentError where it may not be fetched, does not come, or cannot be read.
    """
    shown = hide_user(address)
    page = _follow(address, shown, reach)
    final = page.target.address
    day = datetime.now(UTC).date().isoformat()
    led = f" (the address asked for, {shown}, led there)" if page.is_led else ""
    notes = [f"Fetched from {final} on {day}{led}."]
    if shown.lower().startswith("https:") and page.target.scheme == "http":
        notes.append(UNENCRYPTED)
    try:
        docs = read_data(_tell_encoding(page), page.name, path=shown, told=Told(notes=tuple(notes)))
    except DocumentError as error:
        raise DocumentError(shown, error.place, error.reason, error.remedy) from error
    return [_place(doc, shown, page, n_docs=len(docs)) for doc in docs]


def _follow(address: str, shown: str, reach: Reach) -> _Page:
    """What stands at an address, or at the one that it leads to. Raises DocumentError."""
    ends = time.monotonic() + reach.seconds
    wanted, place = address, ""
    for _ in range(MAX_REDIRECTS + 1):
        try:
            target = parse_address(wanted, reach.ports)
            ips = _find_ips(target, reach, ends)
            with request(target, ips, reach, ends) as response:
                if response.status not in _REDIRECTS:
                    return replace(_receive(target, response), is_led=wanted != address)
                wanted = _find_next(target, response)
                place = f"led to {hide_user(wanted)[:200]}"
        except _RefusedError as error:
            raise DocumentError(shown, place, make_visible(error.reason), error.remedy) from error
        except BadAddressError as error:
            raise DocumentError(shown, place, str(error), _CHECK) from error
        # ValueError: what http.client lets through where numbers in an answer are none.
        except (OSError, http.client.HTTPException, CutOffError, NotUnpackedError, ValueError) as error:
            raise DocumentError(shown, place, make_visible(_describe(error, reach)), _CHECK) from error
    reason = f"it leads on and on, more than {MAX_REDIRECTS} times"
    raise DocumentError(shown, "", reason, _SAVE)


class _RefusedError(Exception):
    """What came, or whence it would come, is not taken."""

    def __init__(self, reason: str, remedy: str = _SAVE) -> None:
        self.reason, self.remedy = reason, remedy
        super().__init__(reason)


def _find_ips(target: Target, reach: Reach, ends: float) -> list[IP]:
    """The machines of an address, all of them checked. Raises _RefusedError and OSError."""
    number = find_ip(target.host)
    if number is None:
        ips = [ip for text in _resolve(target.host, reach, ends) if (ip := find_ip(text))]
    else:
        ips = [number]
    # A name that stands for machines inside and outside is a trap: none is asked.
    for ip in ips:
        if not reach.allows(ip):
            raise _RefusedError(f"“{target.host}” is at {ip}, which is not on the public internet")
    return ips


def _resolve(host: str, reach: Reach, ends: float) -> Sequence[str]:
    """The numbers of a name. The system's own search knows no limit of time: it goes on in a thread of its own."""
    answers: queue.Queue[Sequence[str] | OSError] = queue.Queue()

    def ask() -> None:
        try:
            answers.put(reach.resolve(host))
        except (OSError, UnicodeError) as error:
            answers.put(error if isinstance(error, OSError) else OSError(str(error)))

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=min(reach.wait_seconds, find_left(ends)))
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(answer, OSError):
        reason = f"there is no site “{host}”, or no connection to the internet"
        raise _RefusedError(reason, "check the address and the connection") from answer
    return answer


def _find_next(target: Target, response: http.client.HTTPResponse) -> str:
    """The address that an answer leads to. Raises _RefusedError."""
    written = response.headers.get("Location", "")
    # Headers are read as Latin-1; servers write UTF-8.
    written = written.encode("latin-1", "replace").decode("utf-8", "replace").strip()
    if not written:
        raise _RefusedError("it leads to another address, and does not say to which")
    try:
        return urljoin(target.address, written)
    except ValueError as error:
        raise _RefusedError(f"it leads to “{written[:100]}”, which is no address") from error


def _receive(target: Target, response: http.client.HTTPResponse) -> _Page:
    """The page in an answer. Raises _RefusedError, and what `read_body` raises."""
    if response.status != http.client.OK:
        known = _REASONS.get(response.status) or (
            "the site is out of order" if response.status >= 500 else ""
        )
        raise _RefusedError(f"the site answered {response.status}" + (f": {known}" if known else ""))
    kind = response.headers.get_content_type() if "Content-Type" in response.headers else ""
    if kind.startswith(_NO_TEXT):
        raise _RefusedError(
            f"it is no text (the site calls it {kind[:40]})", "give its text or its transcript"
        )
    name = _make_name(target, kind)
    most = find_most(name)
    try:
        data = read_body(response, most)
    except TooLongError:
        reason = f"it has more than the {most / 1e6:.0f} MB that are read"
        raise _RefusedError(reason, "save it and split it into its documents") from None
    return _Page(target, data, name, response.headers.get_content_charset() or "")


def _make_name(target: Target, kind: str) -> str:
    """A file's name for what stands at an address: readers look at its end."""
    last = posixpath.basename(unquote(urlsplit(target.address).path).rstrip("/")) or target.host
    stem, own = posixpath.splitext(last)
    suffix = _SUFFIXES.get(kind, "")
    # Many servers call all that they do not know plain text.
    if (suffix in ("", ".txt") and own.lower() in _SUFFIXES.values()) or own.lower() == suffix:
        return last
    return f"{stem if own else last}{suffix}" if suffix else last


def _tell_encoding(page: _Page) -> bytes:
    """The page's bytes; where the server alone tells their encoding, in UTF-8 with its mark."""
    codec = find_encoding(page.charset.lower()) if page.name.endswith(_TEXTS) else ""
    marks = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    if not codec or page.data.startswith(marks):
        return page.data
    try:
        # Servers call all their pages by one encoding: what is UTF-8 is not in another by chance.
        page.data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return codecs.BOM_UTF8 + page.data.decode(codec).encode()
        except UnicodeError:
            return page.data
    return page.data


def _place(doc: Document, shown: str, page: _Page, *, n_docs: int) -> Document:
    """The document with its address. In a list each may tell its own, and that one counts."""
    try:
        final = check_value("address", page.target.address)
    except BadValueError:  # an address that is no one's name, as in "http://[2001:db8::1]/"
        final = UNKNOWN
    return replace(
        doc,
        doc_id=make_id(shown, doc.doc_id),
        address=final if n_docs == 1 or doc.address == UNKNOWN else doc.address,
        source=doc.source if doc.source != UNKNOWN else find_host(page.target.address) or UNKNOWN,
    )


def _describe(error: Exception, reach: Reach) -> str:
    """What went wrong on the way, for a person."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the site cannot show that it is the one that it says ({error.verify_message})"
    if isinstance(error, ssl.SSLError):
        return f"no secure connection can be made ({error.reason or error})"
    if isinstance(error, TimeoutError):
        return f"the site did not answer, or not all, within {reach.seconds:.0f} seconds"
    if isinstance(error, CutOffError | http.client.IncompleteRead):
        return "the answer broke off before its end"
    if isinstance(error, NotUnpackedError):
        return f"the answer is {error}"
    if isinstance(error, OSError):
        return f"the site cannot be reached ({error.strerror or error})"
    return f"the answer cannot be read ({type(error).__name__}: {' '.join(str(error).split())[:120]})"

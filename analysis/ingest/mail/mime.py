"""Messages in MIME, as mails and saved pages (MHTML) are: parsed with limits, their parts as text."""

import codecs
import re
from email.errors import CloseBoundaryNotFoundDefect
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from typing import NamedTuple

from analysis.errors import DocumentError
from analysis.ingest.cleaning.encodings import NO_ENCODINGS, decode
from analysis.ingest.limits import MAX_MAIL_DEPTH, MAX_MAIL_HEADER, MAX_MAIL_LINES

_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)
_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):")
# What pages and mails call by one name is often its wider successor.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "iso8859-1": "cp1252", "ascii": "utf-8"}


BREAKS_OFF = "The file breaks off before its end: it was not saved whole."


class _Policy(Compat32):
    """Headers as they are written, of a bounded length.

    `email.policy.default` parses each into its parts: hostile ones of 2,000
    characters take it a second, and a message may have thousands.
    """

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """A header's name and value; bytes that are no ASCII are UTF-8, if anything."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:MAX_MAIL_HEADER].encode("utf-8", "surrogateescape").decode("utf-8", "replace")


_POLICY = _Policy()


def read_fields(data: bytes) -> set[str]:
    """The names of the header fields that a file begins with, in lower case; empty where it begins otherwise."""
    found: set[str] = set()
    for line in data[:20_000].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").splitlines():
        if not line.strip():
            return found
        if match := _FIELD.match(line):
            found.add(match[1].decode().lower())
        elif not line[:1].isspace() and not (line.startswith(b"From ") and not found):
            return set()
    return found


def parse_message(data: bytes, name: str) -> Message:
    """A message and its parts. Raises DocumentError where it is nested too deeply or cannot be parsed."""
    if len(_BOUNDARY.findall(data)) > MAX_MAIL_DEPTH or data.count(b"\n") > MAX_MAIL_LINES:
        reason = f"it has more than {MAX_MAIL_DEPTH} levels of parts or {MAX_MAIL_LINES} lines"
        raise DocumentError(name, "", reason, "save its text alone")
    try:
        message = BytesParser(policy=_POLICY).parsebytes(data.lstrip(b"\r\n"))
    # The parser meets any bytes at all and lets through what breaks on them: KeyError, IndexError, ValueError, …
    except Exception as error:
        raise _broken(name, error) from error
    return message


def read_header(message: Message, field: str) -> str:
    """A header on one line, decoded; "" where it is missing or broken."""
    try:
        value = make_header(decode_header(str(message.get(field, ""))))
        return " ".join(str(value).split())
    # Decoded only now, and whatever breaks on it is let through: a broken header is as good as none.
    except Exception:  # noqa: BLE001
        return ""


def is_cut_off(message: Message) -> bool:
    """Whether a message breaks off before the end that its head announces."""
    return any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in message.defects)


class Part(NamedTuple):
    """A part with content of its own. kind: its type; called: what to call it in a note."""

    message: Message
    kind: str
    is_attached: bool
    called: str


def list_parts(message: Message, name: str) -> list[Part]:
    """A message's parts in order; an attached mail is one part. Raises DocumentError where they cannot be told apart."""
    found: list[Part] = []
    pending: list[Message] = [message]
    try:
        while pending:
            part = pending.pop()
            content = part.get_payload()
            if part.get_content_maintype() == "multipart" and isinstance(content, list):
                pending += [inner for inner in reversed(content) if isinstance(inner, Message)]
            else:
                found.append(_describe(part))
    except Exception as error:  # headers are parsed only here: as above
        raise _broken(name, error) from error
    return found


def _describe(part: Message) -> Part:
    # Parts that are announced and not there leave text: their head was broken or cut off.
    kind = "text/plain" if part.get_content_maintype() == "multipart" else part.get_content_type()
    called = part.get_filename() or ""
    return Part(
        part,
        kind,
        part.get_content_disposition() == "attachment" or bool(called),
        " ".join(called.split())[:100] or f"a part of type {kind[:60]}",
    )


def decode_part(part: Message, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of a part, and notes on what was guessed. Raises DocumentError where it is no text."""
    try:
        data = part.get_payload(decode=True)
        charset = part.get_content_charset() or ""
    except Exception as error:  # as above
        raise _broken(name, error) from error
    if not isinstance(data, bytes):
        return "", ()
    try:
        codec = codecs.lookup(charset).name if charset else ""
        if codec and codec not in NO_ENCODINGS:
            return data.decode(_WIDER.get(codec, codec)).removeprefix("\ufeff"), ()
    except (LookupError, ValueError):
        pass  # an unknown name, no encoding of text, or not what the bytes are: guessed below, with a note
    return decode(data, name)


def _broken(name: str, error: BaseException) -> DocumentError:
    reason = f"this message cannot be read ({type(error).__name__}: {str(error)[:200]})"
    return DocumentError(name, "", reason, "open it in a mail program and save its text")

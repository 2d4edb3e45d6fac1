"""Mails that Outlook saved (.msg): laid out as mails are sent, and read as these.

olefile takes the file apart. A text that is there only in Outlook's own packed
form of RTF is not read, and said.
"""

import struct
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from io import BytesIO
from typing import Any

from analysis.errors import DocumentError
from analysis.ingest import mail
from analysis.ingest.cleaning.encodings import decode
from analysis.ingest.html.encoding import decode_page
from analysis.ingest.limits import MAX_BYTES, MAX_MAIL_HEADER, MAX_PARTS
from analysis.ingest.records import Draft, Material

# Names and numbers are those of [MS-OXMSG] and [MS-OXPROPS], Microsoft's open specifications.
_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROPERTIES = "__properties_version1.0"
_SUBJECT, _SENDER, _ADDRESS, _BODY, _PAGE = "0037", "0C1A", "5D01", "1000", "1013"
_ATTACHED, _NAMES = "__attach_version1.0_", ("3707", "3704")
_TIMES = (0x00390040, 0x0E060040)  # when it was sent, when it came
_BEGINS = datetime(1601, 1, 1, tzinfo=UTC)
_MOST_ATTACHED = 100
_SAVE_AGAIN = "open it in a mail program and save it as .eml"


def looks_like(material: Material) -> bool:
    """Whether it is an old Office file with the parts of a mail, or is called one."""
    if not material.data.startswith(_MARK):
        return False
    return material.suffix == ".msg" or _PROPERTIES.encode("utf-16-le") in material.data


def read(material: Material) -> list[Draft]:
    """The mail as one draft. Raises DocumentError where it is damaged or has no text."""
    import olefile  # seldom needed

    name = material.name
    try:
        with olefile.OleFileIO(BytesIO(material.data)) as parts:
            message = _write_message(parts, name)
    except DocumentError:
        raise
    # The parts are of any content, and olefile lets through whatever breaks on it: OSError, struct.error, IndexError, …
    except Exception as error:
        told = " ".join(str(error).split())[:200] or type(error).__name__
        reason = f"this mail is damaged or was not saved whole ({told})"
        raise DocumentError(name, "", reason, _SAVE_AGAIN) from error
    drafts = mail.read(Material(message.as_bytes(), name))
    return [replace(draft, format="msg") for draft in drafts]


def _write_message(parts: Any, name: str) -> EmailMessage:
    """The mail in the form in which mails are sent. Raises DocumentError where it has no text."""
    text, page = _read_text(parts, _BODY, name), _read_page(parts, name)
    if not text.strip() and not page.strip():
        raise DocumentError(name, "", "no text of this mail is there in a form that is read", _SAVE_AGAIN)
    message = EmailMessage()
    message["Subject"] = _read_line(parts, _SUBJECT, name)
    sender = _read_line(parts, _SENDER, name) or _read_line(parts, _ADDRESS, name)
    if sender:
        # In its encoded form: a sender may be called "Ministry, Press <office>".
        message["From"] = sender.translate(str.maketrans('<>@,;:"', "       "))
    if when := _find_time(parts):
        message["Date"] = format_datetime(when)
    if text.strip():
        message.set_content(text, cte="base64")
    if page.strip():
        add = message.add_alternative if text.strip() else message.set_content
        add(page, subtype="html", cte="base64")
    for attached in _list_attached(parts, name):
        message.add_attachment(b"-", maintype="application", subtype="octet-stream", filename=attached)
    return message


def _read_line(parts: Any, number: str, name: str, folder: str = "") -> str:
    return " ".join(_read_text(parts, number, name, folder).split())[: MAX_MAIL_HEADER // 8]


def _read_text(parts: Any, number: str, name: str, folder: str = "") -> str:
    """A property that is a text; "" where there is none."""
    if data := _read_part(parts, f"{folder}__substg1.0_{number}001F", name):
        return data.decode("utf-16-le", "replace").replace("\0", "")
    data = _read_part(parts, f"{folder}__substg1.0_{number}001E", name)
    return decode(data, name)[0].replace("\0", "") if data else ""


def _read_page(parts: Any, name: str) -> str:
    if data := _read_part(parts, f"__substg1.0_{_PAGE}0102", name):
        return decode_page(data, name)[0].replace("\0", "")
    return _read_text(parts, _PAGE, name)


def _read_part(parts: Any, path: str, name: str) -> bytes:
    """The bytes of a part; none where it is not there. Raises DocumentError where it is too large."""
    if not parts.exists(path) or parts.get_type(path) != 2:  # 2: a stream, not a folder of them
        return b""
    if parts.get_size(path) > MAX_BYTES:
        reason = f"a text in it has more than {MAX_BYTES / 1e6:.0f} MB"
        raise DocumentError(name, "", reason, "save its text alone")
    data: bytes = parts.openstream(path).read()
    return data


def _find_time(parts: Any) -> datetime | None:
    """When it was sent, or when it came."""
    if not parts.exists(_PROPERTIES) or parts.get_size(_PROPERTIES) > MAX_BYTES:
        return None
    data = parts.openstream(_PROPERTIES).read()[32:]
    rows = (struct.unpack_from("<IIQ", data, at) for at in range(0, len(data) - 15, 16))
    found = {tag: ticks for tag, _, ticks in rows if tag in _TIMES}
    ticks = next((found[tag] for tag in _TIMES if found.get(tag)), 0)
    try:
        return _BEGINS + timedelta(microseconds=ticks // 10) if ticks else None
    except OverflowError:
        return None


def _list_attached(parts: Any, name: str) -> Iterator[str]:
    """The names of what is attached, as far as a note could list them."""
    folders = [path[0] for path in parts.listdir(streams=False, storages=True)[:MAX_PARTS] if len(path) == 1]
    for folder in [folder for folder in folders if folder.startswith(_ATTACHED)][:_MOST_ATTACHED]:
        names = (_read_line(parts, number, name, f"{folder}/") for number in _NAMES)
        yield next(filter(None, names), "without a name")

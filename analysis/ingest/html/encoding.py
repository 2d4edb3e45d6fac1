"""The bytes of a web page → text: by its mark, as UTF-8, as it declares, and only then by a guess."""

import codecs
import re

from analysis.errors import DocumentError
from analysis.ingest.cleaning.encodings import NO_ENCODINGS, decode

_HEAD = 4_096  # bytes in which a page declares its encoding: browsers look at 1,024
_TAGS = 24  # bytes that a page's first tags take, whatever its language
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})|<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})",
    re.I,
)
# What browsers read under these names (https://encoding.spec.whatwg.org): the larger set of each family.
_LARGER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs", "tis-620": "cp874", "iso8859-11": "cp874",
}  # fmt: skip
_NAMES = {
    "x-sjis": "cp932", "ks_c_5601-1987": "cp949", "x-gbk": "gb18030", "windows-949": "cp949", "x-x-big5": "big5hkscs",
    "windows-31j": "cp932", "x-euc-jp": "euc_jp", "windows-874": "cp874", "unicode": "utf-16",
}  # fmt: skip


def sniff(data: bytes) -> str:
    """The beginning of a file as text, whatever its encoding, to see its tags."""
    head = data[:_HEAD]
    for name in ("utf-16-le", "utf-16-be"):
        if _is_wide(head, name):
            return head.decode(name, errors="replace").lstrip("\ufeff")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def decode_page(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The source of a page, and notes on what was guessed. Raises DocumentError where it is no text."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data, name)
    for wide in ("utf-16-le", "utf-16-be"):
        if _is_wide(data[:_HEAD], wide):
            try:
                return data.decode(wide), ()
            except UnicodeDecodeError as error:
                reason = f"it looks like {wide}, but is not ({error.reason})"
                raise DocumentError(name, "", reason, "save the page again") from error
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        declared = _find_declared(data)
    if not declared:
        return decode(data, name)
    try:
        return data.decode(declared), ()
    except UnicodeDecodeError:
        patched = data.decode(declared, errors="replace")
    n_broken = patched.count("\ufffd")
    if n_broken * 100 > len(patched):  # it is not what it says
        return decode(data, name)
    return patched, (f"{n_broken} broken byte(s) of {declared} stand as “\ufffd”.",)


def _find_declared(data: bytes) -> str:
    """The encoding that the page declares, by Python's name of it; "" where it declares none that is known."""
    match = _DECLARED.search(data[:_HEAD])
    return find_encoding((match[1] or match[2]).decode("ascii", errors="replace").lower()) if match else ""


def find_encoding(label: str) -> str:
    """Python's name of an encoding that a page or its server declares; "" where it is not known, or a wide one."""
    try:
        known = codecs.lookup(_NAMES.get(label, label))
        if known.name in NO_ENCODINGS:
            return ""
        b"a".decode(known.name)  # "hex" is known, and no encoding of text
    except (LookupError, ValueError):
        return ""
    # A declaration that can be read byte by byte is not in a wide encoding.
    return "" if known.name.startswith(("utf-16", "utf-32", "utf-7")) else _LARGER.get(known.name, known.name)


def _is_wide(head: bytes, name: str) -> bool:
    """Whether every other byte of a page's first tags is NUL, as it is in UTF-16."""
    start = 1 if name.endswith("le") else 0
    zeros, others = head[start:_TAGS:2], head[1 - start : _TAGS : 2]
    return len(head) >= 8 and zeros.count(0) >= 0.8 * len(zeros) and others.count(0) == 0

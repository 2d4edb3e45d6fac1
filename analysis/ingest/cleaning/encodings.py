"""Bytes → text, with a note wherever the encoding had to be guessed."""

import codecs
import re

from analysis.errors import DocumentError

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# What Python decodes by these names is no encoding of a text, or takes quadratic time.
NO_ENCODINGS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"})
_SAMPLE = 100_000  # bytes looked at to guess an encoding: more does not change the answer

# Curly quotes, dashes, ellipsis, no-break space …: what an English text saved by Windows has beyond ASCII.
_WINDOWS_PUNCTUATION = frozenset(
    b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa7\xa9\xab\xae\xb0\xb7\xbb"
)

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and notes on what was guessed.

    Raises DocumentError where the bytes are no text in any encoding.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), ()
            except UnicodeDecodeError as error:
                raise _no_text(name, f"it says that it is {encoding}, but is not ({error.reason})") from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _guess(data, name, error)
    if len(_CONTROL.findall(text)) > len(text) / 1000:
        raise _no_text(name, "it holds control characters as a program's own file does")
    return text, ()


def _guess(data: bytes, name: str, error: UnicodeDecodeError) -> tuple[str, tuple[str, ...]]:
    """Decode what is not clean UTF-8: UTF-8 with a few broken bytes, then Windows English, then a guess."""
    patched = data.decode("utf-8", errors="replace")
    n_broken, n_whole = patched.count("�"), sum(char > "\x7f" and char != "�" for char in patched)
    if n_whole >= 10 * n_broken or (error.end == len(data) and n_broken == 1 and n_whole):
        return patched, (f"{n_broken} broken byte(s) of UTF-8 stand as “�”.",)
    if b"\x00" in data:
        raise _no_text(name, "it holds NUL bytes, as no text does")
    if len(_CONTROL.findall(patched)) > len(patched) / 1000:
        raise _no_text(name, "it holds control characters as a program's own file does")
    if {byte for byte in data if byte > 0x7F} <= _WINDOWS_PUNCTUATION:
        return data.decode("cp1252"), (
            "Read as cp1252: it is not UTF-8, and only punctuation tells it apart.",
        )
    from charset_normalizer import from_bytes  # slow to load, and seldom needed

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise _no_text(name, "its encoding cannot be told")
    try:
        text = data.decode(best.encoding)
    except UnicodeDecodeError as second:
        raise _no_text(name, f"it looks like {best.encoding}, but is not ({second.reason})") from second
    return text, (f"Read as {best.encoding}: it is not UTF-8, and the encoding is a guess.",)


def _no_text(name: str, reason: str) -> DocumentError:
    return DocumentError(
        name, "", f"this is no text: {reason}", "open it in its own program and save it as UTF-8 text"
    )

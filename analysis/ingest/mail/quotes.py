"""What in the text of a mail its author did not write now: quoted mails, heads of forwarded ones, signatures."""

import re
from collections.abc import Iterator
from dataclasses import replace

from analysis.ingest.records import Block
from analysis.ingest.text.plain import find_blocks

QUOTED = "A quotation of an earlier mail."
FORWARDED = "The head of a forwarded mail."
SIGNATURE = "The signature of the sender."

_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n|$)")
_MARK = re.compile(r"(?:^|(?<=\s))(?:>\s?)+")
_WROTE = re.compile(
    r"(?:On|Le|Am|El|Il|Em|Op)\s[^\n]{5,200}\s?(?:wrote|a écrit|schrieb|escribió|ha scritto|escreveu|schreef)\b[^\n]{0,80}:"
    r"|.{5,200}(?:написал|пише|написав)\(?а?\)?:|.{5,200}写道[:：]"
)
_WROTE_START = re.compile(r"(?:On|Le|Am|El|Il|Em|Op)\s.{5,200}")
_ORIGINAL = re.compile(
    r"-{3,}\s?(?:Original Message|Ursprüngliche Nachricht|Message d'origine|原始邮件)\s?-{3,}", re.I
)
_FORWARD = re.compile(
    r"(?:-{3,}\s?(?:Forwarded message|Weitergeleitete Nachricht|Message transféré|转发邮件)\s?-{3,}|Begin forwarded message:)",
    re.I,
)
_HEAD = re.compile(
    r"\*?(?:From|Sent|Date|To|Cc|Subject|Reply-To|Von|Gesendet|An|Betreff|发件人|日期|收件人|主题)\*?\s?[:：]\*?\s?.*"
)
_SENT_FROM = re.compile(r"(?:Sent from my|Sent from Mail for|Get Outlook for|Sent via)\s.{2,60}")


def split_mail(text: str) -> tuple[Block, ...]:
    """The blocks of a mail's text; those that are no text of its author's carry the reason.

    A mail with nothing else keeps all, but for the head of what it forwards.
    """
    found: list[Block] = []
    for start, end, reason in _merge(_mark_lines(text)):
        for block in find_blocks(text[start:end]):
            moved = replace(block, start=start + block.start, end=start + block.end, furniture=reason)
            found.append(replace(moved, text=_MARK.sub("", moved.text)) if reason == QUOTED else moved)
    found = [block for block in found if block.text]
    if any(not block.furniture for block in found):
        return tuple(found)
    return tuple(
        replace(block, furniture="" if block.furniture == QUOTED else block.furniture) for block in found
    )


def _mark_lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Each line's place, and why it is no text of the author's ("" where it is)."""
    lines = _find_lines(text)
    rest = ""  # what all that follows is
    in_head = has_own = False
    for number, (start, end) in enumerate(lines):
        line = text[start:end].strip()
        following = [text[a:b].strip() for a, b in lines[number + 1 : number + 5]]
        if in_head and not (line and _HEAD.fullmatch(line)) and line:
            in_head = False
        if rest:
            reason = rest
        elif line.startswith(">") or _is_introduction(line, following):
            reason = QUOTED
        elif text[start:end].rstrip("\r\n") in ("-- ", "--"):
            reason = rest = SIGNATURE
        elif _FORWARD.fullmatch(line) or (in_head and line):
            reason, in_head = FORWARDED, True
        elif _ORIGINAL.fullmatch(line) or _is_head(line, following):
            # Below the author's own words it is what is answered to, without any it is what is passed on.
            reason, in_head = (QUOTED, False) if has_own else (FORWARDED, True)
            rest = QUOTED if has_own else ""
        elif _SENT_FROM.fullmatch(line):
            reason = SIGNATURE
        else:
            reason = ""
            has_own = has_own or bool(line)
        yield start, end, reason


def _is_introduction(line: str, following: list[str]) -> bool:
    """Whether a line says who wrote what is quoted below; it may be wrapped, and its end stands alone then."""
    if not line or line.startswith(">"):
        return False
    below = next((text for text in following if text), "")
    if _WROTE.fullmatch(line):
        return below.startswith(">") or not below
    if following and _WROTE_START.fullmatch(line) and _WROTE.fullmatch(f"{line} {following[0]}"):
        return any(text.startswith(">") for text in following[1:])
    is_end = len(line) < 100 and line.endswith(("wrote:", "schrieb:", "a écrit :", "escribió:"))
    return is_end and below.startswith(">")


def _is_head(line: str, following: list[str]) -> bool:
    """Whether the head of another mail begins, as Outlook writes it: From, Sent, To, Subject."""
    heads = [text for text in following if text and _HEAD.fullmatch(text)]
    return (
        _HEAD.fullmatch(line) is not None
        and line.lstrip("*").startswith(("From", "Von", "发件人"))
        and len(heads) >= 2
    )


def _find_lines(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _LINE.finditer(text) if match.end() > match.start()]


def _merge(lines: Iterator[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Stretches of lines with the same reason."""
    current: tuple[int, int, str] | None = None
    for start, end, reason in lines:
        if current and current[2] == reason:
            current = (current[0], end, reason)
        else:
            if current:
                yield current
            current = (start, end, reason)
    if current:
        yield current

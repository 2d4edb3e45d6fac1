"""Lines at the edges of an article that are no part of it: how to reach the author, what to read next.

For web pages, after what their tags tell; the rules for lines of any text
(`furniture_lines.py`) come after these.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from analysis.ingest.cleaning.furniture_lines import find_rule
from analysis.ingest.cleaning.page import is_prose, measure
from analysis.ingest.html.records import Line

_SITE = r"(?:twitter|facebook|instagram|telegram|linkedin|youtube|whatsapp|tiktok|threads|bluesky|mastodon)"


class EdgeRule(NamedTuple):
    """A kind of line: the reason, how long it may be, and what it has somewhere in it."""

    reason: str
    limit: int
    pattern: re.Pattern[str]


RULES: tuple[EdgeRule, ...] = (
    EdgeRule("How to reach the author or the newsroom.", 300, re.compile(
        rf"[\w.+-]{{1,60}}@[\w-]{{1,60}}\.\w|\bfollow (?:\w+ ){{0,4}}(?:on|at|via)\b|"
        rf"\b(?:on|via) {_SITE}\b.{{0,40}}(?:@\w|https?:)|^(?:https?://)?(?:www\.)?{_SITE}\.com/\S+$|"
        r"\b(?:may|can) be reached (?:at|by|on|via)\b|^(?:contact|write to|e-?mail|reach) (?:the |our |\w+ )", re.I)),
    EdgeRule("An invitation to subscribe, follow or pay.", 400, re.compile(
        r"\b(?:sign(?:ing)? up (?:to|for|here|now|today)|subscrib(?:e|ing) (?:to|now|here|today|for)|newsletters?\b.{0,60}"
        r"\b(?:inbox|free|daily|weekly|sign)|(?:to|in) your inbox|click here|download (?:our|the) app|become a "
        r"(?:member|subscriber|patron)|support (?:our|independent) \w+)\b|подпи(?:шитесь|сывайтесь)|"
        r"\b(?:use (?:the )?(?:promo )?code|for as little as|free trial|subscription service|subscribe today)\b|"
        r"s['’]abonner|abonnez-vous|suscríbete|abonniere", re.I)),
    EdgeRule("A reader's comment, or the form for one.", 80, re.compile(
        r"^\W*(?:comments?|(?:leave|post|add|write) an? (?:comment|reply)|join the (?:discussion|conversation|debate)|"
        r"(?:tell us )?what (?:do )?you think\W*|have your say|tell us what you think|"
        r"comentários|commenti|reacties|комментарии|kommentare|commentaires|comentarios|评论|댓글)\W*$", re.I)),
    EdgeRule("A reader's comment, or the form for one.", 250, re.compile(
        r"\bcomments? (?:are|is|will be|have been|has been|submitted|section|policy)\b.{0,80}\b(?:clos|moderat|spam|"
        r"review|approv|guideline)|\b(?:comentários?|comentarios?|commentaires?) (?:com|con|que|ofensivos|are)\b", re.I)),
    EdgeRule("Who reported, wrote and edited it.", 160, re.compile(
        r"^\W*(?:sources?|via|with (?:files|input|inputs|reporting) from|(?:additional )?(?:reporting|writing|editing|"
        r"research|translation) by|источник|автор|quelle|责任编辑|责编|编辑|来源|記者|记者|출처)\s?[:：].{1,120}$|"
        r"^\W*(?:with (?:files|inputs?|reporting) from|(?:additional )?(?:reporting|writing|editing) by) ", re.I)),
    EdgeRule("Who reported, wrote and edited it.", 400, re.compile(
        r"\bcontributed (?:to (?:this|the) (?:report|story|article)|reporting)\b|^\W*(?:this (?:story|article|report|piece) "
        r"(?:was|has been) (?:originally |first |automatically )?(?:published|generated|reprinted|updated|corrected|"
        r"adapted|edited|written|produced)|\(?except for the headline)", re.I)),
    EdgeRule("When it was published.", 60, re.compile(
        r"^\W*(?:last |first )?(?:updated|published|posted|modified|обновлено|опубликовано)(?: at| on)?\W", re.I)),
    EdgeRule("A notice about cookies, rights or the site.", 400, re.compile(
        r"^\W*(?:copyright\b|©|\(c\) ?\d{4})|\ball rights reserved\b|^\W*(?:this (?:copy|material|article) is for your "
        r"personal|for personal,? non-?commercial use)|无断转载|무단 ?전재|版权所有|все права защищены", re.I)),
    EdgeRule("A line that leads to another page.", 200, re.compile(
        r"^\W*(?:more|read|see|watch|listen|full|related)\b.{0,60}[:：]\s*https?://", re.I)),
    EdgeRule("A part of the site's machinery.", 400, re.compile(r"^\[(\w+)\b[^\]]*\].*\[/\1\]$")),
    EdgeRule("A line that leads to another page.", 60, re.compile(
        r"^\W*(?:more|related|read (?:more|next|also)|see also|also (?:read|see)|more on this(?: story)?|up next|"
        r"recommended|you (?:may|might) also like|watch|listen|leggi anche|lire aussi|lesen sie auch|lea también|"
        r"leia também|читайте также|материалы по теме|相关(?:阅读|新闻|报道)|관련 ?기사)\W*$", re.I)),
)  # fmt: skip

COMMENT = "A reader's comment, or the form for one."
SEE_ALSO = RULES[-1].reason
_DATED = re.compile(
    r"\W*\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|(?=.{6,70}$)(?=.*\b(?:19|20)\d\d(?!\d))(?=.*(?<!\d)\d{1,2}(?!\d))"
)
_ABOUT = re.compile(r"\W*about (?:the )?[A-Z][^.!?]{1,60}:?|\W*(?:Über|О компании|Об авторе)\b.{0,50}", re.I)
_ABOUT_REASON = "What the publisher or author says of itself."
_TAIL = 0.35
"""Share of a page's text, at its end, in which such a heading is looked for."""
_DATE_LINE = "When it was published."
_LABEL = re.compile(r"\W{0,3}([^\W\d][^:：]{1,24})[:：]\s*(?=[^\s/])")
_AT_THE_END = 12
"""Lines after the last paragraph that are looked at: what is longer is a list of the article's own."""


def find_edges(lines: Sequence[Line]) -> dict[int, str]:
    """The numbers of lines before or after the article's own text that are no part of it, with the reason.

    lines: those that are left of a page, in order.
    """
    found = _find_tail(lines)
    lines = lines[: min(found, default=len(lines))]
    for is_top, order in ((True, range(len(lines))), (False, range(len(lines) - 1, -1, -1))):
        n_passed = 0
        for number in order:
            text = lines[number].text
            reason = _find_rule(text)
            if is_top and not reason and not is_prose(text) and _DATED.match(text):
                reason = _DATE_LINE
            if reason:
                found[number] = reason
            elif is_prose(text) or (n_passed := n_passed + 1) > _AT_THE_END:
                break
    return found


def _find_tail(lines: Sequence[Line]) -> dict[int, str]:
    """What stands below a heading such as "About the author" or "Comments" near the end, to the end."""
    total = sum(len(line.text) for line in lines)
    n_left = total
    for number, line in enumerate(lines):
        if n_left <= _TAIL * total and len(line.text) <= 80 and number > 0:
            reason = _ABOUT_REASON if _ABOUT.fullmatch(line.text) else _find_rule(line.text)
            if reason in (_ABOUT_REASON, COMMENT):
                return dict.fromkeys(range(number, len(lines)), reason)
        n_left -= len(line.text)
    return {}


def _find_rule(text: str) -> str:
    for rule in RULES:
        if len(text) <= rule.limit and rule.pattern.search(text):
            return rule.reason
    if not any(char.isalpha() for char in text):
        return ""  # a number is a cell of a table rather than a count of shares
    general = find_rule(text, is_edge=True)
    return general.reason if general else ""


def leads_away(line: Line) -> bool:
    """Whether a paragraph is nothing but a link to another page, as long as a title is."""
    # Two or three words are a name ("United Nations General Assembly").
    is_title = 30 <= measure(line.text) <= 250 and len(line.text.split()) not in (2, 3)
    if "://" in line.text:  # an address as such: a source that the article gives
        return False
    return is_title and not line.is_heading and line.n_linked >= 0.9 * len(line.text.strip("()[]*– "))


def find_label(line: Line) -> str:
    """The label of a line that is otherwise a link ("Related" of "Related: …"); "" where it is none.

    A label that comes again and again ("Account: …") is the article's own.
    """
    label = _LABEL.match(line.text)
    if label is None or line.is_heading or len(line.text) > 250:
        return ""
    return label[1].casefold() if line.n_linked >= 0.9 * (len(line.text) - label.end()) else ""


def is_label_alone(text: str) -> bool:
    """Whether a line is a label ("Read more:") whose link stands elsewhere."""
    return len(text) <= RULES[-1].limit and RULES[-1].pattern.search(text) is not None

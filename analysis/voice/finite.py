"""A verb with its subject beside it: "Beijing said …", "…, Beijing said", "“…,” said Smith"."""

import re
from collections.abc import Iterator

from analysis.voice.holders import Holder, describe_holder, read_holder
from analysis.voice.records import Report
from analysis.voice.subjects import guess_subject
from analysis.voice.verb import Verb

_NOBODY = re.compile(
    r"\b(?:[Nn]obody|[Nn]o one|[Nn]one|[Ee]verybody|[Ee]veryone|[Aa]nyone|[Aa]nybody|[Ff]ew|[Oo]ne can|you|[Ww]hoever)\b"
)
_RESUMED = re.compile(r"[.,]?\s*(?:[“\"‘']|and\b|but\b|adding\b|who added\b)")
_ADVERBIAL = re.compile(
    r"\W*(?:In|At|On|During|After|For|To|With|Since|From|By|Before|Upon|When|While|As|If|Asked|Speaking|[A-Z][a-z]+ing)\b"
)
_OWN = re.compile(r"\b(?:I|We|we)$")
_INVERTED = re.compile(r"\s+(?:the\s|an?\s|one\s|[A-Z])")
_FINITE = re.compile(
    r"\b(?:that|had|has|have|was|were|is|are|would|will|could|can|may|might|should|must|did|does|do)\b"
)
_STOP = re.compile(r"[,.;:!?“”\"—–]\s|[.!?]?$")
_TAG_AFTER = re.compile(
    r"(?:on|in|at|during|after|of|last|late|early|earlier|when|this|yesterday|today|from|while|before|through|via|by|as|to|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
_SPACE_OR_COMMA = " ,“\"'"
_AND = re.compile(r",?\s(?:and|but|or)\s")
_PHRASE_WORDS = 14
_AFTER = 200
_QUOTE_ENDS = ("”", '"', "''")


def read_finite(verb: Verb) -> list[Report]:
    """ "Beijing said …", "…, Beijing said", "“…,” said Smith"."""
    return _read_inverted(verb) or _read_with_subject(verb)


def _read_inverted(verb: Verb) -> list[Report]:
    """ "“…,” said Smith": the subject stands behind; nothing where it does not."""
    clauses, cue = verb.clauses, verb.cue
    text = clauses.text
    is_open = _INVERTED.match(text, cue.end) and clauses.quotation_before(cue.start)
    if cue.entry.kind != "saying" or not is_open:
        return []
    end = clauses.stop_at(_STOP, cue.end + 1)
    phrase = text[cue.end : end]
    said = text[: cue.start].rstrip()
    if len(phrase.split()) > _PHRASE_WORDS:
        return []
    if not said.endswith(("”", '"', "’", "'")):
        is_described = phrase[1:2].islower() and clauses.is_apposition_before(cue.start)
        if is_described or cue.entry.needs or _FINITE.search(phrase):
            return []
    holder = _read_behind(verb, end)
    found = [verb.report(clauses.start_of(cue.start), len(said), holder)]
    return [*found, *_rest(verb, end, holder, cue.start)] if _RESUMED.match(text, end) else found


def _read_with_subject(verb: Verb) -> list[Report]:
    clauses, cue = verb.clauses, verb.cue
    text = clauses.text
    clause = clauses.start_of(cue.start)
    previous = max((r for r in verb.earlier if r.place >= clause), key=lambda r: r.place, default=None)
    start, end = clauses.subject_of(cue.start, _floor(verb, clause, previous))
    subject = text[start:end].strip()
    if _OWN.search(subject) or (_NOBODY.search(subject) and len(subject.split()) <= 3):
        return []
    if re.search(r"\b(?:and|but)$", subject) or (previous and _goes_on(verb, previous)):
        subject = ""  # "summoned the envoy and rebuked …"; "slams Seoul, praises Pyongyang"
    if not subject and clauses.quotation_at(cue.start) and not previous:
        return []
    if previous and subject.lower() in ("", "and", "or", "but", "then", "it", "which"):
        holder = previous.holder
    else:
        holder = _read_subject(verb, start, end) if subject else guess_subject(clauses, clause)[0]
    before, after = text[clause:start].rstrip(_SPACE_OR_COMMA), text[cue.end : cue.end + _AFTER]
    if not _is_tag(verb, after, before, start):
        return [verb.report(cue.end, clauses.end_of(cue.end), holder, start)]
    tagged = verb.report(clause, clause + len(before), holder, start)
    return [tagged, *_rest(verb, cue.end, holder, start)] if after.startswith(",") else [tagged]


def _floor(verb: Verb, clause: int, previous: Report | None) -> int:
    """Where the subject of the verb may begin: in its clause, its quotation, and behind the verb before."""
    quotation = verb.clauses.quotation_at(verb.cue.start)
    floor = max(clause, quotation[0]) if quotation else clause
    if previous and previous.place < verb.cue.start:
        joined = list(_AND.finditer(verb.clauses.text, previous.place, verb.cue.start))
        floor = max(floor, joined[-1].end() if joined else previous.place)
    return min(floor, verb.cue.start)


def _goes_on(verb: Verb, previous: Report) -> bool:
    """A second verb of the same subject behind a mere comma."""
    text, place = verb.clauses.text, verb.cue.start
    return text[:place].rstrip().endswith(",") and not _AND.search(text, previous.place, place)


def _read_behind(verb: Verb, end: int) -> Holder:
    """The holder by what stands behind the verb, up to `end`, or by an apposition to it."""
    text, mentions = verb.clauses.text, verb.clauses.mentions
    holder = read_holder(text, verb.cue.end, end, mentions)
    if not text.startswith(", ", end):
        return holder
    return describe_holder(holder, text, end + 2, verb.clauses.stop_at(_STOP, end + 2), mentions)


def _read_subject(verb: Verb, start: int, end: int) -> Holder:
    """The holder by the subject, or by what stands in commas behind it: "Choe, a vice-minister in Pyongyang"."""
    text, mentions = verb.clauses.text, verb.clauses.mentions
    holder = read_holder(text, start, end, mentions)
    if not text.startswith(",", end):
        return holder
    return describe_holder(holder, text, end + 1, verb.cue.start, mentions)


def _rest(verb: Verb, start: int, holder: Holder, subject: int) -> Iterator[Report]:
    end = verb.clauses.end_of(start)
    if len(verb.clauses.text[start:end].split()) > 2:
        yield verb.report(start, end, holder, subject)


def _is_tag(verb: Verb, after: str, before: str, start: int) -> bool:
    """Whether the verb and its subject follow what is said: "…, Beijing said on Monday"."""
    if verb.cue.entry.kind != "saying":
        return False
    if (
        not before
        or (len(before.split()) < 2 and after[:1] != ",")
        or not verb.clauses.quotation_before(start)
    ):
        return False
    stop = re.search(r"[.;!?](?:\s|$)|$", after)
    remainder = after[: stop.start() if stop else None].strip(" .,!?”\"'")
    n_words = len(remainder.split())
    if after.startswith((",", ".", ":")) or n_words <= 2:
        return True
    is_whole = bool(_FINITE.search(before)) and not _ADVERBIAL.match(before)
    is_quoted = before.endswith(_QUOTE_ENDS) or verb.clauses.text[:start].rstrip().endswith(_QUOTE_ENDS)
    if remainder.startswith("that ") or (" that " in f" {remainder} " and not is_whole):
        return False
    if n_words > 12 and not (is_whole or is_quoted):
        return False
    if any(q in remainder for q in '“"') and not is_quoted:
        return False
    return bool(_TAG_AFTER.match(remainder)) or (
        verb.cue.text.lower() in ("told", "tells", "reminded") and not _FINITE.search(remainder)
    )

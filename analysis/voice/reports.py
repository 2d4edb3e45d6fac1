"""What a sentence gives as somebody's words or view, by the verbs and nouns of `cues.toml`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.voice.clauses import Clauses
from analysis.voice.cues import Cue, Cues, read_cues
from analysis.voice.finite import read_finite
from analysis.voice.forms import is_verb, tells_view
from analysis.voice.holders import NOBODY
from analysis.voice.nouns import read_noun
from analysis.voice.records import Report
from analysis.voice.subjects import guess_subject
from analysis.voice.verb import Verb
from analysis.voice.verbs import read_dependent, read_passive

_MAY_BE = re.compile(r"\b(?:can|could|may|might|cannot|must)\s+(?:\w+\s+)?be\s+(?:\w+\s+)?$")
_IS = re.compile(
    r"\b(?:is|are|was|were|been|being|be|gets?|got)\s+(?:[\w-]+ly\s+|also\s+|not\s+|often\s+|once\s+|now\s+)*$"
)
_IT_IS = re.compile(r"\b[Ii]t (?:is|was|has been)\s+(?:\w+ly\s+|also\s+)?$")
_PASSIVE_AFTER = re.compile(r"\s+(?:of|as|by|over|to|for)\b")
_TO_BEFORE = re.compile(
    r"\b(?:to|by|in|for|while|without|from|when|after|before|of)\s+(?:\w+ly\s+)?$", re.IGNORECASE
)
_JOINER = re.compile(r"[,;—–]?\s*(?:and|but|while|as)?\s*$")


def find_verb_reports(clauses: Clauses) -> list[Report]:
    """What hangs on the verbs and nouns of the lists, in order of their place."""
    cues = read_cues()
    reports: list[Report] = []
    waiting: list[Report] = []
    for cue in cues.find(clauses.text):
        found = list(_read_cue(clauses, cue, cues, reports))
        if not found:
            continue
        if found[0].subject < 0:  # "Noting that …, he declared": the subject comes later
            waiting.extend(found)
            continue
        for early in waiting:
            reports.append(
                replace(early, end=max(early.start, min(early.end, found[0].subject)), holder=found[0].holder)
            )
        waiting = []
        _end_before(reports, found[0], clauses.text)
        reports.extend(found)
    for early in waiting:  # "Accusing X of …, the Treasury blacklisted"
        comma = clauses.text.find(", ", early.start)
        holder = guess_subject(clauses, comma + 2)[0] if comma > 0 else NOBODY
        reports.append(replace(early, end=comma if comma > 0 else early.end, holder=holder))
    return [report for report in reports if report.start < report.end]


def _end_before(reports: list[Report], later: Report, text: str) -> None:
    """A view ends where the next clause brings a subject of its own: "X praised A, and B condemned it"."""
    for index, report in enumerate(reports):
        if (
            report.start < later.subject < report.end
            and report.place < later.subject
            and later.subject < later.place
        ):
            joiner = _JOINER.search(text, max(report.start, later.subject - 8), later.subject)
            if joiner and re.search(r"and|but|while|;", joiner[0]):
                reports[index] = replace(report, end=joiner.start())


def _read_cue(clauses: Clauses, cue: Cue, cues: Cues, earlier: Sequence[Report]) -> Iterator[Report]:
    text, entry = clauses.text, cue.entry
    if any(m.start <= cue.start < m.end for m in clauses.mentions):
        return  # "United States"
    if entry.kind == "noun" or not is_verb(text, cue, cues):
        if cue.text.lower() in cues.nouns:
            yield from read_noun(clauses, cue, cues)
        return
    if not tells_view(text, cue, cues):
        return
    verb = Verb(clauses, cue, cues, earlier)
    before, after = text[max(0, cue.start - 40) : cue.start], text[cue.end : cue.end + 40]
    if entry.form == "ed" and _MAY_BE.search(before):
        return  # "can be said to have"
    if entry.form == "ed" and _IT_IS.search(before):
        yield verb.report(cue.end, clauses.end_of(cue.end), NOBODY)
    elif entry.form == "ed" and _is_passive(before, after, cue):
        yield from read_passive(verb)
    elif entry.form == "ed" and entry.kind == "saying" and re.match(r"\s+by\b", after):
        return  # "the meeting, reported by Xinhua": an aside
    elif entry.form == "ing" or _TO_BEFORE.search(before):
        yield from read_dependent(verb)
    else:
        yield from read_finite(verb)


def _is_passive(before: str, after: str, cue: Cue) -> bool:
    if _IS.search(before):
        return True
    if cue.text.lower() == "urged":  # headline: "Australia urged to see a partner"
        return after.startswith(" to ")
    return cue.entry.kind == "judging" and bool(_PASSIVE_AFTER.match(after))

"""A verb that tells a view, where its subject stands further off: passive, participle, infinitive."""

import re
from collections.abc import Iterator

from analysis.voice.clauses import AGENT_END
from analysis.voice.finite import read_finite
from analysis.voice.holders import NOBODY, Holder, read_holder
from analysis.voice.records import Report
from analysis.voice.subjects import guess_subject
from analysis.voice.verb import Verb

_BY = re.compile(r"\bby\s+")
_QUOTED_AS = re.compile(r"\b(?:quoted|quotes|quoting|cited|cites|citing)\s+(.{0,120}?)\s*as\s+$")
_TO_BEFORE = re.compile(
    r"\b(?:to|by|in|for|while|without|from|when|after|before|of)\s+(?:\w+ly\s+)?$", re.IGNORECASE
)
_IS = re.compile(
    r"\b(?:is|are|was|were|been|being|be|gets?|got)\s+(?:[\w-]+ly\s+|also\s+|not\s+|often\s+|once\s+|now\s+)*$"
)
_AGENT_REACH = 60
_LEADING_PARTICIPLE = re.compile(r"\W*(?:(?:While|When|By|After|In|Without)\s+)?")
_ASKED = frozenset(["urged", "called on", "called upon"])


def read_passive(verb: Verb) -> Iterator[Report]:
    """ "X was accused by Y of …": all of the clause but the agent."""
    clauses, cue = verb.clauses, verb.cue
    start, end = clauses.start_of(cue.start), clauses.end_of(cue.end)
    agent = _BY.search(clauses.text, cue.end, min(end, cue.end + _AGENT_REACH))
    if agent and re.search(r"[“”\",;]", clauses.text[cue.end : agent.start()]):
        agent = None
    is_saying = cue.entry.kind == "saying" and cue.text.lower() not in _ASKED
    if agent:
        agent_end = min(end, clauses.stop_at(AGENT_END, agent.end()))
        holder = read_holder(clauses.text, agent.end(), agent_end, clauses.mentions)
        rejected = verb.report(start, end, holder)
        if rejected.is_rejected and not is_saying:
            yield rejected  # what the author says of the agent is the author's too
            return
        if not is_saying:
            yield verb.report(start, agent.start(), holder)
        yield verb.report(agent_end, end, holder)
    elif is_saying and clauses.text.startswith(" as ", cue.end):
        return  # "was quoted as saying": what is said hangs on "saying"
    elif is_saying and not clauses.text.startswith(" to ", cue.end):
        yield verb.report(cue.end, end, NOBODY)  # "was told that …"
    else:
        yield verb.report(start, end, NOBODY)


def read_dependent(verb: Verb) -> Iterator[Report]:
    """ "…, saying that", "by calling", "to accuse", "a letter accusing": the subject stands further off."""
    clauses, cue = verb.clauses, verb.cue
    text = clauses.text
    before = text[: cue.start].rstrip()
    end = clauses.end_of(cue.end)
    quoted = _QUOTED_AS.search(text[max(0, cue.start - 180) : cue.start])
    if quoted:
        first = max(0, cue.start - 180)
        if quoted[1].strip():
            holder = read_holder(text, first + quoted.start(1), first + quoted.end(1), clauses.mentions)
        else:
            holder = _holder_before(verb, first + quoted.start())
        yield verb.report(cue.end, end, holder)
        return
    start = clauses.start_of(cue.start)
    if cue.entry.form == "ing" and _IS.search(text[max(0, cue.start - 40) : cue.start]):
        yield from read_finite(verb)
    elif not text[start : cue.start].strip(' “"‘—') or (
        cue.entry.form == "ing" and _LEADING_PARTICIPLE.fullmatch(text, start, cue.start)
    ):
        yield verb.report(cue.end, end, NOBODY, -1)
    elif before.endswith((",", "—", "–")) or _TO_BEFORE.search(text[max(0, cue.start - 30) : cue.start]):
        yield verb.report(cue.end, end, _clause_holder(verb, start))
    else:
        subject = clauses.subject_of(cue.start, start)
        yield verb.report(cue.end, end, read_holder(text, *subject, clauses.mentions))


def _holder_before(verb: Verb, place: int) -> Holder:
    subject = verb.clauses.subject_of(place, verb.clauses.start_of(place))
    return read_holder(verb.clauses.text, *subject, verb.clauses.mentions)


def _clause_holder(verb: Verb, start: int) -> Holder:
    """The subject of the clause that a participle or an infinitive continues."""
    for report in verb.earlier:
        if report.place >= start and report.holder is not NOBODY:
            return report.holder
    return guess_subject(verb.clauses, start)[0]

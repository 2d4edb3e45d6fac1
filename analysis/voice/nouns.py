"""Views that hang on a noun: "Beijing's claim that …", "baseless allegations of …"."""

import re
from collections.abc import Iterator

from analysis.voice.clauses import AGENT_END, Clauses
from analysis.voice.cues import Cue, Cues
from analysis.voice.holders import NOBODY, read_holder
from analysis.voice.records import Report

# "raised concerns that", "making claims of"
_CARRIER = re.compile(
    r"\b(?:rais|mak|made|repeat|air|level|shar|express|voic|issu|gave|giv|reinforc|press|lodg|hold|held|reach)(?:e|es|ed|ing|s)?\s+(?:[\w-]+\s+){0,2}$"
)
_NOUN_OWNER = re.compile(
    r"((?:[A-Z][\w.-]*\s+)*[A-Z][\w.-]*(?:[’']s|s[’'])|\b(?:the|an?)\s+(?:[\w-]+\s+){0,3}?[\w-]+(?:[’']s|s[’']))\s+(?:[\w-]+\s+){0,2}$"
)
_REACH = 60


def read_noun(clauses: Clauses, cue: Cue, cues: Cues) -> Iterator[Report]:
    """ "Beijing's claim that …", "allegations by the FBI that …", "baseless reports of …"."""
    text = clauses.text
    follower = re.match(r"\s+(\w+)", text[cue.end : cue.end + 20])
    if not follower or follower[1] not in cues.followers:
        return
    before = text[max(0, cue.start - _REACH) : cue.start]
    is_rejected = cue.text.lower() in cues.rejected_nouns or bool(
        cues.rejected_adjective.search(" ".join(before.split()[-2:]))
    )
    start, end = cue.end, clauses.end_of(cue.end)
    holder = NOBODY
    if follower[1] in ("by", "from"):
        first = cue.end + follower.end()
        start = min(end, clauses.stop_at(AGENT_END, first + 1))
        holder = read_holder(text, first, start, clauses.mentions)
    else:
        owner = _NOUN_OWNER.search(before)
        if owner:
            first = cue.start - len(before) + owner.start(1)
            holder = read_holder(text, first, cue.start, clauses.mentions)
            if holder.type == "other":
                holder = read_holder(text, first, cue.start - len(before) + owner.end(1), clauses.mentions)
    carrier = _CARRIER.search(before)
    if holder is NOBODY and carrier:
        first = clauses.start_of(cue.start)
        verb = cue.start - len(before) + carrier.start()
        holder = read_holder(text, *clauses.subject_of(verb, first), clauses.mentions)
    if holder is NOBODY and not is_rejected and follower[1] not in ("that", "by", "from"):
        return
    yield Report(start, end, holder, cue.start, cue.start, "neutral", is_rejected)

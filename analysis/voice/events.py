"""Sentences of which an event is the subject: they are the author's, whoever took part in it."""

import re
from functools import cache

from analysis.voice.cues import read_cues
from analysis.voice.guesses import LAST_CLAUSE
from analysis.voice.subjects import LEADING

_VERB = r"(?:is|are|was|were|has|have|had|will|would|[a-z]+(?:s|ed))"


def is_event_told(text: str) -> bool:
    """Whether a sentence says in its author's words what an event does: "His first visit to Russia reflects …".

    Nobody holds a view in it unless a word of the lists says so; an actor that
    took part in the event is not its holder. False where a last clause may
    name a speaker ("…, a sinologist cautioned").
    """
    leading = LEADING.match(text)
    subject = _pattern().match(text, leading.end() if leading else 0)
    return subject is not None and not LAST_CLAUSE.search(text, max(subject.end(), len(text) - 180))


@cache
def _pattern() -> re.Pattern[str]:
    """An event with its article, where it was and with whom, an aside on where it is known from, and a verb."""
    cues = read_cues()
    events, as_told = ("|".join(map(re.escape, sorted(words))) for words in (cues.events, cues.as_told))
    return re.compile(
        r"(?:the|this|that|these|those|such|his|her|their|its|an?)\s+(?:[\w’'-]+\s+){0,3}?"
        rf"(?:{events})(?:\s+(?:to|in|with|between|of|at|on|from)\s[^,;:“”\"]{{1,80}}?)?"
        rf"(?:,\s*(?:{as_told})\s+by\s[^,;:“”\"]{{1,80}},)?\s+(?:\w+ly\s+)?{_VERB}\b",
        re.IGNORECASE,
    )

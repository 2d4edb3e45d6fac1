"""The subject of a sentence, guessed where no verb of the lists tells where it ends."""

import re

from analysis.voice.clauses import Clauses
from analysis.voice.holder_words import is_holder_word
from analysis.voice.holders import Holder, read_holder

_VERBLIKE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|can|may|might|should|must|did|does|do|came|comes|hit|hits|took|takes|gave|gives|went|goes|"
    r"sent|sends|met|meets|held|holds|sat|stood|left|made|makes|won|lost|fought|began|rose|drew|put|puts|saw|sees|knew|knows|wants|led|leads|kept|keeps|"
    r"spoke|told|said|[a-z]{2,}ed|[a-z]+(?<!u)(?<!s)s)\b(?![’'])"
)
LEADING = re.compile(
    r"\W*(?:(?:In|At|On|During|After|For|With|Since|From|By|Before|Upon|Despite|Under|As|When|While|If|Although|Though|Because|Once|Where|Unlike|Earlier|Ahead|Asked|Speaking)\b[^,]{0,90},\s+|[A-Z][a-z]+ing\b[^,]{0,200},\s+)?"
)
_REACH = 120


def guess_subject(clauses: Clauses, start: int) -> tuple[Holder, int]:
    """Whose view a clause may give that has no word of the lists: its subject, and where that ends."""
    text = clauses.text
    leading = LEADING.match(text, start)
    first = leading.end() if leading else start
    stop = len(text)
    for verb in _VERBLIKE.finditer(text, first, first + _REACH):
        if verb.start() == first:
            continue
        mention = next((m for m in clauses.mentions if m.start <= verb.start() < m.end), None)
        if mention or is_holder_word(verb[0]):
            continue
        stop = verb.start()
        break
    else:
        inside = [m for m in clauses.mentions if m.start >= first]
        stop = inside[0].end if inside else first
    comma = text.find(",", first, stop)
    stop = comma if comma > 0 else stop
    return read_holder(text, first, stop, clauses.mentions), stop

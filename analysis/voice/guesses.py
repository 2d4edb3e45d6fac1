"""Who would hold a view for which the lists have no word: the subject of the sentence, or of its last clause."""

import re
from collections.abc import Iterator

from analysis.voice.clauses import Clauses
from analysis.voice.holder_words import is_holder_word
from analysis.voice.holders import Holder, read_holder
from analysis.voice.subjects import guess_subject

# "…, a Moscow sinologist cautioned.", "…, in the ministry's telling"
LAST_CLAUSE = re.compile(
    r"[,”\"’]\s+([^,“”\"]{3,80}?)\s+[a-z]+(?:ed|s|t|d|ks|w)(?:\s+(?:on|in|at|to|of)\s[^,]{0,60})?[.!?]?$"
)


def guess_holders(clauses: Clauses) -> Iterator[tuple[Holder, int]]:
    """Holders and where their view would begin: of a last clause at 0, of a subject behind it."""
    yield from ((holder, place) for holder, place in _guess(clauses) if _may_hold(holder))


def _may_hold(holder: Holder) -> bool:
    """An office, a medium, an expert, or a name; not "first visit to Russia"."""
    words = holder.name.split()
    return (
        holder.type not in ("", "other")
        or all(w[:1].isupper() for w in words)
        or any(map(is_holder_word, words))
    )


def _guess(clauses: Clauses) -> Iterator[tuple[Holder, int]]:
    last = LAST_CLAUSE.search(clauses.text, max(0, len(clauses.text) - 180))
    if last and len(last[1].split()) <= 8:
        yield read_holder(clauses.text, last.start(1), last.end(1), clauses.mentions), 0
    holder, place = guess_subject(clauses, 0)
    if place > 0:
        yield holder, place

"""Where a text names an actor.

One pattern walks over the text once. Its longest match at a place decides what
the words are; a few rules then ask what stands beside them.
"""

import re
from collections.abc import Iterator

from analysis.actors.records import Actors, Alias, Finder
from analysis.actors.spelling import SPACE, make_plain
from analysis.types import Mention

_WORD_BEFORE = re.compile(rf"([\w.'’]+){SPACE}$")
_WORD_AFTER = re.compile(rf"{SPACE}([A-Z][\w'’]*)")
_CAPITALS_BEFORE = re.compile(rf"\b([A-Z]{{2,}}){SPACE}$")
_CAPITALS_AFTER = re.compile(rf"{SPACE}[A-Z]{{2,}}\b|[^\w\n]*(?:$|\n)")
_WORDS = re.compile(r"\S+")
_PREFIX = re.compile(r"\b(?:[Pp]ro|[Aa]nti|[Pp]ost|[Pp]re|[Ee]x)[-‐‑–]$")
_DATELINE_REACH = 60
_WORD_REACH = 40

# no-break, thin and other spaces, each for one plain space, and hyphens for one plain hyphen: offsets stay
_SAME_LENGTH = str.maketrans(
    dict.fromkeys("\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))), " ")
    | dict.fromkeys("\u2010\u2011", "-")
)

# "WASHINGTON — The", but not the headline "MOSCOW — PUTIN SPEAKS"
_CAPITALS_DATELINE = re.compile(
    r"[^\w\n]{0,3}[A-Z][A-Z ./’']+(?:, [A-Z][a-z]+\.? \d{1,2})?(?: ?(?:[—–]|--)| -) ?+(?![A-Z]{3})"
)
# "Moscow: Progress Publishers"
_PUBLISHER = re.compile(
    r"(?:, D\.?C\.?)?: ?(?:[A-Z][\w&'’.-]+ ){1,5}(?:Press|Publishers|Publishing|Publications|Books|Verlag)\b"
)


def find_mentions(text: str, actors: Actors) -> list[Mention]:
    """The places that name one of the actors, in order of the text, never overlapping.

    A span covers the name alone, without "'s" and without what a hyphen joins
    to it. Mentions of kind "predecessor" are found and must not be counted.
    Only the words beside a mention and its own line decide on it.

    Returns: mentions of the selected actors; `text[start:end]` is a mention's text.
    """
    finder, selected = actors.finder, actors.ids
    evened = text.translate(_SAME_LENGTH)
    mentions = []
    for match, actor_id, alias in _find_aliases(evened, finder):
        if actor_id not in selected:
            continue
        start, end = match.span()
        if _counts(evened, start, end, alias, finder):
            mentions.append(Mention(actor_id, start, end, text[start:end], alias.kind))
    return mentions


def _find_aliases(text: str, finder: Finder) -> Iterator[tuple[re.Match[str], str, Alias]]:
    """The longest aliases, never-words left out, before anything is asked about what stands beside them."""
    for match in finder.pattern.finditer(text):
        meaning = finder.meanings.get(make_plain(match.group()))
        if meaning is None:
            continue
        if meaning[1].kind in ("institution", "predecessor") and _PREFIX.search(
            text, max(0, match.start() - 6), match.start()
        ):
            yield from _find_in_parts(match, finder)  # "pro-Russian government", "post-Soviet Russia"
        else:
            yield match, *meaning


def _find_in_parts(match: re.Match[str], finder: Finder) -> Iterator[tuple[re.Match[str], str, Alias]]:
    """The aliases in the words of a match, where its first word is one; else the match as it is."""
    words = [(word.start() + match.start(), word.end() + match.start()) for word in _WORDS.finditer(match[0])]
    parts = [finder.pattern.match(match.string, *place) for place in words]
    found = [part if part and make_plain(part[0]) in finder.meanings else None for part in parts]
    for part in found if found[0] else [match]:
        if part:
            yield part, *finder.meanings[make_plain(part[0])]


def _counts(text: str, start: int, end: int, alias: Alias, finder: Finder) -> bool:
    """Whether what stands around a match leaves it a mention."""
    if alias.caution == "alone" and not _is_alone(text, start, end, finder):
        return False
    if alias.caution == "pronoun" and _is_pronoun(text, start, end, finder):
        return False
    return not _is_place_of_publication(text, start, end, alias, finder)


def _is_alone(text: str, start: int, end: int, finder: Finder) -> bool:
    """Whether no other name stands directly before or behind: Kim, not Kim Kardashian."""
    rules = finder.rules
    before = _WORD_BEFORE.search(text, max(0, start - _WORD_REACH), start)
    if before and before[1][0].isupper():
        word = make_plain(before[1])
        is_sentence_end = word.endswith(".") and len(word) > 2 and word not in rules.not_after
        if not is_sentence_end and not word.endswith("'s") and word.capitalize() not in rules.before:
            return False
    after = _WORD_AFTER.match(text, end)
    return after is None or after[1].capitalize() in rules.after or after[1] in rules.after


def _is_pronoun(text: str, start: int, end: int, finder: Finder) -> bool:
    """Whether "US" is "us" in a line of capitals, where nothing speaks for the country."""
    before = _CAPITALS_BEFORE.search(text, max(0, start - _WORD_REACH), start)
    if "." in text[start:end] or before is None or before[1] == "THE":
        return False
    if not _CAPITALS_AFTER.match(text, end):
        return False
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    found = (finder.meanings.get(make_plain(match.group())) for match in finder.pattern.finditer(line))
    return not any(meaning and meaning[1].caution == "" for meaning in found)


def _is_place_of_publication(text: str, start: int, end: int, alias: Alias, finder: Finder) -> bool:
    """Whether the words say where a report was filed or a book printed."""
    is_capital = alias.kind == "capital"
    if is_capital and (_PUBLISHER.match(text, end) or finder.credit.match(text, end)):
        return True
    line_start = text.rfind("\n", 0, start) + 1
    if start - line_start > _DATELINE_REACH:
        return False
    dateline = finder.dateline.match(text, line_start)
    if dateline is None and is_capital:
        dateline = _CAPITALS_DATELINE.match(text, line_start)
    return dateline is not None and end <= dateline.end()

"""Who stands behind a view: an actor's government or state media, a medium, an expert, anybody else.

The words are in `holders.toml`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.types import HolderType, Mention
from analysis.voice.holder_words import HolderWords, read_words
from analysis.voice.names import PHRASE_WORDS, find_names, print_name

UNNAMED = "unnamed"

_PREPOSITION = re.compile(
    r"\b(?:for|to|on|against|about|with|toward|towards|in|at|near|over|by|between|under|after|during|before|into|"
    r"outside|through|than|upon|of|from|who|whose|which|that|where|as)\b"
)
_OWNER = frozenset(["of", "from"])
_FOR = frozenset(
    [
        "spokesman",
        "spokesperson",
        "spokeswoman",
        "spokesmen",
        "spokespersons",
        "secretary",
        "speaking",
        "committee",
    ]
)
_OPENS_WITH_PREPOSITION = re.compile(
    r"(?:Earlier|Ahead|Despite|Even|Last|In|At|On|During|After|For|To|With|Since|From|By|Before|Upon|Later)\b"
)
_CAPITALISED = re.compile(r"[A-Z][\w.’'&-]*")
_POSSESSIVE = re.compile(r"[’']s?$")
_PRONOUN = re.compile(r"\W*(?:[Aa]s\s+|[Aa]nd\s+|[Bb]ut\s+)?(\w+)\W*$")
_DEFINITE = re.compile(r"\W*(?:[Tt]he|[Tt]his|[Tt]hat|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s")
_ABROAD = re.compile(
    r"ambassador|embassy|envoy|consul|mission|bureau|office|diplomat|correspondent", re.IGNORECASE
)
_FOREIGN = re.compile(r"\b[A-Z][\w-]*(?:[’']s|s[’']|(?:ese|ian|ish|ean))\b")


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose view it is.

    is_continued: a pronoun or "the paper", so somebody named before.
    is_office: "the ministry", "a spokesman", of a government that the words do not name.
    is_actor: the name is an actor's id. person: the last word of the name of a person, where the words give one.
    """

    name: str = UNNAMED
    type: HolderType = ""
    is_continued: bool = False
    is_office: bool = False
    person: str = ""
    is_actor: bool = False


NOBODY = Holder()


def read_holder(sentence: str, start: int, end: int, mentions: Sequence[Mention]) -> Holder:
    """Whose view it is by the words of a subject: `sentence[start:end]`.

    An actor's id for its government and its state media, otherwise the name or
    the phrase as printed; nobody where there is no word for it.
    """
    words = read_words()
    phrase = sentence[start:end]
    lone = _PRONOUN.match(phrase)
    if lone and lone[1].lower() in words.pronouns:
        return Holder(is_continued=True)
    inside = [m for m in mentions if start <= m.start and m.end <= end and m.kind != "predecessor"]
    owner = _owner(phrase, start, inside)
    if owner:
        found = _by_owner(phrase, start, owner, words)
        if found:
            return replace(found, person=_person(phrase[owner.end - start :], words))
    else:
        for actor_id, pattern in words.officials.items():
            if pattern.search(phrase):
                return Holder(actor_id, "government", is_actor=True)
        found = _unowned(sentence, start, end, inside, words)
        if found:
            return found
    name, kind, person = print_name(sentence, start, end, inside, words)
    return Holder(name or UNNAMED, kind, person=person)


def describe_holder(
    holder: Holder, sentence: str, start: int, end: int, mentions: Sequence[Mention]
) -> Holder:
    """The holder, with what an apposition at this place tells: whose official, or an expert."""
    if holder.is_actor:
        return holder if holder.person else replace(holder, person=_person(sentence[start:end], read_words()))
    if holder.type not in ("", "other"):
        return holder
    described = read_holder(sentence, start, end, mentions)
    if described.is_actor:
        return replace(described, person=holder.person or described.person)
    if described.type in ("expert", "government") and holder.type == "other":
        return replace(holder, type=described.type)
    return holder


def _person(after: str, words: HolderWords) -> str:
    """The surname that ends a phrase: of "spokesperson Matthew Miller" it is Miller."""
    name = _CAPITALISED.findall(after.partition(",")[0])
    last = _POSSESSIVE.sub("", name[-1]) if name else ""
    return "" if last in words.titles or last in words.not_names or words.government.fullmatch(last) else last


def _unowned(
    sentence: str, start: int, end: int, mentions: Sequence[Mention], words: HolderWords
) -> Holder | None:
    """ "The ministry", "a spokesman", "the paper": nobody says whose."""
    phrase = sentence[start:end].strip(" ,.;:—–-“”\"'’")
    if mentions or len(phrase.split()) > PHRASE_WORDS or find_names(sentence, start, end, mentions, words):
        return None
    is_definite = bool(_DEFINITE.match(phrase))
    if is_definite and words.continued.fullmatch(phrase.split(maxsplit=1)[-1]):
        return Holder(is_continued=True)
    if words.government.search(phrase):
        return Holder(UNNAMED, "government", is_definite, True)
    if is_definite and words.media.search(phrase):
        return Holder(UNNAMED, "other medium", True)
    if is_definite and words.expert.search(phrase):
        return Holder(UNNAMED, "expert", True)
    return None


def _owner(phrase: str, offset: int, mentions: Sequence[Mention]) -> Mention | None:
    """The actor whose government, medium or citizen the phrase is about: not the one it speaks to or of."""
    if not mentions:
        return None
    last = mentions[-1]
    if _OPENS_WITH_PREPOSITION.match(phrase) and "," not in phrase:
        # "At the talks with Putin Xi said"
        return last if len(phrase[last.end - offset :].split()) <= 4 else None
    return next((m for m in mentions if _owns(phrase[: m.start - offset], m)), None)


def _owns(before: str, mention: Mention) -> bool:
    """Whether what stands before the mention leaves it the owner of the phrase."""
    prepositions = _PREPOSITION.findall(before)
    words = read_words()
    if mention.kind == "institution" and words.state_media.search(mention.text) and not prepositions:
        return not _FOREIGN.search(before)  # "the Communist Party newspaper People's Daily"
    if not prepositions:
        return not _has_foreign_owner(before, words)
    if all(preposition in _OWNER for preposition in prepositions):
        is_office = any(
            p.search(before) for p in (words.government, words.media, words.expert, words.documents)
        )
        return is_office and not _FOREIGN.search(before)
    if _has_foreign_owner(before, words):
        return False
    head = before.partition(f" {prepositions[0]} ")[0]
    if words.documents.search(head) and set(prepositions) <= {"by", "from", "in", "of", "at"}:
        return True
    if len(prepositions) > 1:
        return False
    head = before.rpartition(f" {prepositions[0]}")[0]
    if prepositions[0] == "for":
        return head.split(" ")[-1].lower() in _FOR
    if prepositions[0] in ("in", "at"):
        is_home = bool(words.government.search(head) or words.media.search(head))
        return mention.kind != "leader" and is_home and not _ABROAD.search(head)
    return False


def _has_foreign_owner(before: str, words: HolderWords) -> bool:
    """Whether another name owns the phrase: "Japan's ambassador to", "the Iranian envoy in"."""
    for index, match in enumerate(_CAPITALISED.finditer(before)):
        word = match[0]
        if word.endswith(("'s", "’s", "s'", "s’")):
            return True
        if index == 0 and match.start() == 0 and not word.endswith(("ese", "ian", "ish", "ean")):
            continue
        if word in words.not_names or word in words.titles or words.government.fullmatch(word):
            continue
        return True
    return False


def _by_owner(phrase: str, offset: int, owner: Mention, words: HolderWords) -> Holder | None:
    before, after = phrase[: owner.start - offset], phrase[owner.end - offset :]
    tail = " ".join(
        re.split(r",|\b(?:to|on|in|at|for|with|who|whose|which|from)\b", after, maxsplit=1)[0].split()[
            :PHRASE_WORDS
        ]
    )
    beside = f"{before} {tail}"
    if owner.kind == "institution" and words.state_media.search(owner.text):
        return Holder(owner.actor_id, "state medium", is_actor=True)
    if owner.kind in ("leader", "institution") and not re.match(r"[’']s?\b", after):
        is_of_others = re.match(r"\s+[a-z]\w*s\b", after) and not words.government.search(tail)
        return None if is_of_others else Holder(owner.actor_id, "government", is_actor=True)
    if words.private.search(tail):
        return None  # "a spokesman for a Chinese company"
    is_attribute = owner.kind == "demonym" or bool(
        re.match(r"[’']s?\s+\w|\s+(?!(?:and|or|on|in|at|of|also|has|as|then|to|for)\b)[a-z]|-\w", after)
    )
    if not is_attribute and not words.expert.search(before) and not words.media.search(before):
        return Holder(owner.actor_id, "government", is_actor=True)
    if not beside.strip(" '’s,") or re.fullmatch(r"\W*(?:[Tt]he\s*)?", beside):
        return Holder(owner.actor_id, "government", is_actor=True)
    if words.state_media.search(beside):
        return Holder(owner.actor_id, "state medium", is_actor=True)
    if words.media.search(beside) and owner.actor_id in words.all_state:
        return Holder(owner.actor_id, "state medium", is_actor=True)
    if owner.kind == "leader" and words.documents.search(tail):
        return Holder(owner.actor_id, "government", is_actor=True)  # "Trump's tweet"
    if words.expert.search(beside) and not words.government.search(tail):
        return None
    if words.media.search(beside) and not words.government.search(tail):
        return None
    if words.government.search(beside):
        return Holder(owner.actor_id, "government", is_actor=True)
    if owner.kind == "demonym" and words.titles & set(tail.split()):
        return Holder(owner.actor_id, "government", is_actor=True)
    return None

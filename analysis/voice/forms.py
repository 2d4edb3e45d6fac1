"""Whether a word of the lists is a verb where it stands, and there one that tells a view."""

import re

from analysis.voice.cues import Cue, Cues

_NOT_VERB_BEFORE = re.compile(
    r"(?:\b(?:the|an?|this|these|those|its|his|her|their|our|my|your|no|any|some|such|of|with|under|amid|despite|"
    r"over|own|more|new|fresh|other|many|all|several|recent|repeated|strong|sharp|harsh|former)|[^\W\d_][’']s|s[’'])\s+$",
    re.IGNORECASE,
)
_PREPOSITION_BEFORE = re.compile(r"\b(?:in|by|at|from|on|after|about|as|into)\s+$", re.IGNORECASE)
_PLURAL_BEFORE = re.compile(
    r"(?:s|\b(?:to|will|would|could|may|might|must|should|can|did|do|not|they|we|I|you|who|and|or|people|police|men|women|media|press|both|also|never|\w+ly))"
    r"[,)”\"’]?\s+$",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"\b(?:to|will|would|could|may|might|must|should|can|did|do|not|they|we|I|you|\w+ly)\s+$", re.IGNORECASE
)
_OBJECT = re.compile(r"\s+(?:[A-Z“\"‘]|(?:the|its|his|her|their)\b)")
_PLURAL_SUBJECT = re.compile(r"\b[A-Za-z-]*[^s\W]s\b(?![’'])[^,;]*$")
_PLURAL_NOUN = re.compile(r"\b(?:[a-z-]+[^s\W]s|media|people|press|news)\s+$")
# "such irresponsible remarks": a verb in -s would need one subject, not several
_SOME = re.compile(r"\b(?:such|these|those|all|many|several|some|few)\s+[\w-]+\s+$", re.IGNORECASE)
_STRICT = re.compile(r"(?:\s+\w+){0,4}?\s*(?:\bthat\b|[“\"‘:,.]|''|$)")
_REACH = 70


def is_verb(text: str, cue: Cue, cues: Cues) -> bool:
    """Whether a cue can be a verb here: not in "the claims", "state media", "media reports"."""
    before, after = text[max(0, cue.start - _REACH) : cue.start], text[cue.end : cue.end + _REACH]
    form, is_noun = cue.entry.form, cue.text in cues.nouns and not after.startswith(" that ")
    if form in ("base", "s") and (_PREPOSITION_BEFORE.search(before) or not before.strip()):
        return False  # "in remarks"; "Say what you like", "Thanks to"
    if form == "base" and not _is_plural_verb(before, after, is_noun=is_noun):
        return False
    if form == "s" and is_noun and (_PLURAL_NOUN.search(before) or _SOME.search(before)):
        return False
    return not (_NOT_VERB_BEFORE.search(before) or cues.rejected_adjective.search(before[-24:]))


def _is_plural_verb(before: str, after: str, *, is_noun: bool) -> bool:
    if _AUXILIARY.search(before) or after.startswith(" that "):
        return True
    if is_noun:  # "senators praise the", not "high praise for"
        return bool(_PLURAL_BEFORE.search(before) and _OBJECT.match(after))
    return bool(_PLURAL_BEFORE.search(before) or _PLURAL_SUBJECT.search(before))


def tells_view(text: str, cue: Cue, cues: Cues) -> bool:
    """Whether the verb tells a view here: "called it a bluff", not "called on Monday"; no mere plan."""
    before, after = text[max(0, cue.start - _REACH) : cue.start], text[cue.end : cue.end + _REACH]
    is_tag = cue.entry.form == "s" and not after.strip(" .!")  # "…, laboratory finds"
    if cue.entry.kind == "saying" and before.rstrip().endswith(("”", '"', "''")):
        return True  # "…?" asked the spokesman
    if cue.entry.needs and not (is_tag or _has_need(after, cues)):
        return False
    if cue.entry.is_strict and not _STRICT.match(after):
        return False
    return not _is_plan(before, after, cue, cues)


def _is_plan(before: str, after: str, cue: Cue, cues: Cues) -> bool:
    """ "to ask for talks" is what somebody means to do, not what somebody says."""
    if cue.entry.form != "base" or not re.search(r"\bto\s+(?:\w+ly\s+)?$", before):
        return False
    if cue.entry.needs:
        return cue.text not in cues.infinitives
    return cue.entry.kind == "saying" and not after.startswith((" that ", " “", ' "'))


def _has_need(after: str, cues: Cues) -> bool:
    if cues.needs.search(after[:60]):
        return True
    return any(word.strip(",.") in cues.feelings for word in after.split()[:6])

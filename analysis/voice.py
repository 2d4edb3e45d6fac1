"""Whose view a clause gives: the author's, or somebody's whose words are reported.

What stands in quotation marks, or depends on a reporting verb, is reported;
the subject of the verb itself stands in the author's voice ("China condemned
…" is the author's statement). The words are in `voice.toml`.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.types import Attribution, HolderType, Mention, Sentence

UNNAMED = "unnamed"
SCARE_QUOTE_WORDS = 4
"""A quotation of at most so many words, in a sentence that reports nothing, is a name or a scare quote."""

_OPEN_TO_CLOSE = {"“": "”", "«": "»", "„": "“"}
_CLAUSE_END = re.compile(r";|,? (?:while|whereas|although|even though)\b|, but\b")
_AUXILIARY = re.compile(r"(?:\s+(?:has|have|had|also|then|later|repeatedly|recently|again|once|publicly))+$")
_NAME = re.compile(r"(?:[A-Z][\w’'-]*|[A-Z]\.)(?:\s+(?:[A-Z][\w’'-]*|[A-Z]\.|bin|al|de|van|von))*")
# "Xinhua: US addicted to sanctions", "Vladimir Putin: We are aware of it"
_SPEAKER = re.compile(r"((?:[A-Z][\w.’'-]*\s?){1,5}):\s+")
_NOT_A_NAME = frozenset(
    [
        "The",
        "A",
        "An",
        "He",
        "She",
        "It",
        "They",
        "We",
        "I",
        "In",
        "On",
        "At",
        "But",
        "And",
        "This",
        "That",
        "These",
        "Those",
        "His",
        "Her",
        "Their",
        "One",
        "Some",
        "Many",
        "According",
        "Meanwhile",
        "However",
        "Earlier",
        "Later",
        "Also",
    ]
)


def find_attributions(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[Sequence[Mention]]
) -> list[tuple[Attribution, ...]]:
    """For each sentence, the stretches that are given as somebody's words or view.

    mentions: one list a sentence, offsets in the sentence. Offsets of the
        result count in the sentence too.
    """
    quotations = find_quotations(text)
    found: list[tuple[Attribution, ...]] = []
    for sentence, in_sentence in zip(sentences, mentions, strict=True):
        reports = _find_reports(sentence.text, in_sentence)
        quoted = [
            (max(start, sentence.start), min(end, sentence.end), end > sentence.end or start < sentence.start)
            for start, end in quotations
            if start < sentence.end and end > sentence.start
        ]
        speech = []
        for start, end, is_longer in quoted:
            place = (start - sentence.start, end - sentence.start)
            n_words = len(text[start:end].split())
            if not (is_longer or reports or n_words > SCARE_QUOTE_WORDS):
                continue
            holder, holder_type = _holder_of_quotation(place, reports)
            speech.append(Attribution(*place, holder, holder_type))
        found.append((*reports, *speech))
    return found


def attribution_at(attributions: Sequence[Attribution], place: int) -> Attribution | None:
    """The innermost attribution that holds this place of the sentence; None where the author speaks."""
    around = [a for a in attributions if a.start <= place < a.end]
    named = [a for a in around if a.holder != UNNAMED] or around
    return max(named, key=lambda a: a.start, default=None)


def find_quotations(text: str) -> list[tuple[int, int]]:
    """Places of quotations, marks included; one that is never closed ends with its paragraph."""
    found: list[tuple[int, int]] = []
    offset = 0
    for paragraph in re.split(r"(\n\s*\n|\n)", text):
        opened: tuple[int, str] | None = None
        for index, sign in enumerate(paragraph):
            if opened and sign == opened[1]:
                found.append((offset + opened[0], offset + index + 1))
                opened = None
            elif opened is None and sign in _OPEN_TO_CLOSE:
                opened = (index, _OPEN_TO_CLOSE[sign])
            elif opened is None and sign == '"' and not paragraph[index - 1 : index].isdigit():
                opened = (index, '"')
        if opened:
            found.append((offset + opened[0], offset + len(paragraph)))
        offset += len(paragraph)
    return found


@dataclass(frozen=True)
class _Cues:
    verb: re.Pattern[str]
    saying: frozenset[str]
    ambiguous: frozenset[str]
    ambiguous_needs: re.Pattern[str]
    according: re.Pattern[str]
    words: dict[str, re.Pattern[str]]


@cache
def _cues() -> _Cues:
    data = tomllib.loads(Path(__file__).with_name("voice.toml").read_text(encoding="utf-8"))

    def any_of(words: Sequence[str], flags: int = 0) -> re.Pattern[str]:
        ordered = sorted(words, key=len, reverse=True)
        return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, ordered)) + r")(?![\w-])", flags)

    needs = "|".join(re.escape(w) if not w.isalpha() else rf"\b{w}\b" for w in data["ambiguous_needs"])
    return _Cues(
        verb=any_of([*data["saying"], *data["judging"], *data["ambiguous"]]),
        saying=frozenset(data["saying"]),
        ambiguous=frozenset(data["ambiguous"]),
        ambiguous_needs=re.compile(needs),
        according=any_of(data["according"], re.IGNORECASE),
        words={
            kind: any_of(data[f"{kind}_words"], re.IGNORECASE if kind in ("government", "expert") else 0)
            for kind in ("government", "state_media", "media", "expert")
        },
    )


def _find_reports(sentence: str, mentions: Sequence[Mention]) -> list[Attribution]:
    cues = _cues()
    reports: list[Attribution] = []
    speaker = _SPEAKER.match(sentence)
    if speaker:
        holder = _holder(sentence, 0, speaker.end(1), mentions)
        if holder[0] != UNNAMED:
            reports.append(Attribution(speaker.end(), len(sentence), *holder))
    for source in cues.according.finditer(sentence):
        reports.append(_report_by_source(sentence, source, mentions))
    for verb in cues.verb.finditer(sentence):
        report = _report_by_verb(sentence, verb, mentions, cues)
        if report and report.start < report.end:
            reports.append(report)
    return reports


def _report_by_source(sentence: str, source: re.Match[str], mentions: Sequence[Mention]) -> Attribution:
    """ "According to X, …" and "…, according to X"."""
    before = sentence[: source.start()].rstrip(" ,“\"'")
    if len(before.split()) >= 3:
        stop = _clause_end(sentence, source.end())
        return Attribution(
            _clause_start(sentence, source.start()),
            len(before),
            *_holder(sentence, source.end(), stop, mentions),
        )
    comma = sentence.find(", ", source.end())
    if comma < 0:
        return Attribution(
            source.end(), source.end(), *_holder(sentence, source.end(), len(sentence), mentions)
        )
    return Attribution(comma + 2, len(sentence), *_holder(sentence, source.end(), comma, mentions))


def _report_by_verb(
    sentence: str, verb: re.Match[str], mentions: Sequence[Mention], cues: _Cues
) -> Attribution | None:
    before, after = sentence[: verb.start()], sentence[verb.end() :]
    if re.match(
        r"\s+by\b", after
    ):  # "reported by Xinhua": what is reported stands before, its verb does not judge
        return None
    if (
        re.search(r"(?:\b(?:to|the|a|an|of|its|his|her|their|no)|[’']s|s[’'])\s+$", before)
        and verb[0] != "say"
    ):
        return None  # a noun: "the claims", "China's charges"
    if verb[0] in cues.ambiguous and not cues.ambiguous_needs.search(after[:60]):
        return None
    if re.search(r"\b[Ii]t (?:is|was|has been)\s+(?:also\s+)?$", before):  # "It is reported that …"
        return Attribution(verb.end(), _clause_end(sentence, verb.end()), UNNAMED, "")

    if verb[0].endswith("ing") and before.rstrip().endswith(
        ","
    ):  # "China hit back, saying it …": the clause's subject
        return Attribution(
            verb.end(), _clause_end(sentence, verb.end()), *_holder_of_clause(before, mentions, cues)
        )

    remainder = after.strip(" .,!?”\"'")
    inverted = re.search(r"[,?!][”\"']?\s*$|[”\"]\s*$", before)
    if inverted and remainder and re.match(r"\s+(?:the\s|[A-Z])", after) and verb[0] in cues.saying:
        stop = verb.end() + (re.search(r"[,.;]|$", after[1:]) or verb).start() + 1
        return Attribution(0, len(before), *_holder(sentence, verb.end(), stop, mentions))

    start = _subject_start(sentence, verb.start())
    subject = _AUXILIARY.sub("", before.rstrip())
    holder, holder_type = _holder(sentence, start, max(start, len(subject)), mentions)
    if re.search(r"\b(?:I|We|we)$", subject):  # "I think" is the author's own view
        return None
    is_tag = (
        after.startswith(",")
        or len(remainder.split()) <= 3
        or re.match(r"(?:on|in|at|to|during) ", remainder)
    )
    content_before = sentence[:start].rstrip(" ,")
    if (
        is_tag
        and verb[0] in cues.saying
        and len(content_before.split()) >= 3
        and sentence[start - 2 : start - 1] in ',”"'
    ):
        return Attribution(0, len(content_before), holder, holder_type)
    return Attribution(verb.end(), _clause_end(sentence, verb.end()), holder, holder_type)


def _holder_of_clause(before: str, mentions: Sequence[Mention], cues: _Cues) -> tuple[str, HolderType]:
    """The subject of the clause that a participle continues: what stands before its first reporting verb."""
    start = _clause_start(before, len(before))
    first = cues.verb.search(before, start)
    if first:
        return _holder(before, start, first.start(), mentions)
    inside = [m for m in mentions if m.start >= start and m.end <= len(before)]
    return _holder(before, start, inside[0].end if inside else start, mentions)


def _subject_start(sentence: str, verb: int) -> int:
    """Where the subject of the verb begins: after the last comma, or before an apposition that ends there."""
    before = sentence[:verb].rstrip()
    if before.endswith(","):
        before = before[:-1]
        comma = before.rfind(", ")
        if comma > 0:
            before = before[:comma]
    breaks = [
        m.end() for m in re.finditer(r"[;:—–,]\s+|\b(?:that|but|while|whereas|who)\s+|[“\"”]\s*", before)
    ]
    return breaks[-1] if breaks else 0


def _clause_start(sentence: str, end: int) -> int:
    ends = [m.end() for m in _CLAUSE_END.finditer(sentence[:end])]
    return ends[-1] if ends else 0


def _clause_end(sentence: str, start: int) -> int:
    quoted = [(a, b) for a, b in find_quotations(sentence) if b > start]
    for stop in _CLAUSE_END.finditer(sentence, start):
        if not any(a <= stop.start() < b for a, b in quoted):
            return stop.start()
    return len(sentence)


def _holder(sentence: str, start: int, end: int, mentions: Sequence[Mention]) -> tuple[str, HolderType]:
    """Whose view it is: an actor's id for its government and state media, otherwise the name as printed."""
    phrase = sentence[start:end]
    words = _cues().words
    inside = [m for m in mentions if m.start >= start and m.end <= end and m.kind != "predecessor"]
    is_expert = bool(words["expert"].search(phrase))
    if inside and not is_expert:
        first = inside[0]
        if words["state_media"].search(phrase):
            return first.actor_id, "state medium"
        if not words["media"].search(phrase) and (
            any(m.kind != "demonym" for m in inside) or words["government"].search(phrase)
        ):
            return first.actor_id, "government"
    if words["media"].search(phrase):
        return re.sub(
            r"^(?:the|a|an)\s+", "", _AUXILIARY.sub("", phrase.strip(" ,")), flags=re.I
        ), "other medium"
    name = _name_in(phrase)
    if not name:
        return UNNAMED, "expert" if is_expert else ""
    return name, "expert" if is_expert else "other"


def _name_in(phrase: str) -> str:
    for match in _NAME.finditer(phrase):
        parts = match[0].split()
        while parts and parts[0] in _NOT_A_NAME:
            parts = parts[1:]
        if parts:
            name = " ".join(parts)
            return re.sub(r"[’']s?$", "", name)
    return ""


def _holder_of_quotation(place: tuple[int, int], reports: Sequence[Attribution]) -> tuple[str, HolderType]:
    """The holder of the report that a quotation is in or nearest to."""
    if not reports:
        return UNNAMED, ""
    nearest = min(reports, key=lambda r: (r.holder == UNNAMED, max(r.start - place[1], place[0] - r.end, 0)))
    return nearest.holder, nearest.holder_type

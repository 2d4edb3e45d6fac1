"""Views that hang on no verb: "according to X", headlines "Y: X", "in X's view", "so-called"."""

import re
from collections.abc import Iterator

from analysis.voice.clauses import Clauses
from analysis.voice.cues import Cues, read_cues
from analysis.voice.holder_words import is_holder_word
from analysis.voice.holders import NOBODY, Holder, describe_holder, read_holder
from analysis.voice.records import Report

# "Xinhua: US addicted to sanctions", "Vladimir Putin: We are aware of it"
_SPEAKER = re.compile(r"([^\W\d_][^:;,!?“”\"\d]{1,60}):\s+(?=\S)")
# "US cities had most homicides: study"
_SPEAKER_BEHIND = re.compile(r":\s+([^\W\d_][^:;!?“”\"]{1,60})$")
_SOURCE_WORD = re.compile(
    r"(?:study|report|survey|poll|sources?|media|scholars?|white paper|statistics)$", re.IGNORECASE
)
_VERB_IN_SPEAKER = re.compile(r"\b(?:is|are|was|were|has|have|says?|said|to|of|EP|how|why|what)\b")
_IN_VIEW = re.compile(
    r"\b(?:[Ii]n|[Bb]y|[Tt]o)\s+((?:his|her|their|its|[^,;.:“”\"]{2,50}?[’']s?))\s+(?:own\s+)?(\w+)\b"
)
_APPOSITION = re.compile(
    r",\s+((?:an?|the|director|head|professor|author|senior|chief|former|co-\w+)\s[^,]{2,90})(?=[,.]|$)"
)
_FOR = re.compile(r"(?:For|To)\s+([^,;:“”\"]{3,60}),\s+")
_SO_CALLED_END = re.compile(r"\s(?:of|in|by|that|which|is|are|was|were|has|had|and|to|for|on)\b|[,;.:!?)]")
_SOURCE_END = re.compile(r",\s|[;.]\s|[.]?$|\s(?:that|which|who|and)\s|\s[—–]\s")


def find_source_reports(clauses: Clauses) -> list[Report]:
    """Views that are given with a source or behind a colon, and those that the author calls "so-called"."""
    cues = read_cues()
    return [
        report
        for report in (
            *_read_headline(clauses),
            *_read_according(clauses, cues),
            *_read_in_view(clauses, cues),
            *_read_so_called(clauses, cues),
        )
        if report.start <= report.end
    ]


def _read_headline(clauses: Clauses) -> Iterator[Report]:
    text = clauses.text
    if ":" not in text:
        return
    speaker = _SPEAKER.match(text)
    if speaker and len(speaker[1].split()) <= 7 and not _VERB_IN_SPEAKER.search(speaker[1]):
        holder = read_holder(text, 0, speaker.end(1), clauses.mentions)
        if holder != NOBODY and _may_speak(speaker[1], holder, clauses):
            yield Report(speaker.end(), len(text), holder, 0, 0)
            return
    behind = _SPEAKER_BEHIND.search(text)
    if behind and len(behind[1].split()) <= 7 and not text.endswith((".", "…")):
        words = behind[1].split()
        is_source = bool(_SOURCE_WORD.search(behind[1])) or any(is_holder_word(w) for w in words)
        holder = read_holder(text, behind.start(1), len(text), clauses.mentions)
        is_name = holder != NOBODY and len(words) <= 4 and all(w[:1].isupper() for w in words)
        if is_source or is_name:
            yield Report(0, behind.start(), holder, behind.start(), behind.start())


def _may_speak(phrase: str, holder: Holder, clauses: Clauses) -> bool:
    """A person, an office, a medium; not a topic such as "China-Africa: win-win"."""
    if holder.type in ("government", "state medium", "other medium", "expert"):
        return True
    words = phrase.split()
    return (len(words) <= 3 and all(w[:1].isupper() for w in words)) or any(is_holder_word(w) for w in words)


def _read_according(clauses: Clauses, cues: Cues) -> Iterator[Report]:
    text = clauses.text
    for source in cues.sources.finditer(text):
        end = clauses.stop_at(_SOURCE_END, source.end() + 1)
        holder = read_holder(text, source.end(), end, clauses.mentions)
        apposition = _APPOSITION.match(text, end)
        if apposition:
            holder = describe_holder(holder, text, apposition.start(1), apposition.end(1), clauses.mentions)
            end = apposition.end(1)
        clause = clauses.start_of(source.start())
        before = text[clause : source.start()].rstrip(" ,“\"'(")
        if len(before.split()) >= 2:
            yield Report(clause, clause + len(before), holder, source.start(), source.start())
        if text[end : end + 1] == "," or len(before.split()) < 2:
            yield Report(end, clauses.end_of(end), holder, source.start(), source.start())


def _read_in_view(clauses: Clauses, cues: Cues) -> Iterator[Report]:
    text = clauses.text
    for view in _IN_VIEW.finditer(text):
        if view[2] not in cues.possessed:
            continue
        holder = read_holder(text, view.start(1), view.end(1), clauses.mentions)
        if view[1] in ("his", "her", "their", "its"):
            holder = Holder(is_continued=True)
        clause = clauses.start_of(view.start())
        if len(text[clause : view.start()].split()) >= 2:
            yield Report(clause, view.start(), holder, view.start(), view.start())
        yield Report(view.end(), clauses.end_of(view.end()), holder, view.start(), view.start())
    yield from _read_for(clauses)
    for word in cues.nobody.finditer(text):
        start, end = clauses.start_of(word.start()), clauses.end_of(word.end())
        yield Report(start, end, NOBODY, word.start(), word.start(), "distancing")


def _read_for(clauses: Clauses) -> Iterator[Report]:
    """ "For Pakistan's finance minister, China is a friend"; not "For Russia, the war has …"."""
    found = _FOR.match(clauses.text)
    if found and any(is_holder_word(word) for word in found[1].split()):
        holder = read_holder(clauses.text, found.start(1), found.end(1), clauses.mentions)
        if holder.name != NOBODY.name:
            yield Report(found.end(), clauses.end_of(found.end()), holder, 0, 0)


def _read_so_called(clauses: Clauses, cues: Cues) -> Iterator[Report]:
    text = clauses.text
    for word in cues.so_called.finditer(text):
        quotation = next((q for q in clauses.quotations if 0 <= q[0] - word.end() <= 1), None)
        if quotation:
            end = quotation[1]
        else:
            stop = _SO_CALLED_END.search(text, word.end() + 1)
            end = min(stop.start() if stop else len(text), word.end() + 50)
        yield Report(word.end(), end, NOBODY, word.start(), word.start(), "distancing", True)

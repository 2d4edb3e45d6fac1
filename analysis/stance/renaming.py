"""Renames the actors of a sentence, so that the sentence is read and not the name.

By rule 6 of the method, the stance stays when one actor's name stands for
another's. Names of one kind stand for each other: a country for a country, a
capital for a capital, a leader for a leader. The network reads every sentence
with stand-ins, in the order of their appearance: it never learns which of the
states it judges.
"""

import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from analysis.types import Span

_Names = Mapping[str, Mapping[str, Sequence[str]]]

_TABLES: Mapping[str, _Names] = tomllib.loads(
    Path(__file__).with_name("names.toml").read_text(encoding="utf-8")
)
NAMES, STAND_INS = _TABLES["named"], _TABLES["stand_ins"]
ALL = {**NAMES, **STAND_INS}
_WRITTEN: dict[str, tuple[str, str]] = {}
for _actor, _kinds in ALL.items():
    for _kind, _ways in _kinds.items():
        for _way in _ways:
            _WRITTEN.setdefault(_way, (_actor, _kind))
_FOUND = re.compile(
    r"(?<![\w.])(?<!African-)(?<!Asian-)(?<!Latin-)(?<!Native-)(?:(?P<article>[Aa]n?) )?(?P<name>"
    + "|".join(re.escape(way) for way in sorted(_WRITTEN, key=len, reverse=True))
    + r"|The (?:United States|U\.S\.|US|U\. S\.|Kremlin|White House|DPRK))(?!\w)"
)


def find_actors(text: str) -> list[str]:
    """The actors that `rename` would find, in their order, each once."""
    return list(dict.fromkeys(_who(found["name"])[0] for found in _FOUND.finditer(text)))


def _who(name: str) -> tuple[str, str]:
    return _WRITTEN[name if name in _WRITTEN else name[0].lower() + name[1:]]


def rename(span: Span, to: Mapping[str, str]) -> Span:
    """The span with each actor of `to` renamed; "a" and "an" follow, and the place moves along.

    A place that is a part of a name ("United States" of "the United States") becomes the whole new name.
    """
    text, start, end = span
    parts: list[str] = []
    done = length = 0
    new_start, new_end = -1, -1

    def add(piece: str) -> None:
        nonlocal length
        parts.append(piece)
        length += len(piece)

    for found in _FOUND.finditer(text):
        actor, kind = _who(found["name"])
        if actor not in to:
            continue
        first, last = found.span("name")
        new = ALL[to[actor]][kind][0]
        if kind == "leader" and " " not in found["name"]:
            new = ALL[to[actor]][kind][-1]
        add(text[done : found.start()])
        if done <= start < found.start():
            new_start = length - (found.start() - start)
        if done < end <= found.start():
            new_end = length - (found.start() - end)
        if found["article"]:
            an = "an" if new[0] in "AEIO" else "a"
            add((an if found["article"][0] == "a" else an.capitalize()) + " ")
        bare = (
            new.removeprefix("the ")
            if found["article"] or text[max(0, first - 4) : first].lower() == "the "
            else new
        )
        if first == 0 and bare[0].islower():
            bare = bare[0].upper() + bare[1:]
        before = length
        add(bare)
        if found.start() <= start < last:
            new_start = before
        if found.start() < end <= last:
            new_end = length
        done = last
        if text[last - 1] == "s" and new[-1] != "s" and re.match(r"['’](?!\w)", text[last:]):
            add(text[last] + "s")  # "the United States' bias": "India's bias"
            done = last + 1
    if new_start < 0:
        new_start = length + (start - done)
    if new_end < 0:
        new_end = length + (end - done)
    return "".join(parts) + text[done:], new_start, new_end


def rename_at_random(span: Span, chance: random.Random, *, among: Sequence[str]) -> Span:
    """The span with all its actors renamed to some of `among`, no two to the same one."""
    present = find_actors(span[0])
    if not present:
        return span
    new = chance.sample(list(among), len(present)) if len(present) <= len(among) else list(among)
    return rename(span, dict(zip(present, new, strict=False)))


def use_stand_ins(span: Span) -> Span:
    """The span with its actors renamed to the stand-ins, in the order of their appearance."""
    present = find_actors(span[0])
    return rename(span, dict(zip(present, STAND_INS, strict=False))) if present else span

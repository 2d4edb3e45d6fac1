"""The words of `holders.toml`, ready to be looked for."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.voice.cues import any_of


@dataclass(frozen=True)
class HolderWords:
    """The lists as patterns and sets; officials by the actor they speak for."""

    government: re.Pattern[str]
    state_media: re.Pattern[str]
    media: re.Pattern[str]
    expert: re.Pattern[str]
    pronouns: frozenset[str]
    continued: re.Pattern[str]
    not_names: frozenset[str]
    titles: frozenset[str]
    all_state: frozenset[str]
    documents: re.Pattern[str]
    private: re.Pattern[str]
    officials: dict[str, re.Pattern[str]]


@cache
def read_words() -> HolderWords:
    """The words of the bundled file."""
    data = tomllib.loads(Path(__file__).with_name("holders.toml").read_text(encoding="utf-8"))
    media = data["media"]
    return HolderWords(
        government=any_of(data["government"]),
        state_media=any_of(data["state_media"]),
        media=_either(
            any_of([w for w in media if w.islower()]), any_of([w for w in media if not w.islower()], 0)
        ),
        expert=any_of(data["expert"]),
        pronouns=frozenset(data["pronouns"]),
        continued=any_of(data["continued"]),
        not_names=frozenset(data["not_names"]),
        titles=frozenset(data["titles"]),
        all_state=frozenset(data["media_all_state"]),
        documents=any_of(data["documents"]),
        private=any_of(data["private"]),
        officials={actor: _officials(words) for actor, words in data["officials"].items()},
    )


def _either(loose: re.Pattern[str], exact: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(f"(?i:{loose.pattern})|{exact.pattern}")


def _officials(words: Sequence[str]) -> re.Pattern[str]:
    """One pattern; an entry that ends in a hyphen stands for all that begin so: "D-" for "D-Va."."""
    forms = [
        re.escape(w) + ("(?=[A-Z])" if w.endswith("-") else r"(?!\w)")
        for w in sorted(words, key=len, reverse=True)
    ]
    return re.compile(r"(?<![\w-])(?:" + "|".join(forms) + ")")


def is_holder_word(word: str) -> bool:
    """Whether the word tells what somebody is: "officials", "experts", "media"."""
    words = read_words()
    return any(p.fullmatch(word) for p in (words.government, words.expert, words.media))

"""Which language a text is in, and which script.

A leaf that `ingest` builds on. "unknown" is an honest answer: a short or
doubtful text is scored, a confident other language is listed and not scored.
"""

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from analysis.types import UNKNOWN

MIN_LETTERS = 100
"""Letters below which a text in Latin script is "unknown": py3langid errs on headlines."""

MAX_ENGLISH = 0.01
"""Probability of English up to which another language in Latin script is believed. Which one it is may be
less sure (Indonesian and Malay share most words)."""

_SAMPLE = 20_000  # characters looked at: a language does not change its mind after ten pages

# By script: the languages that the model may choose from. The first is taken where the model has no say.
_LANGUAGES: dict[str, tuple[str, ...]] = {
    "Latin": (
        "en", "de", "fr", "es", "pt", "it", "nl", "pl", "cs", "sk", "sl", "hr", "ro", "hu", "sv", "da", "no",
        "fi", "et", "lv", "lt", "sq", "tr", "az", "id", "ms", "vi", "tl", "sw", "ca", "eu", "gl", "af", "la",
    ),
    "Cyrillic": ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn"),
    "Arabic": ("ar", "fa", "ur", "ps", "ug"),
    "Devanagari": ("hi", "mr", "ne"),
    "Chinese": ("zh",), "Japanese": ("ja",), "Korean": ("ko",), "Greek": ("el",), "Hebrew": ("he",),
    "Thai": ("th",), "Armenian": ("hy",), "Georgian": ("ka",), "Bengali": ("bn",), "Tamil": ("ta",),
}  # fmt: skip

# First words of the Unicode names of letters → the name that we print.
_SCRIPTS = {
    "LATIN": "Latin", "CYRILLIC": "Cyrillic", "ARABIC": "Arabic", "DEVANAGARI": "Devanagari",
    "CJK": "Chinese",
    "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "KATAKANA-HIRAGANA": "Japanese", "HANGUL": "Korean",
    "GREEK": "Greek", "HEBREW": "Hebrew", "THAI": "Thai", "ARMENIAN": "Armenian", "GEORGIAN": "Georgian",
    "BENGALI": "Bengali", "TAMIL": "Tamil", "FULLWIDTH": "Latin",
}  # fmt: skip

# The commonest words of English: they make up 25 % and more of any of its texts.
_ENGLISH_WORDS = (
    "the of and to in a is that for with on was by as are it be at from this has have not its which"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+")


def detect_language(text: str) -> str:
    """The ISO 639-1 code of the language of a text, or "unknown".

    The script decides where it can; a text in Latin script needs 100 letters
    and a confident answer. Foreign names do not make an English text foreign.
    Source: py3langid (Lui & Baldwin 2012), its probabilities normalised.
    """
    sample = text[:_SAMPLE]
    scripts = count_scripts(sample)
    script, share = main_script(scripts)
    if share < 0.6 or script not in _LANGUAGES:
        return UNKNOWN
    languages = _LANGUAGES[script]
    if len(languages) == 1:
        return languages[0]
    if script != "Latin":
        return str(_identifier(script).classify(sample)[0])
    if sum(scripts.values()) < MIN_LETTERS:
        return UNKNOWN
    share_english = _share_english(sample)
    if share_english >= 0.2:
        return "en"
    ranked = dict(_identifier(script).rank(sample))
    language = max(ranked, key=lambda name: ranked[name])
    if language == "en":
        return "en" if ranked["en"] >= 0.5 else UNKNOWN
    if ranked["en"] > MAX_ENGLISH or ranked[language] < 0.5 or share_english > 0.1:
        return UNKNOWN
    return str(language)


def count_scripts(text: str) -> Counter[str]:
    """How many letters of a text belong to each script, by its English name."""
    counts: Counter[str] = Counter()
    for char, n in Counter(text).items():
        if char.isalpha():
            counts[_script_of(char)] += n
    return counts


@lru_cache(maxsize=4_096)
def _script_of(char: str) -> str:
    return _SCRIPTS.get(unicodedata.name(char, "OTHER").split(" ", 1)[0], "another")


def main_script(scripts: Counter[str]) -> tuple[str, float]:
    """The script most letters are in, and its share; ("", 0.0) where there are no letters.

    Chinese characters beside kana are Japanese, beside a majority of Hangul Korean.
    """
    total = sum(scripts.values())
    if not total:
        return "", 0.0
    merged = Counter(scripts)
    han, kana, hangul = scripts["Chinese"], scripts["Japanese"], scripts["Korean"]
    if kana >= 0.1 * (han + kana):
        merged["Japanese"] += merged.pop("Chinese", 0)
    elif hangul > han:
        merged["Korean"] += merged.pop("Chinese", 0)
    script = max(sorted(merged), key=lambda name: merged[name])
    return script, merged[script] / total


def _share_english(text: str) -> float:
    """The share of words that are among the commonest of English."""
    words = _WORD.findall(text.lower())
    return sum(word in _ENGLISH for word in words) / len(words) if words else 0.0


@cache
def _identifier(script: str) -> LanguageIdentifier:
    """The model, restricted to the languages of one script; loaded when first needed."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES[script])
    return identifier

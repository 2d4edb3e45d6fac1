"""What a corpus is and is not, in sentences made from its tables."""

import pandas as pd

from analysis.pipeline import Tables
from analysis.types import UNKNOWN

LANGUAGE_NAMES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fa": "Persian", "fr": "French",
    "hi": "Hindi", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch",
    "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def describe(result: Tables) -> list[str]:
    """What may and may not be read from this corpus: languages, sources, dates, nature, scoring.

    The same sentences stand above the overview and in a brief. An empty corpus
    gives one sentence that says so.
    """
    documents = result.documents
    if documents.empty:
        return ["No document has been read."]
    return [
        _about_languages(documents),
        _about_sources(documents),
        _about_dates(documents),
        *_about_nature(documents),
        _about_scoring(result),
    ]


def _about_languages(documents: pd.DataFrame) -> str:
    scored = documents[documents["status"] != "other language"]
    n_english = int((scored["language"] == "en").sum())
    n_unknown = len(scored) - n_english
    parts = []
    if n_english:
        parts.append(f"{n_english} in English")
    if n_unknown:
        parts.append(f"{n_unknown} too short to tell the language, scored as English")
    others = documents.loc[documents["status"] == "other language", "language"].value_counts().sort_index()
    for language, n in others.items():
        parts.append(f"{n} in {LANGUAGE_NAMES.get(str(language), str(language))}, listed and not scored")
    silent = int((documents["status"] == "no actor").sum())
    if silent:
        parts.append(f"{silent} that {'mentions' if silent == 1 else 'mention'} none of the actors")
    if n_english == len(documents) and not silent:
        return f"{_documents(len(documents))} in English."
    return f"{_documents(len(documents))}: {_join(parts)}."


def _about_sources(documents: pd.DataFrame) -> str:
    known = sorted(set(documents["source"]) - {UNKNOWN})
    n_unknown = int((documents["source"] == UNKNOWN).sum())
    if not known:
        text = "No document tells its outlet"
    elif n_unknown:
        named = _join(known[:4] + ([f"{len(known) - 4} more"] if len(known) > 4 else []))
        text = f"The outlet is unknown for {n_unknown} of {len(documents)} (known: {named})"
    else:
        text = f"{len(known)} named {'outlet' if len(known) == 1 else 'outlets'}"
    if (documents["country"] == UNKNOWN).all():
        return f"{text}; no outlet's country is established, so no figure here speaks for a country's media."
    n_country = int((documents["country"] != UNKNOWN).sum())
    return f"{text}; the outlet's country is known for {n_country} of {len(documents)}."


def _about_dates(documents: pd.DataFrame) -> str:
    dated = documents.loc[documents["published"] != UNKNOWN, "published"].sort_values()
    if dated.empty:
        return "None is dated: nothing can be said about change over time."
    first, last = dated.iloc[0], dated.iloc[-1]
    span = f"of {first}" if first == last else f"from {first} to {last}"
    n_undated = len(documents) - len(dated)
    if not n_undated:
        return f"All are dated, {span}."
    one = "the dated one is" if len(dated) == 1 else f"the {len(dated)} dated ones are"
    return f"{n_undated} of {len(documents)} {'is' if n_undated == 1 else 'are'} undated; {one} {span}."


def _about_nature(documents: pd.DataFrame) -> list[str]:
    parts = []
    for column, value, words in (
        ("translated", "yes", "translated"),
        ("translated", "suspected", "suspected to be a translation"),
        ("complete", "no", "cut off before the end"),
        ("complete", "suspected", "possibly cut off"),
    ):
        n = int((documents[column] == value).sum())
        if n:
            parts.append(f"{n} {'is' if n == 1 else 'are'} {words}")
    n_stories = documents.loc[documents["group_id"] != "", "group_id"].nunique()
    if n_stories:
        n_alike = int((documents["group_id"] != "").sum())
        parts.append(
            f"{n_alike} tell {n_stories} {'story' if n_stories == 1 else 'stories'} nearly word for word"
        )
    if not parts:
        return []
    text = _join(parts)
    return [f"{text[0].upper()}{text[1:]}."]


def _about_scoring(result: Tables) -> str:
    n = len(result.stances)
    judgements = "judgement" if n == 1 else "judgements"
    return f"Scored by machine ({result.scorer}); 0 of {n:,} sentence {judgements} reviewed by a person."


def _documents(n: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
    return f"{words[n] if n < len(words) else f'{n:,}'} {'document' if n == 1 else 'documents'}"


def _join(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"

"""What a verdict hangs on, in sentences: another voice, a paragraph, a document left out."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.wording import NO_VERDICT, sentence_count

MOST_DIFFERENT = 3
"""Paragraphs that are named where leaving one out changes a verdict."""

_OTHER_VOICES = {
    ("author", "reported"): "Counting the quoted voices alone",
    ("author", "all"): "Counting the quoted voices too",
    ("reported", "author"): "Counting the author alone",
    ("reported", "all"): "Counting the author too",
    ("all", "author"): "Counting the author alone",
    ("all", "reported"): "Counting the quoted voices alone",
}
"""What is done where the first voice stands and the second is counted instead."""


def hanging_sentences(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """What a verdict hangs on, a sentence each; empty where there is no verdict that could.

    rows: of the table `sensitivity`, the verdict as it is first. Of many
        paragraphs, those are named that move the figure most.
    """
    whole, *changes = rows
    if whole["verdict"] in NO_VERDICT:
        return []
    if not changes:
        return ["No single paragraph and no other voice would change this verdict."]
    sentences = _voice_sentences(whole, changes)
    paragraphs = [row for row in changes if row["change"] == "without paragraph"]
    paragraphs.sort(key=lambda row: -abs(row["stance"] - whole["stance"]))
    named = sorted(paragraphs[:MOST_DIFFERENT], key=lambda row: int(row["what"]))
    sentences += [f"Without paragraph {row['what']} {_otherwise(row)}." for row in named]
    return _with_more(sentences, len(paragraphs) - len(named), "paragraph")


def source_hanging_sentences(
    rows: Sequence[Mapping[str, Any]], titles: Mapping[str, str], *, is_just_enough: bool
) -> list[str]:
    """What the verdict of a source hangs on, as `hanging_sentences` for a document.

    titles: by doc_id. is_just_enough: without any one of its stories there would be no verdict.
    """
    whole, *changes = rows
    if whole["verdict"] in NO_VERDICT:
        return []
    if not changes and not is_just_enough:
        return ["No single document and no other voice would change this verdict."]
    sentences = _voice_sentences(whole, changes)
    if is_just_enough:
        return [
            *sentences,
            "There are just enough stories: without any one of them there would be no verdict.",
        ]
    documents = [row for row in changes if row["change"] == "without document"]
    documents.sort(key=lambda row: -abs(row["stance"] - whole["stance"]))
    named = documents[:MOST_DIFFERENT]
    sentences += [f"Without “{titles.get(row['what'], row['what'])}” {_otherwise(row)}." for row in named]
    return _with_more(sentences, len(documents) - len(named), "document")


def _voice_sentences(whole: Mapping[str, Any], changes: Sequence[Mapping[str, Any]]) -> list[str]:
    return [
        f"{_OTHER_VOICES[whole['what'], row['what']]}, {_otherwise(row)}."
        for row in changes
        if row["change"] == "voice"
    ]


def _with_more(sentences: list[str], n_more: int, noun: str) -> list[str]:
    """The sentences; the last one says how many more there are of what is not named."""
    if not n_more:
        return sentences
    more = f"1 more {noun}" if n_more == 1 else f"{n_more} more {noun}s"
    return [*sentences[:-1], f"{sentences[-1][:-1]}, and {more} would change it, each left out alone."]


def _otherwise(row: Mapping[str, Any]) -> str:
    return f"it would be {row['verdict']} ({sentence_count(row['n_sentences'])})"

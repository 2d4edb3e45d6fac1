"""Tone: how warm and how subjective the wording is, whoever it is about."""

from collections.abc import Sequence
from typing import Any

from analysis.types import Word

NAN = float("nan")


def _read_sentiment(sentence: str) -> Any:
    """What TextBlob(sentence).sentiment_assessments asks twice, making a class for each sentence."""
    # TextBlob imports NLTK and SciPy, a second of start-up that only those pay who score.
    from textblob.en import sentiment

    return sentiment(sentence)


def score_tone(sentences: Sequence[str]) -> list[tuple[float, float]]:
    """How warm, and how subjective, the wording of each sentence is.

    Tone is about wording, not about an actor: a sentence that praises one
    state and blames another has one tone and two stances.

    Returns: polarity in −1..1 (higher is warmer) and subjectivity in 0..1 for
        each sentence, same order; NaN where no word is in the lexicon.
    Source: TextBlob's pattern lexicon (De Smedt & Daelemans 2012).
    """
    tones = []
    for sentence in sentences:
        found = _read_sentiment(sentence)
        tones.append((round(found[0], 4), round(found[1], 4)) if found.assessments else (NAN, NAN))
    return tones


def find_tone_words(sentence: str) -> tuple[Word, ...]:
    """The words that drove a sentence's tone, each with its own polarity (−1..1) as `moved`.

    A word whose polarity is 0 drove only the subjectivity and is left out.
    """
    words: list[Word] = []
    lowered, place = sentence.lower(), 0
    for parts, polarity, _, _ in _read_sentiment(sentence).assessments:
        start = lowered.find(parts[0], place)
        if start < 0:
            continue
        end = start + len(parts[0])
        for part in parts[1:]:
            after = lowered.find(part, end)
            # "not so good": the parts stand close together, or they are not this assessment's
            if 0 <= after <= end + 3:
                end = after + len(part)
        place = end
        if polarity:
            words.append(Word(start, end, sentence[start:end], round(polarity, 4)))
    return tuple(words)

"""What is found in a sentence: a stretch of it, and whose view that is."""

from dataclasses import dataclass

from analysis.voice.cues import Strength
from analysis.voice.holders import Holder


@dataclass(frozen=True, slots=True)
class Report:
    """A stretch of a sentence and whose view it is.

    place: where the word stands that tells it. subject: where the words for
    the holder begin. is_rejected: the author says that the view is wrong.
    """

    start: int
    end: int
    holder: Holder
    place: int
    subject: int
    strength: Strength = "neutral"
    is_rejected: bool = False

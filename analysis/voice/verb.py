"""One verb that tells a view, and what is around it."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.voice.clauses import Clauses
from analysis.voice.cues import Cue, Cues
from analysis.voice.holders import Holder
from analysis.voice.records import Report

_ADVERB_REACH = 24


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the lists in its sentence. earlier: what the verbs before it gave."""

    clauses: Clauses
    cue: Cue
    cues: Cues
    earlier: Sequence[Report]

    def report(self, start: int, end: int, holder: Holder, subject: int | None = None) -> Report:
        """A stretch that hangs on this verb; `subject`: where the words for the holder begin."""
        adverb = self.clauses.text[max(0, self.cue.start - _ADVERB_REACH) : self.cue.start]
        return Report(
            start,
            end,
            holder,
            self.cue.start,
            self.cue.start if subject is None else subject,
            self.cue.entry.strength,
            self.cue.entry.is_rejecting or bool(self.cues.rejecting.search(adverb)),
        )

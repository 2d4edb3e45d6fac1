"""For each sentence of a document, whose words its stretches are."""

from collections.abc import Sequence
from dataclasses import replace

from analysis.types import Attribution, Mention, Sentence
from analysis.voice.clauses import Clauses
from analysis.voice.events import is_event_told
from analysis.voice.guesses import guess_holders
from analysis.voice.holders import UNNAMED, Holder
from analysis.voice.records import Report
from analysis.voice.reports import find_verb_reports
from analysis.voice.sources import find_source_reports
from analysis.voice.speakers import Speakers
from analysis.voice.speech import Speech
from analysis.voice.subjects import guess_subject

NOBODY_ELSE = Attribution(0, 0, "", "")
"""Stands where the author tells an event, and whoever took part in it holds no view."""

LONGEST = 4000
"""In a sentence of more characters nobody is looked for: it is a table or a list, and would take long."""


def find_attributions(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[Sequence[Mention]]
) -> list[tuple[Attribution, ...]]:
    """For each sentence, the stretches that are given as somebody's words or view.

    mentions: one list a sentence, offsets in the sentence. Offsets of the
        result count in the sentence too.
    A stretch of no length claims no
        words: it names who would be the holder of a view that no word of the
        lists tells (`tell_voice`); one without a holder says that nobody would.
    """
    speech, speakers = Speech.read(text), Speakers()
    read = []
    for sentence, inside in zip(sentences, mentions, strict=True):
        clauses = Clauses.read(sentence.text, inside)
        last = speakers.at(sentence.paragraph)
        reports = _resolve(clauses, speakers, sentence.paragraph)
        pieces = speech.pieces_in(sentence, reports, last)
        guesses = _guess(clauses, speakers, sentence.paragraph) if inside else []
        if len(sentence.text) <= LONGEST and is_event_told(sentence.text):
            guesses.append(NOBODY_ELSE)
        read.append((reports, pieces, guesses))
    speech.join()
    return [
        (*map(_attribute, reports), *map(speech.attribute, pieces), *guesses)
        for reports, pieces, guesses in read
    ]


def find_reports(clauses: Clauses) -> list[Report]:
    """Everything in a sentence that a word of the lists gives as somebody's view."""
    if len(clauses.text) > LONGEST:
        return []
    return [*find_verb_reports(clauses), *find_source_reports(clauses)]


def _resolve(clauses: Clauses, speakers: Speakers, paragraph: int) -> list[Report]:
    """The reports of a sentence, each with somebody named where a pronoun or "the ministry" stood."""
    resolved = []
    for report in sorted(find_reports(clauses), key=lambda r: r.place):
        holder = report.holder
        if holder.is_continued and not holder.type:
            holder = _named_before(clauses, report) or holder
        holder = speakers.resolve(holder, paragraph)
        speakers.note(holder, paragraph)
        resolved.append(replace(report, holder=holder))
    return resolved


def _named_before(clauses: Clauses, report: Report) -> Holder | None:
    """For a pronoun, the subject of the sentence, where that is another: "Putin smiled, and he said …"."""
    if not 0 < report.subject < report.start:
        return None  # of "…, he said" the subject before is inside his words
    subject, end = guess_subject(clauses, 0)
    is_person = subject.type in ("government", "expert") or (subject.type == "other" and " " in subject.name)
    return subject if is_person and subject.name != UNNAMED and 0 < end < report.subject else None


def _attribute(report: Report) -> Attribution:
    return Attribution(
        report.start,
        report.end,
        report.holder.name,
        report.holder.type,
        is_rejected=report.is_rejected,
        strength=report.strength,
    )


def _guess(clauses: Clauses, speakers: Speakers, paragraph: int) -> list[Attribution]:
    """Stretches of no length, each where a view of its holder would begin; last, at 0, who spoke before."""
    found = list(guess_holders(clauses)) if len(clauses.text) <= LONGEST else []
    found.append((speakers.at(paragraph), 0))
    return [
        Attribution(place, place, holder.name, holder.type)
        for holder, place in found
        if holder.name != UNNAMED
    ]

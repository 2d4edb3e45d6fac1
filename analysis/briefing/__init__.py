"""The brief: claim, figure, evidence and source in one file that leaves the room.

It computes nothing that the tables do not hold. `gathering` makes the content
(its sentences in `claims`), `write_brief` gives it a form, which only lays it out.
"""

from analysis.briefing.gathering import make_brief
from analysis.briefing.records import Brief, Judgement, ReviewNote
from analysis.briefing.restoring import restore_all
from analysis.briefing.reviewed import note_reviews
from analysis.briefing.writing import FORMS, brief_forms, check_target, prepare_form, write_brief

__all__ = [
    "FORMS",
    "Brief",
    "Judgement",
    "ReviewNote",
    "brief_forms",
    "check_target",
    "make_brief",
    "note_reviews",
    "prepare_form",
    "restore_all",
    "write_brief",
]

"""The brief: claim, figure, evidence and source in one file that leaves the room.

It computes nothing that the tables do not hold. `gathering` makes the content
(its sentences in `claims`), `write_brief` gives it a form, which only lays it out.
"""

from analysis.briefing.gathering import make_brief
from analysis.briefing.records import Brief, Judgement
from analysis.briefing.writing import FORMS, check_target, write_brief

__all__ = ["FORMS", "Brief", "Judgement", "check_target", "make_brief", "write_brief"]

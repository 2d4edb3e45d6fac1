"""What an analyst adds and changes, kept on disk.

    with open_workspace(workspace_folder(), create=True) as workspace:
        workspace.add_text("…", title="…")
        result = analyse(workspace.apply(corpus), workspace.actors())

A workspace is a folder with one file, a log that only grows. What stands is
what the log says last; undoing writes another line. A new kind of thing to
keep is one file here and a line in `kinds`.
"""

from analysis.workspace.brief_text import BriefText, ChosenJudgement
from analysis.workspace.folders import default_folder, remember_folder, workspace_folder
from analysis.workspace.merging import Conflict, Imported
from analysis.workspace.pins import Pin, PinnedFigure, PinnedSentence
from analysis.workspace.records import Change, Step
from analysis.workspace.workspace import Workspace, open_workspace

__all__ = [
    "BriefText",
    "Change",
    "ChosenJudgement",
    "Conflict",
    "Imported",
    "Pin",
    "PinnedFigure",
    "PinnedSentence",
    "Step",
    "Workspace",
    "default_folder",
    "open_workspace",
    "remember_folder",
    "workspace_folder",
]

"""The log of changes, and what follows from it: what stands, what can be undone and redone.

Nothing is ever taken from the log. Undoing is a step that turns another one
round and says which; redoing turns that one round. Where several people
change one workspace, each undoes the latest step of all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from analysis.errors import RequestError
from analysis.workspace.records import Change, Entries, Json, Key, Setting, write_json


class BadLogError(ValueError):
    """A log that contradicts itself; the text says where."""


class Ledger:
    """Changes in their order; `extend` is the only way in."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self._stands: dict[tuple[str, Key], Change] = {}  # the last change of each place, the latest last
        self._steps: dict[int, list[Change]] = {}
        self._roots: dict[int, int] = {}  # a step → the one that it undoes or redoes in the end
        self._latest: dict[int, int] = {}  # a root → its latest step
        self._done: list[int] = []
        self._undone: list[int] = []

    def extend(self, changes: Iterable[Change]) -> None:
        """Take in changes that follow. Raises BadLogError for one that cannot follow."""
        for change in changes:
            self._check(change)
            if change.step not in self._steps:
                self._add_step(change)
            self._steps[change.step].append(change)
            self.changes.append(change)
            self._stands.pop((change.kind, change.key), None)
            self._stands[change.kind, change.key] = change

    def _check(self, change: Change) -> None:
        number = len(self.changes) + 1
        if change.change_id != number:
            raise BadLogError(f"change {number} is missing")
        if write_json(change.before) != write_json(self.value(change.kind, change.key)):
            raise BadLogError(f"change {number} does not follow from those before it")
        inside = self._steps.get(change.step)
        if change.step != (self.changes[-1].step if inside else number):
            raise BadLogError(f"change {number} belongs to no step")
        last = self._stands.get((change.kind, change.key))
        if last and last.step == change.step:
            raise BadLogError(f"change {number} changes the same thing twice in a step")
        if change.reverts and change.reverts not in self._steps:
            raise BadLogError(f"change {number} undoes a step that is not there")
        if inside and inside[0].reverts != change.reverts:
            raise BadLogError(f"change {number} does not do what its step does")

    def _add_step(self, change: Change) -> None:
        self._steps[change.step] = []
        root = self._roots[change.reverts] if change.reverts else change.step
        self._roots[change.step] = root
        self._latest[root] = change.step
        if not change.reverts:
            self._done.append(root)
            self._undone.clear()
        elif root in self._done:
            self._done.remove(root)
            self._undone.append(root)
        else:
            self._done.append(root)
            if root in self._undone:
                self._undone.remove(root)

    def value(self, kind: str, key: Key) -> Json:
        """What stands at a place; None for nothing."""
        last = self._stands.get((kind, key))
        return last.after if last else None

    def standing(self) -> list[Change]:
        """The last change of each place where something stands, in the order of the log."""
        return [change for change in self._stands.values() if change.after is not None]

    def entries(self) -> Mapping[str, Entries]:
        """All that stands, by kind and key, in the order in which it came to stand."""
        found: dict[str, dict[Key, Json]] = {}
        for change in self.standing():
            found.setdefault(change.kind, {})[change.key] = change.after
        return found

    def steps(self) -> list[tuple[Change, ...]]:
        """The changes of each step, the latest last."""
        return [tuple(changes) for changes in self._steps.values()]

    def find_undo(self) -> tuple[Change, ...]:
        """The latest step that is done and can be undone; empty where there is none."""
        return self._find(self._done)

    def find_redo(self) -> tuple[Change, ...]:
        """The latest undoing that can be taken back: none once something else was changed."""
        return self._find(self._undone)

    def _find(self, roots: Sequence[int]) -> tuple[Change, ...]:
        for root in reversed(roots):
            changes = tuple(self._steps[self._latest[root]])
            if self._is_standing(changes):
                return changes
        return ()

    def _is_standing(self, changes: Iterable[Change]) -> bool:
        return all(write_json(self.value(c.kind, c.key)) == write_json(c.after) for c in changes)

    def find_step(self, step: int) -> tuple[Change, ...]:
        """The changes of a step that shall be undone. Raises RequestError where that cannot be."""
        changes = tuple(self._steps.get(step, ()))
        if not changes:
            raise RequestError(f"step {step}: there is no such step; look into the history.")
        if self._latest[self._roots[step]] != step:
            raise RequestError(f"step {step}: it was undone already; look into the history.")
        if not self._is_standing(changes):
            raise RequestError(
                f"step {step}: what it changed was changed again since; undo the later step first."
            )
        return changes

    def draft(self, settings: Iterable[Setting], *, at: str, who: str, reverts: int = 0) -> list[Change]:
        """The changes, in one step, that make these settings stand; what stands already makes none."""
        first = len(self.changes) + 1
        wanted = {(setting.kind, setting.key): setting.value for setting in settings}
        drafts: list[Change] = []
        for (kind, key), value in wanted.items():
            before = self.value(kind, key)
            if write_json(before) != write_json(value):
                number = first + len(drafts)
                drafts.append(Change(number, first, at, who, kind, key, before, value, reverts))
        return drafts


def turn_round(changes: Iterable[Change]) -> list[Setting]:
    """The settings that undo changes."""
    return [Setting(change.kind, change.key, change.before) for change in changes]


def keep_standing(changes: Iterable[Change]) -> list[Change]:
    """Last changes as a log of their own, without what was before: each with its time, numbered anew."""
    kept: list[Change] = []
    first: dict[int, int] = {}
    for number, change in enumerate(sorted(changes, key=lambda change: change.change_id), start=1):
        step = first.setdefault(change.step, number)
        kept.append(replace(change, change_id=number, step=step, before=None, reverts=0))
    return kept

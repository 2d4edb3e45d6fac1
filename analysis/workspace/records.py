"""The records of a workspace: a change, a step, and what one kind of thing must be able to do."""

import hashlib
import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from analysis.types import Corpus, Failure

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Key = tuple[str, ...]
Entries = Mapping[Key, Json]
T = TypeVar("T")


def write_json(value: object) -> str:
    """A value in the one form in which it is kept and compared."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def clean_text(text: str) -> str:
    """The text without halves of characters: they cannot be written to any file."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class Setting(NamedTuple):
    """What shall stand at a place from now on; None for nothing."""

    kind: str
    key: Key
    value: Json


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the log: what stood at a place, and what stands there since.

    change_id: counts from 1 without a gap. step: the first change_id of those
    that were made at once. at: UTC, ISO. who: "" where nobody told.
    before, after: None for nothing. reverts: the step that this one undoes, 0 for none.
    """

    change_id: int
    step: int
    at: str
    who: str
    kind: str
    key: Key
    before: Json
    after: Json
    reverts: int = 0

    @property
    def checksum(self) -> str:
        """What the other fields decide: a damaged line does not pass for a change."""
        parts = (
            self.change_id, self.step, self.at, self.who, self.kind,
            self.key, self.before, self.after, self.reverts,
        )  # fmt: skip
        return hashlib.sha256(write_json(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Step:
    """Changes that were made at once and are undone at once. text: one sentence for a person."""

    step_id: int
    at: str
    who: str
    text: str
    changes: tuple[Change, ...]
    reverts: int = 0


@dataclass(frozen=True, slots=True)
class Files:
    """The bytes of added files by their sha256, and what was read from them already."""

    read: Callable[[str], bytes]
    _kept: dict[Hashable, Any] = field(default_factory=dict)

    def keep(self, name: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once for each name."""
        if name not in self._kept:
            self._kept[name] = make()
        made: T = self._kept[name]
        return made


class Kind(NamedTuple):
    """How one kind of thing is checked, stored, applied and told.

    check: the value as it is kept; raises RequestError for a key or value that cannot be.
    files: the sha256 of the files that a value refers to; they are stored with it.
    apply: the corpus with the entries, and those that do not fit it.
    tell: one sentence that says what a change from before to after did.
    is_dated: its values say when they were said (`at`); where two workspaces are merged the later one stands.
    """

    check: Callable[[Key, Json], Json]
    files: Callable[[Json], tuple[str, ...]]
    apply: Callable[[Corpus, Entries, Files], tuple[Corpus, tuple[Failure, ...]]]
    tell: Callable[[Key, Json, Json], str]
    is_dated: bool = False

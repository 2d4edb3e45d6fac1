"""A file as a table of metadata lists it, before its values are checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Listed:
    """What a table says of one file.

    name: of the file. place: where the table names it, in words. values: as
    they are written, by key. places: where single values stand, by key.
    wrong: why it is no such entry, and the remedy; None where it is one.
    """

    name: str
    place: str
    values: Mapping[str, object] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    wrong: tuple[str, str] | None = None


class BadTableError(ValueError):
    """A table of metadata that cannot be read as a whole: where, why, and what to do."""

    def __init__(self, place: str, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.place, self.reason, self.remedy = place, reason, remedy

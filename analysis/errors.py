"""Everything a person can get wrong, in one family.

The text of each is one sentence for that person: where, what was found, what
was expected, what to do. The command prints it on one line and exits with 2;
the dashboard shows it in place. Any other exception is our own mistake and
keeps its traceback.
"""


class FramelensError(Exception):
    """Base of all errors whose text is written for the person who uses Framelens."""


class PlacedError(FramelensError):
    """What is wrong with something that has a path: where in it, why, and what to do."""

    def __init__(self, path: str, place: str, reason: str, remedy: str) -> None:
        self.path, self.place, self.reason, self.remedy = path, place, reason, remedy
        where = f"{path}, {place}" if place else path
        super().__init__(f"{where}: {reason}; {remedy}.")

    @property
    def without_path(self) -> str:
        """The sentence for a row that names the path already."""
        words = f"{self.place}: {self.reason}" if self.place else self.reason
        return f"{words[0].upper()}{words[1:]}; {self.remedy}."


class DocumentError(PlacedError):
    """A file or a text that cannot be read as a document."""


class ActorsError(FramelensError):
    """A list of actors, or an actor id, that cannot be used."""


class SourcesError(FramelensError):
    """A table of metadata beside documents that cannot be used."""


class WorkspaceError(PlacedError):
    """A workspace, or an archive of one, that cannot be opened or written. It is left as it is."""


class StoreError(FramelensError):
    """A stored corpus that cannot be opened, read or written. It is left as it is."""


class RequestError(FramelensError):
    """A question that the tables cannot answer: an unknown id, unit, voice, table or format."""

"""What the readers of formats hand on: blocks of text with their places, not yet cleaned."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePath

from analysis.ingest.cleaning.encodings import decode
from analysis.ingest.metadata.sources import Told


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or a line of a page, before it is known whether it is furniture.

    start, end: its place in the raw text. text: how it reads, without line breaks.
    is_heading: True or False where the format tells, None where it must be found out.
    is_alone: whether nothing but blank lines (or tags) stands beside it.
    furniture: the reason to take it out, where the format itself tells ("" otherwise).
    """

    start: int
    end: int
    text: str
    is_heading: bool | None = None
    is_alone: bool = True
    furniture: str = ""

    def remove(self, reason: str) -> "Block":
        """The same block, marked as furniture."""
        return replace(self, furniture=reason)


@dataclass(frozen=True, slots=True)
class Origin:
    """The file in an archive that a document was read from.

    path: in the archive, with "/"; sha256: of its bytes; told: what `sources.toml` beside it tells.
    """

    path: str
    sha256: str
    told: Told


@dataclass(frozen=True, slots=True)
class Draft:
    """One document as a format's reader gives it.

    raw: the text as it was read. metadata: what the format told, by column of the documents table.
    place: which record of the file this is ("" where the file is one document).
    origin: the file inside an archive; None where the file itself was read.
    """

    raw: str
    blocks: tuple[Block, ...]
    format: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    place: str = ""
    origin: Origin | None = None


@dataclass(frozen=True)
class Material:
    """The bytes of a file or an upload, and its name. columns: which columns of a table hold what, as told."""

    data: bytes
    name: str
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def suffix(self) -> str:
        """The extension in lower case, with its dot; "" where there is none."""
        return PurePath(self.name).suffix.lower()

    @cached_property
    def _decoded(self) -> tuple[str, tuple[str, ...]]:
        return decode(self.data, self.name)

    @property
    def text(self) -> str:
        """The decoded text, line breaks as they are. Raises DocumentError where it is no text."""
        return self._decoded[0]

    @property
    def notes(self) -> tuple[str, ...]:
        """What was guessed to decode it."""
        return self._decoded[1]

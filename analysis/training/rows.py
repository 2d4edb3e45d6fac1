"""Labelled rows, how they are read and stored, and which of them are kept out of training."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from analysis.errors import RequestError
from analysis.evaluation import POLARITIES
from analysis.training.settings import DataSet
from analysis.types import Label, Span

VOICES = ("author", "reported")
"""In the order of the network's second head."""

_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled span. `voice` is "" where nobody labelled it; `of` names the set; `repeat` as in `DataSet`."""

    text: str
    start: int
    end: int
    label: Label
    voice: str = ""
    actor: str = ""
    origin: str = ""
    kind: str = ""
    of: str = ""
    repeat: int = 1

    @property
    def span(self) -> Span:
        """The sentence and the place of the actor."""
        return self.text, self.start, self.end


def normalise(text: str) -> str:
    """The words of a text in lower case, one space apart: equal for texts that differ in marks alone."""
    return _NOT_WORD.sub(" ", text.casefold()).strip()


def bucket_of(text: str) -> int:
    """0 to 99, the same for a text on every machine and in every set."""
    return int(hashlib.sha256(normalise(text).encode()).hexdigest()[:8], 16) % 100


def read_set(path: Path, data_set: DataSet) -> list[Row]:
    """The rows of a file that give the place of an actor; each span once per label, in their order.

    Raises: RequestError with file, line and what is wrong.
    """
    rows: dict[Row, None] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise RequestError(
            f"{path}: cannot be read ({error.strerror}); the README says where it is."
        ) from error
    for number, line in enumerate(lines, start=1):
        try:
            found = json.loads(line)
            if data_set.format == "newsmtsc":
                rows.update(dict.fromkeys(_read_newsmtsc(found, data_set)))
            elif found["start"] is not None:
                rows[_read_ours(found, data_set)] = None
        except (KeyError, TypeError, ValueError) as error:
            raise RequestError(
                f"{path}, line {number}: {error!r}; expected {data_set.format} rows."
            ) from error
    return list(rows)


def _read_newsmtsc(found: dict[str, Any], data_set: DataSet) -> list[Row]:
    return [
        Row(
            found["sentence_normalized"],
            target["from"],
            target["to"],
            POLARITIES[int(target["polarity"])],
            origin="NewsMTSC",
            of=data_set.name,
            repeat=data_set.repeat,
        )
        for target in found["targets"]
    ]


def _read_ours(found: dict[str, Any], data_set: DataSet) -> Row:
    return Row(
        found["text"],
        found["start"],
        found["end"],
        found["label"],
        # Some sets label the voice of neutral rows loosely: these teach nothing about it.
        voice=found.get("voice", "") if found["label"] != "neutral" or data_set.neutral_voices else "",
        actor=found.get("actor", ""),
        origin=found.get("origin", ""),
        kind=found.get("kind", ""),
        of=data_set.name,
        repeat=data_set.repeat,
    )


def read_rows(path: Path) -> list[Row]:
    """The rows of a file that `write_rows` wrote.

    Raises: RequestError where there is no such file.
    """
    if not path.is_file():
        raise RequestError(f"{path}: not there; run `python -m analysis.training.prepare` first.")
    return [Row(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Stores rows as JSON lines, whole or not at all."""
    part = path.with_suffix(".part")
    part.write_text(
        "".join(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows), encoding="utf-8"
    )
    part.replace(path)

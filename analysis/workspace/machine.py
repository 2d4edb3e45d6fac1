"""What the machine said of a row when a person judged it, kept beside the judgement."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from analysis.types import LABELS
from analysis.workspace.fields import Allowed, fields_of, is_name, is_share, one_of, record_of
from analysis.workspace.records import Json

VOICES = ("author", "reported")
HOLDER_TYPES = ("", "government", "state medium", "other medium", "expert", "other")
"""The words of `types.HolderType`; "" is the author."""


@dataclass(frozen=True, slots=True)
class Machine:
    """A row of `stances` as it was then. scorer: who said so, with its version."""

    label: str
    unfavourable: float
    neutral: float
    favourable: float
    voice: str
    holder: str = ""
    holder_type: str = ""
    scorer: str = ""

    @property
    def probabilities(self) -> tuple[float, float, float]:
        """In the order of `types.LABELS`."""
        return self.unfavourable, self.neutral, self.favourable


FIELDS: Mapping[str, Allowed] = {
    "label": one_of(*LABELS),
    "unfavourable": is_share,
    "neutral": is_share,
    "favourable": is_share,
    "voice": one_of(*VOICES),
    "holder": is_name,
    "holder_type": one_of(*HOLDER_TYPES),
    "scorer": is_name,
}
is_machine = record_of(FIELDS)


def read_machine(value: Json) -> Machine:
    """The record of a checked value."""
    return Machine(**fields_of(value))


def write_machine(machine: Machine) -> dict[str, Json]:
    """The value that is kept of a record."""
    return asdict(machine)

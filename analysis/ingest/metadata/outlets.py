"""Well-known outlets: their country and who controls them, as a guess for a person to accept. Never applied unasked."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.errors import SourcesError
from analysis.ingest.metadata import CHOICES, find_host
from analysis.types import UNKNOWN, Document

PATH = Path(__file__).with_name("outlets.toml")
_KEYS = {"also", "address", "checked", "control", "country", "origin"}
_CHECKED = re.compile(r"\d{4}-\d{2}-\d{2}, \S.*")
UNCHECKED = "from general knowledge, not checked"
_COUNTRY = re.compile(r"[A-Z]{2}|unknown")
_DOMAIN = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet as `outlets.toml` has it. origin: what country and control rest on; checked: when, and by which source."""

    name: str
    also: tuple[str, ...]
    address: tuple[str, ...]
    country: str
    control: str
    origin: str
    checked: str = ""

    @property
    def reason(self) -> str:
        """What country and control rest on, and whether anybody checked it."""
        return f"{self.origin} ({f'checked {self.checked}' if self.checked else UNCHECKED})"


@dataclass(frozen=True, slots=True)
class Guess:
    """What a known outlet would tell of a document. values: only what is unknown there; why: what matched."""

    outlet: Outlet
    values: Mapping[str, str]
    why: str


def guess_outlet(document: Document) -> Guess | None:
    """The known outlet that a document's source or address names, and what it would tell.

    None where neither names one, or where everything it could tell is known
    already. It is a guess: it counts when a person takes it over.
    """
    if found := _find(document.source, document.address):
        outlet, why = found
        known = {"country": outlet.country, "control": outlet.control}
        values = {
            column: value
            for column, value in known.items()
            if value != UNKNOWN and getattr(document, column) == UNKNOWN
        }
        return Guess(outlet, values, why) if values else None
    return None


@cache
def read_outlets(path: Path = PATH) -> tuple[Outlet, ...]:
    """Every outlet of the table. Raises SourcesError for one that is not well-formed."""
    outlets: list[Outlet] = []
    taken: dict[str, str] = {}
    for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
        outlet = _read(name, table, path)
        for word in (*map(_plain, (name, *outlet.also)), *outlet.address):
            if taken.setdefault(word, name) != name:
                raise _wrong(path, name, f"“{word}” belongs to “{taken[word]}” already")
        outlets.append(outlet)
    return tuple(outlets)


def _read(name: str, table: Mapping[str, object], path: Path) -> Outlet:
    if not isinstance(table, dict) or not {"country", "control", "origin"} <= set(table) <= _KEYS:
        raise _wrong(
            path, name, f"the keys are {', '.join(sorted(_KEYS))}; country, control and origin must be there"
        )
    outlet = Outlet(
        name, tuple(table.get("also", ())), tuple(table.get("address", ())),
        table["country"], table["control"], table["origin"], table.get("checked", ""),
    )  # fmt: skip
    if not _COUNTRY.fullmatch(outlet.country):
        raise _wrong(path, name, f"country “{outlet.country}” is no code of two capitals")
    if outlet.control not in CHOICES["control"]:
        raise _wrong(path, name, f"control “{outlet.control}” is not one of {', '.join(CHOICES['control'])}")
    if not outlet.origin.strip():
        raise _wrong(path, name, "no origin is told")
    if outlet.checked and not _CHECKED.fullmatch(outlet.checked):
        raise _wrong(
            path, name, f"checked “{outlet.checked}” is no day and source, such as 2026-03-01, example.org"
        )
    for domain in outlet.address:
        if not _DOMAIN.fullmatch(domain):
            raise _wrong(path, name, f"“{domain}” is no domain, such as example.org")
    return outlet


def _wrong(path: Path, name: str, reason: str) -> SourcesError:
    return SourcesError(f"{path.name}: outlet “{name}”: {reason}; correct it.")


def _plain(name: str) -> str:
    """A name as it is compared: without case, signs and “The”."""
    text = _SIGNS.sub(" ", unicodedata.normalize("NFKC", name).casefold().replace("'", "").replace("’", ""))
    return text.strip().removeprefix("the ")


@cache
def _by_name() -> dict[str, Outlet]:
    return {_plain(word): outlet for outlet in read_outlets() for word in (outlet.name, *outlet.also)}


@cache
def _by_domain() -> dict[str, Outlet]:
    return {domain: outlet for outlet in read_outlets() for domain in outlet.address}


def _find(source: str, address: str) -> tuple[Outlet, str] | None:
    """The outlet that a source or an address names, and the words that say how."""
    if source != UNKNOWN:
        if outlet := _by_name().get(_plain(source)):
            return outlet, f"the outlet is given as “{source}”"
        if outlet := _at(source.casefold().removeprefix("www.")):
            return outlet, f"the outlet is given as “{source}”"
        return None  # another name: a copy on a known site is not that site's
    if outlet := _at(find_host(address)):
        return outlet, f"the address is at {find_host(address)}"
    return None


def _at(host: str) -> Outlet | None:
    """The outlet of a host or of a domain above it."""
    labels = host.split(".")
    for first in range(len(labels) - 1):
        if outlet := _by_domain().get(".".join(labels[first:])):
            return outlet
    return None

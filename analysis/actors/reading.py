"""Actors from a file that a person can read and correct.

What is wrong with it is said in one sentence: file, line where it can be told,
actor, alias, and what to do.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, NoReturn, get_args

from analysis.actors.records import Actor, Actors, Alias, Caution, Rules, spell_aliases
from analysis.actors.spelling import SPELLINGS, make_plain, spell
from analysis.errors import ActorsError
from analysis.types import MentionKind

KINDS = tuple(kind for kind in get_args(MentionKind) if kind != "reference")
CAUTIONS = tuple(caution for caution in get_args(Caution) if caution)
_ACTOR_ID = re.compile(r"[A-Z]{2}")
_TOP = ("actor", "never", "alone", "datelines", "beside_bundled")


def read_actors(path: str | Path | None = None) -> Actors:
    """The actors of a file, or the bundled ones.

    path: a TOML file in the form of the bundled `actors.toml`, which explains
        it; its actors stand beside the bundled ones unless it says otherwise.
    Raises: ActorsError, one sentence for the person who wrote the file.
    """
    if path is None:
        return _read_bundled()
    file = _File.read(Path(path))
    if file.take_flag("beside_bundled", default=True):
        return _read(file, beside=_read_bundled())
    return _read(file, beside=None)


@cache
def _read_bundled() -> Actors:
    text = resources.files("analysis.actors").joinpath("actors.toml").read_text(encoding="utf-8")
    return _read(_File("actors.toml", text, tomllib.loads(text)), beside=None)


@dataclass(frozen=True)
class _File:
    """A file of actors as it was read: its name, its text (for line numbers), its content."""

    name: str
    text: str
    content: Mapping[str, Any] = field(repr=False)

    @classmethod
    def read(cls, path: Path) -> "_File":
        try:
            text = path.read_text(encoding="utf-8-sig")
        except OSError as error:
            reason = (error.strerror or "cannot be opened").lower()
            raise ActorsError(f"{path.name}: {reason}; give the path of a TOML file that exists.") from error
        except UnicodeDecodeError as error:
            raise ActorsError(f"{path.name}: the file is not UTF-8 text; save it as UTF-8.") from error
        try:
            return cls(path.name, text, tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            reason = str(error)[:1].lower() + str(error)[1:]
            raise ActorsError(
                f"{path.name}: not TOML: {reason}; look there for a missing quotation mark, comma or bracket."
            ) from error

    def fail(self, what: str, remedy: str, *, at: str = "") -> NoReturn:
        """Raise ActorsError; `at` is a quoted word, whose last line in the file is told."""
        lines = [number for number, line in enumerate(self.text.splitlines(), 1) if at and at in line]
        where = f"{self.name}, line {lines[-1]}" if lines else self.name
        raise ActorsError(f"{where}: {what}; {remedy}.")

    def take_flag(self, key: str, *, default: bool) -> bool:
        value = self.content.get(key, default)
        if not isinstance(value, bool):
            self.fail(f"{key} is {value!r}", "write true or false, without quotation marks", at=key)
        return value

    def take_tables(self, table: Mapping[str, Any], header: str, whose: str) -> list[Mapping[str, Any]]:
        """The repeated tables [[header]]; their key is the last part of it."""
        key = header.rpartition(".")[2]
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
            what, remedy = f"{whose}{key} is not a list of tables", f"write [[{header}]] in double brackets"
            self.fail(what, remedy, at=f"[{header}]")
        return value

    def take_text(self, table: Mapping[str, Any], key: str, whose: str) -> str:
        value = table.get(key, "")
        if not isinstance(value, str):
            self.fail(f"{whose}{key} is {value!r}", "put it in quotation marks", at=key)
        return value.strip()

    def take_words(self, table: Mapping[str, Any], key: str, whose: str) -> tuple[str, ...]:
        value = table.get(key)
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            self.fail(f"{whose}{key} is missing or not a list of words", f'write {key} = ["…", "…"]', at=key)
        for word in value:
            if not word.strip(" -"):
                self.fail(f"{whose}{key} has an empty word", "delete it or fill it in", at='""')
        return tuple(word.strip() for word in value)

    def check_keys(self, table: Mapping[str, Any], known: tuple[str, ...], whose: str) -> None:
        for key in table:
            if key not in known:
                self.fail(f'{whose}"{key}" is unknown', f"use {', '.join(known)}", at=key)


def _read(file: _File, *, beside: Actors | None) -> Actors:
    file.check_keys(file.content, _TOP, "")
    entries = file.take_tables(file.content, "actor", "")
    bundled = {actor.actor_id: actor for actor in beside.known} if beside else {}
    own: dict[str, Actor] = {}
    for number, entry in enumerate(entries, 1):
        actor = _read_actor(file, entry, number, bundled)
        if actor.actor_id in own:
            file.fail(f'actor "{actor.actor_id}" stands twice', "join the two", at=f'"{actor.actor_id}"')
        own[actor.actor_id] = actor
    if not own and not bundled:
        file.fail("no actor in it", "add an [[actor]] with id, name and aliases")
    own_rules = _read_rules(file)
    _check_owners(file, own, bundled, own_rules)
    return _join(own, bundled, own_rules, beside.rules if beside else Rules())


def _read_actor(file: _File, entry: Mapping[str, Any], number: int, bundled: Mapping[str, Actor]) -> Actor:
    actor_id = file.take_text(entry, "id", f"actor number {number}: ")
    if not _ACTOR_ID.fullmatch(actor_id):
        what = f'id "{actor_id}"' if actor_id else "no id"
        remedy = 'write the two capital letters of ISO 3166-1, such as "IR"'
        file.fail(f"actor number {number}: {what}", remedy, at=f'"{actor_id}"' if actor_id else "")
    whose = f'actor "{actor_id}": '
    file.check_keys(entry, ("id", "name", "aliases"), whose)
    known = bundled.get(actor_id)
    name = file.take_text(entry, "name", whose) or (known.name if known else "")
    if not name:
        file.fail(f"{whose}no name", 'add name = "…" as it should stand on screen', at=f'"{actor_id}"')
    aliases: dict[str, Alias] = {}
    for group in file.take_tables(entry, "actor.aliases", whose):
        for alias in _read_group(file, group, whose):
            first = aliases.setdefault(make_plain(alias.text), alias)
            if first is not alias:
                file.fail(f'{whose}alias "{alias.text}" stands twice', "delete one", at=f'"{alias.text}"')
    if not aliases:
        file.fail(
            f"{whose}no aliases", "add [[actor.aliases]] with kind, origin and words", at=f'"{actor_id}"'
        )
    return Actor(actor_id, name, tuple(aliases.values()))


def _read_group(file: _File, group: Mapping[str, Any], whose: str) -> list[Alias]:
    file.check_keys(group, ("kind", "origin", "caution", "spelling", "words"), whose)
    words = file.take_words(group, "words", whose)
    values = {key: file.take_text(group, key, whose) for key in ("kind", "origin", "caution", "spelling")}
    for key, allowed in (("kind", KINDS), ("caution", ("", *CAUTIONS)), ("spelling", ("", *SPELLINGS))):
        if values[key] not in allowed:
            what = (
                f'{whose}{key} "{values[key]}" is unknown' if values[key] else f"{whose}a group has no {key}"
            )
            file.fail(
                what, f"use {', '.join(filter(None, allowed))}", at=f'"{values[key]}"' if values[key] else ""
            )
    if not values["origin"]:
        file.fail(
            f'{whose}the group of "{words[0]}" has no origin' if words else f"{whose}a group has no origin",
            'add origin = "…": where the words come from',
        )
    kind: MentionKind = next(kind for kind in get_args(MentionKind) if kind == values["kind"])
    caution: Caution = next(caution for caution in get_args(Caution) if caution == values["caution"])
    return [Alias(word, kind, values["origin"], caution, values["spelling"]) for word in words]


def _read_rules(file: _File) -> Rules:
    never: list[str] = []
    for entry in file.take_tables(file.content, "never", ""):
        file.check_keys(entry, ("why", "words"), "never: ")
        never += file.take_words(entry, "words", "never: ")
    beside = _take_table(file, "alone", ("before", "after", "not_after"))
    datelines = _take_table(file, "datelines", ("agencies",))
    return Rules(
        tuple(never),
        frozenset(beside["before"]),
        frozenset(beside["after"]),
        frozenset(beside["not_after"]),
        datelines["agencies"],
    )


def _take_table(file: _File, name: str, keys: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    table = file.content.get(name, {})
    if not isinstance(table, Mapping):
        file.fail(f"{name} is not a table", f"write [{name}] in single brackets", at=name)
    file.check_keys(table, keys, f"{name}: ")
    return {key: file.take_words(table, key, f"{name}: ") if key in table else () for key in keys}


def _check_owners(file: _File, own: Mapping[str, Actor], bundled: Mapping[str, Actor], rules: Rules) -> None:
    """One form, one actor; and no form that the same file also says never counts."""
    never = {make_plain(words) for words in rules.never}
    owners = {form: actor.actor_id for actor in bundled.values() for form in spell_aliases(actor)}
    for actor in own.values():
        for form, alias in spell_aliases(actor).items():
            whose = f'actor "{actor.actor_id}": alias "{alias.text}"'
            owner = owners.setdefault(form, actor.actor_id)
            if owner != actor.actor_id:
                what = f"{whose} already belongs to actor {owner}"
                file.fail(what, "rename one of them", at=f'"{alias.text}"')
        for alias in actor.aliases:
            if make_plain(alias.text) in never:
                what = f'actor "{actor.actor_id}": alias "{alias.text}" is also listed under never'
                file.fail(what, "delete one", at=f'"{alias.text}"')


def _join(own: Mapping[str, Actor], bundled: Mapping[str, Actor], own_rules: Rules, rules: Rules) -> Actors:
    """Own actors beside the bundled ones; own aliases and never-words before the bundled ones."""
    never = {form for words in own_rules.never for form in spell(words)}
    joined = {
        actor_id: replace(
            actor, aliases=tuple(alias for alias in actor.aliases if make_plain(alias.text) not in never)
        )
        for actor_id, actor in bundled.items()
    }
    for actor_id, actor in own.items():
        if actor_id in joined:
            new = {make_plain(alias.text) for alias in actor.aliases}
            kept = [alias for alias in joined[actor_id].aliases if make_plain(alias.text) not in new]
            actor = replace(actor, aliases=(*kept, *actor.aliases))
        joined[actor_id] = actor
    together = Rules(
        rules.never + own_rules.never,
        rules.before | own_rules.before,
        rules.after | own_rules.after,
        rules.not_after | own_rules.not_after,
        rules.agencies + own_rules.agencies,
    )
    return Actors(tuple(joined.values()), together, tuple(joined))

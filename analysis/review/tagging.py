"""The analyst's codes on evidence: the list to choose from, tags given, tags counted."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from analysis.errors import RequestError
from analysis.pipeline import Tables
from analysis.review.applying import Row, Unmatched, tell_missing
from analysis.review.places import Places
from analysis.tables import make_table
from analysis.workspace import Workspace
from analysis.workspace.fields import tell_now
from analysis.workspace.records import Setting
from analysis.workspace.tags import (
    CODEBOOK,
    TAG,
    OwnCode,
    Tag,
    check_tag,
    read_own,
    read_tag,
    write_own,
    write_tag,
)

OWN = "Own codes"


@dataclass(frozen=True, slots=True)
class CodebookCode:
    """A code to choose: its definition is one sentence to decide by. group, origin: where it comes from."""

    name: str
    definition: str
    group: str
    origin: str


@cache
def starter_codes() -> tuple[CodebookCode, ...]:
    """The codes of `codebook.toml`: roles of an actor, and the fifteen policy frames under their exact names."""
    text = Path(__file__).with_name("codebook.toml").read_text(encoding="utf-8")
    return tuple(
        CodebookCode(code["name"], code["definition"], group["name"], group["origin"])
        for group in tomllib.loads(text)["group"]
        for code in group["code"]
    )


def read_codebook(workspace: Workspace | None = None) -> tuple[CodebookCode, ...]:
    """The starter codes, and the analyst's own behind them; an own definition of a starter code replaces it."""
    own = {} if workspace is None else dict(workspace.entries(CODEBOOK))
    starters = starter_codes()
    defined = {key[0]: read_own(key, value) for key, value in own.items()}
    names = {code.name for code in starters}
    kept = [
        CodebookCode(code.name, defined[code.name].definition, OWN, _tell_origin(defined[code.name]))
        if code.name in defined
        else code
        for code in starters
    ]
    added = [
        CodebookCode(code.name, code.definition, OWN, _tell_origin(code))
        for name, code in sorted(defined.items())
        if name not in names
    ]
    return (*kept, *added)


def _tell_origin(own: OwnCode) -> str:
    return f"{own.who or 'the analyst'}, {own.at[:10]}"


def define_code(workspace: Workspace, name: str, definition: str, *, who: str = "", at: str = "") -> None:
    """Add a code of the analyst's own, or give one another definition. Raises RequestError."""
    if not definition.strip():
        raise RequestError(f"code “{name}”: it has no definition; write one sentence to decide by.")
    own = OwnCode(name.strip(), definition.strip(), who or workspace.who, at or tell_now())
    workspace.put_all([write_own(own)])


def remove_code(workspace: Workspace, name: str) -> None:
    """Take an own code out of the list; tags that were given stay."""
    workspace.put_all([Setting(CODEBOOK, (name,), None)])


def make_tag(
    result: Tables, doc_id: str, sentence_id: int, actor_id: str, tag: str, *,
    who: str = "", note: str = "", at: str = "", places: Places | None = None,
) -> Tag:  # fmt: skip
    """A tag on an evidence row; it is kept by `keep_tags`. places: of the result, where many are given.

    Raises RequestError for a sentence that is not there.
    """
    place = (places or Places(result.sentences[result.sentences["doc_id"] == doc_id])).at(doc_id, sentence_id)
    if place is None:
        raise RequestError(f"tag “{tag}”: document {doc_id} has no sentence {sentence_id}; choose another.")
    made = Tag(doc_id, place.sentence, actor_id, tag, who, place.text, place.document, note, at or tell_now())
    setting = write_tag(made)
    check_tag(setting.key, setting.value)
    return made


def keep_tags(workspace: Workspace, tags: Sequence[Tag]) -> None:
    """Keep tags, in one step; when it returns they are on disk."""
    workspace.put_all([write_tag(tag) for tag in tags])


def take_off_tags(workspace: Workspace, tags: Sequence[Tag]) -> None:
    """Take tags off, in one step; the log still has them."""
    workspace.put_all([Setting(TAG, write_tag(tag).key, None) for tag in tags])


def read_tags(workspace: Workspace) -> tuple[Tag, ...]:
    """Every tag that stands in a workspace."""
    return tuple(read_tag(key, value) for key, value in workspace.entries(TAG).items())


@dataclass(frozen=True)
class Tagged:
    """Where tags stand in a result. rows: the tags of each evidence row. counts: the table `tags`. unmatched: kept, nowhere here."""

    rows: dict[Row, tuple[Tag, ...]]
    counts: pd.DataFrame
    unmatched: tuple[Unmatched, ...]


def tag_counts(result: Tables, tags: Sequence[Tag]) -> Tagged:
    """How many sentences of each document have each tag, by actor and voice; a sentence counts once, whoever tagged it.

    result: may be reviewed; a tag on a row that a review took away is unmatched.
    """
    places = Places(result.sentences)
    stances = result.stances
    keys = zip(stances["doc_id"], stances["sentence_id"], stances["actor_id"], strict=True)
    voices = {(str(d), int(s), str(a)): str(v) for (d, s, a), v in zip(keys, stances["voice"], strict=True)}
    rows: dict[Row, tuple[Tag, ...]] = {}
    unmatched: list[Unmatched] = []
    for tag in sorted(tags, key=lambda tag: write_tag(tag).key):
        place = places.find(tag.doc_id, tag.sentence, tag.document)
        if place is None:
            unmatched.append(tell_missing(tag, places))
            continue
        row = (place.doc_id, place.sentence_id, tag.actor_id)
        if row not in voices:
            reason = f"the sentence has no row for {tag.actor_id}"
            unmatched.append(Unmatched(tag, reason, "take the tag off, or give it to another actor"))
            continue
        rows[row] = (*rows.get(row, ()), tag)
    return Tagged(rows, _count(rows, voices), tuple(unmatched))


def _count(rows: dict[Row, tuple[Tag, ...]], voices: dict[Row, str]) -> pd.DataFrame:
    found: dict[tuple[str, str, str], tuple[set[Row], set[str]]] = {}
    for row, tags in rows.items():
        for tag in tags:
            sentences, people = found.setdefault((row[0], row[2], tag.tag), (set(), set()))
            sentences.add(row)
            people.add(tag.who)
    return make_table(
        "tags",
        [
            (
                *key, len(sentences), sum(voices[row] == "author" for row in sentences),
                sum(voices[row] == "reported" for row in sentences), len(people),
            )
            for key, (sentences, people) in sorted(found.items())
        ],
    )  # fmt: skip

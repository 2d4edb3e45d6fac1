"""Reviews, codes and tags that were made elsewhere, found again by their ids or by the text of the sentence."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from analysis.errors import RequestError
from analysis.pipeline import Tables
from analysis.review.places import Place, Places, normalise
from analysis.review.reviewing import judge
from analysis.review.spreadsheets import MAX_CELL, SheetRow, Unread, read_sheet
from analysis.review.tagging import make_tag
from analysis.types import LABELS
from analysis.workspace.codes import CANNOT_TELL, Code, check_code, write_code
from analysis.workspace.fields import is_time, tell_now
from analysis.workspace.machine import VOICES, Machine, is_machine, read_machine
from analysis.workspace.reviews import ACTIONS, Review
from analysis.workspace.samples import Item, Sample
from analysis.workspace.tags import Tag

T = TypeVar("T")

_LABELS = {
    "favorable": "favourable", "positive": "favourable", "pos": "favourable", "1": "favourable", "+1": "favourable",
    "unfavorable": "unfavourable", "negative": "unfavourable", "neg": "unfavourable", "-1": "unfavourable",
    "−1": "unfavourable", "0": "neutral", "?": CANNOT_TELL, "can't tell": CANNOT_TELL, "unclear": CANNOT_TELL,
    "1.0": "favourable", "-1.0": "unfavourable", "0.0": "neutral",
}  # fmt: skip
"""How other tools write the labels: SemEval, NewsMTSC, spreadsheets of numbers."""


@dataclass(frozen=True)
class ReadReviews:
    """Reviews of a table. n_blank: rows without an answer. unread: rows that could not be taken in, each with its reason."""

    reviews: tuple[Review, ...]
    n_blank: int
    unread: tuple[Unread, ...]


@dataclass(frozen=True)
class ReadCodes:
    """Codes of a table, as `ReadReviews`."""

    codes: tuple[Code, ...]
    n_blank: int
    unread: tuple[Unread, ...]


@dataclass(frozen=True)
class ReadTags:
    """Tags of a table, as `ReadReviews`."""

    tags: tuple[Tag, ...]
    n_blank: int
    unread: tuple[Unread, ...]


class _NotRead(Exception):  # noqa: N818 - never leaves this file
    """Why a row is not taken in, and what to do."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason, self.remedy = reason, remedy


def import_reviews(result: Tables, data: bytes, name: str, *, reviewer: str = "") -> ReadReviews:
    """The reviews in a CSV, JSON lines or workbook; nothing is kept yet.

    Columns: text (or doc_id with sentence or sentence_id), actor, label, voice,
    holder, action, note, reviewer. reviewer: who, where the table does not say.
    Raises DocumentError for a file that is no such table.
    """
    places = Places(result.sentences)

    def take(row: SheetRow) -> Review | None:
        if not row.get("label") and not row.get("voice") and row.get("action") not in ACTIONS:
            return None
        place, actor_id = _find_row(row, result, places)
        label, action = _read_label(row.get("label")), row.get("action")
        if label == "not about":
            label, action = "", label
        if label == CANNOT_TELL:
            raise _NotRead("“cannot tell” is no review", "name a label, or leave the row out")
        made = judge(
            result, place.doc_id, place.sentence_id, actor_id,
            reviewer=row.get("who") or reviewer,
            action="not about" if action == "not about" else "change",
            label=label or None, voice=_read_word(row.get("voice"), VOICES, "voice") or None,
            holder=row.get("holder") if "holder" in row.cells else None, holder_type=row.get("holder_type") or None,
            moved_to=row.get("moved_to"), note=row.get("note")[:MAX_CELL], at=_read_time(row), places=places,
        )  # fmt: skip
        told = _read_machine(row)
        return (
            replace(made, machine=told, action=action if action in ACTIONS else made.action) if told else made
        )

    taken, n_blank, unread = _take_rows(data, name, take)
    return ReadReviews(tuple(taken), n_blank, tuple(unread))


def import_codes(sample: Sample, data: bytes, name: str, *, coder: str = "") -> ReadCodes:
    """A coder's answers to a sample; nothing is kept yet. Rows are found by item_id, or by text and actor.

    coder: who, where the table does not say. Rows of decisions are left to the one who decides: they are unread.
    Raises DocumentError for a file that is no such table.
    """

    def take(row: SheetRow) -> Code | None:
        if not row.get("label"):
            return None
        if row.get("kind") == "decision":
            raise _NotRead("it is a decision, not a code", "decide it in Framelens, or import the workspace")
        item = _find_item(sample, row)
        voice = _read_word(row.get("voice"), (*VOICES, CANNOT_TELL), "voice")
        code = Code(
            sample.sample_id, item.item_id, row.get("who") or coder, _read_label(row.get("label")), voice,
            row.get("holder_type"), row.get("note")[:MAX_CELL], _read_time(row) or tell_now(),
        )  # fmt: skip
        setting = write_code(code)
        check_code(setting.key, setting.value)
        return code

    taken, n_blank, unread = _take_rows(data, name, take)
    return ReadCodes(tuple(taken), n_blank, tuple(unread))


def import_tags(result: Tables, data: bytes, name: str, *, who: str = "") -> ReadTags:
    """The tags in a table with a column "tag" (or "code", "frame"); nothing is kept yet. Raises DocumentError."""
    places = Places(result.sentences)

    def take(row: SheetRow) -> Tag | None:
        if not row.get("tag"):
            return None
        place, actor_id = _find_row(row, result, places)
        return make_tag(
            result, place.doc_id, place.sentence_id, actor_id, row.get("tag"),
            who=row.get("who") or who, note=row.get("note")[:MAX_CELL], at=_read_time(row), places=places,
        )  # fmt: skip

    taken, n_blank, unread = _take_rows(data, name, take)
    return ReadTags(tuple(taken), n_blank, tuple(unread))


def _take_rows(
    data: bytes, name: str, take: Callable[[SheetRow], T | None]
) -> tuple[list[T], int, list[Unread]]:
    """What `take` makes of each row; how many are blank; those that it refuses."""
    rows, unread = read_sheet(data, name)
    taken: list[T] = []
    n_blank = 0
    for row in rows:
        try:
            made = take(row)
        except _NotRead as error:
            unread.append(Unread(row.place, error.reason, error.remedy))
            continue
        except RequestError as error:
            unread.append(Unread(row.place, str(error).rstrip("."), "correct the row"))
            continue
        if made is None:
            n_blank += 1
        else:
            taken.append(made)
    return taken, n_blank, unread


def _find_row(row: SheetRow, result: Tables, places: Places) -> tuple[Place, str]:
    """The sentence that a row is about, and the actor."""
    place = _find_place(row, places)
    actor = row.get("actor_id")
    if actor:
        names = {name.casefold(): actor_id for actor_id, name in result.actor_names.items()}
        names |= {actor_id.casefold(): actor_id for actor_id in result.actor_names}
        if actor.casefold() not in names:
            raise _NotRead(f"{actor} is not an actor under study", "write an actor's id, such as CN")
        return place, names[actor.casefold()]
    stances = result.stances
    about = stances[(stances["doc_id"] == place.doc_id) & (stances["sentence_id"] == place.sentence_id)]
    actors = list(about["actor_id"])
    if len(actors) != 1:
        reason = f"it names no actor, and the sentence is about {' and '.join(actors) or 'none'}"
        raise _NotRead(reason, "add a column actor")
    return place, str(actors[0])


def _find_place(row: SheetRow, places: Places) -> Place:
    doc_id, text = row.get("doc_id"), row.get("text")
    if known := places.find(doc_id, row.get("sentence"), row.get("document")):
        return known
    number = row.get("sentence_id").removesuffix(".0")
    found = places.at(doc_id, int(number)) if number.isdecimal() and len(number) < 10 else None
    if found and (not text or normalise(found.text) == normalise(text)):
        return found
    if not text:
        raise _NotRead("no sentence has this id here, and it has no text to look for", "add a column text")
    if len(text) > MAX_CELL:
        raise _NotRead(
            f"its text has {len(text)} characters, which no sentence has", "give the sentence alone"
        )
    same = places.search(text, doc_id if doc_id in places else "")
    if not same:
        raise _NotRead(
            "no sentence here reads so", "open the document that has it, or copy the sentence as it is shown"
        )
    if len(same) > 1:
        raise _NotRead(f"{len(same)} sentences read so", "add doc_id and sentence_id")
    return same[0]


def _find_item(sample: Sample, row: SheetRow) -> Item:
    told = row.get("sample_id")
    if told and told != sample.sample_id:
        raise _NotRead(f"it belongs to sample {told}", f"choose that sample instead of {sample.sample_id}")
    number, text = row.get("item_id").removesuffix(".0"), row.get("text")
    if number:
        found = [item for item in sample.items if item.item_id == number]
        if found and (not text or normalise(found[0].text) == normalise(text)):
            return found[0]
    actor = row.get("actor_id").casefold()
    same = [
        item
        for item in sample.items
        if text and normalise(item.text) == normalise(text) and actor in ("", item.actor_id.casefold())
    ]
    if len(same) == 1:
        return same[0]
    if same:
        raise _NotRead(f"{len(same)} items of the sample read so", "add a column actor, or item_id")
    raise _NotRead(
        "no item of the sample has this id and text", "code the sheet that was exported for this sample"
    )


def _read_label(word: str) -> str:
    plain = " ".join(word.casefold().split())
    label = _LABELS.get(plain, plain)
    if label not in ("", *LABELS, CANNOT_TELL, "not about"):
        raise _NotRead(f"“{word[:40]}” is no label", f"write {', '.join(LABELS)} or {CANNOT_TELL}")
    return label


def _read_word(word: str, known: tuple[str, ...], what: str) -> str:
    plain = " ".join(word.casefold().split())
    if plain not in ("", *known):
        raise _NotRead(f"“{word[:40]}” is no {what}", f"write {' or '.join(known)}")
    return plain


def _read_time(row: SheetRow) -> str:
    return row.get("at") if is_time(row.get("at")) else ""


def _read_machine(row: SheetRow) -> Machine | None:
    """What the machine said then, where the row has it whole, as our own exports do."""
    told: dict[str, str | float] = {}
    for name in Machine.__dataclass_fields__:
        cell = row.get(f"machine_{name}")
        try:
            told[name] = float(cell) if name in LABELS else cell
        except ValueError:
            return None
    return read_machine(dict(told)) if is_machine(dict(told)) else None

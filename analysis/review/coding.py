"""Blind coding: what a coder is asked, what was answered, where coders differ, what was decided."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from analysis.errors import RequestError
from analysis.pipeline import Tables
from analysis.review.places import Places
from analysis.types import LABELS
from analysis.workspace import Workspace, open_workspace
from analysis.workspace.codes import (
    CANNOT_TELL,
    CODE,
    DECISION,
    Code,
    Decision,
    read_code,
    read_decision,
    write_code,
    write_decision,
)
from analysis.workspace.fields import tell_now
from analysis.workspace.kinds import find_later
from analysis.workspace.machine import VOICES
from analysis.workspace.records import Json, Key, Setting
from analysis.workspace.samples import NAME as SAMPLE
from analysis.workspace.samples import Item, Sample
from analysis.workspace.samples import read as read_sample

KINDS = (SAMPLE, CODE, DECISION)
_N_BEFORE = 2  # sentences shown on each side
ItemKey = tuple[str, str]
"""sample_id, item_id."""


@dataclass(frozen=True)
class Coding:
    """Samples, codes and decisions, of one workspace or of several put together."""

    samples: Mapping[str, Sample] = field(default_factory=dict)
    codes: Mapping[tuple[str, str, str], Code] = field(default_factory=dict)
    decisions: Mapping[ItemKey, Decision] = field(default_factory=dict)

    def coders(self, sample_id: str | None = None) -> tuple[str, ...]:
        """Who coded, by name; of one sample where it is named."""
        return tuple(sorted({coder for sample, _, coder in self.codes if sample_id in (None, sample)}))

    def codes_of(self, sample_id: str, item_id: str) -> tuple[Code, ...]:
        """Every coder's answer to an item, by coder."""
        return self._by_item.get((sample_id, item_id), ())

    @cached_property
    def _by_item(self) -> dict[ItemKey, tuple[Code, ...]]:
        found: dict[ItemKey, tuple[Code, ...]] = {}
        for (sample_id, item_id, _), code in sorted(self.codes.items()):
            found[sample_id, item_id] = (*found.get((sample_id, item_id), ()), code)
        return found


def read_coding(*workspaces: Workspace | str | Path) -> Coding:
    """Samples, codes and decisions of workspaces, put together as an import would, in any order; nothing is written.

    workspaces: open ones, or their folders. Raises WorkspaceError for a folder that is none.
    """
    entries: dict[str, dict[Key, Json]] = {kind: {} for kind in KINDS}
    for workspace in workspaces:
        for kind, found in _read_kinds(workspace).items():
            for key, value in found.items():
                mine = entries[kind].get(key)
                entries[kind][key] = value if mine is None else find_later(kind, mine, value)
    return Coding(
        samples={key[0]: read_sample(key, value) for key, value in sorted(entries[SAMPLE].items())},
        codes={
            (key[0], key[1], key[2]): read_code(key, value) for key, value in sorted(entries[CODE].items())
        },
        decisions={
            (key[0], key[1]): read_decision(key, value) for key, value in sorted(entries[DECISION].items())
        },
    )


def _read_kinds(workspace: Workspace | str | Path) -> dict[str, Mapping[Key, Json]]:
    if isinstance(workspace, Workspace):
        return {kind: workspace.entries(kind) for kind in KINDS}
    with open_workspace(workspace) as opened:
        return {kind: opened.entries(kind) for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Question:
    """What a coder is shown: a sentence, whom it is about, what stands around it. Nothing that the machine said.

    number: counts from 1. spans: half-open places in `text` that name or mean
    the actor. before, after, spans: empty where the document is not open.
    """

    sample_id: str
    item_id: str
    number: int
    n_items: int
    text: str
    actor_id: str
    title: str
    spans: tuple[tuple[int, int], ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def ask(sample: Sample, item_id: str, result: Tables | None = None, places: Places | None = None) -> Question:
    """The question of an item, with its context where `result` has the document. places: of the result.

    Raises RequestError for an item that the sample does not have.
    """
    item = find_item(sample, item_id)
    number = sample.items.index(item) + 1
    plain = Question(sample.sample_id, item_id, number, len(sample), item.text, item.actor_id, item.title)
    if result is None:
        return plain
    places = places or Places(result.sentences)
    place = places.find(item.doc_id, item.sentence, item.document)
    if place is None:
        return plain
    around = range(place.sentence_id - _N_BEFORE, place.sentence_id + _N_BEFORE + 1)
    texts = {number: found.text for number in around if (found := places.at(place.doc_id, number))}
    return Question(
        sample.sample_id, item_id, number, len(sample), place.text, item.actor_id, item.title,
        spans=_find_spans(result, place.doc_id, place.sentence_id, item.actor_id),
        before=tuple(text for number, text in texts.items() if number < place.sentence_id),
        after=tuple(text for number, text in texts.items() if number > place.sentence_id),
    )  # fmt: skip


def _find_spans(result: Tables, doc_id: str, sentence_id: int, actor_id: str) -> tuple[tuple[int, int], ...]:
    keys = (("doc_id", doc_id), ("sentence_id", sentence_id))
    sentences, mentions = result.sentences, result.mentions
    for column, wanted in keys:
        sentences, mentions = sentences[sentences[column] == wanted], mentions[mentions[column] == wanted]
    first = int(sentences["start"].iloc[0])
    told = mentions[(mentions["actor_id"] == actor_id) & (mentions["kind"] != "predecessor")]
    return tuple(
        (int(start) - first, int(end) - first) for start, end in zip(told["start"], told["end"], strict=True)
    )


def find_item(sample: Sample, item_id: str) -> Item:
    """The item of this number. Raises RequestError where there is none."""
    for item in sample.items:
        if item.item_id == item_id:
            return item
    raise RequestError(f"sample {sample.sample_id}: there is no item {item_id}; it has 1 to {len(sample)}.")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a coder is. next_item: the first that is not coded, in the order of the sample; "" where all are."""

    n_done: int
    n_items: int
    next_item: str


def tell_progress(coding: Coding, sample_id: str, coder: str) -> Progress:
    """How far a coder is in a sample, so that coding goes on where it stopped."""
    sample = coding.samples[sample_id]
    left = [item.item_id for item in sample.items if (sample_id, item.item_id, coder) not in coding.codes]
    return Progress(len(sample) - len(left), len(sample), next(iter(left), ""))


def keep_code(
    workspace: Workspace, sample: Sample, item_id: str, *, label: str, voice: str = "", holder_type: str = "",
    coder: str = "", note: str = "", at: str = "",
) -> Code:  # fmt: skip
    """Keep a coder's answer; when it returns it is on disk. A new answer replaces the same coder's old one.

    label: a label or "cannot tell". voice: "" where it was not asked. coder:
    the workspace's `who` if "". Raises RequestError where nobody is named.
    """
    find_item(sample, item_id)
    who = (coder or workspace.who).strip()
    code = Code(sample.sample_id, item_id, who, label, voice, holder_type, note, at or tell_now())
    workspace.put_all([write_code(code)])
    return code


def keep_codes(workspace: Workspace, codes: Sequence[Code]) -> None:
    """Keep answers that were made elsewhere, in one step; when it returns they are on disk."""
    workspace.put_all([write_code(code) for code in codes])


def withdraw_code(workspace: Workspace, code: Code) -> None:
    """Take a code back; the log still has it."""
    workspace.put_all([Setting(CODE, (code.sample_id, code.item_id, code.coder), None)])


def keep_decision(
    workspace: Workspace, sample: Sample, item_id: str, *, label: str, voice: str = "", holder_type: str = "",
    who: str = "", note: str = "", at: str = "",
) -> Decision:  # fmt: skip
    """Keep what was decided of an item, beside its codes. who: the workspace's `who` if ""."""
    find_item(sample, item_id)
    decision = Decision(
        sample.sample_id, item_id, label, voice, holder_type, note, who or workspace.who, at or tell_now()
    )
    workspace.put_all([write_decision(decision)])
    return decision


@dataclass(frozen=True, slots=True)
class Difference:
    """An item to which coders gave different answers. on: "stance", "voice", or both. decision: None until one is made."""

    sample_id: str
    item: Item
    codes: tuple[Code, ...]
    on: tuple[str, ...]
    decision: Decision | None


def find_differences(coding: Coding, sample_id: str | None = None) -> tuple[Difference, ...]:
    """Every item that coders answered differently, decided or not, in the order of the samples."""
    found = []
    for sample in coding.samples.values():
        if sample_id not in (None, sample.sample_id):
            continue
        for item in sample.items:
            codes = coding.codes_of(sample.sample_id, item.item_id)
            answers = {
                "stance": {code.label for code in codes},
                "voice": {code.voice for code in codes} - {""},
            }
            if on := tuple(what for what, given in answers.items() if len(given) > 1):
                decision = coding.decisions.get((sample.sample_id, item.item_id))
                found.append(Difference(sample.sample_id, item, codes, on, decision))
    return tuple(found)


def settle(codes: Sequence[Code], decision: Decision | None, what: str) -> str:
    """What people say of an item: the decision, else what most of those who could tell say; "" where neither tells.

    what: "stance" or "voice". "cannot tell" is no answer; so a decision of it
    leaves the item out.
    """
    known = LABELS if what == "stance" else VOICES
    if decision and (told := _answer(decision, what)):
        return told if told in known else ""
    return _find_majority([told for code in codes if (told := _answer(code, what)) in known])


def _answer(said: Code | Decision, what: str) -> str:
    return said.label if what == "stance" else said.voice


def _find_majority(answers: Iterable[str]) -> str:
    counts: dict[str, int] = {}
    for answer in answers:
        counts[answer] = counts.get(answer, 0) + 1
    most = [answer for answer, n in counts.items() if 2 * n > sum(counts.values())]
    return most[0] if most else ""


def is_unsure(code: Code, what: str) -> bool:
    """Whether a coder said that it cannot be told."""
    return _answer(code, what) == CANNOT_TELL

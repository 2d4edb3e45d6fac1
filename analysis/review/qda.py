"""Tags and reviews as a REFI-QDA project, for MAXQDA, NVivo, ATLAS.ti, QualCoder and others.

The library `pyrefiqda` writes it (extra "qda"); the standard is at qdasoftware.org.
Positions are characters of the plain text, the end behind the last one.
"""

import re
import tempfile
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from analysis.errors import RequestError
from analysis.pipeline import Tables
from analysis.review.places import Place, Places
from analysis.review.tagging import CodebookCode
from analysis.types import LABELS, UNKNOWN, Document
from analysis.workspace.reviews import Review
from analysis.workspace.tags import Tag

NOBODY = "unnamed"
REVIEWS = "Stance"
"""The code above those of reviews: "China: unfavourable"."""

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:framelens")
_NO_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def can_write_qda() -> bool:
    """Whether the library that writes it is installed."""
    return find_spec("pyrefiqda") is not None


@dataclass(frozen=True, slots=True)
class _Coding:
    """One code at one place, by somebody, at a time."""

    place: Place
    code: tuple[str, str]
    who: str
    at: str
    note: str


@dataclass
class _Guids:
    """The same thing has the same id in every export, so that another program knows it again."""

    made: dict[tuple[str, ...], str] = field(default_factory=dict)

    def of(self, *parts: str) -> str:
        return self.made.setdefault(parts, str(uuid.uuid5(_NAMESPACE, "\0".join(parts))))


def write_qda(
    result: Tables,
    documents: Sequence[Document],
    codebook: Sequence[CodebookCode],
    *,
    tags: Sequence[Tag] = (),
    reviews: Sequence[Review] = (),
    title: str = "Framelens",
) -> bytes:
    """A .qdpx project: documents as plain texts, the codebook, tags, and the label that each review gives.

    Documents that bear no tag and no review are left out; so is what has no
    place in `result` (`tag_counts` and `apply_reviews` list it).
    Raises RequestError where the library is not installed, or where nothing is tagged or reviewed.
    """
    if not can_write_qda():
        raise RequestError(
            "REFI-QDA: its library is not installed; install it with: pip install framelens[qda]."
        )
    codings = _find_codings(result, tags, reviews)
    texts = {document.doc_id: document for document in documents}
    codings = [coding for coding in codings if coding.place.doc_id in texts]
    if not codings:
        raise RequestError("REFI-QDA: no open document bears a tag or a review; give one first.")
    from pyrefiqda import RefiProject

    with tempfile.TemporaryDirectory(prefix="framelens-") as folder:
        sources = Path(folder) / "sources"
        sources.mkdir()
        project = _make_project(result, texts, codebook, codings, title, sources)
        target = Path(folder) / "project.qdpx"
        RefiProject.save(project, target, source_media_dir=sources)
        return target.read_bytes()


def _find_codings(result: Tables, tags: Sequence[Tag], reviews: Sequence[Review]) -> list[_Coding]:
    places = Places(result.sentences)
    found = []
    for tag in tags:
        if place := places.find(tag.doc_id, tag.sentence, tag.document):
            actor = _name_actor(result.actor_names, tag.actor_id)
            note = f"on {actor}. {tag.note}" if tag.note else f"on {actor}"
            found.append(_Coding(place, ("tag", tag.tag), tag.who, tag.at, note))
    for review in reviews:
        if review.action == "not about":
            continue
        if place := places.find(review.doc_id, review.sentence, review.document):
            code = ("stance", f"{_name_actor(result.actor_names, review.about)}: {review.label}")
            found.append(_Coding(place, code, review.reviewer, review.at, review.note))
    found.sort(key=lambda one: (one.place.doc_id, one.place.sentence_id, one.code, one.who, one.at))
    return found


def _name_actor(names: Mapping[str, str], actor_id: str) -> str:
    return names.get(actor_id, actor_id)


def _make_project(
    result: Tables, texts: Mapping[str, Document], codebook: Sequence[CodebookCode], codings: Sequence[_Coding],
    title: str, sources: Path,
) -> Any:  # fmt: skip
    from pyrefiqda import models

    guids = _Guids()
    people = sorted({coding.who for coding in codings})
    doc_ids = dict.fromkeys(coding.place.doc_id for coding in codings)
    starts = _find_starts(result, doc_ids)
    return models.Project(
        name=_clean(title),
        users=models.UsersType(
            user=[models.UserType(guid=guids.of("user", who), name=_clean(who or NOBODY)) for who in people]
        ),
        code_book=models.ProjectCodeBookType(
            codes=models.ProjectCodesType(
                code=_make_codes(models, guids, codebook, codings, result.actor_names)
            )
        ),
        sources=models.SourcesType(
            text_source=[
                _make_source(
                    models,
                    guids,
                    texts[doc_id],
                    [one for one in codings if one.place.doc_id == doc_id],
                    starts,
                    sources,
                )
                for doc_id in doc_ids
            ]
        ),
    )


def _find_starts(result: Tables, doc_ids: Mapping[str, None]) -> dict[tuple[str, int], int]:
    rows = result.sentences[result.sentences["doc_id"].isin(doc_ids)]
    keys = zip(rows["doc_id"], rows["sentence_id"], rows["start"], strict=True)
    return {(str(doc_id), int(number)): int(start) for doc_id, number, start in keys}


def _make_codes(
    models: Any, guids: _Guids, codebook: Sequence[CodebookCode], codings: Sequence[_Coding],
    names: Mapping[str, str],
) -> list[Any]:  # fmt: skip
    """The groups of the codebook with their codes, and below "Stance" those of reviews."""
    groups: dict[str, list[Any]] = {}
    known = {code.name for code in codebook}
    for code in codebook:
        groups.setdefault(code.group, []).append(_make_code(models, guids, "tag", code.name, code.definition))
    for name in sorted({coding.code[1] for coding in codings if coding.code[0] == "tag"} - known):
        groups.setdefault("Other codes", []).append(_make_code(models, guids, "tag", name, ""))
    said = {coding.code[1] for coding in codings if coding.code[0] == "stance"}
    order = [f"{name}: {label}" for name in names.values() for label in LABELS]
    for name in [name for name in order if name in said] + sorted(said - set(order)):
        groups.setdefault(REVIEWS, []).append(_make_code(models, guids, "stance", name, ""))
    return [
        models.ProjectCodeType(guid=guids.of("group", name), name=name, is_codable=False, code=codes)
        for name, codes in groups.items()
    ]


def _make_code(models: Any, guids: _Guids, kind: str, name: str, definition: str) -> Any:
    return models.ProjectCodeType(
        guid=guids.of(kind, name), name=_clean(name), description=_clean(definition) or None, is_codable=True
    )


def _make_source(
    models: Any, guids: _Guids, document: Document, codings: Sequence[_Coding],
    starts: Mapping[tuple[str, int], int], sources: Path,
) -> Any:  # fmt: skip
    guid = guids.of("document", document.doc_id)
    # As bytes, so that a line break stays one character and every place stays right.
    (sources / f"{guid}.txt").write_bytes(document.text.encode(errors="replace"))
    title = document.title if document.title != UNKNOWN else document.doc_id
    return models.TextSourceType(
        guid=guid,
        name=_clean(title),
        plain_text_path=f"internal://{guid}.txt",
        plain_text_selection=[_make_selection(models, guids, coding, starts) for coding in codings],
    )


def _make_selection(
    models: Any, guids: _Guids, coding: _Coding, starts: Mapping[tuple[str, int], int]
) -> Any:
    from xsdata.models.datatype import XmlDateTime

    place = coding.place
    start, user = starts[place.doc_id, place.sentence_id], guids.of("user", coding.who)
    key = (place.doc_id, place.sentence, *coding.code, coding.who, coding.note)
    at = XmlDateTime.from_string(coding.at)
    return models.PlainTextSelectionType(
        guid=guids.of("selection", *key),
        name=_clean(place.text[:60]),
        description=_clean(coding.note) or None,
        start_position=start,
        end_position=start + len(place.text),
        creating_user=user,
        creation_date_time=at,
        coding=[
            models.CodingType(
                guid=guids.of("coding", *key), creating_user=user, creation_date_time=at,
                code_ref=models.CodeRefType(target_guid=guids.of(*coding.code)),
            )
        ],
    )  # fmt: skip


def _clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return _NO_XML.sub("", text)

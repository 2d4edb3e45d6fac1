"""The same story in several outlets: which documents are near-duplicates of one another."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from datasketch import MinHash
from numpy.typing import NDArray

from analysis.types import Document

SHINGLE = 5
"""Words in a row that are compared. Five in a row agree by chance hardly ever (Broder 1997 used ten)."""

MIN_JACCARD = 0.5
"""Shared shingles, of all shingles of the two, from which two documents are the same story. An edited wire
story keeps about two thirds; two reports of one event by different authors share under 5 %."""

MIN_CONTAINMENT = 0.8
"""Shared shingles, of those of the shorter document, from which it is a shortened copy."""

MIN_SHINGLES = 10
"""Shingles below which only an equal text is a duplicate: two short statements share formulas."""

# 42 bands of 3 rows find 94 % of pairs with Jaccard 0.4 and 99.6 % with 0.5; all are then checked exactly.
_PERMUTATIONS, BANDS, _ROWS = 126, 42, 3

_CROWD, _FIRST = 64, 32
"""Beyond so many alike by a band, each is compared with the first few by doc_id, not with all: a form that a
thousand documents share would need half a million comparisons."""

_CHUNK = 500  # pairs whose texts are in memory at a time

# One word, or one character of a script without spaces.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|[^\W\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]+")

Keys = NDArray[np.uint64]


class Sketches(NamedTuple):
    """What of many texts is needed to find those that are alike, so that not all must be in memory.

    n_shingles: how many runs of five words each has. digests: equal where the
    runs are. bands: shape (n, 42); two texts that share one may be the same story.
    """

    n_shingles: NDArray[np.int64]
    digests: Keys
    bands: Keys


def group_stories(docs: Sequence[Document]) -> dict[str, str]:
    """The group of each document that has a near-duplicate, by doc_id.

    The group's id is the smallest doc_id in it; a document alone is absent.
    A copy of a copy belongs to the group too. Punctuation and case do not
    count. The order of the documents changes nothing.
    """
    texts = {doc.doc_id: doc.text for doc in docs}
    return group_sketches(list(texts), sketch_texts(list(texts.values())), lambda _: texts)


def sketch_texts(texts: Sequence[str]) -> Sketches:
    """The sketch of each text; one with few words is like another only where it is equal."""
    n_shingles = np.zeros(len(texts), dtype=np.int64)
    digests = np.zeros(len(texts), dtype=np.uint64)
    bands = np.zeros((len(texts), BANDS), dtype=np.uint64)
    for row, text in enumerate(texts):
        shingles = [shingle.encode("utf-8", "surrogatepass") for shingle in sorted(_find_shingles(text))]
        n_shingles[row] = len(shingles)
        digests[row] = int.from_bytes(hashlib.sha256(b"\n".join(shingles)).digest()[:8], "big")
        if len(shingles) >= MIN_SHINGLES:
            sketch = MinHash(num_perm=_PERMUTATIONS)
            sketch.update_batch(shingles)
            a, b, c = np.asarray(sketch.hashvalues, dtype=np.uint64).reshape(BANDS, _ROWS).T
            # three values of 32 bits mixed to one of 64; the constants are those of xxHash
            bands[row] = (a * np.uint64(0x9E3779B185EBCA87) + b) * np.uint64(0xC2B2AE3D27D4EB4F) + c
    return Sketches(n_shingles, digests, bands)


def group_sketches(
    doc_ids: Sequence[str], sketches: Sketches, read_texts: Callable[[Sequence[str]], Mapping[str, str]]
) -> dict[str, str]:
    """`group_stories` by the sketches of the documents; only texts that may be alike are read."""
    parents = {doc_id: doc_id for doc_id in doc_ids}
    first: dict[int, int] = {}
    for row in sorted(range(len(doc_ids)), key=doc_ids.__getitem__):
        if sketches.n_shingles[row]:
            known = first.setdefault(int(sketches.digests[row]), row)
            _join(parents, doc_ids[known], doc_ids[row])
    rows = [row for row in first.values() if sketches.n_shingles[row] >= MIN_SHINGLES]
    unlike = [doc_ids[row] for row in rows]
    bands = sketches.bands[rows]
    pairs = _find_pairs(bands)
    for begin in range(0, len(pairs), _CHUNK):
        asked = [
            (one, other)
            for one, other in ((unlike[i], unlike[j]) for i, j in pairs[begin : begin + _CHUNK].tolist())
            if _root(parents, one) != _root(parents, other)
        ]
        needed = sorted({doc_id for pair in asked for doc_id in pair})
        texts = read_texts(needed) if needed else {}
        shingles = {doc_id: _find_shingles(texts[doc_id]) for doc_id in needed}
        for one, other in asked:
            if _is_same_story(shingles[one], shingles[other]):
                _join(parents, one, other)
    groups: dict[str, list[str]] = {}
    for doc_id in sorted(parents):
        groups.setdefault(_root(parents, doc_id), []).append(doc_id)
    return {doc_id: members[0] for members in groups.values() if len(members) > 1 for doc_id in members}


def _find_shingles(text: str) -> frozenset[str]:
    """All runs of five words; a shorter text is one run."""
    words = _WORD.findall(text.casefold())
    if not words:
        return frozenset()
    return frozenset(" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))


def _find_pairs(bands: Keys) -> NDArray[np.int64]:
    """The numbers of rows that share a band, as pairs, each once and in order."""
    found: set[tuple[int, int]] = set()
    for column in bands.T if len(bands) else ():
        order = np.argsort(column, kind="stable")
        ends = np.flatnonzero(np.r_[column[order][1:] != column[order][:-1], True]) + 1
        starts = np.r_[0, ends[:-1]]
        for start, end in zip(starts[ends - starts > 1], ends[ends - starts > 1], strict=True):
            members = order[start:end].tolist()
            against = members if len(members) <= _CROWD else members[:_FIRST]
            found.update((i, j) for i in against for j in members if i < j)
    return np.array(sorted(found), dtype=np.int64).reshape(-1, 2)


def _is_same_story(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether enough of the two texts is word for word the same."""
    if one == other:
        return True
    shared, shorter = len(one & other), min(len(one), len(other))
    if shorter < MIN_SHINGLES:
        return False
    return shared >= MIN_JACCARD * len(one | other) or shared >= MIN_CONTAINMENT * shorter


def _root(parents: dict[str, str], doc_id: str) -> str:
    """The document that stands for a group."""
    while parents[doc_id] != doc_id:
        parents[doc_id] = parents[parents[doc_id]]
        doc_id = parents[doc_id]
    return doc_id


def _join(parents: dict[str, str], one: str, other: str) -> None:
    """Make two groups one; the smaller id stands for it."""
    first, second = sorted((_root(parents, one), _root(parents, other)))
    parents[second] = first

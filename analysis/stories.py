"""The same story in several outlets: which documents are near-duplicates of one another."""

import re
from collections.abc import Sequence

from datasketch import MinHash, MinHashLSH

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
_PERMUTATIONS, _BANDS = 126, (42, 3)

# One word, or one character of a script without spaces.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|[^\W\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]+")


def group_stories(docs: Sequence[Document]) -> dict[str, str]:
    """The group of each document that has a near-duplicate, by doc_id.

    The group's id is the smallest doc_id in it; a document alone is absent.
    A copy of a copy belongs to the group too. Punctuation and case do not
    count. The order of the documents changes nothing.
    """
    shingles = {doc.doc_id: _find_shingles(doc.text) for doc in docs}
    parents = {doc_id: doc_id for doc_id in shingles}
    for one, other in _find_candidates(shingles):
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


def _find_candidates(shingles: dict[str, frozenset[str]]) -> set[tuple[str, str]]:
    """Pairs that may be the same story: alike by MinHash, or short and equal."""
    pairs: set[tuple[str, str]] = set()
    index = MinHashLSH(num_perm=_PERMUTATIONS, params=_BANDS)
    equal: dict[frozenset[str], str] = {}
    for doc_id in sorted(shingles):
        words = shingles[doc_id]
        if not words:
            continue
        if len(words) < MIN_SHINGLES:
            pairs.add((equal.setdefault(words, doc_id), doc_id))
            continue
        sketch = MinHash(num_perm=_PERMUTATIONS)
        sketch.update_batch([shingle.encode() for shingle in words])
        pairs.update((str(other), doc_id) for other in index.query(sketch))
        index.insert(doc_id, sketch)
    return {(one, other) for one, other in pairs if one != other}


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

"""Restored blocks. Key: doc_id, block_id. Value: how the block reads, so that it is known again.

Numbers of blocks move when `ingest` learns to take out more or less; the text
of a block does not.
"""

import hashlib
import re
from dataclasses import replace

from analysis.errors import RequestError
from analysis.ingest import restore
from analysis.types import Corpus, Document, Failure
from analysis.workspace.records import Entries, Files, Json, Key, Setting

NAME = "block"
_BEGINS = 80  # characters: enough to know it by in a list


def put_back(document: Document, block_id: str) -> Setting:
    """What is kept of a block that is put back. Raises RequestError where the document has none such."""
    restore(document, block_id)
    text = next(block.text for block in document.removed if block.block_id == block_id)
    return Setting(NAME, (document.doc_id, block_id), {"begins": _begin(text), "sha256": _sha256(text)})


def _begin(text: str) -> str:
    return text.encode(errors="replace").decode()[:_BEGINS]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def check(key: Key, value: Json) -> Json:
    """The value of a restored block; None takes it out again."""
    if len(key) != 2 or not all(key):
        raise RequestError(f"block: {key!r} is no doc_id and block_id; name both.")
    if value is None:
        return None
    if not isinstance(value, dict) or set(value) != {"begins", "sha256"}:
        raise RequestError(f"block {key[1]}: begins and sha256 were expected; put it back again.")
    begins, sha256 = value["begins"], value["sha256"]
    if not isinstance(begins, str) or len(begins) > _BEGINS or not re.fullmatch(r"[0-9a-f]{64}", str(sha256)):
        raise RequestError(
            f"block {key[1]}: begins or sha256 are not what they should be; put it back again."
        )
    return value


def files(value: Json) -> tuple[str, ...]:
    """None: the block stands in its document."""
    return ()


def apply(corpus: Corpus, entries: Entries, files: Files) -> tuple[Corpus, tuple[Failure, ...]]:
    """The corpus with the blocks back in their places."""
    places = {doc.doc_id: number for number, doc in enumerate(corpus)}
    documents = list(corpus)
    unused: list[Failure] = []
    for (doc_id, block_id), value in entries.items():
        assert isinstance(value, dict)
        number = places.get(doc_id)
        found = "" if number is None else _find_block(documents[number], block_id, str(value["sha256"]))
        if number is None or not found:
            what = "a document" if number is None else "a block"
            reason = f"the block “{value['begins']}” was put back in {what} that is not here"
            remedy = "open it together with the document, or take the block out again"
            unused.append(Failure(f"document {doc_id}", block_id, reason, remedy))
            continue
        documents[number] = restore(documents[number], found)
    return replace(corpus, documents=tuple(documents)), tuple(unused)


def _find_block(document: Document, block_id: str, sha256: str) -> str:
    """The block that reads so, the one of this number first; "" where there is none."""
    same = [block.block_id for block in document.removed if _sha256(block.text) == sha256]
    return block_id if block_id in same else next(iter(same), "")


def tell(key: Key, before: Json, after: Json) -> str:
    """“Put back …” or “Took out again …”."""
    value = after if isinstance(after, dict) else before
    assert isinstance(value, dict)
    return f"{'Took out again' if after is None else 'Put back'} “{value['begins']}” in document {key[0]}"

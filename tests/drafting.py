"""What the tests of all readers share: a text to read, the laws of a draft, files damaged at random."""

import contextlib
from collections.abc import Callable, Sequence

from hypothesis import strategies as st

from analysis import ingest
from analysis.errors import DocumentError
from analysis.ingest.formats import read_drafts
from analysis.ingest.records import Draft
from analysis.types import Document

BODY = (
    "China and Russia signed an agreement on trade and transport on Thursday. It provides for a second bridge over "
    "the river, and for a common office that will look after the traffic on it."
)
END = (
    "The agreement still has to be ratified by both parliaments. Observers in Seoul expect that to happen before "
    "the end of the year."
)


def read(data: bytes | str, name: str) -> list[Document]:
    """The documents of a file, as an upload gives them."""
    return ingest.read_bytes(data.encode() if isinstance(data, str) else data, name)


def read_one(data: bytes | str, name: str) -> Document:
    """The only document of a file."""
    (doc,) = read(data, name)
    return doc


def read_places(data: bytes | str, name: str) -> list[tuple[str, str]]:
    """The place of each record with the first word of its text, or of its error's reason after "!"."""
    drafts = read_drafts(data.encode() if isinstance(data, str) else data, name)
    return [
        (draft.place, draft.blocks[0].text.split()[0] if isinstance(draft, Draft) else f"! {draft.reason}")
        for draft in drafts
    ]


def told(doc: Document, *fields: str) -> tuple[str, ...]:
    """The values of some fields of a document."""
    return tuple(getattr(doc, field) for field in fields)


def check_laws(data: bytes, name: str) -> None:
    """Any bytes are read or refused; blocks lie in the raw text; the document has all that was not removed."""
    with contextlib.suppress(DocumentError):
        drafts = read_drafts(data, name)
        for draft in drafts:
            if isinstance(draft, Draft):
                places = [(block.start, block.end) for block in draft.blocks]
                assert all(0 <= start < end <= len(draft.raw) for start, end in places)
                assert places == sorted(places)
                assert all(block.text == block.text.strip() and block.text for block in draft.blocks)
        for doc in ingest.read_bytes(data, name):
            assert "\n\n".join(doc.text[part.start : part.end] for part in doc.paragraphs) == doc.text
            doc.text.encode()
            assert doc.published == "unknown" or doc.published_precision in ("year", "month", "day")


def damage(valid: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """Valid files cut off, with bytes exchanged, put in or taken out, one put into another; and random bytes."""
    whole = st.sampled_from(list(valid))
    places = st.floats(0, 1, exclude_max=True)
    junk = st.binary(max_size=12) | st.sampled_from(
        [b'"', b"\n", b",", b"<", b"&", b"\x00", b"{", b"]", b"\r", b"\xff\xfe", b"=?", b"--", b"\\"]
    )

    def cut(file: bytes, at: float) -> bytes:
        return file[: int(len(file) * at)]

    def put(file: bytes, at: float, what: bytes) -> bytes:
        place = int(len(file) * at)
        return file[:place] + what + file[place:]

    def exchange(file: bytes, at: float, what: bytes) -> bytes:
        place = int(len(file) * at)
        return file[:place] + what + file[place + len(what) :]

    def take(file: bytes, at: float, length: int) -> bytes:
        place = int(len(file) * at)
        return file[:place] + file[place + length :]

    changes: list[Callable[..., st.SearchStrategy[bytes]]] = [
        lambda: st.builds(cut, whole, places),
        lambda: st.builds(put, whole, places, junk),
        lambda: st.builds(exchange, whole, places, junk),
        lambda: st.builds(take, whole, places, st.integers(1, 200)),
        lambda: st.builds(put, whole, places, whole),
    ]
    return st.one_of(*(change() for change in changes), st.binary(max_size=300))

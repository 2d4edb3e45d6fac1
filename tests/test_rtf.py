"""RTF: encodings, styles, heads and feet, information, broken and hostile files."""

import contextlib
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import ingest
from analysis.errors import DocumentError
from analysis.ingest.formats import read_drafts
from analysis.ingest.records import Draft
from analysis.types import UNKNOWN, Document

HEAD = rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fswiss\fcharset204{\*\panose 02}Arial;}}"
STYLES = rb"{\stylesheet{\s0 Normal;}{\s1\b heading 1;}{\s2 Title;}{\*\cs9 Default;}}"
BODY = (
    "China and Russia signed an agreement on trade and transport on Thursday. It provides for a second bridge "
    "over the river, and for a common office that will look after the traffic on it."
)


def read(body: bytes, head: bytes = HEAD, name: str = "a.rtf") -> Document:
    (doc,) = ingest.read_bytes(head + body + b"}", name)
    return doc


def paragraphs(doc: Document) -> list[str]:
    return [doc.text[part.start : part.end] for part in doc.paragraphs]


def check_laws(data: bytes, name: str = "a.rtf") -> None:
    """Every block lies in raw as it reads; the text has all that are not furniture; blocks follow one another."""
    for draft in read_drafts(data, name):
        assert isinstance(draft, Draft)
        assert all(draft.raw[block.start : block.end] == block.text for block in draft.blocks)
        assert all(one.end < two.start for one, two in pairwise(draft.blocks))
    for doc in ingest.read_bytes(data, name):
        assert "\n\n".join(paragraphs(doc)) == doc.text
        doc.text.encode()


WHOLE = (
    HEAD
    + STYLES
    + rb"{\info{\title A Common Road}{\author Jane Doe}{\creatim\yr2023\mo10\dy30}}"
    + rb"{\header\pard Review of Borders\par}{\footer Page {\field{\*\fldinst PAGE}{\fldrslt 7}}\par}"
    + rb"\pard\s2 A Common Road\par\pard\s1 Part one\par\pard\plain "
    + BODY.encode()
    + rb"{\super\chftn}{\footnote\pard\plain{\super\chftn} A note on the bridge.}\par "
    + rb"\trowd\intbl Exports\cell 200 tonnes\cell\row\pard "
    + rb"The end of it.\par}"
)


def test_a_whole_document() -> None:
    (doc,) = ingest.read_bytes(WHOLE, "a.rtf")
    assert (doc.format, doc.title, doc.author, doc.published) == ("rtf", "A Common Road", "Jane Doe", UNKNOWN)
    assert paragraphs(doc) == [
        "Part one",
        BODY,
        "Exports",
        "200 tonnes",
        "The end of it.",
        "A note on the bridge.",
    ]
    assert [part.is_heading for part in doc.paragraphs] == [True, False, False, False, False, False]
    assert [(block.text, block.reason) for block in doc.removed] == [
        ("Review of Borders", "A running head of the document."),
        ("A Common Road", "The title again."),
        ("Page 7", "A running foot of the document."),
    ]
    assert doc.notes == (
        "The file says that it was made on 2023-10-30: as the date of publication, this is a guess.",
        "1 footnote(s) stand at the end of the text.",
    )
    check_laws(WHOLE)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (rb"caf\'e9 \ldblquote so\rdblquote\emdash no\'85", "café “so”—no…"),
        (rb"\f1\'ca\'e8\'f2\'e0\'e9\f0  caf\'e9", "Китай café"),
        (rb"\u1050?\u1080?\u-10179?\u-8704?.", "Ки😀."),
        (rb"\uc2\u1050\'3f\'3f, \uc0\u1080 so", "К, иso"),
        (rb"\uc1\u8217\'92s", "’s"),
        (rb"\{ \\ \} \~x\_y a\-b", "{ \\ } x‑y ab"),
        (b"caf\xe9 raw", "café raw"),
        (rb"One\line two\tab three.", "One two three."),
        (b"One\r\n two\\\r\nThree.", "One two|Three."),
        (rb"{\b One}{\i  two}\b0 x", "One twox"),
        (rb'{\field{\*\fldinst{HYPERLINK "http://x.org/a"}}{\fldrslt{the ministry}}} said', "the ministry said"),
        (rb"a{\pict\pngblip 89504e47}b{\*\shppict{\pict ffff}}c{\nonshppict{\pict ffff}}d", "abcd"),
        (rb"a{\pict\bin5 {}}{{}b", "ab"),
        (rb"a{\*\unknown b{c}d}e{\*\bkmkstart x}f", "aef"),
        (rb"a{\v hidden}b\v c\v0 d{\deleted gone}", "abd"),
        (rb"{\pntext\'B7\tab}One\par{\listtext 2.\tab}Two", "One|Two"),
        (rb"a{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt In a box.\par}}{\shprslt Old.}}b", "ab|In a box."),
        (rb"{\upr{Old}{\*\ud{New}}}", "Old"),
    ],
)  # fmt: skip
def test_text(body: bytes, expected: str) -> None:
    assert "|".join(paragraphs(read(body))) == expected


@pytest.mark.parametrize(
    ("head", "body", "expected", "note"),
    [
        (rb"{\rtf1\ansi\ansicpg1251 ", "Китай и Россия".encode("cp1251"), "Китай и Россия", ""),
        (rb"{\rtf1\ansi\ansicpg936 ", b"".join(b"\\'%02x" % byte for byte in "中国。".encode("gbk")), "中国。", ""),
        (rb"{\rtf1\mac ", rb"caf\'8e", "café", ""),
        (rb"{\rtf1\pc ", rb"caf\'82", "café", ""),
        (rb"{\rtf1\ansi\ansicpg10007 ", rb"\'8a\'e8", "Ки", ""),
        (rb"{\rtf1\ansi\ansicpg99999 ", rb"caf\'e9", "café", "this is a guess"),
        (rb"{\rtf1\ansi\ansicpg1251 ", "Китай 😀".encode(), "Китай 😀", "UTF-8: a guess"),
        (rb"{\rtf1{\fonttbl{\f0\fcharset78 x;}}\f0 ", rb"caf\'e9", "café", ""),
    ],
)  # fmt: skip
def test_encodings(head: bytes, body: bytes, expected: str, note: str) -> None:
    doc = read(body, head)
    assert doc.text == expected
    assert note in " ".join(doc.notes)
    assert bool(note) == bool(doc.notes)


@pytest.mark.parametrize(
    ("info", "title", "author"),
    [
        (rb"{\info{\title A \u8220?Road\'94}{\author Jane Doe}}", "A “Road”", "Jane Doe"),
        (rb"{\info{\title Document1}{\author Windows User}}", UNKNOWN, UNKNOWN),
        (rb"{\info{\title{\b x}}{\creatim\yr99999\mo13\dy45}}", "x", UNKNOWN),
        (rb"{\title no information}{\author nobody}", UNKNOWN, UNKNOWN),
    ],
)
def test_information(info: bytes, title: str, author: str) -> None:
    doc = read(info + BODY.encode())
    assert (doc.title, doc.author) == (title, author)
    assert doc.published == UNKNOWN


def test_headings_without_styles_must_be_found_out() -> None:
    doc = read(BODY.encode() + rb"\par What Comes Next\par " + BODY.encode())
    assert [part.is_heading for part in doc.paragraphs] == [False, True, False]
    assert read(rb"\outlinelevel0 on the road\par\pard " + BODY.encode()).paragraphs[0].is_heading


def test_content_counts_before_the_extension() -> None:
    for name in ("a.doc", "a.txt", "a"):
        assert read(BODY.encode(), name=name).text == BODY
    with pytest.raises(DocumentError, match="called an RTF file, but is none"):
        ingest.read_bytes(BODY.encode(), "a.rtf")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (rb"{\rtf1", "cut off before its text"),
        (rb"{\rtf1}", "no text"),
        (rb"{\rtf1{\fonttbl{\f0 Times", "cut off before its text"),
        (rb"{\rtf1" + b"{" * 101, "deeper than 100"),
        (rb"{\rtf1 \bin99999999 abc}", "cut off before its text"),
        (rb"{\rtf1{\header only a head}}", "no text"),
    ],
)
def test_without_text(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        ingest.read_bytes(data, "a.rtf")


def test_a_file_cut_off_is_read_as_far_as_it_goes() -> None:
    (doc,) = ingest.read_bytes(WHOLE[: WHOLE.index(rb"\trowd")], "a.rtf")
    assert paragraphs(doc)[:2] == ["Part one", BODY]
    assert doc.complete == "no"
    assert "The file is cut off before its end." in doc.notes


@pytest.mark.parametrize(
    "data",
    [
        rb"{\rtf1 " + b"{}" * 500_000,
        rb"{\rtf1 " + b"{a" * 90 + b"}a{" * 300_000,
        rb"{\rtf1 " + rb"{\field{\*\fldinst{HYPERLINK " * 30 + b'"' * 300_000,
        rb"{\rtf1 " + rb"{\field{\*\fldinst{ HYPERLINK " + b'" ' * 300_000 + b"}}{a b}}",
        rb"{\rtf1{\fonttbl" + rb"{\f1\fcharset1 " * 50 + rb"\f1\fcharset" * 100_000,
        rb"{\rtf1 \u" + b"9" * 300_000,
        rb"{\rtf1 " + rb"\u99999999 a\uc99999999 b\u-99999999 c\bin-5 d\f-1 e\s-9 f\'zz\'",
        rb"{\rtf1 " + rb"\'ff" * 300_000,
        rb"{\rtf1 \ansicpg" + b"9" * 10 + rb"\ansicpg\ansicpg-1 a",
        rb"{\rtf1 a\par " + b"\\" * 300_001,
        rb"{\rtf1 {\pict\bin" + b"9" * 5_000 + b" a",
        rb"}}}{\rtf1 a}",
    ],
)
def test_hostile_files_end_in_time(data: bytes) -> None:
    start = time.perf_counter()
    with contextlib.suppress(DocumentError):
        check_laws(data)
    assert time.perf_counter() - start < 30


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(6, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=10))
def test_changed_bytes_are_read_or_refused(changes: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for place, byte in changes:
        data[place] = byte
    with contextlib.suppress(DocumentError):
        check_laws(bytes(data))


WORDS = st.sampled_from(
    [b"{", b"}", b"\\", b"\\par ", b"\\u1050", b"\\uc2", b"\\'e9", b"\\*", b"\\bin3", b"\\footnote", b"\\header", b"\\info",
     b"\\title", b"\\fonttbl", b"\\fcharset134", b"\\stylesheet", b"\\s1", b"\\f1", b"\\v", b"\\fldinst", b"text", b" ", b"\n",
     b"\xe9", b"\x00", b"\\pict", b"\\ansicpg936", b"\\shptxt", b";", b"\\u-10179?"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=60).map(b"".join) | st.binary(max_size=200))
def test_any_groups_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(DocumentError):
        check_laws(b"{\\rtf1 " + data)

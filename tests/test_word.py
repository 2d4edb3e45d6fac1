"""Word files: styles, lists, tables, notes, heads and feet, information; locked, old, broken and hostile ones."""

import contextlib
import io
import re
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import ingest
from analysis.errors import DocumentError
from analysis.ingest.formats import read_drafts
from analysis.ingest.records import Draft
from analysis.ingest.word import package as word_package
from analysis.types import UNKNOWN, Document

BODY = (
    "China and Russia signed an agreement on trade and transport on Thursday. It provides for a second bridge "
    "over the river, and for a common office that will look after the traffic on it."
)
W = nsdecls("w")
BIN = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default '
DOCM = b"application/vnd.ms-word.document.macroEnabled.main+xml"
DOCX = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def save(word: Any) -> bytes:
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def make(*xml: str) -> bytes:
    """A Word file with paragraphs given as XML, and the body's text after them."""
    word = docx.Document()
    for text in xml:
        word.element.body.insert(
            len(word.element.body) - 1, parse_xml(f"<w:p {W} {nsdecls('r')}>{text}</w:p>")
        )
    word.add_paragraph(BODY)
    return save(word)


def change(data: bytes, path: str, edit: Callable[[bytes], bytes]) -> bytes:
    """The same file with one of its parts edited, or a new one."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {name: old.read(name) for name in old.namelist()}
        parts[path] = edit(parts.get(path, b""))
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


def read(data: bytes, name: str = "a.docx") -> Document:
    (doc,) = ingest.read_bytes(data, name)
    return doc


def paragraphs(doc: Document) -> list[str]:
    return [doc.text[part.start : part.end] for part in doc.paragraphs]


def check_laws(data: bytes, name: str = "a.docx") -> None:
    """Every block lies in raw as it reads; the text has all that are not furniture; blocks follow one another."""
    for draft in read_drafts(data, name):
        assert isinstance(draft, Draft)
        assert all(draft.raw[block.start : block.end] == block.text for block in draft.blocks)
        assert all(one.end < two.start for one, two in pairwise(draft.blocks))
    for doc in ingest.read_bytes(data, name):
        assert "\n\n".join(paragraphs(doc)) == doc.text
        doc.text.encode()


def make_whole() -> bytes:
    word = docx.Document()
    word.add_paragraph("A Common Road", style="Title")
    word.add_heading("Part one", 1)
    paragraph = word.add_paragraph("China and Russia ")
    paragraph.add_run("signed an agreement").bold = True
    paragraph.add_run(BODY.removeprefix("China and Russia signed an agreement"))
    word.add_paragraph("The first point", style="List Bullet")
    word.add_paragraph("The second point", style="List Number")
    table = word.add_table(2, 2)
    table.cell(0, 0).text = "Exports"
    table.cell(0, 1).merge(table.cell(1, 1)).text = "200 tonnes"
    word.add_paragraph("The end of it.")
    word.sections[0].header.paragraphs[0].text = "Review of Borders"
    word.sections[0].footer.paragraphs[0].text = "Volume 7"
    word.add_section()
    word.core_properties.title = "Another title"
    word.core_properties.author = "Jane Doe"
    word.core_properties.created = datetime(2023, 10, 30, tzinfo=UTC)
    return save(word)


WHOLE = make_whole()


def test_a_whole_document() -> None:
    doc = read(WHOLE)
    assert (doc.format, doc.title, doc.author, doc.published) == (
        "docx",
        "A Common Road",
        "Jane Doe",
        UNKNOWN,
    )
    assert paragraphs(doc) == [
        "Part one", BODY, "The first point", "The second point", "Exports", "200 tonnes", "The end of it.",
    ]  # fmt: skip
    assert [part.is_heading for part in doc.paragraphs] == [True, *[False] * 6]
    assert [(block.text, block.reason) for block in doc.removed] == [
        ("Review of Borders", "A running head of the document."),
        ("A Common Road", "The title again."),
        ("Volume 7", "A running foot of the document."),
    ]
    assert doc.notes == (
        "The file says that it was made on 2023-10-30: as the date of publication, this is a guess.",
    )
    check_laws(WHOLE)


@pytest.mark.parametrize(
    ("xml", "expected", "note"),
    [
        ("<w:r><w:t>One</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r>", "One two three", ""),
        ("<w:r><w:t>Sino</w:t><w:noBreakHyphen/><w:t>Rus</w:t><w:softHyphen/><w:t>sian</w:t></w:r>", "Sino‑Russian", ""),
        ('<w:hyperlink r:id="rId1"><w:r><w:t>A link</w:t></w:r></w:hyperlink><w:r><w:t>.</w:t></w:r>', "A link.", ""),
        ('<w:ins w:id="1"><w:r><w:t>New</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>old</w:delText></w:r></w:del>',
         "New", "accepted"),
        ("<w:r><w:t>Seen</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r>", "Seen", "hides"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Seen</w:t></w:r>', "Seen", ""),
        ("<w:sdt><w:sdtContent><w:r><w:t>In a field</w:t></w:r></w:sdtContent></w:sdt>", "In a field", ""),
        ('<w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r><w:r><w:t>Shown</w:t></w:r>', "Shown", ""),
        ("<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:pict><w:t>Beside</w:t></w:r>",
         "Beside|In a box", ""),
        ("<!-- a comment --><?pi x?><w:r><w:t>One</w:t></w:r>", "One", ""),
    ],
)  # fmt: skip
def test_runs(xml: str, expected: str, note: str) -> None:
    doc = read(make(xml))
    assert "|".join(paragraphs(doc)) == f"{expected}|{BODY}"
    assert note in " ".join(doc.notes)
    assert bool(note) == bool(doc.notes)


def test_a_table_of_contents_is_furniture() -> None:
    word = docx.Document()
    word.styles.add_style("toc 1", 1)
    word.add_paragraph("Part one\t3", style="toc 1")
    word.add_paragraph(BODY)
    doc = read(save(word))
    assert doc.text == BODY
    assert [block.reason for block in doc.removed] == ["A line of a table of contents."]


def test_styles_based_on_a_heading_are_headings_even_in_a_circle() -> None:
    word = docx.Document()
    own = word.styles.add_style("House", 1)
    own.base_style = word.styles["Heading 2"]
    one, two = word.styles.add_style("One", 1), word.styles.add_style("Two", 1)
    one.base_style, two.base_style = two, one
    word.add_paragraph("Part one", style="House")
    word.add_paragraph(BODY, style="One")
    doc = read(save(word))
    assert [part.is_heading for part in doc.paragraphs] == [True, False]


def test_without_heading_styles_they_must_be_found_out() -> None:
    word = docx.Document()
    for text in (BODY, "What Comes Next", BODY):
        word.add_paragraph(text)
    assert [part.is_heading for part in read(save(word)).paragraphs] == [False, True, False]


NOTES = f"""<w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>rule</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>A note on the bridge.</w:t></w:r></w:p></w:footnote></w:footnotes>"""
RELATION = b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/></Relationships>'


def add_part(data: bytes, kind: str, path: str, part: bytes) -> bytes:
    """A file with one more part of a kind."""
    name = path.removeprefix("word/").encode()
    relation = RELATION % (kind.encode(), name)
    data = change(
        data, "word/_rels/document.xml.rels", lambda old: old.replace(b"</Relationships>", relation)
    )
    return change(data, path, lambda _: part)


def test_notes_stand_at_the_end() -> None:
    doc = read(add_part(make(), "footnotes", "word/footnotes.xml", NOTES.encode()))
    assert paragraphs(doc) == [BODY, "A note on the bridge."]
    assert doc.notes == ("The notes stand at the end of the text.",)


def test_comments_are_left_out_and_said() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph(BODY)
    word.add_comment(paragraph.runs, text="Is this so?", author="Jane Doe")
    doc = read(save(word))
    assert doc.text == BODY
    assert doc.notes == ("The comments of reviewers are left out.",)


@pytest.mark.parametrize(
    ("title", "author", "expected"),
    [
        ("A Common Road", "Jane Doe", ("A Common Road", "Jane Doe")),
        ("Document1", "python-docx", (UNKNOWN, UNKNOWN)),
        ("", "", (UNKNOWN, UNKNOWN)),
    ],
)
def test_information(title: str, author: str, expected: tuple[str, str]) -> None:
    word = docx.Document()
    word.add_paragraph(BODY)
    word.core_properties.title, word.core_properties.author = title, author
    doc = read(save(word))
    assert (doc.title, doc.author) == expected
    assert doc.published == UNKNOWN


def test_without_information_none_is_made_up() -> None:
    data = change(
        WHOLE, "_rels/.rels", lambda old: re.sub(rb'<Relationship [^>]*core-properties"[^>]*/>', b"", old)
    )
    doc = read(data)
    assert (doc.author, doc.notes) == (UNKNOWN, ())


# ---- kinds of file ----


def test_macros_are_not_opened() -> None:
    data = change(
        WHOLE, "[Content_Types].xml", lambda old: old.replace(DOCX, DOCM).replace(b"<Default ", BIN, 1)
    )
    data = add_part(data, "vbaProject", "word/vbaProject.bin", b"\xd0\xcf\x11\xe0 macros")
    assert read(data, "a.docm").text == read(WHOLE).text
    with zipfile.ZipFile(word_package.repack(data, "a.docm")) as archive:
        assert archive.read("word/vbaProject.bin") == b""


def test_strict_open_xml_is_read() -> None:
    def make_strict(old: bytes) -> bytes:
        return re.sub(
            rb"http://schemas\.openxmlformats\.org/(officeDocument|wordprocessingml)/2006/",
            rb"http://purl.oclc.org/ooxml/\1/",
            old,
        )

    data = WHOLE
    for path in ("word/document.xml", "word/styles.xml", "_rels/.rels", "word/_rels/document.xml.rels"):
        data = change(data, path, make_strict)
    assert paragraphs(read(data)) == paragraphs(read(WHOLE))


def test_content_counts_before_the_extension() -> None:
    assert read(WHOLE, "a.txt").text == read(WHOLE).text
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.bin", b"x")
    with pytest.raises(DocumentError) as caught:
        ingest.read_bytes(other.getvalue(), "a.docx")
    assert "Word file is broken" not in caught.value.reason
    with pytest.raises(DocumentError, match="called a Word file, but is none"):
        ingest.read_bytes(BODY.encode(), "a.docx")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "name", "reason", "remedy"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), "a.doc", "an old Word file", "save it as .docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "protected by a password", "without one"),
        (b"PK\x03\x04\x14\x00", "a.docx", "broken or cut off", "save it again"),
        (WHOLE[: len(WHOLE) // 2], "a.docx", "broken or cut off", "save it again"),
        (save(docx.Document()), "a.docx", "no text", "OCR"),
        (change(WHOLE, "word/document.xml", lambda _: b"<a>"), "a.docx", "broken or cut off", "save it again"),
        (change(WHOLE, "word/document.xml", lambda _: b"text"), "a.docx", "no XML", "save it again"),
        (change(WHOLE, "word/document.xml", lambda _: f"<w:document {W}/>".encode()), "a.docx", "body", "save it again"),
        (change(WHOLE, "[Content_Types].xml", lambda _: b"<Types/>"), "a.docx", "broken or cut off", "save it again"),
    ],
)  # fmt: skip
def test_files_that_cannot_be_read(data: bytes, name: str, reason: str, remedy: str) -> None:
    with pytest.raises(DocumentError) as caught:
        ingest.read_bytes(data, name)
    assert reason in caught.value.reason
    assert remedy in caught.value.remedy


# ---- hostile ----

LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(20)
) + b"]><w>&u;</w>"  # fmt: skip
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'
HIDDEN = b'<?xml version="1.0" encoding="UTF-7"?><w/>'


@pytest.mark.parametrize("part", [LAUGHS, OUTSIDE, OUTSIDE.decode().encode("utf-16"), HIDDEN])
@pytest.mark.parametrize(
    "path", ["word/document.xml", "word/styles.xml", "[Content_Types].xml", "_rels/.rels"]
)
def test_entities_are_refused(part: bytes, path: str) -> None:
    with pytest.raises(DocumentError, match="entities or a strange encoding"):
        read(change(WHOLE, path, lambda _: part))


def test_a_zip_bomb_is_refused_before_it_unpacks() -> None:
    bomb = change(WHOLE, "word/document.xml", lambda old: old + b" " * 70_000_000)
    start = time.perf_counter()
    with pytest.raises(DocumentError, match="unpacks to"):
        read(bomb)
    assert time.perf_counter() - start < 5


def test_a_bomb_beside_the_text_stays_packed() -> None:
    data = change(WHOLE, "word/media/image1.png", lambda _: b"\0" * 70_000_000)
    start = time.perf_counter()
    assert read(data).text == read(WHOLE).text
    assert time.perf_counter() - start < 5


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_package, "MAX_PARTS", 5)
    with pytest.raises(DocumentError, match="more than the 5"):
        read(WHOLE)


def test_a_part_that_says_less_than_it_holds_is_not_read_beyond_it() -> None:
    data = bytearray(WHOLE)
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = (1).to_bytes(4, "little")
    with contextlib.suppress(DocumentError):
        check_laws(bytes(data))


def nest(tag: str, depth: int) -> bytes:
    inner = f"<w:{tag}>" * depth + "<w:p><w:r><w:t>Deep</w:t></w:r></w:p>" + f"</w:{tag}>" * depth
    return f"<w:document {W}><w:body>{inner}<w:p><w:r><w:t>{BODY}</w:t></w:r></w:p></w:body></w:document>".encode()


def test_nested_tables_are_read_to_a_depth() -> None:
    assert paragraphs(read(change(WHOLE, "word/document.xml", lambda _: nest("tbl", 20))))[0] == "Deep"
    doc = read(change(WHOLE, "word/document.xml", lambda _: nest("tbl", 200)))
    assert paragraphs(doc) == [BODY]
    assert "deeper than 100" in " ".join(doc.notes)
    with pytest.raises(DocumentError, match="broken or cut off"):
        read(change(WHOLE, "word/document.xml", lambda _: nest("tbl", 100_000)))


def test_paths_that_lead_out_of_the_file_lead_nowhere() -> None:
    data = add_part(WHOLE, "footnotes", "word/../../../etc/passwd", b"<x/>")
    with contextlib.suppress(DocumentError):
        check_laws(data)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(4, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_changed_bytes_are_read_or_refused(changes: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for place, byte in changes:
        data[place] = byte
    with contextlib.suppress(DocumentError):
        check_laws(bytes(data))


PATHS = ["word/document.xml", "word/styles.xml", "docProps/core.xml", "_rels/.rels", "[Content_Types].xml",
         "word/_rels/document.xml.rels", "word/header1.xml"]  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(PATHS),
    st.integers(0, 4_000),
    st.sampled_from(["", "<", ">", "w:", "/", "x", '"', "<w:p/>", "\0"]),
    st.integers(0, 30),
)
def test_changed_parts_are_read_or_refused(path: str, place: int, new: str, n_cut: int) -> None:
    data = change(WHOLE, path, lambda old: old[:place] + new.encode() + old[place + n_cut :])
    with contextlib.suppress(DocumentError):
        check_laws(data)

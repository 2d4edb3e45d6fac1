"""PDF: reading order, paragraphs, hyphens, running heads, scans, passwords, broken and hostile files."""

import contextlib
import io
import re
import time
import zlib
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from analysis import ingest
from analysis.errors import DocumentError
from analysis.ingest.formats import read_drafts
from analysis.ingest.pdf import draft as pdf_draft
from analysis.ingest.records import Draft
from analysis.types import UNKNOWN, Document

FONTS = "<</F1 5 0 R /F2 6 0 R>>"
WORDS = (
    "China and Russia signed an agreement on trade and transport on Thursday. It provides for a second bridge "
    "over the river, and for a common office that will look after the traffic on it. Both governments called it "
    "a success and said that the work would begin before the end of the year."
)
SECOND = (
    "The agreement still has to be ratified by both parliaments. Observers in Seoul and Tokyo expect that to "
    "happen soon, although some members have announced that they will vote against it because of its cost."
)
THIRD = (
    "Nobody knows what the bridge will cost. The ministries gave no figure when they were asked on Friday."
)


def show(x: float, y: float, text: str, *, size: float = 10, font: str = "F1") -> str:
    """A line of text at a place of a page."""
    letters = text.encode("cp1252").decode("latin-1")
    escaped = letters.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET\n"


def wrap(text: str, width: int) -> list[str]:
    """A text in lines, broken between words only."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def column(x: float, y: float, paragraphs: Sequence[str], *, width: int = 80, indent: float = 15) -> str:
    """Paragraphs one below the other; the first line of each stands in."""
    found = ""
    for text in paragraphs:
        for number, line in enumerate(wrap(text, width)):
            found += show(x + (0 if number else indent), y, line)
            y -= 12
    return found


def make_pdf(
    pages: Sequence[str],
    *,
    info: str = "",
    resources: str = "",
    page: str = "",
    more: Sequence[str] = (),
    packed: bool = True,
) -> bytes:
    """A PDF with a drawing on each page, written by hand; `more` are objects from number 7 on."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "",
        f"<<{info}>>",
        "null",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
        *more,
    ]
    kids = []
    for content in pages:
        data = zlib.compress(content.encode("latin-1")) if packed else content.encode("latin-1")
        coded = "/Filter/FlateDecode" if packed else ""
        stream = f"<</Length {len(data)}{coded}>>\nstream\n{data.decode('latin-1')}\nendstream"
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]{page}/Contents {len(objects) + 2} 0 R"
            f"/Resources<</Font {FONTS} {resources}>>>>"
        )
        objects.append(stream)
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    out = b"%PDF-1.4\n"
    places = []
    for number, text in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R/Info 3 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + (head + tail).encode("latin-1")


def read(data: bytes, name: str = "a.pdf") -> Document:
    (doc,) = ingest.read_bytes(data, name)
    return doc


def paragraphs(doc: Document) -> list[str]:
    return [doc.text[part.start : part.end] for part in doc.paragraphs]


def headings(doc: Document) -> list[str]:
    return [doc.text[part.start : part.end] for part in doc.paragraphs if part.is_heading]


def check_laws(data: bytes, name: str = "a.pdf") -> None:
    """Every block lies in raw as it reads; the text has all that are not furniture; blocks follow one another."""
    for draft in read_drafts(data, name):
        assert isinstance(draft, Draft)
        assert all(draft.raw[block.start : block.end] == block.text for block in draft.blocks)
        assert all(one.end < two.start for one, two in pairwise(draft.blocks))
    for doc in ingest.read_bytes(data, name):
        assert "\n\n".join(paragraphs(doc)) == doc.text
        assert all(doc.raw[block.start : block.end] == block.text for block in doc.removed)
        doc.text.encode()


# ---- the text ----


def test_paragraphs_by_their_indents() -> None:
    doc = read(make_pdf([column(70, 760, [WORDS, SECOND, THIRD])]))
    assert paragraphs(doc) == [WORDS, SECOND, THIRD]
    assert (doc.format, doc.language, doc.complete) == ("pdf", "en", UNKNOWN)
    assert doc.notes == ()


def test_paragraphs_by_the_gaps_between_them() -> None:
    page = "".join(
        column(70, 760 - 100 * n, [text], indent=0) for n, text in enumerate((WORDS, SECOND, THIRD))
    )
    assert paragraphs(read(make_pdf([page]))) == [WORDS, SECOND, THIRD]


def test_title_heading_and_body() -> None:
    page = show(70, 780, "Two Neighbours Look for a Common Road", size=20)
    page += column(70, 740, [WORDS], indent=0)
    page += show(70, 660, "What comes next", size=10, font="F2") + column(70, 640, [SECOND], indent=0)
    doc = read(make_pdf([page]))
    assert doc.title == "Two Neighbours Look for a Common Road"
    assert paragraphs(doc) == [WORDS, "What comes next", SECOND]
    assert headings(doc) == ["What comes next"]


@pytest.mark.parametrize("by_rows", [False, True], ids=["column by column", "row by row"])
def test_two_columns_are_read_one_after_the_other(by_rows: bool) -> None:
    left = column(60, 700, [WORDS, SECOND], width=44)
    right = column(310, 700, [THIRD, WORDS], width=44)
    lines = left.splitlines(True) + right.splitlines(True)
    if by_rows:
        lines.sort(key=lambda line: -float(line.split()[9]))
    title = show(60, 760, "A title that stands across both columns of the page", size=18)
    doc = read(make_pdf([title + "".join(lines)]))
    assert paragraphs(doc) == [WORDS, SECOND, THIRD, WORDS]


def test_a_sentence_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    lines = wrap(WORDS, 44)
    left = "".join(show(60, 700 - 12 * n, line) for n, line in enumerate(lines[:4]))
    right = "".join(show(310, 700 - 12 * n, line) for n, line in enumerate(lines[4:]))
    lines = wrap(SECOND, 80)
    foot = "".join(show(60, 300 - 12 * n, line) for n, line in enumerate(lines[:1]))
    top = "".join(show(60, 760 - 12 * n, line) for n, line in enumerate(lines[1:]))
    assert SECOND in paragraphs(read(make_pdf([column(60, 700, [THIRD]) + foot, top])))
    if len(wrap(WORDS, 44)) >= 8:
        assert WORDS in paragraphs(read(make_pdf([left + right])))


@pytest.mark.parametrize("side", ["right", "left"])
def test_a_box_is_read_before_the_text_beside_it(side: str) -> None:
    lines = wrap(WORDS, 50)
    x, box_x = (70, 360) if side == "right" else (240, 70)
    page = column(70, 790, [SECOND, THIRD], indent=0)
    page += "".join(show(x, 700 - 12 * n, line) for n, line in enumerate(lines))
    box = [
        "Key points",
        "The bridge will open next",
        "year, the ministries say.",
        "Its cost is not known yet.",
    ]
    page += "".join(show(box_x, 700 - 12 * n, line, font="F1" if n else "F2") for n, line in enumerate(box))
    page += column(70, 600, [SECOND, WORDS, SECOND, WORDS, SECOND, WORDS])
    found = paragraphs(read(make_pdf([page])))
    assert found[-9:-4] == [
        "Key points", "The bridge will open next year, the ministries say. Its cost is not known yet.", WORDS, SECOND, WORDS,
    ]  # fmt: skip


def test_a_table_is_read_row_by_row() -> None:
    rows = [("Year", "Exports", "Imports"), *((str(2015 + n), str(100 + n), str(200 + n)) for n in range(6))]
    page = column(70, 760, [WORDS], indent=0)
    for n, row in enumerate(rows):
        page += "".join(show(70 + 150 * m, 660 - 14 * n, cell) for m, cell in enumerate(row))
    found = paragraphs(read(make_pdf([page])))
    assert "2017 102 202" in " ".join(found)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["They praised the infra-", "structure of the neighbour."], "They praised the infrastructure of the neighbour."),
        (["The Sino-", "Russian border is long."], "The Sino-Russian border is long."),
        (["A long-term plan, and another long-", "term plan."], "A long-term plan, and another long-term plan."),
        (["The years 2019-", "2020 were hard ones."], "The years 2019-2020 were hard ones."),
        (["It said —", "and meant it — no."], "It said — and meant it — no."),
        (["The eﬀect of the ﬁrst".replace("ﬀ", "ff").replace("ﬁ", "fi"), "day."], "The effect of the first day."),
    ],
)  # fmt: skip
def test_words_broken_at_the_end_of_a_line(lines: list[str], expected: str) -> None:
    page = "".join(show(70, 700 - 12 * n, line) for n, line in enumerate(lines))
    assert read(make_pdf([page])).text == expected


def test_letters_apart_are_words_and_kerned_ones_are_not() -> None:
    page = "BT /F1 10 Tf 70 700 Td [(The min) 20 (istry) -300 (said) -250 (so.)] TJ ET"
    assert read(make_pdf([page])).text == "The ministry said so."


def test_text_written_twice_is_read_once() -> None:
    page = show(70, 700, "The ministry said so.") + show(70.3, 700, "The ministry said so.")
    assert read(make_pdf([page])).text == "The ministry said so."


def test_notes_at_the_foot_come_after_the_text() -> None:
    lines = wrap(WORDS, 80)
    first = "".join(show(70, 300 - 12 * n, line) for n, line in enumerate(lines[:2]))
    first = column(70, 760, [SECOND]) + first + show(70, 100, "1 A note on the bridge.", size=7)
    second = "".join(show(70, 760 - 12 * n, line) for n, line in enumerate(lines[2:]))
    assert paragraphs(read(make_pdf([first, second]))) == [SECOND, WORDS, "1 A note on the bridge."]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_upright(turn: int) -> None:
    matrix = {90: "0 1 -1 0 595 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 842"}[turn]
    page = f"q {matrix} cm {column(70, 500, [WORDS, SECOND])} Q"
    assert paragraphs(read(make_pdf([page], page=f"/Rotate {turn}"))) == [WORDS, SECOND]


def test_forms_within_the_page_are_read() -> None:
    inner = show(0, 0, "The ministry said so.")
    form = f"<</Type/XObject/Subtype/Form/BBox[0 0 500 500]/Resources<</Font {FONTS}>>/Length {len(inner)}>>\nstream\n{inner}\nendstream"
    data = make_pdf(["q 1 0 0 1 70 700 cm /X Do Q"], resources="/XObject<</X 7 0 R>>", more=[form])
    assert read(data).text == "The ministry said so."


# ---- furniture ----


def pages_with_edges(n_pages: int) -> list[str]:
    """Pages with a running head that has a number in it, and a number at the foot."""
    texts = [WORDS, SECOND, THIRD]
    return [
        show(70, 800, f"Review of Borders, vol. {n}")
        + column(70, 760, [texts[n % 3], texts[(n + 1) % 3]])
        + show(290, 40, f"- {n + 1} -")
        for n in range(n_pages)
    ]


def test_running_heads_and_numbers_of_pages_are_removed() -> None:
    doc = read(make_pdf(pages_with_edges(4)))
    assert [block.text for block in doc.removed] == [
        text for n in range(4) for text in (f"Review of Borders, vol. {n}", f"- {n + 1} -")
    ]
    assert {block.reason for block in doc.removed} == {
        "It stands at the edge of page after page.",
        "The number of a page.",
    }
    assert len(doc.paragraphs) == 8
    whole = doc
    for block in doc.removed:
        whole = ingest.restore(whole, block.block_id)
    assert whole.removed == ()
    assert "Review of Borders, vol. 3" in whole.text


def test_heads_that_change_with_the_chapter_go_by_their_number() -> None:
    pages = [
        show(70, 800, f"{title} {n + 14}") + column(70, 760, [text])
        for n, (title, text) in enumerate(
            zip(["The Road", "The River", "The Bridge"], [WORDS, SECOND, THIRD], strict=True)
        )
    ]
    doc = read(make_pdf(pages))
    assert len(doc.removed) == 3
    assert paragraphs(doc) == [WORDS, SECOND, THIRD]


def test_pages_that_are_all_alike_keep_their_text() -> None:
    doc = read(make_pdf([column(70, 760, [WORDS])] * 3))
    assert paragraphs(doc) == [WORDS] * 3


def test_a_line_at_the_edge_of_one_page_stays() -> None:
    pages = [column(70, 760, [text]) for text in (WORDS, SECOND, THIRD)]
    pages[1] += show(70, 40, "Nobody else has said so.")
    doc = read(make_pdf(pages))
    assert doc.removed == ()
    assert "Nobody else has said so." in doc.text


def test_what_a_browser_prints_around_a_page_is_removed() -> None:
    page = show(20, 825, "11/25/26, 1:46 PM", size=8) + show(300, 825, "A Road", size=8)
    page += (
        column(70, 760, [WORDS])
        + show(20, 15, "https://example.org/road", size=8)
        + show(560, 15, "1/1", size=8)
    )
    doc = read(make_pdf([page]))
    assert [block.text for block in doc.removed] == ["11/25/26, 1:46 PM", "https://example.org/road", "1/1"]


def test_a_stamp_along_the_edge_is_removed() -> None:
    stamp = "BT /F1 12 Tf 0 1 -1 0 30 300 Tm (Downloaded by the library) Tj ET\n"
    doc = read(make_pdf([stamp + column(70, 760, [WORDS])]))
    assert doc.text == WORDS
    assert [block.text for block in doc.removed] == ["Downloaded by the library"]


def test_a_table_of_contents_is_removed() -> None:
    page = "".join(show(70, 700 - 14 * n, f"Chapter {n} {'. ' * 30}{n + 3}") for n in range(1, 5))
    doc = read(make_pdf([page + column(70, 560, [WORDS])]))
    assert doc.text == WORDS
    assert len(doc.removed) == 4


# ---- what the file tells ----


@pytest.mark.parametrize(
    ("info", "title", "author", "n_notes"),
    [
        ("/Title(A Common Road)/Author(Jane Doe)", "A Common Road", "Jane Doe", 0),
        ("/Title(Microsoft Word - road.docx)/Author(Administrator)", UNKNOWN, UNKNOWN, 2),
        ("/Title(RR1234_final)/Author(jdoe17)", UNKNOWN, UNKNOWN, 2),
        ("/Title<FEFF004100200052006F0061006400210020>", "A Road!", UNKNOWN, 0),
        ("/Title(untitled)/Author()", UNKNOWN, UNKNOWN, 1),
        ("/Title 5 /Author[1 2]", UNKNOWN, UNKNOWN, None),
    ],
)
def test_information(info: str, title: str, author: str, n_notes: int | None) -> None:
    doc = read(make_pdf([column(70, 760, [WORDS])], info=info))
    assert (doc.title, doc.author) == (title, author)
    assert doc.text == WORDS
    assert n_notes is None or len(doc.notes) == n_notes


def test_the_day_it_was_made_is_a_guess_and_no_date() -> None:
    doc = read(
        make_pdf([column(70, 760, [WORDS])], info="/CreationDate(D:20231030120000Z)/ModDate(D:20240101)")
    )
    assert doc.published == UNKNOWN
    assert doc.notes == (
        "The file says that it was made on 2023-10-30: as the date of publication, this is a guess.",
    )
    assert str(datetime.now().year) not in " ".join(doc.notes)


# ---- what has no text ----

PICTURE = "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\nstream\nA\nendstream"
SCAN = "q 595 0 0 842 0 0 cm /X Do Q"
XOBJECT = "/XObject<</X 7 0 R>>"


@pytest.mark.parametrize(
    ("pages", "reason", "remedy"),
    [
        ([SCAN, SCAN], "this is a scan", "OCR"),
        ([SCAN + show(70, 20, "Scanned by Cam"), SCAN], "this is a scan", "OCR"),
        ([""], "no text stands in this PDF", "save it again"),
        (["0 0 m 9 9 l S"], "no text stands in this PDF", "save it again"),
    ],
)
def test_pages_without_text_are_said_to_be_so(pages: list[str], reason: str, remedy: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(make_pdf(pages, resources=XOBJECT, more=[PICTURE]))
    assert reason in caught.value.reason
    assert remedy in caught.value.remedy


def test_a_page_that_is_a_picture_among_others_is_noted() -> None:
    doc = read(make_pdf([column(70, 760, [WORDS]), SCAN], resources=XOBJECT, more=[PICTURE]))
    assert doc.text == WORDS
    assert doc.complete == "suspected"
    assert doc.notes == ("Pages that are pictures, without text: 2. What they say is not read.",)


def test_fonts_that_do_not_tell_their_letters() -> None:
    font = "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>"
    page = "BT /F9 10 Tf 70 700 Td <00240025002600270028> Tj ET"
    with pytest.raises(DocumentError, match="which letters"):
        read(make_pdf([page], more=[font]).replace(b"/F2 6 0 R", b"/F9 7 0 R"))


def encrypt(password: str, algorithm: str) -> bytes:
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(make_pdf([column(70, 760, [WORDS])]))))
    writer.encrypt(password, "owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-256"])
def test_passwords(algorithm: str) -> None:
    if algorithm.startswith("AES"):
        pytest.importorskip("cryptography")
    assert read(encrypt("", algorithm)).text == WORDS
    with pytest.raises(DocumentError, match=r"protected by a password; open it with its password"):
        read(encrypt("secret", algorithm))


# ---- broken and hostile ----

GOOD = make_pdf(pages_with_edges(3), info="/Title(A Common Road)/Author(Jane Doe)")
UNPACKED = make_pdf(pages_with_edges(3), packed=False)


def test_a_broken_table_of_places_is_repaired() -> None:
    expected = read(GOOD).text
    assert read(re.sub(rb"startxref\n\d+", b"startxref\n7", GOOD)).text == expected
    assert read(b"HTTP/1.1 200 OK\r\n\r\n" + GOOD).text == expected


def test_a_file_cut_off_is_read_as_far_as_it_goes() -> None:
    whole = read(GOOD)
    doc = read(GOOD[: GOOD.index(b"xref\n0")])
    assert doc.text == whole.text
    assert doc.complete == "no"
    assert "The file is cut off before its end." in doc.notes
    part = read(GOOD[: GOOD.index(b"xref\n0") - 600])
    assert whole.text.startswith(part.text[:500])


def test_one_broken_page_does_not_stop_the_others() -> None:
    first = zlib.compress(pages_with_edges(3)[1].encode("latin-1"))
    data = GOOD.replace(first, b"\xff" * len(first))
    doc = read(data)
    assert WORDS in doc.text
    assert len(doc.paragraphs) >= 4


def test_another_extension_does_not_matter() -> None:
    assert read(GOOD, "a.txt").text == read(GOOD).text
    with pytest.raises(DocumentError, match="called a PDF, but is none"):
        read(WORDS.encode(), "a.pdf")


def loop_of_forms() -> bytes:
    """A form that shows itself ten times."""
    inner = "/X Do " * 10
    form = f"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 7 0 R>>>>/Length {len(inner)}>>\nstream\n{inner}\nendstream"
    return make_pdf(["/X Do"], resources=XOBJECT, more=[form])


def loop_of_pages() -> bytes:
    return make_pdf([show(70, 700, "A word.")]).replace(b"/Kids[7 0 R]", b"/Kids[2 0 R]")


def bomb() -> bytes:
    """A page that unpacks to 200 MB."""
    data = zlib.compress(b"q Q " * 50_000_000, 9)
    return make_pdf(["x"]).replace(zlib.compress(b"x"), data).replace(b"/Length 9", b"/Length %d" % len(data))


@pytest.mark.parametrize(
    "make",
    [
        loop_of_forms,
        loop_of_pages,
        bomb,
        lambda: make_pdf(["q " * 400_000 + show(70, 700, "A word.")]),
        lambda: make_pdf(["[" * 100_000]),
        lambda: make_pdf(["(" * 100_000]),
        lambda: make_pdf(["<<" * 50_000]),
        lambda: make_pdf([show(70, 700, "a" * 200_000)]),
        lambda: make_pdf([show(70, 700, ". " * 20_000 + "x")]),
        lambda: make_pdf(["".join(show(n % 500, n // 500, "a") for n in range(20_000))]),
        lambda: make_pdf([show(1e300, 1e-300, "A word."), show(70, 700, "A word.", size=1e308)]),
        lambda: make_pdf(["BT /F1 0 Tf 70 700 Td (A word.) Tj ET", "BT (no font) Tj ET"]),
        lambda: b"%PDF-1.4\n" + b"1 0 obj\n" * 300_000,
        lambda: b"%PDF-1.4\n" + b"<<" * 300_000,
        lambda: b"%PDF-1.4\ntrailer<</Root 1 0 R/Prev 0>>startxref\n9\n%%EOF",
        lambda: GOOD.replace(b"/Root 1 0 R", b"/Root 9 0 R"),
        lambda: GOOD.replace(b"/Count 3", b"/Count 99999999"),
        lambda: GOOD.replace(b"[0 0 595 842]", b"[0 0 0 (a)]  "),
    ],
)
def test_hostile_files_end_in_time(make: object) -> None:
    assert callable(make)
    data = make()
    start = time.perf_counter()
    with contextlib.suppress(DocumentError):
        check_laws(data)
    assert time.perf_counter() - start < 45


def test_the_time_for_a_file_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_draft, "MAX_PDF_SECONDS", -1)
    with pytest.raises(DocumentError, match="took more than"):
        read(GOOD)


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_draft, "MAX_PAGES", 2)
    with pytest.raises(DocumentError, match="3 pages are more than the 2"):
        read(GOOD)


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 0.8, 0.98])
def test_files_cut_off_are_read_as_far_as_they_go_or_refused(share: float) -> None:
    with contextlib.suppress(DocumentError):
        check_laws(GOOD[: int(len(GOOD) * share)])


def test_laws_hold_for_good_files() -> None:
    check_laws(GOOD)
    check_laws(UNPACKED)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(9, len(UNPACKED) - 1), st.integers(0, 255)), min_size=1, max_size=12))
def test_changed_bytes_are_read_or_refused(changes: list[tuple[int, int]]) -> None:
    data = bytearray(UNPACKED)
    for place, byte in changes:
        data[place] = byte
    with contextlib.suppress(DocumentError):
        check_laws(bytes(data))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400) | st.text(alphabet="<>[]()/0123456789 Robjendstreamxftailq\n").map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(DocumentError):
        check_laws(b"%PDF-1.4\n" + data)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="qQBTETfmdjJDo 0123456789.-()[]<>/F1'\"*cw\n", max_size=300))
def test_any_drawing_is_read_or_refused(content: str) -> None:
    with contextlib.suppress(DocumentError):
        check_laws(make_pdf([f"BT /F1 10 Tf 70 700 Td {content}" + show(70, 700, "A word.")]))

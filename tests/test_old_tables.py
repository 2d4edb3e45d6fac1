"""Workbooks of the old kind (.xls) and OpenDocument tables (.ods)."""

import datetime
import zipfile
from collections.abc import Sequence
from io import BytesIO

import pytest
import xlwt
from drafting import BODY, END, check_laws, damage, read, read_one, read_places
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis.errors import DocumentError
from analysis.ingest.limits import MAX_COLUMNS, MAX_RECORDS
from analysis.ingest.tables.table import MOST_ROWS

HEAD = ["title", "text", "date", "url"]
DAY = datetime.date(2023, 10, 30)
ROWS = [HEAD, ["One", BODY, DAY, "https://tass.com/1"], ["Two", END, DAY, "https://tass.com/2"]]
TYPE = "application/vnd.oasis.opendocument.spreadsheet"
CONTENT = (
    '<?xml version="1.0"?>{before}<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
)


def xls(*sheets: Sequence[Sequence[object]]) -> bytes:
    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for number, rows in enumerate(sheets, start=1):
        sheet = book.add_sheet(f"S{number}")
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                sheet.write(r, c, value, day) if isinstance(value, datetime.date) else sheet.write(
                    r, c, value
                )
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def pack(content: str, manifest: str = "") -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", TYPE, compress_type=zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return target.getvalue()


def cell(value: object, more: str = "") -> str:
    if isinstance(value, datetime.date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value}"><text:p>30.10.23</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"{more}><text:p>{value}</text:p></table:table-cell>'


def table(rows: Sequence[Sequence[object]], name: str = "S1") -> str:
    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    return f'<table:table table:name="{name}">{lines}</table:table>'


def ods(*tables: str, before: str = "") -> bytes:
    return pack(CONTENT.format(before=before, tables="".join(tables)))


GOOD = {"a.xls": xls(ROWS), "a.ods": ods(table(ROWS))}


@pytest.mark.parametrize("name", GOOD)
def test_each_row_is_a_document(name: str) -> None:
    first, second = read(GOOD[name], name)
    assert (first.title, first.source, first.published, first.address) == (
        "One", "tass.com", "2023-10-30", "https://tass.com/1",
    )  # fmt: skip
    assert second.text == END
    assert first.format == name[2:]
    check_laws(GOOD[name], name)
    preview = analysis.preview_table(GOOD[name], name)
    assert preview is not None
    assert preview.columns["text"] == ("text",)
    assert preview.rows[1][0] == "Two"


@pytest.mark.parametrize("name", GOOD)
def test_they_are_known_without_their_extension_and_in_archives(name: str) -> None:
    assert len(read(GOOD[name], "no extension")) == 2
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"f/{name}", GOOD[name])  # not packed further: its own parts stand there as they are
    assert [place for place, _ in read_places(packed.getvalue(), "a.zip")] == [
        f"f/{name}, row 2",
        f"f/{name}, row 3",
    ]


def test_the_first_sheet_with_text_is_read_and_the_others_are_named() -> None:
    figures = [["a", "b"], [1, 2]]
    for data, name in (
        (xls(figures, ROWS, ROWS), "a.xls"),
        (ods(table(figures, "S1"), table(ROWS, "S2"), table(ROWS, "S3")), "a.ods"),
    ):
        note = read(data, name)[0].notes[0]
        assert note == "Read from the sheet “S2”, the first one with text; not read: “S3”."


def test_ods_repeats_paragraphs_spaces_and_notes() -> None:
    text = (
        "<table:table-cell office:value-type='string'><office:annotation><text:p>Mine</text:p></office:annotation>"
        f"<text:p>China<text:s text:c='2'/>kept <text:span>its</text:span> word.</text:p><text:p>{BODY}</text:p></table:table-cell>"
    )
    repeated = "<table:table-cell table:number-columns-repeated='2'/>"
    row = f"<table:table-row>{repeated}{text}</table:table-row>"
    head = f"<table:table-row>{''.join(map(cell, ('title', 'date', 'text')))}</table:table-row>"
    blank = "<table:table-row table:number-rows-repeated='3'><table:table-cell/></table:table-row>"
    data = ods(f'<table:table table:name="S">{head}{blank}{row}</table:table>')
    doc = read_one(data, "a.ods")
    assert doc.text == f"China  kept its word.\n\n{BODY}"
    assert [place for place, _ in read_places(data, "a.ods")] == ["row 5"]


HUGE = '<table:table table:name="S"><table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row></table:table>'
MANY = ' table:number-columns-repeated="999999999"'


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"title\ttext\nA\tB\n", "a.ods", "called an OpenDocument table, but is none"),
        (GOOD["a.xls"][:3_000], "a.xls", "damaged"),
        (GOOD["a.ods"][:500], "a.ods", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000), "a.xls", "damaged"),
        (pack("<a"), "a.ods", "damaged"),
        (pack("<a>" * 50_000), "a.ods", "damaged"),
        (ods(table(ROWS), before='<!DOCTYPE a [<!ENTITY b "c">]>'), "a.ods", "damaged"),
        (pack("", manifest="<manifest:encryption-data/>"), "a.ods", "encrypted"),
        (pack("<a/>" * 1_100_000), "a.ods", "unpacked|damaged"),
        (ods(), "a.ods", "no sheet"),
        (ods(HUGE.format(rows=999_999_999, cell=cell("x"))), "a.ods", f"more than {MAX_RECORDS} rows"),
        (ods(HUGE.format(rows=999_999_999, cell=cell("x", MANY))), "a.ods", f"more than {MAX_RECORDS} rows"),
        (ods(HUGE.format(rows=3, cell=cell("x", MANY))), "a.ods", f"{MAX_COLUMNS + 1} cells"),
        (xls([["text"], *([[f"{n} {BODY}"] for n in range(MAX_RECORDS + 30)])]), "a.xls", "5 MB|rows"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read(data, name)


def test_blank_rows_without_end_cost_nothing() -> None:
    tail = (
        f"<table:table-row table:number-rows-repeated='1048576'><table:table-cell{MANY}/></table:table-row>"
    )
    data = ods(table(ROWS).replace("</table:table>", f"{tail}</table:table>"))
    assert len(read(data, "a.ods")) == 2
    assert MOST_ROWS < 1_048_576


def test_sectors_that_lead_in_a_circle_are_an_error() -> None:
    data = bytearray(GOOD["a.xls"])
    sector = int.from_bytes(data[76:80], "little")
    data[512 * (sector + 1) : 512 * (sector + 2)] = bytes(512)  # each goes on in the first
    with pytest.raises(DocumentError, match="damaged"):
        read(bytes(data), "a.xls")


@given(damage(list(GOOD.values())), st.sampled_from(sorted(GOOD)))
@settings(max_examples=60, deadline=None)
def test_damaged_files_are_read_or_refused(data: bytes, name: str) -> None:
    check_laws(data, name)


CONTENTS = damage([CONTENT.format(before="", tables=table(ROWS)).encode()])


@given(CONTENTS)
@settings(max_examples=60, deadline=None)
def test_damaged_contents_are_read_or_refused(content: bytes) -> None:
    check_laws(pack(content.decode("utf-8", "replace")), "a.ods")

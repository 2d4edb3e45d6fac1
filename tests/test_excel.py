"""Excel: values and typed dates, the sheet with text, workbooks that are broken or bombs."""

import io
import time
import warnings
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from drafting import BODY, END, check_laws, damage, read, read_one, read_places, told
from hypothesis import given, settings

from analysis.errors import DocumentError
from analysis.ingest.limits import MAX_RECORDS, MAX_UNPACKED
from analysis.ingest.tables.sheets import CUT_OFF
from analysis.ingest.tables.table import MOST_ROWS
from analysis.types import UNKNOWN

HEAD = ["Title", "Text", "Date", "Source", "URL"]
ROW = ["A Road", BODY, datetime(2023, 3, 4, 10, 30), "Xinhua", "https://www.example.com/a"]
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


def book(hidden: tuple[str, ...] = (), **sheets: list[list[Any]]) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name in hidden:
            sheet.sheet_state = "hidden"
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def replace_part(data: bytes, name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, content if part.filename == name else old.read(part))
    return packed.getvalue()


GOOD = book(Texts=[HEAD, ROW, ["B", END, date(2022, 1, 1), "TASS", None, 5.0]])


def test_a_row_is_a_document() -> None:
    first, second = read(GOOD, "export.xlsx")
    assert told(first, "title", "text", "published", "source", "address", "format") == (
        "A Road", BODY, "2023-03-04", "Xinhua", "https://www.example.com/a", "excel",
    )  # fmt: skip
    assert told(second, "title", "text", "published", "source", "address") == (
        "B",
        END,
        "2022-01-01",
        "TASS",
        UNKNOWN,
    )
    assert first.notes == ()


def test_content_counts_before_the_extension() -> None:
    assert len(read(GOOD, "export.csv")) == 2


def test_the_first_visible_sheet_with_text_is_read_and_said() -> None:
    data = book(
        ("Hidden",),
        Hidden=[["text"], [BODY]],
        About=[["Export", 3], ["Rows", 1]],
        Texts=[HEAD, ROW],
        More=[HEAD, ROW],
    )
    doc = read_one(data, "a.xlsx")
    assert doc.title == "A Road"
    assert any("“Texts”" in note and "“More”" in note for note in doc.notes)


def test_rows_without_text_stand_in_their_place() -> None:
    data = book(
        Texts=[
            HEAD,
            ["A", None, None],
            [],
            ["B", "#N/A", 3],
            ["C", "=1+1", None],
            ["D", END, "12 March 2023"],
        ]
    )
    no_text = "! there is no text in it"
    assert read_places(data, "a.xlsx") == [
        ("row 2", no_text),
        ("row 4", no_text),
        ("row 5", no_text),
        ("row 6", "The"),
    ]


def test_line_breaks_and_numbers_in_cells() -> None:
    doc = read_one(
        book(T=[["text", "date", "author"], [f"{BODY}_x000D_\n_x000D_\n{END}", 20230312, 7.0]]), "a.xlsx"
    )
    assert told(doc, "text", "published", "author") == (f"{BODY}\n\n{END}", "2023-03-12", "7")


def test_reading_warns_nobody() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read(GOOD, "a.xlsx")


# ---- what is broken ----

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    + SHEET.format('<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>')
).encode()


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (GOOD[: len(GOOD) // 2], "a.xlsx", "damaged or was not saved whole"),
        (GOOD[:-30], "a.xlsx", "damaged or was not saved whole"),
        (OLD + bytes(1000), "a.xlsx", "old kind.*call it .xls"),
        (OLD + "EncryptedPackage".encode("utf-16-le") + bytes(100), "a.xlsx", "encrypted with a password"),
        (b"title\ttext\nA\tB\n", "a.xls", "called an old Excel file, but is none"),
        (book(T=[["a", "b"], [1, 2]]), "a.xlsx", "sheet “T”: no column holds running text"),
        (book(T=[]), "a.xlsx", "the table is empty"),
        (book(("T",), T=[HEAD, ROW], U=[]), "a.xlsx", "sheet “U”"),
        (book(T=[["text"], *([[str(n)] for n in range(MAX_RECORDS + 30)])]), "a.xlsx", f"more than {MAX_RECORDS} rows"),
        (replace_part(GOOD, "xl/worksheets/sheet1.xml", BOMB), "a.xlsx", "cannot be read"),
        (replace_part(GOOD, "xl/workbook.xml", BOMB), "a.xlsx", "no sheet|cannot be read"),
        (replace_part(GOOD, "xl/worksheets/sheet1.xml", b"0" * (MAX_UNPACKED + 1)), "a.xlsx", "unpacked"),
        (replace_part(GOOD, "xl/worksheets/sheet1.xml", b"<c><v>1</v></c>" * 600_000), "a.xlsx", "cells"),
        (replace_part(GOOD, "xl/styles.xml", b"<a>" * 1_000), "a.xlsx", "cannot be read"),
    ],
)  # fmt: skip
def test_workbooks_that_are_refused(data: bytes, name: str, reason: str) -> None:
    start = time.perf_counter()
    with pytest.raises(DocumentError, match=reason):
        read(data, name)
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>text</t></is></c></row>',
        '<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>',
        "<row><c><v>1</v></c></row>" * 100_000,
        '<row><c t="s"><v>99999999</v></c></row>',
        '<row r="1"><c r="A1" t="d"><v>soon</v></c></row>',
    ],
)
def test_hostile_sheets_do_not_hang(rows: str) -> None:
    start = time.perf_counter()
    check_laws(replace_part(GOOD, "xl/worksheets/sheet1.xml", SHEET.format(rows).encode()), "a.xlsx")
    assert time.perf_counter() - start < 15


@settings(max_examples=60, deadline=None)
@given(damage([GOOD, OLD + GOOD]))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    check_laws(data, "a.xlsx")


SHEETS = damage(
    [
        SHEET.format(
            '<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row>'
        ).encode()
    ]
)


@settings(max_examples=60, deadline=None)
@given(SHEETS)
def test_any_sheet_is_read_or_refused(sheet: bytes) -> None:
    check_laws(replace_part(GOOD, "xl/worksheets/sheet1.xml", sheet), "a.xlsx")


def test_rows_that_are_not_looked_at_are_told() -> None:
    rows = "".join(
        f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>{text}</t></is></c></row>'
        for number, text in ((1, "Text"), (2, BODY), (MOST_ROWS + 1, END))
    )
    data = replace_part(GOOD, "xl/worksheets/sheet1.xml", SHEET.format(rows).encode())
    (doc,) = read(data, "a.xlsx")
    assert CUT_OFF in doc.notes
    assert not any(CUT_OFF in doc.notes for doc in read(GOOD, "a.xlsx"))

"""Excel workbooks: the first sheet that holds text, one document a row; values, not formulas."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from analysis.errors import DocumentError
from analysis.ingest.limits import MAX_COLUMNS, MAX_PARTS, MAX_SHEET_TAGS, MAX_UNPACKED
from analysis.ingest.records import Draft, Material
from analysis.ingest.tables.preview import Preview
from analysis.ingest.tables.sheets import (
    MOST_SHEETS,
    SAVE_AGAIN,
    Sheet,
    make_sheet,
    preview_first,
    read_first,
)
from analysis.ingest.tables.table import MOST_ROWS

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SUFFIXES = (".xlsx", ".xlsm", ".xlsb")


def looks_like(material: Material) -> bool:
    """Whether it is a workbook by its parts; an encrypted one, by its extension too."""
    if material.data.startswith(b"PK\x03\x04"):
        return b"xl/workbook" in material.data or b"xl/worksheets" in material.data
    return material.data.startswith(_OLD) and material.suffix in _SUFFIXES


def read(material: Material) -> list[Draft | DocumentError]:
    """A draft for each row of the first sheet with text; an error in the place of a row without. Raises DocumentError."""
    return read_first(_open(material), material, kind="excel")


def preview(material: Material) -> Preview:
    """What the columns of that sheet would be taken for. Raises DocumentError."""
    return preview_first(_open(material), material)


def read_sheets(material: Material) -> Iterator[Sheet]:
    """The visible sheets, for tables that hold no documents. Raises DocumentError."""
    return _open(material)


def _open(material: Material) -> Iterator[Sheet]:
    """The visible sheets, one after another. Raises DocumentError."""
    data, name = material.data, material.name
    if data.startswith(_OLD):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise DocumentError(name, "", "this workbook is encrypted with a password", "save it without one")
        reason = "this is a workbook of the old kind (.xls) under another extension"
        raise DocumentError(name, "", reason, "call it .xls")
    _check_parts(data, name)
    with warnings.catch_warnings():
        # openpyxl warns of styles and extensions that it leaves out: they hold no text.
        warnings.simplefilter("ignore")
        yield from _read_sheets(data, name)


def _check_parts(data: bytes, name: str) -> None:
    """Raise DocumentError where a workbook is broken, or far larger unpacked than any real one."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise DocumentError(name, "", "this workbook is encrypted", "save it without a password")
            is_large = len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED
            # What takes time is the number of tags, not that of bytes.
            sheets = (part for part in parts if part.filename.endswith(".xml"))
            n_tags = 0 if is_large else sum(archive.read(part).count(b"<") for part in sheets)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError) as error:
        raise _broken(name, error) from error
    if is_large or n_tags > MAX_SHEET_TAGS:
        reason = (
            f"unpacked, it has more than {MAX_UNPACKED / 1e6:.0f} MB, "
            f"{MAX_PARTS} parts or {MAX_SHEET_TAGS // 6} cells"
        )
        raise DocumentError(name, "", reason, "save the sheet with the texts as a workbook of its own")


def _read_sheets(data: bytes, name: str) -> Iterator[Sheet]:
    """The visible sheets of a workbook. Raises DocumentError."""
    import openpyxl  # slow to load

    try:
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        titles = [str(sheet.title) for sheet in sheets]
        for number, sheet in enumerate(sheets[:MOST_SHEETS], start=1):
            # The size that a sheet claims is often wrong, and reading goes by it.
            sheet.reset_dimensions()
            cells = sheet.iter_rows(max_row=MOST_ROWS, max_col=MAX_COLUMNS + 1, values_only=True)
            yield make_sheet(titles[number - 1], cells, titles[number:], path=name)
    except DocumentError:
        raise
    # The parts are of any content, and openpyxl lets through whatever breaks on it: KeyError, TypeError,
    # ValueError, errors of zipfile, lxml and defusedxml, …
    except Exception as error:
        raise _broken(name, error) from error


def _broken(name: str, error: Exception) -> DocumentError:
    if isinstance(error, zipfile.BadZipFile | EOFError | zlib.error):
        reason = "this workbook is damaged or was not saved whole"
    else:
        told = " ".join(str(error).split())[:200]
        reason = f"this workbook cannot be read ({told or type(error).__name__})"
    return DocumentError(name, "", reason, SAVE_AGAIN)

"""Paragraphs and tables of a Word document, by its own styles."""

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from analysis.briefing.fitting import runs_leftward
from analysis.briefing.verdict_colours import DARK


def set_styles(document: Any) -> None:
    """The look of a brief without a template: one sans, dark headings, quotations in a serif."""
    for name, font, size in (
        ("Normal", "Arial", 10), ("Title", "Arial", 24), ("Subtitle", "Arial", 13), ("Heading 1", "Arial", 16),
        ("Heading 2", "Arial", 12), ("Heading 3", "Arial", 10), ("Quote", "Georgia", 10.5),
    ):  # fmt: skip
        style = document.styles[name]
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor.from_string(
            "5D5C57" if name in ("Subtitle", "Heading 3") else "1D1D1B"
        )
        style.font.italic = False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.font.name = font
    for border in document.styles["Title"].element.xpath(".//w:pBdr"):
        border.getparent().remove(border)
    document.styles["Quote"].paragraph_format.space_after = Pt(2)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)


class WordPage:
    """A document that grows downward; it keeps the file and which of the styles it has."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._styles = {style.name for style in document.styles}

    def add(self, text: str, style: str = "Normal", *, size: float | None = None, quiet: bool = False,
            bold: bool = False, with_next: bool = False) -> None:  # fmt: skip
        """A paragraph. with_next: it stands on the page of what follows."""
        paragraph = self._document.add_paragraph(style=style if style in self._styles else None)
        _add_run(paragraph, text, size=size, quiet=quiet, bold=bold)
        paragraph.paragraph_format.keep_with_next = with_next or None

    def add_heading(self, text: str, level: int) -> None:
        """A heading that stands with its text; bold where a template has no such style."""
        style = "Title" if level == 0 else f"Heading {level}"
        self.add(text, style, bold=style not in self._styles, with_next=True)

    def add_table(self, rows: Sequence[Sequence[str]], alt: str, fills: Sequence[Sequence[str]] = ()) -> None:
        """A native table: its first row repeats on each page, no row is cut. fills: colours below the heads."""
        table = self._document.add_table(rows=0, cols=len(rows[0]))
        if "Table Grid" in self._styles:
            table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        _describe(table, alt)
        table.autofit = True
        for number, words in enumerate(rows):
            row = table.add_row()
            _set_row(row, is_head=number == 0)
            for place, (cell, text) in enumerate(zip(row.cells, words, strict=True)):
                fill = fills[number - 1][place] if fills and number else ""
                for line_number, line in enumerate(text.split("\n")):
                    paragraph = cell.paragraphs[0] if line_number == 0 else cell.add_paragraph()
                    paragraph.paragraph_format.space_after = Pt(0)
                    bold = line_number == 0 and (number == 0 or bool(fills))
                    _add_run(paragraph, line, size=8.5, bold=bold, white=fill in DARK)
                if fill:
                    _fill(cell, fill)
        self._document.add_paragraph()


def _add_run(paragraph: Any, text: str, *, size: float | None = None, quiet: bool = False, bold: bool = False,
             white: bool = False) -> None:  # fmt: skip
    run = paragraph.add_run(text)
    run.bold = bold or None
    if size:
        run.font.size = Pt(size)
        _follow(run, "sz")
    if bold:
        _follow(run, "b")
    if quiet or white:
        run.font.color.rgb = RGBColor.from_string("FFFFFF" if white else "5D5C57")
    if runs_leftward(text):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        run.font.rtl = True


def _follow(run: Any, name: str) -> None:
    """Set letters of Arabic, Urdu and Hebrew as the others: Word keeps their size and weight apart."""
    told = run._r.rPr.find(qn(f"w:{name}"))
    same = OxmlElement(f"w:{name}Cs")
    for key, value in told.attrib.items():
        same.set(key, value)
    told.addnext(same)


def _fill(cell: Any, color: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", color)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _set_row(row: Any, *, is_head: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))


def _describe(table: Any, alt: str) -> None:
    words = OxmlElement("w:tblDescription")
    words.set(qn("w:val"), alt)
    table._tbl.tblPr.append(words)

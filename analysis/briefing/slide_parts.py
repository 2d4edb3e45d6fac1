"""Boxes, native tables and native charts on a slide. Sizes are in inches."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Inches, Pt

from analysis.briefing.fitting import fitting_size, runs_leftward, text_height
from analysis.briefing.records import Bar
from analysis.briefing.verdict_colours import DARK, FILLS

TEXT, QUIET, LINE, PAGE = "1D1D1B", "5D5C57", "D8D6CF", "FFFFFF"
# python-pptx says of some of its functions no types
_color: Any = RGBColor.from_string
_chart_data: Any = CategoryChartData
HEAD = 0.34
"""Height of a table's heads."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph: its words and how they are set."""

    text: str
    size: int
    color: str = TEXT
    bold: bool = False
    after: int = 4
    serif: bool = False


def add_text(slide: Any, box: Box, parts: Sequence[Part]) -> None:
    """A text box that never grows beyond its place: the words were made to fit before."""
    shape = slide.shapes.add_textbox(*_emu(box))
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    fill_frame(frame, parts)


def fill_frame(frame: Any, parts: Sequence[Part]) -> None:
    """Paragraphs into a frame of text."""
    for number, part in enumerate(parts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = part.text
        run.font.size, run.font.bold = Pt(part.size), part.bold
        run.font.color.rgb = _color(part.color)
        if part.serif:
            run.font.name = "Georgia"
        paragraph.space_after = Pt(part.after)
        if runs_leftward(part.text):
            paragraph._p.get_or_add_pPr().set("rtl", "1")


def fitted(text: str, box: Box, sizes: Sequence[int], **style: Any) -> Part:
    """A paragraph at the largest of the sizes at which it fits into the box."""
    size, words = fitting_size(text, box.width, box.height, sizes)
    return Part(words, size, **style)


def add_table(slide: Any, box: Box, widths: Sequence[float], rows: Sequence[Sequence[str]], alt: str,
              *, fills: Sequence[Sequence[str]] = (), size: int = 12) -> None:  # fmt: skip
    """A native table, its first row the heads; widths in parts of the whole.

    fills: colours below the heads; cells that have one begin with a bold line.
    """
    shape = slide.shapes.add_table(len(rows), len(widths), *_emu(box))
    describe_shape(shape, alt)
    table = shape.table
    style = shape._element.graphic.graphicData.tbl.tblPr
    style.set("bandRow", "0")
    style.set("firstRow", "1")
    for number, width in enumerate(widths):
        table.columns[number].width = Inches(box.width * width / sum(widths))
    for number, row in enumerate(table.rows):
        row.height = Inches((box.height - HEAD) / (len(rows) - 1) if number else HEAD)
    for number, cells in enumerate(rows):
        for place, words in enumerate(cells):
            cell = table.cell(number, place)
            if number == 0:
                _fill_cell(cell, words, LINE, size=12, bold=True)
            else:
                fill = fills[number - 1][place] if fills else PAGE
                _fill_cell(cell, words, fill, size=size, bold=bool(fills))


def _fill_cell(cell: Any, words: str, fill: str, *, size: int, bold: bool) -> None:
    """The words of a cell, one paragraph a line, on its colour; the first line bold where asked."""
    color = PAGE if fill in DARK else TEXT
    cell.fill.solid()
    cell.fill.fore_color.rgb = _color(fill)
    cell.margin_left = cell.margin_right = Inches(0.07)
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    cell.vertical_anchor = MSO_ANCHOR.TOP
    frame = cell.text_frame
    frame.clear()
    parts = [
        Part(line, size, color, bold=bold and number == 0, after=0)
        for number, line in enumerate(words.split("\n"))
    ]
    fill_frame(frame, parts)


def add_bars(slide: Any, box: Box, bars: Sequence[Bar], alt: str) -> None:
    """A native chart that can be edited: counted sentences by side, a bar for each name."""
    chart_data = _chart_data(number_format="0")
    chart_data.categories = [bar.name for bar in bars]
    series = (
        ("unfavourable", FILLS["unfavourable"], [bar.n_unfavourable for bar in bars], PAGE),
        ("neutral", "CFCCC2", [bar.n_neutral for bar in bars], TEXT),
        ("favourable", FILLS["favourable"], [bar.n_favourable for bar in bars], PAGE),
    )
    for name, _, values, _ in series:
        chart_data.add_series(name, values)
    shape = slide.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, *_emu(box), chart_data)
    describe_shape(shape, alt)
    chart = shape.chart
    chart.has_title = False
    chart.font.size = Pt(14)
    chart.font.color.rgb = _color(TEXT)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.color.rgb = _color(LINE)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 60, 100
    for drawn, (_, color, _, on) in zip(plot.series, series, strict=True):
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = _color(color)
        drawn.format.line.fill.background()  # an empty bar would leave a stroke
        labels = drawn.data_labels
        labels.show_value = True
        labels.number_format, labels.number_format_is_linked = "0;;;", False  # no label on an empty side
        labels.font.size, labels.font.color.rgb = Pt(14), _color(on)


def row_height(words: Sequence[str], widths: Sequence[float], size: int) -> float:
    """Inches that the cells of a row take, with their margins."""
    return max(text_height(text, width - 0.14, size) for text, width in zip(words, widths, strict=True)) + 0.1


def describe_shape(shape: Any, alt: str) -> None:
    """The words that a screen reader speaks for a picture, table or chart."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", alt)


def _emu(box: Box) -> tuple[Any, Any, Any, Any]:
    return Inches(box.left), Inches(box.top), Inches(box.width), Inches(box.height)

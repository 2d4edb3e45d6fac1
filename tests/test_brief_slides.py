"""The brief as slides: read back, every figure is the tables'; nothing leaves its slide; hostile text is text."""

import io
import re
import zipfile

import brief_corpus as small
import pptx
import pytest
from pptx.util import Inches

import analysis
from analysis.briefing.fitting import fitting_size, runs_leftward, text_height
from analysis.briefing.phrases import cell_words, range_short, range_words, signed
from analysis.briefing.slide_parts import row_height


def deck(brief, **options):
    written = io.BytesIO()
    analysis.write_brief(brief, written, form="pptx", **options)
    return pptx.Presentation(io.BytesIO(written.getvalue()))


@pytest.fixture(scope="module", params=["author", "reported", "all"])
def written(request):
    brief = small.brief(voice=request.param)
    return brief, deck(brief)


def title(slide):
    return slide.shapes.title.text_frame.text


def notes(slide):
    return slide.notes_slide.notes_text_frame.text


def texts(slide):
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def find(presentation, start):
    return [slide for slide in presentation.slides if title(slide).startswith(start)]


def test_one_claim_a_slide_with_its_figures_evidence_and_sources(written):
    brief, presentation = written
    framing = small.result().framing.set_index(["doc_id", "actor_id", "voice"])
    compared = analysis.compare(small.result(), voice=brief.voice).set_index(["unit_a", "unit_b", "actor_id"])
    slides = [slide for slide in presentation.slides if any(shape.has_chart for shape in slide.shapes)]
    assert len(slides) == len(brief.judgements)
    for slide, judgement in zip(slides, brief.judgements, strict=True):
        kind, actor_id, voice, *units = judgement.key.split("/")
        truth = (
            compared.loc[(*units, actor_id)]
            if kind == "difference"
            else framing.loc[units[0], actor_id, voice]
        )
        said = f"{signed(truth['difference' if kind == 'difference' else 'stance'])}, {range_words(truth['lower'], truth['upper'])}"
        assert title(slide) == judgement.claim
        for place in (notes(slide), " ".join(texts(slide))):
            assert said in place
            assert f"Confidence {judgement.confidence.level}" in place
            assert all(quote.text in place for quote in judgement.quotes)
        assert all(brief.citations[number - 1].words in notes(slide) for number in judgement.citations)
        (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
        drawn = {series.name: list(series.values) for series in chart.plots[0].series}
        documents = units if kind == "difference" else [units[0]] * 2
        voices = [voice] * 2 if kind == "difference" else ["author", "reported"]
        for name in ("unfavourable", "neutral", "favourable"):
            wanted = [
                framing.loc[doc_id, actor_id, spoken][f"n_{name}"]
                for doc_id, spoken in zip(documents, voices, strict=True)
            ]
            assert drawn[name] == wanted


def test_the_matrix_and_the_differences_are_native_tables_of_the_same_figures(written):
    brief, presentation = written
    places = brief.places
    other = "author" if brief.voice == "reported" else "reported"
    (slide,) = find(presentation, "How does each text")
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    assert len(table.rows) == len(brief.citations) + 1
    for row, citation in enumerate(brief.citations, start=1):
        for column, (actor_id, _) in enumerate(brief.actors, start=1):
            pair = [places.get((citation.doc_id, actor_id, voice)) for voice in (brief.voice, other)]
            assert table.cell(row, column).text_frame.text == cell_words(*pair)
    compared = analysis.compare(small.result(), voice=brief.voice)
    ranged = compared[compared["lower"].notna()]
    slides = find(presentation, "Where do they differ?")
    assert len(slides) == (1 if len(ranged) else 0)
    for slide in slides:
        (table,) = [shape.table for shape in slide.shapes if shape.has_table]
        read = sorted(
            (row.cells[2].text, row.cells[3].text, row.cells[5].text) for row in list(table.rows)[1:]
        )
        assert read == sorted(
            (signed(row.difference), range_short(row.lower, row.upper), row.answer)
            for row in ranged.itertuples()
        )


def test_everything_is_on_its_slide_and_has_words_for_a_screen_reader(written):
    _, presentation = written
    assert (presentation.slide_width, presentation.slide_height) == (Inches(13.333), Inches(7.5))
    for slide in presentation.slides:
        assert title(slide)
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= presentation.slide_width
            assert shape.top + shape.height <= presentation.slide_height
            if shape.has_chart or shape.has_table:
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr")


def test_text_stays_inside_its_box(written):
    _, presentation = written
    for slide in presentation.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                width, height = shape.width / 914_400, shape.height / 914_400
                needed = sum(
                    text_height(paragraph.text, width, paragraph.runs[0].font.size.pt)
                    for paragraph in shape.text_frame.paragraphs
                )
                assert needed <= height + 0.05, shape.text_frame.text


def test_hostile_text_is_text():
    presentation = deck(small.brief())
    assert title(presentation.slides[0]) == f"A brief {small.SCRIPT}"
    written = io.BytesIO()
    analysis.write_brief(small.brief(), written, form="pptx")
    with zipfile.ZipFile(written) as package:
        names = package.namelist()
        assert not [name for name in names if "vba" in name.lower() or "activeX" in name]
        for name in names:
            part = package.read(name)
            if name.startswith("ppt/slides/_rels"):
                assert b"TargetMode" not in part  # nothing outside the file is linked to
            if name.endswith(".xlsx"):
                with zipfile.ZipFile(io.BytesIO(part)) as book:
                    assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_the_same_brief_is_the_same_bytes():
    files = []
    for _ in range(2):
        written = io.BytesIO()
        analysis.write_brief(small.brief(), written, form="pptx")
        files.append(written.getvalue())
    assert files[0] == files[1]


def test_a_template_gives_size_layouts_and_typeface_and_none_of_its_slides(tmp_path):
    own = pptx.Presentation()
    own.slide_width, own.slide_height = Inches(10), Inches(5.625)
    own.slides.add_slide(own.slide_layouts[0]).shapes.title.text = "An old slide"
    own.save(str(tmp_path / "own.pptx"))
    presentation = deck(small.brief(), template=tmp_path / "own.pptx")
    assert (presentation.slide_width, presentation.slide_height) == (Inches(10), Inches(5.625))
    assert not find(presentation, "An old slide")
    for slide in presentation.slides:
        for shape in slide.shapes:
            assert shape.top + shape.height <= presentation.slide_height
            if shape.has_table:
                widths = [column.width / 914_400 for column in shape.table.columns]
                needed = sum(
                    row_height([cell.text_frame.text for cell in row.cells], widths, 11)
                    for row in shape.table.rows
                )
                assert shape.top / 914_400 + needed <= presentation.slide_height / 914_400
    assert len(presentation.slides) >= len(small.brief().judgements) + 4


def test_a_bad_template_is_one_line(tmp_path):
    (tmp_path / "bad.pptx").write_bytes(b"no package")
    for template, form in (
        (tmp_path / "bad.pptx", "pptx"),
        (tmp_path / "none.docx", "docx"),
        ("x.pptx", "html"),
    ):
        with pytest.raises(analysis.RequestError, match="template"):
            analysis.write_brief(small.brief(), io.BytesIO(), form=form, template=template)


def test_a_text_that_is_too_long_is_cut_and_one_that_fits_is_whole():
    assert fitting_size("Short.", 5, 1, (40, 20)) == (40, "Short.")
    size, words = fitting_size("word " * 500, 5, 1, (40, 20))
    assert (size, words[-1]) == (20, "…")
    assert text_height(words, 5, 20) <= 1
    size, words = fitting_size("中" * 500, 5, 1, (20,))
    assert text_height(words, 5, 20) <= 1
    assert re.fullmatch("中+…", words)
    text = "中" * 19  # 18 and "…" would fit
    size, words = fitting_size(text, 5.2, 0.34, (20,))
    assert words[-1] == "…"
    assert text_height(words, 5.2, 20) <= 0.34


@pytest.mark.parametrize(
    ("text", "leftward"), [("چین is", True), ("1. الصين", True), ("China چین", False), ("…", False)]
)
def test_the_direction_is_that_of_the_first_letter(text, leftward):
    assert runs_leftward(text) is leftward

"""The brief as a Word document, read back."""

import io

import brief_corpus as small
import docx
import pytest

import analysis
from analysis.briefing.phrases import cell_words, plain, range_short, range_words, signed


@pytest.fixture(scope="module", params=["author", "reported"])
def written(request):
    brief = small.brief(voice=request.param)
    target = io.BytesIO()
    analysis.write_brief(brief, target, form="docx")
    return brief, docx.Document(io.BytesIO(target.getvalue()))


def test_every_figure_is_the_tables(written):
    brief, document = written
    matrix, *rest = document.tables
    places, other = brief.places, "author" if brief.voice == "reported" else "reported"
    for row, citation in enumerate(brief.citations, start=1):
        for column, (actor_id, _) in enumerate(brief.actors, start=1):
            pair = [places.get((citation.doc_id, actor_id, voice)) for voice in (brief.voice, other)]
            assert matrix.cell(row, column).text == cell_words(*pair)
    compared = analysis.compare(small.result(), voice=brief.voice)
    ranged = compared[compared["lower"].notna()]
    read = [[cell.text for cell in row.cells[2:4]] for table in rest for row in table.rows[1:]]
    assert sorted(read) == sorted(
        [signed(r.difference), range_short(r.lower, r.upper)] for r in ranged.itertuples()
    )
    said = [paragraph.text for paragraph in document.paragraphs]
    for judgement in brief.judgements:
        place = said.index(judgement.claim)
        assert (
            f"{signed(judgement.value)}, {range_words(judgement.lower, judgement.upper)}" in said[place + 1]
        )
        assert f"Counts: {judgement.counts}." in said[place + 1]
        assert said[place + 2].startswith(f"Confidence {judgement.confidence.level}")


def test_every_sentence_and_every_source_is_there_as_text(written):
    brief, document = written
    said = [paragraph.text for paragraph in document.paragraphs]
    for row in analysis.evidence(small.result()).itertuples():
        assert plain(row.text) in said
    for citation in brief.citations:
        assert citation.words in said
    assert said[0] == f"A brief {small.SCRIPT}"


def test_headings_are_headings_and_rows_are_not_cut(written):
    _, document = written
    heads = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert heads[0] == "What can be said"
    assert heads[-1].startswith("Appendix")
    for table in document.tables:
        assert "tblHeader" in table.rows[0]._tr.xml
        assert all("cantSplit" in row._tr.xml for row in table.rows)
        assert "tblDescription" in table._tbl.tblPr.xml


def test_the_same_brief_is_the_same_bytes():
    files = []
    for _ in range(2):
        target = io.BytesIO()
        analysis.write_brief(small.brief(), target, form="docx")
        files.append(target.getvalue())
    assert files[0] == files[1]


def test_a_template_gives_its_styles_and_none_of_its_text(tmp_path):
    own = docx.Document()
    own.add_paragraph("An old paragraph")
    own.styles["Quote"].font.name = "Courier New"
    own.save(str(tmp_path / "own.docx"))
    target = io.BytesIO()
    analysis.write_brief(small.brief(), target, form="docx", template=tmp_path / "own.docx")
    document = docx.Document(io.BytesIO(target.getvalue()))
    assert "An old paragraph" not in [paragraph.text for paragraph in document.paragraphs]
    assert document.styles["Quote"].font.name == "Courier New"

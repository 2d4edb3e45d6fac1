"""Where removed blocks or a voice change a verdict both figures stand; what a person reviewed is told."""

import io
from dataclasses import replace

import brief_corpus as small
import docx
import pptx
import pytest

import analysis
from analysis.briefing.html import write_html
from analysis.stance import LexiconScorer

PAGE = (
    "<html><body><nav><ul>{links}</ul></nav><article><h1>On China</h1>"
    "<p>China is a reliable friend and a generous partner of all its neighbours in the region.</p>"
    "<p>China kept its word and helped its neighbours with great success after the flood.</p>"
    "<p>China is a strong, honest and successful force for peace, said nobody else this week.</p>"
    "<p>China is admired for its success and its courage in the rescue of the sailors.</p>"
    "</article></body></html>"
)
LINKS = "".join(
    f"<li><a href='/{n}'>China is a brutal bully that betrayed its partners {n}</a></li>" for n in range(12)
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    file = tmp_path_factory.mktemp("page") / "page.html"
    file.write_text(PAGE.format(links=LINKS), encoding="utf-8")
    return analysis.read([file])


@pytest.fixture(scope="module")
def results(corpus):
    scorer = LexiconScorer()
    restored = analysis.analyse(analysis.restore_all(corpus), scorer=scorer)
    return analysis.analyse(corpus, scorer=scorer), restored


def test_all_blocks_are_put_back_at_once_and_only_where_there_are_some(corpus):
    (document,) = corpus
    assert document.removed
    (whole,) = analysis.restore_all([document, *small.documents()])
    assert (whole.doc_id, whole.removed) == (document.doc_id, ())
    assert "betrayed its partners 11" in whole.text
    assert "betrayed" not in document.text


def test_both_figures_stand_in_every_form_where_the_blocks_change_the_verdict(results):
    result, restored = results
    doc_id = result.documents["doc_id"][0]
    key = f"document/CN/author/{doc_id}"
    brief = analysis.brief(result, restored=restored, judgements={key: ""}, date="2026-11-25")
    before, after = (
        one.framing.set_index(["doc_id", "actor_id", "voice"]).loc[doc_id, "CN", "author"]
        for one in (result, restored)
    )
    assert before["verdict"] != after["verdict"]
    (said,) = [words for words in brief.judgements[0].otherwise if "put back" in words]
    assert f"would be {after['verdict']} (figure" in said
    assert f"{after['n_sentences']} sentences" in said
    assert "1 verdict would change: China in [1]: favourable" in brief.unknown[-1]
    assert said in write_html(brief)
    for form in ("pptx", "docx"):
        target = io.BytesIO()
        analysis.write_brief(brief, target, form=form)
        target.seek(0)
        text = (
            "\n".join(slide.notes_slide.notes_text_frame.text for slide in pptx.Presentation(target).slides)
            if form == "pptx"
            else "\n".join(paragraph.text for paragraph in docx.Document(target).paragraphs)
        )
        assert said in text


def test_what_was_not_asked_is_said_as_such_and_what_changes_nothing_too(results):
    result, _ = results
    assert analysis.brief(result).unknown[-1].endswith("was not asked.")
    same = analysis.brief(result, restored=result)
    assert same.unknown[-1].endswith("with all of them put back no verdict would change.")
    assert not any("put back" in words for one in same.judgements for words in one.otherwise)


def test_figures_of_another_scorer_are_not_set_beside_these(results):
    result, restored = results
    with pytest.raises(analysis.RequestError, match="score both alike"):
        analysis.brief(result, restored=replace(restored, scorer="other 1"))


def test_another_voice_with_another_verdict_stands_in_the_cell_with_its_figure():
    text = (
        small.PRAISE
        + "\n\n"
        + "\n\n".join(f"“China is a brutal bully,” said John Smith {n}." for n in "abcd")
    )
    result = analysis.analyse([analysis.document(text)], scorer=LexiconScorer())
    told = result.framing[(result.framing["actor_id"] == "CN")].set_index("voice")
    assert told.loc["author", "verdict"] != told.loc["reported", "verdict"]
    html = write_html(analysis.brief(result))
    assert f"<br>{told.loc['reported', 'verdict']} −" in html


def note(result, n_each, agreement=""):
    figures = [(row.doc_id, row.actor_id, row.voice) for row in result.framing.itertuples()]
    return analysis.ReviewNote(12, len(result.stances), agreement, tuple((one, n_each) for one in figures))


def test_what_a_person_reviewed_is_told_with_the_agreement():
    result = small.result()
    brief = analysis.brief(result, reviewed=note(result, 12, "The coder and the machine agree: alpha 0.71."))
    assert f"12 of {len(result.stances)} sentence judgements reviewed by a person." in brief.scoring
    assert any("alpha 0.71" in words for words in brief.method)
    assert brief.corpus[-1] == brief.scoring


@pytest.mark.parametrize(("n", "is_sample"), [(9, False), (10, True)])
def test_only_a_reviewed_sample_lifts_what_limits_confidence(n, is_sample):
    result = small.result()
    for one in analysis.brief(result, reviewed=note(result, n)).judgements:
        if one.key.startswith("document/") and one.confidence.level != "low":
            assert ("no sample reviewed" not in "; ".join(one.confidence.reasons)) == is_sample

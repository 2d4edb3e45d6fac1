"""The page Brief, pins and their presentation under AppTest."""

import io
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import analysis
from analysis import ChosenJudgement
from dashboard import brief_export, data, data_pins, wording_pins

pytestmark = pytest.mark.usefixtures("workspace_folder")

APP = str(Path(__file__).parent.parent / "dashboard" / "app.py")


def open_page(name="brief", **address):
    app = AppTest.from_file(APP, default_timeout=120)
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    if name != "overview":
        app.switch_page(f"app_pages/{name}.py").run()
    assert not app.exception
    return app


def html_of(app):
    return unescape(" ".join(e.proto.body for e in app.get("html") if not e.proto.body.startswith("<style")))


def press(app, key):
    app.button(key=key).click().run()
    assert not app.exception
    return app


def pin_a_voice(app=None, who=0, whom=3):
    """Open a cell of Voices and pin it."""
    app = app or open_page("voices")
    app.selectbox(key="who").select_index(who)
    app.selectbox(key="whom").select_index(whom)
    app.run()
    return press(app, "pin")


def pin_documents():
    """Pin what the first judgement of the brief is about, as a page would, and another cell."""
    result = data.current_result()
    one = analysis.brief(result).judgements[0]
    _, actor_id, voice, doc_id = one.key.split("/", 3)
    pin = data.workspace().pins()[0]
    figure = replace(
        pin.figures[0], table="framing", unit=doc_id, actor_id=actor_id, voice=voice, by="", units=()
    )
    figure = analysis.recheck(result, figure)
    data.workspace().put_pins(
        [replace(pin, pin_id="a" * 12, figures=(figure,), order=2, claim="A claim of mine")]
    )
    return one


def pins():
    return data.workspace().pins()


def words_of(judgement):
    return [box.value for box in judgement.text_area if box.key.startswith("says-")]


def test_without_a_pin_the_page_says_how_to_pin_and_drafts_the_brief():
    app = open_page()
    assert app.title[0].value == wording_pins.QUESTION
    assert wording_pins.NONE_PINNED in html_of(app)
    drafted = analysis.brief(data.current_result())
    assert words_of(app) == [judgement.claim for judgement in drafted.judgements]


def test_a_view_is_pinned_with_all_that_it_showed():
    app = pin_a_voice()
    (pin,) = pins()
    result = data.current_result()
    row = analysis.speakers(result, pooled=True).query("holder == 'author' and actor_id == 'KP'").iloc[0]
    assert (pin.figures[0].value, pin.figures[0].n, pin.n) == (
        row["stance"],
        row["n_sentences"],
        row["n_sentences"],
    )
    told = analysis.evidence(result, None, "KP", voice="author")
    assert [one.text for one in pin.evidence] == list(told["text"].head(4))
    assert all("sha256" in one.source for one in pin.evidence)
    assert pin.fingerprint == analysis.fingerprint(result)
    assert (pin.n_documents, pin.scorer, pin.version) == (5, result.scorer, analysis.__version__)
    assert app.button(key="pin").label == "Pinned: view 1"
    assert app.button(key="pin").disabled


def test_another_view_can_be_pinned_behind_the_first():
    app = pin_a_voice()
    app.selectbox(key="whom").select_index(0)
    app.run()
    assert app.button(key="pin").label == wording_pins.PIN
    press(app, "pin")
    assert [pin.order for pin in pins()] == [1, 2]
    assert "China" in pins()[1].claim


def test_claim_and_note_are_kept_and_an_emptied_claim_is_the_drafted_one():
    pin_a_voice()
    app = open_page()
    pin = pins()[0]
    app.text_area(key=f"claim-{pin.pin_id}").set_value("  In my\n words ").run()
    app.text_area(key=f"note-{pin.pin_id}").set_value("First line\nsecond").run()
    assert (pins()[0].claim, pins()[0].note) == ("In my words", "First line\nsecond")
    app.text_area(key=f"claim-{pin.pin_id}").set_value("").run()
    assert pins()[0].claim == pin.drafted
    press(app, "undo")
    assert pins()[0].claim == "In my words"
    assert app.text_area(key=f"claim-{pin.pin_id}").value == "In my words"


def test_pins_are_moved_removed_and_brought_back():
    pin_a_voice(pin_a_voice(), whom=0)
    app = open_page()
    first, second = (pin.pin_id for pin in pins())
    press(app, f"down-{first}")
    assert [pin.pin_id for pin in pins()] == [second, first]
    press(app, f"remove-{second}")
    assert [pin.pin_id for pin in pins()] == [first]
    press(app, "undo")
    assert [pin.pin_id for pin in pins()] == [second, first]


def test_after_a_rescoring_a_pin_says_what_was_and_what_is():
    pin_a_voice()
    pin = pins()[0]
    was = replace(pin.figures[0], value=-0.99, verdict="mixed")
    gone = replace(was, label="Somebody", unit="Somebody")
    data.workspace().put_pins([replace(pin, figures=(was, gone))])
    now = analysis.recheck(data.current_result(), was)
    text = html_of(open_page())
    assert re.search(rf"was −0\.99, now [+−]{abs(now.value):.2f} \(mixed → {now.verdict}\)", text)
    assert "Somebody: was −0.99, no longer there." in text


def test_a_pinned_document_leads_the_brief_with_its_own_sentence():
    pin_a_voice()
    one = pin_documents()
    app = open_page()
    assert words_of(app)[0] == "A claim of mine"
    assert len(words_of(app)) == len(analysis.brief(data.current_result()).judgements)
    assert app.checkbox(key="in-0").value
    assert data.workspace().brief_text().judgements is None
    app.checkbox(key="in-1").uncheck().run()
    kept = data.workspace().brief_text().judgements
    assert kept[0] == ChosenJudgement(one.key, "A claim of mine")
    assert not kept[1].is_in


def test_judgements_are_worded_moved_left_out_and_undone():
    app = open_page()
    before = words_of(app)
    app.text_area(key="says-0").set_value("My sentence").run()
    press(app, "down-0")
    assert words_of(app) == [before[1], "My sentence", *before[2:]]
    app.checkbox(key="in-2").uncheck().run()
    kept = data.workspace().brief_text().judgements
    assert [one.claim for one in kept] == ["", "My sentence", *[""] * (len(before) - 2)]
    assert "2 of 3 in the brief" in html_of(app)
    app.text_area(key="says-1").set_value("").run()
    assert words_of(app) == [before[1], before[0], *before[2:]]
    for _ in range(4):
        press(app, "undo")
    assert words_of(app) == before


def test_a_judgement_that_the_filters_leave_out_waits_and_comes_back():
    app = open_page()
    app.text_area(key="says-0").set_value("My sentence").run()
    app.get("button_group")[0].set_value(["RU"]).run()
    assert not app.exception
    assert wording_pins.NOT_IN_SELECTION in html_of(app)
    assert app.text_area(key="says-0").disabled
    app.get("button_group")[0].set_value([]).run()
    assert words_of(app)[0] == "My sentence"


def test_title_question_and_author_are_kept():
    app = open_page()
    app.text_input(key="brief-title").set_value("  A   title ").run()
    app.text_input(key="brief-author").set_value("Zoë").run()
    text = data.workspace().brief_text()
    assert (text.title, text.question, text.author) == ("A title", "", "Zoë")
    app.text_input(key="brief-title").set_value("").run()
    press(app, "undo")
    assert app.text_input(key="brief-title").value == "A title"


@pytest.mark.parametrize("form", ["html", "pptx", "docx", "zip"])
def test_the_same_choice_gives_the_same_bytes(form):
    brief = data_pins.brief(data.current_result(), data_pins.restored(), None, *everything(), "author", None)
    again = analysis.brief(data.current_result(), restored=data_pins.restored())
    stream = io.BytesIO()
    analysis.write_brief(again, stream, form=form)
    assert brief_export._write(brief, form) == stream.getvalue()


def everything():
    result = data.current_result()
    return tuple(result.documents["doc_id"]), tuple(result.actor_names)


def test_without_a_chromium_the_page_says_how_to_print(monkeypatch):
    monkeypatch.setattr("analysis.briefing.pdf.find_browser", lambda: None)
    app = open_page()
    assert wording_pins.NO_PDF in html_of(app)
    assert "download-pdf" not in [button.key for button in app.get("download_button")]


def test_presenting_shows_one_claim_and_no_page():
    pin_a_voice(pin_a_voice(), whom=0)
    app = open_page("overview", present="1")
    first, second = pins()
    assert f">{first.claim}</h1>" in html_of(app)
    assert not app.title
    assert "1 of 2" in html_of(app)
    press(app, "next_view")
    assert f">{second.claim}</h1>" in html_of(app)
    assert second.pin_id in app.query_params["pin"]
    assert app.button(key="next_view").disabled
    press(app, "first_view")
    press(app, "show_notes")
    assert first.evidence[3].source in html_of(app)
    press(app, "leave")
    assert app.title[0].value
    assert "present" not in app.query_params


def test_a_slide_says_corpus_filters_voice_count_and_that_nobody_reviewed():
    pin_a_voice()
    (pin,) = pins()
    text = html_of(open_page("overview", present="1"))
    for words in (
        f"5 documents (corpus {pin.fingerprint})",
        pin.filters,
        f"n = {pin.n} sentences",
        "unreviewed",
    ):
        assert words in text


def test_without_pins_presenting_says_how_to_pin():
    app = open_page("overview", present="1")
    assert wording_pins.HOW_TO_PIN in html_of(app)
    press(app, "leave")
    assert app.title[0].value


def test_a_link_to_a_pin_of_another_workspace_says_so():
    pin_a_voice()
    assert wording_pins.UNKNOWN_PIN in html_of(open_page("overview", present="1", pin="f" * 12))


def test_a_link_of_another_corpus_says_what_was_meant_and_what_is_open():
    pin_a_voice()
    (pin,) = pins()
    data.workspace().put_pins([replace(pin, fingerprint="f" * 12, n_documents=9)])
    app = open_page("overview", actor="US", corpus="f" * 12)
    text = html_of(app)
    assert f"another corpus ({'f' * 12}: 9 documents, pinned on {pin.at[:10]})" in text
    assert f"({analysis.fingerprint(data.current_result())}: 5 documents)" in text
    press(app, "settle")
    assert "another corpus" not in html_of(app)


def test_a_link_of_this_corpus_says_nothing():
    here = analysis.fingerprint(data.current_result())
    assert "another corpus" not in html_of(open_page("overview", actor="US", corpus=here))


def test_a_claim_stays_text():
    pin_a_voice()
    (pin,) = pins()
    data.workspace().put_pins([replace(pin, claim="<img src=x onerror=hit()> & more", note="<b>note</b>")])
    app = open_page("overview", present="1")
    press(app, "show_notes")
    raw = " ".join(e.proto.body for e in app.get("html"))
    assert "&lt;img src=x onerror=hit()&gt; &amp; more" in raw
    assert "&lt;b&gt;note&lt;/b&gt;" in raw
    assert "<img" not in raw


def test_a_presented_figure_says_what_became_of_it_since():
    pin_a_voice()
    (pin,) = pins()
    data.workspace().put_pins([replace(pin, figures=(replace(pin.figures[0], value=0.31),))])
    assert "was +0.31, now" in html_of(open_page("overview", present="1"))


def test_a_reviewed_view_says_how_much_was_reviewed():
    assert wording_pins.scoring_words(0, 8) == "machine-scored, unreviewed"
    assert wording_pins.scoring_words(5, 8) == "machine-scored, 5 of 8 sentences reviewed by a person"


def test_the_pages_work_where_the_workspace_cannot_be_read(monkeypatch):
    app = pin_a_voice()

    def refuse(self):
        raise analysis.WorkspaceError("workspace", "", "it cannot be read", "bring it back")

    monkeypatch.setattr(analysis.Workspace, "pins", refuse)
    app.run()
    assert not app.exception
    assert app.button(key="pin").label == wording_pins.PIN

"""The page Review under AppTest: what is answered counts in every figure, is kept under a name, and can be taken back."""

import re
from html import unescape
from pathlib import Path

import pytest
from casetables import read_cases
from streamlit.testing.v1 import AppTest

import analysis
from analysis import review
from dashboard import data, wording_review

pytestmark = pytest.mark.usefixtures("workspace_folder")

APP = str(Path(__file__).parent.parent / "dashboard" / "app.py")
HOSTILE = "Russia <script>window.hit=1</script> is a **brutal** aggressor. Russia [lied](javascript:hit) & <b>lies</b>."


def open_page(name="review", who="Ana"):
    app = AppTest.from_file(APP, default_timeout=120).run()
    app.switch_page(f"app_pages/{name}.py").run()
    assert not app.exception
    if who and name == "review":
        app.text_input(key="_who-field").set_value(who).run()
    return app


def html_of(app):
    return unescape(
        " ".join(e.proto.body for e in app.get("html") if not e.proto.body.startswith(("<style", "/*")))
    )


def press(app, *keys):
    for key in keys:
        app.button(key=key).click().run()
        assert not app.exception
        assert not app.error, app.error[0].value
    return app


def progress_of(app):
    return app.get("progress")[0].proto.text


def kept():
    return review.read_reviews(data.workspace())


def row_of(result, said):
    """The row of `stances` that a review is about, as it stands in a result."""
    place = review.Places(result.sentences).find(said.doc_id, said.sentence)
    rows = result.stances
    found = rows[(rows["doc_id"] == place.doc_id) & (rows["sentence_id"] == place.sentence_id)]
    return found[found["actor_id"] == said.about].iloc[0]


def test_without_a_name_nothing_can_be_answered():
    app = open_page(who="")
    assert wording_review.NO_NAME in [info.value for info in app.info]
    assert app.button(key="accept").disabled
    assert app.button(key="label-neutral").disabled
    app.text_input(key="_who-field").set_value("  Ana   Li ").run()
    assert not app.button(key="accept").disabled
    press(app, "accept")
    assert kept()[0].reviewer == "Ana Li"


@pytest.mark.parametrize("label", ["favourable", "neutral", "unfavourable"])
def test_a_label_is_kept_beside_the_machines_and_counts_in_the_figures(label):
    app = press(open_page(), f"label-{label}")
    (said,) = kept()
    assert (said.label, said.reviewer) == (label, "Ana")
    assert said.machine.scorer == data.machine_result().scorer
    row = row_of(data.current_result(), said)
    assert (row["label"], row[label], bool(row["uncertain"])) == (label, 1.0, False)
    before = row_of(data.reviewed().before, said)
    assert before["label"] == said.machine.label
    assert progress_of(app).startswith("1 of ")
    assert "1 of 181 sentence judgements reviewed by Ana" in html_of(app)


def test_the_figure_says_how_many_are_reviewed_and_how_it_was_before():
    app = open_page()
    app.segmented_control(key="queue").set_value("clearest").run()
    press(app, *["label-unfavourable"] * 8)
    app.switch_page("app_pages/overview.py").run()
    assert "8 of 181 sentence judgements reviewed by Ana" in html_of(app)
    counts = data.reviewed().counts
    most = counts[counts["voice"] == "author"].sort_values("n_reviewed").iloc[-1]
    app.selectbox(key="open_doc").set_value(most["doc_id"]).run()
    app.selectbox(key="open_actor").set_value(most["actor_id"]).run()
    told = html_of(app)
    assert re.search(rf"{most['n_reviewed']} of \d+ sentences reviewed; before review: \w+", told)


def test_answers_are_found_again_and_undone_one_after_another():
    app = press(open_page(), "label-unfavourable", "accept", "not_about", "label-neutral")
    assert len(kept()) == 4
    verdicts = data.current_result().framing["stance"].tolist()
    press(app, "undo_review", "undo_review", "undo_review")
    assert len(kept()) == 1
    assert data.current_result().framing["stance"].tolist() != verdicts
    again = open_page(who="")  # the name is the one who answered last
    assert progress_of(again).startswith("1 of ")
    assert again.text_input(key="_who-field").value == "Ana"
    press(again, "undo_review")
    assert kept() == ()
    assert data.current_result() is data.reviewed().before


def test_undo_shows_the_sentence_that_it_was_about():
    app = open_page()
    first = html_of(app)
    press(app, "accept")
    assert html_of(app) != first
    press(app, "undo_review")
    asked = re.compile(r'fl-large" dir="auto">(.*?)</p>', re.DOTALL)
    assert asked.search(html_of(app)).group(1) == asked.search(first).group(1)


def test_one_undoes_ones_own_answers_only():
    ana = press(open_page(), "accept")
    li = press(open_page(who="Li"), "accept")
    press(ana, "undo_review")
    assert [said.reviewer for said in kept()] == ["Li"]
    stranger = open_page(who="Ben")
    assert stranger.button(key="undo_review").disabled
    press(li, "undo_review")
    assert kept() == ()


def test_a_turned_voice_stays_when_the_label_is_told_or_accepted():
    app = press(open_page(), "voice_turn")
    (said,) = kept()
    assert (said.machine.voice, said.voice, said.holder) == ("author", "reported", "unnamed")
    assert progress_of(app).endswith("number 1")  # it stays at the sentence
    press(app, "label-favourable")
    assert [(said.label, said.voice) for said in kept()] == [("favourable", "reported")]
    press(app, "previous_row", "accept")
    assert [(said.label, said.voice, said.action) for said in kept()] == [
        ("favourable", "reported", "change")
    ]
    press(app, "previous_row", "voice_turn")
    assert [(said.voice, said.holder) for said in kept()] == [("author", "")]


def test_holder_actor_and_note_are_told_in_forms():
    app = press(open_page(), "form-holder")
    next(box for box in app.text_input if box.label == "Whose view is it?").set_value("russia")
    next(button for button in app.button if button.label == "Keep").click().run()
    (said,) = kept()
    assert (said.voice, said.holder, said.holder_type) == ("reported", "RU", "government")
    press(app, "form-note")
    next(box for box in app.text_area if box.label == "Note").set_value("<b>see</b> page 3")
    next(button for button in app.button if button.label == "Keep the note").click().run()
    assert (kept()[0].note, kept()[0].holder) == ("<b>see</b> page 3", "RU")
    assert "note: &lt;b&gt;see" in " ".join(e.proto.body for e in app.get("html"))
    other = next(actor for actor in ("CN", "US", "KP", "RU") if actor != kept()[0].actor_id)
    press(app, "form-actor", f"move-{other}")
    assert (kept()[0].moved_to, kept()[0].holder) == (other, "RU")
    assert row_of(data.current_result(), kept()[0])["holder"] == "RU"


def test_not_about_takes_the_row_out_of_the_figures():
    n = len(data.current_result().stances)
    press(open_page(), "not_about")
    assert len(data.current_result().stances) == n - 1
    assert kept()[0].action == "not about"


def test_reviewed_sentences_are_passed_over_where_that_is_asked_for():
    app = press(open_page(), "accept", "accept", "previous_row", "previous_row")
    assert progress_of(app).endswith("number 1")
    press(app, "next_row")
    assert progress_of(app).endswith("number 3")
    app.toggle(key="review-only-new").set_value(False).run()
    press(app, "previous_row", "previous_row", "next_row")
    assert progress_of(app).endswith("number 2")


def test_what_was_reviewed_is_listed_and_taken_back():
    app = press(open_page(), "accept", "label-unfavourable")
    app.toggle(key="review-list").set_value(True).run()
    table = app.dataframe[0].value
    assert table["By"].tolist() == ["Ana", "Ana"]
    assert table["Counts"].tolist() == [True, True]
    assert set(table["Sentence"]) == {said.text for said in kept()}


def test_a_review_without_its_document_is_listed_with_the_reason():
    press(open_page(), "label-unfavourable")
    (said,) = kept()
    data.workspace().add_text("Russia lied.", title="Mine")
    data.workspace().put("choice", ("examples",), "hidden")
    app = open_page()
    assert [one.label for one in app.expander if "no place here" in one.label]
    assert "its document is not here" in html_of(app)
    assert said in kept()
    press(app, "unmatched-0")
    assert kept() == ()


def test_a_hostile_sentence_stays_text():
    data.workspace().add_text(HOSTILE, title="<img src=x onerror=hit>")
    data.workspace().put("choice", ("examples",), "hidden")
    app = press(open_page(), "label-unfavourable")
    bodies = " ".join(e.proto.body for e in app.get("html"))
    assert "window.hit=1" in bodies or "lied](javascript:hit)" in bodies
    assert "<script>" not in bodies
    assert "<img" not in bodies


def test_codes_are_given_counted_and_taken_off():
    app = press(open_page(), "form-codes")
    codes = next(box for box in app.multiselect if box.key.startswith("codes-of-"))
    codes.set_value(["threat", "hegemon"]).run()
    assert not app.exception
    assert sorted(tag.tag for tag in review.read_tags(data.workspace())) == ["hegemon", "threat"]
    assert "threat" in html_of(app)
    codes = next(box for box in app.multiselect if box.key.startswith("codes-of-"))
    codes.set_value(["hegemon"]).run()
    assert [(tag.tag, tag.who) for tag in review.read_tags(data.workspace())] == [("hegemon", "Ana")]
    press(app, "undo_review")
    assert len(review.read_tags(data.workspace())) == 2
    app.switch_page("app_pages/review.py").run()
    assert any("hegemon" in frame.value.columns for frame in app.dataframe)


def test_only_sentences_with_a_code_are_shown_where_that_is_asked_for():
    app = press(open_page(), "next_row", "form-codes")
    next(box for box in app.multiselect if box.key.startswith("codes-of-")).set_value(["threat"]).run()
    app.switch_page("app_pages/review.py").run()
    app.multiselect(key="code").set_value(["threat"]).run()
    assert progress_of(app) == "0 of 1 sentences in the author’s voice reviewed · this is number 1"
    press(app, "label-neutral")
    assert [said.text for said in kept()] == [tag.text for tag in review.read_tags(data.workspace())]


def test_a_link_leads_to_its_sentence_and_the_next_one_follows():
    counted = analysis.evidence(data.machine_result(), order="reading")
    row = counted.iloc[len(counted) // 2]
    app = AppTest.from_file(APP, default_timeout=120)
    app.query_params["row"] = f"{row['doc_id']}.{row['sentence_id']}.{row['actor_id']}"
    app.query_params["voice"] = "all"
    app.run().switch_page("app_pages/review.py")
    app.query_params["row"] = f"{row['doc_id']}.{row['sentence_id']}.{row['actor_id']}"
    app.run()
    app.text_input(key="_who-field").set_value("Ana").run()
    assert "row" not in app.query_params
    press(app, "label-neutral")
    (said,) = kept()
    place = review.Places(data.machine_result().sentences).at(row["doc_id"], int(row["sentence_id"]))
    assert (said.text, said.actor_id) == (place.text, row["actor_id"])


def test_an_own_code_needs_a_definition():
    app = open_page()
    next(box for box in app.text_input if box.label == "A code of your own").set_value("spoiler")
    next(button for button in app.button if button.label == "Add the code").click().run()
    assert "has no definition" in app.error[0].value
    next(box for box in app.text_input if box.label == "A code of your own").set_value("spoiler")
    next(box for box in app.text_input if box.label.startswith("The sentence has it")).set_value(
        "It spoils a deal."
    )
    next(button for button in app.button if button.label == "Add the code").click().run()
    assert ("spoiler", "It spoils a deal.") in [
        (c.name, c.definition) for c in review.read_codebook(data.workspace())
    ]


def test_exported_reviews_come_back_and_what_does_not_match_is_told(tmp_path):
    app = press(open_page(), "label-unfavourable", "label-favourable", "voice_turn")
    told = kept()
    for form in review.FORMS:
        text = review.write_reviews(told, form)
        if form == "csv":
            text += f"nowhere,0000000000000000.1,CN,Ana,change,No such sentence.,neutral,author{',' * 14}\n"
        review.withdraw_reviews(data.workspace(), kept())
        uploader = next(box for box in app.get("file_uploader") if "upload-reviews-" in box.key)
        uploader.set_value([(f"r.{form}", text.encode(), "text/plain")]).run()
        assert not app.exception
        assert {(s.key, s.label, s.voice, s.at) for s in kept()} == {
            (s.key, s.label, s.voice, s.at) for s in told
        }
        report = app.success[-1].value
        assert "3 answers taken in" in report
        assert ("1 did not match" in report) == (form == "csv")
    assert progress_of(app).startswith("3 of ")


def test_a_project_for_other_programs_needs_something_to_be_said():
    def button(app):
        return next(one for one in app.get("download_button") if "REFI-QDA" in one.proto.label)

    app = open_page()
    assert button(app).proto.disabled
    press(app, "label-unfavourable")
    app.switch_page("app_pages/review.py").run()
    assert button(app).proto.disabled != review.can_write_qda()


def test_a_file_that_is_no_table_is_an_error_in_place():
    app = open_page()
    uploader = next(box for box in app.get("file_uploader") if "upload-reviews-" in box.key)
    uploader.set_value([("r.csv", b"nothing", "text/csv")]).run()
    assert not app.exception
    assert "no row names a column of sentences" in app.error[0].value
    assert kept() == ()


@pytest.mark.parametrize("case", read_cases("before_review"))
def test_before_and_after_in_words(case):
    def cell(side):
        verdict, n, stance = case[side].split("/")
        nan = float("nan")
        return {
            "verdict": verdict, "n_sentences": int(n), "n_favourable": 0, "n_unfavourable": 0,
            "stance": float(stance or "nan"), "lower": nan, "upper": nan,
        }  # fmt: skip

    words = wording_review.before_after_words(cell("before"), cell("after"), int(case["n_reviewed"]))
    assert words == case["words"]

"""The page Coding under AppTest: blind, kept for each coder apart, decided, measured, calibrated, exchanged."""

from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis import review
from analysis.review import CANNOT_TELL
from dashboard import data, data_review, wording_coding

pytestmark = pytest.mark.usefixtures("workspace_folder")

APP = str(Path(__file__).parent.parent / "dashboard" / "app.py")
ANA = (("favourable", "author"), ("neutral", "author"), ("unfavourable", "reported"), ("neutral", "author"))
LI = (
    ("favourable", "author"),
    ("neutral", "author"),
    ("unfavourable", "reported"),
    ("unfavourable", "reported"),
)


def open_page(who="Ana"):
    app = AppTest.from_file(APP, default_timeout=120).run()
    app.switch_page("app_pages/coding.py").run()
    assert not app.exception
    return name(app, who)


def name(app, who):
    app.text_input(key="_coder-field").set_value(who).run()
    return app


def press(app, *keys):
    for key in keys:
        app.button(key=key).click().run()
        assert not app.exception
        assert not app.error, app.error[0].value
    return app


def draw(app, n=4, by="random"):
    app.radio(key="draw-by").set_value(by)
    app.number_input(key="draw-n").set_value(n)
    return press(app, "draw")


def code(app, answers):
    for label, voice in answers:
        press(app, f"coding-label-{label}", f"coding-voice-{voice}")
    return app


def show(app, part):
    next(one for one in app.segmented_control if one.key == "part").set_value(part).run()
    assert not app.exception
    return app


def html_of(app):
    return unescape(
        " ".join(e.proto.body for e in app.get("html") if not e.proto.body.startswith(("<style", "/*")))
    )


def progress_of(app):
    return app.get("progress")[0].proto.text


def coding():
    return review.read_coding(data.workspace())


def test_nothing_is_drawn_at_first_and_the_next_step_is_shown():
    app = open_page()
    assert wording_coding.NO_SAMPLE in [info.value for info in app.info]
    draw(app)
    (sample,) = coding().samples.values()
    assert (len(sample), sample.by, sample.who) == (4, "random", "Ana")


def test_a_wished_width_tells_how_many_sentences_it_takes():
    app = open_page()
    app.segmented_control(key="draw-size").set_value("width").run()
    n = review.sample_size(0.20, n_rows=len(data.machine_result().stances))
    assert f"{n} of 181 judgements" in html_of(app)
    press(app, "draw")
    (sample,) = coding().samples.values()
    assert len(sample) == n


def test_coding_is_blind_to_the_machine_and_to_other_coders():
    app = draw(open_page())
    (sample,) = coding().samples.values()
    code(app, LI[:1])
    app = open_page("Ben")
    told = html_of(app)
    machine = sample.items[0].machine
    assert sample.items[0].text.split()[0] in told
    assert f"{machine.favourable:.2f}" not in told
    for marked in ("fl-favourable", "fl-unfavourable", "fl-neutral", "P(＋)"):
        assert marked not in told
    assert not [b for b in app.button if b.proto.type == "primary" and b.key.startswith("coding-")]


def test_an_answer_needs_stance_and_voice_and_is_kept_with_the_second():
    app = press(draw(open_page()), "coding-label-neutral")
    assert not coding().codes
    assert progress_of(app) == "0 of 4 coded · sentence 1 of 4"
    press(app, "coding-label-unfavourable", "coding-voice-reported")
    (kept,) = coding().codes.values()
    assert (kept.item_id, kept.coder, kept.label, kept.voice) == ("1", "Ana", "unfavourable", "reported")
    assert progress_of(app) == "1 of 4 coded · sentence 2 of 4"
    press(app, "coding-voice-author", f"coding-label-{CANNOT_TELL}")
    assert coding().codes[kept.sample_id, "2", "Ana"].label == CANNOT_TELL


def test_coding_goes_on_where_it_stopped_and_an_answer_can_be_changed_and_undone():
    code(draw(open_page()), ANA[:2])
    app = open_page()
    assert progress_of(app) == "2 of 4 coded · sentence 3 of 4"
    press(app, "coding-previous", "coding-label-favourable")
    assert progress_of(app) == "2 of 4 coded · sentence 2 of 4"  # a changed answer stays in sight
    (sample_id,) = coding().samples
    assert coding().codes[sample_id, "2", "Ana"].label == "favourable"
    press(app, "coding-undo")
    assert coding().codes[sample_id, "2", "Ana"].label == "neutral"


def test_without_a_name_nothing_can_be_coded():
    app = name(draw(open_page()), "")
    assert app.button(key="coding-label-neutral").disabled
    assert wording_coding.NO_NAME in [info.value for info in app.info]


def test_one_coder_undoes_nothing_of_another():
    code(draw(open_page()), ANA[:1])
    assert open_page("Li").button(key="coding-undo").disabled


def test_two_coders_differ_somebody_decides_and_alpha_is_that_of_the_hand_check():
    app = code(draw(open_page()), ANA)
    assert "All 4 are coded" in app.success[0].value
    code(name(app, "Li"), LI)
    show(name(app, "Mo"), "differ")
    assert "1 sentence answered differently, 0 decided." in html_of(app)
    press(app, "deciding-label-unfavourable", "deciding-voice-reported")
    (decision,) = coding().decisions.values()
    assert (decision.who, decision.item_id, decision.label) == ("Mo", "4", "unfavourable")
    assert len(coding().codes) == 8
    assert "1 sentence answered differently, 1 decided." in html_of(app)
    show(app, "agree")
    told = html_of(app)
    # By hand (Krippendorff 2004, 11.3). Voice: of 8 values 5 author and 3 quoted, 2 of 8 in a unit that disagrees:
    # 1 - (2/8) / (2*5*3/56) = 0.533. Stance: 3 unfavourable, 3 neutral, 2 favourable; squared distances
    # 9, 6.25 and 30.25: 1 - (2*9/8) / (2*(9*9 + 6*6.25 + 6*30.25)/56) = 0.790.
    assert (
        "Ana and Li agree on stance with Krippendorff’s alpha 0.79 (4 sentences, no range); the machine"
        in told
    )
    alphas = data_review.agreement().alphas.set_index(["between", "what", "actor_id"])["alpha"]
    assert alphas["coders", "voice", ""] == pytest.approx(0.5333, abs=1e-4)
    assert alphas["coders", "stance", ""] == pytest.approx(0.79, abs=1e-4)
    app.switch_page("app_pages/overview.py").run()
    assert "Ana and Li agree on stance with Krippendorff’s alpha 0.79" in html_of(app)
    app.switch_page("app_pages/methods.py").run()
    assert "Does it read one actor too harshly?" in html_of(app)


def test_a_decision_can_be_taken_back_by_the_one_who_made_it():
    app = code(draw(open_page()), ANA)
    code(name(app, "Li"), LI)
    show(name(app, "Mo"), "differ")
    press(app, "deciding-label-neutral", "deciding-voice-author", "deciding-undo")
    assert not coding().decisions


def test_from_a_hundred_coded_sentences_on_the_machine_can_be_recalibrated_and_that_is_off_at_first():
    app = draw(open_page(), n=110)
    (sample,) = coding().samples.values()
    told = [
        review.Code(
            sample.sample_id,
            item.item_id,
            "Ana",
            "neutral",
            "author",
            "",
            "",
            "2026-01-01T00:00:00.000+00:00",
        )
        for item in sample.items
    ]
    review.keep_codes(data.workspace(), told[:90])
    app = show(open_page(), "agree")
    assert any("90 coded sentences are settled; it takes 100" in info.value for info in app.info)
    review.keep_codes(data.workspace(), told)
    app = press(show(open_page(), "agree"), "fit")
    machine = data.machine_result()
    assert data.current_result() is machine
    assert "log loss" in html_of(app)
    app.toggle(key="calibration").set_value(True).run()
    assert data.current_result().scorer == f"{machine.scorer} recalibrated on 110 coded sentences"
    assert data.current_result().stances["neutral"].mean() > machine.stances["neutral"].mean()
    app.toggle(key="calibration").set_value(False).run()
    assert data.current_result() is machine


def test_codes_leave_as_a_sheet_and_come_back_with_a_report():
    draw(open_page())
    (sample,) = coding().samples.values()
    lines = review.write_sheet(sample).splitlines()
    at = lines[0].split(",").index("label")
    assert lines[0].split(",")[at : at + 2] == ["label", "voice"]
    filled = [line.replace(",,,,", ",neutral,author,,") for line in lines[1:3]]
    content = "\n".join(
        [lines[0], *filled, *lines[3:], f"{sample.sample_id},99,CN,No such sentence,neutral,author,,"]
    )
    app = show(open_page("Li"), "exchange")
    uploader = next(box for box in app.get("file_uploader") if "upload-codes-" in box.key)
    uploader.set_value([("sheet.csv", content.encode(), "text/csv")]).run()
    assert "2 answers taken in, 2 rows without an answer, 1 did not match" in app.success[-1].value
    assert {(one.item_id, one.coder, one.label) for one in coding().codes.values()} == {("1", "Li", "neutral"), ("2", "Li", "neutral")}  # fmt: skip
    assert "no item of the sample has this id and text" in html_of(app)

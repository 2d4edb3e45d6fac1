"""The page Evidence under AppTest: filters, choosing a row, the explanation, the download."""

import re
from html import unescape

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from test_dashboard import APP, html_of, open_page

import analysis
from dashboard import evidence_choosing, wording, wording_evidence
from dashboard.literal import literal

pytestmark = pytest.mark.usefixtures("workspace_folder")


@pytest.fixture(scope="module")
def result():
    return analysis.analyse(analysis.read([analysis.seeds_folder()]))


def text_of(app):
    """What the page says, without tags."""
    return unescape(re.sub("<[^>]+>", "", html_of(app)))


def table_of(app):
    return app.dataframe[0].value


def test_every_judgement_is_in_the_table_with_a_word_for_each_column(result):
    app = open_page("evidence")
    app.get("button_group")[1].set_value("all").run()
    table = table_of(app)
    counted = analysis.evidence(result)
    assert len(table) == len(counted)
    assert sorted(table["text"]) == sorted(counted["text"])
    assert table["stance"].abs().is_monotonic_decreasing  # the clearest first
    assert list(table.columns) == list(wording_evidence.COLUMNS)
    assert f"All {len(counted)} judgements, in 5 documents" in text_of(app)


def test_the_first_row_is_explained_until_another_is_chosen():
    app = open_page("evidence")
    rows = table_of(app).to_dict("records")
    for step, place in ((None, 0), ("step1", 1), ("step1", 2), ("step-1", 1), ("step-1", 0)):
        if step:
            app.button(key=step).click().run()
        actor, stance = wording.in_prose(rows[place]["actor_id"]), wording.signed(rows[place]["stance"])
        assert re.search(rf"Toward {actor}: \w+, {re.escape(stance)}", text_of(app))
        assert f"{place + 1} of {len(rows)}" in text_of(app)
    assert app.button(key="step-1").disabled


def test_a_row_of_the_address_is_explained(result):
    row = analysis.evidence(result, voice="author").iloc[40]
    app = AppTest.from_file(APP, default_timeout=120)
    app.query_params["at"] = f"{row['doc_id']}.{row['sentence_id']}.{row['actor_id']}"
    app.switch_page("app_pages/evidence.py").run()
    assert not app.exception
    wanted = wording_evidence.toward(row, result.actor_names)
    assert wanted in text_of(app)
    assert "1 of " not in re.findall(r"[\d,]+ of ", text_of(app))


def test_an_explanation_tells_words_voice_and_why_it_counts():
    app = open_page("evidence")
    app.get("button_group")[1].set_value("reported").run()
    text = text_of(app)
    assert wording_evidence.MOVED_NOTE in text or wording_evidence.NOTHING_MOVED in text
    assert "Counted: it is a sentence of the text and " in text
    assert "Quoted, " in text
    assert html_of(app).count("fl-bar-neutral") == 1
    assert "fl-context" in html_of(app)


def test_a_heading_says_that_it_does_not_count(result):
    headings = analysis.evidence(result, include_headings=True)
    assert headings["is_heading"].any(), "the seeds have headings about an actor"
    app = open_page("evidence")
    app.get("button_group")[1].set_value("all").run()
    app.selectbox(key="place").set_value("headings").run()
    assert set(table_of(app)["is_heading"]) == {True}
    assert "Not counted: it is a heading." in text_of(app)


def test_search_and_labels_narrow_the_table_and_can_be_taken_back():
    app = open_page("evidence")
    n_all = len(table_of(app))
    app.text_input(key="find").set_value('"north korea"').run()
    found = table_of(app)
    assert 0 < len(found) < n_all
    assert found["text"].str.lower().str.contains("north korea").all()
    assert f"{len(found)} of {n_all} judgements" in text_of(app)
    app.button(key="clear_evidence").click().run()
    assert len(table_of(app)) == n_all


def test_nothing_found_says_why_and_offers_the_way_back():
    app = open_page("evidence")
    app.text_input(key="find").set_value("zebra <b>").run()
    assert app.info[0].value == literal(wording_evidence.nothing_found("zebra <b>"))
    assert not app.dataframe
    app.button[-1].click().run()
    assert len(table_of(app)) > 0


def test_a_range_filters_and_stands_in_one_word():
    app = open_page("evidence")
    app.slider(key="stance_slider").set_value((-1.0, -0.5)).run()
    assert (table_of(app)["stance"] <= -0.5).all()
    assert app.session_state["stance"] == "-1.00~-0.50"
    app.slider(key="stance_slider").set_value((-1.0, 1.0)).run()
    assert app.session_state["stance"] == ""


@pytest.mark.parametrize(
    ("text", "is_range"),
    [
        ("", True),
        ("-1.00~0.25", True),
        ("0.50~-0.50", False),
        ("-9.00~0.00", False),
        ("x", False),
        ("0~1", False),
    ],
)
def test_ranges_of_an_address_are_checked(text, is_range):
    assert (text in evidence_choosing._Ranges()) == is_range


def test_the_bar_of_filters_narrows_the_rows():
    app = open_page("evidence")
    app.get("button_group")[0].set_value(["US"]).run()
    assert set(table_of(app)["actor_id"]) == {"United States"}


HOSTILE = '=cmd|"/c calc" <script>alert(1)</script> Russia broke the <img src=x onerror=alert(1)> treaty [a](javascript:b).'


def show_hostile():
    """A page of its own: the explanation of a sentence that is hostile."""
    from test_evidence_page import HOSTILE

    import analysis
    from dashboard import data_evidence, evidence_explained

    result = analysis.analyse([analysis.document(HOSTILE, title="<u>T</u>", source="<i>S</i>")])
    rows = data_evidence.evidence_rows(result, most_holders=10)
    row = rows.table.iloc[0].to_dict()
    evidence_explained.show_explanation(result, row, "<u>T</u>", is_reviewed=False)


def test_hostile_text_is_escaped_in_an_explanation():
    app = AppTest.from_function(show_hostile, default_timeout=120).run()
    assert not app.exception
    html = html_of(app)
    for tag in ("<script", "<img", "<u>", "<i>"):
        assert tag not in html
    assert "&lt;u&gt;T" in html


def test_cells_of_the_download_start_no_formula(result):
    from dashboard.evidence_search import make_rows

    hostile = analysis.analyse([analysis.document(HOSTILE, title="=1+1", source="@S")])
    table = analysis.evidence(hostile, order="reading", include_headings=True)
    rows = make_rows(table, hostile.documents, most_holders=10).table
    safe = analysis.neutralise_formulas(rows)
    assert safe["text"].str.startswith("'=cmd").all()
    assert list(safe["title"].unique()) == ["'=1+1"]
    assert pd.api.types.is_numeric_dtype(safe["stance"])

"""The bar of filters: what remains, what is said to be left out, what stands in the address."""

import re

import pytest
from casetables import read_cases
from streamlit.testing.v1 import AppTest
from test_dashboard import APP, html_of, open_page

from dashboard.selection import is_between

pytestmark = pytest.mark.usefixtures("workspace_folder")


@pytest.mark.parametrize("case", read_cases("date_filter"), ids=lambda case: case["why"])
def test_a_document_is_of_dates_as_far_as_its_date_is_known(case):
    dates = (case["from"], case["until"])
    kept = is_between(case["published"], dates, undated=case["undated"] == "in")
    assert kept == (case["kept"] == "yes"), case["why"]


def documents_of(app):
    return app.selectbox(key="open_doc").options


def open_address(**choices):
    app = AppTest.from_file(APP, default_timeout=120)
    for key, value in choices.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def test_a_source_leaves_the_others_out_and_the_page_says_so():
    app = open_page()
    assert app.multiselect(key="source").options == ["GQN", "northkoreainfo.com", "outlet unknown"]
    app.multiselect(key="source").set_value(["GQN"]).run()
    assert len(documents_of(app)) == 1
    assert "1 of 5 documents are shown" in html_of(app)
    app.multiselect(key="source").set_value(["unknown"]).run()
    assert len(documents_of(app)) == 3


def test_undated_documents_are_left_out_of_dates_and_can_be_kept():
    app = open_page()
    app.selectbox(key="from").set_value("2023-10-30").run()
    dated, said = len(documents_of(app)), html_of(app)
    n_undated = 5 - dated
    assert f"{n_undated} without a date are left out" in said
    app.radio(key="undated").set_value("in").run()
    assert len(documents_of(app)) == 5
    assert f"{n_undated} without a date are kept" in html_of(app)


def test_an_address_sets_the_filters_and_a_button_clears_them():
    app = open_address(source="GQN", actor="CN", named="named", to="2023-10-30", undated="in")
    assert len(documents_of(app)) == 1
    assert app.selectbox(key="open_actor").options == ["China"]
    assert "only where the actor is named" in html_of(app)
    app.button(key="clear").click().run()
    assert len(documents_of(app)) == 5
    assert len(app.selectbox(key="open_actor").options) == 4
    assert "clear" not in [button.key for button in app.button]
    assert dict(app.query_params) == {}


def test_judgements_of_one_kind_alone_are_counted_and_shown():
    opened = {"open_doc": "360a07ad7d274b16", "open_actor": "KP", "voice": "all"}
    texts = [html_of(open_address(**opened, named=kind)) for kind in ("all", "named", "referred")]
    counts = [text.count('<div class="fl-evidence') for text in texts]
    assert counts[1] + counts[2] == counts[0]
    assert 0 < counts[2] < counts[0]
    assert texts[2].count("judged at") == counts[2]
    measured = [re.search(r"Measured|All voices: ([^<]*)<", text).group(1) for text in texts]
    assert len(set(measured)) == 3


def test_the_filters_hold_on_the_next_page():
    app = open_page()
    app.multiselect(key="source").set_value(["unknown"]).run()
    app.switch_page("app_pages/compare.py").run()
    assert len(app.multiselect(key="with").options) == 3


def test_filters_that_leave_nothing_say_so_and_can_be_cleared():
    app = open_address(source="GQN", to="2023-10-30")
    assert "0 of 5 documents are shown" in html_of(app)
    assert app.info
    app.button(key="clear").click().run()
    assert len(documents_of(app)) == 5

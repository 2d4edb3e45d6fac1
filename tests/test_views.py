"""The pages Overview and Compare under AppTest: what they show of the seeds, and what they say where there is little."""

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest
from test_dashboard import APP, html_of, open_page
from test_filters import open_address

import analysis

pytestmark = pytest.mark.usefixtures("workspace_folder")


def compare(**choices):
    """The page Compare with these choices, made one after another as a person would."""
    app = open_page("compare")
    for key, value in choices.items():
        if key == "by":
            next(group for group in app.get("button_group") if group.key == "by").set_value(value)
        elif isinstance(value, list):
            app.multiselect(key=key).set_value(value)
        else:
            app.selectbox(key=key).set_value(value)
        app.run()
        assert not app.exception
    return app


@pytest.fixture(scope="module")
def result():
    return analysis.analyse(analysis.read([analysis.seeds_folder()]))


def test_what_stands_out_holds_among_comparable_cells(result):
    table = analysis.compare(result, at_least=5)
    n_hold = int((table["answer"] == "differs").sum())
    said = html_of(open_page())
    pairs = f"{len(table)} pairs possible, {int(table['lower'].notna().sum())} comparable, {n_hold} hold"
    assert pairs in said
    assert said.count('class="fl-out"') == min(n_hold, 6)


def test_what_stands_out_leads_to_both_texts_with_the_filters():
    app = open_address(voice="all", actor="CN")
    links = app.get("page_link")
    assert links
    asked = links[0].proto.query_string
    assert "with=" in asked
    assert "about=CN" in asked
    assert "voice=all" in asked
    assert "actor=CN" in asked


@pytest.mark.parametrize(
    ("n", "words"), [(5, "just enough stories"), (7, "No single document and no other voice")]
)
def test_a_source_says_which_document_its_verdict_hangs_on(n, words, workspace_folder):
    topics = ["harbours", "schools", "bridges", "hospitals", "railways", "rivers", "museums"]
    with analysis.open_workspace(workspace_folder, create=True) as kept:
        for topic in topics[:n]:
            lines = [f"Russia is a brutal aggressor that ruined the {topic} of its neighbours."] * 4
            text = "\n\n".join(
                f"{line} It was report {number} on {topic}." for number, line in enumerate(lines)
            )
            kept.add_text(text, title=f"On {topic}", source="A Paper")
    said = html_of(open_address(rows="source", open_source="A Paper", open_actor="RU"))
    assert "Russia in A Paper: unfavourable" in said
    assert words in said


def test_sources_as_rows_leave_out_what_nobody_told():
    app = open_address(rows="source")
    assert app.selectbox(key="open_source").options == ["northkoreainfo.com", "GQN"]
    assert "3 documents of unknown outlet are in no row" in html_of(app)
    app.selectbox(key="open_source").set_value("GQN")
    app.selectbox(key="open_actor").set_value("CN").run()
    assert "China in GQN: too little evidence" in html_of(app)
    assert html_of(app).count('<div class="fl-evidence') == 7


def test_sources_as_rows_where_none_is_known_say_what_to_do():
    app = open_address(rows="source", source="unknown")
    assert "tells its source" in app.info[0].value


@pytest.mark.parametrize(
    ("sort", "first"), [("title", "A new"), ("date", "Will China"), ("source", "Highest")]
)
def test_rows_are_sorted(sort, first):
    assert open_address(sort=sort).selectbox(key="open_doc").options[0].startswith(first)


def many_documents(folder, n):
    for number in range(n):
        text = f"China praised the treaty number {number}. Russia held a vote on Monday. China kept its word."
        (folder / f"{number:02}.txt").write_text(f"Text {number:02}\n\n{text}", encoding="utf-8")


def test_more_rows_than_fit_are_on_further_pages_and_that_is_said(tmp_path, monkeypatch):
    from dashboard import data

    many_documents(tmp_path, 30)
    monkeypatch.setattr(data, "opened_paths", lambda: (str(tmp_path),))
    app = AppTest.from_file(APP, default_timeout=120).run()
    assert app.selectbox(key="page").options == ["Rows 1–25 of 30", "Rows 26–30 of 30"]
    assert "25 of 30 rows are on this page" in html_of(app)
    assert len(app.selectbox(key="open_doc").options) == 30
    app.selectbox(key="page").set_value("2").run()
    assert "5 of 30 rows are on this page" in html_of(app)
    assert "Only the 5 documents of this page are compared, of 30" in html_of(app)


def test_two_documents_are_compared_in_a_sentence_for_each_actor():
    said = unescape(html_of(compare(about="KP")))
    claim = re.search(r'fl-claim">(.*?)</p>', said).group(1)
    assert re.fullmatch(
        r"A is more favourable to North Korea than B: \+\d\.\d\d, range \+\d\.\d\d to \+\d\.\d\d, \d+ and \d+ sentences\.",
        claim,
    )
    assert said.count("<li>") == 3
    assert "4 pairs possible" in said


def test_actors_of_one_document_are_compared():
    app = compare(by="actor")
    said = html_of(app)
    assert "The safest comparison of all" in said
    assert "6 pairs possible" in said
    assert said.count('class="fl-doc"') == 4
    app.multiselect(key="actors").set_value(["RU", "US"]).run()
    assert "1 pair possible" in html_of(app)
    claim = re.search(r'fl-claim">(.*?)</p>', html_of(app)).group(1)
    assert "Russia" in claim
    assert "the United States" in claim


def test_sources_say_before_any_figure_what_they_wrote_about():
    said = html_of(compare(by="source"))
    before, after = said.index("Before any figure"), said.index("fl-claim")
    assert before < said.index("Words of the titles") < after
    assert "hardly share a word" in said
    assert "a range needs three different texts on each side" in said
    assert "Whole texts" not in said


def test_groups_have_the_unknown_as_a_group_of_its_own_and_say_so():
    app = compare(by="group", grouped="genre")
    assert app.multiselect(key="groups").options == ["kind of text unknown", "news", "opinion"]
    said = html_of(app)
    assert "What nobody told is a group of its own" in said
    assert said.index("What nobody told") < said.index("fl-claim")
    app.multiselect(key="groups").set_value(["news", "opinion"]).run()
    assert "What nobody told" not in html_of(app)


def test_documents_that_are_all_of_one_group_say_so():
    assert "in one group" in compare(by="group", grouped="control").info[0].value


def test_the_order_of_evidence_is_chosen():
    app = compare(about="KP")
    view = app.get("button_group")[-1]
    assert "Clearest for" in html_of(app)
    view.set_value("random").run()
    assert "Drawn at random, 5 of" in html_of(app)
    app.get("button_group")[-1].set_value("reading").run()
    paragraphs = [int(n) for n in re.findall(r"paragraph (\d+)", html_of(app))]
    assert paragraphs[:12] == sorted(paragraphs[:12])

"""The dashboard's logic, page by page, under Streamlit's AppTest."""

import re
import tomllib
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import analysis
from dashboard import highlight, wording
from dashboard.highlight import Mark, Piece

APP = str(Path(__file__).parent.parent / "dashboard" / "app.py")
pytestmark = pytest.mark.usefixtures("workspace_folder")

PAGES = ["overview", "compare", "voices", "documents", "methods"]


def open_page(name="overview"):
    app = AppTest.from_file(APP, default_timeout=120).run()
    if name != "overview":
        app.switch_page(f"app_pages/{name}.py").run()
    assert not app.exception
    return app


def html_of(app):
    """What the page says in HTML, without the style sheet."""
    return " ".join(e.proto.body for e in app.get("html") if not e.proto.body.startswith("<style"))


@pytest.mark.parametrize(
    ("name", "title"),
    list(
        zip(
            PAGES,
            [
                wording.QUESTION_OVERVIEW,
                wording.QUESTION_COMPARE,
                wording.QUESTION_VOICES,
                wording.QUESTION_DOCUMENTS,
                wording.QUESTION_METHODS,
            ],
            strict=True,
        )
    ),
)
def test_every_page_opens_with_its_question(name, title):
    assert open_page(name).title[0].value == title


def test_the_overview_says_what_the_corpus_is_and_is_not():
    text = html_of(open_page())
    for words in (
        "Five documents in English",
        "unknown for 3 of 5",
        "undated",
        "translation",
        "cut off",
        "by machine",
        "0 of",
    ):
        assert words in text


def test_opening_a_cell_shows_its_evidence():
    app = open_page()
    app.selectbox(key="open_doc").select_index(0)
    app.selectbox(key="open_actor").select_index(0)
    app.run()
    text = html_of(app)
    assert "China in “A new perspective" in text
    assert "territorial integrity of all countries" in re.sub("<[^>]+>", "", text)
    assert "fl-mention" in text


def test_filtering_by_actor_leaves_the_others_out():
    app = open_page()
    app.get("button_group")[0].set_value(["RU"]).run()
    assert app.selectbox(key="open_actor").options == ["Russia"]


def test_the_voice_changes_the_evidence():
    app = open_page()
    app.selectbox(key="open_doc").select_index(1)
    app.selectbox(key="open_actor").select_index(1)
    app.run()
    author = html_of(app)
    app.get("button_group")[1].set_value("reported").run()
    reported = html_of(app)
    assert "fl-holder" not in author
    assert "fl-holder" in reported


def test_compare_puts_two_documents_side_by_side():
    app = open_page("compare")
    assert len(app.multiselect(key="with").value) == 2
    text = html_of(app)
    assert ">A. " in text
    assert ">B. " in text
    assert "pairs possible" in text


def test_compare_asks_for_a_second_document():
    app = open_page("compare")
    app.multiselect(key="with").set_value(app.multiselect(key="with").value[:1]).run()
    assert "at least two" in app.info[0].value


def test_a_predecessor_state_is_marked_and_not_counted():
    app = open_page("compare")
    documents = app.multiselect(key="with")
    documents.set_value([documents.options[2], documents.options[4]])
    app.get("button_group")[-1].set_value("text").run()
    assert "Soviet Union</span>" in html_of(app)
    assert "RU*" in html_of(app)


def cells_of_voices():
    """The seeds' tables `speakers` (pooled) and the names of their actors."""
    result = analysis.analyse(analysis.read([analysis.seeds_folder()]))
    return analysis.speakers(result, pooled=True), result.actor_names


def test_voices_offers_every_holder_and_no_switch_between_voices():
    app = open_page("voices")
    table, _ = cells_of_voices()
    assert len(app.selectbox(key="who").options) == table["holder"].nunique()
    assert app.selectbox(key="who").options[0] == "The author"
    assert app.selectbox(key="whom").options == ["China", "Russia", "United States", "North Korea"]
    assert len(app.get("button_group")) == 1
    assert "voice:" not in html_of(app)
    assert "fl-claim" in html_of(app)
    assert app.caption[0].value.startswith("No cell is open")


def test_a_cell_of_voices_opens_exactly_the_sentences_that_it_counts():
    table, _ = cells_of_voices()
    app = open_page("voices")
    for cell in table[table["n_sentences"] <= 12].to_dict("records"):
        app.selectbox(key="who").set_value(cell["holder"])
        app.selectbox(key="whom").set_value(cell["actor_id"])
        app.run()
        text = html_of(app)
        assert text.count('<div class="fl-evidence') == cell["n_sentences"], cell
        assert f": {cell['verdict']}</p>" in text
        assert ("fl-holder" in text) == (cell["holder"] != "author")
        assert "“" in text  # each sentence says which document it stands in


def test_the_other_voices_are_opened_together_or_one_by_one():
    table, _ = cells_of_voices()
    cell = table[table["holder"] == "other voices"].iloc[-1]
    app = open_page("voices")
    app.selectbox(key="who").set_value("other voices")
    app.selectbox(key="whom").set_value(cell["actor_id"])
    app.run()
    choices = app.selectbox(key="name").options
    assert choices[0] == "All of them together"
    counts = [int(re.search(r"\((\d+) sentence", choice).group(1)) for choice in choices[1:]]
    assert sum(counts) == cell["n_sentences"]
    app.selectbox(key="name").select_index(1).run()
    text = html_of(app)
    assert text.count('<div class="fl-evidence') == counts[0]
    assert choices[1].rsplit(" (", 1)[0] + " on " in unescape(text)


def test_a_cell_in_which_nothing_is_said_says_so():
    table, names = cells_of_voices()
    said = set(zip(table["holder"], table["actor_id"], strict=True))
    holder, actor_id = next(
        (h, a) for h in table["holder"].unique() if h != "author" for a in names if (h, a) not in said
    )
    app = open_page("voices")
    app.selectbox(key="who").set_value(holder)
    app.selectbox(key="whom").set_value(actor_id)
    app.run()
    assert ": nothing said</p>" in html_of(app)
    assert "fl-evidence" not in html_of(app)


def test_voices_follow_the_filters():
    app = open_page("voices")
    app.get("button_group")[0].set_value(["US"]).run()
    assert app.selectbox(key="whom").options == ["United States"]
    assert set(app.dataframe[0].value["Speaks of"]) == {"United States"}


def test_the_table_of_voices_has_words_for_columns():
    table = open_page("voices").dataframe[0].value
    assert list(table.columns[:4]) == ["Voice", "Kind", "Speaks of", "Verdict"]
    assert not any("_" in column for column in table.columns)
    assert set(table["Speaks of"]) <= {"China", "Russia", "United States", "North Korea"}
    assert not set(table["Voice"]) & {"RU", "CN", "US", "KP", "author", "unnamed"}


def test_the_overview_and_compare_say_what_a_verdict_hangs_on():
    app = open_page()
    app.selectbox(key="open_doc").select_index(0)
    app.selectbox(key="open_actor").select_index(0)
    app.run()
    assert "would" in re.search(r'fl-hanging">([^<]*)<', html_of(app)).group(1)
    assert html_of(open_page("compare")).count("fl-hanging") == 2


def show_references():
    """A page of its own: a sentence whose judged place is "both countries", as evidence and in its text."""
    from dataclasses import replace

    import pandas as pd

    import analysis
    from dashboard import evidence_view

    text = "China met North Korea on Monday. Observers called both countries a threat to peace."
    result = analysis.analyse([analysis.document(text, title="Two")])
    second = result.sentences.iloc[1]
    begin = int(second["start"]) + second["text"].index("both countries")
    mentions = result.mentions[result.mentions["kind"] != "reference"]
    found = [
        {
            **mentions.iloc[0],
            "sentence_id": 1,
            "actor_id": actor_id,
            "start": begin,
            "end": begin + 14,
            "text": "both countries",
            "kind": "reference",
        }
        for actor_id in ("CN", "KP")
    ]
    stances = result.stances[result.stances["sentence_id"] == 0]
    judged = [
        {
            **stances.iloc[0],
            "sentence_id": 1,
            "actor_id": actor_id,
            "explicit": False,
            "label": "unfavourable",
            "stance": -0.9,
        }
        for actor_id in ("CN", "KP")
    ]
    result = replace(
        result,
        mentions=pd.concat([mentions, pd.DataFrame(found)], ignore_index=True),
        stances=pd.concat([stances, pd.DataFrame(judged)], ignore_index=True),
    )
    doc_id = result.documents["doc_id"].iloc[0]
    evidence_view.show_legend()
    evidence_view.show_evidence(result, analysis.evidence(result, doc_id, "KP"), key="all")
    evidence_view.show_document(result, doc_id, "KP", "all")


def test_a_reference_shows_what_it_was_resolved_to():
    app = AppTest.from_function(show_references, default_timeout=120).run()
    assert not app.exception
    legend, evidence, text = (e.proto.body for e in app.get("html"))
    assert '<span class="fl-tag">→RU</span>' in legend
    for html in (evidence, text):
        assert re.search(r'countries(</b>)?</span><span class="fl-tag">→CN, →KP</span>', html)
    assert evidence.count("judged at “both countries” (→KP)") == 1
    assert evidence.index("judged at") < evidence.index(
        "Monday"
    )  # the clearest first; the named one has no such words


HOSTILE = '<script>alert(1)</script> <img src=x onerror="alert(1)"> & "quoted" [a](javascript:b)'


def test_hostile_text_is_escaped_wherever_it_is_shown():
    marks = [Mark(0, 8, actor_id="RU"), Mark(26, 30, moved=0.4)]
    row = {
        "text": HOSTILE, "label": "neutral", "voice": "reported", "holder": "<b>x</b>", "holder_type": "other", "uncertain": True,
        "stance": 0.0, "unfavourable": 0.2, "neutral": 0.6, "favourable": 0.2,
    }  # fmt: skip
    piece = Piece(HOSTILE, 0, False, "favourable", False, "<i>y</i>", tuple(marks))
    for html in (
        highlight.show_words(HOSTILE, marks),
        highlight.show_sentence(row, marks, place="<u>1</u>", words="<s>w</s>"),
        highlight.show_text([piece]),
    ):
        for tag in ("<script", "<img", "<i>", "<u>", "<s>", "<b>x"):
            assert tag not in html
        assert "&lt;script&gt;" in html.replace('<span class="fl-mention">', "").replace(
            "</span>", ""
        ).replace('<span class="fl-tag">RU', "")


def test_marks_keep_every_sign_of_the_sentence():
    sentence = "Russia & “China” <met>"
    html = highlight.show_words(
        sentence, [Mark(0, 6, actor_id="RU"), Mark(3, 12, moved=0.2), Mark(10, 15, actor_id="CN")]
    )
    assert unescape(re.sub(r'<span class="fl-tag">\w+</span>|<[^>]+>', "", html)) == sentence


@pytest.mark.parametrize(
    ("counts", "line"),
    [
        ((0, 0, 0, "not mentioned"), ""),
        ((1, 1, 0, "too little evidence"), "1 sentence"),
        ((8, 0, 5, "unfavourable"), "5 of 8 unfavourable"),
        ((21, 5, 5, "mixed"), "5 for, 5 against of 21"),
        ((9, 0, 0, "neutral"), "0 of 9 judge"),
    ],
)
def test_counts_in_words(counts, line):
    cell = dict(zip(["n_sentences", "n_favourable", "n_unfavourable", "verdict"], counts, strict=True))
    assert wording.count_line(cell) == line


@pytest.mark.parametrize(
    ("value", "words"), [(0.304, "+0.30"), (-0.12, "−0.12"), (-0.001, "0.00"), (float("nan"), "–")]
)
def test_figures_carry_their_sign(value, words):
    assert wording.signed(value) == words


def test_labels_of_documents_are_unique():
    rows = [{"doc_id": f"{n}abcdef", "title": "Same", "path": ""} for n in range(3)]
    assert len(set(wording.labels_of(rows).values())) == 3


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("ink", [wording.LIGHT, wording.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("verdict", ["favourable", "unfavourable", "leaning favourable", "leaning unfavourable", "neutral", "mixed", "undetermined", "too little evidence", "not mentioned"])  # fmt: skip
def test_words_on_cells_have_contrast(ink, verdict):
    one, other = luminance(wording.fill_of(verdict, ink)), luminance(wording.text_on(verdict, ink))
    assert (max(one, other) + 0.05) / (min(one, other) + 0.05) >= 4.5


def test_loopback_only_and_no_usage_statistics():
    config = tomllib.loads((Path(APP).parent / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["address"] == "127.0.0.1"
    assert config["browser"]["gatherUsageStats"] is False


def test_describing_an_empty_corpus_is_one_sentence():
    assert analysis.describe(analysis.analyse([])) == ["No document has been read."]

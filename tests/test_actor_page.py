"""The page Actor under AppTest, its charts and its words: what is told, and what cannot be."""

import re
from dataclasses import replace
from html import unescape

import pytest
from test_charts import values_of
from test_dashboard import html_of, open_page

import analysis
from analysis import PeriodChange, Periods
from analysis.stance import LexiconScorer
from dashboard import charts_actor, data, wording, wording_actor

pytestmark = pytest.mark.usefixtures("workspace_folder")
NAN = float("nan")


def text_of(app):
    return unescape(re.sub("<[^>]+>", "", html_of(app)))


def test_it_opens_on_the_actor_with_most_sentences_and_says_what_is_missing():
    app = open_page("actor")
    text = text_of(app)
    assert app.title[0].value == wording_actor.QUESTION
    assert "North Korea, in the author's voice: " in text
    assert "no change can be told. Not drawn: 4 undated." in text
    assert "3 documents tell no outlet" in text
    assert len(app.get("vega_lite_chart")) + len(app.get("arrow_vega_lite_chart")) == 3
    assert "What speaks against it: the clearest unfavourable sentences" in [one.value for one in app.header]


def test_the_claim_is_that_of_the_group_and_counts_come_with_it():
    result = analysis.analyse(analysis.read([analysis.seeds_folder()]))
    app = open_page("actor")
    row = analysis.group_framing(result, dict.fromkeys(result.documents["doc_id"], "all"), "KP").iloc[0]
    assert wording_actor.counts(row) in text_of(app)
    assert wording_actor.figure(row) in text_of(app)


def test_sentences_against_are_all_of_the_other_side():
    app = open_page("actor")
    shown = re.findall(r'class="fl-s fl-(\w+)', html_of(app).split("fl-legend")[1].split("</p>", 1)[1])
    assert shown
    assert set(shown) == {"unfavourable"}


def test_silence_is_said_and_nothing_is_drawn():
    app = open_page("actor")
    app.get("button_group")[1].set_value("reported").run()
    app.get("button_group")[2].set_value("CN").run()
    app.multiselect(key="doc").set_value(app.multiselect(key="doc").options[:1]).run()
    assert not app.exception
    assert "not mentioned" in text_of(app)
    assert "Nothing is said of China here." in app.info[0].value


def dated_result():
    """Two sources in January and in March: friendly first, hostile then, three stories each."""
    texts = {
        "2023-01": "Russia is a reliable friend of peace.",
        "2023-03": "Russia is a brutal aggressor and a threat.",
    }
    documents = [
        replace(
            analysis.document(f"{text} Moscow met {word} there.", title=f"{word} {day}", source=source),
            published=day,
            published_precision="month",
        )
        for source in ("X", "Y")
        for day, text in texts.items()
        for word in ("one", "two", "three")
    ]
    return analysis.analyse(documents, scorer=LexiconScorer())


def test_over_time_and_the_same_sources(monkeypatch):
    result = dated_result()
    monkeypatch.setattr(data, "current_result", lambda: result)
    app = open_page("actor")
    text = text_of(app)
    assert "Each month by itself; no line crosses one without evidence." in text
    assert "The same sources are less favourable to Russia in 2023-03 than in 2023-01" in text
    assert app.selectbox(key="period").options == ["2023-03"]
    assert app.selectbox(key="against").options == ["2023-01"]


def data_of(chart):
    """All rows of data of a chart, whether they stand in a layer or beside the layers."""
    shared = [one for rows in chart.to_dict().get("datasets", {}).values() for one in rows]
    return [*values_of(chart), *chart.to_dict().get("data", {}).get("values", []), *shared]


def row(stance, lower=NAN, upper=NAN, n=4, verdict="neutral"):
    return {
        "stance": stance,
        "lower": lower,
        "upper": upper,
        "n_sentences": n,
        "n_stories": 2,
        "verdict": verdict,
    }


def test_no_line_crosses_a_period_without_evidence():
    rows = {"2023-01": row(0.1), "2023-02": row(0.2, 0.1, 0.3), "2023-04": row(0.3)}
    chart = charts_actor.periods_chart(["2023-01", "2023-02", "2023-03", "2023-04"], rows, wording.LIGHT)
    values = {value["period"]: value for value in data_of(chart) if "period" in value}
    assert values["2023-01"]["stretch"] == values["2023-02"]["stretch"] != values["2023-04"]["stretch"]
    assert values["2023-03"]["counts"] == "–"
    assert "figure" not in values["2023-03"]
    assert (values["2023-01"]["has_range"], values["2023-02"]["has_range"]) == (False, True)
    words = charts_actor.periods_words(["2023-02", "2023-03"], rows)
    assert words == "2023-02: +0.20 (+0.10 to +0.30), 4 sentences. 2023-03: nothing."


def test_a_figure_without_a_range_is_drawn_as_one():
    lines = [("A", row(0.5, 0.2, 0.7)), ("B", row(0.1, n=1, verdict="too little evidence"))]
    drawn = {
        value["title"]: value
        for value in data_of(charts_actor.lines_chart(lines, wording.DARK))
        if "title" in value
    }
    assert drawn["neutral · A"]["has_range"]
    assert drawn["neutral · A"]["words"] == "+0.50 of 4"
    assert not drawn["too little evidence · B"]["has_range"]
    assert drawn["too little evidence · B"]["lower"] is None


CHANGE = PeriodChange("2022", "2023", ("X", "Y"), ("X",), 30, 24, 0.4, 0.1, 0.7, "differs")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (CHANGE, "The same sources are more favourable to the United States in 2023 than in 2022 (+0.40, range +0.10 to +0.70, 30 and 24 sentences of 1 of 2 sources in both)."),
        (replace(CHANGE, difference=-0.4, lower=-0.7, upper=-0.1), "are less favourable"),
        (replace(CHANGE, difference=0.0, lower=-0.1, upper=0.1, answer="similar"), "are similar on the United States"),
        (replace(CHANGE, lower=-0.1, answer="cannot be told"), "cannot be told (+0.40"),
        (replace(CHANGE, counted=(), difference=NAN, lower=NAN, upper=NAN, answer="cannot be told"), "none with three stories in each (30 and 24 sentences)"),
        (replace(CHANGE, sources=(), counted=(), answer="cannot be told"), "No source speaks of the United States in both"),
    ],
)  # fmt: skip
def test_a_change_claims_no_more_than_its_range(change, words):
    assert words in wording_actor.change_sentence(change, "United States")


@pytest.mark.parametrize(
    ("periods", "n", "words"),
    [
        (Periods("month", ("2023-01",), {}, 3, 1), 0, "nothing can be said about change over time. Not drawn: 3 undated and 1 dated to the year only."),
        (Periods("year", ("2023",), {}), 1, "All dated documents that speak of it are of one year"),
        (Periods("year", ("2022", "2023"), {}), 2, "Each year by itself; no line crosses one without evidence."),
    ],
)  # fmt: skip
def test_what_is_dated_is_said(periods, n, words):
    assert words in wording_actor.dates_sentence(periods, n)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((0, 0, ""), "No sentence judges it"),
        ((2, 2, ""), "As many sentences are favourable as unfavourable (2)"),
        ((4, 0, "unfavourable"), "4 sentences are favourable, and none is unfavourable."),
        ((4, 1, "favourable"), "1 favourable, against 4 unfavourable."),
    ],
)
def test_what_stands_against_is_counted(counts, words):
    assert words in wording_actor.against_sentence(*counts)

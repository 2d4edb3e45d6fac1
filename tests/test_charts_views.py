"""The marks, the dumbbells and the order of rows, from hand-made tables."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_charts import values_of

from dashboard import wording
from dashboard.charts_dots import dots_chart
from dashboard.charts_dumbbell import Dumbbell, dumbbell_chart
from dashboard.charts_matrix import Cell, Line
from dashboard.matrix_list import show_as_list
from dashboard.ordering import distances, order_documents

NAN = float("nan")
ACTORS = {"RU": "Russia", "US": "United States"}
LINES = [Line("d1", "One", "undated"), Line("d2", "Two", "undated")]


def cell(doc_id, actor_id, n=0, stance=NAN, lower=NAN, upper=NAN, favourable=0, unfavourable=0):
    return {
        "doc_id": doc_id, "actor_id": actor_id, "voice": "author", "n_sentences": n, "n_favourable": favourable,
        "n_neutral": n - favourable - unfavourable, "n_unfavourable": unfavourable, "n_uncertain": 0,
        "stance": stance, "lower": lower, "upper": upper, "verdict": "neutral" if n else "not mentioned",
        "stability": NAN,
    }  # fmt: skip


FRAMING = pd.DataFrame(
    [
        cell("d1", "RU", 3, 0.2, -0.1, 0.5, favourable=1),
        cell("d1", "US"),
        cell("d2", "RU", 1, -0.9, unfavourable=1),
        cell("d2", "US"),
    ]
)


def sentence(doc_id, number, stance, label, uncertain=False):
    return {
        "doc_id": doc_id, "actor_id": "RU", "sentence_id": number, "stance": stance, "label": label, "uncertain": uncertain,
    }  # fmt: skip


def marks_of(rows):
    chart = dots_chart(LINES, ACTORS, pd.DataFrame(rows), FRAMING, wording.LIGHT)
    return [row for row in values_of(chart) if "label" in row], values_of(chart)


def test_there_is_one_mark_for_each_sentence_and_the_uncertain_is_in_outline():
    rows = [
        sentence("d1", 0, 0.9, "favourable"),
        sentence("d1", 1, 0.0, "neutral"),
        sentence("d1", 2, -0.3, "neutral", uncertain=True),
        sentence("d2", 0, -0.9, "unfavourable"),
    ]
    marks, _ = marks_of(rows)
    assert len(marks) == len(rows)
    by_label = {mark["label"]: mark for mark in marks if mark["fill"] != wording.LIGHT.page}
    assert by_label["favourable"]["x"] > by_label["neutral"]["x"] > by_label["unfavourable"]["x"]
    assert by_label["unfavourable"]["y"] > 1 > by_label["favourable"]["y"]
    assert sum(mark["fill"] == wording.LIGHT.page for mark in marks) == 1


def test_a_cell_without_a_sentence_says_so_and_one_without_a_range_has_no_bar():
    _, values = marks_of([sentence("d1", 0, 0.9, "favourable")])
    ground = {(row["row"], row["column"]): row for row in values if "told" in row}
    assert ground["d1", "US"]["n"] == 0
    assert ground["d1", "US"]["figure"] is None
    assert ground["d2", "RU"]["lower"] is None
    assert ground["d1", "RU"]["lower"] < ground["d1", "RU"]["figure"] < ground["d1", "RU"]["upper"]
    assert ground["d1", "RU"]["told"] == "3: 1 favourable, 2 neutral, 0 unfavourable"


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=60))
def test_marks_stay_in_their_cell_and_none_hides_another(stances):
    rows = [sentence("d1", number, stance, "neutral") for number, stance in enumerate(stances)]
    marks, _ = marks_of(rows)
    assert len({(mark["x"], mark["y"]) for mark in marks}) == len(stances)
    assert all(0 < mark["x"] < 1 and 0 < mark["y"] < 1 for mark in marks)


def test_a_dumbbell_has_a_line_for_each_side_and_few_sentences_have_no_range():
    sides = {"A": cell("d1", "RU", 3, 0.2, -0.1, 0.5), "B": cell("d2", "RU", 1, -0.9), "C": cell("d3", "RU")}
    values = values_of(dumbbell_chart([Dumbbell("Russia", sides)], wording.DARK))
    by_letter = {row["letter"]: row for row in values if "letter" in row}
    assert (by_letter["A"]["figure"], by_letter["A"]["lower"]) == (0.2, -0.1)
    assert by_letter["A"]["words"] == "+0.20, 3 sentences"
    assert by_letter["B"]["lower"] is None
    assert by_letter["B"]["words"] == "−0.90, 1 sentence, no range"
    assert by_letter["C"]["figure"] is None
    assert by_letter["C"]["words"] == "nothing in this voice"
    assert by_letter["A"]["y"] < by_letter["B"]["y"] < by_letter["C"]["y"]


def test_the_list_for_a_phone_escapes_what_documents_say():
    cells = [
        Cell("d1", "RU", "neutral", ("neutral", "0 of 3 judge"), "", {}),
        Cell("d1", "US", "not mentioned", (), "not mentioned", {}),
    ]
    html = show_as_list([Line("d1", "<img src=x>", "<b>x</b>")], ACTORS, cells, {("d1", "RU"): "···"})
    assert "<img" not in html
    assert "<b>x" not in html
    assert "fl-v-neutral" in html
    assert "···" in html
    assert html.count("<dd>") == 2


ROWS = [
    {"doc_id": "a", "title": "Beta", "source": "unknown", "published": "2023"},
    {"doc_id": "b", "title": "alpha", "source": "Wire", "published": "unknown"},
    {"doc_id": "c", "title": "unknown", "source": "agency", "published": "2022-05-01"},
]


@pytest.mark.parametrize(
    ("by", "order"),
    [("read", "abc"), ("date", "cab"), ("source", "cba"), ("title", "bac"), ("divide", "cab")],
)
def test_rows_are_ordered_and_what_is_unknown_comes_last(by, order):
    framing = pd.DataFrame(
        [cell("a", "RU", 9, 0.1), cell("c", "RU", 9, 0.9), cell("b", "RU", 9, 0.1), cell("b", "US", 4, -1.0)]
    )
    assert "".join(row["doc_id"] for row in order_documents(ROWS, by, framing)) == order


def test_what_divides_is_the_distance_from_the_mean_of_the_others():
    framing = pd.DataFrame(
        [
            cell("a", "RU", 9, 0.0),
            cell("b", "RU", 5, 0.5),
            cell("c", "RU", 7, 1.0),
            cell("d", "RU", 4, -1.0),
            cell("a", "US", 9, -1.0),
        ]
    )
    found = distances(framing, "doc_id")
    assert set(found) == {"a", "b", "c"}
    assert found["a"] == pytest.approx(0.75)
    assert found["b"] == pytest.approx(0.0)
    assert found["c"] == pytest.approx(0.75)


@pytest.mark.parametrize(("a", "b"), [("A", "B"), ("B", "A")])
def test_a_difference_is_told_of_the_more_favourable_one(a, b):
    sign = 1 if a == "A" else -1
    bounds = sorted((0.12 * sign, 0.68 * sign))
    counts = (25, 11) if a == "A" else (11, 25)
    row = {
        "difference": 0.41 * sign, "lower": bounds[0], "upper": bounds[1], "n_a": counts[0], "n_b": counts[1], "answer": "differs",
    }  # fmt: skip
    told = wording.difference_sentence(row, a, b, "Russia")
    assert told == "A is more favourable to Russia than B: +0.41, range +0.12 to +0.68, 25 and 11 sentences."


def test_no_answer_is_claimed_where_there_is_no_range():
    row = {
        "difference": 0.9, "lower": math.nan, "upper": math.nan, "n_a": 2, "n_b": 9, "answer": "cannot be told",
    }  # fmt: skip
    assert "cannot be told" in wording.difference_sentence(row, "A", "B", "Russia")

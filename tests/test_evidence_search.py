"""The search and the filters of the page Evidence, on a small table by hand."""

from dataclasses import replace

import pandas as pd
import pytest
from casetables import read_cases
from hypothesis import given
from hypothesis import strategies as st

from dashboard.evidence_search import Wanted, find_place, find_rows, make_rows, read_words, row_key
from dashboard.selection import Selection

ROWS = [
    # doc, sentence, actor, stance, label, voice, holder, type, uncertain, explicit, heading, tone, text
    ("a", 0, "CN", 0.9, "favourable", "author", "", "", False, True, False, 0.5, "China keeps its word."),
    ("a", 1, "US", -0.8, "unfavourable", "reported", "CN", "government", False, True, False, -0.2, "China blamed the US."),
    ("a", 2, "US", -0.1, "neutral", "author", "", "", True, False, False, 0.0, "The two countries met."),
    ("b.1", 0, "US", 0.7, "favourable", "author", "", "", False, True, True, 0.3, "A heading about the US"),
    ("b.1", 1, "US", 0.3, "neutral", "reported", "Jane Roe", "expert", True, True, False, float("nan"), "Roe said the US may."),
]  # fmt: skip
COLUMNS = ["doc_id", "sentence_id", "actor_id", "stance", "label", "voice", "holder", "holder_type", "uncertain",
           "explicit", "is_heading", "polarity", "text"]  # fmt: skip
DOCUMENTS = pd.DataFrame(
    [("a", "One", "X", "unknown", "2023-05", ""), ("b.1", "Two", "unknown", "unknown", "unknown", "")],
    columns=["doc_id", "title", "source", "author", "published", "address"],
)


def made(texts=None):
    table = pd.DataFrame(ROWS, columns=COLUMNS)
    if texts:
        table = table.assign(text=texts)
    table["favourable"] = (table["stance"].clip(lower=0) + 0.1).round(2)
    table["unfavourable"] = ((-table["stance"]).clip(lower=0) + 0.1).round(2)
    table["neutral"] = (1 - table["favourable"] - table["unfavourable"]).round(2)
    return make_rows(table, DOCUMENTS, most_holders=10)


EVERY = Selection(("CN", "US"), ("a", "b.1"), "all")


def found(selection=EVERY, **wanted):
    return find_rows(made(), selection, Wanted(**{"order": "document", **wanted})).tolist()


def test_headings_do_not_count_unless_they_are_asked_for():
    assert found() == [0, 1, 2, 4]
    assert found(place="headings") == [3]
    assert found(place="both") == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        ({"labels": ("favourable",)}, [0]),
        ({"labels": ("favourable", "unfavourable")}, [0, 1]),
        ({"holders": ("CN",)}, [1]),
        ({"holder_types": ("expert",)}, [4]),
        ({"certainty": "uncertain"}, [2, 4]),
        ({"certainty": "certain"}, [0, 1]),
        ({"stance": (-0.8, -0.1)}, [1, 2]),
        ({"tone": (0.0, 1.0)}, [0, 2]),  # a sentence without a tone is in no range of it
        ({"words": read_words("china"), "labels": ("favourable",)}, [0]),
    ],
)
def test_each_column_filters(wanted, rows):
    assert found(**wanted) == rows


def test_the_bar_filters_too():
    assert found(replace(EVERY, actors=("CN",))) == [0]
    assert found(replace(EVERY, documents=("b.1",))) == [4]
    assert found(replace(EVERY, voice="reported")) == [1, 4]
    assert found(replace(EVERY, reference="referred")) == [2]


@pytest.mark.parametrize(
    ("order", "rows"),
    [
        ("clearest", [0, 1, 4, 2]),
        ("for", [0, 4, 2, 1]),
        ("against", [1, 2, 4, 0]),
        ("unsure", [4, 2, 1, 0]),
        ("newest", [0, 1, 2, 4]),  # the document without a date comes last, whichever way
        ("oldest", [0, 1, 2, 4]),
        ("warmest", [0, 2, 1, 4]),
        ("coldest", [1, 2, 0, 4]),
    ],
)
def test_orders(order, rows):
    assert found(order=order) == rows


@pytest.mark.parametrize("case", read_cases("evidence_search"))
def test_search(case):
    rows = made([case["text"], *["nothing"] * 4])
    wanted = Wanted(words=read_words(case["typed"]), place="both", order="document")
    assert (0 in find_rows(rows, EVERY, wanted)) == (case["found"] == "yes")


@given(st.text(max_size=30))
def test_whatever_is_typed_searches_and_never_fails(typed):
    find_rows(made(), EVERY, Wanted(words=read_words(typed)))


def test_a_row_is_found_by_its_key_and_another_key_finds_none():
    rows = made()
    places = find_rows(rows, EVERY, Wanted(place="both"))
    for at, place in enumerate(places):
        assert find_place(rows, places, row_key(rows.table.iloc[place].to_dict())) == at
    for key in ("", "a", "a.9.US", "a.x.US", "b.1.0", "..", "a.0.KP"):
        assert find_place(rows, places, key) is None

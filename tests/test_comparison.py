import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis

BASE = [
    "China praised Russia and hailed its generous aid. Russia rescued the crew. Russia is a reliable partner. Russia built a school.",
    "Russia is an aggressor. Russia invaded its neighbour. Russia bullied the region.\n\nRussia lied to the court. Russia is a threat.",
    "Russia sent a delegation. The talks with Russia took place on Monday. Russia held a vote. China signed the paper.",
]


@pytest.fixture(scope="module")
def result():
    return analysis.analyse([analysis.document(text, title=f"T{n}") for n, text in enumerate(BASE)])


def test_every_pair_of_documents_is_compared_for_every_actor(result):
    table = analysis.compare(result)
    assert len(table) == 3 * 4
    assert set(table["answer"]) <= {"differs", "similar", "cannot be told"}


def test_the_difference_is_that_of_the_figures(result):
    figures = result.framing[result.framing.voice == "author"].set_index(["doc_id", "actor_id"])["stance"]
    table = analysis.compare(result)
    rows = table[table["difference"].notna()]
    assert len(rows) > 0
    for row in rows.itertuples():
        expected = figures[row.unit_a, row.actor_id] - figures[row.unit_b, row.actor_id]
        assert row.difference == pytest.approx(expected, abs=2e-4)
        if not math.isnan(row.lower):
            assert row.lower < row.difference < row.upper


def test_a_praising_and_a_blaming_text_differ(result):
    a, b = result.documents["doc_id"][:2]
    table = analysis.compare(result, units=[a, b])
    row = table[table.actor_id == "RU"].iloc[0]
    assert row.difference > 0
    assert row.answer == "differs"


def test_turning_a_pair_round_turns_the_sign(result):
    a, b = result.documents["doc_id"][:2]
    there, back = (analysis.compare(result, units=pair) for pair in ([a, b], [b, a]))
    for x, y in zip(there.itertuples(), back.itertuples(), strict=True):
        assert (x.unit_a, x.unit_b, x.n_a, x.n_b, x.answer) == (y.unit_b, y.unit_a, y.n_b, y.n_a, y.answer)
        if not math.isnan(x.lower):
            assert (x.difference, x.lower, x.upper) == pytest.approx(
                (-y.difference, -y.upper, -y.lower), abs=1e-4
            )


def test_more_comparisons_at_once_make_wider_ranges(result):
    a, b = result.documents["doc_id"][:2]
    one = analysis.compare(result, units=[a, b]).query("actor_id == 'RU'").iloc[0]
    many = analysis.compare(result).query("actor_id == 'RU' and unit_a == @a and unit_b == @b").iloc[0]
    assert many.upper - many.lower > one.upper - one.lower


@pytest.mark.parametrize(("by", "units"), [("actor", ("/CN", "/RU")), ("voice", ("/author", "/reported"))])
def test_units_inside_one_document_carry_its_id(result, by, units):
    table = analysis.compare(result, by=by)
    doc_id = result.documents["doc_id"][0]
    assert (table["unit_a"] == doc_id + units[0]).any()
    assert (table["unit_b"] == doc_id + units[1]).any()


def test_too_little_evidence_gives_no_range_and_no_answer():
    documents = [analysis.document("Russia is a bully."), analysis.document("Russia is a friend of peace.")]
    row = analysis.compare(analysis.analyse(documents)).query("actor_id == 'RU'").iloc[0]
    assert (row.n_a, row.n_b, row.answer) == (1, 1, "cannot be told")
    assert math.isnan(row.lower)


def test_sources_are_compared_by_their_documents():
    documents = [
        analysis.document(f"{text} Day {day}.", source=source)
        for source, text in (("Warm", BASE[0]), ("Cold", BASE[1]))
        for day in range(4)
    ]
    table = analysis.compare(analysis.analyse(documents), by="source", voice="all")
    row = table.query("actor_id == 'RU'").iloc[0]
    assert {row.unit_a, row.unit_b} == {"Warm", "Cold"}
    assert row.difference != 0


@pytest.mark.parametrize(
    ("arguments", "named"),
    [({"by": "mood"}, "mood"), ({"voice": "loud"}, "loud"), ({"units": ["nothing"]}, "nothing")],
)
def test_a_question_that_cannot_be_answered_is_said(result, arguments, named):
    with pytest.raises(analysis.RequestError, match=named):
        analysis.compare(result, **arguments)


@settings(max_examples=8, deadline=None)
@given(st.permutations(BASE))
def test_the_order_of_documents_changes_no_figure(texts):
    straight = analysis.analyse([analysis.document(text) for text in BASE])
    turned = analysis.analyse([analysis.document(text) for text in texts])
    keys = ["doc_id", "actor_id", "voice"]
    left = straight.framing.sort_values(keys).reset_index(drop=True)
    right = turned.framing.sort_values(keys).reset_index(drop=True)
    assert left.equals(right)


@pytest.fixture(scope="module")
def grouped():
    """Two groups of four documents each, of no known source, and one document that is in no group."""
    documents = [
        analysis.document(f"{text} Day {day}.")
        for text in BASE[:2]
        for day in ("one", "two", "three", "four")
    ]
    other = analysis.document("Russia is a bully.")
    result = analysis.analyse([*documents, other])
    groups = {document.doc_id: "warm" if n < 4 else "cold" for n, document in enumerate(documents)}
    return result, groups


def test_groups_are_pooled_as_sources_are(grouped):
    result, groups = grouped
    table = analysis.compare(result, by="group", voice="all", groups=groups, units=["warm", "cold"])
    sourced = replace(
        result,
        documents=result.documents.assign(source=result.documents["doc_id"].map(groups).fillna("unknown")),
    )
    same = analysis.compare(sourced, by="source", voice="all", units=["warm", "cold"])
    assert table.equals(same)
    row = table.query("actor_id == 'RU'").iloc[0]
    assert row.difference > 0


def test_a_range_can_ask_for_more_sentences(result):
    a, b = result.documents["doc_id"][:2]
    some, more = (
        analysis.compare(result, units=[a, b], at_least=n).query("actor_id == 'RU'").iloc[0] for n in (3, 5)
    )
    assert (some.n_a, some.n_b) == (3, 5)
    assert math.isnan(more.lower)
    assert not math.isnan(some.lower)
    assert more.difference == some.difference


@pytest.mark.parametrize("asked", [{}, {"groups": {}, "units": ["warm"]}])
def test_groups_that_are_not_named_are_asked_for(result, asked):
    with pytest.raises(analysis.RequestError, match="group"):
        analysis.compare(result, by="group", **asked)

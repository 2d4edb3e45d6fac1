"""Documents by month or year, groups of documents, and one period against another: by hand."""

from dataclasses import replace

import pandas as pd
import pytest

import analysis
from analysis.errors import RequestError


def result_of(*documents):
    """A result of (doc_id, source, published, stance toward RU, n favourable, n unfavourable); 10 sentences each."""
    base = analysis.analyse([])
    rows = [
        {**dict.fromkeys(base.documents.columns, ""), "doc_id": doc_id, "source": source, "published": published,
         "status": "scored", "n_chars": 1, "n_sentences": 10, "n_removed": 0}
        for doc_id, source, published, *_ in documents
    ]  # fmt: skip
    framing = [
        {**dict.fromkeys(base.framing.columns, 0), "doc_id": doc_id, "actor_id": "RU", "voice": voice, "n_sentences": 10,
         "n_favourable": plus, "n_unfavourable": minus, "stance": stance, "verdict": "neutral"}
        for doc_id, _, _, stance, plus, minus in documents
        for voice in ("author", "all")
    ]  # fmt: skip
    return replace(
        base,
        documents=pd.DataFrame(rows, columns=base.documents.columns),
        framing=pd.DataFrame(framing, columns=base.framing.columns),
        actor_names={"RU": "Russia"},
    )


def months(*published):
    return analysis.periods(result_of(*((f"d{n}", "X", day, 0.0, 0, 0) for n, day in enumerate(published))))


def test_months_where_dates_are_near_and_those_without_a_document_are_named():
    periods = months("2023-11-30", "2024-02-01", "unknown", "2024")
    assert periods.by == "month"
    assert periods.names == ("2023-11", "2023-12", "2024-01", "2024-02")
    assert periods.of == {"d0": "2023-11", "d1": "2024-02"}
    assert (periods.n_undated, periods.n_coarse) == (1, 1)


def test_years_where_dates_are_far_or_few_tell_a_month():
    assert months("2020-01", "2022-01").by == "year"
    assert months("2020-01", "2021-12").by == "month"
    assert months("2020", "2021", "2020-05").by == "year"
    assert months("2019", "2021").names == ("2019", "2020", "2021")


def test_no_date_gives_no_period():
    periods = months("unknown", "unknown")
    assert (periods.names, periods.of, periods.n_undated) == ((), {}, 2)


def test_groups_have_a_range_from_three_stories_and_a_verdict_from_five():
    stories = [(f"d{n}", "X", "2023-01", stance, 8, 0) for n, stance in enumerate((0.2, 0.4, 0.6, 0.8, 1.0))]
    result = result_of(*stories)
    for n, has_range, verdict in (
        (2, False, "too little evidence"),
        (3, True, "too little evidence"),
        (5, True, "favourable"),
    ):
        row = analysis.group_framing(result, {f"d{i}": "all" for i in range(n)}, "RU").iloc[0]
        assert row["stance"] == pytest.approx(sum(story[3] for story in stories[:n]) / n)
        assert pd.notna(row["lower"]) == has_range
        assert row["verdict"] == verdict
        assert (row["n_documents"], row["n_sentences"], row["n_favourable"]) == (n, 10 * n, 8 * n)


def test_a_group_in_which_nothing_is_said_has_no_row():
    result = result_of(("d0", "X", "2023-01", 0.5, 5, 0))
    assert analysis.group_framing(result, {"d0": "all"}, "US").empty
    assert analysis.group_framing(result, {}, "RU").empty
    with pytest.raises(RequestError, match='voice="loud"'):
        analysis.group_framing(result, {"d0": "all"}, "RU", voice="loud")


def two_periods(source, earlier, later):
    return [
        (f"{source}{period}{n}", source, period, stance, 5, 0)
        for period, stances in (("2023-01", earlier), ("2023-02", later))
        for n, stance in enumerate(stances)
    ]


def change_of(*documents, voice="author"):
    result = result_of(*documents)
    of = analysis.periods(result).of
    return analysis.compare_periods(result, of, "RU", earlier="2023-01", later="2023-02", voice=voice)


def test_a_new_outlet_is_no_change():
    """X is the same in both months; Y, hostile and new, would make the mean fall, and does not count."""
    same = two_periods("X", [0.4, 0.5, 0.6], [0.4, 0.5, 0.6])
    change = change_of(*same, *two_periods("Y", [], [-0.9, -0.8, -0.7, -0.9]))
    assert change.sources == change.counted == ("X",)
    assert change.difference == pytest.approx(0)
    assert (change.n_earlier, change.n_later) == (30, 30)
    assert change.answer != "differs"


def test_each_source_has_the_same_weight():
    change = change_of(
        *two_periods("X", [0.0, 0.1, 0.2], [0.5, 0.6, 0.7]),
        *two_periods("Y", [0.0, 0.1, 0.2], [0.0, 0.1, 0.2, 0.0, 0.1, 0.2]),
    )
    assert change.counted == ("X", "Y")
    assert change.difference == pytest.approx(0.25)
    assert change.lower < 0.25 < change.upper


def test_a_clear_change_differs_and_turned_round_has_the_other_sign():
    documents = two_periods("X", [-0.6, -0.5, -0.5, -0.4], [0.4, 0.5, 0.5, 0.6])
    result = result_of(*documents)
    of = analysis.periods(result).of
    forth = analysis.compare_periods(result, of, "RU", earlier="2023-01", later="2023-02")
    back = analysis.compare_periods(result, of, "RU", earlier="2023-02", later="2023-01")
    assert forth.answer == back.answer == "differs"
    assert forth.difference == pytest.approx(1.0) == -back.difference
    assert forth.lower == pytest.approx(-back.upper, abs=1e-6)


def test_too_few_stories_cannot_be_told():
    change = change_of(*two_periods("X", [0.1, 0.2], [0.8, 0.9, 0.9]), ("u", "unknown", "2023-01", 0.9, 5, 0))
    assert (change.sources, change.counted, change.answer) == (("X",), (), "cannot be told")
    assert pd.isna(change.difference)
    assert (change.n_earlier, change.n_later) == (20, 30)


def test_no_source_in_both_is_said():
    change = change_of(*two_periods("X", [0.1] * 3, []), *two_periods("Y", [], [0.9] * 3))
    assert (change.sources, change.n_earlier, change.answer) == ((), 0, "cannot be told")


def test_periods_that_cannot_be_compared():
    result = result_of(*two_periods("X", [0.1], [0.2]))
    of = analysis.periods(result).of
    with pytest.raises(RequestError, match="itself"):
        analysis.compare_periods(result, of, "RU", earlier="2023-01", later="2023-01")
    with pytest.raises(RequestError, match='"1999-01"'):
        analysis.compare_periods(result, of, "RU", earlier="1999-01", later="2023-01")

"""Dates: what they say, to their precision, and nothing that they do not say."""

import os
import time
from datetime import date

import pytest
from casetables import read_cases
from hypothesis import given
from hypothesis import strategies as st

from analysis.ingest.metadata import check_values
from analysis.ingest.metadata.dates import find_order, read_date


@pytest.mark.parametrize("case", read_cases("dates"))
def test_date(case: dict[str, str]) -> None:
    found = read_date(case["written"], case["order"])  # type: ignore[arg-type]
    assert found.published == case["published"]
    assert bool(found.note) is not bool(case["published"])
    assert found.precision == {0: "", 4: "year", 7: "month", 10: "day"}[len(case["published"])]


def test_an_empty_cell_is_no_mistake() -> None:
    assert read_date(" \n") == ("", "", "")


def test_a_long_text_is_no_date() -> None:
    assert "no date" in read_date("12 March 2023 " * 50).note


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system cannot change its zone")
def test_days_do_not_depend_on_where_the_analyst_is(monkeypatch: pytest.MonkeyPatch) -> None:
    for zone in ("Asia/Tokyo", "America/Los_Angeles"):
        monkeypatch.setitem(os.environ, "TZ", zone)
        time.tzset()
        assert read_date("Sun, 12 Mar 2023 23:30:00 GMT").published == "2023-03-12"
        assert read_date("1678579200").published == "2023-03-12"
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["3/4/2023", "4/13/2023"], "month"),
        (["3/4/2023", "13/4/2023"], "day"),
        (["3-4-23", "13-4-23 10:00"], "day"),
        (["3/4/2023", "5/6/2023"], ""),
        (["13/4/2023", "4/13/2023"], ""),
        (["3/4/2023", "13.4.2023"], ""),
        (["", "soon"], ""),
    ],
)
def test_order_of_a_column(column: list[str], order: str) -> None:
    assert find_order(column) == order


@given(
    st.text(max_size=70) | st.text("0123456789/-.: TZMarch年月日", max_size=30),
    st.sampled_from(["", "day", "month"]),
)
def test_any_text_is_a_day_that_exists_or_unknown(text: str, order: str) -> None:
    found = read_date(text, order)  # type: ignore[arg-type]
    if found.published:
        checked = check_values({"published": found.published})
        assert checked["published_precision"] == found.precision
    else:
        assert bool(found.note) == bool(text.strip())


@given(
    st.dates(min_value=date(1971, 1, 1), max_value=date(2100, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%B %d, %Y", "%a, %d %b %Y %H:%M:%S GMT", "%d-%b-%Y"]),
)
def test_what_is_written_is_read(day: date, form: str) -> None:
    assert read_date(day.strftime(form)).published == day.isoformat()

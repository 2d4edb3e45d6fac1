import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis

TALKS = "Talks on trade with China"
DRILL = "Naval drill near Russia"
ABOUT = {
    "CN": "China signed the paper.",
    "RU": "Russia held a vote.",
    "US": "The United States met the board.",
}


def overlap(*sides, **asked):
    """The overlap of sides; each is a list of (title, actor, date, genre)."""
    documents, units = [], {}
    for name, side in zip("AB", sides, strict=True):
        made = [
            analysis.document(
                f"{ABOUT[actor]} It is number {n} of {name}.", title=title, published=date, genre=genre
            )
            for n, (title, actor, date, genre) in enumerate(side)
        ]
        documents += made
        units[name] = [document.doc_id for document in made]
    return analysis.describe_overlap(analysis.analyse(documents), units, **asked)


def what(found):
    return {shortfall.what: shortfall.share for shortfall in found.shortfalls}


SAME = [(TALKS, "CN", "2023-05-01", "news"), (TALKS, "RU", "2023-06", "news")]


def test_sides_that_wrote_about_the_same_have_no_shortfall():
    found = overlap(SAME, SAME)
    assert (found.shortfalls, found.unknown) == ((), ())


@pytest.mark.parametrize(
    ("first", "second", "is_apart"),
    [
        ("2023-05-01", "2023-05-02", True),
        ("2023", "2023-05-02", False),
        ("2023-04", "2023-05-02", True),
        ("2024", "2023-05-02", True),
        ("2023-05-02", "2023-05-02", False),
    ],
)
def test_dates_are_apart_where_one_ends_before_the_other_begins(first, second, is_apart):
    found = overlap([(TALKS, "CN", first, "news")], [(TALKS, "CN", second, "news")])
    assert ("dates" in what(found)) == is_apart


def test_other_actors_other_kinds_of_text_and_other_titles_are_told():
    found = overlap(
        [(TALKS, "CN", "2023", "news")] * 3 + [(TALKS, "RU", "2023", "opinion")],
        [(DRILL, "RU", "2023", "opinion")] * 4,
    )
    assert what(found) == {"genres": 0.25, "actors": 0.25, "titles": 0.0}


def test_names_of_actors_are_no_common_subject():
    found = overlap([("China and Russia", "CN", "2023", "news")], [("Russia, China", "RU", "2023", "news")])
    assert "titles" not in what(found)
    assert "titles" in found.unknown
    assert found.subjects[0].words == ()


def test_what_nobody_told_is_unknown_and_no_shortfall():
    found = overlap([(TALKS, "CN", "unknown", "unknown")], SAME)
    assert {"dates", "genres"} <= set(found.unknown)
    assert not {"dates", "genres"} & set(what(found))
    assert (found.subjects[0].first, found.subjects[0].n_dated) == ("", 0)


def test_a_side_tells_its_dates_kinds_actors_and_words():
    a, _ = overlap([*SAME, (DRILL, "RU", "2023", "opinion")], SAME).subjects
    assert (a.n_documents, a.n_dated, a.first, a.last) == (3, 3, "2023", "2023")
    assert a.genres == {"news": 2, "opinion": 1}
    assert a.actors == {"CN": 0.3333, "RU": 0.6667}
    assert a.words[:2] == (("talks", 2), ("trade", 2))


@given(st.lists(st.sampled_from(SAME), min_size=1, max_size=3), st.lists(st.sampled_from(SAME), min_size=1))
def test_overlap_is_the_same_from_both_sides(one, other):
    other = other[:3]
    assert what(overlap(one, other)) == what(overlap(other, one))


@pytest.mark.parametrize("asked", [{"voice": "loud"}, {"units": {"A": ["nothing"]}}])
def test_what_is_not_known_is_said(asked):
    result = analysis.analyse([analysis.document(ABOUT["CN"])])
    with pytest.raises(analysis.RequestError, match=r"loud|nothing"):
        analysis.describe_overlap(result, asked.pop("units", {}), **asked)

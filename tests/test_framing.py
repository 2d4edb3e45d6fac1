import math

import numpy as np
import pandas as pd
import pytest
from casetables import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.framing import (
    RULES,
    VERDICTS,
    counted_stances,
    find_verdicts,
    frame_documents,
    frame_sources,
    range_of,
    redraw,
    seed_of,
)
from analysis.tables import make_table

LABELS = ["unfavourable", "neutral", "favourable"]


def verdict_of(n, favourable, unfavourable):
    return VERDICTS[int(find_verdicts(np.array([n]), np.array([favourable]), np.array([unfavourable]))[0])]


def stances_of(rows, doc_id="d"):
    """rows: (paragraph, voice, label, certainty) of sentences about RU; the rest of the probability is shared."""
    stances, sentences = [], []
    for number, (paragraph, voice, label, certainty) in enumerate(rows):
        p = dict.fromkeys(LABELS, (1 - certainty) / 2) | {label: certainty}
        probabilities = [round(p[name], 4) for name in LABELS]
        stance = round(probabilities[2] - probabilities[0], 4)
        stances.append(
            (doc_id, number, "RU", *probabilities, stance, label, certainty < 0.5, voice, "", "", 1, True)
        )
        sentences.append((doc_id, number, paragraph, 0, 1, "x", False, 0.5, 0.5))
    return make_table("stances", stances), make_table("sentences", sentences)


def framed(rows, doc_id="d"):
    framing = frame_documents([doc_id], ["RU"], counted_stances(*stances_of(rows, doc_id)))
    return framing.set_index("voice")


@pytest.mark.parametrize("case", read_cases("verdicts"))
def test_the_verdict_is_the_first_rule_that_fits(case):
    assert verdict_of(int(case["n"]), int(case["favourable"]), int(case["unfavourable"])) == case["verdict"]


@given(st.integers(0, 60), st.data())
def test_swapping_favourable_and_unfavourable_mirrors_the_verdict(n, data):
    favourable = data.draw(st.integers(0, n))
    unfavourable = data.draw(st.integers(0, n - favourable))
    one, other = verdict_of(n, favourable, unfavourable), verdict_of(n, unfavourable, favourable)
    swapped = (
        one.replace("unfavourable", "#").replace("favourable", "unfavourable").replace("#", "favourable")
    )
    assert other == swapped


def test_counts_and_figure_are_those_of_the_sentences():
    cell = framed(
        [(0, "author", "favourable", 0.9), (0, "author", "neutral", 0.8), (1, "author", "unfavourable", 0.7)]
    ).loc["author"]
    assert (cell.n_sentences, cell.n_favourable, cell.n_neutral, cell.n_unfavourable) == (3, 1, 1, 1)
    assert cell.stance == pytest.approx(((0.9 - 0.05) + 0 + (0.15 - 0.7)) / 3, abs=1e-4)
    assert cell.lower <= cell.stance <= cell.upper
    assert cell.tone == 0.5


def test_voices_are_counted_apart_and_together():
    cells = framed([(0, "author", "favourable", 0.9)] * 3 + [(1, "reported", "unfavourable", 0.9)] * 2)
    assert list(cells["n_sentences"]) == [3, 2, 5]
    assert cells.loc["author", "n_unfavourable"] == 0
    assert cells.loc["reported", "n_favourable"] == 0


def test_without_evidence_every_figure_is_nan_and_never_zero():
    cell = framed([(0, "author", "favourable", 0.9)] * 3).loc["reported"]
    assert cell.verdict == "not mentioned"
    assert all(
        math.isnan(cell[name]) for name in ("stance", "lower", "upper", "stability", "tone", "subjectivity")
    )


def test_below_three_sentences_there_is_a_figure_and_no_range():
    cell = framed([(0, "author", "favourable", 0.9)] * 2).loc["author"]
    assert cell.verdict == "too little evidence"
    assert cell.stance == pytest.approx(0.85)
    assert math.isnan(cell.lower)
    assert math.isnan(cell.stability)


def test_a_range_without_width_is_no_range():
    assert all(math.isnan(bound) for bound in range_of(np.full(100, 0.5), 0.5))
    cell = framed([(0, "author", "favourable", 1.0)] * 4).loc["author"]
    assert cell.verdict == "favourable"
    assert math.isnan(cell.lower)


def test_a_doubtful_scorer_makes_the_verdict_undetermined():
    sure = framed([(p, "author", "favourable", 0.95) for p in range(6)]).loc["author"]
    doubtful = framed([(p, "author", "favourable", 0.36) for p in range(6)]).loc["author"]
    assert sure.verdict == "favourable"
    assert doubtful.stability < RULES.stable_from
    assert doubtful.verdict == "undetermined"


def test_headings_are_not_counted():
    stances, sentences = stances_of([(0, "author", "favourable", 0.9)] * 4)
    sentences.loc[0, "is_heading"] = True
    cell = (
        frame_documents(["d"], ["RU"], counted_stances(stances, sentences)).set_index("voice").loc["author"]
    )
    assert cell.n_sentences == 3


def test_redraws_of_one_group_do_not_depend_on_anything_else():
    rows = [(p % 3, "author", LABELS[p % 3], 0.6) for p in range(9)]
    alone = framed(rows, "a1b2")
    stances_a, sentences_a = stances_of(rows, "a1b2")
    stances_b, sentences_b = stances_of(rows[:5], "ffff")
    together = frame_documents(
        ["ffff", "a1b2"],
        ["US", "RU"],
        counted_stances(pd.concat([stances_b, stances_a]), pd.concat([sentences_b, sentences_a])),
    )
    mine = together[(together.doc_id == "a1b2") & (together.actor_id == "RU")].set_index("voice")
    pd.testing.assert_frame_equal(mine, alone)


def test_the_seed_comes_from_ids_and_twins_share_it():
    assert seed_of("abc", "RU") != seed_of("abc", "US")
    assert seed_of("abc-2", "RU") == seed_of("abc", "RU")
    assert seed_of("Al-Jazeera") != seed_of("Al-Ahram")


def test_redraws_agree_with_the_expected_balance():
    probabilities = np.array([[0.2, 0.3, 0.5]] * 12)
    drawn = redraw(probabilities, np.arange(12) // 2, seed=7)
    assert drawn.figures.mean() == pytest.approx(0.3, abs=0.03)
    assert len(drawn.figures) == RULES.n_redraws
    assert (drawn.favourable + drawn.unfavourable <= drawn.n).all()


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 4),
            st.sampled_from(["author", "reported"]),
            st.sampled_from(LABELS),
            st.floats(0.34, 1.0),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_laws_of_every_cell(rows):
    cells = framed(rows)
    for voice in ("author", "reported", "all"):
        cell = cells.loc[voice]
        assert cell.n_favourable + cell.n_neutral + cell.n_unfavourable == cell.n_sentences
        assert cell.verdict in VERDICTS
        if cell.n_sentences:
            assert -1 <= cell.stance <= 1
        if not math.isnan(cell.lower):
            assert -1 <= cell.lower <= cell.stance <= cell.upper <= 1
            assert cell.lower < cell.upper
    assert cells.loc["all", "n_sentences"] == len(rows)


def documents_of(rows):
    """rows: (doc_id, source, group_id)."""
    blank = dict.fromkeys(
        ["title", "country", "control", "genre", "author", "address", "published", "published_precision", "language",
         "translated", "complete", "notes", "format", "path", "sha256"], "unknown",
    )  # fmt: skip
    return pd.DataFrame(
        [{**blank, "doc_id": d, "source": s, "group_id": g, "status": "scored", "n_chars": 1, "n_sentences": 4, "n_removed": 0} for d, s, g in rows]
    )  # fmt: skip


def framing_of(cells):
    """cells: (doc_id, n, favourable, unfavourable, figure), author's voice toward RU."""
    nan = float("nan")
    return make_table(
        "framing",
        [(d, "RU", "author", n, n, f, n - f - u, u, 0, figure, nan, nan, "neutral", nan, nan, nan) for d, n, f, u, figure in cells],
    )  # fmt: skip


def test_a_source_is_the_mean_of_its_documents_and_needs_five_for_a_verdict():
    documents = documents_of([(str(i), "Daily", "") for i in range(5)])
    framing = framing_of([(str(i), 4, 3, 0, 0.2 * i) for i in range(5)])
    (row,) = frame_sources(documents, framing).itertuples()
    assert (row.n_documents, row.n_stories, row.n_sentences) == (5, 5, 20)
    assert row.stance == pytest.approx(0.4)
    assert row.lower < 0.4 < row.upper
    assert row.verdict == "favourable"
    (four,) = frame_sources(documents[:4], framing[:4]).itertuples()
    assert four.verdict == "too little evidence"
    assert not math.isnan(four.lower)
    (two,) = frame_sources(documents[:2], framing[:2]).itertuples()
    assert math.isnan(two.lower)


def test_near_duplicates_count_once_in_a_source():
    documents = documents_of([("1", "Daily", "1"), ("2", "Daily", "1"), ("3", "Daily", "")])
    framing = framing_of([("1", 4, 4, 0, 0.8), ("2", 4, 4, 0, 0.8), ("3", 4, 0, 4, -0.8)])
    (row,) = frame_sources(documents, framing).itertuples()
    assert (row.n_documents, row.n_stories, row.n_sentences) == (3, 2, 8)
    assert row.stance == 0.0


def test_documents_of_unknown_source_are_never_pooled():
    documents = documents_of([("1", "unknown", ""), ("2", "unknown", "")])
    assert frame_sources(documents, framing_of([("1", 4, 4, 0, 0.8), ("2", 4, 4, 0, 0.8)])).empty

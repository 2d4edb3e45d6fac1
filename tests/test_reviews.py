"""Reviews: kept, matched again after a rescoring, applied to the figures."""

import os
import random
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from reviewing import TEXTS, analysed, document, judge, result, rows, time

import analysis
from analysis import review
from analysis.errors import RequestError
from analysis.workspace.ledger import Ledger
from analysis.workspace.merging import merge
from analysis.workspace.records import Setting
from analysis.workspace.reviews import write

TABLES = ("documents", "removed", "sentences", "mentions", "stances", "titles", "framing", "source_framing")
ROWS = rows(result())


@pytest.fixture
def workspace(tmp_path):
    with analysis.open_workspace(tmp_path / "ws", create=True, who="Ana") as opened:
        yield opened


def find_row(told, words, actor_id):
    """The row of the first sentence with these words."""
    sentences = told.sentences
    found = sentences[sentences["text"].str.contains(words, regex=False)].iloc[0]
    return str(found["doc_id"]), int(found["sentence_id"]), actor_id


def stance_at(told, row):
    stances = told.stances
    found = stances[
        (stances["doc_id"] == row[0]) & (stances["sentence_id"] == row[1]) & (stances["actor_id"] == row[2])
    ]
    assert len(found) <= 1
    return None if found.empty else found.iloc[0]


def figure(told, doc_id, actor_id, voice="all"):
    framing = told.framing
    return framing[
        (framing["doc_id"] == doc_id) & (framing["actor_id"] == actor_id) & (framing["voice"] == voice)
    ].iloc[0]


def assert_same(a, b):
    for name in TABLES:
        assert_frame_equal(getattr(a, name), getattr(b, name))


def some_reviews(draw_at):
    """Any reviews of the small corpus, several of one row among them."""
    return st.lists(
        st.builds(
            lambda row, who, action, label, voice, moved, second: judge(
                result(), row, reviewer=who, action=action, label=label, voice=voice, moved_to=moved,
                at=time(second),
            ),
            st.sampled_from(ROWS),
            st.sampled_from(["Ana", "Ben"]),
            st.sampled_from(review.ACTIONS),
            st.sampled_from(["unfavourable", "neutral", "favourable"]),
            st.sampled_from(["author", "reported"]),
            st.sampled_from(["", "CN", "US", "RU", "KP"]),
            draw_at,
        ),
        max_size=12,
        unique_by=lambda told: told.key,
    )  # fmt: skip


# What reviews do to the figures


def test_without_reviews_it_is_the_same_result():
    reviewed = review.apply_reviews(result(), [])
    assert reviewed.result is result()
    assert (len(reviewed.reviews), reviewed.counts["n_reviewed"].sum(), reviewed.unmatched) == (0, 0, ())
    assert len(reviewed.counts) == len(result().framing)


def test_accepting_everything_changes_no_label_and_makes_every_row_certain():
    reviewed = review.apply_reviews(result(), [judge(result(), row) for row in ROWS])
    for column in (
        "doc_id",
        "sentence_id",
        "actor_id",
        "label",
        "voice",
        "holder",
        "holder_type",
        "n_mentions",
    ):
        assert list(reviewed.result.stances[column]) == list(result().stances[column])
    assert set(reviewed.result.stances["stance"]) <= {-1.0, 0.0, 1.0}
    assert not reviewed.result.stances["uncertain"].any()
    assert (reviewed.counts["n_reviewed"] == reviewed.result.framing["n_sentences"]).all()
    assert reviewed.counts["n_changed"].sum() == 0
    counts = ["n_sentences", "n_favourable", "n_neutral", "n_unfavourable"]
    assert_frame_equal(reviewed.result.framing[counts], result().framing[counts])


def test_a_changed_label_is_counted_and_the_machine_s_stands_beside_it():
    row = find_row(result(), "China praised", "CN")
    was = stance_at(result(), row)
    reviewed = review.apply_reviews(
        result(), [judge(result(), row, action="change", label="unfavourable", note="mocking")]
    )
    now = stance_at(reviewed.result, row)
    assert (now["label"], now["stance"], now["unfavourable"], now["uncertain"]) == (
        "unfavourable",
        -1.0,
        1.0,
        False,
    )
    before, after = figure(result(), row[0], "CN"), figure(reviewed.result, row[0], "CN")
    assert after["n_unfavourable"] == before["n_unfavourable"] + 1
    told = reviewed.reviews.iloc[0]
    assert (told["machine_label"], told["label"], told["note"]) == (was["label"], "unfavourable", "mocking")
    assert figure_counts(reviewed, row[0], "CN") == (1, 1)
    assert reviewed.before is result()


def figure_counts(reviewed, doc_id, actor_id, voice="all"):
    told = reviewed.counts
    found = told[(told["doc_id"] == doc_id) & (told["actor_id"] == actor_id) & (told["voice"] == voice)].iloc[
        0
    ]
    return found["n_reviewed"], found["n_changed"]


def test_only_figures_of_the_touched_document_and_its_source_change():
    told = analysed(document("one", source="A"), document("two", source="B"))
    row = find_row(told, "China praised", "CN")
    applied = review.apply_reviews(told, [judge(told, row, action="change", label="unfavourable")]).result
    for table, column, mine in (("framing", "doc_id", row[0]), ("source_framing", "source", "A")):
        was, now = getattr(told, table), getattr(applied, table)
        others = was[column] != mine
        assert_frame_equal(was[others], now[others])
        assert not was[~others].equals(now[~others])
    assert_same(
        applied,
        analysis.join_results(
            one_by_one(applied), [document("one", source="A"), document("two", source="B")]
        ),
    )


def one_by_one(told):
    return [analysis.narrow(told, doc_ids=[doc_id]) for doc_id in told.documents["doc_id"]]


def test_a_row_that_is_not_about_its_actor_is_gone():
    row = find_row(result(), "China praised", "CN")
    reviewed = review.apply_reviews(result(), [judge(result(), row, action="not about")])
    assert stance_at(reviewed.result, row) is None
    assert (
        figure(reviewed.result, row[0], "CN")["n_sentences"]
        == figure(result(), row[0], "CN")["n_sentences"] - 1
    )


def test_a_row_moves_to_another_actor_in_its_place():
    row = find_row(result(), "China praised", "CN")
    reviewed = review.apply_reviews(
        result(), [judge(result(), row, action="change", moved_to="KP", label="unfavourable")]
    )
    assert stance_at(reviewed.result, row) is None
    assert stance_at(reviewed.result, (*row[:2], "KP"))["label"] == "unfavourable"
    assert len(reviewed.result.stances) == len(result().stances)
    assert list(reviewed.result.stances["sentence_id"]) == list(result().stances["sentence_id"])


def test_a_row_that_moves_to_an_actor_with_a_row_there_stands_once():
    row = find_row(result(), "generous agreement", "CN")
    reviewed = review.apply_reviews(
        result(), [judge(result(), row, action="change", moved_to="RU", label="unfavourable")]
    )
    assert stance_at(reviewed.result, row) is None
    assert stance_at(reviewed.result, (*row[:2], "RU"))["label"] == "unfavourable"
    assert len(reviewed.result.stances) == len(result().stances) - 1


def test_two_actors_of_a_sentence_can_be_exchanged():
    china = find_row(result(), "generous agreement", "CN")
    russia = (*china[:2], "RU")
    reviewed = review.apply_reviews(
        result(),
        [
            judge(result(), china, action="change", moved_to="RU", label="unfavourable", at=time(1)),
            judge(result(), russia, action="change", moved_to="CN", label="neutral", at=time(2)),
        ],
    )
    assert stance_at(reviewed.result, china)["label"] == "neutral"
    assert stance_at(reviewed.result, russia)["label"] == "unfavourable"


def test_the_latest_of_several_reviewers_counts_and_all_are_listed():
    row = find_row(result(), "China praised", "CN")
    told = [
        judge(result(), row, reviewer="Ben", action="change", label="neutral", at=time(5)),
        judge(result(), row, reviewer="Ana", action="change", label="unfavourable", at=time(4)),
    ]
    for order in (told, told[::-1]):
        reviewed = review.apply_reviews(result(), order)
        assert stance_at(reviewed.result, row)["label"] == "neutral"
        assert list(zip(reviewed.reviews["reviewer"], reviewed.reviews["stands"], strict=True)) == [
            ("Ana", False),
            ("Ben", True),
        ]


def test_a_heading_is_reviewed_and_counted_in_no_figure():
    page = f"# A title\n\nBefore it.\n\n## China praises peace\n\n{TEXTS['one']}"
    told = analysed(*analysis.read_bytes(page.encode(), "page.md"))
    (heading,) = told.sentences[told.sentences["text"] == "China praises peace"].to_dict("records")
    assert heading["is_heading"]
    row = (heading["doc_id"], heading["sentence_id"], "CN")
    reviewed = review.apply_reviews(told, [judge(told, row, action="change", label="unfavourable")])
    assert stance_at(reviewed.result, row)["label"] == "unfavourable"
    assert reviewed.counts["n_reviewed"].sum() == 0
    assert_frame_equal(reviewed.result.framing, told.framing)


# Laws


@settings(max_examples=40)
@given(some_reviews(st.integers(0, 9)), st.randoms())
def test_the_order_of_reviews_does_not_matter_and_twice_is_once(told, rng):
    reviewed = review.apply_reviews(result(), told)
    shuffled = review.apply_reviews(result(), rng.sample(told, len(told)))
    assert_same(reviewed.result, shuffled.result)
    assert_frame_equal(reviewed.reviews, shuffled.reviews)
    assert_frame_equal(reviewed.counts, shuffled.counts)
    assert_same(reviewed.result, review.apply_reviews(reviewed.result, told).result)


@settings(max_examples=30)
@given(some_reviews(st.integers(0, 9)))
def test_every_review_has_a_row_in_the_table_or_is_listed_with_a_remedy(told):
    reviewed = review.apply_reviews(result(), told)
    listed = {one.said.key for one in reviewed.unmatched}
    assert all(one.reason and one.remedy for one in reviewed.unmatched)
    assert len(reviewed.reviews) + len(listed) >= len(told)
    assert not reviewed.result.stances.duplicated(["doc_id", "sentence_id", "actor_id"]).any()
    assert (reviewed.counts["n_reviewed"] <= reviewed.result.framing["n_sentences"]).all()
    assert (reviewed.counts["n_changed"] <= reviewed.counts["n_reviewed"]).all()


STATES = st.dictionaries(
    st.tuples(st.sampled_from(ROWS[:2]), st.sampled_from(["Ana", "Ben"])),
    st.tuples(st.sampled_from(["neutral", "favourable"]), st.integers(0, 2)),
    max_size=4,
)


def ledger_of(state):
    ledger = Ledger()
    for (row, who), (label, second) in state.items():
        said = judge(result(), row, reviewer=who, action="change", label=label, at=time(second))
        ledger.extend(ledger.draft([write(said)], at=time(0), who=who))
    ledger.extend(ledger.draft([Setting("choice", ("examples",), "hidden")], at=time(0), who=""))
    return ledger


@settings(max_examples=60)
@given(STATES, STATES, st.booleans())
def test_two_workspaces_merge_to_the_same_in_either_order(ours, theirs, take_theirs):
    def merged(mine, other):
        ledger = ledger_of(mine)
        changes, told = merge(ledger, ledger_of(other), at=time(9), who="", take_theirs=take_theirs)
        ledger.extend(changes)
        return ledger.entries(), told

    one, told = merged(ours, theirs)
    assert one == merged(theirs, ours)[0]
    assert told.conflicts == ()
    stands = {key: (told["label"], told["at"]) for key, told in one.get("review", {}).items()}
    said = [(row, who, told) for state in (ours, theirs) for (row, who), told in state.items()]
    wanted: dict = {}
    for row, who, (label, second) in said:
        key = judge(result(), row, reviewer=who).key
        if key not in wanted or time(second) > wanted[key][1]:
            wanted[key] = (label, time(second))
    assert {key: at for key, (_, at) in stands.items()} == {key: at for key, (_, at) in wanted.items()}
    for key, (label, at) in stands.items():
        same = {
            told[0]
            for row, who, told in said
            if judge(result(), row, reviewer=who).key == key and time(told[1]) == at
        }
        assert label in same


# Matched again


def test_reviews_outlive_another_scorer():
    told = [judge(result(), row, action="change", label="unfavourable") for row in ROWS]
    other = analysis.analyse([document(name) for name in TEXTS])
    assert other.scorer != result().scorer
    reviewed = review.apply_reviews(other, told)
    assert reviewed.unmatched == ()
    assert set(reviewed.result.stances["label"]) == {"unfavourable"}


def test_a_repeated_sentence_is_known_by_which_one_it_is():
    places = review.Places(result().sentences).search("China praised the talks.")
    assert [place.sentence.partition(".")[2] for place in places] == ["1", "2"]
    row = (places[1].doc_id, places[1].sentence_id, "CN")
    reviewed = review.apply_reviews(result(), [judge(result(), row, action="change", label="unfavourable")])
    first = (places[0].doc_id, places[0].sentence_id, "CN")
    assert stance_at(reviewed.result, row)["label"] == "unfavourable"
    assert stance_at(reviewed.result, first)["label"] == stance_at(result(), first)["label"]


def test_a_review_is_found_under_another_number_and_another_document_id():
    row = find_row(result(), "threat to peace", "CN")
    said = judge(result(), row, action="change", label="neutral")
    renamed = analysed(document("two", source="Another name"))
    assert row[0] not in set(renamed.documents["doc_id"])
    assert (
        stance_at(review.apply_reviews(renamed, [said]).result, find_row(renamed, "threat to peace", "CN"))[
            "label"
        ]
        == "neutral"
    )
    longer = analysed(document("two", "A new paragraph about Japan.\n\n" + TEXTS["two"]))
    moved = review.Places(longer.sentences).find(longer.documents["doc_id"].iloc[0], said.sentence)
    assert moved.sentence_id == row[1] + 1


@pytest.mark.parametrize(
    ("text", "actors", "reason"),
    [
        ("Nothing of this is here. China slept.", None, "document is not here"),
        (TEXTS["two"], ["US", "RU"], "no row for CN"),
    ],
)
def test_what_is_not_found_any_more_is_listed_not_dropped(text, actors, reason):
    row = find_row(result(), "threat to peace", "CN")
    said = judge(result(), row, action="change", label="neutral")
    other = analysed(document("two", text), actors=actors)
    reviewed = review.apply_reviews(other, [said])
    (listed,) = reviewed.unmatched
    assert listed.said == said
    assert reason in listed.reason
    assert "threat to peace" in listed.failure.place
    assert reviewed.result is other


def test_a_sentence_that_is_gone_from_its_document_is_listed():
    row = find_row(result(), "threat to peace", "CN")
    said = judge(result(), row, action="change", label="neutral")
    shorter = result().sentences[~result().sentences["text"].str.contains("threat to peace")]
    other = replace(
        result(),
        sentences=shorter.reset_index(drop=True),
        stances=result().stances.merge(shorter[["doc_id", "sentence_id"]]),
    )
    assert "no longer has this sentence" in review.apply_reviews(other, [said]).unmatched[0].reason


def test_a_move_to_an_actor_that_is_not_studied_takes_the_row_away_and_is_listed():
    row = find_row(result(), "threat to peace", "CN")
    said = judge(result(), row, action="change", moved_to="KP")
    fewer = analysed(document("two"), actors=["CN", "US"])
    reviewed = review.apply_reviews(fewer, [said])
    assert stance_at(reviewed.result, find_row(fewer, "threat to peace", "CN")) is None
    assert "KP" in reviewed.unmatched[0].reason


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_a_key_does_not_heed_blanks_and_kinds_of_marks(text):
    (key,) = review.key_sentences([text])
    assert review.key_sentences([f"  {text}\n"]) == [key]
    assert review.key_sentences([text.replace('"', "”").replace("'", "’").replace(" ", "\u00a0")]) == [key]


def test_a_document_is_known_by_its_text_however_it_is_split():
    assert review.key_document(["China praised. It", "slept."]) == review.key_document(
        ["China praised.", "It slept."]
    )
    assert review.key_document(["China slept."]) != review.key_document(["China sleeps."])


# Made and kept


def test_what_a_review_says_of_the_holder():
    row = find_row(result(), "threat to peace", "CN")
    for told, wanted in (
        ({"voice": "reported", "holder": "US"}, ("reported", "US", "government")),
        ({"voice": "reported", "holder": "Le Monde"}, ("reported", "Le Monde", "other")),
        ({"holder": "Le Monde", "holder_type": "other medium"}, ("reported", "Le Monde", "other medium")),
        ({"voice": "author"}, ("author", "", "")),
    ):
        said = judge(result(), row, action="change", **told)
        assert (said.voice, said.holder, said.holder_type) == wanted
    assert judge(result(), row, action="change", label=stance_at(result(), row)["label"]).action == "accept"


@pytest.mark.parametrize(
    ("row", "said", "named"),
    [
        ((ROWS[0][0], 999, "CN"), {}, "999"),
        (ROWS[0], {"action": "perhaps"}, "accept, change, not about"),
        (ROWS[0], {"action": "change", "moved_to": "IR"}, "IR"),
        (ROWS[0], {"action": "change", "label": "great"}, "label"),
        (ROWS[0], {"action": "change", "voice": "author", "holder": "US"}, "author's voice has no holder"),
        (ROWS[0], {"note": "x" * 30_000}, "note"),
        (ROWS[0], {"at": "yesterday"}, "at"),
    ],
)
def test_a_review_that_cannot_be_is_refused(row, said, named):
    with pytest.raises(RequestError, match=named):
        judge(result(), row, **said)


def test_reviews_are_kept_undone_and_taken_back(workspace):
    told = [judge(result(), row) for row in ROWS[:3]]
    review.keep_reviews(workspace, told)
    more = judge(result(), ROWS[0], action="change", label="unfavourable", at=time(1))
    review.keep_reviews(workspace, [more])
    assert workspace.history()[-1].text.startswith("Reviewed “China praised the talks.” on CN: unfavourable")
    assert set(review.read_reviews(workspace)) == {more, *told[1:]}
    workspace.undo()
    assert set(review.read_reviews(workspace)) == set(told)
    review.withdraw_reviews(workspace, told)
    assert review.read_reviews(workspace) == ()
    workspace.undo()
    with analysis.open_workspace(workspace.folder) as again:
        assert set(review.read_reviews(again)) == set(told)


def test_an_exported_workspace_brings_its_reviews_along(workspace, tmp_path):
    told = [judge(result(), row, note="=1+1 “q”") for row in ROWS]
    review.keep_reviews(workspace, told)
    with analysis.open_workspace(tmp_path / "other", create=True) as other:
        other.import_archive(workspace.export_bytes())
        assert review.read_reviews(other) == review.read_reviews(workspace)


KILLED = """
import sys
sys.path.insert(0, sys.argv[2])
import analysis
from reviewing import judge, result, rows, time
from analysis import review
with analysis.open_workspace(sys.argv[1], create=True, who="Ana") as workspace:
    for second, row in enumerate(rows(result())):
        review.keep_reviews(workspace, [judge(result(), row, at=time(second))])
        print(second, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_killed_process_loses_no_acknowledged_review(tmp_path):
    command = [sys.executable, "-c", KILLED, str(tmp_path / "ws"), str(Path(__file__).parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        acknowledged = [process.stdout.readline() for _ in range(5)]
        process.send_signal(signal.SIGKILL)
        acknowledged += process.stdout.readlines()
    with analysis.open_workspace(tmp_path / "ws") as workspace:
        n = len(review.read_reviews(workspace))
    assert len(acknowledged) >= 5
    assert n in (len(acknowledged), len(acknowledged) + 1)  # one may be on disk and not told yet


@settings(max_examples=5)
@given(st.integers(0, 99))
def test_figures_after_a_review_are_those_of_analysing_such_rows(seed):
    """The figures of a reviewed result are those that its own stances give."""
    from analysis.framing import counted_stances, frame_documents, frame_sources

    rng = random.Random(seed)
    told = [
        judge(result(), row, action="change", label=rng.choice(["neutral", "favourable"]))
        for row in rng.sample(ROWS, 5)
    ]
    applied = review.apply_reviews(result(), told).result
    counted = counted_stances(applied.stances, applied.sentences)
    framing = frame_documents(list(applied.documents["doc_id"]), list(applied.actor_names), counted)
    assert_frame_equal(applied.framing, framing)
    assert_frame_equal(applied.source_framing, frame_sources(applied.documents, framing))


def test_the_tables_keep_their_types():
    applied = review.apply_reviews(result(), [judge(result(), ROWS[0], action="not about")]).result
    for name in TABLES:
        pd.testing.assert_series_equal(getattr(applied, name).dtypes, getattr(result(), name).dtypes)

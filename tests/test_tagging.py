"""Codes of the analyst: the list, tags on evidence, counts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reviewing import analysed, document, judge, result, rows, time

import analysis
from analysis import review
from analysis.errors import RequestError

ROWS = rows(result())
POLICY_FRAMES = [
    "Economic", "Capacity and resources", "Morality", "Fairness and equality",
    "Legality, constitutionality and jurisprudence", "Policy prescription and evaluation", "Crime and punishment",
    "Security and defense", "Health and safety", "Quality of life", "Cultural identity", "Public opinion", "Political",
    "External regulation and reputation", "Other",
]  # fmt: skip


@pytest.fixture
def workspace(tmp_path):
    with analysis.open_workspace(tmp_path / "ws", create=True, who="Ana") as opened:
        yield opened


def tag(row, name="threat", who="Ana", **told):
    return review.make_tag(result(), *row, name, who=who, **{"at": time(0), **told})


def test_the_starter_list_has_the_policy_frames_under_their_names_and_every_code_a_definition():
    codes = review.starter_codes()
    assert [code.name for code in codes if code.group == "Policy frames"] == POLICY_FRAMES
    assert {"threat", "partner", "victim", "hegemon", "backward"} <= {code.name for code in codes}
    assert len({code.name for code in codes}) == len(codes)
    for code in codes:
        assert code.definition.endswith(".")
        assert code.definition.count(".") == 1
        assert code.origin


def test_own_codes_stand_behind_and_an_own_definition_replaces_one(workspace):
    review.define_code(workspace, "sleeping giant", "It is large and does nothing.")
    review.define_code(workspace, "threat", "Our own reading of it.")
    told = {code.name: code for code in review.read_codebook(workspace)}
    assert told["sleeping giant"].group == "Own codes"
    assert told["threat"].definition == "Our own reading of it."
    assert len(told) == len(review.starter_codes()) + 1
    review.remove_code(workspace, "threat")
    assert review.read_codebook(workspace)[0] == review.starter_codes()[0]
    with pytest.raises(RequestError, match="no definition"):
        review.define_code(workspace, "empty", " ")
    with pytest.raises(RequestError, match="name"):
        review.define_code(workspace, " ", "Something.")


def test_tags_are_kept_counted_and_taken_off(workspace):
    told = [tag(ROWS[0]), tag(ROWS[0], who="Ben"), tag(ROWS[0], "partner"), tag(ROWS[1])]
    review.keep_tags(workspace, told)
    tagged = review.tag_counts(result(), review.read_tags(workspace))
    assert tagged.unmatched == ()
    assert {one.who for one in tagged.rows[ROWS[0]]} == {"Ana", "Ben"}
    counts = tagged.counts.set_index(["doc_id", "actor_id", "tag"])
    threat = counts.loc[(ROWS[0][0], ROWS[0][2], "threat")]
    same = ROWS[0][0] == ROWS[1][0] and ROWS[0][2] == ROWS[1][2]
    assert (threat["n_sentences"], threat["n_people"]) == (1 + same, 2)
    assert threat["n_author"] + threat["n_reported"] == threat["n_sentences"]
    review.take_off_tags(workspace, told[:1])
    assert set(review.read_tags(workspace)) == set(told[1:])
    workspace.undo()
    assert set(review.read_tags(workspace)) == set(told)


def test_tags_outlive_a_rescoring_and_what_has_no_row_is_listed():
    told = [tag(row) for row in ROWS]
    renamed = analysed(document("one", source="Elsewhere"), document("two", source="Elsewhere"))
    assert review.tag_counts(renamed, told).unmatched == ()
    fewer = analysed(document("one"), document("two"), actors=["CN"])
    tagged = review.tag_counts(fewer, told)
    assert {one.said.actor_id for one in tagged.unmatched} == {"US", "RU", "KP"}
    assert all(one.remedy for one in tagged.unmatched)
    away = review.apply_reviews(result(), [judge(result(), ROWS[0], action="not about")]).result
    assert [one.said for one in review.tag_counts(away, told).unmatched] == [told[0]]


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from(ROWS), st.sampled_from(["a", "b"]), st.sampled_from(["Ana", "Ben"])),
        max_size=15,
    ),
    st.randoms(),
)
def test_a_sentence_counts_once_whoever_tagged_it_in_any_order(given_tags, rng):
    told = [tag(row, name, who) for row, name, who in set(given_tags)]
    counts = review.tag_counts(result(), told).counts
    assert counts["n_sentences"].sum() == len({(row, name) for row, name, _ in given_tags})
    assert counts.equals(review.tag_counts(result(), rng.sample(told, len(told))).counts)


def test_a_tag_needs_a_name_and_a_sentence():
    with pytest.raises(RequestError, match="no name"):
        tag(ROWS[0], " ")
    with pytest.raises(RequestError, match="no sentence"):
        tag((ROWS[0][0], 999, "CN"))

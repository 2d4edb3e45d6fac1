"""Blind coding: samples, what a coder is shown, codes of several coders, agreement with people."""

import math
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reviewing import document, result, time

import analysis
from analysis import review
from analysis.errors import RequestError
from analysis.review.coding import Coding
from analysis.stance import LexiconScorer
from analysis.types import LABELS

ANSWERS = (*LABELS, "cannot tell")


@pytest.fixture
def workspace(tmp_path):
    with analysis.open_workspace(tmp_path / "ws", create=True, who="Ana") as opened:
        yield opened


def draw(**told):
    return review.draw_sample(result(), **{"n": 10, "at": time(0), **told})


def coding_of(sample, **answers):
    """A coding of a sample: for each coder the labels in the order of the items, "" for none."""
    codes = {
        (sample.sample_id, item.item_id, coder): review.Code(
            sample.sample_id, item.item_id, coder, label, item.machine.voice, "", "", time(1)
        )
        for coder, labels in answers.items()
        for item, label in zip(sample.items, labels, strict=False)
        if label
    }
    return Coding({sample.sample_id: sample}, codes, {})


def alpha_of(told, between, what="stance", actor_id=""):
    rows = told.alphas
    return rows[(rows["between"] == between) & (rows["what"] == what) & (rows["actor_id"] == actor_id)].iloc[
        0
    ]


# Samples


@pytest.mark.parametrize("by", review.BY)
def test_the_same_corpus_and_seed_give_the_same_sample_and_each_text_once(by):
    sample = draw(by=by, n=12)
    assert sample == draw(by=by, n=12)
    assert [item.item_id for item in sample.items] == [str(n) for n in range(1, 13)]
    texts = [(item.text, item.actor_id) for item in sample.items]
    assert len(set(texts)) == len(texts)


def test_another_seed_draws_others_and_the_order_of_documents_does_not_matter():
    assert draw(seed=1).items != draw(seed=2).items
    turned = analysis.analyse([document("two"), document("one")], scorer=LexiconScorer())
    assert review.draw_sample(turned, n=10, at=time(0)).sample_id == draw().sample_id


def test_the_uncertain_sample_has_the_rows_of_which_the_scorer_is_least_sure():
    sample = draw(by="uncertain", n=5)
    largest = sorted(max(item.machine.probabilities) for item in draw(n=100).items)
    assert sorted(max(item.machine.probabilities) for item in sample.items) == largest[:5]
    assert {item.weight for item in sample.items} == {0.0}


def test_the_balanced_sample_has_as_many_of_each_actor_and_label_as_there_are():
    everything = draw(n=100)
    there = count(everything)
    sample = draw(by="balanced", n=len(there))
    assert set(count(sample).values()) == {1}
    for item in sample.items:
        assert item.weight == there[item.stratum]


def count(sample):
    found = {}
    for item in sample.items:
        key = f"{item.actor_id} {item.machine.label}"
        found[key] = found.get(key, 0) + 1
    return found


def test_a_sample_of_some_actors_and_one_voice_without_what_was_drawn_before():
    first = draw(actors=["CN"], n=3)
    rest = draw(actors=["CN"], n=100, skip=[first])
    assert {item.actor_id for item in (*first.items, *rest.items)} == {"CN"}
    assert not {item.sentence for item in first.items} & {item.sentence for item in rest.items}
    assert {item.machine.voice for item in draw(voice="reported", n=100).items} == {"reported"}


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ({"by": "chance"}, "random, uncertain, balanced"),
        ({"n": 0}, "1 to 1000"),
        ({"actors": ["XX"]}, "XX"),
        ({"voice": "loud"}, "author"),
        ({"actors": []}, "no sentence to draw"),
    ],
)
def test_a_sample_that_cannot_be_is_refused(told, named):
    with pytest.raises(RequestError, match=named):
        draw(**told)


def test_the_size_of_a_sample_follows_the_wanted_width():
    assert review.sample_size(0.10) == 271  # (1.645 / 0.05)² · 0.25, Cochran
    assert review.sample_size(0.20) == 68
    assert review.sample_size(0.10, n_rows=100) == 74
    assert review.sample_size(0.10, share=0.9) < review.sample_size(0.10)
    with pytest.raises(RequestError):
        review.sample_size(0)


# What a coder is shown, and answers


def test_a_question_has_its_context_and_nothing_of_the_machine():
    sample = draw()
    questions = [review.ask(sample, item.item_id, result()) for item in sample.items]
    machine = {field.name for field in fields(review.Machine)}
    assert machine.isdisjoint(field.name for field in fields(review.Question))
    for question in questions:
        assert question.spans
        for start, end in question.spans:
            assert question.text[start:end].strip()
        assert len(question.before) <= 2
        assert any((question.before, question.after))
    assert review.ask(sample, "1").text == questions[0].text  # without the documents
    with pytest.raises(RequestError, match="no item 99"):
        review.ask(sample, "99")


def test_coding_goes_on_where_it_stopped(workspace):
    sample = draw(n=3)
    review.keep_sample(workspace, sample)
    review.keep_code(workspace, sample, "2", label="neutral", voice="author")
    with analysis.open_workspace(workspace.folder) as again:
        coding = review.read_coding(again)
    assert coding.samples[sample.sample_id] == sample
    assert review.tell_progress(coding, sample.sample_id, "Ana") == review.Progress(1, 3, "1")
    assert review.tell_progress(coding, sample.sample_id, "Ben") == review.Progress(0, 3, "1")
    workspace.undo()
    assert review.read_coding(workspace).codes == {}
    assert "Drew the random sample" in workspace.history()[0].text


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ({"label": "great"}, "label"),
        ({"label": "neutral", "voice": "loud"}, "voice"),
        ({"label": "neutral", "coder": " "}, "coder"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(tmp_path, told, named):
    with (
        analysis.open_workspace(tmp_path / "ws", create=True) as nameless,
        pytest.raises(RequestError, match=named),
    ):
        review.keep_code(nameless, draw(), "1", **{"coder": "Ana", **told})


def test_two_coders_work_apart_and_nothing_is_lost(tmp_path):
    sample = draw(n=4)
    folders = []
    for coder, labels in {"Ana": ANSWERS, "Ben": ANSWERS[::-1]}.items():
        folders.append(tmp_path / coder)
        with analysis.open_workspace(folders[-1], create=True, who=coder) as workspace:
            review.keep_sample(workspace, draw(n=4, at=time(len(folders)), who=coder))
            for item, label in zip(sample.items, labels, strict=True):
                review.keep_code(workspace, sample, item.item_id, label=label)
    one, other = review.read_coding(*folders), review.read_coding(*folders[::-1])
    assert one == other
    assert len(one.codes) == 8
    assert one.coders() == ("Ana", "Ben")
    with (
        analysis.open_workspace(folders[0]) as ana,
        analysis.open_workspace(folders[1]) as ben,
    ):
        assert ana.import_archive(ben.export_bytes()).conflicts == ()
        assert review.read_coding(ana) == one


def test_differences_are_listed_and_the_decision_stands_beside_the_codes(workspace):
    sample = draw(n=3)
    review.keep_sample(workspace, sample)
    for coder, labels in {"Ana": ["neutral"] * 3, "Ben": ["neutral", "favourable", "cannot tell"]}.items():
        for item, label in zip(sample.items, labels, strict=True):
            review.keep_code(workspace, sample, item.item_id, label=label, coder=coder, voice="author")
    found = review.find_differences(review.read_coding(workspace))
    assert [(one.item.item_id, one.on, one.decision) for one in found] == [
        ("2", ("stance",), None),
        ("3", ("stance",), None),
    ]
    review.keep_decision(workspace, sample, "2", label="favourable", voice="author", note="praise", who="Zoë")
    found = review.find_differences(review.read_coding(workspace))
    assert (found[0].decision.label, found[0].decision.who) == ("favourable", "Zoë")
    assert [code.label for code in found[0].codes] == ["neutral", "favourable"]


@pytest.mark.parametrize(
    ("labels", "decided", "settled"),
    [
        (["neutral", "neutral", "favourable"], "", "neutral"),
        (["neutral", "favourable"], "", ""),
        (["neutral", "cannot tell"], "", "neutral"),
        (["cannot tell", "cannot tell"], "", ""),
        (["neutral", "favourable"], "favourable", "favourable"),
        (["neutral", "neutral"], "unfavourable", "unfavourable"),
        (["neutral", "neutral"], "cannot tell", ""),
        (["unfavourable", "neutral", "favourable"], "", ""),
        ([], "", ""),
    ],
)
def test_what_settles_an_item(labels, decided, settled):
    codes = [review.Code("s", "1", f"c{n}", label, "", "", "", time(0)) for n, label in enumerate(labels)]
    decision = review.Decision("s", "1", decided, "", "", "", "Zoë", time(0)) if decided else None
    assert review.settle(codes, decision, "stance") == settled


# Agreement


def test_agreement_of_people_and_machine():
    sample = draw(n=20)
    machine = [item.machine.label for item in sample.items]
    flipped = ["neutral" if n < 3 else label for n, label in enumerate(machine)]
    told = review.agreement(coding_of(sample, Ana=machine, Ben=flipped))
    assert (told.n_items, told.n_coded, told.coders) == (len(sample), len(sample), ("Ana", "Ben"))
    n_apart = sum(a != b for a, b in zip(machine, flipped, strict=True))
    assert n_apart
    assert (told.n_settled, told.n_left_out) == (len(sample) - n_apart, n_apart)
    assert alpha_of(told, "machine / Ana")["alpha"] == 1.0
    people = alpha_of(told, "coders")
    assert people["alpha"] == alpha_of(told, "machine / Ben")["alpha"]
    assert people["band"] == review.tell_band(people["alpha"])
    machines = told.alphas["between"].str.startswith("machine")
    assert set(told.alphas.loc[machines, "band"]) == {""}
    assert people["lower"] <= people["alpha"] <= people["upper"]
    assert set(told.classes.loc[told.classes["what"] == "stance", "precision"].dropna()) == {1.0}
    assert told.errors["n_items"].sum() == told.n_settled


def test_a_machine_that_is_too_harsh_has_an_error_below_zero_and_a_range():
    sample = draw(n=100, actors=["CN"])
    told = review.agreement(coding_of(sample, Ana=["favourable"] * len(sample)))
    (error,) = told.errors.to_dict("records")
    machine = [item.machine.favourable - item.machine.unfavourable for item in sample.items]
    assert error["error"] == pytest.approx(sum(machine) / len(machine) - 1, abs=1e-3)
    assert math.isnan(error["lower"]) == (len(sample) < review.ITEMS_FOR_RANGE)


def test_recall_of_a_balanced_sample_is_that_of_the_rows_that_it_stands_for():
    sample = draw(by="balanced", n=8)
    labels = ["favourable"] * len(sample)
    told = review.agreement(coding_of(sample, Ana=labels)).classes
    right = sum(item.weight for item in sample.items if item.machine.label == "favourable")
    row = told[(told["what"] == "stance") & (told["label"] == "favourable")].iloc[0]
    assert row["recall"] == pytest.approx(right / sum(item.weight for item in sample.items), abs=1e-3)
    assert row["precision"] == 1.0


def test_few_items_have_no_range_and_one_coder_no_agreement():
    sample = draw(n=10)
    ana, ben = ["neutral", "favourable"] * 5, ["neutral", "favourable"] * 4 + ["favourable"] * 2
    enough = alpha_of(review.agreement(coding_of(sample, Ana=ana, Ben=ben)), "coders")
    assert enough["lower"] < enough["alpha"] < enough["upper"]
    few = alpha_of(review.agreement(coding_of(sample, Ana=ana[1:], Ben=ben[1:])), "coders")
    assert (few["n_items"], few["alpha"] > 0) == (9, True)
    assert math.isnan(few["lower"])
    assert math.isnan(few["upper"])
    sample = draw(n=5)
    alone = review.agreement(coding_of(sample, Ana=["neutral"] * 4))
    assert "coders" not in set(alone.alphas["between"])
    assert (alone.n_coded, alone.n_items) == (4, 5)


def test_three_coders_are_paired_too():
    sample = draw(n=12)
    told = review.agreement(
        coding_of(sample, **{who: ["neutral", "favourable"] * 6 for who in ("Ana", "Ben", "Cy")})
    )
    pairs = {"Ana / Ben", "Ana / Cy", "Ben / Cy"}
    assert pairs < set(told.alphas["between"])
    assert {alpha_of(told, pair)["alpha"] for pair in pairs} == {1.0}


@pytest.mark.parametrize(
    ("alpha", "band"),
    [
        (0.8, "rely"),
        (0.7999, "tentative"),
        (0.667, "tentative"),
        (0.66, "do not rely"),
        (-0.2, "do not rely"),
        (math.nan, ""),
    ],
)
def test_the_published_bands(alpha, band):
    assert review.tell_band(alpha) == band


def test_the_machine_can_be_asked_anew_and_what_is_gone_is_counted():
    sample = draw(n=10)
    coding = coding_of(sample, Ana=[item.machine.label for item in sample.items])
    assert review.agreement(coding, result()).n_missing == 0
    other = analysis.analyse([document("one")])
    told = review.agreement(coding, other)
    assert told.scorers == (other.scorer,)
    assert told.n_missing == sum(item.title == "two" for item in sample.items)


def test_an_item_of_two_samples_counts_once_with_the_later_answer():
    one, two = draw(n=100), draw(n=100, seed=2)
    first = coding_of(one, Ana=["neutral"] * len(one))
    later = {
        key: review.Code(*key, "favourable", "", "", "", time(9))
        for key in coding_of(two, Ana=["x"] * len(two)).codes
    }
    told = review.agreement(Coding({**first.samples, two.sample_id: two}, {**first.codes, **later}, {}))
    keys = [{(item.sentence, item.actor_id) for item in sample.items} for sample in (one, two)]
    assert told.n_items == len(keys[0] | keys[1])
    stance = told.classes[told.classes["what"] == "stance"].set_index("label")["n"]
    assert (stance["favourable"], stance["neutral"]) == (len(two), len(keys[0] - keys[1]))


@settings(max_examples=25)
@given(
    st.lists(st.tuples(*[st.sampled_from([*ANSWERS, ""])] * 3), max_size=20),
    st.permutations(["Ana", "Ben", "Cy"]),
)
def test_it_does_not_matter_who_is_called_what(answers, names):
    sample = draw(n=20)
    columns = list(zip(*answers, strict=True)) or [(), (), ()]
    one = review.agreement(coding_of(sample, **dict(zip(("Ana", "Ben", "Cy"), columns, strict=True))))
    two = review.agreement(coding_of(sample, **dict(zip(names, columns, strict=True))))
    assert (one.n_coded, one.n_settled, one.n_left_out, one.n_unsure) == (
        two.n_coded, two.n_settled, two.n_left_out, two.n_unsure,
    )  # fmt: skip
    assert one.n_settled + one.n_left_out == one.n_coded
    assert one.classes.equals(two.classes)
    assert one.errors.equals(two.errors)


def test_an_unknown_sample_is_said():
    with pytest.raises(RequestError, match="no such sample"):
        review.agreement(coding_of(draw()), sample_ids=["nope"])

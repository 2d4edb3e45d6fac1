"""Pinned views and the brief's words: what is kept, what is refused, what becomes of a figure."""

import json
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis
from analysis import BriefText, ChosenJudgement, Pin, PinnedFigure, PinnedSentence
from analysis.errors import RequestError
from analysis.workspace import open_workspace
from analysis.workspace.pins import NAME, read_pins, write_pin

ID = "0123456789ab"
FIGURE = PinnedFigure(
    label="Author", group="China", table="framing", unit="doc", unit_b="", by="", units=(), groups=(), actors=(), reference="all",
    actor_id="CN", voice="author", n=5, value=0.31, lower=-0.1, upper=0.6, verdict="leaning favourable",
    counts="3 of 5 favourable",
)  # fmt: skip
SENTENCE = PinnedSentence(
    text="Китай помог 中国 <b>", cited="“A title”, Xinhua · 2024, paragraph 1", source="“A title”, sha256 00",
    actor_id="CN", label="favourable", uncertain=False, stance=0.9, voice="reported", holder="RU",
)  # fmt: skip
PIN = Pin(
    pin_id=ID, page="overview", address={"open_doc": ("doc",)}, kind="figure", claim="China: favourable",
    drafted="China: favourable", figures=(FIGURE,), evidence=(SENTENCE,), filters="China; 1 of 5 documents",
    voice="author", scoring="machine-scored, unreviewed", n=5, fingerprint="abcdefabcdef", n_documents=5,
    scorer="minilm 2", rules="1", version="0.1.0", order=1, note="", at="2026-11-25T17:00:00+00:00",
)  # fmt: skip


@pytest.fixture(scope="module")
def result():
    return analysis.analyse(analysis.read([analysis.seeds_folder()]))


@pytest.fixture
def workspace(tmp_path):
    with open_workspace(tmp_path / "ws", create=True) as opened:
        yield opened


def test_a_pin_is_the_same_after_reopening_and_can_be_taken_off_and_back(workspace):
    workspace.put_pins([PIN])
    with open_workspace(workspace.folder) as again:
        assert again.pins() == (PIN,)
    workspace.remove_pin(ID)
    assert workspace.pins() == ()
    workspace.undo()
    assert workspace.pins() == (PIN,)


def test_pins_stand_in_their_order_and_moving_two_is_one_step(workspace):
    one, two = PIN, replace(PIN, pin_id="b" * 12, order=2, claim="Second")
    workspace.put_pins([one, two])
    workspace.put_pins([replace(one, order=2), replace(two, order=1)])
    assert [pin.claim for pin in workspace.pins()] == ["Second", PIN.claim]
    workspace.undo()
    assert [pin.claim for pin in workspace.pins()] == [PIN.claim, "Second"]


def test_the_history_tells_each_change_of_a_pin(workspace):
    for pin in (PIN, replace(PIN, note="Say who"), replace(PIN, note="Say who", claim="Anew")):
        workspace.put_pins([pin])
    workspace.remove_pin(ID)
    assert [step.text for step in workspace.history()] == [
        "Pinned: China: favourable",
        "Wrote the speaker's note of: China: favourable",
        "Worded a pin anew: Anew",
        "Took off the pins: Anew",
    ]


def test_a_pin_that_is_not_there_cannot_be_taken_off(workspace):
    with pytest.raises(RequestError, match="no such pinned view"):
        workspace.remove_pin(ID)


def value_with(**changes):
    return {**write_pin(PIN).value, **changes}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("a text", "does not have the fields"),
        ({**value_with(), "more": 1}, "does not have the fields"),
        (value_with(claim=3), "claim is not"),
        (value_with(order=True), "order is not"),
        (value_with(n="5"), "n is not"),
        (value_with(kind="chart"), "none of figure"),
        (value_with(address={"open_doc": "doc"}), "address"),
        (value_with(figures=[{"label": "x"}]), "does not have the fields"),
        (value_with(figures=[{**write_pin(PIN).value["figures"][0], "table": "secrets"}]), "no known table"),
        (value_with(figures=[{**write_pin(PIN).value["figures"][0], "value": "0.3"}]), "value is not"),
        (value_with(evidence=[write_pin(PIN).value["evidence"][0]] * 9), "a list of up to 8"),
        (value_with(note="x" * 20_001), "note is not"),
    ],
)  # fmt: skip
def test_what_is_no_pin_is_refused(workspace, value, words):
    with pytest.raises(RequestError, match=words):
        workspace.put(NAME, (ID,), value)
    assert workspace.pins() == ()


@pytest.mark.parametrize("key", [(), ("x",), (ID, ID), ("0123456789AB",)])
def test_the_id_of_a_pin_is_twelve_hexadecimal_signs(workspace, key):
    with pytest.raises(RequestError, match="no id of a pin"):
        workspace.put(NAME, key, write_pin(PIN).value)


numbers = st.none() | st.floats(-2, 2)


@given(
    text=st.text(max_size=50), value=numbers, lower=numbers, order=st.integers(-5, 10**6), units=st.lists(st.text(max_size=9))
)  # fmt: skip
def test_any_pin_comes_back_from_json_as_it_was(text, value, lower, order, units):
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    units = tuple(unit.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for unit in units)
    figure = replace(FIGURE, value=value, lower=lower, label=text, units=units)
    pin = replace(PIN, figures=(figure,), claim=text, order=order, address={"a": units})
    kept = json.loads(json.dumps(write_pin(pin).value))
    assert read_pins({(ID,): kept}) == (pin,)


def test_half_a_character_in_a_claim_does_not_stop_the_pin(workspace):
    workspace.put_pins([replace(PIN, claim="half \ud800")])
    assert workspace.pins()[0].claim == "half \ufffd"


TEXT = BriefText(
    "Title",
    "Question?",
    "Zoë",
    (ChosenJudgement("document/CN/author/x", "Mine", False), ChosenJudgement("k")),
)


def test_the_words_of_the_brief_are_kept_and_undone(workspace):
    assert workspace.brief_text() == BriefText()
    workspace.put_brief_text(TEXT)
    workspace.put_brief_text(replace(TEXT, title="Another"))
    assert [step.text for step in workspace.history()][1] == "Changed the brief's title"
    workspace.undo()
    assert workspace.brief_text() == TEXT
    workspace.put_brief_text(BriefText())
    assert workspace.entries("brief") == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (replace(TEXT, title="x" * 301), "title has at most 300"),
        (replace(TEXT, judgements=(ChosenJudgement("k"), ChosenJudgement("k"))), "stands twice"),
        (replace(TEXT, judgements=(ChosenJudgement("k", "x" * 2_001),)), "at most 2000"),
        (replace(TEXT, judgements=tuple(ChosenJudgement(str(n)) for n in range(201))), "at most 200"),
    ],
)
def test_what_is_too_long_for_a_brief_is_refused(workspace, text, words):
    with pytest.raises(RequestError, match=words):
        workspace.put_brief_text(text)
    assert workspace.brief_text() == BriefText()


def test_export_and_import_carry_pins_and_brief(workspace, tmp_path):
    workspace.put_pins([PIN])
    workspace.put_brief_text(TEXT)
    with open_workspace(tmp_path / "other", create=True) as other:
        other.import_archive(workspace.export_bytes())
        assert other.pins() == (PIN,)
        assert other.brief_text() == TEXT


def figure_of(cell, **more):
    number = {
        name: None if cell[name] != cell[name] else float(cell[name]) for name in ("stance", "lower", "upper")
    }
    return replace(
        FIGURE, unit=cell["doc_id"], actor_id=cell["actor_id"], voice=cell["voice"], n=int(cell["n_sentences"]),
        value=number["stance"], lower=number["lower"], upper=number["upper"], verdict=cell["verdict"], **more,
    )  # fmt: skip


def test_a_figure_that_did_not_change_is_found_as_it_was(result):
    for cell in result.framing.to_dict("records"):
        figure = figure_of(cell)
        assert analysis.recheck(result, figure) == figure


def test_after_a_rescoring_the_figure_of_now_is_found(result):
    framing = result.framing.copy()
    framing.loc[0, ["stance", "lower", "upper", "verdict"]] = [0.12, 0.01, 0.2, "neutral"]
    now = analysis.recheck(replace(result, framing=framing), figure_of(result.framing.iloc[0]))
    assert (now.value, now.lower, now.upper, now.verdict) == (0.12, 0.01, 0.2, "neutral")


@pytest.mark.parametrize("table", ["framing", "groups", "speakers", "comparison", "evidence"])
def test_a_figure_of_what_is_gone_is_no_longer_there(result, table):
    gone = replace(
        FIGURE, table=table, unit="gone", unit_b="gone too", by="document", units=("gone", "gone too")
    )
    assert analysis.recheck(result, gone) is None


def test_a_difference_is_asked_for_among_the_same_documents(result):
    units = tuple(result.documents["doc_id"][:3])
    for row in analysis.compare(result, units=units).to_dict("records"):
        figure = replace(
            FIGURE, table="comparison", unit=row["unit_a"], unit_b=row["unit_b"], by="document", units=units,
            actor_id=row["actor_id"],
        )  # fmt: skip
        now = analysis.recheck(result, figure)
        told = [None if row[name] != row[name] else row[name] for name in ("difference", "lower", "upper")]
        assert [now.value, now.lower, now.upper, now.verdict] == [*told, row["answer"]]


def test_a_sentence_is_found_by_its_text(result):
    row = analysis.evidence(result).iloc[0]
    figure = replace(
        FIGURE, table="evidence", unit=row["doc_id"], unit_b=row["text"], actor_id=row["actor_id"]
    )
    now = analysis.recheck(result, figure)
    assert (now.value, now.verdict, now.lower) == (row["stance"], row["label"], None)


def test_the_key_of_a_pinned_figure_is_the_one_that_the_brief_uses(result):
    ids = list(result.documents["doc_id"])
    for judgement in analysis.brief(result).judgements:
        kind, actor_id, voice, what = judgement.key.split("/", 3)
        figure = replace(FIGURE, actor_id=actor_id, voice=voice, unit=what)
        if kind == "difference":
            b, a = what.split("/")  # the other way round
            figure = replace(figure, table="comparison", by="document", unit=a, unit_b=b)
        assert analysis.judgement_key(result, figure) == judgement.key
        assert analysis.has_judgement(
            result, judgement.key, doc_ids=ids, actors=list(result.actor_names), voice="author"
        )


@pytest.mark.parametrize("changed", [{"reference": "named"}, {"table": "speakers"}, {"table": "evidence"}])
def test_a_figure_that_no_judgement_is_made_of_has_no_key(result, changed):
    assert analysis.judgement_key(result, replace(FIGURE, **changed)) == ""


def test_a_judgement_that_a_brief_says_it_has_can_be_written(result):
    ids, actors = list(result.documents["doc_id"])[1:], ["CN", "US"]
    keys = [
        *(f"document/{actor}/{voice}/{doc}" for actor in ("CN", "RU") for voice in ("author", "all") for doc in (ids[0], "gone")),
        *(f"difference/CN/{voice}/{ids[a]}/{ids[b]}" for voice in ("author", "reported") for a, b in ((0, 1), (1, 0))),
        *(f"source/CN/author/{source}" for source in {*result.documents["source"], "gone"}),
        "nonsense", "document/CN",
    ]  # fmt: skip
    for key in keys:
        told = analysis.has_judgement(result, key, doc_ids=ids, actors=actors, voice="author")
        try:
            analysis.brief(result, doc_ids=ids, actors=actors, judgements={key: ""})
            can = True
        except RequestError:
            can = False
        assert told == can, key


def test_the_fingerprint_does_not_depend_on_order(result):
    turned = replace(result, documents=result.documents.iloc[::-1].reset_index(drop=True))
    assert analysis.fingerprint(turned) == analysis.fingerprint(result)
    assert len(analysis.fingerprint(result)) == 12


@pytest.mark.parametrize(
    "changed",
    [
        {"scorer": "another"},
        {"rules": "2"},
        {"actor_names": {"CN": "China"}},
        {"documents": 0},
        {"sha256": "1" * 64},
        {"n_removed": 99},
    ],
    ids=str,
)
def test_another_corpus_or_another_scoring_has_another_fingerprint(result, changed):
    documents: pd.DataFrame = result.documents.copy()
    (name, value), = changed.items()  # fmt: skip
    if name == "documents":
        other = replace(result, documents=documents.iloc[1:])
    elif name in documents:
        documents.loc[0, name] = value
        other = replace(result, documents=documents)
    else:
        other = replace(result, **changed)
    assert analysis.fingerprint(other) != analysis.fingerprint(result)


def test_what_is_known_about_a_document_leaves_the_fingerprint(result):
    documents = result.documents.assign(title="Another", source="Another", published="2024")
    assert analysis.fingerprint(replace(result, documents=documents)) == analysis.fingerprint(result)


def test_a_reworded_brief_is_the_one_that_would_be_made(result):
    drafted = analysis.brief(result, date="2026-11-25")
    keys = [one.key for one in drafted.judgements]
    words = {keys[2]: "  Mine \ud800 ", keys[0]: ""}
    for texts in ({}, {"title": " A  title", "question": "Why?", "author": "Zoë"}):
        made = analysis.brief(result, date="2026-11-25", judgements=words, **texts)
        reworded = analysis.reword_brief(drafted, judgements=words, **texts)
        assert repr(replace(reworded, tables=made.tables)) == repr(made)  # two of NaN are not equal


def test_a_brief_cannot_be_reworded_to_what_it_does_not_have(result):
    with pytest.raises(RequestError, match="no judgement"):
        analysis.reword_brief(analysis.brief(result), judgements={"document/CN/author/gone": "x"})

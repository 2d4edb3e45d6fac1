"""What each page pins under AppTest: the figures are found again as they were, the sentences show the claim."""

from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import analysis
from analysis import review
from dashboard import data, pinning, wording, wording_pins

pytestmark = pytest.mark.usefixtures("workspace_folder")

APP = str(Path(__file__).parent.parent / "dashboard" / "app.py")
TEXT = "{0} praised the talks. {0} kept its word and helped generously. Russia is a brutal aggressor. Russia lied. {0} is a threat, officials in Moscow said."


def open_page(name, **address):
    app = AppTest.from_file(APP, default_timeout=120).run()
    if name != "overview":
        app.switch_page(f"app_pages/{name}.py")
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def pin_of(app):
    """Press the button and return what was pinned."""
    app.button(key="pin").click().run()
    assert not app.exception
    assert app.button(key="pin").disabled
    return data.workspace().pins()[-1]


def html_of(app):
    return unescape(" ".join(e.proto.body for e in app.get("html") if not e.proto.body.startswith("<style")))


def assert_found_again(pin):
    assert pin.figures
    for figure in pin.figures:
        assert data.current_result() is not None
        now = analysis.recheck(counted(figure), figure)
        assert now == figure
    assert pinning.since_pinned(pin) == []


def counted(figure):
    explicit = {"named": True, "referred": False}.get(figure.reference)
    return (
        data.current_result()
        if explicit is None
        else analysis.narrow(data.current_result(), explicit=explicit)
    )


def doc_ids():
    return list(data.current_result().documents["doc_id"])


def add_sources():
    """Three texts each of two sources, so that sources and groups have ranges."""
    for source, country, control in (("Alpha", "China", "state"), ("Beta", "The United States", "private")):
        for number in range(3):
            text = (
                TEXT.format(country)
                + f" Text {number} of {source} says so in words of its own, {'on ' * number}Monday."
            )
            data.workspace().add_text(text, title=f"{source} {number}", source=source, control=control)


@pytest.mark.parametrize("voice", ["author", "reported", "all"])
def test_overview_pins_the_open_cell_with_the_other_voice(voice):
    doc_id = doc_ids()[1]
    pin = pin_of(open_page("overview", open_doc=doc_id, open_actor="KP", voice=voice))
    assert [figure.voice for figure in pin.figures] == [
        voice,
        "author" if voice == "reported" else "reported",
    ]
    assert pin.address["open_doc"] == (doc_id,)
    assert_found_again(pin)
    told = set(analysis.evidence(data.current_result(), doc_id, "KP", voice=voice)["text"])
    assert {sentence.text for sentence in pin.evidence} <= told
    assert analysis.judgement_key(data.current_result(), pin.figures[0]) == f"document/KP/{voice}/{doc_id}"


def test_a_mixed_or_open_verdict_is_shown_by_a_sentence_of_each_side():
    framing = data.current_result().framing
    open_ones = framing[
        (framing["verdict"].isin(["mixed", "undetermined"])) & (framing["n_favourable"] > 0)
        & (framing["n_unfavourable"] > 0) & (framing["voice"] == "author")
    ]  # fmt: skip
    cell = open_ones.iloc[0]
    pin = pin_of(open_page("overview", open_doc=cell["doc_id"], open_actor=cell["actor_id"]))
    assert [sentence.label for sentence in pin.evidence[:2]] == ["favourable", "unfavourable"]


def test_judgements_of_one_kind_are_pinned_as_such():
    doc_id = doc_ids()[1]
    pin = pin_of(open_page("overview", open_doc=doc_id, open_actor="RU", named="named"))
    assert {figure.reference for figure in pin.figures} == {"named"}
    assert_found_again(pin)
    assert analysis.judgement_key(data.current_result(), pin.figures[0]) == ""


def test_overview_pins_the_matrix():
    pin = pin_of(open_page("overview", actor=["CN", "RU"]))
    assert (pin.kind, pin.claim) == ("matrix", wording.QUESTION_OVERVIEW)
    assert len(pin.figures) == 10
    assert pin.n == sum(figure.n for figure in pin.figures)
    assert_found_again(pin)


def test_overview_pins_sources():
    add_sources()
    pin = pin_of(open_page("overview", rows="source"))
    assert pin.claim == wording_pins.QUESTION_SOURCES
    assert {figure.label for figure in pin.figures} >= {"Alpha", "Beta"}
    assert_found_again(pin)
    cell = pin_of(open_page("overview", rows="source", open_source="Alpha", open_actor="CN"))
    assert_found_again(cell)
    assert analysis.judgement_key(data.current_result(), cell.figures[0]) == "source/CN/author/Alpha"


def test_compare_pins_a_difference_of_documents_and_names_them():
    one, other = doc_ids()[0], doc_ids()[4]
    pin = pin_of(open_page("compare", **{"with": [one, other], "about": "CN"}))
    assert [figure.table for figure in pin.figures] == ["framing", "framing", "comparison"]
    assert "is more favourable to China than “China keep" in pin.claim
    assert "(" not in pin.claim
    assert len({sentence.cited for sentence in pin.evidence[:2]}) == 2
    assert_found_again(pin)
    key = analysis.judgement_key(data.current_result(), pin.figures[2])
    assert key == f"difference/CN/author/{one}/{other}"


@pytest.mark.parametrize(
    ("by", "more"), [("source", {"sources": ["Alpha", "Beta"]}), ("group", {"grouped": "control"})]
)
def test_compare_pins_a_difference_of_pooled_documents(by, more):
    add_sources()
    pin = pin_of(open_page("compare", by=by, about="RU", **more))
    assert pin.figures[-1].by == by
    assert_found_again(pin)


def test_compare_pins_a_difference_of_two_actors_in_one_document():
    pin = pin_of(open_page("compare", by="actor"))
    assert pin.claim.startswith("In “")
    assert [figure.label for figure in pin.figures[:2]] == ["China", "Russia"] or len(pin.figures) == 3
    assert_found_again(pin)


def test_actor_pins_what_holds_over_all_documents():
    pin = pin_of(open_page("actor", of="KP"))
    assert set(pin.figures[0].units) <= set(doc_ids())
    assert_found_again(pin)


def test_evidence_pins_the_open_sentence():
    app = open_page("evidence")
    pin = pin_of(app)
    assert (pin.kind, pin.n) == ("sentence", 1)
    assert pin.figures[0].unit_b == pin.evidence[0].text
    assert_found_again(pin)


def test_every_pin_can_be_presented_and_leads_back_to_its_view():
    add_sources()
    one, other = doc_ids()[0], doc_ids()[4]
    for name, address in (
        ("overview", {"open_doc": one, "open_actor": "CN"}), ("overview", {"rows": "source"}),
        ("compare", {"with": [one, other], "about": "CN"}), ("compare", {"by": "actor"}), ("actor", {"of": "RU"}),
        ("evidence", {}), ("voices", {"who": "author", "whom": "CN"}),
    ):  # fmt: skip
        pin = pin_of(open_page(name, **address))
        slide = open_page("overview", present="1", pin=pin.pin_id)
        assert pin.claim in html_of(slide)
        assert pin.page == name
        again = open_page(name, **wording_pins.link_to(pin))
        assert again.button(key="pin").label == wording_pins.pinned_words(len(data.workspace().pins()))


def test_what_a_person_reviewed_is_counted_in_the_footer():
    result, doc_id = data.current_result(), doc_ids()[1]
    before = pin_of(open_page("overview", open_doc=doc_id, open_actor="RU"))
    assert before.scoring == "machine-scored, unreviewed"
    rows = analysis.evidence(result, doc_id, "RU", voice="author")
    keep_reviews(rows.head(2))
    app = open_page("overview", open_doc=doc_id, open_actor="RU")
    pin = pin_of(app)
    assert pin.scoring == f"machine-scored, 2 of {pin.n} sentences reviewed by a person"


def test_a_claim_without_evidence_in_a_voice_can_be_pinned():
    framing = data.current_result().framing
    silent = framing[(framing["n_sentences"] == 0) & (framing["voice"] == "author")].iloc[0]
    pin = pin_of(open_page("overview", open_doc=silent["doc_id"], open_actor=silent["actor_id"]))
    assert pin.evidence == ()
    assert pin.figures[0].value is None
    assert_found_again(pin)


def keep_reviews(rows):
    """Accept what the machine says of these rows, as somebody."""
    machine = data.machine_result()
    review.keep_reviews(
        data.workspace(),
        [
            review.judge(machine, row.doc_id, row.sentence_id, row.actor_id, reviewer="Zoë", action="accept")
            for row in rows.itertuples()
        ],
    )

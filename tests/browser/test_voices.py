"""Whose voice counts: the switch on the overview, and the page Voices, in a real browser."""

import re

import pytest
from walking import choose, click_cell, open_app, see, settle

import analysis
from dashboard import charts, wording, wording_holders
from dashboard.selection import rows_of

pytestmark = pytest.mark.browser

DOC, ACTOR = "746afc0f38d3740b", "RU"


@pytest.fixture(scope="module")
def result():
    return analysis.analyse(analysis.read([analysis.seeds_folder()]))


def same(text):
    """Letters and digits only: tags of mentions and line breaks do not count."""
    return re.sub(r"\W", "", text)


def sentences_of(page):
    """The sentences that are shown as evidence, without the tags of mentions."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.fl-evidence .fl-s')].map(sentence => {
            const copy = sentence.cloneNode(true);
            copy.querySelectorAll('.fl-tag').forEach(tag => tag.remove());
            return copy.textContent;
        })"""
    )


def check_voice(page, result, voice):
    """Verdict, figure, counts and sentences on the page are those of this voice."""
    rows = result.framing
    cells = rows[(rows["doc_id"] == DOC) & (rows["actor_id"] == ACTOR)].set_index("voice")
    head = {"voice": voice, **cells.loc[voice].to_dict()}
    see(page, f"{wording.VOICE_NAMES[voice]}: {wording.figure_line(head)}.")
    assert page.locator(".fl-claim").first.inner_text().endswith(f": {head['verdict']}")
    expected = analysis.evidence(result, DOC, ACTOR, voice=voice)
    shown = [same(text) for text in sentences_of(page)]
    assert shown == [same(text) for text in expected["text"]][: len(shown)]
    assert len(shown) == min(len(expected), 12)
    assert page.locator(".fl-evidence.fl-reported").count() == sum(
        expected["voice"].head(len(shown)) == "reported"
    )
    beside = "author" if voice == "reported" else "reported"
    headline, other = (rows[rows["voice"] == one] for one in (voice, beside))
    matrix = charts.document_matrix(rows_of(result), result.actor_names, headline, other)
    page.wait_for_function(
        "text => [...document.querySelectorAll('[aria-label]')].some(e => e.getAttribute('aria-label').includes(text))",
        arg=charts.cells_words(*matrix),
    )
    return tuple(shown)


def test_the_voice_changes_figures_verdicts_and_sentences_together(page, address, result):
    open_app(page, address, f"?open_doc={DOC}&open_actor={ACTOR}")
    page.locator(".fl-evidence").first.wait_for(state="visible")
    author = check_voice(page, result, "author")
    page.get_by_role("radio", name="Quoted").click()
    page.wait_for_url(re.compile("voice=reported"))
    settle(page)
    reported = check_voice(page, result, "reported")
    page.get_by_role("radio", name="All voices").click()
    page.wait_for_url(re.compile("voice=all"))
    settle(page)
    every = check_voice(page, result, "all")
    assert len({author, reported, every}) == 3
    page.reload()
    page.locator(".fl-evidence").first.wait_for(state="visible")
    settle(page)
    check_voice(page, result, "all")


@pytest.fixture(scope="module")
def said(result):
    """The pooled table, a cell (holder, actor) in which one of the actors speaks, and its place in the matrix."""
    table = analysis.speakers(result, pooled=True)
    holders = list(dict.fromkeys(table["holder"]))
    cell = table[table["holder"].isin(list(result.actor_names))].iloc[0]
    place = holders.index(cell["holder"]), list(result.actor_names).index(cell["actor_id"])
    return table, cell, place


def claim(result, holder, actor_id):
    """How the opened cell begins."""
    title = wording_holders.holder_title(holder, result.actor_names)
    return f"{title} on {wording.in_prose(result.actor_names[actor_id])}: "


def test_a_click_opens_who_says_it_and_the_address_keeps_it(page, address, result, said):
    _, cell, place = said
    open_app(page, address, "voices")
    see(page, wording.QUESTION_VOICES)
    assert page.get_by_role("radio", name="Quoted").count() == 0
    click_cell(page, *place)
    wanted = claim(result, cell["holder"], cell["actor_id"]) + cell["verdict"]
    see(page, wanted)
    page.wait_for_url(re.compile(f"who={cell['holder']}.*whom={cell['actor_id']}"))
    rows = analysis.evidence(result, None, cell["actor_id"], voice="reported", holder=cell["holder"])
    assert [same(text) for text in sentences_of(page)] == [same(text) for text in rows["text"]][:12]
    page.reload()
    see(page, wanted)


def test_select_boxes_open_a_cell_and_back_closes_it(page, address, result, said):
    table, *_ = said
    other = table[table["holder"] == wording_holders.OTHERS].iloc[0]
    actor_id = other["actor_id"]
    open_app(page, address, "voices")
    choose(page, "Open what is said by", re.compile("Other|Not told"))
    choose(page, "of", result.actor_names[actor_id])
    see(page, re.compile(f" on {wording.in_prose(result.actor_names[actor_id])}: {other['verdict']}"))
    single = analysis.speakers(result)
    name = next(
        row.holder
        for row in single.itertuples(index=False)
        if row.actor_id == actor_id and row.holder not in ("author", *result.actor_names)
    )
    title = wording_holders.holder_title(name, result.actor_names)
    choose(page, "Which of the other voices", re.compile(re.escape(title)))
    see(page, claim(result, name, actor_id))
    page.wait_for_url(re.compile("name="))
    settle(page)  # a page that is still being drawn writes its address once more
    page.go_back()
    page.wait_for_function("!location.search.includes('name=')")
    page.wait_for_function(
        "title => ![...document.querySelectorAll('.fl-claim')].some(e => e.innerText.startsWith(title))",
        arg=claim(result, name, actor_id),
    )
    assert f"whom={actor_id}" in page.url
    settle(page)
    page.go_back()
    page.wait_for_function("!location.search.includes('whom=')")
    see(page, "No cell is open.")


def test_the_voice_of_the_overview_survives_a_visit_to_voices(page, address):
    open_app(page, address, "?voice=reported")
    page.get_by_role("link", name="Voices").click()
    see(page, wording.QUESTION_VOICES)
    settle(page)
    assert "voice=" not in page.url
    page.get_by_role("link", name="Overview").click()
    see(page, wording.QUESTION_OVERVIEW)
    page.wait_for_url(re.compile("voice=reported"))

"""The page Evidence in a real browser: search, filter, walk by keyboard, download; a link shows the same."""

import csv
import io
import re
from pathlib import Path

import pytest
from walking import open_app, see, settle

import analysis
from dashboard import wording_actor, wording_evidence

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def rows():
    """The counted judgements of the author about Russia or the United States that hold a word with "milit…"."""
    result = analysis.analyse(analysis.read([analysis.seeds_folder()]))
    found = analysis.evidence(result, voice="author")
    found = found[found["actor_id"].isin(["RU", "US"]) & found["text"].str.contains(r"\bmilit", case=False)]
    assert len(found) > 3
    return found


def shown(page):
    """The place and the judgement that are explained."""
    place = page.get_by_text(re.compile(r"^\d+ of \d+$")).inner_text()
    return place, page.locator(".fl-claim").first.inner_text()


def wait_for_place(page, place):
    page.get_by_text(place, exact=True).wait_for(state="visible")
    settle(page)


def test_search_filter_walk_and_download(page, browser, address, rows):
    n = len(rows)
    open_app(page, address, "evidence")
    see(page, wording_evidence.QUESTION)
    box = page.get_by_role("textbox", name="Search in the sentences")
    box.fill("milit")
    box.press("Enter")
    page.wait_for_url(re.compile("find=milit"))
    settle(page)
    for name, actor_id in (("Russia", "RU"), ("United States", "US")):
        page.get_by_role("button", name=name, exact=True).first.click()
        page.wait_for_url(re.compile(f"actor={actor_id}"))
        settle(page)
    page.get_by_text(re.compile(rf"^(All )?{n}( of \d+)? judgements, in")).wait_for(state="visible")
    wait_for_place(page, f"1 of {n}")

    page.locator("h1").click()  # the arrow keys belong to the page, not to the search
    page.keyboard.press("ArrowRight")
    wait_for_place(page, f"2 of {n}")
    page.keyboard.press("ArrowLeft")
    wait_for_place(page, f"1 of {n}")

    table = page.locator("[data-testid=stDataFrame] canvas").first
    box = table.bounding_box()
    third = box["x"] + 200, box["y"] + 36 * 3.5
    # the table knows a click only where the mouse came from
    page.mouse.move(box["x"] + 190, box["y"] + 36 * 2.5)
    page.mouse.move(*third)
    page.wait_for_timeout(300)
    page.mouse.click(*third)  # the third row; from there on by keyboard
    wait_for_place(page, f"3 of {n}")
    page.keyboard.press("ArrowUp")
    wait_for_place(page, f"2 of {n}")
    page.keyboard.press("ArrowDown")
    wait_for_place(page, f"3 of {n}")
    page.wait_for_url(re.compile(r"at=\w+\.\d+\.(RU|US)"))
    explained = shown(page)

    with page.expect_download() as started:
        page.get_by_role("button", name="Download as CSV").click()
    table = list(csv.DictReader(io.StringIO(Path(started.value.path()).read_text(encoding="utf-8-sig"))))
    assert {(row["doc_id"], row["sentence_id"], row["actor_id"]) for row in table} == set(
        zip(rows["doc_id"], rows["sentence_id"].astype(str), rows["actor_id"], strict=True)
    )
    assert {"title", "source", "published", "text", "stance", "voice", "holder"} <= set(table[0])

    other = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    other.goto(page.url)
    other.get_by_text(explained[0], exact=True).wait_for(state="visible")
    settle(other)
    assert shown(other) == explained
    other.context.close()
    settle(page)  # a page that is still being drawn writes its address once more
    page.go_back()
    wait_for_place(page, f"2 of {n}")


def test_from_an_actor_to_every_sentence_behind_it(page, address):
    open_app(page, address, "actor?of=US")
    see(page, wording_actor.QUESTION)
    see(page, re.compile("^United States, in the author's voice: "))
    n = int(re.search(r"of (\d+) sentence", page.locator(".fl-numbers").first.inner_text()).group(1))
    page.get_by_role("link", name="Read every sentence behind this").click()
    see(page, wording_evidence.QUESTION)
    page.get_by_text(re.compile(rf"^All {n} judgements, in")).wait_for(state="visible")
    assert "Toward the United States: " in page.locator(".fl-claim").first.inner_text()

"""What a person sees, in a real browser."""

import re
from urllib.parse import urlsplit

import pytest
from browser_session import serving
from walking import choose, click_cell, open_app, see, settle

from dashboard import wording

pytestmark = pytest.mark.browser


def test_open_filter_open_a_cell_and_find_the_sentence(page, address):
    open_app(page, address, "?voice=all")
    see(page, wording.QUESTION_OVERVIEW)
    see(page, "Five documents in English")
    page.get_by_role("button", name="United States", exact=True).click()
    page.wait_for_url(re.compile("actor=US"))
    choose(page, "Open the evidence of", re.compile("Untitled"))
    choose(page, "toward", "United States")
    sentence = page.locator(".fl-evidence", has_text="reflect the bias and fear")
    sentence.wait_for(state="visible")
    mark = sentence.locator(".fl-s")
    assert mark.bounding_box()["height"] > 10
    assert "underline" in mark.evaluate(
        "e => getComputedStyle(e).textDecorationLine"
    ) or "fl-uncertain" in mark.get_attribute("class")
    assert sentence.locator(".fl-tag").first.inner_text().lstrip("→") == "US"


def test_a_click_on_the_matrix_opens_its_cell(page, address):
    open_app(page, address)
    click_cell(page, 0, 0)
    see(page, re.compile("China in “A new perspective"))
    page.wait_for_url(re.compile("open_actor=CN"))


def test_reload_and_back_show_the_same_view(page, address):
    open_app(page, address)
    choose(page, "Open the evidence of", re.compile("Will China And North Korea"))
    choose(page, "toward", "Russia")
    see(page, re.compile("Russia in “Will China"))
    page.reload()
    see(page, re.compile("Russia in “Will China"))
    page.get_by_role("radio", name="Quoted").click()
    page.wait_for_url(re.compile("voice=reported"))
    settle(page)  # a page that is still being drawn writes its address once more
    page.go_back()
    page.wait_for_function("!location.search.includes('voice=')")
    see(page, re.compile("Russia in “Will China"))
    page.wait_for_function("document.querySelector('[role=radio][aria-checked=true]').innerText === 'Author'")


def test_compare_two_documents_and_find_the_highlighted_sentence(page, address):
    open_app(page, address, "compare")
    see(page, "pairs possible")
    assert page.locator(".fl-doc").count() == 2
    page.get_by_role("radio", name="Whole texts").click()
    page.locator(".fl-text").nth(1).wait_for(state="visible")
    marked = page.locator(".fl-text .fl-s")
    assert marked.count() > 5
    marked.first.scroll_into_view_if_needed()
    assert marked.first.is_visible()
    left, right = (page.locator(".fl-doc").nth(n).bounding_box() for n in (0, 1))
    assert left["x"] + left["width"] <= right["x"]
    assert abs(left["y"] - right["y"]) < 2


HOSTILE = """Hostile <script>window.hit = 1</script> words of Russia

<img src=x onerror="window.hit = 2"> Russia is a **brutal** aggressor, $E=mc^2$ [link](javascript:window.hit=3) \u202egnal\u200bp.

Russia invaded <b>its</b> neighbour. Russia lied. Russia is a threat. Russia 1 < 2 > 0 &amp; more."""


def test_own_text_is_analysed_and_hostile_text_stays_text(page, own_address):
    address = own_address
    open_app(page, address, "documents")
    page.get_by_role("tab", name="Paste a text").click()
    page.get_by_label("Title", exact=True).fill("<img src=x onerror=window.hit=4> My **text**")
    page.get_by_label("Text", exact=True).fill(HOSTILE)
    page.get_by_role("button", name="Add this text").click()
    see(page, "1 document added")
    page.get_by_text("Show the 5 example documents").click()
    see(page, "1 document of your own, and 5 example documents.")
    page.get_by_role("link", name="Overview").click()
    see(page, wording.QUESTION_OVERVIEW)
    choose(page, "Open the evidence of", re.compile("My"))
    choose(page, "toward", "Russia")
    page.locator(".fl-evidence", has_text="aggressor").wait_for(state="visible")
    page.get_by_role("link", name="Compare").click()
    see(page, "pairs possible")
    assert page.evaluate("window.hit") is None
    assert page.locator(".fl-evidence img, .fl-evidence script, .fl-evidence a").count() == 0


def test_an_upload_that_cannot_be_read_is_said_and_the_rest_goes_on(page, own_address):
    open_app(page, own_address, "documents")
    files = [
        {"name": "empty.txt", "mimeType": "text/plain", "buffer": b""},
        {"name": "picture.txt", "mimeType": "text/plain", "buffer": b"\x89PNG\r\n\x1a\n\x00\x00\x00\x00"},
        {
            "name": "good.txt",
            "mimeType": "text/plain",
            "buffer": b"China praised the treaty. China kept its word on Monday.",
        },
    ]
    page.locator("input[type=file]").first.set_input_files(files)
    see(page, "1 document added; 2 not read.")
    rows = page.locator(".fl-came tbody tr")
    assert "added" in rows.filter(has_text="good.txt").inner_text()
    assert "empty" in rows.filter(has_text="empty.txt").inner_text().replace("empty.txt", "")
    assert "picture" in rows.filter(has_text="picture.txt").inner_text().replace("picture.txt", "")


def test_the_removed_blocks_are_shown_with_their_reason(page, address):
    open_app(page, address, "documents")
    choose(page, "Look into", re.compile("Highest-level"))
    see(page, "Taken out before analysis")
    see(page, "Reading Time: < 1 minute")
    settle(page)
    page.get_by_role("button", name="Put back").first.click()
    see(page, "was put back")
    settle(page)
    page.get_by_role("button", name="Take out again").first.click()
    page.wait_for_function("!document.body.innerText.includes('was put back')")


def test_the_app_opens_on_paths_that_are_named(page, tmp_path):
    (tmp_path / "one.txt").write_text(
        "Japan held a vote on Monday. Nothing else happened there.", encoding="utf-8"
    )
    (tmp_path / "two.bin").write_bytes(b"\x00\x01\x02")
    with serving(str(tmp_path)) as started:
        open_app(page, started)
        see(page, "One document")
        see(page, "1 file could not be read")


def test_nothing_is_asked_of_another_machine(page, address):
    hosts = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    open_app(page, address)
    page.wait_for_timeout(2_000)
    assert hosts - {None} <= {"127.0.0.1", "localhost"}

"""Pins in a real browser: three views pinned, presented with the arrow keys, found again by link and by export."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from browser_session import serving
from playwright.sync_api import expect
from walking import choose, open_app, see, settle

from dashboard import wording_pins

pytestmark = pytest.mark.browser


def pin_cell(page, document, actor):
    """Open a cell of Overview and pin it."""
    choose(page, "Open the evidence of", re.compile(document))
    choose(page, "toward", actor)
    see(page, re.compile(f"{actor} in “"))
    settle(page)
    page.get_by_role("button", name=wording_pins.PIN).click()
    see(page, re.compile("Pinned: view"))
    settle(page)


def pin_three(page, address):
    open_app(page, address)
    pin_cell(page, "Untitled", "United States")
    pin_cell(page, "A new perspective", "China")
    page.get_by_role("link", name="Compare").click()
    see(page, "pairs possible")
    settle(page)
    page.get_by_role("button", name=wording_pins.PIN).click()
    see(page, "Pinned: view 3")
    settle(page)


def claim_of(page):
    return page.locator(".fl-slide h1").inner_text()


def press(page, key, place):
    page.keyboard.press(key)
    expect(page.locator(".fl-p-place")).to_have_text(place)
    settle(page)


def fits_the_screen(page):
    return page.evaluate(
        """() => { const s = document.querySelector('.fl-slide');
        return s.scrollHeight <= s.clientHeight + 1 && s.scrollWidth <= s.clientWidth + 1; }"""
    )


def test_pin_three_present_them_reload_elsewhere_and_take_them_to_another_workspace(
    browser, page, own_address, tmp_path
):
    pin_three(page, own_address)
    page.keyboard.press("p")
    expect(page.locator(".fl-p-place")).to_have_text("1 of 3")
    settle(page)
    first = claim_of(page)
    assert "United States" in first
    assert not page.locator("[data-testid=stHeader]").is_visible()
    press(page, "ArrowRight", "2 of 3")
    second = claim_of(page)
    assert second.startswith("China in “")
    press(page, "PageDown", "3 of 3")
    press(page, "ArrowLeft", "2 of 3")
    press(page, "Home", "1 of 3")
    press(page, "End", "3 of 3")
    press(page, "ArrowLeft", "2 of 3")
    page.keyboard.press("n")
    notes = page.locator(".fl-p-notes")
    expect(notes).to_be_visible()
    assert "sha256" in notes.inner_text()
    page.keyboard.press("n")
    expect(notes).to_have_count(0)

    for width, height in ((1280, 720), (3840, 2160)):
        fresh = browser.new_context(viewport={"width": width, "height": height}).new_page()
        fresh.goto(page.url)
        expect(fresh.locator(".fl-slide h1")).to_have_text(second, timeout=60_000)
        expect(fresh.locator(".fl-p-place")).to_have_text("2 of 3")
        assert fits_the_screen(fresh)
        fresh.context.close()

    page.keyboard.press("Escape")
    see(page, "pairs possible")
    assert "present" not in page.url

    page.get_by_role("link", name="Documents").click()
    page.get_by_text("Take it to another computer").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export the workspace").click()
    archive = tmp_path / "workspace.zip"
    download.value.save_as(archive)
    with serving(workspace=tmp_path / "another") as another:
        open_app(page, another, "documents")
        page.get_by_text("Take it to another computer").click()
        page.locator("input[type=file][accept*=zip]").last.set_input_files(archive)
        see(page, re.compile("3 (entries|changes)|added"))
        settle(page)
        page.keyboard.press("p")
        expect(page.locator(".fl-p-place")).to_have_text("1 of 3")
        assert claim_of(page) == first


def test_the_live_view_of_a_pin_is_the_one_that_was_pinned(page, own_address):
    open_app(page, own_address)
    pin_cell(page, "Untitled", "United States")
    page.get_by_role("link", name="Brief").click()
    see(page, wording_pins.QUESTION)
    settle(page)
    page.get_by_role("link", name="Open the view").click()
    see(page, re.compile("United States in “Untitled"))
    see(page, "Pinned: view 1")
    assert parse_qs(urlsplit(page.url).query)["open_actor"] == ["US"]


def test_a_link_of_another_corpus_says_so_before_any_figure(page, own_address):
    open_app(page, own_address, "?actor=US&corpus=0123456789ab")
    see(page, "This link was made with another corpus (0123456789ab)")
    page.reload()
    see(page, "This link was made with another corpus (0123456789ab)")
    settle(page)
    page.get_by_role("button", name="Go on with this corpus").click()
    expect(page.get_by_text("This link was made")).to_have_count(0)
    page.wait_for_url(re.compile(r"corpus=(?!0123456789ab)[0-9a-f]{12}"))


def test_a_claim_that_tries_to_be_html_stays_text_on_screen_and_in_the_brief(page, own_address):
    open_app(page, own_address)
    pin_cell(page, "A new perspective", "China")
    page.get_by_role("link", name="Brief").click()
    see(page, wording_pins.QUESTION)
    settle(page)
    claim = page.get_by_label("Claim of view 1")
    hostile = "<img src=x onerror='window.hit=1'> <script>window.hit=2</script> **China** $x$"
    claim.fill(hostile)
    claim.press("Control+Enter")
    settle(page)
    frame = page.frame_locator("iframe[title='Preview of the brief']")
    expect(frame.locator("p.claim").first).to_contain_text("<img src=x", timeout=30_000)
    assert page.locator("iframe[title='Preview of the brief']").get_attribute("sandbox") == ""
    page.keyboard.press("Escape")
    page.locator("h1").first.click()
    page.keyboard.press("p")
    expect(page.locator(".fl-slide h1")).to_have_text(hostile)
    assert page.evaluate("window.hit") is None

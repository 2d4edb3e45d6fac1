"""Filters, Overview and Compare as a person sees them."""

import re

import pytest
from walking import choose, open_app, see, settle

pytestmark = pytest.mark.browser


def filter_by_source(page, source):
    page.get_by_role("button", name=re.compile("Sources, dates, more")).click()
    page.get_by_role("combobox", name="Sources").wait_for(state="visible")
    choose(page, "Sources", source)
    page.locator("h1").click()  # outside, so that it closes
    settle(page)


def test_the_filters_stand_in_the_address_hold_on_other_pages_and_are_cleared(page, address):
    open_app(page, address)
    filter_by_source(page, "outlet unknown")
    page.wait_for_url(re.compile("source=unknown"))
    see(page, "3 of 5 documents are shown.")
    see(page, "Sources, dates, more (1 set)")
    page.reload()
    see(page, "3 of 5 documents are shown.")
    for name in ("Compare", "Overview", "Compare"):
        page.get_by_role("link", name=name, exact=True).click()
        see(page, "3 of 5 documents are shown.")
        settle(page)  # the address is written when the page is drawn
        page.wait_for_url(re.compile("source=unknown"))
    page.get_by_role("button", name="Clear filters").click()
    page.wait_for_url(lambda url: "source=" not in url)
    page.wait_for_function("!document.body.innerText.includes('documents are shown')")
    settle(page)  # a page that is still being drawn writes its address once more
    page.go_back()
    see(page, "3 of 5 documents are shown.")


def test_what_stands_out_opens_both_texts(page, address):
    open_app(page, address)
    sentence = page.locator(".fl-out").first.inner_text()
    assert re.search(r"is more favourable to .* than .*: \+\d\.\d\d, range \+", sentence)
    page.get_by_role("link", name="Read both").first.click()
    page.wait_for_url(re.compile("compare"))
    see(page, re.compile("A is more favourable to|B is more favourable to"))
    told = re.search(r"\d+ and \d+ sentences", sentence).group()
    assert told in page.locator(".fl-claim").first.inner_text()
    settle(page)
    page.go_back()
    settle(page)
    if "compare" in page.url:  # the page adds its own choices to the link as an entry of its own
        page.go_back()
    see(page, "What stands out")


def test_on_a_phone_the_matrix_is_a_list_and_nothing_is_wider_than_the_page(browser, address):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.set_default_timeout(30_000)
    open_app(page, address)
    page.locator(".fl-phone dt").first.wait_for(state="visible")
    assert page.locator(".st-key-matrix").is_hidden()
    for path in ("", "compare", "compare?by=source", "compare?by=actor"):
        open_app(page, address, path)
        page.wait_for_timeout(500)
        wide = page.evaluate(
            "[...document.querySelectorAll('[data-testid=stMain] *')].filter(e => e.getBoundingClientRect().right > 391"
            " && !e.closest('.fl-wide, [data-testid=stMultiSelect]')).map(e => e.className || e.tagName).slice(0, 5)"
        )
        assert wide == [], path
    context.close()


def test_a_click_among_the_marks_opens_their_cell(page, address):
    open_app(page, address)
    chart = page.locator(".st-key-dots")
    chart.scroll_into_view_if_needed()
    settle(page)
    canvas = chart.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first
    canvas.wait_for(state="visible")
    left = 0.425 * 4
    for _ in range(5):  # a chart that was just drawn does not listen yet
        canvas.scroll_into_view_if_needed()
        box = canvas.bounding_box()
        page.mouse.click(
            box["x"] + box["width"] / (left + 4) * (left + 0.5),
            box["y"] + (0.45 + 0.5) * box["height"] / 5.45,
        )
        page.wait_for_timeout(1_500)
        if page.locator(".fl-claim", has_text="China in “A new perspective").is_visible():
            break
    see(page, re.compile("China in “A new perspective"))
    page.wait_for_url(re.compile("open_actor=CN"))

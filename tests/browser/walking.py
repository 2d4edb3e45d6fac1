"""What a person does in a browser: look, wait, open, choose."""

from playwright.sync_api import TimeoutError


def see(page, text, timeout=30_000):
    page.get_by_text(text).first.wait_for(state="visible", timeout=timeout)


def settle(page):
    """Wait until the script has run and nothing is being drawn anew."""
    page.wait_for_timeout(150)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def open_app(page, address, path=""):
    page.goto(f"{address}/{path}")
    page.locator("h1").wait_for(state="visible")
    settle(page)


def choose(page, label, option):
    wanted = page.get_by_role("option", name=option).first
    for _ in range(10):  # a list that opens while the page is drawn anew closes again
        settle(page)
        page.get_by_role("combobox", name=label, exact=True).press("ArrowDown")
        try:
            wanted.wait_for(state="attached", timeout=2_000)
        except TimeoutError:
            continue
        wanted.dispatch_event("click")
        settle(page)
        return
    raise AssertionError(f"{label} never offered {option}")


def click_cell(page, row, column, n_columns=4):
    """Click on a cell of the matrix; the column of titles is 1.7 of 4 columns wide."""
    canvas = page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first
    canvas.wait_for(state="visible")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    left = 0.425 * n_columns
    x = box["width"] / (left + n_columns) * (left + column + 0.5)
    page.mouse.click(box["x"] + x, box["y"] + (0.45 + row + 0.5) * 92)
    settle(page)


def press_until(page, key, wanted):
    """Press a key until what it leads to is there: one that is pressed while the page is drawn anew is lost."""
    for _ in range(5):
        settle(page)
        page.keyboard.press(key)
        try:
            wanted.wait_for(state="visible", timeout=5_000)
        except TimeoutError:
            continue
        return
    raise AssertionError(f"pressing {key} never led there")

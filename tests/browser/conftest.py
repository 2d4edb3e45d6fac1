"""A dashboard that runs, and a page in a real Chromium."""

import pytest
from browser_session import chromium, find_browser, serving


@pytest.fixture(scope="session")
def browser():
    path = find_browser()
    if path is None:
        pytest.skip("no Chromium was found; install one, or name it in FRAMELENS_BROWSER")
    with chromium(path) as opened:
        yield opened


@pytest.fixture(scope="session")
def address():
    with serving() as started:
        yield started


@pytest.fixture
def own_address():
    """A dashboard of its own, for a test that adds or changes something."""
    with serving() as started:
        yield started


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(30_000)
    yield opened
    context.close()

"""Every page under axe-core, light and dark: what it finds is Streamlit's own and listed here, or a fault of ours."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from walking import open_app, settle

PAGES = {
    "overview": "",
    "an open cell": "?open_doc=746afc0f38d3740b&open_actor=US",
    "compare": "compare",
    "actor": "actor?of=KP",
    "voices": "voices",
    "evidence": "evidence",
    "review": "review",
    "coding": "coding",
    "documents": "documents",
    "brief": "brief",
    "methods": "methods",
}
STREAMLITS_OWN = {
    "empty-table-header": "[role=columnheader]",  # the column of check marks of a table in which rows are chosen
    "presentation-role-conflict": "section",  # the place to drop files on can be focused and says that it is decoration
}
"""axe's rule, and what the element must match to be taken for Streamlit's."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_violation_of_ours(browser, address, scheme):
    page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    page.set_default_timeout(60_000)
    found = []
    for name, path in PAGES.items():
        open_app(page, address, path)
        page.wait_for_timeout(700)
        settle(page)
        for violation in Axe().run(page).response["violations"]:
            for node in violation["nodes"]:
                theirs = STREAMLITS_OWN.get(violation["id"])
                if not (
                    theirs and page.locator(node["target"][0]).first.evaluate(f"e => e.matches('{theirs}')")
                ):
                    found.append(f"{name}: {violation['id']}: {node['html'][:160]}")
    page.close()
    assert not found, "\n".join(found)

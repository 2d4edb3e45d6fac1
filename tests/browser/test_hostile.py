"""Text that tries to be something else is shown as text, on every page."""

import pytest
from browser_session import serving
from walking import open_app, see, settle

import analysis

TITLE = "<img src=x onerror=window.hit=1> **My** $E=mc^2$ [title](javascript:window.hit=2)"
SOURCE = "<script>window.hit=3</script> _Gazette_ :red[x]"
WORDS = (
    "China <img src=x onerror=window.hit=4> is a **brutal** aggressor, $E=mc^2$ and [a link](javascript:window.hit=5), "
    "said <b>Li</b> <script>window.hit=6</script> Wei."
)
MARKS = (
    "\u202eRussia is a brutal threat\u202c and a li\u200bar :material/home: `code` ~~gone~~ &lt;b&gt; # head"
)
PAGES = {
    "": WORDS[30:50],
    "compare": "**My**",
    "actor?of=CN": "<img src=x onerror=window.hit=1> **M",
    "voices?who=author&whom=CN": "author",
    "evidence?voice=all": "**My**",
    "review?voice=all": "brutal",
    "coding": "",
    "documents": "Undo: “<img src=x onerror=window.hit=1> **My**",
    "brief": "Undo: Added “<img src=x onerror=window.hit=1> **My**",
    "methods": "",
}
"""A page, and words that must stand on it as they were written."""


@pytest.fixture(scope="module")
def hostile_address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile") / "workspace"
    with analysis.open_workspace(folder, create=True) as kept:
        for number in (1, 2):
            text = f"{WORDS}\n\n{MARKS}.\n\n{WORDS} Again {number}.\n\nRussia is a brutal aggressor. China kept its word."
            doc = kept.add_text(text, title=f"{TITLE} {number}", source=SOURCE)
        assert "**brutal**" in doc.text  # Markdown stays as it was written
    with serving(workspace=folder) as started:
        yield started


@pytest.mark.parametrize("path", PAGES)
def test_hostile_text_is_text(page, hostile_address, path):
    open_app(page, hostile_address, path)
    settle(page)
    if path == "":
        page.goto(f"{hostile_address}/?open_actor=CN")
        settle(page)
    if PAGES[path]:
        see(page, PAGES[path]) if path not in ("", "evidence?voice=all") else None
    page.wait_for_timeout(500)
    assert page.evaluate("window.hit") is None
    for what in (
        "img[src=x]",
        "a[href^=javascript]",
        ".katex",
        "main b:text-is('Li')",
        "main strong:text-is('My')",
        "em:text-is('Gazette')",
    ):
        assert page.locator(what).count() == 0, what
    assert "window.hit=3" not in [script.text_content() for script in page.locator("script").all()]

"""Makes the README's pictures again: python tests/browser/screenshots.py [FOLDER]."""

import itertools
import sys
from pathlib import Path

from browser_session import ROOT, chromium, find_browser, serving

VIEWS = {
    "overview": "?open_doc=746afc0f38d3740b&open_actor=US",
    "compare": "compare?with=746afc0f38d3740b&with=af6c473f15c90934&about=KP&view=text",
    "voices": "voices?who=other+voices&whom=KP",
    "actor": "actor?of=KP&voice=all",
    "evidence": "evidence?find=%22north+korea%22&judged=unfavourable&voice=all",
    "review": "review",
    "coding": "coding",
    "overview-sources": "?rows=source",
    "compare-sources": "compare?by=source",
    "compare-actors": "compare?by=actor",
    "brief": "brief",
    "documents": "documents?look=360a07ad7d274b16",
    "methods": "methods",
}
IN_README = ("overview", "compare", "voices")
WIDTHS = {1280: "", 1920: "-wide", 800: "-narrow"}
"""Widths of the window, and what the name of a picture ends with."""


def main() -> int:
    """Write the pictures of the README, or all views, light and dark, three widths, into a folder that is named."""
    path = find_browser()
    if path is None:
        print("no Chromium was found; install one, or name it in FRAMELENS_BROWSER", file=sys.stderr)
        return 2
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dashboard" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    everything = len(sys.argv) > 1
    schemes, widths, names = (
        (("light", "dark"), WIDTHS, VIEWS) if everything else (("light",), {1280: ""}, IN_README)
    )
    with serving() as address, chromium(path) as browser:
        for scheme, width, name in itertools.product(schemes, widths, names):
            page = browser.new_page(viewport={"width": width, "height": 1250}, color_scheme=scheme)
            page.goto(f"{address}/{VIEWS[name]}")
            page.locator("h1").wait_for(state="visible")
            page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
            page.wait_for_timeout(1_500)
            target = folder / (f"{name}-{scheme}{widths[width]}.png" if everything else f"{name}.png")
            page.screenshot(path=target)
            page.close()
            print(target)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

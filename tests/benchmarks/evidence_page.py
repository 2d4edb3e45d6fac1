"""How long the page Evidence takes to redraw with many rows: python tests/benchmarks/evidence_page.py [ROWS].

The tables of the five seeds are repeated under other ids until there are ROWS
judgements (100,000 if none are named), and shown by the dashboard in a real
browser. Timed is from the input to the count, the judgement and the place that belong to it.
"""

import sys
import tempfile
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent.parent / "browser"))

import browser_session
from browser_session import chromium, find_browser, serving

PAGE = '''
"""The dashboard on repeated tables."""
import dataclasses
import runpy
import pandas as pd
import streamlit as st
import analysis
from dashboard import data

@st.cache_resource
def repeated():
    result = analysis.analyse(analysis.read([analysis.seeds_folder()]))
    times = -(-{rows} // len(result.stances))
    def repeat(table):
        return pd.concat([table.assign(doc_id=table["doc_id"] + f".{{n}}") for n in range(times)], ignore_index=True)
    names = ("documents", "removed", "sentences", "mentions", "stances", "titles", "framing")
    return dataclasses.replace(result, **{{name: repeat(getattr(result, name)) for name in names}})

data._kept().results["repeated"] = ("repeated", repeated())
data.current_result = repeated
data.current_fingerprint = lambda: "repeated"
runpy.run_path({app!r}, run_name="__main__")
'''

ROUNDS = 3
COUNT = "document.querySelector('.fl-numbers b')?.innerText ?? ''"


def main() -> int:
    """Print what each change took, five times each."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    path = find_browser()
    if path is None:
        print("no Chromium was found; install one, or name it in FRAMELENS_BROWSER", file=sys.stderr)
        return 2
    app = browser_session.APP
    with tempfile.TemporaryDirectory() as folder:
        started = Path(folder) / "app.py"
        for name in ("app_pages", ".streamlit"):
            (Path(folder) / name).symlink_to(app.parent / name)
        started.write_text(PAGE.format(rows=rows, app=str(app)), encoding="utf-8")
        browser_session.APP = started
        with serving() as address, chromium(path) as browser:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.set_default_timeout(120_000)
            begin = perf_counter()
            page.goto(f"{address}/evidence?voice=all")
            page.wait_for_function(f"{COUNT}.includes('judgements')")
            print(f"first opening: {perf_counter() - begin:.2f} s, {page.evaluate(COUNT)}")
            shown: dict[str, str] = {}
            for turn in range(
                ROUNDS + 2
            ):  # the first settles what is open, the second tells what will be shown
                for what, act in CHANGES.items():
                    page.wait_for_timeout(4_000 if turn < 2 else 1_500)
                    begin = perf_counter()
                    act(page)
                    if turn < 2:
                        page.wait_for_timeout(6_000)
                        shown[what] = page.evaluate(SHOWN)
                        continue
                    page.wait_for_function(f"wanted => {SHOWN} === wanted", arg=shown[what], polling=20)
                    print(f"{what}: {perf_counter() - begin:.2f} s")
    return 0


SHOWN = "[...document.querySelectorAll('.fl-numbers, .fl-claim')].map(e => e.innerText).join('|')"


def _search(words):
    def act(page):
        box = page.get_by_role("textbox", name="Search in the sentences")
        box.fill(words)
        box.press("Enter")

    return act


CHANGES = {
    "search": _search('sanctions "north korea"'),
    "search taken back": _search(""),
    "actor": lambda page: page.get_by_role("button", name="Russia").first.click(),
    "actor taken back": lambda page: page.get_by_role("button", name="Russia").first.click(),
    "label": lambda page: page.get_by_role("button", name="− unfavourable").click(),
    "label taken back": lambda page: page.get_by_role("button", name="− unfavourable").click(),
    "voice": lambda page: page.get_by_role("radio", name="Quoted").click(),
    "voice taken back": lambda page: page.get_by_role("radio", name="All voices").click(),
    "next row": lambda page: page.get_by_role("button", name="Next").click(),
}


if __name__ == "__main__":
    raise SystemExit(main())

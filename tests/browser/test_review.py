"""The pages Review and Coding in a real browser: by keyboard, found again after a reload, nothing lost when the server is killed."""

import re
import signal
import subprocess
import sys
import time

import pytest
from browser_session import ROOT, launched, serving
from playwright.sync_api import expect
from walking import choose, open_app, press_until, see, settle

import analysis
from analysis import review

pytestmark = pytest.mark.browser

ANA = tuple("1a2a3q2a1a3a2q2a3q1a2a2a3q2q1a2a4z2a3a2q"[at : at + 2] for at in range(0, 40, 2))
LI = tuple("1a2a3q3q1a3a2q2a3q1a2a1a3q2q1a2a2a2a3a2q"[at : at + 2] for at in range(0, 40, 2))
"""Stance and voice of twenty sentences, as keys."""


def name(page, who):
    """Type a name and let go of the field."""
    box = page.get_by_role("textbox", name="Your name")
    box.fill(who)
    box.press("Enter")
    settle(page)
    page.locator("h1").click()  # the field may still have the cursor where the page was drawn anew meanwhile
    page.wait_for_function("document.activeElement.tagName !== 'INPUT'")


def progress(page):
    return page.locator("[data-testid=stProgress]").inner_text().split("\n")[0]


def press(page, key):
    """Press a key and wait until the progress is another; returns the seconds that it took."""
    before, start = progress(page), time.monotonic()
    page.keyboard.press(key)
    page.wait_for_function(
        "before => document.querySelector('[data-testid=stProgress]').innerText.split('\\n')[0] !== before",
        arg=before,
    )
    took = time.monotonic() - start
    settle(page)
    return took


def open_cell(page, address, document, actor):
    open_app(page, address)
    choose(page, "Open the evidence of", document)
    choose(page, "toward", actor)
    claim = page.locator(".fl-claim", has_text=re.compile(f"^{actor} in "))
    claim.wait_for(state="visible")
    return claim.inner_text()


def test_ten_sentences_are_reviewed_by_keyboard_three_undone_and_all_is_found_again(page, tmp_path):
    document = re.compile("^A new perspective")
    with serving(workspace=tmp_path / "w") as address:
        before = open_cell(page, address, document, "China")
        doc_id = re.search("open_doc=([0-9a-f]+)", page.url).group(1)
        open_app(page, address, f"review?doc={doc_id}&actor=CN&queue=clearest")
        name(page, "Ana")
        took = [press(page, key) for key in ["3"] * 8 + ["a", "Enter"]]
        print("seconds from key to redraw:", ", ".join(f"{one:.2f}" for one in took))
        assert progress(page).startswith("10 of ")
        see(page, "10 of 181 sentence judgements reviewed by Ana.")
        for _ in range(3):
            press(page, "u")
        assert progress(page).startswith("7 of ")
        after = open_cell(page, address, document, "China")
        assert after != before
        see(page, re.compile(r"\d+ of \d+ sentences reviewed; before review: "))
        see(page, re.compile("7 of 181 sentence judgements reviewed by Ana"))
        open_app(page, address, f"review?doc={doc_id}&actor=CN&queue=clearest")
        assert progress(page).startswith("7 of ")
        expect(page.get_by_role("textbox", name="Your name")).to_have_value("Ana")
        page.get_by_text("Show what was reviewed (7 answers)").click()
        page.locator("[data-testid=stDataFrame]").first.wait_for(state="visible")
    with analysis.open_workspace(tmp_path / "w") as kept:
        assert len(review.read_reviews(kept)) == 7


def test_no_key_answers_while_a_field_has_the_cursor_and_a_held_key_answers_once(page, own_address):
    open_app(page, own_address, "review")
    name(page, "Ana")
    start = progress(page)
    page.keyboard.press("h")
    page.wait_for_function("document.activeElement.tagName === 'INPUT'")
    page.keyboard.type("a31x")
    settle(page)
    assert progress(page) == start
    expect(page.get_by_role("textbox", name="Whose view is it?")).to_have_value("a31x")
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement === document.body")
    page.keyboard.down("3")
    for _ in range(6):
        page.keyboard.down("3")  # as a keyboard repeats a key that is held
    page.keyboard.up("3")
    settle(page)
    page.wait_for_timeout(500)
    assert progress(page).startswith("1 of ")


def test_two_coders_code_twenty_blind_decide_and_read_the_alpha_of_the_command(page, tmp_path):
    with serving(workspace=tmp_path / "w") as address:
        open_app(page, address, "coding")
        name(page, "Ana")
        number = page.get_by_role("spinbutton", name="Sentences")
        number.fill("20")
        number.press("Tab")
        page.get_by_role("button", name="Draw the sample").click()
        see(page, "0 of 20 coded")
        settle(page)
        for who, answers in (("Ana", ANA), ("Li", LI)):
            name(page, who)
            page.locator(".fl-review").wait_for(state="visible")
            assert page.locator(".fl-review .fl-s, .fl-bars").count() == 0  # nothing of the machine
            for stance, voice in answers[:-1]:
                page.keyboard.press(stance)
                page.locator(".st-key-answers-coding-label button[kind=primary]").wait_for(state="visible")
                press(page, voice)
            page.keyboard.press(answers[-1][0])
            page.locator(".st-key-answers-coding-label button[kind=primary]").wait_for(state="visible")
            page.keyboard.press(answers[-1][1])
            see(page, "All 20 are coded.")
        page.get_by_role("radio", name="Differences").click()
        see(page, "3 sentences answered differently, 0 decided.")
        settle(page)
        name(page, "Mo")
        settle(page)
        for stance, voice, n in (("3", "q", 1), ("2", "", 2), ("2", "a", 3)):
            told = page.get_by_text(f"3 sentences answered differently, {n} decided.").first
            chosen = page.locator(".st-key-answers-deciding-label button[kind=primary]")
            press_until(page, stance, chosen if voice else told)
            if voice:
                press_until(page, voice, told)
            settle(page)
        page.get_by_role("radio", name="Agreement").click()
        claim = page.locator(".fl-claim", has_text="agree on stance")
        claim.wait_for(state="visible")
        shown = re.search(r"alpha (−?[01]\.\d\d) ", claim.inner_text()).group(1)
        see(page, "20 of 20 sentences coded by Ana and Li; 20 settled, 3 of them decided by a person")
    told = subprocess.run(
        [sys.executable, "-m", "analysis", "agree", str(tmp_path / "w")],
        capture_output=True, text=True, check=True, cwd=ROOT,
    ).stdout  # fmt: skip
    printed = re.search(r"all coders +stance +all +n = \d+ +(\S+)", told).group(1)
    assert float(printed.replace("−", "-")) == pytest.approx(float(shown.replace("−", "-")), abs=0.0051)


def test_a_killed_server_loses_no_answer_that_was_shown_as_given(page, tmp_path):
    with launched(workspace=tmp_path / "w") as (address, process):
        open_app(page, address, "review")
        name(page, "Ana")
        for key in ("3", "1", "a", "x"):
            press(page, key)
        shown = int(progress(page).split()[0])
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=20)
    with analysis.open_workspace(tmp_path / "w") as kept:
        said = review.read_reviews(kept)
    assert len(said) == shown == 4
    with serving(workspace=tmp_path / "w") as address:
        open_app(page, address, "review")
        assert progress(page).startswith("4 of ")

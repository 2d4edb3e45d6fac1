"""The page Documents in a real browser: drop, correct, undo, and find it again after the server was started anew."""

import re

import pytest
from browser_session import serving
from mixed_files import TITLES, mixed_files
from playwright.sync_api import TimeoutError, expect
from walking import choose, open_app, see, settle

from dashboard import wording

pytestmark = pytest.mark.browser

ROW, HEADER = 35, 35  # pixels of the table


def drop(page, files):
    """Drop files on the page, as from a file manager."""
    page.locator("input[type=file]").first.set_input_files(
        [{"name": name, "mimeType": mime, "buffer": content} for name, (mime, content) in files.items()]
    )


def type_into_cell(page, row, text, left=80):
    """Click a cell of a row, press Enter, and type over it. left: pixels from the table's edge; at first stands the title."""
    table = page.locator("[data-testid=stDataFrame] canvas").first
    table.scroll_into_view_if_needed()
    settle(page)
    for _ in range(10):  # a table that is drawn anew lets go of the cell
        box = table.bounding_box()
        page.mouse.click(box["x"] + left, box["y"] + HEADER + ROW * (row + 0.5))
        page.wait_for_timeout(300)
        page.keyboard.press("Enter")
        try:
            page.wait_for_selector("#portal textarea:focus, #portal input:focus", timeout=3_000)
            break
        except TimeoutError:
            page.keyboard.press("Escape")
    page.keyboard.press("Control+A")
    page.keyboard.type(text, delay=50)
    page.wait_for_timeout(400)  # faster than a hand, Enter comes before the last letters are taken up
    page.keyboard.press("Enter")
    settle(page)


def test_drop_files_fix_a_title_undo_redo_and_find_it_after_a_restart(page, tmp_path):
    workspace = tmp_path / "workspace"
    with serving(workspace=workspace) as address:
        open_app(page, address, "documents")
        drop(page, mixed_files())
        see(page, "4 documents added; 1 not read.")
        page.get_by_role("button", name="Add these 2 rows").click()
        see(page, "6 documents added; 1 not read.")
        rows = page.locator(".fl-came tbody tr")
        expect(rows).to_have_count(len(mixed_files()))
        for name in mixed_files():
            assert rows.filter(has_text=name).count() == 1
        expect(rows.filter(has_text="broken.pdf")).to_contain_text("not read")
        expect(rows.filter(has_text="export.csv")).to_contain_text("added: 2 documents")
        for name, title in TITLES.items():
            expect(rows.filter(has_text=name)).to_contain_text(title)
        see(page, "The example documents are hidden from now on")

        type_into_cell(page, 0, "A title put right")
        undo = page.get_by_role("button", name="Undo: title of “A title put right” changed")
        undo.wait_for(state="visible")
        undo.click()
        redo = page.get_by_role("button", name=f"Redo: title of “{TITLES['wire.txt']}” changed")
        redo.wait_for(state="visible")
        redo.click()
        undo.wait_for(state="visible")

        page.get_by_role("link", name="Overview").click()
        see(page, wording.QUESTION_OVERVIEW)
        settle(page)
        page.wait_for_function(
            "[...document.querySelectorAll('[aria-label]')].some(e => e.getAttribute('aria-label').includes('A title put right'))"
        )
    with serving(workspace=workspace) as address:
        open_app(page, address)
        choose(page, "Open the evidence of", "A title put right")
        open_app(page, address, "documents")
        see(page, "6 documents of your own; 5 example documents hidden.")


def test_cells_are_typed_one_after_another_and_a_wrong_date_is_said(page):
    with serving() as address:
        open_app(page, address, "documents")
        type_into_cell(page, 0, "First")
        type_into_cell(page, 2, "Third")
        page.get_by_role("button", name="Undo: title of “Third” changed").wait_for(state="visible")
        type_into_cell(page, 0, "last week", left=270 + 130 + 40)
        see(page, re.compile("Not kept as date in row 1: “last week” is no date"))
        page.get_by_role("button", name="Undo: title of “Third” changed").wait_for(state="visible")


def test_a_whole_folder_is_read(page, tmp_path):
    folder = tmp_path / "texts"
    (folder / "inner").mkdir(parents=True)
    for name, (_, content) in mixed_files().items():
        (folder / ("inner" if name.endswith("html") else "") / name).write_bytes(content)
    (folder / ".hidden").write_bytes(b"x")
    (folder / "sources.toml").write_text('["wire.txt"]\nsource = "Told beside it"\n', encoding="utf-8")
    with serving() as address:
        open_app(page, address, "documents")
        page.get_by_role("tab", name="A folder").click()
        page.locator("input[type=file][webkitdirectory]").set_input_files(folder)
        see(page, re.compile("4 documents added; 1 not read"))
        see(page, "Which column holds what? texts/export.csv, 2 rows")
        page.get_by_role("button", name="Add these 2 rows").click()
        see(page, re.compile("6 documents added; 1 not read"))
        page.get_by_text("texts/inner/page.html").first.wait_for(state="visible")


def test_a_known_outlet_is_accepted_and_the_workspace_exported(page, tmp_path):
    with serving() as address:
        open_app(page, address, "documents")
        drop(page, {"page.html": mixed_files()["page.html"]})
        see(page, "country RU, control state")
        page.get_by_role("button", name="Accept", exact=True).click()
        page.get_by_role("button", name=re.compile("Undo: country of “Moscow thanks")).wait_for(
            state="visible"
        )
        settle(page)  # a page that is drawn anew closes what was opened, and forgets a click
        page.get_by_text("Take it to another computer").first.click()
        page.get_by_role("button", name="Export the workspace").wait_for(state="visible")
        settle(page)
        with page.expect_download() as download:
            page.get_by_role("button", name="Export the workspace").click()
        download.value.save_as(tmp_path / "w.zip")
    with serving() as address:
        open_app(page, address, "documents")
        page.get_by_text("Take it to another computer").first.click()
        page.get_by_text("Import an exported workspace").wait_for(state="visible")
        page.locator("input[type=file]").nth(2).set_input_files(tmp_path / "w.zip")
        see(page, re.compile("3 entries taken in"))
        see(page, "1 document of your own; 5 example documents hidden.")

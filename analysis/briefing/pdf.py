"""Brief → PDF: its HTML, printed by a Chromium that is found on the machine and reaches no network."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from analysis.briefing.html import write_html
from analysis.briefing.records import Brief
from analysis.errors import RequestError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
BY_HAND = "write the brief as .html, open it in a browser and print it to PDF (A4 or Letter, with background graphics)"
_SECONDS = 180
_FLAGS = (
    "--headless", "--disable-gpu", "--disable-extensions", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--no-first-run", "--no-default-browser-check", "--no-pdf-header-footer",
    "--generate-pdf-document-outline", "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip


def find_browser() -> str | None:
    """The path of a Chromium: named in FRAMELENS_BROWSER, on the PATH, or where systems keep it."""
    if named := os.environ.get("FRAMELENS_BROWSER"):
        return shutil.which(named)
    on_path = filter(None, map(shutil.which, BROWSERS))
    return next(on_path, None) or next((path for path in _ELSEWHERE if Path(path).is_file()), None)


def write_pdf(brief: Brief) -> bytes:
    """The printed page. Raises RequestError, which says how to print by hand, where no Chromium does it."""
    browser = find_browser()
    if browser is None:
        raise RequestError(f"brief: no Chromium or Chrome was found for a PDF; {BY_HAND}.")
    with tempfile.TemporaryDirectory(prefix="framelens-", ignore_cleanup_errors=True) as folder:
        page, printed = Path(folder, "brief.html"), Path(folder, "brief.pdf")
        page.write_text(write_html(brief, is_interactive=False), encoding="utf-8")
        command = [
            browser,
            *_FLAGS,
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={printed}",
            page.as_uri(),
        ]
        if sys.platform != "win32" and os.geteuid() == 0:  # Chromium's sandbox refuses to run as root
            command.insert(1, "--no-sandbox")
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise RequestError(
                f"brief: {browser} did not print ({type(error).__name__}); {BY_HAND}."
            ) from None
        if not printed.is_file():
            raise RequestError(f"brief: {browser} printed nothing; {BY_HAND}.")
        return _dated(printed.read_bytes(), brief.date)


def _dated(pdf: bytes, date: str) -> bytes:
    """The PDF with the brief's date in place of the minute of printing, so that it is the same at every run."""
    day = f"D:{date.replace('-', '')}000000".encode()
    return re.sub(rb"D:\d{14}", day, pdf)

"""The dashboard as a process of its own, and a real Chromium that opens it."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
APP = ROOT / "dashboard" / "app.py"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find_browser() -> str | None:
    """The path of a Chromium, from FRAMELENS_BROWSER or from the PATH."""
    return os.environ.get("FRAMELENS_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def serving(*paths: str, workspace: Path | None = None) -> Iterator[str]:
    """The address of a dashboard that runs on these paths (none: the seeds), with a workspace (none: an empty one)."""
    with launched(*paths, workspace=workspace) as (address, _):
        yield address


@contextmanager
def launched(*paths: str, workspace: Path | None = None) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """As `serving`, with the process, for a test that ends it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(APP),
        "--server.port",
        str(port),
        "--server.headless",
        "true",
    ]
    fresh = tempfile.TemporaryDirectory(prefix="framelens-browser-", ignore_cleanup_errors=True)
    environment = {**os.environ, "FRAMELENS_WORKSPACE": str(workspace or fresh.name)}
    process = subprocess.Popen(
        [*command, "--", *paths],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            if process.poll() is not None:
                raise RuntimeError(f"the dashboard ended: {process.stdout.read() if process.stdout else ''}")
            try:
                with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                    break
            except OSError:
                time.sleep(0.25)
        yield address, process
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:  # it is in the middle of something long
            process.kill()
            process.wait(timeout=20)
        fresh.cleanup()


@contextmanager
def chromium(browser_path: str) -> Iterator["object"]:
    """A headless Chromium that asks nobody for anything."""
    from playwright.sync_api import sync_playwright

    quiet = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=quiet)
        yield browser
        browser.close()

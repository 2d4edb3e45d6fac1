"""No test touches what a person keeps. Laws are tried on the same generated texts at every run.

FRAMELENS_EXPLORE=1 tries new and more ones.
"""

import os
import tempfile

import pytest
from hypothesis import settings

# Where programs keep their data, for this run and all that it starts; no workspace is named but by a test.
_HOME = tempfile.TemporaryDirectory(prefix="framelens-tests-", ignore_cleanup_errors=True)
os.environ["XDG_DATA_HOME"] = _HOME.name
os.environ.pop("FRAMELENS_WORKSPACE", None)


@pytest.fixture
def workspace_folder(tmp_path, monkeypatch):
    """An empty place for a workspace that the dashboard under AppTest opens, and no other test sees."""
    from dashboard import data

    folder = tmp_path / "workspace"
    monkeypatch.setenv("FRAMELENS_WORKSPACE", str(folder))
    data.opened.clear()
    yield folder
    data.opened().workspace.close()
    data.opened.clear()


settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=1_000, deadline=None)
settings.load_profile("explore" if os.environ.get("FRAMELENS_EXPLORE") else "same")

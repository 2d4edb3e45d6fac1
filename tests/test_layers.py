"""The walls of the house: who may import whom."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# top to bottom; a module may import those above it in the list, and never a twin on its own line
LAYERS = [
    {"errors", "types"},
    {"tables", "language"},
    {"alpha", "ingest", "stories", "sentences", "actors", "voice", "tone", "stance", "framing", "evidence"},
    {"references"},
    {"comparison", "speakers", "sensitivity", "batch"},
    {"engine"},
    {"pipeline", "workspace"},
    {"describing", "evaluation", "fingerprinting", "joining", "store"},
    {"review"},
    {"attributed", "bundled", "explaining", "keywords", "narrowing", "periods"},
    {"overlap", "rechecking"},
    {"briefing"},
    {"training"},
    {"__init__"},
    {"cli_agree", "cli_store"},
    {"cli_corpus"},
    {"cli"},
    {"__main__"},
]


def layer_of(module):
    return next(number for number, names in enumerate(LAYERS) if module in names)


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module in ("analysis", "dashboard"):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            else:
                yield node.module


ANALYSIS = sorted((ROOT / "analysis").rglob("*.py"))
DASHBOARD = sorted((ROOT / "dashboard").rglob("*.py"))


def room_of(path):
    parts = path.relative_to(ROOT / "analysis").with_suffix("").parts
    return parts[0]


@pytest.mark.parametrize("path", ANALYSIS, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_imports_only_from_above(path):
    room = room_of(path)
    for name in imports_of(path):
        top, _, rest = name.partition(".")
        assert top not in ("streamlit", "altair", "dashboard"), f"{path.name} imports {name}"
        if top != "analysis":
            continue
        target = rest.split(".")[0] or "__init__"
        if target == room:
            continue
        if not any(target in names for names in LAYERS):
            target = "__init__"  # a name of the public API
        assert layer_of(target) < layer_of(room), f"{room} imports {target}"


@pytest.mark.parametrize("path", DASHBOARD, ids=lambda p: str(p.relative_to(ROOT)))
def test_the_dashboard_imports_only_public_names(path):
    import analysis

    for name in imports_of(path):
        if name.startswith("analysis."):
            assert name.split(".")[1] in analysis.__all__, f"{path.name} imports {name}"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "analysis"
    }
    assert used <= {*analysis.__all__, "__version__"}


def test_charts_and_words_know_nothing_of_streamlit():
    for name in (
        *("charts", "charts_pinned", "highlight", "pinned_figures", "slide"),
        *("wording", "wording_documents", "wording_holders", "wording_pins"),
        *("wording_agreement", "wording_codes", "wording_coding", "wording_exchange", "wording_review"),
    ):
        assert "streamlit" not in set(imports_of(ROOT / "dashboard" / f"{name}.py"))


def test_only_the_files_of_data_cache():
    for path in DASHBOARD:
        if not path.name.startswith("data"):
            assert "st.cache" not in path.read_text(encoding="utf-8"), path


def test_importing_runs_nothing():
    # The dashboard's and the training's, and libraries that serve one format each: these are slow to load.
    later = (
        "streamlit torch courlan cryptography dateparser docx feedparser ftfy htmldate justext lxml olefile openpyxl PIL pptx pypdf "
        "striprtf tld trafilatura urllib3 xlrd vl_convert"
    )
    code = "import sys, analysis; print(*sorted(set(sys.modules) & set(sys.argv[1:])))"
    command = [sys.executable, "-c", code, *later.split()]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("", "")


def test_files_fit_on_a_few_screens():
    for path in [*ANALYSIS, *DASHBOARD]:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 320, path

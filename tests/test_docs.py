"""The README is true: its code runs, its commands exist, every command and format stands in it."""

import re
import tomllib
from pathlib import Path

import pytest

from analysis.cli import _parser

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_session_runs(capsys):
    (code,) = re.findall(r"```python\n(.*?)```", README, flags=re.S)
    exec(compile(code, "README.md", "exec"), {})
    out = capsys.readouterr().out
    assert "favourable" in out
    assert "bullied" in out


def test_every_command_is_documented_and_every_documented_command_exists():
    commands = set(_parser()._subparsers._group_actions[0].choices)
    documented = set(re.findall(r"framelens (\w+)", README))
    assert commands == documented & commands
    assert documented <= commands


@pytest.mark.parametrize("line", [line for line in README.splitlines() if line.startswith("framelens ")])
def test_the_options_of_documented_commands_exist(line):
    _parser().parse_args(line.split()[1:])


@pytest.mark.parametrize("name", re.findall(r"\]\((\w[\w./-]+)\)", README) + re.findall(r"`((?:analysis|dashboard|seeds|tests)/[\w./]+)`", README))  # fmt: skip
def test_files_that_the_readme_names_exist(name):
    assert (ROOT / name.rstrip("/")).exists()


def test_both_commands_use_the_tested_versions_and_stand_for_two_systems():
    for what in ("dashboard", "tests"):
        for system in ("Linux and macOS", "Windows"):
            command = README.split(f"<!-- {what}: {system} -->")[1].split("```")[1]
            assert "-c constraints.txt" in command
            assert "venv" in command


def test_constraints_hold_versions_only():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line) for line in pinned)
    names = {line.split("==")[0].lower().replace("_", "-") for line in pinned}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["test"]
    assert {re.split(r"[\[><=]", name)[0].lower().replace("_", "-") for name in wanted} <= names


def test_the_seeds_are_kept_byte_for_byte():
    shared = ROOT.parent / "shared" / "seeds"
    if not shared.is_dir():
        pytest.skip("the folder that the seeds came from is not beside the project")
    originals = sorted(shared.glob("*.txt"))
    assert len(originals) == 5
    for original in originals:
        assert (ROOT / "seeds" / original.name).read_bytes() == original.read_bytes()


def test_the_readme_lists_every_format_that_is_read():
    from analysis.ingest.formats import READERS

    listed = set(re.findall(r"^\| `([^`]+)` \|", README, flags=re.M))
    assert listed == set(READERS) - {"not read yet"}

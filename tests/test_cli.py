import io
import json
import os
import subprocess
import sys

import pandas as pd
import pytest

import analysis
from analysis.cli import main
from analysis.tables import COLUMNS

SEEDS = str(analysis.seeds_folder())


def run(capsys, *arguments):
    code = main(list(arguments))
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize(
    "table",
    [
        "documents",
        "removed",
        "sentences",
        "mentions",
        "stances",
        "titles",
        "framing",
        "source_framing",
        "speakers",
        "evidence",
    ],
)
def test_score_writes_each_table_as_csv(capsys, table):
    code, out, err = run(capsys, "score", SEEDS, "--table", table)
    assert code == 0
    assert list(pd.read_csv(io.StringIO(out)).columns) == list(COLUMNS[table])
    assert "Five documents in English" in err


def test_framing_is_the_default_and_quiet_is_quiet(capsys):
    code, out, err = run(capsys, "score", SEEDS, "--quiet")
    assert code == 0
    assert len(out.splitlines()) == 5 * 4 * 3 + 1
    assert err == ""


@pytest.mark.parametrize("table", ["framing", "stances", "evidence", "speakers", "documents"])
def test_a_table_in_one_voice(capsys, table):
    n = {}
    for voice in ("author", "reported", "all"):
        code, out, _ = run(capsys, "score", SEEDS, "--table", table, "--voice", voice, "--quiet")
        rows = pd.read_csv(io.StringIO(out), keep_default_na=False)
        n[voice] = len(rows)
        assert code == 0
        if "voice" in rows and (voice != "all" or table == "framing"):
            assert set(rows["voice"]) == {voice}
        if "holder" in rows and voice == "reported":
            assert not set(rows["holder"]) & {"", "author"}
    assert n["all"] == (n["author"] if table in ("framing", "documents") else n["author"] + n["reported"])


def test_json_lines_and_parquet_hold_the_same_rows(capsys, tmp_path):
    _, out, _ = run(capsys, "score", SEEDS, "--format", "jsonl", "--quiet")
    rows = [json.loads(line) for line in out.splitlines()]
    target = tmp_path / "framing.parquet"
    code, _, _ = run(capsys, "score", SEEDS, "--format", "parquet", "-o", str(target), "--quiet")
    assert code == 0
    assert list(pd.read_parquet(target)["verdict"]) == [row["verdict"] for row in rows]
    assert any(row["stance"] is None for row in rows)


def test_compare_says_how_many_pairs_there_are(capsys):
    code, out, err = run(capsys, "compare", SEEDS, "--by", "document")
    assert code == 0
    assert "40 pairs possible" in err
    assert len(pd.read_csv(io.StringIO(out))) == 40


def test_a_bad_file_among_good_ones_is_one_line_and_the_rest_goes_on(capsys, tmp_path):
    (tmp_path / "good.txt").write_text("China praised the treaty and kept its word.", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    code, out, err = run(capsys, "score", str(tmp_path), "--table", "documents")
    assert code == 0
    assert len(pd.read_csv(io.StringIO(out))) == 1
    (line,) = [line for line in err.splitlines() if "empty.txt" in line]
    assert line.startswith("framelens: ")


def test_a_path_that_was_named_and_cannot_be_read_ends_with_2(capsys, tmp_path):
    (tmp_path / "good.txt").write_text("China praised the treaty and kept its word.", encoding="utf-8")
    code, out, err = run(
        capsys, "score", str(tmp_path / "good.txt"), str(tmp_path / "missing.txt"), "--quiet"
    )
    assert code == 2
    assert "missing.txt" in err
    assert len(out.splitlines()) == 13


def test_an_address_is_fetched_only_when_told(capsys, monkeypatch, tmp_path):
    (tmp_path / "good.txt").write_text("China praised the treaty and kept its word.", encoding="utf-8")
    asked = []

    def fetch(address):
        asked.append(address)
        if "bad" in address:
            raise analysis.DocumentError(address, "", "the site answered 403", "save the page")
        return [analysis.document("Russia broke the treaty.", address=address)]

    monkeypatch.setattr(analysis, "fetch", fetch)
    paths = ["https://news.example/a", str(tmp_path), "https://bad.example/b", "https://news.example/a"]
    code, out, err = run(capsys, "score", *paths, "--table", "documents", "--quiet")
    assert (code, asked, len(out.splitlines())) == (2, [], 2)
    assert "https://news.example/a: this is a web address" in err
    assert "add --fetch to the command" in err
    code, out, err = run(capsys, "score", *paths, "--table", "documents", "--quiet", "--fetch")
    assert (code, asked) == (2, ["https://news.example/a", "https://bad.example/b"])
    assert err == "framelens: https://bad.example/b: the site answered 403; save the page.\n"
    assert list(pd.read_csv(io.StringIO(out))["address"]) == ["unknown", "https://news.example/a"]
    code, _, err = run(capsys, "score", "https://news.example/a", "--fetch")
    assert code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["score", "no-such-folder"], "No document could be read"),
        (["score", SEEDS, "--actors", "no-such.toml"], "no-such.toml"),
        (["score", SEEDS, "--quiet", "-o", "no-such-folder/x.csv"], "cannot be written"),
        (["actors", "--check", "no-such.toml"], "no-such.toml"),
        (["serve", "no-such-file"], "no such file"),
        (["serve", "https://news.example/"], "save the page and name its file"),
        (["score", "https://news.example/"], "--fetch"),
        (["score", "https://127.0.0.1/", "--fetch"], "not on the public internet"),
        (["evaluate", "no-such.jsonl"], "no-such.jsonl"),
    ],
)
def test_a_persons_mistake_is_one_line_and_exit_code_2(capsys, arguments, words):
    code, _, err = run(capsys, *arguments)
    assert code == 2
    assert words in err
    assert "Traceback" not in err


def test_an_unknown_table_is_refused_with_the_known_ones(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["score", SEEDS, "--table", "moods"])
    assert stopped.value.code == 2
    assert "framing" in capsys.readouterr().err


def test_actors_lists_aliases_and_checks_a_file(capsys, tmp_path):
    code, out, _ = run(capsys, "actors")
    assert code == 0
    assert all(name in out for name in ("CN  China", "KP  North Korea", "Kremlin"))
    own = tmp_path / "own.toml"
    own.write_text("not toml [", encoding="utf-8")
    code, _, err = run(capsys, "actors", "--check", str(own))
    assert code == 2
    assert "own.toml" in err


def test_evaluate_prints_figures_beside_baselines(capsys, tmp_path):
    rows = [
        {
            "text": "Russia is a brutal aggressor.",
            "actor": "RU",
            "start": 0,
            "end": 6,
            "label": "unfavourable",
        },
        {"text": "China is a reliable friend.", "actor": "CN", "start": 0, "end": 5, "label": "favourable"},
        {"text": "China held a vote.", "actor": "CN", "start": 0, "end": 5, "label": "neutral"},
    ]
    path = tmp_path / "labelled.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    code, out, _ = run(capsys, "evaluate", str(path))
    assert code == 0
    for words in ("macro-F1", "alpha", "always neutral", "TextBlob"):
        assert words.lower() in out.lower()


def test_a_csv_cell_that_would_be_a_formula_is_neutralised(capsys, tmp_path):
    (tmp_path / "x.txt").write_text("China praised the treaty and kept its word.", encoding="utf-8")
    (tmp_path / "sources.toml").write_text('["x.txt"]\ntitle = "=1+1"\n', encoding="utf-8")
    _, out, _ = run(capsys, "score", str(tmp_path), "--table", "documents", "--quiet")
    assert "'=1+1" in out
    assert ",=1+1" not in out


def test_it_runs_as_a_module_and_as_a_command_and_survives_a_closed_pipe():
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    command = f'"{sys.executable}" -m analysis score "{SEEDS}" --table sentences --quiet | head -n 1'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, env=environment, check=False)
    assert done.stdout.startswith("doc_id,")
    assert "Traceback" not in done.stderr


OWN = "Japan held a vote on Monday. Russia praised China for its help, and China kept its word."
ACTORS = b'[[actor]]\nid = "JP"\nname = "Japan"\n[[actor.aliases]]\nkind = "name"\norigin = "own"\nwords = ["Japan"]\n'


@pytest.fixture
def own_workspace(tmp_path):
    """A workspace with a document, an edit of it, own actors, and an edit of a document that is elsewhere."""
    folder = tmp_path / "own"
    with analysis.open_workspace(folder, create=True) as workspace:
        document = workspace.add_text(OWN, title="Own text")
        workspace.edit_metadata(document.doc_id, {"source": "GQN"})
        workspace.edit_metadata("0123456789abcdef", {"title": "Elsewhere"})
        workspace.set_actors(ACTORS, "mine.toml")
    return folder


def test_a_workspace_is_applied_when_it_is_named(capsys, monkeypatch, own_workspace):
    code, out, err = run(capsys, "score", SEEDS, "--table", "documents", "--workspace", str(own_workspace))
    assert code == 0
    rows = pd.read_csv(io.StringIO(out), keep_default_na=False)
    assert list(rows["title"])[-1] == "Own text"
    assert list(rows["source"])[-1] == "GQN"
    assert "Elsewhere" in err
    monkeypatch.setenv("FRAMELENS_WORKSPACE", str(own_workspace))
    _, again, _ = run(capsys, "score", SEEDS, "--table", "documents")
    assert again == out


def test_without_a_name_no_workspace_is_applied(capsys, own_workspace):
    analysis.remember_folder(own_workspace)
    try:
        _, out, _ = run(capsys, "score", SEEDS, "--table", "documents", "--quiet")
        assert "Own text" not in out
    finally:
        analysis.remember_folder("/nowhere")


def test_own_actors_of_a_workspace_count_unless_others_are_named(capsys, tmp_path, own_workspace):
    named = ("--workspace", str(own_workspace), "--quiet")
    _, out, _ = run(capsys, "compare", SEEDS, *named)
    assert "JP" in set(pd.read_csv(io.StringIO(out))["actor_id"])
    other = tmp_path / "other.toml"
    other.write_bytes(ACTORS.replace(b'"JP"', b'"TW"').replace(b"Japan", b"Taiwan"))
    _, out, _ = run(capsys, "score", SEEDS, "--actors", str(other), *named)
    ids = set(pd.read_csv(io.StringIO(out))["actor_id"])
    assert "TW" in ids
    assert "JP" not in ids


def test_a_document_of_a_workspace_does_not_hide_a_path_that_cannot_be_read(capsys, own_workspace):
    code, out, err = run(
        capsys, "score", "missing.txt", "--table", "documents", "--workspace", str(own_workspace)
    )
    assert code == 2
    assert "missing.txt" in err
    assert "Own text" in out


def test_a_workspace_that_is_not_there_is_said(capsys, tmp_path):
    code, _, err = run(capsys, "score", SEEDS, "--workspace", str(tmp_path / "none"))
    assert code == 2
    assert "there is no workspace in it" in err
    assert not (tmp_path / "none").exists()


def test_serve_hands_the_workspace_to_the_dashboard_and_remembers_it(capsys, monkeypatch, tmp_path):
    started = {}
    monkeypatch.setattr(
        subprocess, "call", lambda command, env: started.update(command=command, env=env) or 0
    )
    folder = tmp_path / "new"
    try:
        assert run(capsys, "serve", SEEDS, "--workspace", str(folder))[0] == 0
        assert started["env"]["FRAMELENS_WORKSPACE"] == str(folder)
        assert analysis.workspace_folder() == folder
    finally:
        analysis.remember_folder("/nowhere")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "workspace.sqlite").write_bytes(b"x" * 5000)
    started.clear()
    code, _, err = run(capsys, "serve", "--workspace", str(broken))
    assert (code, started) == (2, {})
    assert "workspace.sqlite" in err

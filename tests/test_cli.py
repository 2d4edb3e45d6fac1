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


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["score", "no-such-folder"], "No document could be read"),
        (["score", SEEDS, "--actors", "no-such.toml"], "no-such.toml"),
        (["score", SEEDS, "--quiet", "-o", "no-such-folder/x.csv"], "cannot be written"),
        (["actors", "--check", "no-such.toml"], "no-such.toml"),
        (["serve", "no-such-file"], "no such file"),
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

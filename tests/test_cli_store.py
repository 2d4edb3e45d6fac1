"""`framelens score … --store`: what it says, its exit codes, Ctrl-C."""

import signal
import subprocess
import sys
import time

import pytest

import analysis
from analysis.cli import main
from analysis.cli_store import describe_progress
from analysis.store import Run, open_corpus
from analysis.store.folder import writing

SEEDS = str(analysis.seeds_folder())


def run(capsys, *arguments):
    code = main(list(map(str, arguments)))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_it_scores_once_and_says_what_it_did(capsys, tmp_path):
    code, out, err = run(capsys, "score", SEEDS, "--store", tmp_path / "s")
    assert (code, out) == (0, "")
    assert "5 documents scored, 0 were there before." in err
    assert len(open_corpus(tmp_path / "s")) == 5
    code, out, err = run(capsys, "score", SEEDS, "--store", tmp_path / "s")
    assert "0 documents scored, 5 were there before." in err
    assert run(capsys, "score", SEEDS, "--store", tmp_path / "s", "--quiet") == (0, "", "")


def test_other_actors_are_said_to_be_out_of_date(capsys, tmp_path):
    (tmp_path / "x.txt").write_text("China praised the treaty.", encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text(
        (analysis.seeds_folder().parent / "analysis/actors/actors.toml").read_text(encoding="utf-8"),
        encoding="utf-8",
    )
    run(capsys, "score", tmp_path / "x.txt", "--store", tmp_path / "s")
    own.write_text(
        own.read_text(encoding="utf-8").replace('name = "China"', 'name = "The PRC"'), encoding="utf-8"
    )
    _, _, err = run(capsys, "score", tmp_path / "x.txt", "--store", tmp_path / "s", "--actors", own)
    assert "--rescore" in err
    _, _, err = run(
        capsys, "score", tmp_path / "x.txt", "--store", tmp_path / "s", "--actors", own, "--rescore"
    )
    assert "--rescore" not in err
    assert open_corpus(tmp_path / "s").actor_names["CN"] == "The PRC"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["score", "missing", "--store", "STORE"], "No document could be read"),
        (["score", SEEDS, "--store", SEEDS], "not empty"),
        (["score", "https://example.org", "--store", "STORE"], "save the pages"),
        (["score", SEEDS, "--workspace", "w", "--store", "STORE"], "--workspace"),
        (["score", SEEDS, "--rescore"], "--store"),
        (["score", SEEDS, "--workers", "0"], "1 or more"),
        (["score", SEEDS, "--scheduler", "tcp://x:1"], "--engine dask"),
    ],
)
def test_a_persons_mistake_is_one_line_and_exit_code_2(capsys, tmp_path, arguments, words):
    code, _, err = run(capsys, *[str(tmp_path / "s") if one == "STORE" else one for one in arguments])
    assert code == 2
    assert words in err
    assert "Traceback" not in err


def test_a_store_that_another_run_writes_is_one_line(capsys, tmp_path):
    with writing(tmp_path / "s"):
        code, _, err = run(capsys, "score", SEEDS, "--store", tmp_path / "s")
    assert code == 2
    assert "another run" in err


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send to one process")
@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_leaves_a_store_that_goes_on(capsys, tmp_path, workers):
    for number in range(400):
        text = (
            f"China praised Russia on day {number}. Russia thanked China, and the United States condemned it."
        )
        (tmp_path / f"{number:03}.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "analysis", "score", str(tmp_path), "--store", str(tmp_path / "s")]
    process = subprocess.Popen([*command, "--workers", str(workers)], stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 120
    while not list((tmp_path / "s").rglob("*.parquet")) and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    if process.returncode == 0:
        pytest.skip("it was faster than Ctrl-C")
    assert process.returncode in (130, -signal.SIGINT)  # the latter while it was starting or ending
    assert "the same command goes on" in err
    assert "Traceback" not in err
    n_before = len(open_corpus(tmp_path / "s"))
    if n_before == 400:
        pytest.skip("it was faster than Ctrl-C")
    files = [tmp_path / f"{number:03}.txt" for number in range(400)]
    assert analysis.score_into(tmp_path / "s", files).n_done == 400 - n_before
    assert open_corpus(tmp_path / "s").documents["doc_id"].nunique() == 400


def test_progress_tells_rate_time_left_and_failures():
    told = describe_progress(Run(n_done=1_200, n_failed=3, share=0.25), 60.0)
    assert told == "1,200 documents, 20.0 a second, 25%, 0:03:00 left, 3 failed"
    assert describe_progress(Run(), 0.0) == "0 documents, 0.0 a second"

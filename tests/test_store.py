"""Analysed corpora on disk: whole or not at all, going on where it stopped, read in part."""

import json
import os
import random
import resource
import signal
import stat
import subprocess
import sys
import time
from dataclasses import replace

import pandas as pd
import pytest

import analysis
from analysis.engine import SeveralProcesses
from analysis.errors import RequestError, StoreError
from analysis.store import is_store, open_corpus, running, score_into
from analysis.store.folder import LOCK, MANIFEST, PARTS, read_manifest, writing
from analysis.store.reading import StoredCorpus

TABLES = ["documents", "removed", "sentences", "mentions", "stances", "titles", "framing", "source_framing"]
ACTS = ["praised", "condemned", "met", "threatened", "thanked"]


def make_files(folder, n, first=0):
    """Documents of a few sentences, some of them twice, with outlets."""
    folder.mkdir(exist_ok=True)
    told = []
    for number in range(first, first + n):
        act, other = ACTS[number % 5], ACTS[number % 3]
        text = (
            f"China {act} Russia on day {number // 2}. The United States {other} North Korea again that week.\n\n"
            f"“Russia is a brutal aggressor,” said the minister. Beijing {act} the reliable partner number {number // 2}."
        )
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")
        told.append(f'["{number:04}.txt"]\nsource = "Outlet {number % 4}"\n')
    with (folder / "sources.toml").open("a", encoding="utf-8") as file:
        file.write("\n".join(told) + "\n")
    return folder


def same(stored, result, *, is_ordered=True):
    for name in TABLES:
        a, b = getattr(result, name), getattr(stored, name)
        if not is_ordered:
            keys = [c for c in ("doc_id", "sentence_id", "actor_id", "voice", "source", "start") if c in a]
            a, b = (table.sort_values(keys).reset_index(drop=True) for table in (a, b))
        pd.testing.assert_frame_equal(a, b)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return make_files(tmp_path_factory.mktemp("files"), 24)


@pytest.fixture(scope="module")
def result(files):
    return analysis.analyse(analysis.read([files]))


@pytest.fixture(scope="module")
def store(files, tmp_path_factory):
    folder = tmp_path_factory.mktemp("stored") / "store"
    score_into(folder, [files], batch_size=5, part_size=7)
    return folder


def test_a_stored_corpus_has_the_tables_of_analyse(store, result):
    stored = open_corpus(store)
    assert len(stored.manifest.parts) > 2
    assert result.documents["group_id"].ne("").any()
    same(stored, result)
    assert (stored.scorer, stored.rules, stored.actor_names) == (
        result.scorer,
        result.rules,
        result.actor_names,
    )
    assert stored.is_finished


def test_its_documents_are_those_that_were_read(store, files):
    assert open_corpus(store).read_documents() == analysis.read([files])


def test_the_api_answers_from_a_store_as_from_a_result(store, result):
    stored = open_corpus(store)
    doc_id, other = result.documents["doc_id"][:2]
    for ask in (
        lambda told: analysis.evidence(told, doc_id, "RU"),
        lambda told: analysis.evidence(told, label="unfavourable"),
        lambda told: analysis.compare(told, "document", units=[doc_id, other]),
        lambda told: analysis.compare(told, "source"),
        lambda told: analysis.compare(told, "actor"),
        lambda told: analysis.speakers(told, [doc_id]),
        lambda told: analysis.speakers(told),
        lambda told: analysis.sensitivity(told, doc_id, "RU"),
    ):
        pd.testing.assert_frame_equal(ask(stored), ask(result))
    assert analysis.describe(stored) == analysis.describe(result)
    with pytest.raises(RequestError, match="no such"):
        analysis.compare(stored, "document", units=["no such"])


def test_one_document_is_read_without_the_tables_of_all(store, result):
    stored = open_corpus(store)
    analysis.evidence(stored, result.documents["doc_id"][0], "RU")
    analysis.compare(stored, "document", units=list(result.documents["doc_id"][:2]))
    assert not {"stances", "sentences"} & set(vars(stored))


def test_a_query_reads_columns_and_rows(store, result):
    stored = open_corpus(store)
    found = stored.query(
        "framing", columns=["doc_id", "stance"], where={"actor_id": "CN", "voice": ["author", "all"]}
    )
    framing = result.framing
    wanted = framing[(framing["actor_id"] == "CN") & framing["voice"].isin(["author", "all"])]
    pd.testing.assert_frame_equal(found, wanted[["doc_id", "stance"]].reset_index(drop=True))
    group = result.documents["group_id"].loc[lambda ids: ids != ""].iloc[0]
    assert set(stored.query("documents", columns=["group_id"], where={"group_id": group})["group_id"]) == {
        group
    }
    assert stored.query("documents", where={"doc_id": []}).empty
    lone = result.documents[result.documents["group_id"] == ""]
    assert list(stored.query("documents", columns=["doc_id"], where={"group_id": ""})["doc_id"]) == list(
        lone["doc_id"]
    )


def test_what_reads_and_writes_stores_is_loaded_where_one_is_used():
    code = "import sys, analysis; print(*sorted({'duckdb', 'pyarrow.parquet'} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == ""


@pytest.mark.parametrize(
    ("table", "options", "words"),
    [
        ("moods", {}, "no table"),
        ("framing", {"columns": ["mood"]}, "no column"),
        ("framing", {"where": {'1=1; DROP TABLE x; --"': 1}}, "no column"),
    ],
)
def test_a_query_for_what_is_not_there_is_said_in_a_sentence(store, table, options, words):
    with pytest.raises(RequestError, match=words):
        open_corpus(store).query(table, **options)


def test_a_value_is_never_read_as_sql(store):
    assert open_corpus(store).query("framing", where={"doc_id": "' OR 1=1 --"}).empty


def test_what_is_there_is_not_scored_again(store, files, monkeypatch):
    before = read_manifest(store)
    monkeypatch.setattr("analysis.batch.find_sentences", None)  # whoever scores a document fails
    run = score_into(store, [files])
    assert (run.n_done, run.n_known, run.n_inputs_known) == (0, 24, 24)
    assert read_manifest(store) == before


def test_a_new_file_is_scored_and_the_old_ones_are_not(tmp_path):
    files = make_files(tmp_path / "in", 5)
    score_into(tmp_path / "s", [files])
    make_files(files, 3, first=5)
    run = score_into(tmp_path / "s", [files])
    assert (run.n_done, run.n_known) == (3, 5)
    same(open_corpus(tmp_path / "s"), analysis.analyse(analysis.read([files])))


def test_a_file_that_has_changed_takes_the_place_of_what_it_was(tmp_path):
    files = make_files(tmp_path / "in", 6)
    score_into(tmp_path / "s", [files], part_size=2, batch_size=2)
    (files / "0001.txt").write_text("China praised the treaty that Russia broke.", encoding="utf-8")
    run = score_into(tmp_path / "s", [files])
    assert (run.n_done, run.n_inputs_changed) == (1, 1)
    same(open_corpus(tmp_path / "s"), analysis.analyse(analysis.read([files])), is_ordered=False)


def test_what_sources_toml_tells_anew_is_taken_in(tmp_path):
    files = make_files(tmp_path / "in", 3)
    score_into(tmp_path / "s", [files])
    told = (files / "sources.toml").read_text(encoding="utf-8")
    (files / "sources.toml").write_text(told.replace("Outlet 1", "Another"), encoding="utf-8")
    assert score_into(tmp_path / "s", [files]).n_inputs_changed == 1
    assert "Another" in set(open_corpus(tmp_path / "s").documents["source"])


def test_a_bad_file_is_kept_with_its_reason_and_not_tried_again(tmp_path):
    files = make_files(tmp_path / "in", 2)
    (files / "empty.txt").write_bytes(b"")
    run = score_into(tmp_path / "s", [files, tmp_path / "missing"])
    assert run.n_failed == 1
    assert [failure.path for failure in run.failures] == [str(tmp_path / "missing")]
    (failure,) = open_corpus(tmp_path / "s").failures
    assert failure.path.endswith("empty.txt")
    assert "empty" in failure.reason
    assert score_into(tmp_path / "s", [files]).n_failed == 0


def test_equal_texts_keep_two_ids_also_over_runs(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    for folder in "ab":
        (tmp_path / folder / "x.txt").write_text("China praised the treaty.", encoding="utf-8")
        score_into(tmp_path / "s", [tmp_path / folder])
    documents = open_corpus(tmp_path / "s").documents
    assert documents["doc_id"].is_unique
    assert documents["group_id"].nunique() == 1


def test_what_other_rules_made_is_said_and_made_anew_when_asked(tmp_path, monkeypatch):
    files = make_files(tmp_path / "in", 6)
    own = tmp_path / "s"
    score_into(own, [files], part_size=3, batch_size=2)
    other = replace(running.RULES, version="2")
    monkeypatch.setattr(running, "RULES", other)
    names = [part.name for part in read_manifest(own).parts]
    make_files(files, 2, first=6)
    run = score_into(own, [files])
    assert run.outdated == names
    assert open_corpus(own).rules == "1, 2"
    # the files are not needed: the documents are in the store
    for file in files.iterdir():
        file.unlink()
    (files / "new.txt").write_text("Russia left.", encoding="utf-8")
    before = open_corpus(own).documents
    run = score_into(own, [files], rescore=True)
    assert run.n_done == 6 + 1
    assert open_corpus(own).rules == "2"
    assert list(open_corpus(own).documents["doc_id"][:8]) == list(before["doc_id"])
    assert score_into(own, [files], rescore=True).n_done == 0


def test_other_actors_are_out_of_date_too(tmp_path):
    files = make_files(tmp_path / "in", 1)
    score_into(tmp_path / "s", [files])
    assert len(score_into(tmp_path / "s", [files], ["CN"]).outdated) == 1
    score_into(tmp_path / "s", [files], ["CN"], rescore=True)
    assert set(open_corpus(tmp_path / "s").framing["actor_id"]) == {"CN"}


def test_several_processes_write_the_same_store(files, result, tmp_path):
    score_into(tmp_path / "s", [files], engine=SeveralProcesses(2), batch_size=4, part_size=9)
    same(open_corpus(tmp_path / "s"), result)


COMMAND = """
import sys
from analysis.store import score_into
score_into(sys.argv[1], sys.argv[2:], batch_size=2, part_size=4)
"""


def test_a_run_killed_at_random_points_goes_on_to_the_same_result(files, result, tmp_path):
    own, draw, n_killed = tmp_path / "s", random.Random(6), 0
    command = [sys.executable, "-c", COMMAND, str(own), str(files)]
    for _ in range(4):
        n_before = len(read_manifest(own).parts) if is_store(own) else 0
        process = subprocess.Popen(command)
        # let it come to a new part, or almost, then kill it at any point of what follows
        until = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < until:
            if is_store(own) and len(read_manifest(own).parts) > n_before:
                break
            time.sleep(0.005)
        time.sleep(draw.uniform(0, 0.15))
        n_killed += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        if is_store(own):
            assert open_corpus(own).documents["doc_id"].is_unique
    assert n_killed >= 2
    score_into(own, [files])
    same(open_corpus(own), result)
    assert sorted(path.name for path in own.iterdir() if path.name != PARTS) == sorted(
        [MANIFEST, LOCK, read_manifest(own).finished]
    )


def test_a_run_that_is_stopped_keeps_what_it_scored(files, result, tmp_path):
    def stop(run):
        if run.n_done >= 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        score_into(tmp_path / "s", [files], batch_size=2, part_size=100, progress=stop)
    stopped = open_corpus(tmp_path / "s")
    assert (len(stopped), stopped.is_finished) == (10, False)
    assert score_into(tmp_path / "s", [files]).n_done == 14
    same(open_corpus(tmp_path / "s"), result)


def test_a_second_run_waits_for_its_turn(store, files):
    with writing(store), pytest.raises(StoreError, match="another run"):
        score_into(store, [files])


def test_a_full_disc_is_said_and_leaves_the_store_as_it_was(tmp_path):
    files = make_files(tmp_path / "in", 4)
    own = tmp_path / "s"
    score_into(own, [files])
    before = read_manifest(own), sorted(path.name for path in (own / PARTS).iterdir())
    make_files(files, 40, first=4)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3_000, limits[1]))
    try:
        with pytest.raises(StoreError, match="cannot be written"):
            score_into(own, [files])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (read_manifest(own), sorted(path.name for path in (own / PARTS).iterdir())) == before
    assert score_into(own, [files]).n_done == 40


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_folder_that_may_not_be_written_is_said(tmp_path):
    files = make_files(tmp_path / "in", 1)
    tmp_path.joinpath("s").mkdir()
    tmp_path.joinpath("s").chmod(stat.S_IREAD | stat.S_IEXEC)
    with pytest.raises(StoreError, match="cannot be written"):
        score_into(tmp_path / "s", [files])


def spoil(folder, **told):
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    (folder / MANIFEST).write_text(json.dumps({**manifest, **told}), encoding="utf-8")


def test_what_is_no_store_is_said_in_one_sentence(tmp_path):
    with pytest.raises(StoreError, match="no stored corpus"):
        open_corpus(tmp_path / "missing")
    files = make_files(tmp_path / "in", 1)
    with pytest.raises(StoreError, match="not empty"):
        score_into(files, [files])
    with pytest.raises(StoreError, match="a file"):
        score_into(files / "0000.txt", [files])
    assert sorted(path.name for path in files.iterdir()) == ["0000.txt", "sources.toml"]


@pytest.mark.parametrize(
    ("told", "words"),
    [({"version": 99}, "newer Framelens"), ({"format": "x"}, "another program"), ({"parts": 3}, "damaged")],
)
def test_a_store_that_cannot_be_read_is_said_and_left_alone(tmp_path, told, words):
    own = tmp_path / "s"
    score_into(own, [make_files(tmp_path / "in", 1)])
    spoil(own, **told)
    for attempt in (lambda: open_corpus(own), lambda: score_into(own, [tmp_path / "in"])):
        with pytest.raises(StoreError, match=words):
            attempt()
    assert len(list((own / PARTS).iterdir())) == 1


def test_a_missing_part_is_said(tmp_path):
    own = tmp_path / "s"
    score_into(own, [make_files(tmp_path / "in", 1)])
    next((own / PARTS).glob("*/framing.parquet")).unlink()
    with pytest.raises(StoreError, match="framing cannot be read"):
        open_corpus(own).query("framing")


def test_an_empty_store_has_every_table(tmp_path):
    with writing(tmp_path / "s") as manifest:
        stored = StoredCorpus(tmp_path / "s", manifest)
        for name in TABLES:
            assert getattr(stored, name).empty
        assert analysis.describe(stored) == ["No document has been read."]

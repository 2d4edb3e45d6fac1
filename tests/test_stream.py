"""Inputs of any length: the same documents as from short files, bad rows with their reason, little memory."""

import csv
import gzip
import json
import tracemalloc

import pytest

import analysis
from analysis.errors import DocumentError
from analysis.ingest.files.stream import find_inputs, read_input
from analysis.ingest.tables import delimited, long_tables
from analysis.ingest.tables.long_tables import is_long, read_long
from analysis.store import open_corpus, score_into
from analysis.types import Document

TEXT = (
    'China praised the treaty on day {}, said “the minister”.\n\nRussia, however, left; the "West" did not.'
)


def write_lines(path, n, *, opener=open):
    with opener(path, "wt", encoding="utf-8") as file:
        for number in range(n):
            row = {
                "title": f"Day {number}",
                "text": TEXT.format(number),
                "date": "2024-05-13",
                "source": "Xinhua",
            }
            file.write(json.dumps(row) + "\n")
    return path


def write_rows(path, n, *, delimiter=","):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(["title", "text", "date", "source"])
        for number in range(n):
            writer.writerow([f"Day {number}", TEXT.format(number), "2024-05-13", "Xinhua"])
    return path


def long(path, skip=0):
    (one,), _ = find_inputs([path])
    return list(read_long(path, told=None, sha256=one.sha256, skip=skip))


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.tsv"])
def test_a_long_table_gives_the_documents_of_a_short_one(tmp_path, name, monkeypatch):
    make = write_lines if name.endswith("l") else write_rows
    path = make(tmp_path / name, 1_300, **({"delimiter": "\t"} if name.endswith("tsv") else {}))
    whole = list(analysis.read([path]))
    monkeypatch.setattr(long_tables, "_BLOCK", 20_000)
    monkeypatch.setattr(delimited, "_MARGIN", 1_000)
    assert long(path) == whole
    for skip in (1, 499, 500, 501, 1_299, 1_300):
        assert long(path, skip) == whole[skip:]


def test_a_packed_file_is_read_as_it_is(tmp_path):
    plain = write_lines(tmp_path / "a.jsonl", 5)
    packed = write_lines(tmp_path / "b.jsonl.gz", 5, opener=gzip.open)
    (one,), _ = find_inputs([packed])
    assert [doc.text for doc in read_input(one)] == [doc.text for doc in analysis.read([plain])]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b'{"title": "x", "te', "no text"),
        (b"no json", "cannot be read"),
        (b'{"title": "No text here", "text": ""}', "no text"),
        (b"[1, 2]", "not a record"),
        (b'{"text": "\xff\xfe is no UTF-8"}', "not UTF-8"),
        (b'{"text": "' + b"x" * 6_000_000 + b'"}', "more than 5 MB"),
    ],
)
def test_a_bad_line_is_an_error_in_its_place(tmp_path, line, words):
    path = write_lines(tmp_path / "a.jsonl", 4)
    lines = path.read_bytes().splitlines()
    path.write_bytes(b"\n".join([*lines[:2], line, b"", *lines[2:]]) + b"\n")
    found = long(path)
    assert [isinstance(one, DocumentError) for one in found] == [False, False, True, False, False]
    assert found[2].place == "line 3"
    assert words in found[2].reason


def test_a_quotation_mark_that_is_never_closed_costs_no_more_than_in_a_short_table(tmp_path, monkeypatch):
    broken = '"Day 300 is never closed,x,y,z\r\nDay 300,'
    path = write_rows(tmp_path / "a.csv", 900)
    text = path.read_bytes().decode().replace("Day 300,", broken)
    path.write_bytes(text.encode())
    corpus = analysis.read([path])
    monkeypatch.setattr(long_tables, "_BLOCK", 20_000)
    monkeypatch.setattr(delimited, "_MARGIN", 1_000)
    found = long(path)
    assert [one for one in found if isinstance(one, Document)] == list(corpus)
    errors = [one for one in found if isinstance(one, DocumentError)]
    assert [(one.place, one.reason) for one in errors] == [(one.place, one.reason) for one in corpus.failures]
    assert len(corpus) >= 899
    assert errors


def test_a_packed_file_that_is_damaged_is_a_failure(tmp_path):
    packed = bytearray(gzip.compress(write_rows(tmp_path / "a.csv", 3).read_bytes()))
    packed[10:] = b"\xff" * len(packed[10:])  # behind the head: no block of this kind exists
    path = tmp_path / "b.csv.gz"
    path.write_bytes(packed)
    (error,) = long(path)
    assert isinstance(error, DocumentError)
    assert "breaks off or cannot be read" in error.reason


def test_a_row_with_too_few_cells_is_an_error_in_its_place(tmp_path):
    path = write_rows(tmp_path / "a.csv", 3)
    path.write_text(path.read_text(encoding="utf-8") + "only one\r\n", encoding="utf-8", newline="")
    (*_, last) = long(path)
    assert isinstance(last, DocumentError)
    assert "cells" in last.reason


def test_a_packed_file_that_breaks_off_gives_what_was_there_and_an_error(tmp_path):
    path = write_lines(tmp_path / "a.jsonl.gz", 3_000, opener=gzip.open)
    path.write_bytes(path.read_bytes()[:-2_000])
    found = long(path)
    assert len(found) > 1_000
    assert "breaks off" in found[-1].reason


def test_bytes_that_are_no_utf8_are_read_and_noted(tmp_path):
    path = write_rows(tmp_path / "a.csv", 3)
    path.write_bytes(path.read_bytes().replace("“".encode(), b"\x93").replace("”".encode(), b"\x94"))
    (one, *_) = long(path)
    assert "“the minister”" in one.text
    assert any("cp1252" in note for note in one.notes)


@pytest.mark.parametrize(
    ("name", "n_bytes", "n_lines", "expected"),
    [
        ("a.jsonl", 1_000, 10, False),
        ("a.jsonl", 6_000_000, 10, True),
        ("a.csv", 1_000, 6_000, True),
        ("a.csv.gz", 10, 1, True),
        ("a.txt", 6_000_000, 10, False),
        ("a.txt.gz", 6_000_000, 10, False),
    ],
)
def test_what_is_long(tmp_path, name, n_bytes, n_lines, expected):
    assert is_long(tmp_path / name, n_bytes, n_lines) is expected


@pytest.mark.parametrize("make", [write_lines, write_rows])
def test_memory_does_not_grow_with_the_file(tmp_path, make, monkeypatch):
    monkeypatch.setattr(long_tables, "assemble", lambda draft, **_: draft)
    monkeypatch.setattr(long_tables, "_BLOCK", 50_000)
    monkeypatch.setattr(delimited, "_MARGIN", 5_000)
    peaks = []
    for n in (2_000, 10_000):
        path = make(tmp_path / ("a.jsonl" if make is write_lines else "a.csv"), n)
        tracemalloc.start()
        assert sum(1 for _ in read_long(path, told=None, sha256="")) == n
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0] + 2_000_000


def test_a_store_keeps_bad_rows_and_goes_on_in_the_middle_of_a_file(tmp_path):
    path = write_lines(tmp_path / "a.jsonl.gz", 60, opener=gzip.open)
    with gzip.open(path, "at", encoding="utf-8") as file:
        file.write("no json\n")

    def stop(run):
        if run.n_done >= 24:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        score_into(tmp_path / "s", [path], batch_size=8, part_size=8, progress=stop)
    assert len(open_corpus(tmp_path / "s")) == 24
    run = score_into(tmp_path / "s", [path])
    assert (run.n_known, run.n_done, run.n_failed) == (24, 36, 1)
    stored = open_corpus(tmp_path / "s")
    assert [failure.place for failure in stored.failures] == ["line 61"]
    assert list(stored.documents["title"]) == [f"Day {number}" for number in range(60)]

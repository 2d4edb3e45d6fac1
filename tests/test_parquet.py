"""Parquet: typed values as text, long files row by row, broken ones refused."""

import datetime
import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from drafting import BODY, END, check_laws, damage, read, read_places, told
from hypothesis import given, settings

import analysis
from analysis.errors import DocumentError
from analysis.ingest.files.stream import find_inputs, is_long, read_input
from analysis.ingest.limits import MAX_COLUMNS, MAX_RECORDS

ROWS = {
    "headline": ["A Road", "A Bridge", None],
    "body": [BODY, END, None],
    "publish_date": [datetime.datetime(2023, 3, 4, 10, 30), None, None],
    "media_name": pa.array(["Xinhua", "Xinhua", None]).dictionary_encode(),
    "authors": [["Li Wei", "Kim"], [], None],
    "n_words": [12.0, 0.5, None],
    "raw": [b"\xff", b"", None],
    "nested": [{"a": 1}, None, None],
}


def write(columns=ROWS, **options):
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file, **options)
    return file.getvalue()


GOOD = write()


def test_each_row_is_a_document_with_what_its_columns_tell():
    first, second = read(GOOD, "a.parquet")
    assert told(first, "title", "source", "author", "published", "format") == (
        "A Road", "Xinhua", "Li Wei; Kim", "2023-03-04", "parquet",
    )  # fmt: skip
    assert told(second, "title", "published", "author") == ("A Bridge", "unknown", "unknown")
    assert second.text == END


def test_a_row_without_text_is_listed_with_its_place():
    data = write(
        {"title": ["A", "B"], "text": [BODY, None], "url": ["https://a.example/1", "https://a.example/2"]}
    )
    assert [place for place, _ in read_places(data, "a.parquet")] == ["row 2", "row 3"]
    assert read_places(data, "a.parquet")[1][1].startswith("! ")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (GOOD[:-40], "damaged or was not saved whole"),
        (b"PAR1" + b"\0" * 100 + b"PAR1", "damaged or was not saved whole"),
        (b"PAR1", "damaged or was not saved whole"),
        (write({"a": [1, 2], "b": [3.5, 4.0]}), "no column holds running text"),
        (write({"text": pa.array([], pa.string())}), "empty|no column holds"),
        (write({f"c{n}": ["x"] for n in range(MAX_COLUMNS + 1)}), "columns, more than"),
        (write({"text": ["x y z"] * (MAX_RECORDS + 30)}), f"more than {MAX_RECORDS} rows"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_reason(data, reason):
    with pytest.raises(DocumentError, match=reason):
        read(data, "a.parquet")


def test_a_row_group_that_would_fill_the_memory_is_refused(monkeypatch):
    monkeypatch.setattr("analysis.ingest.tables.parquet.MAX_ROW_GROUP", 100)
    with pytest.raises(DocumentError, match="a row group has more than"):
        read(GOOD, "a.parquet")


def test_a_long_file_gives_the_documents_of_short_ones(tmp_path):
    n = MAX_RECORDS + 1_200
    titles = [f"Day {number}" for number in range(n)]
    texts = [f"{BODY} It was day {number}." for number in range(n)]
    path = tmp_path / "long.parquet"
    pq.write_table(pa.table({"title": titles, "text": texts}), path, row_group_size=1_000)
    (one,), failures = find_inputs([path])
    assert is_long(one)
    assert (one.n_lines, failures) == (n, [])
    found = [(doc.title, doc.text) for doc in read_input(one)]
    assert found == list(zip(titles, texts, strict=True))
    assert [doc.title for doc in read_input(one, skip=n - 2)] == titles[-2:]


def test_it_is_scored_into_a_store_row_by_row(tmp_path):
    path = tmp_path / "a.parquet"
    path.write_bytes(GOOD)
    run = analysis.score_into(tmp_path / "store", [path])
    assert run.n_done == 2
    assert list(analysis.open_corpus(tmp_path / "store").documents["title"]) == ["A Road", "A Bridge"]


@settings(max_examples=60, deadline=None)
@given(damage([GOOD, write(compression="none"), write(use_dictionary=False, version="1.0")]))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    check_laws(data, "a.parquet")

"""CSV and TSV: dialects, rows that are documents, rows that are broken."""

import csv
import io
import time

import pytest
from drafting import BODY, END, check_laws, damage, read, read_one, read_places, told
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import DocumentError
from analysis.ingest.limits import MAX_COLUMNS, MAX_RECORDS
from analysis.types import UNKNOWN

HEAD = "id,Title,Full Text,Source,Date,URL"
ROW = f'1,A Road,"{BODY}\n\nHe said: ""{END}""",Xinhua,3/4/2023,https://www.example.com/a'


def table(*rows: list[str], **dialect: str) -> str:
    file = io.StringIO()
    csv.writer(file, **dialect).writerows(rows)  # type: ignore[arg-type]
    return file.getvalue()


def test_a_row_is_a_document() -> None:
    first, second = read(f"{HEAD}\n{ROW}\n2,B,{END},TASS,3/14/2023,\n", "export.csv")
    assert first.text == f"{BODY}\n\nHe said: “{END}”".replace("“", '"').replace("”", '"')
    assert told(first, "title", "source", "published", "published_precision", "address", "format") == (
        "A Road", "Xinhua", "2023-03-04", "day", "https://www.example.com/a", "csv",
    )  # fmt: skip
    assert (first.notes, first.complete, first.author) == ((), UNKNOWN, UNKNOWN)
    assert told(second, "text", "source", "published", "address") == (END, "TASS", "2023-03-14", UNKNOWN)
    assert first.doc_id != second.doc_id


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_breaks(delimiter: str, line_break: str) -> None:
    text = table(["date", "text"], ["2023", f"{BODY}; {END}"], ["2024", f"{END}, {BODY} | x"],
                 delimiter=delimiter, lineterminator=line_break)  # fmt: skip
    docs = read(text, "a.csv")
    assert [(doc.published, doc.text) for doc in docs] == [
        ("2023", f"{BODY}; {END}"), ("2024", f"{END}, {BODY} | x"),
    ]  # fmt: skip
    assert {doc.format for doc in docs} == {"tsv" if delimiter == "\t" else "csv"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_encodings(encoding: str) -> None:
    text = "Китай и Россия подписали соглашение о торговле. " * 5
    (doc,) = read(f"title;text\nДорога;{text}\n".encode(encoding), "a.csv")
    assert (doc.title, doc.text) == ("Дорога", text.strip())
    assert any("cp1251" in note or "guess" in note for note in doc.notes) is (encoding == "cp1251")


def test_excel_line_about_the_delimiter() -> None:
    assert read_one(f"sep=;\r\ntext;date\r\n{BODY};2020\r\n", "a.csv").published == "2020"


def test_lines_above_the_header_are_passed_over() -> None:
    text = f'Report:,Mentions\nQuery:,"China, Russia"\n\nDate,Title,Full Text\n2023-01-02,A,"{BODY}"\n'
    assert read_places(text, "brandwatch.csv") == [("row 5", "China")]


@pytest.mark.parametrize("quote", ['"', ""])
def test_tab_separated_text_keeps_its_own_quotation_marks(quote: str) -> None:
    text = f'title\ttext\nA\t"We will," he said. {BODY}\nB\t{END}\n'
    assert [doc.text for doc in read(text, "a.tsv")] == [f'"We will," he said. {BODY}', END]


def test_backslashes_before_quotation_marks() -> None:
    assert (
        read_one(f'text,date\n"{BODY} \\"Good\\", he said.",2020\n', "a.csv").text
        == f'{BODY} "Good", he said.'
    )


def test_one_column() -> None:
    for text in (f"text\n{BODY}\n{END}\n", f'"text"\n"{BODY}"\n"{END}"\n'):
        assert [doc.text for doc in read(text, "a.csv")] == [BODY, END]


def test_without_a_header_only_the_text_is_taken_and_said() -> None:
    doc, _ = read(f'Xinhua;2023-03-12;"{BODY}"\nTASS;2023-03-14;"{END}"\n', "a.csv")
    assert told(doc, "text", "source", "published") == (BODY, UNKNOWN, UNKNOWN)
    assert any("“column 3”" in note and "guess" in note for note in doc.notes)
    assert any("No row names the columns" in note for note in doc.notes)


def test_tags_and_entities_in_cells_are_resolved() -> None:
    doc = read_one(
        f'title,text\nA &amp; B,"<p>{BODY}</p><script>x()</script><p>A&nbsp;&#8220;road&#8221;.</p>"\n',
        "a.csv",
    )
    assert (doc.title, doc.text) == ("A & B", f"{BODY}\n\nA\xa0“road”.")


def test_ambiguous_dates_are_unknown_and_said() -> None:
    doc = read_one(f"text,date\n{END},3/4/2023\n", "a.csv")
    assert doc.published == UNKNOWN
    assert any("month or the day" in note for note in doc.notes)


def test_the_day_on_which_a_page_was_seen_is_said_to_be_that() -> None:
    doc = read_one(
        f"url,seendate,domain,text\nhttps://x.example.com/a,20230312T101500Z,example.com,{END}\n", "gdelt.csv"
    )
    assert told(doc, "published", "source") == ("2023-03-12", "example.com")
    assert doc.notes == ("The date is the one on which GDELT first saw the page.",)


def test_values_that_a_field_does_not_take_are_left_out_and_said() -> None:
    doc = read_one(
        f"text,url,source,author,language\n{END},www.x,https://www.tass.com/,By Jo Doe,German\n", "a.csv"
    )
    assert told(doc, "address", "source", "author", "language") == (UNKNOWN, "tass.com", "Jo Doe", "en")
    assert any("www.x" in note for note in doc.notes)
    assert any("“de”" in note and "“en”" in note for note in doc.notes)


@pytest.mark.parametrize(
    ("end", "complete"),
    [("…", "suspected"), ("[…]", "no"), ("Read more »", "no"), ("[+1234 chars]", "no"), ("", UNKNOWN)],
)
def test_cut_off_texts_are_said(end: str, complete: str) -> None:
    doc = read_one(f"text,date\n{END} {end},2020\n", "a.csv")
    assert doc.complete == complete
    assert bool(doc.notes) is (complete != UNKNOWN)


def test_excerpts_are_said() -> None:
    doc = read_one(f"title,url,snippet\nA,https://x.org/a,{END}\n", "a.csv")
    assert (doc.text, doc.complete) == (END, "no")
    assert any("excerpt" in note for note in doc.notes)


# ---- what is broken ----


def test_bad_rows_stand_in_their_place_and_the_rest_goes_on() -> None:
    rows = [HEAD, ROW, "2,B,,TASS,2023,", f"3,C,{END},extra,TASS,2023,,x", "4,D", "", f"5,E,{END},TASS,2023,"]
    assert read_places("\n".join(rows), "a.csv") == [
        ("row 2", "China"),
        ("row 3", "! there is no text in it"),
        ("row 4", "! it has 8 cells, the row with the names has 6"),
        ("row 5", "! it has 2 cells, the row with the names has 6"),
        ("row 7", "The"),
    ]


@pytest.mark.parametrize("last", [f'5,E,"{END}",TASS,2023,', f"5,E,{END},TASS,2023,"])
def test_a_quotation_mark_that_is_not_closed_costs_one_row(last: str) -> None:
    text = f'{HEAD}\n{ROW}\n3,C,"{BODY},TASS,2023,\n4,D,"{END}",TASS,2023,\n{last}\n'
    found = read_places(text, "a.csv")
    assert [place for place, _ in found] == ["row 2", "row 3", "row 4", "row 5"]
    assert [text.startswith("!") for _, text in found] == [False, True, False, False]
    assert "never closed" in found[1][1]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a,b\n1,2\n", "there are “a”, “b”"),
        ("nr,wert\n1,2\n3,4\n", "no column holds running text"),
        ("title,url\nA,https://x.org/a\n", "save the pages themselves"),
        ("text,date\n", "no column holds running text"),
        (",,,\n,,\n", "no column holds running text"),
        ('"', "never closed"),
        ("text,date\n" + "a,b\n" * (MAX_RECORDS + 30), f"more than {MAX_RECORDS} rows"),
        ("\n" * 200_000 + "a", f"more than {MAX_RECORDS} rows"),
        ("text" + "," * (MAX_COLUMNS + 1) + "\n", "cells, more than"),
    ],
)
def test_tables_that_are_refused(text: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read(text, "a.csv")


def test_pictures_called_tables_are_refused() -> None:
    with pytest.raises(DocumentError, match="picture"):
        read(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "a.csv")


def test_a_text_with_the_head_of_a_table_is_one_whatever_it_is_called() -> None:
    assert read_one(f"title,date,text\nA,2020,{END}\n", "a.txt").format == "csv"
    assert read_one(f"Text, title, and date: {BODY}\n", "a.txt").format == "text"


@pytest.mark.parametrize(
    "text",
    ['"' * 1_000_000, '"a\n' * 300_000, ',"' * 500_000, "a,b\n" * 5_000 + '"', "text,b\n" + '1,"x\n' * 4_000, "," * 4_000_000,
     "text\n" + "a" * 1_000_000, "text,date\n" + f"{END},3/garbage 2023 x\n" * 4_000, "<a,text\n" * 4_000],
)  # fmt: skip
def test_hostile_tables_do_not_hang(text: str) -> None:
    start = time.perf_counter()
    check_laws(text.encode(), "a.csv")
    assert time.perf_counter() - start < 15


VALID = [
    f"{HEAD}\n{ROW}\n2,B,{END},TASS,3/14/2023,\n".encode(),
    f"title\ttext\nA\t{BODY}\nB\t“{END}”\n".encode("utf-16"),
    f"Titel;Inhalt\nA;<p>{BODY}</p>\n".encode("cp1252"),
]


@settings(max_examples=150, deadline=None)
@given(damage(VALID), st.sampled_from(["a.csv", "a.tsv", "a.txt", "a"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    check_laws(data, name)


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40) | st.sampled_from(
    [BODY, END, 'a "b"', "x,y", "a\nb"]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8), st.sampled_from([",", ";", "|"]))
def test_what_a_table_holds_comes_out(rows: list[tuple[str, str]], delimiter: str) -> None:
    """Written by Python's own writer with every cell in quotation marks, each text stands in its row."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([("title", "text"), *((title, f"{text} {END}") for title, text in rows)])
    docs = read(file.getvalue(), "a.csv")
    assert len(docs) == len(rows)
    assert all(doc.raw.endswith(f" {END}") for doc in docs)

"""Reviews, codes and tags as files: out and in again, and from other tools."""

import csv
import io
import json

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reviewing import judge, result, rows, time

from analysis import review
from analysis.errors import DocumentError, RequestError
from analysis.review.coding import Coding

ROWS = rows(result())
SAMPLE = review.draw_sample(result(), n=6, at=time(0))


def text_at(row):
    sentences = result().sentences
    found = sentences[(sentences["doc_id"] == row[0]) & (sentences["sentence_id"] == row[1])]
    return str(found["text"].iloc[0])


def find_row(words, actor_id="CN"):
    sentences = result().sentences
    found = sentences[sentences["text"].str.contains(words, regex=False)].iloc[0]
    return str(found["doc_id"]), int(found["sentence_id"]), actor_id


def codes_of(*coders, label="neutral", note=""):
    codes = {
        (SAMPLE.sample_id, item.item_id, coder): review.Code(
            SAMPLE.sample_id, item.item_id, coder, label, "author", "", note, time(1)
        )
        for coder in coders
        for item in SAMPLE.items
    }
    return Coding({SAMPLE.sample_id: SAMPLE}, codes, {})


def as_csv(*table):
    stream = io.StringIO()
    csv.writer(stream).writerows(table)
    return stream.getvalue().encode()


def as_xlsx(*table):
    book = openpyxl.Workbook()
    for row in table:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


# Out and in again

NOTES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).map(str.strip)


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(ROWS), st.sampled_from(review.ACTIONS), st.sampled_from(["neutral", "favourable"]),
            st.sampled_from(["", "US", "=cmd()", "Ünal"]), NOTES,
        ),
        max_size=6,
        unique_by=lambda told: told[0],
    ),
    st.sampled_from(review.FORMS),
)  # fmt: skip
def test_reviews_come_back_as_they_went(told, form):
    told = [
        judge(
            result(),
            row,
            action=action,
            label=label,
            holder=holder or None,
            note=note,
            moved_to="KP" if "=" in holder else "",
        )
        for row, action, label, holder, note in told
        if not note.startswith("'")  # the one mark that a spreadsheet takes as its own
    ]
    data = review.write_reviews(told, form).encode()
    if not told and form == "jsonl":
        return
    read = review.import_reviews(result(), data, f"reviews.{form}")
    assert (set(read.reviews), read.unread, read.n_blank) == (set(told), (), 0)


@pytest.mark.parametrize("form", review.FORMS)
def test_codes_and_tags_come_back_as_they_went(form):
    coding = codes_of("Ana", "Ben", note="=SUM(A1)")
    read = review.import_codes(SAMPLE, review.write_codes(coding, form).encode(), f"codes.{form}")
    assert set(read.codes) == set(coding.codes.values())
    tags = [review.make_tag(result(), *row, "threat", who="Ana", note="-1 + 1", at=time(0)) for row in ROWS]
    assert set(review.import_tags(result(), review.write_tags(tags, form).encode(), f"t.{form}").tags) == set(
        tags
    )


def test_no_cell_starts_a_formula_and_json_lines_say_what_was_said():
    said = judge(result(), ROWS[0], note="=HYPERLINK(0)", reviewer="@Ana")
    for row in csv.reader(io.StringIO(review.write_reviews([said]))):
        assert not any(cell[:1] in "=+-@" and cell for cell in row)
    assert json.loads(review.write_reviews([said], "jsonl"))["note"] == "=HYPERLINK(0)"
    with pytest.raises(RequestError, match="csv, jsonl"):
        review.write_reviews([said], "xml")


def test_nothing_of_the_machine_leaves_with_codes_or_with_a_sheet_for_a_coder():
    sheet = review.write_sheet(SAMPLE)
    assert {row["label"] for row in csv.DictReader(io.StringIO(sheet))} == {""}
    for text in (
        sheet,
        review.write_sheet(SAMPLE, "jsonl"),
        review.write_codes(codes_of("Ana", label="cannot tell")),
    ):
        assert "machine" not in text
        assert not any(f"{item.machine.favourable}" in text for item in SAMPLE.items)


def test_decisions_leave_with_the_codes_and_are_not_taken_for_a_coder_s():
    decision = review.Decision(SAMPLE.sample_id, "1", "favourable", "author", "", "", "Zoë", time(2))
    coding = codes_of("Ana")
    whole = Coding(coding.samples, coding.codes, {(SAMPLE.sample_id, "1"): decision})
    text = review.write_codes(whole)
    assert [row["coder"] for row in csv.DictReader(io.StringIO(text)) if row["kind"] == "decision"] == ["Zoë"]
    read = review.import_codes(SAMPLE, text.encode(), "codes.csv")
    assert set(read.codes) == set(coding.codes.values())
    assert "decision" in read.unread[0].reason


# From elsewhere


@pytest.mark.parametrize("make", [as_csv, as_xlsx])
def test_reviews_are_found_by_the_text_of_the_sentence(make):
    row = find_row("threat to peace")
    typed = text_at(row).replace(" ", "\u00a0").replace("'", "’")
    name = "reviews.xlsx" if make is as_xlsx else "reviews.csv"
    data = make(
        ["Sentence text", "Actor", "Stance", "Comment"], [f" {typed} ", "China", "Positive", "read twice"]
    )
    read = review.import_reviews(result(), data, name, reviewer="Ben")
    (said,) = read.reviews
    assert (said.doc_id, said.actor_id, said.label, said.reviewer, said.note) == (
        row[0], "CN", "favourable", "Ben", "read twice",
    )  # fmt: skip
    assert said.machine.scorer == result().scorer


def test_what_does_not_match_is_reported_with_row_and_reason():
    row = find_row("threat to peace")
    data = as_csv(
        ["Exported on Monday", "", "", "", ""],
        ["text", "actor", "label", "doc_id", "sentence_id"],
        [text_at(row), "CN", "neutral", "", ""],
        ["Nobody wrote this.", "CN", "neutral", "", ""],
        [text_at(row), "Iran", "neutral", "", ""],
        [text_at(row), "CN", "splendid", "", ""],
        ["China praised the talks.", "CN", "neutral", "", ""],
        ["", "", "", "", ""],
        [text_at(find_row("generous agreement")), "", "neutral", "", ""],
        [text_at(row), "US", "neutral", "", ""],
        ["", "CN", "neutral", row[0], str(row[1])],
        ["Nobody wrote this.", "CN", "neutral", row[0], str(row[1])],
        [text_at(row), "CN", "", "", ""],
    )
    read = review.import_reviews(result(), data, "r.csv", reviewer="Ben")
    assert len(read.reviews) == 2
    assert read.n_blank == 1
    told = {one.place: one.reason for one in read.unread}
    for place, words in {
        "row 4": "no sentence here reads so",
        "row 5": "Iran",
        "row 6": "splendid",
        "row 7": "2 sentences read so",
        "row 9": "names no actor",
        "row 10": "no row for US",
        "row 12": "no sentence here reads so",
    }.items():
        assert words in told.pop(place)
    assert told == {}
    assert all(one.remedy for one in read.unread)


def test_a_sheet_comes_back_with_the_answers_that_were_filled_in():
    table = list(csv.reader(io.StringIO(review.write_sheet(SAMPLE))))
    at = table[0].index("label")
    table[1][at], table[2][at], table[3][at] = "-1", "Can't tell", "cannot tell"
    table[4][at], table[4][table[0].index("item_id")] = "neutral", "99"  # found by its text
    table[5][at], table[5][table[0].index("text")] = "neutral", "Another text."
    for make, name in ((as_csv, "c.csv"), (as_xlsx, "c.xlsx")):
        read = review.import_codes(SAMPLE, make(*table), name, coder="Ben")
        assert [(code.item_id, code.label, code.coder) for code in read.codes] == [
            ("1", "unfavourable", "Ben"), ("2", "cannot tell", "Ben"), ("3", "cannot tell", "Ben"),
            ("4", "neutral", "Ben"),
        ]  # fmt: skip
        assert read.n_blank == 1
        assert [one.place for one in read.unread] == ["row 6"]
    nameless = review.import_codes(SAMPLE, as_csv(*table), "c.csv")
    assert nameless.codes == ()
    assert "no coder" in nameless.unread[0].reason


def test_codes_of_another_sample_are_refused_by_name():
    data = as_csv(["sample_id", "item_id", "text", "label"], ["other", "1", "", "neutral"])
    assert "sample other" in review.import_codes(SAMPLE, data, "c.csv", coder="Ben").unread[0].reason


def test_broken_lines_are_reported_and_the_others_read():
    row = find_row("threat to peace")
    good = json.dumps({"text": text_at(row), "actor": "CN", "label": 1, "coder": None})
    lines = "\n".join([good, "{", "[1]", "", good.replace("CN", "Iran")])
    read = review.import_reviews(result(), lines.encode(), "r.jsonl", reviewer="Ben")
    assert [said.label for said in read.reviews] == ["favourable"]
    assert [one.place for one in read.unread] == ["line 2", "line 3", "line 5"]


def test_a_json_list_is_read_like_lines():
    row = find_row("threat to peace")
    data = json.dumps([{"text": text_at(row), "actor": "CN", "label": "neutral"}, 7], indent=1).encode()
    read = review.import_reviews(result(), data, "r.json", reviewer="Ben")
    assert [said.label for said in read.reviews] == ["neutral"]
    assert [one.place for one in read.unread] == ["record 2"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "r.csv"),
        (b"", "r.jsonl"),
        (b"a,b\n1,2\n", "r.csv"),
        (b"PK\x03\x04xl/workbook", "r.xlsx"),
        (as_xlsx(["a", "b"], ["1", "2"]), "r.xlsx"),
        (as_xlsx(), "r.xlsx"),
        (b"\x00\x01\x02" * 100, "r.csv"),
    ],
)
def test_what_is_no_such_table_is_said(data, name):
    with pytest.raises(DocumentError, match="r\\."):
        review.import_reviews(result(), data, name)


@given(st.binary(max_size=200), st.sampled_from(["r.csv", "r.jsonl", "r.tsv", "r.xlsx"]))
def test_any_bytes_are_read_or_refused(data, name):
    try:
        read = review.import_reviews(result(), data, name, reviewer="Ben")
    except DocumentError:
        return
    assert read.reviews == ()


def test_a_review_that_says_not_about_is_one():
    row = find_row("threat to peace")
    for cells in (["not about", ""], ["", "not about"]):
        data = as_csv(["text", "actor", "label", "action"], [text_at(row), "CN", *cells])
        (said,) = review.import_reviews(result(), data, "r.csv", reviewer="Ben").reviews
        assert said.action == "not about"

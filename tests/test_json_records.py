"""JSON lines and JSON that is no WordPress export: one document a record."""

import json
import time
from typing import Any

import pytest
from drafting import BODY, END, check_laws, damage, read, read_one, read_places, told
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import DocumentError
from analysis.ingest.limits import MAX_RECORDS
from analysis.types import UNKNOWN

ARTICLE: dict[str, Any] = {
    "source": {"id": None, "name": "Example News"},
    "author": "By Jane Doe",
    "title": "A &amp; B",
    "description": "What it is about.",
    "url": "https://www.example.com/a",
    "publishedAt": "2023-03-04T10:00:00Z",
    "content": f"{BODY} {END[:40]}… [+1234 chars]",
}
REMOVED: dict[str, Any] = {
    **ARTICLE,
    "title": "[Removed]",
    "description": "[Removed]",
    "content": "[Removed]",
}
NEWSAPI = {"status": "ok", "totalResults": 2, "articles": [ARTICLE, REMOVED]}
OWN = ("title", "source", "author", "address", "published", "complete")
VALUES = ("A & B", "Example News", "Jane Doe", "https://www.example.com/a", "2023-03-04", "no")


def lines(*records: Any) -> str:
    return "\n".join(record if isinstance(record, str) else json.dumps(record) for record in records)


def test_newsapi() -> None:
    doc = read_one(json.dumps({**NEWSAPI, "articles": [ARTICLE]}), "news.json")
    assert told(doc, *OWN) == VALUES
    assert doc.text == f"{BODY} {END[:40]}…"
    (mark,) = doc.removed
    assert (mark.text, doc.raw[mark.start : mark.end]) == ("[+1234 chars]", "[+1234 chars]")
    assert doc.notes == ("The text is cut off: it ends in “[+1234 chars]”.",)
    assert doc.format == "json"


@pytest.mark.parametrize(
    "value", [[ARTICLE], ARTICLE, {"data": {"items": [ARTICLE]}}, {"results": [{"fields": ARTICLE}]}]
)
@pytest.mark.parametrize("indent", [None, 2])
def test_lists_wrappers_and_single_records(value: Any, indent: int | None) -> None:
    assert told(read_one(json.dumps(value, indent=indent), "news.json"), *OWN) == VALUES


def test_a_record_that_was_removed_stands_in_its_place() -> None:
    assert read_places(json.dumps(NEWSAPI), "news.json") == [
        ("record 1", "China"), ("record 2", "! there is no text in it"),
    ]  # fmt: skip


def test_a_description_is_read_where_there_is_no_content_and_said() -> None:
    doc = read_one(json.dumps([{**ARTICLE, "content": None, "description": END}]), "news.json")
    assert (doc.text, doc.complete) == (END, "no")
    assert any("excerpt" in note for note in doc.notes)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        # The New York Times
        ({"response": {"docs": [{"headline": {"main": "H"}, "byline": {"original": "By Jo Doe"}, "web_url": "https://nyt.example.com/x",
                                 "pub_date": "2023-03-04T10:00:00+0000", "lead_paragraph": END}]}},
         ("H", "Jo Doe", "2023-03-04", "nyt.example.com")),
        # The Guardian
        ({"response": {"results": [{"webTitle": "H", "webPublicationDate": "2023-03-04T10:00:00Z", "webUrl": "https://g.example.com/x",
                                    "fields": {"byline": "Jo Doe", "bodyText": END}}]}},
         ("H", "Jo Doe", "2023-03-04", "g.example.com")),
        # Elasticsearch
        ({"hits": {"hits": [{"_id": "1", "_source": {"title": "H", "authors": ["Jo Doe", "A B"], "date": "20230304", "text": [END, BODY]}}]}},
         ("H", "Jo Doe, A B", "2023-03-04", UNKNOWN)),
        # JSON Feed
        ({"version": "1", "title": "Feed", "description": BODY, "items": [
            {"title": "H", "content_html": f"<p>{END}</p>", "date_published": "2023-03-04T10:00:00Z", "authors": [{"name": "Jo Doe"}]}]},
         ("H", "Jo Doe", "2023-03-04", UNKNOWN)),
        # Twitter
        ({"created_at": "Sat Mar 04 20:19:24 +0000 2023", "full_text": f"{END} &amp; more", "user": {"name": "Jo Doe", "screen_name": "jd"}},
         (UNKNOWN, "Jo Doe", "2023-03-04", UNKNOWN)),
        # A record with a list of others in it
        ({"title": "H", "text": END, "comments": [{"text": BODY}, {"text": BODY}]}, ("H", UNKNOWN, UNKNOWN, UNKNOWN)),
    ],
)  # fmt: skip
def test_interfaces(value: Any, expected: tuple[str, ...]) -> None:
    doc = read_one(json.dumps(value), "x.json")
    assert told(doc, "title", "author", "published", "source") == expected
    assert doc.text.startswith(END)


def test_unknown_keys_are_told_by_content_and_said() -> None:
    doc = read_one(json.dumps([{"titel": "T", "inhalt": BODY}]), "x.json")
    assert doc.text == BODY
    assert any("key" in note and "“inhalt”" in note and "guess" in note for note in doc.notes)


def test_wordpress_comes_first_where_it_fits() -> None:
    record = {
        "title": {"rendered": "T"},
        "content": {"rendered": f"<p>{BODY}</p>"},
        "date": "2023-03-04T10:00:00",
    }
    assert read_one(json.dumps(record), "x.json").format == "wordpress"
    doc = read_one(lines(record, record).splitlines()[0] + "\n", "x.jsonl")
    assert told(doc, "format", "title", "text", "published") == ("json lines", "T", BODY, "2023-03-04")


@given(st.integers(min_value=3, max_value=120))
def test_a_record_that_is_cut_off_says_so(n: int) -> None:
    data = json.dumps([ARTICLE, {"text": f"{BODY} {END}"}])[:-n]
    first, last = read(data, "x.json")
    assert first.complete == last.complete == "no"
    assert "The record is cut off before its end." in last.notes
    assert f"{BODY} {END}".startswith(last.text)


# ---- JSON lines ----


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json", "a.txt"])
def test_a_line_is_a_document(name: str) -> None:
    docs = read(lines(ARTICLE, "", {"text": END, "lang": "en"}), name)
    assert [doc.format for doc in docs] == ["json lines"] * 2
    assert told(docs[0], *OWN) == VALUES
    assert told(docs[1], "text", "language", "title") == (END, "en", UNKNOWN)


def test_bad_lines_stand_in_their_place_and_the_rest_goes_on() -> None:
    text = lines(
        ARTICLE, "[1, 2]", '{"text": "a" "b"}', {"text": ""}, "", {"text": END}, '{"text": "The road is lo'
    )
    found = read_places(text, "a.jsonl")
    assert [place for place, _ in found] == ["line 1", "line 2", "line 3", "line 4", "line 6", "line 7"]
    assert [text[:26] for _, text in found] == [
        "China", "! this is a value of JSON,", "! this is JSON that cannot", "! there is no text in it", "The", "The",
    ]  # fmt: skip


def test_dates_of_other_lines_tell_the_order() -> None:
    docs = read(lines({"text": END, "date": "3/4/2023"}, {"text": BODY, "date": "3/14/2023"}), "a.jsonl")
    assert [doc.published for doc in docs] == ["2023-03-04", "2023-03-14"]


def test_a_text_that_begins_with_a_bracket_is_a_text() -> None:
    assert read_one(f"{{sic}} {BODY}", "a.txt").format == "text"


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("{}", "a.json", "no key holds running text"),
        ('{"a": 1}', "a.json", "“a”; call the key with the text “text”"),
        ("[1, 2]", "a.json", "JSON without a record"),
        ('"text"', "a.json", "JSON without a record"),
        ('{"articles": []}', "a.json", "no key holds running text"),
        ('{"title": "x", "url": "https://x.org/a"}', "a.json", "save the pages themselves"),
        ('{"a": 1 "b"}', "a.json", "line 1: this is JSON that cannot be read"),
        ("[" * 100_000, "a.json", "nested"),
        ('{"a":' * 100_000, "a.jsonl", "nested"),
        ('{"a": 1 "b"}\n{"a": 2 "b"}', "a.jsonl", "line 1: this is JSON that cannot be read"),
        (json.dumps([{"text": "a"}] * (MAX_RECORDS + 1)), "a.json", "records in one file"),
        ('{"text": "a"}\n' * (MAX_RECORDS + 1), "a.jsonl", "records"),
    ],
)
def test_json_that_is_refused(text: str, name: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read(text, name)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f'{{"k{n}": 1}}' for n in range(4_900)),
        "[" + ",".join(f'{{"k{n}": "{END}"}}' for n in range(4_900)) + "]",
        '{"text": [' + '"a",' * 1_000_000,
        '{"a": {"fields": ' * 25 + "1",
        '{"text": "' + "\\u00e9" * 200_000,
        "{" + ",".join(f'"k{n}": "{END[:20]}"' for n in range(100_000)) + "}",
    ],
)
def test_hostile_json_does_not_hang(text: str) -> None:
    start = time.perf_counter()
    for name in ("a.json", "a.jsonl"):
        check_laws(text.encode(), name)
    assert time.perf_counter() - start < 20


VALID = [
    json.dumps(NEWSAPI).encode(),
    lines(ARTICLE, {"text": END}).encode(),
    json.dumps([ARTICLE] * 2, indent=1).encode(),
]


@settings(max_examples=200, deadline=None)
@given(damage(VALID), st.sampled_from(["a.json", "a.jsonl", "a.txt"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    check_laws(data, name)


VALUES_OF_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just(BODY),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["text", "title", "source", "content", "fields", "data", "date", "name", "x"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(VALUES_OF_JSON)
def test_any_value_is_read_or_refused(value: Any) -> None:
    check_laws(json.dumps(value).encode(), "a.json")

"""Which column holds what: by the usual names of exports, else by content, and said."""

import tomllib
from pathlib import Path

import pytest
from drafting import BODY, END

from analysis.errors import DocumentError
from analysis.ingest.metadata.languages import read_language
from analysis.ingest.tables import columns
from analysis.ingest.tables.columns import find_columns, find_field

# The columns of one export each, as its service names them, and the fields that they hold in that order.
EXPORTS = {
    "Media Cloud": ("id,publish_date,title,url,language,media_name,media_url,story_text", "..P.T.A.L.S..X"),
    "GDELT": ("url,title,seendate,domain,language,text", "A.T.P.S.L.X"),
    "Factiva": ("HD,BY,PD,SN,LA,LP,TD", "T.U.P.S.L.l.X"),
    "Nexis": ("Headline,Publication Name,Publication Date,Byline,Full Text", "T.S.P.U.X"),
    "Brandwatch": ("Date,Title,Url,Full Text,Snippet,Domain,Author,Language", "P.T.A.X.e.S.U.L"),
    "Meltwater": (
        "Date,Headline,URL,Opening Text,Hit Sentence,Source,Influencer,Language",
        "P.T.A.e.e.S.U.L",
    ),
    "NewsAPI": ("source,author,title,description,url,publishedAt,content", "S.U.T.e.A.P.X"),
    "Twitter": ("created_at,full_text,user_screen_name,lang,tweet_url", "P.X.U.L.A"),
    "news-please": ("authors,date_publish,language,maintext,source_domain,title,url", "U.P.L.X.S.T.A"),
}
LETTERS = {
    "T": "title", "S": "source", "P": "published", "A": "address", "U": "author", "L": "language", "X": "text",
    "l": "lead", "e": "excerpt", "": "",
}  # fmt: skip


@pytest.mark.parametrize("export", EXPORTS)
def test_names_of_exports(export: str) -> None:
    names, letters = EXPORTS[export]
    found = [find_field(name) for name in names.split(",")]
    assert [field for field in found if field] == [LETTERS[letter] for letter in letters.split(".") if letter]


@pytest.mark.parametrize(
    "name", ["Full Text", "full_text", "FULL-TEXT", "fullText", " full text ", "\ufefffull.text"]
)
def test_case_and_marks_do_not_count(name: str) -> None:
    assert find_field(name) == "text"


def test_each_name_has_one_field_and_an_origin() -> None:
    file = Path(columns.__file__).with_name("columns.toml")
    names = [
        (columns.normalise(name), origin)
        for fields in tomllib.loads(file.read_text(encoding="utf-8")).values()
        for name, origin in fields.items()
    ]
    assert len({name for name, _ in names}) == len(names)
    assert all(origin for _, origin in names)


def test_first_filled_cell_counts_in_order_of_preference() -> None:
    found = find_columns(
        ["snippet", "content", "full_text"], [["a…", "", BODY], ["b…", END, "nan"], ["c…", "", ""]], path="x"
    )
    rows = [["a…", "", BODY], ["b…", END, "nan"], ["c…", "", ""]]
    assert [found.pick_text(row) for row in rows] == [(BODY, False), (END, False), ("c…", True)]


def test_lead_paragraph_stands_before_the_text_once() -> None:
    found = find_columns(["LP", "TD"], [["Lead.", BODY]], path="x")
    assert found.pick_text(["Lead.", BODY]).text == f"Lead.\n\n{BODY}"
    assert found.pick_text(["Lead.", f"Lead. {BODY}"]).text == f"Lead. {BODY}"
    assert found.pick_text(["Lead.", ""]) == ("Lead.", True)


def test_unknown_names_are_told_by_content_and_said() -> None:
    found = find_columns(
        ["nr", "titel", "kurz", "inhalt"], [["1", "Ein Titel", END, f"{BODY} {END}"]], path="x"
    )
    assert found.pick_text(["1", "Ein Titel", END, BODY]).text == BODY
    (note,) = found.notes
    assert "“inhalt”" in note
    assert "guess" in note


def test_a_known_name_without_text_does_not_win() -> None:
    found = find_columns(["content", "inhalt"], [["", BODY]], path="x")
    assert found.pick_text(["", BODY]).text == BODY


@pytest.mark.parametrize("rows", [[["1", "2"]], [["", ""]], []])
def test_without_text_the_columns_are_listed(rows: list[list[str]]) -> None:
    with pytest.raises(DocumentError, match=r"“nr”, “wert”.*call the column with the text “text”"):
        find_columns(["nr", "wert"], rows, path="x")


@pytest.mark.parametrize(
    ("written", "code"),
    [("English", "en"), ("en-US", "en"), ("EN", "en"), ("eng", "en"), ("zh_Hans_CN", "zh"), ("Русский", "ru"),
     ("und", ""), ("", ""), ("Klingon", ""), ("en; drop", "")],
)  # fmt: skip
def test_language(written: str, code: str) -> None:
    assert read_language(written) == code

"""`sources.toml` and `sources.csv` beside documents: metadata, notes, columns; never documents."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from drafting import BODY, END

import analysis
from analysis.errors import DocumentError
from analysis.ingest.metadata.sources import parse_sources

TOML = '["a.txt"]\nsource = "TASS"\npublished = 2023-10-30\nnotes = ["Bought."]\n'
CSV = "file,source,published,notes\na.txt,TASS,2023-10-30,Bought.\n"
TABLE = f'Kopf,Inhalt,text\nOne,"{BODY} {END}",x1\nTwo,"{END} {BODY}",x2\n'


def pack(files: dict[str, str]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()


def lay(folder: Path, files: dict[str, str]) -> analysis.Corpus:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return analysis.read(folder)


@pytest.mark.parametrize(("name", "table"), [("sources.toml", TOML), ("sources.csv", CSV)])
def test_both_forms_tell_the_same_in_a_folder_a_zip_and_an_upload(
    tmp_path: Path, name: str, table: str
) -> None:
    files = {"a.txt": BODY, name: table}
    (doc,) = lay(tmp_path, files)
    (packed,) = analysis.read_bytes(pack(files), "all.zip")
    plan = analysis.plan_uploads(["f/a.txt", f"f/{name}"], lambda number: [BODY, table][number].encode())
    (upload,) = plan.files
    for found in (doc, packed):
        assert (found.source, found.published, found.published_precision) == ("TASS", "2023-10-30", "day")
        assert found.notes == ("Bought.",)
    assert upload.metadata == {"source": "TASS", "published": "2023-10-30"}
    assert upload.notes == ("Bought.",)
    assert not analysis.read(tmp_path).failures
    assert not plan.failures


@pytest.mark.parametrize(
    ("table", "place", "reason"),
    [
        ("title,source\nA,B\n", "line 1", "no column is called “file”"),
        ("", "line 1", "no column is called “file”"),
        ("file,source,nation\na.txt,TASS,RU\n", "line 1", "“nation” is no field"),
        ("file,source,source\na.txt,TASS,RT\n", "line 1", "“source” stands there twice"),
        ("file,country\na.txt,RU,x\n", "line 2", "it has 3 cells, the first line has 2"),
        ("file,published\n\na.txt,30/10/2023\n", "line 3", "“30/10/2023” is no date"),
        ("file,source\nb.txt,TASS\n", "line 2", "there is no file “b.txt” beside it"),
        ("file,source\n,TASS\n", "line 2", "the cell “file” is empty"),
        ("file,source\na.txt,TASS\na.txt,RT\n", "line 3", "has a row above already"),
        ('file,source\na.txt,"TASS\n', "line 2", "it is no CSV"),
        ("file,control\na.txt,royal\n", "line 2", "is not one of state, party"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_csv_is_listed_with_its_line(table: str, place: str, reason: str) -> None:
    found = parse_sources(table.encode(), "f/sources.csv", ["a.txt", "sources.csv"])
    (failure,) = found.failures
    assert (failure.path, failure.place) == ("f/sources.csv", place)
    assert reason in failure.reason
    assert failure.remedy


def test_what_is_right_in_a_csv_with_a_mistake_counts() -> None:
    table = "file;source;published;country\na.txt;TASS;last week;RU\n"  # as a spreadsheet in Europe writes it
    found = parse_sources(table.encode("utf-8-sig"), "sources.csv", ["a.txt"])
    told = found.find("a.txt")
    assert told is not None
    assert told.values == {"source": "TASS", "country": "RU"}
    assert len(found.failures) == 1


def test_of_both_tables_the_toml_is_read_and_the_analyst_told(tmp_path: Path) -> None:
    files = {"a.txt": BODY, "sources.toml": TOML, "sources.csv": CSV.replace("TASS", "RT")}
    corpus = lay(tmp_path, files)
    assert [doc.source for doc in corpus] == ["TASS"]
    (failure,) = corpus.failures
    assert "only sources.toml is read" in failure.reason
    assert "remove the other" in failure.remedy
    (packed,) = analysis.read_bytes(pack(files), "all.zip")
    assert packed.source == "TASS"
    assert any("only sources.toml is read" in note for note in packed.notes)


def test_columns_that_are_told_count_more_than_those_that_are_found(tmp_path: Path) -> None:
    told = '["t.csv"]\ncolumns = { text = "Inhalt", title = ["Oben", "Kopf"], author = "" }\n'
    corpus = lay(tmp_path, {"t.csv": TABLE, "sources.toml": told})
    assert [(failure.place, failure.reason[:30]) for failure in corpus.failures] == [
        ("", "no column is called “Oben”, wh")
    ]
    corpus = lay(tmp_path, {"sources.toml": told.replace('["Oben", "Kopf"]', '"kopf"')})
    assert [doc.title for doc in corpus] == ["One", "Two"]
    assert corpus[0].text.startswith(BODY[:30])
    assert corpus[0].notes == ("Columns as told: text “Inhalt”, title “kopf”.",)
    found = analysis.read_bytes(TABLE.encode(), "t.csv", columns={"text": "Inhalt", "title": "Kopf"})
    assert [doc.text for doc in found] == [doc.text for doc in corpus]
    long = analysis.read(_long(tmp_path))
    assert {doc.title for doc in long} == {"One"}


def _long(folder: Path) -> Path:
    """The same table under another name, told of in the same way."""
    (folder / "long").mkdir()
    (folder / "long" / "t.csv").write_text("Kopf,Inhalt,text\n" + f'One,"{BODY}",x\n' * 20, encoding="utf-8")
    told = '["t.csv"]\ncolumns = { text = "Inhalt", title = "Kopf" }\n'
    (folder / "long" / "sources.toml").write_text(told, encoding="utf-8")
    return folder / "long"


@pytest.mark.parametrize(
    ("name", "content", "columns", "reason"),
    [
        ("t.csv", TABLE, {"text": "Body"}, "no column is called “Body”, which was told for the text; there are “Kopf”"),
        ("t.csv", TABLE, {"text": ""}, "no column is told for the text"),
        ("t.csv", TABLE, {"mood": "Kopf"}, "“mood” is nothing that a column can hold"),
        ("t.csv", TABLE, {"title": 3}, "its name in quotation marks was expected"),
        ("a.txt", BODY, {"text": "Inhalt"}, "columns are told for it, but it is no table"),
        ("a.jsonl", '{"a": 1}\n{"b": 2}\n', {"text": "body"}, "no key is called “body”"),
    ],
)  # fmt: skip
def test_columns_that_cannot_be_are_said(
    name: str, content: str, columns: dict[str, str], reason: str
) -> None:
    with pytest.raises(DocumentError, match=reason):
        analysis.read_bytes(content.encode(), name, columns=columns)


def test_a_key_that_some_records_lack_is_noted() -> None:
    lines = f'{{"body": "{BODY}", "head": "One"}}\n{{"body": "{END}", "x": "y"}}\n'
    columns = {"text": "body", "title": "head", "author": "who"}
    first, second = analysis.read_bytes(lines.encode(), "a.jsonl", columns=columns)
    assert (first.title, second.title) == ("One", "unknown")
    assert "No key is called “who”, which was told for the author." in first.notes


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", f'Kopf;url;text;date\nOne;https://tass.com/1;"{BODY}";2024\n'),
        ("t.jsonl", f'{{"Kopf": "One", "url": "u", "text": "{BODY}", "date": "2024"}}\n' * 2),
        (
            "t.json",
            f'[{{"Kopf": "One", "url": "u", "text": "{BODY}", "date": "2024"}}]'.replace("}]", "}, {}]"),
        ),
    ],
)
def test_a_preview_says_what_reading_would_take(name: str, content: str) -> None:
    preview = analysis.preview_table(content.encode(), name)
    assert preview is not None
    assert preview.names == ("Kopf", "url", "text", "date")
    assert preview.rows[0][0] == "One"
    taken = {field: names for field, names in preview.columns.items() if names}
    assert taken == {"text": ("text",), "address": ("url",), "published": ("date",)}
    plain = analysis.read_bytes(content.encode(), name)
    told = analysis.read_bytes(content.encode(), name, columns=preview.columns)
    assert [(doc.text, doc.title, doc.published) for doc in told] == [
        (doc.text, doc.title, doc.published) for doc in plain
    ]


def test_what_is_no_table_has_no_preview() -> None:
    assert analysis.preview_table(BODY.encode(), "a.txt") is None
    assert analysis.preview_table(f'{{"text": "{BODY}"}}'.encode(), "a.json") is None
    with pytest.raises(DocumentError, match="empty"):
        analysis.preview_table(b"", "a.csv")


def test_the_workspace_keeps_notes_and_columns_and_takes_them_along(tmp_path: Path) -> None:
    with analysis.open_workspace(tmp_path / "one", create=True) as kept:
        columns = {"text": ["Inhalt"], "title": ["Kopf"], "author": []}
        added = kept.add_file(TABLE.encode(), "t.csv", notes=["Bought."], columns=columns, source="TASS")
        kept.add_text(BODY, notes=["Typed."])
        archive = kept.export_bytes()
        with pytest.raises(analysis.RequestError, match="notes are no list"):
            kept.put(
                "document",
                ("x",),
                {"form": "text", "name": "", "sha256": "0" * 64, "metadata": {}, "notes": [1]},
            )
        with pytest.raises(analysis.RequestError, match="nothing that a column can hold"):
            kept.put(
                "document",
                ("x",),
                {
                    "form": "file",
                    "name": "t.csv",
                    "sha256": "0" * 64,
                    "metadata": {},
                    "columns": {"mood": ["a"]},
                },
            )
    with analysis.open_workspace(tmp_path / "two", create=True) as other:
        other.import_archive(archive)
        corpus = other.apply(analysis.Corpus(()))
    assert not corpus.failures
    assert [doc.title for doc in corpus][:2] == ["One", "Two"]
    assert [doc.notes for doc in corpus][:2] == [added[0].notes, added[1].notes]
    assert "Bought." in added[0].notes
    assert corpus[2].notes == ("Typed.",)

"""The page Documents under AppTest: what is added, edited and taken back, kept in a workspace."""

import re
import sys
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import analysis
from dashboard import data, documents_table, wording, wording_documents
from dashboard.wording_documents import ADDED, LEFT_OUT, UNREAD, Came

sys.path.insert(0, str(Path(__file__).parent / "browser"))
from mixed_files import TITLES, mixed_files

pytestmark = pytest.mark.usefixtures("workspace_folder")

APP = str(Path(__file__).parent.parent / "dashboard" / "app.py")
TEXT = "Russia is a brutal aggressor. Russia invaded its neighbour. China helped on Monday."
ACTORS = b'[[actor]]\nid = "IR"\nname = "Iran"\n[[actor.aliases]]\nkind = "name"\norigin = "own"\nwords = ["Iran"]\n'


def open_page(name="documents"):
    app = AppTest.from_file(APP, default_timeout=120).run()
    app.switch_page(f"app_pages/{name}.py").run()
    assert not app.exception
    return app


def html_of(app):
    return unescape(" ".join(e.proto.body for e in app.get("html") if not e.proto.body.startswith("<style")))


def press(app, label):
    next(button for button in app.button if button.label.startswith(label)).click().run()
    assert not app.exception
    return app


def paste(app, text=TEXT, **fields):
    """Paste a text; the fields of the form by the middle of their keys."""
    for field, value in {**fields}.items():
        next(box for box in app.text_input if box.key.startswith(f"paste-{field}-")).set_value(value)
    next(box for box in app.text_area if box.key.startswith("paste-text-")).set_value(text)
    return press(app, "Add this text")


def upload(app, files, kind="files"):
    uploader = next(box for box in app.get("file_uploader") if box.proto.id and f"{kind}-" in box.key)
    uploader.set_value([(name, content, mime) for name, (mime, content) in files.items()]).run()
    assert not app.exception
    return app


def table_of(app):
    return app.dataframe[0].value.fillna("")


def undo_label(app):
    return app.button(key="undo").label


def test_an_empty_workspace_shows_the_examples_and_says_where_things_are_kept(workspace_folder):
    app = open_page()
    assert "5 example documents, none of your own yet" in html_of(app)
    assert str(workspace_folder) in html_of(app)
    assert app.button(key="undo").disabled
    assert len(table_of(app)) == 5
    assert app.toggle(key="examples").value


def test_every_format_that_can_be_read_stands_in_the_label():
    from analysis.ingest.formats import READERS

    assert set(analysis.FORMAT_NAMES) == set(READERS) - {"not read yet"}
    label = next(box for box in open_page().get("file_uploader") if "files-" in box.key).label
    for name in analysis.FORMAT_NAMES.values():
        assert name in label


def test_a_dropped_set_of_files_gets_a_row_for_each_and_is_kept():
    app = upload(open_page(), mixed_files())
    assert "4 documents added; 1 not read." in html_of(app)
    report = html_of(press(app, "Add these 2 rows"))
    assert "6 documents added; 1 not read." in report
    for name in mixed_files():
        assert name in report
    for title in TITLES.values():
        assert title in report
    assert "This PDF is broken" in report
    assert "added: 2 documents" in report
    assert len(table_of(app)) == 6
    assert wording_documents.HIDDEN_NOW in report
    again = open_page()
    assert len(table_of(again)) == 6
    assert "6 documents of your own; 5 example documents hidden" in html_of(again)
    again = upload(again, {"wire.txt": mixed_files()["wire.txt"]})
    assert "Nothing was added; 1 there already." in html_of(again)


TABLE = (
    "Kopf,Inhalt,text,url\n"
    f'One,"{TEXT} China and Russia met again.",x1,https://tass.com/1\n'
    f'Two,"{TEXT} North Korea kept silent all the time.",x2,https://xinhuanet.com/2\n'
)


def box(app, field):
    return next(
        box for box in app.selectbox if box.key.startswith("column-") and box.key.endswith(f"-{field}")
    )


def test_the_columns_of_a_table_are_shown_corrected_kept_and_can_be_left_out():
    files = {"export.csv": ("text/csv", TABLE.encode()), "plain.txt": ("text/plain", TEXT.encode())}
    app = upload(open_page(), files)
    assert "1 document added." in html_of(app)
    assert "Which column holds what? export.csv, 2 rows" in html_of(app)
    assert (box(app, "text").value, box(app, "title").value, box(app, "address").value) == (
        "text",
        None,
        "url",
    )
    assert "China and Russia met again." in str(app.dataframe[0].value.iloc[0].tolist())
    box(app, "text").select("Inhalt").run()
    box(app, "title").select("Kopf").run()
    app = press(app, "Add these 2 rows")
    assert "3 documents added." in html_of(app)
    assert {"One", "Two"} <= set(table_of(app)["title"])
    assert not [found for found in app.selectbox if found.key.startswith("column-")]
    value = next(
        value for value in data.workspace().entries("document").values() if value["name"] == "export.csv"
    )
    assert (value["columns"]["text"], value["columns"]["title"]) == (["Inhalt"], ["Kopf"])
    data.opened.clear()
    again = data.workspace().apply(analysis.Corpus(()))  # read anew, with what was confirmed
    assert {document.title for document in again} >= {"One", "Two"}
    assert not again.failures

    app = press(
        upload(app, {"second.csv": ("text/csv", TABLE.replace("One", "Three").encode())}), "Leave it out"
    )
    assert not [found for found in app.selectbox if found.key.startswith("column-")]
    assert len(table_of(app)) == 3


def test_a_table_without_a_text_waits_until_one_is_chosen():
    rows = b"kind,when\nshort,2024-01-01\nlong,2024-01-02\n"
    app = upload(open_page(), {"odd.csv": ("text/csv", rows)})
    assert "no column holds running text" in html_of(app)
    assert app.button(key="add-rows").disabled
    box(app, "text").select("kind").run()
    app = press(app, "Add these 2 rows")
    assert "2 documents added." in html_of(app)


def test_a_pasted_table_is_asked_about_and_columns_that_are_told_are_not():
    pasted = f"title\ttext\tdate\turl\nOne\t{TEXT} Once.\t2024-01-01\thttps://tass.com/1\n"
    app = paste(open_page(), pasted)
    assert "Which column holds what? pasted table, 1 row" in html_of(app)
    app = press(app, "Add this row")
    assert list(table_of(app)["title"]) == ["One"]
    told = b'["export.csv"]\nsource = "Told"\nnotes = "Bought in 2024."\ncolumns = { text = "Inhalt" }\n'
    files = {"export.csv": ("text/csv", TABLE.encode()), "sources.toml": ("text/plain", told)}
    app = upload(app, files)
    assert "2 documents added." in html_of(app)
    added = [document for document in data.current().corpus if document.source == "Told"]
    assert len(added) == 2
    assert all("Bought in 2024." in document.notes for document in added)
    assert all("Columns as told: text “Inhalt”." in document.notes for document in added)


def test_what_is_noted_of_a_fetched_page_is_kept(monkeypatch):
    page = (
        f"<html><head><title>Far away</title></head><body><article><p>{TEXT * 4}</p></article></body></html>"
    )

    def fetch(address):
        notes = ("Fetched on 2024-01-01.", "It led to https://example.org/2.")
        return analysis.read_bytes(page.encode(), "page.html", notes=notes, address=address)

    monkeypatch.setattr(analysis, "fetch", fetch)
    app = open_page()
    next(found for found in app.text_input if found.key.startswith("fetch-")).set_value(
        "https://example.org/1"
    )
    press(app, "Fetch")
    (document,) = [one for one in data.current().corpus if one.address == "https://example.org/1"]
    assert document.notes[-2:] == ("Fetched on 2024-01-01.", "It led to https://example.org/2.")
    assert len(set(document.notes)) == len(document.notes)


def test_the_examples_can_be_shown_again_and_that_is_kept():
    app = paste(open_page())
    assert len(table_of(app)) == 1
    app.toggle(key="examples").set_value(True).run()
    assert len(table_of(app)) == 6
    assert len(table_of(open_page())) == 6
    assert undo_label(app) == "Undo: example documents shown"
    press(app, "Undo")
    assert len(table_of(app)) == 1
    assert not app.toggle(key="examples").value


def test_a_pasted_text_is_analysed_and_can_be_removed_and_brought_back():
    app = paste(open_page(), title="My text")
    assert "1 document added" in html_of(app)
    assert undo_label(app) == "Undo: “My text” added"
    app.selectbox(key="look").select("My text").run()
    press(app, "Remove this document")
    assert "My text" not in app.selectbox(key="look").options
    assert len(table_of(app)) == 5  # nothing of one's own: the examples again
    press(app, "Undo")
    assert app.selectbox(key="look").options == ["My text"]


@pytest.mark.parametrize(
    ("text", "fields", "words"),
    [
        ("", {}, "empty"),
        ("   \n ", {}, "empty"),
        (TEXT, {"date": "last week"}, "last week"),
        (TEXT, {"address": "example"}, "no web address"),
    ],
)
def test_what_cannot_be_added_is_said_and_stays_in_the_form(text, fields, words):
    app = paste(open_page(), text, **fields)
    assert words in app.error[0].value
    assert len(table_of(app)) == 5
    assert next(box for box in app.text_area if box.key.startswith("paste-text-")).value == text
    assert app.button(key="undo").disabled


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Китай и Россия укрепляют сотрудничество в области энергетики, заявил представитель. " * 4,
            "another language (ru)",
        ),
        (
            "The weather in Oslo was fine on Monday, and the harbour was full of boats all day.",
            "none of the actors",
        ),
    ],
)
def test_a_text_without_figures_says_why(text, words):
    app = paste(open_page(), text)
    assert any(words in info.value for info in app.info)
    assert len(table_of(app)) == 1


def test_documents_without_a_reported_view_say_what_to_do():
    app = paste(open_page(), "Russia held a vote on Monday. China held a vote on Tuesday.", title="Plain")
    app.switch_page("app_pages/voices.py").run()
    assert app.info[0].value.startswith("No view of anybody is reported in these documents.")


def test_a_removed_block_can_be_put_back_and_taken_out_again():
    app = open_page()
    app.selectbox(key="look").select_index(3).run()
    n_removed = int(table_of(app)["n_removed"].iloc[3])
    press(app, "Put back")
    assert int(table_of(app)["n_removed"].iloc[3]) == n_removed - 1
    assert undo_label(app).endswith("put back")
    press(app, "Take out again")
    assert int(table_of(app)["n_removed"].iloc[3]) == n_removed


def test_an_edit_is_kept_undone_and_redone_with_words_that_say_what():
    app = paste(open_page(), title="Old title")
    (doc_id,) = data.workspace().added()
    assert not documents_table.store_cell(doc_id, "title", "New  title ")
    app.run()
    assert list(table_of(app)["title"]) == ["New title"]
    assert undo_label(app) == "Undo: title of “New title” changed"
    press(app, "Undo")
    assert list(table_of(app)["title"]) == ["Old title"]
    assert app.button(key="redo").label == "Redo: title of “Old title” changed"
    press(app, "Redo")
    assert list(table_of(app)["title"]) == ["New title"]
    assert "“New title”" in html_of(app)  # the history


def test_an_emptied_cell_takes_the_edit_back_and_then_is_unknown():
    open_page()
    document = data.workspace().add_text(TEXT, title="T", source="GQN")
    store = documents_table.store_cell
    store(document.doc_id, "source", "TASS")
    assert data.workspace().edits(document.doc_id) == {"source": "TASS"}
    assert store(document.doc_id, "source", "")
    assert data.workspace().edits(document.doc_id) == {}
    assert not store(document.doc_id, "source", " ")
    assert data.workspace().edits(document.doc_id) == {"source": "unknown"}


@pytest.mark.parametrize(
    ("column", "typed", "kept"),
    [
        ("country", "ru", "RU"),
        ("published", "2024-02", "2024-02"),
        ("published", "2024-02-31", None),
        ("language", "English", None),
        ("address", "tass.com", None),
        ("genre", "news", "news"),
    ],
)
def test_a_cell_is_checked_by_the_rules_of_reading(column, typed, kept):
    open_page()
    document = data.workspace().add_text(TEXT, title="T")
    if kept is None:
        with pytest.raises(analysis.RequestError, match=re.escape(typed)):
            documents_table.store_cell(document.doc_id, column, typed)
    else:
        documents_table.store_cell(document.doc_id, column, typed)
    assert data.workspace().edits(document.doc_id).get(column) == kept


def test_metadata_change_the_tables_without_a_new_analysis(monkeypatch):
    document = data.workspace().add_text(TEXT, title="T")
    before = data.current_result()
    monkeypatch.setattr(analysis, "analyse", None)
    data.workspace().edit_metadata(document.doc_id, {"source": "TASS", "country": "RU"})
    after = data.current_result()
    assert list(after.documents["source"]) == ["TASS"]
    assert list(before.documents["source"]) == ["unknown"]
    assert set(after.source_framing["source"]) == {"TASS"}


def test_every_column_of_a_document_counts_for_the_cache():
    document = analysis.document(TEXT, title="T")
    first = data.analysed([document])
    assert data.analysed([document]) is first
    for column in wording_documents.COLUMNS:
        changed = {column: "en" if column == "language" else "changed"}
        if getattr(document, column) != changed[column]:
            assert data.analysed([replace(document, **changed)]) is not first, column
    assert data.analysed([document], analysis.read_actors().select(["US"])) is not first


def test_a_known_outlet_is_offered_and_counts_only_when_accepted():
    app = paste(open_page(), title="One", source="Xinhua")
    paste(app, TEXT + " More.", title="Two", address="https://tass.com/1")
    assert set(table_of(app)["country"]) == {""}
    assert "Xinhua News Agency · 1 document: country CN, control state." in re.sub(
        "<[^>]+>", "", html_of(app)
    )
    press(app, "Accept all")
    assert list(table_of(app)["country"]) == ["CN", "RU"]
    assert list(table_of(app)["control"]) == ["state", "state"]
    assert not [button for button in app.button if button.label.startswith("Accept")]
    press(app, "Undo")  # both at once
    assert set(table_of(app)["country"]) == {""}


def test_own_actors_are_checked_used_and_left_again():
    app = paste(open_page(), "Iran is a brutal aggressor. Iran lied. Iran bullied its neighbours again.")
    bad = next(box for box in app.get("file_uploader") if box.key.startswith("actors-"))
    bad.set_value([("bad.toml", b"not toml [", "application/toml")]).run()
    assert "bad.toml: not TOML" in app.error[0].value
    good = next(box for box in app.get("file_uploader") if box.key.startswith("actors-"))
    good.set_value([("mine.toml", ACTORS, "application/toml")]).run()
    assert "Iran" in data.current_result().actor_names.values()
    assert any("your own, “mine.toml”" in box.label for box in app.expander)
    app.switch_page("app_pages/methods.py").run()
    assert "Iran" in set(app.dataframe[-1].value["Actor"])
    app.switch_page("app_pages/documents.py").run()
    press(app, "Go back to the bundled four")
    assert "Iran" not in data.current_result().actor_names.values()


def test_a_workspace_is_exported_and_imported_and_conflicts_are_asked(tmp_path):
    with analysis.open_workspace(tmp_path / "other", create=True) as other:
        document = other.add_text(TEXT, title="From elsewhere")
        other.edit_metadata(document.doc_id, {"source": "theirs"})
        archive = other.export_bytes()
    app = open_page()
    data.workspace().add_text(TEXT, title="From elsewhere")
    data.workspace().edit_metadata(document.doc_id, {"source": "mine"})
    uploader = next(box for box in app.run().get("file_uploader") if box.key.startswith("import-"))
    uploader.set_value([("w.zip", archive, "application/zip")]).run()
    assert "1 say something else here: yours stays" in app.success[0].value
    assert list(table_of(app)["source"]) == ["mine"]
    press(app, "Take theirs")
    assert list(table_of(app)["source"]) == ["theirs"]
    broken = next(box for box in app.get("file_uploader") if box.key.startswith("import-"))
    broken.set_value([("w.zip", archive[:100], "application/zip")]).run()
    assert "w.zip" in app.error[0].value or "archive" in app.error[0].value


def test_what_does_not_fit_is_listed():
    open_page()
    data.workspace().put("metadata", ("0123456789abcdef", "title"), "Of a document that is elsewhere")
    app = open_page()
    assert any("1 entry of the workspace that does not fit" in box.label for box in app.expander)
    assert "Of a document that is elsewhere" in html_of(app)


def test_near_duplicates_are_named():
    app = paste(open_page(), " ".join([TEXT] * 3), title="One")
    paste(app, " ".join([TEXT] * 3) + " Nothing else happened.", title="Two")
    assert any("1 story told nearly word for word" in box.label for box in app.expander)


def test_a_workspace_that_cannot_be_opened_is_said_and_the_app_goes_on(workspace_folder):
    workspace_folder.mkdir(parents=True)
    (workspace_folder / "workspace.sqlite").write_bytes(b"no database at all" * 100)
    data.opened.clear()
    app = AppTest.from_file(APP, default_timeout=120).run()
    assert not app.exception
    assert "workspace.sqlite" in app.error[0].value
    assert "not kept" in app.error[0].value
    assert app.title[0].value == wording.QUESTION_OVERVIEW
    app = paste(open_page(), title="For now")
    assert list(table_of(app)["title"]) == ["For now"]
    assert (workspace_folder / "workspace.sqlite").read_bytes().startswith(b"no database")


def test_a_workspace_that_goes_away_is_said_nothing_typed_is_lost_and_it_comes_back(workspace_folder):
    app = paste(open_page(), title="Mine")
    file = workspace_folder / "workspace.sqlite"
    away = file.rename(workspace_folder / "away")
    app = paste(app, TEXT + " More.", title="Later")
    assert "workspace.sqlite" in app.error[0].value.lower()
    assert "open it again" in app.error[0].value
    assert next(box for box in app.text_input if box.key.startswith("paste-title-")).value == "Later"
    away.rename(file)
    press(app, "Open the workspace again")
    assert list(table_of(app)["title"]) == ["Mine"]
    press(app, "Add this text")
    assert list(table_of(app)["title"]) == ["Mine", "Later"]


def test_a_workspace_that_cannot_be_read_leaves_the_examples(monkeypatch):
    app = open_page()

    def fail(*_):
        raise analysis.WorkspaceError("w", "", "it is gone", "bring it back")

    monkeypatch.setattr(type(data.workspace()), "version", property(fail))
    app.run()
    assert not app.exception
    assert "it is gone" in app.error[0].value
    assert "what you added" in html_of(app)
    assert len(table_of(app)) == 5
    app.switch_page("app_pages/overview.py").run()
    assert not app.exception
    monkeypatch.undo()


def test_a_folder_is_read_as_from_disk():
    paths = [
        "a/x.txt",
        "a/sources.toml",
        "a/.hidden",
        "b/page.html",
        "b/page_files/style.css",
        "b/~$open.docx",
    ]
    table = b'["x.txt"]\ntitle = "Told"\npublished = 2024-05-01\n'
    plan = analysis.plan_uploads(paths, lambda number: table)
    assert [(file.path, file.name, file.metadata) for file in plan.files] == [
        ("a/x.txt", "x.txt", {"title": "Told", "published": "2024-05-01"}),
        ("b/page.html", "page.html", {}),
    ]
    assert plan.passed == ("a/.hidden", "b/page_files/style.css", "b/~$open.docx")
    assert not plan.failures


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def test_hostile_names_and_values_stay_text():
    row = {
        "doc_id": "1", "title": HOSTILE, "format": "text", "n_sentences": 1, "n_removed": 0, "path": "",
    }  # fmt: skip
    report = [
        Came(HOSTILE, ADDED, ("1",), HOSTILE),
        Came(HOSTILE, UNREAD, remark=HOSTILE),
        Came(HOSTILE, LEFT_OUT),
    ]
    data.workspace().put("metadata", ("1", "title"), HOSTILE)
    for html in (
        wording_documents.came_table(report, {"1": row}),
        wording_documents.history_table(data.workspace().history(), {"1": HOSTILE}),
    ):
        assert "<script" not in html
        assert "<img" not in html
        assert "&lt;script&gt;" in html


def test_the_network_is_asked_only_by_its_own_button(monkeypatch):
    asked = []

    def fetch(address):
        asked.append(address)
        return [analysis.document(TEXT, title="Far away", address=address, source="example.org")]

    monkeypatch.setattr(analysis, "fetch", fetch)
    app = open_page()
    assert "asks the network" in html_of(app)
    press(app, "Fetch")
    assert "No address was given" in app.error[0].value
    assert asked == []
    next(box for box in app.text_input if box.key.startswith("fetch-")).set_value("https://example.org/1")
    press(app, "Fetch")
    assert asked == ["https://example.org/1"]
    assert list(table_of(app)["title"]) == ["Far away"]
    assert list(table_of(app)["address"]) == ["https://example.org/1"]

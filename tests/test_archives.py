"""ZIP archives: read as folders are; what is wrong in them is listed; what is hostile costs nothing."""

import hashlib
import io
import stat
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl
import pytest
from drafting import BODY, END, check_laws, damage, read, read_one, read_places
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import ingest
from analysis.errors import DocumentError
from analysis.ingest.files import archive_names, archives
from analysis.ingest.files.hidden import is_hidden
from analysis.ingest.formats import read_drafts
from analysis.ingest.limits import MAX_ARCHIVE_DEPTH, MAX_ENTRIES, MAX_NAME

Entries = Sequence[tuple[str | zipfile.ZipInfo, bytes | str]]
PAGE = f"<!DOCTYPE html><html><head><title>A Road</title></head><body><p>{BODY}</p><p>{END}</p></body></html>"
TABLE = f"title,text\nFirst,{BODY!r}\nSecond,\nThird,{END!r}\n".replace("'", '"')


def pack(*entries: tuple[str | zipfile.ZipInfo, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return packed.getvalue()


def info(
    name: str, *, mode: int = stat.S_IFREG | 0o644, method: int = zipfile.ZIP_DEFLATED
) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr, entry.compress_type = 3, mode << 16, method
    return entry


def word_file(text: str) -> bytes:
    document, saved = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(saved)
    return saved.getvalue()


def excel_file(text: str) -> bytes:
    book, saved = openpyxl.Workbook(), io.BytesIO()
    for row in (["title", "text"], ["A Row", text]):
        book.active.append(row)
    book.save(saved)
    return saved.getvalue()


def encrypt(data: bytes) -> bytes:
    """The same archive with all files marked as encrypted, in both places that tell it."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(mark, at + 4)
    return bytes(changed)


def nest(data: bytes, depth: int) -> bytes:
    for number in range(depth):
        data = pack((f"inner{number}.zip", data))
    return data


# ---- what is in it is read ----


def test_each_file_is_read_as_it_is_in_a_folder(tmp_path: Path) -> None:
    files = {"b.html": PAGE, "a.txt": BODY, "sub/c.txt": END}
    for name, text in files.items():
        (tmp_path / "f" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "f" / name).write_text(text, encoding="utf-8")
    (tmp_path / "z.zip").write_bytes(pack(*files.items()))
    from_folder, from_archive = ingest.read(tmp_path / "f"), ingest.read(tmp_path / "z.zip")
    assert not from_folder.failures
    assert not from_archive.failures
    for one, other in zip(from_folder, from_archive, strict=True):
        told = ("raw", "text", "title", "removed", "notes", "format", "sha256")
        assert [getattr(one, field) for field in told] == [getattr(other, field) for field in told]
    assert [doc.path for doc in from_archive] == [
        f"{tmp_path / 'z.zip'}/{name}" for name in ("a.txt", "b.html", "sub/c.txt")
    ]
    assert from_archive[0].sha256 == hashlib.sha256(BODY.encode()).hexdigest()
    assert len({doc.doc_id for doc in from_archive}) == 3


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_word_and_excel_files_in_it_are_no_archives_and_it_is_neither(method: int) -> None:
    """Stored, the parts of a workbook lie open in the archive: it must not be taken for a workbook itself."""
    data = pack(("w.docx", word_file(BODY)), ("x.xlsx", excel_file(END)), method=method)
    assert [(doc.format, doc.text) for doc in read(data, "both.zip")] == [("docx", BODY), ("excel", END)]
    assert read_one(word_file(BODY), "a.zip").format == "docx"  # called a ZIP, and a Word file
    assert read_one(excel_file(BODY), "a.zip").format == "excel"


def test_a_stored_pdf_at_its_head_does_not_make_it_a_pdf() -> None:
    data = pack(("a.pdf", b"%PDF-1.7\n"), ("b.txt", BODY), method=zipfile.ZIP_STORED)
    places = read_places(data, "a.zip")
    assert places[0][0] == "a.pdf"
    assert "broken" in places[0][1]
    assert places[1] == ("b.txt", "China")


def test_records_say_in_which_file_they_stand() -> None:
    assert read_places(pack(("t/table.csv", TABLE)), "a.zip") == [
        ("t/table.csv, row 2", "China"),
        ("t/table.csv, row 3", "! there is no text in it"),
        ("t/table.csv, row 4", "The"),
    ]
    docs = read(pack(("table.csv", TABLE)), "a.zip")
    assert docs[0].notes[-1].startswith("Left out: a.zip, table.csv, row 3: ")


def test_archives_in_it_are_read_to_a_small_depth() -> None:
    inner = pack(("a.txt", BODY))
    assert read_places(nest(inner, 2), "a.zip") == [("inner1.zip/inner0.zip/a.txt", "China")]
    doc = read_one(nest(inner, MAX_ARCHIVE_DEPTH - 1), "a.zip")
    assert doc.path == "a.zip/inner1.zip/inner0.zip/a.txt"
    with pytest.raises(
        DocumentError, match=r"inner2.zip/inner1.zip/inner0.zip: ZIP files lie more than 3 deep"
    ):
        read(nest(inner, MAX_ARCHIVE_DEPTH), "a.zip")


def test_hidden_files_are_passed_over_and_those_of_a_saved_page(tmp_path: Path) -> None:
    files = {
        "page.html": PAGE, "page_files/ad.html": PAGE, "page_files/deep/x.txt": BODY, "__MACOSX/._page.html": b"\0",
        ".DS_Store": b"\0\1", "Thumbs.db": b"\xd0\xcf", "sub/desktop.ini": "x", "~$report.docx": b"\0", ".git/a.txt": BODY,
        "sub/.a.txt": BODY, "other_files/a.txt": END,
    }  # fmt: skip
    assert [place for place, _ in read_places(pack(*files.items()), "a.zip")] == [
        "other_files/a.txt",
        "page.html",
    ]
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data.encode() if isinstance(data, str) else data)
    corpus = ingest.read(tmp_path)
    assert [Path(doc.path).relative_to(tmp_path).as_posix() for doc in corpus] == [
        "other_files/a.txt",
        "page.html",
    ]
    assert not corpus.failures


@pytest.mark.parametrize("name", ["Thumbs.db", "THUMBS.DB", "__MACOSX", ".a", "~$b.docx"])
def test_hidden_names(name: str) -> None:
    assert is_hidden(name)
    assert not is_hidden(f"my {name}")


# ---- sources.toml ----


def test_sources_toml_in_it_tells_metadata_and_the_inner_counts_more(tmp_path: Path) -> None:
    inner = '["a.txt"]\nsource = "Inner"\nnotes = "Seen."\n["no.txt"]\nsource = "X"\n["b.txt"]\npublished = "2023-13"\n'
    data = pack(("x/a.txt", BODY), ("x/b.txt", END), ("x/sources.toml", inner), ("a.txt", f"Other. {END}"))
    (tmp_path / "z.zip").write_bytes(data)
    (tmp_path / "sources.toml").write_text(
        '["z.zip"]\nsource = "Outer"\ncontrol = "state"\n', encoding="utf-8"
    )
    corpus = ingest.read(tmp_path)
    assert [(Path(d.path).name, d.source, d.control, d.notes) for d in corpus] == [
        ("a.txt", "Outer", "state", ()),
        ("a.txt", "Inner", "state", ("Seen.",)),
        ("b.txt", "Outer", "state", ()),
    ]
    assert [(failure.path, failure.place) for failure in corpus.failures] == [
        (str(tmp_path / "z.zip"), "x/sources.toml, line 4"),
        (str(tmp_path / "z.zip"), "x/sources.toml, line 7"),
    ]


def test_sources_toml_finds_names_as_macos_writes_them(tmp_path: Path) -> None:
    composed, apart = "caf\u00e9.txt", "cafe\u0301.txt"
    toml = f'["{composed}"]\nsource = "X"\n'
    assert read_one(pack((apart, BODY), ("sources.toml", toml)), "a.zip").source == "X"
    (tmp_path / apart).write_text(BODY, encoding="utf-8")
    (tmp_path / "sources.toml").write_text(toml, encoding="utf-8")
    assert [doc.source for doc in ingest.read(tmp_path)] == ["X"]


def test_a_large_sources_toml_costs_little() -> None:
    toml = "".join(f'["n{number}.txt"]\nsource = 1\n' for number in range(25_000))
    start = time.perf_counter()
    (doc,) = read(pack(("a.txt", BODY), ("sources.toml", toml)), "a.zip")
    assert time.perf_counter() - start < 10
    assert doc.notes[-1] == "Left out: 49980 more."


# ---- what is wrong is listed, and the rest goes on ----


def duplicate() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate"):
        return pack(("a.txt", END), ("a.txt", BODY))


@pytest.mark.parametrize(
    ("entries", "place", "reason"),
    [
        ([("../a.txt", END)], "../a.txt", "leads out"),
        ([("x/../../a.txt", END)], "x/../../a.txt", "leads out"),
        ([("/etc/a.txt", END)], "etc/a.txt", "leads out"),
        ([("C:\\docs\\a.txt", END)], "C:/docs/a.txt", "leads out"),
        ([("..\\a.txt", END)], "../a.txt", "leads out"),
        ([(info("link.txt", mode=stat.S_IFLNK | 0o777), "/etc/passwd")], "link.txt", "a link"),
        ([(info("pipe.txt", mode=stat.S_IFIFO | 0o644), "")], "pipe.txt", "no file"),
        ([(info("b.txt", method=zipfile.ZIP_BZIP2), END)], "b.txt", "packed in a way"),
        ([(info("l.txt", method=zipfile.ZIP_LZMA), END)], "l.txt", "packed in a way"),
        ([("empty.txt", "")], "empty.txt", "empty"),
        ([("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(99))], "picture.png", "picture"),
        ([("bomb.txt", b"a" * 4_000_000)], "bomb.txt", "grows more than 200 times"),
        ([("large.txt", b"a b" * 2_000_000)], "large.txt", "6 MB is more than the 5 MB"),
        ([("n" * (MAX_NAME + 1), END)], f"{'n' * 60}…", "name is too long"),
        ([("a\x1b[2J\u202e.txt", b"")], "a�[2J�.txt", "empty"),
        ([("inner.zip", b"PK\x03\x04\x14\x00")], "inner.zip", "ZIP file is broken"),
        ([("inner.zip", pack(("x.txt", "")))], "inner.zip/x.txt", "empty"),
        ([("inner.zip", pack(("x/", "")))], "inner.zip", "no document"),
        ([("inner.zip", b"no archive at all")], "inner.zip", "called a ZIP file"),
        ([("no.xlsx", pack(("a.txt", END)))], "no.xlsx", "called an Excel file, but is none"),
        ([("broken.docx", b"PK\x03\x04\x14\x00")], "broken.docx", "Word file is broken"),
        ([("slides.pptx", pack(("[Content_Types].xml", ""), ("ppt/a.xml", "")))], "slides.pptx", "presentation"),
        ([("a.odt", pack(("mimetype", ""), ("META-INF/manifest.xml", "")))], "a.odt", "OpenDocument"),
        ([("a.epub", pack(("mimetype", ""), ("META-INF/container.xml", "")))], "a.epub", "e-book"),
        ([("a.pages", pack(("Index/Document.iwa", "")))], "a.pages", "Pages"),
        ([("w.zip", pack(("workspace.json", ""), ("changes.jsonl", "")))], "w.zip", "exported workspace"),
    ],
)  # fmt: skip
def test_a_bad_file_in_it_is_listed_and_the_rest_goes_on(entries: Entries, place: str, reason: str) -> None:
    drafts = read_drafts(pack(*entries, ("zz.txt", BODY)), "a.zip")
    (error,) = [draft for draft in drafts if isinstance(draft, DocumentError)]
    assert (error.path, error.place) == ("a.zip", place)
    assert reason in error.reason
    assert error.remedy
    assert [draft.place for draft in drafts if not isinstance(draft, DocumentError)] == ["zz.txt"]


def test_of_files_with_the_same_name_the_last_is_read_and_the_other_listed() -> None:
    assert [text for _, text in read_places(duplicate(), "a.zip")] == [
        "! another file in the archive has the same name, and that one is read",
        "China",
    ]


def test_names_without_a_mark_are_utf8_where_they_can_be() -> None:
    old = pack(("caf\u00e9.txt", BODY))
    unmarked = old.replace(b"\x14\x00\x00\x08", b"\x14\x00\x00\x00")  # macOS does not set the bit
    assert unmarked != old
    assert read_one(unmarked, "a.zip").path == "a.zip/caf\u00e9.txt"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04\x14\x00", "ZIP file is broken or cut off"),
        (pack(("a.txt", BODY), ("b.txt", END))[:-30], "ZIP file is broken or cut off"),
        (pack(), "no document"),
        (pack(("a/", "")), "no document"),
        (pack(("sources.toml", "")), "no document"),
        (pack((".a.txt", BODY)), "no document"),
        (encrypt(pack(("a.txt", BODY))), "password"),
        (encrypt(pack(("a.txt", BODY), ("b.txt", END))), "none of its files can be read; .* password"),
        (pack(*((f"{n}.txt", "") for n in range(MAX_ENTRIES + 1))), "more than the 20000 files"),
        (pack(("a", pack(("b", "")) + b"PK\x01\x02" * 10 * MAX_ENTRIES), method=0), "too many files"),
    ],
)  # fmt: skip
def test_an_archive_of_which_nothing_can_be_read(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason) as caught:
        read(data, "a.zip")
    assert caught.value.path == "a.zip"


def test_bytes_that_were_changed_are_found_out() -> None:
    data = pack(("a.txt", BODY), ("b.txt", END), method=zipfile.ZIP_STORED)
    changed = data.replace(BODY.encode(), BODY.upper().encode())
    places = read_places(changed, "a.zip")
    assert places[0][1].startswith("! it cannot be unpacked (Bad CRC-32")
    assert places[1] == ("b.txt", "The")


# ---- limits hold for the whole, with archives inside ----


def test_the_rest_is_listed_where_the_whole_grows_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    inner = pack(("a.txt", BODY), ("b.txt", BODY))
    monkeypatch.setattr(archives, "MAX_ARCHIVE", len(inner) + len(BODY) - 1)
    places = read_places(pack(("x.zip", inner), ("y.txt", BODY), ("z.txt", BODY)), "a.zip")
    assert [place for place, _ in places] == ["x.zip/a.txt", "x.zip/b.txt", "y.txt"]
    assert places[0][1] == "China"
    assert "more than 0 MB: this file and the 0 after it are not read" in places[1][1]
    assert "this file and the 1 after it are not read" in places[2][1]


def test_no_file_is_begun_when_the_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_ARCHIVE_SECONDS", -1)
    with pytest.raises(DocumentError, match="this file and the 1 after it are not read"):
        read(pack(("a.txt", BODY), ("b.txt", BODY)), "a.zip")


def test_files_in_archives_inside_count_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_ENTRIES", 4)
    inner = pack(("a.txt", BODY), ("b.txt", BODY))
    places = read_places(pack(("x.zip", inner), ("y.zip", inner)), "a.zip")
    assert [place for place, _ in places] == ["x.zip/a.txt", "x.zip/b.txt", "y.zip"]


def test_a_size_that_is_understated_is_no_way_round(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_BYTES", 100)
    data = pack(("a.txt", BODY)).replace(len(BODY).to_bytes(4, "little"), (90).to_bytes(4, "little"))
    with pytest.raises(DocumentError, match="cannot be unpacked"):
        read(data, "a.zip")


def test_bombs_cost_little() -> None:
    bomb = pack(*((f"{number}.txt", bytes(5_000_000)) for number in range(40)))
    for _ in range(2):
        bomb = pack(*((f"{number}.zip", bomb) for number in range(10)))
    start = time.perf_counter()
    with pytest.raises(DocumentError, match="none of its files"):
        read(bomb, "a.zip")
    assert time.perf_counter() - start < 5


def test_deep_names_cost_little() -> None:
    names = [f"{'a/' * 490}{number}.txt" for number in range(3_000)]
    start = time.perf_counter()
    assert len(archive_names.find_files([zipfile.ZipInfo(name) for name in names])) == 3_000
    assert time.perf_counter() - start < 5


# ---- laws ----

VALID = [
    pack(
        ("a.txt", BODY), ("b/c.html", PAGE), ("t.csv", TABLE), ("sources.toml", '["a.txt"]\nsource = "X"\n')
    ),
    pack(("a.txt", BODY), ("i.zip", pack(("b.txt", END))), method=zipfile.ZIP_STORED),
    pack(("w.docx", word_file(BODY)), method=zipfile.ZIP_STORED),
]


@settings(max_examples=150, deadline=None)
@given(damage(VALID))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    check_laws(data, "a.zip")


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.text(alphabet="ab./\\:~\u0301é_\x1b", min_size=1, max_size=12), min_size=1, max_size=6, unique=True
    )
)
def test_any_names_are_read_listed_or_passed_over(names: list[str]) -> None:
    files = archive_names.find_files([zipfile.ZipInfo(name) for name in names])
    assert len(files) <= len(names)
    good = [file.path for file in files if not file.wrong]
    assert good == sorted(set(good))
    for path in good:
        assert not path.startswith("/")
        assert not {"..", ".", ""} & set(path.split("/"))
        assert "\x1b" not in path

"""MHTML: the page in it is read as a page, its address is that of the page."""

import pytest
from drafting import BODY, END, check_laws, damage, read_one, told
from hypothesis import given, settings

from analysis.errors import DocumentError

PAGE = (
    '<html><head><meta charset=3D"windows-1251"><title>A Road | Example News</title></head><body><nav><a href=3D"/">Menu</a></nav>'
    f"<article><h1>A Road</h1><p>{BODY} =E2=80=9CGood=E2=80=9D.</p><p>{END}</p></article></body></html>"
)  # fmt: skip


def save(
    page: str = PAGE, *, head: str = "Snapshot-Content-Location: https://www.example.com/a?b=3D1"
) -> bytes:
    frame = "<html><body><p>An advertisement in a frame.</p></body></html>"
    parts = [
        ("text/html", "quoted-printable", "https://ads.example.org/frame", frame),
        ("text/html", "quoted-printable", "https://www.example.com/a?b=3D1", page),
        ("image/png", "base64", "https://www.example.com/a.png", "iVBORw0KGgo="),
    ]
    text = (
        f"From: <Saved by Blink>\n{head}\nSubject: A Road\nDate: Sun, 12 Mar 2023 23:10:00 -0500\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related;\n\ttype="text/html";\n\tboundary="----B"\n\n'
    )
    for kind, encoding, location, content in parts:
        text += f"------B\nContent-Type: {kind}\nContent-Transfer-Encoding: {encoding}\nContent-Location: {location}\n\n{content}\n"
    return (text + "------B--\n").replace("\n", "\r\n").encode()


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a.txt", "a.html", "a.eml"])
def test_the_page_at_its_address_is_read(name: str) -> None:
    doc = read_one(save(), name)
    assert doc.text == f"{BODY} “Good”.\n\n{END}"
    assert told(doc, "title", "address", "source", "format") == (
        "A Road", "https://www.example.com/a?b=3D1", "example.com", "mhtml",
    )  # fmt: skip
    assert "Menu" in {block.text for block in doc.removed}
    assert all(block.text in doc.raw[block.start : block.end] for block in doc.removed)


def test_the_day_of_saving_is_no_day_of_publication() -> None:
    assert read_one(save(), "a.mhtml").published == "unknown"


def test_without_an_address_the_first_page_is_read() -> None:
    doc = read_one(save(head="X-Head: 1"), "a.mhtml")
    assert doc.text == "An advertisement in a frame."
    assert doc.source == "ads.example.org"


def test_a_page_that_breaks_off_says_so() -> None:
    doc = read_one(save()[:-400], "a.mhtml")
    assert doc.complete == "suspected"
    assert any("breaks off" in note for note in doc.notes)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (save()[:300], "there is no page in it|no text"),
        (save().replace(b"text/html\r\n", b"text/css\r\n"), "there is no page in it"),
        (save("<html></html>"), "no text"),
    ],
)
def test_files_that_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read_one(data, "a.mhtml")


@settings(max_examples=120, deadline=None)
@given(damage([save()]))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    check_laws(data, "a.mhtml")

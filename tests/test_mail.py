"""Mails: the text, who wrote it and when; what is quoted, the signature and attachments are not the text."""

import time
from email.message import EmailMessage

import pytest
from drafting import BODY, END, check_laws, damage, read_one, told
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import DocumentError
from analysis.ingest.limits import MAX_MAIL_DEPTH, MAX_MAIL_LINES
from analysis.ingest.mail.quotes import FORWARDED, QUOTED, SIGNATURE
from analysis.types import UNKNOWN

HEAD = (
    "From: =?utf-8?q?J=C3=B6rg_Doe?= <j@example.com>\nTo: a@example.com\nSubject: Re: A =?utf-8?b?w5Y=?= Road\n"
    "Date: Sun, 12 Mar 2023 23:10:00 -0500\nMessage-ID: <1@example.com>\nMIME-Version: 1.0\n"
)


def mail(text: str) -> str:
    return f"{HEAD}Content-Type: text/plain; charset=utf-8\n\n{text}\n"


def build(*, text: str = "", page: str = "", attach: str = "") -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = (
        "Jo Doe <jo@example.com>",
        "A Road",
        "12 Mar 2023 10:00:00 +0000",
    )
    message.set_content(text)
    if page:
        message.add_alternative(page, subtype="html")
    if attach:
        message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename=attach)
    return message.as_bytes()


@pytest.mark.parametrize("name", ["a.eml", "a.txt", "a"])
def test_head_and_text(name: str) -> None:
    doc = read_one(mail(BODY), name)
    assert told(doc, "title", "author", "published", "text", "format") == (
        "A Ö Road",
        "Jörg Doe",
        "2023-03-12",
        BODY,
        "mail",
    )
    assert told(doc, "source", "address", "complete") == (UNKNOWN, UNKNOWN, UNKNOWN)
    assert doc.raw == f"{BODY}\n"


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = BODY.replace(" Thursday. ", "\nThursday. ").replace(" over the river", "\nover the river")
    assert read_one(mail(f"{wrapped}\n\n{END}"), "a.eml").text == f"{BODY}\n\n{END}"


ANSWER = "On Mon, Mar 6, 2023 at 1:00 PM Bob <bob@example.com> wrote:\n> An earlier text.\n>\n> > A still earlier one."


@pytest.mark.parametrize(
    ("text", "kept", "reasons"),
    [
        (f"{BODY}\n\n{ANSWER}\n\n{END}", [BODY, END], {QUOTED}),
        (f"{BODY}\n\nOn Mon, Mar 6, 2023 at 1:00 PM Bob the Builder\n<bob@example.com> wrote:\n> Earlier.", [BODY], {QUOTED}),
        (f"{BODY}\n\n-- \nJo Doe\nExample News, +1 234", [BODY], {SIGNATURE}),
        (f"{BODY}\n\nSent from my iPhone", [BODY], {SIGNATURE}),
        (f"{BODY}\n\n-----Original Message-----\nFrom: A\nSent: Monday\nTo: B\nSubject: C\n\n{END}", [BODY], {QUOTED}),
        (f"{BODY}\n\nFrom: A\nSent: Monday\nTo: B\nSubject: C\n\n{END}", [BODY], {QUOTED}),
        # Passed on without a word: what is passed on is the text.
        (f"---------- Forwarded message ---------\nFrom: A <a@example.com>\nDate: Mon\nSubject: C\nTo: B\n\n{END}", [END], {FORWARDED}),
        (f"From: A\nSent: Monday\nTo: B\nSubject: C\n\n{END}", [END], {FORWARDED}),
        (f"See below.\n\n---------- Forwarded message ---------\nFrom: A\nDate: Mon\n\n{END}", ["See below.", END], {FORWARDED}),
        # Traps: nothing of it is a quotation.
        (f"{BODY}\n\nFrom: the desk of the minister.\n\n{END}", [BODY, "From: the desk of the minister.", END], set()),
        (f"{BODY}\n\n2023年3月6日 Bob <bob@example.com> 写道：\n\n> Earlier.", [BODY], {QUOTED}),
        (f"On Monday, the minister wrote: nothing is decided.\n\n{END}", ["On Monday, the minister wrote: nothing is decided.", END], set()),
        (f"> {BODY}\n> {END}", None, set()),
        (f"{BODY}\n\n--\n\n{END}", [BODY], {SIGNATURE}),
    ],
)  # fmt: skip
def test_quotations_and_signatures(text: str, kept: list[str] | None, reasons: set[str]) -> None:
    doc = read_one(mail(text), "a.eml")
    found = [doc.text[part.start : part.end] for part in doc.paragraphs]
    assert kept is None or found == kept
    assert {block.reason for block in doc.removed} == reasons
    assert BODY in doc.text or END in doc.text


def test_what_was_removed_reads_without_its_marks() -> None:
    doc = read_one(mail(f"{BODY}\n\n{ANSWER}"), "a.eml")
    assert [block.text for block in doc.removed][1:] == ["An earlier text.", "A still earlier one."]


def test_plain_text_comes_before_the_page() -> None:
    doc = read_one(build(text=f"{BODY} {END}", page=f"<html><body><p>{BODY}</p></body></html>"), "a.eml")
    assert doc.text == f"{BODY} {END}"


@pytest.mark.parametrize("text", ["", "Please read this mail in a browser."])
def test_the_page_is_read_where_the_text_only_points_to_it(text: str) -> None:
    page = f"<html><head><title>Not this</title></head><body><p>{BODY}</p><p>{END}</p></body></html>"
    doc = read_one(build(text=text, page=page), "a.eml")
    assert told(doc, "text", "title", "published") == (f"{BODY}\n\n{END}", "A Road", "2023-03-12")


def test_attachments_are_named_and_not_read() -> None:
    doc = read_one(build(text=BODY, attach="../../Report 1.pdf"), "a.eml")
    assert doc.text == BODY
    assert doc.notes == ("Attached and not read: “../../Report 1.pdf”.",)


def test_attached_mails_are_named_and_not_read() -> None:
    inner = f"Content-Type: message/rfc822\n\nSubject: inner\n\n{END}"
    text = f'{HEAD}Content-Type: multipart/mixed; boundary="b"\n\n--b\n\n{BODY}\n--b\n{inner}\n--b--\n'
    doc = read_one(text, "a.eml")
    assert doc.text == BODY
    assert "message/rfc822" in doc.notes[0]


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("koi8-r", "koi8-r"), ("windows-1251", "cp1251"), ("utf-8", "utf-8"), ("us-ascii", "utf-8")],
)
def test_encodings(charset: str, encoding: str) -> None:
    text = "Китай и Россия подписали соглашение о торговле. " * 4
    data = f"{HEAD}Content-Type: text/plain; charset={charset}\n\n".encode() + text.encode(encoding)
    assert read_one(data, "a.eml").text == text.strip()


@pytest.mark.parametrize("charset", ["nonsense", "hex", "idna", "unicode_escape", ""])
def test_strange_charsets_are_guessed(charset: str) -> None:
    assert read_one(f"{HEAD}Content-Type: text/plain; charset={charset}\n\n{BODY}\n", "a.eml").text == BODY


def test_a_mail_that_breaks_off_says_so() -> None:
    doc = read_one(build(text=BODY, attach="a.pdf")[:-20], "a.eml")
    assert doc.complete == "suspected"
    assert any("breaks off" in note for note in doc.notes)


def test_a_text_with_a_colon_is_no_mail() -> None:
    assert read_one(f"Date: a fruit.\nFrom: Arabia.\n\n{BODY}", "a.txt").format == "text"
    assert read_one(BODY, "a.eml").text == BODY


NESTED = "".join(
    f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(MAX_MAIL_DEPTH + 1)
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HEAD, "the mail has no text"),
        (build(attach="a.pdf").decode(), "the mail has no text.*open its attachments"),
        (
            f"{HEAD}Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!\n",
            "the mail has no text",
        ),
        (HEAD + NESTED + BODY, "levels of parts"),
        (HEAD + "\n" * (MAX_MAIL_LINES + 1), "lines"),
        ("Content-Type: message/rfc822\n\n" * 50_000, "cannot be read|no text"),
    ],
)
def test_mails_that_are_refused(text: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read_one(text, "a.eml")


@pytest.mark.parametrize("field", ["From", "Subject", "Date", "Content-Type", "Content-Disposition"])
@pytest.mark.parametrize("junk", ["(", '"', "a,", "=?utf-8?q?", "<", "a;b=", "x*0*=", "\\", "@,", "[", "é"])
def test_hostile_heads_do_not_hang(field: str, junk: str) -> None:
    start = time.perf_counter()
    check_laws(f"{field}: {junk * 50_000}\n\n{BODY}".encode(), "a.eml")
    assert time.perf_counter() - start < 3


@pytest.mark.parametrize(
    "text",
    [
        NESTED.split("Content-Type: multipart/mixed; boundary=b20", maxsplit=1)[0] + "\n" * 140_000,
        "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\n" * 70_000,
        "A: b\n" * 140_000,
        mail("On a\n" * 70_000),
        mail("> " * 500_000),
        mail("From: a\n" * 60_000),
        mail("-- \n" * 60_000),
    ],
)
def test_hostile_mails_do_not_hang(text: str) -> None:
    start = time.perf_counter()
    check_laws(text.encode(), "a.eml")
    assert time.perf_counter() - start < 20


VALID = [
    mail(f"{BODY}\n\n{ANSWER}\n\n-- \nJo").encode(),
    build(text="See page.", page=f"<html><body><p>{BODY}</p><p>{END}</p></body></html>", attach="a.pdf"),
]


@settings(max_examples=200, deadline=None)
@given(damage(VALID), st.sampled_from(["a.eml", "a.txt"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    check_laws(data, name)

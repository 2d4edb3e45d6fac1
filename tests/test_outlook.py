"""Mails that Outlook saved (.msg): as they would be read had they been saved as .eml."""

import struct
from datetime import UTC, datetime

import pytest
from compound import Tree, write_compound
from drafting import BODY, END, check_laws, damage, read, read_one
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import DocumentError

SENT = datetime(2023, 10, 30, 9, 30, tzinfo=UTC)
PAGE = f"<html><body><p>{BODY} The Caf\u00e9 opened.</p></body></html>"


def times(*rows: tuple[int, datetime]) -> bytes:
    """The properties of a fixed size."""
    ticks = [
        (tag, int((when - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000)
        for tag, when in rows
    ]
    return bytes(32) + b"".join(struct.pack("<IIQ", tag, 6, n) for tag, n in ticks)


def text(number: str, value: str) -> dict[str, bytes]:
    return {f"__substg1.0_{number}001F": value.encode("utf-16-le")}


def message(**parts: bytes | Tree) -> Tree:
    head = {**text("0037", "RE: A common road"), **text("0C1A", "Ministry, Press <office>")}
    return {"__properties_version1.0": times((0x00390040, SENT)), **head, **parts}


def msg(body: str = f"{BODY}\r\n\r\n{END}", **parts: bytes | Tree) -> bytes:
    return write_compound(message(**text("1000", body), **parts))


GOOD = msg()


def test_a_mail_is_read_with_its_head() -> None:
    doc = read_one(GOOD, "a.msg")
    assert (doc.title, doc.author, doc.published) == ("A common road", "Ministry Press office", "2023-10-30")
    assert doc.text == f"{BODY}\n\n{END}"
    assert doc.format == "msg"
    check_laws(GOOD, "a.msg")
    assert read_one(GOOD, "without extension").text == doc.text


def test_what_it_quotes_and_what_is_attached_is_told() -> None:
    attached: Tree = text("3707", "figures.xls")
    doc = read_one(msg(f"{BODY}\n\n> {END}\n", **{"__attach_version1.0_#00000000": attached}), "a.msg")
    assert doc.text == BODY
    assert [block.text for block in doc.removed] == [END]
    assert doc.notes == ("Attached and not read: “figures.xls”.",)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"__substg1.0_10130102": PAGE.encode()}, "Café"),
        ({"__substg1.0_10130102": PAGE.replace("<body>", '<meta charset="windows-1252"><body>').encode("cp1252")}, "Café"),
        ({"__substg1.0_1013001F": PAGE.encode("utf-16-le")}, "Café"),
        ({"__substg1.0_1000001E": f"{BODY} Café.".encode("cp1252")}, "Café"),
        ({"__substg1.0_1000001E": (BODY * 60).encode()}, BODY),  # longer than what small sectors hold
    ],
)  # fmt: skip
def test_other_forms_of_the_text_are_read(parts: dict[str, bytes], words: str) -> None:
    doc = read_one(write_compound(message(**parts)), "a.msg")
    assert BODY in doc.text
    assert words in doc.text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"From: a\nTo: b\n", "called an Outlook mail, but is none"),
        (write_compound(message()), "no text of this mail is there in a form that is read"),
        (write_compound(message(**{"__substg1.0_10090102": b"LZFu"})), "no text of this mail"),
        (GOOD[:600], "damaged|no text"),
        (GOOD[:30], "damaged"),
        (msg("x" * 3_000_000), "a text in it has more than 5 MB"),
        (write_compound({"__properties_version1.0": times((0x00390040, SENT))}), "no text of this mail"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason) as raised:
        read(data, "a.msg")
    assert raised.value.remedy


def test_a_day_that_no_calendar_has_is_left_out() -> None:
    late = bytes(32) + struct.pack("<IIQ", 0x00390040, 6, 2**64 - 1)
    data = write_compound({"__properties_version1.0": late, **text("1000", BODY)})
    assert read_one(data, "a.msg").published == "unknown"


def test_sectors_that_lead_in_a_circle_end() -> None:
    data = bytearray(GOOD)
    sector = int.from_bytes(data[76:80], "little")
    data[512 * (sector + 1) : 512 * (sector + 2)] = bytes(512)
    check_laws(bytes(data), "a.msg")


@given(damage([GOOD, msg(**{"__substg1.0_10130102": PAGE.encode()})]), st.sampled_from(["a.msg", "a"]))
@settings(max_examples=80, deadline=None)
def test_damaged_mails_are_read_or_refused(data: bytes, name: str) -> None:
    check_laws(data, name)

"""RSS and Atom: one document an entry, content over summary, and no way out of the file."""

import socket
import time

import pytest
from drafting import BODY, END, check_laws, damage, read, read_one, read_places, told
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import DocumentError
from analysis.ingest.limits import MAX_FEED_TAGS, MAX_RECORDS
from analysis.types import UNKNOWN

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Example World</title><link>https://example.com</link><language>en-us</language>
<item><title>A &amp;amp; B</title><link>https://example.com/a</link><description>&lt;p&gt;Short.&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>{BODY}</p><script>alert(1)</script><p>“{END}”</p>]]></content:encoded>
<pubDate>Sun, 12 Mar 2023 23:10:00 -0500</pubDate><dc:creator>Jane Doe</dc:creator></item>
<item><title>C</title><link>https://example.com/c</link><description>{END[:60]}…</description><author>jo@example.com (Jo Doe)</author></item>
<item><title>D</title></item></channel></rss>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Example</title>
<entry><title type="html">A &lt;b&gt;Road&lt;/b&gt;</title><link href="https://example.org/1"/><published>2023-01-02T23:00:00-05:00</published>
<updated>2023-01-04T00:00:00Z</updated><author><name>Al Doe</name></author><author><name>Bo Doe</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{BODY}</p><p>{END}</p></div></content><summary>Short.</summary>
<source><title>Another Source</title></source></entry></feed>"""
RDF = f"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://example.com"><title>Example</title></channel>
<item rdf:about="https://example.com/a"><title>A Road</title><link>https://example.com/a</link><description>{END}</description></item></rdf:RDF>"""


@pytest.mark.parametrize("name", ["a.rss", "a.xml", "a.txt", "a.html"])
def test_rss(name: str) -> None:
    first, second = read(RSS, name)
    assert first.text == f"{BODY}\n\n“{END}”"
    assert told(first, "title", "source", "author", "address", "published", "language", "complete", "format") == (
        "A & B", "Example World", "Jane Doe", "https://example.com/a", "2023-03-12", "en", UNKNOWN, "feed",
    )  # fmt: skip
    assert told(second, "author", "published", "complete") == ("Jo Doe", UNKNOWN, "suspected")
    assert [("summary" in note, "cut off" in note) for note in second.notes] == [(True, False), (False, True)]


def test_an_entry_without_text_stands_in_its_place() -> None:
    assert read_places(RSS, "a.rss")[2] == ("entry 3", "! there is no text in it")


def test_atom() -> None:
    doc = read_one(ATOM, "a.atom")
    assert doc.text == f"{BODY}\n\n{END}"
    assert told(doc, "title", "source", "author", "address", "published", "language") == (
        "A Road", "Another Source", "Al Doe, Bo Doe", "https://example.org/1", "2023-01-02", "en",
    )  # fmt: skip


def test_the_day_of_a_change_is_no_day_of_publication() -> None:
    doc = read_one(ATOM.replace("<published>2023-01-02T23:00:00-05:00</published>", ""), "a.atom")
    assert doc.published == UNKNOWN
    assert any("2023-01-04" in note for note in doc.notes)


def test_rdf() -> None:
    assert told(read_one(RDF, "a.rdf"), "title", "text", "source") == ("A Road", END, "Example")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_encodings(encoding: str) -> None:
    data = RSS.replace("UTF-8", encoding.removesuffix("-sig")).encode(encoding)
    assert read(data, "a.rss")[0].text == f"{BODY}\n\n“{END}”"


@pytest.mark.parametrize(
    "broken",
    [RSS[:-60], RSS.replace("Example World", "Example &nbsp; & World"), RSS.replace("</link>", "", 1)],
)
def test_broken_xml_is_read_as_far_as_it_goes_and_said(broken: str) -> None:
    doc = read(broken, "a.rss")[0]
    assert doc.text == f"{BODY}\n\n“{END}”"
    assert "no well-formed XML" in doc.notes[0]


# ---- what is hostile ----


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **named: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize(
    "text",
    [
        f'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd"><rss version="2.0"><channel><title>x</title><item><description>{END}</description></item></channel></rss>',
        f'<?xml version="1.0"?><?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?><rss version="2.0"><channel><item><description>{END}</description></item></channel></rss>',
        f'<rss version="2.0" xmlns:xi="http://www.w3.org/2001/XInclude"><channel><xi:include href="file:///etc/passwd"/><item><description>{END}</description></item></channel></rss>',
    ],
)
def test_nothing_outside_the_file_is_read(text: str) -> None:
    assert read_one(text, "a.rss").text == END


@pytest.mark.usefixtures("no_network")
def test_a_file_with_an_address_as_its_text_is_not_followed() -> None:
    for text in ("http://127.0.0.1:9/feed <x>", "/etc/passwd<x>", "file:///etc/passwd <x>"):
        with pytest.raises(DocumentError, match="no entry"):
            read(text, "a.rss")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel><item><description>&b;</description></item></channel></rss>', "declares entities"),
        ('<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><description>&x;</description></item></channel></rss>', "declares entities"),
        ("<rss>", "no entry"),
        ("<rss version='2.0'><channel><title>x</title></channel></rss>", "no entry"),
        ("<?xml version='1.0'?><other/>", "an XML file"),
        ("<rss>" + "<a>" * (MAX_FEED_TAGS + 1), "tags"),
        ("<rss><channel>" + "<item><description>a</description></item>" * (MAX_RECORDS + 1) + "</channel></rss>", "entries in one file"),
    ],
)  # fmt: skip
def test_feeds_that_are_refused(text: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read(text, "a.xml")


def test_entities_are_refused_in_any_encoding() -> None:
    text = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE rss [<!ENTITY a "aaaa">]><rss><channel><item><description>&a;</description></item></channel></rss>'
    with pytest.raises(DocumentError, match="declares entities"):
        read(text.encode("utf-16"), "a.xml")


@pytest.mark.parametrize(
    "text",
    [
        "<rss>" + "<a>" * 90_000,
        "<rss><channel>" + "<item>" * 90_000,
        "<rss><channel><item><description>" + "&lt;" * 200_000,
        "<rss><channel><item><description>" + "&" * 500_000,
        "<rss><channel><item><description>" + "<!--" * 50_000,
        "<rss><channel><item><description>" + "<![CDATA[" * 50_000,
        "<rss><channel><item><description><![CDATA[" + "<a " * 90_000,
        "<rss><channel><item><pubDate>"
        + "1" * 500_000
        + "</pubDate><link>"
        + "h" * 500_000
        + "</link><description>x",
        "<?xml " + " " * 500_000,
        "<!--" * 100_000,
    ],
)
def test_hostile_feeds_do_not_hang(text: str) -> None:
    start = time.perf_counter()
    check_laws(text.encode(), "a.rss")
    assert time.perf_counter() - start < 20


@settings(max_examples=150, deadline=None)
@given(damage([RSS.encode(), ATOM.encode(), RDF.encode("utf-16")]), st.sampled_from(["a.rss", "a.xml"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    check_laws(data, name)

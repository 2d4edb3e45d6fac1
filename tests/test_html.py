"""Web pages: the article and everything else with its place, metadata, broken and hostile input."""

import contextlib
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import ingest
from analysis.errors import DocumentError
from analysis.ingest import html
from analysis.ingest.html.alignment import find_shares
from analysis.ingest.html.source import read_source
from analysis.ingest.limits import MAX_TAGS
from analysis.ingest.records import Material
from analysis.types import UNKNOWN, Document

FIRST = (
    "China and Russia signed an agreement on trade and transport on Thursday. It provides for a second bridge "
    "over the river, and for a common office that will look after the traffic on it."
)
SECOND = (
    "Both governments called it a success. Observers in Seoul and Tokyo expect the parliaments to ratify the "
    "agreement before the end of the year, although some members will vote against it."
)
THIRD = (
    "The bridge is to be open to lorries within three years. Its cost was not disclosed, and neither side said "
    "who would pay for the roads that lead up to it."
)
HEAD = """
<title>A Bridge for Two Neighbours | The River Post</title>
<meta property="og:site_name" content="The River Post">
<meta property="article:published_time" content="2023-10-30T23:10:00+09:00">
<link rel="canonical" href="https://www.riverpost.example.com/world/bridge">
"""
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8">{HEAD}</head>
<body class="has-sidebar single-comment-open">
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li><li><a href="/s">Sport</a></li></ul></nav>
<div class="cookie-bar">We use cookies to improve your visit.</div>
<article class="post"><header><h1>A Bridge for Two Neighbours</h1>
<p class="byline">By <a href="/a">Jane Doe</a></p><time datetime="2023-10-30">30 October 2023</time></header>
<div class="entry-content"><p>{FIRST}</p>
<figure><img src="x.jpg"><figcaption>The river in autumn.</figcaption></figure>
<p>{SECOND}</p><h2>What it will cost</h2><p>{THIRD}</p>
<p><em>Related: <a href="/ferry">The last ferry leaves the harbour</a></em></p>
<p>Write to Jane Doe at jane@riverpost.example.com</p></div>
<div class="newsletter-box"><p>Sign up to our newsletter.</p></div>
<div class="related-stories"><h3>More stories</h3><a href="/q">A quiet harbour waits for its last ferry</a></div>
<section id="comments"><p>Reader one: I do not believe a word of this, and neither should you.</p></section>
</article>
<aside class="sidebar"><a href="/1">Most read one</a></aside>
<footer>© 2023 The River Post. <span hidden>Build 123</span></footer>
</body></html>
"""


def read(page: str | bytes, name: str = "page.html") -> Document:
    (doc,) = ingest.read_bytes(page.encode() if isinstance(page, str) else page, name)
    return doc


def paragraphs(doc: Document) -> list[str]:
    return [doc.text[part.start : part.end] for part in doc.paragraphs]


def reasons(doc: Document) -> dict[str, str]:
    return {block.text: block.reason for block in doc.removed}


def make_page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


ARTICLE = (
    f"<article><h1>A Bridge for Two Neighbours</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>"
)


def test_the_article_and_nothing_else_is_the_text() -> None:
    doc = read(PAGE)
    assert paragraphs(doc) == [FIRST, SECOND, "What it will cost", THIRD]
    assert [part.is_heading for part in doc.paragraphs] == [False, False, True, False]
    assert doc.title == "A Bridge for Two Neighbours"
    assert doc.format == "html"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Home · World · Sport", "The site's navigation."),
        ("We use cookies to improve your visit.", "A notice about cookies, rights or the site."),
        ("A Bridge for Two Neighbours", "The title again."),
        ("The river in autumn.", "The caption of a picture."),
        ("By Jane Doe", "The name of who wrote or published it, or when."),
        ("Related: The last ferry leaves the harbour", "A line that leads to another page."),
        ("Write to Jane Doe at jane@riverpost.example.com", "How to reach the author or the newsroom."),
        ("Sign up to our newsletter.", "An invitation to subscribe, follow or pay."),
        ("A quiet harbour waits for its last ferry", "A teaser of another article."),
        ("Most read one", "Beside the article."),
        ("© 2023 The River Post.", "The foot of the page."),
    ],
)
def test_what_is_no_article_stands_aside_with_its_reason(text: str, reason: str) -> None:
    assert reasons(read(PAGE))[text] == reason


def test_every_block_lies_in_the_source_and_no_visible_word_is_lost() -> None:
    doc = read(PAGE)
    assert doc.raw == PAGE
    for block in doc.removed:
        place = doc.raw[block.start : block.end]
        assert place.startswith(block.text.split()[0])
        assert place.endswith(block.text.split()[-1])
    shown = " ".join([doc.text, *(block.text for block in doc.removed)])
    for line in read_source(PAGE).lines:
        if not line.element.is_hidden:
            assert set(line.text.split()) <= set(shown.split())


def test_what_was_taken_out_can_be_put_back() -> None:
    doc = read(PAGE)
    block = next(block for block in doc.removed if block.text == "The river in autumn.")
    assert paragraphs(ingest.restore(doc, block.block_id))[1] == "The river in autumn."


def test_metadata_is_what_the_page_tells() -> None:
    doc = read(PAGE)
    assert (doc.source, doc.author, doc.language) == ("The River Post", "Jane Doe", "en")
    assert doc.address == "https://www.riverpost.example.com/world/bridge"
    # The day as the page writes it, not the day in UTC.
    assert (doc.published, doc.published_precision) == ("2023-10-30", "day")
    assert (doc.country, doc.control, doc.genre, doc.complete) == (UNKNOWN,) * 4
    assert doc.notes == ()


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        ('<meta name="date" content="2021-05">', "published", "2021-05"),
        ('<meta name="pubdate" content="Mon, 18 Nov 2019 23:02:00 GMT">', "published", "2019-11-18"),
        ('<meta itemprop="datePublished" content="2019年11月20日 10:00">', "published", "2019-11-20"),
        ('<meta name="date" content="1970-01-01T00:00:00Z">', "published", UNKNOWN),
        ('<meta name="date" content="yesterday">', "published", UNKNOWN),
        ('<meta name="last-modified" content="2021-05-04">', "published", UNKNOWN),
        ('<link rel="canonical" href="https://a.example.com/2020/02/03/x">', "published", "2020-02-03"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2020-01-02"}</script>',
         "published", "2020-01-02"),
        ('<script type="application/ld+json">{"@graph": [{"@type": ["Article"], "author": [{"name": "A. Roe"}, '
         '{"name": "B. Poe"}]}]}</script>', "author", "A. Roe, B. Poe"),
        ('<script type="application/ld+json">{"@type": "OpinionNewsArticle"}</script>', "genre", "opinion"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "articleSection": "Op-Ed"}</script>',
         "genre", "opinion"),
        ('<script type="application/ld+json">{"@type": "Article", "publisher": {"name": "The Post"}}</script>',
         "source", "The Post"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>',
         "complete", "suspected"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", </script>', "published", UNKNOWN),
        ('<meta name="author" content="https://a.example.com/jane">', "author", UNKNOWN),
        ('<meta property="og:url" content="/relative">', "address", UNKNOWN),
        ("<title>A Bridge for Two Neighbours - The Post</title>", "title", "A Bridge for Two Neighbours"),
        ("<!-- saved from url=(0031)https://www.example.com/bridge -->", "address",
         "https://www.example.com/bridge"),
        ("<!-- saved from url=(0031)https://www.example.com/bridge -->", "source", "example.com"),
    ],
)  # fmt: skip
def test_metadata_case(head: str, field: str, value: str) -> None:
    assert getattr(read(make_page(ARTICLE, head)), field) == value


def test_a_date_in_the_text_is_a_guess_in_the_notes_only() -> None:
    doc = read(make_page(ARTICLE.replace("<p>", "<div>Posted on 14 March 2018</div><p>", 1)))
    assert doc.published == UNKNOWN
    assert any("guess" in note and "2018-03-14" in note for note in doc.notes)


def test_a_page_without_a_date_has_none() -> None:
    doc = read(make_page(ARTICLE))
    assert doc.published == UNKNOWN
    assert doc.notes == ()


def test_a_text_in_another_language_than_told_is_noted() -> None:
    doc = read(make_page(ARTICLE).replace("<html>", '<html lang="zh-CN">'))
    assert doc.language == "en"
    assert any("“zh”" in note for note in doc.notes)


@pytest.mark.parametrize(
    "end", ["Continue reading", "Already a valued subscriber? Log in", "Subscribe to read on"]
)
def test_a_page_that_asks_to_go_on_elsewhere_is_suspected(end: str) -> None:
    doc = read(make_page(ARTICLE.replace("</article>", f'<p><a href="/pay">{end}</a></p></article>')))
    assert doc.complete == "suspected"


def test_a_page_that_breaks_off_is_suspected() -> None:
    doc = read(PAGE[: PAGE.index("related-stories")])
    assert doc.complete == "suspected"
    assert THIRD in doc.text


# The same page however it is encoded and declared.
CHINESE = "中国和俄罗斯周四签署了一项贸易和运输协议，规定在河上修建第二座大桥，并设立一个共同办公室。" * 4


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-16-le", ""),
        ("utf-16-be", ""),
        ("gb18030", '<meta charset="gb2312">'),
        ("big5", '<meta http-equiv="Content-Type" content="text/html; charset=big5">'),
        ("utf-8", '<meta charset="gb2312">'),  # a browser saved it as UTF-8 and left the old name in it
    ],
)
def test_encodings(encoding: str, declared: str) -> None:
    text = CHINESE if encoding != "big5" else "中文新聞在這裡說明今天的會議，內容很長，沒有結果。" * 8
    doc = read(make_page(f"<article><p>{text}</p></article>", declared).encode(encoding))
    assert text in doc.text
    assert doc.language == "zh"


def test_windows_punctuation_and_entities() -> None:
    page = make_page(
        f"<p>{FIRST}</p><p>“Yes” &#150; she said&nbsp;it &amp; left&hellip; {SECOND}</p>",
        '<meta charset="iso-8859-1">',
    )
    assert "“Yes” – she said it & left… Both" in read(page.encode("cp1252")).text


@pytest.mark.parametrize("charset", ["undefined", "idna", "punycode", "unicode_escape", "hex", "nonsense"])
def test_what_is_no_encoding_of_text_is_not_believed(charset: str) -> None:
    page = make_page(f"<article><p>{FIRST} A café.</p></article>", f'<meta charset="{charset}">')
    assert FIRST in read(page.encode("cp1252")).text


def test_xhtml_is_a_page_not_xml() -> None:
    page = (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">'
        + (PAGE.removeprefix("<!DOCTYPE html>"))
    )
    assert FIRST in read(page, "page.xhtml").text
    assert FIRST in read(page, "page.xml").text


@pytest.mark.parametrize(
    ("name", "data", "is_page"),
    [
        ("a.html", b"<p>Hello</p>", True),
        ("a.txt", b"\n<!-- saved -->\n<!DOCTYPE html><html>", True),
        ("a.txt", b"<html lang='en'><p>x", True),
        ("a.txt", b"The tag <html> begins a page.", False),
        ("a.html", b"%PDF-1.7", False),
        ("a.html", b"PK\x03\x04", False),
        ("a.json", b'{"content": "<html>"}', False),
    ],
)
def test_content_counts_before_the_extension(name: str, data: bytes, is_page: bool) -> None:
    assert html.looks_like(Material(data, name)) is is_page


def test_the_folder_beside_a_page_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "bridge.html").write_text(PAGE, encoding="utf-8")
    for folder in ("bridge_files", "other_files"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "frame.html").write_text(make_page(f"<p>{FIRST}</p>"), encoding="utf-8")
    corpus = ingest.read(tmp_path)
    assert [Path(doc.path).relative_to(tmp_path).as_posix() for doc in corpus] == [
        "bridge.html",
        "other_files/frame.html",
    ]
    assert corpus.failures == ()


def test_several_articles_on_one_page() -> None:
    others = "".join(
        f"<article class='n{n}'><h2>Ferry {n}</h2><p>The ferry number {n} left the harbour early. {THIRD}</p></article>"
        for n in range(3)
    )
    article = f"<article><h1>A Bridge for Two Neighbours</h1><p>{FIRST}</p><p>{SECOND}</p></article>"
    doc = read(make_page(f"<main>{article}{others}</main>", "<title>A Bridge for Two Neighbours</title>"))
    assert paragraphs(doc) == [FIRST, SECOND]


def test_a_quoted_post_is_part_of_the_article() -> None:
    post = (
        "<div class='embed'><blockquote class='twitter-tweet'><p>We welcome the new bridge over the river.</p>"
        "— Minister (@minister) November 18, 2019</blockquote></div>"
    )
    doc = read(make_page(f"<article><p>{FIRST}</p>{post}<p>{SECOND}</p><p>{THIRD}</p></article>"))
    assert "We welcome the new bridge over the river." in doc.text


def test_cells_of_a_row_stand_together() -> None:
    rows = "".join(f"<tr><td>Year {n}</td><td>{n}00 lorries</td></tr>" for n in range(1, 6))
    doc = read(
        make_page(f"<article><p>{FIRST}</p><table>{rows}</table><p>{SECOND}</p><p>{THIRD}</p></article>")
    )
    assert "Year 3; 300 lorries" in paragraphs(doc)


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<p>a<p>b", ["a", "b"]),
        ("<ul><li>a<li>b</ul>", ["a", "b"]),
        ("<table><tr><td>a<td>b<tr><td>c", ["a", "b", "c"]),
        ("<p>a<b>b</b>c</p>", ["abc"]),
        ("<p>The end<br>of a line<br>Another</p>", ["The end of a line", "Another"]),
        ("<p>one<br><br>two</p>", ["one", "two"]),
        ("<a>a</a><a>b</a>", ["a b"]),
        ("<p>a <!-- b <p> --> c</p>", ["a c"]),
        ("<p>a<script>b</script><style>c</style><svg><title>d</title></svg>e</p>", ["ae"]),
        ("<p title='>'>a</p>", ["a"]),
        ("<p>1 < 2 &lt; 3 <4 & 5</p>", ["1 < 2 < 3 <4 & 5"]),
        ("<p>a &#0; &#xD800; &unknown; b</p>", ["a \ufffd \ufffd &unknown; b"]),
        ("<p>co\u00adoperate</p>", ["cooperate"]),
        ("<p>Vis<span class='sr-only'>hidden</span>ible</p>", ["Visible"]),
        ("<div>a</b></p></div>b", ["a", "b"]),
        ("a<p", ["a"]),
        ("a<!--b", ["a"]),
        ("<div><![CDATA[a]]></div>", ["a"]),
    ],
)
def test_lines_are_those_that_a_browser_shows(page: str, lines: list[str]) -> None:
    assert [line.text for line in read_source(page).lines if not line.element.is_hidden] == lines


def test_an_alignment_finds_lines_in_order() -> None:
    lines = ["a b c d e f", "x", "g h i j", "a b c d e f", "Background", "k l m n"]
    assert find_shares(lines, "g h i j\na b c d e f\nBackground\nk l m n") == [0, 0, 1, 1, 1, 1]
    assert find_shares(["", "..."], "a") == [0, 0]


BROKEN = [
    ("<html></html>", "no text"),
    ("<html><body><script>render()</script></body></html>", "scripts"),
    ("<html><frameset><frame src=a><frame src=b></frameset></html>", "frames"),
    ("<html><body><!-- " + FIRST, "breaks off"),
    ("<html><body>" + "<b>x</b>" * (MAX_TAGS // 2 + 1), "tags"),
    ("<html><body>&nbsp;\u200b 123 ---</body></html>", "no text"),
]


@pytest.mark.parametrize(("page", "reason"), BROKEN)
def test_a_page_without_text_says_why(page: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason) as error:
        read(page)
    assert error.value.remedy


HOSTILE = {
    "tags that do not end": "<a " * 100_000,
    "comments that do not end": "<!--" * 100_000,
    "quotation marks that do not end": '<a b="' * 30_000 + "'>" + "<a c='\">" * 30_000,
    "spaces": "<a =" + " " * 500_000 + "<p> " + " " * 500_000,
    "deep": "<div>" * 30_000 + FIRST,
    "deep tables": "<table><tr><td>" * 10_000 + FIRST,
    "wrong ends": "<b>" * 300 + "</i></p></div>" * 20_000 + FIRST,
    "entities": "&amp;&lt" * 50_000 + FIRST,
    "one paragraph again and again": f"<p>{FIRST}</p>" * 1_000,
    "deep data": '<script type="application/ld+json">' + "[" * 200_000 + "</script>" + FIRST,
    "a title of dashes": "<title>" + " - " * 50_000 + "</title>" + FIRST,
    "an expanding entity": '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + FIRST + "&b;",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pages_end_soon(body: str) -> None:
    start = time.monotonic()
    with contextlib.suppress(DocumentError):
        read(f"<html><body><p>{FIRST}</p>{body}</body></html>")
    assert time.monotonic() - start < 30


def check(doc: Document) -> None:
    """The law: every place lies in the source, in order; the paragraphs cover the text."""
    position = 0
    for block in doc.removed:
        assert position <= block.start < block.end <= len(doc.raw)
        position = block.end
    assert "\n\n".join(paragraphs(doc)) == doc.text


PIECES = re.findall(r"<[^>]+>|[^<]+", PAGE)


def check_pages(*pages: bytes) -> None:
    """Nothing but a DocumentError may come out of any of them."""
    for page in pages:
        with contextlib.suppress(DocumentError):
            for doc in ingest.read_bytes(page, "page.html"):
                check(doc)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(PIECES) - 1), st.sampled_from(["", *PIECES])), max_size=30),
    st.binary(max_size=6),
    st.integers(0, len(PAGE) - 1),
)
def test_a_mutated_page_is_read_or_refused(changes: list[tuple[int, str]], noise: bytes, cut: int) -> None:
    pieces = list(PIECES)
    for at, piece in changes:
        pieces[at] = piece
    data = "".join(pieces).encode()
    check_pages(data, data[:cut] + noise + data[cut:], data[:cut])


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    check_pages(data, b"<html>" + data, b"<html><body><p>" + data)

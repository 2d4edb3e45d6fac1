"""Fetching: one page, from the public web alone. A server of our own plays the good and the bad ones."""

import contextlib
import datetime
import gzip
import socket
import ssl
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from drafting import BODY, END, damage
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis import ingest
from analysis.errors import DocumentError
from analysis.ingest.fetching import addresses
from analysis.ingest.fetching.reach import (
    BadAddressError,
    Reach,
    hide_user,
    is_address,
    is_public,
    parse_address,
)
from analysis.ingest.limits import MAX_BYTES, MAX_REDIRECTS
from analysis.types import Document

PAGE = f"<!DOCTYPE html><html><head><title>A Road</title></head><body><p>{BODY}</p><p>{END}</p></body></html>"
FEED = (
    f"<rss version='2.0'><channel><title>F</title><item><title>A</title><link>https://news.example/a</link><description>{BODY}"
    f"</description></item><item><title>B</title><description>{END}</description></item></channel></rss>"
)
POST = '{"title":{"rendered":"T"},"content":{"rendered":"<p>' + BODY + '</p>"}}'
WEB = frozenset({80, 443})


# ---- a server that says what a test wants, and nothing more ----

Answer = bytes | Callable[[socket.socket], None]


@dataclass
class Server:
    """Answers each request, by its path, with raw bytes; keeps what was asked. "*" answers all other paths."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    host: str = "127.0.0.1"
    context: ssl.SSLContext | None = None
    port: int = 0

    @contextlib.contextmanager
    def run(self) -> Iterator["Server"]:
        listening = socket.create_server((self.host, self.port))
        self.port = listening.getsockname()[1]
        thread = threading.Thread(target=self._serve, args=(listening,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            # A waiting accept() wakes up, on all systems, when somebody comes.
            listening.close()
            with contextlib.suppress(OSError):
                socket.create_connection((self.host, self.port), timeout=1).close()

    def _serve(self, listening: socket.socket) -> None:
        while True:
            try:
                line, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(line,), daemon=True).start()

    def _answer(self, line: socket.socket) -> None:
        with contextlib.suppress(OSError), line:
            if self.context:
                line = self.context.wrap_socket(line, server_side=True)
            request = b""
            while b"\r\n\r\n" not in request:
                piece = line.recv(65_536)
                if not piece:
                    return
                request += piece
            self.asked.append(request.decode())
            path = request.split()[1].decode()
            answer = self.answers.get(path, self.answers.get("*", http("", status="404 Not Found")))
            if callable(answer):
                answer(line)
            else:
                line.sendall(answer)
            line.close()

    @property
    def reach(self) -> Reach:
        """A reach that has this server in it, and nothing else of this machine."""
        return replace(
            Reach(),
            allows=lambda ip: is_public(ip) or str(ip) == self.host,
            ports=frozenset({80, 443, self.port}),
            seconds=5,
        )

    def fetch(self, path: str = "/", host: str = "", **changes: object) -> list[Document]:
        return ingest.fetch(
            f"http://{host or self.host}:{self.port}{path}", reach=replace(self.reach, **changes)
        )


def http(
    body: bytes | str, kind: str = "text/html; charset=utf-8", *headers: str, status: str = "200 OK"
) -> bytes:
    data = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(data)}", *headers]
    lines += [f"Content-Type: {kind}"] if kind else []
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8") + data


def lead(to: str, status: str = "302 Found") -> bytes:
    return http("", "", f"Location: {to}", status=status)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server().run() as running:
        yield running


# ---- what comes ----


def test_a_page_is_read_with_its_address_and_the_day_it_was_fetched(server: Server) -> None:
    server.answers["/news/a-road?id=1&x=%C3%A9"] = http(PAGE)
    (doc,) = server.fetch("/news/a-road?id=1&x=é#part")
    address = f"http://127.0.0.1:{server.port}/news/a-road?id=1&x=%C3%A9"
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    assert (doc.title, doc.format, doc.address, doc.published) == ("A Road", "html", address, "unknown")
    assert doc.text == f"{BODY}\n\n{END}"
    assert doc.path == f"{address}#part".replace("%C3%A9", "é")
    assert doc.notes == (f"Fetched from {address} on {today}.",)


def test_the_request_says_what_asks_and_nothing_of_who(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")  # a proxy would be asked instead
    server.answers["/"] = http(PAGE, "text/html", "Set-Cookie: a=b")
    server.fetch()
    server.fetch()
    assert server.asked[0] == server.asked[1]
    lines = server.asked[1].strip().split("\r\n")
    assert lines[0] == "GET / HTTP/1.1"
    assert lines[1] == f"Host: 127.0.0.1:{server.port}"
    assert [line.split(":")[0] for line in lines[2:]] == [
        "User-Agent",
        "Accept",
        "Accept-Encoding",
        "Connection",
    ]
    assert "Framelens" in lines[2]


def test_an_address_has_the_same_id_from_day_to_day_and_another_has_another(server: Server) -> None:
    server.answers["*"] = http(PAGE)
    ids = [server.fetch(path)[0].doc_id for path in ("/a", "/a", "/b")]
    assert ids[0] == ids[1] != ids[2]


@pytest.mark.parametrize(
    ("path", "kind", "body", "format", "text"),
    [
        ("/a", "text/plain", BODY, "text", BODY),
        ("/a.md", "text/plain", f"# Why\n\n{BODY}", "markdown", f"Why\n\n{BODY}"),
        ("/a.php", "text/html", PAGE, "html", f"{BODY}\n\n{END}"),
        ("/a.txt", "", PAGE, "html", f"{BODY}\n\n{END}"),
        ("/wp-json/1", "application/json", POST, "wordpress", BODY),
        ("/list", "text/csv", f'title,text\nT,"{BODY}"\n', "csv", BODY),
        ("/r", "application/octet-stream", f"{{\\rtf1 {BODY}}}", "rtf", BODY),
    ],
)  # fmt: skip
def test_the_type_tells_the_reader(
    server: Server, path: str, kind: str, body: str, format: str, text: str
) -> None:
    server.answers[path] = http(body, kind)
    (doc,) = server.fetch(path)
    assert (doc.format, doc.text) == (format, text)


def test_entries_of_a_feed_keep_their_own_addresses(server: Server) -> None:
    server.answers["/feed"] = http(FEED, "application/rss+xml")
    docs = server.fetch("/feed")
    assert [doc.address for doc in docs] == ["https://news.example/a", f"http://127.0.0.1:{server.port}/feed"]
    assert all(doc.notes[-1].startswith("Fetched from ") or doc.notes[0] for doc in docs)
    assert len({doc.doc_id for doc in docs}) == 2


@pytest.mark.parametrize(
    ("charset", "codec", "declared"),
    [
        ("windows-1251", "cp1251", ""),
        ("GB2312", "gb18030", ""),
        ("windows-1251", "cp1251", "<meta charset=iso-8859-1>"),  # the server counts more, as in browsers
        ("iso-8859-1", "utf-8", ""),  # a server that calls all its pages so
        ("no-such-charset", "utf-8", ""),
    ],
)
def test_the_server_tells_the_encoding(server: Server, charset: str, codec: str, declared: str) -> None:
    text = {
        "cp1251": "Китай и Россия подписали соглашение о торговле и транспорте в четверг. Оно предусматривает мост.",
        "gb18030": "中国和俄罗斯签署了一项关于贸易和运输的协议。两国政府称这是一次成功，双方将继续合作。",
        "utf-8": "“Beijing” — Пхеньян and Москва signed an agreement on trade and transport on Thursday, they said.",
    }[codec]
    page = f"<html><head>{declared}<title>T</title></head><body><p>{text}</p><p>{text} (2)</p></body></html>"
    server.answers["/"] = http(page.encode(codec), f"text/html; charset={charset}")
    (doc,) = server.fetch()
    assert text in doc.text


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_packed_answers(server: Server, pack: Callable[[bytes], bytes]) -> None:
    encoding = "gzip" if pack is gzip.compress else "deflate"
    server.answers["/"] = http(pack(PAGE.encode()), "text/html", f"Content-Encoding: {encoding}")
    assert server.fetch()[0].title == "A Road"


def test_an_answer_in_chunks(server: Server) -> None:
    data = PAGE.encode()
    chunks = b"".join(
        b"%x\r\n%s\r\n" % (len(data[n : n + 50]), data[n : n + 50]) for n in range(0, len(data), 50)
    )
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    server.answers["/"] = head + chunks + b"0\r\n\r\n"
    assert server.fetch()[0].title == "A Road"
    server.answers["/"] = head + chunks[:300]
    refused(server, "broke off")


# ---- where it leads ----


@pytest.mark.parametrize(
    "status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"]
)
def test_redirects_are_followed_and_told(server: Server, status: str) -> None:
    server.answers |= {"/a": lead("b/c?x=é", status), "/b/c?x=%C3%A9": lead(f"//127.0.0.1:{server.port}/d"), "/d": http(PAGE)}  # fmt: skip
    (doc,) = server.fetch("/a")
    final = f"http://127.0.0.1:{server.port}/d"
    assert doc.address == final
    assert doc.notes[0].startswith(f"Fetched from {final} on ")
    assert f"http://127.0.0.1:{server.port}/a, led there" in doc.notes[0]


def test_five_redirects_are_followed_and_not_six(server: Server) -> None:
    server.answers |= {f"/{n}": lead(f"/{n + 1}") for n in range(9)}
    server.answers[f"/{MAX_REDIRECTS}"] = http(PAGE)
    assert server.fetch("/0")[0].title == "A Road"
    server.answers[f"/{MAX_REDIRECTS}"] = lead("/0")
    refused(server, "leads on and on, more than 5 times", path="/0")
    assert len(server.asked) == 2 * (MAX_REDIRECTS + 1)


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        (
            "http://127.0.0.2:{port}/secret",
            "“127.0.0.2” is at 127.0.0.2, which is not on the public internet",
        ),
        ("http://localhost:{port}/secret", "not on the public internet"),
        ("http://[::1]:{port}/secret", "not on the public internet"),
        ("http://[::ffff:127.0.0.2]:{port}/secret", "not on the public internet"),
        ("http://169.254.169.254/latest/meta-data/", "not on the public internet"),
        ("http://0x7f.2:{port}/secret", "not on the public internet"),
        ("http://2130706434:{port}/secret", "not on the public internet"),
        ("http://127.0.0.1:22/", "port 22 is none of the web's"),
        ("file:///etc/passwd", "only http:// and https://"),
        ("ftp://127.0.0.1/", "only http:// and https://"),
        ("javascript:alert(1)", "only http:// and https://"),
        ("data:text/html,hello", "only http:// and https://"),
        ("http://user:secret@127.0.0.1:{port}/", "a user's name or password"),
        ("http://[", "no address"),
        ("", "does not say to which"),
    ],
)
def test_a_redirect_is_checked_as_an_address_is(server: Server, to: str, reason: str) -> None:
    server.answers |= {"/": lead(to.format(port=server.port)), "/secret": http(PAGE)}
    allowed = replace(server.reach, allows=lambda ip: str(ip) == "127.0.0.1", resolve=lambda host: [{"localhost": "::1"}.get(host, "127.0.0.2")])  # fmt: skip
    error = refused(server, reason, reach=allowed)
    assert "secret@" not in str(error)
    assert len(server.asked) == 1


def test_a_way_from_https_to_http_is_told(tls: "Trust", server: Server) -> None:
    server.answers["/"] = http(PAGE)
    with Server({"/": lead(f"http://127.0.0.1:{server.port}/")}, context=tls.server).run() as secure:
        reach = replace(tls.reach(secure), ports=frozenset({secure.port, server.port}))
        (doc,) = ingest.fetch(f"https://news.test:{secure.port}/", reach=reach)
    assert addresses.UNENCRYPTED in doc.notes


# ---- whom it may reach ----


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "0.1.2.3", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.0.0.8", "192.0.2.1", "198.18.0.1",
        "198.51.100.1", "203.0.113.1", "192.88.99.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1",
        "fec0::1", "ff02::1", "2001:db8::1", "3fff::1", "100::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "64:ff9b:1::8.8.8.8", "2002:7f00:1::", "2002:a00:1::1",
        "2002:c0a8:101::1", "2001:0:53aa:64c::1", "2001:10::1", "5f00::1", "4000::1",
    ],
)  # fmt: skip
def test_numbers_beside_the_public_web(number: str) -> None:
    assert not is_public(ip_address(number))
    shown = f"[{number}]" if ":" in number else number
    if "%" not in number:
        with pytest.raises(
            DocumentError, match=r"not on the public internet.*save the page from your browser"
        ):
            analysis.fetch(f"http://{shown}/")
    with pytest.raises(DocumentError, match="not on the public internet"):
        ingest.fetch("http://news.example/", reach=Reach(resolve=lambda host: ["93.184.215.14", number]))


@pytest.mark.parametrize(
    "number",
    [
        "93.184.215.14",
        "8.8.8.8",
        "2606:2800:21f:cb07::1",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
        "2002:808:808::1",
    ],
)
def test_numbers_of_the_public_web(number: str) -> None:
    assert is_public(ip_address(number))


def test_loopback_is_refused_by_the_rule_that_holds_without_another(server: Server) -> None:
    server.answers["/"] = http(PAGE)
    for host in ("127.0.0.1", "localhost"):
        with pytest.raises(DocumentError, match="not on the public internet"):
            ingest.fetch(f"http://{host}:{server.port}/", reach=Reach(ports=frozenset({server.port})))
    assert server.asked == []
    assert server.fetch()[0].title == "A Road"


def test_a_name_that_changes_what_it_stands_for_is_asked_once_a_step() -> None:
    """DNS rebinding: the name is checked when it stands for a good machine, and asked when for a bad one."""
    good, bad = (
        Server({"/": http(PAGE), "/on": lead("/secret")}),
        Server({"*": http(f"<p>secret {BODY}</p>")}),
    )
    with good.run(), contextlib.ExitStack() as stack:
        bad.host, bad.port = "127.0.0.2", good.port
        try:
            stack.enter_context(bad.run())
        except OSError:
            pytest.skip("this system has one loopback address")
        answers = iter(["127.0.0.1", "127.0.0.2"])
        reach = replace(good.reach, resolve=lambda host: [next(answers)])
        (doc,) = ingest.fetch(f"http://news.example:{good.port}/", reach=reach)
        assert doc.title == "A Road"
        assert next(answers) == "127.0.0.2"
        answers = iter(["127.0.0.1", "127.0.0.2"])
        with pytest.raises(DocumentError, match=r"“news.example” is at 127.0.0.2"):
            ingest.fetch(f"http://news.example:{good.port}/on", reach=reach)
    assert bad.asked == []
    assert good.asked[0].split("\r\n")[1] == f"Host: news.example:{good.port}"


def test_a_second_machine_is_asked_where_the_first_does_not_answer(server: Server) -> None:
    server.answers["/"] = http(PAGE)
    reach = replace(server.reach, allows=lambda ip: True, resolve=lambda host: ["127.0.0.3", "127.0.0.1"])
    assert ingest.fetch(f"http://news.example:{server.port}/", reach=reach)[0].source == "news.example"


# ---- addresses that are none ----


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", "only http:// and https://"),
        ("news.example/a", "only http:// and https://"),
        ("ftp://news.example/", "only http:// and https://"),
        ("file:///etc/passwd", "only http:// and https://"),
        ("gopher://news.example:80/", "only http:// and https://"),
        ("http://", "no name of a site"),
        ("http:///a", "no name of a site"),
        ("http://a..b/", "no name of a site"),
        ("http://-a.example/", "no name of a site"),
        ("http://a b.example/", "a space, a line break or a backslash"),
        ("http://a.example/\r\nX: y", "a space, a line break or a backslash"),
        ("http://a.example\\@b.example/", "a space, a line break or a backslash"),
        ("http://a%2eexample/", "no name of a site"),
        ("http://user@a.example/", "a user's name or password"),
        ("http://user:secret@a.example/", "a user's name or password"),
        ("http://:@a.example/", "a user's name or password"),
        ("http://a.example:22/", "port 22"),
        ("http://a.example:8080/", "port 8080"),
        ("http://a.example:0/", "port 0"),
        ("http://a.example:99999/", "no address"),
        ("http://a.example:x/", "no address"),
        ("http://[::1/", "no address"),
        ("http://[fe80::1%25eth0]/", "no address"),
        (f"http://{'a' * 64}.example/", "no name of a site"),
        (f"http://a.example/{'a' * 3_000}", "characters"),
    ],
)
def test_addresses_that_are_refused_before_anything_is_asked(address: str, reason: str) -> None:
    def resolve(host: str) -> Sequence[str]:
        raise AssertionError(host)

    with pytest.raises(DocumentError, match=reason) as caught:
        ingest.fetch(address, reach=Reach(resolve=resolve))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("HTTPS://News.Example", "https://news.example/"),
        (" http://news.example:80/a#b ", "http://news.example/a"),
        ("http://news.example:443/", "http://news.example:443/"),
        (
            "https://новости.example/мир?q=a+b&c=%20",
            "https://xn--b1amnebsh.example/%D0%BC%D0%B8%D1%80?q=a+b&c=%20",
        ),
        ("http://[2606:2800:21F::1]/", "http://[2606:2800:21f::1]/"),
    ],
)
def test_addresses_as_they_are_sent(address: str, expected: str) -> None:
    assert parse_address(address, WEB).address == expected


@settings(max_examples=300)
@given(st.text(max_size=30) | st.text(alphabet="ht:/@.[]%?#a1\\é \r\n", max_size=30).map("http://".__add__))
def test_any_text_is_an_address_or_none(text: str) -> None:
    with contextlib.suppress(BadAddressError):
        target = parse_address(text, WEB)
        assert parse_address(target.address, WEB) == target
        assert target.address.isascii()
        assert not set(target.address) & set(" \r\n\\")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("http://me:secret@a.example/x", "http://a.example/x"),
        ("HTTP:/me:secret@a.example", "HTTP:/a.example"),
        ("https://a@b@c.example/", "https://c.example/"),
        ("https://a.example//x@y?z=@", "https://a.example//x@y?z=@"),
    ],
)
def test_a_password_is_never_shown(address: str, shown: str) -> None:
    assert hide_user(address) == shown


# ---- what does not come, or is too much ----


def refused(server: Server, reason: str, *, path: str = "/", reach: Reach | None = None, within: float = 3) -> DocumentError:  # fmt: skip
    start = time.perf_counter()
    with pytest.raises(DocumentError, match=reason) as caught:
        ingest.fetch(f"http://127.0.0.1:{server.port}{path}", reach=reach or server.reach)
    assert time.perf_counter() - start < within
    assert caught.value.path == f"http://127.0.0.1:{server.port}{path}"
    assert caught.value.remedy
    assert "\x1b" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (http("no", status="404 Not Found"), "answered 404: there is no such page"),
        (http("no", status="403 Forbidden"), "answered 403: the site does not give it to programs"),
        (http("no", status="503 Busy"), "answered 503: the site is out of order"),
        (http("x", "image/\x1b[2J"), r"image/�\[2j"),
        (http(PAGE, "text/html", "Content-Encoding: \x1b[2J"), r"�\[2j"),
        (lead("http://a.example/\x1b[2J"), r"led to http://a\.example/�\[2J: it holds a space"),
        (http("no", status="304 Not Modified"), "answered 304"),
        (http("no", status="206 Partial Content"), "answered 206"),
        (http("", status="204 No Content"), "answered 204"),
        (http("", status="302 Found"), "does not say to which"),
        (http(""), "the file is empty"),
        (http("<html><body><script>go()</script></body></html>"), "scripts would have loaded it"),
        (http(b"\x89PNG\r\n\x1a\n", "image/png"), "no text .the site calls it image/png"),
        (http("x", "video/mp4"), "no text"),
        (http("a{}", "text/css"), "style"),
        (http(PAGE, "text/html", "Content-Encoding: br"), "packed as “br”, which was not asked for"),
        (http(PAGE, "text/html", "Content-Encoding: gzip, gzip"), "not asked for"),
        (http(PAGE, "text/html", "Content-Encoding: gzip"), "packed, but broken"),
        (http(gzip.compress(PAGE.encode())[:-20], "text/html", "Content-Encoding: gzip"), "broke off"),
        (http(PAGE)[:-20], "broke off"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", "more than the 5 MB"),
        (
            http(gzip.compress(bytes(MAX_BYTES + 1)), "text/html", "Content-Encoding: gzip"),
            "more than the 5 MB",
        ),
        (
            http(gzip.compress(bytes(300_000_000), 9), "text/html", "Content-Encoding: gzip"),
            "more than the 5 MB",
        ),
        (b"", "cannot be read|cannot be reached"),
        (b"SSH-2.0-OpenSSH_9\r\n", "cannot be read"),
        (b"HTTP/1.1 abc\r\n\r\n", "cannot be read"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200, "cannot be read"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000, "cannot be read"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "broke off|cannot be read"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n", "broke off|cannot be read"),
    ],
)
def test_answers_without_a_document(server: Server, answer: bytes, reason: str) -> None:
    server.answers["*"] = answer
    refused(server, reason)


GOOD = [
    http(PAGE),
    http(gzip.compress(PAGE.encode()), "text/html", "Content-Encoding: gzip"),
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
    % (len(PAGE.encode()), PAGE.encode()),
    lead("/a"),
]


@settings(max_examples=150, deadline=None)
@given(damage(GOOD))
def test_any_answer_is_read_or_refused(answer: bytes) -> None:
    with Server({"*": answer}).run() as running, contextlib.suppress(DocumentError):
        assert ingest.fetch(f"http://127.0.0.1:{running.port}/", reach=replace(running.reach, seconds=2))


def drip(head: bytes, piece: bytes, pause: float) -> Callable[[socket.socket], None]:
    def answer(line: socket.socket) -> None:
        line.sendall(head)
        while True:
            line.sendall(piece)
            time.sleep(pause)

    return answer


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


@pytest.mark.parametrize(
    "answer",
    [
        drip(HEAD, b"a", 0.1),
        drip(b"HTTP/1.1 200 OK\r\nX: ", b"a", 0.1),
        drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.05),
        drip(HEAD.replace(b"\r\n\r\n", b"\r\nTransfer-Encoding: chunked\r\n\r\n"), b"1\r\na\r\n", 0.1),
        drip(HEAD.replace(b"\r\n\r\n", b"\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"), b"X: y\r\n", 0.1),
        lambda line: time.sleep(4),
    ],
    ids=["body", "head", "continue", "chunks", "trailers", "silence"],
)
def test_a_slow_drip_ends_with_the_time(server: Server, answer: Answer) -> None:
    server.answers["/"] = answer
    refused(server, "did not answer, or not all", reach=replace(server.reach, seconds=1, wait_seconds=0.6))


@pytest.mark.parametrize("head", [HEAD, HEAD.replace(b"\r\n\r\n", b"\r\nTransfer-Encoding: chunked\r\n\r\n")])
def test_an_endless_body_is_read_to_the_limit(server: Server, head: bytes) -> None:
    sent = [0]

    def answer(line: socket.socket) -> None:
        line.sendall(head)
        while True:
            sent[0] += line.send(b"%x\r\n%s\r\n" % (65_536, b"a" * 65_536))

    server.answers["/"] = answer
    refused(server, "more than the 5 MB")
    assert sent[0] < 4 * MAX_BYTES


def test_a_name_that_is_never_found_ends_with_the_time() -> None:
    start = time.perf_counter()
    with pytest.raises(DocumentError, match="did not answer"):
        ingest.fetch(
            "http://news.example/", reach=Reach(resolve=lambda host: time.sleep(5) or [], wait_seconds=0.3)
        )
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize("error", [socket.gaierror(-2, "unknown"), OSError("down"), UnicodeError("label")])
def test_a_name_of_nobody(error: Exception) -> None:
    def resolve(host: str) -> Sequence[str]:
        raise error

    with pytest.raises(DocumentError, match=r"no site “news\.example”, or no connection"):
        ingest.fetch("http://news.example/", reach=Reach(resolve=resolve))


def test_a_port_where_nobody_listens(server: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(DocumentError, match="cannot be reached"):
        ingest.fetch(f"http://127.0.0.1:{port}/", reach=replace(server.reach, ports=frozenset({port})))


# ---- whom it trusts ----


@dataclass
class Trust:
    """A server's own certificate for news.test, and a client that trusts it."""

    server: ssl.SSLContext
    client: ssl.SSLContext

    def reach(self, server: Server) -> Reach:
        return replace(server.reach, context=self.client, resolve=lambda host: ["127.0.0.1"])


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Trust:
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "t")]),
    )
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - datetime.timedelta(1)).not_valid_after(
        now + datetime.timedelta(1)
    )
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName("news.test")]), critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    pem = serialization.Encoding.PEM
    file.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + builder.sign(key, hashes.SHA256()).public_bytes(pem)
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return Trust(server, ssl.create_default_context(cafile=str(file)))


def test_https_asks_for_the_name_at_the_number(tls: Trust) -> None:
    names: list[str | None] = []
    tls.server.sni_callback = lambda line, name, context: names.append(name)
    with Server({"/": http(PAGE)}, context=tls.server).run() as secure:
        (doc,) = ingest.fetch(f"https://news.test:{secure.port}/", reach=tls.reach(secure))
    assert (doc.title, doc.source, names) == ("A Road", "news.test", ["news.test"])


def test_a_certificate_that_nobody_vouches_for_or_of_another_name_is_refused(tls: Trust) -> None:
    with Server({"/": http(PAGE)}, context=tls.server).run() as secure:
        reach = tls.reach(secure)
        with pytest.raises(DocumentError, match=r"cannot show that it is the one .*self-signed"):
            ingest.fetch(f"https://news.test:{secure.port}/", reach=replace(reach, context=None))
        with pytest.raises(DocumentError, match=r"cannot show that it is the one .*other.test"):
            ingest.fetch(f"https://other.test:{secure.port}/", reach=reach)
        with pytest.raises(DocumentError, match="cannot show that it is the one"):
            ingest.fetch(f"https://127.0.0.1:{secure.port}/", reach=reach)
        assert secure.asked == []


def test_a_server_that_speaks_no_tls(tls: Trust, server: Server) -> None:
    server.answers["*"] = http(PAGE)
    with pytest.raises(DocumentError, match=r"no secure connection|cannot be reached|did not answer"):
        ingest.fetch(f"https://news.test:{server.port}/", reach=replace(tls.reach(server), seconds=1))


# ---- reading never goes to the network; the command does when told ----


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://a.example", True),
        ("HTTP://a", True),
        ("https:/a", True),
        ("httpsa", False),
        ("a/https:/b", False),
    ],
)
def test_what_is_an_address(text: str, expected: bool) -> None:
    assert is_address(text) is expected


def test_read_lists_an_address_as_a_failure_and_asks_nobody(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    named = ["https://news.example/a", Path("http://x.example/b"), "http://me:secret@news.example/", tmp_path]
    corpus = ingest.read(named)
    assert len(corpus) == 1
    assert [failure.path for failure in corpus.failures] == ["https://news.example/a", "http:/x.example/b", "http://news.example/"]  # fmt: skip
    assert all(
        "--fetch" in failure.remedy and "analysis.fetch" in failure.remedy for failure in corpus.failures
    )


def test_importing_and_reading_open_no_socket(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        PAGE.replace("</p>", "<img src='http://127.0.0.1:1/a.png'></p>"), encoding="utf-8"
    )
    code = (
        "import socket, sys\n"
        "def refuse(*args, **kinds): raise SystemExit('a socket was opened')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "import analysis\n"
        "assert len(analysis.read([sys.argv[1], 'http://news.example/'])) == 1"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")

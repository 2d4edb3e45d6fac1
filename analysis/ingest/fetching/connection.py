"""One request to one machine, and its answer: never longer, and never more, than allowed."""

import http.client
import io
import socket
import ssl
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

from analysis.ingest.fetching.reach import IP, Reach, Target

# Who asks, and that it is a person's one request. Nothing of the person.
USER_AGENT = "Framelens (reads one page at a person's request)"
_STEP = 65_536  # bytes that are read at once
_PACKED = ("gzip", "x-gzip", "deflate")
_PLAIN = ("", "identity")


class CutOffError(Exception):
    """An answer that broke off before its end."""


class TooLongError(Exception):
    """An answer with more bytes than are read."""


class NotUnpackedError(Exception):
    """An answer packed in a way that was not asked for, or broken."""


class _Stream(io.RawIOBase):
    """What comes from a socket. Each piece must come in time, and all before the end."""

    def __init__(self, line: socket.socket, ends: float, wait: float) -> None:
        self._line, self._ends, self._wait = line, ends, wait

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._line.settimeout(min(self._wait, find_left(self._ends)))
        return self._line.recv_into(buffer)


class _Line:
    """The one thing that HTTPResponse asks of a socket."""

    def __init__(self, stream: _Stream) -> None:
        self._stream = stream

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self._stream)


def find_left(ends: float) -> float:
    """The seconds that are left. Raises TimeoutError where there are none."""
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


@contextmanager
def request(
    target: Target, ips: Sequence[IP], reach: Reach, ends: float
) -> Iterator[http.client.HTTPResponse]:
    """The answer to a request for an address, from the first of these machines that can be reached.

    The machines were checked: the name is not looked up again. It is only told
    to them, and must stand in their certificate.
    Raises OSError (TimeoutError, ssl.SSLError among them) and http.client.HTTPException.
    """
    line = _connect(target, ips, reach, ends)
    try:
        line.settimeout(min(reach.wait_seconds, find_left(ends)))
        if target.scheme == "https":
            context = reach.context or ssl.create_default_context()
            line = context.wrap_socket(line, server_hostname=target.host.rstrip("."))
        line.sendall(_write_request(target))
        stream = _Stream(line, ends, reach.wait_seconds)
        response = http.client.HTTPResponse(cast(socket.socket, _Line(stream)), method="GET")
        response.begin()
        yield response
    finally:
        line.close()


def read_body(response: http.client.HTTPResponse, most: int) -> bytes:
    """The body of an answer, unpacked.

    Raises TooLongError, CutOffError, NotUnpackedError, and what `request` raises.
    """
    if response.length is not None and response.length > most:
        raise TooLongError
    pieces: list[bytes] = []
    n_bytes = 0
    while piece := response.read1(_STEP):
        pieces.append(piece)
        n_bytes += len(piece)
        if n_bytes > most:
            raise TooLongError
    if response.length:  # bytes that were announced and did not come
        raise CutOffError
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    return _unpack(b"".join(pieces), encoding, most)


def _connect(target: Target, ips: Sequence[IP], reach: Reach, ends: float) -> socket.socket:
    problem: OSError = OSError("there is no machine of this name")
    for ip in ips:
        line = socket.socket(socket.AF_INET if ip.version == 4 else socket.AF_INET6, socket.SOCK_STREAM)
        try:
            line.settimeout(min(reach.connect_seconds, find_left(ends)))
            line.connect((str(ip), target.port))
            return line
        except OSError as error:
            line.close()
            problem = error
    raise problem


def _write_request(target: Target) -> bytes:
    """The request, without cookies, origin or language: all that could tell the person."""
    lines = (
        f"GET {target.path} HTTP/1.1",
        f"Host: {target.site}",
        f"User-Agent: {USER_AGENT}",
        "Accept: text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5",
        "Accept-Encoding: gzip",
        "Connection: close",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def _unpack(data: bytes, encoding: str, most: int) -> bytes:
    if encoding in _PLAIN:
        return data
    if encoding not in _PACKED:
        raise NotUnpackedError(f"packed as “{encoding[:40]}”, which was not asked for")
    # 32 + 15: gzip or zlib, whichever its head says.
    unpacker = zlib.decompressobj(32 + zlib.MAX_WBITS)
    try:
        unpacked = unpacker.decompress(data, most + 1)
    except zlib.error as error:
        raise NotUnpackedError(f"packed, but broken ({error})") from error
    if len(unpacked) > most:
        raise TooLongError
    if not unpacker.eof and data:
        raise CutOffError
    return unpacked

"""Which addresses may be fetched, and from which machines: the public web, and nothing beside it.

A page can lead anywhere, and a name can be made to stand for any machine. So
it is the machine that is checked, by its number, each time anew.
"""

import re
import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, quote, urlsplit

from analysis.ingest.cleaning.visible import make_visible
from analysis.ingest.limits import MAX_CONNECT_SECONDS, MAX_FETCH_SECONDS, MAX_METADATA, MAX_WAIT_SECONDS

IP = IPv4Address | IPv6Address

_ADDRESS = re.compile(r"https?:/", re.IGNORECASE)
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?")
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\\]")
_KEPT = "%/:=&?~#+!$,;'@()*[]|"
_DEFAULT = {"http": 80, "https": 443}

# IPv6 that carries the number of an IPv4 machine is judged by that machine.
_NAT64 = ip_network("64:ff9b::/96")
# All that is given out in IPv6 to anybody.
_GIVEN_OUT = ip_network("2000::/3")
# What `ipaddress` calls global, or did in some version, and is no machine of the web: protocol assignments
# (https://www.iana.org/assignments/iana-ipv4-special-registry and -ipv6-), relays and test networks.
_SPECIAL = tuple(
    map(
        ip_network,
        ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2001:db8::/32", "3fff::/20", "100:0:0:1::/64"),
    )
)


def is_address(text: str) -> bool:
    """Whether something named is a web address, also as a path has it ("https:/…")."""
    return _ADDRESS.match(text) is not None


def is_public(ip: IP) -> bool:
    """Whether a machine stands on the public internet: not this one, not one of the house, no special number."""
    if isinstance(ip, IPv6Address):
        carried = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            carried = IPv4Address(int(ip) & 0xFFFFFFFF)
        if carried is not None:
            return is_public(carried)
        if ip.scope_id or ip not in _GIVEN_OUT:
            return False
    is_special = ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved
    return ip.is_global and not is_special and not any(ip in network for network in _SPECIAL)


def resolve(host: str) -> list[str]:
    """All numbers that a name stands for. Raises OSError where it stands for none."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a fetch may reach and how long it may take. The default is strict; tests reach a server of their own.

    allows: whether a machine may be reached. resolve: the numbers of a name.
    context: whom to trust for https; None: whom the system trusts.
    """

    allows: Callable[[IP], bool] = is_public
    resolve: Callable[[str], Sequence[str]] = resolve
    ports: frozenset[int] = frozenset({80, 443})
    context: ssl.SSLContext | None = None
    connect_seconds: float = MAX_CONNECT_SECONDS
    wait_seconds: float = MAX_WAIT_SECONDS
    seconds: float = MAX_FETCH_SECONDS


class BadAddressError(ValueError):
    """An address that is not fetched; the text says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address in parts that are safe to send. path: with the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def site(self) -> str:
        """The host as it is asked for: with its port where that is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT[self.scheme] else f"{host}:{self.port}"

    @property
    def address(self) -> str:
        """The whole address, without what stands behind "#"."""
        return f"{self.scheme}://{self.site}{self.path}"


def parse_address(text: str, ports: frozenset[int]) -> Target:
    """The parts of an address. Raises BadAddressError."""
    text = text.strip()
    if len(text) > MAX_METADATA:
        raise BadAddressError(f"it has {len(text)} characters, more than the {MAX_METADATA} of any address")
    if _UNSEEN.search(text):
        raise BadAddressError("it holds a space, a line break or a backslash")
    if not re.match("https?://", text, re.IGNORECASE):
        raise BadAddressError("only http:// and https:// are fetched")
    try:
        parts = urlsplit(text)
        scheme, port, host = parts.scheme.lower(), parts.port, _check_host(parts)
    except ValueError as error:
        raise BadAddressError(f"it is no address ({error})") from error
    if parts.username is not None:
        raise BadAddressError("it holds a user's name or password")
    port = _DEFAULT[scheme] if port is None else port
    if port not in ports:
        raise BadAddressError(f"port {port} is none of the web's, which are 80 and 443")
    path = quote(parts.path or "/", safe=_KEPT) + (
        f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
    )
    return Target(scheme, host, port, path)


def hide_user(text: str) -> str:
    """An address as it may be shown and kept: without a name and password."""
    without = re.sub(r"^([a-z][a-z0-9+.-]*:/*)[^/?#]*@", r"\1", text.strip(), flags=re.IGNORECASE)
    return make_visible(without)


def _check_host(parts: SplitResult) -> str:
    """The host in ASCII. Raises ValueError."""
    host = parts.hostname or ""
    if ":" in host:
        if "%" in host:
            raise ValueError("a number with a scope is one of the house")
        return str(IPv6Address(host))
    try:
        host = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        host = ""
    if len(host) > 253 or not _HOST.fullmatch(host):
        raise ValueError("there is no name of a site in it")
    return host


def find_ip(text: str) -> IP | None:
    """The number that a text is; None where it is a name."""
    try:
        return ip_address(text)
    except ValueError:
        return None

"""Which addresses are asked at all: those of the public web, on ports of the web, spelled as the web spells them.

What a feed or a redirect names is chosen by strangers. Without this guard they could make Waqai read this machine's own
services, the local network, or the keys that clouds hand out at 169.254.169.254.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx

from waqai.errors import InnerAddress, NoSuchHost, RefusedAddress

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""The IP addresses of a host and port, best first. Raises OSError where there are none."""

IPAddress = IPv4Address | IPv6Address

_LONGEST = 8_000
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,62})\.)*[a-z0-9_][a-z0-9_-]{0,62}\.?")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")

_INNER = tuple(
    map(
        ip_network,
        # The special-purpose registries of IANA (RFC 6890 and later), and what only looks public: 168.63.129.16 is the
        # inner service address of a cloud.
        [
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "168.63.129.16/32",
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20",
        ],
    )
)
_PUBLIC_6 = ip_network("2000::/3")
"""All that is given out of IPv6; the rest is loopback, link-local, site-local, multicast or reserved."""
_NAT64 = ip_network("64:ff9b::/96")

# The ports that browsers refuse (https://fetch.spec.whatwg.org/#port-blocking), and those of databases and daemons.
# fmt: off
_OTHER_PORTS = frozenset({
    1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
    111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532,
    540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061,
    6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
    445, 873, 1433, 1521, 2375, 2376, 2379, 2380, 3306, 3389, 5432, 5900, 5984, 6379, 6443, 9042, 9200, 9300, 10250,
    11211, 27017,
})
# fmt: on


def web_address(text: str) -> httpx.URL:
    """An address in its one spelling, without fragment. Raises RefusedAddress where it is none of the web."""
    try:
        url = httpx.URL(text).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise RefusedAddress("this is no address of the web.", where=text[:200]) from error
    problem = _problem(url)
    if problem:
        raise RefusedAddress(problem, where=_without_password(url))
    return url


def host_name(url: httpx.URL) -> str:
    """The host as it is asked for: letters of other scripts in their ASCII form, an IPv6 address without brackets."""
    return url.raw_host.decode("ascii")


def _problem(url: httpx.URL) -> str | None:
    """Why an address is not asked."""
    host = host_name(url)
    if url.scheme not in ("http", "https"):
        return "only http and https are read."
    if len(str(url)) > _LONGEST:
        return f"the address is longer than {_LONGEST:,} characters."
    if url.userinfo:
        return "an address with a user or password in it is not asked."
    if not host or "%" in host or not (":" in host or _HOST.fullmatch(host)):
        return "this is no name of a host."
    if ":" not in host and _ends_in_a_number(host) and not _is_plain_ipv4(host):
        return "an IP address is written as four numbers, or it is not asked."
    if url.port is not None and (not 0 < url.port < 65_536 or url.port in _OTHER_PORTS):
        return f"port {url.port} is none of the web."
    return None


def _without_password(url: httpx.URL) -> str:
    return str(url.copy_with(username=None, password=None) if url.userinfo else url)[:200]


def _ends_in_a_number(host: str) -> bool:
    """Whether the web takes a host for an IPv4 address, however spelled: 0x7f.1, 017700000001, 2130706433."""
    return bool(_NUMBER.fullmatch(host.removesuffix(".").rpartition(".")[2]))


def _is_plain_ipv4(host: str) -> bool:
    try:
        IPv4Address(host)
    except ValueError:
        return False
    return True


def is_inner(address: IPAddress) -> bool:
    """Whether an address belongs to a network and not to the web.

    An IPv6 address that carries an IPv4 one (mapped, 6to4, NAT64) is judged by the one it carries.
    """
    if isinstance(address, IPv6Address):
        if address.scope_id is not None:
            return True
        carried = carried_address(address)
        if carried is not None:
            return is_inner(carried)
        if address not in _PUBLIC_6:
            return True
    return not address.is_global or address.is_multicast or any(address in network for network in _INNER)


def carried_address(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address inside an IPv6 one, where a connection may end up at it."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    return IPv4Address(int(address) & 0xFFFF_FFFF) if address in _NAT64 else None


class AddressGuard:
    """Tells to which IP addresses a connection to a host may go; `allowed` networks are let in though inner."""

    def __init__(self, resolve: Resolve, allowed: Iterable[str] = ()) -> None:
        self._resolve = resolve
        self._allowed = tuple(ip_network(network) for network in allowed)

    async def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """The addresses of a host that may be connected to, best first.

        Raises NoSuchHost where it has none and InnerAddress where all are inner. The connection must go to one of
        these, and not ask for the name again: a second answer may differ.
        """
        found = await self._look_up(host, port)
        outer = tuple(str(address) for address in dict.fromkeys(found) if self.admits(address))
        if not outer:
            raise InnerAddress(
                f"it leads to {found[0]}, which is inside a network and not of the web.",
                where=host,
                remedy="Where it is yours, let its network in: allow_addresses under [collecting].",
            )
        return outer

    def admits(self, address: IPAddress) -> bool:
        """Whether an address may be connected to."""
        carried = carried_address(address) if isinstance(address, IPv6Address) else None
        return not is_inner(address) or any(
            address in network or (carried is not None and carried in network) for network in self._allowed
        )

    async def _look_up(self, host: str, port: int) -> list[IPAddress]:
        try:
            return [ip_address(host)]
        except ValueError:
            pass
        try:
            found = [ip_address(text) for text in await self._resolve(host, port)]
        except (OSError, ValueError) as error:  # a name that is too long is a ValueError
            raise NoSuchHost("the name could not be resolved.", where=host) from error
        if not found:
            raise NoSuchHost("the name has no address.", where=host)
        return found

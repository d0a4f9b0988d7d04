"""No inner address is reached: in no spelling, behind no name, after no redirect, by no second answer of a resolver."""

from __future__ import annotations

import asyncio
from ipaddress import IPv4Address, IPv4Network, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.servers import Names, WebServer, redirect, reply
from waqai.acquisition.fetching.address_guard import AddressGuard, host_name, is_inner, web_address
from waqai.errors import FetchError, InnerAddress, NoSuchHost, RefusedAddress, RefusedRedirect

from .conftest import Desk

INNER_4 = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",
    "240.0.0.0/4", "255.255.255.255/32",
]  # fmt: skip
INNER_6 = [
    "::/128", "::1/128", "::/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "2001:db8::/32",
    "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8", "4000::/3",
]  # fmt: skip

inner_4 = st.sampled_from(INNER_4).flatmap(lambda net: st.ip_addresses(v=4, network=net))
inner_6 = st.sampled_from(INNER_6).flatmap(lambda net: st.ip_addresses(v=6, network=net))
public_4 = st.ip_addresses(v=4).filter(
    lambda address: address.is_global and not address.is_multicast and str(address) != "168.63.129.16"
    and address not in IPv4Network("192.0.0.0/24") and address not in IPv4Network("192.88.99.0/24")
)  # fmt: skip


def judged(text: str, *, allowed: tuple[str, ...] = ()) -> tuple[str, ...]:
    """To which addresses an address of the web leads; the resolver knows what the system's would know."""

    async def system(host: str, port: int) -> list[str]:
        raise OSError(f"{host} was looked up, though it is an address")

    url = web_address(text)
    return asyncio.run(AddressGuard(system, allowed).addresses(host_name(url), 80))


def carriers(address: IPv4Address) -> list[str]:
    """The IPv6 addresses that lead to an IPv4 one."""
    number = int(address)
    return [
        f"::ffff:{address}",
        str(IPv6Address((0x2002 << 112) | (number << 80) | 1)),
        f"64:ff9b::{address}",
    ]


def spellings(address: IPv4Address) -> list[str]:
    """The ways in which the web's software writes, or wrongly reads, an IPv4 address."""
    a, b, c, d = address.packed
    number = int(address)
    return [
        str(address),
        f"{address}.",
        str(number),
        hex(number),
        f"0{number:o}",
        f"0x{a:x}.0x{b:x}.0x{c:x}.0x{d:x}",
        f"0{a:o}.0{b:o}.0{c:o}.0{d:o}",
        f"{a:03}.{b:03}.{c:03}.{d:03}",
        f"{a}.{b}.{c * 256 + d}",
        f"{a}.{b * 65_536 + c * 256 + d}",
        f"{a}.0x{b * 65_536 + c * 256 + d:x}",
        str(address).replace(".", "。"),
        str(address).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        str(address).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        "".join(f"%{ord(letter):02x}" for letter in str(address)),
        *(f"[{carrier}]" for carrier in carriers(address)),
        f"[::{address}]",
        f"[fe80::{address}%25eth0]",
    ]


@given(inner_4)
def test_every_inner_address_is_refused_in_every_spelling(address: IPv4Address) -> None:
    for spelling in spellings(address):
        with pytest.raises(RefusedAddress):
            judged(f"http://{spelling}/latest/meta-data")


@given(inner_6)
def test_every_inner_address_of_ipv6_is_refused(address: IPv6Address) -> None:
    for spelling in (str(address), address.exploded, str(address).upper()):
        with pytest.raises(RefusedAddress):
            judged(f"http://[{spelling}]/")


@given(st.one_of(inner_4, inner_6))
def test_what_a_name_leads_to_is_judged_like_the_address_itself(address: IPv4Address | IPv6Address) -> None:
    guard = AddressGuard(Names(anything=[str(address)]))
    with pytest.raises(InnerAddress):
        asyncio.run(guard.addresses("news.test", 80))


@given(public_4)
def test_every_address_of_the_web_is_let_through_also_where_ipv6_carries_it(address: IPv4Address) -> None:
    assert judged(f"http://{address}/") == (str(address),)
    for carrier in carriers(address):
        assert not is_inner(ip_address(carrier))


@given(st.ip_addresses())
def test_nothing_that_the_registries_call_inner_is_let_through(address: IPv4Address | IPv6Address) -> None:
    plain = isinstance(address, IPv4Address) or (address.ipv4_mapped or address.sixtofour) is None
    if plain and (address.is_private or address.is_reserved or address.is_multicast or address.is_link_local):
        assert is_inner(address) or address in ip_network("64:ff9b::/96")


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "2a00:1450:4001:80b::200e"]
)
def test_well_known_addresses_of_the_web_are_let_through(address: str) -> None:
    assert not is_inner(ip_address(address))


def test_the_addresses_where_clouds_hand_out_keys_are_inner() -> None:
    for address in ("169.254.169.254", "100.100.100.200", "168.63.129.16", "fd00:ec2::254", "192.0.0.192"):
        assert is_inner(ip_address(address))


def test_a_network_that_is_let_in_is_let_in_alone() -> None:
    allowed = ("10.1.0.0/16", "fd00:1::/32")
    assert judged("http://10.1.2.3/", allowed=allowed) == ("10.1.2.3",)
    assert judged("http://[::ffff:10.1.2.3]/", allowed=allowed) == ("::ffff:a01:203",)
    assert judged("http://[fd00:1::7]/", allowed=allowed) == ("fd00:1::7",)
    for other in ("10.2.0.1", "127.0.0.1", "[fd00:2::1]", "[::ffff:10.2.0.1]"):
        with pytest.raises(InnerAddress):
            judged(f"http://{other}/", allowed=allowed)


def test_of_a_name_only_the_outer_addresses_are_connected_to() -> None:
    guard = AddressGuard(Names(anything=["127.0.0.1", "8.8.8.8", "::1", "8.8.8.8"]))
    assert asyncio.run(guard.addresses("mixed.test", 443)) == ("8.8.8.8",)


@pytest.mark.parametrize("answer", [[], ["no address"]])
def test_a_name_without_an_address_is_no_host(answer: list[str]) -> None:
    names = Names()
    names.put("empty.test", answer)
    with pytest.raises(NoSuchHost):
        asyncio.run(AddressGuard(names).addresses("empty.test", 80))


@pytest.mark.parametrize(
    "text",
    [
        "file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "javascript:alert(1)", "data:text/html,x",
        "//example.org/", "example.org", "", "http://", "http:///path", "http://user@example.org/",
        "http://user:secret@example.org/", "http://:secret@example.org/", "http://example.org@127.0.0.1/",
        "http://example.org:22/", "http://example.org:0/", "http://example.org:65536/", "http://example.org:6379/",
        "http://exa mple.org/", "http://exam%70le.org/", "http://example..org/", "http://-/", "http://.org/",
        "http://[::1", "http://[fe80::1%25eth0]/", "http://[v1.x]/", "http://example.org\\@127.0.0.1/",
        "http://example.org/\r\nHost: inner", "http://ex\x00ample.org/", "http://1.2.3/", "http://1.2.3.4.5/",
        "http://a.0x1/", f"http://{'a' * 64}.org/", f"http://example.org/{'a' * 9_000}", "http://①②⑦.⓪.⓪.①/",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused_before_anything_is_looked_up(text: str) -> None:
    with pytest.raises(RefusedAddress) as caught:
        web_address(text)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("HTTP://Example.ORG:80/a#b", "http://example.org/a"),
        ("https://example.org:8443", "https://example.org:8443/"),
        ("http://موقع.example/خبر", "http://xn--4gbrim.example/%D8%AE%D8%A8%D8%B1"),
        ("http://example.org/a?q=%D8%A7&b", "http://example.org/a?q=%D8%A7&b"),
        ("http://xn--a/", "http://xn--a/"),
        ("http://under_score.example/", "http://under_score.example/"),
    ],
)
def test_an_address_of_the_web_gets_one_spelling(text: str, meant: str) -> None:
    url = web_address(text)
    assert f"{url.scheme}://{url.netloc.decode()}{url.raw_path.decode()}" == meant


@given(st.text(max_size=60).map(lambda tail: f"http://{tail}"))
def test_any_text_is_either_an_address_or_refused(text: str) -> None:
    try:
        host = host_name(web_address(text))
    except RefusedAddress:
        return
    assert host
    assert host.isascii()


def test_a_name_that_changes_between_two_questions_leads_nowhere_inside(web: WebServer, desk: Desk) -> None:
    """Rebinding: the first answer is let through (and takes no connection), the next is inside. Neither is asked."""
    desk.behave(allow_addresses=("127.0.0.2/32",), tries=2)
    desk.names.put("rebound.test", [["127.0.0.2"], ["127.0.0.1"]])
    desk.fails(web.url("/", "rebound.test"), InnerAddress)
    assert desk.names.asked == ["rebound.test"] * 2
    assert web.requests == []


def test_the_connection_goes_to_the_address_that_was_checked(desk: Desk) -> None:
    """A name is looked up once a connection: nothing asks again after the guard and gets another answer."""
    desk.behave(allow_addresses=("127.0.0.2/32",))
    with WebServer("127.0.0.2") as checked:
        desk.names.put("rebound.test", [["127.0.0.2"], ["127.0.0.2"], ["127.0.0.3"]])
        checked.put("/", reply("نص"))
        fetched = desk.fetch(checked.url("/", "rebound.test"))
        assert fetched.captures[0].address == "127.0.0.2"
        assert desk.names.asked == ["rebound.test"] * 2  # robots.txt and the page
        desk.fails(checked.url("/", "rebound.test"), InnerAddress)


@pytest.mark.parametrize(
    "inner", ["http://169.254.169.254/latest/meta-data", "http://[::ffff:169.254.169.254]/", "http://intranet.test/"]
)
def test_a_redirect_to_an_inner_address_is_not_followed(inner: str, web: WebServer, desk: Desk) -> None:
    desk.names.put("intranet.test", ["10.0.0.5"])
    web.put("/", redirect(inner))
    error = desk.fails(web.url("/"), InnerAddress)
    assert [capture.status for capture in error.captures] == [302]


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://example.org/a", "http://2852039166/", "http://user:pass@example.org/",
               "gopher://127.0.0.1:6379/_INFO", "http://example.org:25/", "javascript:alert(1)", "http://[::1"]
)  # fmt: skip
def test_a_redirect_to_what_is_no_address_of_the_web_is_refused(target: str, web: WebServer, desk: Desk) -> None:
    web.put("/", redirect(target))
    error = desk.fails(web.url("/"), RefusedRedirect)
    assert [capture.status for capture in error.captures] == [302]


def test_a_robots_txt_that_sends_on_to_an_inner_address_reaches_nothing(web: WebServer, desk: Desk) -> None:
    web.put("/robots.txt", redirect("http://10.0.0.5/robots.txt"))
    with pytest.raises(FetchError):
        desk.fetch(web.url("/"))
    assert web.paths == ["/robots.txt"]

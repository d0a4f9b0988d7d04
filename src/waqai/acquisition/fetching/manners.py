"""How a project behaves on the web: the table `[collecting]` of its settings."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Annotated

from pydantic import AfterValidator, Field

from waqai.records.base import Record


def _network(value: str) -> str:
    try:
        ip_network(value)
    except ValueError as error:
        raise ValueError(f"{value!r} is no network, as 10.1.0.0/16 is one") from error
    return value


class Manners(Record):
    """What a collecting keeps to.

    `contact` (an address of mail or web) stands in the user agent. Between two requests to a host lie `pause_seconds`,
    and no more than `connections_per_host` are open; `hosts` are asked at once. An answer is cut off after `max_bytes`
    as transferred and decoded alike, a request after `timeout_seconds` of silence or `total_seconds` in all. A request
    that fails for a reason that passes is made `tries` times. Inner addresses are refused except in `allow_addresses`.
    """

    contact: Annotated[str, Field(max_length=200, pattern=r"^[ -~]*$")] = ""
    pause_seconds: Annotated[float, Field(ge=0, le=3_600)] = 2.0
    connections_per_host: Annotated[int, Field(ge=1, le=8)] = 1
    hosts: Annotated[int, Field(ge=1, le=500)] = 50
    timeout_seconds: Annotated[float, Field(gt=0, le=600)] = 30.0
    total_seconds: Annotated[float, Field(gt=0, le=3_600)] = 120.0
    max_bytes: Annotated[int, Field(ge=1_000)] = 20_000_000
    tries: Annotated[int, Field(ge=1, le=10)] = 3
    allow_addresses: tuple[Annotated[str, AfterValidator(_network)], ...] = ()

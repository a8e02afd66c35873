"""Whether a certificate is good by its dates and names."""

from __future__ import annotations

import pytest

from facemon.device.status import Certificate
from facemon.device.validity import NOTICE_MS, Remark, ends_soon, is_for, remarks

NOW = 1_795_600_000_000
DAY = 24 * 3_600_000


def certificate(*names: str, begins_ms: int = NOW - DAY, ends_ms: int = NOW + 90 * DAY) -> Certificate:
    return Certificate("ab" * 32, "CN=gate", "CN=gate", begins_ms, ends_ms, names)


@pytest.mark.parametrize(
    ("names", "host", "named"),
    [
        (("gate.example.com",), "Gate.Example.com.", True),
        (("*.example.com",), "gate.example.com", True),
        (("*.example.com",), "a.gate.example.com", False),
        (("*.com",), "com", False),
        (("localhost", "127.0.0.1"), "127.0.0.1", True),
        (("localhost",), "192.0.2.1", False),
        (("fe80::1",), "fe80:0::1%eth0", True),
        (("192.0.2.1",), "gate", False),
    ],
)
def test_a_host_is_among_the_names_or_not(names: tuple[str, ...], host: str, *, named: bool) -> None:
    assert is_for(certificate(*names), host) is named


def test_only_what_is_odd_is_remarked() -> None:
    assert remarks(certificate("gate"), "gate", NOW) == ()
    assert remarks(certificate(), "gate", NOW) == ()  # it names nobody
    assert remarks(certificate(ends_ms=0), "gate", NOW) == ()  # not readable
    odd = certificate("other", begins_ms=NOW - 2 * DAY, ends_ms=NOW - DAY)
    assert remarks(odd, "gate", NOW) == (Remark.EXPIRED, Remark.OTHER_NAME)
    assert remarks(certificate(begins_ms=NOW + DAY), "gate", NOW) == (Remark.NOT_YET_VALID,)


def test_an_end_is_worth_a_notice_thirty_days_before() -> None:
    assert not ends_soon(certificate(ends_ms=NOW + NOTICE_MS), NOW)
    assert ends_soon(certificate(ends_ms=NOW + NOTICE_MS - 1), NOW)
    assert ends_soon(certificate(ends_ms=NOW - DAY), NOW)
    assert not ends_soon(certificate(ends_ms=0), NOW)

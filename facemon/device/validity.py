"""Whether a certificate is still good by its dates and names, and what of that is worth a word. Pure."""

from __future__ import annotations

import enum
import ipaddress

from facemon.device.status import Certificate

NOTICE_MS = 30 * 24 * 3_600_000  # so long before its end a certificate of an authority is worth a notice


class Remark(enum.Enum):
    """What would be a fault, were it not that the certificate was approved by its fingerprint."""

    EXPIRED = enum.auto()
    NOT_YET_VALID = enum.auto()
    OTHER_NAME = enum.auto()


def remarks(certificate: Certificate, host: str, now_ms: float) -> tuple[Remark, ...]:
    """Return what there is to say of a certificate that `host` shows at `now_ms`, Unix milliseconds."""
    found: list[Remark] = []
    if certificate.not_after_ms and certificate.not_after_ms < now_ms:
        found.append(Remark.EXPIRED)
    if certificate.not_before_ms > now_ms:
        found.append(Remark.NOT_YET_VALID)
    if certificate.names and not is_for(certificate, host):
        found.append(Remark.OTHER_NAME)
    return tuple(found)


def ends_soon(certificate: Certificate, now_ms: float) -> bool:
    """Return whether it ends within 30 days, or has ended."""
    return bool(certificate.not_after_ms) and certificate.not_after_ms - now_ms < NOTICE_MS


def is_for(certificate: Certificate, host: str) -> bool:
    """Return whether a host name or an IP address is among the names; one with `*` is for one level (RFC 6125)."""
    wanted = host.partition("%")[0].rstrip(".").lower()
    try:
        address = ipaddress.ip_address(wanted)
    except ValueError:
        level, _, rest = wanted.partition(".")
        return any(
            name == wanted or (bool(level and rest) and name == f"*.{rest}")
            for name in (name.rstrip(".").lower() for name in certificate.names)
        )
    return any(_is_address(name, address) for name in certificate.names)


def _is_address(name: str, address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    try:
        return ipaddress.ip_address(name) == address
    except ValueError:
        return False

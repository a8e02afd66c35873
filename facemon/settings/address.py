"""A device's address as people write it: host, host:port, or a URL out of a manual."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from urllib.parse import quote, urlsplit

from facemon.phrase import QT_TRANSLATE_NOOP

DEFAULT_PORT = 8000
STREAM_PATH = "/v1/event"
_PLAIN = "/%:@!$&'()*+,;=~?"  # what a path may have as it is (RFC 3986)

EMPTY = QT_TRANSLATE_NOOP("Address", "Enter the device's address, like 10.20.1.11 or gate.example.com:8000.")
NOT_SECURE = QT_TRANSLATE_NOOP(
    "Address",
    "{scheme}:// is not encrypted, and facemon talks to devices over TLS only. Write wss:// or just host:port.",
)
UNKNOWN_SCHEME = QT_TRANSLATE_NOOP(
    "Address", "“{scheme}://” does not lead to a device. Write wss:// or just host:port."
)
HAS_ACCOUNT = QT_TRANSLATE_NOOP(
    "Address", "Leave user name and password out of the address: they have fields of their own."
)
OTHER_PATH = QT_TRANSLATE_NOOP("Address", "Leave “{path}” out: the event stream of a device is always at /v1/event.")
HAS_SPACE = QT_TRANSLATE_NOOP("Address", "An address has no spaces in it.")
NO_HOST = QT_TRANSLATE_NOOP("Address", "The host is missing. Enter an address like 10.20.1.11:8000.")
NO_PORT = QT_TRANSLATE_NOOP("Address", "A port number is missing behind the colon; without a colon it is 8000.")
BAD_PORT = QT_TRANSLATE_NOOP("Address", "The port must be a whole number from 1 to 65535, not “{port}”.")
BAD_IPV4 = QT_TRANSLATE_NOOP(
    "Address", "“{host}” is not an IP address: that is four numbers from 0 to 255 with dots between."
)
BAD_IPV6 = QT_TRANSLATE_NOOP(
    "Address", "“{host}” is not an IPv6 address. With a port it is written [2001:db8::1]:8000."
)
NO_BRACKET = QT_TRANSLATE_NOOP("Address", "The “]” behind the IPv6 address is missing.")
AFTER_BRACKET = QT_TRANSLATE_NOOP("Address", "Only a colon and a port can stand behind “]”.")
BAD_CHARACTER = QT_TRANSLATE_NOOP("Address", "A host name cannot have “{character}” in it.")
BAD_LABEL = QT_TRANSLATE_NOOP("Address", "“{host}” is not a host name: check its dots and hyphens.")
TOO_LONG = QT_TRANSLATE_NOOP("Address", "This is too long for a host name.")

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_SCOPE = re.compile(r"[A-Za-z0-9._-]{1,64}")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
# What an input method for Chinese puts where a dot or a colon is meant; NFKC knows the full-width ones.
_STOPS = str.maketrans({"。": ".", "：": ":", "︓": ":"})


class AddressError(ValueError):
    """An address cannot be used.

    `str()` of it is the sentence in English; `template` (context "Address") and `fields` are there to translate it.
    """

    def __init__(self, template: str, **fields: str) -> None:
        super().__init__(template.format(**fields))
        self.template = template
        self.fields = fields


def parse_address(text: str) -> tuple[str, int]:
    """Return host and port of an address.

    A port that is not given is 8000, in a URL too: devices listen there, whatever the scheme's own port. The host comes
    back in lower case, an IPv6 address without brackets, an international name in its ASCII form (RFC 3490).

    Raises:
        AddressError: there is a mistake in it; each kind has a sentence of its own.
    """
    rest = unicodedata.normalize("NFKC", text.strip().translate(_STOPS)).strip()
    if not rest:
        raise AddressError(EMPTY)
    rest = _without_scheme(rest)
    authority, path = _split_path(rest)
    if "@" in authority:
        raise AddressError(HAS_ACCOUNT)
    if path.rstrip("/") not in ("", STREAM_PATH):
        raise AddressError(OTHER_PATH, path=path)
    if re.search(r"\s", authority):
        raise AddressError(HAS_SPACE)
    host, port = _split_port(authority)
    return check_host(host), port


def format_address(host: str, port: int) -> str:
    """Return host and port as one text, with an international name as people write it. `parse_address` undoes it."""
    return f"[{host}]:{port}" if ":" in host else f"{readable_host(host)}:{port}"


def readable_host(host: str) -> str:
    """Return a host with its international labels in their own script, where it has any."""
    if "xn--" not in host:
        return host
    try:
        readable = host.encode("ascii").decode("idna")
        # A name that does not come back the same would be saved as another one.
        return readable if check_host(readable) == host else host
    except (UnicodeError, AddressError):
        return host


def check_host(host: str) -> str:
    """Return a host (a name, an IPv4 address, or an IPv6 address without brackets) in the form that is kept.

    Raises:
        AddressError: it cannot be one.
    """
    if not host:
        raise AddressError(NO_HOST)
    if ":" in host:
        try:
            address = ipaddress.IPv6Address(host)
        except ValueError:
            raise AddressError(BAD_IPV6, host=host) from None
        # Whatever is behind the "%" would go into the request's Host line.
        if address.scope_id is not None and not _SCOPE.fullmatch(address.scope_id):
            raise AddressError(BAD_IPV6, host=host)
        return str(address)
    name = host.removesuffix(".")
    if re.fullmatch(r"[0-9.]+", name):
        try:
            return str(ipaddress.IPv4Address(name))
        except ValueError:
            raise AddressError(BAD_IPV4, host=host) from None
    return _check_name(name, host)


def _without_scheme(text: str) -> str:
    found = _SCHEME.match(text)
    if found is None:
        return text
    scheme = found[1].lower()
    if scheme in ("ws", "http"):
        raise AddressError(NOT_SECURE, scheme=scheme)
    if scheme not in ("wss", "https"):
        raise AddressError(UNKNOWN_SCHEME, scheme=scheme)
    return text[found.end() :]


def _split_path(text: str) -> tuple[str, str]:
    found = re.search("[/?#]", text)
    return (text, "") if found is None else (text[: found.start()], text[found.start() :])


def _split_port(authority: str) -> tuple[str, int]:
    if authority.startswith("["):
        host, bracket, behind = authority[1:].partition("]")
        if not bracket:
            raise AddressError(NO_BRACKET)
        if behind and not behind.startswith(":"):
            raise AddressError(AFTER_BRACKET)
        if ":" not in host:
            raise AddressError(BAD_IPV6, host=host)
        return host, _port(behind[1:]) if behind else DEFAULT_PORT
    if authority.count(":") > 1:  # an IPv6 address without brackets has no room for a port
        return authority, DEFAULT_PORT
    host, colon, port = authority.partition(":")
    return host, _port(port) if colon else DEFAULT_PORT


def _port(text: str) -> int:
    if not text:
        raise AddressError(NO_PORT)
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 1 <= int(text) <= 65535:
        raise AddressError(BAD_PORT, port=text)
    return int(text)


def _check_name(name: str, host: str) -> str:
    for character in name:
        if not (character.isalnum() or character in "-_." or unicodedata.category(character) in ("Mn", "Mc")):
            raise AddressError(BAD_CHARACTER, character=character)
    if len(name) > 253:
        raise AddressError(TOO_LONG)
    if name.isascii():
        ascii_name = name.lower()
    else:
        try:
            ascii_name = name.encode("idna").decode("ascii").lower()
        except UnicodeError:
            raise AddressError(BAD_LABEL, host=host) from None
    if len(ascii_name) > 253:
        raise AddressError(TOO_LONG)
    if not all(_LABEL.fullmatch(label) for label in ascii_name.split(".")):
        raise AddressError(BAD_LABEL, host=host)
    return ascii_name


def split_https(address: str) -> tuple[str, int, str]:
    """Return host, port and path of an https address, the path as HTTP wants it.

    Neither the reason nor a trace has the address in it: many a webhook's is its own password.

    Raises:
        ValueError: it is none, or has an account in it.
    """
    try:
        parts = urlsplit(address)
        host, port = check_host(parts.hostname or ""), parts.port or 443
    except (ValueError, AddressError):
        raise ValueError("no https address") from None
    if parts.scheme != "https" or parts.username is not None or parts.password is not None:
        raise ValueError("no https address")
    path, query = quote(parts.path or "/", safe=_PLAIN), quote(parts.query, safe=_PLAIN)
    return host, port, f"{path}?{query}" if query else path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facemon.settings import AddressError, format_address, parse_address
from facemon.settings import address as address_module
from facemon.settings.address import check_host, readable_host


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("10.20.1.11", "10.20.1.11", 8000),
        ("10.20.1.11:8443", "10.20.1.11", 8443),
        ("  gate.example.com \n", "gate.example.com", 8000),
        ("Gate.Example.COM:1", "gate.example.com", 1),
        ("gate.example.com.", "gate.example.com", 8000),
        ("gate_2:65535", "gate_2", 65535),
        ("wss://10.20.1.11:8000/v1/event", "10.20.1.11", 8000),
        ("WSS://10.20.1.11/v1/event/", "10.20.1.11", 8000),
        ("https://gate/", "gate", 8000),
        ("gate:9000/v1/event", "gate", 9000),
        ("::1", "::1", 8000),
        ("2001:DB8:0::1", "2001:db8::1", 8000),
        ("[2001:db8::1]", "2001:db8::1", 8000),
        ("[2001:db8::1]:9000", "2001:db8::1", 9000),
        ("wss://[::1]:9000/v1/event", "::1", 9000),
        ("fe80::1%eth0", "fe80::1%eth0", 8000),
        ("bücher.example", "xn--bcher-kva.example", 8000),
        ("北门:8001", "北门".encode("idna").decode(), 8001),
        ("１０。２０。１。１１：８０００", "10.20.1.11", 8000),
    ],
)
def test_an_address_is_understood_as_people_write_it(text: str, host: str, port: int) -> None:
    assert parse_address(text) == (host, port)


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("", "EMPTY"),
        (" \n", "EMPTY"),
        ("ws://gate/v1/event", "NOT_SECURE"),
        ("HTTP://gate", "NOT_SECURE"),
        ("rtsp://gate", "UNKNOWN_SCHEME"),
        ("wss://admin@gate", "HAS_ACCOUNT"),
        ("gate/v1/records", "OTHER_PATH"),
        ("gate?x=1", "OTHER_PATH"),
        ("north gate", "HAS_SPACE"),
        ("gate: 8000", "HAS_SPACE"),
        ("wss://", "NO_HOST"),
        (":8000", "NO_HOST"),
        ("gate:", "NO_PORT"),
        ("[::1]:", "NO_PORT"),
        ("gate:0", "BAD_PORT"),
        ("gate:65536", "BAD_PORT"),
        ("gate:+80", "BAD_PORT"),
        ("gate:https", "BAD_PORT"),
        ("10.20.1", "BAD_IPV4"),
        ("10.20.1.256", "BAD_IPV4"),
        ("1:2:3", "BAD_IPV6"),
        ("[gate]", "BAD_IPV6"),
        ("[::1", "NO_BRACKET"),
        ("[::1]8000", "AFTER_BRACKET"),
        ("gate!", "BAD_CHARACTER"),
        ("gate..example", "BAD_LABEL"),
        ("-gate", "BAD_LABEL"),
        ("a" * 64, "BAD_LABEL"),
        ("a." * 130 + "a", "TOO_LONG"),
    ],
)
def test_every_mistake_has_a_sentence_of_its_own(text: str, mistake: str) -> None:
    with pytest.raises(AddressError) as caught:
        parse_address(text)
    assert caught.value.template == getattr(address_module, mistake)
    assert str(caught.value) == caught.value.template.format(**caught.value.fields)


def test_a_password_in_a_pasted_address_is_not_repeated() -> None:
    with pytest.raises(AddressError) as caught:
        parse_address("wss://admin:hunter22@10.20.1.11:8000/v1/event")
    assert "hunter22" not in f"{caught.value} {caught.value.fields} {caught.value!r}"


@pytest.mark.parametrize("host", ["fe80::1%\r\nX: y", "fe80::1%a b", "fe80::1%é", "fe80::1%" + "e" * 65])
def test_what_is_behind_the_percent_sign_of_a_host_cannot_reach_the_request_as_a_line(host: str) -> None:
    with pytest.raises(AddressError):
        check_host(host)


@given(st.one_of(st.text(), st.text("wss:/[]@.?#%:019afx-_ 。：北é", max_size=30)))
def test_any_text_is_an_address_or_a_mistake_with_a_sentence(text: str) -> None:
    try:
        host, port = parse_address(text)
    except AddressError as error:
        assert str(error)  # noqa: PT017 - the other branch is as right
        return
    assert 1 <= port <= 65535
    assert host.isascii()
    assert host.isprintable()
    assert parse_address(format_address(host, port)) == (host, port)
    assert check_host(host) == host


def test_an_international_name_is_shown_in_its_own_script() -> None:
    assert format_address(check_host("北门.example"), 8000) == "北门.example:8000"
    assert readable_host("xn--zzzzzz-.example") == "xn--zzzzzz-.example"

"""A simulated device leaves nothing behind when it ends."""

from __future__ import annotations

import gc
import socket
import ssl
import sys

import pytest

from facemon.simulator.device import SimulatedDevice


def test_a_handshake_under_way_is_ended_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda found: left.append(found.exc_value))
    device = SimulatedDevice()
    with device:
        first = socket.create_connection((device.host, device.port))
        # It has been accepted when the one behind it is turned away for not speaking TLS.
        with socket.create_connection((device.host, device.port)) as second:
            second.sendall(b"GET / HTTP/1.1\r\n\r\n")
            while second.recv(1024):
                pass
    del device
    gc.collect()
    first.close()
    assert left == []


def test_a_client_that_never_says_farewell_is_ended_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda found: left.append(found.exc_value))
    device = SimulatedDevice()
    with device:
        plain = socket.create_connection((device.host, device.port))
        client = plain_tls(plain)
        client.sendall(b"GET /v1/device/info HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert client.recv(1024)
    del device
    gc.collect()
    client.close()
    assert left == []


def plain_tls(plain: socket.socket) -> ssl.SSLSocket:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context.wrap_socket(plain)

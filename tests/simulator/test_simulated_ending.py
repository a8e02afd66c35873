"""A simulated device leaves nothing behind when it ends."""

from __future__ import annotations

import contextlib
import gc
import logging
import socket
import ssl
import struct
import sys
import threading

import pytest
import websocket
from plain_client import subscribed

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


def test_clients_that_come_while_it_begins_to_refuse_are_not_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda found: left.append(found.exc_value))
    ended = threading.Event()

    def knock(device: SimulatedDevice) -> None:
        while not ended.is_set():
            with contextlib.suppress(OSError):
                socket.create_connection((device.host, device.port), 1).close()

    with SimulatedDevice() as device:
        threads = [threading.Thread(target=knock, args=(device,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for _ in range(100):  # which step an arrival meets is chance
            device.refuse()
            device.accept()
        ended.set()
        for thread in threads:
            thread.join()
        gc.collect()
        assert left == []


def test_clients_that_come_while_it_ends_are_ended_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda found: left.append(found.exc_value))
    kept: list[socket.socket] = []

    def come(device: SimulatedDevice, first: threading.Event) -> None:
        with contextlib.suppress(OSError):
            plain = socket.create_connection((device.host, device.port), 20)
            kept.append(plain)
            first.set()
            kept.append(client := plain_tls(plain))
            client.sendall(b"GET /v1/device/time HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")

    for _ in range(6):  # for which step of the end a handshake meets is chance
        first = threading.Event()
        with SimulatedDevice() as device:
            threads = [threading.Thread(target=come, args=(device, first)) for _ in range(16)]
            for thread in threads:
                thread.start()
            assert first.wait(20)
        for thread in threads:
            thread.join()
    del device
    gc.collect()
    for client in kept:
        client.close()
    assert left == []


def test_a_subscriber_that_takes_its_leave_and_stays_is_ended_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda found: left.append(found.exc_value))
    with contextlib.ExitStack() as clients:
        with SimulatedDevice() as device:
            link = clients.enter_context(subscribed(device.port))
            link.send_close()
            assert link.recv_frame().opcode == websocket.ABNF.OPCODE_CLOSE  # type: ignore[no-untyped-call]
            assert device.wait_for_subscribers(0, 20)
        del device
        gc.collect()
        assert left == []


def test_a_client_that_goes_away_in_the_middle_of_a_request_is_no_error(
    device: SimulatedDevice, caplog: pytest.LogCaptureFixture
) -> None:
    subscribe = (
        b"GET /v1/event HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    ask = b"POST /v1/event/records HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"
    for frozen in (False, True):
        for request in (ask, subscribe):
            if frozen:
                device.freeze()
            client = plain_tls(socket.create_connection((device.host, device.port), 20))
            client.sendall(request)
            notice(device)
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset
            client.close()
            notice(device)
            device.thaw()
    notice(device)
    assert len(device.requests) == 4
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def notice(device: SimulatedDevice) -> None:
    """Let the device take notice of everything before: it shakes hands with a client that came after it."""
    plain_tls(socket.create_connection((device.host, device.port), 20)).close()


def plain_tls(plain: socket.socket) -> ssl.SSLSocket:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context.wrap_socket(plain)

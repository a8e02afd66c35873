"""A connection of which the device knows nothing any more, and never said so: its power was off for a moment."""

from __future__ import annotations

import socket
import sys
import threading

import pytest
from fault_server import FaultServer, Peer, serve
from identity import Identity
from watched import Watched, event, quick

from facemon.device.status import Failure, State

TCP_REPAIR = 19  # Linux: closing a socket with this on sends nothing at all

if sys.platform != "linux":
    pytest.skip("TCP_REPAIR is Linux's", allow_module_level=True)


def may_repair() -> bool:
    with socket.socket() as sock:
        try:
            sock.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, 1)
        except OSError:
            return False
    return True


@pytest.mark.skipif(not may_repair(), reason="this needs CAP_NET_ADMIN")
def test_a_device_that_has_forgotten_the_connection_is_found_out_by_the_next_ping(identity: Identity) -> None:
    forgets = threading.Event()

    def script(peer: Peer) -> None:
        peer.upgrade()
        peer.frame(event("before"))
        forgets.wait(20)
        peer.sock.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, 1)
        peer.sock.close()

    with (
        FaultServer(script, serve, identity=identity) as server,
        Watched(server.port, identity.pin, timing=quick(ping=0.3, silence=60.0)) as watched,
    ):
        watched.wait_for(State.LIVE)
        forgets.set()
        watched.fails_with(Failure.CONNECTION_LOST)
        watched.wait_for(State.LIVE)
        assert watched.uuids == ["before"]

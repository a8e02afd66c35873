"""The request that makes a subscription of a TLS connection."""

from __future__ import annotations

import select

import pytest
from fault_server import FaultServer, slam
from identity import Identity

from facemon.device import tls
from facemon.device.failure import LinkError
from facemon.device.status import Failure
from facemon.device.timing import Timing
from facemon.device.upgrade import subscribe


def test_a_device_that_has_hung_up_before_it_was_asked_turns_us_away(identity: Identity) -> None:
    with FaultServer(slam, identity=identity) as server:
        sock = tls.open_tls("127.0.0.1", server.port, certificate=identity.pin, stop=lambda: False)
        reset = select.poll()
        reset.register(sock, select.POLLHUP)
        assert reset.poll(20_000)
        with pytest.raises(LinkError) as raised:
            subscribe(sock, host="127.0.0.1", port=server.port, authorization="", timing=Timing(), stop=lambda: False)
    assert raised.value.failure is Failure.TOO_MANY_SUBSCRIBERS
    assert sock.fileno() == -1

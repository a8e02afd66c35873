"""A cable that breaks at every single byte of the way to live."""

from __future__ import annotations

import threading

import pytest
from fault_proxy import FaultProxy, Way
from fault_server import FaultServer, Peer, open_files, until
from identity import Identity
from watched import Watched, event, quick

from facemon.device.status import Failure, State

# At once again, so that a thousand attempts are a matter of seconds.
RESTLESS = quick(first_retry=0.0, longest_retry=0.0, full_retry=0.0)
# What may be said of a connection that breaks on its way; none of them ends the attempts.
BROKEN = {Failure.CONNECTION_LOST, Failure.TOO_MANY_SUBSCRIBERS}


def script(peer: Peer) -> None:
    peer.upgrade()
    peer.frame(event("came", deviceSN=""))  # where a serial number is known it is asked for over a second connection
    peer.serve()


# Where a connection is reset before it is wrapped, Python's ssl drops the socket without closing it; the number of open
# files shows that it is closed all the same.
@pytest.mark.filterwarnings("ignore:unclosed <ssl.SSLSocket:ResourceWarning")
@pytest.mark.parametrize(("reset", "step"), [(True, 1), (False, 5)], ids=["reset", "closed"])
@pytest.mark.parametrize("way", Way)
def test_a_connection_cut_at_any_byte_on_its_way_comes_back_live(
    identity: Identity, way: Way, reset: bool, step: int
) -> None:
    with FaultServer(script, identity=identity) as server:
        with (
            FaultProxy(server.port, iter(()), way=way, reset=reset) as whole,
            Watched(whole.port, identity.pin) as watched,
        ):
            watched.wait_for(State.LIVE)
            length = whole.passed[way.value]  # of the whole way, the first event included
        cuts = range(0, length, step)
        before = open_files(), threading.active_count()
        with (
            FaultProxy(server.port, iter(cuts), way=way, reset=reset) as proxy,
            Watched(proxy.port, identity.pin, timing=RESTLESS) as watched,
        ):
            until(lambda: proxy.connections > len(cuts) and watched.status.state is State.LIVE, seconds=100)
            told = list(watched.statuses)
        until(lambda: threading.active_count() <= before[1])
        assert open_files() <= before[0]
    assert "came" in watched.uuids
    failures = [status.failure for status in told if status.state is State.WAITING]
    assert len(failures) == len(cuts)
    assert set(failures) <= BROKEN
    assert State.REFUSED not in {status.state for status in told}

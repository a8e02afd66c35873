"""One device that floods and others that must not feel it."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

import pytest
from fault_server import FaultServer, Peer, frame_bytes, until
from identity import Identity
from sink import Sink, monitor_in, settings_for

from facemon.device.unreadable import MOST_BYTES
from facemon.event import Category
from facemon.monitor import Unreadable
from facemon.settings import DeviceSettings
from facemon.simulator.device import SimulatedDevice


@pytest.mark.parametrize("message", [b"{}", b'{"type": "' + b"x" * 200, b"x"], ids=["empty", "broken", "nonsense"])
def test_messages_without_end_from_one_device_cost_no_event_of_another(
    device: SimulatedDevice, identity: Identity, tmp_path: Path, message: bytes
) -> None:
    sent = threading.Event()

    def flood(peer: Peer) -> None:
        peer.upgrade()
        with contextlib.suppress(OSError):
            while not peer.server.ending.is_set():
                peer.send(frame_bytes(message) * 200)
                sent.set()

    sink = Sink()
    with FaultServer(flood, identity=identity) as mad:
        monitor = monitor_in(tmp_path, sink)
        try:
            other = DeviceSettings(id="mad", name="Mad", host="127.0.0.1", port=mad.port, certificate=identity.pin)
            monitor.apply([settings_for(device), other])
            until(lambda: sink.live("gate") and sink.live("mad") and sent.is_set())
            uuids = {device.emit(category=Category.STAFF) for _ in range(20)}
            until(lambda: uuids <= {arrived.happening.uuid for arrived in sink.arrived})
            until(lambda: not uuids - monitor.history.known("gate", list(uuids)))
        finally:
            assert monitor.stop(10)
    unread = [update.count for update in sink.updates if isinstance(update, Unreadable)]
    assert unread == sorted(unread)
    assert sum(file.stat().st_size for file in tmp_path.glob("unreadable.log*")) <= 2 * MOST_BYTES

"""A cable that breaks by script: passes bytes on between a client and a device, and cuts each connection where told."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from collections.abc import Iterator
from enum import Enum

from fault_server import RESET


class Way(Enum):
    """Whose bytes are counted."""

    TO_DESK = 0
    TO_DEVICE = 1


class FaultProxy:
    """Listens on a loopback port and passes each connection on, one at a time.

    Args:
        port: the device's, on this computer.
        cuts: for each connection, after how many bytes it is cut; None, and all further ones: not at all.
        way: whose bytes these are; those of the other way are passed on as they come.
        reset: cut with a reset rather than with an orderly end.
    """

    def __init__(self, port: int, cuts: Iterator[int | None], *, way: Way, reset: bool) -> None:
        self.passed = [0, 0]  # bytes of the present connection, by way
        self.connections = 0
        self._target = port
        self._cuts = cuts
        self._way = way
        self._reset = reset
        self._ending, self._end = socket.socketpair()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._thread = threading.Thread(target=self._run, name="fault-proxy")
        self._thread.start()

    def __enter__(self) -> FaultProxy:
        return self

    def __exit__(self, *_: object) -> None:
        self._end.close()
        self._thread.join(5)
        assert not self._thread.is_alive()
        self._listener.close()
        self._ending.close()

    def _run(self) -> None:
        while self._listener in select.select([self._listener, self._ending], [], [])[0]:
            desk, _ = self._listener.accept()
            with desk, socket.create_connection(("127.0.0.1", self._target)) as device:
                cut = next(self._cuts, None)
                for sock in (desk, device):
                    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # a cable does not wait for more
                self.passed = [0, 0]
                self.connections += 1
                with contextlib.suppress(OSError):
                    self._pass_on(desk, device, cut)
                if self._reset:
                    for sock in (desk, device):
                        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)

    def _pass_on(self, desk: socket.socket, device: socket.socket, cut: int | None) -> None:
        """Pass bytes on until the cut or until either end has ended."""
        while cut is None or self.passed[self._way.value] < cut:
            ready = select.select([desk, device, self._ending], [], [])[0]
            for source, target, way in ((device, desk, Way.TO_DESK), (desk, device, Way.TO_DEVICE)):
                if source in ready:
                    counted = cut is not None and way is self._way
                    data = source.recv(cut - self.passed[way.value] if counted and cut is not None else 65536)
                    if not data:
                        return
                    target.sendall(data)
                    self.passed[way.value] += len(data)
            if self._ending in ready:
                return

"""A network that freezes: holds back whatever is sent over it, in both ways, and gives it on when it goes on."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading


class FreezingNetwork:
    """Listens on a loopback port and passes every connection on to a device; no byte is lost while it is frozen.

    Args:
        port: the device's, on this computer.
    """

    def __init__(self, port: int) -> None:
        self._target = port
        self._frozen = False
        self._ending = False
        self._waker, self._wake = socket.socketpair()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._listener.getsockname()[1])
        self._others: dict[socket.socket, socket.socket] = {}
        self._thread = threading.Thread(target=self._run, name="freezing-network")
        self._thread.start()

    def __enter__(self) -> FreezingNetwork:
        return self

    def __exit__(self, *_: object) -> None:
        self._ending = True
        self._wake.send(b"!")
        self._thread.join(5)
        assert not self._thread.is_alive()
        for sock in (*self._others, self._listener, self._waker, self._wake):
            sock.close()

    def freeze(self) -> None:
        """Pass nothing on any more, and let nobody in."""
        self._frozen = True
        self._wake.send(b"!")

    def thaw(self) -> None:
        """Pass on what has waited, and what comes."""
        self._frozen = False
        self._wake.send(b"!")

    def _run(self) -> None:
        while not self._ending:
            with selectors.DefaultSelector() as waiting:
                waiting.register(self._waker, selectors.EVENT_READ)
                if not self._frozen:
                    for open_one in (self._listener, *self._others):
                        waiting.register(open_one, selectors.EVENT_READ)
                ready = [key.fileobj for key, _ in waiting.select()]
            for sock in ready:
                assert isinstance(sock, socket.socket)
                if sock is self._waker:
                    self._waker.recv(64)
                elif sock is self._listener:
                    self._let_in()
                elif sock in self._others:
                    self._pass_on(sock)

    def _let_in(self) -> None:
        desk, _ = self._listener.accept()
        device = socket.create_connection(("127.0.0.1", self._target))
        self._others |= {desk: device, device: desk}

    def _pass_on(self, sock: socket.socket) -> None:
        data = b""
        with contextlib.suppress(OSError):
            data = sock.recv(65536)
            if data:
                self._others[sock].sendall(data)
                return
        other = self._others.pop(sock)
        del self._others[other]
        sock.close()
        other.close()

"""A device that misbehaves by script: TCP and TLS by hand, so that every byte it sends is the test's own."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from identity import Identity

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: closing is a reset


class Peer:
    """The device's end of one connection."""

    def __init__(self, server: FaultServer, sock: socket.socket) -> None:
        self.server = server
        self.sock = sock

    def read_head(self) -> str:
        """Return the next request up to its blank line; empty if the client hangs up before."""
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            byte = self.receive(1)
            if not byte:
                break
            head += byte
        self.server.heads.append(head.decode("latin-1"))
        return head.decode("latin-1")

    def read_request(self) -> tuple[str, bytes]:
        """Return the next request's head and body."""
        head = self.read_head()
        length = next((int(line[15:]) for line in head.splitlines() if line.lower().startswith("content-length:")), 0)
        return head, self.receive_exactly(length)

    def answer(self, status: str, body: bytes = b"", *headers: str) -> None:
        """Send an HTTP answer."""
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""]
        self.send("\r\n".join(lines).encode() + body)

    def upgrade(self, *headers: str) -> str:
        """Read the upgrade request, grant it, and return its head."""
        head = self.read_head()
        self.grant(head, *headers)
        return head

    def grant(self, head: str, *headers: str) -> None:
        """Answer an upgrade request with 101."""
        key = next((line.split()[1] for line in head.splitlines() if line.startswith("Sec-WebSocket-Key:")), "")
        secret = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        digest = hashlib.sha1(secret.encode(), usedforsecurity=False).digest()
        accept = base64.b64encode(digest).decode()
        lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"]
        self.send("\r\n".join([*lines, f"Sec-WebSocket-Accept: {accept}", *headers, "", ""]).encode())

    def frame(self, payload: bytes, opcode: int = TEXT, *, fin: bool = True) -> None:
        """Send a frame."""
        self.send(frame_bytes(payload, opcode, fin=fin))

    def read_frame(self) -> tuple[int, bytes]:
        """Return the client's next frame as opcode and payload; (0, b"") if it hangs up."""
        header = self.receive_exactly(2)
        if len(header) < 2:
            return 0, b""
        length = header[1] & 0x7F
        if length == 126:
            length = struct.unpack("!H", self.receive_exactly(2))[0]
        mask = self.receive_exactly(4)
        data = self.receive_exactly(length)
        payload = bytes(byte ^ mask[index % 4] for index, byte in enumerate(data))
        self.server.frames.append((header[0] & 15, payload))
        return header[0] & 15, payload

    def serve(self) -> None:
        """Answer pings until the client closes."""
        while True:
            opcode, payload = self.read_frame()
            if opcode == PING:
                self.frame(payload, PONG)
            elif opcode in (0, CLOSE):
                return

    def hold(self) -> None:
        """Say and read nothing until the server ends."""
        self.server.ending.wait()

    def wait_for_end(self) -> None:
        """Read until the client hangs up."""
        while self.receive(65536):
            pass

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)

    def receive(self, size: int) -> bytes:
        data = self.sock.recv(size)
        self.server.received += data
        return data

    def receive_exactly(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            more = self.receive(size - len(data))
            if not more:
                break
            data += more
        return data


def frame_bytes(payload: bytes, opcode: int = TEXT, *, fin: bool = True) -> bytes:
    """Return an unmasked frame."""
    head = bytes([opcode | 0x80 * fin])
    if len(payload) < 126:
        return head + bytes([len(payload)]) + payload
    if len(payload) < 65536:
        return head + b"\x7e" + struct.pack("!H", len(payload)) + payload
    return head + b"\x7f" + struct.pack("!Q", len(payload)) + payload


def serve(peer: Peer) -> None:
    """Be a healthy device on which nothing happens."""
    peer.upgrade()
    peer.serve()


def sends(*messages: bytes) -> Callable[[Peer], None]:
    """Return a device that sends these messages to each subscriber."""

    def script(peer: Peer) -> None:
        peer.upgrade()
        for message in messages:
            peer.frame(message)
        peer.serve()

    return script


def close_at_once(peer: Peer) -> None:
    """Hang up on a subscriber instead of answering."""
    peer.read_head()


def slam(peer: Peer) -> None:
    """Close with a reset, which TCP does not wait for anything to be read before."""
    peer.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    peer.sock.close()


class FaultServer:
    """Listens on a loopback port and runs a script for each connection, in a thread of its own.

    Args:
        scripts: the first connection gets the first, and so on; the last one all further.
        identity: None to speak plain TCP.
        port: 0 for any that is free.
    """

    def __init__(self, *scripts: Callable[[Peer], None], identity: Identity | None, port: int = 0) -> None:
        self.received = b""  # after TLS, of all connections
        self.heads: list[str] = []
        self.frames: list[tuple[int, bytes]] = []
        self.connections = 0
        self.failures: list[Exception] = []
        self.ending = threading.Event()
        self._scripts = scripts
        self.context = identity.context() if identity else None
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port = int(self._listener.getsockname()[1])
        self._sockets: set[socket.socket] = set()
        self._threads = [threading.Thread(target=self._accept, name="fault-accept")]
        self._threads[0].start()

    def __enter__(self) -> FaultServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.ending.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._threads[0].join()
        self._listener.close()
        for sock in list(self._sockets):
            with contextlib.suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)
            assert not thread.is_alive()
        if self.failures:
            raise self.failures[0]

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            script = self._scripts[min(self.connections, len(self._scripts) - 1)]
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(sock, script), name="fault-peer")
            self._threads = [thread for thread in self._threads if thread.is_alive()]
            self._threads.append(thread)
            thread.start()

    def _serve(self, sock: socket.socket, script: Callable[[Peer], None]) -> None:
        self._sockets.add(sock)
        tls: socket.socket = sock
        # What the client does to the connection is the test's business; what the script gets wrong is a failure.
        try:
            with contextlib.suppress(OSError):
                if self.context:
                    self._sockets.discard(sock)
                    tls = self.context.wrap_socket(sock, server_side=True, do_handshake_on_connect=False)
                    self._sockets.add(tls)
                    tls.do_handshake()
                script(Peer(self, tls))
        except Exception as error:  # noqa: BLE001 - raised by __exit__, in the test's own thread
            self.failures.append(error)
        finally:
            self._sockets.discard(tls)
            tls.close()


@contextlib.contextmanager
def silent_listener() -> Iterator[int]:
    """A port whose queue of connections is full, so that the kernel answers none."""
    with socket.socket() as listener, contextlib.ExitStack() as stack:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(3):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


def closed_port() -> int:
    """Return a loopback port on which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def until(condition: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait until `condition()` is true, and fail where it does not come true."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        threading.Event().wait(0.005)


def open_files() -> int:
    """Return how many file descriptors this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


@contextlib.contextmanager
def environment(**variables: str) -> Iterator[None]:
    """Set environment variables for a while."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value

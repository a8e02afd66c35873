"""WebSocket frames within bounds, over a TLS socket that is open and upgraded.

websocket-client has no bounds of its own: it takes any announced length, joins fragments quadratically, and may read
for ever. `Link` is its `WebSocket` with the reading replaced where that matters. One thread uses a link.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import time
from collections.abc import Callable

import websocket
from websocket import ABNF

from facemon.device import tls
from facemon.device.bell import Bell
from facemon.device.deadline import SLICE, Deadline, StoppedError
from facemon.device.failure import LinkError
from facemon.device.status import Failure
from facemon.device.timing import Timing

MAX_MESSAGE = 8 * 1024 * 1024  # bytes, all fragments together
MAX_FRAGMENTS = 1024
_MAX_CONTROL = 125  # bytes, RFC 6455, 5.5
_FIRST_STORE = 256 * 1024  # bytes; a message of usual size is read into one piece of memory
_MESSAGES = (ABNF.OPCODE_TEXT, ABNF.OPCODE_BINARY)

NORMAL, GOING_AWAY, PROTOCOL_ERROR, TOO_BIG = 1000, 1001, 1002, 1009


class BoundError(LinkError):
    """The device breaks the protocol or a bound; `code` is what to close the connection with."""

    def __init__(self, detail: str, code: int = PROTOCOL_ERROR) -> None:
        super().__init__(Failure.PROTOCOL_ERROR, detail)
        self.code = code


class _Fragments(websocket.continuous_frame):
    """Collects a message's fragments and joins them once."""

    def __init__(self) -> None:
        super().__init__(fire_cont_frame=False, skip_utf8_validation=True)
        self.size = 0
        self._parts: list[bytes] = []

    def add(self, frame: ABNF) -> None:
        if frame.opcode != ABNF.OPCODE_CONT:
            self.recving_frames = frame.opcode
        self._parts.append(frame.data)  # type: ignore[arg-type]  # what is received is bytes
        self.size += len(frame.data)
        if len(self._parts) > MAX_FRAGMENTS:
            raise BoundError(f"message of more than {MAX_FRAGMENTS} fragments", TOO_BIG)

    def extract(self, frame: ABNF) -> tuple[int, ABNF]:
        opcode = self.recving_frames or frame.opcode
        frame.data = self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)
        self._parts = []
        self.size = 0
        self.recving_frames = None
        return opcode, frame


class _FrameReader(websocket.frame_buffer):
    """Reads frames. A wait that ends in the middle of one loses nothing: the next call goes on."""

    def __init__(self, read_into: Callable[[memoryview], int], fragments: _Fragments) -> None:
        super().__init__(lambda _: b"", skip_utf8_validation=True)
        self._read_into = read_into
        self._fragments = fragments
        self._store = bytearray()
        self._filled = 0

    def recv_header(self) -> None:
        super().recv_header()
        fin, rsv1, rsv2, rsv3, opcode, has_mask, length = self.header or (0,) * 7
        if rsv1 or rsv2 or rsv3:
            raise BoundError("compressed or extended frame")
        if has_mask:
            raise BoundError("masked frame")
        if opcode not in ABNF.OPCODES:
            raise BoundError(f"frame of unknown kind {opcode}")
        if opcode >= ABNF.OPCODE_CLOSE and (not fin or length > _MAX_CONTROL):
            raise BoundError("control frame too long or in fragments")

    def recv_length(self) -> None:
        super().recv_length()
        length = self.length or 0
        if self._fragments.size + length > MAX_MESSAGE:
            raise BoundError(f"message of {self._fragments.size + length} bytes", TOO_BIG)

    def recv_strict(self, bufsize: int) -> bytes:
        if not self._store:
            self._store = bytearray(min(bufsize, _FIRST_STORE))
        while self._filled < bufsize:
            if self._filled == len(self._store):
                self._store.extend(bytes(min(len(self._store), bufsize - self._filled)))
            # Released at once: a bytearray that somebody still looks into cannot grow.
            with memoryview(self._store)[self._filled :] as view:
                self._filled += self._read_into(view)
        result = bytes(self._store)
        self._store = bytearray()
        self._filled = 0
        return result


class Link(websocket.WebSocket):
    """A subscription that is open.

    Args:
        sock: upgraded already.
        stop: asked at every read.
        bell: ends a wait between two messages, which is short without one.
    """

    def __init__(
        self, sock: ssl.SSLSocket, *, timing: Timing, stop: Callable[[], bool], bell: Bell | None = None
    ) -> None:
        super().__init__(enable_multithread=False, skip_utf8_validation=True)
        self.cont_frame: _Fragments = _Fragments()
        self.frame_buffer = _FrameReader(self._read_into, self.cont_frame)
        self._tls = sock
        self.sock = sock
        self.connected = True
        self.last_byte = time.monotonic()  # when one came
        self._until = self.last_byte  # when `receive` returns at the latest
        self._begun: float | None = None  # when the first byte of the message that is being read came
        self._parting: Deadline | None = None  # until when the last messages are awaited
        self._timing = timing
        self._stop = stop
        self._bell = bell

    def receive(self, patience: float = SLICE) -> tuple[int, bytes]:
        """Return the next message or control frame as its opcode and payload; a ping has been answered.

        Args:
            patience: seconds to wait for one to begin, where there is a bell to end that.

        Raises:
            TimeoutError: none has begun, or one has not been completed within `deadline.SLICE` seconds more; the next
                call goes on, in the middle of a frame even.
            StoppedError: told to stop.
            LinkError: the device is too slow with a message; BoundError: it breaks the protocol or a bound.
            OSError: the connection has ended.
        """
        if self._bell is not None and self._begun is None and self._parting is None and not self._tls.pending():
            heard = self._bell.wait(self._tls, patience)
            if self._stop():
                raise StoppedError
            if not heard:
                raise TimeoutError
        self._until = time.monotonic() + SLICE
        try:
            opcode, frame = self.recv_data_frame(control_frame=True)
        except TimeoutError:
            self._check_pace()
            raise
        except websocket.WebSocketProtocolException as error:
            raise BoundError(str(error)) from None
        if opcode in _MESSAGES or not self.cont_frame.recving_frames:
            self._begun = None
        return opcode, frame.data

    def hang_up(self, code: int, on_message: Callable[[bytes, int], object] | None = None) -> None:
        """Send a close frame, so that the device gives our place away, and close the socket; never raises.

        Args:
            code: why, RFC 6455, 7.4.1.
            on_message: still takes the messages that have arrived or are on their way, as `Listener` hands them on.
        """
        try:
            with contextlib.suppress(OSError, StoppedError, LinkError):
                self._part(code, on_message)
        finally:  # whatever takes the last messages may fail
            self._tls.close()

    def _part(self, code: int, on_message: Callable[[bytes, int], object] | None) -> None:
        if self.connected:
            self.connected = False
            frame = ABNF.create_frame(struct.pack("!H", code), ABNF.OPCODE_CLOSE)
            tls.send(self._tls, frame.format(), Deadline(SLICE, lambda: False))
        # Closing with unread bytes would make the kernel send a reset, which can overtake the close frame.
        self._parting = Deadline(self._timing.farewell, lambda: False)
        # Of the socket alone: the TLS one's own would give up reading TLS.
        socket.socket.shutdown(self._tls, socket.SHUT_WR)
        if on_message is not None:
            self._hear_out(on_message)
        waste = memoryview(bytearray(64 * 1024))
        while tls.receive_into(self._tls, waste, self._parting):
            pass

    def _hear_out(self, on_message: Callable[[bytes, int], object]) -> None:
        opcode = ABNF.OPCODE_CONT
        while opcode != ABNF.OPCODE_CLOSE:
            opcode, payload = self.receive()
            if opcode in _MESSAGES:
                on_message(payload, time.monotonic_ns())

    def send_close(self, status: int = NORMAL, reason: str | bytes = b"") -> None:
        """Answer the device's close frame; a device that is gone by then has said enough."""
        with contextlib.suppress(OSError):
            super().send_close(status, reason)

    def _send(self, data: bytes | str) -> int:
        payload = data.encode() if isinstance(data, str) else data
        if self._parting is not None:
            return len(payload)  # an answer that nobody waits for any more
        try:
            tls.send(self._tls, payload, Deadline(self._timing.send, self._stop))
        except TimeoutError:
            raise ConnectionAbortedError("nothing can be sent any more") from None
        return len(payload)

    def _read_into(self, view: memoryview) -> int:
        if self._parting is not None:
            count = tls.receive_into(self._tls, view, self._parting)
        elif self._stop():
            raise StoppedError
        elif self.last_byte > self._until:
            raise TimeoutError  # bytes keep coming, but whoever listens has other things to do as well
        else:
            count = self._tls.recv_into(view)
        if count == 0:
            raise ConnectionResetError("connection closed")
        self.last_byte = time.monotonic()
        if self._begun is None:
            self._begun = self.last_byte
        else:
            self._check_pace()
        return count

    def _check_pace(self) -> None:
        if self._begun is not None and time.monotonic() - self._begun > self._timing.message:
            raise LinkError(Failure.SILENCE, "message not completed")

"""The simulated device's event stream: three subscribers, what each is sent, how the fourth is turned away."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import deque

from aiohttp import WSMsgType, web

from facemon.simulator.answer import answer

MOST_SUBSCRIBERS = 3
TURNED_AWAY = ("503", "close", "drop")
_TRY_AGAIN_LATER = 1013
_TEXT, _PING_ANSWER = 0x1, 0xA
_MOST_UNSENT = 32 * 1024 * 1024  # bytes; who reads more slowly than that is cut off
_SLICES_PER_SECOND = 20  # of a slow message


def frame(opcode: int, payload: bytes) -> bytes:
    """Return a whole server-side WebSocket frame (RFC 6455, section 5.2)."""
    size = len(payload)
    if size < 126:
        head = bytes((0x80 | opcode, size))
    elif size < 1 << 16:
        head = bytes((0x80 | opcode, 126)) + size.to_bytes(2, "big")
    else:
        head = bytes((0x80 | opcode, 127)) + size.to_bytes(8, "big")
    return head + payload


def abort(transport: asyncio.Transport | None) -> None:
    """End a connection without a word; one that is over already stays so."""
    if transport is not None:
        # Python 3.11.2 says this of a connection that is over: it has no TLS left to abort.
        with contextlib.suppress(AttributeError):
            transport.abort()


class Subscribers:
    """Everybody who has subscribed. Used in the device's own thread only, but for `wait_for`.

    Args:
        turn_away: how a fourth is turned away: "503", "close" (a close frame) or "drop" (a bare TCP close).
        awake: unset while the device is frozen.
    """

    def __init__(self, turn_away: str, awake: asyncio.Event) -> None:
        self.bytes_per_second: float | None = None  # how fast messages are sent; None for as fast as can be
        self.first = asyncio.Event()  # set once there has been one
        self.awake = awake
        self._turn_away = turn_away
        self._places = MOST_SUBSCRIBERS
        self._there: set[_Subscriber] = set()
        self._changed = threading.Condition()

    def __len__(self) -> int:
        return len(self._there)

    def tell(self, message: bytes) -> None:
        """Send a text message to all. Whoever is slow, or a freeze, delays it; nobody waits for that here."""
        whole = frame(_TEXT, message)
        for subscriber in list(self._there):
            if not subscriber.hears_nothing:
                subscriber.send(whole)

    def mute(self) -> None:
        """Tell those who are there now of nothing any more, while their pings are still answered."""
        for subscriber in self._there:
            subscriber.hears_nothing = True

    def drop(self) -> None:
        """Cut every connection without a word."""
        for subscriber in list(self._there):
            subscriber.cut()

    def wait_for(self, count: int, timeout: float) -> bool:
        """Wait in any thread until there are just `count`; return whether that came true within `timeout` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self._there) == count, timeout)

    async def on_event(self, request: web.Request) -> web.StreamResponse:
        """Answer GET /v1/event: subscribe whoever asks, for as long as the connection lasts."""
        if request.transport is None:  # gone again already
            return web.Response()
        if not self._places:
            return await self._refuse(request, request.transport)
        self._places -= 1
        try:
            return await self._serve(request, request.transport)
        finally:
            self._places += 1

    async def _refuse(self, request: web.Request, transport: asyncio.Transport) -> web.StreamResponse:
        if self._turn_away == "503":
            return answer(code=503, message="too many connections", status=503)
        if self._turn_away == "drop":
            abort(transport)
            return web.Response()
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        await socket.close(code=_TRY_AGAIN_LATER, message=b"too many connections")
        return socket

    async def _serve(self, request: web.Request, transport: asyncio.Transport) -> web.StreamResponse:
        # Pings and the end are answered here, not by aiohttp: a frozen device must not, a slow one slowly.
        socket = web.WebSocketResponse(autoping=False, autoclose=False, compress=False, max_msg_size=64 * 1024)
        await socket.prepare(request)
        subscriber = _Subscriber(transport, self)
        self._count(subscriber, there=True)
        try:
            async for message in socket:
                if message.type is WSMsgType.PING:
                    subscriber.send(frame(_PING_ANSWER, message.data))
        finally:
            subscriber.end()
            self._count(subscriber, there=False)
        await self.awake.wait()
        await socket.close()
        return socket

    def _count(self, subscriber: _Subscriber, *, there: bool) -> None:
        with self._changed:
            (self._there.add if there else self._there.discard)(subscriber)
            self._changed.notify_all()
        self.first.set()


class _Subscriber:
    """What one connection is still to be sent. Whole frames go out one after the other, however slowly."""

    def __init__(self, transport: asyncio.Transport, of: Subscribers) -> None:
        self.hears_nothing = False
        self._transport = transport
        self._of = of
        self._unsent: deque[bytes] = deque()
        self._sending: asyncio.Task[None] | None = None

    def send(self, whole: bytes) -> None:
        """Send a frame after all those before."""
        if self._transport.get_write_buffer_size() + sum(map(len, self._unsent)) > _MOST_UNSENT:
            self.cut()
        elif self._sending is None and self._of.awake.is_set() and not self._of.bytes_per_second:
            self._transport.write(whole)
        else:
            self._unsent.append(whole)
            self._sending = self._sending or asyncio.create_task(self._send_on())

    def cut(self) -> None:
        """End the connection without a word."""
        self.end()
        abort(self._transport)

    def end(self) -> None:
        """Give up what is unsent."""
        self._unsent.clear()
        if self._sending is not None:
            self._sending.cancel()

    async def _send_on(self) -> None:
        while self._unsent:
            await self._of.awake.wait()
            rest = memoryview(self._unsent.popleft())
            while rest:
                speed = self._of.bytes_per_second
                size = len(rest) if speed is None else max(1, int(speed / _SLICES_PER_SECOND))
                self._transport.write(rest[:size])
                rest = rest[size:]
                if speed is not None:
                    await asyncio.sleep(size / speed)
        self._sending = None

"""A simulated device: WSS and HTTPS on one port, as the device's documents describe them, with faults on request."""

from __future__ import annotations

import asyncio
import base64
import binascii
import contextlib
import random
import secrets
import threading
import time
from collections import deque
from collections.abc import Coroutine
from concurrent.futures import Future
from types import TracebackType
from typing import Any, NamedTuple, TypeVar

import msgspec
from aiohttp import WSMsgType, web

from facemon.event import Category
from facemon.simulator import happenings
from facemon.simulator.certificate import server_context
from facemon.simulator.people import EVERYBODY, Known

T = TypeVar("T")
Data = dict[str, object]

MOST_SUBSCRIBERS = 3
KEPT_RECORDS = 100_000
MOST_MINUTES = 1440  # of a token
_TEXT, _PING_ANSWER = 0x1, 0xA
_MOST_UNSENT = 32 * 1024 * 1024  # bytes; who reads more slowly than that is dropped
_encode = msgspec.json.Encoder().encode


class Request(NamedTuple):
    """A request that the device has seen; of its Authorization header only whether there was one."""

    method: str
    path: str
    authorized: bool


def _frame(opcode: int, payload: bytes) -> bytes:
    """Return a whole server-side WebSocket frame (RFC 6455, section 5.2)."""
    size = len(payload)
    if size < 126:
        head = bytes((0x80 | opcode, size))
    elif size < 1 << 16:
        head = bytes((0x80 | opcode, 126)) + size.to_bytes(2, "big")
    else:
        head = bytes((0x80 | opcode, 127)) + size.to_bytes(8, "big")
    return head + payload


def _answer(data: object = None, *, code: int = 200, message: str = "OK", status: int = 200) -> web.Response:
    body = _encode({"code": code, "msg": message, "data": data})
    return web.Response(body=body, content_type="application/json", status=status)


class SimulatedDevice:
    """Runs from entering the context to leaving it, in a thread of its own; the methods may be called from any thread.

    Args:
        rate: events a second by themselves; 0 for none.
        seed: the same seed gives the same people in the same order.
        user, password: an account that must sign in; None asks nobody.
        turn_away: how a fourth subscriber is turned away: "503", "close" (a close frame) or "drop" (a bare TCP close).
        port: 0 for any that is free.
        control: serve POST /control/{action} too, for who runs the device in another process.
        ahead: draw everybody's pictures at once, in the background.

    Raises:
        OSError: the port is taken, or the host is none of this machine's; on entering.
    """

    def __init__(
        self, *, rate: float = 0, seed: int = 1, user: str | None = None, password: str | None = None,
        turn_away: str = "503", host: str = "127.0.0.1", port: int = 0, control: bool = False, ahead: bool = False,
    ) -> None:  # fmt: skip
        self.host = host
        self.port = port
        self.serial = f"PS71HD01MC22B{seed % 100_000:05}"
        self.clock_offset = 0.0  # seconds that the device's clock is ahead
        self.turn_away = turn_away
        self.bytes_per_second: float | None = None  # how fast messages are sent; None for as fast as can be
        self.requests: deque[Request] = deque(maxlen=10_000)
        self.produced: deque[Data] = deque(maxlen=KEPT_RECORDS)  # the `data` of every message, oldest first
        self.doors: list[int] = []  # open_mode of each order to the door
        self._rate = rate
        self._account = (user, password) if user is not None else None
        self._control = control
        self._ahead = ahead
        self._door = happenings.Door(seed, self.serial, self._now)
        self._pauses = random.Random(seed)
        self._door_lock = threading.Lock()
        self._tokens: dict[str, float] = {}
        self._subscribers: set[asyncio.Transport] = set()
        self._subscribed = threading.Condition()
        self._last_message = b""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="simulated-device", daemon=True)
        self._stopping = threading.Event()
        self._context, self.certificate_sha256 = server_context()

    def __enter__(self) -> SimulatedDevice:
        self._thread.start()
        try:
            self._do(self._begin())
        except BaseException:
            self._end_loop()
            raise
        if self._ahead:
            threading.Thread(target=happenings.draw_ahead, args=(self._stopping,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._do(self._end())
        self._end_loop()

    # What a test or a trainer does to it

    def emit(
        self, category: Category, person: Known | None = None, *, picture: bytes | None = None, **changes: object
    ) -> str:
        """Let something happen now; return its uuid (a device alarm's trace_id).

        `picture` replaces the drawn one; `changes` replace fields of `data`, and a change to `...` takes the field out.
        """
        with self._door_lock:
            kind, data = self._door.happening(category, person)
        if picture is not None:
            data["rgb_image" if kind == 0 else "alarm_photo"] = base64.b64encode(picture).decode()
        data |= changes
        data = {name: value for name, value in data.items() if value is not ...}
        self._do(self._send_out(kind, data))
        return str(data.get("uuid") or data.get("trace_id") or "")

    def send(self, message: bytes) -> None:
        """Send these bytes to every subscriber as one text message, whatever they are."""
        self._do(self._broadcast(message))

    garbage = send

    def repeat(self) -> None:
        """Send the last message once more."""
        self._do(self._broadcast(self._last_message))

    def drop(self) -> None:
        """Cut every subscriber's connection without a word."""
        self._do(self._drop())

    def freeze(self) -> None:
        """Say nothing and answer nothing any more, with every connection left open."""
        self._call(self._awake.clear)

    def thaw(self) -> None:
        """End a freeze."""
        self._call(self._awake.set)

    def refuse(self) -> None:
        """Close the listening socket; subscribers stay."""
        self._do(self._site.stop())

    def accept(self) -> None:
        """Listen again, on the same port."""
        self._do(self._listen())

    def change_certificate(self) -> None:
        """Go on with another certificate, as after a replacement (or an impostor would); subscribers are cut off."""
        self.refuse()
        self.drop()
        self._context, self.certificate_sha256 = server_context()
        self.accept()

    def set_rate(self, rate: float) -> None:
        """Let this many events a second happen by themselves."""
        self._rate = rate
        self._call(self._rate_changed.set)

    def wait_for_subscribers(self, count: int, timeout: float) -> bool:
        """Wait until there are just `count`; return whether that came true within `timeout` seconds."""
        with self._subscribed:
            return self._subscribed.wait_for(lambda: len(self._subscribers) == count, timeout)

    # Running

    async def _begin(self) -> None:
        self._awake = asyncio.Event()
        self._awake.set()
        self._rate_changed = asyncio.Event()
        app = web.Application(client_max_size=1024 * 1024, middlewares=[self._middleware()])
        app.router.add_get("/v1/event", self._on_event)
        app.router.add_post("/v1/auth/login", self._on_login)
        app.router.add_get("/v1/device/info", self._on_info)
        app.router.add_get("/v1/device/time", self._on_time)
        app.router.add_get("/v2/datasync/ping", self._on_ping)
        app.router.add_post("/v1/event/records", self._on_records)
        app.router.add_get("/v1/user/id/{user_id}", self._on_user)
        app.router.add_post("/v1/device/door", self._on_door)
        if self._control:
            app.router.add_post("/control/{action}", self._on_control)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await self._listen()
        self._producing = asyncio.create_task(self._produce())

    async def _listen(self) -> None:
        self._site = web.TCPSite(self._runner, self.host, self.port, ssl_context=self._context, reuse_address=True)
        await self._site.start()
        self.port = int(self._runner.addresses[-1][1])

    async def _end(self) -> None:
        self._producing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._producing
        self._awake.set()
        await self._drop()
        await self._runner.cleanup()

    def _end_loop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        future: Future[T] = asyncio.run_coroutine_threadsafe(work, self._loop)
        return future.result(20)

    def _call(self, call: Any) -> None:
        self._loop.call_soon_threadsafe(call)

    def _now(self) -> float:
        return time.time() + self.clock_offset

    async def _produce(self) -> None:
        due = self._loop.time()
        while True:
            if self._rate <= 0:
                await self._rate_changed.wait()
                self._rate_changed.clear()
                due = self._loop.time()
                continue
            kind, data = await asyncio.to_thread(self._next)
            await self._send_out(kind, data)
            # People do not come like clockwork, yet the average is what was asked for.
            due += self._pauses.uniform(0.5, 1.5) / self._rate
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._rate_changed.wait(), max(0.0, due - self._loop.time()))
                self._rate_changed.clear()
                due = self._loop.time()

    def _next(self) -> tuple[int, Data]:
        with self._door_lock:
            return self._door.next()

    # The stream

    async def _send_out(self, kind: int, data: Data) -> None:
        self.produced.append(data)
        self._last_message = _encode({"type": kind, "data": data})
        await self._broadcast(self._last_message)

    async def _broadcast(self, message: bytes) -> None:
        await self._awake.wait()
        frame = _frame(_TEXT, message)
        for transport in list(self._subscribers):
            if transport.get_write_buffer_size() > _MOST_UNSENT:
                transport.abort()
            elif self.bytes_per_second:
                await self._send_slowly(transport, frame, self.bytes_per_second)
            else:
                transport.write(frame)

    async def _send_slowly(self, transport: asyncio.Transport, frame: bytes, bytes_per_second: float) -> None:
        slice_ = max(1, int(bytes_per_second / 20))
        for begin in range(0, len(frame), slice_):
            transport.write(frame[begin : begin + slice_])
            await asyncio.sleep(slice_ / bytes_per_second)

    async def _drop(self) -> None:
        for transport in list(self._subscribers):
            transport.abort()

    async def _on_event(self, request: web.Request) -> web.StreamResponse:
        transport = request.transport
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - for the type checker: there is one in a handler
        full = len(self._subscribers) >= MOST_SUBSCRIBERS
        if full and self.turn_away == "503":
            return _answer(code=503, message="too many connections", status=503)
        if full and self.turn_away == "drop":
            transport.abort()
            return web.Response()
        socket = web.WebSocketResponse(autoping=False, compress=False, max_msg_size=64 * 1024)
        await socket.prepare(request)
        if full:
            await socket.close(code=1013, message=b"too many connections")
            return socket
        self._count(transport, there=True)
        try:
            async for message in socket:
                await self._awake.wait()
                if message.type is WSMsgType.PING:
                    transport.write(_frame(_PING_ANSWER, message.data))
        finally:
            self._count(transport, there=False)
        return socket

    def _count(self, transport: asyncio.Transport, *, there: bool) -> None:
        with self._subscribed:
            (self._subscribers.add if there else self._subscribers.discard)(transport)
            self._subscribed.notify_all()

    # REST

    def _middleware(self) -> Any:
        @web.middleware
        async def receive(request: web.Request, handler: Any) -> web.StreamResponse:
            header = request.headers.get("Authorization", "")
            self.requests.append(Request(request.method, request.path, bool(header)))
            await self._awake.wait()
            open_to_all = request.path == "/v1/auth/login" or request.path.startswith("/control/")
            if not open_to_all and not self._may(header):
                return _answer(code=401, message="unauthorized", status=401)
            answer: web.StreamResponse = await handler(request)
            return answer

        return receive

    def _may(self, header: str) -> bool:
        if self._account is None:
            return True
        scheme, _, value = header.partition(" ")
        if scheme == "Bearer":
            return self._tokens.get(value, 0) > time.monotonic()
        if scheme == "Basic":
            with contextlib.suppress(binascii.Error, UnicodeDecodeError):
                user, _, password = base64.b64decode(value).decode().partition(":")
                return (user, password) == self._account
        return False

    async def _on_login(self, request: web.Request) -> web.Response:
        asked = await _json(request)
        user, password = self._account or (asked.get("username"), asked.get("password"))
        if asked.get("username") != user:
            return _answer(code=1000, message="no such account")
        if asked.get("password") != password:
            return _answer(code=1001, message="wrong password")
        minutes = asked.get("validTime", 5)
        if not isinstance(minutes, int) or not 0 < minutes <= MOST_MINUTES:
            return _answer(code=400, message="validTime is out of range")
        token = secrets.token_urlsafe(24)
        self._tokens[token] = time.monotonic() + minutes * 60
        return _answer({"token": token})

    async def _on_info(self, _request: web.Request) -> web.Response:
        return _answer(
            {
                "model": "SenseNebula Pass S7", "device_sn": self.serial, "sw_ver": "V1.3.0", "hw_ver": "V1.1",
                "app_ver": "1.3.0.412", "api_ver": "1.3.0",
                "mac_wired": "02:00:5e:10:00:01", "mac_wlan": "02:00:5e:10:00:02",
            }
        )  # fmt: skip

    async def _on_time(self, _request: web.Request) -> web.Response:
        now = int(self._now() * 1000)
        return _answer({"local_time": now, "time_zone": "UTC+08:00", "manual_mode": 0, "server_address": "ntp.local"})

    async def _on_ping(self, _request: web.Request) -> web.Response:
        return _answer()

    async def _on_records(self, request: web.Request) -> web.Response:
        asked = await _json(request)
        begin, end = _number(asked, "begin_time", 0), _number(asked, "end_time", 0)
        offset, limit = _number(asked, "offset", 0), _number(asked, "limit", 100)
        if not 0 < limit <= 200 or offset < 0:
            return _answer(code=400, message="limit or offset is out of range")
        found = [data for data in self.produced if _matches(data, asked, begin, end)]
        if _number(asked, "sort", 0) == 1:
            found.reverse()
        items = found[offset : offset + limit]
        return _answer({"offset": offset, "limit": limit, "count": len(items), "total": len(found), "items": items})

    async def _on_user(self, request: web.Request) -> web.Response:
        person = next((person for person in EVERYBODY if person.user_id == request.match_info["user_id"]), None)
        if person is None:
            return _answer(code=404, message="no such user")
        groups = [{"id": str(number), "name": name} for number, name in enumerate(person.groups, 1)]
        photo = await asyncio.to_thread(happenings.avatar, person)
        return _answer({"name": person.name, "avatar": photo, "remark": person.remark, "groups": groups})

    async def _on_door(self, request: web.Request) -> web.Response:
        mode = (await _json(request)).get("open_mode")
        if mode not in (0, 1, 2):
            return _answer(code=400, message="open_mode is out of range")
        self.doors.append(int(str(mode)))
        return _answer()

    async def _on_control(self, request: web.Request) -> web.Response:
        asked, action = await _json(request), request.match_info["action"]
        if action == "rate":
            self._rate = float(str(asked["rate"]))
            self._rate_changed.set()
        elif action == "state":
            return _answer({"subscribers": len(self._subscribers), "produced": len(self.produced)})
        elif action == "drop":
            await self._drop()
        elif action == "repeat":
            await self._broadcast(self._last_message)
        elif action == "emit":
            with self._door_lock:
                kind, data = self._door.happening(Category(str(asked["category"])))
            await self._send_out(kind, data)
        else:
            return _answer(code=404, message="no such action", status=404)
        return _answer()


async def _json(request: web.Request) -> dict[str, object]:
    try:
        value = msgspec.json.decode(await request.read() or b"{}")
    except msgspec.DecodeError:
        return {}
    return value if isinstance(value, dict) else {}


def _number(asked: dict[str, object], name: str, usual: int) -> int:
    value = asked.get(name, usual)
    return value if isinstance(value, int) else usual


def _matches(data: Data, asked: dict[str, object], begin: int, end: int) -> bool:
    when = data.get("timestamp")
    if not isinstance(when, int) or when < begin or (end and when > end):
        return False
    user = data.get("user")
    person = user if isinstance(user, dict) else {}
    return all(person.get(name) == asked[name] for name in ("user_id", "job_number", "ic_number") if asked.get(name))

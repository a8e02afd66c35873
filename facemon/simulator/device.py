"""A simulated device: WSS and HTTPS on one port, as the device's documents describe them, with faults on request."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import math
import socket
import threading
import time
from asyncio.trsock import TransportSocket
from collections import deque
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from types import TracebackType
from typing import Any, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from aiohttp import web

from facemon.event import Category
from facemon.simulator import happenings
from facemon.simulator.accounts import Accounts
from facemon.simulator.answer import Handler, answer, answered, text, whole_number
from facemon.simulator.certificate import server_context
from facemon.simulator.control import Action, Control, clock_offset, known, listing, seconds, twist
from facemon.simulator.happenings import Twist
from facemon.simulator.people import Known
from facemon.simulator.production import Production, checked_rate
from facemon.simulator.records import Faults, Records
from facemon.simulator.rest import Rest
from facemon.simulator.subscribers import TURNED_AWAY, Subscribers, abort

T = TypeVar("T")
Data = dict[str, object]

KEPT_RECORDS = 50_000
_TURNS = 100  # of the loop, in which what is left has to close


class Request(NamedTuple):
    """A request that the device has seen; of its Authorization header only whether there was one."""

    method: str
    path: str
    authorized: bool


class SimulatedDevice:
    """Runs from entering the context to leaving it, in a thread of its own; the methods may be called from any thread.

    Args:
        rate: events a second by themselves, at most 10,000; 0 for none.
        seed: the same seed gives the same people in the same order.
        user, password: an account that must sign in; None asks nobody.
        turn_away: how a fourth subscriber is turned away: "503", "close" (a close frame) or "drop" (a bare TCP close).
        port: 0 for any that is free.
        control: serve POST /control/{action} too, for who runs the device in another process.
        ahead: draw everybody's pictures at once, in the background.
        when_watched: nothing happens by itself before somebody has subscribed for the first time.
        keeps: records; of each further one, the oldest is deleted.

    Raises:
        ValueError: an argument is out of range.
        OSError: the port is taken, or the host is none of this machine's; on entering.
    """

    def __init__(
        self, *, rate: float = 0, seed: int = 1, user: str | None = None, password: str | None = None,
        turn_away: str = "503", host: str = "127.0.0.1", port: int = 0, control: bool = False, ahead: bool = False,
        when_watched: bool = False, keeps: int = KEPT_RECORDS,
    ) -> None:  # fmt: skip
        if turn_away not in TURNED_AWAY:
            raise ValueError(f"turn_away is none of {TURNED_AWAY}")
        self.host = host
        self.port = port
        self.serial = f"PS71HD01MC22B{seed % 100_000:05}"
        self.clock_offset = 0.0  # seconds that the device's clock is ahead
        self.requests: deque[Request] = deque(maxlen=10_000)
        self.faults = Faults()
        self.doors: list[int] = []  # open_mode of each order to the door
        self._records = Records(keeps)
        self._control = control
        self._ahead = ahead
        self._when_watched = when_watched
        self._awake = asyncio.Event()
        self._awake.set()
        self._subscribers = Subscribers(turn_away, self._awake)
        self._production = Production(
            happenings.Door(seed, self.serial, self._now), checked_rate(rate), remembers=max(keeps, KEPT_RECORDS),
            records=self._records, faults=self.faults, subscribers=self._subscribers,
        )  # fmt: skip
        self.produced = self._production.produced  # the `data` of every message, oldest first
        self._later: asyncio.Task[None] | None = None  # what a request for a fault leaves to be done
        self._accounts = Accounts(None if user is None else (user, password or ""))
        self._listener: asyncio.Server | None = None
        self._sockets: WeakKeyDictionary[asyncio.Transport, TransportSocket] = WeakKeyDictionary()  # of all who asked
        self._stopping = threading.Event()
        self._context, self.certificate_sha256 = server_context()

    def __enter__(self) -> SimulatedDevice:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="simulated-device", daemon=True)
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
        self,
        category: Category,
        person: Known | None = None,
        *,
        twist: Twist = Twist.NONE,
        picture: bytes | None = None,
        **changes: object,
    ) -> str:
        """Let something happen now; return its uuid (a device alarm's trace_id).

        `twist` is what is unusual about who comes: a fever, a visit that is over, a wrong card. `picture` replaces the
        drawn one; `changes` replace fields of `data`, and a change to `...` takes the field out.
        """
        kind, data = self._production.happening(category, person, twist)
        if picture is not None:
            data["rgb_image" if kind == 0 else "alarm_photo"] = base64.b64encode(picture).decode()
        data |= changes
        data = {name: value for name, value in data.items() if value is not ...}
        self._do_now(lambda: self._production.report(kind, data))
        return str(data.get("uuid") or data.get("trace_id") or "")

    def raise_alarm(self, code: int) -> str:
        """Let the device raise its own alarm with this code (10002: forced open, …); return its trace_id.

        Raises KeyError for a code that no device has.
        """
        data = self._production.alarm(code)
        self._do_now(lambda: self._production.report(1, data))
        return str(data["trace_id"])

    def clear_alarm(self, trace_id: str) -> None:
        """Let what the device has raised be over. Raises KeyError where it has raised nothing such."""
        self._do_now(lambda: self._production.report(1, self._production.cleared(trace_id)))

    def flood(self, rate: float, seconds: float, category: Category = Category.STRANGER) -> Future[list[str]]:
        """Begin to let so many events a second of one category happen, beside all else; the future has their uuids.

        Raises ValueError unless the rate is above 0 and at most 10,000.
        """
        if not checked_rate(rate):
            raise ValueError("the rate of a flood is above 0")
        return asyncio.run_coroutine_threadsafe(self._production.flood(category, rate, seconds), self._loop)

    def send(self, message: bytes) -> None:
        """Send these bytes to every subscriber as one text message, whatever they are."""
        self._do_now(lambda: self._subscribers.tell(message))

    garbage = send

    def repeat(self) -> None:
        """Send the last message once more, if there was one."""
        self._do_now(self._production.say_again)

    def drop(self) -> None:
        """Cut every subscriber's connection without a word."""
        self._do_now(self._subscribers.drop)

    def mute(self) -> None:
        """Let the event channel of every subscriber be dead: pings are answered and records grow, nothing is told.

        Who subscribes anew hears again; nobody does while `faults.sends` is False.
        """
        self._do_now(self._subscribers.mute)

    def freeze(self) -> None:
        """Say nothing and answer nothing any more, with every connection left open."""
        self._do_now(self._awake.clear)

    def thaw(self) -> None:
        """End a freeze; what was to be said meanwhile is said now."""
        self._do_now(self._awake.set)

    def slow(self, bytes_per_second: float | None) -> None:
        """Send everything that the stream carries no faster than that; None for as fast as can be."""
        if bytes_per_second is not None and not 0 < bytes_per_second < math.inf:
            raise ValueError("bytes_per_second is no positive number")
        self._do_now(lambda: setattr(self._subscribers, "bytes_per_second", bytes_per_second))

    def refuse(self) -> None:
        """Close the listening socket; subscribers stay."""
        self._do(self._stop_listening())

    def accept(self) -> None:
        """Listen again, on the same port."""
        self._do(self._listen())

    def change_certificate(self) -> None:
        """Go on with another certificate, as after a replacement (or an impostor would); subscribers are cut off."""
        self.refuse()
        self.drop()
        self._context, self.certificate_sha256 = server_context()
        self.accept()

    def expire_tokens(self) -> None:
        """Let every token that was given out end now, as after a restart."""
        self._do_now(self._accounts.expire)

    def forget(self, count: int) -> None:
        """Delete the oldest records."""
        self._do_now(lambda: self._records.forget(count))

    def restart(self, seconds: float = 0.0) -> None:
        """Be switched off and on: every connection is cut, nothing happens for a while, tokens have ended then."""
        self._do(self._restart(seconds))

    def set_rate(self, rate: float) -> None:
        """Let this many events a second happen by themselves; raise ValueError unless it is from 0 to 10,000."""
        checked = checked_rate(rate)
        self._do_now(lambda: self._production.change_rate(checked))

    def wait_for_subscribers(self, count: int, timeout: float) -> bool:
        """Wait until there are just `count`; return whether that came true within `timeout` seconds."""
        return self._subscribers.wait_for(count, timeout)

    # Running

    async def _begin(self) -> None:
        app = web.Application(client_max_size=1024 * 1024, middlewares=[self._middleware()])
        app.router.add_get("/v1/event", self._subscribers.on_event)
        app.router.add_post("/v1/auth/login", self._accounts.on_login)
        Rest(self.serial, self._now, self._records, self.faults, self.doors).add_to(app.router)
        if self._control:
            app.router.add_post("/control/{action}", Control(self._actions()).on_control)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        try:
            await self._listen()
        except BaseException:
            await self._runner.cleanup()
            raise
        self._producing = asyncio.create_task(self._production.run(when_watched=self._when_watched))

    async def _listen(self) -> None:
        if self._listener is not None:
            return
        serve = self._runner.server
        assert serve is not None  # noqa: S101 - it has been set up
        self._listener = await self._loop.create_server(serve, self.host, self.port, ssl=self._context)
        self.port = int(self._listener.sockets[-1].getsockname()[1])

    async def _stop_listening(self) -> None:
        if self._listener is None:
            return
        listener, self._listener = self._listener, None
        # asyncio leaves a connection open that it has accepted when the server closes before it has looked at it.
        for listening in listener.sockets:
            with contextlib.suppress(NotImplementedError):  # on Windows, where it accepts otherwise
                self._loop.remove_reader(listening.fileno())
        await asyncio.sleep(0)
        listener.close()

    async def _end(self) -> None:
        self._producing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._producing
        if self._later is not None:
            self._later.cancel()  # it might listen again
        self._awake.clear()  # an answer would close its connection, and what is closed already can hardly be cut
        await self._stop_listening()
        await asyncio.sleep(0)  # what was accepted last gets its task, which closes it
        self._subscribers.drop()
        for _ in range(2):  # twice, for a handshake may succeed while it is being ended
            self._cut_all()
            await self._end_tasks()
        await self._runner.cleanup()
        await self._close_rest()

    async def _close_rest(self) -> None:
        # A handshake that was ended before it had begun leaves a connection that only the loop itself knows of. Looking
        # for it among all objects makes Python fail (SystemError) in a thread that is just building a tuple.
        known = getattr(self._loop, "_transports", {})
        for _ in range(_TURNS):
            left = [each for each in list(known.values()) if self._has_open(each)]
            if not left:
                break
            for transport in left:
                transport.abort()
            del left
            await asyncio.sleep(0.01)

    def _has_open(self, transport: asyncio.Transport) -> bool:
        if getattr(transport, "_loop", None) is not self._loop:
            return False
        try:
            under = transport.get_extra_info("socket")
        except AttributeError:  # what has lost its TLS says so here, too
            return False
        return under is not None and under.fileno() != -1

    async def _end_tasks(self) -> None:
        # A handshake under way is a task that nobody else ends.
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _cut_all(self, but: asyncio.Transport | None = None) -> None:
        # What was closed twice, as aiohttp does at a WebSocket's end, cannot be aborted any more.
        for transport, under in list(self._sockets.items()):
            if transport is not but and transport.is_closing():
                with contextlib.suppress(OSError):
                    under.shutdown(socket.SHUT_RDWR)
        # Merely closed, a TLS connection goes on waiting for its peer's farewell.
        for connection in self._runner.server.connections if self._runner.server else ():
            if connection.transport is not but:
                abort(connection.transport)

    async def _restart(self, seconds: float, but: asyncio.Transport | None = None) -> None:
        self._awake.clear()
        await self._stop_listening()
        self._subscribers.drop()
        self._cut_all(but)
        await asyncio.sleep(seconds)
        self._accounts.expire()
        self._awake.set()
        await self._listen()

    async def _refuse_for(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self._listen()

    def _end_loop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        future: Future[T] = asyncio.run_coroutine_threadsafe(work, self._loop)
        return future.result(20)

    def _do_now(self, work: Callable[[], object]) -> None:
        async def done() -> None:
            work()

        self._do(done())

    def _now(self) -> float:
        return time.time() + self.clock_offset

    # Requests

    def _middleware(self) -> Any:
        @web.middleware
        async def receive(request: web.Request, handler: Handler) -> web.StreamResponse:
            if request.transport is not None and (under := request.get_extra_info("socket")) is not None:
                self._sockets[request.transport] = under
            header = request.headers.get("Authorization", "")
            self.requests.append(Request(request.method, request.path, bool(header)))
            if request.path.startswith("/control/"):
                return await answered(handler, request)
            await self._awake.wait()
            if not self.faults.stream and request.path == "/v1/event":
                return answer(code=500, message="internal error", status=500)
            if not self.faults.rest and request.path != "/v1/event":
                return answer(code=404, message="not found", status=404)
            if request.path != "/v1/auth/login" and not self._accounts.may(header):
                return answer(code=401, message="unauthorized", status=401)
            return await answered(handler, request)

        return receive

    def _actions(self) -> dict[str, Action]:
        def emit(_: web.Request, body: Data) -> Data:
            category = Category(text(body, "category"))
            kind, data = self._production.happening(category, known(body), twist(body))
            self._production.report(kind, data)
            return {"uuid": data.get("uuid") or data.get("trace_id")}

        async def refuse(_: web.Request, body: Data) -> None:
            lasts = seconds(body)
            await self._stop_listening()
            self._later = asyncio.create_task(self._refuse_for(lasts))

        def restart(request: web.Request, body: Data) -> None:
            self._later = asyncio.create_task(self._restart(seconds(body), request.transport))

        return {
            "rate": lambda _, body: self._production.change_rate(checked_rate(body.get("rate"))),
            "state": lambda _, __: {"subscribers": len(self._subscribers), "produced": len(self.produced)},
            "produced": lambda _, body: {"total": len(self.produced), "items": listing(self.produced, body)},
            "emit": emit,
            "repeat": lambda _, __: self._production.say_again(),
            "drop": lambda _, __: self._subscribers.drop(),
            "mute": lambda _, __: self._subscribers.mute(),
            "freeze": lambda _, __: self._awake.clear(),
            "thaw": lambda _, __: self._awake.set(),
            "refuse": refuse,
            "restart": restart,
            "expire": lambda _, __: self._accounts.expire(),
            "forget": lambda _, body: self._records.forget(whole_number(body, "count", 0, 2**31)),
            "faults": lambda _, body: self.faults.change(body),
            "clock": lambda _, body: setattr(self, "clock_offset", clock_offset(body)),
        }

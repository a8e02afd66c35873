"""The device's REST interface, where it has one. Everything here may be absent: facemon needs the event stream alone.

Each request goes over a connection of its own that `device.tls` opened, so the certificate is checked, no proxy of the
environment is used, and every wait ends in time or when told to stop.
"""

from __future__ import annotations

import ssl
import time
import urllib.parse
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import msgspec

from facemon.device import tls
from facemon.device.account import TOKEN_MINUTES, Account
from facemon.device.deadline import Deadline
from facemon.device.exchange import Answer, exchange
from facemon.device.failure import LinkError, brief
from facemon.device.field import Fields
from facemon.device.judging import NOT_JSON, UNKNOWN_FORM, data_of, judge
from facemon.device.message import LAST_MS
from facemon.device.records import MOST_RECORDS, RecordsPage, read_answer
from facemon.device.status import Failure
from facemon.device.timing import Timing
from facemon.device.upgrade import host_header
from facemon.phrase import QT_TRANSLATE_NOOP

T = TypeVar("T")

MAX_ANSWER = 64 * 1024  # bytes; a body's
MAX_PERSON = 8 * 1024 * 1024  # likewise, with an enrolled photo
MAX_RECORDS = 32 * 1024 * 1024  # likewise, of an answer with records: each may hold a picture of 4 MiB


class DeviceInfo(msgspec.Struct, frozen=True):
    """What the device says it is (GET /v1/device/info). Texts are the device's own; empty where it says nothing."""

    model: str = ""
    device_sn: str = ""
    sw_ver: str = ""
    hw_ver: str = ""
    app_ver: str = ""
    api_ver: str = ""
    mac_wired: str = ""
    mac_wlan: str = ""


class Enrolled(msgspec.Struct, frozen=True):
    """What the device knows of a person (GET /v1/user/id/{user_id})."""

    name: str = ""
    remark: str = ""
    photo: bytes = b""  # the JPEG as received; empty where none is enrolled, or none that can be used


class DeviceTime(msgspec.Struct, frozen=True):
    """The device's clock (GET /v1/device/time)."""

    local_time_ms: int  # Unix milliseconds
    skew_s: float  # seconds that it is ahead of this computer's clock, to about half the request's duration
    time_zone: str = ""


class _Token(msgspec.Struct):
    token: str


class _Clock(msgspec.Struct):
    local_time: Annotated[int, msgspec.Meta(ge=0, le=LAST_MS)]  # Unix milliseconds
    time_zone: Any = ""


class Rest:
    """Asks one device. One thread uses it at a time.

    Args:
        account: how it is signed in to.
        stop: asked several times a second; true ends a request.
        connect: gives the connection for the first request; None to open one, as for all others.
        recognising: it is to be found out whether this is the device, so that another one is asked as well.

    Every request raises:
        LinkError: with the failure's name; NotOffered where the device has no such request.
        StoppedError, CertificateUnknown, CertificateChanged, OSError, UnicodeError: as `tls.open_tls`.
    """

    def __init__(
        self,
        account: Account,
        *,
        stop: Callable[[], bool],
        timing: Timing | None = None,
        connect: Callable[[], ssl.SSLSocket] | None = None,
        recognising: bool = False,
    ) -> None:
        self._device = account.device
        self._account = account
        self._stop = stop
        self._timing = timing or Timing()
        self._connect = connect or self._open
        self._recognising = recognising
        self._authorization = ""  # what the request under way carries

    def authorize(self) -> str:
        """Sign in if need be and return the Authorization header for this device, as `Account.header` does."""
        self._authorization = self._account.header(self._sign_in, stop=self._stop)
        return self._authorization

    def _sign_in(self, password: str) -> str:
        """Return a token that is valid for a day (POST /v1/auth/login)."""
        account = {"username": self._device.username, "password": password, "validTime": TOKEN_MINUTES}
        token = self._exchange("POST", "/v1/auth/login", _Token, body=account, credentials=True).token
        if not token or not token.isascii() or not token.isprintable() or " " in token:
            raise LinkError(Failure.PROTOCOL_ERROR, QT_TRANSLATE_NOOP("Detail", "token of an unknown form"))
        return token

    def info(self) -> DeviceInfo:
        """Return what the device says it is."""
        told = self._call("GET", "/v1/device/info", dict[str, Any])
        fields = {name: told[name] for name in DeviceInfo.__struct_fields__ if told.get(name) is not None}
        return DeviceInfo(**{name: brief(str(value)) for name, value in fields.items()})

    def time(self) -> DeviceTime:
        """Return the device's clock and how far it is off."""
        before = time.time()
        clock = self._call("GET", "/v1/device/time", _Clock)
        middle = (before + time.time()) / 2
        return DeviceTime(clock.local_time, clock.local_time / 1000 - middle, brief(str(clock.time_zone or "")))

    def enrolled(self, user_id: str) -> Enrolled:
        """Return what the device knows of a person.

        Raises:
            NotOffered: it knows no such person, or tells of nobody.
        """
        path = f"/v1/user/id/{urllib.parse.quote(user_id, safe='')}"
        fields = Fields(self._call("GET", path, dict[str, Any], most=MAX_PERSON), flaws=[])
        photo, _ = fields.picture("avatar")
        return Enrolled(name=fields.text("name"), remark=fields.text("remark"), photo=photo)

    def open_door(self) -> None:
        """Let the device open its door and close it as usual (POST /v1/device/door). It is ordered once, if at all.

        Raises:
            TimeoutError, OSError, LinkError of CONNECTION_LOST: whether it has opened is not known.
        """
        self._signed_in(lambda: self._exchange("POST", "/v1/device/door", object, body={"open_mode": 0}))

    def records(
        self,
        begin_s: int,
        end_s: int,
        *,
        offset: int = 0,
        limit: int = MOST_RECORDS,
        newest_first: bool = False,
    ) -> RecordsPage:
        """Return some of the events that the device has kept.

        An answer that is broken off is returned with what is whole in it.

        Args:
            begin_s, end_s: Unix seconds by the device's clock, both included; 0 for open.
            offset: how many records of that time to leave out at the beginning.
            limit: records at most; the device may give fewer.

        Raises:
            AnswerTooLong: it would be more than 32 MiB.
        """
        question = {
            "begin_time": begin_s, "end_time": end_s, "offset": offset, "limit": limit, "sort": int(newest_first),
        }  # fmt: skip
        return self._signed_in(lambda: self._page(question))

    def _page(self, question: dict[str, int]) -> RecordsPage:
        answer = self._ask("POST", "/v1/event/records", body=question, most=MAX_RECORDS)
        read = read_answer(answer.body, whole=answer.whole)
        judge(answer.status, read.code if read else None, credentials=bool(self._authorization))
        if read is not None and read.page is not None:
            return read.page
        if answer.whole:
            raise LinkError(Failure.PROTOCOL_ERROR, NOT_JSON if read is None else UNKNOWN_FORM)
        return RecordsPage(broken_off=True, size=len(answer.body))

    def _call(self, method: str, path: str, shape: type[T], *, most: int = MAX_ANSWER) -> T:
        """Ask as the device's user and return what the answer has under "data", in the shape asked for."""
        return self._signed_in(lambda: self._exchange(method, path, shape, most=most))

    def _signed_in(self, request: Callable[[], T]) -> T:
        """Make a request as the device's user; with a new token where the old one has ended."""
        fresh = self._account.current is None
        header = self.authorize()
        try:
            return request()
        except LinkError as error:
            if error.failure is not Failure.WRONG_PASSWORD or not self._account.refused(header, error) or fresh:
                raise
        self.authorize()
        return request()

    def _exchange(
        self,
        method: str,
        path: str,
        shape: type[T],
        *,
        body: object = None,
        credentials: bool = False,
        most: int = MAX_ANSWER,
    ) -> T:
        answer = self._ask(method, path, body=body, credentials=credentials, most=most)
        return data_of(answer, shape, credentials=credentials or bool(self._authorization))

    def _ask(
        self, method: str, path: str, *, body: object = None, credentials: bool = False, most: int = MAX_ANSWER
    ) -> Answer:
        another = self._account.another
        if another is not None and not self._recognising:
            raise LinkError(another.failure, another.detail)
        headers = {"Host": host_header(self._device.host, self._device.port), "Connection": "close"}
        if self._authorization and not credentials:
            headers["Authorization"] = self._authorization
        payload = None
        if body is not None:
            payload = msgspec.json.encode(body)
            headers["Content-Type"] = "application/json"
        seconds = self._timing.answer if most == MAX_ANSWER else self._timing.page
        connect, self._connect = self._connect, self._open
        sock = connect()
        try:
            return exchange(
                sock, method, path, payload, headers,
                deadline=Deadline(seconds, self._stop), stall=self._timing.stall, most=most,
            )  # fmt: skip
        finally:
            sock.close()

    def _open(self) -> ssl.SSLSocket:
        device = self._device
        return tls.open_tls(
            device.host, device.port, certificate=device.certificate, stop=self._stop, timing=self._timing
        )

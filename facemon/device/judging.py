"""What an answer of a device's REST interface has to say, or which failure it stands for.

Every answer is {"code": 200, "msg": "OK", "data": …}; the device's own errors come in `code` even under HTTP 200.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from facemon.device.exchange import Answer
from facemon.device.failure import LinkError, of_http
from facemon.device.payload import MessageError, parse
from facemon.device.status import Failure
from facemon.phrase import QT_TRANSLATE_NOOP

T = TypeVar("T")

NOT_JSON = QT_TRANSLATE_NOOP("Detail", "answer is not JSON")
UNKNOWN_FORM = QT_TRANSLATE_NOOP("Detail", "answer of an unknown form")
_ABSENT = (404, 405, 410, 501)
_NO_SUCH_ACCOUNT = 1000
_WRONG_PASSWORD = 1001


class NotOffered(LinkError):
    """The device has no such request."""

    def __init__(self, detail: str) -> None:
        super().__init__(Failure.NOT_THIS_PATH, detail)


class _Envelope(msgspec.Struct):
    code: int | None = None
    data: Any = None


def data_of(answer: Answer, shape: type[T], *, credentials: bool) -> T:
    """Return what an answer has under "data", in the shape asked for. Raises LinkError where it has nothing such."""
    # Read like a message: the same firmware writes both, with the same mistakes.
    try:
        envelope = msgspec.convert(parse(answer.body), _Envelope, strict=False)
    except (MessageError, msgspec.MsgspecError):
        envelope = None
    status, code = answer.status, envelope.code if envelope else None
    judge(status, code, credentials=credentials)
    if envelope is None and not answer.whole:
        raise LinkError(Failure.CONNECTION_LOST, QT_TRANSLATE_NOOP("Detail", "answer broken off"))
    if status != 200 or envelope is None:
        raise LinkError(Failure.PROTOCOL_ERROR, f"HTTP {status}" if status != 200 else NOT_JSON)
    try:
        return msgspec.convert(envelope.data, shape, strict=False)
    except msgspec.MsgspecError:
        raise LinkError(Failure.PROTOCOL_ERROR, UNKNOWN_FORM) from None


def judge(status: int, code: int | None, *, credentials: bool) -> None:
    """Raise the LinkError that the status of HTTP or the answer's own code stands for, if they do for one."""
    if code == _NO_SUCH_ACCOUNT:
        raise LinkError(Failure.NO_SUCH_ACCOUNT, f"code {code}")
    if code == _WRONG_PASSWORD:
        raise LinkError(Failure.WRONG_PASSWORD, f"code {code}")
    for number in (status, code):
        if number in _ABSENT:
            raise NotOffered(f"HTTP {number}")
        if number in (429, 503):
            raise LinkError(Failure.SERVER_ERROR, f"HTTP {number}")
        if number is not None and 300 <= number < 600:
            raise of_http(number, credentials=credentials)
    if status == 200 and code not in (None, 0, 200):
        raise LinkError(Failure.SERVER_ERROR, f"code {code}")

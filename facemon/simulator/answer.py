"""What all of the simulated device's REST answers have in common: their envelope, and how a request's body is read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import msgspec
from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_encode = msgspec.json.Encoder().encode


class BadRequestError(Exception):
    """The request's body is not what the request takes; the text says what is wrong with it."""


def answer(data: object = None, *, code: int = 200, message: str = "OK", status: int = 200) -> web.Response:
    """Return the envelope that every answer comes in. `code` is the application's, `status` that of HTTP."""
    body = _encode({"code": code, "msg": message, "data": data})
    return web.Response(body=body, content_type="application/json", status=status)


async def answered(handler: Handler, request: web.Request) -> web.StreamResponse:
    """Return the handler's answer, or an envelope that says why there is none."""
    try:
        return await handler(request)
    except BadRequestError as error:
        return answer(code=400, message=str(error), status=400)
    except web.HTTPException as error:
        return answer(code=error.status, message=error.reason, status=error.status)
    except ConnectionError:  # nothing here connects to anything: it is who asked that has gone away, and may
        return web.Response()


async def asked(request: web.Request) -> dict[str, object]:
    """Return the object that the request's body is; an empty body is an empty one.

    Raises:
        BadRequestError: the body is something else.
    """
    try:
        value = msgspec.json.decode(await request.read() or b"{}")
    except (msgspec.MsgspecError, ValueError, RecursionError, web.RequestPayloadError):
        raise BadRequestError("the body is not JSON") from None
    if not isinstance(value, dict):
        raise BadRequestError("the body is not an object")
    return value


def whole_number(body: dict[str, object], name: str, low: int, high: int, usual: int | None = None) -> int:
    """Return a whole number from `low` to `high`, both included, or `usual` where the body has none.

    Raises:
        BadRequestError: it is something else, or missing with nothing usual.
    """
    value = body.get(name, usual)
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise BadRequestError(f"{name} is no whole number from {low} to {high}")
    return value


def text(body: dict[str, object], name: str) -> str:
    """Return a text, empty where the body has none; a whole number counts as one.

    Raises:
        BadRequestError: it is something else.
    """
    value = body.get(name, "")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise BadRequestError(f"{name} is no text")
    return value

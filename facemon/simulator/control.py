"""How the simulated device is controlled by who runs it in another process: POST /control/{action}."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from itertools import islice

from aiohttp import web

from facemon.simulator.answer import BadRequestError, answer, asked, whole_number
from facemon.simulator.happenings import Twist
from facemon.simulator.people import EVERYBODY, Known

Data = dict[str, object]
Action = Callable[[web.Request, Data], object]

MOST_LISTED = 10_000
_LONGEST = 3600  # seconds
_FARTHEST = 4e9  # seconds


class Control:
    """Does what it is asked for. Used in the device's own thread only.

    Args:
        actions: take the request and its body, and return what is to be answered, or an awaitable of that. They raise
            ValueError where the body makes no sense.
    """

    def __init__(self, actions: Mapping[str, Action]) -> None:
        self._actions = actions

    async def on_control(self, request: web.Request) -> web.Response:
        """Answer POST /control/{action}."""
        body = await asked(request)
        action = self._actions.get(request.match_info["action"])
        if action is None:
            return answer(code=404, message="no such action", status=404)
        try:
            result = action(request, body)
            return answer(await result if inspect.isawaitable(result) else result)
        except ValueError as error:
            raise BadRequestError(str(error)) from None


def listing(produced: Iterable[Data], body: Data) -> list[Data]:
    """Return what tells each happening from the others, from `offset` on, at most `limit` of them, oldest first."""
    offset = whole_number(body, "offset", 0, 2**31, 0)
    limit = whole_number(body, "limit", 1, MOST_LISTED, MOST_LISTED)
    return [
        {"type": 1, "uuid": data["trace_id"], "status": data.get("status"), "time_ms": data.get("event_time")}
        if "trace_id" in data
        else {"type": 0, "uuid": data.get("uuid"), "timestamp": data.get("timestamp")}
        for data in islice(produced, offset, offset + limit)
    ]


def known(body: Data) -> Known | None:
    """Return the person with the user id that is asked for, or None where none is."""
    user_id = body.get("person")
    if user_id is None:
        return None
    for person in EVERYBODY:
        if person.user_id == user_id:
            return person
    raise ValueError("person is no user id of somebody enrolled")


def twist(body: Data) -> Twist:
    """Return what is to be unusual, as it is called in `Twist`, in small letters; nothing where it is left out."""
    name = body.get("twist", Twist.NONE.name)
    try:
        return Twist[str(name).upper()]
    except KeyError:
        raise ValueError("twist is none of " + ", ".join(each.name.lower() for each in Twist)) from None


def seconds(body: Data) -> float:
    """Return how long something is to last, at most an hour."""
    return _number(body, "seconds", 0, _LONGEST)


def clock_offset(body: Data) -> float:
    """Return how many seconds the device's clock is to be ahead."""
    return _number(body, "offset", -_FARTHEST, _FARTHEST)


def _number(body: Data, name: str, low: float, high: float) -> float:
    value = body.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
        return float(value)
    raise ValueError(f"{name} is no number from {low:,.0f} to {high:,.0f}")

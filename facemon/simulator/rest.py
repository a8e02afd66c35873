"""The simulated device's REST interface: what it is, its clock, its records, its people, its door."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from aiohttp import web

from facemon.simulator import happenings
from facemon.simulator.answer import answer, asked, text, whole_number
from facemon.simulator.people import EVERYBODY, groups_of
from facemon.simulator.records import MOST_RECORDS, Faults, Records
from facemon.simulator.subscribers import abort

USUAL_RECORDS = 100
_LATEST = 2**63 - 1
_SLICE_SECONDS = 0.05  # of a slow answer
_FILTERS = ("user_id", "job_number", "ic_number")

Data = dict[str, object]


class Rest:
    """Answers for one device. Used in the device's own thread only.

    Args:
        serial: the device's serial number.
        now: Unix seconds by the device's clock.
        records: what it has kept; only read here.
        faults: what is wrong with it.
        doors: gets the open_mode of each order to the door.
    """

    def __init__(
        self, serial: str, now: Callable[[], float], records: Records, faults: Faults, doors: list[int]
    ) -> None:
        self._serial = serial
        self._now = now
        self._records = records
        self._faults = faults
        self._doors = doors

    def add_to(self, router: web.UrlDispatcher) -> None:
        """Serve the requests of device-protocol.md, but for the sign-in and the event stream."""
        router.add_get("/v1/device/info", self._on_info)
        router.add_get("/v1/device/time", self._on_time)
        router.add_get("/v2/datasync/ping", self._on_ping)
        router.add_post("/v1/event/records", self._on_records)
        router.add_get("/v1/user/id/{user_id}", self._on_user)
        router.add_post("/v1/device/door", self._on_door)

    async def _on_info(self, _request: web.Request) -> web.Response:
        return answer(
            {
                "model": "SenseNebula Pass S7", "device_sn": self._serial, "sw_ver": "V1.3.0", "hw_ver": "V1.1",
                "app_ver": "1.3.0.412", "api_ver": "1.3.0",
                "mac_wired": "02:00:5e:10:00:01", "mac_wlan": "02:00:5e:10:00:02",
            }
        )  # fmt: skip

    async def _on_time(self, _request: web.Request) -> web.Response:
        now = int(self._now() * 1000)
        return answer({"local_time": now, "time_zone": "UTC+08:00", "manual_mode": 0, "server_address": "ntp.local"})

    async def _on_ping(self, _request: web.Request) -> web.Response:
        return answer()

    async def _on_records(self, request: web.Request) -> web.StreamResponse:
        if not self._faults.records:
            raise web.HTTPNotFound
        body = await asked(request)
        begin = whole_number(body, "begin_time", 0, _LATEST, 0)
        end = whole_number(body, "end_time", 0, _LATEST, 0) or _LATEST
        offset = whole_number(body, "offset", 0, _LATEST, 0)
        limit = min(whole_number(body, "limit", 1, MOST_RECORDS, USUAL_RECORDS), self._faults.most)
        newest_first = whole_number(body, "sort", 0, 1, 0) == 1
        wanted = {name: value for name in _FILTERS if (value := text(body, name))}
        if self._faults.errors > 0:
            self._faults.errors -= 1
            return answer(code=self._faults.error_status, message="try again", status=self._faults.error_status)
        found = self._records.between(begin, end)
        if wanted:
            found = [data for data in found if _is_of(data, wanted)]
        if newest_first:
            found.reverse()
        items = found[offset : offset + limit]
        if not self._faults.pictures:
            items = [data | {"rgb_image": ""} for data in items]
        page = answer({"offset": offset, "limit": limit, "count": len(items), "total": len(found), "items": items})
        if self._faults.cut is None and self._faults.bytes_per_second is None:
            return page
        return await self._send_badly(request, bytes(page.body or b""))  # type: ignore[arg-type]

    async def _send_badly(self, request: web.Request, body: bytes) -> web.StreamResponse:
        """Send an answer slowly, or its beginning alone."""
        cut = self._faults.cut
        response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(body))})
        await response.prepare(request)
        rest = memoryview(body)[:cut]
        while rest:
            speed = self._faults.bytes_per_second
            size = len(rest) if speed is None else max(1, int(speed * _SLICE_SECONDS))
            await response.write(rest[:size])
            rest = rest[size:]
            if speed is not None:
                await asyncio.sleep(size / speed)
        if cut is not None and cut < len(body):
            abort(request.transport)
        return response

    async def _on_user(self, request: web.Request) -> web.Response:
        person = next((person for person in EVERYBODY if person.user_id == request.match_info["user_id"]), None)
        if person is None:
            return answer(code=404, message="no such user")
        photo = await asyncio.to_thread(happenings.avatar, person)
        return answer({"name": person.name, "avatar": photo, "remark": person.remark, "groups": groups_of(person)})

    async def _on_door(self, request: web.Request) -> web.Response:
        self._doors.append(whole_number(await asked(request), "open_mode", 0, 2))
        return answer()


def _is_of(data: Data, wanted: dict[str, str]) -> bool:
    user = data.get("user")
    person = user if isinstance(user, dict) else {}
    return all(person.get(name) == value for name, value in wanted.items())

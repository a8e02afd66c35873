"""What it costs to read a message with a picture, beside the C primitives that no Python code can go below.

Run as `python tests/bench/bench_message.py`. Absolute times differ from machine to machine; the ratio hardly does.
"""

from __future__ import annotations

import json
import random
import timeit

import msgspec
import pybase64

from facemon.device.message import decode

PICTURE_BYTES = 53_000


class User(msgspec.Struct):
    name: str
    user_id: str


class Data(msgspec.Struct):
    uuid: str
    timestamp: int
    rgb_image: str
    user: User


class Message(msgspec.Struct):
    type: int
    data: Data


def message(**changes: object) -> bytes:
    """Return a recognition event as the device's document shows it, with a picture of 53 KB."""
    picture = random.Random(7).randbytes(PICTURE_BYTES)
    data = {
        "deviceSN": "PS71HD01MC22B00003",
        "recognitionType": 1,
        "uuid": "f63cad1a-e12c-4ea6-8098-01e8240bfa5b",
        "recognizeScore": 0.9499402046203613,
        "mask": 0,
        "mode": 3,
        "rgb_image": pybase64.b64encode(picture).decode(),
        "bodyTemperature": 36.4,
        "pass": True,
        "timestamp": 1678870602,
        "user": {
            "name": "张三",
            "ic_number": "1234",
            "id_number": "gO/i1UcxN3k=",
            "job_number": "",
            "user_id": "3",
            "remark": "",
            "guest_time_start": 0,
            "guest_time_end": 0,
            "type": 1,
            "groups": [{"id": "1", "name": "测试1"}, {"id": "2", "name": "测试2"}],
        },
    }
    return json.dumps({"type": 0, "data": data | changes}, ensure_ascii=False).encode()


def main() -> None:
    """Print a line for each kind of message."""
    typed = msgspec.json.Decoder(Message)

    def floor(data: bytes) -> object:
        return pybase64.b64decode(typed.decode(data).data.rgb_image, validate=True)

    def ours(data: bytes) -> object:
        return decode(data, device_id="north-gate", received_ms=1_678_870_603_000)

    plain = message()
    primitives = _microseconds(floor, plain)
    print(f"{len(plain):,} bytes; msgspec typed + pybase64 (C): {primitives:.1f} µs")
    for name, data in {
        "decode": plain,
        "decode, slashes escaped": plain.replace(b"/", b"\\/"),
        "decode, no uuid": message(uuid=None),
        "decode, base64 in lines": message(
            rgb_image="\n".join(_lines(pybase64.b64encode(random.Random(7).randbytes(PICTURE_BYTES)).decode()))
        ),
        "decode, trailing comma": plain[:-2] + b",}}",
    }.items():
        cost = _microseconds(ours, data)
        print(f"{name}: {cost:.1f} µs, {cost / primitives:.1f} times the primitives")


def _lines(text: str) -> list[str]:
    return [text[start : start + 76] for start in range(0, len(text), 76)]


def _microseconds(function: object, data: bytes, number: int = 500) -> float:
    assert callable(function)
    return min(timeit.repeat(lambda: function(data), number=number, repeat=7)) / number * 1e6


if __name__ == "__main__":
    main()

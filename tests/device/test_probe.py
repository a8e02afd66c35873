"""“Test connection”, step by step, against devices of every kind."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable

import pytest
from fault_server import CLOSE, FaultServer, Peer, closed_port
from identity import Identity
from watched import QUICK

from facemon.device.probe import Outcome, Step, StepKind, probe
from facemon.device.status import Failure
from facemon.device.timing import Timing
from facemon.settings import DeviceSettings

ALL = list(StepKind)


def device_with(skew: float = 0.0, stream: str = "", login: object = None, rest: bool = True) -> Callable[[Peer], None]:
    """Return a whole device, or one without a REST interface."""

    def script(peer: Peer) -> None:
        head, _ = peer.read_request()
        if not head:
            return  # a look at the certificate
        word = head.split()[1].rpartition("/")[2]
        bodies = {
            "login": login or {"code": 200, "data": {"token": "tok"}},
            "info": {"code": 200, "data": {"model": "S8", "device_sn": "SN8", "sw_ver": "2.1"}},
            "time": {"code": 200, "data": {"local_time": int((time.time() + skew) * 1000), "time_zone": "UTC"}},
        }
        if word == "event" and stream:
            peer.answer(stream)
        elif word == "event":
            peer.grant(head)
            peer.serve()
        elif rest:
            peer.answer("200 OK", json.dumps(bodies[word]).encode())
        else:
            peer.answer("404 Not Found")

    return script


def run(
    port: int,
    certificate: str,
    *,
    username: str = "",
    password: str | None = None,
    already_live: bool = False,
    stop: threading.Event | None = None,
    timing: Timing = QUICK,
    host: str = "127.0.0.1",
) -> list[Step]:
    steps: list[Step] = []
    probe(
        DeviceSettings(id="gate", name="Gate", host=host, port=port, username=username, certificate=certificate),
        password=password,
        already_live=already_live,
        report=steps.append,
        stop=stop or threading.Event(),
        timing=timing,
    )
    assert [step.kind for step in steps] == ALL[: len(steps)]
    assert all(step.elapsed_ms >= 0 for step in steps)
    return steps


def test_a_healthy_device_passes_every_step(identity: Identity) -> None:
    with FaultServer(device_with(), identity=identity) as server:
        steps = run(server.port, identity.pin, username="admin", password="pw")
        assert [(step.kind, step.outcome) for step in steps] == [(kind, Outcome.OK) for kind in ALL]
    reach, secure, _, who, clock, _ = steps
    assert reach.facts == {"host": "127.0.0.1", "address": "127.0.0.1"}
    assert secure.facts == {"tls": "TLS 1.3", "sha256": identity.sha256}
    assert secure.certificate is not None
    assert secure.certificate.subject == "CN=localhost"
    assert who.facts == {"model": "S8", "serial": "SN8", "firmware": "2.1"}
    assert abs(float(clock.facts["skew_s"])) < 5
    assert CLOSE in [opcode for opcode, _ in server.frames]


def test_a_device_with_the_event_stream_alone_passes_too(identity: Identity) -> None:
    with FaultServer(device_with(rest=False), identity=identity) as server:
        steps = run(server.port, identity.pin)
    assert [step.outcome for step in steps] == [
        Outcome.OK,
        Outcome.OK,
        Outcome.SKIPPED,
        Outcome.SKIPPED,
        Outcome.SKIPPED,
        Outcome.OK,
    ]


def test_an_unknown_certificate_ends_it_and_nothing_is_sent(identity: Identity) -> None:
    with FaultServer(device_with(), identity=identity) as server:
        steps = run(server.port, "", username="admin", password="pw")
    assert [step.outcome for step in steps] == [Outcome.OK, Outcome.NEEDS_APPROVAL]
    assert steps[1].certificate is not None
    assert steps[1].certificate.sha256 == identity.sha256
    assert server.received == b""


def test_another_certificate_ends_it_and_nothing_is_sent(identity: Identity, stranger: Identity) -> None:
    with FaultServer(device_with(), identity=identity) as server:
        steps = run(server.port, stranger.pin, username="admin", password="pw")
    assert (steps[-1].outcome, steps[-1].failure) == (Outcome.FAILED, Failure.CERTIFICATE_CHANGED)
    assert len(steps) == 2
    assert server.received == b""


def test_a_device_that_is_not_there_ends_it_at_the_first_step() -> None:
    (step,) = run(closed_port(), "sha256:00")
    assert (step.outcome, step.failure) == (Outcome.FAILED, Failure.CONNECTION_REFUSED)
    (step,) = run(8000, "sha256:00", host="no-such-device.invalid", timing=Timing())
    assert (step.outcome, step.failure) == (Outcome.FAILED, Failure.NAME_NOT_FOUND)


@pytest.mark.parametrize(
    ("password", "login", "failure", "connections"),
    [
        ("wrong", {"code": 1001}, Failure.WRONG_PASSWORD, 2),
        ("any", {"code": 1000}, Failure.NO_SUCH_ACCOUNT, 2),
        (None, None, Failure.PASSWORD_MISSING, 1),
    ],
)
def test_a_wrong_account_is_tried_once(
    identity: Identity, password: str | None, login: object, failure: Failure, connections: int
) -> None:
    with FaultServer(device_with(login=login), identity=identity) as server:
        steps = run(server.port, identity.pin, username="admin", password=password)
    assert (len(steps), steps[-1].outcome, steps[-1].failure) == (3, Outcome.FAILED, failure)
    assert server.connections == connections


def test_a_clock_that_is_off_is_a_warning(identity: Identity) -> None:
    with FaultServer(device_with(skew=-42), identity=identity) as server:
        step = run(server.port, identity.pin)[4]
    assert step.outcome is Outcome.WARNING
    assert -44 < float(step.facts["skew_s"]) < -40


def test_a_device_without_a_place_says_so(identity: Identity) -> None:
    with FaultServer(device_with(stream="503 Service Unavailable"), identity=identity) as server:
        step = run(server.port, identity.pin)[-1]
    assert (step.kind, step.failure) == (StepKind.STREAM, Failure.TOO_MANY_SUBSCRIBERS)


def test_a_wrong_path_is_a_failure_of_the_stream(identity: Identity) -> None:
    with FaultServer(device_with(stream="404 Not Found"), identity=identity) as server:
        step = run(server.port, identity.pin)[-1]
    assert (step.outcome, step.failure) == (Outcome.FAILED, Failure.NOT_THIS_PATH)


def test_no_second_place_is_taken_while_live(identity: Identity) -> None:
    with FaultServer(device_with(), identity=identity) as server:
        step = run(server.port, identity.pin, already_live=True)[-1]
    assert (step.kind, step.outcome) == (StepKind.STREAM, Outcome.SKIPPED)
    assert not any("/v1/event" in head for head in server.heads)


def hang_at(word: str) -> Callable[[Peer], None]:
    """Return a whole device that never answers the request whose path ends in this word."""

    def script(peer: Peer) -> None:
        head, _ = peer.read_request()
        if head and head.split()[1].endswith(word):
            peer.hold()
        elif head:
            peer.answer("200 OK", b'{"code":200,"data":{"local_time":1700000000000}}')

    return script


@pytest.mark.parametrize(
    ("script", "secure", "last"),
    [
        (Peer.hold, False, StepKind.REACH),
        (hang_at("info"), True, StepKind.SIGN_IN),
        (hang_at("time"), True, StepKind.IDENTITY),
        (hang_at("event"), True, StepKind.CLOCK),
    ],
)
def test_it_stops_within_a_second_without_another_word(
    identity: Identity, script: Callable[[Peer], None], secure: bool, last: StepKind
) -> None:
    stop = threading.Event()
    hanging = threading.Event()
    steps: list[Step] = []

    def report(step: Step) -> None:
        steps.append(step)
        if step.kind is last:
            hanging.set()

    with FaultServer(script, identity=identity if secure else None) as server:
        device = DeviceSettings(id="gate", name="Gate", host="127.0.0.1", port=server.port, certificate=identity.pin)
        work = threading.Thread(
            target=lambda: probe(device, password=None, already_live=False, report=report, stop=stop, timing=Timing())
        )
        work.start()
        assert hanging.wait(20)
        stop.set()
        work.join(1.0)
        assert not work.is_alive()
    assert steps[-1].kind is last

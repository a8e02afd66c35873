"""A supervisor is reached, or it is on record why not; whatever the command or the webhook does."""

from __future__ import annotations

import contextlib
import json
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from fault_server import FaultServer, Peer, slam, until
from identity import Identity
from sink import Sink, monitor_in, settings_for

from facemon import log as facemon_log
from facemon.alarm import Alarm, Priority
from facemon.device.deadline import StoppedError
from facemon.device.timing import Timing
from facemon.event import Category, Event, Person
from facemon.monitor.notice import Told
from facemon.monitor.supervisor import MOST_WAITING, NOTHING_SET, Patience, Supervisor, try_once
from facemon.monitor.untold import untold
from facemon.password_file import PassphraseNeeded
from facemon.settings import AttentionSettings
from facemon.simulator.device import SimulatedDevice

SECRET = "s3cr3t-of-the-header"
QUICK = Patience(
    command=1.5,
    again=(0.02, 0.02),
    network=Timing(resolve=5.0, connect=5.0, tls=5.0, answer=1.0, stall=1.0, password=0.5),
)
PYTHON = sys.executable


def alarm(alarm_id: int = 1, *, priority: Priority = Priority.HIGH, name: str = "Zhang Wei") -> Alarm:
    event = Event(
        uuid=str(alarm_id), device_id="gate", time_ms=0, received_ms=0, category=Category.BLACKLIST,
        person=Person(name=name, id_number="110101199003070000"),
    )  # fmt: skip
    return Alarm(
        id=alarm_id, rule="blacklist", priority=priority, device_id="gate", since_ms=1_790_000_000_000 + alarm_id,
        latest_ms=1_790_000_060_000, count=3, happening=event,
    )  # fmt: skip


class Desk:
    """A supervisor that is told, and what it says of how that went."""

    def __init__(self, settings: AttentionSettings, *, patience: Patience = QUICK, secret: str | None = SECRET) -> None:
        self.told: list[Told] = []
        self.settings = settings
        self.answered: set[int] = set()
        self.supervisor = Supervisor(
            lambda: self.settings,
            secret=lambda: secret,
            device_name={"gate": "North gate"}.__getitem__,
            on_told=self.told.append,
            owed=lambda alarm_id: alarm_id not in self.answered,
            patience=patience,
        )

    def __enter__(self) -> Desk:
        self.supervisor.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.supervisor.end()
        assert self.supervisor.join(1.0)

    def tell(self, *alarms: Alarm) -> list[str]:
        """Tell of alarms and return the texts on record, once there is one for each."""
        wanted = len(self.told) + len(alarms)
        for each in alarms:
            self.supervisor.tell(each)
        until(lambda: len(self.told) >= wanted)
        return [told.text for told in self.told]


def script(folder: Path, code: str) -> tuple[str, ...]:
    """Return a command that runs this Python."""
    path = folder / "command.py"
    path.write_text(code)
    return (PYTHON, str(path), "an argument; with $(no) shell")


@pytest.fixture
def site(stranger: Identity, monkeypatch: pytest.MonkeyPatch) -> Identity:
    """A certificate that this computer trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(stranger.file))
    return stranger


def answers(status: str, *headers: str, body: bytes = b"") -> Callable[[Peer], None]:
    def serve(peer: Peer) -> None:
        peer.read_request()
        peer.answer(status, body, *headers)

    return serve


def hang_up(peer: Peer) -> None:
    peer.read_request()
    slam(peer)


def talk_otherwise(peer: Peer) -> None:
    peer.read_request()
    peer.send(b"SSH-2.0-nothing\r\n")


def hook(server: FaultServer, path: str = "/alarms?to=boss") -> AttentionSettings:
    return AttentionSettings(webhook=f"https://localhost:{server.port}{path}", webhook_header="X-Key")


def test_a_command_gets_the_alarm_as_json_and_its_arguments_as_they_are(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    code = f"import sys, json; json.dump([sys.argv[1:], json.load(sys.stdin)], open({str(out)!r}, 'w'))"
    with Desk(AttentionSettings(command=script(tmp_path, code)), patience=Patience()) as desk:
        assert desk.tell(alarm()) == ["Reached by the command"]
    arguments, told = json.loads(out.read_text())
    assert arguments == ["an argument; with $(no) shell"]
    since, latest = told.pop("since"), told.pop("latest")
    assert told == {
        "alarm": 1, "kind": "blacklist", "priority": "high", "device": "North gate", "count": 3, "person": "Zhang Wei",
    }  # fmt: skip
    assert since < latest


def test_nobody_is_named_where_the_settings_say_so(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    code = f"import sys; open({str(out)!r}, 'w').write(sys.stdin.read())"
    settings = AttentionSettings(command=script(tmp_path, code), notification_names=False)
    with Desk(settings, patience=Patience()) as desk:
        desk.tell(alarm())
    assert "Zhang" not in out.read_text()
    assert "110101" not in out.read_text()


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("import sys; sys.exit(3)", "Not reached by the command: it says that it failed (code 3)"),
        ("import time; time.sleep(60)", "Not reached by the command: it took too long and was ended"),
        (
            "import os\nwhile True: os.write(1, b'x' * 65536); os.write(2, b'y' * 65536)",
            "Not reached by the command: it took too long and was ended",
        ),
        (
            "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(60)",
            "Not reached by the command: it took too long and was ended",
        ),
    ],
    ids=["fails", "hangs", "floods", "ignores SIGTERM"],
)
def test_a_command_that_misbehaves_is_tried_again_and_then_on_record(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, code: str, text: str
) -> None:
    caplog.set_level(logging.INFO)
    with Desk(AttentionSettings(command=script(tmp_path, code))) as desk:
        assert desk.tell(alarm()) == [text]
    assert caplog.text.count("not told by command yet") == 2


def test_a_program_that_is_not_there_is_on_record() -> None:
    with Desk(AttentionSettings(command=("/no/such/program",))) as desk:
        assert desk.tell(alarm()) == ["Not reached by the command: it could not be started (No such file or directory)"]


@pytest.mark.skipif(sys.platform == "win32", reason="process groups")
def test_a_command_is_ended_with_its_children(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    code = (
        "import os, signal, subprocess, sys, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(pids)!r}, 'w').write(f'{{os.getpid()}} {{child.pid}}')\n"
        "time.sleep(60)\n"
    )
    patience = Patience(command=5.0, again=())
    with Desk(AttentionSettings(command=script(tmp_path, code)), patience=patience) as desk:
        desk.tell(alarm())
    until(lambda: not any(alive(int(pid)) for pid in pids.read_text().split()))


def alive(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    return False


def test_a_webhook_gets_the_alarm_and_the_secret_in_its_header(site: Identity) -> None:
    with FaultServer(answers("204 No Content"), identity=site) as server, Desk(hook(server)) as desk:
        assert desk.tell(alarm()) == ["Reached by the webhook"]
    (head,) = server.heads
    body = server.received.partition(b"\r\n\r\n")[2]
    assert head.startswith("POST /alarms?to=boss HTTP/1.1\r\n")
    assert f"\r\nHost: localhost:{server.port}\r\n" in head
    assert f"\r\nX-Key: {SECRET}\r\n" in head
    assert json.loads(body)["kind"] == "blacklist"


@pytest.mark.parametrize(
    ("serve", "text", "connections"),
    [
        (Peer.hold, "it did not answer in time", 3),
        (hang_up, "the connection broke off (connection closed)", 3),
        (answers("500 Oops"), "it answers with an error (HTTP 500)", 3),
        (answers("429 Slow down"), "it refuses the message (HTTP 429)", 3),
        (answers("403 No"), "it refuses the message (HTTP 403)", 1),
        (
            answers("307 There", "Location: https://localhost:1/"),
            "it leads to another address, which is not followed (HTTP 307)",
            1,
        ),
        (talk_otherwise, "what answers there is no webhook (BadStatusLine)", 3),
    ],
    ids=["hangs", "resets", "fails", "is busy", "refuses", "redirects", "is none"],
)
def test_a_webhook_that_misbehaves_is_tried_again_where_that_may_help_and_then_on_record(
    site: Identity, serve: Callable[[Peer], None], text: str, connections: int
) -> None:
    with FaultServer(serve, identity=site) as server, Desk(hook(server)) as desk:
        (told,) = desk.tell(alarm())
    assert told == f"Not reached by the webhook: {text}"
    assert server.connections == connections


def test_a_webhook_that_answers_a_gigabyte_has_taken_the_message_and_is_not_listened_to(site: Identity) -> None:
    sent = 0

    def flood(peer: Peer) -> None:
        nonlocal sent
        peer.read_request()
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
        with contextlib.suppress(OSError):
            for _ in range(1000):
                peer.send(b"x" * 1_000_000)
                sent += 1_000_000

    with FaultServer(flood, identity=site) as server, Desk(hook(server)) as desk:
        assert desk.tell(alarm()) == ["Reached by the webhook"]
    assert sent < 50_000_000


def test_a_webhook_whose_head_never_ends_is_given_up(site: Identity) -> None:
    def flood(peer: Peer) -> None:
        peer.read_request()
        peer.send(b"HTTP/1.1 200 OK\r\n")
        with contextlib.suppress(OSError):
            for _ in range(10_000):
                peer.send(b"X: " + b"x" * 60_000 + b"\r\n")

    with FaultServer(flood, identity=site) as server, Desk(hook(server)) as desk:
        assert desk.tell(alarm()) == ["Not reached by the webhook: what answers there is no webhook"]


def test_a_webhook_with_a_certificate_that_nobody_vouches_for_gets_nothing(identity: Identity, site: Identity) -> None:
    with FaultServer(answers("200 OK"), identity=identity) as server, Desk(hook(server)) as desk:
        (text,) = desk.tell(alarm())
    assert text.startswith("Not reached by the webhook: its certificate is not valid (")
    assert server.received == b""


def test_what_fails_at_first_is_reached_in_the_end(site: Identity) -> None:
    with (
        FaultServer(answers("503 Later"), answers("502 Later"), answers("200 OK"), identity=site) as server,
        Desk(hook(server)) as desk,
    ):
        assert desk.tell(alarm()) == ["Reached by the webhook"]


@pytest.mark.parametrize(
    ("secret", "reason"),
    [
        (None, "the value of its header is not stored"),
        ("pass\r\nX-Other: word", "the value of its header has characters that no header can have"),
        ("密码", "the value of its header has characters that no header can have"),
    ],
)
def test_a_secret_that_no_header_can_carry_is_said_and_nothing_is_sent(
    site: Identity, secret: str | None, reason: str
) -> None:
    with FaultServer(answers("200 OK"), identity=site) as server, Desk(hook(server), secret=secret) as desk:
        assert desk.tell(alarm()) == [f"Not reached by the webhook: {reason}"]
    assert server.connections == 0


def test_a_secret_that_waits_for_the_passphrase_is_said(site: Identity) -> None:
    def locked() -> str:
        raise PassphraseNeeded

    with FaultServer(answers("200 OK"), identity=site) as server:
        (told,) = try_once(hook(server), secret=locked, patience=QUICK)
    assert told.text == "Not reached by the webhook: the value of its header waits for the passphrase"
    assert server.connections == 0


def test_a_keyring_that_never_answers_is_said(site: Identity) -> None:
    never = threading.Event()
    with FaultServer(answers("200 OK"), identity=site) as server:
        (told,) = try_once(hook(server), secret=lambda: str(never.wait(5)), patience=QUICK)
        never.set()
    assert told.text == "Not reached by the webhook: the system keyring does not answer"


@pytest.mark.parametrize(
    "address", ["https://me:pw@localhost/", "http://localhost/", "https://[::1", "https://a b/", "https://:1/", ""]
)
def test_an_address_that_is_none_is_said_without_repeating_it(address: str) -> None:
    settings = AttentionSettings(webhook=address or "https://", command=())
    (told,) = try_once(settings, secret=lambda: None, patience=QUICK)
    assert told.text == "Not reached by the webhook: the address cannot be used"


def test_a_planted_secret_is_found_nowhere(
    site: Identity, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "facemon.log"
    facemon_log.set_up(path)
    planted = "pl4nted/+ \"s'cret"
    out = tmp_path / "out.json"
    code = f"import os, sys; open({str(out)!r}, 'w').write(sys.stdin.read() + repr(sys.argv) + repr(os.environ))"

    def echo(peer: Peer) -> None:
        peer.read_request()
        peer.answer(f"500 {planted}", planted.encode(), f"X-Key: {planted}")

    def burst(*_: object, **__: object) -> None:
        raise RuntimeError(f"a fault with {planted!r} in it")

    try:
        with FaultServer(echo, identity=site) as server:
            settings = AttentionSettings(
                command=script(tmp_path, code), webhook=hook(server).webhook, webhook_header="X-Key"
            )
            with Desk(settings, secret=planted, patience=Patience(again=(), network=QUICK.network)) as desk:
                desk.tell(alarm())
                until(lambda: len(desk.told) == 2)
                monkeypatch.setattr("facemon.monitor.webhook.exchange", burst)
                desk.settings = hook(server)
                desk.tell(alarm(2))
        facemon_log.flush()
        written = path.read_text()
    finally:
        facemon_log.close()
        logging.getLogger().setLevel(logging.WARNING)
    assert desk.told[-1].text == "Not reached by the webhook: a fault in facemon itself, see the log"
    assert "RuntimeError" in written
    for text in (written, out.read_text(), repr(desk.told)):
        assert "pl4nted" not in text


def test_each_way_that_is_set_is_told_and_on_record_by_itself(site: Identity, tmp_path: Path) -> None:
    with FaultServer(answers("500 Oops"), identity=site) as server:
        settings = AttentionSettings(command=script(tmp_path, ""), webhook=f"https://localhost:{server.port}/")
        with Desk(settings, patience=Patience(again=(), network=QUICK.network)) as desk:
            desk.tell(alarm())
            until(lambda: len(desk.told) == 2)
    assert {told.way: told.reached for told in desk.told} == {"command": True, "webhook": False}


def test_with_nothing_set_it_is_on_record_that_nobody_was_told() -> None:
    with Desk(AttentionSettings()) as desk:
        assert desk.tell(alarm()) == [f"Not reached: {NOTHING_SET}"]


def test_of_an_alarm_that_was_answered_first_nobody_is_told(tmp_path: Path) -> None:
    with Desk(AttentionSettings(command=("/no/such/program",))) as desk:
        desk.answered.add(1)
        assert desk.tell(alarm()) == ["Not reached by the command: the alarm was answered first"]


@contextlib.contextmanager
def held_up(folder: Path, *, patience: Patience) -> Iterator[tuple[Desk, Path]]:
    """A desk whose supervisor is busy with alarm 1 until a file is there; each alarm's id is noted in another."""
    go, noted = folder / "go", folder / "noted"
    code = (
        "import json, os, sys, time\n"
        f"open({str(noted)!r}, 'a').write(f\"{{json.load(sys.stdin)['alarm']}} \")\n"
        f"while not os.path.exists({str(go)!r}): time.sleep(0.01)\n"
    )
    with Desk(AttentionSettings(command=script(folder, code)), patience=patience) as desk:
        desk.supervisor.tell(alarm(1))
        until(lambda: noted.exists() and noted.read_text())
        yield desk, go


def test_the_most_pressing_of_those_that_wait_is_told_of_first(tmp_path: Path) -> None:
    with held_up(tmp_path, patience=Patience()) as (desk, go):
        desk.supervisor.tell(alarm(2, priority=Priority.LOW))
        desk.supervisor.tell(alarm(3, priority=Priority.CRITICAL))
        go.touch()
        until(lambda: len(desk.told) == 3)
    assert [told.alarm_id for told in desk.told] == [1, 3, 2]


def test_more_alarms_than_can_wait_are_on_record_as_not_told(tmp_path: Path) -> None:
    with held_up(tmp_path, patience=Patience(command=20.0, again=())) as (desk, _):
        for alarm_id in range(2, MOST_WAITING + 12):
            desk.supervisor.tell(alarm(alarm_id))
    told = {each.alarm_id: each.reason for each in desk.told}
    assert set(told) == set(range(1, MOST_WAITING + 12))
    assert sum(reason == "too many alarms are waiting for it" for reason in told.values()) == 11


def test_it_ends_within_a_second_whatever_hangs_and_says_what_was_not_told(site: Identity, tmp_path: Path) -> None:
    code = "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(60)"
    with Desk(AttentionSettings(command=script(tmp_path, code)), patience=Patience()) as desk:
        desk.supervisor.tell(alarm(1))
        desk.supervisor.tell(alarm(2))
    assert [told.text for told in desk.told] == ["Not reached by the command: facemon was closed first"] * 2
    with FaultServer(Peer.hold, identity=site) as server, Desk(hook(server), patience=Patience()) as desk:
        desk.supervisor.tell(alarm(1))
        until(lambda: server.connections)
    assert [told.text for told in desk.told] == ["Not reached by the webhook: facemon was closed first"]


def test_a_callback_that_fails_costs_no_other_alarm() -> None:
    told: list[int] = []

    def on_told(each: Told) -> None:
        told.append(each.alarm_id)
        raise RuntimeError

    supervisor = Supervisor(AttentionSettings, secret=lambda: None, device_name=str, on_told=on_told, patience=QUICK)
    supervisor.start()
    supervisor.tell(alarm(1))
    supervisor.tell(alarm(2))
    until(lambda: told == [1, 2])
    supervisor.end()
    assert supervisor.join(1.0)


def test_one_that_was_never_started_has_ended() -> None:
    supervisor = Supervisor(AttentionSettings, secret=lambda: None, device_name=str, on_told=lambda _: None)
    supervisor.end()
    assert supervisor.join(0)


def test_the_technicians_test_says_that_it_is_one(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    code = f"import sys; open({str(out)!r}, 'w').write(sys.stdin.read())"
    (told,) = try_once(AttentionSettings(command=script(tmp_path, code)), secret=lambda: None)
    assert told.reached
    said = json.loads(out.read_text())
    assert (said["kind"], said["test"], said["alarm"]) == ("test", True, 0)


def test_the_technicians_test_ends_when_told() -> None:
    with pytest.raises(StoppedError):
        try_once(
            AttentionSettings(command=(PYTHON, "-c", "import time; time.sleep(60)")), secret=str, stop=lambda: True
        )


def test_what_was_not_told_when_facemon_ended_or_was_killed_is_told_at_the_next_start(
    device: SimulatedDevice, tmp_path: Path
) -> None:
    hangs = script(tmp_path, "import time; time.sleep(60)")
    attention = AttentionSettings(louder_after=0, supervisor_after=1, command=hangs)
    sink = Sink()
    monitor = monitor_in(tmp_path, sink, attention=attention)
    monitor.apply([settings_for(device)])
    sink.until(lambda: sink.live("gate"))
    device.emit(Category.BLACKLIST)
    sink.until(lambda: bool(sink.owed) and sink.owed[0].escalated == 2)
    (alarm,) = sink.owed
    assert untold(tmp_path / "history.sqlite3", [alarm]) == [alarm], "as a kill would leave it"
    assert monitor.stop(10)
    assert untold(tmp_path / "history.sqlite3", [alarm]) == [alarm]

    out = tmp_path / "out.json"
    works = script(tmp_path, f"import sys; open({str(out)!r}, 'w').write(sys.stdin.read())")
    monitor = monitor_in(tmp_path, Sink(), attention=msgspec.structs.replace(attention, command=works))
    until(lambda: not untold(tmp_path / "history.sqlite3", [alarm]))
    assert json.loads(out.read_text())["alarm"] == alarm.id
    assert monitor.stop(10)


def test_a_history_that_cannot_be_read_owes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    path.write_bytes(b"no history" * 1000)
    escalated = msgspec.structs.replace(alarm(1), escalated=2)
    assert untold(path, [escalated, alarm(2)]) == []

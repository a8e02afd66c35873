"""Plants secrets, has the real program do all that it does with them, and looks for them in all that it leaves."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import keyring
import keyring.backends.fail
import pytest
from aiohttp import web
from identity import Identity
from planted import Planted, ProcessWatch, files, finds, spellings
from secret_program import PATIENCE, Program

from facemon import pin, sealing
from facemon.administrator import Administrator
from facemon.credentials import WEBHOOK, Credentials
from facemon.event import Category
from facemon.operators import Edit, Operators
from facemon.settings import AttentionSettings, DeviceSettings, Settings, save
from facemon.simulator.answer import Handler, answer
from facemon.simulator.device import SimulatedDevice

PLANTED = Planted()
pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="there is no /proc to look into here")


class EchoingDevice(SimulatedDevice):
    """Repeats in each failure all that it was asked with."""

    def _middleware(self) -> Any:
        inner = super()._middleware()

        @web.middleware
        async def echo(request: web.Request, handler: Handler) -> web.StreamResponse:
            given = f"{request.headers.get('Authorization')} {await request.text()}"
            response = await inner(request, handler)
            body = getattr(response, "body", None)
            code = json.loads(body)["code"] if isinstance(body, bytes) and body.startswith(b"{") else 200
            if code == 200:
                return response  # type: ignore[no-any-return]
            return answer(given, code=code, message=given, status=response.status)

        return echo


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is dear to guess is so by the file, which the program goes by."""
    for module in (sealing, pin):
        monkeypatch.setattr(module, "_COST", 2**4)


@pytest.fixture
def device(monkeypatch: pytest.MonkeyPatch) -> Iterator[SimulatedDevice]:
    tokens = iter([PLANTED.token])
    planted = SimpleNamespace(token_urlsafe=lambda _: next(tokens, PLANTED.renewed_token))
    monkeypatch.setattr("facemon.simulator.accounts.secrets", planted)
    with EchoingDevice(user="guard", password=PLANTED.password) as device:
        yield device


class Hook(BaseHTTPRequestHandler):
    """A webhook that repeats the value of its header, and is not content."""

    values: queue.SimpleQueue[str] = queue.SimpleQueue()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        value = self.headers["X-Key"]
        self.values.put(value)
        self.send_response(500, f"not {value}")
        self.end_headers()
        self.wfile.write(value.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's
        pass


@pytest.fixture
def webhook(identity: Identity, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A webhook's address, and the file of the authority that vouches for it."""
    (tmp_path / "authority").mkdir()
    vouched = Identity(tmp_path / "authority")
    server = HTTPServer(("127.0.0.1", 0), Hook)
    server.socket = vouched.context().wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"https://127.0.0.1:{server.server_port}/told", vouched.file
    server.shutdown()
    server.server_close()
    thread.join(10)


def prepare(profile: Path, device: SimulatedDevice, webhook: str) -> None:
    profile.mkdir()
    gate = DeviceSettings(
        id="gate", name="Gate", host=device.host, port=device.port, certificate=device.certificate_sha256,
        username="guard",
    )  # fmt: skip
    told = AttentionSettings(webhook=webhook, webhook_header="X-Key", command=("/bin/cat",))
    save(profile / "settings.toml", Settings(devices=(gate,), attention=told))
    Operators(profile / "operators.json").apply([Edit("Dora", PLANTED.operator_pin)])
    Administrator(profile / "administrator.json").put(PLANTED.administrator_pin)
    credentials = Credentials(profile)
    credentials.set_passphrase("", PLANTED.passphrase)
    credentials.store(WEBHOOK, PLANTED.webhook)


@pytest.mark.timeout(300)  # it starts facemon four times, on a machine that may have much else to do
def test_no_secret_is_in_anything_that_the_program_leaves_behind_or_shows(
    device: SimulatedDevice, webhook: tuple[str, Path], tmp_path: Path
) -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    places = {name: tmp_path / name.lower() for name in ("HOME", "TMPDIR", "XDG_RUNTIME_DIR")}
    for folder in places.values():
        folder.mkdir(mode=0o700)
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("XDG_")
    } | {name: str(folder) for name, folder in places.items()} | {
        "QT_QPA_PLATFORM": "offscreen", "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent", "SSL_CERT_FILE": str(webhook[1]),
    }  # fmt: skip
    profile = tmp_path / "profile"
    said: dict[str, bytes] = {}

    def command(*arguments: str | Path, typed: str = "", code: int | None = 0) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "facemon", arguments[0], "--profile", profile, *arguments[1:]], env=environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        watch = ProcessWatch(process.pid)
        out, errors = process.communicate(typed.encode(), timeout=PATIENCE)
        watch.stop()
        said.update({f"{name} of {arguments}": text for name, text in (("output", out), ("errors", errors))})
        said.update({f"{arguments}: {name}": content for name, content in watch.seen.items()})
        assert code is None or process.returncode == code, errors

    prepare(profile, device, webhook[0])
    command("password", "gate", typed=f"{PLANTED.wrong_password}\n{PLANTED.passphrase}\n")

    program = Program("--profile", profile, "--trace", tmp_path / "trace", environment=environment)
    with contextlib.ExitStack() as ending:
        ending.callback(program.process.kill)
        program.until(program.stands("refused", "passphrase needed"))
        for typed in (PLANTED.wrong_passphrase, PLANTED.passphrase):
            program.type(typed)
        program.until(program.stands("refused", "wrong password"))

        program.do("shift")
        for typed in (PLANTED.administrator_pin, PLANTED.operator_pin):  # the one that is wrong here first
            program.type(typed)
        program.until(lambda: program.do("operator") == "Dora")
        program.do("settings")
        for typed in (PLANTED.operator_pin, PLANTED.administrator_pin):
            program.type(typed)
        program.until(lambda: program.do("settings"))
        program.do("test")
        program.until(lambda: any("accept the password" in text for text in program.do("texts")))
        program.do("webhook")
        assert Hook.values.get(timeout=PATIENCE) == PLANTED.webhook
        program.do("enter_password", PLANTED.password)
        program.until(program.stands("live"))
        assert device.wait_for_subscribers(1, PATIENCE)

        device.faults.errors = 3
        device.emit(Category.BLACKLIST)
        device.send(f'{{"password": "{PLANTED.password}", "Authorization": "Bearer {PLANTED.token}"'.encode())
        device.drop()
        device.expire_tokens()
        program.until(lambda: sum(request.path == "/v1/auth/login" for request in device.requests) >= 4)
        program.until(program.stands("live"))
        device.send(f'{{"Authorization": "Bearer {PLANTED.renewed_token}"'.encode())
        program.until(lambda: (profile / "unreadable.log").exists())

        said["clipboard"] = program.do("support").encode()
        assert b"Gate" in said["clipboard"]
        program.do("crash", [PLANTED.password, PLANTED.wrong_password, PLANTED.renewed_token, PLANTED.webhook,
                             PLANTED.passphrase, PLANTED.wrong_passphrase])  # fmt: skip
        said["details of the faults"] = program.do("fault_details").encode()
        assert b"RuntimeError" in said["details of the faults"]
        command("doctor", code=None)
        command("export", "-o", tmp_path / "export.csv")
        said["window"] = "\n".join(program.do("texts")).encode()
        said["errors"] = program.end()
    said |= program.watch.seen
    assert b"Gate" in said["window"]
    assert len(program.watch.processes) > 1  # the one for the sound, at least

    log = (profile / "facemon.log").read_bytes()
    assert log.count(b"cannot sign in: ") >= 3
    assert log.count("•••".encode()) >= 18
    left = files([profile, *places.values()]) | {
        name: (tmp_path / name).read_bytes() for name in ("trace", "export.csv")
    }
    assert {"passwords.json", "operators.json", "administrator.json", "history.sqlite3"} <= {
        Path(path).name for path in left
    }
    assert finds(left | said, PLANTED) == []


@pytest.mark.parametrize("secret", PLANTED.named().values())
def test_a_secret_would_be_found_in_whatever_way_it_were_written(secret: str) -> None:
    import base64
    from urllib.parse import quote

    assert len(spellings(secret)) >= 6
    for content in (
        f"--password={secret}",
        f"https://guard:{quote(secret, safe='')}@192.0.2.10/",
        json.dumps({"msg": secret}),
        repr(secret),
        *(base64.b64encode(f"{before}:{secret}\n".encode()).decode() for before in ("guard", "admin1", "operator")),
    ):
        assert finds({"somewhere": f"… {content} …".encode()}, PLANTED)

"""One account, asked for by many threads: signed in once, and never twice with what the device has refused."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from facemon import log as log_module
from facemon.device.account import Account
from facemon.device.deadline import StoppedError
from facemon.device.failure import LinkError
from facemon.device.judging import NotOffered
from facemon.device.rest import Rest
from facemon.device.status import Failure
from facemon.log import HIDDEN, redact
from facemon.settings import DeviceSettings
from facemon.simulator.device import SimulatedDevice

GATE = DeviceSettings(id="gate", name="Gate", host="192.0.2.10", username="admin")
WRONG = LinkError(Failure.WRONG_PASSWORD, "code 1001")


class Door:
    """A device that is signed in to."""

    def __init__(self, *answers: str | LinkError) -> None:
        self.tried: list[str] = []
        self._answers = list(answers)

    def __call__(self, password: str) -> str:
        self.tried.append(password)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, LinkError):
            raise answer
        return answer


def going() -> bool:
    return False


def failing(call: Callable[[], object]) -> Failure:
    with pytest.raises(LinkError) as raised:
        call()
    return raised.value.failure


def test_without_a_user_name_nobody_signs_in() -> None:
    account = Account(DeviceSettings(id="gate", name="Gate", host="192.0.2.10"), lambda: "p")
    door = Door("t")
    assert account.current == account.header(door, stop=going) == ""
    assert door.tried == []


def test_many_threads_sign_in_once() -> None:
    entered, leave = threading.Event(), threading.Event()
    tried: list[str] = []

    def slow(password: str) -> str:
        tried.append(password)
        entered.set()
        leave.wait(20)
        return f"token{len(tried)}"

    account = Account(GATE, lambda: "p")
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(account.header, slow, stop=going) for _ in range(8)]
        assert entered.wait(20)
        leave.set()
        assert {future.result(20) for future in asked} == {"Bearer token1"}
    assert tried == ["p"]
    assert account.current == "Bearer token1"


def test_a_wrong_password_is_tried_once_by_all_together_until_a_person_wants_it_again() -> None:
    account, door = Account(GATE, lambda: "p"), Door(WRONG, "token")
    assert failing(lambda: account.header(door, stop=going)) is Failure.WRONG_PASSWORD
    assert failing(lambda: account.header(door, stop=going)) is Failure.WRONG_PASSWORD
    assert len(door.tried) == 1
    account.forgive()
    assert account.header(door, stop=going) == "Bearer token"


def test_what_is_no_refusal_may_be_tried_again() -> None:
    account = Account(GATE, lambda: "p")
    door = Door(LinkError(Failure.SERVER_ERROR), "token")
    assert failing(lambda: account.header(door, stop=going)) is Failure.SERVER_ERROR
    assert account.header(door, stop=going) == "Bearer token"


def test_a_token_that_is_refused_is_renewed_by_the_first_who_notices() -> None:
    account, door = Account(GATE, lambda: "p"), Door("old", "new", "newest")
    old = account.header(door, stop=going)
    refusal = LinkError(Failure.WRONG_PASSWORD, "HTTP 401")
    assert account.refused(old, refusal)
    assert account.header(door, stop=going) == "Bearer new"
    assert account.refused(old, refusal)  # another thread had the old one, too
    assert account.header(door, stop=going) == "Bearer new"
    assert len(door.tried) == 2


def test_basic_that_is_refused_is_not_sent_again() -> None:
    account, door = Account(GATE, lambda: "p"), Door(NotOffered(""))
    header = account.header(door, stop=going)
    assert header == "Basic YWRtaW46cA=="
    assert not account.refused(header, LinkError(Failure.WRONG_PASSWORD, "HTTP 401"))
    assert failing(lambda: account.header(door, stop=going)) is Failure.WRONG_PASSWORD


def test_a_missing_password_is_looked_for_again() -> None:
    kept: list[str | None] = [None, "p"]
    account, door = Account(GATE, lambda: kept.pop(0)), Door("token")
    assert failing(lambda: account.header(door, stop=going)) is Failure.PASSWORD_MISSING
    assert account.header(door, stop=going) == "Bearer token"


def test_a_token_is_hidden_in_the_log_until_another_takes_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_module, "_secrets", log_module._Secrets())
    account, door = Account(GATE, lambda: "right-password"), Door("first-token", "second-token")
    header = account.header(door, stop=going)
    assert redact(f"sent {header}") == f"sent Bearer {HIDDEN}"
    account.refused(header, LinkError(Failure.WRONG_PASSWORD, "HTTP 401"))
    header = account.header(door, stop=going)
    assert redact(f"sent {header} after first-token") == f"sent Bearer {HIDDEN} after first-token"


def test_waiting_for_another_s_sign_in_ends_when_told_to() -> None:
    entered, leave = threading.Event(), threading.Event()

    def hanging(_password: str) -> str:
        entered.set()
        leave.wait(20)
        return "token"

    account = Account(GATE, lambda: "p")
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(account.header, hanging, stop=going)
        assert entered.wait(20)
        with pytest.raises(StoppedError):
            account.header(hanging, stop=lambda: True)
        leave.set()
        assert first.result(20) == "Bearer token"


def test_several_who_ask_a_device_share_one_sign_in() -> None:
    with SimulatedDevice(user="admin", password="geheim") as device:
        gate = DeviceSettings(
            id="gate", name="Gate", host="127.0.0.1", port=device.port, username="admin",
            certificate=device.certificate_sha256,
        )  # fmt: skip
        account = Account(gate, lambda: "geheim")

        def ask(_: int) -> str:
            return Rest(account, stop=going).info().model

        with ThreadPoolExecutor(4) as pool:
            assert set(pool.map(ask, range(8))) == {"SenseNebula Pass S7"}
            device.expire_tokens()
            assert set(pool.map(ask, range(8))) == {"SenseNebula Pass S7"}
        logins = [request for request in device.requests if request.path == "/v1/auth/login"]
    assert len(logins) == 2

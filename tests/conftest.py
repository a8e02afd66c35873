"""What every test may ask for. Nothing here touches the user's own profile, keyring or screen."""

import os
from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend

from facemon.simulator.device import SimulatedDevice

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


class MemoryKeyring(KeyringBackend):
    """A keyring that forgets everything at the end."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._kept.pop((service, username), None)


@pytest.fixture(autouse=True)
def _own_keyring() -> Iterator[None]:
    former = keyring.get_keyring()
    keyring.set_keyring(MemoryKeyring())
    yield
    keyring.set_keyring(former)


@pytest.fixture
def device() -> Iterator[SimulatedDevice]:
    """A simulated device that does nothing by itself."""
    with SimulatedDevice() as device:
        yield device

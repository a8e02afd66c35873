"""What every test may ask for. Nothing here touches the user's own profile, keyring or screen."""

import gc
import os
import time
from collections.abc import Callable, Iterator

import hypothesis
import keyring
import pytest
from identity import Identity
from keyring.backend import KeyringBackend
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from facemon import fault
from facemon.simulator.device import SimulatedDevice
from facemon.ui import language

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# How long an example takes says more about the machine than about the code.
# The same examples in every run: a change is judged by what it changes. `--hypothesis-profile=search` tries others.
hypothesis.settings.register_profile("search", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.register_profile("facemon", parent=hypothesis.settings.get_profile("search"), derandomize=True)
hypothesis.settings.load_profile("facemon")


def pytest_xdist_auto_num_workers() -> int:
    """Return how many work at the tests: more than there are cores, since a third of a test's time is waiting."""
    return max(2, (os.cpu_count() or 1) * 3 // 2)


# In the test's own thread alone: a worker's would delete what tests have left, and Qt dies of its timers minutes later.
gc.disable()
_MUCH = 50_000  # objects that may wait to be collected


def pytest_collection_finish() -> None:
    """Go through nothing again and again that stays."""
    gc.freeze()


class MemoryKeyring(KeyringBackend):
    """A keyring that forgets everything at the end."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
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


@pytest.fixture(autouse=True)
def _collected_here() -> Iterator[None]:
    yield
    if gc.get_count()[0] > _MUCH:
        gc.collect()


@pytest.fixture(autouse=True)
def _no_windows_left() -> Iterator[None]:
    """Destroy the windows that a test has left: every change of the look goes through all there are."""
    former = _windows()
    yield
    for window in _windows() - former:
        window.deleteLater()
    if QApplication.instance():
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """Let no test see the faults or the language of the one before."""
    locale, spoken = QLocale(), language.shown()
    yield
    fault.book.clear()
    app = QApplication.instance()
    if app is not None and language.shown() != spoken:
        language.install(app, spoken)
    for translator in app.findChildren(QTranslator) if app is not None else ():
        QCoreApplication.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(locale)


def _windows() -> set[QWidget]:
    return set(QApplication.topLevelWidgets()) if QApplication.instance() else set()


@pytest.fixture
def device() -> Iterator[SimulatedDevice]:
    """A simulated device that does nothing by itself."""
    with SimulatedDevice() as device:
        yield device


@pytest.fixture
def in_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Sets this process's time zone, as often as a test wants, until the test ends."""
    if not hasattr(time, "tzset"):
        pytest.skip("the zone cannot be changed here")

    def set_zone(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield set_zone
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(scope="session")
def identity(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    """A device's self-signed certificate, long expired, as devices have them."""
    return Identity(tmp_path_factory.mktemp("identity"), expired=True)


@pytest.fixture(scope="session")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    """Another certificate for the same name."""
    return Identity(tmp_path_factory.mktemp("stranger"))

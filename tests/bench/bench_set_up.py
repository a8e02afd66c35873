"""A technician sets two hundred simulated devices up: import with passwords, check, approve, save, until all are live.

    python tests/bench/bench_set_up.py [--devices 200]

For each part, how long it takes and the longest turn of the user interface's thread, in wall time and in its own CPU
time: the devices are simulated on the same cores.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import keyring
import keyring.backends.fail
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from facemon.device.status import State
from facemon.settings import Settings, save
from facemon.ui.settings.dialog import SettingsDialog

sys.path.insert(0, str(Path(__file__).parents[1] / "ui"))
from guard_desk import Desk
from happenings import usual_look

_FLEET = Path(__file__).with_name("simulated_fleet.py")
_PATIENCE = 120.0  # seconds


def goes(part: str, done: Callable[[], bool]) -> None:
    """Let the event loop turn until a part is done, and print what it took."""
    begun = time.monotonic()
    wall = own = 0.0
    while not done():
        if time.monotonic() - begun > _PATIENCE:
            sys.exit(f"{part}: not done")
        turn, spent = time.monotonic(), time.thread_time()
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        own, wall = max(own, time.thread_time() - spent), max(wall, time.monotonic() - turn)
        time.sleep(0.003)
    took = time.monotonic() - begun
    print(f"{part:22}{took:6.1f} s   longest turn {wall * 1000:5.0f} ms, of it CPU {own * 1000:4.0f} ms")


def settings_window() -> SettingsDialog | None:
    """Return the settings' window, if it is there."""
    return next(
        (each for each in QApplication.topLevelWidgets() if isinstance(each, SettingsDialog) and each.isVisible()), None
    )


def set_up(desk: Desk, table: Path, devices: int) -> None:
    """Do what the technician does."""
    desk.window.open_settings()
    goes("open the settings", lambda: settings_window() is not None)
    dialog = settings_window()
    assert dialog is not None
    tools = dialog.devices.tools
    tools.begin_import(str(table))
    preview = tools.importing
    assert preview is not None
    goes("read the table", lambda: preview.plan is not None)
    preview.accept()
    tools.begin_check([draft.key for draft in dialog.devices.roster.drafts])
    page = tools.checking
    assert page is not None
    goes("see the certificates", lambda: not page.running)
    page.tick_all.click()
    page.approve.click()
    goes("sign in", lambda: not page.running)
    page.close_button.click()
    dialog.accept()
    goes("all live", lambda: [each.state for each in desk.session.statuses.values()].count(State.LIVE) == devices)
    desk.window.open_settings()
    goes("open the settings", lambda: settings_window() is not None)


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--devices", type=int, default=200)
    devices = parser.parse_args().devices
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    _application = QApplication(sys.argv[:1])
    usual_look()
    fleet = subprocess.Popen(
        [sys.executable, _FLEET, str(devices), "0"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert fleet.stdin
    assert fleet.stdout
    told = json.loads(fleet.stdout.readline())["devices"]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        save(folder / "settings.toml", Settings())
        table = folder / "devices.csv"
        rows = [f"{each['name']},{each['group']},127.0.0.1,{each['port']},guard,pw {each['id']}" for each in told]
        table.write_text("\n".join(["name,group,address,port,user name,password", *rows]), encoding="utf-8")
        desk = Desk(folder)
        set_up(desk, table, devices)
        desk.close()
        fleet.stdin.close()
        fleet.wait(30)
    return 0


if __name__ == "__main__":
    sys.exit(main())

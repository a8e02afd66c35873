"""facemon without its window: what watches, keeps and recovers, in a process of its own that a test may kill.

    python headless_desk.py FOLDER DEVICE…      DEVICE: ID=PORT=CERTIFICATE

Says on standard output, a word a line, how the devices' connections stand, and ends in order with SIGTERM.
"""

from __future__ import annotations

import logging
import signal
import sys
import threading
from pathlib import Path

from facemon.device.timing import Timing
from facemon.device.unreadable import UnreadableLog
from facemon.monitor import Monitor, StatusChanged, Update
from facemon.settings import DeviceSettings

# As the real ones, in fast motion.
TIMING = Timing(
    ping=0.3, silence=1.0, settle=0.1, stable=0.2, first_retry=0.05, longest_retry=0.3, full_retry=0.3, farewell=0.1
)


def main(folder: Path, devices: list[DeviceSettings]) -> int:
    """Watch the devices until SIGTERM; return 0 where everything has been kept."""
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    print("desk begun", flush=True)
    logging.basicConfig(filename=folder / "desk.log", level=logging.INFO)

    def tell(update: Update) -> None:
        if isinstance(update, StatusChanged):
            print(update.status.device_id, update.status.state.value, flush=True)

    monitor = Monitor(
        folder / "history.sqlite3",
        password=lambda _: None,
        sink=tell,
        unreadable=UnreadableLog(folder / "unreadable.log"),
        timing=TIMING,
    )
    monitor.start()
    monitor.apply(devices)
    ended.wait()
    return 0 if monitor.stop(10) else 1


def devices(words: list[str]) -> list[DeviceSettings]:
    """Return the devices that the command line names."""
    given = [word.split("=") for word in words]
    return [
        DeviceSettings(id=name, name=name, host="127.0.0.1", port=int(port), certificate=certificate)
        for name, port, certificate in given
    ]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), devices(sys.argv[2:])))

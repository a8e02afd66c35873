"""An empty Qt window that counts how late its turns are, until SIGTERM: what a machine allows at all.

python tests/bench/empty_window.py FILE
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from turns import Turns

if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    window = QWidget()
    window.resize(1440, 900)
    window.show()
    turns = Turns()
    signal.signal(signal.SIGTERM, lambda *_: app.quit())
    app.exec()
    turns.write(Path(sys.argv[1]))
